/* render.h: diagnostics to text for people (with the source line and markers), one line each, or JSON. */
#ifndef STYR_TEXT_RENDER_H
#define STYR_TEXT_RENDER_H

#include "text/diag.h"

typedef enum DiagFormat { DIAG_FORMAT_TEXT, DIAG_FORMAT_SHORT, DIAG_FORMAT_JSON } DiagFormat;

typedef struct RenderOptions {
    Lang lang;
    bool colour;
    DiagFormat format;
} RenderOptions;

/* All diagnostics, ordered by file, line, column (stable), those without place last; identical ones once. */
void render_diags(StrBuf *out, const Diags *diags, const RenderOptions *options);
/* The one-sentence message of a diagnostic with its arguments filled in. */
void render_message(StrBuf *out, const Diag *diag, Lang lang);
/* The hint, suggestion included, or nothing. */
void render_hint(StrBuf *out, const Diag *diag, Lang lang);

/* Text as a terminal may see it: control characters and characters that turn the direction of writing become U+FFFD, a tab four blanks. */
void put_shown(StrBuf *out, Str text);
bool is_shown_as_it_is(Str text);     /* put_shown changes nothing */
/* JSON string literal with quotes; invalid UTF-8 becomes U+FFFD. */
void json_put_string(StrBuf *out, Str text);

#endif
