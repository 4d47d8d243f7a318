/* normal_avx512.c: eight quantiles at a time, by the same steps as normal.c. Of a lane, multiplications take the lower 32 bits, with sign: that is all
 * there is of every factor. With AVX2 this would not pay, as it has no arithmetic shift of 64 bits. See normal.h. */
#include "scenario/normal_table.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx512cd")))
#define LANES 8

AVX512 static inline __m512i depths(const NormalSegment *segments, __m512i t)
{
    __m512i odd = _mm512_or_si512(_mm512_add_epi64(t, t), _mm512_set1_epi64(1)), zeros = _mm512_lzcnt_epi64(odd), high = _mm512_sllv_epi64(odd, zeros);
    __m512i octave = _mm512_sub_epi64(_mm512_set1_epi64(63), zeros);
    __m512i part = _mm512_and_si512(_mm512_srli_epi64(high, 58), _mm512_set1_epi64(NORMAL_PARTS - 1));
    __m512i index = _mm512_add_epi64(_mm512_mullo_epi64(octave, _mm512_set1_epi64(3 * NORMAL_PARTS)), _mm512_add_epi64(part, _mm512_add_epi64(part, part)));
    __m512i c0 = _mm512_i64gather_epi64(index, &segments->c0, 8), c12 = _mm512_i64gather_epi64(index, &segments->c1, 8);
    __m512i c345 = _mm512_i64gather_epi64(index, &segments->c345, 8);
    __m512i place = _mm512_xor_si512(_mm512_srli_epi64(high, 26), _mm512_set1_epi64(0x80000000));
    __m512i sum = _mm512_srai_epi64(_mm512_slli_epi64(c345, 64 - C5_BITS), 64 - C5_BITS);
    __m512i c4 = _mm512_srai_epi64(_mm512_slli_epi64(c345, 26), 64 - C4_BITS);
    sum = _mm512_add_epi64(c4, _mm512_srai_epi64(_mm512_mul_epi32(sum, place), 31));
    sum = _mm512_add_epi64(_mm512_srai_epi64(c345, C4_BITS + C5_BITS), _mm512_srai_epi64(_mm512_mul_epi32(sum, place), 31));
    sum = _mm512_add_epi64(_mm512_srai_epi64(c12, 32), _mm512_srai_epi64(_mm512_mul_epi32(sum, place), 31));
    sum = _mm512_add_epi64(c12, _mm512_srai_epi64(_mm512_mul_epi32(sum, place), 31 + 44 - 37));
    __m512i last = _mm512_add_epi64(_mm512_mul_epi32(sum, place), _mm512_set1_epi64(1 << 27));
    return _mm512_add_epi64(c0, _mm512_srai_epi64(last, 31 + 37 - NORMAL_BITS));
}

AVX512 void normal_quantiles_avx512(const NormalSegment *segments, const uint64_t *u, size_t count, int64_t *z)
{
    size_t whole = count / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        __m512i v = _mm512_loadu_si512(u + i), sign = _mm512_srai_epi64(v, 63);
        __m512i depth = depths(segments, _mm512_xor_si512(v, sign));
        /* Below the middle (no sign bit) it is the negative: -d is (d ^ -1) + 1. */
        __m512i flip = _mm512_andnot_si512(sign, _mm512_set1_epi64(-1));
        _mm512_storeu_si512(z + i, _mm512_sub_epi64(_mm512_xor_si512(depth, flip), flip));
    }
    normal_quantiles_portable(segments, u + whole, count - whole, z + whole);
}
#endif
