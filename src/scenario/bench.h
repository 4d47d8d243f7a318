/* bench.h: one set of changes, ready to be evaluated with parameters set to many values. Rows are gone through again only where what is set decides what
 * is counted of them. */
#ifndef STYR_SCENARIO_BENCH_H
#define STYR_SCENARIO_BENCH_H

#include "scenario/overlay.h"

/* What all evaluations share. */
typedef struct BenchInput {
    const Model *model;
    const TableData *const *tables;
    const RunOptions *options;
    const ChangeRefVec *changes;
    const Evaluator *like;               /* what it has added up is used where it can be; or NULL */
} BenchInput;

typedef struct SetTo { size_t parameter; Num value; } SetTo;

typedef struct Bench {
    BenchInput input;
    Diags *diags;
    Diags quiet;                         /* what is odd about the figures is for `kör` to tell */
    const Model *over;                   /* with the changes made */
    const TableData **tables;
    bool rows_follow;                    /* what is changed of rows is computed with parameters */
    Evaluator *evaluator;                /* with nothing set */
} Bench;

/* met: by change, what it met; or NULL. False, with a diagnostic, where the changes cannot be made. */
bool bench_make(Arena *arena, const BenchInput *input, RowsMet *met, Diags *diags, Bench *out);
/* The evaluator with the parameters set, beside the bench's own; condition: one more expression that will be asked for, or NULL. It lives in the arena;
 * NULL with a diagnostic where it cannot be made. */
Evaluator *bench_set(Bench *bench, Arena *arena, const SetTo *set, size_t count, const Expr *condition);

#endif
