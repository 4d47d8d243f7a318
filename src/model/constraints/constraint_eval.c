/* constraint_eval.c: what an expression of a constraint comes to for a thing: names, sets, arithmetic. Conditions stand in constraint_truth.c. */
#include "base/utf8.h"
#include "model/constraints/constraint_parts.h"
#include "model/expressions/logic.h"

#define MOST_DEPTH 200

static const Frame *frame_at(const Frame *frame, size_t depth)
{
    while (frame && depth--)
        frame = frame->outer;
    return frame;
}

/* What was asked for and is not stated, the first time: "ansvarig för mål kunskap är inte angivet". */
void note_missing(Evaluation *e, const Expr *expr, Ref thing)
{
    if (e->missing)
        return;
    StrBuf text = {0};
    expr_print(&text, expr);
    const Common *common = object_common(e->objects.model, thing);
    Str name = common ? common->name : STR_LIT("");
    e->missing = diag_both(e->told,
        arena_printf(e->told, name.n ? "%s är inte angivet för " STR_FMT : "%s är inte angivet", text.s, STR_ARG(name)),
        arena_printf(e->told, name.n ? "%s is not stated for " STR_FMT : "%s is not stated", text.s, STR_ARG(name)));
    strbuf_free(&text);
}

/* ---- sets that are the same whoever asks ---- */

static void known_set(Evaluation *e, Ref of, Fact *out)
{
    Objects objects = {e->kept, e->objects.model};
    for (VEC_EACH(const KnownSet, known, &e->known))
        if (known->of.kind == of.kind && known->of.index == of.index) {
            *out = known->set;
            return;
        }
    if (of.kind == SYM_ALL_OF)
        objects_of(&objects, (SymbolKind)of.index, out);
    else
        objects_in(&objects, of, out);
    vec_push(e->kept, &e->known, ((KnownSet){of, *out}));
}

/* ---- names ---- */

static void property(Evaluation *e, const Frame *frame, const Expr *name, Fact *out)
{
    Str folded = utf8_fold(e->objects.arena, name->as.text);
    *out = (Fact){FACT_MISSING};
    for (const Frame *at = frame; at && out->kind == FACT_MISSING; at = at->outer)
        object_property(&e->objects, at->thing, folded, out);
}

static void relative(Evaluation *e, const Frame *frame, size_t kind, Fact *out)
{
    *out = (Fact){FACT_MISSING};
    for (const Frame *at = frame; at && out->kind == FACT_MISSING; at = at->outer) {
        IndexVec bodies = {0};
        object_bodies(&e->objects, at->thing, &bodies);
        if (bodies.count)
            fact_one(out, SYM_BODY, body_relative(e->objects.model, bodies.items[0], kind));
    }
}

static void name_value(Evaluation *e, const Frame *frame, const Expr *name, Fact *out)
{
    Ref ref = model_info(e->objects.model, name)->ref;
    Num number;
    *out = (Fact){FACT_MISSING};
    switch (ref.kind) {
    case SYM_OBJECT_ATTRIBUTE:
        if (frame_at(frame, ref.sub))
            object_get(&e->objects, ref.index, frame_at(frame, ref.sub)->thing, out);
        break;
    case SYM_SUBJECT:
        if (frame_at(frame, ref.sub))
            *out = (Fact){.kind = FACT_THING, .thing = frame_at(frame, ref.sub)->thing};
        break;
    case SYM_PROPERTY: property(e, frame, name, out); break;
    case SYM_ALL_OF: known_set(e, ref, out); break;
    case SYM_RELATIVE_BODY: relative(e, frame, ref.index, out); break;
    case SYM_PARAMETER:
        if (constant_value(e->objects.model, name, &number))
            fact_number(out, number);
        break;
    default: *out = (Fact){.kind = FACT_THING, .thing = ref};
    }
    if (out->kind == FACT_MISSING)
        note_missing(e, name, frame ? frame->thing : (Ref){SYM_HEAD, 0, 0});
}

/* An attribute of a thing, or of every thing of a set: then all that they have, each once. */
static void attribute(Evaluation *e, const Expr *member, Ref thing, Fact *out)
{
    Ref ref = model_info(e->objects.model, member)->ref;
    if (ref.kind == SYM_PROPERTY)
        object_property(&e->objects, thing, utf8_fold(e->objects.arena, member->as.member.name), out);
    else
        object_get(&e->objects, ref.index, thing, out);
}

