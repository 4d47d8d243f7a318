/* rows_build.c: rows for which a question's formula holds. How many there are of each kind, in each place, and what their columns come to, are unknowns of
 * the solver beside those of the formula; so rows and figures are found at once and agree. What is found is few rows with round numbers. */
#include "prove/rows_layers.h"

#define MOST_ROWS 1000
#define MOST_CELLS ((size_t)4000)    /* places times classes of a table */

typedef struct Builder {
    Prover *prover; Proof *proof;
    RowFigureVec figures; RowTableVec tables;
    Layer *layers;
    Term total;
    bool refused;
} Builder;

static const Table *model_table(const Builder *b, const Layer *layer)
{
    return &b->proof->sides[layer->side].model->tables.items[layer->table->tables[layer->side]];
}

/* ---- places ---- */

static bool strictly_holds(Period outer, Period inner)
{
    return period_within(inner, outer) && !period_eq(inner, outer);
}

/* The periods of the figures that have no other within them. */
static void list_times(const Builder *b, size_t table, PeriodVec *out)
{
    for (VEC_EACH(const RowFigure, figure, &b->figures)) {
        bool kept = figure->table == table;
        for (VEC_EACH(const RowFigure, other, &b->figures))
            kept = kept && (other->table != table || !strictly_holds(figure->context->period, other->context->period));
        for (size_t i = 0; kept && i < out->count; i++)
            kept = !period_eq(out->items[i], figure->context->period);
        if (kept)
            vec_push(b->proof->arena, out, figure->context->period);
    }
}

typedef VEC(uint32_t) SlotVec;

static void add_slot(const Builder *b, SlotVec *slots, uint32_t slot)
{
    for (size_t i = 0; i < slots->count; i++)
        if (slots->items[i] == slot)
            return;
    vec_push(b->proof->arena, slots, slot);
}

/* The bodies of the figures; where the whole municipality is looked at, one more. */
static void list_slots(const Builder *b, size_t table, SlotVec *out)
{
    bool whole = false;
    const Model *model = NULL;
    for (VEC_EACH(const RowFigure, figure, &b->figures)) {
        if (figure->table != table)
            continue;
        model = b->proof->sides[figure->side].model;
        if (figure->context->who == WHO_BODY)
            add_slot(b, out, figure->context->body);
        whole |= figure->context->who != WHO_BODY;
    }
    for (size_t i = 0; whole && i < model->bodies.count; i++)
        if (slot_seen(model, WHO_MUNICIPALITY, NO_INDEX, false, (uint32_t)i)) {
            add_slot(b, out, (uint32_t)i);
            whole = out->count == 0;
        }
    if (whole && !out->count)
        add_slot(b, out, slot_municipality(model));
}

typedef VEC(Date) DateVec;

/* Each figure looks at the latest forecast of its day: they have one each. */
static void list_forecasts(const Builder *b, size_t table, DateVec *out)
{
    for (VEC_EACH(const RowFigure, figure, &b->figures)) {
        bool kept = figure->table == table;
        for (size_t i = 0; kept && i < out->count; i++)
            kept = out->items[i] != figure->context->cutoff;
        if (kept)
            vec_push(b->proof->arena, out, figure->context->cutoff);
    }
}

static void list_places(Builder *b, Layer *layer, size_t at)
{
    const Table *table = model_table(b, layer);
    PeriodVec times = {0};
    SlotVec slots = {0};
    DateVec forecasts = {0};
    if (table->vintage_column != NO_INDEX)
        list_forecasts(b, at, &forecasts);
    else
        vec_push(b->proof->arena, &forecasts, DATE_NONE);
    if (table->time_column != NO_INDEX)
        list_times(b, at, &times);
    else
        vec_push(b->proof->arena, &times, ((Period){0, 0}));
    if (table->body_column != NO_INDEX)
        list_slots(b, at, &slots);
    else
        vec_push(b->proof->arena, &slots, NO_SLOT);
    for (size_t i = 0; i < times.count; i++)
        for (size_t j = 0; j < slots.count; j++)
            for (size_t k = 0; k < forecasts.count; k++)
                vec_push(b->proof->arena, &layer->places, ((Spot){slots.items[j], times.items[i], forecasts.items[k]}));
}

