/* classifier.h: what tokens.c knows while it walks over the raw tokens; classify.c says from it what a word is. */
#ifndef STYR_SYNTAX_CLASSIFIER_H
#define STYR_SYNTAX_CLASSIFIER_H

#include "syntax/tokens.h"
#include "syntax/words.h"

typedef struct Classifier {
    Arena *arena;
    RawTokens raw;
    Words words;
    TreeIds *ids;
    Diags *diags;
    Tokens *out;
    size_t at;               /* the raw token being looked at */
    bool in_decl;            /* behind the first declaration keyword */
    DeclKind decl;
    int decl_token;
    bool has_attr;           /* inside an attribute (else: the heading) */
    AttrKind attr;
    bool value_done;         /* the token before ends a value */
    int last;                /* TOK_ of the token before, in this segment; 0 at its start */
    int depth;               /* open parentheses */
    bool skipping;           /* the rest of this segment is not worth parsing */
    bool rows;               /* inside `givet`, behind its colon */
} Classifier;

/* The raw token at an index; behind the end, the end. */
const RawToken *classifier_raw(const Classifier *c, size_t at);
/* The keyword that stands at c->at, or NULL: a name. */
const Word *classifier_keyword(const Classifier *c);

#endif
