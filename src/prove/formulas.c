/* formulas.c: what settles a question in a moment, twice: as a formula over unknown data, and of a run of the evaluator with data. The two say the
 * same, so that nothing is shown that has not been tried. */
#include "prove/questions.h"

/* ---- as formulas ---- */

static ContextId context_on(Proof *proof, size_t side, const Moment *moment)
{
    proof->side = side;
    return context_id(proof->sides[side].ev, moment->contexts[side]);
}

static Sym own_sym(Proof *proof, const Question *question, const Moment *moment, size_t side)
{
    ContextId id = context_on(proof, side, moment);
    return sym_of(proof, subject_step(proof->sides[side].plan, question->subject, question->index[side]), id);
}

static Term is_level(Proof *proof, const Sym *sym, size_t level)
{
    Script *s = &proof->script;
    return term_and(s, sym_ok(proof, sym), term_2(s, "Bool", "=", sym->level, term_count(s, level)));
}

/* The cases are asked at all: there is a value, and for goals nothing is missing. */
static Term cases_asked(Proof *proof, const Question *question, const Moment *moment)
{
    const Side *side = &proof->sides[0];
    Script *s = &proof->script;
    ContextId id = context_on(proof, 0, moment);
    Term asked = TERM_TRUE;
    if (question->subject == SUBJECT_INDICATOR) {
        Sym value = sym_of(proof, side->plan->indicators[question->index[0]].self, id);
        return sym_ok(proof, &value);
    }
    const GoalPlan *goal = &side->plan->goals[question->index[0]];
    for (VEC_EACH(const uint32_t, step, &goal->measures)) {
        Sym measure = sym_of(proof, *step, id);
        asked = term_and(s, asked, term_not(s, measure.missing));
    }
    return asked;
}

static Term complete_fails(Proof *proof, const Question *question, const Moment *moment)
{
    ContextId id = context_on(proof, 0, moment);
    CaseSyms cases = sym_cases(proof, subject_cases(proof->sides[0].plan, question->subject, question->index[0]), id);
    return term_and(&proof->script, cases_asked(proof, question, moment), cases.no_case);
}

static Term separate_fails(Proof *proof, const Question *question, const Moment *moment)
{
    ContextId id = context_on(proof, 0, moment);
    CaseSyms cases = sym_cases(proof, subject_cases(proof->sides[0].plan, question->subject, question->index[0]), id);
    Script *s = &proof->script;
    Term other = question->without ? term_not(s, cases.holds[question->other]) : cases.holds[question->other];
    return term_and(s, cases_asked(proof, question, moment), term_and(s, cases.chosen[question->at], other));
}

static Term is_reached(Proof *proof, const Question *question, const Moment *moment)
{
    Script *s = &proof->script;
    Sym level = own_sym(proof, question, moment, 0);
    if (question->by_level)
        return is_level(proof, &level, question->at);
    const CasePlanVec *plan = subject_cases(proof->sides[0].plan, question->subject, question->index[0]);
    CaseSyms cases = sym_cases(proof, plan, context_on(proof, 0, moment));
    return term_and(s, cases.chosen[question->at], is_level(proof, &level, plan->items[question->at].level));
}

static Term is_undecided(Proof *proof, const Question *question, const Moment *moment)
{
    Sym own = own_sym(proof, question, moment, 0);
    return own.kind == VALUE_TRUTH ? sym_unknown(proof, &own) : own.missing;
}

/* The first holds and the second does not, whether it is known not to or unknown. */
static Term first_alone(Proof *proof, const Question *question, const Moment *moment)
{
    Sym first = own_sym(proof, question, moment, 0);
    Sym second = sym_of(proof, proof->sides[0].plan->rules[question->other].self, context_on(proof, 0, moment));
    return term_and(&proof->script, first.yes, term_not(&proof->script, second.yes));
}

/* Where both have a level, its own is the better one. */
static Term is_milder(Proof *proof, const Question *question, const Moment *moment)
{
    Script *s = &proof->script;
    Sym own = own_sym(proof, question, moment, 0);
    Sym above = sym_of(proof, proof->sides[0].plan->indicators[question->other].level, context_on(proof, 0, moment));
    Term both = term_and(s, sym_ok(proof, &own), sym_ok(proof, &above));
    return term_and(s, both, term_2(s, "Bool", "<", own.level, above.level));
}

