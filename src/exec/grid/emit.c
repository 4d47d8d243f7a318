/* emit.c: wanted nodes -> columns and the instructions that fill them. Part of grid/; what each step does stands in emit_*.c. */
#include <stdlib.h>
#include <string.h>

#include "exec/grid/parts.h"

/* ---- columns ---- */

GridKind grid_kind(const Grid *grid, uint32_t step)
{
    switch (value_kind(&grid->ev->plan->steps.items[step])) {
    case VALUE_NUMBER: return GRID_NUMBER;
    case VALUE_TRUTH: return GRID_TRUTH;
    case VALUE_LEVEL: return GRID_LEVEL;
    case VALUE_TEXT: case VALUE_PERIOD: case VALUE_BODY: break;
    }
    return GRID_OTHER;
}

static void *lanes_new(Grid *grid, size_t count, size_t size)
{
    return (void *)(((uintptr_t)arena_array(grid->arena, count + 64 / size, size) + 63) & ~(uintptr_t)63);
}

Home *home_new(Grid *grid, GridKind kind, GridForm form, bool whole, size_t width, size_t columns)
{
    Home *home = ARENA_NEW(grid->arena, Home);
    size_t lanes = width * columns;
    *home = (Home){.at = {.kind = kind, .form = form, .whole = whole}, .width = width, .count = columns};
    home->at.s = lanes_new(grid, lanes, 1);
    if (kind != GRID_NUMBER)
        return home;
    if (form == FORM_NUM) {
        home->at.num = lanes_new(grid, lanes, sizeof *home->at.num);
        for (size_t i = 0; i < lanes; i++)
            home->at.num[i].d = 1;
        return home;
    }
    home->at.n = lanes_new(grid, lanes, sizeof *home->at.n);
    if (form == FORM_RATIO)
        home->at.d = lanes_new(grid, lanes, sizeof *home->at.d);
    for (size_t i = 0; i < lanes && form == FORM_RATIO; i++)
        home->at.d[i] = 1;
    return home;
}

GridColumn column_at(ColumnRef ref)
{
    GridColumn at = ref.home->at;
    size_t first = ref.place * ref.home->width;
    at.s += first;
    at.n = at.n ? at.n + first : NULL;
    at.d = at.d ? at.d + first : NULL;
    at.num = at.num ? at.num + first : NULL;
    return at;
}

Home *node_own(Grid *grid, Node *node, GridKind kind, GridForm form, bool whole)
{
    Home *home = home_new(grid, kind, form, whole, axis_of(grid, node->axis)->width, node->times.count);
    node->kind = kind;
    for (size_t i = 0; i < node->times.count; i++)
        node->columns[i] = (ColumnRef){home, (uint32_t)i};
    return home;
}

/* One column of the same in all lanes, by what it is. */
static ColumnRef column_same(Grid *grid, GridKind kind, uint32_t axis, uint8_t s)
{
    size_t width = axis_of(grid, axis)->width;
    const size_t parts[3] = {kind, width, s};
    Str key = {(const char *)parts, sizeof parts};
    Home *home = map_get(&grid->fixed_homes, key);
    if (!home) {
        home = home_new(grid, kind, FORM_FIX, false, width, 1);
        memset(home->at.s, s, width);
        map_put(&grid->fixed_homes, key, home);
    }
    return (ColumnRef){home, 0};
}

ColumnRef column_missing(Grid *grid, GridKind kind, uint32_t axis)
{
    return column_same(grid, kind, axis, kind == GRID_TRUTH ? LANE_UNKNOWN : kind == GRID_LEVEL ? LEVEL_MISSING : kind == GRID_OTHER ? LANE_ASK : LANE_MISSING);
}

static uint8_t asked_as(GridKind kind)
{
    return kind == GRID_TRUTH ? LANE_ASK_TRUTH : kind == GRID_LEVEL ? LEVEL_ASK : LANE_ASK;
}

void emit_asked(Grid *grid, Node *node)
{
    node->kind = grid_kind(grid, node->step);
    for (size_t i = 0; i < node->times.count; i++)
        node->columns[i] = column_same(grid, node->kind, node->axis, asked_as(node->kind));
}

void run_ask(Grid *grid, const Instr *in)
{
    (void)grid;
    memset(in->out.s, asked_as(in->out.kind), in->lanes);
}

/* ---- instructions ---- */

bool operand_fixed(const Node *node)
{
    for (size_t i = 0; i < node->operand_count; i++)
        for (size_t j = 0; node->operands[i].columns && j < node->times.count; j++) {
            const Home *home = node->operands[i].columns[j].home;
            if (home && home->at.kind == GRID_NUMBER && home->at.form != FORM_FIX)
                return false;
        }
    return true;
}

