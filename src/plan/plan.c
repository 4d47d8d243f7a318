/* plan.c: the whole lowering, declaration by declaration, and the interning of steps. From the checked model to the plan. */
#include "plan/lower.h"

#include <string.h>

const char *step_op_name(StepOp op)
{
    static const char *const names[STEP_COUNT] = {
#define OP(member, text, family) text,
#include "plan/ops.def"
#undef OP
    };
    return names[op];
}

/* ---- interning ---- */

/* Everything that makes two steps the same: all but the place where they are written. */
static Str step_key(StrBuf *buf, const PlanStep *step)
{
    const uint64_t parts[] = {
        step->op, step->a, step->b, step->c, step->index, step->sub, (uint64_t)step->number.n, (uint64_t)(step->number.n >> 64),
        (uint64_t)step->number.d, (uint64_t)(step->number.d >> 64), (uint64_t)(int64_t)step->period.first, (uint64_t)(int64_t)step->period.last,
        (uintptr_t)step->scale, step->level, step->form, (uint64_t)(int64_t)step->months, (uint64_t)(int64_t)step->days,
        (uint64_t)(int64_t)step->count, (uintptr_t)step->owner, step->text.n,
    };
    strbuf_clear(buf);
    strbuf_put(buf, (Str){(const char *)parts, sizeof parts});
    strbuf_put(buf, step->text);
    if (step->arg_count)
        strbuf_put(buf, (Str){(const char *)step->args, step->arg_count * sizeof *step->args});
    return strbuf_str(buf);
}

/* The type of the expression; steps without words have that of what they stand for. */
static Type step_type(const Lowering *l, const PlanStep *step)
{
    Type share = {TYPE_NUMBER, {UNIT_RATIO, 0, {{0, 0}}}, NULL};
    if (step->op == STEP_INDICATOR)
        return l->model->indicators.items[step->index].type;
    if (step->op == STEP_SHARE || step->op == STEP_GOAL_SHARE)
        return share;
    if (step->op == STEP_LEVEL || step->op == STEP_GOAL)
        return (Type){.kind = TYPE_LEVEL};
    if (step->op == STEP_RULE)
        return (Type){.kind = TYPE_TRUTH};
    return step->expr ? lower_info(l, step->expr)->type : (Type){.kind = TYPE_TRUTH};
}

uint32_t step_put(Lowering *l, PlanStep step)
{
    step.owner = l->owner;
    if (step.number.d == 0)
        step.number = num_of_int(0);
    if (step.type.kind == TYPE_ERROR)
        step.type = step_type(l, &step);
    StrBuf buf = {0};
    Str key = step_key(&buf, &step);
    uintptr_t known = (uintptr_t)map_get(&l->made->steps, key);
    if (!known) {
        vec_push(l->arena, &l->plan->steps, step);
        known = l->plan->steps.count;
        map_put(&l->made->steps, key, (void *)known);
    }
    strbuf_free(&buf);
    return (uint32_t)(known - 1);
}

uint32_t step_unary(Lowering *l, StepOp op, uint32_t a, const Expr *expr)
{
    return step_put(l, STEP_ON(a, NO_STEP, .op = op, .expr = expr));
}

uint32_t step_binary(Lowering *l, StepOp op, uint32_t a, uint32_t b, const Expr *expr)
{
    return step_put(l, STEP_ON(a, b, .op = op, .expr = expr));
}

uint32_t step_indexed(Lowering *l, StepOp op, size_t index, size_t sub, const Expr *expr)
{
    return step_put(l, STEP(.op = op, .index = index, .sub = sub, .expr = expr));
}

uint32_t step_refuse(Lowering *l, const Expr *expr, const char *why)
{
    diag_add(l->diags, DIAG_S0501, expr->span, why, NULL);
    return step_put(l, STEP(.op = STEP_MISSING, .expr = expr));
}

/* ---- small questions to the model ---- */

const ExprInfo *lower_info(const Lowering *l, const Expr *expr)
{
    return model_info(l->model, expr);
}

Function call_function(const Lowering *l, const Expr *call)
{
    Ref ref = call->kind == EXPR_CALL ? lower_info(l, call)->ref : (Ref){SYM_NONE, 0, 0};
    return ref.kind == SYM_FUNCTION ? (Function)ref.index : FUNCTION_END;
}

