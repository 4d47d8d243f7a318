/* symbols_assess.c: indicators over unknown data: their value, their level by cases or target, and the attained share, as exec/eval_refs.c and
 * exec/assess.c have them. */
#include "prove/symbols.h"

#define ZERO STR_LIT("0.0")

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

/* ---- the value ---- */

/* In the stated unit, where the expression is a bare number. */
static Sym in_unit(Proof *proof, const Indicator *indicator, Sym value)
{
    if (value.kind != VALUE_NUMBER || indicator->value_factor == FIX_ONE || indicator->value_factor == 0)
        return value;
    Script *s = &proof->script;
    value.constant = false;
    value.number = term_2(s, "Real", "*", value.number, term_number(s, num_of_fix(indicator->value_factor)));
    return value;
}

Sym sym_indicator(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    const Entry *entry = sym_trace(proof, step, context);
    if (entry->use_count == 0)                                   /* judged by people: it has a level and no value */
        return sym_lift(proof, &entry->value);
    Sym value = sym_of(proof, entry->uses[0].step, entry->uses[0].context);
    return plan->sub == REF_SELF ? in_unit(proof, &proof->sides[proof->side].model->indicators.items[plan->index], value) : value;
}

/* ---- cases ---- */

CaseSyms sym_cases(Proof *proof, const CasePlanVec *cases, ContextId context)
{
    Script *s = &proof->script;
    CaseSyms out = {arena_array(proof->arena, cases->count, sizeof(Term)), arena_array(proof->arena, cases->count, sizeof(Term)), cases->count, TERM_FALSE, TERM_TRUE};
    Term open = TERM_TRUE;                                       /* none before held, none was unknown */
    for (size_t i = 0; i < cases->count; i++) {
        Sym holds = sym_truth(TERM_TRUE, TERM_FALSE);
        if (cases->items[i].when != NO_STEP)
            holds = sym_of(proof, cases->items[i].when, context);
        if (holds.kind != VALUE_TRUTH)
            holds = sym_truth(TERM_FALSE, TERM_FALSE);
        out.holds[i] = holds.yes;
        out.chosen[i] = term_and(s, open, holds.yes);
        out.unknown = term_or(s, out.unknown, term_and(s, open, sym_unknown(proof, &holds)));
        open = term_and(s, open, holds.no);
    }
    out.no_case = open;
    return out;
}

/* The level that the cases give: missing where one is unknown or none holds. */
static Sym level_of_cases(Proof *proof, const CasePlanVec *cases, const Scale *scale, ContextId context)
{
    Script *s = &proof->script;
    CaseSyms syms = sym_cases(proof, cases, context);
    Sym level = {.kind = VALUE_LEVEL, .scale = scale, .absent = TERM_FALSE, .level = STR_LIT("0")};
    for (size_t i = syms.count; i-- > 0;)
        level.level = term_choose(s, "Int", syms.chosen[i], term_count(s, cases->items[i].level), level.level);
    level.missing = term_or(s, syms.unknown, syms.no_case);
    return level;
}

/* ---- targets ---- */

/* A target without a word for its side means the side that is better. */
static Bound bound_of(const Indicator *indicator, const Target *target)
{
    if (target->bound != BOUND_NONE)
        return target->bound;
    if (indicator->direction == DIRECTION_UP)
        return BOUND_AT_LEAST;
    return indicator->direction == DIRECTION_DOWN ? BOUND_AT_MOST : BOUND_EXACTLY;
}

/* How far the value is inside its bound; negative outside. */
static Term inside(Script *s, Bound bound, Term value, Term limit, Term limit2)
{
    Term above = term_2(s, "Real", "-", value, limit), below = term_2(s, "Real", "-", limit, value);
    switch (bound) {
    case BOUND_AT_LEAST: case BOUND_OVER: return above;
    case BOUND_AT_MOST: case BOUND_UNDER: return below;
    case BOUND_BETWEEN:
        below = term_2(s, "Real", "-", limit2, value);
        return term_choose(s, "Real", term_2(s, "Bool", "<", above, below), above, below);
    case BOUND_NONE: case BOUND_EXACTLY: break;
    }
    return term_choose(s, "Real", term_2(s, "Bool", "<", above, below), above, below);
}

