/* normal.h: the standard normal distribution in whole numbers: its inverse distribution function, and the function itself.
 *
 * There is no table in the source. The inverse q(p) solves q'' = q q'^2 with q(1/2) = 0 and q'(1/2) = sqrt(2 pi); normal_table.c follows it by power
 * series from 1/2 down to 2^-64 at first use, and keeps a polynomial of the fifth degree for each 32nd of each octave of p. The error of z, against
 * the exact quantile of (u + 1/2) / 2^64, is below 2^-36 of a standard deviation (measured over all octaves: 2^-36.2). */
#ifndef STYR_SCENARIO_NORMAL_H
#define STYR_SCENARIO_NORMAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/effort.h"

#define NORMAL_BITS 40                 /* z is in 2^-40 standard deviations */
#define NORMAL_MOST ((int64_t)10 << NORMAL_BITS)   /* |z| is below this */

/* z[i] is the quantile of (u[i] + 1/2) / 2^64. Rises with u, but for what the error is, and the one of ~u is exactly its negative. */
void normal_quantiles(const uint64_t *u, size_t count, Vectors vectors, int64_t *z);
/* The distribution function: the u whose quantile this is, within a few 2^-36 standard deviations; the first or last u for z beyond all quantiles. */
uint64_t normal_probability(int64_t z);

#endif
