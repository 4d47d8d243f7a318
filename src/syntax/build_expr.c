/* build_expr.c: constructors for expressions, with the limit on depth. Called by the grammar's actions. */
#include "syntax/build.h"

enum { DEPTH_MOST = 200 };

static unsigned depth_of(const Expr *expr)
{
    return expr ? expr->depth : 0;
}

static Expr *make(Builder *b, Span span, ExprKind kind)
{
    Expr *expr = ARENA_NEW(b->arena, Expr);
    expr->kind = kind;
    expr->id = b->ids->next++;
    expr->span = span;
    expr->depth = 1;
    return expr;
}

/* Walks over the tree recurse: the depth is limited where trees are made. */
static void deepen(Builder *b, Expr *expr, const Expr *child)
{
    if (depth_of(child) < expr->depth)
        return;
    expr->depth = depth_of(child) + 1;
    if (expr->depth <= DEPTH_MOST)
        return;
    if (!b->too_deep)
        diag_add(b->diags, DIAG_S0111, expr->span, "200", NULL);
    b->too_deep = true;
    b->decl->broken = true;
}

static void deepen_list(Builder *b, Expr *expr, const ExprVec *list)
{
    for (VEC_EACH(Expr *, it, list))
        deepen(b, expr, *it);
}

Expr *build_name(Builder *b, Span span, Str text)
{
    Expr *expr = make(b, span, EXPR_NAME);
    expr->as.text = text;
    return expr;
}

Expr *build_quotient_name(Builder *b, Span span, Str above, Str below)
{
    return build_name(b, span, str_of(arena_printf(b->arena, STR_FMT "/" STR_FMT, STR_ARG(above), STR_ARG(below))));
}

Expr *build_text(Builder *b, Span span, Str text)
{
    Expr *expr = make(b, span, EXPR_TEXT);
    expr->as.text = text;
    return expr;
}

Expr *build_word(Builder *b, Span span, Str text)
{
    Expr *expr = make(b, span, EXPR_WORD);
    expr->as.text = text;
    return expr;
}

Expr *build_int(Builder *b, Span span, int value)
{
    Expr *expr = make(b, span, EXPR_NUMBER);
    expr->as.number.value = value * FIX_ONE;
    return expr;
}

Expr *build_limit(Builder *b, Span span, int bound, Expr *number)
{
    static const BinaryOp ops[] = {
        [BOUND_AT_LEAST] = OP_GE, [BOUND_AT_MOST] = OP_LE, [BOUND_OVER] = OP_GT, [BOUND_UNDER] = OP_LT, [BOUND_EXACTLY] = OP_EQ,
    };
    return build_binary(b, span, ops[bound], build_word(b, span, STR_LIT("_")), span, number);
}

Expr *build_leaf(Builder *b, Span span, ExprKind kind)
{
    return make(b, span, kind);
}

Expr *build_truth(Builder *b, Span span, Truth truth)
{
    Expr *expr = make(b, span, EXPR_TRUTH);
    expr->as.truth = truth;
    return expr;
}

Expr *build_mandate(Builder *b, Span span)
{
    Expr *expr = make(b, span, EXPR_TIME);
    expr->as.time.form = TIME_MANDATE;
    return expr;
}

Expr *build_list(Builder *b, Span span, ExprVec *items)
{
    Expr *expr = make(b, span, EXPR_LIST);
    expr->as.list = *items;
    deepen_list(b, expr, items);
    return expr;
}

Expr *build_member(Builder *b, Span span, Span of_span, Str of, Span name_span, Str name)
{
    Expr *expr = make(b, span, EXPR_MEMBER);
    expr->as.member.of = build_name(b, of_span, of);
    expr->as.member.name = name;
    expr->as.member.name_span = name_span;
    return expr;
}

Expr *build_member_of(Builder *b, Span span, Expr *of, Span name_span, Str name)
{
    Expr *expr = make(b, span, EXPR_MEMBER);
    expr->as.member.of = of;
    expr->as.member.name = name;
    expr->as.member.name_span = name_span;
    deepen(b, expr, of);
    return expr;
}

Expr *build_call(Builder *b, Span span, Span name_span, Str name, ExprVec *args)
{
    Expr *expr = make(b, span, EXPR_CALL);
    expr->as.call.name = name;
    expr->as.call.name_span = name_span;
    expr->as.call.args = *args;
    deepen_list(b, expr, args);
    return expr;
}

Expr *build_call_where(Builder *b, Expr *call, Expr *where)
{
    call->as.call.where = where;
    deepen(b, call, where);
    return call;
}

Expr *build_call_weight(Builder *b, Expr *call, Expr *weight)
{
    call->as.call.weight = weight;
    deepen(b, call, weight);
    return call;
}

/* Parentheses are not kept: the formatter writes those that are needed. */
Expr *build_parens(Builder *b, Span span, Expr *x)
{
    (void)b;
    (void)span;
    x->parens = true;
    return x;
}

Expr *build_unary(Builder *b, Span span, UnaryOp op, Expr *x)
{
    Expr *expr = make(b, span, EXPR_UNARY);
    expr->as.unary.op = op;
    expr->as.unary.x = x;
    deepen(b, expr, x);
    return expr;
}

Expr *build_binary(Builder *b, Span span, BinaryOp op, Expr *x, Span op_span, Expr *y)
{
    Expr *expr = make(b, span, EXPR_BINARY);
    expr->as.binary.op = op;
    expr->as.binary.x = x;
    expr->as.binary.y = y;
    expr->as.binary.op_span = op_span;
    deepen(b, expr, x);
    deepen(b, expr, y);
    return expr;
}

