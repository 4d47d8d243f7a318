/* normal.c: the inverse normal distribution function by the polynomials of normal_table.c, and the function itself by search. See normal.h. */
#include "scenario/normal.h"

#include "base/num.h"
#include "scenario/normal_table.h"
#include "scenario/random.h"

#define HALF ((uint64_t)1 << 63)
#define PLACES ((int64_t)1 << 31)      /* from the middle of a segment to its end */
#define STEPS 6

/* The polynomial at a place in its segment, from -2^31 to 2^31. */
static int64_t depth_at(const NormalSegment *segment, int64_t place)
{
    int64_t c3 = segment->c345 >> (C4_BITS + C5_BITS), c4 = (int64_t)((uint64_t)segment->c345 << 26) >> (64 - C4_BITS);
    int64_t sum = (int16_t)segment->c345;
    sum = c4 + (sum * place >> 31);
    sum = c3 + (sum * place >> 31);
    sum = segment->c2 + (sum * place >> 31);
    sum = segment->c1 + (sum * place >> (31 + 44 - 37));
    return segment->c0 + ((sum * place + (1 << 27)) >> (31 + 37 - NORMAL_BITS));
}

/* How far below zero the quantile of (2 t + 1) / 2^65 is, for t < 2^63. */
static int64_t depth_of(const NormalSegment *segments, uint64_t t)
{
    uint64_t odd = 2 * t + 1;
    int octave = 63 - __builtin_clzll(odd);
    uint64_t high = odd << (63 - octave);
    const NormalSegment *segment = &segments[octave * NORMAL_PARTS + (int)(high >> 58 & (NORMAL_PARTS - 1))];
    int64_t place = (int32_t)((uint32_t)(high >> 26) ^ 0x80000000u);
    return depth_at(segment, place);
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

/* The segment where a depth is reached, or the first or last one if it is nowhere: each is less deep than the one before. */
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
    return high < NORMAL_SEGMENTS && depth_at(&segments[low], PLACES - 1) > depth ? high : low;      /* the second half of one, or the first of the next */
}

/* Where in a segment the depth is reached. Within a segment the slope varies by a fiftieth, so each step by the slope of the middle leaves a fiftieth of
 * the error. */
static int64_t place_reaching(const NormalSegment *segment, int64_t depth)
{
    int64_t place = 0;
    for (int step = 0; step < STEPS; step++) {
        Wide error = (Wide)(depth_at(segment, place) - depth) * ((Wide)1 << (31 + 37 - NORMAL_BITS));
        Wide next = place - error / segment->c1;
        place = next < -PLACES ? -PLACES : next >= PLACES ? PLACES - 1 : (int64_t)next;
    }
    return place;
}

/* The t of the lower half whose depth this is, to 2^-32 of a segment. */
static uint64_t t_reaching(const NormalSegment *segments, int64_t depth)
{
    size_t segment = segment_reaching(segments, depth);
    uint64_t place = (uint64_t)(place_reaching(&segments[segment], depth) + PLACES);
    uint64_t high = HALF | (uint64_t)(segment % NORMAL_PARTS) << 58 | place << 26 | (uint64_t)1 << 25;
    return high >> (63 - segment / NORMAL_PARTS) >> 1;
}

uint64_t normal_probability(int64_t z)
{
    const NormalSegment *segments = normal_segments();
    return z > 0 ? ~t_reaching(segments, z) : t_reaching(segments, -z);
}
