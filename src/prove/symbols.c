/* symbols.c: what a step comes to in a context, remembered; constants and unknowns; the dispatch to the families. */
#include "prove/symbols.h"

#include <string.h>

#define MOST_DEPTH 400

static const PlanStep *step_at(const Proof *proof, uint32_t step)
{
    return &proof->sides[proof->side].plan->steps.items[step];
}

void proof_init(Proof *proof, Arena *arena)
{
    *proof = (Proof){.arena = arena, .products = TERM_TRUE};
    script_init(&proof->script, arena);
    map_init(&proof->unknown_keys, arena);
}

void proof_free(Proof *proof)
{
    script_free(&proof->script);
}

void proof_side(Proof *proof, size_t side, const Model *model, Plan *plan, const Str *files, Date as_of)
{
    Side *s = &proof->sides[side];
    Diags *diags = ARENA_NEW(proof->arena, Diags);
    diags_init(diags, proof->arena);
    const TableData **tables = arena_array(proof->arena, model->tables.count, sizeof *tables);
    RunOptions options = {.as_of = as_of, .only_body = NO_INDEX, .program = "styr"};
    *s = (Side){model, plan, files, exec_prepare(proof->arena, model, plan, tables, &options, diags), {0}};
    map_init(&s->syms, proof->arena);
}

/* ---- parts of symbols ---- */

Term sym_ok(Proof *proof, const Sym *sym)
{
    if (sym->kind == VALUE_TRUTH)
        return term_or(&proof->script, sym->yes, sym->no);
    return term_not(&proof->script, term_or(&proof->script, sym->missing, sym->absent));
}

Term sym_unknown(Proof *proof, const Sym *sym)
{
    return term_not(&proof->script, sym_ok(proof, sym));
}

Sym sym_truth(Term yes, Term no)
{
    return (Sym){.kind = VALUE_TRUTH, .missing = TERM_FALSE, .absent = TERM_FALSE, .yes = yes, .no = no};
}

Sym sym_number(Term number)
{
    return (Sym){.kind = VALUE_NUMBER, .missing = TERM_FALSE, .absent = TERM_FALSE, .number = number};
}

Sym sym_lift(Proof *proof, const Value *value)
{
    Sym sym = {.kind = value->kind, .missing = term_truth(value->state == RESULT_MISSING),
               .absent = term_truth(value->state == RESULT_NOT_APPLICABLE || value->state == RESULT_NONE), .constant = true, .value = *value};
    if (value->kind == VALUE_NUMBER)
        sym.number = term_number(&proof->script, value->number);
    if (value->kind == VALUE_TRUTH) {
        sym.yes = term_truth(value->truth == TRUTH_YES);
        sym.no = term_truth(value->truth == TRUTH_NO);
    }
    if (value->kind == VALUE_LEVEL) {
        sym.level = term_count(&proof->script, value->level == NO_INDEX ? 0 : value->level);
        sym.scale = value->scale;
    }
    return sym;
}

Sym sym_choose(Proof *proof, Term condition, const Sym *a, const Sym *b)
{
    Script *s = &proof->script;
    Sym sym = {.kind = a->kind, .scale = a->scale ? a->scale : b->scale};
    sym.missing = term_choose(s, "Bool", condition, a->missing, b->missing);
    sym.absent = term_choose(s, "Bool", condition, a->absent, b->absent);
    if (a->kind == VALUE_NUMBER)
        sym.number = term_choose(s, "Real", condition, a->number, b->number);
    if (a->kind == VALUE_TRUTH) {
        sym.yes = term_choose(s, "Bool", condition, a->yes, b->yes);
        sym.no = term_choose(s, "Bool", condition, a->no, b->no);
    }
    if (a->kind == VALUE_LEVEL)
        sym.level = term_choose(s, "Int", condition, a->level, b->level);
    return sym;
}

Sym sym_both(Proof *proof, const Sym *x, const Sym *y, Term number)
{
    Script *s = &proof->script;
    Sym sym = sym_number(number);
    sym.missing = term_or(s, x->missing, y->missing);
    sym.absent = term_and(s, term_not(s, sym.missing), term_or(s, x->absent, y->absent));
    return sym;
}

/* ---- unknowns ---- */

