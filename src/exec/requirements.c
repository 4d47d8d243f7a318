/* requirements.c: what rules require -> findings: since when, by when, answered by which plans or reports, or by the figures themselves. */
#include "exec/duties.h"
#include "exec/openings.h"
#include "exec/requirements.h"

#include "base/utf8.h"

#define MOST_YEARS_OPEN 12       /* so far back `kräver att` is looked for */

/* ---- whose ---- */

size_t scope_body(Evaluator *ev, const Expr *scope, const Context *context)
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

typedef struct Open { Evaluator *ev; const Rule *rule; const Requirement *requirement; const RequirementPlan *plan; Opening opening; } Open;

static void fill_deadline(const Open *open, const Context *context, Finding *out)
{
    const ReasonSet *why = NULL;
    size_t body = context->who == WHO_BODY ? context->body : NO_INDEX;
    out->has_opened = true;
    out->opened = open->opening.period.last;
    if (!open->requirement->has_by)
        return;
    PointResult found = requirement_day(open->ev, open->requirement, &open->plan->lengths, body, open->opening.period, &out->deadline, &why);
    out->has_deadline = found == POINT_FOUND;
    ReasonVec reasons = reasons_list(open->ev, why);
    for (size_t i = 0; !out->has_deadline && i < reasons.count; i++)
        vec_push(open->ev->arena, &out->reasons, reasons.items[i]);
}

static bool is_met(ActionStatus status)
{
    return status == ACTION_FULFILLED || status == ACTION_LATE;
}

/* Days past the deadline, and the body that it has been lifted to by now. */
static void fill_lateness(const Open *open, const Context *context, ActionStatus status, Finding *out)
{
    Evaluator *ev = open->ev;
    if (is_met(status) || !out->has_deadline || ev->options.as_of <= out->deadline)
        return;
    out->days_late = ev->options.as_of - out->deadline;
    for (VEC_EACH(const Escalation, escalation, &open->rule->escalations)) {
        Point point = {.kind = AT_DATES, .first = out->deadline, .last = out->deadline, .has_length = true, .unit = escalation->unit, .count = escalation->count};
        PointEnv env = {.year = date_year(out->deadline), .event_day = DATE_NONE};
        Period day;
        if (point_resolve(&point, &env, &day) != POINT_FOUND || day.last > ev->options.as_of || (out->has_escalated && day.last < out->escalated_on))
            continue;
        size_t body = escalation->to;
        if (body == NO_INDEX && context->who == WHO_BODY)
            body = body_relative(ev->model, context->body, model_info(ev->model, escalation->name)->ref.index);
        if (body == NO_INDEX)
            continue;
        out->has_escalated = true;
        out->escalated_on = day.last;
        out->escalated_to = ev->model->bodies.items[body].common.name;
    }
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
    static const int weights[] = {[ACTION_MISSING] = 100, [ACTION_INSUFFICIENT] = 80, [ACTION_UNKNOWN] = 60, [ACTION_NOT_REPORTED] = 90, [ACTION_LATE] = 10, [ACTION_PENDING] = 40, [ACTION_FULFILLED] = 0};
    return weights[status];
}

/* Anything but an åtgärdsplan is answered by a row of utfört that names the rule. */
static ActionStatus reported(const Open *open, const Context *context, Date deadline, bool has_deadline, Date *when)
{
    Evaluator *ev = open->ev;
    const RoleRows *log = role_rows(ev, "utfört");
    size_t body = open->requirement->from ? scope_body(ev, open->requirement->from, context) : context->who == WHO_BODY ? context->body : NO_INDEX;
    *when = DATE_NONE;
    for (VEC_EACH(const RoleRow, row, &log->rows)) {
        bool named = str_eq(row->what, utf8_fold(ev->arena, open->rule->common.name)) || str_eq(row->what, utf8_fold(ev->arena, open->rule->common.title));
        bool theirs = row->body == body || row->body == NO_INDEX, after = row->has_date && row->date >= open->opening.period.first;
        if (named && theirs && after && (*when == DATE_NONE || row->date < *when))
            *when = row->date;
    }
    if (*when == DATE_NONE)
        return !log->present ? ACTION_NOT_REPORTED : log->unreadable ? ACTION_UNKNOWN : ACTION_MISSING;
    return has_deadline && *when > deadline ? ACTION_LATE : ACTION_FULFILLED;
}

/* What is required, by the latest period since it arose in which that is known: what is not known now is still owed. */
static Value known_effect(const Open *open, uint32_t step, ContextId id)
{
    Evaluator *ev = open->ev;
    Value now = value_of(ev, step, id);
    ContextId earlier;
    for (int back = 1; now.state == RESULT_MISSING && context_back(ev, &open->rule->common, id, back, &earlier); back++) {
        if (context_of(ev, earlier)->period.last < open->opening.period.last)
            break;
        Value before = value_of(ev, step, earlier);
        if (before.state == RESULT_VALUE)
            return before;
    }
    return now;
}

