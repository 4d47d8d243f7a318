/* lower_row_sets.c: conditions on texts, bodies, dates and periods of rows, and `i (…)` -> row steps that test dictionary entries and ranges. */
#include "plan/lower.h"

#include "base/utf8.h"

/* ---- constants ---- */

static bool year_of(const Expr *expr, int *out)
{
    if (expr->kind != EXPR_NUMBER || expr->as.number.unit.n || expr->as.number.value % FIX_ONE)
        return false;
    int64_t year = expr->as.number.value / FIX_ONE;
    *out = (int)year;
    return year >= 1 && year <= 9999;
}

bool constant_period(const Lowering *l, const Expr *expr, Period *out)
{
    int year, last;
    if (year_of(expr, &year))
        return *out = period_year(year), true;
    if (expr->kind == EXPR_RANGE && year_of(expr->as.range.low, &year) && year_of(expr->as.range.high, &last))
        return *out = (Period){period_year(year).first, period_year(last).last}, true;
    if (expr->kind != EXPR_TIME)
        return false;
    if (expr->as.time.form == TIME_PERIOD)
        return *out = expr->as.time.period, true;
    if (expr->as.time.form != TIME_MANDATE)
        return false;
    *out = l->model->mandate;
    return true;
}

static TypeKind column_type(const Lowering *l, const ScanPlan *scan, size_t column)
{
    return l->model->tables.items[scan->table].columns.items[column].type.kind;
}

static uint32_t lookup(Lowering *l, ScanPlan *scan, size_t column, const RowSet *set, const Expr *expr)
{
    return row_put(l, scan, (RowStep){.op = ROW_LOOKUP, .a = NO_ROW, .b = NO_ROW, .column = column, .set = set, .expr = expr});
}

static uint32_t not_if(Lowering *l, ScanPlan *scan, bool negated, uint32_t x, const Expr *expr)
{
    return negated && x != NO_ROW ? row_put(l, scan, (RowStep){.op = ROW_NOT, .a = x, .b = NO_ROW, .column = NO_INDEX, .expr = expr}) : x;
}

/* ---- dates and periods ---- */

