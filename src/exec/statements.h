/* statements.h: the lists of statements that the documents of a model name, against what its `källa` attributes say. */
#ifndef STYR_EXEC_STATEMENTS_H
#define STYR_EXEC_STATEMENTS_H

#include "data/statements.h"
#include "findings/coverage.h"
#include "model/model.h"

/* The list of one document. */
typedef struct DocumentList {
    size_t document;                     /* into Model.documents */
    bool own;                            /* of the model itself, not of a library that it uses */
    StatementList list;
} DocumentList;

/* A statement under its number; other: in another list, under the same. */
typedef struct Stated { const DocumentList *in; const Statement *statement; struct Stated *other; } Stated;

typedef struct StatementBook {
    VEC(DocumentList *) lists;
    Map numbers;                         /* folded number -> Stated * */
    bool incomplete;                     /* a list of the model's own could not be read */
} StatementBook;

/* Reads every list. What is wrong with the model's own is queued; libraries answer for theirs themselves. */
const StatementBook *statements_load(Arena *arena, const Model *model, Diags *diags);
/* The statement with that number: in the list of the document with that name or title, else in the first list that has it. NULL: in none. */
const Stated *statements_find(Arena *arena, const Model *model, const StatementBook *book, Str number, Str document);
bool document_is_called(Arena *arena, const Model *model, size_t document, Str called);

/* True when some källa leaves it to a list to say what it cites. */
bool statements_are_asked(Model *model);
/* What `källa R103` leaves out, and what is left out beside a single `nummer`, comes from the lists. */
void statements_fill(Arena *arena, Model *model, const StatementBook *book);

/* Every källa of the model's own files against the lists, and the lists against themselves (statement_checks.c). */
void statements_check(Arena *arena, const Model *model, const StatementBook *book, Diags *diags);
/* One contains the other, without regard to blanks, case, quotes and what … leaves out. */
bool quotes_agree(Arena *arena, Str a, Str b);

/* Who expresses what (coverage.c). */
SourceCoverage *coverage_make(Arena *arena, const Model *model, const StatementBook *book);

#endif
