/* signatures.h: numbers the different lists of truth values that places have: places with the same list share a class, or an atom. */
#ifndef STYR_EXEC_KERNEL_SIGNATURES_H
#define STYR_EXEC_KERNEL_SIGNATURES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Lists of `length` truth values, two bits each. */
typedef struct Signatures {
    Arena *arena;
    size_t length, words, most;      /* most: places taken at once */
    uint64_t *batch;                 /* [word * most + place] */
    uint64_t *known; size_t count, cap;      /* [number * words + word] */
    uint32_t *heads; size_t head_count;      /* number + 1 */
} Signatures;

void signatures_init(Signatures *s, Arena *arena, size_t length, size_t most);
/* Begins with `count` places, at most `most`. */
void signatures_begin(Signatures *s, size_t count);
/* The at-th value of each list. */
void signatures_put(Signatures *s, size_t at, const uint8_t *truths, size_t count);
/* The number of the list of a place: lists are numbered in the order in which they turn up. */
uint32_t signatures_number(Signatures *s, size_t place);
/* The at-th value of a list. */
uint8_t signatures_get(const Signatures *s, size_t number, size_t at);

#endif
