/* sources_dense.c: the sums of a source straight from the arrays of a dense cube, without going by lists of cells. Part of grid/. */
#include <string.h>

#include "exec/grid/parts.h"

#define PLACE_VALUES 2                     /* the first place of a key that is a value: see DenseSplit */

/* Single rows are not in the arrays, and extremes are rare: those are read from the lists. */
bool source_is_dense(const Grid *grid, const RowSource *source)
{
    return grid->ev->tables[source->table].cube.dense && !source->ordered && !source->extreme;
}

static const DenseSplit *split_of(const TableRun *run, size_t column)
{
    for (size_t i = 0; i < run->scan->splits.count; i++)
        if (run->scan->splits.items[i] == column)
            return &run->cube.dense->splits[i];
    return NULL;
}

static size_t place_of_value(const DenseSplit *split, int64_t value)
{
    if (value < split->first || (value - split->first) % split->step)
        return NO_INDEX;
    uint64_t place = (uint64_t)(value - split->first) / (uint64_t)split->step + PLACE_VALUES;
    return place < split->places ? (size_t)place : NO_INDEX;
}

/* ---- one cell ---- */

static void add_sum(RowSource *source, const DenseCube *dense, size_t from, size_t at)
{
    uint64_t ok = dense_ok(dense, source->value, from), rows = dense_rows(dense, from);
    uint64_t bad = rows - ok - dense_in_state(dense, source->value, from, ROW_NOT_APPLICABLE);
    Wide sum = source->sum[at] + dense_sum(dense, source->value, from);
    bool fits = sum <= FIX_MAX && sum >= FIX_MIN && ok <= UINT32_MAX - source->ok[at] && bad <= UINT32_MAX - source->bad[at];
    source->gaps |= ok != rows;
    source->ask[at] |= !fits;
    source->wide |= !fits;
    if (!fits)
        return;
    source->sum[at] = (int64_t)sum;
    source->ok[at] += (uint32_t)ok;
    source->bad[at] += (uint32_t)bad;
    uint64_t size = (uint64_t)(sum < 0 ? -sum : sum);
    source->most = size > source->most ? size : source->most;
}

static void add_at(RowSource *source, const DenseCube *dense, size_t from, size_t at, uint8_t truth)
{
    uint64_t rows = dense_rows(dense, from);
    if (!rows)
        return;
    if (truth != TRUTH_YES) {
        source->unknown[at] = 1;
        source->doubts = true;
        return;
    }
    bool fits = rows <= UINT32_MAX - source->rows[at];
    source->ask[at] |= !fits;
    source->wide |= !fits;
    source->rows[at] += fits ? (uint32_t)rows : 0;
    if (source->value != NO_INDEX)
        add_sum(source, dense, from, at);
}

/* ---- all cells of a key ---- */

static void add_plane(RowSource *source, const DenseCube *dense, size_t key, size_t atom, uint8_t truth)
{
    for (size_t vintage = 0; vintage < dense->extents[DENSE_VINTAGE]; vintage++)
        for (size_t time = 0; time < dense->extents[DENSE_TIME]; time++) {
            size_t from = dense_at(dense, time, 0, key, vintage, atom), to = (vintage * source->times + time) * source->slots;
            for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++)
                add_at(source, dense, from + slot * dense->strides[DENSE_SLOT], to + dense->slots[slot], truth);
        }
}

static void add_key(RowSource *source, const DenseCube *dense, size_t key)
{
    for (size_t atom = 0; atom < dense->extents[DENSE_ATOM]; atom++) {
        uint8_t truth = source->filter == NO_INDEX ? TRUTH_YES : dense->truths[atom][source->filter];
        if (truth != TRUTH_NO)
            add_plane(source, dense, key, atom, truth);
    }
}

/* The value's place in one column of the key, and any in the others. */
static void add_value(RowSource *source, const DenseCube *dense, const DenseSplit *split, size_t place)
{
    for (size_t outer = 0; outer < dense->extents[DENSE_KEY]; outer += split->stride * split->places)
        for (size_t inner = 0; inner < split->stride; inner++)
            add_key(source, dense, outer + place * split->stride + inner);
}

static void clear(RowSource *source)
{
    memset(source->sum, 0, source->places * sizeof *source->sum);
    memset(source->rows, 0, source->places * sizeof *source->rows);
    memset(source->ok, 0, source->places * sizeof *source->ok);
    memset(source->bad, 0, source->places * sizeof *source->bad);
    memset(source->unknown, 0, source->places);
    memset(source->ask, 0, source->places);
    source->gaps = source->doubts = source->wide = false;
    source->most = 0;
}

