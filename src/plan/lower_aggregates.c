/* lower_aggregates.c: summa, antal, senaste … over a table -> filters and values of its scan, and an aggregate over the cube. */
#include "model/roles.h"
#include "plan/lower.h"

ScanPlan *scan_of(Lowering *l, size_t table)
{
    ScanPlan *scan = &l->plan->scans[table];
    scan->used = true;
    return scan;
}

/* ---- filters and values, interned ---- */

static Str number_key(const uint64_t *parts, size_t count)
{
    return (Str){(const char *)parts, count * sizeof *parts};
}

static uint32_t both(Lowering *l, ScanPlan *scan, uint32_t x, uint32_t y, const Expr *expr)
{
    if (x == NO_ROW || x == y)
        return y;
    return row_put(l, scan, (RowStep){.op = ROW_AND, .a = x, .b = y, .column = NO_INDEX, .expr = expr});
}

static size_t filter_put(Lowering *l, ScanPlan *scan, uint32_t step, const Expr *expr)
{
    uint64_t key = step;
    Map *filters = &l->made->scans[scan->table].filters;
    uintptr_t known = (uintptr_t)map_get(filters, number_key(&key, 1));
    if (known)
        return known - 1;
    vec_push(l->arena, &scan->filters, (ScanFilter){step, expr});
    map_put(filters, number_key(&key, 1), (void *)(uintptr_t)scan->filters.count);
    return scan->filters.count - 1;
}

size_t scan_filter(Lowering *l, ScanPlan *scan, const Expr *condition, bool negated)
{
    uint32_t where = scan->where != NO_INDEX ? scan->filters.items[scan->where].step : NO_ROW;
    if (!condition)
        return scan->where;
    uint32_t step = row_truth(l, scan, condition);
    if (negated)
        step = row_put(l, scan, (RowStep){.op = ROW_NOT, .a = step, .b = NO_ROW, .column = NO_INDEX, .expr = condition});
    return filter_put(l, scan, both(l, scan, where, step, condition), condition);
}

/* Whether the value comes from a stock column: then the latest of the period counts, not the sum over time. */
static bool reads_stock(const Lowering *l, const ScanPlan *scan, uint32_t step)
{
    if (step == NO_ROW)
        return false;
    const RowStep *row = &scan->steps.items[step];
    if (row->op == ROW_COLUMN)
        return l->model->tables.items[scan->table].columns.items[row->column].flow == STOCK;
    return reads_stock(l, scan, row->a) || reads_stock(l, scan, row->b);
}

size_t scan_value(Lowering *l, ScanPlan *scan, const Expr *expr, unsigned needs)
{
    uint64_t key = row_value(l, scan, expr);
    Map *values = &l->made->scans[scan->table].values;
    uintptr_t known = (uintptr_t)map_get(values, number_key(&key, 1));
    if (!known) {
        bool stock = reads_stock(l, scan, (uint32_t)key);
        vec_push(l->arena, &scan->values, (ScanValue){.step = (uint32_t)key, .stock = stock, .expr = expr});
        scan->by_day |= stock;
        known = scan->values.count;
        map_put(values, number_key(&key, 1), (void *)known);
    }
    scan->values.items[known - 1].needs |= needs;
    return known - 1;
}

size_t scan_split(Lowering *l, ScanPlan *scan, size_t column)
{
    for (size_t i = 0; i < scan->splits.count; i++)
        if (scan->splits.items[i] == column)
            return i;
    vec_push(l->arena, &scan->splits, column);
    return scan->splits.count - 1;
}

/* ---- the table itself ---- */

/* Against a printed row, the rows that count are added up. A printed column is a sum of its own line, whether that line counts or not. */
static size_t reconcile_filter(Lowering *l, ScanPlan *scan, const Reconcile *reconcile)
{
    if (reconcile->key_column != NO_INDEX)
        return scan_filter(l, scan, reconcile->where, false);
    return reconcile->where ? filter_put(l, scan, row_truth(l, scan, reconcile->where), reconcile->where) : NO_INDEX;
}

void lower_table(Lowering *l, size_t index)
{
    const Table *table = &l->model->tables.items[index];
    ScanPlan *scan = &l->plan->scans[index];
    if (table->where)
        scan->where = scan_filter(l, scan, table->where, false);
    for (size_t i = 0; i < table->reconciles.count; i++)
        vec_push(l->arena, &scan->reconcile_filters, reconcile_filter(l, scan, &table->reconciles.items[i]));
    scan->used |= table->reconciles.count > 0 || role_is_asked(l->model, table);
}

