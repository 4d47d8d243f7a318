/* signatures.c: lists of truth values packed into words, and a hash table of those seen. For classes.c and atoms.c. */
#include <string.h>

#include "exec/kernel/signatures.h"

#define VALUES_A_WORD 32

void signatures_init(Signatures *s, Arena *arena, size_t length, size_t most)
{
    *s = (Signatures){.arena = arena, .length = length, .words = length / VALUES_A_WORD + 1, .most = most};
    s->batch = arena_array(arena, s->words * most, sizeof *s->batch);
    s->head_count = 64;
    s->heads = arena_array(arena, s->head_count, sizeof *s->heads);
}

void signatures_begin(Signatures *s, size_t count)
{
    for (size_t w = 0; w < s->words; w++)
        memset(s->batch + w * s->most, 0, count * sizeof *s->batch);
}

void signatures_put(Signatures *s, size_t at, const uint8_t *truths, size_t count)
{
    uint64_t *words = s->batch + at / VALUES_A_WORD * s->most;
    unsigned shift = at % VALUES_A_WORD * 2;
    for (size_t i = 0; i < count; i++)
        words[i] |= (uint64_t)truths[i] << shift;
}

static uint64_t hash_words(const uint64_t *words, size_t count, size_t stride)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ words[i * stride]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    return hash;
}

static void grow(Signatures *s)
{
    size_t cap = s->cap ? s->cap * 2 : 64;
    uint64_t *known = arena_array(s->arena, cap * s->words, sizeof *known);
    if (s->count)
        memcpy(known, s->known, s->count * s->words * sizeof *known);
    s->known = known;
    s->cap = cap;
    s->head_count = cap * 4;
    s->heads = arena_array(s->arena, s->head_count, sizeof *s->heads);
    for (size_t i = 0; i < s->count; i++) {
        size_t slot = hash_words(known + i * s->words, s->words, 1) & (s->head_count - 1);
        while (s->heads[slot])
            slot = (slot + 1) & (s->head_count - 1);
        s->heads[slot] = (uint32_t)i + 1;
    }
}

static bool same_words(const Signatures *s, size_t number, size_t place)
{
    const uint64_t *known = s->known + number * s->words;
    for (size_t w = 0; w < s->words; w++)
        if (known[w] != s->batch[w * s->most + place])
            return false;
    return true;
}

uint32_t signatures_number(Signatures *s, size_t place)
{
    if (s->count == s->cap)
        grow(s);
    size_t slot = hash_words(s->batch + place, s->words, s->most) & (s->head_count - 1);
    for (; s->heads[slot]; slot = (slot + 1) & (s->head_count - 1))
        if (same_words(s, s->heads[slot] - 1, place))
            return s->heads[slot] - 1;
    for (size_t w = 0; w < s->words; w++)
        s->known[s->count * s->words + w] = s->batch[w * s->most + place];
    s->heads[slot] = (uint32_t)++s->count;
    return (uint32_t)s->count - 1;
}

uint8_t signatures_get(const Signatures *s, size_t number, size_t at)
{
    return s->known[number * s->words + at / VALUES_A_WORD] >> at % VALUES_A_WORD * 2 & 3;
}
