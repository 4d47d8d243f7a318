/* sha256.c: SHA-256 (FIPS 180-4), to name inputs by their content in findings and caches. Base. */
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include "base/file.h"

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void schedule(const unsigned char block[64], uint32_t w[64])
{
    for (int i = 0; i < 16; i++)
        w[i] = big_endian(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

/* One round in the names of the standard. Instead of moving the eight words along, the next round is given them one place on. */
#define ROUND(a, b, c, d, e, f, g, h, at)                                                                                  \
    do {                                                                                                                   \
        uint32_t t = (h) + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (((e) & (f)) ^ (~(e) & (g))) +                  \
                     round_constants[at] + w[at];                                                                          \
        (d) += t;                                                                                                          \
        (h) = t + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (((a) & (b)) ^ ((a) & (c)) ^ ((b) & (c)));               \
    } while (0)

static void compress(uint32_t state[8], const unsigned char block[64])
{
    uint32_t w[64];
    schedule(block, w);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i += 8) {
        ROUND(a, b, c, d, e, f, g, h, i);
        ROUND(h, a, b, c, d, e, f, g, i + 1);
        ROUND(g, h, a, b, c, d, e, f, i + 2);
        ROUND(f, g, h, a, b, c, d, e, i + 3);
        ROUND(e, f, g, h, a, b, c, d, i + 4);
        ROUND(d, e, f, g, h, a, b, c, i + 5);
        ROUND(c, d, e, f, g, h, a, b, i + 6);
        ROUND(b, c, d, e, f, g, h, a, i + 7);
    }
    uint32_t words[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++)
        state[i] += words[i];
}

static void compress_portable(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        compress(state, blocks + 64 * i);
}

#if defined(__x86_64__)

/* Four rounds with the instructions of the SHA extensions; the schedule is carried in four registers, w[0] being the words of these rounds. */
#define FOUR_ROUNDS(at)                                                                                                       \
    do {                                                                                                                      \
        __m128i sum = _mm_add_epi32(w[(at) % 4], _mm_loadu_si128((const __m128i *)(round_constants + 4 * (at))));             \
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);                                                                        \
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));                                               \
        if ((at) < 12) {                                                                                                      \
            __m128i middle = _mm_alignr_epi8(w[((at) + 3) % 4], w[((at) + 2) % 4], 4);                                        \
            __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(w[(at) % 4], w[((at) + 1) % 4]), middle);                       \
            w[(at) % 4] = _mm_sha256msg2_epu32(next, w[((at) + 3) % 4]);                                                      \
        }                                                                                                                     \
    } while (0)

__attribute__((target("sha,sse4.1"))) static void compress_sha(uint32_t state[8], const unsigned char *blocks, size_t count)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    /* The instructions want the words as a b e f and c d g h, the last of each lowest. */
    __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xb1);
    __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1b);
    __m128i abef = _mm_alignr_epi8(abcd, efgh, 8), cdgh = _mm_blend_epi16(efgh, abcd, 0xf0);
    for (; count > 0; count--, blocks += 64) {
        __m128i w[4], abef_before = abef, cdgh_before = cdgh;
        for (int i = 0; i < 4; i++)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * i)), order);
        FOUR_ROUNDS(0); FOUR_ROUNDS(1); FOUR_ROUNDS(2); FOUR_ROUNDS(3);
        FOUR_ROUNDS(4); FOUR_ROUNDS(5); FOUR_ROUNDS(6); FOUR_ROUNDS(7);
        FOUR_ROUNDS(8); FOUR_ROUNDS(9); FOUR_ROUNDS(10); FOUR_ROUNDS(11);
        FOUR_ROUNDS(12); FOUR_ROUNDS(13); FOUR_ROUNDS(14); FOUR_ROUNDS(15);
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static bool has_sha(void)
{
    unsigned a, b = 0, c, d;
    if (!__builtin_cpu_supports("sse4.1") || !__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return false;
    return b >> 29 & 1;
}
#else
static bool has_sha(void)
{
    return false;
}
#define compress_sha compress_portable
#endif

static void compress_blocks(Sha256 *sha, const unsigned char *blocks, size_t count)
{
    if (sha->portable || count == 0)
        compress_portable(sha->state, blocks, count);
    else
        compress_sha(sha->state, blocks, count);
}

void sha256_init(Sha256 *sha)
{
    *sha = (Sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
                    .portable = !has_sha()};
}

void sha256_add(Sha256 *sha, Str data)
{
    size_t held = sha->bytes % 64, room = 64 - held;
    sha->bytes += data.n;
    if (held + data.n >= 64 && held) {
        memcpy(sha->rest + held, data.s, room);
        compress_blocks(sha, sha->rest, 1);
        data = (Str){data.s + room, data.n - room};
        held = 0;
    }
    if (held == 0) {
        compress_blocks(sha, (const unsigned char *)data.s, data.n / 64);
        data = (Str){data.s + data.n / 64 * 64, data.n % 64};
    }
    if (data.n)
        memcpy(sha->rest + held, data.s, data.n);
}

/* The last bytes, a one bit, zeros and the length in bits: one block or two. */
void sha256_end(Sha256 *sha, char out[65])
{
    unsigned char tail[128] = {0};
    size_t n = sha->bytes % 64, length = n < 56 ? 64 : 128;
    uint64_t bits = sha->bytes * 8;
    memcpy(tail, sha->rest, n);
    tail[n] = 0x80;
    for (int i = 0; i < 8; i++)
        tail[length - 1 - (size_t)i] = (unsigned char)(bits >> (8 * i));
    compress_blocks(sha, tail, length / 64);
    for (int i = 0; i < 64; i++)
        out[i] = "0123456789abcdef"[sha->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    out[64] = '\0';
}

void sha256_hex(Str data, char out[65])
{
    Sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, data);
    sha256_end(&sha, out);
}