/* ---- unknowns ---- */

/* A cell that is not applicable is written with a word that tables may lack; so is what only a part of a condition says. */
static bool is_writable(const RowTable *table, const RowClass *class)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].opaque || table->columns.items[i].candidates.items[class->picks[i]].state == CELL_NOT_APPLICABLE)
            return false;
    return true;
}

static void declare_counts(Builder *b, Layer *layer)
{
    Script *s = &b->proof->script;
    size_t classes = layer->table->classes.count, cells = layer->places.count * classes;
    layer->counts = arena_array(b->proof->arena, cells, sizeof *layer->counts);
    layer->reals = arena_array(b->proof->arena, cells, sizeof *layer->reals);
    layer->found = arena_array(b->proof->arena, cells, sizeof *layer->found);
    for (size_t i = 0; i < cells; i++) {
        layer->reals[i] = STR_LIT("0.0");
        if (!is_writable(layer->table, &layer->table->classes.items[i % classes]))
            continue;
        layer->counts[i] = term_unknown(s, "Int");
        term_assert(s, term_2(s, "Bool", ">=", layer->counts[i], STR_LIT("0")));
        layer->reals[i] = term_1(s, "Real", "to_real", layer->counts[i]);
        b->total = term_2(s, "Int", "+", b->total, layer->counts[i]);
    }
}

static bool is_none(Term term)
{
    return str_eqz(term, "0.0");
}

/* All rows but the first have the number that stands for its kind; the first has what is left, which is of that kind too. */
static void keep_within(Builder *b, const Layer *layer, const RowCandidate *kind, size_t at, Term sum)
{
    Script *s = &b->proof->script;
    Term others = term_2(s, "Real", "*", term_number(s, num_of_fix(kind->number)), term_2(s, "Real", "-", layer->reals[at], STR_LIT("1.0")));
    Term first = term_2(s, "Real", "-", sum, others), none = term_2(s, "Bool", "=", layer->reals[at], STR_LIT("0.0"));
    if (kind->low > FIX_MIN)
        term_assert(s, term_or(s, none, term_2(s, "Bool", ">=", first, term_number(s, num_of_fix(kind->low)))));
    if (kind->high < FIX_MAX)
        term_assert(s, term_or(s, none, term_2(s, "Bool", "<=", first, term_number(s, num_of_fix(kind->high)))));
}

static Term amount_in(Builder *b, const Layer *layer, Amount *amount, size_t at)
{
    Script *s = &b->proof->script;
    const RowCandidate *fixed = layer_fixed(layer, amount->key, at % layer->table->classes.count);
    if (is_none(layer->reals[at]))
        return STR_LIT("0.0");
    if (fixed && fixed->state != CELL_OK)
        return STR_LIT("0.0");
    if (amount->sums[at].n)
        return amount->sums[at];
    Term sum = term_unknown(s, amount->whole ? "Int" : "Real"), zero = amount->whole ? STR_LIT("0") : STR_LIT("0.0");
    term_assert(s, term_or(s, term_2(s, "Bool", ">", layer->counts[at], STR_LIT("0")), term_2(s, "Bool", "=", sum, zero)));
    amount->sums[at] = sum;
    if (fixed)
        keep_within(b, layer, fixed, at, amount->whole ? term_1(s, "Real", "to_real", sum) : sum);
    return sum;
}

static Amount *amount_of(Builder *b, Layer *layer, Str key, bool whole)
{
    for (VEC_EACH(Amount, known, &layer->amounts))
        if (str_eq(known->key, key))
            return known;
    size_t cells = layer->places.count * layer->table->classes.count;
    Amount made = {key, whole, arena_array(b->proof->arena, cells, sizeof(Term)), arena_array(b->proof->arena, cells, sizeof(Fix))};
    vec_push(b->proof->arena, &layer->amounts, made);
    return &layer->amounts.items[layer->amounts.count - 1];
}

