/* snippet.c: one line of source with the markers under it and the texts of the markers. Called by render_text.c. */
#include <string.h>

#include "base/utf8.h"
#include "text/render_parts.h"

#define COLUMNS_SHOWN 100
#define COLUMNS_BEFORE 30      /* kept to the left of the first marker in a line that is cut */
#define COLUMNS_TOGETHER 60    /* markers that lie within so many columns are all kept in view */
#define BYTES_SHOWN 1000       /* characters without width would otherwise make a line of any length */
#define NO_LIMIT SIZE_MAX

Mark mark_of(Span span, Str text, bool is_main)
{
    Mark mark = {.span = span, .text = text, .is_main = is_main};
    mark.line = source_place(span.src, span.start).line;
    Str line = source_line(span.src, mark.line);
    size_t offset = (size_t)(line.s - span.src->text.s);
    size_t start = span.start < span.src->text.n ? span.start : span.src->text.n;
    mark.start = start - offset < line.n ? start - offset : line.n;
    mark.end = span.end > start ? span.end - offset : mark.start;
    if (mark.end > line.n)
        mark.end = line.n;
    return mark;
}

/* ---- which part of a long line is shown ---- */

typedef struct Window {
    Str line;
    size_t from, to;
} Window;

static Str part(Str line, size_t from, size_t to)
{
    return (Str){line.s + from, to - from};
}

static size_t step_back(Str line, size_t at)
{
    do
        at--;
    while (at && ((unsigned char)line.s[at] & 0xc0) == 0x80);
    return at;
}

/* The furthest place before `at` from which no more than `columns` are shown. */
static size_t columns_back(Str line, size_t at, size_t columns)
{
    size_t from = at, width = 0;
    while (from && at - from < BYTES_SHOWN) {
        size_t before = step_back(line, from);
        width += shown_width(part(line, before, from), NO_LIMIT);
        if (width > columns)
            break;
        from = before;
    }
    return from;
}

static size_t columns_forward(Str line, size_t from, size_t columns)
{
    size_t at = from, width = 0;
    while (at < line.n && at - from < BYTES_SHOWN) {
        size_t behind = at;
        utf8_next(line, &behind);
        width += shown_width(part(line, at, behind), NO_LIMIT);
        if (width > columns)
            break;
        at = behind;
    }
    return at;
}

/* The place that must be in view: the first marker if they all fit, else the main one. */
static size_t anchor(Str line, const Mark *marks, size_t count)
{
    size_t first = marks[0].start, last = marks[0].end, main = first;
    for (size_t i = 0; i < count; i++) {
        last = marks[i].end > last ? marks[i].end : last;
        main = marks[i].is_main ? marks[i].start : main;
    }
    return shown_width(part(line, first, last), COLUMNS_TOGETHER) <= COLUMNS_TOGETHER ? first : main;
}

static Window window_of(Str line, const Mark *marks, size_t count)
{
    if (line.n <= BYTES_SHOWN && shown_width(line, COLUMNS_SHOWN) <= COLUMNS_SHOWN)
        return (Window){line, 0, line.n};
    Window window = {.line = line, .from = columns_back(line, anchor(line, marks, count), COLUMNS_BEFORE)};
    window.to = columns_forward(line, window.from, COLUMNS_SHOWN - 2);
    if (window.to == line.n)
        window.from = columns_back(line, line.n, COLUMNS_SHOWN - 2);
    return window;
}

/* The printed column of a byte. What lies outside the window falls on the dots. */
static size_t column_of(const Window *window, size_t at)
{
    if (at < window->from)
        return 0;
    size_t column = window->from > 0;
    column += shown_width(part(window->line, window->from, at < window->to ? at : window->to), NO_LIMIT);
    return column;
}

static void set_columns(const Window *window, Mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        marks[i].column = column_of(window, marks[i].start);
        marks[i].end_column = column_of(window, marks[i].end) + (marks[i].end > window->to);
        if (marks[i].end_column <= marks[i].column)
            marks[i].end_column = marks[i].column + 1;
    }
}

static void put_line(StrBuf *out, const Window *window, size_t number, int gutter)
{
    strbuf_printf(out, "%*zu│", gutter, number);
    if (window->line.n)
        strbuf_putc(out, ' ');
    strbuf_puts(out, window->from ? "…" : "");
    put_shown(out, part(window->line, window->from, window->to));
    strbuf_puts(out, window->to < window->line.n ? "…\n" : "\n");
}

/* ---- markers ---- */

static size_t last_column(const Mark *marks, size_t count)
{
    size_t last = 0;
    for (size_t i = 0; i < count; i++)
        last = marks[i].end_column > last ? marks[i].end_column : last;
    return last;
}

