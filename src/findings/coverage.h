/* coverage.h: what the documents say against what a model says: which declarations express each statement, and what stands alone on either side.
 * Made by exec, read by report. Plain data, like findings.h. */
#ifndef STYR_FINDINGS_COVERAGE_H
#define STYR_FINDINGS_COVERAGE_H

#include "findings/findings.h"

/* A declaration of the model's own files. */
typedef struct CoverageDecl {
    Str keyword, name, title;            /* "mål" */
    Str file; size_t line;
    bool sourced;                        /* has a källa */
    bool needs;                          /* says something that a document should have said: its lack of a källa is told */
} CoverageDecl;

typedef enum StatementState {
    STATEMENT_EXPRESSED,                 /* by one or more declarations */
    STATEMENT_MISSING,                   /* by none */
    STATEMENT_LEFT,                      /* by none, and the list says why */
    STATEMENT_NARRATIVE,                 /* tells rather than steers: needs none */
} StatementState;
const char *statement_state_name(StatementState state);          /* the key: "expressed" "missing" "left" "narrative" */

typedef struct CoverageStatement {
    Str number, section, row, kind, quote, why_not;
    size_t line;                         /* in the list */
    StatementState state;
    VEC(size_t) decls;                   /* into SourceCoverage.decls */
} CoverageStatement;

/* How many statements there are, by state. */
typedef struct CoverageCount { Str kind; size_t total, states[STATEMENT_NARRATIVE + 1]; } CoverageCount;

typedef struct CoverageDocument {
    Str name, title, file;               /* file: the list */
    const char *sha256;
    VEC(CoverageStatement) statements;
    VEC(CoverageCount) kinds;            /* in the order of the list, the narrative last */
    CoverageCount all;                   /* of every kind */
} CoverageDocument;

typedef struct SourceCoverage {
    Str model, title, path;              /* path: as given to the command */
    VEC(CoverageDocument) documents;     /* those that have a list */
    VEC(CoverageDecl) decls;
    CoverageCount all;
    size_t unsourced;                    /* declarations that need a källa and have none */
} SourceCoverage;
typedef VEC(const SourceCoverage *) SourceCoverageVec;

static inline bool decl_is_unsourced(const CoverageDecl *decl) { return decl->needs && !decl->sourced; }
/* Nothing is left to do. */
bool coverage_is_whole(const SourceCoverage *coverage);

#endif
