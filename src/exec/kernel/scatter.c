/* scatter.c: the values of a block are added to the cells of its rows. The common case, a column without gaps whose sums fit in 64 bits, is one loop
 * that reads what is stored and touches sixteen bytes a row (twenty where it is kept which rows a cell has); everything else goes through loops over
 * 64-bit values and states. */
#include <string.h>

#include "exec/interp/cells.h"
#include "exec/kernel/scan.h"

void scatterer_init(Arena *arena, const KernelPlan *plan, Sums *sums, Scatterer *out)
{
    *out = (Scatterer){.plan = plan, .sums = sums};
    uint32_t *steps = arena_array(arena, plan->value_count, sizeof *steps);
    size_t count = 0;
    for (size_t v = 0; v < plan->value_count; v++)
        if (!plan->values[v].column)
            steps[count++] = plan->values[v].step;
    out->computed = count != 0;
    if (count)
        machine_bind(arena, plan->input, steps, count, &out->machine);
}

/* ---- values ---- */

void values_compute(Scatterer *s, size_t row, size_t count)
{
    if (s->computed)
        machine_run(&s->machine, row, NULL, count);
}

ValueBlock value_block(Scatterer *s, const KernelValue *value, size_t row, size_t count)
{
    if (!value->column) {
        const Register *r = &s->machine.registers[value->step];
        return (ValueBlock){r->values, r->states};
    }
    column_decode(value->column, row, count, s->values, s->states);
    return (ValueBlock){s->values, s->states};
}

#define SCALE(type)                                                                            \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = (int64_t)((const type *)part->values)[at + i] * times + more

/* What is stored, in units of the sum. */
static void scale(const ColumnPart *part, const KernelValue *value, size_t at, size_t count, int64_t *out)
{
    int64_t times = value->raw || part->codes ? 1 : part->unit / value->unit, more = value->raw || part->codes ? 0 : part->base / value->unit;
    BY_WIDTH(part, SCALE)
    for (size_t i = 0; i < count && part->codes; i++)
        out[i] = part->codes[out[i]];
}

/* ---- rows and the first value ---- */

/* Rows and the first of them as one number, so that one addition counts a row. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
enum { ROWS_SHIFT = 0, FIRST_SHIFT = 32 };
#else
enum { ROWS_SHIFT = 32, FIRST_SHIFT = 0 };
#endif
#define ONE_ROW ((uint64_t)1 << ROWS_SHIFT)

/* What is kept of which rows a cell has. FIRSTS_LATER: nothing but how many they are; rows.c finds the rest for the cells that are shown.
 * Whether a row is the first of its cell: a branch that is nearly always taken the same way costs nothing, one that the processor cannot foresee
 * more than all the rest (0.2 ns a row less, or 0.6 more, measured on Zen 5). */
typedef enum Firsts { FIRSTS_LATER, FIRSTS_RARE, FIRSTS_OFTEN } Firsts;
#define ROWS_A_CELL 32               /* from here on they are rare */

#define INLINE static inline __attribute__((always_inline))

INLINE void add_row(Firsts firsts, const Sums *sums, uint32_t at, uint32_t row)
{
    DenseCell *cell = &sums->cell[at];
    if (firsts == FIRSTS_LATER) {
        cell->rows++;
        return;
    }
    if (firsts == FIRSTS_RARE) {
        if (cell->rows++ == 0)
            cell->first = row;
    } else {
        uint64_t seen, fresh = ONE_ROW | (uint64_t)row << FIRST_SHIFT;
        memcpy(&seen, &cell->rows, sizeof seen);
        seen = seen ? seen + ONE_ROW : fresh;
        memcpy(&cell->rows, &seen, sizeof seen);
    }
    sums->last[at] = row;
}

static void add_rows(const Sums *sums, const uint32_t *restrict cells, size_t count, uint32_t row)
{
    for (size_t i = 0; i < count && !sums->last; i++)
        add_row(FIRSTS_LATER, sums, cells[i], row);
    for (size_t i = 0; i < count && sums->last; i++)
        add_row(FIRSTS_OFTEN, sums, cells[i], row + (uint32_t)i);
}

