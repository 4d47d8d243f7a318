/* tokens.c: classifies raw tokens into the parser's tokens and cuts them into segments (heading or attribute). Called by parse.c.
 * The principle: two values never stand side by side, so a word behind a complete value is a keyword, and a word where a value may begin is a name. */
#include "syntax/tokens.h"

#include <string.h>

#include "styr-parser.h"
#include "syntax/classifier.h"
#include "syntax/literals.h"

enum { PARENS_MOST = 200 };

static Span raw_span(const Classifier *c, size_t first, size_t last)
{
    return (Span){c->raw.src, classifier_raw(c, first)->start, classifier_raw(c, last)->end};
}

static Str raw_str(const Classifier *c, size_t at)
{
    return span_text(raw_span(c, at, at));
}

/* ---- segments ---- */

static Segment *open_segment(Classifier *c, SegmentKind kind, bool starts_decl)
{
    Segment segment = {.kind = kind, .decl = c->decl, .starts_decl = starts_decl, .line_start = classifier_raw(c, c->at)->line_start,
                       .first = c->out->list.count, .span = raw_span(c, c->at, c->at)};
    vec_push(c->arena, &c->out->segments, segment);
    c->last = 0;
    c->depth = 0;
    c->skipping = kind == SEGMENT_BROKEN;
    c->rows = false;
    return &c->out->segments.items[c->out->segments.count - 1];
}

static Segment *segment_now(Classifier *c)
{
    return c->out->segments.count ? &c->out->segments.items[c->out->segments.count - 1] : NULL;
}

static void break_segment(Classifier *c)
{
    Segment *segment = segment_now(c);
    if (segment)
        segment->kind = SEGMENT_BROKEN;
    c->skipping = true;
}

static bool ends_value(int token)
{
    switch (token) {
    case TOK_NAME: case TOK_TEXT: case TOK_NUMBER: case TOK_TIME: case TOK_CLOSE: case TOK_PERCENT: case TOK_ROW: case TOK_MISSING:
    case TOK_NOT_APPLICABLE: case TOK_YES: case TOK_NO: case TOK_UNKNOWN: case TOK_STOCK: case TOK_AS_SUPPORT: case TOK_FROM_OUTCOME:
    case TOK_TRIGGERED: case TOK_NOT_TRIGGERED: case TOK_BREAKS: case TOK_SKIPPED: case TOK_MANDATE: case TOK_OR_BETTER: case TOK_OR_WORSE:
    case TOK_EVERY_YEAR_2: case TOK_EVERY_YEAR_3: case TOK_EVERY_YEAR_4: case TOK_EVERY_YEAR_5: case TOK_IS_NOT_ASSESSABLE:
    case TOK_TIMES_A_YEAR: case TOK_TIMES_A_MANDATE: case TOK_YEAR_BEFORE: case TOK_YEAR_AFTER: case TOK_YEARS_BEFORE_2: case TOK_YEARS_BEFORE_3:
    case TOK_YEARS_AFTER_2: case TOK_YEARS_AFTER_3: case TOK_NEXT_MEETING: case TOK_EACH_MEETING: case TOK_BEFORE_MANDATE: case TOK_MISSED_DEADLINE:
    case TOK_A_STATUTORY: case TOK_A_OPTIONAL:
    case TOK_OTHERS: case TOK_A_PROPOSAL: case TOK_A_COSTS_NEGATIVE: case TOK_A_NO_ROWS_ZERO: case TOK_A_ALLOW_PARTIAL: case TOK_A_WATCHED: case TOK_A_ON_TRIAL:
        return true;
    }
    return false;
}

static void emit(Classifier *c, int kind, Span span, Str text, Expr *expr)
{
    Token token = {.kind = kind, .span = span, .text = text, .expr = expr, .line_start = classifier_raw(c, c->at)->line_start};
    vec_push(c->arena, &c->out->list, token);
    Segment *segment = segment_now(c);
    segment->count++;
    segment->span = span_join(segment->span, span);
    c->last = kind;
    c->value_done = ends_value(kind) || (kind == TOK_NOT && c->has_attr && c->attr == ATTR_RECURS)
                    || (kind == TOK_ALL && c->has_attr && c->attr == ATTR_DECIDES);
}

