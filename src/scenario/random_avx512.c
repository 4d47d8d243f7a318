/* random_avx512.c: sixteen blocks of Philox at a time, in two sets of eight, which leaves no multiplication waiting for the one before. Words lie in the
 * lanes as in random_avx2.c. See random.h. */
#include "scenario/random.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "scenario/philox.h"

#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl")))
#define LANES 8
#define SETS 2
#define XOR3 0x96           /* a ^ b ^ c */

typedef struct Words { __m512i x0, x1, x2, x3; } Words;

AVX512 static inline Words words_of(Stream stream, uint64_t block)
{
    __m512i at = _mm512_add_epi64(_mm512_set1_epi64((int64_t)block), _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0));
    __m512i name = _mm512_set1_epi64((int64_t)stream.name);
    return (Words){at, _mm512_srli_epi64(at, 32), name, _mm512_srli_epi64(name, 32)};
}

AVX512 static inline void do_round(Words *words, __m512i k0, __m512i k1)
{
    __m512i p0 = _mm512_mul_epu32(_mm512_set1_epi64(PHILOX_M0), words->x0), p1 = _mm512_mul_epu32(_mm512_set1_epi64(PHILOX_M1), words->x2);
    words->x0 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p1, 32), words->x1, k0, XOR3);
    words->x2 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(p0, 32), words->x3, k1, XOR3);
    words->x1 = p1, words->x3 = p0;
}

AVX512 static inline void put_pairs(const Words *words, uint64_t *out)
{
    __m512i even = _mm512_mask_blend_epi32(0xaaaa, words->x0, _mm512_slli_epi64(words->x1, 32));
    __m512i odd = _mm512_mask_blend_epi32(0xaaaa, words->x2, _mm512_slli_epi64(words->x3, 32));
    _mm512_storeu_si512(out, _mm512_permutex2var_epi64(even, _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), odd));
    _mm512_storeu_si512(out + 8, _mm512_permutex2var_epi64(even, _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4), odd));
}

AVX512 void random_blocks_avx512(Stream stream, uint64_t block, size_t count, uint64_t *out)
{
    size_t whole = count / (SETS * LANES) * (SETS * LANES);
    for (size_t i = 0; i < whole; i += SETS * LANES) {
        uint32_t k0 = (uint32_t)stream.seed, k1 = (uint32_t)(stream.seed >> 32);
        Words first = words_of(stream, block + i), second = words_of(stream, block + i + LANES);
        for (int round = 0; round < PHILOX_ROUNDS; round++, k0 += PHILOX_W0, k1 += PHILOX_W1) {
            __m512i key0 = _mm512_set1_epi64(k0), key1 = _mm512_set1_epi64(k1);
            do_round(&first, key0, key1);
            do_round(&second, key0, key1);
        }
        put_pairs(&first, out + 2 * i);
        put_pairs(&second, out + 2 * i + 2 * LANES);
    }
    random_blocks_portable(stream, block + whole, count - whole, out + 2 * whole);
}
#endif
