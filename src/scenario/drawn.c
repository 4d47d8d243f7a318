/* drawn.c: parameters drawn, the model evaluated for each draw, and what all draws say together of each outcome. Draws, distributions and summaries are
 * those of draws.h and summarize.h; every value in between is computed as `kör` computes it. */
#include "scenario/drawn.h"

#include "exec/eval.h"
#include "scenario/drawn_months.h"
#include "scenario/draws.h"
#include "syntax/print.h"

/* Draws are made so many at a time. */
#define BATCH ((size_t)256)

static const uint32_t shares[DRAWN_SHARES] = {50000, 250000, 500000, 750000, 950000};

/* What one draw said of one outcome. level: its rank; a rule: 1 triggered, 0 not; else UINT8_MAX. */
typedef struct Told { Fix value; uint8_t missing, level; } Told;

typedef struct Drawing {
    Arena *arena;
    Bench *bench;
    const Scenario *scenario;
    const Run *run;
    Drawn *out;
    Fix **values;                        /* by drawn parameter: those of the batch */
    Told *told;                          /* by outcome, then by draw */
    MonthsDrawn *months;                 /* NULL: none are asked for */
} Drawing;

/* ---- what is drawn ---- */

static Num constant(const Drawing *d, const Expr *expr)
{
    Num value = num_of_int(0);
    constant_value(d->bench->over, expr, &value);
    return value;
}

/* Counts come whole, where all that is said of them is; amounts in whole öre. */
static int decimals_of(const Drawing *d, const Draw *draw)
{
    UnitKind unit = d->bench->over->parameters.items[draw->parameter].type.unit.kind;
    bool whole = true;
    for (size_t i = 0; i < 3 && draw->args[i]; i++)
        whole &= constant(d, draw->args[i]).d == 1;
    return unit == UNIT_RATIO || unit == UNIT_POINTS ? 6 : unit == UNIT_PLAIN && whole ? 0 : 2;
}

static Distribution distribution_of(const Drawing *d, const Draw *draw)
{
    static const DistributionKind kinds[] = {[SPREAD_NORMAL] = DIST_NORMAL, [SPREAD_TRIANGLE] = DIST_TRIANGLE, [SPREAD_UNIFORM] = DIST_UNIFORM};
    Distribution out = {.kind = kinds[draw->spread], .decimals = decimals_of(d, draw)};
    Fix *const ends[] = {&out.a, &out.b, &out.c};
    for (size_t i = 0; i < 3 && draw->args[i]; i++)
        *ends[i] = num_to_fix(constant(d, draw->args[i]));
    return out;
}

/* "normal(3 %; 0,5 procentenheter) samvarierar med elevtal 0,6" */
static Str written(const Drawing *d, const Draw *draw)
{
    StrBuf text = {0};
    for (VEC_EACH(const Mod, mod, &draw->item->mods))
        print_mod(&text, mod, text.n == 0);
    Str out = str_dup(d->arena, strbuf_str(&text));
    strbuf_free(&text);
    return out;
}

/* Which of those drawn the parameter is. */
static size_t drawn_place(const Drawing *d, size_t parameter)
{
    size_t at = 0;
    while (at + 1 < d->scenario->draws.count && d->scenario->draws.items[at].parameter != parameter)
        at++;
    return at;
}

static CorrelatedPair *make_pairs(const Drawing *d)
{
    CorrelatedPair *pairs = arena_array(d->arena, d->scenario->pairs.count + 1, sizeof *pairs);
    for (size_t i = 0; i < d->scenario->pairs.count; i++) {
        const DrawPair *pair = &d->scenario->pairs.items[i];
        pairs[i] = (CorrelatedPair){drawn_place(d, pair->first), drawn_place(d, pair->second), num_to_fix(constant(d, pair->strength))};
    }
    return pairs;
}

/* A distribution, or what is said of several at once. */
static void refuse(Drawing *d, const DrawsCheck *check)
{
    size_t at = check->correlation ? check->first : check->parameter;
    at = at < d->scenario->draws.count ? at : 0;
    const DrawnParameterTold *wrong = &d->out->parameters.items[at];
    Span span = d->scenario->draws.items[at].item->span;
    const char *name = arena_strndup(d->arena, wrong->parameter.s, wrong->parameter.n);
    if (check->correlation == CORRELATION_TOO_MANY)
        diag_add(d->bench->diags, DIAG_S1029, span, name, NULL);
    else if (check->correlation)
        diag_add(d->bench->diags, DIAG_S1028, span, name, NULL);
    else
        diag_add(d->bench->diags, DIAG_S1015, span, arena_strndup(d->arena, wrong->distribution.s, wrong->distribution.n), NULL);
}

static Draws *make_draws(Drawing *d)
{
    size_t count = d->scenario->draws.count;
    DrawnParameter *parameters = arena_array(d->arena, count, sizeof *parameters);
    DrawsCheck check;
    for (size_t i = 0; i < count; i++) {
        const Draw *draw = &d->scenario->draws.items[i];
        parameters[i] = (DrawnParameter){d->bench->over->parameters.items[draw->parameter].common.name, distribution_of(d, draw)};
        vec_push(d->arena, &d->out->parameters, ((DrawnParameterTold){parameters[i].name, written(d, draw)}));
    }
    Draws *draws = draws_new(d->arena, d->out->seed, parameters, count, make_pairs(d), d->scenario->pairs.count, &check);
    if (!draws)
        refuse(d, &check);
    return draws;
}

/* ---- the draws ---- */

