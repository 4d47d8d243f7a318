/* lex.c: the side of the scanner that keeps the raw tokens. */
#include "syntax/lex.h"

#include <string.h>

void lex_add(RawTokens *tokens, RawKind kind, size_t length)
{
    RawToken token = {.kind = kind, .line_start = tokens->new_line, .start = tokens->at - length, .end = tokens->at};
    vec_push(tokens->arena, &tokens->list, token);
    tokens->new_line = false;
}

void lex_add_bad(RawTokens *tokens, DiagCode bad, size_t length)
{
    lex_add(tokens, RAW_BAD, length);
    tokens->list.items[tokens->list.count - 1].bad = bad;
}

void lex_symbol(RawTokens *tokens, const char *text)
{
    static const char symbols[] = {
#define X(member, symbol) symbol,
        RAW_KINDS(X)
#undef X
    };
    const char *found = memchr(symbols, text[0], sizeof symbols);
    lex_add(tokens, found ? (RawKind)(found - symbols) : RAW_BAD, 1);
}

int lex_hyphen_range(RawTokens *tokens, const char *text, size_t length)
{
    const char *hyphen = memchr(text, '-', length);
    size_t first = (size_t)(hyphen - text);
    tokens->at -= length - first;
    lex_add(tokens, RAW_NUMBER, first);
    return (int)first;
}

/* A hyphen or an en dash with digits or letters right beside it on both sides is a range, never a minus. */
static void mark_ranges(RawTokens *tokens)
{
    for (size_t i = 1; i + 1 < tokens->list.count; i++) {
        RawToken *token = &tokens->list.items[i], *before = token - 1, *after = token + 1;
        if (token->kind != RAW_ENDASH && token->kind != RAW_MINUS)
            continue;
        bool tight = before->end == token->start && token->end == after->start;
        bool numbers = before->kind == RAW_NUMBER && after->kind == RAW_NUMBER;
        bool words = before->kind == RAW_WORD && after->kind == RAW_WORD && token->kind == RAW_ENDASH;
        bool days = token->kind == RAW_ENDASH && (before->kind == RAW_PERIOD || (before->kind == RAW_WORD && after->kind == RAW_NUMBER)) &&
                    (after->kind == RAW_PERIOD || after->kind == RAW_NUMBER);
        if (tight && (numbers || words || days))
            token->kind = RAW_RANGE;
    }
}

void lex_tokens(Arena *arena, Source *src, RawTokens *out)
{
    *out = (RawTokens){.arena = arena, .src = src, .new_line = true};
    if (src->text.n > 0)
        lex_scan(out);
    out->at = src->text.n;
    out->new_line = true;
    lex_add(out, RAW_END, 0);
    mark_ranges(out);
}
