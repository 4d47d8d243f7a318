/* ics_writer.c: see ics_writer.h. */
#include "report/ics_writer.h"

#include "base/utf8.h"
#include "text/render.h"

/* The most whole code points of text from `at` on that fit in `room` octets: at least one, so that folding always comes to an end. */
static size_t fitting(Str text, size_t at, size_t room)
{
    size_t end = at;
    while (end < text.n) {
        size_t next = end;
        utf8_next(text, &next);
        if (next - at > room && end > at)
            break;
        end = next;
    }
    return end - at;
}

/* A line that goes on begins with a blank, which counts. */
static void put_folded(StrBuf *out, Str line)
{
    size_t at = 0;
    do {
        size_t count = fitting(line, at, ICS_LINE_MOST - (at > 0));
        strbuf_puts(out, at ? "\r\n " : "");
        strbuf_put(out, (Str){line.s + at, count});
        at += count;
    } while (at < line.n);
    strbuf_puts(out, "\r\n");
}

void ics_line(StrBuf *out, const char *name, Str value)
{
    StrBuf line = {0};
    strbuf_printf(&line, "%s:", name);
    strbuf_put(&line, value);
    put_folded(out, strbuf_str(&line));
    strbuf_free(&line);
}

/* One line of a text, without line ends. */
static void put_escaped(StrBuf *out, Str text)
{
    StrBuf shown = {0};
    put_shown(&shown, text);
    for (size_t i = 0; i < shown.n; i++) {
        if (shown.s[i] == '\\' || shown.s[i] == ';' || shown.s[i] == ',')
            strbuf_putc(out, '\\');
        strbuf_putc(out, shown.s[i]);
    }
    strbuf_free(&shown);
}

/* LF, CR LF and CR all end a line: what is left of text from `at` on, up to its end; at moves behind the end. */
static Str next_line(Str text, size_t *at)
{
    size_t start = *at, end = start;
    while (end < text.n && text.s[end] != '\n' && text.s[end] != '\r')
        end++;
    *at = end + (end + 1 < text.n && text.s[end] == '\r' && text.s[end + 1] == '\n' ? 2 : 1);
    return (Str){text.s + start, end - start};
}

static void put_text(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        put_escaped(out, next_line(text, &at));
        if (at <= text.n)
            strbuf_puts(out, "\\n");
    }
}

void ics_text(StrBuf *out, const char *name, Str text)
{
    ics_texts(out, name, &text, 1);
}

void ics_texts(StrBuf *out, const char *name, const Str *texts, size_t count)
{
    StrBuf value = {0};
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(&value, i ? "," : "");
        put_text(&value, texts[i]);
    }
    if (count)
        ics_line(out, name, strbuf_str(&value));
    strbuf_free(&value);
}

static void put_stamp(StrBuf *out, const char *name, const char *parameter, Date date, const char *time)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    strbuf_printf(out, "%s%s:%04d%02d%02d%s\r\n", name, parameter, year, month, day, time);
}

void ics_date(StrBuf *out, const char *name, Date date)
{
    put_stamp(out, name, ";VALUE=DATE", date, "");
}

void ics_midnight(StrBuf *out, const char *name, Date date)
{
    put_stamp(out, name, "", date, "T000000Z");
}
