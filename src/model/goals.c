/* goals.c: `nivå` and `mål`: the hierarchy of goals, what measures them, and how they are assessed. Passes of check.c. */
#include "model/check.h"

/* ---- nivå ---- */

static void check_holds(Checker *c, const Decl *decl)
{
    const Expr *holds = attr_value(decl_attr(decl, ATTR_HOLDS));
    int months, days;
    if (!holds || holds->kind == EXPR_TIME || (holds->kind == EXPR_NUMBER && literal_span(c->model, holds, &months, &days) && months > 0))
        return;
    diag_add(c->diags, DIAG_S0231, holds->span, "gäller", text_of_expr(c, holds), NULL);
}

static void check_level(Checker *c, GoalLevel *level)
{
    const Decl *decl = level->common.decl;
    Expr *above = attr_value(decl_attr(decl, ATTR_UNDER)), *by = attr_value(decl_attr(decl, ATTR_DECIDED_BY));
    Known *parent = above ? name_resolve(c, NULL, above, WANT(GOAL_LEVEL)) : NULL;
    Known *body = by ? name_resolve(c, NULL, by, WANT_BODY) : NULL;
    level->above = parent ? parent->symbol.ref.index : NO_INDEX;
    level->decided_by = body && body->symbol.ref.kind == SYM_BODY ? body->symbol.ref.index : NO_INDEX;
    level->scale = scale_of(c, decl, NULL);
    check_holds(c, decl);
}

static size_t level_above(const Model *model, size_t index)
{
    return model->levels.items[index].above;
}

static const Common *level_common(const Model *model, size_t index)
{
    return &model->levels.items[index].common;
}

void levels_check(Checker *c)
{
    for (VEC_EACH(GoalLevel, level, &c->model->levels))
        check_level(c, level);
    rings_check(c, DIAG_S0304, c->model->levels.count, level_above, level_common);
}

/* ---- mål ---- */

static void fill_level(Checker *c, Goal *goal)
{
    const Decl *decl = goal->common.decl;
    Known *known = decl->kind_name ? name_resolve(c, NULL, decl->kind_name, WANT(GOAL_LEVEL)) : NULL;
    goal->level = known ? known->symbol.ref.index : NO_INDEX;
    if (!decl->kind_name && !decl->broken)
        diag_add(c->diags, DIAG_S0327, decl->name_span, decl_keyword(decl->kind), text_of(c, decl->name), "är", "är nämndmål", NULL);
    const Scale *usual = known && c->model->levels.items[goal->level].scale ? c->model->levels.items[goal->level].scale : default_scale(c->model);
    goal->scale = scale_of(c, decl, usual);
}

static void report_wrong_level(Checker *c, const Goal *goal, const Expr *name, const Goal *above)
{
    const Model *model = c->model;
    size_t wanted = model->levels.items[goal->level].above;
    const char *own = text_of(c, model->levels.items[goal->level].common.name);
    Diag *diag = wanted == NO_INDEX
        ? diag_add(c->diags, DIAG_S0360, name->span, text_of(c, goal->common.name), own, NULL)
        : diag_add(c->diags, DIAG_S0303, name->span, text_of(c, goal->common.name), own, text_of(c, model->levels.items[wanted].common.name),
                   text_of(c, model->levels.items[above->level].common.name), NULL);
    diag_label(c->diags, diag, above->common.decl->name_span, BOTH("målet som det står under", "the goal that it is under"));
}

/* No ring is ever entered (add_under), so the walk up ends. */
static bool lies_under(const Model *model, size_t goal, size_t above, int depth)
{
    if (goal == above)
        return true;
    if (depth > CHECK_MAX_DEPTH)
        return false;
    for (VEC_EACH(const size_t, next, &model->goals.items[goal].under))
        if (lies_under(model, *next, above, depth + 1))
            return true;
    return false;
}

static void report_ring(Checker *c, size_t index, size_t above, const Expr *name, bool *in_ring)
{
    const Model *model = c->model;
    Diag *diag = diag_add(c->diags, DIAG_S0302, name->span, text_of(c, model->goals.items[index].common.name), NULL);
    if (above != index)
        diag_label(c->diags, diag, model->goals.items[above].common.decl->name_span, BOTH("ligger i sin tur under det", "is in turn under it"));
    for (size_t i = 0; i < model->goals.count; i++)
        in_ring[i] |= lies_under(model, above, i, 0) && lies_under(model, i, index, 0);
}

