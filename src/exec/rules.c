/* rules.c: rules in their contexts -> assessments, and findings where they hold; what they require stands in requirements.c. */
#include "exec/requirements.h"

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
    if (a->exempt)
        return;
    if (a->value.truth == TRUTH_UNKNOWN) {
        Finding finding = finding_new(ev, run, a, FINDING_NOT_ASSESSABLE, "");
        message_not_assessable(ev, a, &finding);
        vec_push(ev->arena, &run->findings, finding);
    }
    requirements_add(ev, run, index, id, a);
    if (rule->requires.count || a->value.truth != TRUTH_YES)
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
