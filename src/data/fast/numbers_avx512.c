/* numbers_avx512.c: numbers of up to eight digits, with no decimals or two, eight cells at a time. Beside the kernel for numbers in kernels.c, which takes
 * them one by one and knows more: it is given every eight that have another among them. Part of the fast reader. */
#include "data/fast/column.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq")))
#define LANES 8
#define ROUND 64                   /* cells that are looked up before they are reckoned: loads one by one beat a gather */
#define LARGEST 9999999999         /* eight digits and two */

/* Of each cell, by lane. */
typedef struct Cells {
    uint64_t tail[ROUND];          /* its last eight bytes, */
    uint64_t head[ROUND];          /* the eight bytes before the last three, */
    uint64_t sizes[ROUND];         /* its length, and NEGATIVE if it begins with a minus */
} Cells;
#define NEGATIVE ((uint64_t)1 << 32)

/* The same for all cells of the column. */
typedef struct Constants { __m512i mark, whole, decimal; __mmask8 marked; } Constants;

static void look_up(Cells *cells, FastFields fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = fields.text + fields.starts[i * fields.stride], *end = fields.text + fields.ends[i * fields.stride];
        cells->tail[i] = texts_word(end - 8);
        cells->head[i] = texts_word(end - 11);
        cells->sizes[i] = (uint64_t)(end - at) | (*at == '-' ? NEGATIVE : 0);
    }
}

/* Bytes 0 … 9, the first lowest: the number they make. */
AVX512 static inline __m512i eight_digits(__m512i bytes)
{
    __m512i pairs = _mm512_maddubs_epi16(bytes, _mm512_set1_epi16(0x010a)), fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x10064));
    return _mm512_add_epi64(_mm512_mul_epu32(fours, _mm512_set1_epi64(10000)), _mm512_srli_epi64(fours, 32));
}

/* The lanes whose bytes are not all 0 … 9. */
AVX512 static inline __mmask8 not_digits(__m512i bytes)
{
    __m512i high = _mm512_or_si512(bytes, _mm512_add_epi8(bytes, _mm512_set1_epi8(0x76)));
    return _mm512_test_epi64_mask(high, _mm512_set1_epi8((char)0x80));
}

/* The values of eight cells; returns the lanes that have one. */
AVX512 static inline __mmask8 read_eight(const Cells *cells, size_t at, const Constants *constants, __m512i *values)
{
    const __m512i zeros = _mm512_set1_epi8('0'), eight = _mm512_set1_epi64(8);
    __m512i tail = _mm512_loadu_si512(cells->tail + at), sizes = _mm512_loadu_si512(cells->sizes + at);
    __m512i length = _mm512_and_si512(sizes, _mm512_set1_epi64(0xffffffff));
    __mmask8 negative = _mm512_test_epi64_mask(sizes, _mm512_set1_epi64((int64_t)NEGATIVE));
    __mmask8 marked = _mm512_cmpeq_epi64_mask(_mm512_and_si512(tail, _mm512_set1_epi64(0xff0000000000)), constants->mark);
    marked &= constants->marked & _mm512_cmpgt_epu64_mask(length, _mm512_set1_epi64(3));
    length = _mm512_mask_sub_epi64(length, negative, length, _mm512_set1_epi64(1));
    length = _mm512_mask_sub_epi64(length, marked, length, _mm512_set1_epi64(3));
    /* What stands before the digits is shifted out, and zeros into its place. */
    __m512i spare = _mm512_slli_epi64(_mm512_sub_epi64(eight, length), 3);
    __m512i digits = _mm512_xor_si512(_mm512_mask_loadu_epi64(tail, marked, cells->head + at), zeros);
    digits = _mm512_sllv_epi64(_mm512_srlv_epi64(digits, spare), spare);
    __m512i part = _mm512_maskz_srli_epi64(marked, _mm512_xor_si512(tail, zeros), 48);
    __mmask8 good = _mm512_cmplt_epu64_mask(_mm512_sub_epi64(length, _mm512_set1_epi64(1)), eight);
    good &= ~not_digits(digits) & ~not_digits(part);
    __m512i whole = eight_digits(digits), hundredths = _mm512_maddubs_epi16(part, _mm512_set1_epi16(0x010a));
    whole = _mm512_mask_add_epi64(whole, marked, _mm512_mul_epu32(whole, _mm512_set1_epi64(100)), hundredths);
    whole = _mm512_mullo_epi64(whole, _mm512_mask_blend_epi64(marked, constants->whole, constants->decimal));
    *values = _mm512_mask_sub_epi64(whole, negative, _mm512_setzero_si512(), whole);
    return good;
}

AVX512 static size_t read_round(const Cells *looked, size_t count, const Constants *constants, int64_t *out, __m512i *low, __m512i *high)
{
    for (size_t at = 0; at < count; at += LANES) {
        __m512i values;
        if (read_eight(looked, at, constants, &values) != 0xff)
            return at;
        *low = _mm512_min_epi64(*low, values);
        *high = _mm512_max_epi64(*high, values);
        _mm512_storeu_si512(out + at, values);
    }
    return count;
}

AVX512 static size_t numbers_avx512(const FastColumn *column, char mark, FastFields fields, size_t count, int64_t *out, Bounds *bounds)
{
    int64_t decimal = mark ? column->factors[2] : 0, most = column->most / LARGEST;
    if (column->factors[0] == 0 || column->factors[0] > most || decimal > most)
        return 0;
    const Constants constants = {_mm512_set1_epi64((int64_t)((uint64_t)(unsigned char)mark << 40)), _mm512_set1_epi64(column->factors[0]),
                                 _mm512_set1_epi64(decimal), decimal ? 0xff : 0};
    __m512i low = _mm512_set1_epi64(bounds->low), high = _mm512_set1_epi64(bounds->high);
    Cells looked;
    size_t done = 0, whole = count / LANES * LANES;
    for (size_t round, read; done < whole; done += read) {
        round = whole - done < ROUND ? whole - done : ROUND;
        look_up(&looked, (FastFields){fields.text, fields.starts + done * fields.stride, fields.ends + done * fields.stride, fields.stride}, round);
        read = read_round(&looked, round, &constants, out + done, &low, &high);
        if (read < round) {
            done += read;
            break;
        }
    }
    bounds->low = _mm512_reduce_min_epi64(low);
    bounds->high = _mm512_reduce_max_epi64(high);
    return done;
}

NumbersWide *numbers_wide_choose(Vectors vectors)
{
    bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    return has && (vectors == VECTORS_AUTO || vectors == VECTORS_AVX512) ? numbers_avx512 : NULL;
}

#else

NumbersWide *numbers_wide_choose(Vectors vectors)
{
    (void)vectors;
    return NULL;
}

#endif
