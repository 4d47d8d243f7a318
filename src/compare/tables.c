/* tables.c: the data files of two models, each read once however many tables of the two ask the same of it; and what stretch of time they are about. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "compare/parts.h"
#include "model/roles.h"

/* ---- what is asked of a file ---- */

static void put_column(StrBuf *key, const ColumnSpec *column)
{
    strbuf_printf(key, "\x1e" STR_FMT "\x1f" STR_FMT "\x1f%d\x1f%lld\x1f" STR_FMT "\x1f%d", STR_ARG(column->header), STR_ARG(column->name), (int)column->type,
                  (long long)column->factor, STR_ARG(column->unit), column->strip_percent);
}

static void put_words(StrBuf *key, const CellWord *words, size_t count)
{
    strbuf_putc(key, '\x1d');
    for (size_t i = 0; i < count; i++)
        strbuf_printf(key, STR_FMT "\x1f" STR_FMT "\x1e", STR_ARG(words[i].text), STR_ARG(words[i].reason));
}

/* Equal when the same columns would come back. */
static Str spec_key(Arena *arena, const TableSpec *spec)
{
    StrBuf key = {0};
    char *real = realpath(spec->path, NULL);
    strbuf_printf(&key, "%s\x1f" STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f%d\x1f%d", real ? real : spec->path, STR_ARG(spec->format), STR_ARG(spec->encoding),
                  STR_ARG(spec->separator), spec->may_be_empty, spec->decimal);
    free(real);
    for (VEC_EACH(const ColumnSpec, column, &spec->columns))
        put_column(&key, column);
    for (VEC_EACH(const UnpivotSpec, unpivot, &spec->unpivots)) {
        strbuf_printf(&key, "\x1d" STR_FMT "\x1f%d\x1f%d", STR_ARG(unpivot->key_name), (int)unpivot->key_type, unpivot->year);
        for (size_t i = 0; i < unpivot->header_count; i++)
            strbuf_printf(&key, "\x1f" STR_FMT, STR_ARG(unpivot->headers[i]));
        put_column(&key, &unpivot->value);
    }
    put_words(&key, spec->missing.items, spec->missing.count);
    put_words(&key, spec->not_applicable.items, spec->not_applicable.count);
    put_words(&key, spec->qualifiers.items, spec->qualifiers.count);
    return take(arena, &key);
}

/* Today's figures where the model itself was taken out of a revision; the revision's own where there are none. */
static void look_at_home(Compare *c, const CompareSide *side, TableSpec *spec)
{
    size_t n = side->taken ? strlen(side->taken) : 0;
    if (!n)
        return;
    const char *path = path_shown(c->arena, spec->path);
    if (strncmp(path, side->taken, n) != 0 || path[n] != '/')
        return;
    const char *home = arena_printf(c->arena, "%s%s", side->home, path + n);
    spec->shown = path + n + 1;
    if (access(home, R_OK) == 0)
        spec->path = home;
}

/* ---- reading ---- */

typedef struct ReadTable { TableData data; bool good; } ReadTable;

static const TableData *read_once(Compare *c, const TableSpec *spec, Map *known, Diags *diags)
{
    Str key = spec_key(c->arena, spec);
    ReadTable *table = map_get(known, key);
    if (!table) {
        table = ARENA_NEW(c->arena, ReadTable);
        map_put(known, key, table);
        int64_t start = effort_clock(), spent = effort_spent(c->options->effort);
        table->good = data_read(c->arena, spec, diags, &table->data);
        effort_spend_around(c->options->effort, STAGE_READ, start, spent);
    }
    return table->good ? &table->data : NULL;
}

static bool read_side(Compare *c, int side, Map *known)
{
    const Model *model = c->sides[side].model;
    FigureSide *out = &c->figures->side[side];
    bool all = true;
    out->tables = arena_array(c->arena, model->tables.count, sizeof *out->tables);
    for (size_t i = 0; i < model->tables.count; i++) {
        TableSpec spec;
        if (!out->plan->scans[i].used)
            continue;
        if (exec_table_spec(c->arena, model, i, c->diags, &spec)) {
            spec.effort = c->options->effort;
            look_at_home(c, &c->sides[side], &spec);
            out->tables[i] = read_once(c, &spec, known, c->diags);
        }
        all = all && out->tables[i];
    }
    return all;
}

static void list_files(Compare *c, const Map *known)
{
    for (size_t i = 0; i < known->count; i++) {
        const ReadTable *table = known->entries[i].value;
        const TableData *data = &table->data;
        if (!table->good)
            continue;
        vec_push(c->arena, &c->diff->data_files, (InputFile){.name = str_of(data->shown), .sha256 = str_of(data->sha256), .encoding = str_of(data->encoding),
                                                             .format = str_of(data->format), .rows = data->source_rows, .bytes = data->bytes});
    }
}

