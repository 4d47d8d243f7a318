/* vec.h: typed growable arrays in an arena. VEC(T) declares the type; growth copies within the arena. */
#ifndef STYR_BASE_VEC_H
#define STYR_BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC(T) struct { T *items; size_t count, cap; }

/* Appends item (an expression of the element type). */
#define vec_push(arena, vec, ...)                                                                            \
    do {                                                                                                     \
        if ((vec)->count == (vec)->cap)                                                                      \
            (vec)->items = vec_grow_((arena), (vec)->items, sizeof *(vec)->items, (vec)->count, &(vec)->cap); \
        (vec)->items[(vec)->count++] = (__VA_ARGS__);                                                        \
    } while (0)

/* for (VEC_EACH(T, it, vec)): it is a pointer to each element in turn. */
#define VEC_EACH(T, it, vec) __typeof__(T) *it = (vec)->items, *it##_end_ = (vec)->items + (vec)->count; it < it##_end_; it++

void *vec_grow_(Arena *arena, void *items, size_t size, size_t count, size_t *cap);

#endif