static bool follows(const ColumnRef *ref, const ColumnRef *before)
{
    return ref->home == before->home && (!ref->home || ref->place == before->place + 1);
}

/* Whether column j can be filled together with the one before it. */
static bool goes_on(const Node *node, size_t j)
{
    if (!follows(&node->columns[j], &node->columns[j - 1]) || (node->by_variant && node->variants.items[j] != node->variants.items[j - 1]))
        return false;
    for (size_t i = 0; i < node->operand_count; i++)
        if (!follows(&node->operands[i].columns[j], &node->operands[i].columns[j - 1]))
            return false;
    return true;
}

static void emit_run(Grid *grid, Node *node, size_t first, size_t columns, InstrRun run, GridKind needed, const void *extra)
{
    Instr in = {.run = run, .node = node, .out = column_at(node->columns[first]), .arg_count = node->operand_count, .first = first, .columns = columns,
                .lanes = columns * axis_of(grid, node->axis)->width, .extra = extra};
    in.variant = node->by_variant ? node->variants.items[first] : 0;
    in.args = arena_array(grid->arena, in.arg_count, sizeof *in.args);
    for (size_t i = 0; i < in.arg_count; i++) {
        ColumnRef ref = node->operands[i].columns[first];
        if (!ref.home)
            continue;
        in.args[i] = column_at(ref);
        if (needed != GRID_OTHER && in.args[i].kind != needed)
            in.run = run_ask;
    }
    if (node->varies)
        vec_push(grid->arena, &grid->tape, in);
    else
        vec_push(grid->arena, &grid->fixed, in);
}

void emit_runs(Grid *grid, Node *node, InstrRun run, GridKind needed, const void *extra)
{
    for (size_t first = 0, j = 1; first < node->times.count; first = j++) {
        while (j < node->times.count && goes_on(node, j))
            j++;
        emit_run(grid, node, first, j - first, run, needed, extra);
    }
}

/* ---- the same elsewhere ---- */

static void run_gather(Grid *grid, const Instr *in)
{
    const Operand *operand = &in->node->operands[0];
    const uint32_t *gather = operand->gather;
    size_t width = in->lanes / in->columns, count = axis_of(grid, in->node->axis)->count, from_width = operand->columns[in->first].home->width;
    for (size_t c = 0; c < in->columns; c++)
        for (size_t i = 0; i < count; i++) {
            size_t to = c * width + i, from = c * from_width + gather[i];
            in->out.s[to] = in->args[0].s[from];
            if (in->out.n)
                in->out.n[to] = in->args[0].n[from];
            if (in->out.d)
                in->out.d[to] = in->args[0].d[from];
            if (in->out.num)
                in->out.num[to] = in->args[0].num[from];
        }
}

/* Columns of the operand's form; where they are of several, each of its own. */
static void own_like(Grid *grid, Node *node, const Operand *operand)
{
    size_t width = axis_of(grid, node->axis)->width;
    for (size_t first = 0, j = 1; first < node->times.count; first = j++) {
        while (j < node->times.count && follows(&operand->columns[j], &operand->columns[j - 1]))
            j++;
        const GridColumn *like = &operand->columns[first].home->at;
        Home *home = home_new(grid, like->kind, like->form, like->whole, width, j - first);
        for (size_t i = first; i < j; i++)
            node->columns[i] = (ColumnRef){home, (uint32_t)(i - first)};
    }
}

void emit_copy(Grid *grid, Node *node)
{
    const Operand *operand = &node->operands[0];
    node->kind = operand->node ? operand->node->kind : grid_kind(grid, node->step);
    node->scale = operand->node ? operand->node->scale : NULL;
    if (!operand->gather) {
        memcpy(node->columns, operand->columns, node->times.count * sizeof *node->columns);
        return;
    }
    own_like(grid, node, operand);
    emit_runs(grid, node, run_gather, GRID_OTHER, NULL);
}

/* ---- nodes ---- */

typedef struct Timed { TimePart part; uint32_t place; } Timed;

static int compare_times(const void *left, const void *right)
{
    const TimePart *a = &((const Timed *)left)->part, *b = &((const Timed *)right)->part;
    if (a->period.last != b->period.last)
        return a->period.last < b->period.last ? -1 : 1;
    if (a->period.first != b->period.first)
        return a->period.first < b->period.first ? -1 : 1;
    return a->cutoff != b->cutoff ? (a->cutoff < b->cutoff ? -1 : 1) : (a->stride > b->stride) - (a->stride < b->stride);
}

static void reorder(Grid *grid, uint32_t *items, const Timed *order, size_t count)
{
    uint32_t *before = arena_array(grid->arena, count, sizeof *before);
    memcpy(before, items, count * sizeof *before);
    for (size_t i = 0; i < count; i++)
        items[i] = before[order[i].place];
}

