/* source.c: texts that diagnostics point into; offsets to lines and columns. */
#include "text/source.h"

#include <string.h>

Source *source_new(Arena *arena, const char *name, Str text)
{
    Source *src = ARENA_NEW(arena, Source);
    src->arena = arena;
    src->name = src->path = arena_strdup(arena, name);
    src->text = str_dup(arena, text);
    return src;
}

static size_t count_lines(Str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.s[i] == '\n';
    return lines;
}

static void make_lines(Source *src)
{
    if (src->line_starts)
        return;
    src->line_count = count_lines(src->text);
    src->line_starts = arena_array(src->arena, src->line_count, sizeof *src->line_starts);
    size_t line = 1;
    for (size_t i = 0; i < src->text.n; i++)
        if (src->text.s[i] == '\n')
            src->line_starts[line++] = i + 1;
}

/* Index of the last line that starts at or before offset. */
static size_t line_index(const Source *src, size_t offset)
{
    size_t low = 0, high = src->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (src->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

Place source_place(Source *src, size_t offset)
{
    make_lines(src);
    if (offset > src->text.n)
        offset = src->text.n;
    while (offset && offset < src->text.n && is_continuation(src->text.s[offset]))
        offset--;
    size_t line = line_index(src, offset), column = 1;
    for (size_t i = src->line_starts[line]; i < offset; i++)
        column += !is_continuation(src->text.s[i]);
    return (Place){line + 1, column};
}

Str source_line(Source *src, size_t line)
{
    make_lines(src);
    if (line == 0 || line > src->line_count)
        return STR_LIT("");
    size_t start = src->line_starts[line - 1];
    size_t end = line < src->line_count ? src->line_starts[line] - 1 : src->text.n;
    if (end > start && line < src->line_count && src->text.s[end - 1] == '\r')
        end--;
    return (Str){src->text.s + start, end - start};
}

Str span_text(Span span)
{
    if (!span.src || span.start > span.end || span.end > span.src->text.n)
        return STR_LIT("");
    return (Str){span.src->text.s + span.start, span.end - span.start};
}

Span span_join(Span a, Span b)
{
    if (a.src != b.src)
        return a;
    return (Span){a.src, a.start, b.end > a.end ? b.end : a.end};
}
