/* odd.c: cells that the kernels do not know, read as the reference reads them: words, qualifiers, signs, groups, units, long dates, texts seen for the
 * first time. Part of the fast reader. */
#include <string.h>

#include "data/fast/column.h"
#include "data/rows.h"

/* A column is read a chunk at a time, so another may have come to the reason first though its cell stands further down. */
static void reason_met(FastCells *cells, uint16_t code, size_t row, size_t column)
{
    FirstReason *first = &cells->reasons.items[code];
    if (row > first->row || (row == first->row && column >= first->column))
        return;
    first->row = row;
    first->column = column;
}

/* Code of a reason; the empty one is 0. */
static uint16_t reason_code(FastCells *cells, Str reason, size_t row, size_t column)
{
    if (reason.n == 0)
        return 0;
    uint16_t *code = map_get(&cells->reason_codes, reason);
    if (code) {
        reason_met(cells, *code, row, column);
        return *code;
    }
    if (cells->reasons.count > UINT16_MAX) {
        cells->full = true;
        return 0;
    }
    code = ARENA_NEW(cells->arena, uint16_t);
    *code = (uint16_t)cells->reasons.count;
    vec_push(cells->arena, &cells->reasons, (FirstReason){str_dup(cells->arena, reason), row, column});
    map_put(&cells->reason_codes, reason, code);
    return *code;
}

/* The table of texts keeps no copy of a long one. */
static void remember(FastCells *cells, FastColumn *column, Str written, uint32_t value)
{
    texts_add(&column->texts, written.n > TEXT_SHORT ? str_dup(cells->arena, written) : written, value);
}

/* Code of a text in its composed form; written: the field that had it. */
static uint32_t text_code(FastCells *cells, FastColumn *column, Str text, Str written)
{
    bool same = str_eq(text, written);
    uint32_t code = same ? TEXT_NONE : texts_find_long(&column->texts, text);
    if (code == TEXT_NONE) {
        code = (uint32_t)column->dict.count;
        Str copy = str_dup(cells->arena, text);
        vec_push(cells->arena, &column->dict, copy);
        texts_add(&column->texts, copy, code);
    }
    if (!same)
        remember(cells, column, written, code);
    return code;
}

static uint32_t period_code(FastCells *cells, FastColumn *column, Period period, Str written)
{
    Str key = {(const char *)&period, sizeof period};
    uint32_t *code = map_get(&column->period_codes, key);
    if (!code) {
        code = ARENA_NEW(cells->arena, uint32_t);
        *code = (uint32_t)column->periods.count;
        vec_push(cells->arena, &column->periods, period);
        map_put(&column->period_codes, key, code);
    }
    remember(cells, column, written, *code);
    return *code;
}

bool odd_remark(FastCells *cells, FastColumn *column, uint32_t index, size_t at, int64_t *value)
{
    Remark remark = column->remarks.items[index & ~TEXT_REMARK];
    reason_met(cells, remark.reason, column->rows + at, (size_t)(column - cells->columns));
    fast_column_state(cells, column, column->rows + at, (CellState)remark.state, remark.reason);
    *value = remark.value;
    return remark.state == CELL_OK;
}

/* A text that came to no value, or to one with a reason. */
static bool remark_made(FastCells *cells, FastColumn *column, Str written, Remark remark, size_t at, int64_t *value)
{
    if (column->remarks.count >= TEXT_REMARK - 1) {
        cells->full = true;
        return false;
    }
    uint32_t index = (uint32_t)column->remarks.count | TEXT_REMARK;
    vec_push(cells->arena, &column->remarks, remark);
    remember(cells, column, written, index);
    return odd_remark(cells, column, index, at, value);
}

static bool coded_cell(FastCells *cells, FastColumn *column, Str written, const CellValue *read, size_t at, int64_t *value)
{
    size_t row = column->rows + at;
    uint16_t reason = reason_code(cells, read->reason, row, (size_t)(column - cells->columns));
    if (read->state != CELL_OK)
        return remark_made(cells, column, written, (Remark){(uint8_t)read->state, reason, 0}, at, value);
    bool period = column->spec->type == COLUMN_PERIOD || column->spec->type == COLUMN_VINTAGE;
    uint32_t code = period ? period_code(cells, column, read->period, written) : text_code(cells, column, read->text, written);
    cells->full |= code >= TEXT_REMARK - 1;
    *value = code;
    return true;
}

static bool plain_cell(FastCells *cells, FastColumn *column, const CellValue *read, size_t at, int64_t *value)
{
    size_t row = column->rows + at;
    uint16_t reason = reason_code(cells, read->reason, row, (size_t)(column - cells->columns));
    if (read->state != CELL_OK || reason)
        fast_column_state(cells, column, row, read->state, reason);
    if (read->state != CELL_OK)
        return false;
    column->rounded += read->rounded;
    if (column->spec->type != COLUMN_DATE && read->value % column->unit)
        fast_column_refine(cells, column, at);
    *value = read->value / column->unit;
    return true;
}

static bool decides(const FastCells *cells, const FastColumn *column, Str text)
{
    if (!cells->undecided || column->spec->type != COLUMN_NUMBER)
        return false;
    char mark = number_evidence(text);
    return mark == ',' || mark == '.';
}

bool odd_cell(FastCells *cells, FastColumn *column, Str written, size_t at, int64_t *value)
{
    CellValue read;
    CellFault fault;
    Str text = cell_trim(written);
    *value = 0;
    if (cells->fault || cells->decides || cells->full)
        return false;
    if (decides(cells, column, text)) {
        cells->decides = true;
        return false;
    }
    if (!cell_read(&cells->rules, column->spec, text, &read, &fault)) {
        cells->fault = true;
        return false;
    }
    return fast_has_codes(column) ? coded_cell(cells, column, written, &read, at, value) : plain_cell(cells, column, &read, at, value);
}
