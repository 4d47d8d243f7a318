/* source.h: a text that diagnostics can point into. */
#ifndef STYR_TEXT_SOURCE_H
#define STYR_TEXT_SOURCE_H

#include <stdbool.h>

#include "base/str.h"

typedef struct Source {
    const char *name;        /* as shown to people: path relative to where the user stands */
    const char *path;        /* as it was opened: files that it names are found from there; the name unless set */
    bool library;            /* came by name from the rule library: no file of the model's own */
    Str text;                /* UTF-8, NUL behind its end */
    size_t *line_starts;     /* byte offsets, line_starts[0] == 0; made on first use */
    size_t line_count;
    Arena *arena;
} Source;

/* Byte range in a source. src == NULL: no place (start, end ignored). */
typedef struct Span {
    Source *src;
    size_t start, end;
} Span;

typedef struct Place {
    size_t line, column;     /* from 1; the column counts code points */
} Place;

#define SPAN_NONE ((Span){NULL, 0, 0})

Source *source_new(Arena *arena, const char *name, Str text);
Place source_place(Source *src, size_t offset);
Str source_line(Source *src, size_t line);        /* without line end; line counts from 1 */
Str span_text(Span span);
Span span_join(Span a, Span b);                   /* from the start of a to the end of b; a if the sources differ */

#endif
