/* reconcile.c: `stäms av`: the rows that count, added up, against the sum that the file prints. */
#include <stdlib.h>

#include "base/utf8.h"
#include "exec/messages.h"
#include "exec/run.h"

#define DIFFERENCES_SHOWN 50

/* One sum to be compared: the rows of a period and body (or of a source line), and what the file prints for them. */
typedef struct Sum { int64_t time; uint32_t slot; uint32_t line; bool printed, missing; Wide counted; int64_t total; size_t rows; } Sum;
typedef VEC(Sum) SumVec;

typedef struct Check {
    Evaluator *ev;
    Run *run;
    TableRun *table;
    const Reconcile *reconcile;
    size_t column;
    uint8_t *counted;            /* truth by row, NULL: every row */
    const Column *time, *body, *key;
    size_t shown;
} Check;

static Str column_name(const Check *c)
{
    return c->table->table->columns.items[c->column].name;
}

static bool counts(const Check *c, size_t row)
{
    return !c->counted || c->counted[row] == TRUTH_YES;
}

/* ---- what differs ---- */

static Str amount(const Check *c, Wide value, Lang lang)
{
    const TableColumn *column = &c->table->table->columns.items[c->column];
    Num number = num_of_int(0);
    num_of_wide(value, &number);
    Quantity quantity = quantity_number(c->ev, number, column->type, NULL);
    if (column->factor > 0 && column->item && column->type.unit.kind == UNIT_MEASURE) {
        const Mod *unit = item_mod(column->item, MOD_TYPE) ? item_mod(column->item, MOD_TYPE) : item_mod(column->item, MOD_IN_UNIT);
        quantity.shown_factor = column->factor;
        if (unit && unit->value && unit->value->kind == EXPR_NAME)
            quantity.shown_unit = unit->value->as.text;
    }
    quantity_settle(&quantity, NULL);
    return quantity_text(c->ev, &quantity, lang);
}

static Str message(const Check *c, const Sum *sum, Wide difference, Lang lang)
{
    static const char *const templates[] = {
        "Raderna i " STR_FMT " ger " STR_FMT " för " STR_FMT ", men filen skriver " STR_FMT ": skillnaden är " STR_FMT ".",
        "The rows of " STR_FMT " give " STR_FMT " for " STR_FMT ", but the file prints " STR_FMT ": the difference is " STR_FMT ".",
    };
    Str table = c->table->table->common.name, name = column_name(c), counted = amount(c, sum->counted, lang), printed = amount(c, sum->total, lang);
    return str_of(arena_printf(c->ev->arena, templates[lang], STR_ARG(table), STR_ARG(counted), STR_ARG(name), STR_ARG(printed),
                               STR_ARG(amount(c, difference, lang))));
}

static Str message_missing_cell(const Check *c, Lang lang)
{
    Str table = c->table->table->common.name, name = column_name(c);
    return str_of(arena_printf(c->ev->arena, lang == LANG_SV ? "Summan av " STR_FMT " i " STR_FMT " går inte att stämma av: en rad saknar värde."
                                                             : "The sum of " STR_FMT " in " STR_FMT " cannot be reconciled: a row has no value.",
                               STR_ARG(name), STR_ARG(table)));
}

static void report(Check *c, const Sum *sum)
{
    Wide difference = sum->counted - sum->total, magnitude = difference < 0 ? -difference : difference;
    bool agrees = sum->printed && magnitude <= c->reconcile->rounding;
    if (agrees)                  /* a cell that is missing was then nothing */
        return;
    if (c->shown++ >= DIFFERENCES_SHOWN)
        return;
    Str name = column_name(c);
    Finding f = gap_new(c->ev, c->table, arena_printf(c->ev->arena, "avstämning/" STR_FMT "/%u", STR_ARG(name), sum->line));
    f.line = sum->line;
    f.weight = 10;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        f.message[lang] = sum->missing ? message_missing_cell(c, lang) : message(c, sum, difference, lang);
    vec_push(c->ev->arena, &c->run->findings, f);
}

/* No row prints the sum that the table promises. */
static void report_no_total(Check *c)
{
    Str name = column_name(c), key = c->reconcile->key;
    Finding f = gap_new(c->ev, c->table, arena_printf(c->ev->arena, "avstämning/" STR_FMT, STR_ARG(name)));
    f.message[LANG_SV] = str_of(arena_printf(c->ev->arena, "Ingen rad heter ”" STR_FMT "”: " STR_FMT " går inte att stämma av.", STR_ARG(key), STR_ARG(name)));
    f.message[LANG_EN] = str_of(arena_printf(c->ev->arena, "No row is called “" STR_FMT "”: " STR_FMT " cannot be reconciled.", STR_ARG(key), STR_ARG(name)));
    vec_push(c->ev->arena, &c->run->findings, f);
}

