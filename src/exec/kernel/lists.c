/* lists.c: the values of cells whose median, percentile or number of different values is wanted. The first pass has counted the rows of each cell, so
 * a second one puts each value where it belongs: eight bytes a row. */
#include "exec/kernel/scan.h"

static bool wants_list(const KernelValue *value)
{
    return value->needs & NEED_LIST;
}

static uint32_t ok_rows(const Sums *sums, size_t value, size_t cell)
{
    const DenseGaps *gaps = sums->values[value].gaps;
    uint32_t rows = sums->cell[cell].rows;
    for (size_t s = 0; s < 4 && gaps; s++)
        rows -= gaps[cell].states[s];
    return rows;
}

/* Where each worker's rows begin in each cell: behind those of the workers before it. */
static int64_t *place(Arena *arena, const KernelPlan *plan, Worker *workers, size_t count, size_t value)
{
    uint32_t next = 0;
    for (size_t w = 0; w < count; w++)
        workers[w].next[value] = arena_array(workers[w].arena, plan->cells + 1, sizeof(uint32_t));
    for (size_t cell = 0; cell < plan->cells; cell++)
        for (size_t w = 0; w < count; w++) {
            workers[w].next[value][cell] = next;
            next += ok_rows(workers[w].sums, value, cell);
        }
    int64_t *list = arena_array(arena, next, sizeof *list);
    for (size_t w = 0; w < count; w++)
        workers[w].lists[value] = list;
    return list;
}

static void list_block(Worker *w, size_t part, size_t at, size_t count)
{
    const KernelPlan *plan = w->plan;
    const uint32_t *cells = w->indexer->cells;
    size_t row = plan->input->data->parts[part].first + at;
    index_block(w->indexer, part, at, count);
    values_compute(w->scatterer, row, count);
    for (size_t v = 0; v < plan->value_count; v++) {
        if (!wants_list(&plan->values[v]))
            continue;
        ValueBlock block = value_block(w->scatterer, &plan->values[v], row, count);
        for (size_t i = 0; i < count; i++)
            if (cells[i] < plan->cells && block.states[i] == ROW_OK)
                w->lists[v][w->next[v][cells[i]]++] = block.values[i];
    }
}

static void list_worker(Worker *w)
{
    worker_pass(w, list_block);
}

void lists_make(Arena *arena, const KernelPlan *plan, Worker *workers, size_t count, Cube *cube)
{
    bool any = false;
    for (size_t w = 0; w < count; w++) {
        workers[w].next = arena_array(workers[w].arena, plan->value_count, sizeof *workers[w].next);
        workers[w].lists = arena_array(workers[w].arena, plan->value_count, sizeof *workers[w].lists);
    }
    for (size_t v = 0; v < plan->value_count; v++)
        if (wants_list(&plan->values[v])) {
            cube->values[v].list = place(arena, plan, workers, count, v);
            any = true;
        }
    if (any)
        workers_run(workers, count, list_worker);
}