static size_t key_place(const Grid *grid, const RowSource *source)
{
    const DenseSplit *split = split_of(&grid->ev->tables[source->table], grid->key_column);
    return split ? place_of_value(split, grid->ev->keys.items[grid->axes->keys[grid->key] - 1].value) : NO_INDEX;
}

void source_fill(Grid *grid, RowSource *source)
{
    const TableRun *run = &grid->ev->tables[source->table];
    const DenseCube *dense = run->cube.dense;
    size_t place = source->split ? key_place(grid, source) : NO_INDEX;
    source->behind = false;
    clear(source);
    if (place != NO_INDEX)
        add_value(source, dense, split_of(run, grid->key_column), place);
    for (size_t key = 0; key < dense->extents[DENSE_KEY] && !source->split; key++)
        add_key(source, dense, key);
}

/* ---- cells as they stand ---- */

/* One row a cell, all of which count, one number for the key, and one cell after the other for body after body. */
static bool is_direct(const RowSource *source, const DenseCube *dense)
{
    size_t slots = dense->extents[DENSE_SLOT];
    if (!dense->singles || dense->extents[DENSE_ATOM] != 1 || dense->extents[DENSE_VINTAGE] != 1 || dense->strides[DENSE_SLOT] != 1)
        return false;
    if (source->split ? dense->split_count != 1 : dense->extents[DENSE_KEY] != 1)
        return false;
    if (source->filter != NO_INDEX && dense->truths[0][source->filter] != TRUTH_YES)
        return false;
    return dense->slots[slots - 1] - dense->slots[0] == slots - 1;
}

void source_load_dense(Grid *grid, RowSource *source)
{
    const DenseCube *dense = grid->ev->tables[source->table].cube.dense;
    size_t key = source->split ? key_place(grid, source) : 0;
    source->direct = key != NO_INDEX && is_direct(source, dense) ? (const char *)dense->singles + key * dense->strides[DENSE_KEY] * dense->single_bytes : NULL;
    source->behind = true;
    if (!source->direct)
        source_fill(grid, source);
}

const void *source_direct(const Grid *grid, const RowSource *source, uint32_t slot, size_t count, size_t time)
{
    const DenseCube *dense = grid->ev->tables[source->table].cube.dense;
    if (!source->direct || slot < dense->slots[0] || slot - dense->slots[0] + count > dense->extents[DENSE_SLOT])
        return NULL;
    return (const char *)source->direct + (time * dense->strides[DENSE_TIME] + (slot - dense->slots[0])) * dense->single_bytes;
}

/* ---- the values of a column ---- */

static bool key_has_rows(const TableRun *run, size_t key)
{
    const DenseCube *dense = run->cube.dense;
    for (size_t atom = 0; atom < dense->extents[DENSE_ATOM]; atom++) {
        bool counts = run->scan->where == NO_INDEX || dense->truths[atom][run->scan->where] == TRUTH_YES;
        for (size_t vintage = 0; counts && vintage < dense->extents[DENSE_VINTAGE]; vintage++)
            for (size_t time = 0; time < dense->extents[DENSE_TIME]; time++)
                for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++)
                    if (dense_rows(dense, dense_at(dense, time, slot, key, vintage, atom)))
                        return true;
    }
    return false;
}

static bool value_has_rows(const TableRun *run, const DenseSplit *split, size_t place)
{
    for (size_t outer = 0; outer < run->cube.dense->extents[DENSE_KEY]; outer += split->stride * split->places)
        for (size_t inner = 0; inner < split->stride; inner++)
            if (key_has_rows(run, outer + place * split->stride + inner))
                return true;
    return false;
}

size_t dense_keys(Evaluator *ev, size_t table, size_t column, const uint32_t **out)
{
    const TableRun *run = &ev->tables[table];
    const DenseSplit *split = split_of(run, column);
    VEC(uint32_t) keys = {0};
    for (size_t place = PLACE_VALUES; split && place < split->places; place++)
        if (value_has_rows(run, split, place))
            vec_push(ev->arena, &keys, context_key(ev, table, column, split->first + (int64_t)(place - PLACE_VALUES) * split->step));
    *out = keys.items;
    return keys.count;
}
