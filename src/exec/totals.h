/* totals.h: what aggregates.c and its two ways of adding up share: from the lists of cells (in aggregates.c), and from the arrays of a dense cube
 * (totals_dense.c). */
#ifndef STYR_EXEC_TOTALS_H
#define STYR_EXEC_TOTALS_H

#include "exec/eval.h"

/* What the cells of one aggregate add up to. */
typedef struct Total {
    Wide sum;
    uint64_t rows, unknown, counts[ROW_STATE_COUNT];
    uint32_t line_first, line_last, missing_line;
    CubePoint point;                     /* the latest or first */
    bool any; int64_t min, max;
    VEC(int64_t) list;
} Total;

typedef struct Query {
    Evaluator *ev;
    const PlanStep *step;
    const Aggregate *aggregate;
    TableRun *run;
    ContextId id;
    const Context *context;
    const Pick *picks;
    bool stock;
    Entry *entry;
} Query;

void total_add_extremes(Total *total, int64_t min, int64_t max);
/* Whether the aggregate can be read from the arrays: its cube is dense, and it needs no single rows. */
bool totals_are_dense(const Query *q);
/* The cells of the context of which the filter says yes, and the rows of which it knows nothing. key NULL: of all values of the key. */
Total total_dense(const Query *q, size_t filter, const ContextKey *key);
/* The picks' ground: run->presence, from the arrays. */
void presence_dense(Evaluator *ev, TableRun *run);

#endif
