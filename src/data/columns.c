/* columns.c: cells of rows -> typed columns with dictionaries of texts, periods and reasons. */
#include "data/columns.h"

#include <string.h>

TableShape table_shape(Arena *arena, const TableSpec *spec, bool kolada)
{
    TableShape shape = {.columns = spec->columns.items, .plain_count = spec->columns.count};
    if (spec->unpivots.count > 0)
        shape.unpivot = &spec->unpivots.items[0];
    if (shape.plain_count == 0 && !shape.unpivot && kolada)
        shape.columns = data_kolada_columns(&shape.plain_count);
    shape.count = shape.plain_count;
    if (!shape.unpivot)
        return shape;
    ColumnSpec *columns = arena_array(arena, shape.plain_count + 2, sizeof *columns);
    for (size_t i = 0; i < shape.plain_count; i++)
        columns[i] = shape.columns[i];
    const UnpivotSpec *wide = shape.unpivot;
    columns[shape.count++] =
        (ColumnSpec){.header = wide->key_name, .name = wide->key_name, .type = wide->key_type, .factor = FIX_ONE, .span = wide->span};
    columns[shape.count] = wide->value;
    columns[shape.count++].header = wide->value.name;
    shape.columns = columns;
    return shape;
}

void builder_init(TableBuilder *builder, Arena *arena, Arena *scratch, const TableSpec *spec, TableShape shape, Faults *faults)
{
    *builder = (TableBuilder){.arena = arena, .shape = shape, .faults = faults};
    cell_rules_init(&builder->rules, scratch, spec);
    builder->columns = arena_array(scratch, shape.count, sizeof *builder->columns);
    for (size_t i = 0; i < shape.count; i++) {
        builder->columns[i].spec = &shape.columns[i];
        map_init(&builder->columns[i].memo, scratch);
        map_init(&builder->columns[i].codes, scratch);
    }
    map_init(&builder->reason_codes, scratch);
    vec_push(arena, &builder->reasons, STR_LIT(""));
}

/* Code of a reason; the empty one is 0. When there are more than fit, further ones are 0 too. */
static uint16_t reason_code(TableBuilder *builder, Str reason)
{
    if (reason.n == 0)
        return 0;
    uint16_t *code = map_get(&builder->reason_codes, reason);
    if (code)
        return *code;
    if (builder->reasons.count > UINT16_MAX)
        return 0;
    code = ARENA_NEW(builder->reason_codes.arena, uint16_t);
    *code = (uint16_t)builder->reasons.count;
    vec_push(builder->arena, &builder->reasons, str_dup(builder->arena, reason));
    map_put(&builder->reason_codes, reason, code);
    return *code;
}

static int64_t period_code(TableBuilder *builder, ColumnBuilder *column, Period period)
{
    Str key = {(const char *)&period, sizeof period};
    int64_t *code = map_get(&column->codes, key);
    if (!code) {
        code = ARENA_NEW(column->codes.arena, int64_t);
        *code = (int64_t)column->periods.count;
        vec_push(builder->arena, &column->periods, period);
        map_put(&column->codes, key, code);
    }
    return *code;
}

/* A place for text in the cache of recent ones, from its first and last bytes. */
static size_t recent_place(Str text)
{
    uint64_t head = 0, tail = 0;
    if (text.n >= sizeof head) {
        memcpy(&head, text.s, sizeof head);
        memcpy(&tail, text.s + text.n - sizeof tail, sizeof tail);
    } else {
        for (size_t i = 0; i < text.n; i++)
            head = head << 8 | (unsigned char)text.s[i];
    }
    return (size_t)((head ^ tail * 31 ^ text.n) * 0x9e3779b97f4a7c15u >> 56) % RECENT;
}

static const Memo *memo_find(ColumnBuilder *column, Str text)
{
    const Memo **recent = &column->recent[recent_place(text)];
    if (!*recent || !str_eq((*recent)->text, text)) {
        const Memo *known = map_get(&column->memo, text);
        *recent = known ? known : *recent;
        return known;
    }
    return *recent;
}

static void memo_put(ColumnBuilder *column, Str text, Stored stored)
{
    Memo *memo = ARENA_NEW(column->memo.arena, Memo);
    map_put(&column->memo, text, memo);
    *memo = (Memo){.text = column->memo.entries[column->memo.count - 1].key, .stored = stored};
}

/* Code of a text whose composed form may already stand in the dictionary under another spelling. */
static int64_t text_code(TableBuilder *builder, ColumnBuilder *column, Str text, Str written)
{
    const Memo *known = text.s == written.s ? NULL : map_get(&column->memo, text);
    if (known)
        return known->stored.value;
    vec_push(builder->arena, &column->dict, str_dup(builder->arena, text));
    int64_t code = (int64_t)column->dict.count - 1;
    if (text.s != written.s)
        memo_put(column, text, (Stored){.value = code});
    return code;
}

static Stored value_stored(TableBuilder *builder, ColumnBuilder *column, const CellValue *value, Str written)
{
    Stored stored = {.state = (uint8_t)value->state, .reason = reason_code(builder, value->reason)};
    if (value->state != CELL_OK)
        return stored;
    column->rounded += value->rounded;
    switch (column->spec->type) {
    case COLUMN_TEXT:
    case COLUMN_BODY: stored.value = text_code(builder, column, value->text, written); break;
    case COLUMN_PERIOD:
    case COLUMN_VINTAGE: stored.value = period_code(builder, column, value->period); break;
    case COLUMN_INT:
    case COLUMN_NUMBER:
    case COLUMN_DATE: stored.value = value->value; break;
    }
    return stored;
}

