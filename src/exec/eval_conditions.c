/* eval_conditions.c: comparisons, och/eller/inte after Kleene, är, and quantifiers, in the cell machine. */
#include "base/utf8.h"
#include "exec/eval_parts.h"
#include "model/expressions/logic.h"

/* The truth of a value that is meant as a condition. */
static Truth truth_of_value(const Value *value)
{
    return value->kind == VALUE_TRUTH ? value->truth : TRUTH_UNKNOWN;
}

/* ---- comparisons ---- */

static bool step_holds(StepOp op, int order)
{
    switch (op) {
    case STEP_EQ: return order == 0;
    case STEP_NE: return order != 0;
    case STEP_LT: return order < 0;
    case STEP_LE: return order <= 0;
    case STEP_GT: return order > 0;
    default: return order >= 0;
    }
}

static bool periods_hold(StepOp op, Period x, Period y)
{
    switch (op) {
    case STEP_EQ: return period_eq(x, y);
    case STEP_NE: return !period_eq(x, y);
    case STEP_LT: return x.last < y.first;
    case STEP_LE: return x.last <= y.last;
    case STEP_GT: return x.first > y.last;
    case STEP_GE: return x.first >= y.first;
    default: return period_within(x, y);
    }
}

static bool texts_equal(Str x, Str y)
{
    Arena *scratch = arena_new();
    bool equal = str_eq(utf8_fold(scratch, str_trim(x)), utf8_fold(scratch, str_trim(y)));
    arena_free(scratch);
    return equal;
}

static bool values_hold(StepOp op, const Value *x, const Value *y)
{
    switch (x->kind) {
    case VALUE_NUMBER: return step_holds(op, num_cmp(x->number, y->number));
    case VALUE_PERIOD: return periods_hold(op, x->period, y->period);
    case VALUE_TEXT: return step_holds(op, !texts_equal(x->text, y->text));
    case VALUE_TRUTH: return step_holds(op, x->truth != y->truth);
    case VALUE_BODY: return step_holds(op, x->body != y->body);
    case VALUE_LEVEL: return step_holds(op, x->level != level_folded(y->scale, y->level, x->scale));
    }
    return false;
}

Value eval_compare(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id), y = value_of(ev, step->b, id);
    if (value_ok(&x) && value_ok(&y))
        return value_truth(truth_of(x.kind == y.kind && values_hold(step->op, &x, &y)), NULL);
    return value_truth(TRUTH_UNKNOWN, reasons_join(ev, x.reasons, y.reasons));
}

/* ---- och, eller, inte ---- */

/* One operand after the other: no settles och, yes settles eller; every unknown one leaves its reasons. */
static bool connect(Evaluator *ev, Truth settles, const Value *next, Value *so_far)
{
    Truth truth = truth_of_value(next);
    if (truth == settles)
        *so_far = value_truth(settles, NULL);
    else if (truth == TRUTH_UNKNOWN)
        *so_far = value_truth(TRUTH_UNKNOWN, reasons_join(ev, so_far->reasons, next->reasons));
    return truth == settles;
}

Value eval_connect(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Truth settles = step->op == STEP_AND ? TRUTH_NO : TRUTH_YES;
    Value result = value_truth(truth_not(settles), NULL);
    const uint32_t pair[2] = {step->a, step->b};
    const uint32_t *operands = step->op == STEP_ANY_OF ? step->args : pair;
    size_t count = step->op == STEP_ANY_OF ? step->arg_count : 2;
    bool settled = false;
    for (size_t i = 0; i < count; i++) {
        Value next = value_of(ev, operands[i], id);   /* all are computed: the derivation shows them */
        if (!settled)
            settled = connect(ev, settles, &next, &result);
    }
    return result;
}

Value eval_negation(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    return value_truth(truth_not(truth_of_value(&x)), x.reasons);
}

/* ---- finns, är ---- */

static bool is_absent(const Value *value, ResultState state)
{
    if (value->kind == VALUE_TRUTH)
        return state == RESULT_MISSING && value->truth == TRUTH_UNKNOWN;
    return value->state == state;
}

Value eval_presence(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    if (step->op == STEP_EXISTS)
        return value_truth(truth_of(value_ok(&x)), NULL);
    return value_truth(truth_of(is_absent(&x, step->op == STEP_IS_MISSING ? RESULT_MISSING : RESULT_NOT_APPLICABLE)), NULL);
}

Value eval_is_truth(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    if (step->sub == TRUTH_UNKNOWN)
        return value_truth(truth_of(truth_of_value(&x) == TRUTH_UNKNOWN), NULL);
    return value_truth(step->sub == TRUTH_YES ? truth_of_value(&x) : truth_not(truth_of_value(&x)), x.reasons);
}

