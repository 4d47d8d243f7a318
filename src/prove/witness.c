/* witness.c: from what the solver found to data that people can read: the roundest numbers that still do. Then the evaluator is run with it. */
#include "prove/questions.h"

/* ---- states ---- */

static Str both_of(Arena *arena, Str a, Str b)
{
    return str_of(arena_printf(arena, "(and " STR_FMT " " STR_FMT ")", STR_ARG(a), STR_ARG(b)));
}

static Str negated(Arena *arena, Term a)
{
    return str_of(arena_printf(arena, "(not " STR_FMT ")", STR_ARG(a)));
}

/* There is a value, if that is possible. */
void witness_prefer(Prover *prover, Proof *proof)
{
    for (VEC_EACH(const Unknown, unknown, &proof->unknowns)) {
        if (unknown->sym.kind == VALUE_TRUTH)
            continue;
        Str there = both_of(proof->arena, negated(proof->arena, unknown->sym.missing), negated(proof->arena, unknown->sym.absent));
        solver_also(prover->solver, there, true);
    }
}

/* What is missing stays missing while the numbers are rounded. */
static void settle_states(Prover *prover, Proof *proof, Value *values)
{
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Sym *sym = &proof->unknowns.items[i].sym;
        values[i] = (Value){.kind = sym->kind, .state = RESULT_VALUE, .number = num_of_int(0), .level = NO_INDEX, .scale = sym->scale};
        if (sym->kind == VALUE_TRUTH)
            values[i].truth = solver_truth(prover->solver, sym->yes) ? TRUTH_YES : solver_truth(prover->solver, sym->no) ? TRUTH_NO : TRUTH_UNKNOWN;
        else if (solver_truth(prover->solver, sym->missing))
            values[i].state = RESULT_MISSING;
        else if (solver_truth(prover->solver, sym->absent))
            values[i].state = RESULT_NOT_APPLICABLE;
    }
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Sym *sym = &proof->unknowns.items[i].sym;
        if (sym->kind == VALUE_TRUTH)
            continue;
        Str missing = values[i].state == RESULT_MISSING ? sym->missing : negated(proof->arena, sym->missing);
        Str absent = values[i].state == RESULT_NOT_APPLICABLE ? sym->absent : negated(proof->arena, sym->absent);
        solver_also(prover->solver, both_of(proof->arena, missing, absent), true);
    }
}

/* ---- round numbers ---- */

static Str equals(Arena *arena, Term unknown, Num number)
{
    StrBuf text = {0};
    number_put(&text, number);
    Str formula = str_of(arena_printf(arena, "(= " STR_FMT " %s)", STR_ARG(unknown), text.s));
    strbuf_free(&text);
    return formula;
}

static bool keep_number(Prover *prover, Proof *proof, Term unknown, Num number)
{
    return solver_also(prover->solver, equals(proof->arena, unknown, number), true) == ANSWER_YES;
}

/* What amounts, shares and counts of a municipality look like, in hundredths of `whole`. */
static const int usual[] = {100, 110, 90, 120, 80, 150, 50, 105, 95, 102, 98, 101, 99, 200, 10, 5, 2, 1, -1, -5, -10, -100};

static Num whole_of(Type type)
{
    bool money = type.unit.kind == UNIT_MEASURE && type.unit.dim_count == 1 && type.unit.dims[0].base == BASE_KR && type.unit.dims[0].power == 1;
    if (money)
        return num_of_int(100000000);
    return num_of_int(type.unit.kind == UNIT_RATIO || type.unit.kind == UNIT_POINTS ? 1 : 100);
}

static bool keep_usual(Prover *prover, Proof *proof, Term unknown, Type type)
{
    Num hundredth, number;
    if (!num_div(whole_of(type), num_of_int(100), &hundredth))
        return false;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (num_mul(hundredth, num_of_int(usual[i]), &number) && keep_number(prover, proof, unknown, number))
            return true;
    return keep_number(prover, proof, unknown, num_of_int(0));
}

/* The solver's own number, cut to fewer and fewer places until one does. */
static bool keep_rounded(Prover *prover, Proof *proof, Term unknown)
{
    Num found;
    if (!solver_number(prover->solver, unknown, &found))
        return false;
    Fix fix = num_to_fix(found);
    for (Fix grain = FIX_ONE * 1000000000; grain >= 1; grain /= 10) {
        Fix low = fix - fix % grain, away;
        if (keep_number(prover, proof, unknown, num_of_fix(low)))
            return true;
        if (fix_add(low, fix < 0 ? -grain : grain, &away) && keep_number(prover, proof, unknown, num_of_fix(away)))
            return true;
    }
    return false;
}

