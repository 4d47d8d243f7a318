/* normal.c: the inverse normal distribution function by the polynomials of normal_table.c, and the function itself by search. See normal.h. */
#include "scenario/normal.h"

#include "scenario/normal_table.h"
#include "scenario/random.h"

#define HALF ((uint64_t)1 << 63)

/* How far below zero the quantile of (2 t + 1) / 2^65 is, for t < 2^63. */
static int64_t depth_of(const NormalSegment *segments, uint64_t t)
{
    uint64_t odd = 2 * t + 1;
    int octave = 63 - __builtin_clzll(odd);
    uint64_t high = odd << (63 - octave);
    const NormalSegment *segment = &segments[octave * NORMAL_PARTS + (int)(high >> 58 & (NORMAL_PARTS - 1))];
    int64_t place = (int32_t)((uint32_t)(high >> 26) ^ 0x80000000u);
    int64_t c3 = segment->c345 >> (C4_BITS + C5_BITS), c4 = (int64_t)((uint64_t)segment->c345 << 26) >> (64 - C4_BITS);
    int64_t sum = (int16_t)segment->c345;
    sum = c4 + (sum * place >> 31);
    sum = c3 + (sum * place >> 31);
    sum = segment->c2 + (sum * place >> 31);
    sum = segment->c1 + (sum * place >> (31 + 44 - 37));
    return segment->c0 + ((sum * place + (1 << 27)) >> (31 + 37 - NORMAL_BITS));
}

static int64_t quantile_of(const NormalSegment *segments, uint64_t u)
{
    return u & HALF ? depth_of(segments, ~u) : -depth_of(segments, u);
}

void normal_quantiles_portable(const NormalSegment *segments, const uint64_t *u, size_t count, int64_t *z)
{
    for (size_t i = 0; i < count; i++)
        z[i] = quantile_of(segments, u[i]);
}

void normal_quantiles(const uint64_t *u, size_t count, Vectors vectors, int64_t *z)
{
    const NormalSegment *segments = normal_segments();
#if defined(__x86_64__)
    if (vectors_usable(vectors) == VECTORS_AVX512) {
        normal_quantiles_avx512(segments, u, count, z);
        return;
    }
#endif
    normal_quantiles_portable(segments, u, count, z);
}

/* The last segment whose middle is at least that deep, or 0: they become less deep one by one. */
static size_t segment_reaching(const NormalSegment *segments, int64_t depth)
{
    size_t low = 0, high = NORMAL_SEGMENTS;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (segments[middle].c0 >= depth)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The first t of a segment, or of the first that is not empty behind it: an octave with fewer numbers than parts leaves some empty. */
static uint64_t first_of(size_t segment)
{
    unsigned octave = (unsigned)(segment / NORMAL_PARTS);
    uint64_t high = HALF | (uint64_t)(segment % NORMAL_PARTS) << 58, low_bits = ((uint64_t)1 << (63 - octave)) - 1;
    uint64_t odd = (high >> (63 - octave)) + ((high & low_bits) != 0);
    return odd / 2;
}

uint64_t normal_probability(int64_t z)
{
    const NormalSegment *segments = normal_segments();
    int64_t depth = z < 0 ? -z : z;
    if (z > 0 && depth_of(segments, 0) < z)
        return UINT64_MAX;
    size_t segment = segment_reaching(segments, depth);
    uint64_t low = first_of(segment), high = segment + 2 < NORMAL_SEGMENTS ? first_of(segment + 2) : HALF;
    /* The first t in low..high that is not as deep (z above 0), or not deeper (z below 0). */
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        int64_t found = depth_of(segments, middle);
        if (z > 0 ? found >= depth : found > depth)
            low = middle + 1;
        else
            high = middle;
    }
    return z > 0 ? ~(low ? low - 1 : 0) : low;
}
