/* lower_rows.c: conditions and values on the rows of one table -> its row program. Constants are folded here; numbers are Fix from here on. */
#include "plan/lower.h"

bool row_op_is_truth(RowOp op)
{
    enum { N, T };
    static const char results[ROW_OP_COUNT] = {
#define ROWOP(member, text, result) result,
#include "plan/rowops.def"
#undef ROWOP
    };
    return results[op] == T;
}

const char *row_op_name(RowOp op)
{
    static const char *const names[ROW_OP_COUNT] = {
#define ROWOP(member, text, result) text,
#include "plan/rowops.def"
#undef ROWOP
    };
    return names[op];
}

/* ---- interning ---- */

static void key_number(StrBuf *buf, int64_t value)
{
    strbuf_put(buf, (Str){(const char *)&value, sizeof value});
}

static void key_set(StrBuf *buf, const RowSet *set)
{
    key_number(buf, (int64_t)set->test);
    key_number(buf, (int64_t)set->month_from * 100 + set->month_to);
    for (size_t i = 0; i < set->texts.count; i++) {
        strbuf_put(buf, set->texts.items[i]);
        strbuf_putc(buf, '\n');
    }
    for (size_t i = 0; i < set->ranges.count; i++) {
        key_number(buf, set->ranges.items[i].low);
        key_number(buf, set->ranges.items[i].high);
    }
    for (size_t i = 0; i < set->bodies.count; i++)
        key_number(buf, (int64_t)set->bodies.items[i]);
    for (size_t i = 0; i < set->periods.count; i++) {
        key_number(buf, set->periods.items[i].first);
        key_number(buf, set->periods.items[i].last);
    }
}

void row_key(StrBuf *out, const RowStep *step)
{
    const int64_t parts[] = {step->op, step->a, step->b, (int64_t)step->column, step->low, step->high};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        key_number(out, parts[i]);
    if (step->set)
        key_set(out, step->set);
}

uint32_t row_put(Lowering *l, ScanPlan *scan, RowStep step)
{
    Map *known = &l->made->scans[scan->table].steps;
    StrBuf buf = {0};
    row_key(&buf, &step);
    uintptr_t at = (uintptr_t)map_get(known, strbuf_str(&buf));
    if (!at) {
        vec_push(l->arena, &scan->steps, step);
        at = scan->steps.count;
        map_put(known, strbuf_str(&buf), (void *)at);
    }
    strbuf_free(&buf);
    return (uint32_t)(at - 1);
}

static uint32_t row_op(Lowering *l, ScanPlan *scan, RowOp op, uint32_t a, uint32_t b, const Expr *expr)
{
    return row_put(l, scan, (RowStep){.op = op, .a = a, .b = b, .column = NO_INDEX, .expr = expr});
}

static uint32_t row_number(Lowering *l, ScanPlan *scan, RowOp op, int64_t low, const Expr *expr)
{
    return row_put(l, scan, (RowStep){.op = op, .a = NO_ROW, .b = NO_ROW, .column = NO_INDEX, .low = low, .expr = expr});
}

uint32_t row_refuse(Lowering *l, ScanPlan *scan, const Expr *expr, bool truth)
{
    if (lower_info(l, expr)->type.kind != TYPE_ERROR)
        diag_add(l->diags, DIAG_S0502, expr->span, NULL);
    return truth ? row_number(l, scan, ROW_TRUTH, TRUTH_UNKNOWN, expr) : row_number(l, scan, ROW_ABSENT, 1, expr);
}

/* ---- values ---- */

size_t row_column(const Lowering *l, const ScanPlan *scan, const Expr *expr)
{
    if (expr->kind != EXPR_NAME && expr->kind != EXPR_MEMBER)
        return NO_INDEX;
    Ref ref = lower_info(l, expr)->ref;
    return ref.kind == SYM_COLUMN && ref.index == scan->table ? ref.sub : NO_INDEX;
}

bool row_constant(const Lowering *l, const Expr *expr, Fix *out)
{
    Num value;
    if (expr->kind == EXPR_NUMBER)
        value = literal_number(l, expr);
    else if (!constant_value(l->model, expr, &value))
        return false;
    *out = num_to_fix(value);
    return true;
}

static uint32_t column_step(Lowering *l, ScanPlan *scan, size_t column, const Expr *expr)
{
    return row_put(l, scan, (RowStep){.op = ROW_COLUMN, .a = NO_ROW, .b = NO_ROW, .column = column, .expr = expr});
}

static uint32_t value_binary(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    RowOp op;
    switch (expr->as.binary.op) {
    case OP_ADD: op = ROW_ADD; break;
    case OP_SUB: op = ROW_SUB; break;
    case OP_MUL: op = ROW_MUL; break;
    case OP_DIV: op = ROW_DIV; break;
    case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE: case OP_BETTER: case OP_WORSE:
    default: return row_refuse(l, scan, expr, false);
    }
    uint32_t x = row_value(l, scan, expr->as.binary.x), y = row_value(l, scan, expr->as.binary.y);
    return row_op(l, scan, op, x, y, expr);
}

