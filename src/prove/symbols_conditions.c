/* symbols_conditions.c: conditions with three truth values over unknown data, as exec/eval_conditions.c has them. */
#include "prove/symbols.h"

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

/* yes where it holds and is known, no where it does not hold and is known. */
static Sym decided(Proof *proof, Term known, Term holds)
{
    Script *s = &proof->script;
    return sym_truth(term_and(s, known, holds), term_and(s, known, term_not(s, holds)));
}

/* ---- comparisons ---- */

static Term numbers_hold(Script *s, StepOp op, Term x, Term y)
{
    const char *sign = op == STEP_LT ? "<" : op == STEP_LE ? "<=" : op == STEP_GT ? ">" : op == STEP_GE ? ">=" : "=";
    Term holds = term_2(s, "Bool", sign, x, y);
    return op == STEP_NE ? term_not(s, holds) : holds;
}

/* The level of y as the scale of x has it is the same. */
static Term levels_equal(Proof *proof, const Sym *x, const Sym *y)
{
    Script *s = &proof->script;
    Term equal = TERM_FALSE;
    for (size_t i = 0; y->scale && i < y->scale->levels.count; i++) {
        size_t level = level_folded(y->scale, i, x->scale);
        Term here = term_2(s, "Bool", "=", y->level, term_count(s, i));
        if (level != NO_INDEX)
            equal = term_or(s, equal, term_and(s, here, term_2(s, "Bool", "=", x->level, term_count(s, level))));
    }
    return equal;
}

Sym sym_compare(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    Sym x = sym_of(proof, plan->a, context), y = sym_of(proof, plan->b, context);
    Term known = term_and(s, sym_ok(proof, &x), sym_ok(proof, &y)), holds;
    bool equality = plan->op == STEP_EQ || plan->op == STEP_NE;
    if (x.kind != y.kind)
        return sym_loose(proof, step, context, BOTH("värdena är av olika slag", "the values are of different kinds"));
    if (x.kind == VALUE_NUMBER)
        holds = numbers_hold(s, plan->op, x.number, y.number);
    else if (x.kind == VALUE_TRUTH && equality)
        holds = term_2(s, "Bool", "=", x.yes, y.yes);
    else if (x.kind == VALUE_LEVEL && equality)
        holds = levels_equal(proof, &x, &y);
    else
        return sym_loose(proof, step, context, BOTH("texter, tider och organ ur data jämförs inte", "texts, times and bodies of the data are not compared"));
    if (x.kind != VALUE_NUMBER && plan->op == STEP_NE)
        holds = term_not(s, holds);
    return decided(proof, known, holds);
}

/* ---- och, eller, inte ---- */

/* A value that is no condition is unknown as one. */
static Sym condition(Proof *proof, uint32_t step, ContextId context)
{
    Sym x = sym_of(proof, step, context);
    return x.kind == VALUE_TRUTH ? x : sym_truth(TERM_FALSE, TERM_FALSE);
}

Sym sym_connect(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    const uint32_t pair[2] = {plan->a, plan->b};
    const uint32_t *operands = plan->op == STEP_ANY_OF ? plan->args : pair;
    size_t count = plan->op == STEP_ANY_OF ? plan->arg_count : 2;
    bool all = plan->op == STEP_AND;
    Sym sym = sym_truth(term_truth(all), term_truth(!all));
    for (size_t i = 0; i < count; i++) {
        Sym next = condition(proof, operands[i], context);
        sym.yes = all ? term_and(s, sym.yes, next.yes) : term_or(s, sym.yes, next.yes);
        sym.no = all ? term_or(s, sym.no, next.no) : term_and(s, sym.no, next.no);
    }
    return sym;
}

Sym sym_negation(Proof *proof, uint32_t step, ContextId context)
{
    Sym x = condition(proof, step_at(proof, step)->a, context);
    return sym_truth(x.no, x.yes);
}

/* ---- finns, är ---- */

static Sym plainly(Proof *proof, Term holds)
{
    return decided(proof, TERM_TRUE, holds);
}

Sym sym_presence(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Sym x = sym_of(proof, plan->a, context);
    if (plan->op == STEP_EXISTS)
        return plainly(proof, sym_ok(proof, &x));
    if (x.kind == VALUE_TRUTH)
        return plainly(proof, plan->op == STEP_IS_MISSING ? sym_unknown(proof, &x) : TERM_FALSE);
    return plainly(proof, plan->op == STEP_IS_MISSING ? x.missing : x.absent);
}

Sym sym_is_truth(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Sym x = condition(proof, plan->a, context);
    if (plan->sub == TRUTH_UNKNOWN)
        return plainly(proof, sym_unknown(proof, &x));
    return plan->sub == TRUTH_YES ? x : sym_truth(x.no, x.yes);
}

/* Better is lower: levels stand best first. */
static bool level_holds(IsForm form, size_t level, size_t than)
{
    if (form == IS_OR_BETTER)
        return level <= than;
    return form == IS_OR_WORSE ? level >= than : level == than;
}

