/* scenario.c: base and scenarios through the ordinary evaluator, and what differs between them. Each change is also made alone, and in its place in the
 * order, so that the report can say which of them did what. */
#include "scenario/scenario.h"

#include "scenario/drawn.h"
#include "scenario/marginals.h"
#include "scenario/sought.h"
#include "scenario/vary.h"

/* More changes than this are not tried one by one. */
#define MOST_TRIED 40

typedef struct Work {
    Arena *arena;
    const ScenarioInput *input;
    Diags *diags;
    ScenarioReport *report;
    ChangeRefVec below;                  /* the changes of the base */
    const Evaluator *like;               /* of the base: what it has added up serves the others where it can */
} Work;

static bool is_stopped(const Work *work)
{
    return work->input->options->effort && effort_stopped(work->input->options->effort);
}

static char *print_expr(Arena *arena, const Expr *expr)
{
    StrBuf text = {0};
    expr_print(&text, expr);
    char *copy = arena_strndup(arena, text.s ? text.s : "", text.n);
    strbuf_free(&text);
    return copy;
}

/* ---- one evaluation ---- */

/* The base's changes with some of the scenario's behind them: those from `first` to before `end`. */
static bool make_bench(Work *work, const ChangeRefVec *own, size_t first, size_t end, RowsMet *met, Bench *out)
{
    ChangeRefVec *changes = ARENA_NEW(work->arena, ChangeRefVec);
    for (VEC_EACH(const ChangeRef, ref, &work->below))
        vec_push(work->arena, changes, *ref);
    for (size_t i = first; i < end; i++)
        vec_push(work->arena, changes, own->items[i]);
    RowsMet *all = arena_array(work->arena, changes->count + 1, sizeof *all);
    BenchInput input = {work->input->model, work->input->tables, work->input->options, changes, work->like};
    if (is_stopped(work) || !bench_make(work->arena, &input, all, work->diags, out))
        return false;
    for (size_t i = first; met && i < end; i++)
        met[i - first] = all[work->below.count + i - first];
    return true;
}

static Run *bench_run(Work *work, const Bench *bench)
{
    return exec_results(bench->evaluator, work->input->options->as_of, &(ResultsAsked){.steps = false});
}

static const Run *evaluate_some(Work *work, const ChangeRefVec *own, size_t first, size_t end)
{
    Bench bench;
    return make_bench(work, own, first, end, NULL, &bench) ? bench_run(work, &bench) : NULL;
}

/* ---- side by side ---- */

static void index_by_id(Arena *arena, const Run *run, Map *map)
{
    map_init(map, arena);
    for (VEC_EACH(const Assessment, a, &run->assessments))
        map_put(map, a->id, (void *)a);
}

/* The runs with one change alone, and with all changes up to each; by change. */
typedef struct Tried { Map *alone, *after; Map base; size_t count; } Tried;

static bool try_changes(Work *work, const ChangeRefVec *own, const Run *whole, Tried *out)
{
    *out = (Tried){.count = own->count};
    out->alone = arena_array(work->arena, own->count, sizeof *out->alone);
    out->after = arena_array(work->arena, own->count, sizeof *out->after);
    index_by_id(work->arena, work->report->base, &out->base);
    for (size_t i = 0; i < own->count; i++) {
        const Run *after = i + 1 == own->count ? whole : evaluate_some(work, own, 0, i + 1);
        const Run *alone = i == 0 ? after : evaluate_some(work, own, i, i + 1);
        if (!after || !alone)
            return false;
        index_by_id(work->arena, alone, &out->alone[i]);
        index_by_id(work->arena, after, &out->after[i]);
    }
    return true;
}

static bool differ(const Assessment *a, const Assessment *b)
{
    return a && b && !assessments_equal(a, b);
}

static void add_effects(Work *work, const Tried *tried, ScenarioCell *cell)
{
    const Assessment *before = cell->base;
    for (size_t i = 0; i < tried->count; i++) {
        ScenarioEffect effect = {i, map_get(&tried->alone[i], cell->base->id), before, map_get(&tried->after[i], cell->base->id)};
        if (differ(effect.alone, cell->base) || differ(effect.before, effect.after))
            vec_push(work->arena, &cell->effects, effect);
        before = effect.after;
    }
}

