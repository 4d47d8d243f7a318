/* summarize_avx2.c: the loops of the summaries, four values at a time; see summarize_parts.h. There is no comparison of 64 bits without sign: both sides are
 * moved by 2^63 instead. */
#include "scenario/summarize_parts.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define LANES 4
#define BLOCK ((size_t)512)

AVX2 static inline __m256i load(const Fix *values)
{
    return _mm256_loadu_si256((const __m256i *)values);
}

AVX2 static inline unsigned signs(__m256i v)
{
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(v));
}

AVX2 static Moments moments(const Fix *values, size_t count)
{
    Fix low[LANES], least[LANES], greatest[LANES], high[LANES];
    size_t whole = count / LANES * LANES;
    if (!whole)
        return summary_portable.moments(values, count);
    /* Moved by 2^63, the upper half is without sign and needs no arithmetic shift. */
    __m256i lows = _mm256_setzero_si256(), highs = lows, mins = load(values), maxs = mins, sign = _mm256_set1_epi64x(INT64_MIN);
    for (size_t i = 0; i < whole; i += LANES) {
        __m256i v = load(values + i);
        lows = _mm256_add_epi64(lows, _mm256_blend_epi32(v, _mm256_setzero_si256(), 0xaa));
        highs = _mm256_add_epi64(highs, _mm256_srli_epi64(_mm256_xor_si256(v, sign), 32));
        mins = _mm256_blendv_epi8(mins, v, _mm256_cmpgt_epi64(mins, v));
        maxs = _mm256_blendv_epi8(maxs, v, _mm256_cmpgt_epi64(v, maxs));
    }
    _mm256_storeu_si256((__m256i *)low, lows);
    _mm256_storeu_si256((__m256i *)high, highs);
    _mm256_storeu_si256((__m256i *)least, mins);
    _mm256_storeu_si256((__m256i *)greatest, maxs);
    Moments all = {-((Wide)whole << 63), least[0], greatest[0]};
    for (size_t i = 0; i < LANES; i++) {
        all.sum += low[i] + ((Wide)high[i] << 32);
        all.least = least[i] < all.least ? least[i] : all.least;
        all.greatest = greatest[i] > all.greatest ? greatest[i] : all.greatest;
    }
    for (size_t i = whole; i < count; i++) {
        all.sum += values[i];
        all.least = values[i] < all.least ? values[i] : all.least;
        all.greatest = values[i] > all.greatest ? values[i] : all.greatest;
    }
    return all;
}

/* Which of four are in the range. */
AVX2 static inline unsigned inside_of(__m256i v, __m256i from, __m256i moved_span)
{
    __m256i place = _mm256_xor_si256(_mm256_sub_epi64(v, from), _mm256_set1_epi64x(INT64_MIN));
    return ~signs(_mm256_cmpgt_epi64(place, moved_span)) & 0xf;
}

/* Which halves of lanes come first, for each set of lanes that are in the range: there is no instruction that pushes them together. */
static const uint32_t packs[16][8] = {
    {0, 1, 2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {2, 3, 0, 1, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {4, 5, 0, 1, 2, 3, 6, 7}, {0, 1, 4, 5, 2, 3, 6, 7},
    {2, 3, 4, 5, 0, 1, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {6, 7, 0, 1, 2, 3, 4, 5}, {0, 1, 6, 7, 2, 3, 4, 5}, {2, 3, 6, 7, 0, 1, 4, 5}, {0, 1, 2, 3, 6, 7, 4, 5},
    {4, 5, 6, 7, 0, 1, 2, 3}, {0, 1, 4, 5, 6, 7, 2, 3}, {2, 3, 4, 5, 6, 7, 0, 1}, {0, 1, 2, 3, 4, 5, 6, 7},
};

/* The parts of those in the range, for up to BLOCK values; returns how many there are. */
AVX2 static size_t places_of(const Target *target, const Fix *values, size_t count, uint64_t *below, uint64_t *places)
{
    __m256i from = _mm256_set1_epi64x(target->low), span = _mm256_set1_epi64x((int64_t)(span_of(target) ^ (uint64_t)1 << 63));
    __m128i shift = _mm_cvtsi32_si128(target->shift);
    size_t found = 0;
    for (size_t i = 0; i < count; i += LANES) {
        __m256i v = load(values + i), place = _mm256_srl_epi64(_mm256_sub_epi64(v, from), shift);
        unsigned inside = inside_of(v, from, span);
        *below += (unsigned)_mm_popcnt_u32(signs(_mm256_cmpgt_epi64(from, v)));
        _mm256_storeu_si256((__m256i *)(places + found), _mm256_permutevar8x32_epi32(place, _mm256_loadu_si256((const __m256i *)packs[inside])));
        found += (size_t)_mm_popcnt_u32(inside);
    }
    return found;
}

AVX2 static uint64_t count_range(const Target *target, const Fix *values, size_t count)
{
    uint64_t places[BLOCK + LANES], below = 0;
    size_t whole = count / LANES * LANES;
    for (size_t at = 0; at < whole; at += BLOCK) {
        size_t found = places_of(target, values + at, whole - at < BLOCK ? whole - at : BLOCK, &below, places);
        for (size_t i = 0; i < found; i++)
            target->parts[places[i]]++;
    }
    return below + summary_portable.count(target, values + whole, count - whole);
}

AVX2 static void keep(Target *target, const Fix *values, size_t count)
{
    __m256i from = _mm256_set1_epi64x(target->low), span = _mm256_set1_epi64x((int64_t)(span_of(target) ^ (uint64_t)1 << 63));
    size_t whole = count / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES)
        if (inside_of(load(values + i), from, span))
            summary_portable.keep(target, values + i, LANES);
    summary_portable.keep(target, values + whole, count - whole);
}

AVX2 static void tally(const uint8_t *levels, size_t count, size_t level_count, uint64_t *out)
{
    size_t whole = count / 32 * 32;
    for (size_t level = 0; level < level_count; level++) {
        __m256i wanted = _mm256_set1_epi8((char)level);
        uint64_t found = 0;
        for (size_t i = 0; i < whole; i += 32) {
            __m256i same = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(levels + i)), wanted);
            found += (uint64_t)_mm_popcnt_u32((unsigned)_mm256_movemask_epi8(same));
        }
        out[level] += found;
    }
    if (whole < count)
        summary_portable.tally(levels + whole, count - whole, level_count, out);
}

const SummaryLoops summary_avx2 = {moments, count_range, keep, tally};
#endif
