/* singles.c: the cube where no cell has more than one row, as key figures have it: eight bytes a cell, written once. Tried before anything is added up;
 * the first cell with a second row ends it, and scan.c adds up instead. */
#include "exec/kernel/scan.h"

/* Smaller cubes are added up in the cache; there is nothing to gain. */
size_t singles_least = (size_t)1 << 14;

#define AMOUNT_LIMIT ((int64_t)INT32_MAX - 8)     /* amounts below it are marks: see SINGLE_ABSENT */

/* Every amount fits in 32 bits. */
static bool is_narrow(const KernelValue *value)
{
    int64_t low = 0, high = 0;
    if (!value->column || value->needs || value->checked)
        return false;
    if (!column_bounds(value->column, &low, &high))
        return true;
    Wide least = ((Wide)low - value->base) / value->unit, most = ((Wide)high - value->base) / value->unit;
    return least >= -AMOUNT_LIMIT && most <= AMOUNT_LIMIT;
}

bool singles_suit(const KernelPlan *plan)
{
    if (plan->cells < singles_least || plan->input->data->rows > plan->cells)
        return false;
    return plan->value_count == 0 || (plan->value_count == 1 && is_narrow(&plan->values[0]));
}

/* ---- the amounts of a block, one a row ---- */

#define AMOUNTS(type)                                                                          \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = (int32_t)((int64_t)((const type *)part->values)[at + i] * times + more)

#define AMOUNTS_RAW(type)                                                                      \
    for (size_t i = 0; i < count; i++)                                                         \
        out[i] = (int32_t)((const type *)part->values)[at + i]

static void block_amounts(const KernelValue *value, const ColumnPart *part, size_t at, size_t count, int32_t *restrict out)
{
    if (value->raw) {
        BY_WIDTH(part, AMOUNTS_RAW)
    } else if (part->codes) {
        BY_WIDTH(part, AMOUNTS_RAW)
        for (size_t i = 0; i < count; i++)
            out[i] = (int32_t)part->codes[(uint32_t)out[i]];
    } else {
        int64_t times = part->unit / value->unit, more = part->base / value->unit;
        BY_WIDTH(part, AMOUNTS)
    }
    for (size_t i = 0; part->states && i < count; i++)
        out[i] = part->states[at + i] ? SINGLE_ABSENT + part->states[at + i] : out[i];
}

/* ---- writing them ---- */

typedef struct SinglePass { Worker *worker; uint64_t *singles; size_t filled; uint64_t clash; } SinglePass;

/* How many rows ahead a cell is fetched: rows in no order find none of them in the cache. */
#define AHEAD 24

static void write_block(SinglePass *pass, const uint32_t *restrict cells, const int32_t *restrict amounts, size_t count, uint32_t row)
{
    uint64_t *singles = pass->singles, clash = 0;
    uint32_t none = (uint32_t)pass->worker->plan->cells;
    size_t dropped = 0;
    for (size_t i = 0; i < count; i++)
        dropped += cells[i] == none;
    for (size_t i = 0; i < count; i++) {
        __builtin_prefetch(&singles[cells[i + AHEAD < count ? i + AHEAD : i]], 1);
        uint64_t *to = &singles[cells[i]];
        clash |= cells[i] == none ? 0 : __atomic_load_n(to, __ATOMIC_RELAXED);
        __atomic_store_n(to, dense_single(row + (uint32_t)i, amounts[i]), __ATOMIC_RELAXED);
    }
    pass->clash |= clash;
    pass->filled += count - dropped;
}

static void single_block(Worker *w, size_t part, size_t at, size_t count)
{
    SinglePass *pass = w->single;
    const KernelPlan *plan = w->plan;
    int32_t amounts[BATCH];
    if (pass->clash)
        return;
    index_block(w->indexer, part, at, count);
    if (plan->value_count) {
        const ColumnPart *from = &plan->values[0].column->parts[part];
        read_ahead(from->values, from->width, at + count, count);
        block_amounts(&plan->values[0], from, at, count, amounts);
    } else {
        for (size_t i = 0; i < count; i++)
            amounts[i] = 0;
    }
    write_block(pass, w->indexer->cells, amounts, count, (uint32_t)(plan->input->data->parts[part].first + at));
}

static void single_worker(Worker *w)
{
    w->indexer = ARENA_NEW(w->arena, Indexer);
    indexer_init(w->arena, w->plan, w->indexer);
    worker_pass(w, single_block);
}

/* Two threads may have written the same cell without seeing each other. */
static size_t count_filled(const uint64_t *singles, size_t count)
{
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
        filled += singles[i] != 0;
    return filled;
}

const uint64_t *singles_make(Arena *arena, const KernelPlan *plan, Worker *workers, size_t *filled)
{
    uint64_t *singles = cells_array(arena, plan->cells + 1, sizeof *singles), clash = 0;
    SinglePass *passes = arena_array(arena, plan->threads, sizeof *passes);
    for (size_t w = 0; w < plan->threads; w++) {
        passes[w] = (SinglePass){.worker = &workers[w], .singles = singles};
        workers[w].single = &passes[w];
    }
    workers_run(workers, plan->threads, single_worker);
    *filled = 0;
    for (size_t w = 0; w < plan->threads; w++) {
        *filled += passes[w].filled;
        clash |= passes[w].clash;
    }
    if (clash || (plan->threads > 1 && count_filled(singles, plan->cells) != *filled))
        return NULL;
    return singles;
}
