/* cube.c: the cube of one table, made by the backend, with the orders in which aggregates read it. */
#include <stdlib.h>
#include <string.h>

#include "exec/totals.h"

/* ---- presence: which own bodies have rows when ---- */

static int compare_presence(const void *left, const void *right)
{
    const Presence *a = left, *b = right;
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return (a->vintage > b->vintage) - (a->vintage < b->vintage);
}

static bool counts(const TableRun *run, const CubeCell *cell)
{
    return run->scan->where == NO_INDEX || run->cube.atoms.items[cell->atom].truths[run->scan->where] == TRUTH_YES;
}

/* In order, by marking a place for each combination: bodies, times and vintages are few, cells may be very many. */
static void mark_presence(Evaluator *ev, TableRun *run, size_t slots, size_t times, size_t vintages)
{
    Arena *scratch = arena_new();
    uint8_t *seen = arena_alloc(scratch, slots * times * vintages);
    size_t count = 0;
    for (size_t i = 0; i < run->cube.cells.count; i++) {
        const CubeCell *cell = &run->cube.cells.items[i];
        if (!counts(run, cell))
            continue;
        size_t time = cell->time == NO_SLOT ? times - 1 : cell->time, vintage = cell->vintage == NO_SLOT ? vintages - 1 : cell->vintage;
        size_t at = (cell->slot * times + time) * vintages + vintage;
        count += !seen[at];
        seen[at] = 1;
    }
    run->presence = arena_array(ev->arena, count, sizeof *run->presence);
    for (size_t at = 0; at < slots * times * vintages; at++) {
        if (!seen[at])
            continue;
        uint32_t time = (uint32_t)(at / vintages % times), vintage = (uint32_t)(at % vintages);
        run->presence[run->presence_count++] = (Presence){(uint32_t)(at / vintages / times), time == times - 1 ? NO_SLOT : time,
                                                          vintage == vintages - 1 ? NO_SLOT : vintage};
    }
    arena_free(scratch);
}

static void sort_presence(Evaluator *ev, TableRun *run)
{
    run->presence = arena_array(ev->arena, run->cube.cells.count, sizeof *run->presence);
    size_t count = 0;
    for (size_t i = 0; i < run->cube.cells.count; i++) {
        const CubeCell *cell = &run->cube.cells.items[i];
        if (counts(run, cell))
            run->presence[count++] = (Presence){cell->slot, cell->time, cell->vintage};
    }
    qsort(run->presence, count, sizeof *run->presence, compare_presence);
    for (size_t i = 0; i < count; i++)
        if (run->presence_count == 0 || compare_presence(&run->presence[run->presence_count - 1], &run->presence[i]) != 0)
            run->presence[run->presence_count++] = run->presence[i];
}

/* Marking is worth it while there are no more places than this many times the cells. */
#define PLACES_PER_CELL 16

static void make_presence(Evaluator *ev, TableRun *run)
{
    size_t slots = slot_municipality(ev->model) + 1, times = run->cube.times.count + 1, vintages = run->cube.vintage_count + 1, places;
    bool fits = !run->cube.dense && !__builtin_mul_overflow(slots, times, &places) && !__builtin_mul_overflow(places, vintages, &places);
    if (run->cube.dense)
        presence_dense(ev, run);
    else if (fits && places / PLACES_PER_CELL <= run->cube.cells.count)
        mark_presence(ev, run, slots, times, vintages);
    else
        sort_presence(ev, run);
    run->ever = arena_array(ev->arena, slots, sizeof *run->ever);
    for (size_t i = 0; i < run->presence_count; i++)
        run->ever[run->presence[i].slot] = true;
}

/* ---- preparing ---- */

void scan_input(Arena *arena, const Model *model, const ScanPlan *scan, const TableData *data, ScanInput *out)
{
    const Table *table = &model->tables.items[scan->table];
    bool fixed = table->fixed_body != NO_INDEX && !table->fixed_all;
    *out = (ScanInput){.model = model, .scan = scan, .data = data, .memo = ARENA_NEW(arena, ScanMemo)};
    out->memo->arena = arena;
    out->fixed_slot = fixed ? (uint32_t)table->fixed_body : slot_municipality(model);
    if (table->body_column != NO_INDEX)
        out->slots = bodies_bind(arena, model, &data->columns[table->body_column]);
}

void table_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    Effort *effort = input->effort;
    const Backend *backend = backend_choose(input);
    int64_t start = effort_clock(), spent = effort_spent(effort);
    backend->scan(arena, input, cube);
    int64_t end = effort_spend_around(effort, STAGE_SCAN, start, spent);
    TableEffort *told = effort_table(effort, input->data->shown);
    told->rows = input->data->rows;
    told->scanned = true;
    told->engine = backend->engine;
    told->refused = effort && effort->engine != ENGINE_AUTO && effort->engine != backend->engine;
    told->threads = cube->threads ? cube->threads : 1;
    told->scanning = end - start;
}