static Told told_of(const Assessment *a)
{
    Told told = {.missing = a->value.state != RESULT_VALUE || a->value.type != RESULT_NUMBER, .level = UINT8_MAX};
    if (!told.missing)
        told.value = num_to_fix(a->value.number);
    if (a->value.type == RESULT_TRUTH && a->value.truth != TRUTH_UNKNOWN)
        told.level = (uint8_t)a->value.truth;
    else if (a->level_rank >= 0 && a->level_rank < DRAWN_LEVELS && !a->exempt)
        told.level = (uint8_t)a->level_rank;
    return told;
}

static bool evaluate(Drawing *d, size_t draw, size_t at)
{
    Arena *scratch = arena_new();
    size_t count = d->scenario->draws.count, outcomes = d->run->assessments.count;
    SetTo *set = arena_array(scratch, count, sizeof *set);
    for (size_t i = 0; i < count; i++)
        set[i] = (SetTo){d->scenario->draws.items[i].parameter, num_of_fix(d->values[i][at])};
    Evaluator *evaluator = bench_set(d->bench, scratch, set, count, NULL);
    const Run *run = evaluator ? exec_results(evaluator, d->bench->input.options->as_of, &(ResultsAsked){.bare = true}) : NULL;
    for (size_t i = 0; run && i < outcomes && i < run->assessments.count; i++)
        d->told[i * d->out->draws + draw] = told_of(&run->assessments.items[i]);
    if (run && d->months)
        months_note(d->months, evaluator, draw);
    arena_free(scratch);
    return run && !effort_stopped(d->bench->input.options->effort);
}

static bool evaluate_all(Drawing *d, const Draws *draws)
{
    size_t count = d->scenario->draws.count;
    d->values = arena_array(d->arena, count, sizeof *d->values);
    for (size_t i = 0; i < count; i++)
        d->values[i] = arena_array(d->arena, BATCH, sizeof *d->values[i]);
    for (size_t from = 0; from < d->out->draws; from += BATCH) {
        size_t some = d->out->draws - from < BATCH ? d->out->draws - from : BATCH;
        draws_fill(draws, from, some, vectors_usable(VECTORS_AUTO), d->values);
        for (size_t i = 0; i < some; i++)
            if (!evaluate(d, from + i, i))
                return false;
    }
    return true;
}

/* ---- all draws together ---- */

static bool is_moved(const Drawing *d, const Told *told)
{
    for (size_t i = 1; i < d->out->draws; i++)
        if (told[i].value != told[0].value || told[i].level != told[0].level || told[i].missing != told[0].missing)
            return true;
    return false;
}

static Quantity quantity_like(const Assessment *base, Num number)
{
    Quantity quantity = base->value;
    quantity.state = RESULT_VALUE;
    quantity.number = number;
    return quantity;
}

static void summarize(Drawing *d, const Told *told, DrawnCell *cell)
{
    size_t n = d->out->draws;
    Fix *values = arena_array(d->arena, n, sizeof *values), percentiles[DRAWN_SHARES];
    uint8_t *states = arena_array(d->arena, n, sizeof *states);
    for (size_t i = 0; i < n; i++) {
        values[i] = told[i].value;
        states[i] = told[i].missing;
    }
    Num mean;
    cell->has_values = drawn_percentiles(values, states, n, shares, percentiles, &mean);
    for (size_t i = 0; cell->has_values && i < DRAWN_SHARES; i++)
        cell->shares[i] = quantity_like(cell->base, num_of_fix(percentiles[i]));
    if (cell->has_values)
        cell->mean = quantity_like(cell->base, mean);
}

static void add_cell(Drawing *d, size_t outcome)
{
    const Told *told = d->told + outcome * d->out->draws;
    DrawnCell cell = {.base = &d->run->assessments.items[outcome]};
    if (!is_moved(d, told))
        return;
    for (size_t i = 0; i < d->out->draws; i++) {
        cell.missing += told[i].missing && cell.base->value.type == RESULT_NUMBER;
        if (told[i].level < DRAWN_LEVELS)
            cell.levels[told[i].level]++;
        else
            cell.without_level++;
    }
    outcome_levels(d->bench->over, cell.base, cell.names);
    summarize(d, told, &cell);
    cell.months = d->months && cell.has_values ? months_of(d->months, outcome, shares) : NULL;
    vec_push(d->arena, &d->out->cells, cell);
}

const Drawn *drawn_run(Arena *arena, Bench *bench, const Scenario *scenario, const Run *run, const DrawsAsked *asked)
{
    Drawn *out = ARENA_NEW(arena, Drawn);
    Drawing d = {.arena = arena, .bench = bench, .scenario = scenario, .run = run, .out = out};
    size_t draws = asked->draws;
    *out = (Drawn){.draws = draws, .seed = asked->seed};
    if (draws * (run->assessments.count + 1) > DRAWN_POINTS_MOST) {
        diag_add(bench->diags, DIAG_S1022, scenario->draws.items[0].item->span, arena_printf(arena, "%zu", draws),
                 arena_printf(arena, "%zu", run->assessments.count), NULL);
        return NULL;
    }
    Draws *made = make_draws(&d);
    d.told = arena_array(arena, draws * run->assessments.count + 1, sizeof *d.told);
    d.months = made && asked->months ? months_drawn(arena, bench, run, draws, MONTHS_POINTS_MOST) : NULL;
    if (!made || !evaluate_all(&d, made))
        return NULL;
    for (size_t i = 0; i < run->assessments.count; i++)
        add_cell(&d, i);
    return out;
}
