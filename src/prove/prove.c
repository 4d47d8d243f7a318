/* prove.c: the questions of one model, or of two, in order. */
#include "prove/prove.h"

#include "prove/questions.h"

static bool lower_models(Prover *prover, Diags *diags)
{
    size_t errors = diags->errors;
    for (size_t side = 0; side < prover->sides; side++) {
        prover->plans[side] = plan_lower(prover->arena, prover->models[side], diags);
        if (diags->errors != errors)
            return false;
        years_add(&prover->years, prover->models[side], prover->plans[side]);
    }
    years_settle(&prover->years);
    return true;
}

bool prover_begin(Prover *prover, Arena *arena, Solver *solver, const ProofModel models[SIDES], const ProofOptions *options, Diags *diags)
{
    *prover = (Prover){.arena = arena, .solver = solver, .sides = models[1].model ? 2 : 1, .models = {models[0].model, models[1].model}, .options = *options};
    prover->out = ARENA_NEW(arena, Proofs);
    *prover->out = (Proofs){.arena = arena, .solver = solver_name(solver)};
    map_init(&prover->answers, arena);
    files_settle(prover, models);
    return lower_models(prover, diags);
}

Proofs *prove_models(Arena *arena, Solver *solver, const ProofModel models[2], const ProofOptions *options, Diags *diags)
{
    Prover prover;
    if (!prover_begin(&prover, arena, solver, models, options, diags))
        return NULL;
    prover.out->first = period_year(prover.years.first);
    prover.out->last = period_year(prover.years.last);
    prover.out->limited = prover.years.limited;
    if (prover.sides == 2) {
        ask_pairs(&prover);
        ask_declared(&prover);
        return prover.out;
    }
    ask_indicators(&prover);
    ask_tightened(&prover);
    ask_goals(&prover);
    ask_rules(&prover);
    ask_targets(&prover);
    ask_constraints(&prover);
    return prover.out;
}