void table_begin(Evaluator *ev, size_t table, const TableData *data)
{
    TableRun *run = &ev->tables[table];
    *run = (TableRun){.table = &ev->model->tables.items[table], .scan = &ev->plan->scans[table]};
    map_init(&run->picks, ev->arena);
    if (!run->scan->used || !data)
        return;
    run->data = data;
    scan_input(ev->arena, ev->model, run->scan, data, &run->input);
    run->input.effort = ev->options.effort;
    run->input.dense_enough = true;
}

void table_finish(Evaluator *ev, size_t table)
{
    if (ev->tables[table].data)
        make_presence(ev, &ev->tables[table]);
}

/* ---- what counts in a context ---- */

static bool time_within(const TableRun *run, uint32_t time, Period period)
{
    return time == NO_SLOT || period_within(run->cube.times.items[time], period);
}

/* The vintage that counts: the latest that had ended at the cut-off, among the body's rows of the period. */
static void pick_vintage(const TableRun *run, const Context *context, const Presence *p, Pick *pick)
{
    if (p->vintage == NO_SLOT) {
        pick->seen = true;
        pick->vintage = NO_SLOT;
        return;
    }
    Period vintage = run->cube.vintages[p->vintage];
    if (vintage.last > context->cutoff)
        return;
    if (!pick->seen || run->cube.vintages[pick->vintage].last < vintage.last ||
        (run->cube.vintages[pick->vintage].last == vintage.last && run->cube.vintages[pick->vintage].first > vintage.first))
        pick->vintage = p->vintage;
    pick->seen = true;
}

static void pick_time(const TableRun *run, const Presence *p, Pick *pick)
{
    if (p->vintage != pick->vintage)
        return;
    if (pick->time == NO_SLOT || p->time == NO_SLOT || run->cube.times.items[pick->time].last < run->cube.times.items[p->time].last)
        pick->time = p->time;
}

static int month_number(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return year * 12 + month;
}

unsigned period_months(Period period)
{
    int year, month, day, months = month_number(period.last) - month_number(period.first) + 1;
    date_split(period.first, &year, &month, &day);
    bool whole = day == 1 && month_number(period.last + 1) != month_number(period.last);
    return whole && months <= 64 ? (unsigned)months : 0;
}

/* A row of a year covers twelve months, a row of a day its month. */
static void pick_months(const TableRun *run, const Context *context, const Presence *p, Pick *pick)
{
    if (p->vintage != pick->vintage || p->time == NO_SLOT || !period_months(context->period))
        return;
    Period time = run->cube.times.items[p->time];
    int start = month_number(context->period.first);
    for (int month = month_number(time.first); month <= month_number(time.last); month++)
        pick->months |= (uint64_t)1 << (month - start);
}

static Pick *make_picks(Evaluator *ev, const TableRun *run, const Context *context, bool everyone)
{
    size_t slots = slot_municipality(ev->model) + 1;
    Pick *picks = arena_array(ev->arena, slots, sizeof *picks);
    for (size_t i = 0; i < slots; i++)
        picks[i] = (Pick){false, NO_SLOT, NO_SLOT, 0};
    for (size_t i = 0; i < run->presence_count; i++) {
        const Presence *p = &run->presence[i];
        if (!time_within(run, p->time, context->period))
            continue;
        if (everyone || slot_seen(ev->model, context->who, context->body, context->only, p->slot))
            pick_vintage(run, context, p, &picks[p->slot]);
    }
    for (size_t i = 0; i < run->presence_count; i++) {
        const Presence *p = &run->presence[i];
        if (!picks[p->slot].seen || !time_within(run, p->time, context->period))
            continue;
        pick_time(run, p, &picks[p->slot]);
        pick_months(run, context, p, &picks[p->slot]);
    }
    return picks;
}

Pick *table_picks(Evaluator *ev, const TableRun *run, Period period, Date cutoff)
{
    return make_picks(ev, run, &(Context){.period = period, .cutoff = cutoff}, true);
}

/* The key of a context chooses among the rows that count, not which count. */
const Pick *table_pick(Evaluator *ev, TableRun *run, ContextId context)
{
    if (context_of(ev, context)->key) {
        Context without = *context_of(ev, context);
        without.key = 0;
        context = context_id(ev, without);
    }
    Str key = {(const char *)&context, sizeof context};
    Pick *picks = map_get(&run->picks, key);
    if (!picks) {
        picks = make_picks(ev, run, context_of(ev, context), false);
        map_put(&run->picks, key, picks);
    }
    return picks;
}

/* ---- cells by filter ---- */

static size_t split_place(const ScanPlan *scan, size_t column)
{
    for (size_t i = 0; i < scan->splits.count; i++)
        if (scan->splits.items[i] == column)
            return i;
    return NO_INDEX;
}

typedef struct TimeStart { Date first; uint32_t time; } TimeStart;

static int compare_starts(const void *left, const void *right)
{
    const TimeStart *a = left, *b = right;
    return a->first != b->first ? (a->first > b->first) - (a->first < b->first) : (a->time > b->time) - (a->time < b->time);
}