/* A level that has no counterpart on the step's scale is unknown. */
static Sym level_truth(Proof *proof, const PlanStep *plan, const Sym *x)
{
    Script *s = &proof->script;
    Sym sym = sym_truth(TERM_FALSE, TERM_FALSE);
    if (x->kind != VALUE_LEVEL)
        return sym;
    Term ok = sym_ok(proof, x);
    for (size_t i = 0; x->scale && i < x->scale->levels.count; i++) {
        size_t level = level_folded(x->scale, i, plan->scale);
        Term here = term_and(s, ok, term_2(s, "Bool", "=", x->level, term_count(s, i)));
        if (level == NO_INDEX)
            continue;
        if (level_holds(plan->form, level, plan->level))
            sym.yes = term_or(s, sym.yes, here);
        else
            sym.no = term_or(s, sym.no, here);
    }
    return sym;
}

Sym sym_is_level(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Sym x = sym_of(proof, plan->a, context);
    return level_truth(proof, plan, &x);
}

Sym sym_is_not_assessable(Proof *proof, uint32_t step, ContextId context)
{
    Sym x = sym_of(proof, step_at(proof, step)->a, context);
    return plainly(proof, x.kind == VALUE_TRUTH ? sym_unknown(proof, &x) : x.missing);
}

/* ---- quantifiers ---- */

typedef struct Counts { Term yes, no, unknown; } Counts;

static Term one_if(Script *s, Term holds)
{
    return term_choose(s, "Int", holds, STR_LIT("1"), STR_LIT("0"));
}

static Counts counted(Proof *proof, const PlanStep *plan, ContextId context)
{
    Script *s = &proof->script;
    Counts counts = {STR_LIT("0"), STR_LIT("0"), STR_LIT("0")};
    for (size_t i = 0; i < plan->arg_count; i++) {
        Sym x = sym_of(proof, plan->args[i], context), holds = plan->scale ? level_truth(proof, plan, &x) : x;
        if (holds.kind != VALUE_TRUTH)
            holds = sym_truth(TERM_FALSE, TERM_FALSE);
        Term applies = x.kind == VALUE_TRUTH ? TERM_TRUE : term_not(s, x.absent);
        Term unknown = term_and(s, applies, sym_unknown(proof, &holds));
        counts.yes = term_2(s, "Int", "+", counts.yes, one_if(s, term_and(s, applies, holds.yes)));
        counts.no = term_2(s, "Int", "+", counts.no, one_if(s, term_and(s, applies, holds.no)));
        counts.unknown = term_2(s, "Int", "+", counts.unknown, one_if(s, unknown));
    }
    return counts;
}

/* The number asked for: of all members when it is a share. */
static Term wanted(Script *s, const PlanStep *plan, Term total)
{
    Num share = plan->sub == QUANT_HALF ? (Num){1, 2} : plan->number;
    if (plan->sub != QUANT_HALF && !plan->count)
        return term_number(s, plan->number);
    return term_2(s, "Real", "*", term_number(s, share), term_1(s, "Real", "to_real", total));
}

static Sym quantified(Script *s, QuantKind kind, const Counts *counts, Term number)
{
    Term most = term_1(s, "Real", "to_real", term_2(s, "Int", "+", counts->yes, counts->unknown)), least = term_1(s, "Real", "to_real", counts->yes);
    Term some_yes = term_2(s, "Bool", ">", counts->yes, STR_LIT("0")), some_no = term_2(s, "Bool", ">", counts->no, STR_LIT("0"));
    Term none_unknown = term_2(s, "Bool", "=", counts->unknown, STR_LIT("0"));
    Sym at_least = sym_truth(term_2(s, "Bool", ">=", least, number), term_2(s, "Bool", "<", most, number));
    Sym at_most = sym_truth(term_2(s, "Bool", "<=", most, number), term_2(s, "Bool", ">", least, number));
    switch (kind) {
    case QUANT_ALL: return sym_truth(term_and(s, term_not(s, some_no), none_unknown), some_no);
    case QUANT_NONE: return sym_truth(term_and(s, term_not(s, some_yes), none_unknown), some_yes);
    case QUANT_AT_LEAST: case QUANT_HALF: return at_least;
    case QUANT_AT_MOST: return at_most;
    case QUANT_EXACTLY: return sym_truth(term_and(s, at_least.yes, at_most.yes), term_or(s, at_least.no, at_most.no));
    }
    return sym_truth(TERM_FALSE, TERM_FALSE);
}

Sym sym_quantified(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    Counts counts = counted(proof, plan, context);
    Term total = term_2(s, "Int", "+", term_2(s, "Int", "+", counts.yes, counts.no), counts.unknown);
    Term some = term_2(s, "Bool", ">", total, STR_LIT("0"));
    Sym sym = quantified(s, (QuantKind)plan->sub, &counts, wanted(s, plan, total));
    return sym_truth(term_and(s, some, sym.yes), term_and(s, some, sym.no));
}
