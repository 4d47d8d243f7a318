/* shown.c: text made harmless for a terminal, places and words; small parts of the renderer. */
#include "base/utf8.h"
#include "text/render_parts.h"

#define TAB_COLUMNS 4
#define REPLACEMENT 0xfffd

/* Written out raw, these could move the cursor, recolour what follows or show the text in another order than the program reads it. */
static bool is_harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* Bytes of text from `at` on that can be shown as they are: ASCII that is printed, the no-break space, and the letters up to ÿ. */
static size_t plain_run(Str text, size_t at)
{
    size_t end = at;
    while (end < text.n) {
        unsigned char first = (unsigned char)text.s[end], second = text.n - end > 1 ? (unsigned char)text.s[end + 1] : 0;
        if (first >= 0x20 && first < 0x7f)
            end++;
        else if ((first == 0xc3 && (second & 0xc0) == 0x80) || (first == 0xc2 && second == 0xa0))
            end += 2;
        else
            break;
    }
    return end - at;
}

bool is_shown_as_it_is(Str text)
{
    return plain_run(text, 0) == text.n;
}

void put_shown(StrBuf *out, Str text)
{
    for (size_t at = 0, run; at < text.n;) {
        if ((run = plain_run(text, at)) != 0) {
            strbuf_put(out, (Str){text.s + at, run});
            at += run;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        if (c == '\t')
            strbuf_pad(out, ' ', TAB_COLUMNS);
        else
            utf8_put(out, c == '\n' ? ' ' : is_harmful(c) ? REPLACEMENT : c);
    }
}

static size_t width_of(uint32_t c)
{
    if (c == '\t')
        return TAB_COLUMNS;
    return is_harmful(c) ? 1 : utf8_point_width(c);
}

size_t shown_width(Str text, size_t most)
{
    size_t width = 0;
    for (size_t at = 0; at < text.n && width <= most;)
        width += width_of(utf8_next(text, &at));
    return width;
}

Where where_span(Span span)
{
    if (!span.src)
        return (Where){0};
    Place start = source_place(span.src, span.start);
    Place end = source_place(span.src, span.end > span.start ? span.end : span.start);
    return (Where){span.src->name, start.line, start.column, end.line, end.column};
}

Where where_diag(const Diag *diag)
{
    if (diag->span.src)
        return where_span(diag->span);
    if (!diag->file)
        return (Where){0};
    return (Where){diag->file, diag->line, diag->line ? diag->column : 0, 0, 0};
}

void put_where(StrBuf *out, Where where)
{
    put_shown(out, str_of(where.file));
    if (where.line)
        strbuf_printf(out, ":%zu", where.line);
    if (where.column)
        strbuf_printf(out, ":%zu", where.column);
}

static const Words words[2] = {
    [LANG_SV] = {{"fel", "varning", "anm"}, "tips", "mer", "styr förklara", "menade du", "ytterligare %zu fel och varningar visas inte"},
    [LANG_EN] = {{"error", "warning", "note"}, "hint", "more", "styr explain", "did you mean", "another %zu errors and warnings are not shown"},
};

const Words *render_words(Lang lang)
{
    return &words[lang];
}

const char *colour_of(Severity severity, const RenderOptions *options)
{
    static const char *const colours[3] = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[36m"};
    return options->colour ? colours[severity] : "";
}

const char *colour_end(const RenderOptions *options)
{
    return options->colour ? "\x1b[0m" : "";
}