/* min(x; y; z), one pair after the other. */
static uint32_t value_extreme(Lowering *l, ScanPlan *scan, const Expr *call, RowOp op)
{
    const ExprVec *args = &call->as.call.args;
    uint32_t value = row_value(l, scan, args->items[0]);
    for (size_t i = 1; i < args->count; i++)
        value = row_op(l, scan, op, value, row_value(l, scan, args->items[i]), call);
    return value;
}

static uint32_t value_call(Lowering *l, ScanPlan *scan, const Expr *call)
{
    const ExprVec *args = &call->as.call.args;
    Function function = call_function(l, call);
    Fix decimals;
    if (args->count == 0)
        return row_refuse(l, scan, call, false);
    if (function == FUNCTION_ABS)
        return row_op(l, scan, ROW_ABS, row_value(l, scan, args->items[0]), NO_ROW, call);
    if ((function == FUNCTION_MIN || function == FUNCTION_MAX) && args->count > 1)
        return value_extreme(l, scan, call, function == FUNCTION_MIN ? ROW_MIN : ROW_MAX);
    if (args->count != 2)
        return row_refuse(l, scan, call, false);
    if (function == FUNCTION_ROUND && row_constant(l, args->items[1], &decimals)) {
        uint32_t x = row_value(l, scan, args->items[0]);
        return row_put(l, scan, (RowStep){.op = ROW_ROUND, .a = x, .b = NO_ROW, .column = NO_INDEX, .low = decimals / FIX_ONE, .expr = call});
    }
    if (function != FUNCTION_IF_MISSING && function != FUNCTION_IF_NOT_APPLICABLE)
        return row_refuse(l, scan, call, false);
    uint32_t x = row_value(l, scan, args->items[0]), y = row_value(l, scan, args->items[1]);
    return row_op(l, scan, function == FUNCTION_IF_MISSING ? ROW_IF_MISSING : ROW_IF_NOT_APPLICABLE, x, y, call);
}

static uint32_t row_value_at(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    size_t column = row_column(l, scan, expr);
    if (column != NO_INDEX)
        return column_step(l, scan, column, expr);
    Fix constant;
    if (row_constant(l, expr, &constant))
        return row_number(l, scan, ROW_CONSTANT, constant, expr);
    if (expr->kind == EXPR_MISSING || expr->kind == EXPR_NOT_APPLICABLE)
        return row_number(l, scan, ROW_ABSENT, expr->kind == EXPR_MISSING ? 1 : 2, expr);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NEG)
        return row_op(l, scan, ROW_NEG, row_value(l, scan, expr->as.unary.x), NO_ROW, expr);
    if (expr->kind == EXPR_BINARY)
        return value_binary(l, scan, expr);
    if (expr->kind == EXPR_CALL)
        return value_call(l, scan, expr);
    return row_refuse(l, scan, expr, false);
}

uint32_t row_value(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    if (l->depth >= LOWER_MAX_DEPTH)
        return row_refuse(l, scan, expr, false);
    l->depth++;
    uint32_t step = row_value_at(l, scan, expr);
    l->depth--;
    return step;
}

/* ---- conditions ---- */

