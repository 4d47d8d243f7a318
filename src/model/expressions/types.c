/* types.c: types of expressions: their names for people, and the messages when two do not fit. Used by the expr_*.c files. */
#include "model/check.h"

const Type TYPE_BAD = {TYPE_ERROR, {UNIT_PLAIN, 0, {{0, 0}}}, NULL};
const Type TYPE_COUNT = {TYPE_NUMBER, {UNIT_PLAIN, 0, {{0, 0}}}, NULL};
const Type TYPE_CONDITION = {TYPE_TRUTH, {UNIT_PLAIN, 0, {{0, 0}}}, NULL};

Type type_number(Unit unit)
{
    return (Type){TYPE_NUMBER, unit, NULL};
}

bool is_number(Type type)
{
    return type.kind == TYPE_NUMBER;
}

bool is_silent(Type type)
{
    return type.kind == TYPE_ERROR || type.kind == TYPE_MISSING;
}

static const char *number_text(Checker *c, Unit unit)
{
    if (unit.kind == UNIT_PLAIN)
        return BOTH("ett tal utan enhet", "a number without unit");
    if (unit.kind == UNIT_POINTS)
        return BOTH("ett tal i procentenheter", "a number in percentage points");
    const char *name = unit_text(c, unit);
    return arena_printf(c->arena, BOTH("ett tal i %s", "a number in %s"), name, name);
}

const char *type_text(Checker *c, Type type)
{
    switch (type.kind) {
    case TYPE_ERROR:
    case TYPE_MISSING: return BOTH("saknas", "missing");
    case TYPE_NUMBER: return number_text(c, type.unit);
    case TYPE_TEXT: return BOTH("text", "text");
    case TYPE_DATE: return BOTH("ett datum", "a date");
    case TYPE_PERIOD: return BOTH("en period", "a period");
    case TYPE_BODY: return BOTH("ett organ", "a body");
    case TYPE_TRUTH: return BOTH("ett villkor", "a condition");
    case TYPE_LEVEL: return BOTH("en bedömning", "an assessment");
    case TYPE_TABLE: return BOTH("en tabell", "a table");
    case TYPE_SET: return BOTH("en mängd", "a set");
    case TYPE_RULE: return BOTH("en regel", "a rule");
    case TYPE_GOAL: return BOTH("ett mål", "a goal");
    }
    return "";
}

void type_mismatch(Checker *c, const Expr *expr, Type is, const char *wanted)
{
    if (!is_silent(is))
        diag_add(c->diags, DIAG_S0223, expr->span, wanted, type_text(c, is), text_of_expr(c, expr), NULL);
}

/* ---- units of two values ---- */

bool is_literal(const Expr *expr)
{
    while (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NEG)
        expr = expr->as.unary.x;
    return expr->kind == EXPR_NUMBER;
}

/* A number without unit where one is needed: what to write instead. 0,8 beside a share probably means 80 %, 84 means 84 %. */
const char *number_with_unit(Checker *c, const Expr *bare, Unit unit)
{
    Num value = num_of_int(0);
    constant_value(c->model, bare, &value);
    if ((unit.kind == UNIT_RATIO || unit.kind == UNIT_POINTS) && num_cmp(num_abs(value), num_of_int(1)) <= 0)
        num_mul(value, num_of_int(100), &value);
    StrBuf buf = {0};
    num_print_people(&buf, value, -1, false);
    strbuf_putc(&buf, ' ');
    unit_print(&buf, c->model, unit, num_cmp(num_abs(value), num_of_int(1)) != 0);
    const char *text = arena_strndup(c->arena, buf.s, buf.n);
    strbuf_free(&buf);
    return text;
}

static void report_bare_number(Checker *c, const Expr *bare, const Expr *other, Unit unit)
{
    Diag *diag = diag_add(c->diags, DIAG_S0222, bare->span, text_of_expr(c, bare), unit_text(c, unit), number_with_unit(c, bare, unit), NULL);
    diag_label(c->diags, diag, other->span, "%s", unit_text(c, unit));
}

static void report_unlike(Checker *c, const Expr *x, Unit a, const Expr *y, Unit b, Span at, const char *doing)
{
    DiagCode code = a.kind + b.kind == UNIT_RATIO + UNIT_POINTS && a.kind != b.kind ? DIAG_S0225 : DIAG_S0220;
    Diag *diag = diag_add(c->diags, code, at, unit_text(c, a), unit_text(c, b), doing, text_of_expr(c, x), text_of_expr(c, y), NULL);
    diag_label(c->diags, diag, x->span, "%s", unit_text(c, a));
    diag_label(c->diags, diag, y->span, "%s", unit_text(c, b));
}

bool units_agree(Checker *c, const Expr *x, Type a, const Expr *y, Type b, Span at, const char *doing)
{
    if (is_silent(a) || is_silent(b))
        return true;
    if (!is_number(a) || !is_number(b)) {
        type_mismatch(c, is_number(a) ? y : x, is_number(a) ? b : a, BOTH("ett tal", "a number"));
        return false;
    }
    if (unit_eq(a.unit, b.unit))
        return true;
    if (is_literal(x) && a.unit.kind == UNIT_PLAIN)
        report_bare_number(c, x, y, b.unit);
    else if (is_literal(y) && b.unit.kind == UNIT_PLAIN)
        report_bare_number(c, y, x, a.unit);
    else
        report_unlike(c, x, a.unit, y, b.unit, at, doing);
    return false;
}
