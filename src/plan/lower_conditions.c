/* lower_conditions.c: comparisons, mellan, i, är, and quantifiers over the members of a goal -> steps with a truth value. */
#include "plan/lower.h"

size_t named_indicator(const Lowering *l, const Expr *expr)
{
    if (!expr)
        return NO_INDEX;
    Ref ref = expr->kind == EXPR_NAME ? lower_info(l, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_INDICATOR)
        return ref.index;
    if (ref.kind == SYM_SELF_VALUE)
        return l->indicator;
    size_t found = NO_INDEX;
    if (expr->kind == EXPR_FOR)
        return named_indicator(l, expr->as.for_.x);
    if (expr->kind == EXPR_UNARY)
        return named_indicator(l, expr->as.unary.x);
    if (expr->kind == EXPR_BINARY) {
        found = named_indicator(l, expr->as.binary.x);
        return found != NO_INDEX ? found : named_indicator(l, expr->as.binary.y);
    }
    if (expr->kind == EXPR_CALL)
        for (size_t i = 0; i < expr->as.call.args.count && found == NO_INDEX; i++)
            found = named_indicator(l, expr->as.call.args.items[i]);
    return found;
}

/* ---- comparisons ---- */

/* bättre än: above for what should be high, below for what should be low. */
static StepOp better_op(const Lowering *l, const Expr *expr)
{
    size_t indicator = named_indicator(l, expr->as.binary.x);
    if (indicator == NO_INDEX)
        indicator = l->indicator;
    bool down = indicator != NO_INDEX && l->model->indicators.items[indicator].direction == DIRECTION_DOWN;
    return (expr->as.binary.op == OP_BETTER) != down ? STEP_GT : STEP_LT;
}

static bool is_time(const Lowering *l, const Expr *expr)
{
    TypeKind kind = lower_info(l, expr)->type.kind;
    return kind == TYPE_DATE || kind == TYPE_PERIOD;
}

/* An operand: beside a time, a bare year is that year. */
static uint32_t operand(Lowering *l, const Expr *expr, const Expr *other)
{
    Period period;
    if (expr->kind == EXPR_NUMBER && is_time(l, other) && constant_period(l, expr, &period))
        return step_put(l, STEP(.op = STEP_PERIOD, .period = period, .expr = expr));
    return lower_expr(l, expr);
}

uint32_t lower_binary(Lowering *l, const Expr *expr)
{
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    StepOp op = STEP_EQ;
    switch (expr->as.binary.op) {
    case OP_OR: op = STEP_OR; break;
    case OP_AND: op = STEP_AND; break;
    case OP_EQ: op = STEP_EQ; break;
    case OP_NE: op = STEP_NE; break;
    case OP_LT: op = STEP_LT; break;
    case OP_LE: op = STEP_LE; break;
    case OP_GT: op = STEP_GT; break;
    case OP_GE: op = STEP_GE; break;
    case OP_ADD: op = STEP_ADD; break;
    case OP_SUB: op = STEP_SUB; break;
    case OP_MUL: op = STEP_MUL; break;
    case OP_DIV: op = STEP_DIV; break;
    case OP_BETTER: case OP_WORSE: op = better_op(l, expr); break;
    }
    uint32_t a = operand(l, x, y), b = operand(l, y, x);
    return step_binary(l, op, a, b, expr);
}

static uint32_t between_steps(Lowering *l, uint32_t x, uint32_t low, uint32_t high, const Expr *expr)
{
    uint32_t above = step_binary(l, STEP_GE, x, low, NULL), below = step_binary(l, STEP_LE, x, high, NULL);
    return step_binary(l, STEP_AND, above, below, expr);
}

uint32_t lower_between(Lowering *l, const Expr *expr)
{
    uint32_t x = lower_expr(l, expr->as.between.x);
    return between_steps(l, x, lower_expr(l, expr->as.between.low), lower_expr(l, expr->as.between.high), expr);
}

/* ---- x i (…) ---- */

typedef VEC(uint32_t) StepVec;

static void in_item(Lowering *l, uint32_t x, const Expr *of, const Expr *item, StepVec *out)
{
    Ref ref = lower_info(l, item)->ref;
    Period period;
    if (is_time(l, of) && constant_period(l, item, &period)) {
        uint32_t within = step_put(l, STEP(.op = STEP_PERIOD, .period = period, .expr = item));
        vec_push(l->arena, out, step_binary(l, STEP_WITHIN, x, within, NULL));
    } else if (item->kind == EXPR_RANGE) {
        vec_push(l->arena, out, between_steps(l, x, lower_expr(l, item->as.range.low), lower_expr(l, item->as.range.high), NULL));
    } else if (item->kind == EXPR_NAME && ref.kind == SYM_GROUP) {
        const Group *group = &l->model->groups.items[ref.index];
        for (size_t i = 0; i < group->bodies.count; i++)
            vec_push(l->arena, out, step_binary(l, STEP_EQ, x, step_indexed(l, STEP_BODY, group->bodies.items[i], 0, NULL), NULL));
        for (size_t i = 0; i < group->codes.count; i++)
            in_item(l, x, of, group->codes.items[i], out);
    } else {
        vec_push(l->arena, out, step_binary(l, STEP_EQ, x, lower_expr(l, item), NULL));
    }
}

uint32_t lower_in(Lowering *l, const Expr *expr)
{
    uint32_t x = lower_expr(l, expr->as.in.x);
    StepVec items = {0};
    for (size_t i = 0; i < expr->as.in.items.count; i++)
        in_item(l, x, expr->as.in.x, expr->as.in.items.items[i], &items);
    uint32_t any = step_put(l, STEP(.op = STEP_ANY_OF, .args = items.items, .arg_count = items.count, .expr = expr));
    return expr->as.in.negated ? step_unary(l, STEP_NOT, any, expr) : any;
}

