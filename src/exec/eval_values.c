/* eval_values.c: constants, parameters and arithmetic of the cell machine. Every failure is a missing value with its reason. */
#include "exec/eval_parts.h"

/* ---- constants ---- */

static Value period_value(Period period)
{
    Value value = value_number(num_of_int(0));
    value.kind = VALUE_PERIOD;
    value.period = period;
    return value;
}

static Value body_value(size_t body)
{
    Value value = value_number(num_of_int(0));
    value.kind = VALUE_BODY;
    value.body = body;
    return value;
}

static Value text_value(Str text)
{
    Value value = value_number(num_of_int(0));
    value.kind = VALUE_TEXT;
    value.text = text;
    return value;
}

/* nämnden: the nearest body of the kind at or above the context's. */
static Value own_body(Evaluator *ev, const PlanStep *step, const Context *context)
{
    size_t body = context->who == WHO_BODY ? body_relative(ev->model, context->body, step->index) : NO_INDEX;
    if (body != NO_INDEX)
        return body_value(body);
    return value_missing(VALUE_BODY, reason(ev, REASON_NO_BODY, context, ev->model->kinds.items[step->index].name, "", NULL));
}

Value eval_constant(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    switch (step->op) {
    case STEP_TRUTH: return value_truth((Truth)step->sub, step->sub == TRUTH_UNKNOWN ? reason(ev, REASON_UNKNOWN, NULL, STR_LIT(""), "", NULL) : NULL);
    case STEP_TEXT: return text_value(step->text);
    case STEP_PERIOD: return period_value(step->period);
    case STEP_BODY: return body_value(step->index);
    case STEP_OWN_BODY: return own_body(ev, step, context);
    case STEP_MISSING: return value_missing(value_kind(step), reason(ev, REASON_STATED_MISSING, NULL, STR_LIT(""), "", NULL));
    case STEP_NOT_APPLICABLE: return value_not_applicable(value_kind(step), reason(ev, REASON_NOT_APPLICABLE, context, expr_text(ev, step->expr), "", NULL));
    default: return value_number(step->number);
    }
}

/* ---- parameters ---- */

static bool guard_holds(Evaluator *ev, const ParameterGuard *guard, const Context *context)
{
    for (; guard; guard = guard->also) {
        bool then = context->period.last >= guard->within.first && context->period.last <= guard->within.last;
        if (!then || (guard->scope && !scope_covers(ev, guard->scope, context)))
            return false;
    }
    return true;
}

/* A value for the body; else the latest that had started when the period ended; else what applies otherwise. Of what scenarios have laid over
 * each other, the first whose guard holds. */
size_t parameter_choice(Evaluator *ev, const Parameter *parameter, const Context *context)
{
    size_t from = NO_INDEX, otherwise = NO_INDEX, first = 0, count = parameter->values.count;
    while (first < count && !guard_holds(ev, parameter->values.items[first].guard, context))
        first++;
    for (size_t i = first; i < count && parameter->values.items[i].guard == parameter->values.items[first].guard; i++) {
        const ParameterValue *value = &parameter->values.items[i];
        if (value->select == SELECT_FOR && scope_covers(ev, value->scope, context))
            return i;
        if (value->select == SELECT_FROM && value->from <= context->period.last &&
            (from == NO_INDEX || value->from > parameter->values.items[from].from))
            from = i;
        if ((value->select == SELECT_NONE || value->select == SELECT_ELSE) && otherwise == NO_INDEX)
            otherwise = i;
    }
    return from != NO_INDEX ? from : otherwise;
}

Value eval_parameter(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Parameter *parameter = &ev->model->parameters.items[step->index];
    size_t choice = parameter_choice(ev, parameter, context_of(ev, id));
    if (choice != NO_INDEX)
        return value_of(ev, ev->plan->parameters[step->index].values.items[choice], id);
    return value_missing(value_kind(step), reason(ev, REASON_NO_PARAMETER, context_of(ev, id), parameter->common.name, "", NULL));
}

/* ---- arithmetic ---- */

Value value_spoiled(Evaluator *ev, ValueKind kind, const Value *x, const Value *y)
{
    bool missing = x->state == RESULT_MISSING || y->state == RESULT_MISSING;
    const ReasonSet *reasons = NULL;
    if (!missing || x->state == RESULT_MISSING)
        reasons = reasons_join(ev, reasons, x->reasons);
    if (!missing || y->state == RESULT_MISSING)
        reasons = reasons_join(ev, reasons, y->reasons);
    return missing ? value_missing(kind, reasons) : value_not_applicable(kind, reasons);
}

static bool compute_op(StepOp op, Num x, Num y, Num *out)
{
    switch (op) {
    case STEP_ADD: return num_add(x, y, out);
    case STEP_SUB: return num_sub(x, y, out);
    case STEP_MUL: return num_mul(x, y, out);
    default: return num_div(x, y, out);
    }
}

Value number_op(Evaluator *ev, const PlanStep *step, const Context *context, StepOp op, const Value *x, const Value *y)
{
    Num result;
    if (x->state != RESULT_VALUE || y->state != RESULT_VALUE)
        return value_spoiled(ev, VALUE_NUMBER, x, y);
    if (compute_op(op, x->number, y->number, &result))
        return value_number(result);
    bool zero = op == STEP_DIV && num_sign(y->number) == 0;
    ReasonCode code = zero ? REASON_DIVISION_BY_ZERO : REASON_OVERFLOW;
    return value_missing(VALUE_NUMBER, reason(ev, code, context, expr_text(ev, step->expr), "", NULL));
}

Value eval_arithmetic(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id), y = value_of(ev, step->b, id);
    return number_op(ev, step, context_of(ev, id), step->op, &x, &y);
}

Value eval_single(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    if (x.state != RESULT_VALUE)
        return x;
    if (step->op == STEP_NEG)
        return value_number(num_neg(x.number));
    return value_number(step->op == STEP_ABS ? num_abs(x.number) : num_round(x.number, (int)step->sub));
}

Value eval_extreme(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value best = value_of(ev, step->args[0], id);
    for (size_t i = 1; i < step->arg_count; i++) {
        Value next = value_of(ev, step->args[i], id);
        if (best.state != RESULT_VALUE || next.state != RESULT_VALUE) {
            best = value_spoiled(ev, VALUE_NUMBER, &best, &next);
            continue;
        }
        int order = num_cmp(next.number, best.number);
        if (step->op == STEP_MIN ? order < 0 : order > 0)
            best = next;
    }
    return best;
}

/* ---- om_saknas, om_ej_tillämplig ---- */

Value eval_fallback(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    ResultState state = step->op == STEP_IF_MISSING ? RESULT_MISSING : RESULT_NOT_APPLICABLE;
    return x.state == state ? value_of(ev, step->b, id) : x;
}
