/* texts.h: what each text of a column came to, found again by its bytes. The fast reader's memory for columns with dictionaries. */
#ifndef STYR_DATA_FAST_TEXTS_H
#define STYR_DATA_FAST_TEXTS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

#define TEXT_NONE UINT32_MAX
#define TEXT_SHORT 32              /* up to here a text stands in the table itself, and is found without asking how long it is */
#define TEXT_WORDS (TEXT_SHORT / 8)

/* A short text with zeros behind it, which no text holds; of a longer one there are its first eight bytes, a hash of it all, and TEXT_LONG, which is no
 * text either. */
typedef struct TextEntry {
    uint64_t words[TEXT_WORDS];
    uint32_t length;
    uint32_t value;            /* what the table was given; TEXT_NONE: a free place */
    const char *text;          /* of a longer text */
} TextEntry;
#define TEXT_LONG UINT64_MAX

typedef struct TextTable {
    TextEntry *entries;        /* on the heap; NULL before the first */
    size_t mask, count;
} TextTable;

void texts_free(TextTable *table);
/* The value of text, or TEXT_NONE. */
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

/* From TEXT_SHORT - n on: ones over n bytes, then zeros. */
extern const char texts_ones[2 * TEXT_SHORT];

/* The bytes of a short text as words. */
static inline void texts_words(const char *at, size_t length, uint64_t words[TEXT_WORDS])
{
    const char *ones = texts_ones + TEXT_SHORT - length;
    for (size_t i = 0; i < TEXT_WORDS; i++)
        words[i] = texts_word(at + 8 * i) & texts_word(ones + 8 * i);
}

#define TEXT_SEEDS {0x9e3779b97f4a7c15u, 0xc2b2ae3d27d4eb4fu, 0x165667b19e3779f9u, 0xd6e8feb86659fd93u}

/* What the words have come to, spread over the places. */
static inline size_t texts_place(const TextTable *table, uint64_t mixed)
{
    return (size_t)((mixed ^ mixed >> 32) * 0x9e3779b97f4a7c15u >> 20) & table->mask;
}

/* The two halves of each word times each other. codes.c does the same in vectors. */
static inline uint64_t texts_mix(const uint64_t words[TEXT_WORDS])
{
    static const uint64_t seeds[TEXT_WORDS] = TEXT_SEEDS;
    uint64_t mixed = 0;
    for (size_t i = 0; i < TEXT_WORDS; i++) {
        uint64_t word = words[i] ^ seeds[i];
        mixed ^= (word & UINT32_MAX) * (word >> 32);
    }
    return mixed;
}

static inline bool texts_same(const TextEntry *entry, const uint64_t words[TEXT_WORDS])
{
    uint64_t differ = 0;
    for (size_t i = 0; i < TEXT_WORDS; i++)
        differ |= entry->words[i] ^ words[i];
    return differ == 0;
}

/* The same as texts_find_long for a text that TEXT_SHORT bytes may be read from. */
static inline uint32_t texts_find(const TextTable *table, const char *at, size_t length)
{
    if (length > TEXT_SHORT || !table->entries)
        return texts_find_long(table, (Str){at, length});
    uint64_t words[TEXT_WORDS];
    texts_words(at, length, words);
    for (size_t place = texts_place(table, texts_mix(words));; place = (place + 1) & table->mask) {
        const TextEntry *entry = &table->entries[place];
        if (entry->value == TEXT_NONE || texts_same(entry, words))
            return entry->value;
    }
}

#endif
