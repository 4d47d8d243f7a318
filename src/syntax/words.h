/* words.h: the keywords and phrases of grammar/keywords.def, matched against raw tokens. */
#ifndef STYR_SYNTAX_WORDS_H
#define STYR_SYNTAX_WORDS_H

#include "base/map.h"
#include "syntax/lex.h"
#include "syntax/tree.h"

typedef enum WordClass { WORD_DECL, WORD_ATTR, WORD_MOD, WORD_START, WORD_RESERVED } WordClass;

#define WORD_MOST 5
typedef struct Word {
    int token;               /* TOK_… of the parser */
    const char *text;
    WordClass class;
    AttrKind attr;           /* WORD_ATTR */
    int count;               /* words in the phrase */
    const char *parts[WORD_MOST];   /* into a private copy of text */
    int lengths[WORD_MOST];
    const struct Word *next; /* next candidate with the same first word: longer phrases first, attributes before others */
} Word;

/* An index over all words, by their first word without dots and rings. */
typedef struct Words { Map by_first; } Words;

void words_init(Words *words, Arena *arena);
/* The candidates whose first word is that of the raw token, longest first; NULL if none. */
const Word *words_at(const Words *words, const RawTokens *raw, size_t at);
/* Does the phrase stand at raw token `at`, all on one line? */
bool word_matches(const Word *word, const RawTokens *raw, size_t at);
/* The month 1..12 that the text names, or 0. */
int word_month(Str text);
/* Which declarations take an attribute: bit 1 << DeclKind. */
unsigned attr_decls(AttrKind kind);
bool attr_repeatable(AttrKind kind);
/* The declaration keyword that text is likely meant to be, or NULL; sure: it is meant to be one, so it may be less like it. */
const char *decl_nearest(Str text, bool sure);
/* The keyword nearest to text among the attributes that kind takes, or NULL. */
const char *attr_nearest(DeclKind kind, Str text);

#endif