/* ---- declarations ---- */

static const Word *decl_word_here(const Classifier *c)
{
    const RawToken *here = classifier_raw(c, c->at), *next = classifier_raw(c, c->at + 1);
    if (!here->line_start || here->kind != RAW_WORD)
        return NULL;
    bool named = next->line_start || next->kind == RAW_WORD || next->kind == RAW_TEXT || next->kind == RAW_QUOTED_NAME || next->kind == RAW_BAD || next->kind == RAW_END;
    /* First in the file nothing goes on: it can be nothing else, and the parser says what is wrong. */
    if (!named && c->in_decl)
        return NULL;
    for (const Word *word = words_at(&c->words, &c->raw, c->at); word; word = word->next)
        if (word->class == WORD_DECL && word_matches(word, &c->raw, c->at))
            return word;
    return NULL;
}

/* A list that goes on below with a word such as `mål`: the word would start a declaration. */
static void warn_open_list(Classifier *c)
{
    if (!c->in_decl || c->last != TOK_COMMA || c->skipping)
        return;
    break_segment(c);
    diag_add(c->diags, DIAG_S0114, raw_span(c, c->at, c->at), arena_printf(c->arena, STR_FMT, STR_ARG(raw_str(c, c->at))), NULL);
}

static void start_decl(Classifier *c, const Word *word)
{
    static const DeclKind kinds[] = {
#define X(member, keyword) [TOK_##member - TOK_USE] = DECL_##member,
        DECL_KINDS(X)
#undef X
    };
    warn_open_list(c);
    c->in_decl = true;
    c->has_attr = false;
    c->decl = kinds[word->token - TOK_USE];
    open_segment(c, SEGMENT_HEADING, true);
    emit(c, word->token, raw_span(c, c->at, c->at), (Str){0}, NULL);
    c->at++;
}

/* ---- attributes ---- */

static void start_attr(Classifier *c, int token, AttrKind attr, size_t raw_count)
{
    c->has_attr = true;
    c->attr = attr;
    open_segment(c, SEGMENT_ATTR, false);
    Span span = raw_count ? raw_span(c, c->at, c->at + raw_count - 1) : (Span){c->raw.src, classifier_raw(c, c->at)->start, classifier_raw(c, c->at)->start};
    emit(c, token, span, (Str){0}, NULL);
    c->at += raw_count;
}

/* `parameter p från 2023: …` has no equals sign of its own. */
static bool starts_parameter_values(const Classifier *c, const Word *word)
{
    return c->decl == DECL_PARAMETER && !c->has_attr && word && c->value_done &&
           (word->token == TOK_FROM || word->token == TOK_FOR || word->token == TOK_OTHERWISE);
}

/* A misspelt declaration keyword: at the left margin, with a name behind it, and plainly so when a title follows. What follows belongs to it, and is not read. */
static bool misspelt_decl(Classifier *c)
{
    const RawToken *here = classifier_raw(c, c->at), *next = classifier_raw(c, c->at + 1);
    bool margin = here->start == 0 || c->raw.src->text.s[here->start - 1] == '\n';
    bool named = !next->line_start && (next->kind == RAW_WORD || next->kind == RAW_TEXT);
    const RawToken *title = classifier_raw(c, c->at + 2);
    bool titled = named && next->kind == RAW_WORD && title->kind == RAW_TEXT && !title->line_start;
    const char *meant = margin && named && here->kind == RAW_WORD ? decl_nearest(raw_str(c, c->at), titled) : NULL;
    if (!meant)
        return false;
    Diag *diag = diag_add(c->diags, DIAG_S0133, raw_span(c, c->at, c->at), arena_printf(c->arena, STR_FMT, STR_ARG(raw_str(c, c->at))), NULL);
    diag_suggest(c->diags, diag, meant);
    c->decl = DECL_USE;
    c->has_attr = false;
    open_segment(c, SEGMENT_BROKEN, false);
    c->at++;
    return true;
}

