/* rows.c: which rows the cells of a cube have, for those of the times that are asked about. Adding up keeps no account of it where rows stand in the
 * order of time: a few cells are shown of many, and theirs are found by going through the rows of their times once more. */
#include <string.h>

#include "exec/kernel/scan.h"

/* How often the times asked about alone are gone through; then all that are left are. */
#define PASSES 4

bool rows_later(const KernelPlan *plan)
{
    bool by_time = plan->time && plan->extents[DENSE_TIME] > 1 && plan->strides[DENSE_TIME] * plan->extents[DENSE_TIME] == plan->cells;
    if (!plan->input->dense_enough || !by_time || plan->row_steps.count || plan->input->data->rows < kernel_limits.later)
        return false;
    for (size_t v = 0; v < plan->value_count; v++)
        if (plan->values[v].needs & (NEED_ORDER | NEED_LIST))
            return false;
    return true;
}

void rows_keep(Arena *arena, const KernelPlan *plan, DenseCube *out)
{
    ScanInput *input = ARENA_NEW(arena, ScanInput);
    KernelPlan *kept = ARENA_NEW(arena, KernelPlan);
    *input = *plan->input;
    input->compiler = NULL;              /* its code is for this once */
    *kept = *plan;
    kept->input = input;
    out->later = kept;
}

/* ---- the rows of some times ---- */

typedef struct SpanPass { DenseSpan *spans; size_t time; /* the look-up of time, or NO_INDEX */ } SpanPass;

/* As if rows of other times counted in nothing. */
static void drop_times(const KernelPlan *plan, const uint8_t *asked, Axis *time)
{
    uint32_t *direct = arena_array(plan->arena, time->domain.places, sizeof *direct);
    for (size_t p = 0; p < time->domain.places; p++) {
        bool drop = time->direct[p] < ENTRY_DROPPED && !asked[time->direct[p] / plan->strides[DENSE_TIME] % plan->extents[DENSE_TIME]];
        direct[p] = drop ? ENTRY_DROPPED : time->direct[p];
    }
    time->direct = direct;
}

static KernelPlan *plan_of_times(Arena *scratch, const KernelPlan *from, const uint8_t *asked)
{
    KernelPlan *plan = ARENA_NEW(scratch, KernelPlan);
    *plan = *from;
    plan->arena = scratch;
    plan->axes.items = arena_array(scratch, from->axes.count, sizeof *plan->axes.items);
    memcpy(plan->axes.items, from->axes.items, from->axes.count * sizeof *plan->axes.items);
    size_t column = from->input->model->tables.items[from->input->scan->table].time_column;
    for (size_t i = 0; i < plan->axes.count; i++)
        if (plan->axes.items[i].domain.column == column)
            drop_times(plan, asked, &plan->axes.items[i]);
    return plan;
}

/* Rows of a time stand together, so that most blocks have none that is asked about. Where cells may lack time, what is stored for them says nothing. */
static bool any_asked(const Worker *w, size_t at, size_t count)
{
    const Lookup *time = &w->indexer->lookups.direct.items[w->span->time].lookup;
    int64_t low, high;
    if (!time->table || time->states)
        return true;
    w->indexer->loops->bounds(time, at, count, &low, &high);
    for (int64_t p = low + time->offset; p <= high + time->offset; p = (int64_t)time->until[p] + 1)
        if (time->table[p] < ENTRY_DROPPED)
            return true;
    return false;
}

/* The place behind the last cell takes the rows that count in nothing. */
static void span_block(Worker *w, size_t part, size_t at, size_t count)
{
    uint32_t row = (uint32_t)(w->plan->input->data->parts[part].first + at) + 1;
    if (!any_asked(w, at, count))
        return;
    index_block(w->indexer, part, at, count);
    for (size_t i = 0; i < count; i++) {
        DenseSpan *span = &w->span->spans[w->indexer->cells[i]];
        if (!span->first)
            span->first = row + (uint32_t)i;
        span->last = row + (uint32_t)i;
    }
}

static void span_worker(Worker *w)
{
    size_t column = w->plan->input->model->tables.items[w->plan->input->scan->table].time_column;
    w->indexer = ARENA_NEW(w->arena, Indexer);
    indexer_init(w->arena, w->plan, w->indexer);
    for (size_t i = 0; i < w->indexer->lookups.direct.count; i++)
        if (w->indexer->lookups.direct.items[i].axis->domain.column == column)
            w->span->time = i;
    worker_pass(w, span_block);
}

/* `from` has the rows that follow. */
static void merge_spans(const KernelPlan *plan, DenseSpan *into, const DenseSpan *from)
{
    for (size_t i = 0; i < plan->cells; i++)
        if (from[i].first)
            into[i] = (DenseSpan){into[i].first ? into[i].first : from[i].first, from[i].last};
}

static void find_spans(const KernelPlan *plan, Arena *scratch, DenseSpan *spans)
{
    Worker *workers = workers_new(scratch, plan);
    SpanPass *passes = arena_array(scratch, plan->threads, sizeof *passes);
    for (size_t w = 0; w < plan->threads; w++) {
        passes[w].spans = w == 0 ? spans : cells_array(scratch, plan->cells + 1, sizeof *spans);
        workers[w].span = &passes[w];
    }
    workers_run(workers, plan->threads, span_worker);
    for (size_t w = 1; w < plan->threads; w++)
        merge_spans(plan, spans, passes[w].spans);
    workers_free(plan, workers);
}

/* ---- what is known, and more of it ---- */

/* Another cube of the same may be in use with what was known before, which is left as it is. */
static void ask_spans(Arena *arena, const uint8_t *asked, DenseCube *dense)
{
    size_t times = dense->extents[DENSE_TIME];
    DenseSpan *spans = cells_array(arena, dense->cells + 1, sizeof *spans);
    uint8_t *known = arena_array(arena, times, 1), *missing = arena_array(arena, times, 1);
    for (size_t t = 0; t < times; t++) {
        bool before = dense->spanned && dense->spanned[t];
        missing[t] = !before && (!asked || asked[t] || dense->passes >= PASSES);
        known[t] = before || missing[t];
        size_t from = t * dense->strides[DENSE_TIME];
        if (before)
            memcpy(spans + from, dense->spans + from, dense->strides[DENSE_TIME] * sizeof *spans);
    }
    Arena *scratch = arena_new();
    find_spans(plan_of_times(scratch, dense->later, missing), scratch, spans);
    arena_free(scratch);
    dense->spans = spans;
    dense->spanned = known;
    dense->passes++;
}

static bool is_known(const DenseCube *dense, const uint8_t *asked)
{
    for (size_t t = 0; t < dense->extents[DENSE_TIME]; t++)
        if ((!asked || asked[t]) && !dense_spanned(dense, t))
            return false;
    return true;
}

void cube_rows(Arena *arena, Cube *cube, const uint8_t *asked)
{
    const DenseCube *from = cube->dense;
    bool single = from && from->singles && !from->single_rows;
    if (!from || (!single && is_known(from, asked)))
        return;
    DenseCube *dense = ARENA_NEW(arena, DenseCube);
    *dense = *from;
    if (single)
        dense->single_rows = singles_rows(arena, from->single_input);
    else
        ask_spans(arena, asked, dense);
    cube->dense = dense;
}