/* Where cells are many they are not near: those of rows further on are fetched meanwhile. */
#define AHEAD 24

INLINE void fetch_ahead(Firsts firsts, const Sums *sums, const uint32_t *cells, size_t i, size_t count)
{
    uint32_t next = cells[i + AHEAD < count ? i + AHEAD : i];
    __builtin_prefetch(&sums->cell[next], 1);
    if (firsts != FIRSTS_LATER)
        __builtin_prefetch(&sums->last[next], 1);
}

#define ADD_FIRST(type)                                                                        \
    {                                                                                          \
        const type *restrict v = (const type *)part->values + at;                              \
        DenseCell *restrict cell = own.cell;                                                   \
        for (size_t i = 0; i < count; i++) {                                                   \
            if (far)                                                                           \
                fetch_ahead(firsts, &own, cells, i, count);                                    \
            cell[cells[i]].sum += v[i];                                                        \
            add_row(firsts, &own, cells[i], row + (uint32_t)i);                                \
        }                                                                                      \
    }

INLINE void add_first(Firsts firsts, bool far, const Sums *sums, const ColumnPart *part, size_t at, const uint32_t *restrict cells, size_t count, uint32_t row)
{
    Sums own = *sums;
    BY_WIDTH(part, ADD_FIRST)
}

/* The first value and the rows, one loop for each way. */
static void add_fused(const Sums *sums, bool far, const ColumnPart *part, size_t at, const uint32_t *cells, size_t count, uint32_t row)
{
    if (!sums->last && far)
        add_first(FIRSTS_LATER, true, sums, part, at, cells, count, row);
    else if (!sums->last)
        add_first(FIRSTS_LATER, false, sums, part, at, cells, count, row);
    else if (far)
        add_first(FIRSTS_OFTEN, true, sums, part, at, cells, count, row);
    else
        add_first(FIRSTS_RARE, false, sums, part, at, cells, count, row);
}

/* ---- any value ---- */

#define ADD_STORED(type)                                                                       \
    {                                                                                          \
        const type *restrict v = (const type *)part->values + at;                              \
        for (size_t i = 0; i < count; i++)                                                     \
            sum[cells[i] * step] += v[i];                                                      \
    }

static void add_stored(ValueSums *out, const ColumnPart *part, size_t at, const uint32_t *restrict cells, size_t count)
{
    int64_t *restrict sum = out->sums;
    size_t step = out->step;
    BY_WIDTH(part, ADD_STORED)
}

static inline void add_checked(ValueSums *out, uint32_t cell, int64_t value)
{
    int64_t *sum = &out->sums[cell * out->step];
    if (__builtin_add_overflow(*sum, value, sum))
        out->carries[cell] += value > 0 ? 1 : -1;
}

/* states NULL: all are ROW_OK. */
static void add_scaled(ValueSums *out, const int64_t *values, const uint8_t *states, const uint32_t *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (states && states[i] != ROW_OK)
            continue;
        if (out->carries)
            add_checked(out, cells[i], values[i]);
        else
            out->sums[cells[i] * out->step] += values[i];
    }
}

static void add_gaps(DenseGaps *gaps, const uint8_t *states, const uint32_t *cells, size_t count, uint32_t row)
{
    for (size_t i = 0; i < count; i++) {
        if (states[i] == ROW_OK)
            continue;
        DenseGaps *gap = &gaps[cells[i]];
        gap->states[states[i] - 1]++;
        if (states[i] != ROW_NOT_APPLICABLE && !gap->missing)
            gap->missing = row + (uint32_t)i + 1;
    }
}

/* ---- the least and the greatest, the first and the latest ---- */

static void add_extremes(DenseExtremes *extremes, const ValueBlock *block, const uint32_t *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        DenseExtremes *e = &extremes[cells[i]];
        if (block->states[i] != ROW_OK)
            continue;
        e->min = block->values[i] < e->min ? block->values[i] : e->min;
        e->max = block->values[i] > e->max ? block->values[i] : e->max;
    }
}

