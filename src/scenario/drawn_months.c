/* drawn_months.c: see drawn_months.h. The months are evaluated over the same scans; what does not depend on the day is computed once. */
#include "scenario/drawn_months.h"

#include "exec/eval.h"
#include "scenario/random.h"
#include "scenario/summarize.h"

#define MONTHS_MOST ((size_t)12)
#define SUMMARY_BYTES ((size_t)64 << 20)
#define NOT_FOLLOWED ((size_t)-1)

struct MonthsDrawn {
    Arena *arena;
    const Run *run;
    const Model *model;
    Date days[MONTHS_MOST]; size_t count;
    size_t draws, followed;
    size_t *place;           /* by outcome: which of those followed, or NOT_FOLLOWED */
    Fix *values; uint8_t *missing;       /* by outcome followed, month and draw */
    Fix *base; uint8_t *base_missing;    /* by outcome followed and month: with nothing drawn */
    LevelLimits *limits;     /* by outcome followed: in all draws and months */
};

bool drawn_percentiles(const Fix *values, const uint8_t *states, size_t n, const uint32_t *shares, Fix out[DRAWN_SHARES], Num *mean)
{
    Summary *summary = summary_new(1, shares, DRAWN_SHARES, 1, n, SUMMARY_BYTES);
    if (!summary)
        return false;
    do
        summary_add(summary, 0, values, states, n, vectors_usable(VECTORS_AUTO));
    while (summary_next(summary));
    CellSummary all = summary_of(summary, 0);
    for (size_t i = 0; i < DRAWN_SHARES; i++)
        out[i] = all.percentiles[i];
    summary_free(summary);
    return all.values > 0 && summary_mean(&all, mean);
}

/* ---- which outcomes and months ---- */

static bool is_followed(const Assessment *a)
{
    return period_grain(a->period) == GRAIN_MONTH && a->value.type == RESULT_NUMBER && str_eqz(a->decl_kind, "indikator");
}

static void set_days(MonthsDrawn *months)
{
    int year = date_year(months->run->as_of);
    for (int month = 1; month <= 12; month++) {
        Date last = period_of(GRAIN_MONTH, year, month).last;
        if (last <= months->run->as_of)
            months->days[months->count++] = last;
    }
}

static bool is_indicator(void *of, const Decl *decl)
{
    (void)of;
    return decl->kind == DECL_INDICATOR;
}

/* The outcome in another month: most often it stands where it stood. */
static const Assessment *find(const Run *in, const Assessment *like, size_t *cursor)
{
    for (size_t tried = 0; tried < in->assessments.count; tried++) {
        const Assessment *a = &in->assessments.items[*cursor % in->assessments.count];
        (*cursor)++;
        if (str_eq(a->declaration, like->declaration) && str_eq(a->body, like->body) && str_eq(a->key, like->key))
            return a;
    }
    return NULL;
}

/* Every outcome followed in every month. values[followed * count + month] is for `stride` values apart. */
static void note(MonthsDrawn *months, Evaluator *evaluator, Fix *values, uint8_t *missing, size_t stride)
{
    for (size_t month = 0; month < months->count; month++) {
        size_t cursor = 0;
        const Run *run = exec_results(evaluator, months->days[month], &(ResultsAsked){.bare = true, .wanted = is_indicator});
        for (size_t i = 0; run && i < months->run->assessments.count; i++) {
            if (months->place[i] == NOT_FOLLOWED)
                continue;
            const Assessment *a = find(run, &months->run->assessments.items[i], &cursor);
            size_t at = (months->place[i] * months->count + month) * stride;
            bool there = a && a->value.state == RESULT_VALUE && a->value.type == RESULT_NUMBER && a->period.last == months->days[month];
            missing[at] = !there;
            values[at] = there ? num_to_fix(a->value.number) : 0;
            if (there)
                limits_note(&months->limits[months->place[i]], a);
        }
    }
}

MonthsDrawn *months_drawn(Arena *arena, Bench *bench, const Run *run, size_t draws, size_t most)
{
    MonthsDrawn *months = ARENA_NEW(arena, MonthsDrawn);
    *months = (MonthsDrawn){.arena = arena, .run = run, .model = bench->over, .draws = draws};
    set_days(months);
    months->place = arena_array(arena, run->assessments.count + 1, sizeof *months->place);
    for (size_t i = 0; i < run->assessments.count; i++)
        months->place[i] = is_followed(&run->assessments.items[i]) ? months->followed++ : NOT_FOLLOWED;
    size_t cells = months->followed * months->count;
    if (months->count < 2 || !cells || draws > most / cells)
        return NULL;
    months->values = arena_array(arena, cells * draws, sizeof *months->values);
    months->missing = arena_array(arena, cells * draws, sizeof *months->missing);
    months->base = arena_array(arena, cells, sizeof *months->base);
    months->base_missing = arena_array(arena, cells, sizeof *months->base_missing);
    months->limits = arena_array(arena, months->followed, sizeof *months->limits);
    for (size_t i = 0; i < cells * draws; i++)
        months->missing[i] = 1;
    note(months, bench->evaluator, months->base, months->base_missing, 1);
    return months;
}

void months_note(MonthsDrawn *months, Evaluator *evaluator, size_t draw)
{
    note(months, evaluator, months->values + draw, months->missing + draw, months->draws);
}

/* ---- afterwards ---- */

/* What it is compared with today, where that is the same in every month and draw. */
static void take_limit(const MonthsDrawn *months, size_t outcome, DrawnMonths *out)
{
    const Assessment *base = &months->run->assessments.items[outcome];
    Num limits[SCENARIO_LIMITS];
    bool compared = base->compared.present && base->compared.limit.state == RESULT_VALUE && base->compared.limit2.state != RESULT_VALUE;
    out->has_limit = compared && limits_of(&months->limits[months->place[outcome]], months->model, base, limits) > 0;
    out->limit = num_to_fix(base->compared.limit.number);
}

const DrawnMonths *months_of(MonthsDrawn *months, size_t outcome, const uint32_t *shares)
{
    size_t place = months->place[outcome], n = months->draws;
    if (place == NOT_FOLLOWED)
        return NULL;
    DrawnMonths *out = ARENA_NEW(months->arena, DrawnMonths);
    *out = (DrawnMonths){.year = date_year(months->days[0]), .month = 1, .count = months->count};
    out->values = arena_array(months->arena, DRAWN_SHARES * out->count, sizeof *out->values);
    out->missing = arena_array(months->arena, out->count, sizeof *out->missing);
    out->base = months->base + place * out->count;
    for (size_t month = 0; month < out->count; month++) {
        Fix percentiles[DRAWN_SHARES];
        Num mean;
        size_t at = (place * out->count + month) * n;
        out->missing[month] = !drawn_percentiles(months->values + at, months->missing + at, n, shares, percentiles, &mean) || months->base_missing[place * out->count + month];
        for (size_t share = 0; share < DRAWN_SHARES && !out->missing[month]; share++)
            out->values[share * out->count + month] = percentiles[share];
    }
    take_limit(months, outcome, out);
    return out;
}
