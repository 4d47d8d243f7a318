/* lower_time.c: föregående, rullande, trend, i_rad … -> steps that move the period, each with the indicators whose series it must not cross. */
#include "plan/lower.h"

/* ---- the series that are looked back on ---- */

/* The indicators with breaks; followed: those whose own expressions have been looked through. */
typedef struct Series { VEC(uint32_t) broken; bool *followed; } Series;

static void add_series(Lowering *l, Series *series, size_t indicator)
{
    if (indicator == NO_INDEX || l->model->indicators.items[indicator].breaks.count == 0)
        return;
    for (size_t i = 0; i < series->broken.count; i++)
        if (series->broken.items[i] == indicator)
            return;
    vec_push(l->arena, &series->broken, (uint32_t)indicator);
}

static void find_series(Lowering *l, const Expr *expr, Series *series, int depth);

/* What is computed of a broken series is broken too. */
static void follow_indicator(Lowering *l, Series *series, size_t indicator, int depth)
{
    if (series->followed[indicator])
        return;
    series->followed[indicator] = true;
    add_series(l, series, indicator);
    find_series(l, l->model->indicators.items[indicator].value, series, depth + 1);
}

static void find_series(Lowering *l, const Expr *expr, Series *series, int depth)
{
    if (!expr || depth > LOWER_MAX_DEPTH)
        return;
    Ref ref = expr->kind == EXPR_NAME ? lower_info(l, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_INDICATOR)
        follow_indicator(l, series, ref.index, depth);
    if (ref.kind == SYM_SELF_VALUE && l->indicator != NO_INDEX)
        follow_indicator(l, series, l->indicator, depth);
    if (expr->kind == EXPR_UNARY)
        find_series(l, expr->as.unary.x, series, depth + 1);
    if (expr->kind == EXPR_BINARY) {
        find_series(l, expr->as.binary.x, series, depth + 1);
        find_series(l, expr->as.binary.y, series, depth + 1);
    }
    if (expr->kind == EXPR_BETWEEN)
        find_series(l, expr->as.between.x, series, depth + 1);
    if (expr->kind == EXPR_IS)
        find_series(l, expr->as.is.x, series, depth + 1);
    if (expr->kind == EXPR_FOR)
        find_series(l, expr->as.for_.x, series, depth + 1);
    if (expr->kind == EXPR_CALL)
        for (size_t i = 0; i < expr->as.call.args.count; i++)
            find_series(l, expr->as.call.args.items[i], series, depth + 1);
}

/* ---- lengths ---- */

static bool count_of(const Lowering *l, const Expr *expr, int *out)
{
    Num value;
    if (!constant_value(l->model, expr, &value) || value.d != 1 || value.n < 1 || value.n > 1000)
        return false;
    *out = (int)value.n;
    return true;
}

static Gap gap_of(const Expr *call)
{
    if (call->as.call.args.count < 3 || call->as.call.args.items[2]->kind != EXPR_WORD)
        return GAP_UNKNOWN;
    return str_starts(call->as.call.args.items[2]->as.text, STR_LIT("saknad bryter")) ? GAP_BREAKS : GAP_SKIPPED;
}

/* A length in days can begin within a month: the scans then keep days apart. */
static void keep_days(Lowering *l)
{
    for (size_t i = 0; i < l->model->tables.count; i++)
        l->plan->scans[i].by_day = true;
}

static StepOp op_of(Function function)
{
    switch (function) {
    case FUNCTION_PREVIOUS: return STEP_PREVIOUS;
    case FUNCTION_PREVIOUS_YEAR: return STEP_PREVIOUS_YEAR;
    case FUNCTION_ACCUMULATED: return STEP_ACCUMULATED;
    case FUNCTION_ROLLING: return STEP_ROLLING;
    case FUNCTION_CHANGE: return STEP_CHANGE;
    case FUNCTION_CHANGE_RATE: return STEP_CHANGE_RATE;
    case FUNCTION_TREND: return STEP_TREND;
    case FUNCTION_IN_A_ROW: return STEP_IN_A_ROW;
    case FUNCTION_SINCE: return STEP_SINCE;
    case FUNCTION_AT_START: return STEP_AT_START;
    default: return STEP_FULL_YEAR;
    }
}

void lower_series(Lowering *l, const Expr *expr, PlanStep *step)
{
    Series series = {.followed = arena_array(l->arena, l->model->indicators.count + 1, sizeof(bool))};
    add_series(l, &series, l->indicator);
    find_series(l, expr, &series, 0);
    step->args = series.broken.items;
    step->arg_count = series.broken.count;
}

uint32_t lower_time(Lowering *l, const Expr *call, Function function)
{
    const ExprVec *args = &call->as.call.args;
    PlanStep step = {.op = op_of(function), .b = NO_STEP, .c = NO_STEP, .expr = call};
    step.a = lower_expr(l, args->items[0]);
    lower_series(l, args->items[0], &step);
    if (function == FUNCTION_IN_A_ROW) {
        step.sub = gap_of(call);
        if (!count_of(l, args->items[1], &step.count))
            return step_refuse(l, call, BOTH_LANGS("antalet perioder måste vara ett heltal från 1", "the number of periods must be a whole number from 1"));
    } else if (args->count > 1 && !literal_span(l->model, args->items[1], &step.months, &step.days)) {
        return step_refuse(l, call, BOTH_LANGS("längden måste vara en tid, till exempel 12 månader", "the length must be a time, for instance 12 månader"));
    }
    if (step.days)
        keep_days(l);
    return step_put(l, step);
}