static void keep_point(DensePoint *kept, DensePoint point, bool latest)
{
    if (!kept->row || (latest ? point.time >= kept->time : point.time < kept->time))
        *kept = point;
}

static void add_orders(Scatterer *s, DenseOrder *orders, const ValueBlock *block, const uint32_t *cells, size_t count, uint32_t row)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i] == s->plan->cells || block->states[i] == ROW_NOT_APPLICABLE)
            continue;
        DenseOrder *order = &orders[cells[i]];
        DensePoint point = {(int32_t)moment_of(s->plan->time, row + i), row + (uint32_t)i + 1};
        keep_point(&order->first, point, false);
        keep_point(&order->last, point, true);
        if (block->states[i] == ROW_OK) {
            keep_point(&order->first_ok, point, false);
            keep_point(&order->last_ok, point, true);
        }
    }
}

/* ---- the block ---- */

static bool any_state(const uint8_t *states, size_t count)
{
    uint8_t any = 0;
    for (size_t i = 0; i < count; i++)
        any |= states[i];
    return any;
}

static void add_column(Scatterer *s, const KernelValue *value, ValueSums *out, size_t part, size_t at, const uint32_t *cells, size_t count, uint32_t row)
{
    const ColumnPart *from = &value->column->parts[part];
    const uint8_t *states = from->states && any_state(from->states + at, count) ? from->states + at : NULL;
    if (value->raw && !states && !out->carries) {
        add_stored(out, from, at, cells, count);
        return;
    }
    scale(from, value, at, count, s->scaled);
    add_scaled(out, s->scaled, states, cells, count);
    if (states)
        add_gaps(out->gaps, states, cells, count, row);
}

static void add_value(Scatterer *s, size_t v, size_t part, size_t at, const uint32_t *cells, size_t count)
{
    const KernelValue *value = &s->plan->values[v];
    ValueSums *out = &s->sums->values[v];
    uint32_t row = (uint32_t)(s->plan->input->data->parts[part].first + at);
    if (value->column) {
        add_column(s, value, out, part, at, cells, count, row);
    } else {
        const Register *r = &s->machine.registers[value->step];
        add_scaled(out, r->values, r->states, cells, count);
        add_gaps(out->gaps, r->states, cells, count, row);
    }
    if (!out->extremes && !out->orders)
        return;
    ValueBlock block = value_block(s, value, row, count);
    if (out->extremes)
        add_extremes(out->extremes, &block, cells, count);
    if (out->orders)
        add_orders(s, out->orders, &block, cells, count, row);
}

/* The first value can be added together with the rows. */
static bool fused(const Scatterer *s, size_t part, size_t at, size_t count)
{
    if (s->plan->value_count == 0 || !s->plan->values[0].column)
        return false;
    const KernelValue *value = &s->plan->values[0];
    const uint8_t *states = value->column->parts[part].states;
    return value->raw && !value->checked && !value->needs && !(states && any_state(states + at, count));
}

void scatter_block(Scatterer *s, size_t part, size_t at, size_t count, const uint32_t *cells)
{
    size_t row = s->plan->input->data->parts[part].first + at;
    bool together = fused(s, part, at, count);
    for (size_t v = 0; v < s->plan->value_count; v++)
        if (s->plan->values[v].column) {
            const ColumnPart *from = &s->plan->values[v].column->parts[part];
            read_ahead(from->values, from->width, at + count, count);
        }
    if (together)
        add_fused(s->sums, s->plan->cells > s->plan->input->data->rows / ROWS_A_CELL, &s->plan->values[0].column->parts[part], at, cells, count, (uint32_t)row);
    else
        add_rows(s->sums, cells, count, (uint32_t)row);
    values_compute(s, row, count);
    for (size_t v = together; v < s->plan->value_count; v++)
        add_value(s, v, part, at, cells, count);
}
