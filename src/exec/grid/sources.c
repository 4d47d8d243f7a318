/* sources.c: what the nodes read of tables: which rows count in which times, and sums by time and own body, of one key or of all. Part of grid/. */
#include <string.h>

#include "exec/grid/parts.h"

/* ---- times ---- */

static void find_times(Grid *grid, const TableRun *run, Period period, TableTime *out)
{
    size_t count = run->cube.times.count ? run->cube.times.count : 1;
    out->times = arena_array(grid->arena, count, sizeof *out->times);
    for (uint32_t i = 0; i < count; i++)
        if (!run->cube.times.count || period_within(run->cube.times.items[i], period))
            out->times[out->time_count++] = i;
}

const TableTime *table_time(Grid *grid, size_t table, uint32_t time)
{
    const size_t parts[2] = {table, time};
    Str key = {(const char *)parts, sizeof parts};
    TableTime *known = map_get(&grid->table_times, key);
    if (known)
        return known;
    const TableRun *run = &grid->ev->tables[table];
    const TimePart *part = &grid->times.items[time];
    known = ARENA_NEW(grid->arena, TableTime);
    known->picks = table_picks(grid->ev, run, part->period, part->cutoff);
    find_times(grid, run, part->period, known);
    map_put(&grid->table_times, key, known);
    return known;
}

/* The picks of one lane: those of the slots that it sees. */
static void lane_picks(const Axis *axis, size_t lane, const Pick *all, Pick *out, size_t slots)
{
    for (size_t i = 0; i < slots; i++)
        out[i] = (Pick){false, NO_SLOT, NO_SLOT, 0};
    for (size_t i = axis->seen_first[lane]; i < axis->seen_first[lane + 1]; i++)
        out[axis->seen[i]] = all[axis->seen[i]];
}

static uint8_t lane_flags(Grid *grid, const Aggregate *aggregate, const Axis *axis, size_t lane, uint32_t time, const Pick *all, Pick *picks)
{
    const TableRun *run = &grid->ev->tables[aggregate->table];
    size_t slots = slot_municipality(grid->ev->model) + 1;
    uint8_t flags = 0;
    for (size_t i = axis->seen_first[lane]; i < axis->seen_first[lane + 1]; i++)
        flags |= all[axis->seen[i]].seen ? FLAG_COVERED : 0;
    if (aggregate->function != FUNCTION_SUM)
        return flags;
    lane_picks(axis, lane, all, picks, slots);
    Context context = time_context(grid, &axis->bodies[lane], time);
    return flags | (table_lacks(grid->ev, run, aggregate, &context, picks) ? FLAG_LACKING : 0);
}

const uint8_t *table_flags(Grid *grid, const Aggregate *aggregate, uint32_t index, uint32_t time)
{
    bool sum = aggregate->function == FUNCTION_SUM;
    bool stock = sum && aggregate->value != NO_INDEX && grid->ev->plan->scans[aggregate->table].values.items[aggregate->value].stock;
    const size_t parts[6] = {aggregate->table, index, time, sum, aggregate->partial, stock};
    Str key = {(const char *)parts, sizeof parts};
    uint8_t *flags = map_get(&grid->flags, key);
    if (flags)
        return flags;
    const Axis *axis = axis_of(grid, index);
    const Pick *all = table_time(grid, aggregate->table, time)->picks;
    Pick *picks = arena_array(grid->arena, slot_municipality(grid->ev->model) + 1, sizeof *picks);
    flags = arena_array(grid->arena, axis->width, 1);
    for (size_t i = 0; i < axis->count; i++)
        flags[i] = lane_flags(grid, aggregate, axis, i, time, all, picks);
    map_put(&grid->flags, key, flags);
    return flags;
}

/* ---- sources ---- */

static bool same_source(const RowSource *a, const RowSource *b)
{
    return a->table == b->table && a->filter == b->filter && a->value == b->value && a->split == b->split && a->ordered == b->ordered &&
           a->extreme == b->extreme && (!a->ordered || (a->latest == b->latest && a->partial == b->partial));
}

static void *plane(Grid *grid, const RowSource *source, size_t size)
{
    return arena_array(grid->arena, source->places, size);
}

static void source_planes(Grid *grid, RowSource *source)
{
    const TableRun *run = &grid->ev->tables[source->table];
    source->slots = slot_municipality(grid->ev->model) + 1;
    source->times = run->cube.times.count ? run->cube.times.count : 1;
    source->vintages = run->cube.vintage_count ? run->cube.vintage_count : 1;
    source->places = source->slots * source->times * source->vintages;
    source->sum = plane(grid, source, sizeof *source->sum);
    source->rows = plane(grid, source, sizeof *source->rows);
    source->ok = plane(grid, source, sizeof *source->ok);
    source->bad = plane(grid, source, sizeof *source->bad);
    source->unknown = plane(grid, source, 1);
    source->ask = plane(grid, source, 1);
    if (source->ordered)
        source->points = plane(grid, source, sizeof *source->points);
    if (source->extreme)
        source->extremes = plane(grid, source, sizeof *source->extremes);
    if (!source_is_dense(grid, source))
        source->index = table_cells(grid->ev, &grid->ev->tables[source->table], source->filter, source->split ? grid->key_column : NO_INDEX);
}