static BinaryOp mirrored(BinaryOp op)
{
    switch (op) {
    case OP_LT: return OP_GT;
    case OP_LE: return OP_GE;
    case OP_GT: return OP_LT;
    case OP_GE: return OP_LE;
    case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return op;
}

/* x op constant as the range of x that meets it; <> is the range of =, negated by the caller. */
static RowRange compared_range(BinaryOp op, Fix limit)
{
    switch (op) {
    case OP_LT: return (RowRange){INT64_MIN, limit - 1};
    case OP_LE: return (RowRange){INT64_MIN, limit};
    case OP_GT: return (RowRange){limit + 1, INT64_MAX};
    case OP_GE: return (RowRange){limit, INT64_MAX};
    case OP_EQ: case OP_NE: case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return (RowRange){limit, limit};
}

static uint32_t row_range(Lowering *l, ScanPlan *scan, uint32_t x, RowRange range, const Expr *expr)
{
    return row_put(l, scan, (RowStep){.op = ROW_RANGE, .a = x, .b = NO_ROW, .column = NO_INDEX, .low = range.low, .high = range.high, .expr = expr});
}

static uint32_t negated_if(Lowering *l, ScanPlan *scan, bool negated, uint32_t x, const Expr *expr)
{
    return negated ? row_op(l, scan, ROW_NOT, x, NO_ROW, expr) : x;
}

/* Two computed numbers: everything is =, < or <=, with the sides swapped where needed. */
static uint32_t compare_values(Lowering *l, ScanPlan *scan, BinaryOp op, const Expr *x, const Expr *y, const Expr *expr)
{
    Fix limit;
    if (row_constant(l, y, &limit))
        return negated_if(l, scan, op == OP_NE, row_range(l, scan, row_value(l, scan, x), compared_range(op, limit), expr), expr);
    if (row_constant(l, x, &limit))
        return negated_if(l, scan, op == OP_NE, row_range(l, scan, row_value(l, scan, y), compared_range(mirrored(op), limit), expr), expr);
    uint32_t a = row_value(l, scan, x), b = row_value(l, scan, y);
    if (op == OP_GT || op == OP_GE)
        return row_op(l, scan, op == OP_GT ? ROW_LT : ROW_LE, b, a, expr);
    return negated_if(l, scan, op == OP_NE, row_op(l, scan, op == OP_LT ? ROW_LT : op == OP_LE ? ROW_LE : ROW_EQ, a, b, expr), expr);
}

static bool is_numeric(const Lowering *l, const Expr *expr)
{
    TypeKind kind = lower_info(l, expr)->type.kind;
    return kind == TYPE_NUMBER || kind == TYPE_MISSING || kind == TYPE_ERROR;
}

static bool is_date(const Lowering *l, const Expr *expr)
{
    return lower_info(l, expr)->type.kind == TYPE_DATE;
}

static uint32_t row_compare(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    BinaryOp op = expr->as.binary.op;
    if (op == OP_BETTER || op == OP_WORSE)
        return row_refuse(l, scan, expr, true);
    if ((is_numeric(l, x) && is_numeric(l, y)) || (is_date(l, x) && is_date(l, y) && row_column(l, scan, y) != NO_INDEX))
        return compare_values(l, scan, op, x, y, expr);
    size_t column = row_column(l, scan, x);
    uint32_t step = column != NO_INDEX ? row_compare_column(l, scan, column, op, y, expr) : NO_ROW;
    if (step == NO_ROW && (column = row_column(l, scan, y)) != NO_INDEX)
        step = row_compare_column(l, scan, column, mirrored(op), x, expr);
    return step != NO_ROW ? step : row_refuse(l, scan, expr, true);
}

static uint32_t truth_binary(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    if (expr->as.binary.op != OP_AND && expr->as.binary.op != OP_OR)
        return row_compare(l, scan, expr);
    uint32_t x = row_truth(l, scan, expr->as.binary.x), y = row_truth(l, scan, expr->as.binary.y);
    return row_op(l, scan, expr->as.binary.op == OP_AND ? ROW_AND : ROW_OR, x, y, expr);
}

static uint32_t truth_between(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    const Expr *x = expr->as.between.x;
    Fix low, high;
    if (!row_constant(l, expr->as.between.low, &low) || !row_constant(l, expr->as.between.high, &high)) {
        uint32_t value = row_value(l, scan, x);
        uint32_t above = row_op(l, scan, ROW_LE, row_value(l, scan, expr->as.between.low), value, expr);
        uint32_t below = row_op(l, scan, ROW_LE, value, row_value(l, scan, expr->as.between.high), expr);
        return row_op(l, scan, ROW_AND, above, below, expr);
    }
    return row_range(l, scan, row_value(l, scan, x), (RowRange){low, high}, expr);
}

static uint32_t truth_is(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    const Expr *level = expr->as.is.level;
    if (!level || (level->kind != EXPR_MISSING && level->kind != EXPR_NOT_APPLICABLE))
        return row_refuse(l, scan, expr, true);
    uint32_t x = row_value(l, scan, expr->as.is.x);
    uint32_t is = row_op(l, scan, level->kind == EXPR_MISSING ? ROW_IS_MISSING : ROW_IS_NOT_APPLICABLE, x, NO_ROW, expr);
    return negated_if(l, scan, expr->as.is.negated, is, expr);
}

static uint32_t row_truth_at(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    if (expr->kind == EXPR_TRUTH)
        return row_number(l, scan, ROW_TRUTH, expr->as.truth, expr);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT)
        return row_op(l, scan, ROW_NOT, row_truth(l, scan, expr->as.unary.x), NO_ROW, expr);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_EXISTS)
        return row_op(l, scan, ROW_EXISTS, row_value(l, scan, expr->as.unary.x), NO_ROW, expr);
    if (expr->kind == EXPR_BINARY)
        return truth_binary(l, scan, expr);
    if (expr->kind == EXPR_BETWEEN)
        return truth_between(l, scan, expr);
    if (expr->kind == EXPR_IN)
        return negated_if(l, scan, expr->as.in.negated, row_in(l, scan, expr), expr);
    if (expr->kind == EXPR_IS)
        return truth_is(l, scan, expr);
    return row_refuse(l, scan, expr, true);
}

uint32_t row_truth(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    if (l->depth >= LOWER_MAX_DEPTH)
        return row_refuse(l, scan, expr, true);
    l->depth++;
    uint32_t step = row_truth_at(l, scan, expr);
    l->depth--;
    return step;
}
