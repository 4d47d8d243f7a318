/* roles.c: the rows of tables with a role, as records. Read on first use; what is wrong with them is said by role_checks.c. */
#include "exec/roles.h"

#include "base/utf8.h"

typedef struct RoleTable { TableRun *run; const Column *what, *date, *period, *with, *level, *reasoning; const uint32_t *with_slots; } RoleTable;

const Column *role_column(const TableRun *run, const char *name)
{
    Arena *scratch = arena_new();
    const Column *found = NULL;
    for (size_t i = 0; i < run->table->columns.count && !found; i++)
        if (str_eqz(utf8_fold(scratch, run->table->columns.items[i].name), name))
            found = &run->data->columns[i];
    arena_free(scratch);
    return found;
}

static const Column *of_type(const TableRun *run, const char *name, ColumnType type)
{
    const Column *column = role_column(run, name);
    return column && column->type == type ? column : NULL;
}

static const char *what_name(Str role)
{
    static const char *const names[][2] = {{"utfört", "hållpunkt"}, {"sammanträden", "slag"}, {"händelser", "händelse"}, {"bedömningar", "vad"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eqz(role, names[i][0]))
            return names[i][1];
    return "";
}

static RoleTable role_table(Evaluator *ev, TableRun *run)
{
    RoleTable t = {.run = run, .what = of_type(run, what_name(run->table->role), COLUMN_TEXT), .date = of_type(run, "datum", COLUMN_DATE),
                   .period = of_type(run, "avser", COLUMN_PERIOD), .with = role_column(run, "med"), .level = of_type(run, "nivå", COLUMN_TEXT),
                   .reasoning = of_type(run, "motivering", COLUMN_TEXT)};
    if (t.with && t.with->type != COLUMN_TEXT && t.with->type != COLUMN_BODY)
        t.with = NULL;
    if (t.with)
        t.with_slots = bodies_bind(ev->arena, ev->model, t.with);
    return t;
}

/* ---- cells ---- */

static Str cell_text(const Column *column, size_t row)
{
    return column && column->states[row] == CELL_OK ? str_trim(column->dict[column->values[row]]) : STR_LIT("");
}

static Str cell_folded(Evaluator *ev, const Column *column, size_t row)
{
    Str text = cell_text(column, row);
    return text.n ? utf8_fold(ev->arena, text) : text;
}

/* kommunen is no body of its own: such a row states none. */
static size_t body_of_slot(const Evaluator *ev, uint32_t slot)
{
    return slot == NO_SLOT || slot == slot_municipality(ev->model) ? NO_INDEX : slot;
}

static size_t row_body(const Evaluator *ev, const RoleTable *t, size_t row)
{
    size_t index = t->run->table->body_column;
    if (index == NO_INDEX)
        return body_of_slot(ev, t->run->input.fixed_slot);
    const Column *column = &t->run->data->columns[index];
    return column->states[row] == CELL_OK ? body_of_slot(ev, t->run->input.slots[column->values[row]]) : NO_INDEX;
}

static void fill_times(const RoleTable *t, size_t row, RoleRow *out)
{
    out->has_period = t->period ? t->period->states[row] == CELL_OK : t->run->table->has_fixed_period;
    if (out->has_period)
        out->period = t->period ? t->period->periods[t->period->values[row]] : t->run->table->fixed_period;
    out->has_date = t->date && t->date->states[row] == CELL_OK;
    if (out->has_date)
        out->date = (Date)t->date->values[row];
}

static RoleRow row_of(Evaluator *ev, const RoleTable *t, size_t row)
{
    RoleRow out = {.what = cell_folded(ev, t->what, row), .body = row_body(ev, t, row), .with = cell_folded(ev, t->with, row), .with_body = NO_INDEX};
    fill_times(t, row, &out);
    if (out.with.n)
        out.with_body = body_of_slot(ev, t->with_slots[t->with->values[row]]);
    out.level = cell_folded(ev, t->level, row);
    out.reasoning = cell_text(t->reasoning, row);
    out.file = str_of(t->run->data->shown);
    out.line = t->run->data->lines[row];
    return out;
}

/* ---- the rows that count ---- */

static bool is_role(const RoleTable *t, const char *role)
{
    return str_eqz(t->run->table->role, role);
}

/* A body that nobody knows, or no day, leaves the row out; so does what is dated later than anyone knows of today. */
static bool is_understood(const Evaluator *ev, const RoleTable *t, size_t index, const RoleRow *row)
{
    size_t column = t->run->table->body_column;
    const Column *body = column == NO_INDEX ? NULL : &t->run->data->columns[column];
    if (body && body->states[index] == CELL_OK && t->run->input.slots[body->values[index]] == NO_SLOT)
        return false;
    if (is_role(t, "sammanträden"))
        return row->has_date;
    return row->has_date && row->what.n && (is_role(t, "händelser") || row->date <= ev->options.as_of);
}

/* A meeting is one day of one body, however often it is listed. */
static bool is_repeated(Evaluator *ev, Map *meetings, const RoleRow *row)
{
    Str text = str_of(arena_printf(ev->arena, "%zu/%d/" STR_FMT, row->body, row->date, STR_ARG(row->what)));
    return map_put(meetings, text, ev) != NULL;
}

static void add_rows(Evaluator *ev, TableRun *run, Map *meetings, RoleRows *out)
{
    RoleTable t = role_table(ev, run);
    uint8_t *counted = NULL;
    if (run->scan->where != NO_INDEX) {
        counted = arena_array(ev->arena, run->data->rows, 1);
        ev->backend->filter(ev->arena, &run->input, run->scan->where, counted);
    }
    for (size_t i = 0; i < run->data->rows; i++) {
        RoleRow row = row_of(ev, &t, i);
        if ((counted && counted[i] != TRUTH_YES) || !is_understood(ev, &t, i, &row))
            continue;
        if (is_role(&t, "sammanträden") && is_repeated(ev, meetings, &row))
            continue;
        vec_push(ev->arena, &out->rows, row);
        run->used++;
    }
}

const RoleRows *role_rows(Evaluator *ev, const char *role)
{
    RoleRows *rows = map_get(&ev->role_rows, str_of(role));
    if (rows)
        return rows;
    rows = ARENA_NEW(ev->arena, RoleRows);
    map_put(&ev->role_rows, str_of(role), rows);
    Map meetings;
    map_init(&meetings, ev->arena);
    for (size_t i = 0; i < ev->model->tables.count; i++) {
        if (!str_eqz(ev->model->tables.items[i].role, role))
            continue;
        rows->present = true;
        rows->unreadable |= !ev->tables[i].data;
        if (ev->tables[i].data)
            add_rows(ev, &ev->tables[i], &meetings, rows);
    }
    return rows;
}
