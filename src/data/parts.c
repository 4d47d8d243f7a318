/* parts.c: columns at their narrow widths, the way in and the way out. Made by builder_finish and the fast reader, read by exec. */
#include <string.h>

#include "data/parts.h"

/* ---- out ---- */

#define DECODE(type)                                                                  \
    for (size_t i = 0; i < count; i++)                                                \
        values[i] = base + unit * (int64_t)((const type *)part->values)[at + i]

static void decode_stored(const ColumnPart *part, size_t at, size_t count, int64_t *values)
{
    int64_t base = part->base, unit = part->unit;
    switch (part->width) {
    case WIDTH_U8: DECODE(uint8_t); break;
    case WIDTH_U16: DECODE(uint16_t); break;
    case WIDTH_U32: DECODE(uint32_t); break;
    case WIDTH_I32: DECODE(int32_t); break;
    case WIDTH_I64: DECODE(int64_t); break;
    }
    for (size_t i = 0; i < count && part->codes; i++)
        values[i] = part->codes[values[i]];
}

void column_decode(const Column *column, size_t first, size_t count, int64_t *values, uint8_t *states)
{
    const ColumnPart *part = &column->parts[data_part(column->rows, column->part_count, &first)];
    decode_stored(part, first, count, values);
    if (states && part->states)
        memcpy(states, part->states + first, count);
    else if (states)
        memset(states, CELL_OK, count);
    for (size_t i = 0; i < count && part->states; i++)
        values[i] = part->states[first + i] == CELL_OK ? values[i] : 0;
}

bool column_bounds(const Column *column, int64_t *low, int64_t *high)
{
    bool any = false;
    for (size_t i = 0; i < column->part_count; i++) {
        const ColumnPart *part = &column->parts[i];
        if (!part->any)
            continue;
        *low = !any || part->low < *low ? part->low : *low;
        *high = !any || part->high > *high ? part->high : *high;
        any = true;
    }
    return any;
}

size_t data_batch(const TableData *data, size_t first, size_t most)
{
    size_t at = first, part = data_part(data->parts, data->part_count, &at), left = data->parts[part].count - at;
    return left < most ? left : most;
}

/* The run that a row is in. */
static size_t find_run(const TableData *data, size_t row)
{
    size_t low = 0, high = data->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (data->lines[middle].row <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t line_in(const LineRun *run, size_t row)
{
    return run->per == LINE_STANDS ? run->line : run->line + (uint32_t)((row - run->row) / run->per);
}

uint32_t data_line(const TableData *data, size_t row)
{
    return line_in(&data->lines[find_run(data, row)], row);
}

void data_lines(const TableData *data, size_t first, size_t count, uint32_t *lines)
{
    for (size_t i = 0, end; i < count; i = end) {
        size_t at = find_run(data, first + i);
        const LineRun *run = &data->lines[at];
        end = at + 1 < data->line_count && run[1].row - first < count ? run[1].row - first : count;
        if (run->per == 1)
            for (size_t j = i; j < end; j++)
                lines[j] = run->line + (uint32_t)(first + j - run->row);
        else
            for (size_t j = i; j < end; j++)
                lines[j] = line_in(run, first + j);
    }
}

/* ---- lines ---- */

static bool line_follows(LineRun *run, size_t row, uint32_t line)
{
    if (row == run->row + 1 && run->per == 1 && line == run->line)
        run->per = LINE_STANDS;
    return line == (run->per == LINE_STANDS ? run->line : run->line + (uint32_t)((row - run->row) / run->per));
}

void lines_push(Arena *arena, LineRunVec *runs, size_t row, uint32_t line, uint32_t per)
{
    if (!runs->count || !line_follows(&runs->items[runs->count - 1], row, line))
        vec_push(arena, runs, (LineRun){row, line, per});
}

/* ---- in ---- */

static bool has_codes(ColumnType type)
{
    return type == COLUMN_TEXT || type == COLUMN_BODY || type == COLUMN_PERIOD || type == COLUMN_VINTAGE;
}

/* The coarsest of whole, hundredths and millionths that all values are whole numbers of. */
static int64_t unit_of(ColumnType type, const int64_t *values, size_t count)
{
    static const int64_t units[] = {FIX_ONE, FIX_ONE / 100, 1};
    size_t unit = type == COLUMN_NUMBER || type == COLUMN_INT ? 0 : 2;
    for (size_t i = 0; i < count; i++)
        while (values[i] % units[unit])
            unit++;
    return units[unit];
}

void part_choose(ColumnPart *part, ColumnType type, int64_t unit)
{
    uint64_t span = part->any ? ((uint64_t)part->high - (uint64_t)part->low) / (uint64_t)unit : 0;
    part->unit = unit;
    part->base = !part->any || has_codes(type) ? 0 : part->low;
    if (has_codes(type))
        span = part->any ? (uint64_t)part->high : 0;
    part->width = span <= UINT8_MAX ? WIDTH_U8 : span <= UINT16_MAX ? WIDTH_U16 : WIDTH_U32;
    if (part->width != WIDTH_U32 || has_codes(type))
        return;
    part->base = 0;
    part->width = part->low / unit >= INT32_MIN && part->high / unit <= INT32_MAX ? WIDTH_I32 : WIDTH_I64;
}

void part_store(ColumnPart *part, size_t at, int64_t value)
{
    int64_t stored = (value - part->base) / part->unit;
    switch (part->width) {
    case WIDTH_U8: ((uint8_t *)part->values)[at] = (uint8_t)stored; break;
    case WIDTH_U16: ((uint16_t *)part->values)[at] = (uint16_t)stored; break;
    case WIDTH_U32: ((uint32_t *)part->values)[at] = (uint32_t)stored; break;
    case WIDTH_I32: ((int32_t *)part->values)[at] = (int32_t)stored; break;
    case WIDTH_I64: ((int64_t *)part->values)[at] = stored; break;
    }
}

size_t width_bytes(CellWidth width)
{
    static const uint8_t bytes[] = {[WIDTH_U8] = 1, [WIDTH_U16] = 2, [WIDTH_U32] = 4, [WIDTH_I32] = 4, [WIDTH_I64] = 8};
    return bytes[width];
}

static void find_bounds(ColumnPart *part, const int64_t *values, const uint8_t *states, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (states[i] != CELL_OK)
            continue;
        part->low = !part->any || values[i] < part->low ? values[i] : part->low;
        part->high = !part->any || values[i] > part->high ? values[i] : part->high;
        part->any = true;
    }
}

ColumnPart part_narrow(Arena *arena, ColumnType type, const int64_t *values, const uint8_t *states, size_t count)
{
    ColumnPart part = {.unit = 1};
    find_bounds(&part, values, states, count);
    part_choose(&part, type, unit_of(type, values, count));
    part.values = arena_array(arena, count, width_bytes(part.width));
    bool all = true;
    for (size_t i = 0; i < count; i++) {
        all &= states[i] == CELL_OK;
        if (states[i] == CELL_OK)
            part_store(&part, i, values[i]);
        else if (part.any && part.base == 0)
            part_store(&part, i, part.low);
    }
    if (all)
        return part;
    part.states = arena_array(arena, count, 1);
    memcpy(part.states, states, count);
    return part;
}
