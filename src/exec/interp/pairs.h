/* pairs.h: numbers pairs in the order in which they are first seen. */
#ifndef STYR_EXEC_INTERP_PAIRS_H
#define STYR_EXEC_INTERP_PAIRS_H

#include "base/arena.h"

#include <stdint.h>

typedef struct Pair { uint64_t a; int64_t b; uint32_t number; /* + 1; 0: no pair */ } Pair;
typedef struct Pairs {
    Arena *arena;
    Pair *slots; size_t size, count;
    uint32_t *near;                  /* of pairs below NEAR_A and NEAR_B, which most are: number + 1; 0: no pair */
} Pairs;
enum { NEAR_A = 256, NEAR_B = 32 };

void pairs_init(Pairs *pairs, Arena *arena);
/* The pair takes the free slot, and the next number, which is returned. */
uint32_t pairs_add(Pairs *pairs, Pair *slot, uint64_t a, int64_t b);

/* Where the pair stands, or the free slot where it goes. */
static inline Pair *pairs_slot(const Pairs *pairs, uint64_t a, int64_t b)
{
    uint64_t hash = a * 0xff51afd7ed558ccdu ^ (uint64_t)b;
    hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15u;
    for (size_t at = (size_t)(hash >> 32);; at++) {
        Pair *slot = &pairs->slots[at & (pairs->size - 1)];
        if (!slot->number || (slot->a == a && slot->b == b))
            return slot;
    }
}

/* The number of the pair, a new one if it has none. */
static inline uint32_t pairs_number(Pairs *pairs, uint64_t a, int64_t b)
{
    if (a < NEAR_A && (uint64_t)b < NEAR_B && pairs->near[a * NEAR_B + (uint64_t)b])
        return pairs->near[a * NEAR_B + (uint64_t)b] - 1;
    Pair *slot = pairs_slot(pairs, a, b);
    return slot->number ? slot->number - 1 : pairs_add(pairs, slot, a, b);
}

#endif
