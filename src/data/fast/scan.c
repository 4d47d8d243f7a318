/* scan.c: a text -> offsets of its separators and line feeds, with AVX-512, AVX2 or plain 64-bit words. First stage of the fast reader.
 * Each way classifies 64 bytes into bit masks; everything behind that is common. */
#include "data/fast/scan.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "base/utf8.h"

#define ALWAYS static inline __attribute__((always_inline))

/* 64 bytes, one bit each, the first byte lowest. rare: quotes, carriage returns and zeros. */
typedef struct Block { uint64_t separator, feed, rare, high; } Block;
typedef struct Rare { uint64_t carriage, quote, zero; } Rare;

/* Among the bytes outside ASCII: those that begin a sequence of two, and those that continue one. */
typedef struct Letters { uint64_t two, more; } Letters;

/* What quotes and carriage returns leave behind them. */
typedef struct State {
    uint64_t inside;           /* all ones inside quotes */
    uint64_t quote, close, carriage;    /* 1: the byte before the block is a quote, a closing quote, a carriage return */
} State;

static uint64_t prefix_xor(uint64_t bits)
{
    for (int by = 1; by < 64; by *= 2)
        bits ^= bits << by;
    return bits;
}

/* Quotes as the row reader takes them, as long as each stands around a whole field; anything else is odd. Returns what is inside. end: 1 when the byte
 * before the block is a field's end. */
static uint64_t quoted_bits(State *state, const Block *block, const Rare *rare, uint64_t end, uint64_t valid, Scan *scan)
{
    uint64_t inside = prefix_xor(rare->quote) ^ state->inside;
    uint64_t open = rare->quote & inside, close = rare->quote & ~inside, ends = (block->separator | block->feed) & ~inside;
    uint64_t behind_end = ends << 1 | end, behind_quote = rare->quote << 1 | state->quote, behind_close = close << 1 | state->close;
    uint64_t odd = (open & ~behind_end) | (open & behind_quote) | (behind_close & ~(ends | rare->carriage) & valid);
    odd |= (block->feed | rare->carriage) & inside & valid;
    scan->odd |= odd != 0;
    scan->quotes = true;
    state->inside = (uint64_t)((int64_t)inside >> 63);
    state->quote = rare->quote >> 63;
    state->close = close >> 63;
    return inside;
}

/* A block with something rare in it, or behind one with quotes or a carriage return at its end. Returns what is inside quotes. */
static __attribute__((noinline)) uint64_t rare_block(State *state, Block block, Rare rare, uint64_t end, uint64_t valid, size_t at, Scan *scan)
{
    uint64_t inside = 0;
    if (rare.quote | state->inside | state->close)
        inside = quoted_bits(state, &block, &rare, end, valid, scan);
    if (rare.carriage | state->carriage) {
        scan->carriages = true;
        scan->odd |= ((rare.carriage << 1 | state->carriage) & ~block.feed & valid) != 0;
        state->carriage = rare.carriage >> 63;
    }
    if (rare.zero & valid) {
        size_t zero = at + (size_t)__builtin_ctzll(rare.zero & valid);
        scan->bad = zero < scan->bad ? zero : scan->bad;
    }
    return inside;
}

/* A block with sequences of three or four bytes, or with something wrong in it: checked one by one from behind the pending bytes, which continue the
 * sequence before it. Returns how many the next block begins with. */
static __attribute__((noinline)) unsigned check_letters(unsigned before, Str text, size_t at, uint64_t more, Scan *scan)
{
    uint64_t pending = ((uint64_t)1 << before) - 1;
    size_t place = at + before, end = text.n - at < 64 ? text.n : at + 64;
    if (scan->bad != text.n)
        return before;
    if ((more & pending) != pending) {
        scan->bad = at - 1;
        return before;
    }
    while (place < end) {
        size_t next = place;
        uint32_t point = utf8_next(text, &next);
        if (point == 0xfffd && next - place == 1) {
            scan->bad = place;
            return before;
        }
        place = next;
    }
    return (unsigned)(place - end);
}

/* Returns the bytes at the beginning of the next block that continue a sequence in this one. */
ALWAYS unsigned letters_block(unsigned pending, Letters letters, uint64_t high, Str text, size_t at, Scan *scan)
{
    uint64_t expected = letters.two << 1 | (((uint64_t)1 << pending) - 1);
    if (__builtin_expect((letters.two | letters.more) == high && letters.more == expected, 1))
        return (unsigned)(letters.two >> 63);
    return check_letters(pending, text, at, letters.more, scan);
}

