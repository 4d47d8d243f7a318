/* numbering.c: accounts, kinds, bodies and days as places in a small table. Amounts have too many values, and are left to atoms.c. */
#include "exec/interp/numbering.h"

#define PLACES_MOST ((uint64_t)1 << 20)

/* Bounds of the values that are there, and whether they are few enough steps apart. */
static bool bounds(const Column *column, int64_t step, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    column_bounds(column, first, last);
    return *last / step - *first / step < (int64_t)PLACES_MOST;
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
static bool bind_column(const Column *column, NumberedColumn *out)
{
    int64_t first, last, step = step_of(column);
    if (step == 0 || !bounds(column, step, &first, &last))
        return false;
    *out = (NumberedColumn){column, first, step, (uint32_t)((last - first) / step) + 3};
    return true;
}

void numbering_bind(Arena *arena, const ScanInput *input, const size_t *columns, size_t count, Numbering *out)
{
    *out = (Numbering){.columns = arena_array(arena, count, sizeof *out->columns), .count = count};
    uint64_t places = 1;
    for (size_t i = 0; i < count; i++) {
        if (!bind_column(&input->data->columns[columns[i]], &out->columns[i]))
            return;
        places *= out->columns[i].places;
        if (places > PLACES_MOST)
            return;
    }
    out->places = (size_t)places;
}

#define ADD_STORED(type)                                                                       \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = out[i] * c->places + above + (uint32_t)((const type *)part->values)[at + i]

/* What is stored tells the place by itself, where the part has neither gaps nor codes of its own. */
static bool add_stored(const NumberedColumn *c, size_t at, size_t count, uint32_t *out)
{
    const ColumnPart *part = &c->column->parts[data_part(c->column->rows, c->column->part_count, &at)];
    if (part->states || part->codes || part->unit != c->step || (part->base - c->first) % c->step)
        return false;
    uint32_t above = (uint32_t)((part->base - c->first) / c->step) + 2;
    switch (part->width) {
    case WIDTH_U8: ADD_STORED(uint8_t); break;
    case WIDTH_U16: ADD_STORED(uint16_t); break;
    case WIDTH_U32: ADD_STORED(uint32_t); break;
    case WIDTH_I32: ADD_STORED(int32_t); break;
    case WIDTH_I64: ADD_STORED(int64_t); break;
    }
    return true;
}

static void add_column(const NumberedColumn *c, size_t first, size_t count, uint32_t *out)
{
    if (add_stored(c, first, count, out))
        return;
    int64_t values[BATCH];
    uint8_t states[BATCH];
    column_decode(c->column, first, count, values, states);
    bool whole = c->step != 1;
    for (size_t i = 0; i < count; i++) {
        uint64_t above = (uint64_t)(values[i] - c->first);
        uint32_t place = states[i] == CELL_OK ? (uint32_t)(whole ? above / (uint64_t)FIX_ONE : above) + 2 : states[i] - 1u;
        out[i] = out[i] * c->places + place;
    }
}

void numbering_run(const Numbering *numbering, size_t first, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    for (size_t k = 0; k < numbering->count; k++)
        add_column(&numbering->columns[k], first, count, out);
}