const TableData *table_again(Compare *c, int side, const Model *model, size_t index)
{
    TableSpec spec;
    Diags quiet;
    diags_init(&quiet, c->arena);
    if (!exec_table_spec(c->arena, model, index, &quiet, &spec))
        return NULL;
    spec.effort = c->options->effort;
    look_at_home(c, &c->sides[side], &spec);
    return read_once(c, &spec, &c->figures->read, &quiet);
}

/* ---- the same table with other figures ---- */

/* The old table that the new one is, written to be read from the same place, where the files hold other things. */
static size_t old_table_of(Compare *c, size_t index)
{
    const Table *new = &c->sides[AFTER].model->tables.items[index];
    const TableData *const *before = c->figures->side[BEFORE].tables, *after = c->figures->side[AFTER].tables[index];
    const Model *old = c->sides[BEFORE].model;
    for (size_t i = 0; i < old->tables.count; i++)
        if (str_eq(name_after(c, old->tables.items[i].common.name), new->common.name) && str_eq(old->tables.items[i].path, new->path))
            return before[i] && after && strcmp(before[i]->sha256, after->sha256) != 0 ? i : NO_INDEX;
    return NO_INDEX;
}

static void find_other_figures(Compare *c)
{
    const Model *new = c->sides[AFTER].model;
    for (size_t i = 0; i < new->tables.count; i++) {
        size_t old = old_table_of(c, i);
        if (old == NO_INDEX)
            continue;
        DiffTable table = {new->tables.items[i].common.name, {str_of(c->figures->side[BEFORE].tables[old]->shown), str_of(c->figures->side[AFTER].tables[i]->shown)}};
        vec_push(c->arena, &c->diff->other_figures, table);
    }
}

bool tables_of_old(Compare *c, Diags *quiet, const TableData **out)
{
    const Model *model = c->sides[AFTER].model;
    for (size_t i = 0; i < model->tables.count; i++) {
        size_t old = old_table_of(c, i);
        TableSpec theirs, spec;
        out[i] = c->figures->side[AFTER].tables[i];
        if (old == NO_INDEX)
            continue;
        if (!exec_table_spec(c->arena, c->sides[BEFORE].model, old, quiet, &theirs) || !exec_table_spec(c->arena, model, i, quiet, &spec))
            return false;
        look_at_home(c, &c->sides[BEFORE], &theirs);
        spec.path = theirs.path;
        spec.effort = c->options->effort;
        TableData *data = ARENA_NEW(c->arena, TableData);
        if (!data_read(c->arena, &spec, quiet, data))
            return false;
        out[i] = data;
    }
    return true;
}

/* ---- what it is about ---- */

static void widen(Period period, DiffModel *out)
{
    if (!out->has_data)
        out->data = period;
    out->has_data = true;
    out->data.first = period.first < out->data.first ? period.first : out->data.first;
    out->data.last = period.last > out->data.last ? period.last : out->data.last;
}

/* Meetings and events are planned, and what is done may be about another year than it is done in. */
static bool tells_time(const Table *table, size_t column)
{
    const Role *role = role_of(table->role);
    return !role || (!role->ahead && column == table->time_column && !str_eqz(table->role, "utfört"));
}

static void widen_by_column(const Column *column, DiffModel *out)
{
    int64_t low, high;
    if (column->type == COLUMN_PERIOD)
        for (size_t i = 0; i < column->period_count; i++)
            widen(column->periods[i], out);
    if (column->type == COLUMN_DATE && column_bounds(column, &low, &high)) {
        widen(period_containing(GRAIN_MONTH, (Date)low), out);
        widen(period_containing(GRAIN_MONTH, (Date)high), out);
    }
}

static void find_stretch(Compare *c, int side)
{
    const Model *model = c->sides[side].model;
    DiffModel *out = &c->diff->model[side];
    for (size_t i = 0; i < model->tables.count; i++) {
        const Table *table = &model->tables.items[i];
        const TableData *data = c->figures->side[side].tables[i];
        for (size_t j = 0; data && j < data->column_count; j++)
            if (tells_time(table, j))
                widen_by_column(&data->columns[j], out);
        if (data && table->has_fixed_period)
            widen(table->fixed_period, out);
    }
}

void tables_read(Compare *c)
{
    Map *known = &c->figures->read;
    map_init(known, c->arena);
    for (int side = BEFORE; side <= AFTER; side++) {
        if (side == AFTER && c->options->trial)
            break;
        if (!read_side(c, side, known))
            c->diff->gaps[side == BEFORE ? GAP_DATA_BEFORE : GAP_DATA_AFTER] = true;
        find_stretch(c, side);
    }
    list_files(c, known);
    if (!c->options->trial)
        find_other_figures(c);
}
