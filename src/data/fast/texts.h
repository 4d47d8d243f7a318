/* texts.h: what each text of a column came to, found again by its bytes. The fast reader's memory for columns with dictionaries. */
#ifndef STYR_DATA_FAST_TEXTS_H
#define STYR_DATA_FAST_TEXTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

#define TEXT_NONE UINT32_MAX
#define TEXT_SHORT 16
#define TEXT_MIDDLE 32             /* texts up to here are compared in four words, which may overlap */

/* A text of at most sixteen bytes stands in the entry itself, zeros behind it; of a longer one there are its first eight bytes and a hash of it all. */
typedef struct TextEntry {
    uint64_t low, high;
    uint32_t length;           /* + 1: 0 is a free place */
    uint32_t value;            /* what the table was given; not TEXT_NONE */
    const char *text;          /* of a longer text */
} TextEntry;

typedef struct TextTable {
    TextEntry *entries;        /* on the heap; NULL before the first */
    size_t mask, count;
} TextTable;

void texts_free(TextTable *table);
/* The value of text, or TEXT_NONE. Up to sixteen bytes behind the text may be read. */
uint32_t texts_find_long(const TextTable *table, Str text);
/* Adds a text that is not there. text stays where it is as long as the table if it is longer than TEXT_SHORT. */
void texts_add(TextTable *table, Str text, uint32_t value);

static inline uint64_t texts_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t texts_hash(uint64_t low, uint64_t high, size_t length)
{
    uint64_t mixed = (low ^ (uint64_t)length << 59 ^ length) * 0x9e3779b97f4a7c15u ^ high * 0xc2b2ae3d27d4eb4fu;
    return (mixed ^ mixed >> 32) * 0x9e3779b97f4a7c15u >> 17;
}

/* The bytes of a short text as two words. */
static inline void texts_words(const char *at, size_t length, uint64_t *low, uint64_t *high)
{
    uint64_t first = texts_word(at), second = 0;
    if (length > 8)
        second = texts_word(at + 8) & ~(uint64_t)0 >> (128 - 8 * length);
    else
        first = length ? first & ~(uint64_t)0 >> (64 - 8 * length) : 0;
    *low = first;
    *high = second;
}

/* A hash of what stands behind the first eight bytes of a text of 17 … 32. */
static inline uint64_t texts_middle(const char *at, size_t length)
{
    uint64_t second = texts_word(at + 8), third = texts_word(at + length - 16), last = texts_word(at + length - 8);
    uint64_t mixed = (second * 0x9e3779b97f4a7c15u ^ third) * 0xc2b2ae3d27d4eb4fu ^ last;
    return mixed ^ mixed >> 29;
}

static inline bool texts_same_middle(const char *a, const char *b, size_t length)
{
    size_t third = length - 16, last = length - 8;
    return ((texts_word(a + 8) ^ texts_word(b + 8)) | (texts_word(a + third) ^ texts_word(b + third)) | (texts_word(a + last) ^ texts_word(b + last))) == 0;
}

static inline uint32_t texts_find_middle(const TextTable *table, const char *at, size_t length)
{
    uint64_t low = texts_word(at), high = texts_middle(at, length);
    for (size_t place = texts_hash(low, high, length) & table->mask;; place = (place + 1) & table->mask) {
        const TextEntry *entry = &table->entries[place];
        if (entry->low == low && entry->high == high && entry->length == length + 1 && texts_same_middle(entry->text, at, length))
            return entry->value;
        if (entry->length == 0)
            return TEXT_NONE;
    }
}

static inline uint32_t texts_find(const TextTable *table, const char *at, size_t length)
{
    if (__builtin_expect(length > TEXT_SHORT || !table->entries, 0))
        return length > TEXT_MIDDLE || !table->entries ? texts_find_long(table, (Str){at, length}) : texts_find_middle(table, at, length);
    uint64_t low, high;
    texts_words(at, length, &low, &high);
    for (size_t place = texts_hash(low, high, length) & table->mask;; place = (place + 1) & table->mask) {
        const TextEntry *entry = &table->entries[place];
        if (entry->low == low && entry->high == high && entry->length == length + 1)
            return entry->value;
        if (entry->length == 0)
            return TEXT_NONE;
    }
}

#endif
