/* merge.c: ranges -> parts of one table, with common dictionaries in the order in which their texts first come. Part of the fast reader. */
#include "data/fast/merge.h"

#include <stdlib.h>
#include <string.h>

/* ---- reasons ---- */

typedef struct PlacedReason { Str text; size_t row, column; } PlacedReason;
typedef VEC(PlacedReason) PlacedReasons;

static int by_place(const void *a, const void *b)
{
    const PlacedReason *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

/* The reasons of all ranges in the order in which a reader of the whole file meets them. */
static PlacedReasons place_reasons(Arena *arena, const FastRange *ranges, size_t count)
{
    PlacedReasons placed = {0};
    size_t first = 0;
    for (size_t i = 0; i < count; first += ranges[i++].rows)
        for (size_t k = 1; k < ranges[i].cells.reasons.count; k++) {
            const FirstReason *reason = &ranges[i].cells.reasons.items[k];
            vec_push(arena, &placed, (PlacedReason){reason->text, first + reason->row, reason->column});
        }
    if (placed.count)
        qsort(placed.items, placed.count, sizeof *placed.items, by_place);
    return placed;
}

static void recode_reasons(FastColumn *column, const uint16_t *codes)
{
    uint16_t *reasons = (uint16_t *)column->reasons.at;
    for (size_t row = 0; reasons && row < column->rows; row++)
        reasons[row] = codes[reasons[row]];
}

static bool merge_reasons(Arena *arena, Arena *scratch, FastRange *ranges, size_t count, TableData *out)
{
    PlacedReasons placed = place_reasons(scratch, ranges, count);
    VEC(Str) texts = {0};
    Map known;
    map_init(&known, scratch);
    vec_push(arena, &texts, STR_LIT(""));
    for (size_t i = 0; i < placed.count; i++) {
        if (map_get(&known, placed.items[i].text))
            continue;
        uint16_t *code = ARENA_NEW(scratch, uint16_t);
        *code = (uint16_t)texts.count;
        map_put(&known, placed.items[i].text, code);
        vec_push(arena, &texts, str_dup(arena, placed.items[i].text));
    }
    if (texts.count > (size_t)UINT16_MAX + 1)
        return false;
    for (size_t i = 0; i < count; i++) {
        FastCells *cells = &ranges[i].cells;
        uint16_t *codes = arena_array(scratch, cells->reasons.count + 1, sizeof *codes);
        for (size_t k = 1; k < cells->reasons.count; k++)
            codes[k] = *(uint16_t *)map_get(&known, cells->reasons.items[k].text);
        for (size_t k = 0; k < cells->column_count; k++)
            recode_reasons(&cells->columns[k], codes);
    }
    out->reasons = texts.items;
    out->reason_count = texts.count;
    return true;
}

/* ---- dictionaries ---- */

/* The distinct entries of a column so far, of either kind. */
typedef struct Merged {
    Arena *arena, *scratch;
    bool periods, only;        /* entries are periods; they are those of the only range */
    Map known;                 /* text or period -> its code */
    VEC(Str) dict;
    VEC(Period) spans;
} Merged;

static size_t merged_count(const Merged *merged)
{
    return merged->periods ? merged->spans.count : merged->dict.count;
}

static Str entry_key(const Merged *merged, const FastColumn *column, size_t entry)
{
    return merged->periods ? (Str){(const char *)&column->periods.items[entry], sizeof(Period)} : column->dict.items[entry];
}

static uint32_t merged_code(Merged *merged, const FastColumn *column, size_t entry)
{
    Str key = entry_key(merged, column, entry);
    uint32_t *code = map_get(&merged->known, key);
    if (code)
        return *code;
    code = ARENA_NEW(merged->scratch, uint32_t);
    *code = (uint32_t)merged_count(merged);
    map_put(&merged->known, key, code);
    if (merged->periods)
        vec_push(merged->arena, &merged->spans, column->periods.items[entry]);
    else
        vec_push(merged->arena, &merged->dict, column->dict.items[entry]);
    return *code;
}

/* The codes of a part in the common dictionary; NULL where they are the same. */
static const uint32_t *part_codes(Merged *merged, const FastColumn *column, ColumnPart *part)
{
    size_t count = merged->periods ? column->periods.count : column->dict.count;
    uint32_t *codes = arena_array(merged->arena, count, sizeof *codes);
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        codes[i] = merged_code(merged, column, i);
        same &= codes[i] == i;
        part->low = i == 0 || codes[i] < part->low ? codes[i] : part->low;
        part->high = i == 0 || codes[i] > part->high ? codes[i] : part->high;
    }
    return same ? NULL : codes;
}

/* ---- parts ---- */

