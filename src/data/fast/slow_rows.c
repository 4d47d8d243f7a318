/* slow_rows.c: rows that are not plain, by the reference's row reader: doubled quotes, line ends in quotes, lone carriage returns, quotes within a field.
 * Part of the fast reader; the cells go the same way as all others. */
#include <stdlib.h>
#include <string.h>

#include "data/fast/range.h"

static void copy_grow(FastRange *range, size_t needed)
{
    if (needed <= range->copy_room)
        return;
    range->copy_room = needed * 2;
    free(range->copy);
    range->copy = calloc(1, range->copy_room);
    if (!range->copy)
        arena_exhausted();
}

/* The cells that the columns ask for, with bytes around them that may be read. */
static void copy_cells(FastRange *range, const RawRow *row)
{
    const FastCells *cells = &range->cells;
    size_t needed = 2 * SCAN_PADDING, at = SCAN_PADDING;
    for (size_t i = 0; i < cells->column_count; i++)
        needed += row->cells[cells->columns[i].field].text.n + 1;
    copy_grow(range, needed);
    for (size_t i = 0; i < cells->column_count; i++) {
        Str text = row->cells[cells->columns[i].field].text;
        if (text.n)
            memcpy(range->copy + at, text.s, text.n);
        range->bounds[i] = (uint32_t)at;
        range->bounds[cells->column_count + i] = (uint32_t)(at + text.n);
        at += text.n;
        range->copy[at++] = '\n';
    }
}

/* False when the row cannot be used. */
static bool take_row(FastRange *range, const RawRow *row)
{
    FastCells *cells = &range->cells;
    if (range->faults.count) {
        cells->fault = true;
        return false;
    }
    if (csv_blank(&range->reader))
        return true;
    if (range->reader.total != range->job->fields) {
        cells->fault = true;
        return false;
    }
    copy_cells(range, row);
    for (size_t i = 0; i < cells->column_count; i++)
        fast_column_read(cells, &cells->columns[i],
                         (FastFields){range->copy, range->bounds + i, range->bounds + cells->column_count + i, 1}, 1);
    lines_push(cells->arena, &range->runs, range->rows++, (uint32_t)row->line, 1);
    return true;
}

/* A row that cannot be read to its end: there may be more of it behind the chunk. */
static bool is_broken(FastRange *range, bool last)
{
    if (last && range->to == range->job->bytes)
        range->cells.fault = true;
    else if (last)
        range_verdict(range, VERDICT_TORN);
    return last;
}

size_t slow_rows(FastRange *range, Str text, bool last)
{
    CsvReader *reader = &range->reader;
    RawRow row;
    size_t used = 0;
    reader->text = range->faults.text = text;
    reader->at = 0;
    reader->line = range->line;
    while (used < text.n) {
        CsvStatus status = csv_next(reader, &row);
        bool cut = !last && (status == CSV_BROKEN || reader->at >= text.n);
        if (cut)
            range->faults.count = 0;    /* what is wrong with it is seen when all of it is there */
        if (cut || (status == CSV_BROKEN && is_broken(range, last)) || !take_row(range, &row))
            break;
        used = reader->at;
        range->line = reader->line;
    }
    return used;
}