static void unknown_word(Classifier *c)
{
    Span span = raw_span(c, c->at, c->at);
    const char *text = arena_printf(c->arena, STR_FMT, STR_ARG(raw_str(c, c->at)));
    Diag *diag = diag_add(c->diags, DIAG_S0102, span, text, decl_keyword(c->decl), NULL);
    diag_suggest(c->diags, diag, attr_nearest(c->decl, raw_str(c, c->at)));
    open_segment(c, SEGMENT_BROKEN, false);
    c->has_attr = true;
    c->attr = ATTR_DESCRIPTION;
    c->value_done = true;
    c->at++;
}

/* An attribute of other declarations, first on a line. */
static const Word *foreign_attr(const Classifier *c)
{
    for (const Word *word = words_at(&c->words, &c->raw, c->at); word; word = word->next)
        if (word->class == WORD_ATTR && word_matches(word, &c->raw, c->at) && !(attr_decls(word->attr) & (1u << c->decl)))
            return word;
    return NULL;
}

static void wrong_attr(Classifier *c, const Word *word)
{
    Diag *diag = diag_add(c->diags, DIAG_S0103, raw_span(c, c->at, c->at + (size_t)word->count - 1), word->text, decl_keyword(c->decl), NULL);
    const char *near = attr_nearest(c->decl, str_of(word->text));
    if (near && strncmp(near, word->text, strlen(word->text)) == 0)      /* `gäller 2023`: gäller från och med */
        diag_suggest(c->diags, diag, near);
    start_attr(c, word->token, word->attr, (size_t)word->count);
    break_segment(c);
    c->value_done = true;
}

/* ---- values ---- */

static bool behind_quantifier(const Classifier *c)
{
    bool quantifier = c->last == TOK_AT_LEAST || c->last == TOK_AT_MOST || c->last == TOK_EXACTLY;
    return quantifier && !(c->has_attr && (c->attr == ATTR_TARGET || c->attr == ATTR_LENGTH || c->attr == ATTR_RECURS || c->attr == ATTR_DECIDES || c->attr == ATTR_CHANGE));
}

/* A word that may be the unit of the number before it: a plain name on the same line. */
static bool unit_word(Classifier *c, size_t at)
{
    const RawToken *token = classifier_raw(c, at);
    if (token->kind != RAW_WORD || token->line_start)
        return false;
    size_t keep = c->at;
    bool done = c->value_done;
    c->at = at;
    c->value_done = true;
    const Word *word = classifier_keyword(c);
    c->at = keep;
    c->value_done = done;
    return !word;
}

static void take_number(Classifier *c)
{
    size_t first = c->at;
    bool number_only = behind_quantifier(c);
    Literal literal = {.arena = c->arena, .raw = &c->raw, .diags = c->diags, .at = c->at};
    if (literal_day(&literal)) {
        emit(c, TOK_TIME, raw_span(c, first, literal.at - 1), (Str){0}, literal_expr(&literal, c->ids));
        c->at = literal.at;
        return;
    }
    bool with_unit = unit_word(c, c->at + 1) && (!number_only || literal_is_percent_word(raw_str(c, c->at + 1)));
    if (!literal_read_number(&literal, with_unit))
        break_segment(c);
    emit(c, TOK_NUMBER, raw_span(c, first, literal.at - 1), (Str){0}, literal_expr(&literal, c->ids));
    c->at = literal.at;
}

static bool take_time(Classifier *c)
{
    Literal literal = {.arena = c->arena, .raw = &c->raw, .diags = c->diags, .at = c->at};
    size_t first = c->at;
    if (!literal_time(&literal))
        return false;
    emit(c, TOK_TIME, raw_span(c, first, literal.at - 1), (Str){0}, literal_expr(&literal, c->ids));
    c->at = literal.at;
    return true;
}

