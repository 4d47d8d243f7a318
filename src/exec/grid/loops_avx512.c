/* loops_avx512.c: loops over lanes whose numbers are 64 bits and whose answers are bytes, sixty-four lanes at a time. Part of grid/; loops_body.h says
 * what they do. */
#include "exec/grid/loops.h"

#include "exec/grid/parts.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define INLINE AVX512 static inline __attribute__((always_inline))

/* Eight lanes from i on, of which those before count are there. */
INLINE __mmask8 lanes_left(size_t i, size_t count)
{
    return count - i >= 8 ? 0xff : (__mmask8)((1u << (count - i)) - 1);
}

/* ---- comparisons ---- */

INLINE void put_truths(uint8_t *out, __mmask64 yes, size_t count)
{
    const __m512i no_lanes = _mm512_set1_epi8(LANE_NO), yes_lanes = _mm512_set1_epi8(LANE_YES);
    __m512i truths = _mm512_mask_blend_epi8(yes, no_lanes, yes_lanes);
    if (count >= 64)
        _mm512_storeu_si512(out, truths);
    else
        _mm512_mask_storeu_epi8(out, (__mmask64)((1ull << count) - 1), truths);
}

/* holds(i, lanes) is a mask of eight lanes. */
#define COMPARE(holds)                                                                         \
    for (size_t i = 0; i < count; i += 64) {                                                   \
        __mmask64 yes = 0;                                                                     \
        if (count - i >= 64) {                                                                 \
            _Pragma("GCC unroll 8")                                                            \
            for (size_t j = 0; j < 64; j += 8)                                                 \
                yes |= (__mmask64)holds(i + j, 0xff) << j;                                     \
        } else {                                                                               \
            for (size_t j = 0; i + j < count; j += 8)                                          \
                yes |= (__mmask64)holds(i + j, lanes_left(i + j, count)) << j;                 \
        }                                                                                      \
        put_truths(out + i, yes, count - i);                                                   \
    }

AVX512 void avx512_hand_less(uint8_t *out, const int64_t *a, const int64_t *b, size_t count)
{
#define LESS(at, lanes) _mm512_cmplt_epi64_mask(_mm512_maskz_loadu_epi64(lanes, a + (at)), _mm512_maskz_loadu_epi64(lanes, b + (at)))
    COMPARE(LESS)
#undef LESS
}

AVX512 void avx512_hand_less_than(uint8_t *out, const int64_t *a, int64_t b, size_t count)
{
    const __m512i limit = _mm512_set1_epi64(b);
#define LESS(at, lanes) _mm512_cmplt_epi64_mask(_mm512_maskz_loadu_epi64(lanes, a + (at)), limit)
    COMPARE(LESS)
#undef LESS
}

AVX512 void avx512_hand_more_than(uint8_t *out, const int64_t *a, int64_t b, size_t count)
{
    const __m512i limit = _mm512_set1_epi64(b);
#define MORE(at, lanes) _mm512_cmpgt_epi64_mask(_mm512_maskz_loadu_epi64(lanes, a + (at)), limit)
    COMPARE(MORE)
#undef MORE
}

/* ---- cells of one row ---- */

typedef struct Units { __m512i unit, base; } Units;

INLINE __m512i values_of(__m512i cell, const Units *in)
{
    __mmask8 value = _mm512_cmpge_epu64_mask(cell, _mm512_set1_epi64(SINGLE_LEAST));
    return _mm512_maskz_add_epi64(value, _mm512_mullo_epi64(cell, in->unit), in->base);
}

INLINE __m256i states_of(uint32_t value, uint32_t not_applicable)
{
    __m256i state = _mm256_mask_mov_epi8(_mm256_set1_epi8(LANE_MISSING), value, _mm256_set1_epi8(LANE_VALUE));
    return _mm256_mask_mov_epi8(state, not_applicable, _mm256_set1_epi8(LANE_NOT_APPLICABLE));
}

/* Thirty-two cells of two bytes each. */
INLINE void put_singles16(int64_t *n, uint8_t *s, const uint16_t *cells, const Units *in)
{
    __m512i cell = _mm512_loadu_si512(cells);
    __mmask32 value = _mm512_cmpge_epu16_mask(cell, _mm512_set1_epi16(SINGLE_LEAST));
    __mmask32 not_applicable = _mm512_cmpeq_epi16_mask(cell, _mm512_set1_epi16(ROW_NOT_APPLICABLE));
    _mm256_storeu_si256((__m256i *)s, states_of(value, not_applicable));
    _mm512_storeu_si512(n, values_of(_mm512_cvtepu16_epi64(_mm512_castsi512_si128(cell)), in));
    _mm512_storeu_si512(n + 8, values_of(_mm512_cvtepu16_epi64(_mm512_extracti64x2_epi64(cell, 1)), in));
    _mm512_storeu_si512(n + 16, values_of(_mm512_cvtepu16_epi64(_mm512_extracti64x2_epi64(cell, 2)), in));
    _mm512_storeu_si512(n + 24, values_of(_mm512_cvtepu16_epi64(_mm512_extracti64x2_epi64(cell, 3)), in));
}

