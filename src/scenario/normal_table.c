/* normal_table.c: the inverse normal distribution function as polynomials, by following its differential equation with power series in whole numbers.
 * Part of normal.h.
 *
 * Let p = x 2^-k with x in [1, 2): one octave for each k. What the quantile is below zero is z(x), and V(x) = -dz/dx. From q'' = q q'^2 follows
 * z' = -V, V' = -z V^2, which gives the power series at any point from z and V there. The series at the middle of one part of an octave leads to
 * the middle of the next. It begins at 2^-65 and ends at 1/2: in that direction an error in p stays what it is while p doubles, so it fades away; that
 * the end comes out as 0 and sqrt(2 pi) says that nothing went wrong. At the seam of two octaves x is halved, so V doubles. */
#include <pthread.h>

#include "base/num.h"
#include "scenario/normal_table.h"

#define BITS 58
#define TERMS 16                       /* a step is at most 1/33 of the way to the singularity at 0: five bits a term */
#define HALF_BITS 6                    /* from the middle to an edge: 2^-6 */
#define TO_EDGE 1                      /* in 64ths of the octave's x */
#define TO_NEXT 2
#define TO_NEXT_OCTAVE 3               /* to 2 + 1/32, which is 1 + 1/64 there */
/* z and V at p = 2^-65 (1 + 1/64), by mpmath: the quantile is -9.153619676740904402…, V = p / x over the density there. */
#define FIRST_Z INT64_C(2638351242576740935)
#define FIRST_V INT64_C(30646193665787565)

static NormalSegment segments[NORMAL_SEGMENTS];
static int64_t missed_z, missed_slope;
static pthread_once_t once = PTHREAD_ONCE_INIT;

typedef struct Series { int64_t z[TERMS], v[TERMS]; } Series;

/* n / 2^bits to the nearest. */
static int64_t shifted(Wide n, int bits)
{
    return (int64_t)((n + ((Wide)1 << (bits - 1))) >> bits);
}

static int64_t cauchy(const int64_t *a, const int64_t *b, int n)
{
    Wide sum = 0;
    for (int i = 0; i <= n; i++)
        sum += (Wide)a[i] * b[n - i];
    return shifted(sum, BITS);
}

static Series series_at(int64_t z, int64_t v)
{
    Series series = {{z}, {v}};
    int64_t square[TERMS];
    for (int n = 0; n + 1 < TERMS; n++) {
        square[n] = cauchy(series.v, series.v, n);
        series.z[n + 1] = -series.v[n] / (n + 1);
        series.v[n + 1] = -cauchy(series.z, square, n) / (n + 1);
    }
    return series;
}

/* The series at a distance of steps / 64 from its middle. */
static int64_t sum_at(const int64_t *terms, int steps)
{
    Wide sum = 0;
    for (int i = TERMS; i-- > 0;)
        sum = terms[i] + (sum * steps >> HALF_BITS);
    return (int64_t)sum;
}

/* Coefficient i of a polynomial in t = (x - middle) 64, in 2^-to. */
static int64_t coefficient(const Series *series, int i, int to)
{
    return shifted(series->z[i], BITS - to + HALF_BITS * i);
}

static NormalSegment segment_of(const Series *series)
{
    NormalSegment segment = {coefficient(series, 0, NORMAL_BITS), (int32_t)coefficient(series, 1, 37), (int32_t)coefficient(series, 2, 44), 0};
    uint64_t c4 = (uint64_t)coefficient(series, 4, 44) & ((1u << C4_BITS) - 1), c5 = (uint64_t)coefficient(series, 5, 44) & ((1u << C5_BITS) - 1);
    segment.c345 = (int64_t)((uint64_t)coefficient(series, 3, 44) << (C4_BITS + C5_BITS) | c4 << C5_BITS | c5);
    return segment;
}

static void make_segments(void)
{
    int64_t z = FIRST_Z, v = FIRST_V;
    for (size_t i = 0; i < NORMAL_SEGMENTS; i++) {
        Series series = series_at(z, v);
        segments[i] = segment_of(&series);
        bool last = i % NORMAL_PARTS == NORMAL_PARTS - 1;
        missed_z = sum_at(series.z, TO_EDGE), missed_slope = sum_at(series.v, TO_EDGE);
        z = sum_at(series.z, last ? TO_NEXT_OCTAVE : TO_NEXT);
        v = sum_at(series.v, last ? TO_NEXT_OCTAVE : TO_NEXT) * (last ? 2 : 1);
    }
    missed_slope -= INT64_C(180621602617352371);      /* sqrt(2 pi) / 4 */
}

const NormalSegment *normal_segments(void)
{
    pthread_once(&once, make_segments);
    return segments;
}

void normal_table_misses(int64_t *z, int64_t *slope)
{
    normal_segments();
    *z = missed_z, *slope = missed_slope;
}
