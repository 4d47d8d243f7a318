/* csv_reader.c: text -> rows of fields. Quotes with separators, line ends and doubled quotes in them; LF, CRLF and lone CR. Below csv.c. */
#include <string.h>

#include "data/csv.h"

void csv_reader_init(CsvReader *reader, Arena *arena, Str text, size_t at, size_t line, char separator, Faults *faults)
{
    *reader = (CsvReader){.arena = arena, .text = text, .at = at, .line = line, .separator = separator, .faults = faults};
    reader->stops['\n'] = reader->stops['\r'] = reader->stops[(unsigned char)separator] = true;
}

/* at: where the field begins, its quote included. */
static void keep_field(CsvReader *reader, size_t at, size_t start, size_t end, bool escaped)
{
    reader->total++;
    if (reader->cells.count > ROWS_MAX_COLUMNS)
        return;
    if (escaped)
        vec_push(reader->arena, &reader->escaped, reader->cells.count);
    const char *text = reader->text.s;
    vec_push(reader->arena, &reader->cells, (RawCell){.text = {text + start, end - start}, .at = text + at});
}

static bool refuse(CsvReader *reader, DiagCode code, const RawRow *row, size_t at)
{
    FAULT_IN(reader->faults, code, row->line, row->start, ((Str){reader->text.s + at, 1}), NULL);
    return false;
}

/* To the end of the field, from inside it. */
static void skip_field(CsvReader *reader)
{
    const char *text = reader->text.s;
    size_t at = reader->at, n = reader->text.n;
    while (at < n && !reader->stops[(unsigned char)text[at]])
        at++;
    reader->at = at;
}

/* A field whose quote stands at `open`. */
static bool quoted_field(CsvReader *reader, const RawRow *row, size_t open)
{
    Str text = reader->text;
    size_t at = open + 1;
    bool escaped = false;
    for (;; at += 2, escaped = true) {
        const char *quote = at < text.n ? memchr(text.s + at, '"', text.n - at) : NULL;
        if (!quote)
            return refuse(reader, DIAG_S0415, row, open);
        at = (size_t)(quote - text.s);
        if (at - open > ROWS_MAX_CELL)
            return refuse(reader, DIAG_S0414, row, open);
        if (at + 1 >= text.n || text.s[at + 1] != '"')
            break;
    }
    keep_field(reader, open, open + 1, at, escaped);
    reader->line += count_lines(text.s + open, text.s + at);
    for (reader->at = at + 1; reader->at < text.n && text.s[reader->at] == ' ';)
        reader->at++;
    if (reader->at < text.n && !reader->stops[(unsigned char)text.s[reader->at]]) {
        refuse(reader, DIAG_S0416, row, reader->at);
        skip_field(reader);
    }
    return true;
}

static bool read_field(CsvReader *reader, const RawRow *row)
{
    size_t start = reader->at, quote = start;
    while (quote < reader->text.n && reader->text.s[quote] == ' ')
        quote++;
    if (quote < reader->text.n && reader->text.s[quote] == '"')
        return quoted_field(reader, row, quote);
    skip_field(reader);
    if (reader->at - start > ROWS_MAX_CELL)
        return refuse(reader, DIAG_S0414, row, start);
    keep_field(reader, start, start, reader->at, false);
    return true;
}

/* Doubled quotes become single ones, in memory that the next row uses again. */
static void undouble(CsvReader *reader)
{
    size_t needed = 0;
    for (size_t i = 0; i < reader->escaped.count; i++)
        needed += reader->cells.items[reader->escaped.items[i]].text.n;
    if (needed > reader->plain_cap) {
        reader->plain_cap = needed * 2;
        reader->plain = arena_alloc(reader->arena, reader->plain_cap);
    }
    char *out = reader->plain;
    for (size_t i = 0; i < reader->escaped.count; i++) {
        Str *text = &reader->cells.items[reader->escaped.items[i]].text;
        const char *start = out;
        for (size_t at = 0; at < text->n; at += text->s[at] == '"' ? 2 : 1)
            *out++ = text->s[at];
        *text = (Str){start, (size_t)(out - start)};
    }
}

static void take_line_end(CsvReader *reader)
{
    Str text = reader->text;
    bool carriage = text.s[reader->at++] == '\r';
    if (carriage && reader->at < text.n && text.s[reader->at] == '\n')
        reader->at++;
    reader->line++;
}

CsvStatus csv_next(CsvReader *reader, RawRow *row)
{
    Str text = reader->text;
    if (reader->at >= text.n)
        return CSV_END;
    reader->cells.count = reader->escaped.count = reader->total = 0;
    *row = (RawRow){.line = reader->line, .start = text.s + reader->at};
    for (;;) {
        if (!read_field(reader, row))
            return CSV_BROKEN;
        if (reader->at >= text.n || text.s[reader->at] != reader->separator)
            break;
        reader->at++;
    }
    if (reader->at < text.n)
        take_line_end(reader);
    if (reader->escaped.count)
        undouble(reader);
    row->cells = reader->cells.items;
    row->count = reader->total;
    return CSV_ROW;
}

bool csv_blank(const CsvReader *reader)
{
    for (size_t i = 0; i < reader->cells.count; i++)
        if (cell_trim(reader->cells.items[i].text).n)
            return false;
    return true;
}