/* The loop over the blocks; the last one is a copy with zeros behind, and `valid` has its real bytes. */
#define DEFINE_SCAN(name, attribute, classify, rare_bits, letters, emit)                                        \
    attribute static void name(Str text, char separator, Scan *scan)                                            \
    {                                                                                                           \
        State state = {0};                                                                                      \
        char tail[64] = {0};                                                                                    \
        *scan = (Scan){.ends = scan->ends, .bad = text.n};                                                      \
        uint32_t *out = scan->ends;                                                                             \
        uint64_t end = 1, behind = 0;                                                                           \
        size_t feeds = 0;                                                                                       \
        unsigned pending = 0;                                                                                   \
        for (size_t at = 0; at < text.n; at += 64) {                                                            \
            bool last = text.n - at < 64;                                                                       \
            if (last)                                                                                           \
                memcpy(tail, text.s + at, text.n - at);                                                         \
            const char *bytes = last ? tail : text.s + at;                                                      \
            Block block = classify(bytes, separator);                                                           \
            if (block.high | pending)                                                                           \
                pending = letters_block(pending, letters(bytes), block.high, text, at, scan);                   \
            if (__builtin_expect((block.rare | behind) != 0, 0)) {                                              \
                uint64_t valid = last ? ((uint64_t)1 << (text.n - at)) - 1 : ~(uint64_t)0;                      \
                uint64_t inside = rare_block(&state, block, rare_bits(bytes), end, valid, at, scan);            \
                behind = state.inside | state.close | state.carriage;                                           \
                block.separator &= ~inside;                                                                     \
                block.feed &= ~inside;                                                                          \
            }                                                                                                   \
            uint64_t ends = block.separator | block.feed;                                                       \
            feeds += (size_t)__builtin_popcountll(block.feed);                                                  \
            end = ends >> 63;                                                                                   \
            emit(out, ends, at);                                                                                \
            out += __builtin_popcountll(ends);                                                                  \
        }                                                                                                       \
        scan->count = (size_t)(out - scan->ends);                                                               \
        scan->feeds = feeds;                                                                                    \
        scan->inside = state.inside != 0;                                                                       \
        if (pending && scan->bad == text.n)                                                                     \
            scan->bad = text.n - 1;                                                                             \
    }

/* Eight at a time without asking how many there are: what is written too much is written over by the next block. */
ALWAYS void emit_offsets(uint32_t *out, uint64_t ends, size_t at)
{
    for (; ends; out += 8)
        for (int i = 0; i < 8; i++) {
            out[i] = (uint32_t)at + (ends ? (uint32_t)__builtin_ctzll(ends) : 0);
            ends &= ends - 1;
        }
}

/* ---- 64-bit words ---- */

#define EACH_BYTE(byte) (0x0101010101010101u * (unsigned char)(byte))

static uint64_t word_at(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The highest bits of the bytes as one byte, the first lowest. */
static uint64_t gather_bits(uint64_t word)
{
    return ((word & EACH_BYTE(0x80)) >> 7) * 0x0102040810204080u >> 56;
}

/* The bytes that are zero. */
static uint64_t zero_bytes(uint64_t word)
{
    return gather_bits(~(((word & EACH_BYTE(0x7f)) + EACH_BYTE(0x7f)) | word));
}

static Rare words_rare(const char *bytes)
{
    Rare rare = {0};
    for (int i = 0; i < 64; i += 8) {
        uint64_t word = word_at(bytes + i);
        rare.carriage |= zero_bytes(word ^ EACH_BYTE('\r')) << i;
        rare.quote |= zero_bytes(word ^ EACH_BYTE('"')) << i;
        rare.zero |= zero_bytes(word) << i;
    }
    return rare;
}

static Block words_classify(const char *bytes, char separator)
{
    Block block = {0};
    Rare rare = words_rare(bytes);
    for (int i = 0; i < 64; i += 8) {
        uint64_t word = word_at(bytes + i);
        block.separator |= zero_bytes(word ^ EACH_BYTE(separator)) << i;
        block.feed |= zero_bytes(word ^ EACH_BYTE('\n')) << i;
        block.high |= gather_bits(word) << i;
    }
    block.rare = rare.carriage | rare.quote | rare.zero;
    return block;
}

static Letters words_letters(const char *bytes)
{
    Letters letters = {0};
    for (int i = 0; i < 64; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        letters.two |= (uint64_t)(byte >= 0xc2 && byte < 0xe0) << i;
        letters.more |= (uint64_t)(byte >= 0x80 && byte < 0xc0) << i;
    }
    return letters;
}

DEFINE_SCAN(scan_words, , words_classify, words_rare, words_letters, emit_offsets)

#if defined(__x86_64__)

/* ---- AVX2 ---- */

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

typedef struct Halves { __m256i low, high; } Halves;

AVX2 ALWAYS uint64_t halves_mask(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

AVX2 ALWAYS uint64_t halves_equal(Halves bytes, char byte)
{
    __m256i all = _mm256_set1_epi8(byte);
    return halves_mask(_mm256_cmpeq_epi8(bytes.low, all), _mm256_cmpeq_epi8(bytes.high, all));
}

AVX2 ALWAYS Halves halves_at(const char *bytes)
{
    return (Halves){_mm256_loadu_si256((const __m256i *)bytes), _mm256_loadu_si256((const __m256i *)(bytes + 32))};
}

/* By the low half of a byte, the one byte with it that is a line feed or rare: they differ in it. The others have one that is not found with it. */
#define SPECIAL_BYTES 0, 0, '"', 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, '\r', 0, 0

AVX2 ALWAYS __m256i special(__m256i bytes)
{
    const __m256i table = _mm256_setr_epi8(SPECIAL_BYTES, SPECIAL_BYTES);
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), bytes);
}

