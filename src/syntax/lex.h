/* lex.h: raw tokens: what grammar/styr.l finds in a text, before tokens.c decides which words are keywords. */
#ifndef STYR_SYNTAX_LEX_H
#define STYR_SYNTAX_LEX_H

#include "text/diag.h"

/* X(MEMBER, character for single-character symbols or 0) */
#define RAW_KINDS(X)                                                                                              \
    X(COMMENT, 0) X(WORD, 0) X(QUOTED_NAME, 0) X(TEXT, 0) X(NUMBER, 0) X(PERIOD, 0) X(BLANK, 0) X(RANGE, 0)       \
    X(ENDASH, 0) X(MINUS, 0) X(NE, 0) X(LE, 0) X(GE, 0) X(EQ, '=') X(LT, '<') X(GT, '>') X(PLUS, '+') X(STAR, 0)  \
    X(SLASH, 0) X(PERCENT, '%') X(COLON, ':') X(SEMICOLON, ';') X(COMMA, ',') X(OPEN, '(') X(CLOSE, ')') X(DOT, '.') \
    X(BAD, 0) X(END, 0)

typedef enum RawKind {
#define X(member, symbol) RAW_##member,
    RAW_KINDS(X)
#undef X
} RawKind;

typedef struct RawToken {
    RawKind kind;
    bool line_start;         /* first on its line */
    DiagCode bad;            /* RAW_BAD: what is wrong; reported only where the token is used */
    size_t start, end;       /* bytes in the source */
} RawToken;

typedef struct RawTokens {
    Arena *arena;
    Source *src;
    VEC(RawToken) list;      /* ends with RAW_END */
    size_t at;               /* where the scanner stands: behind the token just matched */
    bool new_line;
} RawTokens;

/* Finds all raw tokens of src. */
void lex_tokens(Arena *arena, Source *src, RawTokens *out);

/* Called by the scanner; each token ends at tokens->at and has `length` bytes. */
bool lex_scan(RawTokens *tokens);
void lex_add(RawTokens *tokens, RawKind kind, size_t length);
void lex_add_bad(RawTokens *tokens, DiagCode bad, size_t length);
void lex_symbol(RawTokens *tokens, const char *text);
/* 3000-3999: adds the first number and returns its length; the scanner goes on at the hyphen, which becomes RAW_RANGE. */
int lex_hyphen_range(RawTokens *tokens, const char *text, size_t length);

#endif
