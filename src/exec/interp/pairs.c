/* pairs.c: a hash table of pairs, at most half full. Used by atoms.c. */
#include "exec/interp/pairs.h"

#define SLOTS_FIRST ((size_t)1 << 10)

void pairs_init(Pairs *pairs, Arena *arena)
{
    *pairs = (Pairs){.arena = arena, .slots = arena_array(arena, SLOTS_FIRST, sizeof(Pair)), .size = SLOTS_FIRST,
                       .near = arena_array(arena, (size_t)NEAR_A * NEAR_B, sizeof(uint32_t))};
}

static void grow(Pairs *pairs)
{
    Pairs more = *pairs;
    more.size *= 2;
    more.slots = arena_array(more.arena, more.size, sizeof(Pair));
    for (size_t i = 0; i < pairs->size; i++)
        if (pairs->slots[i].number)
            *pairs_slot(&more, pairs->slots[i].a, pairs->slots[i].b) = pairs->slots[i];
    *pairs = more;
}

uint32_t pairs_add(Pairs *pairs, Pair *slot, uint64_t a, int64_t b)
{
    uint32_t number = (uint32_t)pairs->count++;
    *slot = (Pair){a, b, number + 1};
    if (a < NEAR_A && (uint64_t)b < NEAR_B)
        pairs->near[a * NEAR_B + (uint64_t)b] = number + 1;
    if (pairs->count * 2 > pairs->size)
        grow(pairs);
    return number;
}
