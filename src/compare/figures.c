/* figures.c: both models on the same figures, as of every day on which some period of theirs ends; what came out goes to cells.c and spells.c. */
#include <stdlib.h>

#include "base/utf8.h"
#include "compare/parts.h"

#define MOST_DAYS 6000

/* ---- which days ---- */

typedef VEC(Grain) GrainVec;

static void add_grain(Arena *arena, Grain grain, GrainVec *out)
{
    grain = grain == GRAIN_OTHER ? GRAIN_MONTH : grain;
    for (VEC_EACH(const Grain, known, out))
        if (*known == grain)
            return;
    vec_push(arena, out, grain);
}

static void add_grains(Compare *c, int side, GrainVec *out)
{
    const Model *model = c->sides[side].model;
    const Plan *plan = c->figures->side[side].plan;
    for (VEC_EACH(const Indicator, indicator, &model->indicators))
        add_grain(c->arena, indicator->grain, out);
    for (VEC_EACH(const Rule, rule, &model->rules))
        add_grain(c->arena, rule->grain, out);
    for (size_t i = 0; i < model->goals.count; i++)
        add_grain(c->arena, plan->goals[i].grain, out);
}

static int by_day(const void *left, const void *right)
{
    const Date *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The last day of every period within the span. False when there are too many. */
static bool add_days(Compare *c, Grain grain, Period span)
{
    Figures *figures = c->figures;
    for (Period period = period_containing(grain, span.first); period.last <= span.last; period = period_containing(grain, period.last + 1)) {
        if (figures->days.count >= MOST_DAYS || date_year(period.last) >= 9999)
            return false;
        vec_push(c->arena, &figures->days, period.last);
    }
    return true;
}

static void sort_days(Figures *figures)
{
    size_t kept = 0;
    if (figures->days.count)
        qsort(figures->days.items, figures->days.count, sizeof *figures->days.items, by_day);
    for (size_t i = 0; i < figures->days.count; i++)
        if (!kept || figures->days.items[kept - 1] != figures->days.items[i])
            figures->days.items[kept++] = figures->days.items[i];
    figures->days.count = kept;
}

/* What was asked for, else all that the data of either is about. */
static bool find_span(Compare *c, Period *out)
{
    const DiffModel *model = c->diff->model;
    bool any = false;
    for (int side = BEFORE; side <= AFTER; side++) {
        if (!model[side].has_data)
            continue;
        out->first = !any || model[side].data.first < out->first ? model[side].data.first : out->first;
        out->last = !any || model[side].data.last > out->last ? model[side].data.last : out->last;
        any = true;
    }
    if (model[BEFORE].has_data && model[AFTER].has_data)
        c->diff->gaps[GAP_DISJOINT] = model[BEFORE].data.last < model[AFTER].data.first || model[AFTER].data.last < model[BEFORE].data.first;
    Period asked = *out;
    asked.first = c->options->has_from ? c->options->from : out->first;
    asked.last = c->options->has_to ? c->options->to : out->last;
    bool outside = any && (asked.first > out->last || asked.last < out->first);
    c->diff->gaps[GAP_NO_PERIODS] = !any || outside;
    *out = asked;
    return any && !outside && out->first <= out->last;
}

static bool find_days(Compare *c)
{
    GrainVec grains = {0};
    Period span = {0, 0};
    if (!find_span(c, &span))
        return false;
    add_grains(c, BEFORE, &grains);
    add_grains(c, AFTER, &grains);
    for (VEC_EACH(const Grain, grain, &grains))
        if (!add_days(c, *grain, span)) {
            diag_add(c->diags, DIAG_S0521, SPAN_NONE, arena_printf(c->arena, "%d", MOST_DAYS), NULL);
            return false;
        }
    sort_days(c->figures);
    c->diff->span = span;
    c->diff->gaps[GAP_NO_PERIODS] = c->figures->days.count == 0 && grains.count > 0;
    return c->figures->days.count > 0;
}

/* ---- runs ---- */

static bool is_known(const Assessment *a)
{
    return a->level_rank >= 0 || (a->value.state == RESULT_VALUE && (a->value.type != RESULT_TRUTH || a->value.truth != TRUTH_UNKNOWN));
}

/* Something is known of a period that ends on the day. */
static bool says_anything(const Run *run, Date day)
{
    for (VEC_EACH(const Assessment, a, &run->assessments))
        if (a->period.last == day && !a->exempt && is_known(a))
            return true;
    return false;
}

typedef struct RunPair { const Run *runs[2]; bool known; } RunPair;

static void prepare(Compare *c)
{
    FigureSide *side = c->figures->side;
    RunOptions options = {.as_of = c->figures->days.items[0], .only_body = NO_INDEX, .program = c->options->program, .effort = c->options->effort};
    EvaluatorAsked asked[2];
    Evaluator *made[2];
    for (int i = BEFORE; i <= AFTER; i++) {
        diags_init(&side[i].quiet, c->arena);            /* what is odd about the figures is for `kör` to tell */
        asked[i] = (EvaluatorAsked){c->sides[i].model, side[i].plan, side[i].tables, &side[i].quiet};
    }
    if (c->options->trial) {
        side[BEFORE].evaluator = exec_prepare(c->arena, asked[BEFORE].model, asked[BEFORE].plan, asked[BEFORE].tables, &options, asked[BEFORE].diags);
        return;
    }
    exec_prepare_pair(c->arena, asked, &options, made);
    for (int i = BEFORE; i <= AFTER; i++)
        side[i].evaluator = made[i];
}

/* Days before and after all that is known say nothing about the change, unless they were asked for. */
static void trim(Compare *c, const RunPair *pairs, size_t *first, size_t *last)
{
    size_t count = c->figures->days.count;
    *first = 0;
    *last = count;
    while (!c->options->has_from && *first < count && !pairs[*first].known)
        ++*first;
    while (!c->options->has_to && *last > *first && !pairs[*last - 1].known)
        --*last;
}

/* Between the figures of the one model and those of the other, where neither knows anything. */
static bool is_between(Compare *c, const RunPair *pair, Date day)
{
    bool outside = !pair->known && !c->options->has_from && !c->options->has_to;
    for (int side = BEFORE; side <= AFTER; side++)
        outside = outside && c->diff->model[side].has_data && (day < c->diff->model[side].data.first || day > c->diff->model[side].data.last);
    return outside;
}

/* The first day of what ends on the day, where that is before `known`. */
static Date begins_at(const RunPair *pair, Date day, Date known)
{
    for (int side = BEFORE; side <= AFTER; side++)
        for (VEC_EACH(const Assessment, a, &pair->runs[side]->assessments))
            if (a->period.last == day && is_known(a) && (known == DATE_NONE || a->period.first < known))
                known = a->period.first;
    return known;
}

static void run_all(Compare *c)
{
    Figures *figures = c->figures;
    RunPair *pairs = arena_array(c->arena, figures->days.count, sizeof *pairs);
    bool trial = c->options->trial;
    size_t first, last;
    prepare(c);
    int64_t start = effort_clock();
    for (size_t i = 0; i < figures->days.count && !effort_stopped(c->options->effort); i++) {
        Date day = figures->days.items[i];
        pairs[i].runs[BEFORE] = run_side(c, figures->side[BEFORE].evaluator, BEFORE, day, false);
        pairs[i].runs[AFTER] = trial ? pairs[i].runs[BEFORE] : run_side(c, figures->side[AFTER].evaluator, AFTER, day, false);
        pairs[i].known = says_anything(pairs[i].runs[BEFORE], day) || says_anything(pairs[i].runs[AFTER], day);
    }
    effort_spend(c->options->effort, STAGE_CELLS, start);
    if (effort_stopped(c->options->effort))
        return;
    trim(c, pairs, &first, &last);
    Date begins = DATE_NONE;
    for (size_t i = first; i < last; i++) {
        if (is_between(c, &pairs[i], figures->days.items[i]))
            continue;
        c->diff->runs++;
        begins = begins_at(&pairs[i], figures->days.items[i], begins);
        TrialBook trials;
        trials_of(c, pairs[i].runs, &trials);
        cells_add(c, pairs[i].runs, &trials, figures->days.items[i]);
        for (int side = BEFORE; side <= AFTER; side++)
            spells_add(c, pairs[i].runs[side], &trials, side, figures->days.items[i]);
    }
    c->diff->has_figures = last > first;
    if (last > first)
        c->diff->span = (Period){period_containing(GRAIN_MONTH, figures->days.items[first]).first, figures->days.items[last - 1]};
    c->diff->covers = (Period){begins != DATE_NONE ? begins : c->diff->span.first, c->diff->span.last};
    const DiffModel *new = &c->diff->model[AFTER];
    c->diff->gaps[GAP_NOT_YET] = last > first && new->has_valid && new->valid.first > c->diff->span.last;
}

/* ---- names ---- */

Str name_after(Compare *c, Str old_name)
{
    const DeclEntry *old = entry_named(&c->entries[BEFORE], utf8_fold(c->arena, old_name));
    return old && old->partner != NO_INDEX ? c->entries[AFTER].all.items[old->partner].name : old_name;
}

/* ---- all ---- */

static bool lower(Compare *c)
{
    for (int side = BEFORE; side <= AFTER; side++) {
        size_t errors = c->diags->errors;
        FigureSide *out = &c->figures->side[side];
        if (side == AFTER && c->options->trial) {
            *out = c->figures->side[BEFORE];
            break;
        }
        out->plan = plan_lower(c->arena, c->sides[side].model, c->diags);
        if (c->diags->errors == errors)
            continue;
        c->diff->gaps[side == BEFORE ? GAP_MODEL_BEFORE : GAP_MODEL_AFTER] = true;
        return false;
    }
    return true;
}

static bool computes_anything(const Model *model)
{
    return model->indicators.count || model->goals.count || model->rules.count;
}

void figures_compare(Compare *c)
{
    c->figures = ARENA_NEW(c->arena, Figures);
    if (!c->sides[BEFORE].usable || !c->sides[AFTER].usable || !lower(c))
        return;
    tables_read(c);
    if (c->options->trial) {
        c->figures->side[AFTER] = c->figures->side[BEFORE];
        c->diff->model[AFTER].has_data = c->diff->model[BEFORE].has_data;
        c->diff->model[AFTER].data = c->diff->model[BEFORE].data;
    }
    if (!computes_anything(c->sides[BEFORE].model) && !computes_anything(c->sides[AFTER].model)) {
        c->diff->gaps[GAP_NO_TABLES] = true;
        return;
    }
    if (c->diff->gaps[GAP_DATA_BEFORE] || c->diff->gaps[GAP_DATA_AFTER] || !find_days(c))
        return;
    reuse_find(c);
    run_all(c);
    cells_finish(c);
    causes_find(c);
    spells_finish(c);
}
