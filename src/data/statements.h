/* statements.h: a list of the statements of a document, as `dokument … påståenden "påståenden.csv"` names it: one row a statement. */
#ifndef STYR_DATA_STATEMENTS_H
#define STYR_DATA_STATEMENTS_H

#include "text/diag.h"

#define STATEMENTS_MAX_BYTES ((size_t)16 << 20)

typedef struct Statement {
    Str number, folded;      /* "R103"; folded: as it is compared */
    Str section, row, kind;  /* row: in the document, as written; each empty when the list has no such column */
    Str quote;
    Str why_not;             /* why no declaration expresses it, or empty */
    Str no_reason;           /* what stands there without being one: "-" */
    size_t line;             /* in the list */
} Statement;

typedef struct StatementList {
    VEC(Statement) statements;
    VEC(Str) slips, unread;    /* headers of columns that are not read: those that look like one that would be, and the others */
    const char *shown;       /* the list as messages name it */
    char sha256[65];
} StatementList;

/* Reads the list. Columns are found by their headers (nummer, citat; avsnitt, rad, slag, varför inte may be left out), in any order.
 * span: the path in the rule file. Every problem is queued; false when there was any. */
bool statements_read(Arena *arena, const char *path, const char *shown, Span span, Diags *diags, StatementList *out);

#endif
