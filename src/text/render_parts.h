/* render_parts.h: what the files of the renderer share; nobody else includes it. */
#ifndef STYR_TEXT_RENDER_PARTS_H
#define STYR_TEXT_RENDER_PARTS_H

#include <stdint.h>

#include "text/render.h"

/* Where a diagnostic or label points, for people and machines. file NULL: no place. 0: unknown. */
typedef struct Where {
    const char *file;
    size_t line, column, end_line, end_column;
} Where;

Where where_span(Span span);
Where where_diag(const Diag *diag);
/* "fil:rad:kol", as much of it as is known. */
void put_where(StrBuf *out, Where where);

/* Text as a terminal may see it: control characters and characters that turn the direction of writing become U+FFFD, a tab
 * four blanks, a line end one. */
void put_shown(StrBuf *out, Str text);
/* Its width in columns; counting stops once it is above `most`. */
size_t shown_width(Str text, size_t most);

typedef struct Words {
    const char *severity[3], *hint, *more, *explain, *did_you_mean, *omitted;
} Words;
const Words *render_words(Lang lang);

/* The colour of a severity; "" when colours are off. */
const char *colour_of(Severity severity, const RenderOptions *options);
const char *colour_end(const RenderOptions *options);

/* One diagnostic. */
void render_text(StrBuf *out, const Diag *diag, const RenderOptions *options);
void render_short(StrBuf *out, const Diag *diag, const RenderOptions *options);
void render_json(StrBuf *out, const Diag *diag, const RenderOptions *options);

/* ---- the lines of source under a diagnostic (snippet.c) ---- */

#define MARKS_SHOWN 64      /* of one diagnostic */

typedef struct Mark {
    size_t line;               /* from 1 */
    size_t start, end;         /* bytes within that line */
    Str text;                  /* empty for none */
    Span span;
    bool is_main;
    size_t column, end_column; /* as printed, from 0 */
    size_t row;                /* of its text: 0 beside the markers, then below */
} Mark;

Mark mark_of(Span span, Str text, bool is_main);
/* count (at most MARKS_SHOWN) marks in the same line of src, sorted by start: the line, the markers, their texts. gutter is the width of the line number. */
void render_line(StrBuf *out, Source *src, Mark *marks, size_t count, int gutter, const char *colour, const char *end);

#endif
