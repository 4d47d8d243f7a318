/* vary.c: every setting of a grid evaluated; the outcomes that are not the same everywhere are kept. */
#include "scenario/vary.h"

#include "exec/eval.h"
#include "scenario/levels.h"

typedef struct Grid {
    Arena *arena;
    Bench *bench;
    const Scenario *scenario;
    const Run *run;
    Variation *out;
    Num *values[2];
    size_t settings;
    LevelLimits *limits;                 /* by outcome */
} Grid;

size_t vary_count(Num from, Num to, Num step)
{
    Num whole, steps;
    if (!num_sub(to, from, &whole) || !num_div(whole, step, &steps) || num_sign(steps) < 0)
        return 0;
    Wide count = steps.n / steps.d;
    return count >= (Wide)VARY_POINTS_MOST ? VARY_POINTS_MOST : (size_t)count + 1;
}

Quantity parameter_quantity(Bench *bench, size_t parameter, Num value)
{
    const Parameter *of = &bench->over->parameters.items[parameter];
    const Expr *written = of->values.count ? of->values.items[0].value : NULL;
    Quantity quantity = quantity_number(bench->evaluator, value, of->type, NULL);
    const ExprInfo *info = written ? model_info(bench->over, written) : NULL;
    if (written && written->kind == EXPR_NUMBER && written->as.number.unit.n && info->factor && of->type.unit.kind == UNIT_MEASURE) {
        quantity.shown_unit = written->as.number.unit;       /* tkr, as the model has it */
        quantity.shown_factor = info->factor;
    }
    return quantity;
}

/* ---- the grid ---- */

/* What the parameter is with nothing set, where it is one number for all. */
static Quantity base_of(Bench *bench, size_t parameter)
{
    const Parameter *of = &bench->over->parameters.items[parameter];
    Quantity none = {.state = RESULT_NONE, .number = num_of_int(0)};
    Num value;
    bool single = of->values.count == 1 && !of->values.items[0].scope && constant_value(bench->over, of->values.items[0].value, &value);
    return single ? parameter_quantity(bench, parameter, value) : none;
}

static bool fill_axis(Grid *grid, size_t axis)
{
    const Vary *vary = &grid->scenario->varies.items[axis];
    const Parameter *parameter = &grid->bench->over->parameters.items[vary->parameter];
    Num from, to, step, at;
    constant_value(grid->bench->over, vary->from, &from);
    constant_value(grid->bench->over, vary->to, &to);
    constant_value(grid->bench->over, vary->step, &step);
    ScenarioAxis *out = &grid->out->axes[axis];
    out->parameter = parameter->common.name;
    out->title = parameter->common.title;
    out->count = vary_count(from, to, step);
    if (out->count == 0 || out->count > VARY_SETTINGS_MOST)
        return false;
    out->base = base_of(grid->bench, vary->parameter);
    out->values = arena_array(grid->arena, out->count, sizeof *out->values);
    grid->values[axis] = arena_array(grid->arena, out->count, sizeof *grid->values[axis]);
    for (size_t i = 0; i < out->count; i++) {
        if (!num_mul(step, num_of_int((int64_t)i), &at) || !num_add(from, at, &at))
            return false;
        grid->values[axis][i] = at;
        out->values[i] = parameter_quantity(grid->bench, vary->parameter, at);
    }
    return true;
}

/* Said before anything is evaluated: how many there would be. */
static bool make_grid(Grid *grid)
{
    const Scenario *scenario = grid->scenario;
    bool fits = scenario->varies.count <= 2;
    grid->out->axis_count = fits ? scenario->varies.count : 2;
    grid->settings = 1;
    for (size_t axis = 0; axis < grid->out->axis_count; axis++) {
        fits &= fill_axis(grid, axis);
        grid->settings *= grid->out->axes[axis].count;
    }
    fits = fits && grid->settings <= VARY_SETTINGS_MOST && grid->settings * (grid->run->assessments.count + 1) <= VARY_POINTS_MOST;
    if (!fits)
        diag_add(grid->bench->diags, DIAG_S1012, scenario->varies.items[0].item->span, arena_printf(grid->arena, "%zu", grid->settings),
                 arena_printf(grid->arena, "%zu", grid->run->assessments.count), arena_printf(grid->arena, "%zu", scenario->varies.count), NULL);
    return fits;
}