INLINE void put_singles32(int64_t *n, uint8_t *s, const uint32_t *cells, const Units *in)
{
    uint32_t value = 0, not_applicable = 0;
    for (unsigned j = 0; j < 32; j += 8) {
        __m512i cell = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(cells + j)));
        value |= (uint32_t)_mm512_cmpge_epu64_mask(cell, _mm512_set1_epi64(SINGLE_LEAST)) << j;
        not_applicable |= (uint32_t)_mm512_cmpeq_epi64_mask(cell, _mm512_set1_epi64(ROW_NOT_APPLICABLE)) << j;
        _mm512_storeu_si512(n + j, values_of(cell, in));
    }
    _mm256_storeu_si256((__m256i *)s, states_of(value, not_applicable));
}

/* The last lanes once more among thirty-two, or, where there are fewer, in room of their own. */
#define SINGLES(type, put)                                                                     \
    const Units in = {_mm512_set1_epi64(unit), _mm512_set1_epi64(base)};                       \
    const type *from = cells;                                                                  \
    for (size_t i = 0; count >= 32 && i < count; i += 32) {                                    \
        size_t at = i + 32 <= count ? i : count - 32;                                          \
        put(n + at, s + at, from + at, &in);                                                   \
    }                                                                                          \
    if (count < 32) {                                                                          \
        type few[32] = {0};                                                                    \
        int64_t numbers[32];                                                                   \
        uint8_t states[32];                                                                    \
        memcpy(few, from, count * sizeof *few);                                                \
        put(numbers, states, few, &in);                                                        \
        memcpy(n, numbers, count * sizeof *n);                                                 \
        memcpy(s, states, count);                                                              \
    }

AVX512 void avx512_hand_singles16(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count)
{
    SINGLES(uint16_t, put_singles16)
}

AVX512 void avx512_hand_singles32(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count)
{
    SINGLES(uint32_t, put_singles32)
}

/* ---- sums ---- */

AVX512 size_t avx512_hand_total(const int64_t *n, const uint8_t *s, size_t count, int64_t *sum, uint64_t *bits)
{
    __m512i total = _mm512_setzero_si512(), all = total;
    size_t found = 0;
    for (size_t i = 0; i < count; i += 8) {
        __mmask8 lanes = lanes_left(i, count);
        __mmask16 value = _mm_mask_cmpeq_epi8_mask(lanes, _mm_maskz_loadu_epi8(lanes, s + i), _mm_set1_epi8(LANE_VALUE));
        __m512i own = _mm512_maskz_loadu_epi64((__mmask8)value, n + i);
        found += (size_t)__builtin_popcount(value);
        total = _mm512_add_epi64(total, own);
        all = _mm512_or_si512(all, _mm512_xor_si512(own, _mm512_srai_epi64(own, 63)));
    }
    *sum = _mm512_reduce_add_epi64(total);
    *bits = (uint64_t)_mm512_reduce_or_epi64(all);
    return found;
}

AVX512 size_t avx512_hand_count(const uint8_t *bytes, uint8_t one, size_t count)
{
    const __m512i sought = _mm512_set1_epi8((char)one);
    size_t found = 0, i = 0;
    for (; i + 64 <= count; i += 64)
        found += (size_t)__builtin_popcountll(_mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes + i), sought));
    if (i < count) {
        __mmask64 lanes = (__mmask64)((1ull << (count - i)) - 1);
        found += (size_t)__builtin_popcountll(_mm512_mask_cmpeq_epi8_mask(lanes, _mm512_maskz_loadu_epi8(lanes, bytes + i), sought));
    }
    return found;
}

/* Eight lanes of all parts. */
INLINE __m512i weigh_eight(const int64_t *const *parts, const int64_t *weights, size_t part_count, size_t i, __mmask8 lanes, __m512i *all)
{
    __m512i sum = _mm512_setzero_si512();
    for (size_t k = 0; k < part_count; k++) {
        __m512i own = lanes == 0xff ? _mm512_loadu_si512(parts[k] + i) : _mm512_maskz_loadu_epi64(lanes, parts[k] + i);
        sum = _mm512_add_epi64(sum, _mm512_mullo_epi64(own, _mm512_set1_epi64(weights[k])));
        *all = _mm512_or_si512(*all, _mm512_xor_si512(own, _mm512_srai_epi64(own, 63)));
    }
    return sum;
}

AVX512 uint64_t avx512_hand_weigh(int64_t *out, const int64_t *const *parts, const int64_t *weights, size_t part_count, size_t count)
{
    __m512i all = _mm512_setzero_si512();
    size_t whole = count / 8 * 8;
    for (size_t i = 0; i < whole; i += 8)
        _mm512_storeu_si512(out + i, weigh_eight(parts, weights, part_count, i, 0xff, &all));
    if (whole < count) {
        __mmask8 lanes = lanes_left(whole, count);
        _mm512_mask_storeu_epi64(out + whole, lanes, weigh_eight(parts, weights, part_count, whole, lanes, &all));
    }
    return (uint64_t)_mm512_reduce_or_epi64(all);
}
#endif
