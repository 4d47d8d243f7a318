/* markdown.c: see markdown.h. */
#include "report/markdown.h"

#include <string.h>

#include "report/layout.h"

static const char *entity_of(char c)
{
    switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    default: return NULL;
    }
}

/* A digit run followed by . or ) would begin a numbered list; #, + and - a heading or a list. */
static bool starts_block(Str text)
{
    size_t at = 0;
    while (at < text.n && text.s[at] >= '0' && text.s[at] <= '9')
        at++;
    return text.n && ((at && at < text.n && strchr(".)", text.s[at])) || strchr("#+-=", text.s[0]));
}

void markdown_put(StrBuf *out, Arena *arena, Str raw)
{
    Str text = text_shown(arena, str_trim(raw), 0);
    bool block = starts_block(text);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        const char *entity = entity_of(c);
        bool digit = c >= '0' && c <= '9';
        if (strchr("\\`*_{}[]|~", c) || (block && !digit && c != ' '))
            strbuf_putc(out, '\\');
        block = block && digit;
        if (entity)
            strbuf_puts(out, entity);
        else
            strbuf_putc(out, c);
    }
}
