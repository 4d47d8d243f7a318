/* test_given.c: what a test gives: rows of tables, and series of values of indicators. From the tree to what exec takes. */
#include <string.h>

#include "base/utf8.h"
#include "cmd/test.h"

/* ---- rows ---- */

typedef struct Rows {
    VEC(GivenCell) names;    /* of the columns, all `givet` of the table together */
    VEC(GivenRow) rows;
} Rows;

static size_t column_at(TestRunner *runner, Rows *rows, const Expr *name)
{
    Str folded = utf8_fold(runner->arena, name->as.text);
    for (size_t i = 0; i < rows->names.count; i++)
        if (str_eq(utf8_fold(runner->arena, rows->names.items[i].text), folded))
            return i;
    vec_push(runner->arena, &rows->names, (GivenCell){name->as.text, name->span});
    return rows->names.count - 1;
}

/* One row as it stands when the cells are as many as the header; a row of another length is kept, so that it is reported. */
static GivenRow take_row(TestRunner *runner, const Rows *rows, const Expr *row, const size_t *columns, size_t column_count)
{
    const ExprVec *cells = &row->as.list;
    bool odd = cells->count != column_count;
    size_t count = odd ? cells->count : rows->names.count;
    GivenRow out = {arena_array(runner->arena, count, sizeof(GivenCell)), count, row->span};
    for (size_t i = 0; i < cells->count; i++)
        out.cells[odd ? i : columns[i]] = (GivenCell){cells->items[i]->as.text, cells->items[i]->span};
    return out;
}

/* One `givet` with rows: the table, the names of the columns as a list, the rows. */
static void take_given(TestRunner *runner, const Attr *attr, Rows *rows)
{
    const ItemVec *items = &attr->items;
    const ExprVec *names = &items->items[1].value->as.list;
    size_t *columns = arena_array(runner->arena, names->count, sizeof *columns);
    for (size_t i = 0; i < names->count; i++)
        columns[i] = column_at(runner, rows, names->items[i]);
    for (size_t i = 2; i < items->count; i++)
        vec_push(runner->arena, &rows->rows, take_row(runner, rows, items->items[i].value, columns, names->count));
}

/* Rows that were read before a later `givet` named more columns are filled up with nothing. */
static void fill_rows(TestRunner *runner, Rows *rows, size_t first_count)
{
    for (VEC_EACH(GivenRow, row, &rows->rows)) {
        if (row->count >= rows->names.count || row->count < first_count)
            continue;
        GivenCell *cells = arena_array(runner->arena, rows->names.count, sizeof *cells);
        memcpy(cells, row->cells, row->count * sizeof *cells);
        *row = (GivenRow){cells, rows->names.count, row->span};
    }
}

static Ref given_ref(const TestRunner *runner, const Attr *attr)
{
    const ExprInfo *info = attr->items.count ? model_info(runner->model, attr->items.items[0].value) : NULL;
    return info ? info->ref : (Ref){SYM_NONE, 0, 0};
}

/* A unit word in a cell: it must measure the same as the column. */
static bool unit_factor(void *context, Str unit, const ColumnSpec *column, Fix *factor)
{
    const Model *model = context;
    Unit given, wanted;
    Fix ignored;
    return unit_lookup(model, unit, &given, factor) && unit_lookup(model, column->unit, &wanted, &ignored) && unit_eq(given, wanted);
}

static bool read_table(TestRunner *runner, const Test *test, size_t table, const TableData **out)
{
    Rows rows = {0};
    size_t first_count = 0;
    EACH_ATTR(attr, test->common.decl, ATTR_GIVEN) {
        Ref ref = given_ref(runner, attr);
        if (ref.kind != SYM_TABLE || ref.index != table || attr->items.count < 2 || attr->items.items[1].value->kind != EXPR_LIST)
            continue;
        take_given(runner, attr, &rows);
        first_count = first_count ? first_count : rows.names.count;
    }
    fill_rows(runner, &rows, first_count);
    TableData *data = ARENA_NEW(runner->arena, TableData);
    *out = data;
    return data_from_cells(runner->arena, &runner->specs[table], rows.names.items, rows.names.count, rows.rows.items, rows.rows.count,
        unit_factor, (void *)runner->model, runner->diags, data);
}

bool given_tables(TestRunner *runner, const Test *test, const TableData **tables)
{
    bool good = true;
    for (size_t i = 0; i < runner->model->tables.count; i++)
        good = read_table(runner, test, i, &tables[i]) && good;
    return good;
}

/* ---- series ---- */

static const char *expr_words(TestRunner *runner, const Expr *expr)
{
    StrBuf buf = {0};
    expr_print(&buf, expr);
    const char *text = arena_strndup(runner->arena, buf.s ? buf.s : "", buf.n);
    strbuf_free(&buf);
    return text;
}

