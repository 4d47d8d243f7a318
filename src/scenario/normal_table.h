/* normal_table.h: the polynomials of the inverse normal distribution function, and how a random number is told apart into one of them and a place in
 * it; for the variants of normal.h only. */
#ifndef STYR_SCENARIO_NORMAL_TABLE_H
#define STYR_SCENARIO_NORMAL_TABLE_H

#include "scenario/normal.h"

#define NORMAL_OCTAVES 64
#define NORMAL_PARTS 32                 /* of each octave */
#define NORMAL_SEGMENTS (NORMAL_OCTAVES * NORMAL_PARTS)

/* What a quantile of the lower half is below zero, in one segment: c0 + c1 t + … + c5 t^5, where t goes from -1 to 1. c0 is in 2^-40, c1 in 2^-37, the
 * others in 2^-44. c345 holds three: 26, 22 and 16 bits from the top. Each is 64 bits for one gather. */
typedef struct NormalSegment {
    int64_t c0;
    int32_t c1, c2;
    int64_t c345;
} NormalSegment;

#define C4_BITS 22
#define C5_BITS 16

/* NORMAL_SEGMENTS of them, made at the first call; any thread may ask. */
const NormalSegment *normal_segments(void);
/* How far the power series miss at p = 1/2, where z is 0 and its slope sqrt(2 pi) / 4, in 2^-58: for the unit test. */
void normal_table_misses(int64_t *z, int64_t *slope);

void normal_quantiles_portable(const NormalSegment *segments, const uint64_t *u, size_t count, int64_t *z);
void normal_quantiles_avx512(const NormalSegment *segments, const uint64_t *u, size_t count, int64_t *z);

#endif
