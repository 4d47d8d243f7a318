/* tokens.h: from raw tokens to the parser's tokens, cut into segments: the heading of a declaration, or one attribute.
 * Here it is settled what a word is where it stands, so that the grammar has no words to guess about. */
#ifndef STYR_SYNTAX_TOKENS_H
#define STYR_SYNTAX_TOKENS_H

#include "syntax/lex.h"
#include "syntax/tree.h"

typedef struct Token {
    int kind;                /* TOK_… */
    Span span;
    Str text;                /* NAME, TEXT (unescaped) */
    Expr *expr;              /* NUMBER, TIME, ROW */
    bool line_start;
} Token;

typedef enum SegmentKind { SEGMENT_HEADING, SEGMENT_ATTR, SEGMENT_BROKEN /* reported; nothing to parse */ } SegmentKind;

typedef struct Segment {
    SegmentKind kind;
    DeclKind decl;           /* of the declaration it belongs to */
    bool starts_decl;
    bool line_start;
    size_t first, count;     /* into Tokens.list */
    Span span;
} Segment;

typedef struct Comment { size_t start, end; bool own_line; } Comment;

typedef struct Tokens {
    VEC(Token) list;
    VEC(Segment) segments;
    VEC(Comment) comments;
} Tokens;

/* Lexes and classifies the whole source; what cannot be part of any declaration is reported. */
void tokens_make(Arena *arena, Source *src, TreeIds *ids, Diags *diags, Tokens *out);

#endif