/* The decisions that a right is about. */
void lower_right(Lowering *l, size_t index)
{
    const DecisionRight *right = &l->model->rights.items[index];
    bool asks = right->where && right->table != NO_INDEX;
    l->plan->rights[index] = asks ? scan_filter(l, scan_of(l, right->table), right->where, false) : NO_INDEX;
}

/* ---- aggregates ---- */

/* The table that the first column or table in an expression belongs to, or NO_INDEX. */
static size_t table_in(const Lowering *l, const Expr *expr, int depth)
{
    if (!expr || depth > LOWER_MAX_DEPTH)
        return NO_INDEX;
    Ref ref = expr->kind == EXPR_NAME || expr->kind == EXPR_MEMBER ? lower_info(l, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_TABLE || ref.kind == SYM_COLUMN)
        return ref.index;
    size_t table = NO_INDEX;
    if (expr->kind == EXPR_UNARY)
        return table_in(l, expr->as.unary.x, depth + 1);
    if (expr->kind == EXPR_BINARY) {
        table = table_in(l, expr->as.binary.x, depth + 1);
        return table != NO_INDEX ? table : table_in(l, expr->as.binary.y, depth + 1);
    }
    if (expr->kind == EXPR_CALL)
        for (size_t i = 0; i < expr->as.call.args.count && table == NO_INDEX; i++)
            table = table_in(l, expr->as.call.args.items[i], depth + 1);
    return table;
}

static unsigned needs_of(Function function)
{
    switch (function) {
    case FUNCTION_MIN: case FUNCTION_MAX: return NEED_EXTREMES;
    case FUNCTION_LATEST: case FUNCTION_FIRST: return NEED_ORDER;
    case FUNCTION_MEDIAN: case FUNCTION_PERCENTILE: case FUNCTION_COUNT_DISTINCT: return NEED_LIST;
    default: return 0;       /* the sums and counts that every value has */
    }
}

static Str aggregate_key(StrBuf *buf, const Aggregate *a)
{
    const uint64_t parts[] = {a->function, a->table, a->filter, a->rest, a->value, a->partial, (uint64_t)a->percent.n, (uint64_t)a->percent.d};
    strbuf_clear(buf);
    strbuf_put(buf, number_key(parts, sizeof parts / sizeof *parts));
    return strbuf_str(buf);
}

static size_t aggregate_put(Lowering *l, Aggregate aggregate)
{
    StrBuf buf = {0};
    Str key = aggregate_key(&buf, &aggregate);
    uintptr_t known = (uintptr_t)map_get(&l->made->aggregates, key);
    if (!known) {
        vec_push(l->arena, &l->plan->aggregates, aggregate);
        known = l->plan->aggregates.count;
        map_put(&l->made->aggregates, key, (void *)known);
    }
    strbuf_free(&buf);
    return known - 1;
}

Num lower_percent(const Lowering *l, const Expr *expr)
{
    Num value = num_of_int(0), share;
    if (expr->kind == EXPR_NUMBER)
        value = literal_number(l, expr);
    else
        constant_value(l->model, expr, &value);
    if (lower_info(l, expr)->type.unit.kind == UNIT_RATIO)
        return value;
    return num_div(value, num_of_int(100), &share) ? share : value;
}

uint32_t lower_aggregate(Lowering *l, const Expr *call, Function function)
{
    const Expr *arg = call->as.call.args.count ? call->as.call.args.items[0] : NULL;
    size_t table = table_in(l, arg, 0);
    if (table == NO_INDEX)
        return step_refuse(l, call, BOTH_LANGS("det finns ingen tabell att räkna över", "there is no table to aggregate"));
    ScanPlan *scan = scan_of(l, table);
    bool rows = lower_info(l, arg)->ref.kind == SYM_TABLE;
    Aggregate aggregate = {
        .function = function, .table = table, .rest = NO_INDEX, .value = NO_INDEX, .column = rows ? NO_INDEX : row_column(l, scan, arg),
        .partial = l->partial || l->model->tables.items[table].allow_partial, .percent = num_of_int(0),
        .type = lower_info(l, call)->type, .expr = call,
    };
    aggregate.filter = scan_filter(l, scan, call->as.call.where, false);
    if (function == FUNCTION_SHARE)
        aggregate.rest = scan_filter(l, scan, call->as.call.where, true);
    else if (!rows)
        aggregate.value = scan_value(l, scan, arg, needs_of(function));
    if (function == FUNCTION_PERCENTILE && call->as.call.args.count == 2)
        aggregate.percent = lower_percent(l, call->as.call.args.items[1]);
    return step_indexed(l, STEP_AGGREGATE, aggregate_put(l, aggregate), 0, call);
}
