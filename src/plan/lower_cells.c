/* lower_cells.c: values over the cube: literals, names, arithmetic, functions of numbers, x för SCOPE -> steps of the cell program. */
#include "plan/lower.h"

/* ---- literals and names ---- */

static uint32_t lower_period(Lowering *l, const Expr *expr)
{
    Period period;
    if (!constant_period(l, expr, &period))
        return step_refuse(l, expr, BOTH_LANGS("tiden säger inte vilket år", "the time does not say which year"));
    return step_put(l, STEP(.op = STEP_PERIOD, .period = period, .expr = expr));
}

static uint32_t lower_name(Lowering *l, const Expr *expr)
{
    Ref ref = lower_info(l, expr)->ref;
    size_t reference = l->exact ? REF_EXACT : REF_SEEN;
    switch (ref.kind) {
    case SYM_PARAMETER: return step_indexed(l, STEP_PARAMETER, ref.index, 0, expr);
    case SYM_INDICATOR: return step_indexed(l, STEP_INDICATOR, ref.index, reference, expr);
    case SYM_RULE: return step_indexed(l, STEP_RULE, ref.index, reference, expr);
    case SYM_GOAL: return step_indexed(l, STEP_GOAL, ref.index, 0, expr);
    case SYM_BODY: return step_indexed(l, STEP_BODY, ref.index, 0, expr);
    case SYM_RELATIVE_BODY: return step_indexed(l, STEP_OWN_BODY, ref.index, 0, expr);
    case SYM_SELF_VALUE:
        if (l->indicator != NO_INDEX)
            return step_indexed(l, STEP_INDICATOR, l->indicator, REF_SELF, expr);
        break;
    case SYM_SELF_SHARE:
        if (l->indicator != NO_INDEX)
            return step_indexed(l, STEP_SHARE, l->indicator, 0, expr);
        if (l->goal != NO_INDEX)
            return step_indexed(l, STEP_GOAL_SHARE, l->goal, 0, expr);
        break;
    case SYM_NONE: case SYM_ALL_BODIES: case SYM_BODY_KIND: case SYM_GROUP: case SYM_GOAL_LEVEL: case SYM_SCALE: case SYM_SCALE_LEVEL:
    case SYM_UNIT: case SYM_TABLE: case SYM_COLUMN: case SYM_SEASON: case SYM_CHECKPOINT: case SYM_COMMISSION: case SYM_DOCUMENT_TYPE: case SYM_DOCUMENT: case SYM_RESPONSIBILITY:
    case SYM_DECISION_RIGHT: case SYM_DECISION_TABLE: case SYM_RISK: case SYM_CONSTRAINT: case SYM_TEST: case SYM_SCENARIO: case SYM_FUNCTION: case SYM_INDICATORS:
    case SYM_SUBGOALS: case SYM_ATTRIBUTE:
    case SYM_HEAD: case SYM_OBJECT_ATTRIBUTE: case SYM_SUBJECT: case SYM_PROPERTY: case SYM_ALL_OF:
        break;
    }
    return step_refuse(l, expr, BOTH_LANGS("namnet har inget värde här", "the name has no value here"));
}

static uint32_t lower_unary(Lowering *l, const Expr *expr)
{
    static const StepOp ops[] = {[OP_NEG] = STEP_NEG, [OP_NOT] = STEP_NOT, [OP_EXISTS] = STEP_EXISTS};
    return step_unary(l, ops[expr->as.unary.op], lower_expr(l, expr->as.unary.x), expr);
}

/* ---- functions ---- */

bool is_group_argument(const Lowering *l, const Expr *arg)
{
    return arg && arg->kind == EXPR_FOR && lower_info(l, arg->as.for_.scope)->ref.kind == SYM_GROUP;
}

/* The same expression, its names meaning exactly the context that it is evaluated in. */
static uint32_t lower_exact(Lowering *l, const Expr *expr)
{
    bool before = l->exact;
    l->exact = true;
    uint32_t step = lower_expr(l, expr);
    l->exact = before;
    return step;
}

/* medel(x för grupp), with or without weight. */
static uint32_t lower_over_group(Lowering *l, const Expr *call, Function function)
{
    const Expr *arg = call->as.call.args.items[0];
    uint32_t x = lower_exact(l, arg->as.for_.x), weight = call->as.call.weight ? lower_exact(l, call->as.call.weight) : NO_STEP;
    Num share = function == FUNCTION_PERCENTILE ? lower_percent(l, call->as.call.args.items[1]) : (Num){1, 2};
    return step_put(l, STEP_ON(x, weight, .op = STEP_OVER_GROUP, .index = lower_info(l, arg->as.for_.scope)->ref.index, .sub = function,
                            .number = share, .level = l->partial, .expr = call));
}

