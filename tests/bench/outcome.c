/* outcome.c: from a cube to indicators. An indicator is a signed list of aggregates. Of a dense cube each aggregate is a few differences between
 * running totals over the atoms; in a list of cells an atom knows which aggregates it belongs to, so each cell is added only where it counts. */
#include "exec/atom_runs.h"
#include "outcome.h"

typedef struct Term { uint32_t indicator; int sign; size_t filter, value; } Term;
typedef VEC(Term) TermVec;

/* The aggregates of a step, with their signs. */
static bool gather(Arena *arena, const Plan *plan, uint32_t step, uint32_t indicator, int sign, TermVec *terms)
{
    if (step == NO_STEP)
        return false;
    const PlanStep *s = &plan->steps.items[step];
    if (s->op == STEP_ADD || s->op == STEP_SUB)
        return gather(arena, plan, s->a, indicator, sign, terms) && gather(arena, plan, s->b, indicator, s->op == STEP_SUB ? -sign : sign, terms);
    if (s->op == STEP_NEG)
        return gather(arena, plan, s->a, indicator, -sign, terms);
    if (s->op != STEP_AGGREGATE)
        return false;
    const Aggregate *aggregate = &plan->aggregates.items[s->index];
    if (aggregate->function != FUNCTION_SUM && aggregate->function != FUNCTION_COUNT)
        return false;
    vec_push(arena, terms, (Term){indicator, sign, aggregate->filter, aggregate->value});
    return true;
}

/* The terms that each atom belongs to, one after the other: those of atom a are starts[a] … starts[a + 1]. */
typedef struct Sorted { Term *terms; size_t *starts; } Sorted;

static bool belongs(const Cube *cube, size_t atom, const Term *term)
{
    return term->filter == NO_INDEX || cube->atoms.items[atom].truths[term->filter] == TRUTH_YES;
}

static Sorted sort_terms(Arena *arena, const Cube *cube, const TermVec *terms)
{
    Sorted out = {.starts = arena_array(arena, cube->atoms.count + 1, sizeof *out.starts)};
    TermVec all = {0};
    for (size_t a = 0; a < cube->atoms.count; a++) {
        for (VEC_EACH(const Term, term, terms))
            if (belongs(cube, a, term))
                vec_push(arena, &all, *term);
        out.starts[a + 1] = all.count;
    }
    out.terms = all.items;
    return out;
}

static void add_listed(const Cube *cube, const Sorted *sorted, Outcome *out)
{
    for (size_t i = 0; i < cube->cells.count; i++) {
        const CubeCell *cell = &cube->cells.items[i];
        if (cell->slot >= out->slots || cell->time >= out->times)
            continue;
        size_t place = (size_t)cell->slot * out->times + cell->time;
        out->filled[place] = true;
        for (size_t t = sorted->starts[cell->atom]; t < sorted->starts[cell->atom + 1]; t++) {
            const Term *term = &sorted->terms[t];
            int64_t value = term->value == NO_INDEX ? (int64_t)cell->rows : (int64_t)cube->values[term->value].sums.items[i].sum;
            out->values[place * out->indicators + term->indicator] += term->sign * value;
        }
    }
}

/* ---- dense cubes ---- */

/* Bodies and months that are added up side by side. */
#define LANES ((size_t)8)

typedef struct Totals {
    const DenseCube *dense;
    AtomRuns runs;
    int64_t *before, unit;               /* [atom * LANES + lane]: of all atoms before it, in units */
    size_t lanes, places[LANES], at[LANES];
} Totals;

/* Sums that are not just a number of units. */
static bool is_odd(const DenseCube *dense, size_t value)
{
    return value != NO_INDEX && (dense->singles || dense->values[value].carries || dense->values[value].base);
}

#define RUN_TOTALS(value_at)                                                                   \
    for (size_t a = first; a < end; a++) {                                                     \
        total += value_at;                                                                     \
        before[(a + 1) * LANES] = total;                                                       \
    }

/* The running totals of atoms first … end of one lane, in units of the value. */
static void run_lane(Totals *t, size_t value, size_t lane, size_t first, size_t end)
{
    const DenseCube *dense = t->dense;
    size_t at = t->at[lane];
    int64_t *before = t->before + lane, total = before[first * LANES];
    if (value == NO_INDEX) {
        RUN_TOTALS((int64_t)dense_rows(dense, at + a))
    } else if (is_odd(dense, value)) {
        RUN_TOTALS((int64_t)dense_sum(dense, value, at + a))
    } else {
        size_t step = dense->values[value].step;
        const int64_t *sums = dense->values[value].sums + at * step;
        RUN_TOTALS(sums[a * step])
    }
}

/* A few atoms of all lanes at a time, which stay near the processor. */
static void run_totals(Totals *t, size_t value)
{
    size_t atoms = t->dense->extents[DENSE_ATOM];
    for (size_t first = 0; first < atoms; first += 64)
        for (size_t lane = 0; lane < t->lanes; lane++)
            run_lane(t, value, lane, first, first + 64 < atoms ? first + 64 : atoms);
    t->unit = value == NO_INDEX || is_odd(t->dense, value) ? 1 : t->dense->values[value].unit;
}

