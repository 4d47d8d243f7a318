/* literals.c: the leaves of the tree: numbers as Swedes write them, units, dates, months, texts, rows of cells. Called by tokens.c. */
#include "syntax/literals.h"

#include <string.h>

#include "syntax/words.h"

static const RawToken *token_at(const Literal *literal, size_t at)
{
    size_t last = literal->raw->list.count - 1;
    return &literal->raw->list.items[at < last ? at : last];
}

static Span token_span(const Literal *literal, size_t first, size_t last)
{
    return (Span){literal->raw->src, token_at(literal, first)->start, token_at(literal, last)->end};
}

static Str token_str(const Literal *literal, size_t at)
{
    return span_text(token_span(literal, at, at));
}

static const char *token_text(const Literal *literal, size_t first, size_t last)
{
    return arena_printf(literal->arena, STR_FMT, STR_ARG(span_text(token_span(literal, first, last))));
}

/* A raw number token of plain digits as an int, or -1. */
static int small_int(const Literal *literal, size_t at)
{
    Str text = token_str(literal, at);
    if (token_at(literal, at)->kind != RAW_NUMBER || text.n > 4)
        return -1;
    int value = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return -1;
        value = value * 10 + text.s[i] - '0';
    }
    return value;
}

static int month_at(const Literal *literal, size_t at)
{
    const RawToken *token = token_at(literal, at);
    return token->kind == RAW_WORD ? word_month(token_str(literal, at)) : 0;
}

/* A year of four digits behind a month, on the same line. */
static int year_at(const Literal *literal, size_t at)
{
    const RawToken *token = token_at(literal, at);
    if (token->line_start || token->end - token->start != 4)
        return 0;
    int year = small_int(literal, at);
    return year >= 1000 ? year : 0;
}

static void set_time(Literal *literal, TimeForm form, size_t count)
{
    literal->expr.kind = EXPR_TIME;
    literal->expr.as.time.form = form;
    literal->expr.span = token_span(literal, literal->at, literal->at + count - 1);
    literal->at += count;
}

bool literal_day(Literal *literal)
{
    int day = small_int(literal, literal->at);
    if (day < 0 || token_at(literal, literal->at + 1)->line_start)
        return false;
    int month = month_at(literal, literal->at + 1);
    if (!month)
        return false;
    int year = year_at(literal, literal->at + 2);
    size_t count = year ? 3 : 2;
    bool impossible = false;
    Span span = token_span(literal, literal->at, literal->at + count - 1);
    /* Without a year 29 February may exist; 2024 is a leap year. */
    if (day < 1 || day > days_in_month(year ? year : 2024, month)) {
        diag_add(literal->diags, DIAG_S0115, span, token_text(literal, literal->at, literal->at + count - 1), NULL);
        day = 1;
        impossible = true;
    }
    Date date = date_ymd(year ? year : 2024, month, day);
    set_time(literal, year ? TIME_PERIOD : TIME_DAY_OF_YEAR, count);
    literal->expr.as.time.period = (Period){date, date};
    literal->expr.as.time.month = month;
    literal->expr.as.time.day = day;
    literal->expr.as.time.impossible = impossible;
    return true;
}

static bool iso_time(Literal *literal)
{
    Str text = token_str(literal, literal->at);
    Period period;
    int year = (text.s[0] - '0') * 1000 + (text.s[1] - '0') * 100 + (text.s[2] - '0') * 10 + text.s[3] - '0';
    if (year < 1800 || year > 2199 || !period_parse(text, false, &period)) {
        DiagCode code = year < 1800 || year > 2199 ? DIAG_S0116 : DIAG_S0115;
        diag_add(literal->diags, code, token_span(literal, literal->at, literal->at), token_text(literal, literal->at, literal->at), NULL);
        return false;
    }
    set_time(literal, TIME_PERIOD, 1);
    literal->expr.as.time.period = period;
    return true;
}