/* ---- values of rows ---- */

typedef struct ValueReader { Builder *b; Layer *layer; const RowFigure *figure; const ScanPlan *scan; size_t at; } ValueReader;

static Term value_in(ValueReader *r, uint32_t index, int depth);

static Term column_in(ValueReader *r, size_t column)
{
    Builder *b = r->b;
    const Side *side = &b->proof->sides[r->figure->side];
    const Table *table = &side->model->tables.items[r->scan->table];
    ColumnType type = exec_column_type(table, column);
    if (type != COLUMN_NUMBER && type != COLUMN_INT) {
        b->refused = true;
        return STR_LIT("0.0");
    }
    bool whole = table->columns.items[column].whole && table->columns.items[column].factor == FIX_ONE;
    Amount *amount = amount_of(b, r->layer, key_of_column(b->proof, side, r->scan->table, column), whole);
    Term sum = amount_in(b, r->layer, amount, r->at);
    return whole && !is_none(sum) && str_eq(sum, amount->sums[r->at]) ? term_1(&b->proof->script, "Real", "to_real", sum) : sum;
}

/* What an expression over a row adds up to in a place and class; only those that are sums of columns. */
static Term value_in(ValueReader *r, uint32_t index, int depth)
{
    const RowStep *step = &r->scan->steps.items[index];
    Script *s = &r->b->proof->script;
    if (depth > 100)
        r->b->refused = true;
    else if (step->op == ROW_COLUMN)
        return column_in(r, step->column);
    else if (step->op == ROW_CONSTANT)
        return term_2(s, "Real", "*", term_number(s, num_of_fix(step->low)), r->layer->reals[r->at]);
    else if (step->op == ROW_NEG)
        return term_1(s, "Real", "-", value_in(r, step->a, depth + 1));
    else if (step->op == ROW_ADD || step->op == ROW_SUB)
        return term_2(s, "Real", step->op == ROW_ADD ? "+" : "-", value_in(r, step->a, depth + 1), value_in(r, step->b, depth + 1));
    else if (step->op == ROW_IF_MISSING || step->op == ROW_IF_NOT_APPLICABLE)
        return value_in(r, step->a, depth + 1);
    else if (step->op == ROW_MUL && r->scan->steps.items[step->b].op == ROW_CONSTANT)
        return term_2(s, "Real", "*", value_in(r, step->a, depth + 1), term_number(s, num_of_fix(r->scan->steps.items[step->b].low)));
    else if (step->op == ROW_MUL && r->scan->steps.items[step->a].op == ROW_CONSTANT)
        return term_2(s, "Real", "*", value_in(r, step->b, depth + 1), term_number(s, num_of_fix(r->scan->steps.items[step->a].low)));
    else
        r->b->refused = true;
    return STR_LIT("0.0");
}

/* ---- figures ---- */

static bool is_seen(const Builder *b, const RowFigure *figure, const Spot *place)
{
    const Context *context = figure->context;
    const Model *model = b->proof->sides[figure->side].model;
    const Table *table = &model->tables.items[figure->of->table];
    Period fixed = table->fixed_period;
    if (table->time_column == NO_INDEX && table->has_fixed_period && (fixed.last < context->period.first || context->period.last < fixed.first))
        return false;
    bool when = (!place->time.last || period_within(place->time, context->period)) && (place->forecast == DATE_NONE || place->forecast == context->cutoff);
    return when && (place->slot == NO_SLOT || slot_seen(model, context->who, context->body, context->only, place->slot));
}

