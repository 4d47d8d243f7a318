/* constraint_truth.c: the conditions of constraints, with three truth values: what is not stated is unknown, never met. */
#include "base/utf8.h"
#include "model/constraints/constraint_parts.h"
#include "model/expressions/logic.h"

/* ---- comparisons ---- */

/* The letter without case; 0 for what is not ASCII. */
static int plain_lower(char c)
{
    return (unsigned char)c >= 0x80 ? 0 : c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Most texts differ in a plain letter, early: then nothing needs to be folded. */
static bool plainly_differ(Str a, Str b)
{
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        int x = plain_lower(a.s[i]), y = plain_lower(b.s[i]);
        if (!x || !y)
            return false;
        if (x != y)
            return true;
    }
    return false;
}

static bool same_text(const Evaluation *e, Str a, Str b)
{
    a = str_trim(a);
    b = str_trim(b);
    if (str_eq(a, b))
        return true;
    return !plainly_differ(a, b) && str_eq(utf8_fold(e->objects.arena, str_trim(a)), utf8_fold(e->objects.arena, str_trim(b)));
}

/* A thing and a text are the same when the text is its name or title: `typ = "policy"`, `"KS" i ansvarig`. */
static bool is_called(const Evaluation *e, Ref thing, Str text)
{
    Fact name, title;
    thing_name(&e->objects, thing, &name);
    thing_title(&e->objects, thing, &title);
    return same_text(e, name.text, text) || same_text(e, title.text, text);
}

/* Kinds of bodies and document types are kinds of each other: a förvaltningschef is a befattning. */
static bool same_thing(const Evaluation *e, Ref a, Ref b)
{
    const Model *model = e->objects.model;
    if (a.kind != b.kind)
        return false;
    if (a.kind == SYM_BODY_KIND)
        return kind_is(model, a.index, b.index) || kind_is(model, b.index, a.index);
    if (a.kind == SYM_DOCUMENT_TYPE)
        return document_type_is(model, a.index, b.index);
    return a.index == b.index;
}

/* A set is the same as what it contains. */
bool facts_equal(const Evaluation *e, const Fact *a, const Fact *b)
{
    const Fact *set = a->kind == FACT_SET ? a : b->kind == FACT_SET ? b : NULL, *other = set == a ? b : a;
    if (set) {
        for (size_t i = 0; i < set->set->count; i++)
            if (facts_equal(e, &set->set->items[i], other))
                return true;
        return false;
    }
    if (a->kind == FACT_THING && b->kind == FACT_TEXT)
        return is_called(e, a->thing, b->text);
    if (a->kind == FACT_TEXT && b->kind == FACT_THING)
        return is_called(e, b->thing, a->text);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case FACT_NUMBER: return num_cmp(a->number, b->number) == 0;
    case FACT_TEXT: return same_text(e, a->text, b->text);
    case FACT_DATE: return a->date == b->date;
    case FACT_TRUTH: return a->truth == b->truth;
    case FACT_THING: return same_thing(e, a->thing, b->thing);
    case FACT_MISSING: case FACT_SET: break;
    }
    return false;
}

static bool ordered(const Fact *a, const Fact *b, int *order)
{
    if (a->kind == FACT_NUMBER && b->kind == FACT_NUMBER)
        *order = num_cmp(a->number, b->number);
    else if (a->kind == FACT_DATE && b->kind == FACT_DATE)
        *order = a->date < b->date ? -1 : a->date > b->date;
    else
        return false;
    return true;
}