static void take_bad(Classifier *c)
{
    const RawToken *token = classifier_raw(c, c->at);
    /* Of a row of strange characters the first is said. */
    if (!c->skipping || token->bad != DIAG_S0104)
        diag_add(c->diags, token->bad, raw_span(c, c->at, c->at), arena_printf(c->arena, STR_FMT, STR_ARG(raw_str(c, c->at))), NULL);
    if (c->in_decl && segment_now(c))
        break_segment(c);
    c->value_done = true;
    c->at++;
}

static int symbol_token(RawKind kind)
{
    switch (kind) {
    case RAW_RANGE: return TOK_RANGE;
    case RAW_MINUS: return TOK_MINUS;
    case RAW_NE: return TOK_NE;
    case RAW_LE: return TOK_LE;
    case RAW_GE: return TOK_GE;
    case RAW_EQ: return TOK_EQ;
    case RAW_LT: return TOK_LT;
    case RAW_GT: return TOK_GT;
    case RAW_PLUS: return TOK_PLUS;
    case RAW_STAR: return TOK_STAR;
    case RAW_SLASH: return TOK_SLASH;
    case RAW_PERCENT: return TOK_PERCENT;
    case RAW_COLON: return TOK_COLON;
    case RAW_SEMICOLON: return TOK_SEMICOLON;
    case RAW_COMMA: return TOK_COMMA;
    case RAW_OPEN: return TOK_OPEN;
    case RAW_CLOSE: return TOK_CLOSE;
    case RAW_DOT: return TOK_DOT;
    case RAW_BLANK: return TOK_MISSING;
    case RAW_COMMENT: case RAW_WORD: case RAW_QUOTED_NAME: case RAW_TEXT: case RAW_NUMBER: case RAW_PERIOD: case RAW_ENDASH: case RAW_BAD: case RAW_END:
        break;
    }
    return 0;
}

static void take_symbol(Classifier *c)
{
    RawKind kind = classifier_raw(c, c->at)->kind;
    if (kind == RAW_ENDASH) {
        diag_add(c->diags, DIAG_S0110, raw_span(c, c->at, c->at), NULL);
        break_segment(c);
        c->at++;
        return;
    }
    if (kind == RAW_EQ && !c->has_attr && (attr_decls(ATTR_EQUALS) & (1u << c->decl))) {
        start_attr(c, TOK_A_EQUALS, ATTR_EQUALS, 1);
        return;
    }
    c->depth += (kind == RAW_OPEN) - (kind == RAW_CLOSE && c->depth > 0);
    if (c->depth > PARENS_MOST && !c->skipping) {
        diag_add(c->diags, DIAG_S0111, raw_span(c, c->at, c->at), "200", NULL);
        break_segment(c);
    }
    emit(c, symbol_token(kind), raw_span(c, c->at, c->at), (Str){0}, NULL);
    if (kind == RAW_COLON && c->has_attr && c->attr == ATTR_GIVEN)
        c->rows = true;
    c->at++;
}

static void take_name(Classifier *c)
{
    Span span = raw_span(c, c->at, c->at);
    Str text = raw_str(c, c->at);
    if (classifier_raw(c, c->at)->kind == RAW_QUOTED_NAME)
        text = text.s[0] == '\'' ? (Str){text.s + 1, text.n - 2} : (Str){text.s + 3, text.n - 6};
    emit(c, TOK_NAME, span, text, NULL);
    c->at++;
}

/* The rows of a decision table start lines of their own, behind a complete row. */
static bool decision_rows_here(const Classifier *c)
{
    return c->has_attr && c->attr == ATTR_DECIDES && c->value_done && !c->skipping;
}