Num literal_number(const Lowering *l, const Expr *expr)
{
    Fix factor = lower_info(l, expr)->factor;
    Num value = num_of_fix(expr->as.number.value), product;
    return num_mul(value, num_of_fix(factor ? factor : FIX_ONE), &product) ? product : value;
}

/* ---- the passes ---- */

Lowering lower_for(const Lowering *l, const Decl *owner)
{
    Lowering other = *l;
    other.owner = owner;
    other.indicator = other.goal = NO_INDEX;
    other.partial = other.exact = false;
    other.set = NULL;
    other.depth = 0;
    return other;
}

typedef void (*LowerPass)(Lowering *l, size_t index);

static void lower_each(Lowering *l, size_t count, const Common *(*common)(const Model *, size_t), LowerPass pass)
{
    for (size_t i = 0; i < count; i++) {
        Lowering own = lower_for(l, common(l->model, i)->decl);
        pass(&own, i);
    }
}

static const Common *table_common(const Model *model, size_t i) { return &model->tables.items[i].common; }
static const Common *parameter_common(const Model *model, size_t i) { return &model->parameters.items[i].common; }
static const Common *indicator_common(const Model *model, size_t i) { return &model->indicators.items[i].common; }
static const Common *goal_common(const Model *model, size_t i) { return &model->goals.items[i].common; }
static const Common *rule_common(const Model *model, size_t i) { return &model->rules.items[i].common; }
static const Common *checkpoint_common(const Model *model, size_t i) { return &model->checkpoints.items[i].common; }

static const Common *right_common(const Model *model, size_t i) { return &model->rights.items[i].common; }

static bool measured_by_day(const Model *model)
{
    for (size_t i = 0; i < model->indicators.count; i++)
        if (model->indicators.items[i].grain == GRAIN_DAY)
            return true;
    for (size_t i = 0; i < model->rules.count; i++)
        if (model->rules.items[i].grain == GRAIN_DAY)
            return true;
    return false;
}

static Plan *plan_new(Arena *arena, const Model *model)
{
    Plan *plan = ARENA_NEW(arena, Plan);
    plan->arena = arena;
    plan->model = model;
    plan->scans = arena_array(arena, model->tables.count, sizeof *plan->scans);
    plan->indicators = arena_array(arena, model->indicators.count, sizeof *plan->indicators);
    plan->parameters = arena_array(arena, model->parameters.count, sizeof *plan->parameters);
    plan->goals = arena_array(arena, model->goals.count, sizeof *plan->goals);
    plan->rules = arena_array(arena, model->rules.count, sizeof *plan->rules);
    plan->checkpoints = arena_array(arena, model->checkpoints.count, sizeof *plan->checkpoints);
    plan->rights = arena_array(arena, model->rights.count, sizeof *plan->rights);
    plan->by_day = measured_by_day(model);
    for (size_t i = 0; i < model->tables.count; i++)
        plan->scans[i] = (ScanPlan){.table = i, .where = NO_INDEX, .by_day = plan->by_day};
    return plan;
}

static Lowering *lowering_new(Arena *arena, Plan *plan, Diags *diags)
{
    Lowering *l = ARENA_NEW(arena, Lowering);
    *l = (Lowering){.plan = plan, .arena = arena, .model = plan->model, .diags = diags, .indicator = NO_INDEX, .goal = NO_INDEX};
    l->made = ARENA_NEW(arena, Made);
    map_init(&l->made->steps, arena);
    map_init(&l->made->aggregates, arena);
    map_init(&l->made->expectations, arena);
    l->made->scans = arena_array(arena, plan->model->tables.count, sizeof *l->made->scans);
    for (size_t i = 0; i < plan->model->tables.count; i++) {
        map_init(&l->made->scans[i].steps, arena);
        map_init(&l->made->scans[i].filters, arena);
        map_init(&l->made->scans[i].values, arena);
    }
    return l;
}

Plan *plan_lower(Arena *arena, const Model *model, Diags *diags)
{
    Plan *plan = plan_new(arena, model);
    Lowering *l = plan->lowering = lowering_new(arena, plan, diags);
    lower_each(l, model->tables.count, table_common, lower_table);
    lower_each(l, model->parameters.count, parameter_common, lower_parameter);
    lower_each(l, model->indicators.count, indicator_common, lower_indicator);
    lower_each(l, model->goals.count, goal_common, lower_goal);
    lower_each(l, model->rules.count, rule_common, lower_rule);
    lower_each(l, model->checkpoints.count, checkpoint_common, lower_checkpoint);
    lower_each(l, model->rights.count, right_common, lower_right);
    return plan;
}

