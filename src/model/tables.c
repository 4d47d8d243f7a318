/* tables.c: `tabell`: columns with types, the time and body of rows, roles. What is checked against each other stands in reconciles.c. A pass of check.c. */
#include "model/check.h"
#include "model/roles.h"

/* ---- types of columns ---- */

static const struct { const char *word; TypeKind kind; bool whole; ColumnUse use; } type_words[] = {
    {"datum", TYPE_DATE, false, USE_TIME}, {"period", TYPE_PERIOD, false, USE_TIME}, {"organ", TYPE_BODY, false, USE_BODY},
    {"tillfälle", TYPE_PERIOD, false, USE_VINTAGE}, {"text", TYPE_TEXT, false, USE_VALUE}, {"heltal", TYPE_NUMBER, true, USE_VALUE},
    {"tal", TYPE_NUMBER, false, USE_VALUE},
};
#define TYPE_WORDS (sizeof type_words / sizeof *type_words)

static void report_type(Checker *c, const Expr *name)
{
    Nearest nearest = nearest_start(c, name->as.text);
    for (size_t i = 0; i < TYPE_WORDS; i++)
        nearest_offer(&nearest, str_of(type_words[i].word));
    for (VEC_EACH(UnitName, unit, &c->model->units))
        nearest_offer(&nearest, unit->name);
    unknown_report(c, DIAG_S0216, name->span, name->as.text, "", nearest.best);
}

/* Fills type, factor and whole; says what the column is used for. */
static ColumnUse column_type(Checker *c, const Expr *name, TableColumn *column)
{
    column->factor = FIX_ONE;
    column->type = TYPE_BAD;
    if (!name || name->kind != EXPR_NAME)
        return USE_VALUE;
    Str word = name_fold(c, name->as.text);
    for (size_t i = 0; i < TYPE_WORDS; i++)
        if (str_eqz(word, type_words[i].word)) {
            column->type = (Type){type_words[i].kind, UNIT_NONE, NULL};
            column->whole = type_words[i].whole;
            return type_words[i].use;
        }
    Unit unit;
    if (unit_lookup(c->model, name->as.text, &unit, &column->factor))
        column->type = type_number(unit);
    else
        report_type(c, name);
    return USE_VALUE;
}

/* ---- columns ---- */

static void use_column(Checker *c, Table *table, ColumnUse use, size_t index, Span span)
{
    use = role_use(role_of(table->role), name_fold(c, table->columns.items[index].name), use);
    size_t *slot = use == USE_TIME ? &table->time_column : use == USE_BODY ? &table->body_column : &table->vintage_column;
    if (use == USE_VALUE)
        return;
    if (*slot == NO_INDEX) {
        *slot = index;
        return;
    }
    const char *what = use == USE_TIME ? BOTH("tid", "time") : use == USE_BODY ? BOTH("organ", "bodies") : BOTH("prognostillfälle", "forecast occasions");
    diag_add(c->diags, DIAG_S0331, span, what, text_of(c, table->columns.items[*slot].name), text_of(c, table->columns.items[index].name), NULL);
}

static void name_column(Checker *c, const Table *table, size_t table_index, size_t index, Span span)
{
    Str name = table->columns.items[index].name;
    size_t before = name.n ? find_column(c, table_index, name) : NO_INDEX;
    if (before == NO_INDEX) {
        if (name.n)
            column_declare(c, table_index, name, index);
        return;
    }
    Diag *diag = diag_add(c->diags, DIAG_S0214, span, text_of(c, name), NULL);
    if (table->columns.items[before].item)
        diag_label(c->diags, diag, table->columns.items[before].item->span, BOTH("första gången här", "first here"));
}

static void add_column(Checker *c, Table *table, size_t table_index, TableColumn column, ColumnUse use, Span span)
{
    vec_push(c->arena, &table->columns, column);
    name_column(c, table, table_index, table->columns.count - 1, span);
    use_column(c, table, use, table->columns.count - 1, span);
}

