/* distributions.c: draws of a parameter through the inverse of its distribution function. See distributions.h. */
#include "scenario/distributions.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/normal.h"
#include "scenario/root.h"

#define BATCH ((size_t)512)
#define LIMIT (FIX_MAX - FIX_ONE)      /* so that rounding never leads out of what a Fix holds */
#define SPREADS 10                     /* no draw lies further from the mean than NORMAL_MOST */

/* One side of a triangle, from an end to the most typical value. A random number u is followed to the root of (u + 1/2) / 2^64 times `factor`. */
typedef struct Side {
    Fix end;
    uint64_t width;                    /* from the end to the most typical value */
    uint64_t factor; int bits;         /* the whole width over this one: factor * 2^(bits - 63), rounded down */
} Side;

struct Sampler {
    DistributionKind kind;
    Fix step;                          /* 10^(6 - decimals) */
    Fix least, greatest;               /* the outermost values on the grid of those that have ends */
    uint64_t count;                    /* DIST_UNIFORM: values on the grid; DIST_OBSERVED: values */
    Fix mean, spread;
    Side rising, falling; uint64_t rising_count; bool all_rising;
    Fix *observed;                     /* rounded, from below */
};

/* ---- rounding ---- */

/* n / 2^bits to the nearest multiple of step, half away from zero. */
static inline Fix rounded(Wide n, int bits, Fix step)
{
    Wide half = (Wide)step << (bits - 1), size = (n < 0 ? -n : n) + half;
    uint64_t units = (uint64_t)(size >> bits) / (uint64_t)step;
    Fix value = (Fix)(units * (uint64_t)step);
    return n < 0 ? -value : value;
}

/* The first multiple of step from value upwards, and the last one up to it. */
static Fix grid_up(Fix value, Fix step)
{
    Fix rest = value % step;
    return value - rest + (rest > 0 ? step : 0);
}

static Fix grid_down(Fix value, Fix step)
{
    return -grid_up(-value, step);
}

/* ---- making ready ---- */

static bool in_limits(Fix value)
{
    return value <= LIMIT && value >= -LIMIT;
}

static DistributionFault ready_ends(Sampler *sampler, Fix least, Fix greatest)
{
    if (!in_limits(least) || !in_limits(greatest))
        return DIST_OUT_OF_RANGE;
    if (least > greatest)
        return DIST_REVERSED;
    sampler->least = grid_up(least, sampler->step);
    sampler->greatest = grid_down(greatest, sampler->step);
    if (sampler->least > sampler->greatest)
        return DIST_NO_VALUE;
    sampler->count = ((uint64_t)sampler->greatest - (uint64_t)sampler->least) / (uint64_t)sampler->step + 1;
    return DIST_FINE;
}

static Side side_of(Fix end, uint64_t width, uint64_t whole)
{
    Side side = {.end = end, .width = width};
    if (!width)
        return side;
    Wide128 quotient = ((Wide128)whole << 63) / width;       /* at least 2^63 */
    for (side.bits = 0; quotient >> 64; side.bits++)
        quotient >>= 1;
    side.factor = (uint64_t)quotient;
    return side;
}

static DistributionFault ready_triangle(Sampler *sampler, const Distribution *from)
{
    DistributionFault fault = ready_ends(sampler, from->a, from->c);
    if (fault)
        return fault;
    if (from->b < from->a || from->b > from->c)
        return DIST_TYPICAL_OUTSIDE;
    uint64_t up = (uint64_t)from->b - (uint64_t)from->a, down = (uint64_t)from->c - (uint64_t)from->b, whole = up + down;
    sampler->rising = side_of(from->a, up, whole);
    sampler->falling = side_of(from->c, down, whole);
    sampler->all_rising = down == 0;
    sampler->rising_count = down ? (uint64_t)((((Wide128)up << 64) + whole / 2) / whole) : UINT64_MAX;      /* to the nearest: u + 1/2 is on neither side too far */
    return DIST_FINE;
}

static DistributionFault ready_normal(Sampler *sampler, const Distribution *from)
{
    if (from->b < 0)
        return DIST_NEGATIVE_SPREAD;
    Wide furthest = (from->a < 0 ? -(Wide)from->a : from->a) + (Wide)SPREADS * from->b;
    if (furthest > LIMIT)
        return DIST_OUT_OF_RANGE;
    sampler->mean = from->a;
    sampler->spread = from->b;
    return DIST_FINE;
}

static int by_size(const void *a, const void *b)
{
    Fix x = *(const Fix *)a, y = *(const Fix *)b;
    return (x > y) - (x < y);
}

