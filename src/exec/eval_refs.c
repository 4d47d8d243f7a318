/* eval_refs.c: indicators, levels, goals and rules by name, and x för SCOPE: where a step goes on in another context. */
#include "exec/eval_parts.h"
#include "exec/judgements.h"

/* ---- x för SCOPE ---- */

Value eval_scope(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Context context = *context_of(ev, id);
    if (step->op == STEP_FOR_RELATIVE) {
        size_t body = context.who == WHO_BODY ? body_relative(ev->model, context.body, step->index) : NO_INDEX;
        if (body == NO_INDEX)
            return value_missing(value_kind(step), reason(ev, REASON_NO_BODY, &context, ev->model->kinds.items[step->index].name, "", NULL));
        context.body = (uint32_t)body;
    } else if (step->op == STEP_FOR_BODY) {
        context.who = WHO_BODY;
        context.body = (uint32_t)step->index;
    } else {
        context.who = step->index ? WHO_GROUP : WHO_MUNICIPALITY;
    }
    context.only = step->op != STEP_FOR_ALL && step->sub;
    return value_of(ev, step->a, context_id(ev, context));
}

/* ---- indicators ---- */

Context indicator_context(const Evaluator *ev, const Indicator *indicator, const Context *from, Reference reference)
{
    Context context = context_seen(ev, from, &indicator->contexts, indicator->grain, reference);
    bool stale;
    if (reference != REF_SELF && period_grain(context.period) == indicator->grain) {
        context.period = measured_period(indicator, context.period, &stale);
        if (stale)
            context.cutoff = context.period.last;
    }
    return context;
}

static bool given_for(const Given *given, size_t indicator, const Context *context)
{
    if (given->indicator != indicator || !period_eq(given->period, context->period))
        return false;
    return given->body == NO_INDEX ? context->who == WHO_MUNICIPALITY : context->who == WHO_BODY && context->body == given->body;
}

static const Given *find_given(const Evaluator *ev, size_t indicator, const Context *context)
{
    for (size_t i = ev->given.count; i-- > 0;)
        if (given_for(&ev->given.items[i], indicator, context))
            return &ev->given.items[i];
    return NULL;
}

static Value given_value(Evaluator *ev, const Given *given, const Context *context, ValueKind kind)
{
    Str name = ev->model->indicators.items[given->indicator].common.name;
    if (given->state == RESULT_MISSING)
        return value_missing(kind, reason(ev, REASON_GIVEN_MISSING, context, name, "", NULL));
    if (given->state == RESULT_NOT_APPLICABLE)
        return value_not_applicable(kind, reason(ev, REASON_NOT_APPLICABLE, context, name, "", NULL));
    return value_number(given->number);
}

/* In the stated unit: senaste(kolada.värde) of an indicator in % is per cent. */
static Value in_unit(Evaluator *ev, const PlanStep *step, const Context *context, const Indicator *indicator, Value value)
{
    if (value.kind != VALUE_NUMBER || value.state != RESULT_VALUE || indicator->value_factor == FIX_ONE || indicator->value_factor == 0)
        return value;
    Value factor = value_number(num_of_fix(indicator->value_factor));
    return number_op(ev, step, context, STEP_MUL, &value, &factor);
}

static Value own_value(Evaluator *ev, const PlanStep *step, ContextId id)
{
    const Indicator *indicator = &ev->model->indicators.items[step->index];
    const Context *context = context_of(ev, id);
    const Given *given = find_given(ev, step->index, context);
    if (given)
        return given_value(ev, given, context, value_kind(step));
    if (!within_validity(&indicator->common, context->period))
        return value_not_applicable(value_kind(step), reason(ev, REASON_NOT_VALID, context, indicator->common.name, "", NULL));
    const ReasonSet *exempt = exempt_reason(ev, indicator->common.decl, context, context, indicator->common.name);
    if (exempt)
        return value_not_applicable(value_kind(step), exempt);
    uint32_t value = ev->plan->indicators[step->index].value;
    if (value == NO_STEP)
        return value_missing(value_kind(step), judgement_missing(ev, SYM_INDICATOR, step->index, context));
    return in_unit(ev, step, context, indicator, value_of(ev, value, id));
}

Value eval_indicator(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    if (step->sub == REF_SELF)
        return own_value(ev, step, id);
    Context context = indicator_context(ev, &ev->model->indicators.items[step->index], context_of(ev, id), (Reference)step->sub);
    return value_of(ev, ev->plan->indicators[step->index].self, context_id(ev, context));
}

/* ---- levels ---- */

/* Where the judgement that gives the level stands, for the derivation. */
static void note_judgement(Evaluator *ev, Entry *entry)
{
    const Judgement *judgement = entry->assessed->judgement;
    if (!judgement || !judgement->decides)
        return;
    Detail *detail = detail_of(ev, entry);
    detail->rows = 1;
    detail->file = judgement->file.s;
    detail->line_first = detail->line_last = judgement->line;
    judgement_note(ev, judgement, detail->note);
}