/* The mark whose text may stand beside the markers, because none follows it; NULL if that one has no text. */
static Mark *beside(Mark *marks, size_t count)
{
    Mark *last = &marks[0];
    for (size_t i = 1; i < count; i++)
        if (marks[i].end_column >= last->end_column)
            last = &marks[i];
    return last->text.n ? last : NULL;
}

/* The row of markers as ASCII: ^ under the main place, which covers the others, - under the rest. */
static void draw_markers(StrBuf *row, const Mark *marks, size_t count)
{
    strbuf_pad(row, ' ', last_column(marks, count));
    for (int is_main = 0; is_main <= 1; is_main++)
        for (size_t i = 0; i < count; i++)
            if (marks[i].is_main == is_main)
                memset(row->s + marks[i].column, is_main ? '^' : '-', marks[i].end_column - marks[i].column);
}

static void put_markers(StrBuf *out, const Mark *marks, size_t count, const char *colour, const char *end)
{
    StrBuf row = {0};
    draw_markers(&row, marks, count);
    const char *first = memchr(row.s, '^', row.n);
    size_t from = first ? (size_t)(first - row.s) : row.n, to = from;
    while (to < row.n && row.s[to] == '^')
        to++;
    strbuf_put(out, part(strbuf_str(&row), 0, from));
    if (to > from) {
        strbuf_puts(out, colour);
        strbuf_put(out, part(strbuf_str(&row), from, to));
        strbuf_puts(out, end);
    }
    strbuf_put(out, part(strbuf_str(&row), to, row.n));
    strbuf_free(&row);
}

/* ---- the texts of the markers ---- */

/* Gives each text a row, from right to left: the first row where it ends before all that is there already, the lines drawn down
 * to texts further below included. Returns the number of rows. */
static size_t set_rows(Mark *marks, size_t count, const Mark *inline_mark)
{
    size_t leftmost[MARKS_SHOWN + 2], rows = 0;
    for (size_t row = 0; row < MARKS_SHOWN + 2; row++)
        leftmost[row] = SIZE_MAX;
    for (size_t i = count; i-- > 0;) {
        Mark *mark = &marks[i];
        if (mark == inline_mark || mark->text.n == 0)
            continue;
        size_t end = mark->column + shown_width(mark->text, NO_LIMIT) + 2;
        for (mark->row = 1; end > leftmost[mark->row];)
            mark->row++;
        for (size_t row = 1; row <= mark->row; row++)
            leftmost[row] = mark->column;
        rows = mark->row > rows ? mark->row : rows;
    }
    return rows;
}

/* Whether the text of another mark starts in this row and column, where a line down would be in its way. */
static bool is_taken(const Mark *marks, size_t count, size_t row, size_t column)
{
    for (size_t i = 0; i < count; i++)
        if (marks[i].row == row && marks[i].column == column)
            return true;
    return false;
}

/* Blanks up to column; false if the row is already further. */
static bool pad_to(StrBuf *out, size_t *at, size_t column)
{
    if (*at > column)
        return false;
    strbuf_pad(out, ' ', column - *at);
    *at = column;
    return true;
}

static void put_row(StrBuf *out, const Mark *marks, size_t count, size_t row, int gutter)
{
    size_t at = 0;
    strbuf_printf(out, "%*s│ ", gutter, "");
    for (size_t i = 0; i < count; i++) {
        bool down = marks[i].row > row && !is_taken(marks, count, row, marks[i].column);
        if (!(down || marks[i].row == row) || !pad_to(out, &at, marks[i].column))
            continue;
        Str text = down ? STR_LIT("│") : marks[i].text;
        put_shown(out, text);
        at += shown_width(text, NO_LIMIT);
    }
    strbuf_putc(out, '\n');
}

void render_line(StrBuf *out, Source *src, Mark *marks, size_t count, int gutter, const char *colour, const char *end)
{
    Window window = window_of(source_line(src, marks[0].line), marks, count);
    set_columns(&window, marks, count);
    put_line(out, &window, marks[0].line, gutter);
    strbuf_printf(out, "%*s│ ", gutter, "");
    put_markers(out, marks, count, colour, end);
    const Mark *inline_mark = beside(marks, count);
    if (inline_mark) {
        strbuf_putc(out, ' ');
        put_shown(out, inline_mark->text);
    }
    strbuf_putc(out, '\n');
    size_t rows = set_rows(marks, count, inline_mark);
    for (size_t row = 1; row <= rows; row++)
        put_row(out, marks, count, row, gutter);
}