static void compare_outcomes(Work *work, const Tried *tried, ScenarioResult *result)
{
    Map with;
    index_by_id(work->arena, result->run, &with);
    for (VEC_EACH(const Assessment, base, &work->report->base->assessments)) {
        const Assessment *own = map_get(&with, base->id);
        result->cell_count++;
        if (!own || assessments_equal(base, own))
            continue;
        ScenarioCell cell = {.base = base, .with = own, .flipped = !assessments_alike(base, own)};
        if (tried)
            add_effects(work, tried, &cell);
        result->flipped += cell.flipped;
        result->value_only += !cell.flipped;
        vec_push(work->arena, &result->cells, cell);
    }
    work->report->flipped += result->flipped;
}

/* ---- requirements ---- */

static const Finding *find_demand(const Run *run, Str id)
{
    for (VEC_EACH(const Finding, finding, &run->findings))
        if (finding->kind == FINDING_REQUIREMENT && str_eq(finding->id, id))
            return finding;
    return NULL;
}

static bool same_demand(const Finding *a, const Finding *b)
{
    return str_eq(a->status, b->status) && str_eq(a->message[LANG_SV], b->message[LANG_SV]) && str_eq(a->action[LANG_SV], b->action[LANG_SV]);
}

static void compare_demands(Work *work, ScenarioResult *result)
{
    for (VEC_EACH(const Finding, finding, &work->report->base->findings)) {
        const Finding *own = finding->kind == FINDING_REQUIREMENT ? find_demand(result->run, finding->id) : finding;
        if (!own || !same_demand(finding, own))
            vec_push(work->arena, &result->demands, ((ScenarioDemand){finding, own}));
    }
    for (VEC_EACH(const Finding, finding, &result->run->findings))
        if (finding->kind == FINDING_REQUIREMENT && !find_demand(work->report->base, finding->id))
            vec_push(work->arena, &result->demands, ((ScenarioDemand){NULL, finding}));
}

/* ---- one scenario ---- */

static Str place_of(Arena *arena, Span span)
{
    return span.src ? str_of(arena_printf(arena, "%s:%zu", span.src->name, source_place(span.src, span.start).line)) : STR_LIT("");
}

static Str change_text(Arena *arena, const Change *change)
{
    StrBuf text = {0};
    scenario_item_print(&text, change->item);
    Str copy = str_dup(arena, strbuf_str(&text));
    strbuf_free(&text);
    return copy;
}

static void describe(Work *work, size_t index, const ChangeRefVec *own, const RowsMet *met, ScenarioResult *out)
{
    const Model *model = work->input->model;
    const Scenario *scenario = model->scenarios.items[index];
    out->name = scenario->common.name;
    out->title = scenario->common.title;
    out->place = place_of(work->arena, scenario->common.decl->name_span);
    for (VEC_EACH(const Ref, ref, &scenario->common.builds_on))
        vec_push(work->arena, &out->builds_on, model->scenarios.items[ref->index]->common.name);
    for (size_t i = 0; i < own->count; i++) {
        ScenarioChange change = {.scenario = model->scenarios.items[own->items[i].scenario]->common.name, .met = met[i]};
        change.text = change_text(work->arena, own->items[i].change);
        change.place = place_of(work->arena, own->items[i].change->item->span);
        vec_push(work->arena, &out->changes, change);
    }
}

/* A change that does nothing is probably a condition that does not say what was meant. */
static void warn_of_nothing(Work *work, const ChangeRefVec *own, const RowsMet *met)
{
    for (size_t i = 0; i < own->count; i++) {
        const Item *item = own->items[i].change->item;
        const char *what = print_expr(work->arena, item->value);
        if (met[i].is_rows && !met[i].yes)
            diag_add(work->diags, DIAG_S1009, item->span, what, arena_printf(work->arena, "%zu", met[i].rows), "0",
                     arena_printf(work->arena, "%zu", met[i].unknown), NULL);
        if (met[i].rounded)
            diag_add(work->diags, DIAG_S1020, item->span, what, arena_printf(work->arena, "%zu", met[i].rounded), NULL);
    }
}

