/* words.c: the dictionary of keywords: folding to plain letters, phrases, months. Called by tokens.c. */
#include "syntax/words.h"

#include <string.h>

#include "base/utf8.h"
#include "styr-parser.h"

#define ALL (~0u & ~(1u << DECL_USE))
#define D(kind) (1u << DECL_##kind)

static const struct { const char *keyword; bool repeat; unsigned decls; } attributes[] = {
#define ATTR(member, keyword, repeat, decls) {keyword, repeat, decls},
#include "syntax/attributes.def"
#undef ATTR
};

static const struct { int token; const char *text; WordClass class; } entries[] = {
#define WORD(token, text, class) {TOK_##token, text, WORD_##class},
#include "keywords.def"
#undef WORD
};
enum { ENTRY_COUNT = sizeof entries / sizeof entries[0] };

static AttrKind attr_of_token(int token)
{
    switch (token) {
#define ATTR(member, keyword, repeat, decls) case TOK_A_##member: return ATTR_##member;
#include "syntax/attributes.def"
#undef ATTR
    }
    return ATTR_COUNT;
}

/* Lower case; with `plain` also without dots and rings. Writes at most size bytes, returns the length. */
static size_t fold_word(Str text, bool plain, char *out, size_t size)
{
    static const struct { unsigned char byte; const char *lower; char plain; } letters[] = {
        {0x85, "å", 'a'}, {0xA5, "å", 'a'}, {0x84, "ä", 'a'}, {0xA4, "ä", 'a'}, {0x96, "ö", 'o'}, {0xB6, "ö", 'o'}, {0x89, "é", 'e'}, {0xA9, "é", 'e'},
    };
    size_t n = 0;
    for (size_t i = 0; i < text.n && n + 2 < size; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c >= 'A' && c <= 'Z') {
            out[n++] = (char)(c + 32);
            continue;
        }
        size_t k = sizeof letters / sizeof letters[0];
        if (c == 0xC3 && i + 1 < text.n)
            for (k = 0; k < sizeof letters / sizeof letters[0] && letters[k].byte != (unsigned char)text.s[i + 1]; k++)
                ;
        if (k == sizeof letters / sizeof letters[0]) {
            out[n++] = (char)c;
            continue;
        }
        i++;
        if (plain)
            out[n++] = letters[k].plain;
        else {
            memcpy(out + n, letters[k].lower, 2);
            n += 2;
        }
    }
    out[n] = 0;
    return n;
}

/* `ar` is år, not är; the short words would turn into other words without their dots. */
static bool needs_dots(const char *word, size_t length)
{
    static const char *const exact[] = {"är", "än", "så", "på"};
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++)
        if (length == strlen(exact[i]) && memcmp(word, exact[i], length) == 0)
            return true;
    return false;
}

static bool same_word(Str written, const char *word, size_t length)
{
    char a[64], b[64];
    if (written.n >= sizeof a - 2)
        return false;
    unsigned char first = written.n ? (unsigned char)written.s[0] : 0x80, wanted = (unsigned char)word[0];
    if (first < 0x80 && wanted < 0x80 && (first | 0x20) != (wanted | 0x20))
        return false;
    size_t na = fold_word(written, false, a, sizeof a);
    if (na == length && memcmp(a, word, length) == 0)
        return true;
    if (needs_dots(word, length))
        return false;
    for (size_t i = 0; i < na; i++)
        if ((unsigned char)a[i] >= 0x80)
            return false;
    size_t nb = fold_word((Str){word, length}, true, b, sizeof b);
    return na == nb && memcmp(a, b, na) == 0;
}

static Str raw_text(const RawTokens *raw, size_t at)
{
    const RawToken *token = &raw->list.items[at];
    return (Str){raw->src->text.s + token->start, token->end - token->start};
}

static void split_phrase(Word *word)
{
    const char *s = word->text;
    while (*s && word->count < WORD_MOST) {
        size_t length = strcspn(s, " ");
        word->parts[word->count] = s;
        word->lengths[word->count++] = (int)length;
        s += length + (s[length] == ' ');
    }
}