static bool months(Literal *literal, int from, int to, size_t count)
{
    set_time(literal, TIME_MONTHS, count);
    literal->expr.as.time.month = from;
    literal->expr.as.time.month_to = to;
    return true;
}

/* januari-augusti is one word for the scanner. */
static bool hyphened_months(Literal *literal)
{
    Str text = token_str(literal, literal->at);
    const char *hyphen = memchr(text.s, '-', text.n);
    if (!hyphen)
        return false;
    size_t n = (size_t)(hyphen - text.s);
    int from = word_month((Str){text.s, n}), to = word_month((Str){hyphen + 1, text.n - n - 1});
    return from && to && months(literal, from, to, 1);
}

bool literal_time(Literal *literal)
{
    if (token_at(literal, literal->at)->kind == RAW_PERIOD)
        return iso_time(literal);
    int month = month_at(literal, literal->at);
    if (!month)
        return hyphened_months(literal);
    int to = token_at(literal, literal->at + 1)->kind == RAW_RANGE ? month_at(literal, literal->at + 2) : 0;
    if (to)
        return months(literal, month, to, 3);
    int year = year_at(literal, literal->at + 1);
    if (!year)
        return months(literal, month, month, 1);
    set_time(literal, TIME_PERIOD, 2);
    literal->expr.as.time.period = period_of(GRAIN_MONTH, year, month);
    return true;
}

bool literal_is_percent_word(Str word)
{
    return str_eqz(word, "procent");
}

/* Digits with group marks taken out and a point for the comma. */
static bool number_value(Arena *arena, Str text, Fix *value, bool *excess)
{
    char *plain = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] >= '0' && text.s[i] <= '9')
            plain[n++] = text.s[i];
        else if (text.s[i] == ',')
            plain[n++] = '.';
    return fix_parse_plain((Str){plain, n}, value, excess);
}

/* 1 250 000: written with groups. */
static bool grouped(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.s[i] < '0' || text.s[i] > '9') && text.s[i] != ',')
            return true;
    return false;
}

static bool is_money(Str word)
{
    static const char *const words[] = {"kr", "tkr", "mnkr", "mkr", "mdkr"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eqz(word, words[i]))
            return true;
    return false;
}

static void take_unit(Literal *literal, size_t number)
{
    const RawToken *token = token_at(literal, literal->at);
    size_t first = literal->at++;
    const RawToken *slash = token_at(literal, literal->at), *below = token_at(literal, literal->at + 1);
    if (slash->kind == RAW_SLASH && slash->start == token->end && below->kind == RAW_WORD && below->start == slash->end)
        literal->at += 2;
    literal->expr.as.number.unit_span = token_span(literal, first, literal->at - 1);
    literal->expr.as.number.unit = span_text(literal->expr.as.number.unit_span);
    bool glued = token_at(literal, number)->end == token->start && token->kind == RAW_WORD;
    if (glued && !is_money(token_str(literal, first)))
        diag_add(literal->diags, DIAG_S0107, token_span(literal, number, first), token_text(literal, number, first), NULL);
}

bool literal_read_number(Literal *literal, bool with_unit)
{
    size_t number = literal->at++;
    Str text = token_str(literal, number);
    Fix value = 0;
    bool excess = false;
    Span span = token_span(literal, number, number);
    size_t errors = literal->diags->errors;
    if (!number_value(literal->arena, text, &value, &excess))
        diag_add(literal->diags, DIAG_S0117, span, token_text(literal, number, number), NULL);
    else if (excess)
        diag_add(literal->diags, DIAG_S0118, span, token_text(literal, number, number), NULL);
    literal->expr.kind = EXPR_NUMBER;
    literal->expr.as.number.value = value;
    literal->expr.as.number.grouped = grouped(text);
    const RawToken *next = token_at(literal, literal->at);
    if (!next->line_start && (next->kind == RAW_PERCENT || with_unit))
        take_unit(literal, number);
    else if (next->kind == RAW_NUMBER && !next->line_start)
        diag_add(literal->diags, DIAG_S0119, token_span(literal, number, literal->at), token_text(literal, number, literal->at), NULL);
    literal->expr.span = token_span(literal, number, literal->at - 1);
    return literal->diags->errors == errors;
}