static Value level_value(const Assessed *assessed, const Scale *scale)
{
    Value value = {.kind = VALUE_LEVEL, .state = RESULT_VALUE, .number = num_of_int(0), .scale = scale, .level = assessed->level,
                   .not_assessable = assessed->not_assessable, .reasons = assessed->reasons};
    if (assessed->level == NO_INDEX)
        value.state = assessed->not_assessable ? RESULT_MISSING : RESULT_NOT_APPLICABLE;
    return value;
}

/* The step that is shown is the one that names it, not the one that it leads to. */
static void take_note(Entry *entry, const Entry *own)
{
    bool judged = own->assessed && own->assessed->judgement && own->assessed->judgement->decides;
    if (judged)
        entry->detail = own->detail;
}

Value eval_level(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Indicator *indicator = &ev->model->indicators.items[step->index];
    if (step->sub != REF_SELF) {
        Context context = indicator_context(ev, indicator, context_of(ev, id), (Reference)step->sub);
        uint32_t level = ev->plan->indicators[step->index].level;
        ContextId seen = context_id(ev, context);
        Value value = value_of(ev, level, seen);
        take_note(entry, eval(ev, level, seen));
        return value;
    }
    entry->assessed = assess_indicator(ev, step->index, id);
    note_judgement(ev, entry);
    Value value = level_value(entry->assessed, indicator->scale);
    Value own = value_of(ev, ev->plan->indicators[step->index].self, id);
    if (value.level == NO_INDEX && own.state == RESULT_MISSING)
        value.state = RESULT_MISSING;
    return value;
}

Value eval_goal(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    ContextId own = context_id(ev, goal_context(ev, step->index, context_of(ev, id)->period.last));
    if (own != id) {
        Value value = value_of(ev, ev->plan->goals[step->index].level, own);
        take_note(entry, eval(ev, ev->plan->goals[step->index].level, own));
        return value;
    }
    entry->assessed = assess_goal(ev, step->index, id);
    note_judgement(ev, entry);
    return level_value(entry->assessed, ev->model->goals.items[step->index].scale);
}

Value eval_goal_share(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    return goal_share(ev, step->index, id);
}

/* ---- måluppfyllelse ---- */

static Value share_missing(Evaluator *ev, const Indicator *indicator, const Context *context, ReasonCode code)
{
    const ReasonSet *why = reason(ev, code, context, indicator->common.name, "", NULL);
    return code == REASON_NO_TARGET ? value_not_applicable(VALUE_NUMBER, why) : value_missing(VALUE_NUMBER, why);
}

/* Attained share of the target in its direction: value/target when more is better, target/value when less is; for negative pairs the other
 * way round, so that better is always more. Not defined for zero or unlike signs. */
static Value share_of(Evaluator *ev, const PlanStep *step, const Context *context, const Indicator *indicator, const Value *value, const Value *target)
{
    bool up = (indicator->direction == DIRECTION_UP) == (num_sign(target->number) >= 0);
    const Value *above = up ? value : target, *below = up ? target : value;
    bool unlike = num_sign(value->number) * num_sign(target->number) < 0;
    if (unlike || num_sign(target->number) == 0 || num_sign(below->number) == 0)
        return share_missing(ev, indicator, context, REASON_TARGET_ZERO);
    return number_op(ev, step, context, STEP_DIV, above, below);
}

Value eval_share(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Indicator *indicator = &ev->model->indicators.items[step->index];
    const Context *context = context_of(ev, id);
    Value value = value_of(ev, ev->plan->indicators[step->index].self, id);
    if (value.state != RESULT_VALUE || value.kind != VALUE_NUMBER)
        return value;
    size_t target = target_of(indicator, context->period);
    bool directed = indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN;
    if (target == NO_INDEX || !directed || ev->plan->indicators[step->index].targets.items[target].value == NO_STEP)
        return share_missing(ev, indicator, context, REASON_NO_TARGET);
    Value limit = value_of(ev, ev->plan->indicators[step->index].targets.items[target].value, id);
    if (limit.state != RESULT_VALUE)
        return limit;
    return share_of(ev, step, context, indicator, &value, &limit);
}

/* ---- rules ---- */

Value eval_rule(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Rule *rule = &ev->model->rules.items[step->index];
    const Context *context = context_of(ev, id);
    if (step->sub != REF_SELF) {
        Context seen = context_seen(ev, context, &rule->contexts, rule->grain, (Reference)step->sub);
        return value_of(ev, ev->plan->rules[step->index].self, context_id(ev, seen));
    }
    if (!within_validity(&rule->common, context->period))
        return value_truth(TRUTH_UNKNOWN, reason(ev, REASON_NOT_VALID, context, rule->common.name, "", NULL));
    const ReasonSet *exempt = exempt_reason(ev, rule->common.decl, context, context, rule->common.name);
    if (exempt)
        return value_truth(TRUTH_UNKNOWN, exempt);
    uint32_t when = ev->plan->rules[step->index].when;
    return when == NO_STEP ? value_truth(TRUTH_UNKNOWN, NULL) : value_of(ev, when, id);
}
