/* layout.c: the ends of fields that a scan found -> rows of as many fields as the header has. Between the two stages of the fast reader. */
#include "data/fast/range.h"

/* Whether a row begins with a byte that no blank row begins with, perhaps in quotes. */
static inline bool is_filled(const char *row, char separator)
{
    char byte = *row == '"' ? row[1] : *row;
    return byte > ' ' && byte < 0x7f && byte != separator && byte != '"';
}

/* Takes quotes off a field. That it ends with one is known from the scan. */
static inline void take_quotes(const char *text, uint32_t *start, uint32_t *end)
{
    if (*end - *start >= 2 && text[*start] == '"') {
        ++*start;
        --*end;
    }
}

static inline void take_carriage(const char *text, uint32_t start, uint32_t *end)
{
    *end -= *end > start && text[*end - 1] == '\r';
}

static bool is_blank(const char *text, const uint32_t *starts, const uint32_t *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cell_trim((Str){text + starts[i], ends[i] - starts[i]}).n)
            return false;
    return true;
}

/* Whether every row has the header's number of fields, and none may be blank: almost always so. */
static bool is_regular(const FastRange *range, const char *text, size_t ends)
{
    size_t fields = range->job->fields, rows = range->scan.feeds, at = 0;
    bool regular = rows * fields == ends;
    for (size_t row = 0; regular && row < rows; row++) {
        size_t end = range->scan.ends[row * fields + fields - 1];
        regular = text[end] == '\n' && is_filled(text + at, range->job->separator);
        at = end + 1;
    }
    return regular;
}

typedef uint32_t Offsets __attribute__((vector_size(16), aligned(4), may_alias));
#define OFFSETS (sizeof(Offsets) / sizeof(uint32_t))

/* A field starts behind the end of the one before it. What is written too much is within the padding. */
static void starts_of(uint32_t *starts, const uint32_t *ends, size_t count)
{
    starts[0] = 0;
    for (size_t i = 1; i < count; i += OFFSETS)
        *(Offsets *)(starts + i) = *(const Offsets *)(ends + i - 1) + 1;
}

static void layout_regular(FastRange *range, const char *text, size_t ends)
{
    size_t fields = range->job->fields;
    starts_of(range->starts, range->scan.ends, ends);
    for (size_t i = fields - 1; range->scan.carriages && i < ends; i += fields)
        take_carriage(text, range->starts[i], &range->scan.ends[i]);
    for (size_t i = 0; range->scan.quotes && i < ends; i++)
        take_quotes(text, &range->starts[i], &range->scan.ends[i]);
}

/* One row's fields: from `ends`, which they may overwrite. */
static void place_row(const char *text, size_t start, const uint32_t *ends, size_t count, uint32_t *out_starts, uint32_t *out_ends)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t end = ends[i];
        out_starts[i] = (uint32_t)start;
        out_ends[i] = end;
        start = (size_t)end + 1;
        if (i + 1 == count)
            take_carriage(text, out_starts[i], &out_ends[i]);
        take_quotes(text, &out_starts[i], &out_ends[i]);
    }
}

static bool layout_irregular(FastRange *range, const char *text, size_t ends, size_t *rows)
{
    size_t fields = range->job->fields, start = 0, line = range->line;
    for (size_t at = 0, count; at < ends; at += count, line++) {
        for (count = 1; text[range->scan.ends[at + count - 1]] != '\n';)
            count++;
        size_t next = (size_t)range->scan.ends[at + count - 1] + 1;
        uint32_t *row_starts = range->starts + *rows * fields, *row_ends = range->scan.ends + *rows * fields;
        place_row(text, start, range->scan.ends + at, count, row_starts, row_ends);
        bool blank = is_blank(text, row_starts, row_ends, count);
        if (!blank && count != fields)
            return false;
        if (!blank)
            lines_push(range->cells.arena, &range->runs, range->rows + (*rows)++, (uint32_t)line, 1);
        start = next;
    }
    return true;
}

bool layout_rows(FastRange *range, Str text, size_t ends, size_t *rows)
{
    *rows = 0;
    if (!is_regular(range, text.s, ends))
        return layout_irregular(range, text.s, ends, rows);
    *rows = range->scan.feeds;
    layout_regular(range, text.s, ends);
    if (*rows)
        lines_push(range->cells.arena, &range->runs, range->rows, (uint32_t)range->line, 1);
    return true;
}
