/* summarize_avx512.c: the loops of the summaries, eight values at a time; see summarize_parts.h. What lies in a range is pushed together in a register and
 * then counted one by one, as ranges hold a small part of the values. */
#include "scenario/summarize_parts.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,popcnt")))
#define LANES 8
#define BLOCK ((size_t)512)
#define LINE (64 / sizeof(uint32_t))

AVX512 static Moments moments(const Fix *values, size_t count)
{
    size_t whole = count / LANES * LANES;
    if (!whole)
        return summary_portable.moments(values, count);
    __m512i low = _mm512_setzero_si512(), high = low, least = _mm512_loadu_si512(values), greatest = least, halves = _mm512_set1_epi64(UINT32_MAX);
    for (size_t i = 0; i < whole; i += LANES) {
        __m512i v = _mm512_loadu_si512(values + i);
        low = _mm512_add_epi64(low, _mm512_and_si512(v, halves));
        high = _mm512_add_epi64(high, _mm512_srai_epi64(v, 32));
        least = _mm512_min_epi64(least, v);
        greatest = _mm512_max_epi64(greatest, v);
    }
    Moments all = {_mm512_reduce_add_epi64(low) + (Wide)_mm512_reduce_add_epi64(high) * ((Wide)1 << 32), _mm512_reduce_min_epi64(least),
        _mm512_reduce_max_epi64(greatest)};
    if (whole < count) {
        Moments rest = summary_portable.moments(values + whole, count - whole);
        all.sum += rest.sum;
        all.least = rest.least < all.least ? rest.least : all.least;
        all.greatest = rest.greatest > all.greatest ? rest.greatest : all.greatest;
    }
    return all;
}

/* The parts of those in the range, for up to BLOCK values; returns how many there are. */
AVX512 static size_t places_of(const Target *target, const Fix *values, size_t count, uint64_t *below, uint64_t *places)
{
    __m512i from = _mm512_set1_epi64(target->low), span = _mm512_set1_epi64((int64_t)span_of(target)), under = _mm512_setzero_si512();
    __m128i shift = _mm_cvtsi32_si128(target->shift);
    size_t found = 0;
    for (size_t i = 0; i < count; i += LANES) {
        __m512i v = _mm512_loadu_si512(values + i), place = _mm512_sub_epi64(v, from);
        __mmask8 inside = _mm512_cmple_epu64_mask(place, span);
        under = _mm512_mask_sub_epi64(under, _mm512_cmplt_epi64_mask(v, from), under, _mm512_set1_epi64(-1));
        _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi64(inside, _mm512_srl_epi64(place, shift)));
        found += (size_t)_mm_popcnt_u32(inside);
    }
    *below += (uint64_t)_mm512_reduce_add_epi64(under);
    return found;
}

AVX512 static uint64_t count_range(const Target *target, const Fix *values, size_t count)
{
    uint64_t places[BLOCK + LANES], below = 0;
    size_t whole = count / LANES * LANES;
    for (size_t i = 0; i <= span_of(target) >> target->shift; i += LINE)
        __builtin_prefetch(&target->parts[i], 1);      /* the parts of all cells do not fit in the nearer caches */
    for (size_t at = 0; at < whole; at += BLOCK) {
        size_t found = places_of(target, values + at, whole - at < BLOCK ? whole - at : BLOCK, &below, places);
        for (size_t i = 0; i < found; i++)
            target->parts[places[i]]++;
    }
    return below + summary_portable.count(target, values + whole, count - whole);
}

AVX512 static void keep(Target *target, const Fix *values, size_t count)
{
    __m512i from = _mm512_set1_epi64(target->low), span = _mm512_set1_epi64((int64_t)span_of(target));
    size_t whole = count / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        __m512i v = _mm512_loadu_si512(values + i);
        if (_mm512_cmple_epu64_mask(_mm512_sub_epi64(v, from), span))
            summary_portable.keep(target, values + i, LANES);
    }
    summary_portable.keep(target, values + whole, count - whole);
}

AVX512 static void tally(const uint8_t *levels, size_t count, size_t level_count, uint64_t *out)
{
    size_t whole = count / 64 * 64;
    for (size_t level = 0; level < level_count; level++) {
        __m512i wanted = _mm512_set1_epi8((char)level);
        uint64_t found = 0;
        for (size_t i = 0; i < whole; i += 64)
            found += (uint64_t)_mm_popcnt_u64(_mm512_cmpeq_epi8_mask(_mm512_loadu_si512(levels + i), wanted));
        out[level] += found;
    }
    if (whole < count)
        summary_portable.tally(levels + whole, count - whole, level_count, out);
}

const SummaryLoops summary_avx512 = {moments, count_range, keep, tally};
#endif