static void add_under(Checker *c, size_t index, Expr *name, bool *in_ring)
{
    Known *known = name_resolve(c, NULL, name, WANT(GOAL));
    if (!known)
        return;
    size_t above = known->symbol.ref.index;
    if (lies_under(c->model, above, index, 0)) {
        report_ring(c, index, above, name, in_ring);
        return;
    }
    vec_push(c->arena, &c->model->goals.items[index].under, above);
    vec_push(c->arena, &c->model->goals.items[above].subgoals, index);
}

/* Goals in a ring cannot all be on the right level; the ring is said, not that. */
static void check_levels(Checker *c, const Goal *goal, const bool *in_ring)
{
    const Attr *under = decl_attr(goal->common.decl, ATTR_UNDER);
    for (size_t i = 0; under && i < under->items.count; i++) {
        const Expr *name = under->items.items[i].value;
        const Ref *ref = name ? &info_of(c, name)->ref : NULL;
        if (!ref || ref->kind != SYM_GOAL || goal->level == NO_INDEX || in_ring[goal - c->model->goals.items])
            continue;
        const Goal *above = &c->model->goals.items[ref->index];
        if (above->level != NO_INDEX && c->model->levels.items[goal->level].above != above->level)
            report_wrong_level(c, goal, name, above);
    }
}

static Fix weight_of(Checker *c, const Item *item)
{
    const Mod *weight = item_mod(item, MOD_WEIGHT);
    if (!weight || !weight->value || weight->value->kind != EXPR_NUMBER)
        return FIX_ONE;
    if (weight->value->as.number.value > 0 && weight->value->as.number.unit.n == 0)
        return weight->value->as.number.value;
    diag_add(c->diags, DIAG_S0353, weight->span, text_of_expr(c, weight->value), NULL);
    return FIX_ONE;
}

static void add_measure(Checker *c, Goal *goal, const Item *item)
{
    Known *known = name_resolve(c, NULL, item->value, WANT(INDICATOR));
    if (!known)
        return;
    size_t indicator = known->symbol.ref.index;
    for (VEC_EACH(const Measure, before, &goal->measures))
        if (before->indicator == indicator) {
            diag_add(c->diags, DIAG_S0354, item->span, text_of_expr(c, item->value), NULL);
            return;
        }
    vec_push(c->arena, &goal->measures, (Measure){indicator, weight_of(c, item), item_mod(item, MOD_AS_SUPPORT) != NULL});
}

static void check_settled(Checker *c, Goal *goal)
{
    const Expr *by = attr_value(decl_attr(goal->common.decl, ATTR_SETTLED_BY));
    if (!by)
        return;
    Str word = by->kind == EXPR_NAME ? name_fold(c, by->as.text) : STR_LIT("");
    goal->settled_by_people = str_eqz(word, "bedömning");
    if (!goal->settled_by_people && !str_eqz(word, "mätning"))
        diag_add(c->diags, DIAG_S0355, by->span, text_of_expr(c, by), NULL);
}

static void check_goal(Checker *c, size_t index, bool *in_ring)
{
    Goal *goal = &c->model->goals.items[index];
    const Decl *decl = goal->common.decl;
    const Attr *under = decl_attr(decl, ATTR_UNDER);
    for (size_t i = 0; under && i < under->items.count; i++)
        add_under(c, index, under->items.items[i].value, in_ring);
    EACH_ATTR(attr, decl, ATTR_MEASURED_BY)
        for (VEC_EACH(const Item, item, &attr->items))
            add_measure(c, goal, item);
    responsible_fill(c, decl, &goal->responsible, &goal->responsible_roles);
    check_settled(c, goal);
}