static Term rows_of(Builder *b, const RowFigure *figure, size_t filter)
{
    Layer *layer = &b->layers[figure->table];
    Term sum = STR_LIT("0.0");
    for (size_t p = 0; p < layer->places.count; p++)
        for (size_t c = 0; c < layer->table->classes.count && is_seen(b, figure, &layer->places.items[p]); c++)
            if (layer->table->classes.items[c].truths[filter] == TRUTH_YES && !is_none(layer->reals[layer_cell(layer, p, c)]))
                sum = is_none(sum) ? layer->reals[layer_cell(layer, p, c)] : term_2(&b->proof->script, "Real", "+", sum, layer->reals[layer_cell(layer, p, c)]);
    return sum;
}

static Term value_of_rows(Builder *b, const RowFigure *figure)
{
    Layer *layer = &b->layers[figure->table];
    const ScanPlan *scan = &b->proof->sides[figure->side].plan->scans[figure->of->table];
    ValueReader r = {b, layer, figure, scan, 0};
    Term sum = STR_LIT("0.0");
    for (size_t p = 0; p < layer->places.count; p++)
        for (size_t c = 0; c < layer->table->classes.count && is_seen(b, figure, &layer->places.items[p]); c++) {
            r.at = layer_cell(layer, p, c);
            if (layer->table->classes.items[c].truths[figure->filter] == TRUTH_YES && !is_none(layer->reals[r.at]))
                sum = term_2(&b->proof->script, "Real", "+", sum, value_in(&r, scan->values.items[figure->of->value].step, 0));
        }
    return sum;
}

/* Wholes that a share is taken of: then it is the part by a number that is known. */
static const int wholes[] = {1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 200, 1000};

static Term share_is(Builder *b, Term number, Term part, Term whole)
{
    Script *s = &b->proof->script;
    Term any = TERM_FALSE;
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        Term size = term_number(s, num_of_int(wholes[i]));
        Term is = term_and(s, term_2(s, "Bool", "=", whole, size), term_2(s, "Bool", "=", term_2(s, "Real", "*", size, number), part));
        any = term_or(s, any, is);
    }
    return any;
}

/* Missing where there are no rows, or nothing where that is nothing; else what the rows come to. Other functions are of one row. */
static void tie_figure(Builder *b, const RowFigure *figure)
{
    Script *s = &b->proof->script;
    const Sym *sym = &b->proof->unknowns.items[figure->unknown].sym;
    const Table *table = &b->proof->sides[figure->side].model->tables.items[figure->of->table];
    Term part = rows_of(b, figure, figure->filter), zero = STR_LIT("0.0"), whole = part, is;
    if (sym->kind != VALUE_NUMBER) {
        b->refused = true;
        return;
    }
    if (figure->of->function == FUNCTION_SHARE) {
        whole = term_2(s, "Real", "+", part, rows_of(b, figure, figure->rest));
        is = share_is(b, sym->number, part, whole);
    } else {
        Term value = figure->of->value == NO_INDEX ? part : value_of_rows(b, figure);      /* … also where cells are only counted: they are written */
        is = term_2(s, "Bool", "=", sym->number, figure->of->function == FUNCTION_COUNT ? part : value);
    }
    if (figure->of->value != NO_INDEX && figure->of->function != FUNCTION_SUM && figure->of->function != FUNCTION_COUNT)
        is = term_and(s, is, term_2(s, "Bool", "=", part, STR_LIT("1.0")));
    Term none = term_2(s, "Bool", "=", whole, zero);
    Term nothing = table->no_rows_zero ? term_and(s, term_not(s, sym->missing), term_2(s, "Bool", "=", sym->number, zero)) : sym->missing;
    term_assert(s, term_not(s, sym->absent));
    term_assert(s, term_choose(s, "Bool", none, nothing, term_and(s, term_not(s, sym->missing), is)));
}

/* ---- from the solver ---- */

static bool at_most(Builder *b, int rows)
{
    return solver_also(b->prover->solver, str_of(arena_printf(b->proof->arena, "(<= " STR_FMT " %d)", STR_ARG(b->total), rows)), true) == ANSWER_YES;
}

static void keep_few(Builder *b)
{
    static const int sizes[] = {0, 1, 2, 3, 4, 6, 10, 20, 50, 100, 200};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (at_most(b, sizes[i]))
            return;
}