/* Levels are the same when they are called the same, whatever scale they stand on. */
static Term same_level(Proof *proof, const Sym *a, const Sym *b)
{
    Script *s = &proof->script;
    Term same = TERM_FALSE;
    for (size_t i = 0; a->scale && i < a->scale->levels.count; i++)
        for (size_t j = 0; b->scale && j < b->scale->levels.count; j++)
            if (str_eq(a->scale->levels.items[i].folded, b->scale->levels.items[j].folded))
                same = term_or(s, same, term_and(s, term_2(s, "Bool", "=", a->level, term_count(s, i)), term_2(s, "Bool", "=", b->level, term_count(s, j))));
    return same;
}

static Term same_number(Proof *proof, const Sym *a, const Sym *b)
{
    return a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER ? term_2(&proof->script, "Bool", "=", a->number, b->number) : TERM_TRUE;
}

/* Both have none, for the same reason, or both have the same. */
static Term same_value(Proof *proof, const Sym *a, const Sym *b)
{
    Script *s = &proof->script;
    if (a->kind != b->kind)
        return TERM_FALSE;
    if (a->kind == VALUE_TRUTH)
        return term_and(s, term_2(s, "Bool", "=", a->yes, b->yes), term_2(s, "Bool", "=", a->no, b->no));
    Term states = term_and(s, term_2(s, "Bool", "=", a->missing, b->missing), term_2(s, "Bool", "=", a->absent, b->absent));
    Term same = a->kind == VALUE_LEVEL ? same_level(proof, a, b) : same_number(proof, a, b);
    return term_and(s, states, term_or(s, sym_unknown(proof, a), same));
}

static Sym own_number(Proof *proof, const Question *question, const Moment *moment, size_t side)
{
    ContextId id = context_on(proof, side, moment);
    return sym_of(proof, proof->sides[side].plan->indicators[question->index[side]].self, id);
}

/* Of an indicator the value is part of the outcome, also where the level is the same or there is none. */
static Term differs(Proof *proof, const Question *question, const Moment *moment)
{
    Script *s = &proof->script;
    Sym a = own_sym(proof, question, moment, 0), b = own_sym(proof, question, moment, 1);
    Term same = same_value(proof, &a, &b);
    if (question->subject == SUBJECT_INDICATOR) {
        Sym x = own_number(proof, question, moment, 0), y = own_number(proof, question, moment, 1);
        same = term_and(s, same, same_value(proof, &x, &y));
    }
    return term_not(s, same);
}

Term question_formula(Proof *proof, const Question *question, const Moment *moment)
{
    switch (question->kind) {
    case CLAIM_COMPLETE: return complete_fails(proof, question, moment);
    case CLAIM_SEPARATE: return separate_fails(proof, question, moment);
    case CLAIM_REACHED: return is_reached(proof, question, moment);
    case CLAIM_CAN_HOLD: return own_sym(proof, question, moment, 0).yes;
    case CLAIM_CAN_FAIL: return own_sym(proof, question, moment, 0).no;
    case CLAIM_UNDECIDED: return is_undecided(proof, question, moment);
    case CLAIM_INDEPENDENT: return first_alone(proof, question, moment);
    case CLAIM_STRICTER: return is_milder(proof, question, moment);
    case CLAIM_SAME: return differs(proof, question, moment);
    case CLAIM_TOGETHER: case CLAIM_CONSISTENT: case CLAIM_IN_BOTH: case CLAIM_SAME_TERMS: case CLAIM_SAME_SCOPE: case CLAIM_COUNT: break;     /* questions_targets.c, questions_constraints.c */
    }
    return TERM_FALSE;
}

/* ---- of a run ---- */

static Value own_value(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment, size_t side)
{
    return value_of(evs[side], subject_step(prover->plans[side], question->subject, question->index[side]), context_id(evs[side], moment->contexts[side]));
}