static bool keep_whole(Prover *prover, Proof *proof, Term unknown, Num number)
{
    const char *format = number.n < 0 ? "(= " STR_FMT " (- %lld))" : "(= " STR_FMT " %lld)";
    long long size = number.n < 0 ? -(long long)number.n : (long long)number.n;
    return solver_also(prover->solver, str_of(arena_printf(proof->arena, format, STR_ARG(unknown), size)), true) == ANSWER_YES;
}

bool witness_round(Prover *prover, Proof *proof, Term unknown, bool whole, Num *out)
{
    *out = num_of_int(0);
    if (whole)
        return keep_whole(prover, proof, unknown, *out) || (solver_number(prover->solver, unknown, out) && out->d == 1 && keep_whole(prover, proof, unknown, *out));
    return keep_number(prover, proof, unknown, *out) || (keep_rounded(prover, proof, unknown) && solver_number(prover->solver, unknown, out));
}

static Type type_of(const Proof *proof, const Unknown *unknown)
{
    const UnknownUse *use = &unknown->uses.items[0];
    return proof->sides[use->side].plan->steps.items[use->step].type;
}

static bool settle_number(Prover *prover, Proof *proof, const Unknown *unknown, Value *value)
{
    Term term = unknown->sym.number;
    if (!keep_usual(prover, proof, term, type_of(proof, unknown)) && !keep_rounded(prover, proof, term))
        return false;
    return solver_number(prover->solver, term, &value->number) && num_is_fix(value->number);
}

bool witness_values(Prover *prover, Proof *proof, Value *values)
{
    bool written = true;
    witness_prefer(prover, proof);
    settle_states(prover, proof, values);
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Unknown *unknown = &proof->unknowns.items[i];
        Num level;
        if (values[i].state != RESULT_VALUE)
            continue;
        if (unknown->sym.kind == VALUE_NUMBER)
            written = settle_number(prover, proof, unknown, &values[i]) && written;
        if (unknown->sym.kind == VALUE_LEVEL && solver_number(prover->solver, unknown->sym.level, &level))
            values[i].level = (size_t)level.n;
    }
    return written;
}

/* ---- trying ---- */

static bool is_settled(const Unknown *unknown, bool rows)
{
    return unknown->kind == UNKNOWN_JUDGEMENT || (unknown->kind == UNKNOWN_AGGREGATE && !rows);
}

static void fix_side(Evaluator *ev, const Proof *proof, const Value *values, size_t side, bool rows)
{
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Unknown *unknown = &proof->unknowns.items[i];
        for (size_t j = 0; j < unknown->uses.count && is_settled(unknown, rows); j++)
            if (unknown->uses.items[j].side == side)
                eval_fix(ev, unknown->uses.items[j].step, context_id(ev, unknown->uses.items[j].context), values[i]);
    }
}

static Evaluator *evaluator_for(const Prover *prover, Arena *arena, size_t side, Date as_of, const TableData **tables)
{
    Diags *diags = ARENA_NEW(arena, Diags);
    if (!tables)
        tables = arena_array(arena, prover->models[side]->tables.count, sizeof *tables);
    RunOptions options = {.as_of = as_of, .only_body = NO_INDEX, .program = "styr"};
    diags_init(diags, arena);
    return exec_prepare(arena, prover->models[side], prover->plans[side], tables, &options, diags);
}

void quantity_rounden(Quantity *quantity)
{
    static const struct { const char *unit; int64_t factor; } sizes[] = {{"mnkr", 1000000}, {"tkr", 1000}};
    Num shown;
    for (size_t i = 0; i < 2 && quantity->type == RESULT_NUMBER && str_eqz(quantity->shown_unit, "kr"); i++)
        if (num_div(num_abs(quantity->number), num_of_int(sizes[i].factor), &shown) && num_cmp(shown, num_of_int(1)) >= 0 &&
            num_cmp(num_round(shown, 3), shown) == 0) {
            quantity->shown_unit = str_of(sizes[i].unit);
            quantity->shown_factor = num_to_fix(num_of_int(sizes[i].factor));
        }
}