TargetSyms sym_target(Proof *proof, size_t index, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const Indicator *indicator = &side->model->indicators.items[index];
    Script *s = &proof->script;
    size_t at = target_of(indicator, context_of(side->ev, context)->period);
    TargetSyms out = {.known = TERM_FALSE, .met = TERM_FALSE, .margin = ZERO};
    Sym value = sym_of(proof, side->plan->indicators[index].self, context);
    if (at == NO_INDEX || value.kind != VALUE_NUMBER || !indicator->scale)
        return out;
    const TargetPlan *plan = &side->plan->indicators[index].targets.items[at];
    Bound bound = bound_of(indicator, &indicator->targets.items[at]);
    Sym first = sym_number(ZERO), second = first;
    if (plan->value != NO_STEP)
        first = sym_of(proof, plan->value, context);
    if (plan->value2 != NO_STEP)
        second = sym_of(proof, plan->value2, context);
    if (first.kind != VALUE_NUMBER || second.kind != VALUE_NUMBER)
        return out;
    out.present = true;
    out.has_share = (indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN) && bound != BOUND_BETWEEN && bound != BOUND_EXACTLY;
    out.known = term_and(s, sym_ok(proof, &first), sym_ok(proof, &second));
    out.margin = inside(s, bound, value.number, first.number, second.number);
    out.met = term_2(s, "Bool", bound == BOUND_OVER || bound == BOUND_UNDER ? ">" : ">=", out.margin, ZERO);
    return out;
}

/* Best when met, middle within the tolerance, else worst. */
static Sym level_of_target(Proof *proof, size_t index, ContextId context, const TargetSyms *target)
{
    const Side *side = &proof->sides[proof->side];
    const Scale *scale = side->model->indicators.items[index].scale;
    Script *s = &proof->script;
    size_t worst = scale->levels.count - 1, middle = worst > 1 ? 1 : worst;
    uint32_t step = side->plan->indicators[index].tolerance;
    Term near = TERM_FALSE, unknown = TERM_FALSE;
    if (step != NO_STEP) {
        Sym tolerance = sym_of(proof, step, context);
        unknown = tolerance.kind == VALUE_NUMBER ? term_and(s, term_not(s, target->met), sym_unknown(proof, &tolerance)) : TERM_TRUE;
        if (tolerance.kind == VALUE_NUMBER)
            near = term_2(s, "Bool", "<=", term_1(s, "Real", "-", target->margin), tolerance.number);
    }
    Term missed = term_choose(s, "Int", near, term_count(s, middle), term_count(s, worst));
    return (Sym){.kind = VALUE_LEVEL, .scale = scale, .absent = TERM_FALSE, .level = term_choose(s, "Int", target->met, STR_LIT("0"), missed),
                 .missing = term_or(s, unknown, term_not(s, target->known))};
}

/* ---- the level ---- */

static Sym no_level(const Scale *scale, Term missing, Term absent)
{
    return (Sym){.kind = VALUE_LEVEL, .scale = scale, .missing = missing, .absent = absent, .level = STR_LIT("0")};
}

/* What a value that is there gives. */
static Sym level_of_value(Proof *proof, size_t index, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const Indicator *indicator = &side->model->indicators.items[index];
    const IndicatorPlan *plan = &side->plan->indicators[index];
    Script *s = &proof->script;
    if (plan->own_cases)
        return level_of_cases(proof, &plan->cases, indicator->scale, context);
    TargetSyms target = sym_target(proof, index, context);
    if (!target.present)
        return no_level(indicator->scale, TERM_FALSE, TERM_TRUE);
    if (!plan->cases.count || !target.has_share)
        return level_of_target(proof, index, context, &target);
    Sym level = level_of_cases(proof, &plan->cases, indicator->scale, context);
    level.missing = term_or(s, level.missing, term_not(s, target.known));
    return level;
}

