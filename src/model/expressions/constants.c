/* constants.c: what expressions of literals and unconditional parameters are worth. For thresholds, conditions on declarations and lints; also used by plan. */
#include "base/utf8.h"
#include "model/check.h"
#include "model/expressions/logic.h"

#define MAX_DEPTH 100

static bool value(const Model *model, const Expr *expr, Num *out, int depth);

static bool literal(const Model *model, const Expr *expr, Num *out)
{
    Unit unit;
    Fix factor = FIX_ONE;
    if (expr->as.number.unit.n && !unit_lookup(model, expr->as.number.unit, &unit, &factor))
        return false;
    return num_mul(num_of_fix(expr->as.number.value), num_of_fix(factor), out);
}

static bool arithmetic(const Model *model, const Expr *expr, Num *out, int depth)
{
    Num x, y;
    if (!value(model, expr->as.binary.x, &x, depth) || !value(model, expr->as.binary.y, &y, depth))
        return false;
    return num_operation(expr->as.binary.op, x, y, out);
}

/* A parameter with one value for all bodies and years. */
static bool parameter(const Model *model, const Expr *expr, Num *out, int depth)
{
    Ref ref = model_info(model, expr)->ref;
    if (ref.kind != SYM_PARAMETER)
        return false;
    const Parameter *found = &model->parameters.items[ref.index];
    return found->values.count == 1 && found->values.items[0].select == SELECT_NONE && value(model, found->values.items[0].value, out, depth);
}

static bool value(const Model *model, const Expr *expr, Num *out, int depth)
{
    if (!expr || depth > MAX_DEPTH)
        return false;
    if (expr->kind == EXPR_NUMBER)
        return literal(model, expr, out);
    if (expr->kind == EXPR_NAME)
        return parameter(model, expr, out, depth + 1);
    if (expr->kind == EXPR_BINARY)
        return arithmetic(model, expr, out, depth + 1);
    if (expr->kind != EXPR_UNARY || expr->as.unary.op != OP_NEG || !value(model, expr->as.unary.x, out, depth + 1))
        return false;
    *out = num_neg(*out);
    return true;
}

bool constant_value(const Model *model, const Expr *expr, Num *out)
{
    return value(model, expr, out, 0);
}

static bool unit_is_length(Unit unit)
{
    bool single = unit.kind == UNIT_MEASURE && unit.dim_count == 1 && unit.dims[0].power == 1;
    return single && (unit.dims[0].base == BASE_DAY || unit.dims[0].base == BASE_MONTH);
}

bool literal_span(const Model *model, const Expr *number, int *months, int *days)
{
    Unit unit;
    Fix factor, length;
    if (!number || number->kind != EXPR_NUMBER || !unit_lookup(model, number->as.number.unit, &unit, &factor) || !unit_is_length(unit))
        return false;
    if (!fix_mul(number->as.number.value, factor, &length) || length <= 0 || length % FIX_ONE || length / FIX_ONE > 100000)
        return false;
    bool in_days = unit.dims[0].base == BASE_DAY;
    *months = in_days ? 0 : (int)(length / FIX_ONE);
    *days = in_days ? (int)(length / FIX_ONE) : 0;
    return true;
}