static void sort_times(Grid *grid, Node *node)
{
    size_t count = node->times.count;
    Timed *order = arena_array(grid->arena, count, sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = (Timed){grid->times.items[node->times.items[i]], (uint32_t)i};
    qsort(order, count, sizeof *order, compare_times);
    reorder(grid, node->times.items, order, count);
    if (node->by_variant)
        reorder(grid, node->variants.items, order, count);
    for (size_t i = 0; i < node->operand_count; i++)
        reorder(grid, node->operands[i].times.items, order, count);
    for (size_t i = 0; i < count; i++)
        node->place_of.items[node->times.items[i]] = (uint32_t)i + 1;
}

static void find_columns(Grid *grid, Node *node, Operand *operand)
{
    operand->columns = arena_array(grid->arena, node->times.count, sizeof *operand->columns);
    for (size_t j = 0; j < node->times.count; j++) {
        uint32_t time = operand->times.items[j];
        if (time != NO_TIME)
            operand->columns[j] = operand->node->columns[operand->node->place_of.items[time] - 1];
        else if (operand_needed(node, operand, j))
            operand->columns[j] = column_missing(grid, grid_kind(grid, node->step), operand->axis);
    }
}

static const Emit emits[STEP_COUNT] = {
    [STEP_NUMBER] = emit_constant, [STEP_TRUTH] = emit_constant, [STEP_MISSING] = emit_constant, [STEP_NOT_APPLICABLE] = emit_constant,
    [STEP_COUNT_OF] = emit_constant, [STEP_AGGREGATE] = emit_aggregate, [STEP_PARAMETER] = emit_parameter, [STEP_INDICATOR] = emit_indicator,
    [STEP_LEVEL] = emit_level, [STEP_SHARE] = emit_share, [STEP_RULE] = emit_rule, [STEP_ADD] = emit_arithmetic, [STEP_SUB] = emit_arithmetic,
    [STEP_MUL] = emit_arithmetic, [STEP_DIV] = emit_arithmetic, [STEP_NEG] = emit_single, [STEP_ABS] = emit_single, [STEP_ROUND] = emit_single,
    [STEP_MIN] = emit_extreme, [STEP_MAX] = emit_extreme, [STEP_EQ] = emit_compare, [STEP_NE] = emit_compare, [STEP_LT] = emit_compare,
    [STEP_LE] = emit_compare, [STEP_GT] = emit_compare, [STEP_GE] = emit_compare, [STEP_AND] = emit_connect, [STEP_OR] = emit_connect,
    [STEP_ANY_OF] = emit_connect, [STEP_NOT] = emit_test, [STEP_EXISTS] = emit_test, [STEP_IS_MISSING] = emit_test,
    [STEP_IS_NOT_APPLICABLE] = emit_test, [STEP_IS_TRUTH] = emit_test, [STEP_IS_LEVEL] = emit_test, [STEP_IS_NOT_ASSESSABLE] = emit_test,
    [STEP_FOR_BODY] = emit_copy, [STEP_FOR_RELATIVE] = emit_copy, [STEP_FOR_ALL] = emit_copy, [STEP_PREVIOUS] = emit_copy,
    [STEP_PREVIOUS_YEAR] = emit_copy, [STEP_ACCUMULATED] = emit_copy, [STEP_ROLLING] = emit_copy, [STEP_FULL_YEAR] = emit_copy,
    [STEP_CHANGE] = emit_change, [STEP_CHANGE_RATE] = emit_change, [STEP_TREND] = emit_trend, [STEP_IN_A_ROW] = emit_in_a_row,
    [STEP_IF_MISSING] = emit_fallback, [STEP_IF_NOT_APPLICABLE] = emit_fallback, [STEP_OVER_GROUP] = emit_over_group, [STEP_RANK] = emit_rank,
    [STEP_QUANTIFIED] = emit_quantified,
};

void node_finish(Grid *grid, Node *node)
{
    if (node->finished)
        return;
    node->finished = true;
    for (size_t i = 0; i < node->operand_count; i++) {
        Operand *operand = &node->operands[i];
        if (!operand->node)
            continue;
        node_finish(grid, operand->node);
        node->height = operand->node->height > node->height ? operand->node->height : node->height;
        node->varies |= operand->node->varies;
    }
    node->height++;
    sort_times(grid, node);
    for (size_t i = 0; i < node->operand_count; i++)
        find_columns(grid, node, &node->operands[i]);
    node->columns = arena_array(grid->arena, node->times.count, sizeof *node->columns);
    if (node->alone)
        emit_asked(grid, node);
    else
        emits[grid->ev->plan->steps.items[node->step].op](grid, node);
}