static bool in_set(const Evaluation *e, const Fact *set, const Fact *one)
{
    for (size_t i = 0; i < set->set->count; i++)
        if (facts_equal(e, &set->set->items[i], one))
            return true;
    return false;
}

static void add_fact(Evaluation *e, Fact *set, const Fact *fact)
{
    if (fact->kind == FACT_SET) {
        for (size_t i = 0; i < fact->set->count; i++)
            if (!in_set(e, set, &fact->set->items[i]))
                vec_push(e->objects.arena, set->set, fact->set->items[i]);
    } else if (fact->kind != FACT_MISSING) {
        vec_push(e->objects.arena, set->set, *fact);
    }
}

static void member_value(Evaluation *e, const Frame *frame, const Expr *member, Fact *out)
{
    Ref ref = model_info(e->objects.model, member)->ref;
    Fact of;
    if (ref.kind == SYM_ALL_OF) {
        known_set(e, ref, out);
        return;
    }
    evaluate(e, frame, member->as.member.of, &of);
    *out = (Fact){FACT_MISSING};
    if (of.kind == FACT_THING) {
        attribute(e, member, of.thing, out);
        if (out->kind == FACT_MISSING)
            note_missing(e, member, of.thing);
    } else if (of.kind == FACT_SET) {
        fact_set(&e->objects, out);
        for (size_t i = 0; i < of.set->count; i++) {
            Fact one;
            if (of.set->items[i].kind != FACT_THING)
                continue;
            attribute(e, member, of.set->items[i].thing, &one);
            add_fact(e, out, &one);
        }
    }
}

/* ---- sets ---- */

void evaluate_set(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out)
{
    Ref ref = model_info(e->objects.model, expr)->ref;
    Fact fact;
    if (expr->kind == EXPR_NAME && object_has_members(ref)) {
        known_set(e, ref, out);
        return;
    }
    const char *missing = e->missing;
    evaluate(e, frame, expr, &fact);
    if (fact.kind == FACT_SET) {
        *out = fact;
        return;
    }
    /* A single thing is a set of one, and one that is not stated an empty set. */
    e->missing = missing;
    fact_set(&e->objects, out);
    add_fact(e, out, &fact);
}

/* Those of the set for which the condition holds; true when it could not be told for some. */
static bool narrow(Evaluation *e, const Frame *frame, const Expr *where, Fact *set)
{
    bool unknown = false;
    Fact kept;
    if (!where)
        return false;
    fact_set(&e->objects, &kept);
    for (size_t i = 0; i < set->set->count && e->steps++ < e->most; i++) {
        Frame inner = {set->set->items[i].thing, frame};
        Truth truth = set->set->items[i].kind == FACT_THING ? evaluate_member(e, &inner, where) : TRUTH_UNKNOWN;
        if (truth == TRUTH_YES)
            vec_push(e->objects.arena, kept.set, set->set->items[i]);
        unknown |= truth == TRUTH_UNKNOWN;
    }
    *set = kept;
    return unknown;
}

static bool reduce(SetFunction function, Num *sum, Num next, size_t count)
{
    if (count == 0) {
        *sum = next;
        return true;
    }
    if (function == SET_MIN || function == SET_MAX) {
        int order = num_cmp(next, *sum);
        if (function == SET_MIN ? order < 0 : order > 0)
            *sum = next;
        return true;
    }
    return num_add(*sum, next, sum);
}

/* summa, min, max, medel: of an attribute of each, or of each number of the set. A number that is not stated leaves the whole without a value. */
static void aggregate(Evaluation *e, const Frame *frame, const Expr *call, SetFunction function, const Fact *set, Fact *out)
{
    const Expr *each = call->as.call.args.count == 2 ? call->as.call.args.items[1] : NULL;
    Num sum = num_of_int(0);
    size_t count = 0;
    *out = (Fact){FACT_MISSING};
    for (size_t i = 0; i < set->set->count && e->steps++ < e->most; i++, count++) {
        Fact one = set->set->items[i];
        Frame inner = {one.thing, frame};
        if (each)
            evaluate(e, &inner, each, &one);
        if (one.kind != FACT_NUMBER)
            return;
        if (!reduce(function, &sum, one.number, count)) {
            e->uncountable = true;
            return;
        }
    }
    if (function == SET_MEAN && count && !num_div(sum, num_of_int((int64_t)count), &sum)) {
        e->uncountable = true;
        return;
    }
    if (count || function == SET_SUM)
        fact_number(out, sum);
}

