/* gaps.c: what is wrong with the data itself -> findings datalucka: bodies that no one knows, rows without time, tables that no one used. */
#include "base/utf8.h"
#include "exec/run.h"
#include "model/roles.h"

#define GAPS_SHOWN 50        /* unmatched spellings of one table */

Finding gap_new(Evaluator *ev, const TableRun *table, const char *what)
{
    const Common *common = &table->table->common;
    Finding f = {.kind = FINDING_DATA_GAP, .assessment = (size_t)-1, .declaration = common->name, .title = common->title.n ? common->title : common->name,
                 .decl_kind = STR_LIT("tabell"), .body = STR_LIT("kommunen"), .body_title = STR_LIT("kommunen")};
    if (table->table->fixed_body != NO_INDEX && table->table->body_column == NO_INDEX) {
        const Common *body = &ev->model->bodies.items[table->table->fixed_body].common;
        f.body = body->name;
        f.body_title = body->title.n ? body->title : body->name;
    }
    f.period = period_latest_ended(GRAIN_MONTH, ev->options.as_of);
    f.id = str_of(arena_printf(ev->arena, "%s/" STR_FMT "/%s", finding_kind_name(FINDING_DATA_GAP, LANG_SV), STR_ARG(common->name), what));
    f.place = common->decl ? place_text(ev, common->decl->span) : STR_LIT("");
    f.file = table->data ? str_of(table->data->shown) : STR_LIT("");
    Num zero = num_of_int(0);
    f.plans.required.number = f.plans.planned.number = f.plans.gap.number = zero;
    f.plans.required.state = f.plans.planned.state = f.plans.gap.state = RESULT_NONE;
    return f;
}


/* ---- unmatched bodies ---- */

typedef struct Unmatched { size_t rows; uint32_t line; } Unmatched;

static const char *nearest_body(Evaluator *ev, Str text)
{
    const char *best = NULL;
    unsigned least = 31;
    for (size_t i = 0; i < ev->model->bodies.count; i++) {
        const Common *common = &ev->model->bodies.items[i].common;
        const Str candidates[] = {common->name, common->title};
        for (size_t j = 0; j < 2; j++) {
            unsigned distance = utf8_distance(text, candidates[j]);
            if (distance >= least || distance * 3 > text.n * 10)
                continue;
            least = distance;
            best = arena_strndup(ev->arena, candidates[j].s, candidates[j].n);
        }
    }
    return best;
}

/* The shared part of a finding about rows that do not count. */
static Finding uncounted(Evaluator *ev, const TableRun *table, const char *what, uint32_t line)
{
    Finding f = gap_new(ev, table, what);
    f.line = line;
    return f;
}

static void report_unmatched(Evaluator *ev, Run *run, const TableRun *table, Str text, const Unmatched *found)
{
    const TableColumn *column = &table->table->columns.items[table->table->body_column];
    const char *word = arena_strndup(ev->arena, text.s, text.n), *name = arena_strndup(ev->arena, column->name.s, column->name.n);
    const char *rows = arena_printf(ev->arena, "%zu", found->rows), *line = arena_printf(ev->arena, "%u", found->line);
    Diag *diag = diag_add_at(ev->diags, DIAG_S0510, table->data->shown, found->line, 0, word, name, rows, line, NULL);
    diag_suggest(ev->diags, diag, nearest_body(ev, text));
    Finding f = uncounted(ev, table, word, found->line);
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, "”%s” i kolumnen %s är inget organ i modellen: %s %s räknas inte.", word, name, rows,
                                             found->rows == 1 ? "rad" : "rader"));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, "“%s” in column %s is no body of the model: %s %s not count.", word, name, rows,
                                             found->rows == 1 ? "row does" : "rows do"));
    vec_push(ev->arena, &run->findings, f);
}

/* Rows whose body, time or forecast occasion is empty. */
static void report_empty(Evaluator *ev, Run *run, const TableRun *table, DiagCode code, size_t column, const char *what, Unmatched found)
{
    Str name = table->table->columns.items[column].name;
    const char *rows = arena_printf(ev->arena, "%zu", found.rows), *line = arena_printf(ev->arena, "%u", found.line);
    diag_add_at(ev->diags, code, table->data->shown, found.line, 0, arena_strndup(ev->arena, name.s, name.n), rows, line, NULL);
    Finding f = uncounted(ev, table, what, found.line);
    bool one = found.rows == 1;
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, "Kolumnen " STR_FMT " är tom på %s %s, som inte räknas.", STR_ARG(name), rows, one ? "rad" : "rader"));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, "Column " STR_FMT " is empty in %s %s not count.", STR_ARG(name), rows, one ? "row, which does" : "rows, which do"));
    vec_push(ev->arena, &run->findings, f);
}

