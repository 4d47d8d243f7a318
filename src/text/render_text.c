/* render_text.c: one diagnostic for people: message, the lines it points at, hint. Also the form with one line each. */
#include <stdlib.h>

#include "text/render_parts.h"

#define GUTTER_LEAST 2

typedef struct Marks {
    Mark items[MARKS_SHOWN];
    size_t count;
} Marks;

static void put_message(StrBuf *out, const Diag *diag, Lang lang)
{
    StrBuf text = {0};
    render_message(&text, diag, lang);
    put_shown(out, strbuf_str(&text));
    strbuf_free(&text);
}

static void put_head(StrBuf *out, const Diag *diag, const RenderOptions *options)
{
    strbuf_printf(out, "%s%s%s %s: ", colour_of(diag->severity, options), render_words(options->lang)->severity[diag->severity],
                  colour_end(options), diag_info(diag->code)->code);
    put_message(out, diag, options->lang);
}

static bool same_span(Span a, Span b)
{
    return a.src == b.src && a.start == b.start && a.end == b.end;
}

/* The main place with its label, then the further places. */
static void collect_marks(const Diag *diag, Lang lang, Marks *marks)
{
    const DiagLabel *own = NULL;
    for (VEC_EACH(const DiagLabel, label, &diag->labels))
        if (!own && same_span(label->span, diag->span))
            own = label;
    if (diag->span.src)
        marks->items[marks->count++] = mark_of(diag->span, diag_arg(own ? own->text : "", lang), true);
    for (VEC_EACH(const DiagLabel, label, &diag->labels))
        if (label != own && label->span.src && marks->count < MARKS_SHOWN)
            marks->items[marks->count++] = mark_of(label->span, diag_arg(label->text, lang), false);
}

static int compare_marks(const void *left, const void *right)
{
    const Mark *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return b->is_main - a->is_main;
}

static int gutter_width(const Marks *marks)
{
    size_t most = 0;
    int width = 1;
    for (size_t i = 0; i < marks->count; i++)
        most = marks->items[i].line > most ? marks->items[i].line : most;
    for (; most >= 10; most /= 10)
        width++;
    return width > GUTTER_LEAST ? width : GUTTER_LEAST;
}

static void put_place_line(StrBuf *out, int gutter, Where where)
{
    strbuf_printf(out, "%*s┌─ ", gutter, "");
    put_where(out, where);
    strbuf_putc(out, '\n');
}

/* The marks that lie in src, moved out of `marks` in order of line and column. */
static size_t take_marks(Marks *marks, Source *src, Mark *taken)
{
    size_t count = 0, left = 0;
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->items[i].span.src == src)
            taken[count++] = marks->items[i];
        else
            marks->items[left++] = marks->items[i];
    }
    marks->count = left;
    qsort(taken, count, sizeof *taken, compare_marks);
    return count;
}

/* All lines of one source that have marks. A dot stands for lines left out between them. */
static void put_lines(StrBuf *out, Mark *marks, size_t count, int gutter, const char *colour, const char *end)
{
    strbuf_printf(out, "%*s│\n", gutter, "");
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && marks[next].line == marks[i].line;)
            next++;
        if (i && marks[i].line > marks[i - 1].line + 1)
            strbuf_printf(out, "%*s·\n", gutter, "");
        render_line(out, marks[i].span.src, marks + i, next - i, gutter, colour, end);
    }
}

static void put_sources(StrBuf *out, const Diag *diag, Marks *marks, int gutter, const RenderOptions *options)
{
    Mark taken[MARKS_SHOWN];
    if (!diag->span.src && diag->file)
        put_place_line(out, gutter, where_diag(diag));
    while (marks->count) {
        Source *src = marks->items[0].span.src;
        size_t count = take_marks(marks, src, taken);
        put_place_line(out, gutter, where_span(src == diag->span.src ? diag->span : taken[0].span));
        put_lines(out, taken, count, gutter, colour_of(diag->severity, options), colour_end(options));
    }
}

static void put_hints(StrBuf *out, const Diag *diag, int gutter, Lang lang)
{
    const Words *words = render_words(lang);
    StrBuf hint = {0};
    render_hint(&hint, diag, lang);
    if (hint.n) {
        strbuf_printf(out, "%*s= %s: ", gutter, "", words->hint);
        put_shown(out, strbuf_str(&hint));
        strbuf_putc(out, '\n');
    }
    strbuf_free(&hint);
    if (diag_explain(diag->code, lang))
        strbuf_printf(out, "%*s= %s:%*s %s %s\n", gutter, "", words->more, lang == LANG_SV ? 1 : 0, "", words->explain,
                      diag_info(diag->code)->code);
}

void render_text(StrBuf *out, const Diag *diag, const RenderOptions *options)
{
    Marks marks = {.count = 0};
    collect_marks(diag, options->lang, &marks);
    int gutter = gutter_width(&marks);
    put_head(out, diag, options);
    strbuf_putc(out, '\n');
    put_sources(out, diag, &marks, gutter, options);
    put_hints(out, diag, gutter, options->lang);
}

void render_short(StrBuf *out, const Diag *diag, const RenderOptions *options)
{
    Where where = where_diag(diag);
    if (where.file) {
        put_where(out, where);
        strbuf_puts(out, ": ");
    }
    put_head(out, diag, options);
    StrBuf hint = {0};
    render_hint(&hint, diag, options->lang);
    if (hint.n) {
        strbuf_puts(out, " (");
        put_shown(out, strbuf_str(&hint));
        strbuf_putc(out, ')');
    }
    strbuf_free(&hint);
    strbuf_putc(out, '\n');
}
