/* random.c: Philox4x32-10, portable, and the choice of a variant. Part of the draws of scenarios; see random.h. */
#include "scenario/random.h"

#include "base/digest.h"
#include "scenario/philox.h"

Stream stream_of(uint64_t seed, Str name)
{
    return (Stream){seed, digest_of(name.s, name.n).low};
}

void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3], k0 = key[0], k1 = key[1];
    for (int round = 0; round < PHILOX_ROUNDS; round++, k0 += PHILOX_W0, k1 += PHILOX_W1) {
        uint64_t p0 = (uint64_t)PHILOX_M0 * x0, p1 = (uint64_t)PHILOX_M1 * x2;
        x0 = (uint32_t)(p1 >> 32) ^ x1 ^ k0;
        x1 = (uint32_t)p1;
        x2 = (uint32_t)(p0 >> 32) ^ x3 ^ k1;
        x3 = (uint32_t)p0;
    }
    out[0] = x0, out[1] = x1, out[2] = x2, out[3] = x3;
}

void random_blocks_portable(Stream stream, uint64_t block, size_t count, uint64_t *out)
{
    uint32_t key[2] = {(uint32_t)stream.seed, (uint32_t)(stream.seed >> 32)}, x[4];
    for (size_t i = 0; i < count; i++) {
        uint64_t at = block + i;
        uint32_t counter[4] = {(uint32_t)at, (uint32_t)(at >> 32), (uint32_t)stream.name, (uint32_t)(stream.name >> 32)};
        philox(counter, key, x);
        out[2 * i] = x[0] | (uint64_t)x[1] << 32;
        out[2 * i + 1] = x[2] | (uint64_t)x[3] << 32;
    }
}

Vectors vectors_usable(Vectors allowed)
{
#if defined(__x86_64__)
    bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw");
    if (avx512 && (allowed == VECTORS_AUTO || allowed == VECTORS_AVX512))
        return VECTORS_AVX512;
    if (__builtin_cpu_supports("avx2") && allowed != VECTORS_NONE)
        return VECTORS_AVX2;
#endif
    return VECTORS_NONE;
}

static void fill_blocks(Stream stream, uint64_t block, size_t count, Vectors vectors, uint64_t *out)
{
    switch (vectors_usable(vectors)) {
#if defined(__x86_64__)
    case VECTORS_AVX512: random_blocks_avx512(stream, block, count, out); return;
    case VECTORS_AVX2: random_blocks_avx2(stream, block, count, out); return;
#else
    case VECTORS_AVX512: case VECTORS_AVX2:
#endif
    case VECTORS_AUTO: case VECTORS_NONE: random_blocks_portable(stream, block, count, out); return;
    }
}

void random_fill(Stream stream, uint64_t from, size_t count, Vectors vectors, uint64_t *out)
{
    uint64_t pair[2];
    if (count && from % 2) {
        random_blocks_portable(stream, from / 2, 1, pair);
        *out++ = pair[1];
        from++, count--;
    }
    fill_blocks(stream, from / 2, count / 2, vectors, out);
    if (count % 2) {
        random_blocks_portable(stream, from / 2 + count / 2, 1, pair);
        out[count - 1] = pair[0];
    }
}
