/* store.c: batches of values -> the column at its width, which grows when a value needs it and never wraps. Part of the fast reader. */
#include <string.h>

#include "data/fast/column.h"

#define DAYS_FROM (-25567)         /* 1900-01-01: sixteen bits of days reach to 2079 */

bool fast_has_codes(const FastColumn *column)
{
    switch (column->spec->type) {
    case COLUMN_TEXT:
    case COLUMN_BODY:
    case COLUMN_PERIOD:
    case COLUMN_VINTAGE: return true;
    case COLUMN_INT:
    case COLUMN_NUMBER:
    case COLUMN_DATE: return false;
    }
    return false;
}

static void set_unit(FastColumn *column, int64_t unit)
{
    int64_t factor = column->spec->factor ? column->spec->factor : FIX_ONE, power = 1;
    column->unit = unit;
    column->most = FIX_MAX / unit;
    for (int i = 0; i <= FIX_DECIMALS; i++, power *= 10)
        column->factors[i] = factor % (power * unit) == 0 ? factor / (power * unit) : 0;
}

/* Whole numbers are counted in wholes and others in hundredths, when their factor allows that. */
static void init_number(FastColumn *column)
{
    int64_t factor = column->spec->factor ? column->spec->factor : FIX_ONE;
    bool whole = column->spec->type == COLUMN_INT;
    int64_t unit = factor % FIX_ONE ? 1 : whole ? FIX_ONE : FIX_ONE / 100;
    column->width = whole && unit == FIX_ONE ? WIDTH_U16 : WIDTH_I32;
    set_unit(column, unit);
}

bool fast_column_init(FastCells *cells, FastColumn *column, const ColumnSpec *spec, size_t field)
{
    *column = (FastColumn){.spec = spec, .field = field, .unit = 1};
    map_init(&column->period_codes, cells->arena);
    switch (spec->type) {
    case COLUMN_TEXT:
    case COLUMN_BODY:
    case COLUMN_PERIOD:
    case COLUMN_VINTAGE: column->width = WIDTH_U8; break;
    case COLUMN_DATE:
        column->width = WIDTH_U16;
        column->base = DAYS_FROM;
        break;
    case COLUMN_INT:
    case COLUMN_NUMBER: init_number(column); break;
    }
    return room_take(&column->values, (cells->most_rows + FAST_BATCH) * sizeof(int64_t));
}

void fast_column_free(FastColumn *column)
{
    room_give_back(&column->values);
    room_give_back(&column->states);
    room_give_back(&column->reasons);
    texts_free(&column->texts);
}

void fast_column_state(FastCells *cells, FastColumn *column, size_t row, CellState state, uint16_t reason)
{
    if (state != CELL_OK && !column->states.at && !room_take(&column->states, cells->most_rows + FAST_BATCH))
        cells->full = true;
    if (reason && !column->reasons.at && !room_take(&column->reasons, (cells->most_rows + FAST_BATCH) * sizeof(uint16_t)))
        cells->full = true;
    if (state != CELL_OK && column->states.at)
        column->states.at[row] = (char)state;
    if (reason && column->reasons.at)
        ((uint16_t *)column->reasons.at)[row] = reason;
}

/* ---- growing ---- */

static ColumnPart stored_part(const FastColumn *column)
{
    return (ColumnPart){.width = column->width, .values = column->values.at};
}

/* From the last row to the first, in the same memory: what is written is never below what is still to be read. */
static void restore(FastColumn *column, CellWidth width, int64_t add, int64_t times)
{
    ColumnPart from = stored_part(column), to = {.width = width, .values = column->values.at, .unit = 1};
    for (size_t row = column->rows; row-- > 0;)
        part_store(&to, row, part_stored(&from, row) * times + add);
    column->width = width;
}

static bool fits(CellWidth width, int64_t low, int64_t high)
{
    switch (width) {
    case WIDTH_U8: return low >= 0 && high <= UINT8_MAX;
    case WIDTH_U16: return low >= 0 && high <= UINT16_MAX;
    case WIDTH_U32: return low >= 0 && high <= UINT32_MAX;
    case WIDTH_I32: return low >= INT32_MIN && high <= INT32_MAX;
    case WIDTH_I64: return true;
    }
    return false;
}

static CellWidth wider(const FastColumn *column)
{
    switch (column->width) {
    case WIDTH_U8: return WIDTH_U16;
    case WIDTH_U16: return fast_has_codes(column) ? WIDTH_U32 : WIDTH_I32;
    case WIDTH_U32:
    case WIDTH_I32:
    case WIDTH_I64: return WIDTH_I64;
    }
    return WIDTH_I64;
}

static void widen(FastColumn *column)
{
    CellWidth width = column->width;
    while (!fits(column->width, column->low - column->base, column->high - column->base)) {
        int64_t base = column->base;
        column->base = 0;
        width = wider(column);
        restore(column, width, base, 1);
    }
}

void fast_column_refine(FastCells *cells, FastColumn *column, size_t count)
{
    int64_t times = column->unit;
    for (size_t i = 0; i < count; i++)
        cells->values[i] *= times;
    restore(column, WIDTH_I64, 0, times);
    column->low *= times;
    column->high *= times;
    set_unit(column, 1);
}

void fast_column_store(FastCells *cells, FastColumn *column, size_t count)
{
    if (column->any && !fits(column->width, column->low - column->base, column->high - column->base))
        widen(column);
    cells->narrow(column->values.at + column->rows * width_bytes(column->width), column->width, cells->values, count, column->base);
    column->rows += count;
}