static DistributionFault ready_observed(Arena *arena, Sampler *sampler, const Distribution *from)
{
    if (!from->observed_count)
        return DIST_NOTHING_OBSERVED;
    sampler->count = from->observed_count;
    sampler->observed = arena_array(arena, from->observed_count, sizeof *sampler->observed);
    for (size_t i = 0; i < from->observed_count; i++) {
        if (!in_limits(from->observed[i]))
            return DIST_OUT_OF_RANGE;
        sampler->observed[i] = rounded((Wide)from->observed[i] * 2, 1, sampler->step);
    }
    qsort(sampler->observed, from->observed_count, sizeof *sampler->observed, by_size);
    return DIST_FINE;
}

static DistributionFault ready(Arena *arena, Sampler *sampler, const Distribution *from)
{
    if (from->decimals < 0 || from->decimals > FIX_DECIMALS)
        return DIST_BAD_DECIMALS;
    sampler->kind = from->kind;
    sampler->step = 1;
    for (int i = from->decimals; i < FIX_DECIMALS; i++)
        sampler->step *= 10;
    switch (from->kind) {
    case DIST_UNIFORM: return ready_ends(sampler, from->a, from->b);
    case DIST_TRIANGLE: return ready_triangle(sampler, from);
    case DIST_NORMAL: return ready_normal(sampler, from);
    case DIST_OBSERVED: return ready_observed(arena, sampler, from);
    }
    return DIST_NO_VALUE;
}

Sampler *sampler_new(Arena *arena, const Distribution *distribution, DistributionFault *fault)
{
    Sampler *sampler = ARENA_NEW(arena, Sampler);
    *fault = ready(arena, sampler, distribution);
    return *fault ? NULL : sampler;
}

/* ---- values ---- */

/* How many 2^-64ths of u's way it is to n. */
static inline uint64_t share_of(uint64_t u, uint64_t n)
{
    return (uint64_t)((Wide128)u * n >> 64);
}

/* The distance from the end of a side, in 2^-64: width * sqrt((u + 1/2) / 2^64 * factor). */
static inline Wide128 along(const Side *side, uint64_t u)
{
    Wide128 product = (Wide128)u * side->factor + side->factor / 2;
    return (Wide128)root_of(product << (side->bits + 1)) * side->width;
}

static Fix triangle_value(const Sampler *sampler, uint64_t u)
{
    bool rises = sampler->all_rising || u < sampler->rising_count;
    const Side *side = rises ? &sampler->rising : &sampler->falling;
    Wide128 end = (Wide128)(Wide)side->end << 64;
    Wide exact = rises ? (Wide)(end + along(side, u)) : (Wide)(end - along(side, ~u));
    Fix value = rounded(exact, 64, sampler->step);
    return value < sampler->least ? sampler->least : value > sampler->greatest ? sampler->greatest : value;
}

static void normal_values(const Sampler *sampler, const int64_t *z, size_t count, Fix *out)
{
    Wide mean = (Wide)sampler->mean * ((Wide)1 << NORMAL_BITS);
    for (size_t i = 0; i < count; i++)
        out[i] = rounded(mean + (Wide)sampler->spread * z[i], NORMAL_BITS, sampler->step);
}

static void batch_values(const Sampler *sampler, const uint64_t *u, size_t count, Vectors vectors, Fix *out)
{
    int64_t z[BATCH];
    switch (sampler->kind) {
    case DIST_UNIFORM:
        for (size_t i = 0; i < count; i++)
            out[i] = (Fix)((uint64_t)sampler->least + share_of(u[i], sampler->count) * (uint64_t)sampler->step);
        return;
    case DIST_TRIANGLE:
        for (size_t i = 0; i < count; i++)
            out[i] = triangle_value(sampler, u[i]);
        return;
    case DIST_NORMAL:
        normal_quantiles(u, count, vectors, z);
        normal_values(sampler, z, count, out);
        return;
    case DIST_OBSERVED:
        for (size_t i = 0; i < count; i++)
            out[i] = sampler->observed[share_of(u[i], sampler->count)];
        return;
    }
}

void sampler_values(const Sampler *sampler, const uint64_t *u, size_t count, Vectors vectors, Fix *out)
{
    for (size_t at = 0; at < count; at += BATCH)
        batch_values(sampler, u + at, count - at < BATCH ? count - at : BATCH, vectors, out + at);
}

void sampler_values_normal(const Sampler *sampler, const int64_t *z, size_t count, Fix *out)
{
    if (sampler->kind == DIST_NORMAL) {
        normal_values(sampler, z, count, out);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t u = normal_probability(z[i]);
        batch_values(sampler, &u, 1, VECTORS_NONE, out + i);
    }
}

void sampler_fill(const Sampler *sampler, Stream stream, uint64_t from, size_t count, Vectors vectors, Fix *out)
{
    uint64_t u[BATCH];
    for (size_t at = 0; at < count; at += BATCH) {
        size_t n = count - at < BATCH ? count - at : BATCH;
        random_fill(stream, from + at, n, vectors, u);
        batch_values(sampler, u, n, vectors, out + at);
    }
}
