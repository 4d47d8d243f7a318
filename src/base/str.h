/* str.h: string slices (not owned, not NUL-terminated) and a growable buffer. */
#ifndef STYR_BASE_STR_H
#define STYR_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Str {
    const char *s;
    size_t n;
} Str;

#define STR_LIT(text) ((Str){(text), sizeof(text) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(str) ((int)(str).n), ((str).s)

Str str_of(const char *text);                 /* NULL gives the empty slice */
bool str_eq(Str a, Str b);
bool str_eqz(Str a, const char *b);
int str_cmp(Str a, Str b);                    /* bytewise, shorter first */
bool str_starts(Str text, Str prefix);
bool str_ends(Str text, Str suffix);
Str str_trim(Str text);                       /* ASCII blanks, no-break (U+00A0) and thin (U+2009, U+202F) spaces */
/* Offset of needle in text from `from` on, or (size_t)-1. */
size_t str_find(Str text, Str needle, size_t from);
Str str_dup(Arena *arena, Str text);          /* copy, NUL-terminated behind its end */

/* A growable byte buffer on the heap; always NUL-terminated. Zero-initialise; strbuf_free releases. */
typedef struct StrBuf {
    char *s;
    size_t n, cap;
} StrBuf;

void strbuf_free(StrBuf *buf);
void strbuf_clear(StrBuf *buf);
void strbuf_putc(StrBuf *buf, char c);
void strbuf_puts(StrBuf *buf, const char *text);
void strbuf_put(StrBuf *buf, Str text);
void strbuf_pad(StrBuf *buf, char c, size_t count);
void strbuf_printf(StrBuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vprintf(StrBuf *buf, const char *format, va_list args);
Str strbuf_str(const StrBuf *buf);

#endif
