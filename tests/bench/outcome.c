/* outcome.c: from a cube to indicators. An indicator is a signed list of aggregates; an atom knows which of them it belongs to, so each cell is
 * added only where it counts. */
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

static size_t atom_count(const Cube *cube)
{
    return cube->dense ? cube->dense->extents[DENSE_ATOM] : cube->atoms.count;
}

static bool belongs(const Cube *cube, size_t atom, const Term *term)
{
    const uint8_t *truths = cube->dense ? cube->dense->truths[atom] : cube->atoms.items[atom].truths;
    return term->filter == NO_INDEX || truths[term->filter] == TRUTH_YES;
}

static Sorted sort_terms(Arena *arena, const Cube *cube, const TermVec *terms)
{
    Sorted out = {.starts = arena_array(arena, atom_count(cube) + 1, sizeof *out.starts)};
    TermVec all = {0};
    for (size_t a = 0; a < atom_count(cube); a++) {
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

/* The atoms of one body and month, which stand beside each other. */
static void add_group(const DenseCube *dense, const Sorted *sorted, size_t at, int64_t *values, bool *filled)
{
    for (size_t a = 0; a < dense->extents[DENSE_ATOM]; a++) {
        uint64_t rows = dense_rows(dense, at + a);
        *filled = *filled || rows;
        for (size_t t = rows ? sorted->starts[a] : sorted->starts[a + 1]; t < sorted->starts[a + 1]; t++) {
            const Term *term = &sorted->terms[t];
            values[term->indicator] += term->sign * (term->value == NO_INDEX ? (int64_t)rows : (int64_t)dense_sum(dense, term->value, at + a));
        }
    }
}

static void add_dense(const DenseCube *dense, const Sorted *sorted, Outcome *out)
{
    for (size_t slot = 0; slot < dense->extents[DENSE_SLOT]; slot++)
        for (size_t time = 0; time < dense->extents[DENSE_TIME] && dense->slots[slot] < out->slots; time++) {
            size_t place = (size_t)dense->slots[slot] * out->times + time;
            add_group(dense, sorted, dense_at(dense, time, slot, 0, 0, 0), &out->values[place * out->indicators], &out->filled[place]);
        }
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
    Sorted sorted = sort_terms(arena, cube, &terms);
    if (cube->dense)
        add_dense(cube->dense, &sorted, out);
    else
        add_listed(cube, &sorted, out);
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