Sym sym_assessed(Proof *proof, uint32_t step, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const PlanStep *plan = step_at(proof, step);
    const Entry *entry = sym_trace(proof, step, context);
    if (plan->sub != REF_SELF)
        return entry->use_count ? sym_of(proof, entry->uses[0].step, entry->uses[0].context)
                                : sym_loose(proof, step, context, BOTH("steget går inte att följa", "the step cannot be followed"));
    if (side->plan->indicators[plan->index].value == NO_STEP)
        return sym_loose(proof, step, context, BOTH("det bedöms av människor med fall", "people judge it by cases"));
    Sym value = sym_of(proof, side->plan->indicators[plan->index].self, context);
    Sym level = level_of_value(proof, plan->index, context);
    /* Without a value there is no level, for the value's own reason. */
    Term missing = value.kind == VALUE_TRUTH ? TERM_FALSE : value.missing;
    Term absent = value.kind == VALUE_TRUTH ? sym_unknown(proof, &value) : value.absent;
    Sym none = no_level(level.scale, missing, absent);
    return sym_choose(proof, sym_ok(proof, &value), &level, &none);
}

/* ---- måluppfyllelse ---- */

/* Attained share of the target in its direction; missing for zero or unlike signs. */
static Sym share_of(Proof *proof, const Indicator *indicator, const Sym *value, const Sym *target)
{
    Script *s = &proof->script;
    Term v = value->number, t = target->number;
    Term positive = term_2(s, "Bool", ">=", t, ZERO), up = indicator->direction == DIRECTION_UP ? positive : term_not(s, positive);
    Term above = term_choose(s, "Real", up, v, t), below = term_choose(s, "Real", up, t, v);
    Term unlike = term_2(s, "Bool", "<", term_2(s, "Real", "*", v, t), ZERO);
    if (target->constant)                                        /* its sign is known, so the product need not be */
        unlike = num_sign(target->value.number) < 0 ? term_2(s, "Bool", ">", v, ZERO) : term_2(s, "Bool", "<", v, ZERO);
    bool plain = target->constant && num_sign(target->value.number) != 0 && str_eq(below, t);
    Sym share = plain ? sym_number(term_2(s, "Real", "/", above, below)) : sym_quotient(proof, above, below);
    share.missing = term_or(s, share.missing, term_or(s, unlike, term_2(s, "Bool", "=", t, ZERO)));
    return share;
}

Sym sym_share(Proof *proof, uint32_t step, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const PlanStep *plan = step_at(proof, step);
    const Indicator *indicator = &side->model->indicators.items[plan->index];
    Sym value = sym_of(proof, side->plan->indicators[plan->index].self, context), none = sym_number(ZERO);
    if (value.kind != VALUE_NUMBER)
        return sym_loose(proof, step, context, BOTH("det är inget tal", "it is not a number"));
    none.absent = TERM_TRUE;
    size_t at = target_of(indicator, context_of(side->ev, context)->period);
    bool directed = indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN;
    if (at == NO_INDEX || !directed || side->plan->indicators[plan->index].targets.items[at].value == NO_STEP)
        return sym_choose(proof, sym_ok(proof, &value), &none, &value);
    Sym target = sym_of(proof, side->plan->indicators[plan->index].targets.items[at].value, context);
    if (target.kind != VALUE_NUMBER)
        return sym_loose(proof, step, context, BOTH("målvärdet är inget tal", "the target is not a number"));
    Sym share = share_of(proof, indicator, &value, &target);
    Sym with_target = sym_choose(proof, sym_ok(proof, &target), &share, &target);
    return sym_choose(proof, sym_ok(proof, &value), &with_target, &value);
}
