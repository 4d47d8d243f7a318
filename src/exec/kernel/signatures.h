/* signatures.h: numbers the different lists of truth values that places have: places with the same list share a class, or an atom. */
#ifndef STYR_EXEC_KERNEL_SIGNATURES_H
#define STYR_EXEC_KERNEL_SIGNATURES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Lists as bits, in `words` words each. */
typedef struct Signatures {
    Arena *arena;
    size_t words;
    uint64_t *known; size_t count, cap;      /* [number * words + word] */
    uint32_t *heads; size_t head_count;      /* number + 1 */
} Signatures;

void signatures_init(Signatures *s, Arena *arena, size_t words);
/* The number of a list: they are numbered in the order in which they turn up. */
uint32_t signatures_number(Signatures *s, const uint64_t *list);
/* A list that has been numbered. */
const uint64_t *signatures_get(const Signatures *s, size_t number);

#endif
