/* vec.c: growth of the typed arrays of vec.h. Base. */
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CAP 8

void *vec_grow_(Arena *arena, void *items, size_t size, size_t count, size_t *cap)
{
    size_t wanted = *cap < FIRST_CAP ? FIRST_CAP : *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;
    void *grown = arena_array(arena, wanted, size);
    if (count)
        memcpy(grown, items, count * size);
    *cap = wanted;
    return grown;
}
