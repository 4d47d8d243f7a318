/* codes.c: cells of texts that have been seen before -> what the table of texts has for them, with AVX2 or plain words. Part of the fast reader. */
#include "data/fast/column.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static inline void bounds_take(Bounds *bounds, int64_t value)
{
    bounds->low = value < bounds->low ? value : bounds->low;
    bounds->high = value > bounds->high ? value : bounds->high;
}

static size_t codes_plain(const TextTable *table, FastFields fields, size_t count, int64_t *out, Bounds *bounds)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t start = fields.starts[i * fields.stride], end = fields.ends[i * fields.stride];
        uint32_t code = texts_find(table, fields.text + start, end - start);
        if (code >= TEXT_REMARK)
            return i;
        out[i] = code;
        bounds_take(bounds, code);
    }
    return count;
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2")))

/* texts_mix of the words. */
AVX2 static inline uint64_t mix(__m256i words)
{
    static const uint64_t seeds[TEXT_WORDS] = TEXT_SEEDS;
    __m256i seeded = _mm256_xor_si256(words, _mm256_loadu_si256((const __m256i *)seeds));
    __m256i products = _mm256_mul_epu32(seeded, _mm256_srli_epi64(seeded, 32));
    __m128i two = _mm_xor_si128(_mm256_castsi256_si128(products), _mm256_extracti128_si256(products, 1));
    return (uint64_t)_mm_cvtsi128_si64(_mm_xor_si128(two, _mm_unpackhi_epi64(two, two)));
}

/* texts_find of a short text. */
AVX2 static inline uint32_t find(const TextTable *table, const char *at, size_t length)
{
    __m256i ones = _mm256_loadu_si256((const __m256i *)(texts_ones + TEXT_SHORT - length));
    __m256i words = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)at), ones);
    for (size_t place = texts_place(table, mix(words));; place = (place + 1) & table->mask) {
        const TextEntry *entry = &table->entries[place];
        __m256i differ = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)entry->words), words);
        if (__builtin_expect(_mm256_testz_si256(differ, differ), 1) || entry->value == TEXT_NONE)
            return entry->value;
    }
}

AVX2 static size_t codes_avx2(const TextTable *table, FastFields fields, size_t count, int64_t *out, Bounds *bounds)
{
    const TextTable places = *table;
    Bounds within = *bounds;
    size_t i = 0;
    for (; places.entries && i < count; i++) {
        uint32_t start = fields.starts[i * fields.stride], length = fields.ends[i * fields.stride] - start;
        const char *at = fields.text + start;
        uint32_t code = length <= TEXT_SHORT ? find(&places, at, length) : texts_find_long(table, (Str){at, length});
        if (__builtin_expect(code >= TEXT_REMARK, 0))
            break;
        out[i] = code;
        bounds_take(&within, code);
    }
    *bounds = within;
    return i;
}

CodesKnown *codes_choose(Vectors vectors)
{
    return vectors != VECTORS_NONE && __builtin_cpu_supports("avx2") ? codes_avx2 : codes_plain;
}

#else

CodesKnown *codes_choose(Vectors vectors)
{
    (void)vectors;
    return codes_plain;
}

#endif