/* The truth of the table's own condition for every row; NULL: it has none. */
static const uint8_t *counted_rows(Evaluator *ev, const TableRun *table)
{
    if (table->scan->where == NO_INDEX)
        return NULL;
    uint8_t *counted = arena_array(ev->arena, table->data->rows, 1);
    ev->backend->filter(ev->arena, &table->input, table->scan->where, counted);
    return counted;
}

/* As a rule every row has a body that the model knows: then there is nothing to look for among the rows. */
static bool all_match(const TableRun *table, const Column *column)
{
    for (size_t i = 0; i < column->dict_count; i++)
        if (table->input.slots[i] == NO_SLOT)
            return false;
    return column_complete(column);
}

/* Rows that the table's own condition leaves out may be about anything. Kolada lists every municipality: those that the model does not name
 * are of no interest. */
static void unmatched_bodies(Evaluator *ev, Run *run, const TableRun *table)
{
    if (!table->input.slots || str_eqz(table->table->format, "kolada") || str_eqz(str_of(table->data->format), "kolada"))
        return;
    const Column *column = &table->data->columns[table->table->body_column];
    Unmatched *found = arena_array(ev->arena, column->dict_count, sizeof *found), empty = {0};
    if (all_match(table, column))
        return;
    const uint8_t *counted = counted_rows(ev, table);
    for (size_t row = 0; row < table->data->rows; row++) {
        bool ok = column_state(column, row) == CELL_OK;
        if (counted && counted[row] == TRUTH_NO)
            continue;
        if (ok && table->input.slots[column_value(column, row)] != NO_SLOT)
            continue;
        Unmatched *one = ok ? &found[column_value(column, row)] : &empty;
        if (one->rows++ == 0)
            one->line = data_line(table->data, row);
    }
    size_t shown = 0;
    for (size_t i = 0; i < column->dict_count && shown < GAPS_SHOWN; i++)
        if (found[i].rows && ++shown)
            report_unmatched(ev, run, table, column->dict[i], &found[i]);
    const Role *role = role_of(table->table->role);
    if (empty.rows && !(role && role->body == BODY_OPTIONAL))
        report_empty(ev, run, table, DIAG_S0512, table->table->body_column, "organ", empty);
}

/* ---- rows without a value in a column that contexts run over ---- */

static void unkeyed_rows(Evaluator *ev, Run *run, const TableRun *table, size_t index)
{
    const Column *column = &table->data->columns[index];
    if (column_complete(column))
        return;
    const uint8_t *counted = counted_rows(ev, table);
    Unmatched empty = {0};
    for (size_t row = 0; row < table->data->rows; row++) {
        if (column_state(column, row) != CELL_MISSING || (counted && counted[row] == TRUTH_NO))
            continue;
        if (empty.rows++ == 0)
            empty.line = data_line(table->data, row);
    }
    if (!empty.rows)
        return;
    Str name = table->table->columns.items[index].name;
    const char *rows = arena_printf(ev->arena, "%zu", empty.rows), *line = arena_printf(ev->arena, "%u", empty.line);
    diag_add_at(ev->diags, DIAG_S0513, table->data->shown, empty.line, 0, arena_strndup(ev->arena, name.s, name.n), rows, line, NULL);
    Finding f = uncounted(ev, table, arena_strndup(ev->arena, name.s, name.n), empty.line);
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, "Kolumnen " STR_FMT " är tom på %s %s, som inte hör till något av det som räknas för varje " STR_FMT ".",
                                             STR_ARG(name), rows, empty.rows == 1 ? "rad" : "rader", STR_ARG(name)));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, "Column " STR_FMT " is empty in %s %s to nothing that is computed for each " STR_FMT ".",
                                             STR_ARG(name), rows, empty.rows == 1 ? "row, which belongs" : "rows, which belong", STR_ARG(name)));
    vec_push(ev->arena, &run->findings, f);
}

/* ---- time and use ---- */

static void untimed_rows(Evaluator *ev, Run *run, const TableRun *table)
{
    if (!table->cube.untimed)
        return;
    size_t column = table->table->time_column != NO_INDEX ? table->table->time_column : table->table->vintage_column;
    report_empty(ev, run, table, DIAG_S0511, column, "tid", (Unmatched){table->cube.untimed, table->cube.untimed_line});
}