/* What stands in cells without a value must lie within the bounds. Where codes are stored it does: 0 is a code that is used. */
static void fill_gaps(const FastColumn *column, ColumnPart *part)
{
    if (!part->states && part->any)
        return;
    for (size_t row = 0; row < column->rows; row++)
        if (!part->any)
            part_store(part, row, part->base);
        else if (part->states[row] != CELL_OK)
            part_store(part, row, part->low);
}

static ColumnPart settle_part(Merged *merged, FastColumn *column)
{
    ColumnPart part = {.width = column->width, .base = column->base, .unit = column->unit, .any = column->any, .values = column->values.at,
                       .states = (uint8_t *)column->states.at, .low = column->low * column->unit, .high = column->high * column->unit};
    if (fast_has_codes(column) && !merged->only)
        part.codes = part_codes(merged, column, &part);
    if (!part.any)
        part.codes = NULL;
    if (!fast_has_codes(column))
        fill_gaps(column, &part);
    part.values = room_settle(&column->values, merged->arena, column->rows * width_bytes(part.width));
    if (column->states.at)
        part.states = room_settle(&column->states, merged->arena, column->rows);
    if (column->reasons.at)
        part.reasons = room_settle(&column->reasons, merged->arena, column->rows * sizeof(uint16_t));
    return part;
}

/* Ranges without rows give no part, but for one where no range has any. */
static bool gives_part(const FastRange *ranges, size_t index, const TableData *table)
{
    return ranges[index].rows || (table->rows == 0 && index == 0);
}

/* A single range has the dictionary already. */
static void take_dictionary(Merged *merged, FastColumn *column)
{
    merged->only = true;
    merged->dict.items = column->dict.items;
    merged->dict.count = column->dict.count;
    merged->spans.items = column->periods.items;
    merged->spans.count = column->periods.count;
}

static void merge_column(Arena *arena, Arena *scratch, FastRange *ranges, size_t count, size_t index, const TableData *table, Column *out)
{
    const ColumnSpec *spec = ranges[0].cells.columns[index].spec;
    Merged merged = {.arena = arena, .scratch = scratch, .periods = spec->type == COLUMN_PERIOD || spec->type == COLUMN_VINTAGE};
    map_init(&merged.known, scratch);
    if (count == 1)
        take_dictionary(&merged, &ranges[0].cells.columns[index]);
    *out = (Column){.name = spec->name, .type = spec->type, .rows = table->parts, .part_count = table->part_count};
    out->parts = arena_array(arena, table->part_count, sizeof *out->parts);
    for (size_t i = 0, part = 0; i < count; i++)
        if (gives_part(ranges, i, table))
            out->parts[part++] = settle_part(&merged, &ranges[i].cells.columns[index]);
    out->dict = merged.dict.items;
    out->dict_count = merged.dict.count;
    out->periods = merged.spans.items;
    out->period_count = merged.spans.count;
}

/* ---- rows ---- */

static void merge_rows(Arena *arena, const FastRange *ranges, size_t count, TableData *out)
{
    out->parts = arena_array(arena, count, sizeof *out->parts);
    for (size_t i = 0; i < count; i++) {
        if (ranges[i].rows)
            out->parts[out->part_count++] = (DataPart){out->rows, ranges[i].rows};
        out->rows += ranges[i].rows;
    }
    out->part_count += out->part_count == 0;
    out->source_rows = out->rows;
}

static void merge_lines(Arena *arena, const FastRange *ranges, size_t count, TableData *out)
{
    LineRunVec runs = {0};
    size_t row = 0, line = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < ranges[i].runs.count; k++) {
            const LineRun *run = &ranges[i].runs.items[k];
            lines_push(arena, &runs, row + run->row, (uint32_t)(line + run->line), 1);
        }
        row += ranges[i].rows;
        line += ranges[i].line;
    }
    out->lines = runs.items;
    out->line_count = runs.count;
}

bool merge_ranges(Arena *arena, FastRange *ranges, size_t count, TableData *out)
{
    Arena *scratch = arena_new();
    bool kept = merge_reasons(arena, scratch, ranges, count, out);
    if (kept) {
        merge_rows(arena, ranges, count, out);
        merge_lines(arena, ranges, count, out);
        out->column_count = ranges[0].cells.column_count;
        out->columns = arena_array(arena, out->column_count, sizeof *out->columns);
        for (size_t i = 0; i < out->column_count; i++)
            merge_column(arena, scratch, ranges, count, i, out, &out->columns[i]);
        for (size_t i = 0; i < count; i++) {
            arena_adopt(arena, ranges[i].cells.arena);
            ranges[i].cells.arena = NULL;
        }
    }
    arena_free(scratch);
    return kept;
}
