/* cube.c: the cube of one table, made by the backend, with the orders in which aggregates read it. */
#include <stdlib.h>
#include <string.h>

#include "exec/eval.h"

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

static void make_presence(Evaluator *ev, TableRun *run)
{
    run->presence = arena_array(ev->arena, run->cube.cells.count, sizeof *run->presence);
    run->ever = arena_array(ev->arena, slot_municipality(ev->model) + 1, sizeof *run->ever);
    size_t count = 0;
    for (size_t i = 0; i < run->cube.cells.count; i++) {
        const CubeCell *cell = &run->cube.cells.items[i];
        if (!counts(run, cell))
            continue;
        run->presence[count++] = (Presence){cell->slot, cell->time, cell->vintage};
        run->ever[cell->slot] = true;
    }
    qsort(run->presence, count, sizeof *run->presence, compare_presence);
    for (size_t i = 0; i < count; i++)
        if (run->presence_count == 0 || compare_presence(&run->presence[run->presence_count - 1], &run->presence[i]) != 0)
            run->presence[run->presence_count++] = run->presence[i];
}

/* ---- preparing ---- */

void scan_input(Arena *arena, const Model *model, const ScanPlan *scan, const TableData *data, ScanInput *out)
{
    const Table *table = &model->tables.items[scan->table];
    bool fixed = table->fixed_body != NO_INDEX && !table->fixed_all;
    *out = (ScanInput){.model = model, .scan = scan, .data = data};
    out->fixed_slot = fixed ? (uint32_t)table->fixed_body : slot_municipality(model);
    if (table->body_column != NO_INDEX)
        out->slots = bodies_bind(arena, model, &data->columns[table->body_column]);
}

/* The scan, and what it took. */
static void table_scan(Evaluator *ev, TableRun *run)
{
    Effort *effort = ev->options.effort;
    const Backend *backend = backend_choose(&run->input);
    int64_t start = effort_clock(), compiling = effort ? effort->spent[STAGE_COMPILE] : 0;
    backend->scan(ev->arena, &run->input, &run->cube);
    int64_t end = effort_spend_around(effort, STAGE_SCAN, start, STAGE_COMPILE, compiling);
    TableEffort *told = effort_table(effort, run->data->shown);
    told->rows = run->data->rows;
    told->backend = backend->name;
    told->refused = effort && effort->engine != ENGINE_AUTO && effort->engine != backend->engine;
    told->threads = run->cube.threads ? run->cube.threads : 1;
    told->scanning = end - start;
}

void table_prepare(Evaluator *ev, size_t table, const TableData *data)
{
    TableRun *run = &ev->tables[table];
    *run = (TableRun){.table = &ev->model->tables.items[table], .scan = &ev->plan->scans[table]};
    map_init(&run->picks, ev->arena);
    if (!run->scan->used || !data)
        return;
    run->data = data;
    scan_input(ev->arena, ev->model, run->scan, data, &run->input);
    run->input.effort = ev->options.effort;
    table_scan(ev, run);
    make_presence(ev, run);
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

static int compare_refs(const void *left, const void *right)
{
    const CellRef *a = left, *b = right;
    if (a->split != b->split)
        return a->split < b->split ? -1 : 1;
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    return (a->cell > b->cell) - (a->cell < b->cell);
}

static size_t split_place(const ScanPlan *scan, size_t column)
{
    for (size_t i = 0; i < scan->splits.count; i++)
        if (scan->splits.items[i] == column)
            return i;
    return NO_INDEX;
}

/* The cells where the filter is yes or unknown, by split value and own body. */
static CellIndex *make_index(Evaluator *ev, const TableRun *run, size_t filter, size_t split)
{
    CellIndex *index = ARENA_NEW(ev->arena, CellIndex);
    *index = (CellIndex){.filter = filter, .split = split};
    index->cells = arena_array(ev->arena, run->cube.cells.count, sizeof *index->cells);
    size_t place = split == NO_INDEX ? NO_INDEX : split_place(run->scan, split);
    for (size_t i = 0; i < run->cube.cells.count; i++) {
        const CubeCell *cell = &run->cube.cells.items[i];
        const Atom *atom = &run->cube.atoms.items[cell->atom];
        uint8_t truth = filter == NO_INDEX ? TRUTH_YES : atom->truths[filter];
        if (truth == TRUTH_NO || (place != NO_INDEX && atom->split_states[place] != CELL_OK))
            continue;
        int64_t value = place == NO_INDEX ? 0 : atom->splits[place];
        index->cells[index->count++] = (CellRef){value, cell->slot, cell->time, (uint32_t)i, truth};
    }
    qsort(index->cells, index->count, sizeof *index->cells, compare_refs);
    return index;
}

const CellIndex *table_cells(Evaluator *ev, TableRun *run, size_t filter, size_t split)
{
    for (size_t i = 0; i < run->indexes.count; i++)
        if (run->indexes.items[i]->filter == filter && run->indexes.items[i]->split == split)
            return run->indexes.items[i];
    CellIndex *index = make_index(ev, run, filter, split);
    vec_push(ev->arena, &run->indexes, index);
    return index;
}
