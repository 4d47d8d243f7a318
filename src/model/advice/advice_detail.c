/* advice_detail.c: S1207–S1210: more goals and indicators than can be steered by. The limits stand in advice.def and are set with `gräns`. */
#include "model/advice/advice_parts.h"

/* `{0} (12)`: the name and how many there are, at its declaration. */
static void report_count(Advisor *a, DiagCode code, AdviceId id, const Common *common, size_t count)
{
    if ((int64_t)count <= a->limits[id] || !is_own(common))
        return;
    diag_add(a->diags, code, common->decl->name_span, arena_printf(a->arena, STR_FMT " (%zu)", STR_ARG(common->name), count),
             arena_printf(a->arena, "%lld", (long long)a->limits[id]), NULL);
}

/* ---- goals ---- */

void advise_indicators_per_goal(Advisor *a)
{
    for (VEC_EACH(const Goal, goal, &a->model->goals))
        report_count(a, DIAG_S1208, ADVICE_S1208, &goal->common, goal->measures.count);
}

void advise_subgoals(Advisor *a)
{
    for (VEC_EACH(const Goal, goal, &a->model->goals))
        report_count(a, DIAG_S1210, ADVICE_S1210, &goal->common, goal->subgoals.count);
}

/* ---- bodies ---- */

/* Each body's count, every body once for a thing however many times it is named. */
typedef struct Tally { size_t *counts, *last; } Tally;

static Tally tally_new(const Advisor *a)
{
    size_t count = a->model->bodies.count + 1;
    return (Tally){arena_array(a->arena, count, sizeof(size_t)), arena_array(a->arena, count, sizeof(size_t))};
}

/* thing: its number from 1. */
static void tally_add(Tally *tally, const IndexVec *bodies, size_t thing)
{
    for (VEC_EACH(const size_t, body, bodies)) {
        if (tally->last[*body] == thing)
            continue;
        tally->last[*body] = thing;
        tally->counts[*body]++;
    }
}

static void report_tally(Advisor *a, DiagCode code, AdviceId id, const Tally *tally)
{
    for (size_t i = 0; i < a->model->bodies.count; i++)
        report_count(a, code, id, &a->model->bodies.items[i].common, tally->counts[i]);
}

/* A goal is those responsible's, or else that of the body that decides on its level. */
void advise_goals_per_body(Advisor *a)
{
    Tally tally = tally_new(a);
    for (size_t i = 0; i < a->model->goals.count; i++) {
        const Goal *goal = &a->model->goals.items[i];
        size_t decider = goal->level == NO_INDEX ? NO_INDEX : a->model->levels.items[goal->level].decided_by;
        IndexVec by = {.items = &decider, .count = decider != NO_INDEX};
        tally_add(&tally, goal->responsible.count ? &goal->responsible : &by, i + 1);
    }
    report_tally(a, DIAG_S1207, ADVICE_S1207, &tally);
}

/* An indicator is those responsible's and that of whoever is responsible for a goal that it measures. */
void advise_indicators_per_body(Advisor *a)
{
    Tally tally = tally_new(a);
    IndexVec *goals = arena_array(a->arena, a->model->indicators.count + 1, sizeof *goals);
    for (size_t i = 0; i < a->model->goals.count; i++)
        for (VEC_EACH(const Measure, measure, &a->model->goals.items[i].measures))
            vec_push(a->arena, &goals[measure->indicator], i);
    for (size_t i = 0; i < a->model->indicators.count; i++) {
        tally_add(&tally, &a->model->indicators.items[i].responsible, i + 1);
        for (VEC_EACH(const size_t, goal, &goals[i]))
            tally_add(&tally, &a->model->goals.items[*goal].responsible, i + 1);
    }
    report_tally(a, DIAG_S1209, ADVICE_S1209, &tally);
}