static Str unknown_text(const Prover *prover, const Proof *proof, const Unknown *unknown, Evaluator *ev, const Context *about, Lang lang)
{
    const UnknownUse *use = &unknown->uses.items[0];
    const Context *context = &use->context;
    const PlanStep *step = &proof->sides[use->side].plan->steps.items[use->step];
    StrBuf buf = {0};
    if (unknown->kind == UNKNOWN_JUDGEMENT)
        strbuf_printf(&buf, lang == LANG_SV ? "bedömningen av " STR_FMT : "the judgement of " STR_FMT,
                      STR_ARG(step->op == STEP_GOAL ? ev->model->goals.items[step->index].common.name : ev->model->indicators.items[step->index].common.name));
    else
        strbuf_put(&buf, expr_text(ev, step->expr ? step->expr : proof->sides[use->side].plan->aggregates.items[step->index].expr));
    if (about && (context->who != about->who || (context->who == WHO_BODY && context->body != about->body)))
        strbuf_printf(&buf, lang == LANG_SV ? " för " STR_FMT : " for " STR_FMT, STR_ARG(context_body_name(ev, context)));
    if (!about || !period_eq(context->period, about->period))
        strbuf_printf(&buf, ", " STR_FMT, STR_ARG(period_text(ev, context->period, lang)));
    if (prover->sides == 2 && unknown->uses.items[0].side == unknown->uses.items[unknown->uses.count - 1].side)
        strbuf_puts(&buf, use->side ? (lang == LANG_SV ? " (nya modellen)" : " (new model)") : (lang == LANG_SV ? " (gamla modellen)" : " (old model)"));
    Str text = str_dup(prover->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Quantity copied(const Prover *prover, Quantity quantity)
{
    quantity.text = str_dup(prover->arena, quantity.text);
    quantity.unit = str_dup(prover->arena, quantity.unit);
    quantity.shown_unit = str_dup(prover->arena, quantity.shown_unit);
    return quantity;
}

static void tell_data(const Prover *prover, const Proof *proof, const Value *values, Evaluator *const *evs, const Moment *moment, Example *out)
{
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Unknown *unknown = &proof->unknowns.items[i];
        const UnknownUse *use = &unknown->uses.items[0];
        const Context *about = moment->contexts[use->side].period.last ? &moment->contexts[use->side] : NULL;
        if (unknown->kind == UNKNOWN_LOOSE)
            continue;
        ProofValue told = {.value = copied(prover, quantity_of(evs[use->side], &values[i], type_of(proof, unknown), NULL))};
        if (values[i].kind == VALUE_LEVEL && values[i].state != RESULT_VALUE)
            told.value.state = values[i].state;
        quantity_rounden(&told.value);
        for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
            told.what[lang] = unknown_text(prover, proof, unknown, evs[use->side], about, lang);
        vec_push(prover->arena, &out->data, told);
    }
}

/* What the rows come to, as the evaluator has it. */
static const Value *values_of_rows(const Proof *proof, const Value *values, Evaluator *const *evs)
{
    Value *out = arena_array(proof->arena, proof->unknowns.count + 1, sizeof *out);
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const UnknownUse *use = &proof->unknowns.items[i].uses.items[0];
        bool aggregate = proof->unknowns.items[i].kind == UNKNOWN_AGGREGATE;
        out[i] = aggregate ? value_of(evs[use->side], use->step, context_id(evs[use->side], use->context)) : values[i];
    }
    return out;
}

bool witness_try(Prover *prover, const Proof *proof, const Value *values, const TableData **const tables[SIDES], const Moment *moment, HoldsFunction holds, const void *what,
                 TellFunction tell, Example *out)
{
    Arena *arena = arena_new();
    Evaluator *evs[SIDES] = {NULL};
    for (size_t side = 0; side < prover->sides; side++) {
        evs[side] = evaluator_for(prover, arena, side, moment->as_of, tables[side]);
        fix_side(evs[side], proof, values, side, tables[0] != NULL);
    }
    bool found = holds(prover, evs, what, moment);
    if (found) {
        *out = (Example){0};
        tell_data(prover, proof, tables[0] ? values_of_rows(proof, values, evs) : values, evs, moment, out);
        tell(prover, evs, what, moment, prover->arena, out);
    }
    arena_free(arena);
    return found;
}