RowSource *source_of(Grid *grid, const Aggregate *aggregate, size_t filter, bool split)
{
    Function function = aggregate->function;
    RowSource wanted = {.table = aggregate->table, .filter = filter, .value = aggregate->value, .split = split, .partial = aggregate->partial,
                     .latest = function == FUNCTION_LATEST, .ordered = function == FUNCTION_LATEST || function == FUNCTION_FIRST,
                     .extreme = function == FUNCTION_MIN || function == FUNCTION_MAX};
    wanted.ordered &= aggregate->value != NO_INDEX;
    wanted.extreme &= aggregate->value != NO_INDEX;
    for (size_t i = 0; i < grid->sources.count; i++)
        if (same_source(grid->sources.items[i], &wanted))
            return grid->sources.items[i];
    RowSource *source = ARENA_NEW(grid->arena, RowSource);
    *source = wanted;
    source_planes(grid, source);
    vec_push(grid->arena, &grid->sources, source);
    return source;
}

/* ---- filling ---- */

static size_t place_of(const RowSource *source, const CubeCell *cell)
{
    size_t time = cell->time == NO_SLOT ? 0 : cell->time, vintage = cell->vintage == NO_SLOT ? 0 : cell->vintage;
    return (vintage * source->times + time) * source->slots + cell->slot;
}

static void clear(RowSource *source, const TableRun *run)
{
    for (size_t i = source->loaded_first; i < source->loaded_end; i++) {
        size_t at = place_of(source, &run->cube.cells.items[source->index->cells[i].cell]);
        source->sum[at] = 0;
        source->rows[at] = source->ok[at] = source->bad[at] = 0;
        source->unknown[at] = source->ask[at] = 0;
        if (source->points)
            source->points[at] = (CubePoint){0};
        if (source->extremes)
            source->extremes[at] = (CubeExtremes){0};
    }
    source->gaps = source->doubts = source->wide = false;
    source->most = 0;
}

bool point_later(const CubePoint *a, const CubePoint *b)
{
    return a->time != b->time ? a->time > b->time : a->row > b->row;
}

static void add_point(const RowSource *source, const CubeOrder *order, CubePoint *out)
{
    const CubePoint *point = source->latest ? (source->partial ? &order->last_ok : &order->last) : source->partial ? &order->first_ok : &order->first;
    if (point->any && (!out->any || point_later(point, out) == source->latest))
        *out = *point;
}

static void add_extremes(const CubeExtremes *extremes, CubeExtremes *out)
{
    if (!extremes->any)
        return;
    out->min = !out->any || extremes->min < out->min ? extremes->min : out->min;
    out->max = !out->any || extremes->max > out->max ? extremes->max : out->max;
    out->any = true;
}

static void add_value(RowSource *source, const CubeValues *values, uint32_t cell, size_t at)
{
    const CubeValue *value = &values->sums.items[cell];
    uint64_t bad = value->counts[ROW_MISSING] + value->counts[ROW_OVERFLOW] + value->counts[ROW_ZERO_DIVISION];
    Wide sum = value->sum + source->sum[at];
    bool fits = sum <= FIX_MAX && sum >= FIX_MIN && value->counts[ROW_OK] <= UINT32_MAX - source->ok[at] && bad <= UINT32_MAX - source->bad[at];
    source->ask[at] |= !fits;
    source->wide |= !fits;
    source->gaps |= bad || value->counts[ROW_NOT_APPLICABLE];
    if (!fits)
        return;
    source->sum[at] = (int64_t)sum;
    source->ok[at] += (uint32_t)value->counts[ROW_OK];
    source->bad[at] += (uint32_t)bad;
    uint64_t size = (uint64_t)(sum < 0 ? -sum : sum);
    source->most = size > source->most ? size : source->most;
    if (source->points)
        add_point(source, &values->orders.items[cell], &source->points[at]);
    if (source->extremes)
        add_extremes(&values->extremes.items[cell], &source->extremes[at]);
}

static void add_cell(RowSource *source, const TableRun *run, const CellRef *ref)
{
    const CubeCell *cell = &run->cube.cells.items[ref->cell];
    size_t at = place_of(source, cell);
    if (ref->truth != TRUTH_YES) {
        source->unknown[at] = 1;
        source->doubts = true;
        return;
    }
    bool fits = cell->rows <= UINT32_MAX - source->rows[at];
    source->ask[at] |= !fits;
    source->wide |= !fits;
    source->rows[at] += fits ? (uint32_t)cell->rows : 0;
    if (source->value != NO_INDEX)
        add_value(source, &run->cube.values[source->value], ref->cell, at);
}

static size_t first_ref(const CellIndex *index, int64_t value)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->cells[middle].split < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void source_load(Grid *grid, RowSource *source)
{
    if (!source->index) {
        source_load_dense(grid, source);
        return;
    }
    const TableRun *run = &grid->ev->tables[source->table];
    const CellIndex *index = source->index;
    size_t first = 0, end = index->count;
    if (source->split) {
        int64_t value = grid->ev->keys.items[grid->axes->keys[grid->key] - 1].value;
        first = first_ref(index, value);
        for (end = first; end < index->count && index->cells[end].split == value; end++) {}
    }
    clear(source, run);
    for (size_t i = first; i < end; i++)
        add_cell(source, run, &index->cells[i]);
    source->loaded_first = first;
    source->loaded_end = end;
}
