/* grid.c: grids from outside: what is to be computed, key after key, and how lanes are read. */
#include "exec/grid/grid.h"

#include <stdlib.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

/* ---- preparing ---- */

static void find_roots(Grid *grid, const uint32_t *steps, size_t count)
{
    const GridAxes *axes = grid->axes;
    uint32_t axis = axis_id(grid, axes->bodies, axes->body_count);
    grid->period_times = arena_array(grid->arena, axes->period_count, sizeof *grid->period_times);
    for (size_t i = 0; i < axes->period_count; i++)
        grid->period_times[i] = time_id(grid, (TimePart){axes->periods[i], axes->periods[i].last, 0});
    grid->roots = arena_array(grid->arena, count, sizeof *grid->roots);
    grid->root_count = count;
    for (size_t i = 0; i < count && !grid->failed; i++) {
        grid->roots[i] = node_of(grid, steps[i], axis, axes->key_count > 0);
        grid->failed = !node_want(grid, grid->roots[i], grid->period_times, axes->period_count, 0);
    }
    for (size_t i = 0; i < count && !grid->failed; i++)
        node_finish(grid, grid->roots[i]);
}

static size_t most_lanes(const Program *program)
{
    size_t most = 0;
    for (VEC_EACH(const Instr, in, program))
        most = in->lanes > most ? in->lanes : most;
    return most;
}

Grid *grid_of(Evaluator *ev, const uint32_t *steps, size_t step_count, const GridAxes *axes)
{
    Grid *grid = ARENA_NEW(ev->arena, Grid);
    *grid = (Grid){.ev = ev, .arena = ev->arena, .axes = axes, .key_table = NO_INDEX, .key_column = NO_INDEX};
    map_init(&grid->time_ids, grid->arena);
    map_init(&grid->nodes, grid->arena);
    map_init(&grid->table_times, grid->arena);
    map_init(&grid->flags, grid->arena);
    map_init(&grid->fixed_homes, grid->arena);
    grid->failed = axes->body_count == 0 || axes->period_count == 0;
    if (axes->key_count) {
        const ContextKey *key = &ev->keys.items[axes->keys[0] - 1];
        grid->key_table = key->table;
        grid->key_column = key->column;
    }
    find_roots(grid, steps, step_count);
    size_t fixed = most_lanes(&grid->fixed), tape = most_lanes(&grid->tape);
    grid->scratch = arena_array(grid->arena, fixed > tape ? fixed : tape, 1);
    return grid;
}

/* ---- running ---- */

static void run_program(Grid *grid, const Program *program)
{
    for (VEC_EACH(const Instr, in, program))
        in->run(grid, in);
}

static void load_sources(Grid *grid, bool split)
{
    for (size_t i = 0; i < grid->sources.count; i++)
        if (grid->sources.items[i]->split == split)
            source_load(grid, grid->sources.items[i]);
}

void grid_begin(Grid *grid)
{
    load_sources(grid, false);
    run_program(grid, &grid->fixed);
}

void grid_key(Grid *grid, size_t key)
{
    grid->key = key;
    load_sources(grid, true);
    run_program(grid, &grid->tape);
}

void grid_run(Grid *grid, GridVisit visit, void *self)
{
    grid_begin(grid);
    for (size_t key = 0; key < (grid->axes->key_count ? grid->axes->key_count : 1); key++) {
        grid_key(grid, key);
        visit(self, grid, key);
    }
}

/* ---- reading ---- */

GridColumn grid_column(const Grid *grid, size_t step, size_t period)
{
    const Node *node = grid->roots[step];
    return column_at(node->columns[node->place_of.items[grid->period_times[period]] - 1]);
}

size_t grid_levels(const Grid *grid, size_t step, size_t period, uint8_t level)
{
    return loops_now()->count(grid_column(grid, step, period).s, level, grid->axes->body_count);
}

ContextId grid_context(Grid *grid, size_t period, size_t body)
{
    const GridBody *b = &grid->axes->bodies[body];
    Context context = {.who = b->who, .body = b->body, .only = b->only, .period = grid->axes->periods[period]};
    context.cutoff = context.period.last;
    context.key = grid->axes->key_count ? grid->axes->keys[grid->key] : 0;
    return context_id(grid->ev, context);
}

static Value asked(Grid *grid, size_t step, size_t period, size_t body)
{
    return value_of(grid->ev, grid->roots[step]->step, grid_context(grid, period, body));
}

static Value level_value(const Node *node, uint8_t level)
{
    Value value = {.kind = VALUE_LEVEL, .state = RESULT_VALUE, .number = num_of_int(0), .scale = node->scale, .level = level};
    if (level == LEVEL_MISSING || level == LEVEL_NOT_APPLICABLE) {
        value.state = level == LEVEL_MISSING ? RESULT_MISSING : RESULT_NOT_APPLICABLE;
        value.level = NO_INDEX;
    }
    return value;
}

static Value number_value(const GridColumn *column, size_t lane)
{
    static const ResultState states[] = {[LANE_VALUE] = RESULT_VALUE, [LANE_NOT_APPLICABLE] = RESULT_NOT_APPLICABLE, [LANE_MISSING] = RESULT_MISSING};
    Value value = value_number(num_of_int(0));
    value.state = states[column->s[lane]];
    if (value.state == RESULT_VALUE)
        value.number = lane_num(column, lane);
    return value;
}

Value grid_value(Grid *grid, size_t step, size_t period, size_t body)
{
    static const Truth truths[] = {[LANE_NO] = TRUTH_NO, [LANE_UNKNOWN] = TRUTH_UNKNOWN, [LANE_YES] = TRUTH_YES};
    if (grid->failed)
        return value_of(grid->ev, grid->roots[step] ? grid->roots[step]->step : NO_STEP, grid_context(grid, period, body));
    GridColumn column = grid_column(grid, step, period);
    uint8_t s = column.s[body];
    switch (column.kind) {
    case GRID_NUMBER: return s == LANE_ASK ? asked(grid, step, period, body) : number_value(&column, body);
    case GRID_TRUTH: return s == LANE_ASK_TRUTH ? asked(grid, step, period, body) : value_truth(truths[s], NULL);
    case GRID_LEVEL: return s == LEVEL_ASK ? asked(grid, step, period, body) : level_value(grid->roots[step], s);
    case GRID_OTHER: break;
    }
    return asked(grid, step, period, body);
}

bool grid_decides(const Grid *grid, size_t step)
{
    return !grid->failed && !grid->roots[step]->alone && grid->roots[step]->kind != GRID_OTHER;
}

/* ---- keys ---- */

size_t grid_keys(Evaluator *ev, size_t table, size_t column, const uint32_t **out)
{
    TableRun *run = &ev->tables[table];
    *out = NULL;
    if (!run->data)
        return 0;
    if (run->cube.dense)
        return dense_keys(ev, table, column, out);
    const CellIndex *index = table_cells(ev, run, run->scan->where, column);
    VEC(uint32_t) keys = {0};
    for (size_t i = 0; i < index->count; i++)
        if (index->cells[i].truth == TRUTH_YES && (i == 0 || !keys.count || ev->keys.items[keys.items[keys.count - 1] - 1].value != index->cells[i].split))
            vec_push(ev->arena, &keys, context_key(ev, table, column, index->cells[i].split));
    *out = keys.items;
    return keys.count;
}
