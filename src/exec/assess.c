/* assess.c: the level of an indicator: its own cases, else its target and tolerance, else the usual rule of its scale; and how far it is from
 * the next level. */
#include "exec/assess.h"
#include "exec/judgements.h"

void assess_nothing(Assessed *out, bool not_assessable, const ReasonSet *reasons)
{
    out->level = NO_INDEX;
    out->not_assessable = not_assessable;
    out->reasons = reasons;
}

Str level_title(const Scale *scale, size_t level)
{
    if (!scale || level == NO_INDEX)
        return STR_LIT("");
    const ScaleLevel *l = &scale->levels.items[level];
    return l->title.n ? l->title : l->name;
}

void assess_cases(Evaluator *ev, const CasePlanVec *cases, ContextId id, Str name, Assessed *out)
{
    for (size_t i = 0; i < cases->count; i++) {
        Value holds = value_truth(TRUTH_YES, NULL);
        if (cases->items[i].when != NO_STEP)
            holds = value_of(ev, cases->items[i].when, id);
        if (holds.kind == VALUE_TRUTH && holds.truth == TRUTH_NO)
            continue;
        if (holds.kind != VALUE_TRUTH || holds.truth == TRUTH_UNKNOWN) {
            assess_nothing(out, true, holds.reasons);
            return;
        }
        out->level = cases->items[i].level;
        out->decided_case = i;
        return;
    }
    assess_nothing(out, true, reason(ev, REASON_NO_SCALE_CASE, context_of(ev, id), name, "", NULL));
}

/* ---- targets ---- */

size_t target_of(const Indicator *indicator, Period period)
{
    size_t best = NO_INDEX, always = NO_INDEX;
    for (size_t i = 0; i < indicator->targets.count; i++) {
        const Target *target = &indicator->targets.items[i];
        if (target->always) {
            always = always == NO_INDEX ? i : always;
            continue;
        }
        bool shorter = best == NO_INDEX || target->period.first > indicator->targets.items[best].period.first;
        if (target->period.last == period.last && shorter)
            best = i;
    }
    return best != NO_INDEX ? best : always;
}

Bound target_bound(const Indicator *indicator, const Target *target)
{
    if (target->bound != BOUND_NONE)
        return target->bound;
    if (indicator->direction == DIRECTION_UP)
        return BOUND_AT_LEAST;
    return indicator->direction == DIRECTION_DOWN ? BOUND_AT_MOST : BOUND_EXACTLY;
}

static const char *bound_text(Bound bound)
{
    switch (bound) {
    case BOUND_AT_LEAST: return ">=";
    case BOUND_AT_MOST: return "<=";
    case BOUND_OVER: return ">";
    case BOUND_UNDER: return "<";
    case BOUND_BETWEEN: return "between";
    case BOUND_NONE: case BOUND_EXACTLY: break;
    }
    return "=";
}

bool target_margin(Bound bound, Num value, Num limit, Num limit2, Num *out)
{
    Num above, below;
    switch (bound) {
    case BOUND_AT_LEAST: case BOUND_OVER: return num_sub(value, limit, out);
    case BOUND_AT_MOST: case BOUND_UNDER: return num_sub(limit, value, out);
    case BOUND_BETWEEN:
        if (!num_sub(value, limit, &above) || !num_sub(limit2, value, &below))
            return false;
        *out = num_cmp(above, below) < 0 ? above : below;
        return true;
    case BOUND_NONE: case BOUND_EXACTLY: break;
    }
    if (!num_sub(value, limit, out))
        return false;
    *out = num_neg(num_abs(*out));
    return true;
}

bool target_met(Bound bound, Num margin)
{
    bool strict = bound == BOUND_OVER || bound == BOUND_UNDER;
    return strict ? num_sign(margin) > 0 : num_sign(margin) >= 0;
}

typedef struct Limits { Bound bound; Value first, second; } Limits;

static Limits target_limits(Evaluator *ev, size_t index, size_t target, ContextId id)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    const TargetPlan *plan = &ev->plan->indicators[index].targets.items[target];
    Limits limits = {target_bound(indicator, &indicator->targets.items[target]), value_number(num_of_int(0)), value_number(num_of_int(0))};
    if (plan->value != NO_STEP)
        limits.first = value_of(ev, plan->value, id);
    if (plan->value2 != NO_STEP)
        limits.second = value_of(ev, plan->value2, id);
    return limits;
}

