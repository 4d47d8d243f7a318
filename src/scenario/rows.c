/* rows.c: changes of rows, made on copies of the columns: the reference for all that is done without reading the rows again. */
#include "exec/bodies.h"
#include "scenario/overlay.h"

#include <string.h>

/* One change of one column of one table. */
typedef struct RowChange {
    Arena *arena;                /* for what is needed while it is made */
    const Model *over;
    const Change *change;
    const TableData *data;
    Diags *diags;
    Num by;
    uint8_t *met;                /* by row: Truth */
} RowChange;

/* ---- which rows ---- */

static bool meet_condition(RowChange *c)
{
    size_t errors = c->diags->errors;
    Plan *plan = plan_lower(c->arena, c->over, c->diags);
    size_t filter = plan_condition(plan, c->change->index, c->change->where, c->diags);
    memset(c->met, TRUTH_YES, c->data->rows);
    if (c->diags->errors != errors)
        return false;
    if (filter == NO_INDEX)
        return true;
    ScanInput input;
    scan_input(c->arena, c->over, &plan->scans[c->change->index], c->data, &input);
    backends[0]->filter(c->arena, &input, filter, c->met);
    return true;
}

/* By slot: whether its rows are of the change's scope. */
static bool *slots_covered(const RowChange *c)
{
    bool only = c->change->scope->as.scope.only;
    uint32_t count = slot_municipality(c->over) + 1;
    bool *covered = arena_array(c->arena, count, sizeof *covered);
    IndexVec bodies = {0};
    scope_bodies(c->arena, c->over, c->change->scope, &bodies);
    for (uint32_t slot = 0; slot + 1 < count; slot++)
        for (size_t i = 0; i < bodies.count; i++)
            covered[slot] |= only ? bodies.items[i] == slot : body_within(c->over, slot, bodies.items[i]);
    return covered;
}

static void meet_bodies(RowChange *c)
{
    const Table *table = &c->over->tables.items[c->change->index];
    if (!c->change->scope)
        return;
    bool *covered = slots_covered(c);
    const Column *column = table->body_column == NO_INDEX ? NULL : &c->data->columns[table->body_column];
    uint32_t *slots = column ? bodies_bind(c->arena, c->over, column) : NULL;
    for (size_t row = 0; row < c->data->rows; row++) {
        uint32_t slot = !column ? (uint32_t)table->fixed_body : column_state(column, row) == CELL_OK ? slots[column_value(column, row)] : NO_SLOT;
        if (slot == NO_SLOT || !covered[slot])
            c->met[row] = TRUTH_NO;
    }
}

/* The rows whose time is wholly within. */
static void meet_times(RowChange *c)
{
    const Table *table = &c->over->tables.items[c->change->index];
    Period within = c->change->within;
    if (table->time_column == NO_INDEX)
        return;
    const Column *column = &c->data->columns[table->time_column];
    for (size_t row = 0; row < c->data->rows; row++) {
        if (column_state(column, row) != CELL_OK) {
            c->met[row] = within.first > date_ymd(1, 1, 1) || within.last < date_ymd(9999, 12, 31) ? TRUTH_NO : c->met[row];
            continue;
        }
        int64_t value = column_value(column, row);
        Period time = column->type == COLUMN_DATE ? (Period){(Date)value, (Date)value} : column->periods[value];
        if (!period_within(time, within))
            c->met[row] = TRUTH_NO;
    }
}

/* ---- what becomes of them ---- */

/* The value of a cell as it becomes. False on overflow. */
static bool become(const RowChange *c, int64_t value, int64_t *out, bool *rounded)
{
    Num old = num_of_fix(value), new, factor, one = num_of_int(1);
    bool fine = true;
    if (c->change->how == CHANGE_TO)
        new = c->by;
    else if (!c->change->relative)
        fine = c->change->how == CHANGE_RAISED ? num_add(old, c->by, &new) : num_sub(old, c->by, &new);
    else
        fine = (c->change->how == CHANGE_RAISED ? num_add(one, c->by, &factor) : num_sub(one, c->by, &factor)) && num_mul(old, factor, &new);
    if (!fine)
        return false;
    *rounded = !num_is_fix(new);
    *out = num_to_fix(new);
    return true;
}