static void cell_fault(TableBuilder *builder, const ColumnBuilder *column, const RawCell *cell, const RawRow *row, CellFault fault)
{
    if (fault_unshown(builder->faults, row->line))
        return;
    Arena *arena = builder->rules.arena;
    Str marked = {cell->at, cell->text.n};
    FAULT_IN(builder->faults, fault.code, row->line, row->start, marked, fault_quote(arena, cell->text), fault_quote(arena, column->spec->header),
             fault.detail ? fault.detail : "", fault.more ? fault.more : "");
}

/* JSON null: missing, with the status as its reason; "." is the statistician's "cannot occur". */
static Stored null_stored(TableBuilder *builder, Str why)
{
    bool impossible = str_eqz(why, ".");
    Str reason = impossible ? STR_LIT("") : str_eqz(why, "..") ? STR_LIT(".. (sekretess)") : why;
    return (Stored){.state = impossible ? CELL_NOT_APPLICABLE : CELL_MISSING, .reason = reason_code(builder, reason)};
}

static bool is_number(const ColumnBuilder *column)
{
    return column->spec->type == COLUMN_NUMBER || column->spec->type == COLUMN_INT;
}

Stored builder_cell(TableBuilder *builder, size_t index, const RawCell *cell, const RawRow *row)
{
    ColumnBuilder *column = &builder->columns[index];
    Str text = cell_trim(cell->text);
    if (cell->kind == RAW_NULL)
        return null_stored(builder, text);
    const Memo *known = is_number(column) ? NULL : memo_find(column, text);
    if (known)
        return known->stored;
    CellValue value;
    CellFault fault = {.code = DIAG_S0432};
    if (cell->kind == RAW_NESTED || !cell_read(&builder->rules, column->spec, text, &value, &fault)) {
        cell_fault(builder, column, cell, row, fault);
        return (Stored){.state = CELL_MISSING};
    }
    Stored stored = value_stored(builder, column, &value, text);
    if (!is_number(column))
        memo_put(column, text, stored);
    return stored;
}

/* Reasons are rare: their array is made when the first one comes. */
static void push_reason(TableBuilder *builder, ColumnBuilder *column, uint16_t reason)
{
    if (reason == 0 && column->reasons.count == 0)
        return;
    while (column->reasons.count < column->values.count)
        vec_push(builder->arena, &column->reasons, 0);
    column->reasons.items[column->values.count - 1] = reason;
}

void builder_push(TableBuilder *builder, size_t index, Stored stored)
{
    ColumnBuilder *column = &builder->columns[index];
    if (builder->unkept)
        return;
    vec_push(builder->arena, &column->values, stored.state == CELL_OK ? stored.value : 0);
    vec_push(builder->arena, &column->states, stored.state);
    push_reason(builder, column, stored.reason);
}

void builder_tell_rounding(Faults *faults, const ColumnSpec *column, size_t cells)
{
    if (cells && !faults->quiet)
        diag_add_at(faults->diags, DIAG_S0433, faults->shown, 0, 0, fault_quote(faults->arena, column->header), fault_number(faults->arena, cells),
                    (char *)NULL);
}

void builder_row(TableBuilder *builder, size_t line)
{
    if (builder->unkept)
        return;
    uint32_t per = builder->shape.unpivot ? (uint32_t)builder->shape.unpivot->header_count : 1;
    lines_push(builder->arena, &builder->lines, builder->rows++, (uint32_t)line, per);
}

static Column finish_column(TableBuilder *builder, const ColumnBuilder *column, const DataPart *rows)
{
    Column out = {.name = column->spec->name, .type = column->spec->type, .dict = column->dict.items, .dict_count = column->dict.count,
                  .periods = column->periods.items, .period_count = column->periods.count, .rows = rows, .part_count = 1};
    out.parts = ARENA_NEW(builder->arena, ColumnPart);
    *out.parts = part_narrow(builder->arena, out.type, column->values.items, column->states.items, rows->count);
    for (size_t missing = column->reasons.count; column->reasons.count && missing < rows->count; missing++)
        vec_push(builder->arena, &((ColumnBuilder *)column)->reasons, 0);
    out.parts->reasons = column->reasons.items;
    return out;
}

void builder_finish(TableBuilder *builder, TableData *out)
{
    out->parts = ARENA_NEW(builder->arena, DataPart);
    *out->parts = (DataPart){0, builder->rows};
    out->part_count = 1;
    out->columns = arena_array(builder->arena, builder->shape.count, sizeof *out->columns);
    out->column_count = builder->shape.count;
    for (size_t i = 0; i < builder->shape.count; i++) {
        out->columns[i] = finish_column(builder, &builder->columns[i], out->parts);
        builder_tell_rounding(builder->faults, builder->columns[i].spec, builder->columns[i].rounded);
    }
    out->rows = builder->rows;
    out->lines = builder->lines.items;
    out->line_count = builder->lines.count;
    out->reasons = builder->reasons.items;
    out->reason_count = builder->reasons.count;
    out->source_rows = builder->source_rows;
}
