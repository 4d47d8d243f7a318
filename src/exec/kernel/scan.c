/* scan.c: the kernel backend: prepares a scan, divides its rows among threads, and puts together what they have added up. */
#include <pthread.h>

#include "exec/kernel/scan.h"

/* ---- workers ---- */

/* Whether to stop is asked once in so many blocks, about every tenth of a millisecond: the answer may take longer than a block. */
#define ASK_EVERY 64

void worker_pass(Worker *w, void (*block)(Worker *worker, size_t part, size_t at, size_t count))
{
    const TableData *data = w->plan->input->data;
    size_t most = kernel_limits.block_rows, blocks = 0;
    for (size_t p = 0; p < data->part_count; p++) {
        const DataPart *part = &data->parts[p];
        size_t first = w->first > part->first ? w->first - part->first : 0;
        size_t end = w->end < part->first + part->count ? (w->end > part->first ? w->end - part->first : 0) : part->count;
        if (first >= end)
            continue;
        indexer_part(w->indexer, p);
        for (size_t at = first; at < end; at += most) {
            if (blocks++ % ASK_EVERY == 0 && effort_stopped(w->plan->input->effort))
                return;
            block(w, p, at, end - at < most ? end - at : most);
        }
    }
}

static void *run_thread(void *self)
{
    Worker *worker = self;
    worker->run(worker);
    return NULL;
}

/* A thread that cannot be started is done without: its rows are gone through here. */
void workers_run(Worker *workers, size_t count, void (*run)(Worker *worker))
{
    pthread_t *threads = arena_array(workers[0].arena, count, sizeof *threads);
    bool *started = arena_array(workers[0].arena, count, sizeof *started);
    for (size_t w = 1; w < count; w++) {
        workers[w].run = run;
        started[w] = pthread_create(&threads[w], NULL, run_thread, &workers[w]) == 0;
    }
    for (size_t w = 0; w < count; w++)
        if (!started[w])
            run(&workers[w]);
    for (size_t w = 1; w < count; w++)
        if (started[w])
            pthread_join(threads[w], NULL);
}

/* ---- the first pass ---- */

static void add_block(Worker *w, size_t part, size_t at, size_t count)
{
    index_block(w->indexer, part, at, count);
    scatter_block(w->scatterer, part, at, count, w->indexer->cells);
}

static void add_worker(Worker *w)
{
    sums_make(w->arena, w->plan, w->sums);
    w->indexer = ARENA_NEW(w->arena, Indexer);
    indexer_init(w->arena, w->plan, w->indexer);
    w->scatterer = ARENA_NEW(w->arena, Scatterer);
    scatterer_init(w->arena, w->plan, w->sums, w->scatterer);
    worker_pass(w, add_block);
}

Worker *workers_new(Arena *arena, const KernelPlan *plan)
{
    Worker *workers = arena_array(arena, plan->threads, sizeof *workers);
    size_t rows = plan->input->data->rows;
    for (size_t w = 0; w < plan->threads; w++) {
        workers[w] = (Worker){.plan = plan, .arena = w == 0 ? arena : arena_new(), .sums = ARENA_NEW(arena, Sums)};
        workers[w].first = rows / plan->threads * w;
        workers[w].end = w + 1 < plan->threads ? rows / plan->threads * (w + 1) : rows;
    }
    return workers;
}

void workers_free(const KernelPlan *plan, Worker *workers)
{
    for (size_t w = 1; w < plan->threads; w++)
        arena_free(workers[w].arena);
}

/* ---- the cube ---- */

static DenseCube *make_dense(Arena *arena, const KernelPlan *plan)
{
    DenseCube *dense = ARENA_NEW(arena, DenseCube);
    *dense = (DenseCube){.cells = plan->cells, .timed = plan->times.count != 0,
                         .vintaged = plan->vintage != NULL, .slots = plan->slots, .splits = plan->splits,
                         .split_count = plan->input->scan->splits.count, .truths = (const uint8_t *const *)plan->atoms.truths};
    for (size_t axis = 0; axis < DENSE_AXIS_COUNT; axis++) {
        dense->extents[axis] = plan->extents[axis];
        dense->strides[axis] = plan->strides[axis];
    }
    return dense;
}