static Str mod_name(const Item *item, ModKind kind, Str otherwise)
{
    const Mod *mod = item_mod(item, kind);
    bool named = mod && mod->value && (mod->value->kind == EXPR_NAME || mod->value->kind == EXPR_TEXT);
    return named ? mod->value->as.text : otherwise;
}

static void plain_column(Checker *c, Table *table, size_t index, const Item *item)
{
    if (!item->value || item->value->kind != EXPR_TEXT)
        return;
    TableColumn column = {.header = item->value->as.text, .item = item};
    column.name = mod_name(item, MOD_AS, column.header);
    column.flow = item_mod(item, MOD_STOCK) ? STOCK : FLOW;
    const Mod *type = item_mod(item, MOD_TYPE);
    ColumnUse use = column_type(c, type ? type->value : NULL, &column);
    if (column.flow == STOCK && column.type.kind != TYPE_NUMBER && column.type.kind != TYPE_ERROR)
        diag_add(c->diags, DIAG_S0350, item->span, text_of(c, column.name), NULL);
    add_column(c, table, index, column, use, item->span);
}

/* Kolada's answers have the same columns everywhere. */
static void kolada_columns(Checker *c, Table *table, size_t index)
{
    static const struct { const char *header, *name; TypeKind kind; ColumnUse use; } columns[] = {
        {"kpi", "nyckeltal", TYPE_TEXT, USE_VALUE}, {"municipality", "kommun", TYPE_BODY, USE_BODY}, {"period", "år", TYPE_PERIOD, USE_TIME},
        {"gender", "kön", TYPE_TEXT, USE_VALUE}, {"value", "värde", TYPE_NUMBER, USE_VALUE}, {"status", "status", TYPE_TEXT, USE_VALUE},
        {"count", "antal", TYPE_NUMBER, USE_VALUE},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        TableColumn column = {.name = str_of(columns[i].name), .header = str_of(columns[i].header), .factor = FIX_ONE};
        column.type = (Type){columns[i].kind, UNIT_NONE, NULL};
        column.whole = str_eqz(column.header, "count");
        add_column(c, table, index, column, columns[i].use, table->common.decl->name_span);
    }
}

/* Columns that only `stäms av … mot kolumn "Summa"` reads: without a name. */
static void hidden_columns(Checker *c, Table *table, const TableColumn *value)
{
    EACH_ATTR(attr, table->common.decl, ATTR_RECONCILES) {
        const Item *last = attr->items.count ? &attr->items.items[attr->items.count - 1] : NULL;
        const Mod *against = last ? item_mod(last, MOD_AGAINST_COLUMN) : NULL;
        if (!against || !against->value || against->value->kind != EXPR_TEXT)
            continue;
        TableColumn column = {.header = against->value->as.text, .type = value->type, .factor = value->factor, .item = last};
        vec_push(c->arena, &table->columns, column);
    }
}

static ColumnUse key_column(Checker *c, Str name, TableColumn *column)
{
    Str word = name_fold(c, name);
    bool month = str_eqz(word, "månad") || str_eqz(word, "period"), body = str_eqz(word, "organ");
    column->type = (Type){month ? TYPE_PERIOD : body ? TYPE_BODY : TYPE_TEXT, UNIT_NONE, NULL};
    return month ? USE_TIME : body ? USE_BODY : USE_VALUE;
}

static void wide_columns(Checker *c, Table *table, size_t index, const Attr *attr)
{
    const Item *last = &attr->items.items[attr->items.count - 1];
    const Mod *unit = item_mod(last, MOD_IN_UNIT);
    TableColumn value = {.name = mod_name(last, MOD_VALUE_BECOMES, STR_LIT("värde")), .item = last};
    TableColumn key = {.name = mod_name(last, MOD_BECOMES, STR_LIT("nyckel")), .factor = FIX_ONE, .item = last};
    column_type(c, unit ? unit->value : NULL, &value);
    if (value.type.kind != TYPE_NUMBER)
        value.type = TYPE_BAD;
    table->wide = true;
    table->wide_attr = attr;
    for (VEC_EACH(const Item, item, &attr->items))
        if (item->value && item->value->kind == EXPR_TEXT)
            vec_push(c->arena, &table->wide_headers, item->value->as.text);
    hidden_columns(c, table, &value);
    table->plain_count = table->columns.count;
    ColumnUse use = key_column(c, key.name, &key);
    add_column(c, table, index, key, use, last->span);
    add_column(c, table, index, value, USE_VALUE, last->span);
}

