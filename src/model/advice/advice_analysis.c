/* advice_analysis.c: S1211 indicators that nothing is compared with, S1212 indicators without history, S1213 reports that do not reach whoever asked, S1214 plans that
 * need not achieve anything. */
#include "base/utf8.h"
#include "model/advice/advice_parts.h"
#include "model/check.h"

/* ---- what is compared, and with what ---- */

/* Whether an indicator is compared is sought in all others: models larger than any municipality's are not gone through. */
#define INDICATORS_MOST ((size_t)2000)

/* Where the municipality stood before, or where it wanted to be. */
static bool has_earlier(const Model *model, size_t indicator)
{
    return indicator_has_history(model, indicator) || model->indicators.items[indicator].targets.count > 1;
}

/* Only what a goal is measured with: what is merely watched needs no comparison. */
static bool *measures_a_goal(const Advisor *a)
{
    bool *found = arena_array(a->arena, a->model->indicators.count + 1, sizeof *found);
    for (VEC_EACH(const Goal, goal, &a->model->goals))
        for (VEC_EACH(const Measure, measure, &goal->measures))
            found[measure->indicator] = true;
    return found;
}

/* A small model compares with nobody and is not told to: only what others in the same model have is asked for. */
static void seek_lacking(Advisor *a, DiagCode code, bool (*has)(const Model *, size_t), bool (*enough)(const Model *, size_t))
{
    const Model *model = a->model;
    const bool *wanted = measures_a_goal(a);
    bool anywhere = false;
    for (size_t i = 0; i < model->indicators.count && !anywhere; i++)
        anywhere = has(model, i);
    for (size_t i = 0; i < model->indicators.count && anywhere; i++) {
        const Indicator *indicator = &model->indicators.items[i];
        if (wanted[i] && indicator->targets.count && is_own(&indicator->common) && !enough(model, i))
            diag_add(a->diags, code, indicator->common.decl->name_span, text_in(a, indicator->common.name), NULL);
    }
}

void advise_uncompared(Advisor *a)
{
    if (a->model->indicators.count > INDICATORS_MOST)
        return;
    seek_lacking(a, DIAG_S1211, indicator_is_compared, indicator_is_compared);
    seek_lacking(a, DIAG_S1212, indicator_has_history, has_earlier);
}

/* ---- reports that do not come back ---- */

/* Whether what happens at the checkpoint comes before the body: it gets it, decides on it, takes part, or does it itself. */
static bool reaches(const Model *model, const Checkpoint *checkpoint, size_t body)
{
    const PartyVec *lists[] = {&checkpoint->to, &checkpoint->together};
    if (checkpoint->decided_by == body || checkpoint->prepared_by == body || !checkpoint->to.count)
        return true;
    for (VEC_EACH(const size_t, responsible, &checkpoint->bodies))
        if (*responsible == body)
            return true;
    for (size_t i = 0; i < 2; i++)
        for (VEC_EACH(const Party, party, lists[i])) {
            IndexVec bodies = {0};
            if (!party->scope)
                return true;         /* in words: who that is cannot be told */
            scope_bodies(model->arena, model, party->scope, &bodies);
            for (VEC_EACH(const size_t, known, &bodies))
                if (*known == body || body_within(model, body, *known))
                    return true;
            if (!bodies.count)
                return true;         /* nämnden: whoever it is */
        }
    return false;
}

/* Without a time and an occasion it is S0383's. */
void advise_lost_reports(Advisor *a)
{
    for (VEC_EACH(const Commission, commission, &a->model->commissions)) {
        if (commission->from == NO_INDEX || !is_own(&commission->common))
            continue;
        for (VEC_EACH(const size_t, with, &commission->with)) {
            const Checkpoint *checkpoint = &a->model->checkpoints.items[*with];
            if (reaches(a->model, checkpoint, commission->from))
                continue;
            Diag *diag = diag_add(a->diags, DIAG_S1213, commission->common.decl->name_span, text_in(a, commission->common.name),
                                  text_in(a, a->model->bodies.items[commission->from].common.name), text_in(a, checkpoint->common.name), NULL);
            diag_label(a->diags, diag, checkpoint->common.decl->name_span, BOTH("går till andra", "goes to others"));
            break;
        }
    }
}

/* ---- plans that need not achieve anything ---- */

/* Whether the model says anywhere what a plan is to give or gives: only then is a rule that does not say it an exception. */
static bool counts_effects(const Model *model)
{
    for (VEC_EACH(const Table, table, &model->tables))
        if (str_eqz(table->role, "åtgärdsplaner"))
            return true;
    for (VEC_EACH(const Rule, rule, &model->rules))
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            if (requirement->effect)
                return true;
    return false;
}

void advise_open_plans(Advisor *a)
{
    if (!counts_effects(a->model))
        return;
    for (VEC_EACH(const Rule, rule, &a->model->rules)) {
        if (!is_own(&rule->common))
            continue;
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            if (str_eqz(utf8_fold(a->arena, requirement->what), "åtgärdsplan") && !requirement->effect) {
                diag_add(a->diags, DIAG_S1214, requirement->item->span, text_in(a, rule->common.name), NULL);
                break;
            }
    }
}
