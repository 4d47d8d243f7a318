/* groups.c: which conditions follow from which columns. Between the plan and atoms.c. */
#include "exec/interp/groups.h"

#include <stdlib.h>
#include <string.h>

#define MOST_COLUMNS ((size_t)64)
#define GROUP_PLACES ((uint64_t)1 << 16)         /* what stays near the processor; conditions on two columns at once are worth more */

static const RowStep *step_at(const ColumnGroups *g, uint32_t step)
{
    return &g->input->scan->steps.items[step];
}

static bool joins(RowOp op)
{
    return op == ROW_AND || op == ROW_OR || op == ROW_NOT;
}

/* ---- what is read ---- */

/* Operands stand before their step, so one pass from the back reaches everything. */
static void find_leaves(ColumnGroups *g)
{
    const ScanPlan *scan = g->input->scan;
    uint8_t *wanted = arena_array(g->arena, scan->steps.count, 1);
    for (size_t i = 0; i < scan->filters.count; i++)
        wanted[scan->filters.items[i].step] = 1;
    for (size_t i = scan->steps.count; i-- > 0;) {
        const RowStep *step = &scan->steps.items[i];
        if (!wanted[i])
            continue;
        if (!joins(step->op)) {
            g->leaves[g->leaf_count++] = (uint32_t)i;
            g->live[i] = 1;
            continue;
        }
        wanted[step->a] = 1;
        if (step->b != NO_STEP)
            wanted[step->b] = 1;
    }
    steps_mark_live(scan, g->live);
}

static uint64_t bit_of(ColumnGroups *g, size_t column)
{
    size_t at = 0;
    while (at < g->column_count && g->columns[at] != column)
        at++;
    g->fit = g->fit && at < MOST_COLUMNS;
    if (!g->fit)
        return 0;
    g->columns[at] = column;
    g->column_count += at == g->column_count;
    return (uint64_t)1 << at;
}

static void find_reads(ColumnGroups *g)
{
    const ScanPlan *scan = g->input->scan;
    for (size_t i = 0; i < scan->steps.count; i++) {
        const RowStep *step = &scan->steps.items[i];
        if (!g->live[i])
            continue;
        g->reads[i] = step->column == NO_INDEX ? 0 : bit_of(g, step->column);
        g->reads[i] |= step->a == NO_STEP ? 0 : g->reads[step->a];
        g->reads[i] |= step->b == NO_STEP ? 0 : g->reads[step->b];
    }
    for (size_t i = 0; i < scan->splits.count; i++)
        bit_of(g, scan->splits.items[i]);
}

/* ---- limits ---- */

/* Steps that hold a column against limits, and nothing else. */
static bool holds_against_limits(RowOp op)
{
    return op == ROW_RANGE || op == ROW_RANGES || op == ROW_EXISTS || op == ROW_IS_MISSING || op == ROW_IS_NOT_APPLICABLE;
}

static bool is_column(const ColumnGroups *g, uint32_t step, size_t column)
{
    return step != NO_STEP && step_at(g, step)->op == ROW_COLUMN && step_at(g, step)->column == column;
}

static bool only_limits(const ColumnGroups *g, size_t column)
{
    const ScanPlan *scan = g->input->scan;
    for (size_t i = 0; i < scan->splits.count; i++)
        if (scan->splits.items[i] == column)
            return false;
    for (size_t i = 0; i < scan->steps.count; i++) {
        const RowStep *step = &scan->steps.items[i];
        bool reads = is_column(g, step->a, column) || is_column(g, step->b, column);
        if (g->live[i] && ((reads && !holds_against_limits(step->op)) || (step->op == ROW_LOOKUP && step->column == column)))
            return false;
    }
    return true;
}

typedef VEC(int64_t) Cuts;

static void cut_range(Arena *arena, Cuts *cuts, int64_t low, int64_t high)
{
    if (low > INT64_MIN)
        vec_push(arena, cuts, low);
    if (high < INT64_MAX)
        vec_push(arena, cuts, high + 1);
}