AVX2 ALWAYS Block avx2_classify(const char *at, char separator)
{
    Halves bytes = halves_at(at);
    uint64_t feed = halves_equal(bytes, '\n');
    return (Block){.separator = halves_equal(bytes, separator), .feed = feed, .rare = halves_mask(special(bytes.low), special(bytes.high)) & ~feed,
                   .high = halves_mask(bytes.low, bytes.high)};
}

AVX2 ALWAYS Rare avx2_rare(const char *at)
{
    Halves bytes = halves_at(at);
    return (Rare){.carriage = halves_equal(bytes, '\r'), .quote = halves_equal(bytes, '"'), .zero = halves_equal(bytes, '\0')};
}

/* 0xc2 … 0xdf lie at the bottom of the signed bytes when 0x42 is added. */
AVX2 ALWAYS __m256i begins_two(__m256i bytes)
{
    return _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 30), _mm256_add_epi8(bytes, _mm256_set1_epi8((char)(0x80 - 0xc2))));
}

AVX2 ALWAYS Letters avx2_letters(const char *at)
{
    Halves bytes = halves_at(at);
    __m256i lead = _mm256_set1_epi8((char)0xc0);
    return (Letters){halves_mask(begins_two(bytes.low), begins_two(bytes.high)),
                     halves_mask(_mm256_cmpgt_epi8(lead, bytes.low), _mm256_cmpgt_epi8(lead, bytes.high))};
}

DEFINE_SCAN(scan_avx2, AVX2, avx2_classify, avx2_rare, avx2_letters, emit_offsets)

/* ---- AVX-512 ---- */

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

AVX512 ALWAYS Block avx512_classify(const char *at, char separator)
{
    const __m512i table = _mm512_broadcast_i32x4(_mm_setr_epi8(SPECIAL_BYTES));
    __m512i bytes = _mm512_loadu_si512(at);
    uint64_t feed = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
    return (Block){.separator = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(separator)), .feed = feed,
                   .rare = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, bytes), bytes) & ~feed, .high = _mm512_movepi8_mask(bytes)};
}

AVX512 ALWAYS Rare avx512_rare(const char *at)
{
    __m512i bytes = _mm512_loadu_si512(at);
    return (Rare){.carriage = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r')), .quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
                  .zero = _mm512_testn_epi8_mask(bytes, bytes)};
}

AVX512 ALWAYS Letters avx512_letters(const char *at)
{
    __m512i bytes = _mm512_loadu_si512(at);
    return (Letters){_mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8((char)0xc2)), _mm512_set1_epi8(30)),
                     _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xc0))};
}

AVX512 ALWAYS void avx512_emit(uint32_t *out, uint64_t ends, size_t at)
{
    static const unsigned char numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                              22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                              44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i places = _mm512_maskz_compress_epi8(ends, _mm512_loadu_si512(numbers)), base = _mm512_set1_epi32((int)at);
    _mm512_storeu_si512(out, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places))));
    if (__builtin_expect(__builtin_popcountll(ends) <= 16, 1))
        return;
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 1))));
    _mm512_storeu_si512(out + 32, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 2))));
    _mm512_storeu_si512(out + 48, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 3))));
}

DEFINE_SCAN(scan_avx512, AVX512, avx512_classify, avx512_rare, avx512_letters, avx512_emit)

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
}

ScanText *scan_choose(Vectors vectors)
{
    if ((vectors == VECTORS_AUTO || vectors == VECTORS_AVX512) && has_avx512())
        return scan_avx512;
    return vectors != VECTORS_NONE && __builtin_cpu_supports("avx2") ? scan_avx2 : scan_words;
}

#else

ScanText *scan_choose(Vectors vectors)
{
    (void)vectors;
    return scan_words;
}

#endif
