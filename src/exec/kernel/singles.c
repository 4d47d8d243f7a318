/* singles.c: the cube where no cell has more than one row, as key figures have it: two or four bytes a cell, written once. Tried before anything is added
 * up; the first cell with a second row ends it, and scan.c adds up instead. */
#include "exec/kernel/scan.h"

/* What the one value of the scan is stored as: amounts from `least` up, in units above its base. */
typedef struct Narrow { int64_t least; size_t bytes; /* 0: it cannot be */ } Narrow;

static Narrow narrow_of(const KernelValue *value)
{
    int64_t low = 0, high = 0;
    if (!value->column || value->needs || value->checked)
        return (Narrow){0, 0};
    if (!column_bounds(value->column, &low, &high))
        return (Narrow){0, 2};
    Wide least = ((Wide)low - value->base) / value->unit, most = ((Wide)high - value->base) / value->unit - least + SINGLE_LEAST;
    if (least < INT64_MIN / 4 || least > INT64_MAX / 4 || most > UINT32_MAX)
        return (Narrow){0, 0};
    return (Narrow){(int64_t)least, most <= UINT16_MAX ? 2 : 4};
}

static Narrow plan_narrow(const KernelPlan *plan)
{
    return plan->value_count ? narrow_of(&plan->values[0]) : (Narrow){0, 2};
}

bool singles_suit(const KernelPlan *plan)
{
    return plan->cells >= kernel_limits.singles && plan->input->data->rows <= plan->cells && plan->value_count <= 1 && plan_narrow(plan).bytes;
}

/* ---- writing them ---- */

typedef struct SinglePass {
    size_t number;               /* of the worker */
    void *cells; size_t bytes;
    uint32_t *rows;              /* in the second pass: row by cell; the cells are not written then */
    int64_t least;
    size_t filled, counted;      /* rows written; in a share of the cells: cells that have one */
    bool clash;
} SinglePass;

/* How many rows ahead a cell is fetched: rows in no order find none of them in the cache (6.6 against 8.4 ns a row with 32, measured on Zen 5). */
#define AHEAD 96

/* Other threads may write the same cell, which is found out afterwards. */
#define WRITE(type, counts)                                                                    \
    for (size_t i = 0; i < count; i++) {                                                       \
        type *to = &((type *)pass->cells)[cells[i]];                                           \
        __builtin_prefetch(&((type *)pass->cells)[cells[i + AHEAD < count ? i + AHEAD : i]], 1); \
        clash |= (counts) ? __atomic_load_n(to, __ATOMIC_RELAXED) : 0;                         \
        __atomic_store_n(to, (type)amounts[i], __ATOMIC_RELAXED);                              \
    }

/* Rows that count in nothing share the place behind the last, and may. */
static void write_block(SinglePass *pass, const uint32_t *restrict cells, uint32_t none, const uint32_t *restrict amounts, size_t count)
{
    size_t dropped = singles_count(cells, none, count);
    uint32_t clash = 0;
    if (dropped && pass->bytes == 2)
        WRITE(uint16_t, cells[i] != none)
    else if (dropped)
        WRITE(uint32_t, cells[i] != none)
    else if (pass->bytes == 2)
        WRITE(uint16_t, true)
    else
        WRITE(uint32_t, true)
    pass->clash |= clash != 0;
    pass->filled += count - dropped;
}

static void write_amounts(Worker *w, size_t part, size_t at, size_t count)
{
    const KernelPlan *plan = w->plan;
    uint32_t amounts[BATCH];
    if (w->single->clash)
        return;
    index_block(w->indexer, part, at, count);
    for (size_t i = 0; !plan->value_count && i < count; i++)
        amounts[i] = SINGLE_LEAST;
    if (plan->value_count) {
        const ColumnPart *from = &plan->values[0].column->parts[part];
        read_ahead(from->values, from->width, at + count, count);
        singles_amounts(&plan->values[0], w->single->least, from, at, count, amounts);
    }
    write_block(w->single, w->indexer->cells, (uint32_t)plan->cells, amounts, count);
}

static void write_rows(Worker *w, size_t part, size_t at, size_t count)
{
    uint32_t row = (uint32_t)(w->plan->input->data->parts[part].first + at), none = (uint32_t)w->plan->cells;
    index_block(w->indexer, part, at, count);
    for (size_t i = 0; i < count; i++)
        if (w->indexer->cells[i] != none)
            w->single->rows[w->indexer->cells[i]] = row + (uint32_t)i;
}

static void single_worker(Worker *w)
{
    w->indexer = ARENA_NEW(w->arena, Indexer);
    indexer_init(w->arena, w->plan, w->indexer);
    worker_pass(w, w->single->rows ? write_rows : write_amounts);
}

/* Two threads that wrote a cell at the same time may both have found it empty: then fewer cells are filled than rows were written. */
static void count_worker(Worker *w)
{
    size_t cells = w->plan->cells, threads = w->plan->threads, number = w->single->number;
    w->single->counted = singles_filled(w->single->cells, w->single->bytes, cells / threads * number, number + 1 < threads ? cells / threads * (number + 1) : cells);
}

static bool is_short(const KernelPlan *plan, Worker *workers)
{
    size_t filled = 0, counted = 0;
    workers_run(workers, plan->threads, count_worker);
    for (size_t w = 0; w < plan->threads; w++) {
        filled += workers[w].single->filled;
        counted += workers[w].single->counted;
    }
    return counted != filled;
}

static void put_values(Arena *arena, const KernelPlan *plan, int64_t least, DenseCube *out)
{
    ScanInput *input = ARENA_NEW(arena, ScanInput);
    *input = *plan->input;
    input->compiler = NULL;              /* its code is for this once */
    out->single_input = input;
    DenseValue *values = arena_array(arena, plan->value_count, sizeof *values);
    for (size_t v = 0; v < plan->value_count; v++)
        values[v] = (DenseValue){.unit = plan->values[v].unit, .base = plan->values[v].base + (least - SINGLE_LEAST) * plan->values[v].unit};
    out->values = values;
}

bool singles_make(Arena *arena, const KernelPlan *plan, Worker *workers, DenseCube *out)
{
    Narrow narrow = plan_narrow(plan);
    SinglePass *passes = arena_array(arena, plan->threads, sizeof *passes);
    bool clash = false;
    void *cells = cells_array(arena, plan->cells + 1, narrow.bytes);
    for (size_t w = 0; w < plan->threads; w++) {
        passes[w] = (SinglePass){.number = w, .cells = cells, .bytes = narrow.bytes, .least = narrow.least};
        workers[w].single = &passes[w];
    }
    workers_run(workers, plan->threads, single_worker);
    for (size_t w = 0; w < plan->threads; w++)
        clash |= passes[w].clash;
    if (clash || (plan->threads > 1 && is_short(plan, workers)))
        return false;
    DenseCube made = *out;
    made.singles = cells;
    made.single_bytes = narrow.bytes;
    *out = made;
    put_values(arena, plan, narrow.least, out);
    return true;
}

/* ---- which rows they were ---- */

const uint32_t *singles_rows(Arena *arena, const ScanInput *input)
{
    Arena *scratch = arena_new();
    KernelPlan *plan = kernel_prepare(scratch, input, NULL);
    uint32_t *rows = cells_array(arena, plan->cells + 1, sizeof *rows);
    Worker *workers = workers_new(scratch, plan);
    SinglePass pass = {.rows = rows};
    for (size_t w = 0; w < plan->threads; w++)
        workers[w].single = &pass;
    workers_run(workers, plan->threads, single_worker);
    workers_free(plan, workers);
    arena_free(scratch);
    return rows;
}