/* ---- expectations of tests ---- */

/* A value and, where the expression has one, a level. */
typedef struct ExpectationKey { const Expr *expr; uintptr_t level; } ExpectationKey;

static uint32_t expectation_find(const Plan *plan, ExpectationKey key)
{
    uintptr_t known = (uintptr_t)map_get(&plan->lowering->made->expectations, (Str){(const char *)&key, sizeof key});
    return known ? (uint32_t)(known - 1) : NO_STEP;
}

static void expectation_put(Plan *plan, ExpectationKey key, uint32_t step)
{
    map_put(&plan->lowering->made->expectations, (Str){(const char *)&key, sizeof key}, (void *)((uintptr_t)step + 1));
}

static bool names_level(const Lowering *l, const Expr *expr)
{
    while (expr->kind == EXPR_FOR)
        expr = expr->as.for_.x;
    SymbolKind kind = expr->kind == EXPR_NAME ? lower_info(l, expr)->ref.kind : SYM_NONE;
    return kind == SYM_INDICATOR || kind == SYM_GOAL;
}

static void finer(Grain grain, Grain *finest)
{
    grain = grain == GRAIN_OTHER ? GRAIN_MONTH : grain;
    *finest = grain < *finest ? grain : *finest;
}

/* The finest grain of what the expression names: that is how it is measured. */
static void grain_in(const Lowering *l, const Expr *expr, Grain *finest)
{
    if (!expr)
        return;
    Ref ref = expr->kind == EXPR_NAME ? lower_info(l, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_INDICATOR)
        finer(l->model->indicators.items[ref.index].grain, finest);
    if (ref.kind == SYM_RULE)
        finer(l->model->rules.items[ref.index].grain, finest);
    if (expr->kind == EXPR_MEMBER || ref.kind == SYM_TABLE)
        *finest = *finest < GRAIN_MONTH ? *finest : GRAIN_MONTH;
    if (expr->kind == EXPR_FOR)
        grain_in(l, expr->as.for_.x, finest);
    if (expr->kind == EXPR_UNARY)
        grain_in(l, expr->as.unary.x, finest);
    if (expr->kind == EXPR_IS)
        grain_in(l, expr->as.is.x, finest);
    if (expr->kind == EXPR_BETWEEN)
        grain_in(l, expr->as.between.x, finest);
    if (expr->kind == EXPR_BINARY) {
        grain_in(l, expr->as.binary.x, finest);
        grain_in(l, expr->as.binary.y, finest);
    }
    for (size_t i = 0; expr->kind == EXPR_CALL && i < expr->as.call.args.count; i++)
        grain_in(l, expr->as.call.args.items[i], finest);
}

Grain plan_expectation_grain(const Plan *plan, const Expr *expr)
{
    Grain finest = GRAIN_OTHER;
    grain_in(plan->lowering, expr, &finest);
    return finest == GRAIN_OTHER ? GRAIN_MONTH : finest;
}

uint32_t plan_expectation(Plan *plan, const Expr *expr, Diags *diags)
{
    uint32_t known = plan_expectation_step(plan, expr);
    if (known != NO_STEP)
        return known;
    Lowering own = lower_for(plan->lowering, NULL);
    own.diags = diags;
    size_t errors = diags->errors;
    uint32_t step = lower_expr(&own, expr), level = names_level(&own, expr) ? lower_level(&own, expr) : NO_STEP;
    if (diags->errors != errors)
        return NO_STEP;
    expectation_put(plan, (ExpectationKey){expr, 0}, step);
    if (level != NO_STEP)
        expectation_put(plan, (ExpectationKey){expr, 1}, level);
    return step;
}

uint32_t plan_expectation_step(const Plan *plan, const Expr *expr)
{
    return expectation_find(plan, (ExpectationKey){expr, 0});
}

uint32_t plan_expectation_level(const Plan *plan, const Expr *expr)
{
    return expectation_find(plan, (ExpectationKey){expr, 1});
}

size_t plan_condition(Plan *plan, size_t table, const Expr *where, Diags *diags)
{
    Lowering own = lower_for(plan->lowering, NULL);
    own.diags = diags;
    return scan_filter(&own, &plan->scans[table], where, false);
}