static Sym new_unknown(Proof *proof, ValueKind kind, const Scale *scale, bool whole)
{
    Script *s = &proof->script;
    Sym sym = {.kind = kind, .missing = TERM_FALSE, .absent = TERM_FALSE, .scale = scale};
    if (kind == VALUE_TRUTH) {
        sym.yes = term_unknown(s, "Bool");
        sym.no = term_unknown(s, "Bool");
        term_fact(s, term_not(s, term_and(s, sym.yes, sym.no)));
        return sym;
    }
    sym.missing = term_unknown(s, "Bool");
    sym.absent = term_unknown(s, "Bool");
    term_fact(s, term_not(s, term_and(s, sym.missing, sym.absent)));
    if (kind == VALUE_NUMBER)
        sym.number = whole ? term_1(s, "Real", "to_real", term_unknown(s, "Int")) : term_unknown(s, "Real");
    if (kind == VALUE_LEVEL) {
        sym.level = term_unknown(s, "Int");
        term_fact(s, term_2(s, "Bool", ">=", sym.level, STR_LIT("0")));
        term_fact(s, term_2(s, "Bool", "<", sym.level, term_count(s, scale ? scale->levels.count : 1)));
    }
    return sym;
}

static Sym use_unknown(Proof *proof, UnknownKind kind, Str key, uint32_t step, ContextId context, ValueKind value, const Scale *scale, bool whole)
{
    uintptr_t known = (uintptr_t)map_get(&proof->unknown_keys, key);
    if (!known) {
        Unknown unknown = {.kind = kind, .key = key, .sym = new_unknown(proof, value, scale, whole)};
        vec_push(proof->arena, &proof->unknowns, unknown);
        known = proof->unknowns.count;
        map_put(&proof->unknown_keys, key, (void *)known);
    }
    Unknown *unknown = &proof->unknowns.items[known - 1];
    UnknownUse use = {proof->side, step, *context_of(proof->sides[proof->side].ev, context)};
    vec_push(proof->arena, &unknown->uses, use);
    return unknown->sym;
}

Sym sym_loose(Proof *proof, uint32_t step, ContextId context, const char *why)
{
    const PlanStep *s = step_at(proof, step);
    proof->why_loose = proof->loose ? proof->why_loose : why;
    proof->loose = true;
    Str key = str_of(arena_printf(proof->arena, "%zu %u %u", proof->side, step, context));
    return use_unknown(proof, UNKNOWN_LOOSE, key, step, context, value_kind(s), s->scale, false);
}

/* All rows of the table are of a period that the context has no part of. */
static bool is_outside(const Side *side, const Aggregate *of, const Context *context)
{
    const Table *table = &side->model->tables.items[of->table];
    bool stock = of->value != NO_INDEX && side->plan->scans[of->table].values.items[of->value].stock;
    Period fixed = table->fixed_period, period = context->period;
    return table->has_fixed_period && table->time_column == NO_INDEX && !stock && (fixed.last < period.first || period.last < fixed.first);
}

/* Whole numbers as they stand, one of them or added. */
static bool is_whole(const Side *side, const Aggregate *of)
{
    if (of->value == NO_INDEX)
        return false;
    const ScanPlan *scan = &side->plan->scans[of->table];
    const RowStep *value = &scan->steps.items[scan->values.items[of->value].step];
    if (value->op != ROW_COLUMN)
        return false;
    const TableColumn *column = &side->model->tables.items[of->table].columns.items[value->column];
    Function function = of->function;
    bool kept = function == FUNCTION_SUM || function == FUNCTION_MIN || function == FUNCTION_MAX || function == FUNCTION_LATEST || function == FUNCTION_FIRST;
    return kept && column->whole && column->factor == FIX_ONE;
}

/* Counts are whole and not negative, shares lie between 0 and 1; of sums nothing is known. */
static Sym aggregate(Proof *proof, uint32_t step, ContextId context)
{
    Side *side = &proof->sides[proof->side];
    const PlanStep *plan = step_at(proof, step);
    const Aggregate *of = &side->plan->aggregates.items[plan->index];
    bool count = of->function == FUNCTION_COUNT || of->function == FUNCTION_COUNT_DISTINCT;
    ValueKind kind = value_kind(plan);
    Str key = key_of_aggregate(proof, plan->index, context_of(side->ev, context));
    bool known = map_get(&proof->unknown_keys, key) != NULL;
    Sym sym = use_unknown(proof, UNKNOWN_AGGREGATE, key, step, context, kind, NULL, count || is_whole(side, of));
    Script *s = &proof->script;
    if (known || kind != VALUE_NUMBER)
        return sym;
    if (is_outside(side, of, context_of(side->ev, context))) {
        bool zero = side->model->tables.items[of->table].no_rows_zero;
        term_fact(s, term_or(s, term_not(s, sym_ok(proof, &sym)), zero ? term_2(s, "Bool", "=", sym.number, STR_LIT("0.0")) : TERM_FALSE));
    }
    if (of->function == FUNCTION_COUNT && of->value == NO_INDEX && !side->model->tables.items[of->table].no_rows_zero)
        term_fact(s, term_2(s, "Bool", ">=", sym.number, STR_LIT("1.0")));       /* no rows are nothing, not 0 */
    if (count || of->function == FUNCTION_SHARE)
        term_fact(s, term_2(s, "Bool", ">=", sym.number, STR_LIT("0.0")));
    if (of->function == FUNCTION_SHARE)
        term_fact(s, term_2(s, "Bool", "<=", sym.number, STR_LIT("1.0")));
    return sym;
}