Expr *build_between(Builder *b, Span span, Expr *x, Expr *low, Expr *high)
{
    Expr *expr = make(b, span, EXPR_BETWEEN);
    expr->as.between.x = x;
    expr->as.between.low = low;
    expr->as.between.high = high;
    deepen(b, expr, x);
    deepen(b, expr, low);
    deepen(b, expr, high);
    return expr;
}

Expr *build_in(Builder *b, Span span, Expr *x, ExprVec *items, bool negated)
{
    Expr *expr = make(b, span, EXPR_IN);
    expr->as.in.x = x;
    expr->as.in.items = *items;
    expr->as.in.negated = negated;
    deepen(b, expr, x);
    deepen_list(b, expr, items);
    return expr;
}

Expr *build_is(Builder *b, Span span, Expr *x, IsForm form, bool negated, Expr *level)
{
    Expr *expr = make(b, span, EXPR_IS);
    expr->as.is.x = x;
    expr->as.is.form = form;
    expr->as.is.negated = negated;
    expr->as.is.level = level;
    deepen(b, expr, x);
    return expr;
}

Expr *build_for(Builder *b, Span span, Expr *x, Expr *scope)
{
    Expr *expr = make(b, span, EXPR_FOR);
    expr->as.for_.x = x;
    expr->as.for_.scope = scope;
    deepen(b, expr, x);
    return expr;
}

Expr *build_range(Builder *b, Span span, Expr *low, Expr *high)
{
    Expr *expr = make(b, span, EXPR_RANGE);
    expr->as.range.low = low;
    expr->as.range.high = high;
    deepen(b, expr, low);
    return expr;
}

Expr *build_scope(Builder *b, Span span, Expr *name, bool only)
{
    Expr *expr = make(b, span, EXPR_SCOPE);
    expr->as.scope.name = name;
    expr->as.scope.only = only;
    return expr;
}

Expr *build_scope_each(Builder *b, Span span, Expr *scope)
{
    (void)b;
    scope->as.scope.each = true;
    scope->span = span;
    return scope;
}

Expr *build_quant(Builder *b, Span span, QuantKind quant, Expr *number)
{
    Expr *expr = make(b, span, EXPR_QUANTIFIED);
    expr->as.quantified.quant = quant;
    expr->as.quantified.number = number;
    return expr;
}

Expr *build_counted(Builder *b, Expr *quantified, Expr *set, Expr *where)
{
    quantified->as.quantified.set = set;
    quantified->as.quantified.where = where;
    deepen(b, quantified, where);
    return quantified;
}

Expr *build_quantified(Builder *b, Span span, Expr *quantified, Expr *is_level, IsForm form, Expr *has)
{
    quantified->span = span;
    quantified->as.quantified.is_level = is_level;
    quantified->as.quantified.form = form;
    quantified->as.quantified.has = has;
    deepen(b, quantified, has);
    return quantified;
}

ExprVec *build_exprs(Builder *b, Expr *first)
{
    ExprVec *list = ARENA_NEW(b->arena, ExprVec);
    return first ? build_exprs_add(b, list, first) : list;
}

ExprVec *build_exprs_add(Builder *b, ExprVec *list, Expr *expr)
{
    vec_push(b->arena, list, expr);
    return list;
}

Expr *build_point(Builder *b, Span span, PointForm form, Expr *x)
{
    Expr *expr = make(b, span, EXPR_POINT);
    expr->as.point.form = form;
    expr->as.point.x = x;
    deepen(b, expr, x);
    return expr;
}

Expr *build_point_shift(Builder *b, Span span, Expr *x, int years)
{
    Expr *expr = build_point(b, span, POINT_SHIFTED, x);
    expr->as.point.years = years;
    return expr;
}

/* A year on a line of its own belongs to the day or the month above it, as it would beside it. */
static bool take_year(Expr *x, const Expr *year)
{
    Fix value = year->kind == EXPR_NUMBER ? year->as.number.value : 0;
    int number = value % FIX_ONE == 0 && value >= 1000 * FIX_ONE && value <= 9999 * FIX_ONE ? (int)(value / FIX_ONE) : 0;
    bool is_time = number && x->kind == EXPR_TIME;
    int month = is_time ? x->as.time.month : 0, day = is_time ? x->as.time.day : 0;
    if (is_time && x->as.time.form == TIME_DAY_OF_YEAR && day <= days_in_month(number, month))
        x->as.time.period = (Period){date_ymd(number, month, day), date_ymd(number, month, day)};
    else if (is_time && x->as.time.form == TIME_MONTHS && x->as.time.month_to == month)
        x->as.time.period = period_of(GRAIN_MONTH, number, month);
    else
        return false;
    x->as.time.form = TIME_PERIOD;
    return true;
}

Expr *build_point_year(Builder *b, Span span, Expr *x, Expr *year)
{
    if (take_year(x, year)) {
        x->span = span;
        return x;
    }
    Expr *expr = build_point(b, span, POINT_IN_YEAR, x);
    expr->as.point.in_year = year;
    return expr;
}

Expr *build_point_after(Builder *b, Span span, Expr *meeting, Expr *after)
{
    meeting->span = span;
    meeting->as.point.after = after;
    deepen(b, meeting, after);
    return meeting;
}

Expr *build_distance(Builder *b, Span span, Expr *length, bool before, Expr *x)
{
    Expr *expr = build_point(b, span, before ? POINT_BEFORE : POINT_AFTER, x);
    expr->as.point.length = length;
    return expr;
}