/* Longer phrases first; among equals, attributes before the rest. */
static bool goes_before(const Word *a, const Word *b)
{
    if (a->count != b->count)
        return a->count > b->count;
    return a->class == WORD_ATTR && b->class != WORD_ATTR;
}

void words_init(Words *words, Arena *arena)
{
    map_init(&words->by_first, arena);
    Word *list = arena_array(arena, ENTRY_COUNT, sizeof *list);
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        Word *word = &list[i];
        *word = (Word){.token = entries[i].token, .text = entries[i].text, .class = entries[i].class, .attr = attr_of_token(entries[i].token)};
        split_phrase(word);
        char key[64];
        size_t n = fold_word((Str){word->parts[0], (size_t)word->lengths[0]}, true, key, sizeof key);
        Word *first = map_get(&words->by_first, (Str){key, n});
        if (!first || goes_before(word, first)) {
            word->next = first;
            map_put(&words->by_first, (Str){key, n}, word);
            continue;
        }
        while (first->next && !goes_before(word, first->next))
            first = (Word *)first->next;
        word->next = first->next;
        first->next = word;
    }
}

const Word *words_at(const Words *words, const RawTokens *raw, size_t at)
{
    Str text = raw_text(raw, at);
    char key[64];
    if (text.n >= sizeof key - 2)
        return NULL;
    size_t n = fold_word(text, true, key, sizeof key);
    return map_get(&words->by_first, (Str){key, n});
}

bool word_matches(const Word *word, const RawTokens *raw, size_t at)
{
    for (int i = 0; i < word->count; i++) {
        size_t k = at + (size_t)i;
        if (k >= raw->list.count)
            return false;
        const RawToken *token = &raw->list.items[k];
        if ((i > 0 && token->line_start) || (token->kind != RAW_WORD && token->kind != RAW_NUMBER))
            return false;
        if (!same_word(raw_text(raw, k), word->parts[i], (size_t)word->lengths[i]))
            return false;
    }
    return true;
}

int word_month(Str text)
{
    for (int month = 1; month <= 12; month++) {
        const char *name = month_name(month, false);
        if (same_word(text, name, strlen(name)))
            return month;
    }
    return 0;
}

unsigned attr_decls(AttrKind kind)
{
    return attributes[kind].decls;
}

bool attr_repeatable(AttrKind kind)
{
    return attributes[kind].repeat;
}

const char *attr_keyword(AttrKind kind)
{
    return attributes[kind].keyword;
}

/* A phrase may be known by its first word (`beräknad`, `bedöms grön`; short ones only when it is that very word), a word by its start (`mål`). */
static unsigned keyword_distance(Str text, const char *keyword)
{
    size_t length = strcspn(keyword, " ");
    unsigned whole = utf8_distance(text, str_of(keyword)), first = utf8_distance(text, (Str){keyword, length});
    if (length <= 4 && first > 5)
        first = whole;
    if (text.n >= 4 && text.n < length && memcmp(text.s, keyword, text.n) == 0)
        first = 5;
    return first < whole ? first : whole;
}

const char *attr_nearest(DeclKind kind, Str text)
{
    const char *best = NULL;
    unsigned least = 10 * (unsigned)(text.n / 3 + 1) + 1;
    for (size_t i = 0; i < ATTR_COUNT; i++) {
        if (i == ATTR_EQUALS || !(attributes[i].decls & (1u << kind)))
            continue;
        unsigned distance = keyword_distance(text, attributes[i].keyword);
        if (distance < least) {
            best = attributes[i].keyword;
            least = distance;
        }
    }
    return best;
}

const char *decl_nearest(Str text, bool sure)
{
    const char *best = NULL;
    unsigned least = sure ? 10 * (unsigned)(text.n / 3 + 1) + 1 : text.n >= 6 ? 21 : text.n >= 4 ? 11 : 6;
    for (int kind = 0; kind < DECL_COUNT; kind++) {
        unsigned distance = utf8_distance(text, str_of(decl_keyword((DeclKind)kind)));
        if (distance >= least)
            continue;
        best = decl_keyword((DeclKind)kind);
        least = distance;
    }
    return best;
}