static void fill_columns(Checker *c, Table *table, size_t index)
{
    const Decl *decl = table->common.decl;
    EACH_ATTR(attr, decl, ATTR_COLUMN)
        for (VEC_EACH(const Item, item, &attr->items))
            plain_column(c, table, index, item);
    table->plain_count = table->columns.count;
    const Attr *wide = decl_attr(decl, ATTR_COLUMNS);
    if (wide && wide->items.count)
        wide_columns(c, table, index, wide);
    if (table->columns.count == 0 && str_eqz(name_fold(c, table->format), "kolada")) {
        kolada_columns(c, table, index);
        table->plain_count = table->columns.count;
    }
    if (table->columns.count == 0)
        require_attr(c, decl, ATTR_COLUMN, "kolumn \"Belopp\" som belopp kr");
}

/* ---- the file, whose rows, and when ---- */

static Str checked_role(Checker *c, const Mod *mod)
{
    if (!mod || !mod->value || mod->value->kind != EXPR_NAME)
        return STR_LIT("");
    Str word = name_fold(c, mod->value->as.text);
    Nearest nearest = nearest_start(c, word);
    for (size_t i = 0; role_name(i); i++) {
        if (str_eqz(word, role_name(i)))
            return str_of(role_name(i));
        nearest_offer(&nearest, str_of(role_name(i)));
    }
    unknown_report(c, DIAG_S0343, mod->value->span, mod->value->as.text, "", nearest.best);
    return STR_LIT("");
}

static void fill_file(Checker *c, Table *table)
{
    const Attr *from = decl_attr(table->common.decl, ATTR_READ_FROM);
    require_attr(c, table->common.decl, ATTR_READ_FROM, "från \"data/utfall.csv\"");
    if (!from || from->items.count == 0)
        return;
    const Item *item = &from->items.items[0];
    table->path = item->value && item->value->kind == EXPR_TEXT ? item->value->as.text : STR_LIT("");
    table->format = mod_name(item, MOD_FORMAT, STR_LIT(""));
    table->role = checked_role(c, item_mod(item, MOD_ROLE));
}

static void fill_whose(Checker *c, Table *table)
{
    table->fixed_body = NO_INDEX;
    const Attr *attr = decl_attr(table->common.decl, ATTR_FOR);
    Expr *scope = attr_value(attr);
    if (!scope || !scope_check(c, &ENV_PLAIN, scope))
        return;
    Ref ref = info_of(c, scope)->ref;
    table->fixed_all = ref.kind == SYM_ALL_BODIES;
    if (ref.kind == SYM_BODY)
        table->fixed_body = ref.index;
    if (attr->items.count > 1 || (ref.kind != SYM_BODY && ref.kind != SYM_ALL_BODIES))
        diag_add(c->diags, DIAG_S0351, scope->span, text_of(c, table->common.name), NULL);
}

static void check_table(Checker *c, Table *table, size_t index)
{
    const Decl *decl = table->common.decl;
    const Expr *covers = attr_value(decl_attr(decl, ATTR_COVERS));
    table->time_column = table->body_column = table->vintage_column = NO_INDEX;
    fill_file(c, table);
    fill_columns(c, table, index);
    fill_whose(c, table);
    table->has_fixed_period = covers && time_period(c, covers, &table->fixed_period);
    table->costs_negative = decl_attr(decl, ATTR_COSTS_NEGATIVE);
    table->no_rows_zero = decl_attr(decl, ATTR_NO_ROWS_ZERO);
    table->allow_partial = decl_attr(decl, ATTR_ALLOW_PARTIAL);
    role_check(c, table, index);
}

void tables_check(Checker *c)
{
    for (size_t i = 0; i < c->model->tables.count; i++)
        check_table(c, &c->model->tables.items[i], i);
}
