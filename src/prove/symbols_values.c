/* symbols_values.c: arithmetic over unknown data, as exec/eval_values.c has it. Quotients are exact: q is the number for which q * y = x. */
#include "prove/symbols.h"

#define ZERO STR_LIT("0.0")

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

static bool is_number(const Sym *sym)
{
    return sym->kind == VALUE_NUMBER;
}

Sym sym_quotient(Proof *proof, Term above, Term below)
{
    Script *s = &proof->script;
    Term q = term_unknown(s, "Real"), zero = term_2(s, "Bool", "=", below, ZERO);
    Term times = term_2(s, "Real", "*", q, below);
    term_fact(s, term_or(s, zero, term_2(s, "Bool", "=", times, above)));
    term_fact(s, term_or(s, term_not(s, zero), term_2(s, "Bool", "=", q, ZERO)));
    Sym sym = sym_number(q);
    sym.missing = zero;
    return sym;
}

/* By a number of the model itself the quotient is no unknown. */
static Sym divided(Proof *proof, const Sym *x, const Sym *y)
{
    Script *s = &proof->script;
    bool plain = y->constant && y->value.state == RESULT_VALUE && num_sign(y->value.number) != 0;
    if (plain)
        return sym_both(proof, x, y, term_2(s, "Real", "/", x->number, y->number));
    Sym quotient = sym_quotient(proof, x->number, y->number), sym = sym_both(proof, x, y, quotient.number);
    Term both = sym_ok(proof, &sym);
    sym.missing = term_or(s, sym.missing, term_and(s, both, quotient.missing));
    return sym;
}

Sym sym_arithmetic(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Sym x = sym_of(proof, plan->a, context), y = sym_of(proof, plan->b, context);
    if (!is_number(&x) || !is_number(&y))
        return sym_loose(proof, step, context, BOTH("det är inga tal", "they are not numbers"));
    if (plan->op == STEP_DIV)
        return divided(proof, &x, &y);
    const char *op = plan->op == STEP_ADD ? "+" : plan->op == STEP_SUB ? "-" : "*";
    return sym_both(proof, &x, &y, term_2(&proof->script, "Real", op, x.number, y.number));
}

static Term absolute(Script *s, Term x)
{
    return term_choose(s, "Real", term_2(s, "Bool", "<", x, ZERO), term_1(s, "Real", "-", x), x);
}

/* Half away from zero: the whole number below |x| * 10^decimals + 1/2, with the sign of x. */
static Term rounded(Script *s, Term x, size_t decimals)
{
    Fix factor = 1;
    for (size_t i = 0; i < decimals; i++)
        factor *= 10;
    Term scale = term_number(s, num_of_int(factor));
    Term up = term_2(s, "Real", "+", term_2(s, "Real", "*", absolute(s, x), scale), STR_LIT("0.5"));
    Term whole = term_2(s, "Real", "/", term_1(s, "Real", "to_real", term_1(s, "Int", "to_int", up)), scale);
    return term_choose(s, "Real", term_2(s, "Bool", "<", x, ZERO), term_1(s, "Real", "-", whole), whole);
}

Sym sym_single(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    Sym x = sym_of(proof, plan->a, context);
    if (!is_number(&x))
        return sym_loose(proof, step, context, BOTH("det är inget tal", "it is not a number"));
    x.constant = false;
    x.number = plan->op == STEP_NEG ? term_1(s, "Real", "-", x.number) : plan->op == STEP_ABS ? absolute(s, x.number) : rounded(s, x.number, plan->sub);
    return x;
}

Sym sym_extreme(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Script *s = &proof->script;
    Sym best = sym_of(proof, plan->args[0], context);
    for (size_t i = 1; i < plan->arg_count; i++) {
        Sym next = sym_of(proof, plan->args[i], context);
        if (!is_number(&best) || !is_number(&next))
            return sym_loose(proof, step, context, BOTH("det är inga tal", "they are not numbers"));
        Term takes = term_2(s, "Bool", plan->op == STEP_MIN ? "<" : ">", next.number, best.number);
        best = sym_both(proof, &best, &next, term_choose(s, "Real", takes, next.number, best.number));
    }
    return best;
}

Sym sym_fallback(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *plan = step_at(proof, step);
    Sym x = sym_of(proof, plan->a, context), y = sym_of(proof, plan->b, context);
    if (x.kind != y.kind || (x.kind != VALUE_NUMBER && x.kind != VALUE_LEVEL))
        return sym_loose(proof, step, context, BOTH("värdena är av olika slag", "the values are of different kinds"));
    return sym_choose(proof, plan->op == STEP_IF_MISSING ? x.missing : x.absent, &y, &x);
}