/* For each time its place in the order of first days, + 1. 0 is for cells without a time. */
static uint32_t *rank_times(Arena *arena, const TableRun *run)
{
    size_t count = run->cube.times.count;
    uint32_t *ranks = arena_array(arena, count, sizeof *ranks);
    TimeStart *starts = arena_array(arena, count, sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[i] = (TimeStart){run->cube.times.items[i].first, (uint32_t)i};
    qsort(starts, count, sizeof *starts, compare_starts);
    for (size_t i = 0; i < count; i++)
        ranks[starts[i].time] = (uint32_t)i + 1;
    return ranks;
}

/* One pass of a sort by counting, which leaves those with the same key in the order they had. */
static void sort_by(CellRef *to, const CellRef *from, size_t count, const uint32_t *keys, size_t key_count, size_t *starts)
{
    memset(starts, 0, (key_count + 1) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[keys[i] + 1]++;
    for (size_t k = 0; k < key_count; k++)
        starts[k + 1] += starts[k];
    for (size_t i = 0; i < count; i++)
        to[starts[keys[i]]++] = from[i];
}

#define SORT_BYTES 256

/* A byte at a time, from the least; those that are the same in all take no pass. Signed: the highest bit is turned. */
static void sort_by_split(CellIndex *index, CellRef *other, uint32_t *keys)
{
    size_t starts[SORT_BYTES + 1];
    uint64_t differing = 0;
    for (size_t i = 1; i < index->count; i++)
        differing |= (uint64_t)index->cells[i].split ^ (uint64_t)index->cells[0].split;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (!(differing >> shift & 0xff))
            continue;
        for (size_t i = 0; i < index->count; i++)
            keys[i] = (uint32_t)(((uint64_t)index->cells[i].split ^ (uint64_t)1 << 63) >> shift & 0xff);
        sort_by(other, index->cells, index->count, keys, SORT_BYTES, starts);
        memcpy(index->cells, other, index->count * sizeof *other);
    }
}

static void sort_index(const Evaluator *ev, const TableRun *run, CellIndex *index)
{
    Arena *scratch = arena_new();
    size_t slots = slot_municipality(ev->model) + 1, times = run->cube.times.count + 1;
    uint32_t *ranks = rank_times(scratch, run), *keys = arena_array(scratch, index->count, sizeof *keys);
    size_t *starts = arena_array(scratch, (slots > times ? slots : times) + 1, sizeof *starts);
    CellRef *other = arena_array(scratch, index->count, sizeof *other);
    for (size_t i = 0; i < index->count; i++)
        keys[i] = index->cells[i].time == NO_SLOT ? 0 : ranks[index->cells[i].time];
    sort_by(other, index->cells, index->count, keys, times, starts);
    for (size_t i = 0; i < index->count; i++)
        keys[i] = other[i].slot;
    sort_by(index->cells, other, index->count, keys, slots, starts);
    if (index->split != NO_INDEX)
        sort_by_split(index, other, keys);
    arena_free(scratch);
}

static uint8_t truth_of(const TableRun *run, const CubeCell *cell, size_t filter)
{
    return filter == NO_INDEX ? TRUTH_YES : run->cube.atoms.items[cell->atom].truths[filter];
}

static size_t cells_taken(const TableRun *run, size_t filter)
{
    size_t count = 0;
    for (size_t i = 0; i < run->cube.cells.count; i++)
        count += truth_of(run, &run->cube.cells.items[i], filter) != TRUTH_NO;
    return count;
}

static CellIndex *make_index(Evaluator *ev, const TableRun *run, size_t filter, size_t split)
{
    CellIndex *index = ARENA_NEW(ev->arena, CellIndex);
    *index = (CellIndex){.filter = filter, .split = split};
    index->cells = arena_array(ev->arena, cells_taken(run, filter), sizeof *index->cells);
    size_t place = split == NO_INDEX ? NO_INDEX : split_place(run->scan, split);
    for (size_t i = 0; i < run->cube.cells.count; i++) {
        const CubeCell *cell = &run->cube.cells.items[i];
        const Atom *atom = &run->cube.atoms.items[cell->atom];
        uint8_t truth = truth_of(run, cell, filter);
        if (truth == TRUTH_NO || (place != NO_INDEX && atom->split_states[place] != CELL_OK))
            continue;
        int64_t value = place == NO_INDEX ? 0 : atom->splits[place];
        index->cells[index->count++] = (CellRef){value, cell->slot, cell->time, (uint32_t)i, truth};
    }
    sort_index(ev, run, index);
    return index;
}

size_t table_cell_from(const TableRun *run, const CellIndex *index, size_t first, size_t end, uint32_t slot, Date day)
{
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const CellRef *ref = &index->cells[middle];
        bool before = ref->slot != slot ? ref->slot < slot : ref->time != NO_SLOT && run->cube.times.items[ref->time].first < day;
        if (before)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

const CellIndex *table_cells(Evaluator *ev, TableRun *run, size_t filter, size_t split)
{
    for (size_t i = 0; i < run->indexes.count; i++)
        if (run->indexes.items[i]->filter == filter && run->indexes.items[i]->split == split)
            return run->indexes.items[i];
    cube_list(ev->arena, &run->input, &run->cube);
    CellIndex *index = make_index(ev, run, filter, split);
    vec_push(ev->arena, &run->indexes, index);
    return index;
}