/* The body of `för BUN`; kommunen (NO_INDEX) when there is none. */
static bool series_body(TestRunner *runner, const Item *item, size_t *out)
{
    const Mod *mod = item_mod(item, MOD_FOR);
    const Expr *name = mod && mod->value && mod->value->kind == EXPR_SCOPE ? mod->value->as.scope.name : NULL;
    const ExprInfo *info = name ? model_info(runner->model, name) : NULL;
    *out = info && info->ref.kind == SYM_BODY ? info->ref.index : NO_INDEX;
    if (!info || info->ref.kind == SYM_BODY || (info->ref.kind == SYM_ALL_BODIES && info->ref.index == 0))
        return true;
    diag_add(runner->diags, DIAG_S0652, name->span, expr_words(runner, name), NULL);
    return false;
}

/* The first period of `från 2021`, in the indicator's grain. A single value may leave it out: then it is for the test's own period. */
static bool series_start(TestRunner *runner, const Attr *attr, const Period *per, Grain grain, Period *out)
{
    const Item *item = &attr->items.items[0];
    const Mod *mod = item_mod(item, MOD_FROM);
    const Expr *from = mod ? mod->value : NULL;
    bool is_time = from && from->kind == EXPR_TIME && from->as.time.form == TIME_PERIOD;
    bool is_year = from && from->kind == EXPR_NUMBER;
    if (!from && per && attr->items.count == 2) {
        *out = period_latest_ended(grain, per->last);
        return true;
    }
    if (!is_time && !is_year) {
        diag_add(runner->diags, DIAG_S0653, item->span, expr_words(runner, item->value), NULL);
        return false;
    }
    Period start = is_time ? from->as.time.period : period_year((int)(from->as.number.value / FIX_ONE));
    *out = period_grain(start) == grain ? start : period_containing(grain, start.first);
    return true;
}

static bool take_value(TestRunner *runner, const Expr *expr, Given *given)
{
    const ExprInfo *info = model_info(runner->model, expr);
    bool minus = expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NEG;
    const Expr *number = minus ? expr->as.unary.x : expr;
    given->state = expr->kind == EXPR_NOT_APPLICABLE ? RESULT_NOT_APPLICABLE : expr->kind == EXPR_MISSING ? RESULT_MISSING : RESULT_VALUE;
    if (given->state != RESULT_VALUE)
        return true;
    info = minus ? model_info(runner->model, number) : info;
    if (number->kind == EXPR_NUMBER && num_mul(num_of_fix(number->as.number.value), num_of_fix(info && info->factor ? info->factor : FIX_ONE), &given->number)) {
        given->number = minus ? num_neg(given->number) : given->number;
        return true;
    }
    diag_add(runner->diags, DIAG_S0654, expr->span, expr_words(runner, expr), NULL);
    return false;
}

/* One value for the body of `för BUN`; without it the value is the indicator's own, wherever it is measured. */
static void give(TestRunner *runner, const Attr *attr, Given given, GivenVec *out)
{
    vec_push(runner->arena, out, given);
    if (item_mod(&attr->items.items[0], MOD_FOR))
        return;
    const Contexts *contexts = &runner->model->indicators.items[given.indicator].contexts;
    for (size_t i = 0; i < contexts->bodies.count; i++) {
        given.body = contexts->bodies.items[i];
        vec_push(runner->arena, out, given);
    }
}

static bool take_series(TestRunner *runner, const Attr *attr, size_t indicator, const Period *per, GivenVec *out, Series *series)
{
    Grain stated = runner->model->indicators.items[indicator].grain, grain = stated == GRAIN_OTHER ? GRAIN_MONTH : stated;
    Given given = {.indicator = indicator};
    if (!series_body(runner, &attr->items.items[0], &given.body) || !series_start(runner, attr, per, grain, &given.period))
        return false;
    if (!series->count)
        *series = (Series){given.period, attr->items.count - 1};
    bool good = true;
    for (size_t i = 1; i < attr->items.count; i++) {
        good = take_value(runner, attr->items.items[i].value, &given) && good;
        give(runner, attr, given, out);
        given.period = period_shift(given.period, 1);
    }
    return good;
}

bool given_values(TestRunner *runner, const Test *test, const Period *per, GivenVec *out, Series *series)
{
    bool good = true;
    EACH_ATTR(attr, test->common.decl, ATTR_GIVEN) {
        Ref ref = given_ref(runner, attr);
        if (ref.kind == SYM_INDICATOR)
            good = take_series(runner, attr, ref.index, per, out, series) && good;
    }
    return good;
}
