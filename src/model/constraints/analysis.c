/* analysis.c: what a model says of its indicators and goals as a whole: are they compared with others, do they look back, are they followed up. Used by
 * constraints and by the run. */
#include "base/utf8.h"
#include "model/check.h"

#define MAX_DEPTH 200

typedef struct Search {
    const Model *model;
    FunctionClass class;
    size_t indicator;        /* found inside such a function; NO_INDEX: the function itself is enough */
} Search;

static bool search(const Search *s, const Expr *expr, bool inside, int depth);

static bool search_list(const Search *s, const ExprVec *list, bool inside, int depth)
{
    for (VEC_EACH(Expr *const, item, list))
        if (search(s, *item, inside, depth))
            return true;
    return false;
}

static bool is_group(const Search *s, const Expr *scope)
{
    SymbolKind kind = scope ? model_info(s->model, scope)->ref.kind : SYM_NONE;
    return kind == SYM_GROUP || (scope && scope->kind == EXPR_SCOPE && scope->as.scope.each);
}

/* Functions of time that say nothing of how it was before. */
static bool stays_in_year(Function function)
{
    return function == FUNCTION_FULL_YEAR || function == FUNCTION_ACCUMULATED || function == FUNCTION_SINCE || function == FUNCTION_AT_START;
}

static bool search_call(const Search *s, const Expr *call, bool inside, int depth)
{
    Ref ref = model_info(s->model, call)->ref;
    bool such = ref.kind == SYM_FUNCTION && function_info((Function)ref.index)->class == s->class && !stays_in_year((Function)ref.index);
    if (such && s->indicator == NO_INDEX)
        return true;
    inside = inside || such;
    return search_list(s, &call->as.call.args, inside, depth) || search(s, call->as.call.where, inside, depth) || search(s, call->as.call.weight, inside, depth);
}

static bool search(const Search *s, const Expr *expr, bool inside, int depth)
{
    if (!expr || depth > MAX_DEPTH)
        return false;
    depth++;
    switch (expr->kind) {
    case EXPR_NAME: {
        Ref ref = model_info(s->model, expr)->ref;
        return inside && ref.kind == SYM_INDICATOR && ref.index == s->indicator;
    }
    case EXPR_CALL: return search_call(s, expr, inside, depth);
    case EXPR_UNARY: return search(s, expr->as.unary.x, inside, depth);
    case EXPR_BINARY: return search(s, expr->as.binary.x, inside, depth) || search(s, expr->as.binary.y, inside, depth);
    case EXPR_BETWEEN:
        return search(s, expr->as.between.x, inside, depth) || search(s, expr->as.between.low, inside, depth) || search(s, expr->as.between.high, inside, depth);
    case EXPR_IN: return search(s, expr->as.in.x, inside, depth);
    case EXPR_IS: return search(s, expr->as.is.x, inside, depth);
    case EXPR_FOR: {
        /* x för jämförbara: one value for each of a group is a comparison too. */
        bool compares = s->class == FN_COMPARE && is_group(s, expr->as.for_.scope);
        return (compares && s->indicator == NO_INDEX) || search(s, expr->as.for_.x, inside || compares, depth);
    }
    case EXPR_QUANTIFIED: return search(s, expr->as.quantified.where, inside, depth) || search(s, expr->as.quantified.has, inside, depth);
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_MEMBER: case EXPR_RANGE:
    case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT: break;
    }
    return false;
}

static bool search_cases(const Search *s, const CaseVec *cases)
{
    for (VEC_EACH(const Case, one, cases))
        if (search(s, one->when, false, 0))
            return true;
    return false;
}

static bool search_targets(const Search *s, const Indicator *indicator)
{
    for (VEC_EACH(const Target, target, &indicator->targets))
        if (search(s, target->value, false, 0) || search(s, target->value2, false, 0))
            return true;
    return false;
}

static bool search_own(const Search *s, const Indicator *indicator)
{
    return search(s, indicator->value, false, 0) || search_targets(s, indicator) || search_cases(s, &indicator->cases);
}

/* följer upp mål, följer upp varje nämndmål, följer upp kunskap */
bool checkpoint_follows_goal(const Model *model, size_t checkpoint, size_t goal)
{
    const Goal *g = &model->goals.items[goal];
    const GoalLevel *level = g->level == NO_INDEX ? NULL : &model->levels.items[g->level];
    EACH_ATTR(attr, model->checkpoints.items[checkpoint].common.decl, ATTR_FOLLOWS_UP)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Expr *name = item->value && item->value->kind == EXPR_SCOPE ? item->value->as.scope.name : NULL;
            Ref ref = name ? model_info(model, name)->ref : (Ref){SYM_NONE, 0, 0};
            bool itself = ref.kind == SYM_GOAL && ref.index == goal;
            bool its_level = level && ref.kind == SYM_GOAL_LEVEL && ref.index == g->level;
            if (itself || its_level || (name && name->kind == EXPR_NAME && str_eq(utf8_fold(model->arena, name->as.text), STR_LIT("mål"))))
                return true;
        }
    return false;
}

bool indicator_is_compared(const Model *model, size_t indicator)
{
    Search own = {model, FN_COMPARE, NO_INDEX}, other = {model, FN_COMPARE, indicator};
    if (search_own(&own, &model->indicators.items[indicator]))
        return true;
    for (VEC_EACH(const Indicator, one, &model->indicators))
        if (search_own(&other, one))
            return true;
    for (VEC_EACH(const Rule, rule, &model->rules))
        if (search(&other, rule->when, false, 0))
            return true;
    return false;
}

bool indicator_has_history(const Model *model, size_t indicator)
{
    const Indicator *one = &model->indicators.items[indicator];
    Search own = {model, FN_TIME, NO_INDEX}, other = {model, FN_TIME, indicator};
    if (decl_attr(one->common.decl, ATTR_BASELINE) || search_own(&own, one))
        return true;
    for (VEC_EACH(const Indicator, user, &model->indicators))
        if (search_own(&other, user))
            return true;
    for (VEC_EACH(const Rule, rule, &model->rules))
        if (search(&other, rule->when, false, 0))
            return true;
    return false;
}