/* Nothing evaluated is never green: a table that something asked, without one row that counted. */
static void unused_table(Evaluator *ev, Run *run, const TableRun *table)
{
    if (table->used || !table->asked || ev->options.only_body != NO_INDEX)
        return;
    Finding f = gap_new(ev, table, "inga-rader");
    Str name = table->table->common.name;
    size_t rows = table->data->rows;
    f.message[LANG_SV] = str_of(rows ? arena_printf(ev->arena, "Ingen av %zu rader i " STR_FMT " räknas i något resultat.", rows, STR_ARG(name))
                                     : arena_printf(ev->arena, STR_FMT " har inga rader.", STR_ARG(name)));
    f.message[LANG_EN] = str_of(rows ? arena_printf(ev->arena, "None of the %zu rows of " STR_FMT " counts in any result.", rows, STR_ARG(name))
                                     : arena_printf(ev->arena, STR_FMT " has no rows.", STR_ARG(name)));
    vec_push(ev->arena, &run->findings, f);
}

static void unreadable_table(Evaluator *ev, Run *run, const TableRun *table)
{
    Finding f = gap_new(ev, table, "oläsbar");
    f.file = table->table->path;
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, "Tabellen " STR_FMT " kunde inte läsas.", STR_ARG(table->table->common.name)));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, "The table " STR_FMT " could not be read.", STR_ARG(table->table->common.name)));
    vec_push(ev->arena, &run->findings, f);
}

/* ---- forecasts that did not come ---- */

static void report_old_forecast(Evaluator *ev, Run *run, const TableRun *table, uint32_t body, Period own, Period latest)
{
    const Common *common = &ev->model->bodies.items[body].common;
    const char *name = arena_strndup(ev->arena, common->name.s, common->name.n);
    Finding f = gap_new(ev, table, arena_printf(ev->arena, "tillfälle/%s", name));
    f.body = common->name;
    f.body_title = common->title.n ? common->title : common->name;
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, STR_FMT " har ingen prognos vid tillfället " STR_FMT "; den från " STR_FMT " används.",
                                             STR_ARG(f.body_title), STR_ARG(period_text(ev, latest, LANG_SV)), STR_ARG(period_text(ev, own, LANG_SV))));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, STR_FMT " has no forecast at " STR_FMT "; the one from " STR_FMT " is used.",
                                             STR_ARG(f.body_title), STR_ARG(period_text(ev, latest, LANG_EN)), STR_ARG(period_text(ev, own, LANG_EN))));
    vec_push(ev->arena, &run->findings, f);
}

/* An older forecast still counts, but where others have come with a newer one it must not pass for new. */
static void old_forecasts(Evaluator *ev, Run *run, const TableRun *table)
{
    if (table->table->vintage_column == NO_INDEX || !table->input.slots || !table->asked)
        return;
    size_t bodies = ev->model->bodies.count;
    uint32_t *own = arena_array(ev->arena, bodies, sizeof *own), latest = NO_SLOT;
    const Period *vintages = table->cube.vintages;
    for (size_t i = 0; i < bodies; i++)
        own[i] = NO_SLOT;
    for (size_t i = 0; i < table->presence_count; i++) {
        const Presence *p = &table->presence[i];
        if (p->vintage == NO_SLOT || p->slot >= bodies || vintages[p->vintage].last > ev->options.as_of)
            continue;
        if (own[p->slot] == NO_SLOT || vintages[own[p->slot]].last < vintages[p->vintage].last)
            own[p->slot] = p->vintage;
        if (latest == NO_SLOT || vintages[latest].last < vintages[p->vintage].last)
            latest = p->vintage;
    }
    for (uint32_t i = 0; i < bodies; i++) {
        bool asked = ev->options.only_body == NO_INDEX || body_within(ev->model, i, ev->options.only_body);
        if (asked && own[i] != NO_SLOT && vintages[own[i]].last < vintages[latest].last)
            report_old_forecast(ev, run, table, i, vintages[own[i]], vintages[latest]);
    }
}

void run_gaps(Evaluator *ev, Run *run)
{
    for (size_t i = 0; i < ev->model->tables.count; i++) {
        const TableRun *table = &ev->tables[i];
        if (!table->scan->used)
            continue;
        if (!table->data) {
            unreadable_table(ev, run, table);
            continue;
        }
        unmatched_bodies(ev, run, table);
        untimed_rows(ev, run, table);
        for (size_t j = 0; j < table->scan->splits.count; j++)
            if (table->scan->splits.items[j] != table->table->body_column)
                unkeyed_rows(ev, run, table, table->scan->splits.items[j]);
        old_forecasts(ev, run, table);
        run_reconciles(ev, run, i);
        run_role_checks(ev, i);
        unused_table(ev, run, table);
    }
}