/* The days that `column op period` covers; = and i mean a day within. */
static RowRange days_of(BinaryOp op, Period period)
{
    switch (op) {
    case OP_LT: return (RowRange){INT64_MIN, (int64_t)period.first - 1};
    case OP_LE: return (RowRange){INT64_MIN, period.last};
    case OP_GT: return (RowRange){(int64_t)period.last + 1, INT64_MAX};
    case OP_GE: return (RowRange){period.first, INT64_MAX};
    case OP_EQ: case OP_NE: case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return (RowRange){period.first, period.last};
}

static PeriodTest test_of(BinaryOp op)
{
    switch (op) {
    case OP_LT: return PERIOD_BEFORE;
    case OP_LE: return PERIOD_UP_TO;
    case OP_GT: return PERIOD_AFTER;
    case OP_GE: return PERIOD_FROM;
    case OP_EQ: case OP_NE: case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return PERIOD_EQ;
}

static uint32_t date_step(Lowering *l, ScanPlan *scan, size_t column, RowOp op, RowRange range, const Expr *expr)
{
    uint32_t x = row_put(l, scan, (RowStep){.op = ROW_COLUMN, .a = NO_ROW, .b = NO_ROW, .column = column, .expr = expr});
    return row_put(l, scan, (RowStep){.op = op, .a = x, .b = NO_ROW, .column = NO_INDEX, .low = range.low, .high = range.high, .expr = expr});
}

static uint32_t period_step(Lowering *l, ScanPlan *scan, size_t column, PeriodTest test, Period period, const Expr *expr)
{
    RowSet *set = ARENA_NEW(l->arena, RowSet);
    set->test = test;
    vec_push(l->arena, &set->periods, period);
    return lookup(l, scan, column, set, expr);
}

/* `datum i januari–augusti`: months of every year. */
static uint32_t months_step(Lowering *l, ScanPlan *scan, size_t column, int from, int to, const Expr *expr)
{
    if (column_type(l, scan, column) == TYPE_DATE)
        return date_step(l, scan, column, ROW_MONTHS, (RowRange){from, to}, expr);
    RowSet *set = ARENA_NEW(l->arena, RowSet);
    set->test = PERIOD_MONTHS;
    set->month_from = from;
    set->month_to = to;
    return lookup(l, scan, column, set, expr);
}

static bool months_of(const Lowering *l, const Expr *expr, int *from, int *to)
{
    Ref ref = expr->kind == EXPR_NAME ? lower_info(l, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_SEASON) {
        *from = l->model->seasons.items[ref.index].month_from;
        *to = l->model->seasons.items[ref.index].month_to;
        return true;
    }
    if (expr->kind != EXPR_TIME || expr->as.time.form != TIME_MONTHS)
        return false;
    *from = expr->as.time.month;
    *to = expr->as.time.month_to ? expr->as.time.month_to : expr->as.time.month;
    return true;
}

/* One item of `i (…)` for a column of dates or periods; NO_ROW when it is no time. */
static uint32_t time_in(Lowering *l, ScanPlan *scan, size_t column, const Expr *item, const Expr *expr)
{
    Period period;
    int from, to;
    if (months_of(l, item, &from, &to))
        return months_step(l, scan, column, from, to, expr);
    if (!constant_period(l, item, &period))
        return NO_ROW;
    if (column_type(l, scan, column) == TYPE_DATE)
        return date_step(l, scan, column, ROW_RANGE, days_of(OP_EQ, period), expr);
    return period_step(l, scan, column, PERIOD_WITHIN, period, expr);
}

static uint32_t compare_time(Lowering *l, ScanPlan *scan, size_t column, BinaryOp op, const Expr *y, const Expr *expr)
{
    Period period;
    int from, to;
    if ((op == OP_EQ || op == OP_NE) && months_of(l, y, &from, &to))
        return not_if(l, scan, op == OP_NE, months_step(l, scan, column, from, to, expr), expr);
    if (!constant_period(l, y, &period))
        return NO_ROW;
    if (column_type(l, scan, column) == TYPE_DATE)
        return not_if(l, scan, op == OP_NE, date_step(l, scan, column, ROW_RANGE, days_of(op, period), expr), expr);
    return not_if(l, scan, op == OP_NE, period_step(l, scan, column, test_of(op), period, expr), expr);
}

/* ---- texts and bodies ---- */

static void add_text(Lowering *l, RowSet *set, Str text)
{
    vec_push(l->arena, &set->texts, utf8_fold(l->arena, str_trim(text)));
}

static void add_bodies(Lowering *l, RowSet *set, const Group *group)
{
    for (size_t i = 0; i < group->bodies.count; i++)
        vec_push(l->arena, &set->bodies, group->bodies.items[i]);
}

static bool add_range(Lowering *l, RowSet *set, const Expr *low, const Expr *high)
{
    RowRange range;
    if (!row_constant(l, low, &range.low) || !row_constant(l, high, &range.high))
        return false;
    vec_push(l->arena, &set->ranges, range);
    return true;
}

/* One item of a set of codes, texts, numbers or bodies. False when it is not constant. */
static bool add_item(Lowering *l, RowSet *set, const Expr *item)
{
    if (item->kind == EXPR_TEXT)
        return add_text(l, set, item->as.text), true;
    if (item->kind == EXPR_RANGE)
        return add_range(l, set, item->as.range.low, item->as.range.high);
    if (item->kind == EXPR_SCOPE)
        return item->as.scope.name && !item->as.scope.each && add_item(l, set, item->as.scope.name);
    Ref ref = item->kind == EXPR_NAME ? lower_info(l, item)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_BODY) {
        vec_push(l->arena, &set->bodies, ref.index);
        return true;
    }
    if (ref.kind != SYM_GROUP)
        return add_range(l, set, item, item);
    const Group *group = &l->model->groups.items[ref.index];
    add_bodies(l, set, group);
    for (size_t i = 0; i < group->codes.count; i++)
        if (!add_item(l, set, group->codes.items[i]))
            return false;
    return true;
}

uint32_t row_compare_column(Lowering *l, ScanPlan *scan, size_t column, BinaryOp op, const Expr *y, const Expr *expr)
{
    TypeKind type = column_type(l, scan, column);
    if (type == TYPE_DATE || type == TYPE_PERIOD)
        return compare_time(l, scan, column, op, y, expr);
    RowSet *set = ARENA_NEW(l->arena, RowSet);
    if ((type != TYPE_TEXT && type != TYPE_BODY) || (op != OP_EQ && op != OP_NE) || y->kind == EXPR_RANGE || !add_item(l, set, y))
        return NO_ROW;
    return not_if(l, scan, op == OP_NE, lookup(l, scan, column, set, expr), expr);
}

/* ---- x i (…) ---- */

static uint32_t any_of(Lowering *l, ScanPlan *scan, uint32_t x, uint32_t y, const Expr *expr)
{
    if (x == NO_ROW)
        return y;
    return row_put(l, scan, (RowStep){.op = ROW_OR, .a = x, .b = y, .column = NO_INDEX, .expr = expr});
}

static uint32_t in_times(Lowering *l, ScanPlan *scan, size_t column, const Expr *expr)
{
    uint32_t any = NO_ROW;
    for (size_t i = 0; i < expr->as.in.items.count; i++) {
        uint32_t one = time_in(l, scan, column, expr->as.in.items.items[i], expr);
        if (one == NO_ROW)
            return row_refuse(l, scan, expr, true);
        any = any_of(l, scan, any, one, expr);
    }
    return any != NO_ROW ? any : row_refuse(l, scan, expr, true);
}

uint32_t row_in(Lowering *l, ScanPlan *scan, const Expr *expr)
{
    size_t column = row_column(l, scan, expr->as.in.x);
    TypeKind type = column != NO_INDEX ? column_type(l, scan, column) : TYPE_NUMBER;
    if (type == TYPE_DATE || type == TYPE_PERIOD)
        return in_times(l, scan, column, expr);
    RowSet *set = ARENA_NEW(l->arena, RowSet);
    for (size_t i = 0; i < expr->as.in.items.count; i++)
        if (!add_item(l, set, expr->as.in.items.items[i]))
            return row_refuse(l, scan, expr, true);
    if (type == TYPE_TEXT || type == TYPE_BODY)
        return lookup(l, scan, column, set, expr);
    uint32_t x = row_value(l, scan, expr->as.in.x);
    if (set->texts.count || set->bodies.count)
        return row_refuse(l, scan, expr, true);
    return row_put(l, scan, (RowStep){.op = ROW_RANGES, .a = x, .b = NO_ROW, .column = NO_INDEX, .set = set, .expr = expr});
}