static void compare_target(Evaluator *ev, const Indicator *indicator, size_t target, const Limits *limits, Comparison *out)
{
    const Target *t = &indicator->targets.items[target];
    out->present = true;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        const char *word = lang == LANG_SV ? "målvärde" : "target";
        Str period = t->always ? STR_LIT("") : period_text(ev, t->period, lang);
        out->what[lang] = period.n ? str_of(arena_printf(ev->arena, "%s " STR_FMT, word, STR_ARG(period))) : str_of(word);
    }
    out->op = str_of(bound_text(limits->bound));
    out->limit = quantity_number(ev, limits->first.number, indicator->type, indicator);
    out->limit2 = quantity_number(ev, limits->second.number, indicator->type, indicator);
    if (limits->bound != BOUND_BETWEEN)
        out->limit2.state = RESULT_NONE;
}

/* The target beside the value, whichever rule then decides: what it was compared with and how far it was from it. False when it is unknown. */
static bool measure_target(Evaluator *ev, size_t index, size_t target, ContextId id, Num value, Limits *limits, Assessed *out)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    *limits = target_limits(ev, index, target, id);
    if (limits->first.state != RESULT_VALUE || limits->second.state != RESULT_VALUE) {
        Value spoiled = limits->first.state != RESULT_VALUE ? limits->first : limits->second;
        assess_nothing(out, true, spoiled.reasons);
        return false;
    }
    out->target = target;
    compare_target(ev, indicator, target, limits, &out->compared);
    out->has_margin = target_margin(limits->bound, value, limits->first.number, limits->second.number, &out->margin);
    if (!out->has_margin)
        assess_nothing(out, true, reason(ev, REASON_OVERFLOW, context_of(ev, id), indicator->common.name, "", NULL));
    return out->has_margin;
}

/* Best when met, middle within the tolerance, else worst. */
static void by_target(Evaluator *ev, size_t index, ContextId id, const Limits *limits, Assessed *out)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    size_t worst = indicator->scale->levels.count - 1, middle = worst > 1 ? 1 : worst;
    bool met = target_met(limits->bound, out->margin), near = false;
    uint32_t step = ev->plan->indicators[index].tolerance;
    if (!met && step != NO_STEP) {
        Value tolerance = value_of(ev, step, id);
        if (tolerance.state != RESULT_VALUE) {
            assess_nothing(out, true, tolerance.reasons);
            return;
        }
        near = num_cmp(num_neg(out->margin), tolerance.number) <= 0;
    }
    out->level = met ? 0 : near ? middle : worst;
}

/* ---- limits that stand in cases ---- */

typedef struct Boundary { bool found, up; StepOp op; Num limit; } Boundary;

/* `värde är minst LIMIT` and its kin: where the case ends. */
static Boundary boundary_of(Evaluator *ev, size_t index, const CasePlan *plan, ContextId id)
{
    Boundary none = {.found = false};
    if (plan->when == NO_STEP)
        return none;
    const PlanStep *step = &ev->plan->steps.items[plan->when];
    if (step->op != STEP_GE && step->op != STEP_GT && step->op != STEP_LE && step->op != STEP_LT)
        return none;
    const PlanStep *left = &ev->plan->steps.items[step->a];
    if (left->op != STEP_INDICATOR || left->index != index || left->sub != REF_SELF)
        return none;
    Value limit = value_of(ev, step->b, id);
    if (limit.state != RESULT_VALUE || limit.kind != VALUE_NUMBER)
        return none;
    return (Boundary){true, step->op == STEP_GE || step->op == STEP_GT, step->op, limit.number};
}

static bool distance(const Boundary *boundary, Num value, Num *out)
{
    return boundary->found && (boundary->up ? num_sub(value, boundary->limit, out) : num_sub(boundary->limit, value, out));
}

static void compare_boundary(Evaluator *ev, const Indicator *indicator, const Boundary *boundary, size_t level, Comparison *out)
{
    Str name = indicator->scale->levels.items[level].name;
    static const char *const ops[STEP_COUNT] = {[STEP_GE] = ">=", [STEP_GT] = ">", [STEP_LE] = "<=", [STEP_LT] = "<"};
    out->present = true;
    out->what[LANG_SV] = str_of(arena_printf(ev->arena, "gränsen för " STR_FMT, STR_ARG(name)));
    out->what[LANG_EN] = str_of(arena_printf(ev->arena, "the limit for " STR_FMT, STR_ARG(name)));
    out->op = str_of(ops[boundary->op]);
    out->limit = quantity_number(ev, boundary->limit, indicator->type, indicator);
    out->limit2 = out->limit;
    out->limit2.state = RESULT_NONE;
}

