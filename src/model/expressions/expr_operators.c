/* expr_operators.c: arithmetic, comparisons, och/eller/inte, mellan and i: their types and the rules for units. */
#include "model/check.h"

/* ---- och, eller, inte ---- */

static bool is_level_test(const Expr *expr)
{
    return expr->kind == EXPR_IS || expr->kind == EXPR_QUANTIFIED;
}

/* The last `… är NIVÅ` of a chain of conditions: in `x är röd eller gul` the one that `gul` was meant to join. */
static const Expr *last_level_test(const Expr *expr)
{
    while (expr->kind == EXPR_BINARY && (expr->as.binary.op == OP_OR || expr->as.binary.op == OP_AND))
        expr = is_level_test(expr->as.binary.y) ? expr->as.binary.y : expr->as.binary.x;
    return is_level_test(expr) ? expr : NULL;
}

static Type check_connective(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    bool left = expr_condition(c, env, x);
    const Expr *test = y->kind == EXPR_NAME ? last_level_test(x) : NULL;
    bool right = test && bare_level(c, env, test, y) ? false : expr_condition(c, env, y);
    return left && right ? TYPE_CONDITION : TYPE_BAD;
}

Type check_unary(Checker *c, const Env *env, Expr *expr)
{
    switch (expr->as.unary.op) {
    case OP_NEG: return expr_number(c, env, expr->as.unary.x);
    case OP_NOT: return expr_condition(c, env, expr->as.unary.x) ? TYPE_CONDITION : TYPE_BAD;
    case OP_EXISTS: return expr_check(c, env, expr->as.unary.x).kind == TYPE_ERROR ? TYPE_BAD : TYPE_CONDITION;
    }
    return TYPE_BAD;
}

/* ---- comparisons ---- */

static bool is_time(Type type)
{
    return type.kind == TYPE_PERIOD || type.kind == TYPE_DATE;
}

/* A year as a bare number, beside a period or date. */
static bool is_year(const Expr *expr)
{
    int64_t year;
    return number_of(expr, &year) && year >= 1 && year <= 9999;
}

static bool times_comparable(const Expr *x, Type a, const Expr *y, Type b)
{
    return (is_time(a) && is_time(b)) || (is_time(a) && is_year(y)) || (is_time(b) && is_year(x));
}

/* A column with bodies may be compared with a code as it stands in the data: kommun = "1984". */
static bool is_coded_body(Checker *c, const Expr *column, Type type, Type other)
{
    return type.kind == TYPE_BODY && other.kind == TYPE_TEXT && info_of(c, column)->ref.kind == SYM_COLUMN;
}

static void report_incomparable(Checker *c, const Expr *x, Type a, const Expr *y, Type b, Span at)
{
    Diag *diag = diag_add(c->diags, DIAG_S0250, at, type_text(c, a), type_text(c, b), NULL);
    diag_label(c->diags, diag, x->span, "%s", type_text(c, a));
    diag_label(c->diags, diag, y->span, "%s", type_text(c, b));
}

bool types_comparable(Checker *c, const Expr *x, Type a, const Expr *y, Type b, Span at, bool ordered)
{
    if (a.kind == TYPE_ERROR || b.kind == TYPE_ERROR)
        return false;
    if (a.kind == TYPE_MISSING || b.kind == TYPE_MISSING) {
        const Expr *other = a.kind == TYPE_MISSING ? y : x;
        diag_add(c->diags, DIAG_S0251, at, text_of_expr(c, other), text_of_expr(c, a.kind == TYPE_MISSING ? x : y), NULL);
        return false;
    }
    if (a.kind == TYPE_LEVEL || b.kind == TYPE_LEVEL) {
        const Expr *judged = a.kind == TYPE_LEVEL ? x : y;
        diag_add(c->diags, DIAG_S0241, judged->span, text_of_expr(c, judged), NULL);
        return false;
    }
    if (times_comparable(x, a, y, b))
        return true;
    if (is_number(a) && is_number(b))
        return units_agree(c, x, a, y, b, at, BOTH("jämföras", "compared"));
    if (is_coded_body(c, x, a, b) || is_coded_body(c, y, b, a))
        return true;
    bool same = a.kind == b.kind && (a.kind == TYPE_TEXT || a.kind == TYPE_BODY || a.kind == TYPE_TRUTH);
    if (same && !ordered)
        return true;
    if (same)
        diag_add(c->diags, DIAG_S0252, at, type_text(c, a), NULL);
    else
        report_incomparable(c, x, a, y, b, at);
    return false;
}

