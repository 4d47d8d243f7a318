/* planes.h: truth values as bits, sixty-four to a word. A list of them has two planes: where it is yes, and where it is yes or unknown. So and, or and
 * not are one operation a word and plane, and lists are turned into the truths of one place sixty-four at a time. */
#ifndef STYR_EXEC_KERNEL_PLANES_H
#define STYR_EXEC_KERNEL_PLANES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_BITS ((size_t)64)

static inline size_t plane_words(size_t count)
{
    return (count + WORD_BITS - 1) / WORD_BITS;
}

/* The yes plane, and the may plane behind it: each `words` long. */
typedef struct Planes { const uint64_t *yes, *may; } Planes;

/* Packs truth values (Truth) into the two planes; count may be any, what is over in the last word becomes no. */
void planes_pack(const uint8_t *truths, size_t count, uint64_t *yes, uint64_t *may);
/* The other way: out[i] is the Truth of bit i. */
void planes_unpack(const uint64_t *yes, const uint64_t *may, size_t count, uint8_t *out);
/* Bit i of word j becomes bit j of word i. */
void planes_turn(uint64_t square[WORD_BITS]);

/* The truths of one place in all lists: a word for each sixty-four of them, and, where some may be unknown, as many again for the may planes. */
static inline size_t signature_words(size_t lists, bool unknown)
{
    return plane_words(lists) * (unknown ? 2 : 1);
}
/* Those of the sixty-four places of one word, one after the other. */
void planes_signatures(const Planes *lists, size_t count, bool unknown, size_t word, uint64_t *out);
/* From signatures, one after the other, `count` of them, back to lists over their numbers: list i's planes are out[i]. arena: of the planes. */
void planes_of_signatures(Arena *arena, const uint64_t *signatures, size_t count, bool unknown, Planes *out, size_t lists);

#endif
