/* numbering.c: accounts, kinds, bodies and days as places in a small table. Amounts have too many values, and are left to atoms.c. */
#include "exec/interp/numbering.h"

#define PLACES_MOST ((uint64_t)1 << 20)

/* Bounds of the values that are there, and whether all of them are whole steps from the first. */
static bool bounds(const Column *column, size_t rows, int64_t step, int64_t *first, int64_t *last)
{
    bool any = false;
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < rows; i++) {
        if (column->states[i] != CELL_OK)
            continue;
        low = !any || column->values[i] < low ? column->values[i] : low;
        high = !any || column->values[i] > high ? column->values[i] : high;
        any = true;
    }
    *first = low;
    *last = high;
    return high / step - low / step < (int64_t)PLACES_MOST;
}

/* The step between neighbouring values; 0 for amounts. */
static int64_t step_of(const Column *column)
{
    switch (column->type) {
    case COLUMN_INT: return FIX_ONE;
    case COLUMN_TEXT: case COLUMN_BODY: case COLUMN_DATE: case COLUMN_PERIOD: case COLUMN_VINTAGE: return 1;
    case COLUMN_NUMBER: break;
    }
    return 0;
}

/* Missing and not applicable take the first two places. */
static bool bind_column(const Column *column, size_t rows, NumberedColumn *out)
{
    int64_t first, last, step = step_of(column);
    if (step == 0 || !bounds(column, rows, step, &first, &last))
        return false;
    *out = (NumberedColumn){column->values, column->states, first, step, (uint32_t)((last - first) / step) + 3};
    return true;
}

void numbering_bind(Arena *arena, const ScanInput *input, const size_t *columns, size_t count, Numbering *out)
{
    *out = (Numbering){.columns = arena_array(arena, count, sizeof *out->columns), .count = count};
    uint64_t places = 1;
    for (size_t i = 0; i < count; i++) {
        if (!bind_column(&input->data->columns[columns[i]], input->data->rows, &out->columns[i]))
            return;
        places *= out->columns[i].places;
        if (places > PLACES_MOST)
            return;
    }
    out->places = (size_t)places;
}

static void add_whole(const NumberedColumn *c, size_t first, size_t count, uint32_t *out)
{
    const int64_t *values = c->values + first;
    const uint8_t *states = c->states + first;
    for (size_t i = 0; i < count; i++) {
        uint32_t place = states[i] == CELL_OK ? (uint32_t)((uint64_t)(values[i] - c->first) / (uint64_t)FIX_ONE) + 2 : states[i] - 1u;
        out[i] = out[i] * c->places + place;
    }
}

static void add_codes(const NumberedColumn *c, size_t first, size_t count, uint32_t *out)
{
    const int64_t *values = c->values + first;
    const uint8_t *states = c->states + first;
    for (size_t i = 0; i < count; i++) {
        uint32_t place = states[i] == CELL_OK ? (uint32_t)(values[i] - c->first) + 2 : states[i] - 1u;
        out[i] = out[i] * c->places + place;
    }
}

void numbering_run(const Numbering *numbering, size_t first, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    for (size_t k = 0; k < numbering->count; k++)
        if (numbering->columns[k].step == 1)
            add_codes(&numbering->columns[k], first, count, out);
        else
            add_whole(&numbering->columns[k], first, count, out);
}
