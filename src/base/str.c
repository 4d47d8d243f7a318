/* str.c: string slices and the growable buffer. Base. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRINTED_OFTEN ((size_t)40)    /* bytes that most formats come to: then they are formatted once */

Str str_of(const char *text)
{
    return text ? (Str){text, strlen(text)} : (Str){"", 0};
}

bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool str_eqz(Str a, const char *b)
{
    return str_eq(a, str_of(b));
}

int str_cmp(Str a, Str b)
{
    size_t shared = a.n < b.n ? a.n : b.n;
    int order = shared ? memcmp(a.s, b.s, shared) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str text, Str prefix)
{
    return text.n >= prefix.n && str_eq((Str){text.s, prefix.n}, prefix);
}

bool str_ends(Str text, Str suffix)
{
    return text.n >= suffix.n && str_eq((Str){text.s + (text.n - suffix.n), suffix.n}, suffix);
}

/* The blanks that str_trim takes away, as UTF-8. */
static const Str blanks[] = {
    {" ", 1}, {"\t", 1}, {"\n", 1}, {"\r", 1}, {"\v", 1}, {"\f", 1}, {"\u00a0", 2}, {"\u2009", 3}, {"\u202f", 3},
};
#define BLANK_COUNT (sizeof blanks / sizeof *blanks)

static size_t blank_first(Str text)
{
    for (size_t i = 0; i < BLANK_COUNT; i++)
        if (str_starts(text, blanks[i]))
            return blanks[i].n;
    return 0;
}

static size_t blank_last(Str text)
{
    for (size_t i = 0; i < BLANK_COUNT; i++)
        if (str_ends(text, blanks[i]))
            return blanks[i].n;
    return 0;
}

Str str_trim(Str text)
{
    for (size_t n; (n = blank_first(text)) != 0;)
        text = (Str){text.s + n, text.n - n};
    for (size_t n; (n = blank_last(text)) != 0;)
        text.n -= n;
    return text;
}

size_t str_find(Str text, Str needle, size_t from)
{
    if (from > text.n)
        return (size_t)-1;
    if (needle.n == 0)
        return from;
    const char *hit = from < text.n ? memmem(text.s + from, text.n - from, needle.s, needle.n) : NULL;
    return hit ? (size_t)(hit - text.s) : (size_t)-1;
}

Str str_dup(Arena *arena, Str text)
{
    return (Str){arena_strndup(arena, text.s, text.n), text.n};
}

void strbuf_free(StrBuf *buf)
{
    free(buf->s);
    *buf = (StrBuf){0};
}

void strbuf_clear(StrBuf *buf)
{
    buf->n = 0;
    if (buf->s)
        buf->s[0] = '\0';
}

static __attribute__((noinline)) void strbuf_grow(StrBuf *buf, size_t more)
{
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap - buf->n <= more && cap <= SIZE_MAX / 2)
        cap *= 2;
    char *grown = cap - buf->n > more ? realloc(buf->s, cap) : NULL;
    if (!grown)
        arena_exhausted();
    buf->s = grown;
    buf->cap = cap;
}

/* Room for `more` bytes and the NUL behind them. */
static void strbuf_reserve(StrBuf *buf, size_t more)
{
    if (more >= buf->cap - buf->n)
        strbuf_grow(buf, more);
}

void strbuf_put(StrBuf *buf, Str text)
{
    strbuf_reserve(buf, text.n);
    if (text.n)
        memcpy(buf->s + buf->n, text.s, text.n);
    buf->n += text.n;
    buf->s[buf->n] = '\0';
}

void strbuf_putc(StrBuf *buf, char c)
{
    strbuf_reserve(buf, 1);
    buf->s[buf->n++] = c;
    buf->s[buf->n] = '\0';
}

void strbuf_puts(StrBuf *buf, const char *text)
{
    strbuf_put(buf, str_of(text));
}

void strbuf_pad(StrBuf *buf, char c, size_t count)
{
    strbuf_reserve(buf, count);
    memset(buf->s + buf->n, c, count);
    buf->n += count;
    buf->s[buf->n] = '\0';
}

void strbuf_printf(StrBuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vprintf(buf, format, args);
    va_end(args);
}

void strbuf_vprintf(StrBuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    strbuf_reserve(buf, PRINTED_OFTEN);
    size_t room = buf->cap - buf->n;
    int length = vsnprintf(buf->s + buf->n, room, format, args);
    if (length > 0 && (size_t)length >= room) {
        strbuf_reserve(buf, (size_t)length);
        vsnprintf(buf->s + buf->n, (size_t)length + 1, format, again);
    }
    va_end(again);
    buf->n += length > 0 ? (size_t)length : 0;
    buf->s[buf->n] = '\0';
}

Str strbuf_str(const StrBuf *buf)
{
    return buf->s ? (Str){buf->s, buf->n} : (Str){"", 0};
}