/* The level that people give an indicator or goal, or none. */
static Sym judgement(Proof *proof, uint32_t step, ContextId context)
{
    Side *side = &proof->sides[proof->side];
    const PlanStep *plan = step_at(proof, step);
    bool goal = plan->op == STEP_GOAL;
    const Common *common = goal ? &side->model->goals.items[plan->index].common : &side->model->indicators.items[plan->index].common;
    const Scale *scale = goal ? side->model->goals.items[plan->index].scale : side->model->indicators.items[plan->index].scale;
    Str key = key_of_step(proof, goal ? "mål" : "indikator", common->name, scale, context_of(side->ev, context));
    return use_unknown(proof, UNKNOWN_JUDGEMENT, key, step, context, VALUE_LEVEL, scale, false);
}

/* ---- constants ---- */

typedef struct StepKey { uint32_t step; ContextId context; } StepKey;

static bool is_judged_value(const Entry *entry, const Plan *plan)
{
    const PlanStep *step = &plan->steps.items[entry->step];
    return step->op == STEP_INDICATOR && step->sub == REF_SELF && plan->indicators[step->index].value == NO_STEP &&
           reasons_have(entry->value.reasons, REASON_JUDGED);
}

static bool is_judged_goal(const Evaluator *ev, const Entry *entry)
{
    const PlanStep *step = &ev->plan->steps.items[entry->step];
    return step->op == STEP_GOAL && entry->assessed && !entry->assessed->exempt && ev->model->goals.items[step->index].settled_by_people;
}

/* Something that data decides was met on the way to the value. */
static bool meets_data(Evaluator *ev, const Entry *entry, Map *seen, int depth)
{
    StepKey key = {entry->step, entry->context};
    Str name = {(const char *)&key, sizeof key};
    StepOp op = ev->plan->steps.items[entry->step].op;
    if (op == STEP_AGGREGATE || is_judged_value(entry, ev->plan) || is_judged_goal(ev, entry) || depth > MOST_DEPTH)
        return true;
    if (map_get(seen, name))
        return false;
    map_put(seen, name, seen);
    for (size_t i = 0; i < entry->use_count; i++)
        if (meets_data(ev, eval(ev, entry->uses[i].step, entry->uses[i].context), seen, depth + 1))
            return true;
    return false;
}

const Entry *sym_trace(Proof *proof, uint32_t step, ContextId context)
{
    return eval(proof->sides[proof->side].ev, step, context);
}

static bool is_constant(Proof *proof, uint32_t step, ContextId context, Value *out)
{
    Arena *scratch = arena_new();
    Map seen;
    map_init(&seen, scratch);
    const Entry *entry = sym_trace(proof, step, context);
    bool constant = !meets_data(proof->sides[proof->side].ev, entry, &seen, 0);
    arena_free(scratch);
    *out = entry->value;
    return constant;
}

/* ---- dispatch ---- */

/* What only goes on in another context: the one step that the evaluator went to. */
static Sym follow(Proof *proof, uint32_t step, ContextId context)
{
    const Entry *entry = sym_trace(proof, step, context);
    if (entry->use_count != 1)
        return sym_loose(proof, step, context, BOTH("steget går inte att följa", "the step cannot be followed"));
    return sym_of(proof, entry->uses[0].step, entry->uses[0].context);
}

static Sym not_followed(Proof *proof, uint32_t step, ContextId context)
{
    const PlanStep *s = step_at(proof, step);
    const char *name = step_op_name(s->op);
    const char *sv = arena_printf(proof->arena, "”%s” räknas inte ut för okända uppgifter", name);
    return sym_loose(proof, step, context, diag_both(proof->arena, sv, arena_printf(proof->arena, "“%s” is not computed for unknown data", name)));
}

