/* decision_rows.c: `beslutstabell … för varje beslut`: each row of data against the decision table, and who decided against what the table gives. */
#include "base/utf8.h"
#include "exec/decision_parts.h"

static Str fold(Evaluator *ev, Str text)
{
    return utf8_fold(ev->arena, str_trim(text));
}

/* ---- the values of a row ---- */

static void add_text(Evaluator *ev, Str text, DecisionValue *out)
{
    if (!text.n)
        return;
    out->kind = DECISION_TEXTS;
    vec_push(ev->arena, &out->texts, fold(ev, text));
}

/* A body is named by its name, title, or kind. */
static void add_body(Evaluator *ev, size_t body, DecisionValue *out)
{
    const Body *b = &ev->model->bodies.items[body];
    add_text(ev, b->common.name, out);
    add_text(ev, b->common.title, out);
    if (b->kind != NO_INDEX)
        add_text(ev, ev->model->kinds.items[b->kind].name, out);
}

static size_t column_named(Evaluator *ev, const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (str_eq(fold(ev, table->columns.items[i].name), fold(ev, name)))
            return i;
    return NO_INDEX;
}

static DecisionValue value_of_row(Evaluator *ev, const Decision *decision, Str name)
{
    const TableRun *run = decision->table->run;
    DecisionValue value = {.kind = DECISION_ABSENT};
    size_t index = column_named(ev, run->table, name);
    const Column *column = index == NO_INDEX ? NULL : &run->data->columns[index];
    if (!column || column_state(column, decision->row) != CELL_OK)
        return value;
    if (index == run->table->body_column)
        add_body(ev, decision->body, &value);
    else if (column->type == COLUMN_TEXT || column->type == COLUMN_BODY)
        add_text(ev, column->dict[column_value(column, decision->row)], &value);
    else if (column->type == COLUMN_NUMBER || column->type == COLUMN_INT)
        value = (DecisionValue){.kind = DECISION_NUMBER, .number = num_of_fix(column_value(column, decision->row)), .unit = run->table->columns.items[index].type.unit};
    return value;
}

/* ---- what the table gives ---- */

static bool gives_body(Evaluator *ev, const DecisionRow *row, size_t body)
{
    const Body *b = &ev->model->bodies.items[body];
    if (row->decides.kind == SYM_BODY)
        return row->decides.index == body;
    if (row->decides.kind == SYM_RELATIVE_BODY)
        return b->kind != NO_INDEX && kind_is(ev->model, b->kind, row->decides.index);
    DecisionValue names = {.kind = DECISION_ABSENT};
    add_body(ev, body, &names);
    Str text = fold(ev, row->gives->as.text);
    for (VEC_EACH(const Str, name, &names.texts))
        if (str_eq(*name, text))
            return true;
    return false;
}

/* Another outcome than who decides: the row's column of that name, where it has one. */
static bool gives_value(Evaluator *ev, const DecisionTable *table, const DecisionRow *row, const Decision *decision)
{
    DecisionValue is = value_of_row(ev, decision, table->outcome);
    Num number;
    if (is.kind == DECISION_NUMBER)
        return constant_value(ev->model, row->gives, &number) && num_cmp(number, is.number) == 0;
    bool same = is.kind == DECISION_ABSENT;
    Str gives = fold(ev, decision_outcome_text(row));
    for (VEC_EACH(const Str, one, &is.texts))
        same |= gives.n && str_eq(*one, gives);
    return same;
}

static void report(Evaluator *ev, Run *run, const DecisionTable *table, size_t index, const Decision *decision)
{
    const DecisionRow *row = &table->rows.items[index];
    Str gives = expr_text(ev, row->gives), body = decision_body(ev, decision->body);
    Str sv = decision_day(ev, decision, LANG_SV), en = decision_day(ev, decision, LANG_EN);
    Finding finding = decision_finding(ev, FINDING_DEVIATION, &table->common, "beslutstabell", decision);
    decision_add(ev, run, finding,
        arena_printf(ev->arena, STR_FMT " beslutade " STR_FMT ", men enligt rad %zu i tabellen ger fallet %s" STR_FMT ".", STR_ARG(body), STR_ARG(sv), index + 1,
                     table->of_bodies ? "beslutet till " : "", STR_ARG(gives)),
        arena_printf(ev->arena, STR_FMT " decided on " STR_FMT ", but by row %zu of the table the case gives %s" STR_FMT ".", STR_ARG(body), STR_ARG(en),
                     index + 1, table->of_bodies ? "the decision to " : "", STR_ARG(gives)));
}

static bool try_table(Evaluator *ev, Run *run, const DecisionTable *table, const Decision *decision)
{
    size_t *pieces = arena_array(ev->arena, table->columns.count, sizeof *pieces);
    IndexVec rows = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        DecisionValue value = value_of_row(ev, decision, table->columns.items[i].name);
        pieces[i] = decision_piece(&table->columns.items[i], &value);
    }
    decision_rows_for(ev->arena, table, pieces, &rows);
    if (!rows.count)
        return false;
    const DecisionRow *row = &table->rows.items[rows.items[0]];
    bool follows = table->of_bodies ? gives_body(ev, row, decision->body) : gives_value(ev, table, row, decision);
    if (!follows)
        report(ev, run, table, rows.items[0], decision);
    return true;
}

bool decision_try_tables(Evaluator *ev, Run *run, const Decision *decision)
{
    bool any = false;
    for (VEC_EACH(const DecisionTable, table, &ev->model->decision_tables))
        if (table->for_rows && period_within((Period){decision->date, decision->date}, table->common.valid))
            any |= try_table(ev, run, table, decision);
    return any;
}
