/* totals_dense.c: an aggregate in a context, from the arrays of a dense cube: of each body, time and vintage that is seen, the atoms that the filter
 * takes, which stand beside each other. No list of cells is made, so a thousand filters take no more memory than one. Called by aggregates.c. */
#include "exec/totals.h"

#define PLACE_VALUES 2                     /* the first place of a key that is a value: see DenseSplit */

bool totals_are_dense(const Query *q)
{
    Function function = q->aggregate->function;
    bool rows = function == FUNCTION_LATEST || function == FUNCTION_FIRST || function == FUNCTION_MEDIAN || function == FUNCTION_PERCENTILE ||
                function == FUNCTION_COUNT_DISTINCT;
    return q->run->cube.dense && !rows;
}

/* ---- what is remembered of a table ---- */

static const DenseRuns *runs_of(Evaluator *ev, TableRun *run)
{
    if (run->dense.made)
        return &run->dense;
    size_t filters = run->scan->filters.count;
    atom_runs_make(ev->arena, run->cube.dense, filters, TRUTH_YES, &run->dense.yes);
    atom_runs_make(ev->arena, run->cube.dense, filters, TRUTH_UNKNOWN, &run->dense.unknown);
    run->dense.times = arena_array(ev->arena, run->cube.times.count, sizeof *run->dense.times);
    run->dense.asked = arena_array(ev->arena, run->cube.dense->extents[DENSE_TIME], 1);
    run->dense.period = (Period){1, 0};
    run->dense.made = true;
    return &run->dense;
}

/* The times within a period; the latest period asked for is kept in mind, since contexts of one follow each other. */
static void find_times(TableRun *run, Period period)
{
    DenseRuns *d = &run->dense;
    if (period_eq(d->period, period))
        return;
    d->period = period;
    d->time_count = 0;
    for (size_t i = 0; i < run->cube.times.count; i++)
        if (period_within(run->cube.times.items[i], period))
            d->times[d->time_count++] = (uint32_t)i;
}

/* Which rows the cells of a time have, where nobody has asked before. */
static bool ask_time(const TableRun *run, size_t time)
{
    bool fresh = !dense_spanned(run->cube.dense, time);
    run->dense.asked[time] = run->dense.asked[time] || fresh;
    return fresh;
}

/* Those of all that total_dense is about to add up. */
static void find_rows(const Query *q)
{
    TableRun *run = q->run;
    const DenseCube *dense = run->cube.dense;
    bool fresh = dense->singles && !dense->single_rows;
    for (size_t i = 0; dense->later && !q->stock && i < run->dense.time_count; i++)
        fresh |= ask_time(run, run->dense.times[i]);
    for (size_t s = 0; dense->later && q->stock && s < dense->extents[DENSE_SLOT]; s++) {
        const Pick *pick = dense->slots[s] > slot_municipality(q->ev->model) ? NULL : &q->picks[dense->slots[s]];
        if (pick && pick->seen && pick->time != NO_SLOT)
            fresh |= ask_time(run, pick->time);
    }
    if (fresh)
        cube_rows(q->ev->arena, &run->cube, run->dense.asked);
}

/* ---- cells ---- */

typedef struct Adder {
    const DenseCube *dense;
    const Aggregate *aggregate;
    Total total;
    uint32_t first, last, missing;         /* rows + 1; 0: none */
} Adder;

void total_add_extremes(Total *total, int64_t min, int64_t max)
{
    total->min = !total->any || min < total->min ? min : total->min;
    total->max = !total->any || max > total->max ? max : total->max;
    total->any = true;
}

static void least_row(uint32_t *least, uint32_t row)
{
    if (row && (!*least || row < *least))
        *least = row;
}

static void add_value(Adder *a, size_t at)
{
    size_t v = a->aggregate->value;
    const DenseValue *value = &a->dense->values[v];
    a->total.sum += dense_sum(a->dense, v, at);
    a->total.counts[ROW_OK] += dense_ok(a->dense, v, at);
    for (unsigned s = 1; s < ROW_STATE_COUNT; s++)
        a->total.counts[s] += dense_in_state(a->dense, v, at, s);
    least_row(&a->missing, dense_missing(a->dense, v, at));
    bool extreme = a->aggregate->function == FUNCTION_MIN || a->aggregate->function == FUNCTION_MAX;
    if (extreme && value->extremes[at].min <= value->extremes[at].max)
        total_add_extremes(&a->total, value->extremes[at].min, value->extremes[at].max);
}

static void add_cell(Adder *a, size_t at)
{
    uint64_t rows = dense_rows(a->dense, at);
    if (!rows)
        return;
    a->total.rows += rows;
    least_row(&a->first, dense_first(a->dense, at) + 1);
    a->last = dense_last(a->dense, at) + 1 > a->last ? dense_last(a->dense, at) + 1 : a->last;
    if (a->aggregate->value != NO_INDEX)
        add_value(a, at);
}

/* ---- what is seen ---- */

typedef struct Seen { const Query *q; const DenseRuns *runs; size_t filter; Adder adder; } Seen;