Expr *literal_expr(const Literal *literal, TreeIds *ids)
{
    Expr *expr = ARENA_NEW(literal->arena, Expr);
    *expr = literal->expr;
    expr->id = ids->next++;
    return expr;
}

Str literal_text(Arena *arena, Str quoted)
{
    size_t open = quoted.n && quoted.s[0] == '"' ? 1 : 3, n = 0;
    char *out = arena_alloc(arena, quoted.n + 1);
    for (size_t i = open; i + open < quoted.n; i++) {
        char c = quoted.s[i];
        if (c == '\\' && i + open + 1 < quoted.n)
            c = quoted.s[++i] == 'n' ? '\n' : quoted.s[i];
        out[n++] = c;
    }
    return (Str){out, n};
}

/* ---- rows of given cells ---- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* What closes the quote that opens here, or NULL when none does. */
static const char *closing_quote(Str text, size_t at)
{
    static const char straight[] = "\"", curly[] = "\xE2\x80\x9D";
    if (text.s[at] == '"')
        return straight;
    bool opens = at + 2 < text.n && text.s[at] == '\xE2' && text.s[at + 1] == '\x80' && (text.s[at + 2] == '\x9C' || text.s[at + 2] == '\x9D');
    return opens ? curly : NULL;
}

/* Behind the quoted text that opens at `at`; beyond the end if it is never closed. */
static size_t quote_end(Str text, size_t at)
{
    const char *closing = closing_quote(text, at);
    size_t length = strlen(closing);
    for (at += length; at < text.n; at += text.s[at] == '\\' ? 2 : 1)
        if (at + length <= text.n && memcmp(text.s + at, closing, length) == 0)
            return at + length;
    return text.n + 1;
}

static size_t cell_end(Str line, size_t at)
{
    while (at < line.n) {
        if (closing_quote(line, at))
            at = quote_end(line, at);
        else if (line.s[at] == ',' && (at + 1 == line.n || blank(line.s[at + 1])))
            break;
        else
            at++;
    }
    return at < line.n ? at : line.n;
}

/* Quotes stand around a whole cell or not at all. */
static bool cell_quotes(Str cell, bool *quoted)
{
    *quoted = cell.n > 0 && closing_quote(cell, 0);
    if (*quoted)
        return quote_end(cell, 0) == cell.n;
    for (size_t at = 0; at < cell.n; at++)
        if (closing_quote(cell, at))
            return false;
    return true;
}

static Expr *cell_expr(Arena *arena, Span cell_span, TreeIds *ids, Diags *diags)
{
    Str cell = span_text(cell_span);
    bool quoted;
    if (!cell_quotes(cell, &quoted)) {
        diag_add(diags, DIAG_S0128, cell_span, NULL);
        quoted = false;
    }
    Expr *expr = ARENA_NEW(arena, Expr);
    expr->kind = EXPR_TEXT;
    expr->id = ids->next++;
    expr->span = cell_span;
    expr->as.text = quoted ? literal_text(arena, cell) : cell;
    return expr;
}

static Span trimmed(Span line, size_t from, size_t to)
{
    Str text = span_text(line);
    while (from < to && blank(text.s[from]))
        from++;
    while (to > from && blank(text.s[to - 1]))
        to--;
    return (Span){line.src, line.start + from, line.start + to};
}

Expr *literal_row(Arena *arena, Span line, TreeIds *ids, Diags *diags)
{
    Expr *row = ARENA_NEW(arena, Expr);
    row->kind = EXPR_LIST;
    row->id = ids->next++;
    row->span = line;
    Str text = span_text(line);
    for (size_t at = 0; at <= text.n;) {
        size_t end = cell_end(text, at);
        vec_push(arena, &row->as.list, cell_expr(arena, trimmed(line, at, end), ids, diags));
        at = end + 1;
    }
    return row;
}