static bool read_number(Builder *b, Term unknown, bool whole, bool round, Num *out)
{
    return round ? witness_round(b->prover, b->proof, unknown, whole, out) : solver_number(b->prover->solver, unknown, out);
}

static bool read_layer(Builder *b, Layer *layer, bool round)
{
    size_t cells = layer->places.count * layer->table->classes.count;
    Num number;
    for (size_t i = 0; i < cells; i++) {
        if (!layer->counts[i].n)
            continue;
        if (!read_number(b, layer->counts[i], true, round, &number) || num_sign(number) < 0 || num_cmp(number, num_of_int(MOST_ROWS)) > 0)
            return false;
        layer->found[i] = (size_t)number.n;
    }
    for (VEC_EACH(Amount, amount, &layer->amounts))
        for (size_t i = 0; i < cells; i++) {
            if (!amount->sums[i].n)
                continue;
            if (!read_number(b, amount->sums[i], amount->whole, round, &number) || !num_is_fix(number))
                return false;
            amount->found[i] = num_to_fix(number);
        }
    return true;
}

static bool read_layers(Builder *b, bool round)
{
    bool good = true;
    for (size_t i = 0; i < b->tables.count && good; i++)
        good = read_layer(b, &b->layers[i], round);
    return good;
}

/* ---- all ---- */

static bool prepare(Builder *b)
{
    rows_gather(b->proof, &b->figures, &b->tables);
    b->layers = arena_array(b->proof->arena, b->tables.count + 1, sizeof *b->layers);
    for (size_t i = 0; i < b->tables.count; i++) {
        Layer *layer = &b->layers[i];
        layer->table = &b->tables.items[i];
        layer->side = layer->table->tables[0] == NO_INDEX;
        if (!layer->table->classes.count)
            return false;
        list_places(b, layer, i);
        if (!layer->places.count || layer->places.count * layer->table->classes.count > MOST_CELLS)
            return false;
        declare_counts(b, layer);
    }
    for (VEC_EACH(const RowFigure, figure, &b->figures)) {
        if (figure->context->key)
            return false;
        tie_figure(b, figure);
    }
    return !b->refused;
}

bool rows_build(Prover *prover, Proof *proof, Term formula, RowsUse use, RowsBuilt *out)
{
    Builder b = {.prover = prover, .proof = proof, .total = STR_LIT("0")};
    strbuf_clear(&proof->script.asserted);
    strbuf_clear(&proof->script.beside);           /* rows meet them by themselves */
    term_assert(&proof->script, formula);
    if (!prepare(&b) || proof->script.too_large)
        return false;
    term_assert(&proof->script, term_2(&proof->script, "Bool", "<=", b.total, term_count(&proof->script, MOST_ROWS)));
    for (VEC_EACH(const Unknown, unknown, &proof->unknowns))
        if (use == ROWS_FOR_TEST && unknown->kind == UNKNOWN_JUDGEMENT)
            term_assert(&proof->script, unknown->sym.missing);
    prover->out->asked++;
    if (solver_ask(prover->solver, &proof->script) != ANSWER_YES)
        return false;
    if (use == ROWS_FOR_EXAMPLE)
        witness_prefer(prover, proof);
    keep_few(&b);
    out->values = arena_array(proof->arena, proof->unknowns.count + 1, sizeof *out->values);
    witness_values(prover, proof, out->values);        /* a share need not be six decimals: only cells are written */
    bool good = read_layers(&b, true);
    if (!good)                                         /* it may not manage to round: then as it found them first */
        good = solver_ask(prover->solver, &proof->script) == ANSWER_YES && read_layers(&b, false);
    for (size_t side = 0; side < prover->sides && good; side++) {
        out->tables[side] = arena_array(prover->arena, proof->sides[side].model->tables.count + 1, sizeof **out->tables);
        for (size_t i = 0; i < b.tables.count && good; i++)
            good = layer_write(prover, proof, &b.layers[i], side, out->tables[side]);
    }
    return good;
}
