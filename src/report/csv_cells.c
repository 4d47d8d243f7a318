/* csv_cells.c: see csv_cells.h. */
#include "report/csv_cells.h"

#include <string.h>

#include "report/layout.h"

static bool is_dangerous(Str text)
{
    size_t at = 0;
    while (at < text.n && text.s[at] == ' ')
        at++;
    return at < text.n && strchr("=+-@|", text.s[at]) != NULL;
}

static bool needs_quotes(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr("\";,", text.s[i]))
            return true;
    return text.n && (text.s[0] == ' ' || text.s[text.n - 1] == ' ' || text.s[0] == '\'');
}

void csv_put(StrBuf *out, Arena *arena, Str raw)
{
    Str text = text_shown(arena, raw, 0);
    if (is_dangerous(text))
        text = str_of(arena_printf(arena, "'" STR_FMT, STR_ARG(text)));
    if (!needs_quotes(text)) {
        strbuf_put(out, text);
        return;
    }
    strbuf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '"')
            strbuf_putc(out, '"');
        strbuf_putc(out, text.s[i]);
    }
    strbuf_putc(out, '"');
}

void csv_put_row(StrBuf *out, Arena *arena, const Str *cells, size_t count, bool commas)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(out, !i ? "" : commas ? "," : ";");
        csv_put(out, arena, cells[i]);
    }
    strbuf_puts(out, "\r\n");
}