static void add_requirement(const Open *open, Run *run, size_t rule_index, size_t index, ContextId id, Assessment *a)
{
    Evaluator *ev = open->ev;
    const Requirement *requirement = open->requirement;
    const Context *context = context_of(ev, id);
    uint32_t step = open->plan->effect;
    const char *suffix = index ? arena_printf(ev->arena, "/%zu", index + 1) : "";
    Value required = value_number(num_of_int(0));
    if (step != NO_STEP)
        required = known_effect(open, step, id);
    Finding finding = finding_new(ev, run, a, FINDING_REQUIREMENT, suffix);
    fill_deadline(open, context, &finding);
    Actions actions = actions_of(ev, open->rule, requirement, context, open->opening.period, finding.has_deadline ? finding.deadline : DATE_NONE,
                                 step != NO_STEP ? &required : NULL);
    if (actions.status == ACTION_NOT_REPORTED && !str_eqz(requirement->what, "åtgärdsplan"))
        actions.status = reported(open, context, finding.deadline, finding.has_deadline, &actions.met_on);
    const Indicator *shown = shown_indicator(ev, requirement->effect);
    finding.requirement = requirement->what;
    finding.from = from_name(ev, requirement, context, false);
    finding.to = to_names(ev, requirement, context);
    finding.weight = status_weight(actions.status);
    fill_lateness(open, context, actions.status, &finding);
    add_plans(ev, &actions, step, shown, &finding);
    if (a->value.truth == TRUTH_UNKNOWN)
        message_standing(ev, rule_index, open->opening.period, &finding);
    else
        message_rule(ev, rule_index, id, a, &finding);
    message_action(ev, requirement, context, &actions, shown, from_name(ev, requirement, context, true), &finding);
    for (size_t i = 0; i < actions.rows.count; i++)
        vec_push(ev->arena, &a->rows, actions.rows.items[i]);
    vec_push(ev->arena, &run->findings, finding);
}

/* ---- kräver att: what the figures themselves must show ---- */

/* The context of a period, with that in which the requirement arose as what is counted from. */
static ContextId since_opening(const Open *open, ContextId id)
{
    Context context = *context_of(open->ev, id);
    context.has_since = true;
    context.since = open->opening.period.last;
    return context_id(open->ev, context);
}

static Value holds_in(const Open *open, ContextId id)
{
    return value_of(open->ev, open->plan->that, since_opening(open, id));
}

/* The first period in which it had come true; what is true once is done, whatever is known later. */
static bool true_since(const Open *open, ContextId id, Period *out)
{
    bool found = false;
    ContextId earlier;
    for (int back = 0; context_back(open->ev, &open->rule->common, id, back, &earlier); back++) {
        Period period = context_of(open->ev, earlier)->period;
        if (period.last < open->opening.period.last)
            break;
        Value holds = holds_in(open, earlier);
        if (holds.kind != VALUE_TRUTH || holds.truth != TRUTH_YES)
            continue;
        found = true;
        *out = period;
    }
    return found;
}

static ActionStatus come_true(const Open *open, ContextId id, Finding *out)
{
    Evaluator *ev = open->ev;
    Value holds = holds_in(open, id);
    Period since;
    if (true_since(open, id, &since)) {
        /* Told once, in the period in which it came true too late. */
        bool late = out->has_deadline && since.last > out->deadline && since.last == context_of(ev, id)->period.last;
        return late ? ACTION_LATE : ACTION_FULFILLED;
    }
    Truth truth = holds.kind == VALUE_TRUTH ? holds.truth : TRUTH_UNKNOWN;
    ReasonVec reasons = reasons_list(ev, holds.reasons);
    for (size_t i = 0; truth == TRUTH_UNKNOWN && i < reasons.count; i++)
        vec_push(ev->arena, &out->reasons, reasons.items[i]);
    bool past = out->has_deadline && ev->options.as_of > out->deadline;
    return truth == TRUTH_UNKNOWN ? ACTION_UNKNOWN : past ? ACTION_MISSING : ACTION_PENDING;
}

static void add_condition(Open *open, Run *run, size_t rule_index, size_t index, ContextId id, Assessment *a)
{
    Evaluator *ev = open->ev;
    const Context *context = context_of(ev, id);
    StrBuf suffix = {0};
    strbuf_putc(&suffix, '/');
    period_print(&suffix, open->opening.period);
    if (index)
        strbuf_printf(&suffix, "/%zu", index + 1);
    Finding finding = finding_new(ev, run, a, FINDING_REQUIREMENT, suffix.s);
    strbuf_free(&suffix);
    finding.reasons = (ReasonVec){0};
    fill_deadline(open, context, &finding);
    ActionStatus status = come_true(open, id, &finding);
    if (status == ACTION_FULFILLED)
        return;
    finding.is_condition = true;
    finding.requirement = expr_text(ev, open->requirement->that);
    finding.from = from_name(ev, open->requirement, context, false);
    finding.to = to_names(ev, open->requirement, context);
    finding.weight = status_weight(status);
    finding.status = str_of(action_status_key(status));
    fill_lateness(open, context, status, &finding);
    if (ev->options.steps)
        steps_of(ev, open->plan->that, since_opening(open, id), 1, NULL, &a->steps);
    message_condition(ev, rule_index, open->requirement, id, a, open->opening.period, from_name(ev, open->requirement, context, true), &finding);
    vec_push(ev->arena, &run->findings, finding);
}

/* ---- all of a rule ---- */

void requirements_add(Evaluator *ev, Run *run, size_t index, ContextId id, Assessment *a)
{
    const Rule *rule = &ev->model->rules.items[index];
    Open open = {ev, rule, NULL, NULL, {false, {0}}};
    if (rule->requires.count == 0)
        return;
    Opening opening = opening_of(ev, index, id);
    bool yearly = period_grain(context_of(ev, id)->period) == GRAIN_YEAR;
    int most = yearly ? MOST_YEARS_OPEN : MOST_YEARS_OPEN * 12;
    for (size_t i = 0; i < rule->requires.count; i++) {
        open.requirement = &rule->requires.items[i];
        open.plan = &ev->plan->rules[index].requires.items[i];
        open.opening = opening;
        if (open.requirement->that) {
            PeriodVec periods = {0};
            openings_all(ev, index, id, most, &periods);
            for (VEC_EACH(const Period, period, &periods)) {
                open.opening.period = *period;
                add_condition(&open, run, index, i, id, a);
            }
        } else if (opening.found) {
            add_requirement(&open, run, index, i, id, a);
        }
    }
}
