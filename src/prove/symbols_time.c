/* symbols_time.c: the same expression in other periods over unknown data, as exec/eval_time.c has it. Which periods they are is asked of the
 * evaluator's trace, which for these does not depend on data; what does, is not followed. */
#include "prove/symbols.h"

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

/* One of the step's series is broken somewhere: which periods are looked at may depend on it. */
static bool has_breaks(const Proof *proof, const PlanStep *plan)
{
    for (size_t i = 0; i < plan->arg_count; i++)
        if (proof->sides[proof->side].model->indicators.items[plan->args[i]].breaks.count)
            return true;
    return false;
}

#define BROKEN BOTH("serien har brott", "the series has breaks")
#define TOO_MANY BOTH("perioderna är för många", "there are too many periods")
#define MOST_PERIODS 130

static Sym quotient(Proof *proof, const Sym *x, Term below)
{
    Script *s = &proof->script;
    Sym q = sym_quotient(proof, x->number, below), sym = *x;
    sym.constant = false;
    sym.number = q.number;
    sym.missing = term_or(s, x->missing, term_and(s, sym_ok(proof, x), q.missing));
    return sym;
}

/* The trace is the value now and the value then; where there is no then, the evaluator has said that it is missing. */
Sym sym_change(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    const Entry *entry = sym_trace(proof, step, context);
    if (entry->use_count != 2)
        return sym_loose(proof, step, context, BROKEN);
    Sym now = sym_of(proof, entry->uses[0].step, entry->uses[0].context), before = sym_of(proof, entry->uses[1].step, entry->uses[1].context);
    if (now.kind != VALUE_NUMBER || before.kind != VALUE_NUMBER)
        return sym_loose(proof, step, context, BOTH("det är inga tal", "they are not numbers"));
    Sym difference = sym_both(proof, &now, &before, term_2(s, "Real", "-", now.number, before.number));
    if (plan->op == STEP_CHANGE)
        return difference;
    Term negative = term_2(s, "Bool", "<", before.number, STR_LIT("0.0"));
    return quotient(proof, &difference, term_choose(s, "Real", negative, term_1(s, "Real", "-", before.number), before.number));
}

/* Least squares through (0, y0), (1, y1) …: a weighted sum, the weights known. */
Sym sym_trend(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    const Entry *entry = sym_trace(proof, step, context);
    int64_t n = (int64_t)entry->use_count;
    if (has_breaks(proof, plan) || n < 2 || n > MOST_PERIODS)
        return sym_loose(proof, step, context, n > MOST_PERIODS ? TOO_MANY : BROKEN);
    int64_t below = n * (n * n - 1);                     /* twelve times the sum of squares around the middle */
    Sym total = sym_number(STR_LIT("0.0"));
    for (int64_t i = 0; i < n; i++) {
        Sym point = sym_of(proof, entry->uses[i].step, entry->uses[i].context);
        Num weight;
        if (point.kind != VALUE_NUMBER || !num_div(num_of_int(6 * (2 * i - n + 1)), num_of_int(below), &weight))
            return sym_loose(proof, step, context, BOTH("det är inget tal", "it is not a number"));
        Term part = term_2(s, "Real", "*", term_number(s, weight), point.number);
        total = sym_both(proof, &total, &point, term_2(s, "Real", "+", total.number, part));
    }
    return total;
}

/* Holds in this period and those before; a period that is unknown leaves the whole unknown, or breaks the row. */
Sym sym_in_a_row(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    Evaluator *ev = proof->sides[proof->side].ev;
    if (has_breaks(proof, plan) || plan->sub == GAP_SKIPPED || plan->count > MOST_PERIODS)
        return sym_loose(proof, step, context, has_breaks(proof, plan) ? BROKEN : BOTH("hur långt tillbaka som prövas beror på data", "how far back it looks depends on data"));
    Sym all = sym_truth(TERM_TRUE, TERM_FALSE);
    for (int back = 0; back < plan->count; back++) {
        Context moved;
        if (!context_shift_periods(context_of(ev, context), -back, &moved))
            return sym_loose(proof, step, context, TOO_MANY);
        Sym holds = sym_of(proof, plan->a, context_id(ev, moved));
        if (holds.kind != VALUE_TRUTH)
            holds = sym_truth(TERM_FALSE, TERM_FALSE);
        Term no = plan->sub == GAP_BREAKS ? term_not(s, holds.yes) : holds.no;
        all = sym_truth(term_and(s, all.yes, holds.yes), term_or(s, all.no, no));
    }
    return all;
}

/* The latest that is not missing. Without data all of them are, so the trace has every period that may be looked at. */
Sym sym_last_known(Proof *proof, uint32_t step, ContextId context)
{
    const Entry *entry = sym_trace(proof, step, context);
    if (entry->value.state != RESULT_MISSING || entry->use_count > MOST_PERIODS || entry->use_count == 0)
        return sym_loose(proof, step, context, BOTH("hur långt tillbaka som prövas beror på data", "how far back it looks depends on data"));
    Sym own = sym_of(proof, entry->uses[0].step, entry->uses[0].context), result = own;
    for (size_t i = entry->use_count; i-- > 1;) {
        Sym known = sym_of(proof, entry->uses[i].step, entry->uses[i].context);
        if (known.kind != own.kind || own.kind == VALUE_TRUTH)
            return sym_loose(proof, step, context, BOTH("värdena är av olika slag", "the values are of different kinds"));
        result = sym_choose(proof, known.missing, &result, &known);
    }
    return sym_choose(proof, own.missing, &result, &own);
}
