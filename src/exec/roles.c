/* roles.c: the rows of tables with a role, as records. Read on first use; what is wrong with them is said by role_checks.c. */
#include "base/utf8.h"
#include "exec/role_table.h"
#include "model/roles.h"

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

static const char *what_name(Str role)
{
    static const char *const names[][2] = {{"utfört", "hållpunkt"}, {"sammanträden", "slag"}, {"händelser", "händelse"}, {"bedömningar", "vad"},
                                           {"åtgärdsplaner", "regel"}, {"beslut", "beslutanderätt"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eqz(role, names[i][0]))
            return names[i][1];
    return "";
}

/* A column of the name that the role does not know is the table's own, and may be of any type. */
static const Column *of_role(const TableRun *run, const char *name)
{
    const Role *role = role_of(run->table->role);
    return role && role_column_info(role, str_of(name)) ? role_column(run, name) : NULL;
}

RoleTable role_table(Evaluator *ev, TableRun *run)
{
    RoleTable t = {.run = run, .what = of_role(run, what_name(run->table->role)), .date = of_role(run, "datum"), .period = of_role(run, "avser"),
                   .with = of_role(run, "med"), .level = of_role(run, "nivå"), .reasoning = of_role(run, "motivering")};
    if (run->table->body_column != NO_INDEX)
        t.body = &run->data->columns[run->table->body_column];
    if (t.with)
        t.with_slots = bodies_bind(ev->arena, ev->model, t.with);
    if (run->scan->where != NO_INDEX) {
        uint8_t *counted = arena_array(ev->arena, run->data->rows, 1);
        ev->backend->filter(ev->arena, &run->input, run->scan->where, counted);
        t.counted = counted;
    }
    return t;
}

bool role_is(const RoleTable *t, const char *role)
{
    return str_eqz(t->run->table->role, role);
}

bool role_counted(const RoleTable *t, size_t row)
{
    return !t->counted || t->counted[row] == TRUTH_YES;
}

/* ---- cells ---- */

Str role_cell(const Column *column, size_t row)
{
    return column && column_state(column, row) == CELL_OK ? str_trim(column->dict[column_value(column, row)]) : STR_LIT("");
}

static Str folded(Evaluator *ev, const Column *column, size_t row)
{
    Str text = role_cell(column, row);
    return text.n ? utf8_fold(ev->arena, text) : text;
}

/* kommunen is no body of its own: such a row states none. */
static size_t body_of_slot(const Evaluator *ev, uint32_t slot)
{
    return slot == NO_SLOT || slot == slot_municipality(ev->model) ? NO_INDEX : slot;
}

static size_t row_body(const Evaluator *ev, const RoleTable *t, size_t row)
{
    if (!t->body)
        return body_of_slot(ev, t->run->input.fixed_slot);
    return column_state(t->body, row) == CELL_OK ? body_of_slot(ev, t->run->input.slots[column_value(t->body, row)]) : NO_INDEX;
}

static void fill_times(const RoleTable *t, size_t row, RoleRow *out)
{
    out->has_period = t->period ? column_state(t->period, row) == CELL_OK : t->run->table->has_fixed_period;
    if (out->has_period)
        out->period = t->period ? t->period->periods[column_value(t->period, row)] : t->run->table->fixed_period;
    out->has_date = t->date && column_state(t->date, row) == CELL_OK;
    if (out->has_date)
        out->date = (Date)column_value(t->date, row);
}

RoleRow role_row(Evaluator *ev, const RoleTable *t, size_t row)
{
    RoleRow out = {.what = folded(ev, t->what, row), .body = row_body(ev, t, row), .with = folded(ev, t->with, row), .with_body = NO_INDEX};
    fill_times(t, row, &out);
    if (out.with.n)
        out.with_body = body_of_slot(ev, t->with_slots[column_value(t->with, row)]);
    out.level = folded(ev, t->level, row);
    out.reasoning = role_cell(t->reasoning, row);
    out.file = str_of(t->run->data->shown);
    out.line = data_line(t->run->data, row);
    return out;
}

/* ---- the rows that count ---- */

/* A body that nobody knows, or none where one is needed. */
static bool body_is_missing(const RoleTable *t, size_t index, const RoleRow *row)
{
    bool unknown = t->body && column_state(t->body, index) == CELL_OK && t->run->input.slots[column_value(t->body, index)] == NO_SLOT;
    return unknown || (row->body == NO_INDEX && role_of(t->run->table->role)->body == BODY_REQUIRED);
}

static bool is_understood(const Evaluator *ev, const RoleTable *t, size_t index, const RoleRow *row)
{
    bool ahead = role_of(t->run->table->role)->ahead;
    if (!row->has_date || body_is_missing(t, index, row) || (!ahead && row->date > ev->options.as_of))
        return false;
    if (role_is(t, "bedömningar") && (!row->has_period || (!row->level.n && !str_trim(row->reasoning).n)))
        return false;
    return row->what.n || role_is(t, "sammanträden");
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
    for (size_t i = 0; i < run->data->rows; i++) {
        RoleRow row = role_row(ev, &t, i);
        if (!role_counted(&t, i) || !is_understood(ev, &t, i, &row))
            continue;
        if (role_is(&t, "sammanträden") && is_repeated(ev, meetings, &row))
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

/* ---- what rows can be about ---- */

typedef struct Named { const Common *common; Ref ref; } Named;
typedef VEC(Named) NamedVec;

#define ADD_ALL(list, KIND)                                                       \
    for (size_t i = 0; i < ev->model->list.count; i++)                            \
        vec_push(ev->arena, &all, (Named){&ev->model->list.items[i].common, {SYM_##KIND, i, 0}})

static NamedVec named_things(Evaluator *ev, const char *role)
{
    NamedVec all = {0};
    if (str_eqz(str_of(role), "bedömningar")) {
        ADD_ALL(indicators, INDICATOR);
        ADD_ALL(goals, GOAL);
        return all;
    }
    if (str_eqz(str_of(role), "beslut")) {
        ADD_ALL(rights, DECISION_RIGHT);
        return all;
    }
    if (str_eqz(str_of(role), "utfört")) {
        ADD_ALL(checkpoints, CHECKPOINT);
        ADD_ALL(commissions, COMMISSION);
    }
    ADD_ALL(rules, RULE);
    return all;
}

static void add_name(Evaluator *ev, Map *names, Str text, const Ref *ref)
{
    Str key = utf8_fold(ev->arena, str_trim(text));
    if (key.n && !map_get(names, key))
        map_put(names, key, (void *)ref);
}

static void add_codes(Evaluator *ev, Map *names, const Named *named)
{
    for (size_t i = 0; named->common->decl && i < named->common->decl->attrs.count; i++) {
        const Attr *attr = &named->common->decl->attrs.items[i];
        for (size_t j = 0; attr->kind == ATTR_CODE && j < attr->items.count; j++)
            if (attr->items.items[j].value && attr->items.items[j].value->kind == EXPR_TEXT)
                add_name(ev, names, attr->items.items[j].value->as.text, &named->ref);
    }
}

static void name_all(Evaluator *ev, const NamedVec *all, bool codes, Map *names)
{
    map_init(names, ev->arena);
    for (VEC_EACH(const Named, named, all))
        add_name(ev, names, named->common->name, &named->ref);
    for (VEC_EACH(const Named, named, all))
        add_name(ev, names, named->common->title, &named->ref);
    for (VEC_EACH(const Named, named, all))
        if (codes)
            add_codes(ev, names, named);
}

void role_names(Evaluator *ev, const char *role, Map *names)
{
    NamedVec all = named_things(ev, role);
    name_all(ev, &all, !str_eqz(str_of(role), "åtgärdsplaner"), names);      /* a plan names its rule by name or title (actions.c) */
}

void role_documents(Evaluator *ev, Map *names)
{
    NamedVec all = {0};
    ADD_ALL(documents, DOCUMENT);
    name_all(ev, &all, true, names);
}