/* ---- är ---- */

uint32_t lower_level(Lowering *l, const Expr *expr)
{
    Ref ref = lower_info(l, expr)->ref;
    if (expr->kind == EXPR_FOR)
        return lower_for_scope(l, expr, true);
    if (expr->kind == EXPR_NAME && ref.kind == SYM_INDICATOR)
        return step_indexed(l, STEP_LEVEL, ref.index, l->exact ? REF_EXACT : REF_SEEN, expr);
    return lower_expr(l, expr);
}

/* The level named, and its scale. */
static bool level_named(const Lowering *l, const Expr *name, const Scale **scale, size_t *level)
{
    Ref ref = lower_info(l, name)->ref;
    if (ref.kind != SYM_SCALE_LEVEL)
        return false;
    *scale = l->model->scales.items[ref.index];
    *level = ref.sub;
    return true;
}

static uint32_t is_what(Lowering *l, const Expr *expr)
{
    const Expr *x = expr->as.is.x, *level = expr->as.is.level;
    if (expr->as.is.form == IS_TRIGGERED)
        return step_put(l, STEP_ON(lower_expr(l, x), NO_STEP, .op = STEP_IS_TRUTH, .sub = TRUTH_YES, .expr = expr));
    if (expr->as.is.form == IS_NOT_ASSESSABLE)
        return step_unary(l, STEP_IS_NOT_ASSESSABLE, lower_level(l, x), expr);
    if (level->kind == EXPR_MISSING || level->kind == EXPR_NOT_APPLICABLE)
        return step_unary(l, level->kind == EXPR_MISSING ? STEP_IS_MISSING : STEP_IS_NOT_APPLICABLE, lower_expr(l, x), expr);
    if (level->kind == EXPR_TRUTH)
        return step_put(l, STEP_ON(lower_expr(l, x), NO_STEP, .op = STEP_IS_TRUTH, .sub = level->as.truth, .expr = expr));
    PlanStep step = STEP_ON(lower_level(l, x), NO_STEP, .op = STEP_IS_LEVEL, .form = expr->as.is.form, .expr = expr);
    if (!level_named(l, level, &step.scale, &step.level))
        return step_refuse(l, expr, BOTH_LANGS("nivån finns inte på någon skala", "the level is not on any scale"));
    return step_put(l, step);
}

uint32_t lower_is(Lowering *l, const Expr *expr)
{
    uint32_t is = is_what(l, expr);
    return expr->as.is.negated ? step_unary(l, STEP_NOT, is, expr) : is;
}

/* ---- alla, ingen, minst … av ---- */

bool set_members(Lowering *l, const Expr *set, const Expr *where, RefVec *out)
{
    SymbolKind kind = set ? lower_info(l, set)->ref.kind : SYM_NONE;
    if (l->goal == NO_INDEX || (kind != SYM_INDICATORS && kind != SYM_SUBGOALS))
        return false;
    const Goal *goal = &l->model->goals.items[l->goal];
    if (kind == SYM_INDICATORS)
        for (size_t i = 0; i < goal->measures.count; i++)
            if (!goal->measures.items[i].support)
                vec_push(l->arena, out, (Ref){SYM_INDICATOR, goal->measures.items[i].indicator, 0});
    if (kind == SYM_SUBGOALS)
        for (size_t i = 0; i < goal->subgoals.count; i++)
            vec_push(l->arena, out, (Ref){SYM_GOAL, goal->subgoals.items[i], 0});
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (condition_holds(l->model, where, out->items[i]) == TRUTH_YES)
            out->items[kept++] = out->items[i];
    out->count = kept;
    return true;
}

/* What one member must meet: `har VILLKOR` is about that indicator, else its level. */
static uint32_t member_step(Lowering *l, const Expr *expr, Ref member)
{
    if (!expr->as.quantified.has)
        return step_indexed(l, member.kind == SYM_GOAL ? STEP_GOAL : STEP_LEVEL, member.index, REF_SEEN, NULL);
    size_t before = l->indicator;
    l->indicator = member.kind == SYM_INDICATOR ? member.index : NO_INDEX;
    uint32_t step = lower_expr(l, expr->as.quantified.has);
    l->indicator = before;
    return step;
}

uint32_t lower_quantified(Lowering *l, const Expr *expr)
{
    if (expr->as.quantified.set)
        l->set = expr;
    const Expr *from = l->set ? l->set : expr;
    RefVec members = {0};
    PlanStep step = STEP(.op = STEP_QUANTIFIED, .sub = expr->as.quantified.quant, .form = expr->as.quantified.form, .expr = expr);
    if (!set_members(l, from->as.quantified.set, from->as.quantified.where, &members))
        return step_refuse(l, expr, BOTH_LANGS("mängden går inte att gå igenom här", "the set cannot be gone through here"));
    if (expr->as.quantified.is_level && !level_named(l, expr->as.quantified.is_level, &step.scale, &step.level))
        return step_refuse(l, expr, BOTH_LANGS("nivån finns inte på någon skala", "the level is not on any scale"));
    if (expr->as.quantified.number) {
        step.number = literal_number(l, expr->as.quantified.number);
        step.count = lower_info(l, expr->as.quantified.number)->type.unit.kind == UNIT_RATIO;
    }
    uint32_t *steps = arena_array(l->arena, members.count, sizeof *steps);
    for (size_t i = 0; i < members.count; i++)
        steps[i] = member_step(l, expr, members.items[i]);
    step.args = steps;
    step.arg_count = members.count;
    return step_put(l, step);
}