static void put_sums(Arena *arena, const KernelPlan *plan, const Sums *sums, DenseCube *dense)
{
    DenseValue *values = arena_array(arena, plan->value_count, sizeof *values);
    for (size_t v = 0; v < plan->value_count; v++) {
        const ValueSums *from = &sums->values[v];
        values[v] = (DenseValue){from->sums, from->step, from->carries, plan->values[v].unit, plan->values[v].base, from->gaps, from->extremes, from->orders};
    }
    dense->values = values;
    dense->cell = sums->cell;
    dense->last = sums->last;
    if (plan->later)
        rows_keep(arena, plan, dense);
}

static void put_untimed(const KernelPlan *plan, const Worker *workers, Cube *cube)
{
    for (size_t w = 0; w < plan->threads; w++) {
        if (workers[w].indexer->untimed && !cube->untimed)
            cube->untimed_line = data_line(plan->input->data, workers[w].indexer->untimed_row);
        cube->untimed += workers[w].indexer->untimed;
    }
}

/* One row a cell, where it is so. False: some cell has more. All threads write the same cells, so that those need no room for each. */
static bool run_singles(Arena *arena, const KernelPlan *plan, Cube *cube, DenseCube *dense)
{
    if (!singles_suit(plan))
        return false;
    size_t rows = plan->input->data->rows, threads = effort_threads(plan->input->effort, rows);
    KernelPlan *shared = ARENA_NEW(arena, KernelPlan);
    *shared = *plan;
    shared->threads = (unsigned)(threads < rows ? threads : rows ? rows : 1);
    Worker *workers = workers_new(arena, shared);
    bool made = singles_make(arena, shared, workers, dense);
    if (made) {
        put_untimed(shared, workers, cube);
        cube->threads = shared->threads;
    }
    workers_free(shared, workers);
    return made;
}

static void run_sums(Arena *arena, const KernelPlan *plan, Cube *cube, DenseCube *dense)
{
    Worker *workers = workers_new(arena, plan);
    workers_run(workers, plan->threads, add_worker);
    put_untimed(plan, workers, cube);
    lists_make(arena, plan, workers, plan->threads, cube);
    for (size_t w = 1; w < plan->threads; w++)
        sums_merge(plan, workers[0].sums, workers[w].sums);
    workers_free(plan, workers);
    put_sums(arena, plan, workers[0].sums, dense);
}

void kernel_run(Arena *arena, const KernelPlan *plan, Cube *cube)
{
    const ScanInput *input = plan->input;
    const Table *table = &input->model->tables.items[input->scan->table];
    *cube = (Cube){.rows = input->data->rows, .threads = plan->threads, .values = arena_array(arena, plan->value_count, sizeof *cube->values)};
    cube->times.items = plan->times.items;
    cube->times.count = cube->times.cap = plan->times.count;
    cube->vintages = plan->vintage ? plan->vintage->periods : NULL;
    cube->vintage_count = table->vintage_column == NO_INDEX ? 0 : plan->vintage->period_count;
    DenseCube *dense = make_dense(arena, plan);
    if (!run_singles(arena, plan, cube, dense))
        run_sums(arena, plan, cube, dense);
    cube->dense = dense;
    if (!input->dense_enough)
        cube_list(arena, input, cube);
}

static void kernel_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    const KernelPlan *plan = kernel_prepare(arena, input, NULL);
    if (plan)
        kernel_run(arena, plan, cube);
    else
        backends[0]->scan(arena, input, cube);
}

/* Few rows: preparing alone would take longer than the interpreter takes for all of it. */
#define WORTH_ROWS ((size_t)2000)

static bool kernel_suits(const ScanInput *input, int64_t *cost)
{
    bool asked = input->effort && input->effort->engine != ENGINE_AUTO;
    *cost = 0;
    if (input->data->rows < WORTH_ROWS && !asked)
        return false;
    Arena *scratch = arena_new();
    const KernelPlan *plan = kernel_prepare(scratch, input, NULL);
    if (plan)
        *cost = kernel_cost(plan);
    arena_free(scratch);
    return plan != NULL;
}

const Backend backend_kernel = {.name = "kernel", .engine = ENGINE_KERNEL, .suits = kernel_suits, .scan = kernel_scan, .filter = interp_filter,
                                .describe = kernel_describe};