static bool change_part(const RowChange *c, const Column *old, size_t part, ColumnPart *out, RowsMet *met)
{
    size_t first = old->rows[part].first, count = old->rows[part].count;
    int64_t *values = arena_array(c->arena, count, sizeof *values);
    uint8_t *states = arena_array(c->arena, count, sizeof *states);
    uint16_t *reasons = old->parts[part].reasons ? arena_array(c->arena, count, sizeof *reasons) : NULL;
    bool complete = true;
    if (reasons)
        memcpy(reasons, old->parts[part].reasons, count * sizeof *reasons);
    *out = (ColumnPart){.width = WIDTH_I64, .base = 0, .unit = 1, .values = values, .reasons = reasons};
    column_decode(old, first, count, values, states);
    for (size_t i = 0; i < count; i++) {
        bool rounded = false, given = c->change->how == CHANGE_TO && states[i] == CELL_MISSING;
        if (c->met[first + i] == TRUTH_YES && (states[i] == CELL_OK || given)) {
            if (!become(c, values[i], &values[i], &rounded))
                return false;
            if (states[i] != CELL_OK && reasons)
                reasons[i] = 0;
            states[i] = CELL_OK;
            met->changed++;
            met->rounded += rounded;
        }
        complete &= states[i] == CELL_OK;
        if (states[i] != CELL_OK)
            continue;
        out->low = !out->any || values[i] < out->low ? values[i] : out->low;
        out->high = !out->any || values[i] > out->high ? values[i] : out->high;
        out->any = true;
    }
    out->states = complete ? NULL : states;
    for (size_t i = 0; i < count; i++)
        values[i] = states[i] == CELL_OK ? values[i] : out->low;
    return true;
}

/* The table with its changed column; NULL on overflow. */
static const TableData *changed_table(const RowChange *c, Arena *arena, RowsMet *met)
{
    TableData *data = ARENA_NEW(arena, TableData);
    *data = *c->data;
    data->columns = arena_array(arena, data->column_count, sizeof *data->columns);
    memcpy(data->columns, c->data->columns, data->column_count * sizeof *data->columns);
    Column *column = &data->columns[c->change->sub];
    const Column old = *column;
    RowChange own = *c;
    own.arena = arena;
    column->parts = arena_array(arena, old.part_count, sizeof *column->parts);
    for (size_t part = 0; part < old.part_count; part++)
        if (!change_part(&own, &old, part, &column->parts[part], met))
            return NULL;
    return data;
}

static const char *subject_text(Arena *arena, const Change *change)
{
    StrBuf text = {0};
    expr_print(&text, change->item->value);
    const char *copy = arena_strndup(arena, text.s, text.n);
    strbuf_free(&text);
    return copy;
}

static bool make_change(Arena *arena, const Model *over, const Change *change, const TableData **data, RowsMet *met, Diags *diags)
{
    Arena *scratch = arena_new();
    RowChange c = {.arena = scratch, .over = over, .change = change, .data = *data, .diags = diags};
    c.met = arena_alloc(scratch, c.data->rows + 1);
    bool fine = constant_value(over, change->value, &c.by) && meet_condition(&c);
    if (fine) {
        meet_bodies(&c);
        meet_times(&c);
        met->rows = c.data->rows;
        for (size_t row = 0; row < c.data->rows; row++) {
            met->yes += c.met[row] == TRUTH_YES;
            met->unknown += c.met[row] == TRUTH_UNKNOWN;
        }
        const TableData *new = changed_table(&c, arena, met);
        if (!new)
            diag_add(diags, DIAG_S1017, change->item->span, subject_text(arena, change), NULL);
        fine = new != NULL;
        *data = new ? new : *data;
    }
    arena_free(scratch);
    return fine;
}

bool overlay_rows(Arena *arena, const Model *over, const ChangeRefVec *changes, const TableData *const *tables, const TableData **out,
                  RowsMet *met, Diags *diags)
{
    for (size_t i = 0; i < over->tables.count; i++)
        out[i] = tables[i];
    for (size_t i = 0; i < changes->count; i++) {
        const Change *change = changes->items[i].change;
        met[i] = (RowsMet){.is_rows = change->kind == CHANGE_ROWS};
        if (change->kind == CHANGE_ROWS && out[change->index] && !make_change(arena, over, change, &out[change->index], &met[i], diags))
            return false;
    }
    return true;
}
