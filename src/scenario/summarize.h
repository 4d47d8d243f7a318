/* summarize.h: what all draws say together of each cell (an indicator of a body in a month): how many at each level, the exact mean, the least and
 * greatest, and exact percentiles. No draw is kept. Values may come in any order, in batches of any size; the result is the same.
 *
 * A percentile is the nearest rank: the p-th of n values is the one with the number ceil(n p / 100) from below. It is found by going through all draws
 * more than once, which can be made again as often as is wanted: each pass narrows the range in which the value lies to one of its parts, and
 * the last one keeps the few values of that part. Usually two passes do:
 *
 *     Summary *summary = summary_new(cells, shares, share_count, level_count, budget);
 *     do
 *         for each batch of draws, for each cell: summary_add(summary, cell, values, states, n, vectors);
 *     while (summary_next(summary));
 *
 * Different cells may be added to by different threads at the same time; summary_next is called when none is adding. */
#ifndef STYR_SCENARIO_SUMMARIZE_H
#define STYR_SCENARIO_SUMMARIZE_H

#include "base/num.h"
#include "base/effort.h"

#define SUMMARY_LEVELS ((size_t)16)
#define SUMMARY_SHARES ((size_t)16)
#define SHARE_ONE ((uint32_t)1000000)      /* shares in millionths: the median is 500000 */

typedef struct Summary Summary;

/* shares: which percentiles, in any order, each in 0..SHARE_ONE; 0 is the least value. draws: how many there will be in all; budget: bytes that it may
 * take beyond what the results need. Owned by the caller: summary_free. NULL when there are more levels or shares than the limits. */
Summary *summary_new(size_t cells, const uint32_t *shares, size_t share_count, size_t level_count, uint64_t draws, size_t budget);
void summary_free(Summary *summary);

/* A batch for one cell. states: NULL, or for each value 0 where there is one; others are counted as missing only. */
void summary_add(Summary *summary, size_t cell, const Fix *values, const uint8_t *states, size_t count, Vectors vectors);
/* Levels of a batch, 0 .. level_count - 1; other numbers are counted together as unknown. Only counted in the first pass. */
void summary_add_levels(Summary *summary, size_t cell, const uint8_t *levels, size_t count, Vectors vectors);
/* Ends a pass. True where another is needed: all draws are then to be added again. */
bool summary_next(Summary *summary);
/* The pass that is going on, from 0. */
unsigned summary_pass(const Summary *summary);
/* Bytes that it holds now. */
size_t summary_bytes(const Summary *summary);

/* ---- afterwards ---- */

typedef struct CellSummary {
    uint64_t values, missing;                /* how many draws had a value, how many had none */
    uint64_t levels[SUMMARY_LEVELS], unknown;
    Wide sum;                                /* of Fix: the mean is sum / values, exactly */
    Fix least, greatest;                     /* 0 where there are no values */
    Fix percentiles[SUMMARY_SHARES];         /* in the order of shares; 0 where there are no values */
} CellSummary;

CellSummary summary_of(const Summary *summary, size_t cell);
/* False where there are no values. */
bool summary_mean(const CellSummary *cell, Num *out);

#endif