/* The boundary towards the better level is what the value is compared with, and what the margin is to; at the best level, the one towards the
 * next. So limit and margin always belong together. */
static void measure_cases(Evaluator *ev, size_t index, ContextId id, Num value, Assessed *out)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    const CasePlanVec *cases = &ev->plan->indicators[index].cases;
    size_t at = out->decided_case;
    Boundary upper = {.found = false}, lower = boundary_of(ev, index, &cases->items[at], id);
    if (at > 0)
        upper = boundary_of(ev, index, &cases->items[at - 1], id);
    if (upper.found)
        compare_boundary(ev, indicator, &upper, cases->items[at - 1].level, &out->compared);
    else if (lower.found)
        compare_boundary(ev, indicator, &lower, cases->items[at].level, &out->compared);
    Num up = num_of_int(0), down = num_of_int(0);
    bool has_up = distance(&upper, value, &up), has_down = distance(&lower, value, &down) && at + 1 < cases->count;
    if (!has_up && !has_down)
        return;
    out->has_margin = true;
    out->margin = has_up ? up : down;
    out->margin_to = cases->items[has_up ? at - 1 : at + 1].level;
}

/* ---- the indicator ---- */

/* The level on the other side of the target: best when it is missed, the next when it is met. */
static void margin_towards(const Indicator *indicator, Assessed *out)
{
    out->margin_to = out->level == 0 && indicator->scale->levels.count > 1 ? 1 : 0;
}

/* An attained share needs a side that is better: between two limits there is none. */
static bool has_share(const Indicator *indicator, const Limits *limits)
{
    return (indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN) && limits->bound != BOUND_BETWEEN &&
           limits->bound != BOUND_EXACTLY;
}

static void assess_value(Evaluator *ev, size_t index, ContextId id, const Value *value, Assessed *out)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    const IndicatorPlan *plan = &ev->plan->indicators[index];
    bool number = value->kind == VALUE_NUMBER && value->state == RESULT_VALUE;
    if (plan->own_cases) {
        assess_cases(ev, &plan->cases, id, indicator->common.name, out);
        if (out->level != NO_INDEX && number)
            measure_cases(ev, index, id, value->number, out);
        return;
    }
    size_t target = target_of(indicator, context_of(ev, id)->period);
    Limits limits;
    if (target == NO_INDEX || !number || !indicator->scale) {
        assess_nothing(out, false, indicator->watched ? NULL : reason(ev, REASON_NO_TARGET, context_of(ev, id), indicator->common.name, "", NULL));
        return;
    }
    if (!measure_target(ev, index, target, id, value->number, &limits, out))
        return;
    if (plan->cases.count && has_share(indicator, &limits))
        assess_cases(ev, &plan->cases, id, indicator->common.name, out);
    else
        by_target(ev, index, id, &limits, out);
    margin_towards(indicator, out);
}

/* The level that people have given it, where no figure does. */
static bool take_judgement(Evaluator *ev, size_t index, ContextId id, Assessed *out)
{
    bool any_time = ev->model->indicators.items[index].grain == GRAIN_OTHER;
    out->judgement = judgement_of(ev, SYM_INDICATOR, index, context_of(ev, id), any_time, true);
    if (out->judgement)
        out->level = out->judgement->rank;
    return out->judgement != NULL;
}

const Assessed *assess_indicator(Evaluator *ev, size_t index, ContextId id)
{
    Assessed *out = ARENA_NEW(ev->arena, Assessed);
    *out = (Assessed){.level = NO_INDEX, .decided_case = NO_INDEX, .target = NO_INDEX, .margin = num_of_int(0)};
    Value value = value_of(ev, ev->plan->indicators[index].self, id);
    bool judged = ev->plan->indicators[index].value == NO_STEP && reasons_have(value.reasons, REASON_JUDGED);
    bool absent = value.state != RESULT_VALUE || (value.kind == VALUE_TRUTH && value.truth == TRUTH_UNKNOWN);
    if (judged && take_judgement(ev, index, id, out))
        return out;
    if (!judged)
        out->judgement = judgement_of(ev, SYM_INDICATOR, index, context_of(ev, id), false, false);
    if (absent && !(judged && ev->plan->indicators[index].own_cases)) {
        assess_nothing(out, false, value.reasons);
        out->exempt = reasons_have(value.reasons, REASON_EXEMPT);
        return out;
    }
    assess_value(ev, index, id, &value, out);
    return out;
}