static size_t distinct(Evaluation *e, const Fact *set)
{
    Fact seen;
    fact_set(&e->objects, &seen);
    for (size_t i = 0; i < set->set->count; i++)
        if (!in_set(e, &seen, &set->set->items[i]))
            vec_push(e->objects.arena, seen.set, set->set->items[i]);
    return seen.set->count;
}

static void call_value(Evaluation *e, const Frame *frame, const Expr *call, Fact *out)
{
    SetFunction function = (SetFunction)model_info(e->objects.model, call)->ref.index;
    Fact set;
    evaluate_set(e, frame, call->as.call.args.items[0], &set);
    *out = (Fact){FACT_MISSING};
    if (narrow(e, frame, call->as.call.where, &set))
        return;
    if (function == SET_COUNT)
        fact_number(out, num_of_int((int64_t)set.set->count));
    else if (function == SET_DISTINCT)
        fact_number(out, num_of_int((int64_t)distinct(e, &set)));
    else
        aggregate(e, frame, call, function, &set, out);
}

/* ---- values ---- */

static void number_value(Evaluation *e, const Expr *expr, Fact *out)
{
    Fix factor = model_info(e->objects.model, expr)->factor;
    Num number = num_of_fix(expr->as.number.value);
    *out = (Fact){FACT_MISSING};
    if (!factor || factor == FIX_ONE || num_mul(number, num_of_fix(factor), &number))
        fact_number(out, number);
    else
        e->uncountable = true;
}

static void arithmetic(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out)
{
    Fact x, y;
    Num result;
    evaluate(e, frame, expr->as.binary.x, &x);
    evaluate(e, frame, expr->as.binary.y, &y);
    *out = (Fact){FACT_MISSING};
    if (x.kind == FACT_NUMBER && y.kind == FACT_NUMBER && num_operation(expr->as.binary.op, x.number, y.number, &result))
        fact_number(out, result);
    else
        e->uncountable = true;
}

static bool is_condition(const Expr *expr)
{
    if (expr->kind == EXPR_UNARY)
        return expr->as.unary.op != OP_NEG;
    if (expr->kind == EXPR_BINARY)
        return expr->as.binary.op <= OP_GE;
    return expr->kind == EXPR_BETWEEN || expr->kind == EXPR_IN || expr->kind == EXPR_IS || expr->kind == EXPR_QUANTIFIED;
}

static void evaluate_inside(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out)
{
    if (is_condition(expr)) {
        Truth truth = evaluate_condition(e, frame, expr);
        *out = (Fact){.kind = truth == TRUTH_UNKNOWN ? FACT_MISSING : FACT_TRUTH, .truth = truth};
        return;
    }
    *out = (Fact){FACT_MISSING};
    switch (expr->kind) {
    case EXPR_NUMBER: number_value(e, expr, out); return;
    case EXPR_TEXT: *out = (Fact){.kind = FACT_TEXT, .text = expr->as.text}; return;
    case EXPR_TIME: fact_date(out, expr->as.time.period.first); return;
    case EXPR_TRUTH:
        if (expr->as.truth != TRUTH_UNKNOWN)
            fact_truth(out, expr->as.truth == TRUTH_YES);
        return;
    case EXPR_NAME: name_value(e, frame, expr, out); return;
    case EXPR_MEMBER: member_value(e, frame, expr, out); return;
    case EXPR_CALL: call_value(e, frame, expr, out); return;
    case EXPR_UNARY:
        evaluate(e, frame, expr->as.unary.x, out);
        if (out->kind == FACT_NUMBER)
            out->number = num_neg(out->number);
        return;
    case EXPR_BINARY: arithmetic(e, frame, expr, out); return;
    case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_BETWEEN: case EXPR_IN: case EXPR_IS: case EXPR_FOR: case EXPR_QUANTIFIED: case EXPR_RANGE:
    case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT: return;
    }
}

void evaluate(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out)
{
    *out = (Fact){FACT_MISSING};
    if (e->depth >= MOST_DEPTH || e->steps++ >= e->most)
        return;
    e->depth++;
    evaluate_inside(e, frame, expr, out);
    e->depth--;
}

Truth evaluate_member(Evaluation *e, const Frame *frame, const Expr *expr)
{
    Arena *outer = e->objects.arena;
    e->objects.arena = arena_new();
    Truth truth = evaluate_condition(e, frame, expr);
    arena_free(e->objects.arena);
    e->objects.arena = outer;
    return truth;
}