static Type check_compared(Checker *c, const Env *env, Expr *expr, bool ordered)
{
    Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    Type a = expr_check(c, env, x), b = expr_check(c, env, y);
    return types_comparable(c, x, a, y, b, expr->as.binary.op_span, ordered) ? TYPE_CONDITION : TYPE_BAD;
}

/* bättre än, sämre än: the direction is that of the indicator on the left. */
static Type check_better(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    Type a = expr_number(c, env, x);
    const Indicator *indicator = expr_indicator(c, x);
    if (indicator && y->kind == EXPR_NAME && !name_find(c, y->as.text) && scale_level(indicator->scale, y->as.text) != NO_INDEX) {
        diag_add(c->diags, DIAG_S0253, expr->span, text_of_expr(c, x), text_of_expr(c, y), NULL);
        return TYPE_BAD;
    }
    Type b = expr_number(c, env, y);
    if (is_silent(a) || is_silent(b) || !units_agree(c, x, a, y, b, expr->as.binary.op_span, BOTH("jämföras", "compared")))
        return TYPE_BAD;
    bool directed = indicator && (indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN);
    if (!directed)
        diag_add(c->diags, DIAG_S0237, expr->span, text_of_expr(c, x), NULL);
    return directed ? TYPE_CONDITION : TYPE_BAD;
}

Type check_between(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.between.x, *low = expr->as.between.low, *high = expr->as.between.high;
    Type type = expr_check(c, env, x), a = expr_check(c, env, low), b = expr_check(c, env, high);
    bool fine = types_comparable(c, x, type, low, a, expr->span, true);
    fine = types_comparable(c, x, type, high, b, expr->span, true) && fine;
    Num least, most;
    if (fine && constant_value(c->model, low, &least) && constant_value(c->model, high, &most) && num_cmp(least, most) > 0)
        diag_add(c->diags, DIAG_S0255, expr->span, text_of_expr(c, low), text_of_expr(c, high), NULL);
    return fine ? TYPE_CONDITION : TYPE_BAD;
}

/* ---- i ---- */

/* A group of bodies for bodies, a group of codes for numbers and texts. */
static bool group_fits(Checker *c, const Expr *item, size_t index, Type type)
{
    const Group *group = &c->model->groups.items[index];
    if (type.kind == TYPE_ERROR || group->common.decl->broken)
        return true;
    bool fits = type.kind == TYPE_BODY ? !group->of_codes : (type.kind == TYPE_TEXT || is_number(type)) && group->codes.count;
    if (!fits)
        diag_add(c->diags, DIAG_S0259, item->span, text_of_expr(c, item), type_text(c, type), NULL);
    return fits;
}

static bool check_range(Checker *c, const Env *env, const Expr *x, Type type, Expr *range)
{
    Expr *low = range->as.range.low, *high = range->as.range.high;
    Type a = expr_check(c, env, low), b = expr_check(c, env, high);
    set_type(c, range, a);
    if (!types_comparable(c, x, type, low, a, range->span, true) || !types_comparable(c, x, type, high, b, range->span, true))
        return false;
    Num least, most;
    if (constant_value(c->model, low, &least) && constant_value(c->model, high, &most) && num_cmp(least, most) > 0)
        diag_add(c->diags, DIAG_S0255, range->span, text_of_expr(c, low), text_of_expr(c, high), NULL);
    return true;
}

static bool check_member_of(Checker *c, const Env *env, const Expr *x, Type type, Expr *item)
{
    if (item->kind == EXPR_RANGE)
        return check_range(c, env, x, type, item);
    Type own = expr_check(c, env, item);
    if (own.kind == TYPE_SET && info_of(c, item)->ref.kind == SYM_GROUP)
        return group_fits(c, item, info_of(c, item)->ref.index, type);
    return types_comparable(c, x, type, item, own, item->span, false);
}

Type check_in(Checker *c, const Env *env, Expr *expr)
{
    Type type = expr_check(c, env, expr->as.in.x);
    bool fine = type.kind != TYPE_ERROR;
    for (VEC_EACH(Expr *, item, &expr->as.in.items))
        fine = check_member_of(c, env, expr->as.in.x, type, *item) && fine;
    return fine ? TYPE_CONDITION : TYPE_BAD;
}

