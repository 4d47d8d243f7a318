/* json.c: string literals for JSON. Used by the renderer of diagnostics and by the reports. */
#include "base/utf8.h"
#include "text/render.h"

/* The letter behind the backslash, or 0. */
static char short_escape(uint32_t c)
{
    switch (c) {
    case '"': case '\\': return (char)c;
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

/* U+2028 and U+2029 are legal in JSON but end a line in older JavaScript. */
static bool needs_escape(uint32_t c)
{
    return c < 0x20 || c == 0x7f || c == '"' || c == '\\' || c == 0x2028 || c == 0x2029;
}

static void put_escape(StrBuf *out, uint32_t c)
{
    char letter = short_escape(c);
    if (letter)
        strbuf_put(out, (Str){(char[]){'\\', letter}, 2});
    else
        strbuf_printf(out, "\\u%04x", (unsigned)c);
}

void json_put_string(StrBuf *out, Str text)
{
    strbuf_putc(out, '"');
    for (size_t at = 0, start = 0; at < text.n; start = at) {
        uint32_t c = utf8_next(text, &at);
        if (needs_escape(c))
            put_escape(out, c);
        else if (c == 0xfffd)
            utf8_put(out, c);
        else
            strbuf_put(out, (Str){text.s + start, at - start});
    }
    strbuf_putc(out, '"');
}