static void add_run(const Totals *t, AtomRun run, int64_t *sum)
{
    const int64_t *from = t->before + run.first * LANES, *until = t->before + run.end * LANES;
    for (size_t lane = 0; lane < LANES; lane++)
        sum[lane] += until[lane] - from[lane];
}

static void add_term(const Totals *t, const Term *term, Outcome *out)
{
    int64_t sum[LANES] = {0};
    if (term->filter == NO_INDEX)
        add_run(t, (AtomRun){0, (uint32_t)t->dense->extents[DENSE_ATOM]}, sum);
    else
        for (size_t r = t->runs.starts[term->filter]; r < t->runs.starts[term->filter + 1]; r++)
            add_run(t, t->runs.runs[r], sum);
    for (size_t lane = 0; lane < t->lanes; lane++)
        out->values[t->places[lane] * out->indicators + term->indicator] += term->sign * t->unit * sum[lane];
}

/* The terms over one value, or over rows. */
static void add_terms(Totals *t, size_t value, const TermVec *terms, Outcome *out)
{
    bool made = false;
    for (VEC_EACH(const Term, term, terms)) {
        if (term->value != value)
            continue;
        if (!made)
            run_totals(t, value);
        made = true;
        add_term(t, term, out);
    }
}

static void add_lanes(Totals *t, size_t values, const TermVec *terms, Outcome *out)
{
    for (size_t v = 0; v < values; v++)
        add_terms(t, v, terms, out);
    add_terms(t, NO_INDEX, terms, out);
    for (size_t lane = 0; lane < t->lanes; lane++)
        for (size_t a = 0; a < t->dense->extents[DENSE_ATOM] && !out->filled[t->places[lane]]; a++)
            out->filled[t->places[lane]] = dense_rows(t->dense, t->at[lane] + a);
    t->lanes = 0;
}

static void add_dense(Arena *arena, const Plan *plan, const DenseCube *dense, const TermVec *terms, Outcome *out)
{
    const ScanPlan *scan = &plan->scans[0];
    Totals *t = ARENA_NEW(arena, Totals);
    t->dense = dense;
    t->before = arena_array(arena, dense->extents[DENSE_ATOM] + 1, LANES * sizeof *t->before);
    atom_runs_make(arena, dense, scan->filters.count, TRUTH_YES, &t->runs);
    for (size_t time = 0; time < dense->extents[DENSE_TIME]; time++)
        for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++) {
            if (dense->slots[slot] >= out->slots)
                continue;
            t->places[t->lanes] = (size_t)dense->slots[slot] * out->times + time;
            t->at[t->lanes++] = dense_at(dense, time, slot, 0, 0, 0);
            if (t->lanes == LANES)
                add_lanes(t, scan->values.count, terms, out);
        }
    add_lanes(t, scan->values.count, terms, out);
}

bool outcome_make(Arena *arena, const Plan *plan, const Cube *cube, Outcome *out)
{
    TermVec terms = {0};
    *out = (Outcome){.slots = plan->model->bodies.count, .times = cube->times.count, .indicators = plan->model->indicators.count};
    for (size_t i = 0; i < out->indicators; i++)
        if (!gather(arena, plan, plan->indicators[i].value, (uint32_t)i, 1, &terms))
            return false;
    out->values = arena_array(arena, out->slots * out->times * out->indicators, sizeof *out->values);
    out->filled = arena_array(arena, out->slots * out->times, sizeof *out->filled);
    if (cube->dense) {
        add_dense(arena, plan, cube->dense, &terms, out);
    } else {
        Sorted sorted = sort_terms(arena, cube, &terms);
        add_listed(cube, &sorted, out);
    }
    return true;
}

static bool counts_rows(const Plan *plan, size_t indicator)
{
    const PlanStep *step = &plan->steps.items[plan->indicators[indicator].value];
    return step->op == STEP_AGGREGATE && plan->aggregates.items[step->index].function == FUNCTION_COUNT;
}

void outcome_print(StrBuf *out, const Model *model, const Plan *plan, const Cube *cube, const Outcome *outcome)
{
    for (size_t place = 0; place < outcome->slots * outcome->times; place++) {
        if (!outcome->filled[place])
            continue;
        strbuf_put(out, model->bodies.items[place / outcome->times].common.title);
        strbuf_putc(out, ';');
        period_print(out, cube->times.items[place % outcome->times]);
        for (size_t i = 0; i < outcome->indicators; i++) {
            int64_t value = outcome->values[place * outcome->indicators + i];
            strbuf_printf(out, ";%lld", (long long)(counts_rows(plan, i) ? value : value / (FIX_ONE / 100)));
        }
        strbuf_putc(out, '\n');
    }
}