void goals_check(Checker *c)
{
    for (VEC_EACH(Goal, goal, &c->model->goals))
        fill_level(c, goal);
    bool *in_ring = arena_array(c->arena, c->model->goals.count, sizeof *in_ring);
    for (size_t i = 0; i < c->model->goals.count; i++)
        check_goal(c, i, in_ring);
    for (VEC_EACH(const Goal, goal, &c->model->goals))
        check_levels(c, goal, in_ring);
}

/* ---- how goals are assessed ---- */

static bool names_levels(const Expr *expr, int depth)
{
    if (!expr || depth > CHECK_MAX_DEPTH)
        return false;
    if (expr->kind == EXPR_BINARY)
        return names_levels(expr->as.binary.x, depth + 1) || names_levels(expr->as.binary.y, depth + 1);
    if (expr->kind == EXPR_UNARY)
        return names_levels(expr->as.unary.x, depth + 1);
    return expr->kind == EXPR_QUANTIFIED && expr->as.quantified.is_level;
}

/* Whether the levels of indicators are counted in the goal's scale, so that one must be told in the other. */
static bool folds_levels(const Goal *goal)
{
    for (VEC_EACH(const Case, one, &goal->cases))
        if (names_levels(one->when, 0))
            return true;
    return goal->cases.count == 0 && goal->scale->cases.count == 0;
}

static bool can_fold(const Scale *from, const Scale *to)
{
    if (from == to || from->levels.count == to->levels.count)
        return true;
    for (size_t i = 0; i < from->fold_count; i++)
        if (from->folds[i].to == to)
            return true;
    return false;
}

static void check_fold(Checker *c, const Goal *goal, const Common *part, const Scale *scale)
{
    if (can_fold(scale, goal->scale) || (scale->common.decl && scale->common.decl->broken))
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0356, goal->common.decl->name_span, text_of(c, part->name), text_of(c, scale->common.name),
                          text_of(c, goal->scale->common.name), NULL);
    diag_label(c->diags, diag, part->decl->name_span, BOTH("bedöms på en annan skala", "assessed on another scale"));
}

static void check_folds(Checker *c, const Goal *goal)
{
    if (!folds_levels(goal))
        return;
    for (VEC_EACH(const Measure, measure, &goal->measures)) {
        const Indicator *indicator = &c->model->indicators.items[measure->indicator];
        check_fold(c, goal, &indicator->common, indicator->scale);
    }
    for (VEC_EACH(const size_t, below, &goal->subgoals))
        check_fold(c, goal, &c->model->goals.items[*below].common, c->model->goals.items[*below].scale);
}

/* A goal is assessed where its first responsible body is, or for kommunen. */
static const Contexts *goal_contexts(Checker *c, const Goal *goal)
{
    Contexts *contexts = ARENA_NEW(c->arena, Contexts);
    *contexts = (Contexts){.key_table = NO_INDEX, .key_column = NO_INDEX};
    if (goal->responsible.count)
        vec_push(c->arena, &contexts->bodies, goal->responsible.items[0]);
    else
        contexts->municipality = true;
    return contexts;
}

static void need_parts(Checker *c, const Env *env, const Goal *goal)
{
    Span place = goal->common.decl->name_span;
    for (VEC_EACH(const Measure, measure, &goal->measures))
        graph_need(c, env, NODE_LEVEL, measure->indicator, place);
    for (VEC_EACH(const size_t, below, &goal->subgoals))
        graph_need(c, env, NODE_GOAL, *below, place);
}

static void check_goal_cases(Checker *c, Goal *goal, size_t index)
{
    const Decl *decl = goal->common.decl;
    Env env = ENV_PLAIN;
    env.in_goal = env.has_share = true;
    env.scale = goal->scale;
    env.node = graph_node(c, NODE_GOAL, index);
    env.contexts = goal_contexts(c, goal);
    env.per_stated = true;
    need_parts(c, &env, goal);
    size_t errors = c->diags->errors;
    cases_fill(c, &env, decl, goal->scale, &goal->cases);
    if (errors == c->diags->errors && !decl->broken)
        cases_cover(c, decl, goal->scale, &goal->cases, DIRECTION_UP);
    check_folds(c, goal);
}

void goal_cases_check(Checker *c)
{
    for (size_t i = 0; i < c->model->goals.count; i++)
        check_goal_cases(c, &c->model->goals.items[i], i);
}
