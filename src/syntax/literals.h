/* literals.h: numbers, units, times, texts and given rows, from raw tokens to leaves of the tree. */
#ifndef STYR_SYNTAX_LITERALS_H
#define STYR_SYNTAX_LITERALS_H

#include "syntax/lex.h"
#include "syntax/tree.h"

typedef struct Literal {
    Arena *arena;
    const RawTokens *raw;
    Diags *diags;
    size_t at;               /* in: the first raw token; out: behind the last one taken */
    Expr expr;               /* what was read */
} Literal;

/* `15 april`, `31 december 2017`: true when it is a day. */
bool literal_day(Literal *literal);
/* A number, with % or (with_unit) the unit word behind it, `/enhet` included. False, with a diagnostic queued, when it is no number. */
bool literal_read_number(Literal *literal, bool with_unit);
/* 2025-08, 2025-Q3, augusti, augusti 2025, januari–augusti, januari-augusti. False: not a time (a period that cannot exist is reported). */
bool literal_time(Literal *literal);
/* The node for what was read. */
Expr *literal_expr(const Literal *literal, TreeIds *ids);
bool literal_is_percent_word(Str word);
/* The content of a text with its quotes: escapes resolved. */
Str literal_text(Arena *arena, Str quoted);
/* The cells of one given line: commas followed by a blank separate; texts may be quoted. */
Expr *literal_row(Arena *arena, Span line, TreeIds *ids, Diags *diags);

#endif