/* A literal period on the right: `beslutsdatum <= 2019` is met by every day of that year, `= 2019-11` by every day of that month. */
static Truth compare_period(const Fact *day, BinaryOp op, Period period)
{
    switch (op) {
    case OP_EQ: return truth_of(day->date >= period.first && day->date <= period.last);
    case OP_NE: return truth_of(day->date < period.first || day->date > period.last);
    case OP_LT: return truth_of(day->date < period.first);
    case OP_LE: return truth_of(day->date <= period.last);
    case OP_GT: return truth_of(day->date > period.last);
    case OP_GE: return truth_of(day->date >= period.first);
    case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return TRUTH_UNKNOWN;
}

static Truth compare(Evaluation *e, const Frame *frame, const Expr *left, BinaryOp op, const Expr *right)
{
    Fact x, y;
    int order;
    evaluate(e, frame, left, &x);
    evaluate(e, frame, right, &y);
    if (x.kind == FACT_MISSING || y.kind == FACT_MISSING)
        return TRUTH_UNKNOWN;
    if (x.kind == FACT_DATE && right->kind == EXPR_TIME && right->as.time.form == TIME_PERIOD)
        return compare_period(&x, op, right->as.time.period);
    if (op == OP_EQ || op == OP_NE)
        return truth_of(facts_equal(e, &x, &y) == (op == OP_EQ));
    return ordered(&x, &y, &order) ? truth_of(order_holds(op, order)) : TRUTH_UNKNOWN;
}

static Truth binary(Evaluation *e, const Frame *frame, const Expr *expr)
{
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    switch (expr->as.binary.op) {
    case OP_AND: {
        Truth first = evaluate_condition(e, frame, x);
        return first == TRUTH_NO ? first : truth_and(first, evaluate_condition(e, frame, y));
    }
    case OP_OR: {
        Truth first = evaluate_condition(e, frame, x);
        return first == TRUTH_YES ? first : truth_or(first, evaluate_condition(e, frame, y));
    }
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE: return compare(e, frame, x, expr->as.binary.op, y);
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return TRUTH_UNKNOWN;
}

/* ---- finns, i ---- */

static bool is_stated(const Fact *fact)
{
    return fact->kind != FACT_MISSING && (fact->kind != FACT_SET || fact->set->count);
}

static Truth exists(Evaluation *e, const Frame *frame, const Expr *expr)
{
    const char *missing = e->missing;
    Fact x;
    evaluate(e, frame, expr, &x);
    e->missing = missing;
    return truth_of(is_stated(&x));
}

/* The members need not be listed to know whether one is among them. */
static Truth within_members(const Evaluation *e, Ref of, const Fact *x)
{
    if (x->kind == FACT_THING)
        return truth_of(object_is_in(&e->objects, of, x->thing));
    for (size_t i = 0; i < x->set->count; i++)
        if (x->set->items[i].kind == FACT_THING && object_is_in(&e->objects, of, x->set->items[i].thing))
            return TRUTH_YES;
    return TRUTH_NO;
}

/* Some of what is on the left is one of those on the right. */
static Truth within_one(Evaluation *e, const Frame *frame, const Fact *x, const Expr *left, const Expr *item)
{
    Fact one;
    if (item->kind == EXPR_RANGE)
        return truth_and(compare(e, frame, left, OP_GE, item->as.range.low), compare(e, frame, left, OP_LE, item->as.range.high));
    Ref of = model_info(e->objects.model, item)->ref;
    if (item->kind == EXPR_NAME && object_has_members(of) && (x->kind == FACT_SET || x->kind == FACT_THING))
        return within_members(e, of, x);
    if (item->kind == EXPR_NAME || item->kind == EXPR_MEMBER)
        evaluate_set(e, frame, item, &one);
    else
        evaluate(e, frame, item, &one);
    if (one.kind == FACT_MISSING)
        return TRUTH_UNKNOWN;
    if (x->kind != FACT_SET)
        return truth_of(facts_equal(e, &one, x));
    for (size_t i = 0; i < x->set->count; i++)
        if (facts_equal(e, &one, &x->set->items[i]))
            return TRUTH_YES;
    return TRUTH_NO;
}

static Truth within(Evaluation *e, const Frame *frame, const Expr *expr)
{
    Fact x;
    Truth found = TRUTH_NO;
    evaluate(e, frame, expr->as.in.x, &x);
    if (x.kind == FACT_MISSING)
        return TRUTH_UNKNOWN;
    for (VEC_EACH(Expr *const, item, &expr->as.in.items))
        found = truth_or(found, within_one(e, frame, &x, expr->as.in.x, *item));
    return expr->as.in.negated ? truth_not(found) : found;
}

static Truth is(Evaluation *e, const Frame *frame, const Expr *expr)
{
    const Expr *level = expr->as.is.level;
    Truth truth;
    if (level->kind == EXPR_MISSING) {
        truth = truth_not(exists(e, frame, expr->as.is.x));
    } else {
        Truth x = evaluate_condition(e, frame, expr->as.is.x);
        truth = level->as.truth == TRUTH_UNKNOWN ? truth_of(x == TRUTH_UNKNOWN) : x == TRUTH_UNKNOWN ? x : truth_of(x == level->as.truth);
    }
    return expr->as.is.negated ? truth_not(truth) : truth;
}

/* ---- quantifiers ---- */

typedef struct Tally { size_t all, yes, no; } Tally;

static Truth at_least(const Tally *tally, Num wanted)
{
    if (num_cmp(num_of_int((int64_t)tally->yes), wanted) >= 0)
        return TRUTH_YES;
    return num_cmp(num_of_int((int64_t)(tally->all - tally->no)), wanted) < 0 ? TRUTH_NO : TRUTH_UNKNOWN;
}

static Truth at_most(const Tally *tally, Num wanted)
{
    if (num_cmp(num_of_int((int64_t)tally->yes), wanted) > 0)
        return TRUTH_NO;
    return num_cmp(num_of_int((int64_t)(tally->all - tally->no)), wanted) <= 0 ? TRUTH_YES : TRUTH_UNKNOWN;
}

/* minst 3, minst 75 %: how many that is of all. */
static bool wanted_count(const Expr *number, size_t all, Num *out)
{
    Num value = num_of_fix(number->as.number.value);
    *out = value;
    if (!number->as.number.unit.n)
        return true;
    return num_mul(value, num_of_int((int64_t)all), out) && num_div(*out, num_of_int(100), out);
}

/* Over nothing, neither alla nor ingen says anything. */
static Truth decide(const Expr *expr, const Tally *tally)
{
    Num wanted = num_of_int(0), two = num_of_int(2), half = num_of_int((int64_t)tally->all);
    const Expr *number = expr->as.quantified.number;
    bool share = number && number->as.number.unit.n;
    if (tally->all == 0 && (!number || share))
        return TRUTH_UNKNOWN;
    if (number && !wanted_count(number, tally->all, &wanted))
        return TRUTH_UNKNOWN;
    switch (expr->as.quantified.quant) {
    case QUANT_ALL: return at_least(tally, num_of_int((int64_t)tally->all));
    case QUANT_NONE: return at_most(tally, num_of_int(0));
    case QUANT_AT_LEAST: return at_least(tally, wanted);
    case QUANT_AT_MOST: return at_most(tally, wanted);
    case QUANT_EXACTLY: return truth_and(at_least(tally, wanted), at_most(tally, wanted));
    case QUANT_HALF: return num_div(half, two, &half) ? at_least(tally, half) : TRUTH_UNKNOWN;
    }
    return TRUTH_UNKNOWN;
}

static void note_empty(Evaluation *e, const Expr *set)
{
    if (e->missing)
        return;
    StrBuf text = {0};
    if (set->kind == EXPR_MEMBER && model_info(e->objects.model, set)->ref.kind == SYM_ALL_OF)
        strbuf_put(&text, set->as.member.name);
    else
        expr_print(&text, set);
    e->missing = diag_both(e->told, arena_printf(e->told, "det finns inga %s", text.s), arena_printf(e->told, "there are no %s", text.s));
    strbuf_free(&text);
}

static Truth quantified(Evaluation *e, const Frame *frame, const Expr *expr)
{
    Tally tally = {0};
    Fact set;
    evaluate_set(e, frame, expr->as.quantified.set, &set);
    for (size_t i = 0; i < set.set->count && e->steps++ < e->most; i++) {
        Frame inner = {set.set->items[i].thing, frame};
        if (set.set->items[i].kind != FACT_THING)
            continue;
        Truth counts = expr->as.quantified.where ? evaluate_member(e, &inner, expr->as.quantified.where) : TRUTH_YES;
        if (counts == TRUTH_NO)
            continue;
        Truth has = counts == TRUTH_UNKNOWN ? counts : evaluate_member(e, &inner, expr->as.quantified.has);
        tally.all++;
        tally.yes += has == TRUTH_YES;
        tally.no += has == TRUTH_NO;
    }
    Truth truth = e->steps < e->most ? decide(expr, &tally) : TRUTH_UNKNOWN;
    if (truth == TRUTH_UNKNOWN && tally.all == 0)
        note_empty(e, expr->as.quantified.set);
    return truth;
}

Truth evaluate_condition(Evaluation *e, const Frame *frame, const Expr *expr)
{
    Fact fact;
    switch (expr->kind) {
    case EXPR_UNARY:
        if (expr->as.unary.op == OP_NOT)
            return truth_not(evaluate_condition(e, frame, expr->as.unary.x));
        if (expr->as.unary.op == OP_EXISTS)
            return exists(e, frame, expr->as.unary.x);
        return TRUTH_UNKNOWN;
    case EXPR_BINARY: return binary(e, frame, expr);
    case EXPR_BETWEEN:
        return truth_and(compare(e, frame, expr->as.between.x, OP_GE, expr->as.between.low), compare(e, frame, expr->as.between.x, OP_LE, expr->as.between.high));
    case EXPR_IN: return within(e, frame, expr);
    case EXPR_IS: return is(e, frame, expr);
    case EXPR_QUANTIFIED: return quantified(e, frame, expr);
    case EXPR_NAME: case EXPR_MEMBER: case EXPR_TRUTH:
        evaluate(e, frame, expr, &fact);
        return fact.kind == FACT_TRUTH ? fact.truth : TRUTH_UNKNOWN;
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_CALL: case EXPR_FOR: case EXPR_RANGE: case EXPR_LIST:
    case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT: break;
    }
    return TRUTH_UNKNOWN;
}
