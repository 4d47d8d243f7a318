/* symbols_goals.c: the level of a goal over unknown data, as exec/goals.c has it: its cases on what it is measured with, else the worst of them. */
#include "prove/symbols.h"

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

ContextId sym_goal_context(Proof *proof, size_t goal, Date as_of)
{
    Evaluator *ev = proof->sides[proof->side].ev;
    return context_id(ev, goal_context(ev, goal, as_of));
}

/* ---- the worst ---- */

typedef struct Worst { Term level, judged, missing, strange; } Worst;

/* A level without counterpart on the scale leaves the worst so far as it is, and makes the whole not assessable. */
static void add_level(Proof *proof, Worst *worst, const Sym *next, const Scale *scale)
{
    Script *s = &proof->script;
    Term ok = sym_ok(proof, next), counts = term_not(s, next->absent);
    for (size_t i = 0; next->scale && i < next->scale->levels.count; i++) {
        size_t level = level_folded(next->scale, i, scale);
        Term here = term_and(s, ok, term_2(s, "Bool", "=", next->level, term_count(s, i)));
        if (level == NO_INDEX) {
            worst->strange = term_or(s, worst->strange, here);
            continue;
        }
        Term folded = term_count(s, level);
        worst->level = term_choose(s, "Int", term_and(s, here, term_2(s, "Bool", "<", worst->level, folded)), folded, worst->level);
    }
    worst->missing = term_or(s, worst->missing, next->missing);
    worst->judged = term_or(s, worst->judged, counts);
}

static bool worst_of(Proof *proof, const uint32_t *steps, size_t count, const Scale *scale, ContextId context, Worst *out)
{
    *out = (Worst){STR_LIT("0"), TERM_FALSE, TERM_FALSE, TERM_FALSE};
    for (size_t i = 0; i < count; i++) {
        Sym next = sym_of(proof, steps[i], context);
        if (next.kind != VALUE_LEVEL)
            return false;
        add_level(proof, out, &next, scale);
    }
    return true;
}

static Sym level_of_worst(Proof *proof, const Worst *worst, const Scale *scale)
{
    Script *s = &proof->script;
    Term missing = term_or(s, worst->missing, term_or(s, term_not(s, worst->judged), worst->strange));
    return (Sym){.kind = VALUE_LEVEL, .scale = scale, .missing = missing, .absent = TERM_FALSE, .level = worst->level};
}

/* ---- the goal ---- */

static Sym level_of_cases(Proof *proof, const CasePlanVec *cases, const Scale *scale, ContextId context)
{
    Script *s = &proof->script;
    CaseSyms syms = sym_cases(proof, cases, context);
    Sym level = {.kind = VALUE_LEVEL, .scale = scale, .absent = TERM_FALSE, .level = STR_LIT("0")};
    for (size_t i = syms.count; i-- > 0;)
        level.level = term_choose(s, "Int", syms.chosen[i], term_count(s, cases->items[i].level), level.level);
    level.missing = term_or(s, syms.unknown, syms.no_case);
    return level;
}

static Sym measured(Proof *proof, uint32_t step, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const Goal *goal = &side->model->goals.items[step_at(proof, step)->index];
    const GoalPlan *plan = &side->plan->goals[step_at(proof, step)->index];
    Worst worst, below;
    if (!worst_of(proof, plan->measures.items, plan->measures.count, goal->scale, context, &worst))
        return sym_loose(proof, step, context, BOTH("det är ingen nivå", "it is not a level"));
    Sym level = level_of_worst(proof, &worst, goal->scale);
    if (plan->cases.count) {
        Sym cases = level_of_cases(proof, &plan->cases, goal->scale, context);
        return sym_choose(proof, worst.missing, &level, &cases);
    }
    if (plan->measures.count || !plan->subgoals.count)
        return level;
    if (!worst_of(proof, plan->subgoals.items, plan->subgoals.count, goal->scale, context, &below))
        return sym_loose(proof, step, context, BOTH("det är ingen nivå", "it is not a level"));
    return level_of_worst(proof, &below, goal->scale);
}

/* Seen from elsewhere it is looked at where it belongs; exempt goals, and those that people settle, never come here. */
Sym sym_goal(Proof *proof, uint32_t step, ContextId context)
{
    const Entry *entry = sym_trace(proof, step, context);
    if (entry->assessed)
        return measured(proof, step, context);
    if (!entry->use_count)
        return sym_loose(proof, step, context, BOTH("steget går inte att följa", "the step cannot be followed"));
    return sym_of(proof, entry->uses[0].step, entry->uses[0].context);
}

/* The mean by weight of the shares that apply. */
Sym sym_goal_share(Proof *proof, uint32_t step, ContextId context)
{
    const Side *side = &proof->sides[proof->side];
    const GoalPlan *plan = &side->plan->goals[step_at(proof, step)->index];
    const Entry *entry = sym_trace(proof, step, context);
    Script *s = &proof->script;
    Term sum = STR_LIT("0.0"), weights = STR_LIT("0.0"), missing = TERM_FALSE;
    if (entry->use_count != plan->measures.count)
        return sym_loose(proof, step, context, BOTH("steget går inte att följa", "the step cannot be followed"));
    for (size_t i = 0; i < entry->use_count; i++) {
        Sym share = sym_of(proof, entry->uses[i].step, entry->uses[i].context);
        if (share.kind != VALUE_NUMBER)
            return sym_loose(proof, step, context, BOTH("det är inget tal", "it is not a number"));
        Term weight = term_number(s, num_of_fix(plan->weights.items[i] ? plan->weights.items[i] : FIX_ONE));
        Term counts = term_choose(s, "Real", share.absent, STR_LIT("0.0"), weight);
        Term part = term_choose(s, "Real", share.absent, STR_LIT("0.0"), term_2(s, "Real", "*", share.number, weight));
        sum = term_2(s, "Real", "+", sum, part);
        weights = term_2(s, "Real", "+", weights, counts);
        missing = term_or(s, missing, share.missing);
    }
    Sym mean = sym_quotient(proof, sum, weights);
    mean.missing = term_or(s, mean.missing, missing);
    return mean;
}
