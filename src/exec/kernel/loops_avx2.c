/* loops_avx2.c: the loops of the index phase, eight rows at a time. A gather of eight is slower than eight loads (0.41 against 0.31 ns a row,
 * measured on Zen 5), so only tables of up to eight entries, which stay in a register, are looked up here. */
#include "exec/kernel/loops.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define LANES 8

AVX2 static inline __attribute__((always_inline)) void add_to(uint32_t *out, __m256i more)
{
    _mm256_storeu_si256((__m256i *)out, _mm256_add_epi32(_mm256_loadu_si256((const __m256i *)out), more));
}

/* ---- tables ---- */

AVX2 static size_t small_u8(const Lookup *lookup, size_t first, size_t count, uint32_t *out)
{
    uint32_t entries[LANES] = {0};
    for (size_t i = 0; i < lookup->entries; i++)
        entries[i] = lookup->table[i];
    __m256i table = _mm256_loadu_si256((const __m256i *)entries), offset = _mm256_set1_epi32((int32_t)lookup->offset);
    const uint8_t *values = (const uint8_t *)lookup->values + first;
    size_t whole = count / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        __m256i v = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(values + i)));
        add_to(out + i, _mm256_permutevar8x32_epi32(table, _mm256_add_epi32(v, offset)));
    }
    return whole;
}

AVX2 static void look_up(const Lookup *lookup, size_t first, size_t count, uint32_t *out)
{
    size_t done = lookup->entries <= LANES && lookup->width == WIDTH_U8 ? small_u8(lookup, first, count, out) : 0;
    if (done < count)
        loops_portable.look_up(lookup, first + done, count - done, out + done);
}

static void map(const uint32_t *table, size_t entries, const uint32_t *places, size_t count, uint32_t *out)
{
    loops_portable.map(table, entries, places, count, out);
}

/* ---- cuts ---- */

/* Eight of what is stored, which has at most 32 bits with its sign. */
AVX2 static inline __attribute__((always_inline)) __m256i load_narrow(const Lookup *lookup, size_t at)
{
    if (lookup->width == WIDTH_U8)
        return _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)((const uint8_t *)lookup->values + at)));
    if (lookup->width == WIDTH_U16)
        return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)((const uint16_t *)lookup->values + at)));
    return _mm256_loadu_si256((const __m256i *)((const int32_t *)lookup->values + at));
}

/* What is stored is above cuts that are less than any number of 32 bits, and never above those that are greater. */
AVX2 static void cut_narrow(const Lookup *lookup, size_t first, size_t whole, uint32_t *out)
{
    uint32_t always = lookup->least;
    for (size_t j = 0; j < lookup->cut_count; j++)
        always += lookup->cuts[j] < INT32_MIN ? lookup->deltas[j] : 0;
    for (size_t i = 0; i < whole; i += LANES)
        add_to(out + i, _mm256_set1_epi32((int32_t)always));
    for (size_t j = 0; j < lookup->cut_count; j++) {
        if (lookup->cuts[j] < INT32_MIN || lookup->cuts[j] >= INT32_MAX)
            continue;
        __m256i cut = _mm256_set1_epi32((int32_t)lookup->cuts[j]), delta = _mm256_set1_epi32((int32_t)lookup->deltas[j]);
        for (size_t i = 0; i < whole; i += LANES)
            add_to(out + i, _mm256_and_si256(_mm256_cmpgt_epi32(load_narrow(lookup, first + i), cut), delta));
    }
}

AVX2 static void cut(const Lookup *lookup, size_t first, size_t count, uint32_t *out)
{
    size_t whole = lookup->width == WIDTH_U32 || lookup->width == WIDTH_I64 ? 0 : count / LANES * LANES;
    if (whole)
        cut_narrow(lookup, first, whole, out);
    if (whole < count)
        loops_portable.cut(lookup, first + whole, count - whole, out + whole);
}

/* ---- bounds ---- */

AVX2 static void bounds_u8(const uint8_t *values, size_t count, int64_t *low, int64_t *high)
{
    __m256i least = _mm256_loadu_si256((const __m256i *)values), most = least;
    for (size_t i = 32; i < count; i += 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(values + (i + 32 <= count ? i : count - 32)));
        least = _mm256_min_epu8(least, v);
        most = _mm256_max_epu8(most, v);
    }
    uint8_t lows[32], highs[32];
    _mm256_storeu_si256((__m256i *)lows, least);
    _mm256_storeu_si256((__m256i *)highs, most);
    *low = lows[0], *high = highs[0];
    for (size_t i = 1; i < 32; i++) {
        *low = lows[i] < *low ? lows[i] : *low;
        *high = highs[i] > *high ? highs[i] : *high;
    }
}

AVX2 static void bounds_u16(const uint16_t *values, size_t count, int64_t *low, int64_t *high)
{
    __m256i least = _mm256_loadu_si256((const __m256i *)values), most = least;
    for (size_t i = 16; i < count; i += 16) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(values + (i + 16 <= count ? i : count - 16)));
        least = _mm256_min_epu16(least, v);
        most = _mm256_max_epu16(most, v);
    }
    uint16_t lows[16], highs[16];
    _mm256_storeu_si256((__m256i *)lows, least);
    _mm256_storeu_si256((__m256i *)highs, most);
    *low = lows[0], *high = highs[0];
    for (size_t i = 1; i < 16; i++) {
        *low = lows[i] < *low ? lows[i] : *low;
        *high = highs[i] > *high ? highs[i] : *high;
    }
}

AVX2 static void bounds(const Lookup *lookup, size_t first, size_t count, int64_t *low, int64_t *high)
{
    if (lookup->width == WIDTH_U8 && count >= 32)
        bounds_u8((const uint8_t *)lookup->values + first, count, low, high);
    else if (lookup->width == WIDTH_U16 && count >= 16)
        bounds_u16((const uint16_t *)lookup->values + first, count, low, high);
    else
        loops_portable.bounds(lookup, first, count, low, high);
}

AVX2 static void finish(uint32_t more, uint32_t most, size_t count, uint32_t *out)
{
    size_t whole = count / LANES * LANES;
    __m256i limit = _mm256_set1_epi32((int32_t)most), constant = _mm256_set1_epi32((int32_t)more);
    for (size_t i = 0; i < whole; i += LANES) {
        __m256i cells = _mm256_add_epi32(_mm256_loadu_si256((const __m256i *)(out + i)), constant);
        _mm256_storeu_si256((__m256i *)(out + i), _mm256_min_epu32(cells, limit));
    }
    loops_portable.finish(more, most, count - whole, out + whole);
}

const KernelLoops loops_avx2 = {"avx2", 3, bounds, look_up, cut, map, finish};
#else
const KernelLoops loops_avx2;
#endif