/* ---- arithmetic ---- */

static bool is_whole_share(Checker *c, const Expr *expr)
{
    Num value;
    return is_literal(expr) && constant_value(c->model, expr, &value) && num_cmp(value, num_of_int(1)) == 0;
}

/* A share plus or minus a literal in %: percentage points or a share of the value? Only the whole is plain: 100 % - x, 100 % + x. */
static Type shares_sum(Checker *c, const Expr *expr)
{
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    bool subtracting = expr->as.binary.op == OP_SUB;
    if (is_whole_share(c, x) || (is_whole_share(c, y) && !subtracting))
        return type_number(UNIT_SHARE);
    if (is_literal(x) && is_literal(y))
        return type_number(subtracting ? UNIT_POINT : UNIT_SHARE);
    if (is_literal(y) || (is_literal(x) && !subtracting)) {
        const Expr *literal = is_literal(y) ? y : x, *other = is_literal(y) ? x : y;
        StrBuf number = {0};
        Num percent = num_of_int(0);
        constant_value(c->model, literal, &percent);
        num_mul(percent, num_of_int(100), &percent);
        num_print_people(&number, percent, -1, false);
        diag_add(c->diags, DIAG_S0221, expr->span, text_of_expr(c, other), text_of_expr(c, literal), number.s, subtracting ? "-" : "+", NULL);
        strbuf_free(&number);
        return TYPE_BAD;
    }
    return type_number(subtracting ? UNIT_POINT : UNIT_SHARE);
}

static Type check_sum(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    bool subtracting = expr->as.binary.op == OP_SUB;
    Type a = expr_number(c, env, x), b = expr_number(c, env, y);
    if (is_silent(a) || is_silent(b))
        return a.kind == TYPE_ERROR || b.kind == TYPE_ERROR ? TYPE_BAD : is_silent(a) ? b : a;
    if (a.unit.kind == UNIT_RATIO && b.unit.kind == UNIT_RATIO)
        return shares_sum(c, expr);
    if (a.unit.kind == UNIT_RATIO && b.unit.kind == UNIT_POINTS)
        return a;
    if (a.unit.kind == UNIT_POINTS && b.unit.kind == UNIT_RATIO && !subtracting)
        return b;
    const char *doing = subtracting ? BOTH("dras ifrån varandra", "subtracted") : BOTH("läggas ihop", "added");
    return units_agree(c, x, a, y, b, expr->as.binary.op_span, doing) ? a : TYPE_BAD;
}

static bool is_zero(Checker *c, const Expr *expr)
{
    Num value;
    return constant_value(c->model, expr, &value) && num_sign(value) == 0;
}

/* Twice a share is a share, and half a count a count: a literal without unit only scales. */
static bool only_scales(const Expr *literal, Type type)
{
    return is_literal(literal) && type.unit.kind == UNIT_PLAIN;
}

static Type check_product(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    bool dividing = expr->as.binary.op == OP_DIV;
    Type a = expr_number(c, env, x), b = expr_number(c, env, y);
    if (is_silent(a) || is_silent(b))
        return TYPE_BAD;
    if (dividing && is_zero(c, y)) {
        diag_add(c->diags, DIAG_S0260, expr->span, NULL);
        return TYPE_BAD;
    }
    if (only_scales(y, b))
        return a;
    if (!dividing && only_scales(x, a))
        return b;
    Unit unit;
    if (unit_multiply(a.unit, b.unit, dividing ? -1 : 1, &unit))
        return type_number(unit);
    diag_add(c->diags, DIAG_S0226, expr->span, unit_text(c, a.unit), unit_text(c, b.unit), NULL);
    return TYPE_BAD;
}

Type check_binary(Checker *c, const Env *env, Expr *expr)
{
    switch (expr->as.binary.op) {
    case OP_OR:
    case OP_AND: return check_connective(c, env, expr);
    case OP_EQ:
    case OP_NE: return check_compared(c, env, expr, false);
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return check_compared(c, env, expr, true);
    case OP_ADD:
    case OP_SUB: return check_sum(c, env, expr);
    case OP_MUL:
    case OP_DIV: return check_product(c, env, expr);
    case OP_BETTER:
    case OP_WORSE: return check_better(c, env, expr);
    }
    return TYPE_BAD;
}