static int compare_cuts(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Between two neighbouring limits no condition changes its mind. */
static bool cut(ColumnGroups *g, size_t column, NumberedColumn *out)
{
    const ScanPlan *scan = g->input->scan;
    Cuts cuts = {0};
    if (!only_limits(g, column))
        return false;
    for (size_t i = 0; i < scan->steps.count; i++) {
        const RowStep *step = &scan->steps.items[i];
        if (!g->live[i] || !is_column(g, step->a, column))
            continue;
        if (step->op == ROW_RANGE)
            cut_range(g->arena, &cuts, step->low, step->high);
        for (size_t j = 0; step->op == ROW_RANGES && j < step->set->ranges.count; j++)
            cut_range(g->arena, &cuts, step->set->ranges.items[j].low, step->set->ranges.items[j].high);
    }
    if (!cuts.count)
        vec_push(g->arena, &cuts, 0);
    qsort(cuts.items, cuts.count, sizeof *cuts.items, compare_cuts);
    size_t count = 0;
    for (size_t i = 0; i < cuts.count; i++)
        if (count == 0 || cuts.items[count - 1] != cuts.items[i])
            cuts.items[count++] = cuts.items[i];
    return number_by_cuts(&g->input->data->columns[column], cuts.items, count, out);
}

/* ---- groups ---- */

/* Several groups where the numbers of one would be too many. */
static void put_column(ColumnGroups *g, size_t at, const NumberedColumn *column, uint64_t most)
{
    ColumnGroup *group = NULL;
    for (size_t i = 0; i < g->items.count && !group; i++)
        if (g->items.items[i].numbering.places * column->places <= most)
            group = &g->items.items[i];
    if (!group) {
        vec_push(g->arena, &g->items, (ColumnGroup){.numbering = {.places = 1}});
        group = &g->items.items[g->items.count - 1];
        group->numbering.columns = arena_array(g->arena, g->column_count, sizeof *group->numbering.columns);
    }
    group->numbering.columns[group->numbering.count++] = *column;
    group->numbering.places *= column->places;
    group->columns |= (uint64_t)1 << at;
}

static void put_leaf(ColumnGroups *g, uint32_t leaf)
{
    if (!g->reads[leaf])
        return;                                    /* the same for all rows */
    for (size_t i = 0; i < g->items.count; i++)
        if (!(g->reads[leaf] & ~g->items.items[i].columns)) {
            vec_push(g->arena, &g->items.items[i].leaves, leaf);
            return;
        }
    vec_push(g->arena, &g->loose, leaf);
}

static void put_split(ColumnGroups *g, size_t column)
{
    uint64_t bit = bit_of(g, column);
    for (size_t i = 0; i < g->items.count; i++)
        if (g->items.items[i].columns & bit) {
            vec_push(g->arena, &g->items.items[i].splits, column);
            return;
        }
    vec_push(g->arena, &g->wide, column);
}

/* The columns that leaves follow from, if they follow from columns that can be numbered; *joint: some of several at once. */
static uint64_t columns_needed(ColumnGroups *g, uint64_t can, bool *joint)
{
    const ScanPlan *scan = g->input->scan;
    uint64_t needed = 0;
    for (size_t i = 0; i < g->leaf_count; i++) {
        uint64_t reads = g->reads[g->leaves[i]];
        if (reads & ~can)
            continue;
        needed |= reads;
        *joint = *joint || (reads & (reads - 1));
    }
    for (size_t i = 0; i < scan->splits.count; i++)
        needed |= bit_of(g, scan->splits.items[i]) & can;
    return needed;
}

static void put_columns(ColumnGroups *g)
{
    NumberedColumn *numbered = arena_array(g->arena, g->column_count, sizeof *numbered);
    uint64_t can = 0;
    bool joint = false;
    for (size_t i = 0; i < g->column_count; i++)
        if (number_by_value(&g->input->data->columns[g->columns[i]], &numbered[i]) || cut(g, g->columns[i], &numbered[i]))
            can |= (uint64_t)1 << i;
    uint64_t needed = columns_needed(g, can, &joint);
    for (size_t i = 0; i < g->column_count; i++)
        if (needed >> i & 1)
            put_column(g, i, &numbered[i], joint ? PLACES_MOST : GROUP_PLACES);
}

void groups_make(Arena *arena, const ScanInput *input, ColumnGroups *out)
{
    const ScanPlan *scan = input->scan;
    *out = (ColumnGroups){.arena = arena, .input = input, .fit = true};
    out->columns = arena_array(arena, MOST_COLUMNS, sizeof *out->columns);
    out->leaves = arena_array(arena, scan->steps.count, sizeof *out->leaves);
    out->reads = arena_array(arena, scan->steps.count, sizeof *out->reads);
    out->live = arena_array(arena, scan->steps.count, 1);
    find_leaves(out);
    find_reads(out);
    if (!out->fit)
        return;
    put_columns(out);
    for (size_t i = 0; i < out->leaf_count; i++)
        put_leaf(out, out->leaves[i]);
    for (size_t i = 0; i < scan->splits.count; i++)
        put_split(out, scan->splits.items[i]);
}

/* ---- classes ---- */

/* Each leaf is thought to part one class in two: where ranges have an end in common, or lie in each other. */
static uint64_t column_classes(const ColumnGroups *g, size_t at, const NumberedColumn *column)
{
    uint64_t leaves = 0, places = column->places - (column_complete(column->column) ? 2 : 0);
    for (size_t i = 0; i < g->input->scan->splits.count; i++)
        if (g->input->scan->splits.items[i] == g->columns[at])
            return places;
    for (size_t i = 0; i < g->leaf_count; i++)
        leaves += g->reads[g->leaves[i]] >> at & 1;
    return leaves + 1 < places ? leaves + 1 : places;
}

static uint64_t times(uint64_t a, uint64_t b, uint64_t most)
{
    return a > most / b ? most : a * b;
}

uint64_t groups_classes(const ColumnGroups *g, uint64_t most)
{
    uint64_t classes = 1;
    for (size_t i = 0; i < g->items.count; i++) {
        const ColumnGroup *group = &g->items.items[i];
        for (size_t at = 0, k = 0; at < g->column_count; at++)
            if (group->columns >> at & 1)
                classes = times(classes, column_classes(g, at, &group->numbering.columns[k++]), most);
    }
    return classes;
}

void groups_bind(ColumnGroups *g)
{
    ScanInput *plain = ARENA_NEW(g->arena, ScanInput);      /* for few rows at a time: not worth code of their own */
    *plain = *g->input;
    plain->compiler = NULL;
    for (size_t i = 0; i < g->items.count; i++) {
        ColumnGroup *group = &g->items.items[i];
        machine_bind(g->arena, plain, group->leaves.items, group->leaves.count, &group->machine);
        group->class_of = arena_array(g->arena, group->numbering.places, sizeof *group->class_of);
        group->common = arena_array(g->arena, group->leaves.count + 9 * group->splits.count, 1);
        map_init(&group->known, g->arena);
    }
}

static void put_value(uint8_t *out, const Column *column, size_t row)
{
    uint8_t state = column_state(column, row);
    int64_t value = state == CELL_OK ? column_value(column, row) : 0;
    memcpy(out, &value, sizeof value);
    out[sizeof value] = state;
}

/* The class of the i-th row of the machine's batch, which is `row` of the table. */
static uint32_t class_of_row(ColumnGroups *g, ColumnGroup *group, size_t i, size_t row)
{
    uint8_t *common = group->common;
    size_t n = 0;
    for (size_t k = 0; k < group->leaves.count; k++)
        common[n++] = group->machine.registers[group->leaves.items[k]].truths[i];
    for (size_t k = 0; k < group->splits.count; k++, n += 9)
        put_value(common + n, &g->input->data->columns[group->splits.items[k]], row);
    Str key = {(const char *)common, n};
    uintptr_t class = (uintptr_t)map_get(&group->known, key);
    if (!class) {
        class = group->known.count + 1;
        map_put(&group->known, key, (void *)class);
    }
    return (uint32_t)class;
}

/* Each place that was not seen before is learnt from the first row that has it. */
static void learn(ColumnGroups *g, ColumnGroup *group, size_t first, const uint32_t *places, size_t count)
{
    uint32_t rows[BATCH], fresh[BATCH];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (group->class_of[places[i]])
            continue;
        group->class_of[places[i]] = UINT32_MAX;          /* until it is learnt */
        rows[n] = (uint32_t)(first + i);
        fresh[n++] = places[i];
    }
    machine_run(&group->machine, 0, rows, n);
    for (size_t i = 0; i < n; i++)
        group->class_of[fresh[i]] = class_of_row(g, group, i, rows[i]);
}

/* False: some are new. */
static bool look_up(const ColumnGroup *group, const uint32_t *places, size_t count, uint32_t *classes)
{
    bool all = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t class = group->class_of[places[i]];
        classes[i] = class - 1;
        all &= class != 0;
    }
    return all;
}

void group_run(ColumnGroups *g, ColumnGroup *group, size_t first, size_t count, uint32_t *classes)
{
    uint32_t places[BATCH];
    numbering_run(&group->numbering, first, count, places);
    if (look_up(group, places, count, classes))
        return;
    learn(g, group, first, places, count);
    look_up(group, places, count, classes);
}