/* Better is lower: levels stand best first. */
static bool level_holds(IsForm form, size_t level, size_t than)
{
    if (form == IS_OR_BETTER)
        return level <= than;
    return form == IS_OR_WORSE ? level >= than : level == than;
}

static Value level_truth(const PlanStep *step, const Value *x)
{
    size_t level = x->kind == VALUE_LEVEL && x->state == RESULT_VALUE ? level_folded(x->scale, x->level, step->scale) : NO_INDEX;
    if (level == NO_INDEX)
        return value_truth(TRUTH_UNKNOWN, x->reasons);
    return value_truth(truth_of(level_holds(step->form, level, step->level)), NULL);
}

Value eval_is_level(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    return level_truth(step, &x);
}

Value eval_is_not_assessable(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Value x = value_of(ev, step->a, id);
    bool is = x.kind == VALUE_TRUTH ? x.truth == TRUTH_UNKNOWN : x.not_assessable || x.state == RESULT_MISSING;
    return value_truth(truth_of(is), NULL);
}

/* ---- quantifiers ---- */

typedef struct Tally { size_t yes, no, unknown; const ReasonSet *reasons; } Tally;

/* Members that are not applicable, exempt or not judged this period drop out. */
static Tally tally_members(Evaluator *ev, const PlanStep *step, ContextId id)
{
    Tally tally = {0};
    for (size_t i = 0; i < step->arg_count; i++) {
        Value x = value_of(ev, step->args[i], id);
        if (x.state == RESULT_NOT_APPLICABLE)
            continue;
        Value holds = step->scale ? level_truth(step, &x) : x;
        Truth truth = truth_of_value(&holds);
        tally.yes += truth == TRUTH_YES;
        tally.no += truth == TRUTH_NO;
        tally.unknown += truth == TRUTH_UNKNOWN;
        if (truth == TRUTH_UNKNOWN)
            tally.reasons = reasons_join(ev, tally.reasons, holds.reasons);
    }
    return tally;
}

/* The number asked for: of all members when it is a share. */
static Num wanted(const PlanStep *step, size_t total)
{
    Num share = step->sub == QUANT_HALF ? (Num){1, 2} : step->number, count;
    if (step->sub != QUANT_HALF && !step->count)
        return step->number;
    return num_mul(share, num_of_int((int64_t)total), &count) ? count : num_of_int((int64_t)total);
}

static Truth at_least(const Tally *tally, Num number)
{
    if (num_cmp(num_of_int((int64_t)tally->yes), number) >= 0)
        return TRUTH_YES;
    return num_cmp(num_of_int((int64_t)(tally->yes + tally->unknown)), number) < 0 ? TRUTH_NO : TRUTH_UNKNOWN;
}

static Truth at_most(const Tally *tally, Num number)
{
    if (num_cmp(num_of_int((int64_t)tally->yes), number) > 0)
        return TRUTH_NO;
    return num_cmp(num_of_int((int64_t)(tally->yes + tally->unknown)), number) <= 0 ? TRUTH_YES : TRUTH_UNKNOWN;
}

static Truth both(Truth x, Truth y)
{
    if (x == TRUTH_NO || y == TRUTH_NO)
        return TRUTH_NO;
    return x == TRUTH_UNKNOWN || y == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_YES;
}

static Truth quantified(const PlanStep *step, const Tally *tally)
{
    Num number = wanted(step, tally->yes + tally->no + tally->unknown);
    switch ((QuantKind)step->sub) {
    case QUANT_ALL: return tally->no ? TRUTH_NO : tally->unknown ? TRUTH_UNKNOWN : TRUTH_YES;
    case QUANT_NONE: return tally->yes ? TRUTH_NO : tally->unknown ? TRUTH_UNKNOWN : TRUTH_YES;
    case QUANT_AT_LEAST: case QUANT_HALF: return at_least(tally, number);
    case QUANT_AT_MOST: return at_most(tally, number);
    case QUANT_EXACTLY: return both(at_least(tally, number), at_most(tally, number));
    }
    return TRUTH_UNKNOWN;
}

Truth quantified_truth(const PlanStep *step, size_t yes, size_t no, size_t unknown)
{
    Tally tally = {yes, no, unknown, NULL};
    return quantified(step, &tally);
}

Value eval_quantified(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Tally tally = tally_members(ev, step, id);
    size_t total = tally.yes + tally.no + tally.unknown;
    if (total == 0)
        return value_truth(TRUTH_UNKNOWN, reason(ev, REASON_EMPTY_SET, context_of(ev, id), expr_text(ev, step->expr), "", NULL));
    Detail *detail = detail_of(ev, entry);
    detail->note[LANG_SV] = str_of(arena_printf(ev->arena, "%zu av %zu", tally.yes, total));
    detail->note[LANG_EN] = str_of(arena_printf(ev->arena, "%zu of %zu", tally.yes, total));
    return value_truth(quantified(step, &tally), tally.reasons);
}
