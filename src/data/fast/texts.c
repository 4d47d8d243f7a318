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

#define ONES "\xff\xff\xff\xff\xff\xff\xff\xff"
const char texts_ones[2 * TEXT_SHORT] = ONES ONES ONES ONES;

/* Of a long text: its first eight bytes, and a hash of the rest in words, the last of which may overlap the one before. */
static void long_words(Str text, uint64_t words[TEXT_WORDS])
{
    uint64_t hash = texts_word(text.s + text.n - 8);
    for (size_t at = 8; at + 8 < text.n; at += 8) {
        hash = (hash ^ texts_word(text.s + at)) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }
    words[0] = texts_word(text.s);
    words[1] = hash;
    words[2] = text.n;
    words[3] = TEXT_LONG;
}

static TextEntry *place_of(const TextTable *table, Str text, const uint64_t words[TEXT_WORDS])
{
    for (size_t place = texts_place(table, texts_mix(words));; place = (place + 1) & table->mask) {
        TextEntry *entry = &table->entries[place];
        if (entry->value == TEXT_NONE)
            return entry;
        if (texts_same(entry, words) && (text.n <= TEXT_SHORT || (entry->length == text.n && memcmp(entry->text, text.s, text.n) == 0)))
            return entry;
    }
}

static void words_of(Str text, uint64_t words[TEXT_WORDS])
{
    char copy[TEXT_SHORT] = {0};    /* nothing can be read behind a text from elsewhere */
    memset(words, 0, TEXT_WORDS * sizeof *words);
    if (text.n > TEXT_SHORT) {
        long_words(text, words);
        return;
    }
    if (text.n)
        memcpy(copy, text.s, text.n);
    texts_words(copy, text.n, words);
}

uint32_t texts_find_long(const TextTable *table, Str text)
{
    uint64_t words[TEXT_WORDS];
    if (!table->entries)
        return TEXT_NONE;
    words_of(text, words);
    return place_of(table, text, words)->value;
}

static TextEntry *free_places(size_t count)
{
    TextEntry *entries = calloc(count, sizeof *entries);
    if (!entries)
        arena_exhausted();
    for (size_t i = 0; i < count; i++)
        entries[i].value = TEXT_NONE;
    return entries;
}

static void grow(TextTable *table)
{
    TextTable grown = {.mask = table->entries ? table->mask * 2 + 1 : FIRST_PLACES - 1, .count = table->count};
    grown.entries = free_places(grown.mask + 1);
    for (size_t i = 0; table->entries && i <= table->mask; i++) {
        const TextEntry *entry = &table->entries[i];
        if (entry->value != TEXT_NONE)
            *place_of(&grown, (Str){entry->text, entry->length}, entry->words) = *entry;
    }
    free(table->entries);
    *table = grown;
}

void texts_add(TextTable *table, Str text, uint32_t value)
{
    TextEntry entry = {.length = (uint32_t)text.n, .value = value, .text = text.n > TEXT_SHORT ? text.s : NULL};
    if (!table->entries || table->count * 2 > table->mask)
        grow(table);
    words_of(text, entry.words);
    *place_of(table, text, entry.words) = entry;
    table->count++;
}