/* ---- the settings ---- */

ScenarioPoint point_of(const Assessment *a)
{
    ScenarioPoint point = {.state = a->value.state, .type = a->value.type, .number = a->value.number, .truth = (uint8_t)a->value.truth, .level = a->level,
                           .rank = a->exempt ? -1 : a->level_rank, .not_assessable = a->not_assessable};
    return point;
}

static void note_outcome(Grid *grid, const Assessment *a, size_t outcome, ScenarioPoint *out)
{
    *out = point_of(a);
    limits_note(&grid->limits[outcome], a);
}

/* All outcomes of one setting; they stand in the same order in every setting. */
static bool evaluate(Grid *grid, size_t setting, ScenarioPoint *const *points)
{
    Arena *scratch = arena_new();
    const ScenarioAxis *axes = grid->out->axes;
    size_t second = grid->out->axis_count > 1 ? axes[1].count : 1;
    SetTo set[2] = {{grid->scenario->varies.items[0].parameter, grid->values[0][setting / second]}, {0, num_of_int(0)}};
    if (grid->out->axis_count > 1)
        set[1] = (SetTo){grid->scenario->varies.items[1].parameter, grid->values[1][setting % second]};
    Evaluator *evaluator = bench_set(grid->bench, scratch, set, grid->out->axis_count, NULL);
    const Run *run = evaluator ? exec_results(evaluator, grid->bench->input.options->as_of, &(ResultsAsked){.bare = true}) : NULL;
    for (size_t i = 0; run && i < grid->run->assessments.count && i < run->assessments.count; i++)
        note_outcome(grid, &run->assessments.items[i], i, &points[i][setting]);
    arena_free(scratch);
    return run && !effort_stopped(grid->bench->input.options->effort);
}

bool points_alike(const ScenarioPoint *a, const ScenarioPoint *b)
{
    return a->rank == b->rank && a->state == b->state && a->not_assessable == b->not_assessable && (a->type != RESULT_TRUTH || a->truth == b->truth);
}

static bool same_value(const ScenarioPoint *a, const ScenarioPoint *b)
{
    return a->type != RESULT_NUMBER || a->state != RESULT_VALUE || b->state != RESULT_VALUE || num_cmp(a->number, b->number) == 0;
}

/* Those that are not the same everywhere. */
static void keep(Grid *grid, ScenarioPoint *const *points)
{
    for (size_t i = 0; i < grid->run->assessments.count; i++) {
        VariedCell cell = {.base = &grid->run->assessments.items[i], .points = points[i]};
        bool moves = false;
        for (size_t k = 1; k < grid->settings; k++) {
            cell.flips |= !points_alike(&points[i][0], &points[i][k]);
            moves |= !same_value(&points[i][0], &points[i][k]);
        }
        for (size_t k = 0; k < grid->settings; k++)
            grid->out->spoiled += points[i][k].state == RESULT_MISSING && cell.base->value.state == RESULT_VALUE;
        if (!cell.flips && !moves)
            continue;
        cell.name_count = outcome_levels(grid->bench->over, cell.base, cell.names);
        cell.limits = arena_array(grid->arena, SCENARIO_LIMITS, sizeof *cell.limits);
        cell.limit_count = limits_of(&grid->limits[i], grid->bench->over, cell.base, cell.limits);
        vec_push(grid->arena, &grid->out->cells, cell);
    }
}

/* Level names live in the model, which outlives the settings; nothing else of a point points anywhere. */
const Variation *vary_run(Arena *arena, Bench *bench, const Scenario *scenario, const Run *run)
{
    Variation *out = ARENA_NEW(arena, Variation);
    Grid grid = {.arena = arena, .bench = bench, .scenario = scenario, .run = run, .out = out};
    if (!make_grid(&grid))
        return NULL;
    grid.limits = arena_array(arena, run->assessments.count + 1, sizeof *grid.limits);
    ScenarioPoint **points = arena_array(arena, run->assessments.count + 1, sizeof *points);
    for (size_t i = 0; i < run->assessments.count; i++)
        points[i] = arena_array(arena, grid.settings, sizeof *points[i]);
    out->settings = grid.settings;
    for (size_t setting = 0; setting < grid.settings; setting++)
        if (!evaluate(&grid, setting, points))
            return NULL;
    keep(&grid, points);
    return out;
}
