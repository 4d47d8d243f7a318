/* rows_facts.c: what holds of figures that are made of the same rows. Unknown: how many rows of each class there are, and what each column adds up to in
 * them. Counts are sums of the first, sums of the second, and a share is a part of its whole. Called by ask.c before a question is asked. */
#include "prove/rows.h"

/* More than this and the facts would cost more than they tell. */
#define MOST_FACT_CLASSES ((size_t)64)

/* Figures of the same rows: a table, whose, and when. */
typedef struct RowGroup {
    size_t table; Str scope;
    size_t rows_figures;             /* counts and shares */
    Term *counts;                    /* by class: how many rows, Real */
} RowGroup;
typedef VEC(RowGroup) RowGroupVec;

/* What a value comes to in each class of a group. */
typedef struct RowSums { size_t group; Str key; size_t figures; Term *sums; } RowSums;
typedef VEC(RowSums) RowSumsVec;

/* Of a share: each class of its whole as a part of that. */
typedef struct RowWhole { size_t group; Str classes; Term *parts; Term count; } RowWhole;
typedef VEC(RowWhole) RowWholeVec;

typedef struct Facts { Proof *proof; RowFigureVec figures; RowTableVec tables; RowGroupVec groups; RowSumsVec columns; RowWholeVec wholes; } Facts;

/* ---- which belong together ---- */

static bool is_row_count(const RowFigure *figure)
{
    return figure->of->function == FUNCTION_COUNT && figure->of->value == NO_INDEX;
}

static bool is_share(const RowFigure *figure)
{
    return figure->of->function == FUNCTION_SHARE;
}

static bool is_sum(const RowFigure *figure)
{
    return figure->of->function == FUNCTION_SUM;
}

static size_t group_at(Facts *f, const RowFigure *figure)
{
    for (size_t i = 0; i < f->groups.count; i++)
        if (f->groups.items[i].table == figure->table && str_eq(f->groups.items[i].scope, figure->scope))
            return i;
    vec_push(f->proof->arena, &f->groups, ((RowGroup){.table = figure->table, .scope = figure->scope}));
    return f->groups.count - 1;
}

static size_t column_at(Facts *f, const RowFigure *figure)
{
    const Side *side = &f->proof->sides[figure->side];
    const ScanPlan *scan = &side->plan->scans[figure->of->table];
    Str key = key_of_row(f->proof, side, scan, scan->values.items[figure->of->value].step);
    size_t group = group_at(f, figure);
    for (size_t i = 0; i < f->columns.count; i++)
        if (f->columns.items[i].group == group && str_eq(f->columns.items[i].key, key))
            return i;
    vec_push(f->proof->arena, &f->columns, ((RowSums){.group = group, .key = key}));
    return f->columns.count - 1;
}

/* ---- unknowns ---- */

static const RowTable *table_of(const Facts *f, const RowFigure *figure)
{
    return &f->tables.items[figure->table];
}

/* How many rows of each class there are: whole numbers, none of them negative. */
static Term *counts_of(Facts *f, size_t at)
{
    RowGroup *group = &f->groups.items[at];
    Script *s = &f->proof->script;
    size_t classes = f->tables.items[group->table].classes.count;
    if (group->counts)
        return group->counts;
    group->counts = arena_array(f->proof->arena, classes, sizeof *group->counts);
    for (size_t i = 0; i < classes; i++) {
        Term whole = term_unknown(s, "Int");
        term_fact(s, term_2(s, "Bool", ">=", whole, STR_LIT("0")));
        group->counts[i] = term_1(s, "Real", "to_real", whole);
    }
    return group->counts;
}

static Term *sums_of(Facts *f, size_t at)
{
    RowSums *column = &f->columns.items[at];
    size_t classes = f->tables.items[f->groups.items[column->group].table].classes.count;
    if (column->sums)
        return column->sums;
    column->sums = arena_array(f->proof->arena, classes, sizeof *column->sums);
    for (size_t i = 0; i < classes; i++)
        column->sums[i] = term_unknown(&f->proof->script, "Real");
    return column->sums;
}

/* Added up over the classes of which the condition says yes. */
static Term added(const Facts *f, const RowFigure *figure, size_t filter, const Term *terms)
{
    Script *s = &f->proof->script;
    const RowTable *table = table_of(f, figure);
    Term sum = STR_LIT("0.0");
    for (size_t i = 0; i < table->classes.count; i++)
        if (table->classes.items[i].truths[filter] == TRUTH_YES)
            sum = str_eqz(sum, "0.0") ? terms[i] : term_2(s, "Real", "+", sum, terms[i]);
    return sum;
}

/* ---- facts ---- */

static Term equal(Script *s, Term a, Term b)
{
    return term_2(s, "Bool", "=", a, b);
}

static Term at_least_one(Script *s, Term count)
{
    return term_2(s, "Bool", ">=", count, STR_LIT("1.0"));
}

static void where_known(Facts *f, const RowFigure *figure, Term fact)
{
    Script *s = &f->proof->script;
    const Sym *sym = &f->proof->unknowns.items[figure->unknown].sym;
    term_fact(s, term_or(s, term_not(s, sym_ok(f->proof, sym)), fact));
}

