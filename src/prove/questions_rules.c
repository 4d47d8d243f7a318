/* questions_rules.c: of each rule: can it hold, can it not hold, and does it hold only where another does. */
#include "prove/questions.h"

static void ask_possible(Prover *prover, size_t index, ClaimKind kind, const MomentVec *moments)
{
    Question question = {.kind = kind, .subject = SUBJECT_RULE, .index = {index, index}};
    Claim claim = claim_new(prover, kind, &prover->models[0]->rules.items[index].common, "regel");
    Found found;
    question_ask(prover, &question, moments, &found);
    claim_for_some(prover, &claim, &found);
    bool refuted = claim.verdict == VERDICT_REFUTED;
    if (kind == CLAIM_CAN_HOLD) {
        claim_say(prover, claim.what, "regeln kan gälla", "the rule can hold");
        if (refuted)
            claim_say(prover, claim.answer, "den gäller aldrig, vad siffrorna än säger", "it never holds, whatever the figures say");
    } else {
        claim_say(prover, claim.what, "regeln kan låta bli att gälla", "the rule can fail to hold");
        if (refuted)
            claim_say(prover, claim.answer, "den gäller alltid när den går att bedöma", "it always holds when it can be assessed");
    }
    claim_add(prover, claim);
}

/* ---- one rule in another ---- */

static bool same_contexts(const Contexts *a, const Contexts *b)
{
    if (a->municipality != b->municipality || a->group != b->group || a->only != b->only || a->bodies.count != b->bodies.count ||
        a->key_table != b->key_table || a->key_column != b->key_column)
        return false;
    for (size_t i = 0; i < a->bodies.count; i++)
        if (a->bodies.items[i] != b->bodies.items[i])
            return false;
    return true;
}

static bool comparable(const Rule *a, const Rule *b)
{
    return a->grain == b->grain && same_contexts(&a->contexts, &b->contexts) && period_eq(a->common.valid, b->common.valid);
}

static void unknowns_of(Prover *prover, size_t rule, const Moment *moment, Arena *arena, Map *out)
{
    Proof proof;
    proof_at(prover, &proof, arena, moment);
    sym_of(&proof, prover->plans[0]->rules[rule].self, context_id(proof.sides[0].ev, moment->contexts[0]));
    map_init(out, arena);
    for (VEC_EACH(const Unknown, unknown, &proof.unknowns))
        map_put(out, unknown->key, out);
    proof_free(&proof);
}

/* Where nothing that is figured for the one is figured for the other, neither can follow from the other. */
static bool shares_unknown(Prover *prover, size_t a, size_t b, const Moment *moment)
{
    Arena *arena = arena_new();
    Map of_a, of_b;
    bool shares = false;
    unknowns_of(prover, a, moment, arena, &of_a);
    unknowns_of(prover, b, moment, arena, &of_b);
    for (size_t i = 0; i < of_a.count; i++)
        shares |= map_get(&of_b, of_a.entries[i].key) != NULL;
    arena_free(arena);
    return shares;
}

static bool found_in(Prover *prover, size_t first, size_t second, const MomentVec *moments, Found *found)
{
    Question question = {.kind = CLAIM_INDEPENDENT, .subject = SUBJECT_RULE, .index = {first, first}, .other = second};
    question_ask(prover, &question, moments, found);
    return !found->any && !found->open;
}

/* That one rule is a sharper form of another is told; that two always hold together is something to act on. */
static void say_implied(Prover *prover, size_t first, size_t second, bool both_ways, const Found *found)
{
    const Model *model = prover->models[0];
    Str name = model->rules.items[second].common.name;
    Claim claim = claim_new(prover, CLAIM_INDEPENDENT, &model->rules.items[first].common, "regel");
    claim_say(prover, claim.what, arena_printf(prover->arena, "regeln kan gälla utan att " STR_FMT " gör det", STR_ARG(name)),
              arena_printf(prover->arena, "the rule can hold without " STR_FMT, STR_ARG(name)));
    claim_for_some(prover, &claim, found);
    claim.flagged = claim.verdict == VERDICT_REFUTED && both_ways;
    if (claim.verdict == VERDICT_REFUTED && both_ways)
        claim_say(prover, claim.answer, arena_printf(prover->arena, "de gäller alltid samtidigt: " STR_FMT " säger inget nytt", STR_ARG(name)),
                  arena_printf(prover->arena, "they always hold together: " STR_FMT " says nothing new", STR_ARG(name)));
    else if (claim.verdict == VERDICT_REFUTED)
        claim_say(prover, claim.answer, arena_printf(prover->arena, "varje gång den gäller, gäller också " STR_FMT, STR_ARG(name)),
                  arena_printf(prover->arena, "whenever it holds, " STR_FMT " holds too", STR_ARG(name)));
    claim_add(prover, claim);
}

static void ask_implied(Prover *prover, size_t a, size_t b, const MomentVec *moments)
{
    Found forward, backward;
    if (!shares_unknown(prover, a, b, &moments->items[0]))
        return;
    bool one = found_in(prover, a, b, moments, &forward), other = found_in(prover, b, a, moments, &backward);
    if (one || forward.open)
        say_implied(prover, a, b, one && other, &forward);
    if ((other && !one) || backward.open)
        say_implied(prover, b, a, false, &backward);
}

static bool is_settled(const Proofs *proofs, size_t from)
{
    for (size_t i = from; i < proofs->claims.count; i++)
        if (proofs->claims.items[i].verdict != VERDICT_PROVED)
            return false;
    return true;
}

void ask_rules(Prover *prover)
{
    const Model *model = prover->models[0];
    MomentVec *moments = arena_array(prover->arena, model->rules.count, sizeof *moments);
    bool *both = arena_array(prover->arena, model->rules.count, sizeof *both);
    for (size_t i = 0; i < model->rules.count; i++) {
        Question question = {.kind = CLAIM_CAN_HOLD, .subject = SUBJECT_RULE, .index = {i, i}};
        moments_of(prover, &question, &moments[i]);
        if (!moments[i].count || prover->plans[0]->rules[i].when == NO_STEP)
            continue;
        size_t from = prover->out->claims.count;
        ask_possible(prover, i, CLAIM_CAN_HOLD, &moments[i]);
        ask_possible(prover, i, CLAIM_CAN_FAIL, &moments[i]);
        both[i] = is_settled(prover->out, from);
    }
    for (size_t i = 0; i < model->rules.count; i++)
        for (size_t j = i + 1; j < model->rules.count; j++)
            if (both[i] && both[j] && comparable(&model->rules.items[i], &model->rules.items[j]))
                ask_implied(prover, i, j, &moments[i]);
}