/* rang(x; grupp), also rang(x för grupp; grupp). */
static uint32_t lower_rank(Lowering *l, const Expr *call)
{
    const Expr *x = call->as.call.args.items[0], *group = call->as.call.args.items[1];
    Ref ref = lower_info(l, group)->ref;
    if (ref.kind != SYM_GROUP)
        return step_refuse(l, call, BOTH_LANGS("rang behöver en grupp", "a rank needs a group"));
    if (is_group_argument(l, x))
        x = x->as.for_.x;
    size_t indicator = named_indicator(l, x);
    Direction direction = indicator != NO_INDEX ? l->model->indicators.items[indicator].direction : DIRECTION_NONE;
    uint32_t own = lower_expr(l, x), members = lower_exact(l, x);
    return step_put(l, STEP_ON(own, members, .op = STEP_RANK, .index = ref.index, .sub = direction, .expr = call));
}

/* antal(indikatorer): settled by the model alone. */
static uint32_t lower_count_of(Lowering *l, const Expr *call)
{
    RefVec members = {0};
    if (!set_members(l, call->as.call.args.items[0], call->as.call.where, &members))
        return step_refuse(l, call, BOTH_LANGS("mängden går inte att räkna", "the set cannot be counted"));
    return step_put(l, STEP(.op = STEP_COUNT_OF, .number = num_of_int((int64_t)members.count), .expr = call));
}

static uint32_t lower_extreme(Lowering *l, const Expr *call, StepOp op)
{
    const ExprVec *args = &call->as.call.args;
    uint32_t *steps = arena_array(l->arena, args->count, sizeof *steps);
    for (size_t i = 0; i < args->count; i++)
        steps[i] = lower_expr(l, args->items[i]);
    return step_put(l, STEP(.op = op, .args = steps, .arg_count = args->count, .expr = call));
}

static uint32_t lower_round(Lowering *l, const Expr *call)
{
    Num decimals;
    uint32_t x = lower_expr(l, call->as.call.args.items[0]);
    if (!constant_value(l->model, call->as.call.args.items[1], &decimals))
        return step_refuse(l, call, BOTH_LANGS("antalet decimaler måste vara ett tal", "the number of decimals must be a number"));
    Fix fix = num_to_fix(decimals) / FIX_ONE;
    return step_put(l, STEP_ON(x, NO_STEP, .op = STEP_ROUND, .sub = (size_t)(fix < 0 ? 0 : fix > 6 ? 6 : fix), .expr = call));
}

static uint32_t lower_last_known(Lowering *l, const Expr *call)
{
    PlanStep step = STEP(.op = STEP_LAST_KNOWN, .expr = call);
    step.a = lower_expr(l, call->as.call.args.items[0]);
    lower_series(l, call->as.call.args.items[0], &step);
    if (!literal_span(l->model, call->as.call.args.items[1], &step.months, &step.days))
        return step_refuse(l, call, BOTH_LANGS("hur gammalt värdet får vara måste vara en tid, till exempel 2 månader", "the age must be a time, for instance 2 månader"));
    return step_put(l, step);
}

static bool is_set(const Lowering *l, const Expr *arg)
{
    SymbolKind kind = lower_info(l, arg)->ref.kind;
    return arg->kind == EXPR_NAME && (kind == SYM_INDICATORS || kind == SYM_SUBGOALS);
}

static uint32_t lower_aggregate_call(Lowering *l, const Expr *call, Function function)
{
    const ExprVec *args = &call->as.call.args;
    if (is_group_argument(l, args->items[0]))
        return lower_over_group(l, call, function);
    if (function == FUNCTION_COUNT && is_set(l, args->items[0]))
        return lower_count_of(l, call);
    if ((function == FUNCTION_MIN || function == FUNCTION_MAX) && args->count > 1)
        return lower_extreme(l, call, function == FUNCTION_MIN ? STEP_MIN : STEP_MAX);
    return lower_aggregate(l, call, function);
}

static uint32_t lower_pair(Lowering *l, const Expr *call, StepOp op)
{
    uint32_t x = lower_expr(l, call->as.call.args.items[0]), y = lower_expr(l, call->as.call.args.items[1]);
    return step_binary(l, op, x, y, call);
}

