/* outcome.h: the answer that is held against the peers': every indicator for every body and month, from the cube. */
#ifndef STYR_BENCH_OUTCOME_H
#define STYR_BENCH_OUTCOME_H

#include "exec/backend.h"

/* values[(slot * times + time) * indicators + i], as Fix; counts in whole numbers. */
typedef struct Outcome { int64_t *values; bool *filled; size_t slots, times, indicators; } Outcome;

/* The indicators of the plan, which must be sums and counts over the first table, added and subtracted. False when one is something else. */
bool outcome_make(Arena *arena, const Plan *plan, const Cube *cube, Outcome *out);
/* body;month;value … a line, bodies in the order of the model, amounts in öre. Lines without rows are left out. */
void outcome_print(StrBuf *out, const Model *model, const Plan *plan, const Cube *cube, const Outcome *outcome);

#endif
