/* random_avx2.c: four blocks of Philox at a time, a word of each in a lane of 64 bits. The upper halves of words 0 and 2 may hold anything, as they are
 * only multiplied, which takes the lower halves; words 1 and 3 are whole products, of which only the lower halves are used. See random.h. */
#include "scenario/random.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "scenario/philox.h"

#define AVX2 __attribute__((target("avx2")))
#define LANES 4

AVX2 static inline void put_pairs(__m256i x0, __m256i x1, __m256i x2, __m256i x3, uint64_t *out)
{
    __m256i even = _mm256_blend_epi32(x0, _mm256_slli_epi64(x1, 32), 0xaa), odd = _mm256_blend_epi32(x2, _mm256_slli_epi64(x3, 32), 0xaa);
    __m256i low = _mm256_unpacklo_epi64(even, odd), high = _mm256_unpackhi_epi64(even, odd);
    _mm256_storeu_si256((__m256i *)out, _mm256_permute2x128_si256(low, high, 0x20));
    _mm256_storeu_si256((__m256i *)(out + 4), _mm256_permute2x128_si256(low, high, 0x31));
}

AVX2 void random_blocks_avx2(Stream stream, uint64_t block, size_t count, uint64_t *out)
{
    size_t whole = count / LANES * LANES;
    __m256i m0 = _mm256_set1_epi64x(PHILOX_M0), m1 = _mm256_set1_epi64x(PHILOX_M1), steps = _mm256_set_epi64x(3, 2, 1, 0);
    for (size_t i = 0; i < whole; i += LANES) {
        uint32_t k0 = (uint32_t)stream.seed, k1 = (uint32_t)(stream.seed >> 32);
        __m256i x0 = _mm256_add_epi64(_mm256_set1_epi64x((int64_t)(block + i)), steps), x1 = _mm256_srli_epi64(x0, 32);
        __m256i x2 = _mm256_set1_epi64x((int64_t)stream.name), x3 = _mm256_srli_epi64(x2, 32);
        for (int round = 0; round < PHILOX_ROUNDS; round++, k0 += PHILOX_W0, k1 += PHILOX_W1) {
            __m256i p0 = _mm256_mul_epu32(m0, x0), p1 = _mm256_mul_epu32(m1, x2);
            x0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p1, 32), x1), _mm256_set1_epi64x(k0));
            x2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p0, 32), x3), _mm256_set1_epi64x(k1));
            x1 = p1, x3 = p0;
        }
        put_pairs(x0, x1, x2, x3, out + 2 * i);
    }
    random_blocks_portable(stream, block + whole, count - whole, out + 2 * whole);
}
#endif
