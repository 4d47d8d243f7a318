/* numbering.c: the values of columns as places in small tables. Called by groups.c. */
#include "exec/interp/numbering.h"

/* Cuts that it pays to count one by one. */
#define CUTS_COUNTED ((size_t)12)

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
bool number_by_value(const Column *column, NumberedColumn *out)
{
    int64_t first, last, step = step_of(column);
    if (step == 0 || !bounds(column, step, &first, &last))
        return false;
    *out = (NumberedColumn){.column = column, .places = (uint32_t)((last - first) / step) + 3, .first = first, .step = step};
    return true;
}

bool number_by_cuts(const Column *column, const int64_t *cuts, size_t count, NumberedColumn *out)
{
    *out = (NumberedColumn){.column = column, .places = (uint32_t)count + 3, .cuts = cuts, .cut_count = count};
    return count < PLACES_MOST - 3;
}

/* ---- by value ---- */

#define ADD_STORED(type)                                                                       \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = out[i] * places + above + (uint32_t)((const type *)part->values)[at + i]

#define ADD_CODED(type)                                                                        \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = out[i] * places + above + part->codes[((const type *)part->values)[at + i]]

/* Where the part has codes of its own, but no gaps. */
static bool add_coded(const NumberedColumn *c, const ColumnPart *part, size_t at, size_t count, uint32_t *out)
{
    uint32_t places = c->places, above = 2 - (uint32_t)c->first;
    switch (part->width) {
    case WIDTH_U8: ADD_CODED(uint8_t); break;
    case WIDTH_U16: ADD_CODED(uint16_t); break;
    case WIDTH_U32: ADD_CODED(uint32_t); break;
    case WIDTH_I32: case WIDTH_I64: return false;
    }
    return true;
}

/* What is stored tells the place by itself, where the part has no gaps. */
static bool add_stored(const NumberedColumn *c, size_t at, size_t count, uint32_t *out)
{
    const ColumnPart *part = &c->column->parts[data_part(c->column->rows, c->column->part_count, &at)];
    if (part->codes && !part->states && c->step == 1)
        return add_coded(c, part, at, count, out);
    if (part->states || part->codes || part->unit != c->step || (part->base - c->first) % c->step)
        return false;
    uint32_t places = c->places, above = (uint32_t)((part->base - c->first) / c->step) + 2;
    switch (part->width) {
    case WIDTH_U8: ADD_STORED(uint8_t); break;
    case WIDTH_U16: ADD_STORED(uint16_t); break;
    case WIDTH_U32: ADD_STORED(uint32_t); break;
    case WIDTH_I32: ADD_STORED(int32_t); break;
    case WIDTH_I64: ADD_STORED(int64_t); break;
    }
    return true;
}

static void add_values(const NumberedColumn *c, size_t first, size_t count, uint32_t *out)
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

/* ---- by cuts ---- */

static uint32_t cuts_below(const NumberedColumn *c, int64_t value)
{
    size_t low = 0, high = c->cut_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->cuts[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

#define COUNT_STORED(type)                                                                     \
    for (size_t k = 0; k < c->cut_count; k++)                                                  \
        for (size_t i = 0; i < count; i++)                                                     \
            out[i] += ((const type *)part->values)[at + i] >= cuts[k]

/* The least stored number whose value is not below the cut. */
static int64_t stored_cut(const ColumnPart *part, int64_t cut)
{
    __int128 above = (__int128)cut - part->base;
    __int128 stored = above / part->unit + (above > 0 && above % part->unit);
    return stored > INT64_MAX ? INT64_MAX : stored < INT64_MIN ? INT64_MIN : (int64_t)stored;
}

/* What is stored is held against few cuts as it stands, where the part has no gaps, and is narrow enough for any cut to be beyond it. */
static bool add_stored_cuts(const NumberedColumn *c, size_t at, size_t count, uint32_t *out)
{
    const ColumnPart *part = &c->column->parts[data_part(c->column->rows, c->column->part_count, &at)];
    int64_t cuts[CUTS_COUNTED];
    uint32_t places = c->places;
    if (part->states || part->codes || part->unit < 1 || part->width == WIDTH_I64 || c->cut_count > CUTS_COUNTED)
        return false;
    for (size_t k = 0; k < c->cut_count; k++)
        cuts[k] = stored_cut(part, c->cuts[k]);
    for (size_t i = 0; i < count; i++)
        out[i] = out[i] * places + 2;
    switch (part->width) {
    case WIDTH_U8: COUNT_STORED(uint8_t); break;
    case WIDTH_U16: COUNT_STORED(uint16_t); break;
    case WIDTH_U32: COUNT_STORED(uint32_t); break;
    case WIDTH_I32: COUNT_STORED(int32_t); break;
    case WIDTH_I64: break;
    }
    return true;
}

static void add_cuts(const NumberedColumn *c, size_t first, size_t count, uint32_t *out)
{
    if (add_stored_cuts(c, first, count, out))
        return;
    int64_t values[BATCH];
    uint8_t states[BATCH];
    uint32_t below[BATCH] = {0};
    column_decode(c->column, first, count, values, states);
    if (c->cut_count > CUTS_COUNTED)
        for (size_t i = 0; i < count; i++)
            below[i] = cuts_below(c, values[i]);
    else
        for (size_t k = 0; k < c->cut_count; k++)
            for (size_t i = 0; i < count; i++)
                below[i] += values[i] >= c->cuts[k];
    for (size_t i = 0; i < count; i++)
        out[i] = out[i] * c->places + (states[i] == CELL_OK ? below[i] + 2 : states[i] - 1u);
}

void numbering_run(const Numbering *numbering, size_t first, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    for (size_t k = 0; k < numbering->count; k++) {
        const NumberedColumn *column = &numbering->columns[k];
        if (column->cuts)
            add_cuts(column, first, count, out);
        else
            add_values(column, first, count, out);
    }
}
