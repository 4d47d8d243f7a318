/* rules.c: rules in their contexts -> assessments, and for those that hold the requirements they open, with deadlines and the plans that answer. */
#include "exec/run.h"

/* ---- whose ---- */

/* The body that a scope means from a context; NO_INDEX for kommunen and for what does not exist. */
static size_t scope_body(Evaluator *ev, const Expr *scope, const Context *context)
{
    Ref ref = model_info(ev->model, scope)->ref;
    size_t own = context->who == WHO_BODY ? context->body : NO_INDEX;
    if (ref.kind == SYM_BODY)
        return ref.index;
    return ref.kind == SYM_RELATIVE_BODY && own != NO_INDEX ? body_relative(ev->model, own, ref.index) : NO_INDEX;
}

static Str scope_name(Evaluator *ev, const Expr *scope, const Context *context, bool title)
{
    size_t body = scope_body(ev, scope, context);
    if (body != NO_INDEX) {
        const Common *common = &ev->model->bodies.items[body].common;
        return title && common->title.n ? common->title : common->name;
    }
    Ref ref = model_info(ev->model, scope)->ref;
    return ref.kind == SYM_ALL_BODIES ? (ref.index ? STR_LIT("koncernen") : STR_LIT("kommunen")) : expr_text(ev, scope);
}

static Str from_name(Evaluator *ev, const Requirement *requirement, const Context *context, bool title)
{
    if (requirement->from)
        return scope_name(ev, requirement->from, context, title);
    return title ? context_body_title(ev, context, LANG_SV) : context_body_name(ev, context);
}

static Str to_names(Evaluator *ev, const Requirement *requirement, const Context *context)
{
    VEC(Str) names = {0};
    for (size_t i = 0; i < requirement->to.count; i++)
        vec_push(ev->arena, &names, scope_name(ev, requirement->to.items[i], context, false));
    return join_words(ev, names.items, names.count, LANG_SV);
}

/* ---- deadlines ---- */

static bool deadline_of(const Evaluator *ev, const Requirement *requirement, Period period, Date *out)
{
    PointEnv env = {.year = date_year(period.last), .has_covered = true, .covered = period, .event_day = DATE_NONE};
    Period days;
    *out = DATE_NONE;
    if (requirement->has_by && point_resolve(&requirement->by, &env, &days) == POINT_FOUND)
        *out = days.last;
    return *out != DATE_NONE;
}

/* ---- requirements ---- */

static Quantity amount(Evaluator *ev, Num number, Type type, const Indicator *shown)
{
    Quantity quantity = quantity_number(ev, number, type, shown);
    quantity_settle(&quantity, NULL);
    return quantity;
}

static void add_plans(Evaluator *ev, const Actions *actions, uint32_t effect, const Indicator *shown, Finding *out)
{
    out->status = str_of(action_status_key(actions->status));
    out->plans.plans = actions->plans;
    out->plans.without_effect = actions->without_effect;
    if (effect == NO_STEP || !actions->summed)
        return;
    Type type = ev->plan->steps.items[effect].type;
    out->plans.present = true;
    out->plans.required = amount(ev, actions->required, type, shown);
    out->plans.planned = amount(ev, actions->planned, type, shown);
    out->plans.gap = amount(ev, actions->gap, type, shown);
}

static int status_weight(ActionStatus status)
{
    static const int weights[] = {[ACTION_MISSING] = 100, [ACTION_INSUFFICIENT] = 80, [ACTION_UNKNOWN] = 60, [ACTION_NOT_REPORTED] = 90, [ACTION_FULFILLED] = 0};
    return weights[status];
}

static void add_requirement(Evaluator *ev, Run *run, size_t rule_index, size_t index, ContextId id, Assessment *a)
{
    const Rule *rule = &ev->model->rules.items[rule_index];
    const Requirement *requirement = &rule->requires.items[index];
    const Context *context = context_of(ev, id);
    uint32_t step = ev->plan->rules[rule_index].requires.items[index].effect;
    const char *suffix = index ? arena_printf(ev->arena, "/%zu", index + 1) : "";
    Value required = value_number(num_of_int(0));
    if (step != NO_STEP)
        required = value_of(ev, step, id);
    Actions actions = actions_of(ev, rule, requirement, context, step != NO_STEP ? &required : NULL);
    const Indicator *shown = shown_indicator(ev, requirement->effect);
    Finding finding = finding_new(ev, run, a, FINDING_REQUIREMENT, suffix);
    finding.requirement = requirement->what;
    finding.from = from_name(ev, requirement, context, false);
    finding.to = to_names(ev, requirement, context);
    finding.has_deadline = deadline_of(ev, requirement, context->period, &finding.deadline);
    finding.weight = status_weight(actions.status);
    add_plans(ev, &actions, step, shown, &finding);
    message_rule(ev, rule_index, id, a, &finding);
    message_action(ev, requirement, context, &actions, shown, from_name(ev, requirement, context, true), &finding);
    for (size_t i = 0; i < actions.rows.count; i++)
        vec_push(ev->arena, &a->rows, actions.rows.items[i]);
    vec_push(ev->arena, &run->findings, finding);
}

