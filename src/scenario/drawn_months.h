/* drawn_months.h: what draws come to month by month, for outcomes of a month: every month of the year that has ended by the day of the run. */
#ifndef STYR_SCENARIO_DRAWN_MONTHS_H
#define STYR_SCENARIO_DRAWN_MONTHS_H

#include "scenario/bench.h"
#include "scenario/levels.h"

typedef struct MonthsDrawn MonthsDrawn;

/* run: with nothing drawn; its outcomes that are numbers of a month are followed. NULL where there are none, only one month, or more values than
 * `most`. */
MonthsDrawn *months_drawn(Arena *arena, Bench *bench, const Run *run, size_t draws, size_t most);
/* One draw: evaluator has its parameters set. */
void months_note(MonthsDrawn *months, Evaluator *evaluator, size_t draw);
/* The percentiles of one outcome (its number in the run); NULL where it was not followed. shares: DRAWN_SHARES of them, millionths. */
const DrawnMonths *months_of(MonthsDrawn *months, size_t outcome, const uint32_t *shares);

/* The percentiles and the mean of n values; states: 1 where there is none. False where there are none at all. */
bool drawn_percentiles(const Fix *values, const uint8_t *states, size_t n, const uint32_t *shares, Fix out[DRAWN_SHARES], Num *mean);

#endif
