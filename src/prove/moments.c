/* moments.c: for whom and when a question is tried: the bodies of the declaration in every period that may differ from others. */
#include "prove/questions.h"

const Common *subject_common(const Model *model, Subject subject, size_t index)
{
    switch (subject) {
    case SUBJECT_INDICATOR: return &model->indicators.items[index].common;
    case SUBJECT_GOAL: return &model->goals.items[index].common;
    case SUBJECT_RULE: return &model->rules.items[index].common;
    }
    return NULL;
}

uint32_t subject_step(const Plan *plan, Subject subject, size_t index)
{
    switch (subject) {
    case SUBJECT_INDICATOR: return plan->indicators[index].level;
    case SUBJECT_GOAL: return plan->goals[index].level;
    case SUBJECT_RULE: return plan->rules[index].self;
    }
    return NO_STEP;
}

const CasePlanVec *subject_cases(const Plan *plan, Subject subject, size_t index)
{
    return subject == SUBJECT_GOAL ? &plan->goals[index].cases : &plan->indicators[index].cases;
}

const Scale *subject_scale(const Model *model, Subject subject, size_t index)
{
    return subject == SUBJECT_GOAL ? model->goals.items[index].scale : model->indicators.items[index].scale;
}

/* ---- contexts ---- */

static Grain grain_of(const Prover *prover, size_t side, const Question *question)
{
    const Model *model = prover->models[side];
    size_t index = question->index[side];
    switch (question->subject) {
    case SUBJECT_INDICATOR: return grain_or_month(model->indicators.items[index].grain);
    case SUBJECT_GOAL: return grain_or_month(prover->plans[side]->goals[index].grain);
    case SUBJECT_RULE: return grain_or_month(model->rules.items[index].grain);
    }
    return GRAIN_MONTH;
}

/* An indicator that is measured every other year is judged in those years only. */
static bool is_measured(const Prover *prover, size_t side, const Question *question, Period period)
{
    bool stale = false;
    if (question->subject == SUBJECT_INDICATOR)
        measured_period(&prover->models[side]->indicators.items[question->index[side]], period, &stale);
    return !stale;
}

static bool in_force(const Prover *prover, size_t side, const Question *question, Period period)
{
    const Common *common = subject_common(prover->models[side], question->subject, question->index[side]);
    return within_validity(common, period) && is_measured(prover, side, question, period);
}

typedef VEC(Context) ContextList;

static void contexts_in(const Prover *prover, size_t side, const Question *question, Period period, ContextList *out)
{
    const Model *model = prover->models[side];
    size_t index = question->index[side];
    if (question->subject == SUBJECT_GOAL) {
        const Goal *goal = &model->goals.items[index];
        vec_push(prover->arena, out, goal->responsible.count ? context_body(goal->responsible.items[0], period) : context_all(WHO_MUNICIPALITY, period));
        return;
    }
    const Contexts *contexts = question->subject == SUBJECT_INDICATOR ? &model->indicators.items[index].contexts : &model->rules.items[index].contexts;
    for (VEC_EACH(const size_t, body, &contexts->bodies)) {
        Context context = context_body(*body, period);
        context.only = contexts->only;
        vec_push(prover->arena, out, context);
    }
    if (contexts->municipality)
        vec_push(prover->arena, out, context_all(WHO_MUNICIPALITY, period));
    if (contexts->group)
        vec_push(prover->arena, out, context_all(WHO_GROUP, period));
}

/* The same body of the other model, by name. */
static bool is_same_place(const Prover *prover, const Context *a, const Context *b)
{
    if (a->who != b->who || a->only != b->only)
        return false;
    return a->who != WHO_BODY ||
           str_eq(prover->models[0]->bodies.items[a->body].common.name, prover->models[1]->bodies.items[b->body].common.name);
}

static void add_moments(Prover *prover, const Question *question, Period period, MomentVec *out)
{
    ContextList lists[SIDES] = {{0}};
    for (size_t side = 0; side < prover->sides; side++)
        contexts_in(prover, side, question, period, &lists[side]);
    for (VEC_EACH(const Context, context, &lists[0])) {
        Moment moment = {period.last, {*context, *context}};
        bool paired = prover->sides == 1;
        for (size_t i = 0; prover->sides == 2 && !paired && i < lists[1].count; i++)
            if ((paired = is_same_place(prover, context, &lists[1].items[i])))
                moment.contexts[1] = lists[1].items[i];
        /* A goal may have got another responsible body: it is the same goal all the same. */
        if (!paired && question->subject == SUBJECT_GOAL && lists[1].count) {
            moment.contexts[1] = lists[1].items[0];
            paired = true;
        }
        if (paired)
            vec_push(prover->arena, out, moment);
    }
}

void moments_of(Prover *prover, const Question *question, MomentVec *out)
{
    PeriodVec periods = {0};
    Grain grain = grain_of(prover, 0, question);
    if (prover->sides == 2 && grain_of(prover, 1, question) != grain)
        return;
    years_periods(prover->arena, &prover->years, grain, &periods);
    for (VEC_EACH(const Period, period, &periods)) {
        bool fits = true;
        for (size_t side = 0; side < prover->sides; side++)
            fits = fits && in_force(prover, side, question, *period);
        if (fits)
            add_moments(prover, question, *period, out);
    }
}

/* ---- what one of them has alone ---- */

/* Of the contexts of one side, the first that the other has no counterpart of. */
static bool lonely_in(const Prover *prover, const Question *question, size_t side, const ContextList lists[SIDES], Context *out)
{
    for (VEC_EACH(const Context, context, &lists[side])) {
        bool met = question->subject == SUBJECT_GOAL && lists[!side].count;
        for (VEC_EACH(const Context, other, &lists[!side]))
            met = met || (side ? is_same_place(prover, other, context) : is_same_place(prover, context, other));
        if (!met) {
            *out = *context;
            return true;
        }
    }
    return false;
}

bool moments_lonely(Prover *prover, const Question *question, size_t side, Context *out)
{
    PeriodVec periods = {0};
    Grain grain = grain_of(prover, side, question);
    years_periods(prover->arena, &prover->years, grain, &periods);
    for (VEC_EACH(const Period, period, &periods)) {
        ContextList lists[SIDES] = {{0}};
        if (!in_force(prover, side, question, *period))
            continue;
        contexts_in(prover, side, question, *period, &lists[side]);
        if (grain_of(prover, !side, question) == grain && in_force(prover, !side, question, *period))
            contexts_in(prover, !side, question, *period, &lists[!side]);
        if (lonely_in(prover, question, side, lists, out))
            return true;
    }
    return false;
}
