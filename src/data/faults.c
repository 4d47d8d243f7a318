/* faults.c: problems in a data file are placed, counted and queued here. Part of every reader. */
#include "data/faults.h"

#include <string.h>

#include "base/utf8.h"
#include "data/table.h"

#define QUOTE_MAX 60

size_t count_lines(const char *from, const char *to)
{
    size_t lines = 0;
    for (const char *at = from; at < to; at++)
        lines += *at == '\n' || (*at == '\r' && !(at + 1 < to && at[1] == '\n'));
    return lines;
}

const char *fault_number(Arena *arena, size_t number)
{
    return arena_printf(arena, "%zu", number);
}

const char *fault_quote(Arena *arena, Str text)
{
    StrBuf out = {0};
    size_t at = 0;
    for (size_t shown = 0; at < text.n && shown < QUOTE_MAX; shown++) {
        uint32_t point = utf8_next(text, &at);
        utf8_put(&out, point < ' ' || point == 0x7f ? ' ' : point);
    }
    if (at < text.n)
        strbuf_puts(&out, "…");
    const char *copy = arena_strndup(arena, out.s ? out.s : "", out.n);
    strbuf_free(&out);
    return copy;
}

/* The column of `at` in its line, in code points from 1. */
static size_t column_of(Str text, const char *at)
{
    const char *feed = memrchr(text.s, '\n', (size_t)(at - text.s)), *line = feed ? feed + 1 : text.s;
    const char *carriage = memrchr(line, '\r', (size_t)(at - line));
    line = carriage ? carriage + 1 : line;
    size_t column = 1;
    for (; line < at; line++)
        column += ((unsigned char)*line & 0xc0) != 0x80;
    return column;
}

static size_t line_of(size_t line, const char *start, const char *at)
{
    return at >= start ? line + count_lines(start, at) : line - count_lines(at, start);
}

/* Counts a fault; false when it is not to be queued. */
static bool fault_counted(Faults *faults, size_t line)
{
    if (faults->quiet)
        return false;
    if (line && (faults->first_line == 0 || line < faults->first_line))
        faults->first_line = line;
    if (line > faults->last_line)
        faults->last_line = line;
    return ++faults->count <= DATA_SHOWN_ERRORS;
}

bool fault_unshown(Faults *faults, size_t line)
{
    if (!faults->quiet && faults->count < DATA_SHOWN_ERRORS)
        return false;
    fault_counted(faults, line);
    return true;
}

void fault_at(Faults *faults, DiagCode code, size_t line, size_t column, const char *const args[FAULT_ARGS])
{
    if (fault_counted(faults, line))
        diag_add_at(faults->diags, code, faults->shown, line, column, args[0], args[1], args[2], args[3], (char *)NULL);
}

void fault_in(Faults *faults, DiagCode code, size_t line, const char *start, Str marked, const char *const args[FAULT_ARGS])
{
    if (fault_unshown(faults, line))
        return;
    if (faults->source) {
        size_t from = (size_t)(marked.s - faults->source->text.s);
        Span span = {faults->source, from, from + marked.n};
        if (fault_counted(faults, line))
            diag_add(faults->diags, code, span, args[0], args[1], args[2], args[3], (char *)NULL);
        return;
    }
    bool inside = marked.s && marked.s >= faults->text.s && marked.s <= faults->text.s + faults->text.n;
    size_t at_line = inside ? line_of(line, start, marked.s) : line;
    if (fault_counted(faults, at_line))
        diag_add_at(faults->diags, code, faults->shown, at_line, inside ? column_of(faults->text, marked.s) : 0, args[0], args[1], args[2],
                    args[3], (char *)NULL);
}

void faults_summary(Faults *faults)
{
    if (faults->quiet || faults->count <= DATA_SHOWN_ERRORS)
        return;
    Arena *arena = faults->arena;
    diag_add_at(faults->diags, DIAG_S0449, faults->shown, 0, 0, faults->shown, fault_number(arena, faults->count),
                fault_number(arena, faults->first_line), fault_number(arena, faults->last_line), fault_number(arena, DATA_SHOWN_ERRORS),
                (char *)NULL);
}
