/* layout.c: colours and wrapped lines for a terminal; see layout.h. Tables are in grid.c. */
#include "report/layout.h"

#include "base/utf8.h"
#include "text/render.h"

#define TEXT_WIDTH ((size_t)100)     /* longer lines are hard to read, however wide the terminal is */
#define ROOM_LEAST ((size_t)10)

static const char *const tone_codes[] = {
    [TONE_PLAIN] = "", [TONE_STRONG] = "\x1b[1m", [TONE_FAINT] = "\x1b[2m",
    [TONE_GOOD] = "\x1b[32m", [TONE_FAIR] = "\x1b[33m", [TONE_BAD] = "\x1b[31m",
};

static bool is_line_break(char c)
{
    return c == '\n' || c == '\r' || c == '\t';
}

/* The whole code points of text that fit in `most` columns. */
static Str cut(Str text, size_t most)
{
    size_t at = 0, width = 0;
    while (at < text.n) {
        size_t next = at;
        width += utf8_point_width(utf8_next(text, &next));
        if (width > most)
            break;
        at = next;
    }
    return (Str){text.s, at};
}

Str text_shown(Arena *arena, Str text, size_t most)
{
    if (is_shown_as_it_is(text) && (!most || text.n <= most))      /* no code point takes more columns than bytes */
        return str_dup(arena, text);
    char *line = arena_strndup(arena, text.s ? text.s : "", text.n);
    for (size_t i = 0; i < text.n; i++)
        if (is_line_break(line[i]))
            line[i] = ' ';
    StrBuf buf = {0};
    put_shown(&buf, (Str){line, text.n});
    Str shown = strbuf_str(&buf);
    Str kept = most ? cut(shown, most) : shown;
    char *copy = arena_printf(arena, STR_FMT "%s", STR_ARG(kept), kept.n < shown.n ? "…" : "");
    strbuf_free(&buf);
    return str_of(copy);
}

void page_put(Page *page, Tone tone, Str text)
{
    if (!text.n)
        return;
    bool coloured = page->colour && tone != TONE_PLAIN;
    if (coloured)
        strbuf_puts(page->out, tone_codes[tone]);
    strbuf_put(page->out, text);
    if (coloured)
        strbuf_puts(page->out, "\x1b[0m");
    page->column += utf8_width(text);
}

void page_puts(Page *page, Tone tone, const char *text)
{
    page_put(page, tone, str_of(text));
}

void page_end(Page *page)
{
    strbuf_putc(page->out, '\n');
    page->column = 0;
}

void page_pad(Page *page, size_t column)
{
    if (column <= page->column)
        return;
    strbuf_pad(page->out, ' ', column - page->column);
    page->column = column;
}

static Str skip_blanks(Str text)
{
    while (text.n && *text.s == ' ')
        text.s++, text.n--;
    return text;
}

/* Bytes of text that fit in width: up to the last blank, else up to the last code point (at least one). */
static size_t fitting(Str text, size_t width)
{
    size_t at = 0, used = 0, blank = 0;
    if (text.n <= width)           /* no code point takes more columns than bytes */
        return text.n;
    while (at < text.n) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        used += utf8_point_width(c);
        if (c == ' ')
            blank = at;
        else if (used > width)
            return blank ? blank : at ? at : next;
        at = next;
    }
    return text.n;
}

Str wrap_next(Str *rest, size_t width)
{
    Str text = skip_blanks(*rest);
    Str line = {text.s, fitting(text, width)};
    *rest = skip_blanks((Str){text.s + line.n, text.n - line.n});
    while (line.n && line.s[line.n - 1] == ' ')
        line.n--;
    return line;
}

static size_t room_left(const Page *page)
{
    size_t width = page->width < TEXT_WIDTH ? page->width : TEXT_WIDTH;
    return width > page->column + ROOM_LEAST ? width - page->column : ROOM_LEAST;
}

/* The first word has no room here but would have on a line of its own. */
static bool goes_below(const Page *page, Str text, size_t indent)
{
    size_t at = 0;
    while (at < text.n && text.s[at] != ' ')
        at++;
    return page->column > indent && utf8_width((Str){text.s, at}) > room_left(page);
}

void page_wrap(Page *page, Tone tone, Str text, size_t indent)
{
    Str rest = text;
    if (goes_below(page, text, indent)) {
        page_end(page);
        page_pad(page, indent);
    }
    for (bool first = true; rest.n; first = false) {
        if (!first) {
            page_end(page);
            page_pad(page, indent);
        }
        page_put(page, tone, wrap_next(&rest, room_left(page)));
    }
}