/* ---- mot rad ---- */

static bool is_total(const Check *c, size_t row, Str key)
{
    if (column_state(c->key, row) != CELL_OK)
        return false;
    Arena *scratch = arena_new();
    bool same = str_eq(utf8_fold(scratch, str_trim(c->key->dict[column_value(c->key, row)])), key);
    arena_free(scratch);
    return same;
}

static int64_t time_of(const Check *c, size_t row)
{
    return c->time && column_state(c->time, row) == CELL_OK ? column_value(c->time, row) : INT64_MIN;
}

static uint32_t slot_of(const Check *c, size_t row)
{
    return c->body && column_state(c->body, row) == CELL_OK ? c->table->input.slots[column_value(c->body, row)] : NO_SLOT;
}

static void add_row(const Check *c, Sum *sum, size_t row)
{
    const Column *column = &c->table->data->columns[c->column];
    sum->rows++;
    sum->missing |= column_state(column, row) == CELL_MISSING && !c->table->table->allow_partial;
    sum->counted += column_state(column, row) == CELL_OK ? column_value(column, row) : 0;
}

static void check_rows(Check *c, const bool *totals)
{
    const Column *column = &c->table->data->columns[c->column];
    bool any = false;
    for (size_t row = 0; row < c->table->data->rows; row++) {
        if (!totals[row])
            continue;
        any = true;
        Sum sum = {.time = time_of(c, row), .slot = slot_of(c, row), .line = data_line(c->table->data, row), .printed = column_state(column, row) == CELL_OK};
        sum.total = sum.printed ? column_value(column, row) : 0;
        sum.missing = !sum.printed;
        for (size_t i = 0; i < c->table->data->rows; i++)
            if (!totals[i] && counts(c, i) && time_of(c, i) == sum.time && (sum.slot == NO_SLOT || slot_of(c, i) == sum.slot))
                add_row(c, &sum, i);
        report(c, &sum);
    }
    if (!any)
        report_no_total(c);
}

static void check_key(Check *c)
{
    Evaluator *ev = c->ev;
    bool *totals = arena_array(ev->arena, c->table->data->rows, sizeof *totals);
    Str key = utf8_fold(ev->arena, str_trim(c->reconcile->key));
    c->key = &c->table->data->columns[c->reconcile->key_column];
    for (size_t row = 0; row < c->table->data->rows; row++)
        totals[row] = is_total(c, row, key);
    for (size_t i = 0; i < c->reconcile->columns.count; i++) {
        c->column = c->reconcile->columns.items[i];
        check_rows(c, totals);
    }
}

/* ---- mot kolumn ---- */

/* The long rows of one line of the file stand together. */
static void check_lines(Check *c)
{
    const TableData *data = c->table->data;
    const Column *total = &data->columns[c->reconcile->total_column];
    for (size_t row = 0; row < data->rows;) {
        Sum sum = {.line = data_line(data, row), .printed = column_state(total, row) == CELL_OK};
        sum.total = sum.printed ? column_value(total, row) : 0;
        size_t start = row;
        for (; row < data->rows && data_line(data, row) == data_line(data, start); row++)
            if (counts(c, row))
                add_row(c, &sum, row);
        if (sum.printed && sum.rows)
            report(c, &sum);
    }
}

static const Column *column_or_null(const TableRun *table, size_t column)
{
    return column == NO_INDEX ? NULL : &table->data->columns[column];
}

void run_reconciles(Evaluator *ev, Run *run, size_t index)
{
    TableRun *table = &ev->tables[index];
    for (size_t i = 0; i < table->table->reconciles.count; i++) {
        const Reconcile *reconcile = &table->table->reconciles.items[i];
        Check c = {.ev = ev, .run = run, .table = table, .reconcile = reconcile};
        size_t filter = table->scan->reconcile_filters.items[i];
        if (filter != NO_INDEX) {
            c.counted = arena_array(ev->arena, table->data->rows, 1);
            ev->backend->filter(ev->arena, &table->input, filter, c.counted);
        }
        c.time = column_or_null(table, table->table->time_column);
        c.body = table->input.slots ? column_or_null(table, table->table->body_column) : NULL;
        if (reconcile->key_column != NO_INDEX) {
            check_key(&c);
        } else if (reconcile->columns.count) {
            c.column = reconcile->columns.items[0];
            check_lines(&c);
        }
    }
}