static Term number_of(const Facts *f, const RowFigure *figure)
{
    return f->proof->unknowns.items[figure->unknown].sym.number;
}

/* The classes that a share is a part of, as a text to find equal ones by. */
static Str whole_classes(Facts *f, const RowFigure *figure)
{
    const RowTable *table = table_of(f, figure);
    char *marks = arena_alloc(f->proof->arena, table->classes.count + 1);
    for (size_t i = 0; i < table->classes.count; i++) {
        const Truth *truths = table->classes.items[i].truths;
        marks[i] = truths[figure->filter] == TRUTH_YES || truths[figure->rest] == TRUTH_YES ? 'x' : '-';
    }
    return (Str){marks, table->classes.count};
}

/* The parts are not negative and make up the whole; there are as many rows as the part says. */
static const RowWhole *whole_of(Facts *f, const RowFigure *figure, size_t group, const Term *counts)
{
    Script *s = &f->proof->script;
    Str classes = whole_classes(f, figure);
    for (VEC_EACH(const RowWhole, known, &f->wholes))
        if (known->group == group && str_eq(known->classes, classes))
            return known;
    RowWhole whole = {group, classes, arena_array(f->proof->arena, classes.n + 1, sizeof(Term)), STR_LIT("0.0")};
    Term sum = STR_LIT("0.0"), zero = STR_LIT("0.0");
    for (size_t i = 0; i < classes.n; i++) {
        whole.parts[i] = zero;
        if (classes.s[i] != 'x')
            continue;
        whole.parts[i] = term_unknown(s, "Real");
        term_fact(s, term_2(s, "Bool", ">=", whole.parts[i], zero));
        sum = term_2(s, "Real", "+", sum, whole.parts[i]);
        whole.count = term_2(s, "Real", "+", whole.count, counts[i]);
    }
    Term none = equal(s, whole.count, zero);
    term_fact(s, term_or(s, none, equal(s, sum, STR_LIT("1.0"))));
    for (size_t i = 0; i < classes.n; i++)
        if (classes.s[i] == 'x') {
            term_fact(s, term_or(s, none, equal(s, equal(s, whole.parts[i], zero), equal(s, counts[i], zero))));
            if (f->groups.items[group].rows_figures > 1)
                f->proof->products = term_and(s, f->proof->products, term_or(s, none, equal(s, term_2(s, "Real", "*", whole.parts[i], whole.count), counts[i])));
        }
    vec_push(f->proof->arena, &f->wholes, whole);
    return &f->wholes.items[f->wholes.count - 1];
}

static void say_share(Facts *f, const RowFigure *figure)
{
    Script *s = &f->proof->script;
    size_t group = group_at(f, figure);
    const RowWhole *whole = whole_of(f, figure, group, counts_of(f, group));
    Term part = added(f, figure, figure->filter, whole->parts);
    where_known(f, figure, term_and(s, at_least_one(s, whole->count), equal(s, number_of(f, figure), part)));
}

static void say_count(Facts *f, const RowFigure *figure)
{
    Term count = added(f, figure, figure->filter, counts_of(f, group_at(f, figure)));
    where_known(f, figure, equal(&f->proof->script, number_of(f, figure), count));
}

/* A sum is made of its classes; without rows there is none, where nothing counts as nothing. */
static void say_sum(Facts *f, const RowFigure *figure)
{
    Script *s = &f->proof->script;
    size_t at = column_at(f, figure), group = f->columns.items[at].group;
    if (f->columns.items[at].figures > 1)
        where_known(f, figure, equal(s, number_of(f, figure), added(f, figure, figure->filter, sums_of(f, at))));
    const Table *table = &f->proof->sides[figure->side].model->tables.items[figure->of->table];
    if (f->groups.items[group].rows_figures && !table->no_rows_zero)
        where_known(f, figure, at_least_one(s, added(f, figure, figure->filter, counts_of(f, group))));
}

static bool is_followed(const Facts *f, const RowFigure *figure)
{
    size_t classes = table_of(f, figure)->classes.count;
    return classes && classes <= MOST_FACT_CLASSES && (is_row_count(figure) || is_share(figure) || is_sum(figure));
}

void rows_facts(Proof *proof)
{
    Facts f = {.proof = proof};
    if (proof->unknowns.count < 2)
        return;
    rows_gather(proof, &f.figures, &f.tables);
    proof->script.is_beside = true;
    for (VEC_EACH(const RowFigure, figure, &f.figures)) {
        if (!is_followed(&f, figure))
            continue;
        size_t group = group_at(&f, figure);
        f.groups.items[group].rows_figures += !is_sum(figure);
        size_t column = is_sum(figure) ? column_at(&f, figure) : NO_INDEX;
        if (column != NO_INDEX)
            f.columns.items[column].figures++;
    }
    for (VEC_EACH(const RowFigure, figure, &f.figures)) {
        if (!is_followed(&f, figure))
            continue;
        size_t group = group_at(&f, figure);
        if (is_sum(figure))
            say_sum(&f, figure);
        else if (f.groups.items[group].rows_figures > 1)
            (is_share(figure) ? say_share : say_count)(&f, figure);
    }
    proof->script.is_beside = false;
}
