/* prepare.c: the plan of one table and its columns -> a kernel plan: how far each column takes a row through the cube. */
#include <stdlib.h>
#include <string.h>

#include "exec/bodies.h"
#include "exec/interp/cells.h"
#include "exec/kernel/kernel.h"

KernelLimits kernel_limits = {.domain = (size_t)1 << 22, .cuts = 64, .places = (size_t)1 << 20, .truths = (size_t)1 << 28,
                              .cells = (size_t)1 << 26, .bytes = (size_t)3 << 30, .block_rows = BATCH, .later = (size_t)1 << 16,
                              .singles = (size_t)1 << 14};

/* ---- axes ---- */

static Axis *axis_of(KernelPlan *plan, size_t column)
{
    for (size_t i = 0; i < plan->axes.count; i++)
        if (plan->axes.items[i].domain.column == column)
            return &plan->axes.items[i];
    return NULL;
}

static Axis *axis_add(KernelPlan *plan, const Domain *domain)
{
    Axis *axis = axis_of(plan, domain->column);
    if (axis)
        return axis;
    vec_push(plan->arena, &plan->axes, (Axis){.domain = *domain});
    return &plan->axes.items[plan->axes.count - 1];
}

/* The axis of a column whose values must be listed; NULL: they cannot be. */
static Axis *axis_listed(KernelPlan *plan, size_t column)
{
    Domain domain;
    Axis *axis = axis_of(plan, column);
    if (axis)
        return axis->domain.listed ? axis : NULL;
    return domain_list(plan->input, column, &domain) ? axis_add(plan, &domain) : NULL;
}

static uint32_t *entries(KernelPlan *plan, Axis *axis, uint32_t **which)
{
    if (!*which)
        *which = arena_array(plan->arena, axis->domain.places, sizeof **which);
    return *which;
}

/* ---- extents ---- */

