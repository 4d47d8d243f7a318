/* reconciles.c: conditions on a table's own rows: `där`, and printed sums that must agree (`stäms av`). After tables.c, once all names are known. */
#include "model/check.h"

static bool add_column(Checker *c, size_t table, const Expr *name, Reconcile *out)
{
    if (!name || name->kind != EXPR_NAME)
        return false;
    size_t column = find_column(c, table, name->as.text);
    if (column == NO_INDEX) {
        unknown_report(c, DIAG_S0207, name->span, name->as.text, text_of(c, c->model->tables.items[table].common.name),
                       nearest_column(c, table, name->as.text));
        return false;
    }
    Type type = c->model->tables.items[table].columns.items[column].type;
    set_ref(c, name, SYM_COLUMN, table, column);
    vec_push(c->arena, &out->columns, column);
    if (is_number(type) || is_silent(type))
        return true;
    type_mismatch(c, name, type, BOTH("ett tal", "a number"));
    return false;
}

/* `mot rad "Summa"`: a text column whose value marks the printed sum. */
static void fill_key(Checker *c, size_t table, const Item *last, Reconcile *out)
{
    const Mod *against = item_mod(last, MOD_AGAINST), *text = item_mod(last, MOD_NOTE);
    if (!against || !against->value || against->value->kind != EXPR_NAME)
        return;
    const Expr *name = against->value;
    out->key_column = find_column(c, table, name->as.text);
    out->key = text && text->value ? text->value->as.text : STR_LIT("");
    if (out->key_column == NO_INDEX) {
        unknown_report(c, DIAG_S0207, name->span, name->as.text, text_of(c, c->model->tables.items[table].common.name),
                       nearest_column(c, table, name->as.text));
        return;
    }
    set_ref(c, name, SYM_COLUMN, table, out->key_column);
    Type type = c->model->tables.items[table].columns.items[out->key_column].type;
    if (type.kind != TYPE_TEXT && type.kind != TYPE_BODY)
        type_mismatch(c, name, type, BOTH("text", "text"));
}

/* `mot kolumn "Summa"`: the hidden column that was made for it. */
static void fill_total(Checker *c, const Table *table, const Item *last, Reconcile *out)
{
    const Mod *against = item_mod(last, MOD_AGAINST_COLUMN);
    if (!against || !against->value)
        return;
    out->total_header = against->value->as.text;
    for (size_t i = 0; i < table->plain_count; i++)
        if (table->columns.items[i].name.n == 0 && str_eq(table->columns.items[i].header, out->total_header))
            out->total_column = i;
    if (!table->wide)
        diag_add(c->diags, DIAG_S0332, against->span, text_of(c, table->common.name), NULL);
}

static void fill_rounding(Checker *c, const Table *table, const Item *last, Reconcile *out)
{
    const Mod *rounding = item_mod(last, MOD_ROUNDING);
    if (!rounding || !rounding->value || out->columns.count == 0)
        return;
    Expr *number = rounding->value;
    Num value;
    if (expr_in_unit(c, &ENV_PLAIN, number, table->columns.items[out->columns.items[0]].type) && constant_value(c->model, number, &value))
        out->rounding = num_to_fix(value);
}

static void check_reconcile(Checker *c, size_t index, const Attr *attr)
{
    Table *table = &c->model->tables.items[index];
    Reconcile reconcile = {.key_column = NO_INDEX, .total_column = NO_INDEX, .attr = attr};
    if (attr->items.count == 0)
        return;
    const Item *last = &attr->items.items[attr->items.count - 1];
    const Mod *where = item_mod(last, MOD_WHERE);
    bool fine = true;
    for (VEC_EACH(const Item, item, &attr->items))
        fine = add_column(c, index, item->value, &reconcile) && fine;
    fill_key(c, index, last, &reconcile);
    fill_total(c, table, last, &reconcile);
    fill_rounding(c, table, last, &reconcile);
    if (where && where->value) {
        Env env = ENV_PLAIN;
        env.row = index;
        reconcile.where = where->value;
        expr_condition(c, &env, where->value);
    }
    if (fine && (reconcile.key_column != NO_INDEX || reconcile.total_column != NO_INDEX))
        vec_push(c->arena, &table->reconciles, reconcile);
}

void table_conditions_check(Checker *c)
{
    for (size_t i = 0; i < c->model->tables.count; i++) {
        Table *table = &c->model->tables.items[i];
        Env env = ENV_PLAIN;
        env.row = i;
        table->where = attr_value(decl_attr(table->common.decl, ATTR_WHERE));
        if (table->where)
            expr_condition(c, &env, table->where);
        EACH_ATTR(attr, table->common.decl, ATTR_RECONCILES)
            check_reconcile(c, i, attr);
    }
}
