/* texts.c: a hash table from texts to 32-bit values, made for short texts that come again and again. Part of the fast reader. */
#include "data/fast/texts.h"

#include <stdlib.h>

#include "base/arena.h"

#define FIRST_PLACES 1024

void texts_free(TextTable *table)
{
    free(table->entries);
    *table = (TextTable){0};
}

/* Of a long text: its first eight bytes, and the rest in words, the last of which may overlap the one before. */
static void long_words(Str text, uint64_t *low, uint64_t *high)
{
    uint64_t hash = texts_word(text.s + text.n - 8);
    for (size_t at = 8; at + 8 < text.n; at += 8) {
        hash = (hash ^ texts_word(text.s + at)) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }
    *low = texts_word(text.s);
    *high = hash;
}

static TextEntry *place_of(const TextTable *table, Str text, uint64_t low, uint64_t high)
{
    for (size_t place = texts_hash(low, high, text.n) & table->mask;; place = (place + 1) & table->mask) {
        TextEntry *entry = &table->entries[place];
        if (entry->length == 0)
            return entry;
        if (entry->low == low && entry->high == high && entry->length == text.n + 1 &&
            (text.n <= TEXT_SHORT || memcmp(entry->text, text.s, text.n) == 0))
            return entry;
    }
}

static void words_of(Str text, uint64_t *low, uint64_t *high)
{
    char copy[TEXT_SHORT] = {0};    /* nothing can be read behind a text from elsewhere */
    if (text.n > TEXT_MIDDLE) {
        long_words(text, low, high);
        return;
    }
    if (text.n > TEXT_SHORT) {
        *low = texts_word(text.s);
        *high = texts_middle(text.s, text.n);
        return;
    }
    if (text.n)
        memcpy(copy, text.s, text.n);
    *low = texts_word(copy);
    *high = texts_word(copy + 8);
}

uint32_t texts_find_long(const TextTable *table, Str text)
{
    uint64_t low, high;
    if (!table->entries)
        return TEXT_NONE;
    words_of(text, &low, &high);
    const TextEntry *entry = place_of(table, text, low, high);
    return entry->length ? entry->value : TEXT_NONE;
}

static void grow(TextTable *table)
{
    TextTable grown = {.mask = table->entries ? table->mask * 2 + 1 : FIRST_PLACES - 1, .count = table->count};
    grown.entries = calloc(grown.mask + 1, sizeof *grown.entries);
    if (!grown.entries)
        arena_exhausted();
    for (size_t i = 0; table->entries && i <= table->mask; i++) {
        const TextEntry *entry = &table->entries[i];
        if (entry->length)
            *place_of(&grown, (Str){entry->text, entry->length - 1}, entry->low, entry->high) = *entry;
    }
    free(table->entries);
    *table = grown;
}

void texts_add(TextTable *table, Str text, uint32_t value)
{
    uint64_t low, high;
    if (!table->entries || table->count * 2 > table->mask)
        grow(table);
    words_of(text, &low, &high);
    *place_of(table, text, low, high) =
        (TextEntry){.low = low, .high = high, .length = (uint32_t)text.n + 1, .value = value, .text = text.n > TEXT_SHORT ? text.s : NULL};
    table->count++;
}