static Truth case_truth(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment, size_t at)
{
    const CasePlanVec *cases = subject_cases(prover->plans[0], question->subject, question->index[0]);
    if (cases->items[at].when == NO_STEP)
        return TRUTH_YES;
    Value value = value_of(evs[0], cases->items[at].when, context_id(evs[0], moment->contexts[0]));
    return value.kind == VALUE_TRUTH ? value.truth : TRUTH_UNKNOWN;
}

static bool is_chosen(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (case_truth(prover, evs, question, moment, i) != TRUTH_NO)
            return false;
    return case_truth(prover, evs, question, moment, at) == TRUTH_YES;
}

static bool no_case_holds(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment)
{
    Value level = own_value(prover, evs, question, moment, 0);
    return level.state == RESULT_MISSING && reasons_have(level.reasons, REASON_NO_SCALE_CASE);
}

static bool level_reached(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment)
{
    Value level = own_value(prover, evs, question, moment, 0);
    size_t wanted = question->at;
    if (!question->by_level) {
        wanted = subject_cases(prover->plans[0], question->subject, question->index[0])->items[question->at].level;
        if (!is_chosen(prover, evs, question, moment, question->at))
            return false;
    }
    return level.state == RESULT_VALUE && level.level == wanted;
}

static bool milder(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment)
{
    Value own = own_value(prover, evs, question, moment, 0);
    Value above = value_of(evs[0], prover->plans[0]->indicators[question->other].level, context_id(evs[0], moment->contexts[0]));
    return own.state == RESULT_VALUE && above.state == RESULT_VALUE && own.level < above.level;
}

static bool levels_differ(const Value *a, const Value *b)
{
    if (a->kind == VALUE_TRUTH)
        return a->truth != b->truth;
    if (a->state != RESULT_VALUE || b->state != RESULT_VALUE)
        return a->state != b->state;
    return !str_eq(a->scale->levels.items[a->level].folded, b->scale->levels.items[b->level].folded);
}

static bool values_differ(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment)
{
    if (question->subject != SUBJECT_INDICATOR)
        return false;
    Value values[SIDES];
    for (size_t side = 0; side < SIDES; side++)
        values[side] = value_of(evs[side], prover->plans[side]->indicators[question->index[side]].self, context_id(evs[side], moment->contexts[side]));
    if (values[0].kind != values[1].kind)
        return true;
    if (values[0].kind != VALUE_NUMBER)
        return (values[0].kind == VALUE_TRUTH || values[0].kind == VALUE_LEVEL) && levels_differ(&values[0], &values[1]);
    if (values[0].state != RESULT_VALUE || values[1].state != RESULT_VALUE)
        return values[0].state != values[1].state;
    return num_cmp(values[0].number, values[1].number) != 0;
}

bool question_holds(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment)
{
    Value own = own_value(prover, evs, question, moment, 0), other;
    switch (question->kind) {
    case CLAIM_COMPLETE: return no_case_holds(prover, evs, question, moment);
    case CLAIM_SEPARATE:
        return is_chosen(prover, evs, question, moment, question->at) &&
               (case_truth(prover, evs, question, moment, question->other) == TRUTH_YES) == !question->without;
    case CLAIM_REACHED: return level_reached(prover, evs, question, moment);
    case CLAIM_CAN_HOLD: return own.truth == TRUTH_YES;
    case CLAIM_CAN_FAIL: return own.truth == TRUTH_NO;
    case CLAIM_UNDECIDED: return own.kind == VALUE_TRUTH ? own.truth == TRUTH_UNKNOWN : own.state == RESULT_MISSING;
    case CLAIM_INDEPENDENT:
        other = value_of(evs[0], prover->plans[0]->rules[question->other].self, context_id(evs[0], moment->contexts[0]));
        return own.truth == TRUTH_YES && other.truth != TRUTH_YES;
    case CLAIM_STRICTER: return milder(prover, evs, question, moment);
    case CLAIM_SAME:
        other = own_value(prover, evs, question, moment, 1);
        return levels_differ(&own, &other) || values_differ(prover, evs, question, moment);
    case CLAIM_TOGETHER: case CLAIM_CONSISTENT: case CLAIM_IN_BOTH: case CLAIM_SAME_TERMS: case CLAIM_SAME_SCOPE: case CLAIM_COUNT: break;
    }
    return false;
}
