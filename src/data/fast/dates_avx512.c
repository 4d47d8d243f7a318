/* dates_avx512.c: dates as 2025-03-14 or 20250314, eight cells at a time. Beside the kernel for dates in kernels.c, which takes them one by one and knows
 * more: it is given every eight that have another among them, and 29 February. Part of the fast reader. */
#include "data/fast/column.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq")))
#define LANES 8
#define ROUND 64                   /* cells that are looked up before they are reckoned: loads one by one beat a gather */

/* Of each cell, by lane. */
typedef struct Cells {
    uint64_t head[ROUND];          /* its first eight bytes, */
    uint64_t tail[ROUND];          /* the eight bytes from the third on, */
    uint64_t sizes[ROUND];         /* its length */
} Cells;

static void look_up(Cells *cells, FastFields fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = fields.text + fields.starts[i * fields.stride];
        cells->head[i] = texts_word(at);
        cells->tail[i] = texts_word(at + 2);
        cells->sizes[i] = (uint64_t)(fields.ends[i * fields.stride] - fields.starts[i * fields.stride]);
    }
}

/* YYYYMMDD, the first byte lowest, '0' taken off; lanes in *good are written in one of the two ways. */
AVX512 static inline __m512i digits_of(__m512i head, __m512i tail, __m512i sizes, __mmask8 *good)
{
    const __m512i hyphens = _mm512_set1_epi64(0x2d00002d00000000), places = _mm512_set1_epi64((int64_t)0xff0000ff00000000u);
    __mmask8 long_form = _mm512_cmpeq_epi64_mask(sizes, _mm512_set1_epi64(10)), short_form = _mm512_cmpeq_epi64_mask(sizes, _mm512_set1_epi64(8));
    long_form &= _mm512_cmpeq_epi64_mask(_mm512_and_si512(head, places), hyphens);
    __m512i month = _mm512_and_si512(_mm512_srli_epi64(head, 8), _mm512_set1_epi64(0xffff00000000));
    __m512i year = _mm512_and_si512(head, _mm512_set1_epi64(0xffffffff)), day = _mm512_and_si512(tail, _mm512_set1_epi64((int64_t)0xffff000000000000u));
    __m512i joined = _mm512_or_si512(_mm512_or_si512(year, month), day);
    __m512i digits = _mm512_xor_si512(_mm512_mask_blend_epi64(long_form, head, joined), _mm512_set1_epi8('0'));
    __m512i high = _mm512_or_si512(digits, _mm512_add_epi8(digits, _mm512_set1_epi8(0x76)));
    *good = (long_form | short_form) & ~_mm512_test_epi64_mask(high, _mm512_set1_epi8((char)0x80));
    return digits;
}

/* Days from 1970-01-01, the years counted from March as in time/date.c. Products and what is divided have room in sixteen or thirty-two bits:
 * x / 5 is x * 52429 >> 18 and x / 100 is x * 5243 >> 19 for those x that there are. */
AVX512 static inline __m512i days_of(__m512i year, __m512i month, __m512i day)
{
    __mmask8 early = _mm512_cmple_epi64_mask(month, _mm512_set1_epi64(2));
    __m512i y = _mm512_mask_sub_epi64(year, early, year, _mm512_set1_epi64(1));
    __m512i m = _mm512_add_epi64(month, _mm512_mask_blend_epi64(early, _mm512_set1_epi64(-3), _mm512_set1_epi64(9)));
    __m512i before = _mm512_add_epi64(_mm512_mul_epu32(m, _mm512_set1_epi64(153)), _mm512_set1_epi64(2));
    before = _mm512_srli_epi64(_mm512_mul_epu32(before, _mm512_set1_epi64(52429)), 18);
    __m512i century = _mm512_srli_epi64(_mm512_mul_epu32(y, _mm512_set1_epi64(5243)), 19);
    __m512i days = _mm512_add_epi64(_mm512_mul_epu32(y, _mm512_set1_epi64(365)), _mm512_srli_epi64(y, 2));
    days = _mm512_add_epi64(_mm512_sub_epi64(days, century), _mm512_srli_epi64(century, 2));
    return _mm512_add_epi64(_mm512_add_epi64(days, before), _mm512_sub_epi64(day, _mm512_set1_epi64(1 + 719468)));
}

/* The values of eight cells; returns the lanes that have one. */
AVX512 static inline __mmask8 read_eight(const Cells *cells, size_t at, __m512i *values)
{
    /* By month; 29 February is left to the other kernel. */
    const __m512i lengths = _mm512_setr_epi32(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0);
    __mmask8 good;
    __m512i digits = digits_of(_mm512_loadu_si512(cells->head + at), _mm512_loadu_si512(cells->tail + at), _mm512_loadu_si512(cells->sizes + at), &good);
    __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010a));
    __m512i year = _mm512_and_si512(_mm512_madd_epi16(pairs, _mm512_set1_epi64(0x10064)), _mm512_set1_epi64(0xffff));
    __m512i month = _mm512_and_si512(_mm512_srli_epi64(pairs, 32), _mm512_set1_epi64(0xffff)), day = _mm512_srli_epi64(pairs, 48);
    __m512i length = _mm512_and_si512(_mm512_permutexvar_epi32(month, lengths), _mm512_set1_epi64(0xff));
    good &= _mm512_cmplt_epu64_mask(month, _mm512_set1_epi64(13)) & _mm512_cmpge_epu64_mask(year, _mm512_set1_epi64(1));
    good &= _mm512_cmplt_epu64_mask(_mm512_sub_epi64(day, _mm512_set1_epi64(1)), length);
    *values = days_of(year, month, day);
    return good;
}

AVX512 static size_t dates_avx512(FastFields fields, size_t count, int64_t *out, Bounds *bounds)
{
    __m512i low = _mm512_set1_epi64(bounds->low), high = _mm512_set1_epi64(bounds->high);
    Cells looked;
    size_t done = 0, whole = count / LANES * LANES;
    bool good = true;
    while (good && done < whole) {
        size_t round = whole - done < ROUND ? whole - done : ROUND;
        look_up(&looked, (FastFields){fields.text, fields.starts + done * fields.stride, fields.ends + done * fields.stride, fields.stride}, round);
        for (size_t at = 0; good && at < round; at += LANES) {
            __m512i values;
            good = read_eight(&looked, at, &values) == 0xff;
            if (!good)
                break;
            low = _mm512_min_epi64(low, values);
            high = _mm512_max_epi64(high, values);
            _mm512_storeu_si512(out + done, values);
            done += LANES;
        }
    }
    bounds->low = _mm512_reduce_min_epi64(low);
    bounds->high = _mm512_reduce_max_epi64(high);
    return done;
}

DatesWide *dates_wide_choose(Vectors vectors)
{
    bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    return has && (vectors == VECTORS_AUTO || vectors == VECTORS_AVX512) ? dates_avx512 : NULL;
}

#else

DatesWide *dates_wide_choose(Vectors vectors)
{
    (void)vectors;
    return NULL;
}

#endif
