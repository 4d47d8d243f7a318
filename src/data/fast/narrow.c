/* narrow.c: a batch of values -> as many bytes each as the column has, with AVX-512, AVX2 or one by one. Last stage of the fast reader. */
#include "data/fast/column.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define EACH(type)                        \
    for (size_t i = 0; i < count; i++)    \
        ((type *)to)[i] = (type)(values[i] - base)

static void narrow_plain(void *to, CellWidth width, const int64_t *values, size_t count, int64_t base)
{
    switch (width) {
    case WIDTH_U8: EACH(uint8_t); break;
    case WIDTH_U16: EACH(uint16_t); break;
    case WIDTH_U32: EACH(uint32_t); break;
    case WIDTH_I32: EACH(int32_t); break;
    case WIDTH_I64: EACH(int64_t); break;
    }
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f")))
#define AT(type) ((type *)to + i)

/* Four values at a time; the lowest halves of all four come first. */
AVX2 static inline __m128i low_halves(const int64_t *values, __m256i base)
{
    const __m256i order = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    __m256i four = _mm256_sub_epi64(_mm256_loadu_si256((const __m256i *)values), base);
    return _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(four, order));
}

AVX2 static void narrow_avx2(void *to, CellWidth width, const int64_t *values, size_t count, int64_t base)
{
    const __m256i from = _mm256_set1_epi64x(base);
    const __m128i bytes = _mm_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    const __m128i pairs = _mm_setr_epi8(0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1);
    size_t i = 0;
    switch (width) {
    case WIDTH_U8:
        for (; i + 4 <= count; i += 4)
            _mm_storeu_si32(AT(uint8_t), _mm_shuffle_epi8(low_halves(values + i, from), bytes));
        break;
    case WIDTH_U16:
        for (; i + 4 <= count; i += 4)
            _mm_storeu_si64(AT(uint16_t), _mm_shuffle_epi8(low_halves(values + i, from), pairs));
        break;
    case WIDTH_U32:
    case WIDTH_I32:
        for (; i + 4 <= count; i += 4)
            _mm_storeu_si128((__m128i *)AT(uint32_t), low_halves(values + i, from));
        break;
    case WIDTH_I64: break;
    }
    narrow_plain((char *)to + i * width_bytes(width), width, values + i, count - i, base);
}

AVX512 static inline __m512i eight(const int64_t *values, __m512i base)
{
    return _mm512_sub_epi64(_mm512_loadu_si512(values), base);
}

AVX512 static void narrow_avx512(void *to, CellWidth width, const int64_t *values, size_t count, int64_t base)
{
    const __m512i from = _mm512_set1_epi64(base);
    size_t i = 0;
    switch (width) {
    case WIDTH_U8:
        for (; i + 8 <= count; i += 8)
            _mm_storeu_si64(AT(uint8_t), _mm512_cvtepi64_epi8(eight(values + i, from)));
        break;
    case WIDTH_U16:
        for (; i + 8 <= count; i += 8)
            _mm_storeu_si128((__m128i *)AT(uint16_t), _mm512_cvtepi64_epi16(eight(values + i, from)));
        break;
    case WIDTH_U32:
    case WIDTH_I32:
        for (; i + 8 <= count; i += 8)
            _mm256_storeu_si256((__m256i *)AT(uint32_t), _mm512_cvtepi64_epi32(eight(values + i, from)));
        break;
    case WIDTH_I64:
        for (; i + 8 <= count; i += 8)
            _mm512_storeu_si512(AT(int64_t), eight(values + i, from));
        break;
    }
    narrow_plain((char *)to + i * width_bytes(width), width, values + i, count - i, base);
}

Narrow *narrow_choose(Vectors vectors)
{
    if ((vectors == VECTORS_AUTO || vectors == VECTORS_AVX512) && __builtin_cpu_supports("avx512f"))
        return narrow_avx512;
    return vectors != VECTORS_NONE && __builtin_cpu_supports("avx2") ? narrow_avx2 : narrow_plain;
}

#else

Narrow *narrow_choose(Vectors vectors)
{
    (void)vectors;
    return narrow_plain;
}

#endif