static int compare_slots(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static size_t find_slots(KernelPlan *plan)
{
    const ScanInput *input = plan->input;
    size_t count = plan->body ? plan->body->dict_count : 1, kept = 0;
    plan->slots = arena_array(plan->arena, count + 1, sizeof *plan->slots);
    for (size_t i = 0; i < count; i++)
        plan->slots[i] = plan->body ? input->slots[i] : input->fixed_slot;
    qsort(plan->slots, count, sizeof *plan->slots, compare_slots);
    for (size_t i = 0; i < count; i++)
        if (plan->slots[i] != NO_SLOT && (kept == 0 || plan->slots[i] != plan->slots[kept - 1]))
            plan->slots[kept++] = plan->slots[i];
    return kept ? kept : 1;
}

static bool find_splits(KernelPlan *plan)
{
    const ScanPlan *scan = plan->input->scan;
    size_t keys = 1;
    plan->splits = arena_array(plan->arena, scan->splits.count, sizeof *plan->splits);
    for (size_t i = 0; i < scan->splits.count; i++) {
        const Axis *axis = axis_listed(plan, scan->splits.items[i]);
        if (!axis || axis->domain.places > kernel_limits.cells / keys)
            return false;
        plan->splits[i] = (DenseSplit){axis->domain.first, axis->domain.step, axis->domain.places, keys};
        keys *= axis->domain.places;
    }
    plan->extents[DENSE_KEY] = keys;
    return true;
}

#define WINDOWS 64               /* places in the table that are looked at … */
#define WINDOW 32                /* … rows in each */

static bool is_same(const Column *column, size_t first, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (column_value(column, first + i) != column_value(column, first))
            return false;
    return true;
}

static size_t count_same(const KernelPlan *plan, const Column *column)
{
    size_t rows = plan->input->data->rows, same = 0;
    for (size_t i = 0; rows >= WINDOW && i < WINDOWS; i++)
        same += is_same(column, (rows - WINDOW) / WINDOWS * i, WINDOW);
    return same;
}

/* Rows stand in the order of time: those of one month together, of many keys. */
static bool is_by_time(const KernelPlan *plan)
{
    const ScanPlan *scan = plan->input->scan;
    size_t times = plan->time ? count_same(plan, plan->time) : 0, keys = 0;
    if (scan->splits.count)
        keys = count_same(plan, &plan->input->data->columns[scan->splits.items[0]]);
    return times > keys;
}

/* Time outermost where that is how rows stand, so that those of one month share a stretch of memory; else keys, so that all there is about one key does.
 * Atoms innermost. */
static bool find_strides(KernelPlan *plan)
{
    static const DenseAxis by_time[] = {DENSE_ATOM, DENSE_VINTAGE, DENSE_KEY, DENSE_SLOT, DENSE_TIME};
    static const DenseAxis by_key[] = {DENSE_ATOM, DENSE_SLOT, DENSE_TIME, DENSE_VINTAGE, DENSE_KEY};
    const DenseAxis *order = is_by_time(plan) ? by_time : by_key;
    size_t cells = 1;
    for (size_t i = 0; i < DENSE_AXIS_COUNT; i++) {
        plan->strides[order[i]] = cells;
        if (plan->extents[order[i]] > kernel_limits.cells / cells)
            return false;
        cells *= plan->extents[order[i]];
    }
    plan->cells = cells;
    return true;
}

/* ---- what each column adds ---- */

static bool put_time(KernelPlan *plan, size_t column, const uint32_t *day_times)
{
    Axis *axis = axis_listed(plan, column);
    if (!axis)
        return false;
    uint32_t *direct = entries(plan, axis, &axis->direct);
    for (size_t p = 0; p < axis->domain.places; p++)
        direct[p] += p < PLACE_VALUES ? ENTRY_DROPPED
                                      : (uint32_t)((day_times ? day_times[p - PLACE_VALUES] : p - PLACE_VALUES) * plan->strides[DENSE_TIME]);
    return true;
}

static bool put_vintage(KernelPlan *plan, size_t column)
{
    Axis *axis = axis_listed(plan, column);
    if (!axis)
        return false;
    uint32_t *direct = entries(plan, axis, &axis->direct);
    for (size_t p = 0; p < axis->domain.places; p++)
        direct[p] += p < PLACE_VALUES ? ENTRY_DROPPED : (uint32_t)((p - PLACE_VALUES) * plan->strides[DENSE_VINTAGE]);
    return true;
}

static uint32_t slot_place(const KernelPlan *plan, uint32_t slot)
{
    const uint32_t *found = slot == NO_SLOT ? NULL
                                            : bsearch(&slot, plan->slots, plan->extents[DENSE_SLOT], sizeof slot, compare_slots);
    return found ? (uint32_t)(found - plan->slots) : NO_SLOT;
}

static bool put_slots(KernelPlan *plan, size_t column)
{
    Axis *axis = axis_listed(plan, column);
    if (!axis)
        return false;
    uint32_t *direct = entries(plan, axis, &axis->direct);
    for (size_t p = 0; p < axis->domain.places; p++) {
        uint32_t place = p < PLACE_VALUES ? NO_SLOT : slot_place(plan, plan->input->slots[p - PLACE_VALUES]);
        direct[p] += place == NO_SLOT ? ENTRY_DROPPED : (uint32_t)(place * plan->strides[DENSE_SLOT]);
    }
    return true;
}

static void put_splits(KernelPlan *plan)
{
    const ScanPlan *scan = plan->input->scan;
    for (size_t i = 0; i < scan->splits.count; i++) {
        Axis *axis = axis_of(plan, scan->splits.items[i]);
        uint32_t *direct = entries(plan, axis, &axis->direct);
        for (size_t p = 0; p < axis->domain.places; p++)
            direct[p] += (uint32_t)(p * plan->splits[i].stride * plan->strides[DENSE_KEY]);
    }
}

static void put_dim(KernelPlan *plan, const ClassDim *dim)
{
    if (dim->by_row) {
        uint32_t *digits = arena_array(plan->arena, 4, sizeof *digits);
        for (uint32_t truth = 0; truth < 3; truth++)
            digits[truth] = plan->folded ? plan->atoms.atom_of[truth] : truth * (uint32_t)dim->radix;
        vec_push(plan->arena, &plan->row_steps, dim->step);
        vec_push(plan->arena, &plan->row_digits, digits);
        return;
    }
    Axis *axis = axis_add(plan, &dim->domain);
    uint32_t *out = entries(plan, axis, plan->folded ? &axis->direct : &axis->digit);
    for (size_t p = 0; p < dim->domain.places; p++)
        out[p] += plan->folded ? plan->atoms.atom_of[dim->class_of[p]] : dim->class_of[p] * (uint32_t)dim->radix;
}

/* ---- values ---- */

static int64_t gcd(int64_t a, int64_t b)
{
    uint64_t x = a < 0 ? -(uint64_t)a : (uint64_t)a, y = b < 0 ? -(uint64_t)b : (uint64_t)b;
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x > INT64_MAX || x == 0 ? 1 : (int64_t)x;
}

/* All parts alike: what is stored is added. Else they are brought to the largest unit that all values are whole numbers of. */
static void choose_unit(KernelValue *value)
{
    const Column *column = value->column;
    const ColumnPart *like = NULL;
    value->unit = 0;
    value->raw = true;
    for (size_t i = 0; i < column->part_count; i++) {
        const ColumnPart *part = &column->parts[i];
        if (!part->any)
            continue;
        like = like ? like : part;
        value->raw = value->raw && !part->codes && part->unit == like->unit && part->base == like->base;
        value->unit = part->codes ? 1 : gcd(gcd(value->unit, part->unit), part->base);
    }
    if (value->raw && like) {
        value->unit = like->unit;
        value->base = like->base;
    }
    value->unit = value->unit ? value->unit : 1;
}

/* rows times the greatest amount stays below 2^62. */
static bool sums_fit(const KernelValue *value, size_t rows)
{
    int64_t low = 0, high = 0;
    if (!value->column)
        return false;
    column_bounds(value->column, &low, &high);
    Wide least = ((Wide)low - value->base) / value->unit, most = ((Wide)high - value->base) / value->unit;
    least = least < 0 ? -least : least;
    most = most < 0 ? -most : most;
    Wide greatest = (least > most ? least : most) + 1;
    return greatest <= (Wide)INT64_MAX / 2 && (Wide)rows * greatest <= (Wide)INT64_MAX / 2;
}

static void put_values(KernelPlan *plan)
{
    const ScanInput *input = plan->input;
    plan->value_count = input->scan->values.count;
    plan->values = arena_array(plan->arena, plan->value_count, sizeof *plan->values);
    for (size_t v = 0; v < plan->value_count; v++) {
        const ScanValue *from = &input->scan->values.items[v];
        const RowStep *step = &input->scan->steps.items[from->step];
        KernelValue *value = &plan->values[v];
        *value = (KernelValue){.step = from->step, .unit = 1, .needs = from->needs, .gaps = true};
        if (step->op == ROW_COLUMN) {
            value->column = &input->data->columns[step->column];
            value->gaps = !column_complete(value->column);
            choose_unit(value);
        }
        value->checked = !sums_fit(value, input->data->rows);
    }
}

/* ---- the whole ---- */

/* What a cell takes of memory in each thread: as sums_make and lists_make have it. */
static size_t cell_bytes(const KernelPlan *plan)
{
    size_t bytes = sizeof(DenseCell) + (plan->later ? 0 : sizeof(uint32_t));
    for (size_t v = 0; v < plan->value_count; v++) {
        const KernelValue *value = &plan->values[v];
        bytes += (v ? sizeof(int64_t) : 0) + (value->checked ? sizeof(int32_t) : 0) + (value->gaps ? sizeof(DenseGaps) : 0);
        bytes += (value->needs & NEED_EXTREMES ? sizeof(DenseExtremes) : 0) + (value->needs & NEED_ORDER ? sizeof(DenseOrder) : 0);
        bytes += value->needs & NEED_LIST ? sizeof(uint32_t) : 0;
    }
    return bytes;
}

/* Rows stand in the order of their lines, so that the first and last row of a cell tell the first and last line. */
static bool lines_ordered(const TableData *data)
{
    uint32_t before = 0;
    for (size_t i = 0; i < data->line_count; i++) {
        size_t end = i + 1 < data->line_count ? data->lines[i + 1].row : data->rows;
        if (data->lines[i].line < before)
            return false;
        before = end > data->lines[i].row ? data_line(data, end - 1) : data->lines[i].line;
    }
    return true;
}

/* Threads that are asked for are given; others must have more rows to go through than cells to put together. */
static unsigned threads_for(const KernelPlan *plan)
{
    const ScanInput *input = plan->input;
    size_t rows = input->data->rows, threads = effort_threads(input->effort, rows);
    bool asked = input->effort && input->effort->threads;
    if (!asked && plan->cells > rows / 2)
        threads = 1;
    while (threads > 1 && (plan->cells > kernel_limits.cells / threads || plan->cells > kernel_limits.bytes / plan->cell_bytes / threads))
        threads--;
    return (unsigned)(threads < rows ? threads : rows ? rows : 1);
}

static bool put_axes(KernelPlan *plan, const Table *table, const uint32_t *day_times)
{
    plan->folded = plan->classes.used < 2;
    plan->constant = plan->classes.used == 0 ? plan->atoms.atom_of[0] : 0;
    if ((plan->time && !put_time(plan, table->time_column, day_times)) || (plan->vintage && !put_vintage(plan, table->vintage_column)) ||
        (plan->body && !put_slots(plan, table->body_column)))
        return false;
    if (!plan->body)
        plan->constant += plan->input->fixed_slot == NO_SLOT ? ENTRY_DROPPED : 0;
    put_splits(plan);
    for (size_t d = 0; d < plan->classes.used; d++)
        put_dim(plan, &plan->classes.dims.items[d]);
    return true;
}

static const Column *column_or_null(const ScanInput *input, size_t column)
{
    return column == NO_INDEX ? NULL : &input->data->columns[column];
}

/* Classes and atoms of a scan: what takes time in preparing where there are many filters. */
typedef struct Settled { bool fits; Classes classes; AtomTable atoms; } Settled;

static const Settled *settle(Arena *arena, const ScanInput *input)
{
    ScanMemo *memo = input->memo;
    if (memo && memo->settled && memo->scan == input->scan)
        return memo->settled;
    Arena *keep = memo ? memo->arena : arena, *scratch = arena_new();
    Settled *made = ARENA_NEW(keep, Settled);
    made->fits = classes_make(keep, scratch, input, &made->classes) && atoms_make(keep, scratch, input, &made->classes, &made->atoms);
    arena_free(scratch);
    if (memo)
        *memo = (ScanMemo){keep, input->scan, made};
    return made;
}

KernelPlan *kernel_prepare(Arena *arena, const ScanInput *input, const char *const **why)
{
    static const char *const rows[] = {"raderna är för många eller står i annan ordning än i filen", "there are too many rows, or they stand in another order than in the file"};
    static const char *const conditions[] = {"för många kombinationer av villkor", "too many combinations of conditions"};
    static const char *const cells[] = {"för många celler", "too many cells"};
    const char *const *unused;
    why = why ? why : &unused;
    const Table *table = &input->model->tables.items[input->scan->table];
    KernelPlan *plan = ARENA_NEW(arena, KernelPlan);
    *plan = (KernelPlan){.arena = arena, .input = input};
    *why = rows;
    if (input->data->rows >= UINT32_MAX - BATCH || !lines_ordered(input->data))
        return NULL;
    *why = conditions;
    const Settled *settled = settle(arena, input);
    if (!settled->fits)
        return NULL;
    plan->classes = settled->classes;
    plan->atoms = settled->atoms;
    plan->time = column_or_null(input, table->time_column);
    plan->body = input->slots ? column_or_null(input, table->body_column) : NULL;
    plan->vintage = column_or_null(input, table->vintage_column);
    Cube cube = {0};
    int64_t day_first = 0;
    const uint32_t *day_times = cells_times(arena, input, &cube, &day_first);
    plan->times.items = cube.times.items;
    plan->times.count = cube.times.count;
    plan->extents[DENSE_TIME] = cube.times.count ? cube.times.count : 1;
    plan->extents[DENSE_VINTAGE] = cube.vintage_count ? cube.vintage_count : 1;
    plan->extents[DENSE_ATOM] = plan->atoms.count;
    plan->extents[DENSE_SLOT] = find_slots(plan);
    *why = cells;
    if (!find_splits(plan) || !find_strides(plan) || !put_axes(plan, table, day_times))
        return NULL;
    put_values(plan);
    plan->later = rows_later(plan);
    plan->cell_bytes = cell_bytes(plan);
    if (plan->cells > kernel_limits.bytes / plan->cell_bytes)
        return NULL;
    plan->threads = threads_for(plan);
    return plan;
}
