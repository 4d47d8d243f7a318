/* targets.c: `målvärde`, `tolerans`, `utgångsvärde` of indicators: which way is better, for which period, in which unit. Used by indicators.c. */
#include "model/check.h"

static Direction direction_of(Bound bound)
{
    switch (bound) {
    case BOUND_AT_LEAST:
    case BOUND_OVER: return DIRECTION_UP;
    case BOUND_AT_MOST:
    case BOUND_UNDER: return DIRECTION_DOWN;
    case BOUND_BETWEEN:
    case BOUND_EXACTLY: return DIRECTION_WITHIN;
    case BOUND_NONE: break;
    }
    return DIRECTION_NONE;
}

/* ---- periods and directions: before any value is typed ---- */

static void check_same_period(Checker *c, const Indicator *indicator, const Target *target)
{
    for (VEC_EACH(const Target, before, &indicator->targets)) {
        bool same = before->always == target->always && (target->always || period_eq(before->period, target->period));
        if (!same)
            continue;
        Diag *diag = diag_add(c->diags, DIAG_S0316, target->item->span, text_of(c, indicator->common.name), NULL);
        diag_label(c->diags, diag, before->item->span, BOTH("det första", "the first"));
        return;
    }
}

static void check_direction(Checker *c, Indicator *indicator, const Target *target)
{
    Direction direction = direction_of(target->bound);
    if (indicator->direction == DIRECTION_NONE || direction == DIRECTION_NONE || direction == indicator->direction) {
        indicator->direction = indicator->direction == DIRECTION_NONE ? direction : indicator->direction;
        return;
    }
    Diag *diag = diag_add(c->diags, DIAG_S0315, target->item->span, text_of(c, indicator->common.name), NULL);
    diag_label(c->diags, diag, indicator->targets.items[0].item->span, BOTH("det första målvärdet", "the first target"));
}

static void add_target(Checker *c, Indicator *indicator, const Item *item)
{
    Target target = {.always = item->select == SELECT_NONE, .bound = item->bound, .value = item->value, .value2 = item->value2, .item = item};
    if (!item->value || (!target.always && !time_period(c, item->selector, &target.period)))
        return;
    if (item->bound == BOUND_NONE)
        diag_add(c->diags, DIAG_S0317, item->span, text_of_expr(c, item->value), NULL);
    check_same_period(c, indicator, &target);
    check_direction(c, indicator, &target);
    vec_push(c->arena, &indicator->targets, target);
}

void targets_fill(Checker *c, Indicator *indicator)
{
    const Decl *decl = indicator->common.decl;
    const Attr *first = decl_attr(decl, ATTR_TARGET), *watched = decl_attr(decl, ATTR_WATCHED);
    EACH_ATTR(attr, decl, ATTR_TARGET)
        for (VEC_EACH(const Item, item, &attr->items))
            add_target(c, indicator, item);
    if (first && watched) {
        Diag *diag = diag_add(c->diags, DIAG_S0318, first->keyword, text_of(c, decl->name), NULL);
        diag_label(c->diags, diag, watched->keyword, BOTH("bevakas: inget målvärde, med avsikt", "watched: no target, on purpose"));
    }
    if (first && indicator->type.kind == TYPE_LEVEL)
        diag_add(c->diags, DIAG_S0341, first->keyword, text_of(c, decl->name), attr_keyword(ATTR_TARGET), NULL);
}

/* ---- values ---- */

static void check_order(Checker *c, const Target *target)
{
    Num low, high;
    if (target->value2 && constant_value(c->model, target->value, &low) && constant_value(c->model, target->value2, &high)
        && num_cmp(low, high) > 0)
        diag_add(c->diags, DIAG_S0255, target->item->span, text_of_expr(c, target->value), text_of_expr(c, target->value2), NULL);
}

static void check_tolerance(Checker *c, const Env *env, Indicator *indicator)
{
    const Attr *attr = decl_attr(indicator->common.decl, ATTR_TOLERANCE);
    indicator->tolerance = attr_value(attr);
    if (!indicator->tolerance)
        return;
    if (indicator->targets.count == 0 && !indicator->common.decl->broken)
        diag_add(c->diags, DIAG_S0320, attr->keyword, text_of(c, indicator->common.name), NULL);
    Type type = expr_number(c, env, indicator->tolerance), wanted = type_number(unit_difference(indicator->type.unit));
    if (is_silent(type) || !is_number(indicator->type))
        return;
    Num value;
    if (type.unit.kind == UNIT_RATIO && wanted.unit.kind == UNIT_POINTS)
        diag_add(c->diags, DIAG_S0269, indicator->tolerance->span, text_of_expr(c, indicator->tolerance), NULL);
    else if (!unit_eq(type.unit, wanted.unit))
        expr_unit_report(c, indicator->tolerance, type.unit, wanted.unit);
    else if (constant_value(c->model, indicator->tolerance, &value) && num_sign(value) <= 0)
        diag_add(c->diags, DIAG_S0319, indicator->tolerance->span, text_of_expr(c, indicator->tolerance), NULL);
}

static void check_baseline(Checker *c, const Env *env, const Indicator *indicator)
{
    const Attr *attr = decl_attr(indicator->common.decl, ATTR_BASELINE);
    Period year;
    if (!attr || attr->items.count == 0)
        return;
    time_period(c, attr->items.items[0].selector, &year);
    expr_in_unit(c, env, attr->items.items[0].value, indicator->type);
}

void targets_check(Checker *c, Indicator *indicator, size_t index)
{
    if (indicator->type.kind == TYPE_LEVEL)
        return;
    Env env = assessment_env(c, indicator, index);
    env.has_share = false;
    for (VEC_EACH(const Target, target, &indicator->targets)) {
        expr_in_unit(c, &env, target->value, indicator->type);
        if (target->value2)
            expr_in_unit(c, &env, target->value2, indicator->type);
        check_order(c, target);
    }
    check_tolerance(c, &env, indicator);
    check_baseline(c, &env, indicator);
}
