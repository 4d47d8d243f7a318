/* signatures.c: lists of bits, and a hash table of those seen. For classes.c and atoms.c. */
#include <string.h>

#include "exec/kernel/signatures.h"

void signatures_init(Signatures *s, Arena *arena, size_t words)
{
    *s = (Signatures){.arena = arena, .words = words};
    s->head_count = 64;
    s->heads = arena_array(arena, s->head_count, sizeof *s->heads);
}

/* The products do not wait for each other. */
static size_t hash_list(const Signatures *s, const uint64_t *list)
{
    uint64_t hash = 0, factor = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < s->words; i++, factor += 0x5851f42d4c957f2du << 1)
        hash += (list[i] ^ list[i] >> 31) * factor;
    hash = (hash ^ hash >> 32) * 0xff51afd7ed558ccdu;
    return (size_t)(hash ^ hash >> 29);
}

static bool same_list(const Signatures *s, size_t number, const uint64_t *list)
{
    return memcmp(s->known + number * s->words, list, s->words * sizeof *list) == 0;
}

static void grow(Signatures *s)
{
    s->cap = s->cap ? s->cap * 2 : 64;
    uint64_t *known = arena_array(s->arena, s->cap * s->words, sizeof *known);
    if (s->count)
        memcpy(known, s->known, s->count * s->words * sizeof *known);
    s->known = known;
    s->head_count = s->cap * 4;
    s->heads = arena_array(s->arena, s->head_count, sizeof *s->heads);
    for (size_t i = 0; i < s->count; i++) {
        size_t slot = hash_list(s, known + i * s->words) & (s->head_count - 1);
        while (s->heads[slot])
            slot = (slot + 1) & (s->head_count - 1);
        s->heads[slot] = (uint32_t)i + 1;
    }
}

uint32_t signatures_number(Signatures *s, const uint64_t *list)
{
    if (s->count == s->cap)
        grow(s);
    size_t slot = hash_list(s, list) & (s->head_count - 1);
    for (; s->heads[slot]; slot = (slot + 1) & (s->head_count - 1))
        if (same_list(s, s->heads[slot] - 1, list))
            return s->heads[slot] - 1;
    memcpy(s->known + s->count * s->words, list, s->words * sizeof *list);
    s->heads[slot] = (uint32_t)++s->count;
    return (uint32_t)s->count - 1;
}

const uint64_t *signatures_get(const Signatures *s, size_t number)
{
    return s->known + number * s->words;
}
