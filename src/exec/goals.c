/* goals.c: the level of a goal from what it is measured with: its cases, else the weighted attainment, else the worst; goals without
 * indicators from their subgoals. */
#include "exec/assess.h"
#include "exec/eval_parts.h"
#include "exec/judgements.h"

Context goal_context(const Evaluator *ev, size_t index, Date as_of)
{
    const Goal *goal = &ev->model->goals.items[index];
    Period period = period_latest_ended(grain_or_month(ev->plan->goals[index].grain), as_of);
    return goal->responsible.count ? context_body(goal->responsible.items[0], period) : context_all(WHO_MUNICIPALITY, period);
}

/* ---- måluppfyllelse ---- */

static Value measure_share(Evaluator *ev, size_t indicator, ContextId id)
{
    const Indicator *i = &ev->model->indicators.items[indicator];
    Context seen = context_seen(ev, context_of(ev, id), &i->contexts, i->grain, REF_SEEN);
    bool stale;
    seen.period = period_grain(seen.period) == i->grain ? measured_period(i, seen.period, &stale) : seen.period;
    return value_of(ev, ev->plan->indicators[indicator].share, context_id(ev, seen));
}

Value goal_share(Evaluator *ev, size_t index, ContextId id)
{
    const GoalPlan *plan = &ev->plan->goals[index];
    Num sum = num_of_int(0), weights = num_of_int(0), product, mean;
    Value spoiled = value_number(num_of_int(0));
    bool fits = true;
    for (size_t i = 0; i < plan->measures.count; i++) {
        Value share = measure_share(ev, plan->indicators.items[i], id);
        Num weight = num_of_fix(plan->weights.items[i] ? plan->weights.items[i] : FIX_ONE);
        if (share.state == RESULT_NOT_APPLICABLE)
            continue;
        if (share.state == RESULT_MISSING || spoiled.state != RESULT_VALUE)
            spoiled = value_spoiled(ev, VALUE_NUMBER, &spoiled, &share);
        else
            fits = fits && num_mul(share.number, weight, &product) && num_add(sum, product, &sum) && num_add(weights, weight, &weights);
    }
    Str name = ev->model->goals.items[index].common.name;
    if (spoiled.state != RESULT_VALUE)
        return spoiled;
    if (num_sign(weights) == 0)
        return value_missing(VALUE_NUMBER, reason(ev, REASON_EMPTY_SET, context_of(ev, id), name, "", NULL));
    if (fits && num_div(sum, weights, &mean))
        return value_number(mean);
    return value_missing(VALUE_NUMBER, reason(ev, REASON_OVERFLOW, context_of(ev, id), name, "", NULL));
}

/* ---- levels ---- */

typedef struct Worst { size_t level, judged; bool missing, strange; const ReasonSet *reasons, *skipped; } Worst;     /* skipped: why some do not count */

static Worst worst_of(Evaluator *ev, const uint32_t *steps, size_t count, const Scale *scale, ContextId id)
{
    Worst worst = {.level = NO_INDEX};
    for (size_t i = 0; i < count; i++) {
        Value value = value_of(ev, steps[i], id);
        if (value.state == RESULT_NOT_APPLICABLE) {
            worst.skipped = reasons_join(ev, worst.skipped, value.reasons);
            continue;
        }
        worst.judged++;
        if (value.state == RESULT_MISSING) {
            worst.missing = true;
            worst.reasons = reasons_join(ev, worst.reasons, value.reasons);
            continue;
        }
        size_t level = level_folded(value.scale, value.level, scale);
        worst.strange |= level == NO_INDEX;
        worst.level = worst.level == NO_INDEX || (level != NO_INDEX && level > worst.level) ? level : worst.level;
    }
    return worst;
}

static void take_worst(Evaluator *ev, const Worst *worst, ContextId id, Str name, Assessed *out)
{
    if (worst->missing)
        assess_nothing(out, true, worst->reasons);
    else if (worst->judged == 0)
        assess_nothing(out, true, worst->skipped ? worst->skipped : reason(ev, REASON_EMPTY_SET, context_of(ev, id), name, "", NULL));
    else if (worst->strange)
        assess_nothing(out, true, reason(ev, REASON_NO_SCALE_CASE, context_of(ev, id), name, "", NULL));
    else
        out->level = worst->level;
}

static void measure_goal(Evaluator *ev, size_t index, ContextId id, Assessed *out)
{
    const Goal *goal = &ev->model->goals.items[index];
    const GoalPlan *plan = &ev->plan->goals[index];
    if (!plan->measures.count && !plan->subgoals.count && !plan->own_cases) {
        assess_nothing(out, false, reason(ev, REASON_EMPTY_SET, context_of(ev, id), goal->common.name, "", NULL));
        return;
    }
    Worst measured = worst_of(ev, plan->measures.items, plan->measures.count, goal->scale, id);
    if (measured.missing)
        take_worst(ev, &measured, id, goal->common.name, out);
    else if (plan->cases.count)
        assess_cases(ev, &plan->cases, id, goal->common.name, out);
    else if (plan->measures.count || !plan->subgoals.count)
        take_worst(ev, &measured, id, goal->common.name, out);
    else {
        Worst below = worst_of(ev, plan->subgoals.items, plan->subgoals.count, goal->scale, id);
        take_worst(ev, &below, id, goal->common.name, out);
    }
}

static Assessed *assessed_new(Evaluator *ev)
{
    Assessed *out = ARENA_NEW(ev->arena, Assessed);
    *out = (Assessed){.level = NO_INDEX, .decided_case = NO_INDEX, .target = NO_INDEX, .margin = num_of_int(0)};
    return out;
}

/* People decide; what the figures say stands beside it. */
static void judge_goal(Evaluator *ev, size_t index, ContextId id, Assessed *out)
{
    const GoalPlan *plan = &ev->plan->goals[index];
    out->level = out->judgement->rank;
    if (!plan->measures.count && !plan->own_cases)
        return;
    Assessed *measured = assessed_new(ev);
    measure_goal(ev, index, id, measured);
    out->measured = measured;
}

const Assessed *assess_goal(Evaluator *ev, size_t index, ContextId id)
{
    const Goal *goal = &ev->model->goals.items[index];
    const GoalPlan *plan = &ev->plan->goals[index];
    Assessed *out = assessed_new(ev);
    bool people = goal->settled_by_people;
    const ReasonSet *exempt = exempt_reason(ev, goal->common.decl, context_of(ev, id), context_of(ev, id), goal->common.name);
    if (exempt) {
        assess_nothing(out, false, exempt);
        out->exempt = true;
        return out;
    }
    out->judgement = judgement_of(ev, SYM_GOAL, index, context_of(ev, id), people, people);
    if (people && out->judgement)
        judge_goal(ev, index, id, out);
    else if (people && !plan->measures.count && !plan->own_cases)
        assess_nothing(out, false, judgement_missing(ev, SYM_GOAL, index, context_of(ev, id)));
    else
        measure_goal(ev, index, id, out);
    return out;
}