static Sym computed(Proof *proof, uint32_t step, ContextId context)
{
    switch (step_at(proof, step)->op) {
    case STEP_NUMBER: case STEP_TRUTH: case STEP_TEXT: case STEP_PERIOD: case STEP_BODY: case STEP_OWN_BODY: case STEP_MISSING:
    case STEP_NOT_APPLICABLE: case STEP_COUNT_OF: break;                     /* constants, which never come here */
    case STEP_AGGREGATE: return aggregate(proof, step, context);
    case STEP_PARAMETER: case STEP_FOR_BODY: case STEP_FOR_RELATIVE: case STEP_FOR_ALL: case STEP_PREVIOUS: case STEP_PREVIOUS_YEAR:
    case STEP_ACCUMULATED: case STEP_ROLLING: case STEP_FULL_YEAR: case STEP_RULE: return follow(proof, step, context);
    case STEP_INDICATOR: return sym_indicator(proof, step, context);
    case STEP_LEVEL: return sym_assessed(proof, step, context);
    case STEP_SHARE: return sym_share(proof, step, context);
    case STEP_GOAL: return sym_goal(proof, step, context);
    case STEP_GOAL_SHARE: return sym_goal_share(proof, step, context);
    case STEP_ADD: case STEP_SUB: case STEP_MUL: case STEP_DIV: return sym_arithmetic(proof, step, context);
    case STEP_NEG: case STEP_ABS: case STEP_ROUND: return sym_single(proof, step, context);
    case STEP_MIN: case STEP_MAX: return sym_extreme(proof, step, context);
    case STEP_EQ: case STEP_NE: case STEP_LT: case STEP_LE: case STEP_GT: case STEP_GE: case STEP_WITHIN: return sym_compare(proof, step, context);
    case STEP_AND: case STEP_OR: case STEP_ANY_OF: return sym_connect(proof, step, context);
    case STEP_NOT: return sym_negation(proof, step, context);
    case STEP_EXISTS: case STEP_IS_MISSING: case STEP_IS_NOT_APPLICABLE: return sym_presence(proof, step, context);
    case STEP_IS_TRUTH: return sym_is_truth(proof, step, context);
    case STEP_IS_LEVEL: return sym_is_level(proof, step, context);
    case STEP_IS_NOT_ASSESSABLE: return sym_is_not_assessable(proof, step, context);
    case STEP_CHANGE: case STEP_CHANGE_RATE: return sym_change(proof, step, context);
    case STEP_TREND: return sym_trend(proof, step, context);
    case STEP_IN_A_ROW: return sym_in_a_row(proof, step, context);
    case STEP_LAST_KNOWN: return sym_last_known(proof, step, context);
    case STEP_IF_MISSING: case STEP_IF_NOT_APPLICABLE: return sym_fallback(proof, step, context);
    case STEP_QUANTIFIED: return sym_quantified(proof, step, context);
    case STEP_SINCE: case STEP_AT_START: case STEP_OVER_GROUP: case STEP_RANK: case STEP_COUNT: break;
    }
    return not_followed(proof, step, context);
}

static Sym sym_new(Proof *proof, uint32_t step, ContextId context)
{
    Value value;
    Side *side = &proof->sides[proof->side];
    if (is_constant(proof, step, context, &value))
        return sym_lift(proof, &value);
    const Entry *entry = sym_trace(proof, step, context);
    bool level = step_at(proof, step)->op == STEP_LEVEL && step_at(proof, step)->sub == REF_SELF;
    if (is_judged_goal(side->ev, entry))
        return judgement(proof, step, context);
    if (level && is_judged_value(sym_trace(proof, side->plan->indicators[step_at(proof, step)->index].self, context), side->plan) &&
        !side->plan->indicators[step_at(proof, step)->index].own_cases)
        return judgement(proof, step, context);
    if (++proof->depth > MOST_DEPTH) {
        proof->depth--;
        return sym_loose(proof, step, context, BOTH("beräkningen är för djup", "the computation is too deep"));
    }
    Sym sym = computed(proof, step, context);
    proof->depth--;
    return sym;
}

Sym sym_of(Proof *proof, uint32_t step, ContextId context)
{
    Map *syms = &proof->sides[proof->side].syms;
    StepKey key = {step, context};
    Str name = {(const char *)&key, sizeof key};
    const Sym *known = map_get(syms, name);
    if (known)
        return *known;
    Sym *made = ARENA_NEW(proof->arena, Sym);
    *made = sym_new(proof, step, context);
    map_put(syms, name, made);
    return *made;
}