/* ---- the rule ---- */

static void rule_steps(Evaluator *ev, size_t index, ContextId id, Assessment *out)
{
    const RulePlan *plan = &ev->plan->rules[index];
    Step root = {.expression = out->declaration, .body = out->body, .period = out->period, .has_period = true, .value = out->value, .place = out->place};
    steps_begin(ev);
    steps_add(ev, &out->steps, root);
    if (plan->when != NO_STEP)
        steps_of(ev, plan->when, id, 1, NULL, &out->steps);
    for (size_t i = 0; i < plan->requires.count; i++)
        if (plan->requires.items[i].effect != NO_STEP && out->value.truth == TRUTH_YES)
            steps_of(ev, plan->requires.items[i].effect, id, 1, shown_indicator(ev, ev->model->rules.items[index].requires.items[i].effect), &out->steps);
}

static void rule_findings(Evaluator *ev, Run *run, size_t index, ContextId id, Assessment *a)
{
    const Rule *rule = &ev->model->rules.items[index];
    if (a->exempt || a->value.truth == TRUTH_NO)
        return;
    if (a->value.truth == TRUTH_UNKNOWN) {
        Finding finding = finding_new(ev, run, a, FINDING_NOT_ASSESSABLE, "");
        message_not_assessable(ev, a, &finding);
        vec_push(ev->arena, &run->findings, finding);
        return;
    }
    for (size_t i = 0; i < rule->requires.count; i++)
        add_requirement(ev, run, index, i, id, a);
    if (rule->requires.count)
        return;
    Finding finding = finding_new(ev, run, a, FINDING_DEVIATION, "");
    finding.weight = 100;
    message_rule(ev, index, id, a, &finding);
    vec_push(ev->arena, &run->findings, finding);
}

static bool is_on_trial(const Rule *rule, Period period)
{
    return rule->on_trial && (rule->trial.last == 0 || rule->trial.last == DATE_NONE || period.last <= rule->trial.last);
}

static void rule_in(Evaluator *ev, Run *run, size_t index, ContextId id)
{
    const Rule *rule = &ev->model->rules.items[index];
    const RulePlan *plan = &ev->plan->rules[index];
    Assessment a = assessment_new(ev, &rule->common, "regel", id);
    Value holds = value_of(ev, plan->self, id);
    a.value = quantity_of(ev, &holds, (Type){.kind = TYPE_TRUTH}, NULL);
    if (holds.kind != VALUE_TRUTH)
        a.value.truth = TRUTH_UNKNOWN;
    a.exempt = reasons_have(holds.reasons, REASON_EXEMPT);
    a.not_assessable = a.value.truth == TRUTH_UNKNOWN && !a.exempt;
    a.reasons = reasons_list(ev, holds.reasons);
    a.on_trial = is_on_trial(rule, context_of(ev, id)->period);
    assessment_rows(ev, plan->self, id, &a);
    if (ev->options.steps)
        rule_steps(ev, index, id, &a);
    rule_findings(ev, run, index, id, &a);
    vec_push(ev->arena, &run->assessments, a);
}

void run_rule(Evaluator *ev, Run *run, size_t index)
{
    const Rule *rule = &ev->model->rules.items[index];
    Period period = period_latest_ended(grain_or_month(rule->grain), ev->options.as_of);
    ContextVec contexts = {0};
    if (!within_validity(&rule->common, period))
        return;
    contexts_of(ev, &rule->contexts, period, &contexts);
    for (size_t i = 0; i < contexts.count; i++)
        if (is_wanted(ev, context_of(ev, contexts.items[i]), NULL, 0))
            rule_in(ev, run, index, contexts.items[i]);
    if (contexts.count == 0 && ev->options.only_body == NO_INDEX)
        run_nobody(ev, run, &rule->common, "regel", period);
}
