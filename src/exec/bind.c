/* bind.c: table declarations -> what the data room is asked for, and the reading of the files that a plan needs. */
#include "base/file.h"
#include "exec/exec.h"

/* ---- columns ---- */

ColumnType exec_column_type(const Table *table, size_t index)
{
    const TableColumn *column = &table->columns.items[index];
    if (index == table->vintage_column)
        return COLUMN_VINTAGE;
    switch (column->type.kind) {
    case TYPE_TEXT: return COLUMN_TEXT;
    case TYPE_DATE: return COLUMN_DATE;
    case TYPE_PERIOD: return COLUMN_PERIOD;
    case TYPE_BODY: return COLUMN_BODY;
    case TYPE_NUMBER: return column->whole ? COLUMN_INT : COLUMN_NUMBER;
    case TYPE_ERROR: case TYPE_TRUTH: case TYPE_LEVEL: case TYPE_MISSING: case TYPE_TABLE: case TYPE_SET: case TYPE_RULE: case TYPE_GOAL: break;
    }
    return COLUMN_TEXT;
}

static Str unit_word(const Item *item, ModKind kind)
{
    const Mod *mod = item ? item_mod(item, kind) : NULL;
    return mod && mod->value && mod->value->kind == EXPR_NAME ? mod->value->as.text : STR_LIT("");
}

static ColumnSpec column_spec(const Table *table, size_t index)
{
    const TableColumn *column = &table->columns.items[index];
    ColumnSpec spec = {.header = column->header, .name = column->name, .type = exec_column_type(table, index), .factor = column->factor ? column->factor : FIX_ONE};
    spec.strip_percent = column->type.kind == TYPE_NUMBER && column->type.unit.kind == UNIT_RATIO;
    spec.unit = unit_word(column->item, table->wide && index + 1 == table->columns.count ? MOD_IN_UNIT : MOD_TYPE);
    if (spec.type == COLUMN_TEXT || spec.type == COLUMN_DATE || spec.type == COLUMN_PERIOD || spec.type == COLUMN_BODY || spec.type == COLUMN_VINTAGE)
        spec.unit = STR_LIT("");
    spec.span = column->item ? column->item->span : table->common.decl ? table->common.decl->name_span : SPAN_NONE;
    return spec;
}

/* Month names without year belong to the year that the table covers. */
static UnpivotSpec unpivot_spec(const Table *table)
{
    size_t count = table->columns.count;
    UnpivotSpec spec = {.headers = table->wide_headers.items, .header_count = table->wide_headers.count, .value = column_spec(table, count - 1)};
    spec.key_name = table->columns.items[count - 2].name;
    spec.key_type = exec_column_type(table, count - 2);
    spec.year = table->has_fixed_period ? date_year(table->fixed_period.last) : 0;
    spec.span = table->wide_attr ? table->wide_attr->span : SPAN_NONE;
    return spec;
}

/* ---- words in cells ---- */

static Str reason_of(const Item *item, ModKind kind)
{
    const Mod *mod = item_mod(item, kind);
    if (!mod || !mod->value || (mod->value->kind != EXPR_TEXT && mod->value->kind != EXPR_NAME))
        return STR_LIT("");
    return mod->value->as.text;
}

/* The words of one attribute; what stands behind the last of them goes for all. */
static void add_words(Arena *arena, const Attr *attr, ModKind reason, TableSpec *out)
{
    Str last = attr->items.count ? reason_of(&attr->items.items[attr->items.count - 1], reason) : STR_LIT("");
    for (size_t i = 0; i < attr->items.count; i++) {
        const Item *item = &attr->items.items[i];
        Str own = reason_of(item, reason);
        if (!item->value || item->value->kind != EXPR_TEXT)
            continue;
        CellWord word = {item->value->as.text, own.n ? own : last};
        if (attr->kind == ATTR_MISSING)
            vec_push(arena, &out->missing, word);
        else if (attr->kind == ATTR_NOT_APPLICABLE)
            vec_push(arena, &out->not_applicable, word);
        else
            vec_push(arena, &out->qualifiers, word);
    }
}

/* ---- the table ---- */

static Str stated(const Decl *decl, AttrKind kind, Span *span)
{
    const Expr *value = attr_value(decl_attr(decl, kind));
    *span = value ? value->span : decl->name_span;
    return value && value->kind == EXPR_TEXT ? str_trim(value->as.text) : STR_LIT("");
}

static char decimal_mark(const Decl *decl, Span *span)
{
    Str mark = stated(decl, ATTR_DECIMAL_MARK, span);
    if (str_eqz(mark, ".") || str_eqz(mark, "punkt"))
        return '.';
    return str_eqz(mark, ",") || str_eqz(mark, "komma") ? ',' : 0;
}

static void fill_path(Arena *arena, const Table *table, const Decl *decl, TableSpec *out)
{
    const char *base = decl->span.src ? decl->span.src->path : "";
    const Attr *from = decl_attr(decl, ATTR_READ_FROM);
    const Expr *path = attr_value(from);
    const Mod *format = path ? item_mod(&from->items.items[0], MOD_FORMAT) : NULL;
    out->path = path_join(arena, str_of(base), table->path);
    out->shown = path_shown(arena, out->path);
    out->path_span = path ? path->span : decl->name_span;
    out->format_span = format && format->value ? format->value->span : out->path_span;
}

bool exec_table_spec(Arena *arena, const Model *model, size_t index, Diags *diags, TableSpec *out)
{
    const Table *table = &model->tables.items[index];
    const Decl *decl = table->common.decl;
    *out = (TableSpec){.name = table->common.name, .span = decl->name_span, .format = table->format};
    out->may_be_empty = table->role.n != 0;
    fill_path(arena, table, decl, out);
    Span mark;
    out->encoding = stated(decl, ATTR_ENCODING, &out->encoding_span);
    out->separator = stated(decl, ATTR_SEPARATOR, &out->separator_span);
    out->decimal = decimal_mark(decl, &mark);
    if (decl_attr(decl, ATTR_DECIMAL_MARK) && !out->decimal) {
        diag_add(diags, DIAG_S0504, mark, NULL);
        return false;
    }
    for (size_t i = 0; i < (table->wide ? table->plain_count : table->columns.count); i++)
        vec_push(arena, &out->columns, column_spec(table, i));
    if (table->wide && table->columns.count >= 2)
        vec_push(arena, &out->unpivots, unpivot_spec(table));
    for (size_t i = 0; i < decl->attrs.count; i++) {
        const Attr *attr = &decl->attrs.items[i];
        if (attr->kind == ATTR_MISSING || attr->kind == ATTR_NOT_APPLICABLE)
            add_words(arena, attr, MOD_REASON, out);
        else if (attr->kind == ATTR_INTERPRET)
            add_words(arena, attr, MOD_AS, out);
    }
    return true;
}

bool exec_load_tables(Arena *arena, const Model *model, const Plan *plan, Effort *effort, Diags *diags, const TableData **tables)
{
    bool all = true;
    for (size_t i = 0; i < model->tables.count; i++) {
        TableSpec spec;
        tables[i] = NULL;
        if (!plan->scans[i].used)
            continue;
        TableData *data = ARENA_NEW(arena, TableData);
        bool asked = exec_table_spec(arena, model, i, diags, &spec);
        spec.effort = effort;
        if (asked && data_read(arena, &spec, diags, data))
            tables[i] = data;
        all = all && tables[i];
    }
    return all;
}