static void add_atoms(Seen *s, size_t at)
{
    const DenseCube *dense = s->adder.dense;
    if (s->filter == NO_INDEX) {
        for (size_t a = 0; a < dense->extents[DENSE_ATOM]; a++)
            add_cell(&s->adder, at + a);
        return;
    }
    const AtomRuns *yes = &s->runs->yes, *unknown = &s->runs->unknown;
    for (size_t r = yes->starts[s->filter]; r < yes->starts[s->filter + 1]; r++)
        for (size_t a = yes->runs[r].first; a < yes->runs[r].end; a++)
            add_cell(&s->adder, at + a);
    for (size_t r = unknown->starts[s->filter]; r < unknown->starts[s->filter + 1]; r++)
        for (size_t a = unknown->runs[r].first; a < unknown->runs[r].end; a++)
            s->adder.total.unknown += dense_rows(dense, at + a);
}

/* All times of one body and vintage that count. */
static void add_times(Seen *s, size_t slot, size_t key, const Pick *pick)
{
    const DenseCube *dense = s->adder.dense;
    size_t vintage = dense->vintaged ? pick->vintage : 0;
    if (s->q->stock || !dense->timed) {
        if (!s->q->stock || (pick->time == NO_SLOT) == !dense->timed)
            add_atoms(s, dense_at(dense, dense->timed ? pick->time : 0, slot, key, vintage, 0));
        return;
    }
    for (size_t i = 0; i < s->runs->time_count; i++)
        add_atoms(s, dense_at(dense, s->runs->times[i], slot, key, vintage, 0));
}

static void add_key(Seen *s, size_t key)
{
    const DenseCube *dense = s->adder.dense;
    for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++) {
        if (dense->slots[slot] > slot_municipality(s->q->ev->model))
            continue;
        const Pick *pick = &s->q->picks[dense->slots[slot]];
        if (pick->seen && (pick->vintage != NO_SLOT) == dense->vintaged)
            add_times(s, slot, key, pick);
    }
}

/* ---- keys ---- */

static size_t place_of_value(const DenseSplit *split, int64_t value)
{
    if (value < split->first || (value - split->first) % split->step)
        return NO_INDEX;
    uint64_t place = ((uint64_t)value - (uint64_t)split->first) / (uint64_t)split->step + PLACE_VALUES;
    return place < split->places ? (size_t)place : NO_INDEX;
}

static const DenseSplit *split_of(const TableRun *run, size_t column)
{
    for (size_t i = 0; i < run->scan->splits.count; i++)
        if (run->scan->splits.items[i] == column)
            return &run->cube.dense->splits[i];
    return NULL;
}

/* The value's place in one column of the key, and any in the others. */
static void add_keys(Seen *s, const ContextKey *key)
{
    const DenseSplit *split = split_of(s->q->run, key->column);
    size_t place = split ? place_of_value(split, key->value) : NO_INDEX;
    if (place == NO_INDEX)
        return;
    for (size_t outer = 0; outer < s->adder.dense->extents[DENSE_KEY]; outer += split->stride * split->places)
        for (size_t inner = 0; inner < split->stride; inner++)
            add_key(s, outer + place * split->stride + inner);
}

Total total_dense(const Query *q, size_t filter, const ContextKey *key)
{
    const DenseRuns *runs = runs_of(q->ev, q->run);
    find_times(q->run, q->context->period);
    find_rows(q);
    Seen s = {.q = q, .runs = runs, .filter = filter, .adder = {.dense = q->run->cube.dense, .aggregate = q->aggregate}};
    if (key)
        add_keys(&s, key);
    for (size_t k = 0; k < s.adder.dense->extents[DENSE_KEY] && !key; k++)
        add_key(&s, k);
    Total total = s.adder.total;
    total.line_first = s.adder.first ? data_line(q->run->data, s.adder.first - 1) : 0;
    total.line_last = s.adder.last ? data_line(q->run->data, s.adder.last - 1) : 0;
    total.missing_line = s.adder.missing ? data_line(q->run->data, s.adder.missing - 1) : 0;
    return total;
}

/* ---- presence ---- */

static bool any_rows(const DenseCube *dense, const AtomRuns *where, size_t filter, size_t at)
{
    if (filter == NO_INDEX) {
        for (size_t a = 0; a < dense->extents[DENSE_ATOM]; a++)
            if (dense_rows(dense, at + a))
                return true;
        return false;
    }
    for (size_t r = where->starts[filter]; r < where->starts[filter + 1]; r++)
        for (size_t a = where->runs[r].first; a < where->runs[r].end; a++)
            if (dense_rows(dense, at + a))
                return true;
    return false;
}

static bool is_present(Evaluator *ev, TableRun *run, size_t slot, size_t time, size_t vintage)
{
    const DenseCube *dense = run->cube.dense;
    const DenseRuns *runs = runs_of(ev, run);
    for (size_t key = 0; key < dense->extents[DENSE_KEY]; key++)
        if (any_rows(dense, &runs->yes, run->scan->where, dense_at(dense, time, slot, key, vintage, 0)))
            return true;
    return false;
}

void presence_dense(Evaluator *ev, TableRun *run)
{
    const DenseCube *dense = run->cube.dense;
    size_t most = dense->extents[DENSE_SLOT] * dense->extents[DENSE_TIME] * dense->extents[DENSE_VINTAGE];
    run->presence = arena_array(ev->arena, most, sizeof *run->presence);
    for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++)
        for (size_t time = 0; time < dense->extents[DENSE_TIME]; time++)
            for (size_t vintage = 0; vintage < dense->extents[DENSE_VINTAGE]; vintage++)
                if (is_present(ev, run, slot, time, vintage))
                    run->presence[run->presence_count++] = (Presence){dense->slots[slot], dense->timed ? (uint32_t)time : NO_SLOT,
                                                                      dense->vintaged ? (uint32_t)vintage : NO_SLOT};
}