uint32_t lower_call(Lowering *l, const Expr *call)
{
    Function function = call_function(l, call);
    if (function == FUNCTION_END || (int)call->as.call.args.count < function_info(function)->min_args)
        return step_refuse(l, call, BOTH_LANGS("funktionen går inte att räkna ut", "the function cannot be computed"));
    switch (function_info(function)->class) {
    case FN_AGGREGATE: return lower_aggregate_call(l, call, function);
    case FN_TIME: return lower_time(l, call, function);
    case FN_COMPARE: return lower_rank(l, call);
    case FN_MISSING:
        if (function == FUNCTION_LAST_KNOWN)
            return lower_last_known(l, call);
        return lower_pair(l, call, function == FUNCTION_IF_MISSING ? STEP_IF_MISSING : STEP_IF_NOT_APPLICABLE);
    case FN_NUMBER:
        if (function == FUNCTION_ROUND)
            return lower_round(l, call);
        return step_unary(l, STEP_ABS, lower_expr(l, call->as.call.args.items[0]), call);
    }
    return step_refuse(l, call, BOTH_LANGS("funktionen går inte att räkna ut", "the function cannot be computed"));
}

/* ---- x för SCOPE ---- */

uint32_t lower_for_scope(Lowering *l, const Expr *expr, bool level)
{
    const Expr *scope = expr->as.for_.scope;
    Ref ref = lower_info(l, scope)->ref;
    bool only = scope->kind == EXPR_SCOPE && scope->as.scope.only, before = l->exact;
    l->exact = true;
    uint32_t x = level ? lower_level(l, expr->as.for_.x) : lower_expr(l, expr->as.for_.x);
    l->exact = before;
    PlanStep step = STEP_ON(x, NO_STEP, .index = ref.index, .sub = only, .expr = expr, .type = l->plan->steps.items[x].type);
    if (ref.kind == SYM_BODY)
        step.op = STEP_FOR_BODY;
    else if (ref.kind == SYM_RELATIVE_BODY)
        step.op = STEP_FOR_RELATIVE;
    else if (ref.kind == SYM_ALL_BODIES)
        step.op = STEP_FOR_ALL;
    else
        return step_refuse(l, expr, BOTH_LANGS("flera organ ger flera värden: skriv till exempel medel(x för grupp)", "several bodies give several values: write for instance medel(x för grupp)"));
    return step_put(l, step);
}

/* ---- any expression ---- */

static uint32_t lower_kind(Lowering *l, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER: return step_put(l, STEP(.op = STEP_NUMBER, .number = literal_number(l, expr), .expr = expr));
    case EXPR_TEXT: return step_put(l, STEP(.op = STEP_TEXT, .text = expr->as.text, .expr = expr));
    case EXPR_TIME: return lower_period(l, expr);
    case EXPR_MISSING: return step_put(l, STEP(.op = STEP_MISSING, .sub = 1, .expr = expr));
    case EXPR_NOT_APPLICABLE: return step_put(l, STEP(.op = STEP_NOT_APPLICABLE, .expr = expr));
    case EXPR_TRUTH: return step_put(l, STEP(.op = STEP_TRUTH, .sub = expr->as.truth, .expr = expr));
    case EXPR_NAME: return lower_name(l, expr);
    case EXPR_CALL: return lower_call(l, expr);
    case EXPR_UNARY: return lower_unary(l, expr);
    case EXPR_BINARY: return lower_binary(l, expr);
    case EXPR_BETWEEN: return lower_between(l, expr);
    case EXPR_IN: return lower_in(l, expr);
    case EXPR_IS: return lower_is(l, expr);
    case EXPR_FOR: return lower_for_scope(l, expr, false);
    case EXPR_QUANTIFIED: return lower_quantified(l, expr);
    case EXPR_MEMBER: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT: break;
    }
    return step_refuse(l, expr, BOTH_LANGS("uttrycket har inget värde här", "the expression has no value here"));
}

uint32_t lower_expr(Lowering *l, const Expr *expr)
{
    if (l->depth >= LOWER_MAX_DEPTH)
        return step_refuse(l, expr, BOTH_LANGS("uttrycket är för djupt", "the expression is too deep"));
    l->depth++;
    uint32_t step = lower_kind(l, expr);
    l->depth--;
    return step;
}
