/* planes.c: truth values to bits and back, and bits turned: see planes.h. For classes.c and atoms.c. */
#include <string.h>

#include "exec/kernel/planes.h"

#define EACH_BYTE 0x0101010101010101u

/* ---- bytes and bits ---- */

/* The lowest bit of each of eight bytes, the first byte lowest. */
static uint64_t gather_bits(uint64_t bytes)
{
    return (bytes & EACH_BYTE) * 0x0102040810204080u >> 56;
}

/* Eight bits as eight bytes of 0 or 1. */
static uint64_t spread_bits(uint64_t bits)
{
    uint64_t own = bits * EACH_BYTE & 0x8040201008040201u;
    return (own + 0x7f7f7f7f7f7f7f7fu) >> 7 & EACH_BYTE;
}

/* Truths are 0 no, 1 yes, 2 unknown. */
void planes_pack(const uint8_t *truths, size_t count, uint64_t *yes, uint64_t *may)
{
    memset(yes, 0, plane_words(count) * sizeof *yes);
    memset(may, 0, plane_words(count) * sizeof *may);
    for (size_t i = 0; i < count; i += 8) {
        uint64_t eight = 0;
        memcpy(&eight, truths + i, count - i < 8 ? count - i : 8);
        uint64_t is_yes = gather_bits(eight), is_unknown = gather_bits(eight >> 1);
        yes[i / WORD_BITS] |= is_yes << i % WORD_BITS;
        may[i / WORD_BITS] |= (is_yes | is_unknown) << i % WORD_BITS;
    }
}

void planes_unpack(const uint64_t *yes, const uint64_t *may, size_t count, uint8_t *out)
{
    for (size_t i = 0; i < count; i += 8) {
        uint64_t is_yes = yes[i / WORD_BITS] >> i % WORD_BITS & 0xff, may_be = may[i / WORD_BITS] >> i % WORD_BITS & 0xff;
        uint64_t eight = spread_bits(is_yes) | spread_bits(may_be & ~is_yes) << 1;
        memcpy(out + i, &eight, count - i < 8 ? count - i : 8);
    }
}

/* ---- turning ---- */

/* Halves of ever smaller squares change places. */
void planes_turn(uint64_t square[WORD_BITS])
{
    uint64_t mask = 0x00000000ffffffffu;
    for (size_t half = WORD_BITS / 2; half; half /= 2, mask ^= mask << half)
        for (size_t from = 0; from < WORD_BITS; from += 2 * half)
            for (size_t i = from; i < from + half; i++) {
                uint64_t differ = (square[i] >> half ^ square[i + half]) & mask;
                square[i] ^= differ << half;
                square[i + half] ^= differ;
            }
}

/* One word of up to sixty-four lists, turned. Where all are zero, as most are in filters that few places meet, there is nothing to turn. */
static void turn_word(const Planes *lists, size_t count, bool may, size_t word, uint64_t *out, size_t stride)
{
    uint64_t square[WORD_BITS] = {0}, any = 0;
    for (size_t j = 0; j < count; j++) {
        square[j] = (may ? lists[j].may : lists[j].yes)[word];
        any |= square[j];
    }
    if (any)
        planes_turn(square);
    for (size_t i = 0; i < WORD_BITS; i++)
        out[i * stride] = square[i];
}

void planes_signatures(const Planes *lists, size_t count, bool unknown, size_t word, uint64_t *out)
{
    size_t words = signature_words(count, unknown), blocks = plane_words(count);
    for (size_t b = 0; b < blocks; b++) {
        size_t from = b * WORD_BITS, n = count - from < WORD_BITS ? count - from : WORD_BITS;
        turn_word(lists + from, n, false, word, out + b, words);
        if (unknown)
            turn_word(lists + from, n, true, word, out + blocks + b, words);
    }
}

static void turn_back(const uint64_t *signatures, size_t words, size_t count, size_t block, uint64_t *out, size_t out_words)
{
    for (size_t first = 0; first < count; first += WORD_BITS) {
        uint64_t square[WORD_BITS];
        for (size_t i = 0; i < WORD_BITS; i++)
            square[i] = first + i < count ? signatures[(first + i) * words + block] : 0;
        planes_turn(square);
        for (size_t j = 0; j < WORD_BITS; j++)
            out[j * out_words + first / WORD_BITS] = square[j];
    }
}

void planes_of_signatures(Arena *arena, const uint64_t *signatures, size_t count, bool unknown, Planes *out, size_t lists)
{
    size_t words = signature_words(lists, unknown), blocks = plane_words(lists), each = plane_words(count);
    uint64_t *yes = arena_array(arena, blocks * WORD_BITS, each * sizeof *yes), *may = yes;
    if (unknown)
        may = arena_array(arena, blocks * WORD_BITS, each * sizeof *may);
    for (size_t b = 0; b < blocks; b++) {
        turn_back(signatures, words, count, b, yes + b * WORD_BITS * each, each);
        if (unknown)
            turn_back(signatures, words, count, blocks + b, may + b * WORD_BITS * each, each);
    }
    for (size_t i = 0; i < lists; i++)
        out[i] = (Planes){yes + i * each, may + i * each};
}