/* The scenario's changes, but for those that the base has made already. */
static void own_changes(Work *work, size_t index, ChangeRefVec *out)
{
    ChangeRefVec all = {0};
    scenario_changes(work->arena, work->input->model, index, &all);
    for (VEC_EACH(const ChangeRef, ref, &all)) {
        bool made = false;
        for (VEC_EACH(const ChangeRef, below, &work->below))
            made |= below->change == ref->change;
        if (!made)
            vec_push(work->arena, out, *ref);
    }
}

/* Over the grid, where something is varied. */
static bool add_variation(Work *work, size_t index, Bench *bench, ScenarioResult *result)
{
    const Scenario *scenario = work->input->model->scenarios.items[index];
    if (scenario->varies.count)
        result->variation = vary_run(work->arena, bench, scenario, result->run);
    return !scenario->varies.count || result->variation;
}

static bool add_sought(Work *work, size_t index, Bench *bench, ScenarioResult *result)
{
    const Scenario *scenario = work->input->model->scenarios.items[index];
    for (VEC_EACH(const Seek, seek, &scenario->seeks)) {
        Sought sought;
        if (!sought_run(work->arena, bench, seek, &sought))
            return false;
        vec_push(work->arena, &result->sought, sought);
    }
    return true;
}

static bool add_drawn(Work *work, size_t index, Bench *bench, ScenarioResult *result)
{
    const Scenario *scenario = work->input->model->scenarios.items[index];
    if (scenario->draws.count)
        result->drawn = drawn_run(work->arena, bench, scenario, result->run, &work->input->asked);
    return !scenario->draws.count || result->drawn;
}

static bool add_marginals(Work *work, Bench *bench, const Run *run, const Marginals **out)
{
    if (work->input->marginals)
        *out = marginals_run(work->arena, bench, run);
    return !work->input->marginals || *out;
}

static bool run_one(Work *work, size_t index)
{
    ScenarioResult result = {.effects = false};
    ChangeRefVec own = {0};
    own_changes(work, index, &own);
    RowsMet *met = arena_array(work->arena, own.count + 1, sizeof *met);
    Bench bench;
    if (!make_bench(work, &own, 0, own.count, met, &bench))
        return false;
    result.run = bench_run(work, &bench);
    Tried tried;
    result.effects = own.count <= MOST_TRIED;
    if (result.effects && !try_changes(work, &own, result.run, &tried))
        return false;
    describe(work, index, &own, met, &result);
    warn_of_nothing(work, &own, met);
    compare_outcomes(work, result.effects ? &tried : NULL, &result);
    compare_demands(work, &result);
    if (!add_variation(work, index, &bench, &result) || !add_sought(work, index, &bench, &result) ||
        !add_drawn(work, index, &bench, &result) || !add_marginals(work, &bench, result.run, &result.marginals))
        return false;
    vec_push(work->arena, &work->report->results, result);
    return true;
}

static bool run_base(Work *work)
{
    ChangeRefVec none = {0};
    Bench bench;
    if (!make_bench(work, &none, 0, 0, NULL, &bench))
        return false;
    Run *run = bench_run(work, &bench);
    exec_files(bench.evaluator, run);
    work->report->base = run;
    work->like = bench.evaluator;
    return work->input->count || add_marginals(work, &bench, run, &work->report->marginals);
}

const ScenarioReport *scenario_run(Arena *arena, const ScenarioInput *input, Diags *diags)
{
    ScenarioReport *report = ARENA_NEW(arena, ScenarioReport);
    Work work = {.arena = arena, .input = input, .diags = diags, .report = report};
    report->arena = arena;
    if (input->base != NO_INDEX) {
        const Scenario *base = input->model->scenarios.items[input->base];
        report->base_name = base->common.name;
        report->base_title = base->common.title;
        scenario_changes(arena, input->model, input->base, &work.below);
    }
    if (!run_base(&work))
        return NULL;
    for (size_t i = 0; i < input->count; i++)
        if (!run_one(&work, input->scenarios[i]))
            return NULL;
    return report;
}