static void take_word(Classifier *c)
{
    bool line_start = classifier_raw(c, c->at)->line_start && c->depth == 0;
    const Word *word = classifier_keyword(c);
    if (word && word->class == WORD_ATTR) {
        start_attr(c, word->token, word->attr, (size_t)word->count);
        return;
    }
    if (starts_parameter_values(c, word)) {
        start_attr(c, TOK_A_EQUALS, ATTR_EQUALS, 0);
        c->value_done = false;
        return;
    }
    if (word) {
        emit(c, word->token, raw_span(c, c->at, c->at + (size_t)word->count - 1), (Str){0}, NULL);
        c->at += (size_t)word->count;
        return;
    }
    if (line_start && misspelt_decl(c))
        return;
    if (line_start && decision_rows_here(c))
        c->value_done = false;
    const Word *foreign = c->value_done && c->depth == 0 ? foreign_attr(c) : NULL;
    if (foreign)
        wrong_attr(c, foreign);
    else if (line_start && c->value_done)
        unknown_word(c);
    else if (c->value_done || !take_time(c))
        take_name(c);
}

/* A row of given cells: the rest of the line, taken as it stands. */
static bool take_row(Classifier *c)
{
    if (!c->rows || !classifier_raw(c, c->at)->line_start || c->last == TOK_COMMA || c->last == TOK_COLON)
        return false;
    if (classifier_raw(c, c->at)->kind == RAW_WORD && (classifier_keyword(c) || foreign_attr(c)))
        return false;
    size_t end = c->at + 1;
    while (!classifier_raw(c, end)->line_start && classifier_raw(c, end)->kind != RAW_COMMENT && classifier_raw(c, end)->kind != RAW_END)
        end++;
    Span span = raw_span(c, c->at, end - 1);
    emit(c, TOK_ROW, span, (Str){0}, literal_row(c->arena, span, c->ids, c->diags));
    c->at = end;
    return true;
}

static void take_one(Classifier *c)
{
    switch (classifier_raw(c, c->at)->kind) {
    case RAW_WORD:
        take_word(c);
        return;
    case RAW_QUOTED_NAME:
        take_name(c);
        return;
    case RAW_TEXT:
        emit(c, TOK_TEXT, raw_span(c, c->at, c->at), literal_text(c->arena, raw_str(c, c->at)), NULL);
        c->at++;
        return;
    case RAW_NUMBER:
        take_number(c);
        return;
    case RAW_PERIOD:
        if (!take_time(c)) {
            break_segment(c);
            c->value_done = true;
            c->at++;
        }
        return;
    case RAW_BAD:
        take_bad(c);
        return;
    default:
        take_symbol(c);
    }
}

static void take_comment(Classifier *c)
{
    const RawToken *token = classifier_raw(c, c->at);
    Comment comment = {token->start, token->end, token->line_start};
    vec_push(c->arena, &c->out->comments, comment);
    /* What follows on the next line still starts a line; the comment itself ended this one. */
    c->at++;
}

/* Text before the first declaration: said once. */
static void stray(Classifier *c)
{
    diag_add(c->diags, DIAG_S0101, raw_span(c, c->at, c->at), arena_printf(c->arena, STR_FMT, STR_ARG(raw_str(c, c->at))), NULL);
    c->decl = DECL_USE;
    c->in_decl = true;
    open_segment(c, SEGMENT_BROKEN, false);
    c->at++;
}

void tokens_make(Arena *arena, Source *src, TreeIds *ids, Diags *diags, Tokens *out)
{
    Classifier c = {.arena = arena, .ids = ids, .diags = diags, .out = out};
    lex_tokens(arena, src, &c.raw);
    words_init(&c.words, arena);
    while (classifier_raw(&c, c.at)->kind != RAW_END) {
        const Word *decl;
        if (classifier_raw(&c, c.at)->kind == RAW_COMMENT)
            take_comment(&c);
        else if ((decl = decl_word_here(&c)))
            start_decl(&c, decl);
        else if (!c.in_decl)
            stray(&c);
        else if (segment_now(&c)->kind == SEGMENT_BROKEN && c.decl == DECL_USE)
            c.at++;
        else if (!take_row(&c))
            take_one(&c);
    }
}
