/* given.c: rows of cells written in a rule file (`givet` of a test) -> a table, by the same cell rules as files. */
#include "base/utf8.h"
#include "data/columns.h"

/* Which column each written name means. */
typedef struct GivenNames {
    size_t *columns;
    size_t count;
} GivenNames;

static Str *column_names(Arena *arena, const TableShape *shape)
{
    Str *names = arena_array(arena, shape->count, sizeof *names);
    for (size_t i = 0; i < shape->count; i++)
        names[i] = shape->columns[i].name;
    return names;
}

static bool name_find(Arena *arena, const TableShape *shape, Str name, size_t *column)
{
    Str folded = utf8_fold(arena, name);
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->columns[i].name.n == 0 || !str_eq(utf8_fold(arena, shape->columns[i].name), folded))
            continue;
        *column = i;
        return true;
    }
    return false;
}

static bool names_bind(Arena *arena, const TableSpec *spec, const TableShape *shape, const GivenCell *names, Faults *faults, GivenNames *out)
{
    bool *taken = arena_array(arena, shape->count, sizeof *taken), good = true;
    const char *table = fault_quote(arena, spec->name);
    out->columns = arena_array(arena, out->count, sizeof *out->columns);
    for (size_t i = 0; i < out->count; i++) {
        const char *shown = fault_quote(arena, names[i].text);
        bool found = name_find(arena, shape, names[i].text, &out->columns[i]);
        if (found && !taken[out->columns[i]]) {
            taken[out->columns[i]] = true;
            continue;
        }
        good = false;
        Diag *diag = bind_fault(faults, found ? DIAG_S0446 : DIAG_S0444, names[i].span, shown, table, NULL);
        const char *near = found ? NULL : nearest_name(arena, names[i].text, column_names(arena, shape), shape->count);
        if (near)
            diag_suggest(faults->diags, diag, near);
    }
    return good;
}

static RawCell raw_cell(const GivenCell *cell, Str text)
{
    const Source *source = cell->span.src;
    return (RawCell){.text = text, .at = source ? source->text.s + cell->span.start : NULL};
}

static void row_add(TableBuilder *builder, const GivenNames *names, const GivenRow *row, Stored *cells)
{
    Faults *faults = builder->faults;
    Place place = row->span.src ? source_place(row->span.src, row->span.start) : (Place){0, 0};
    RawRow raw = {.line = place.line};
    for (size_t i = 0; i < builder->shape.count; i++)
        cells[i] = (Stored){.state = CELL_MISSING};
    for (size_t i = 0; i < names->count; i++) {
        RawCell cell = raw_cell(&row->cells[i], row->cells[i].text);
        faults->source = row->cells[i].span.src;
        raw.start = cell.at;
        cells[names->columns[i]] = builder_cell(builder, names->columns[i], &cell, &raw);
    }
    for (size_t i = 0; i < builder->shape.count; i++)
        builder_push(builder, i, cells[i]);
    builder_row(builder, place.line);
    builder->source_rows++;
}

static void rows_add(TableBuilder *builder, const GivenNames *names, const GivenRow *rows, size_t row_count)
{
    Arena *arena = builder->rules.arena;
    Stored *cells = arena_array(arena, builder->shape.count, sizeof *cells);
    for (size_t i = 0; i < row_count; i++) {
        if (rows[i].count == names->count)
            row_add(builder, names, &rows[i], cells);
        else
            bind_fault(builder->faults, DIAG_S0445, rows[i].span, fault_number(arena, rows[i].count), fault_number(arena, names->count), NULL);
    }
}

bool data_from_cells(Arena *arena, const TableSpec *spec, const GivenCell *names, size_t name_count, const GivenRow *rows, size_t row_count,
                     bool (*unit_factor)(void *context, Str unit, const ColumnSpec *column, Fix *factor), void *context, Diags *diags, TableData *out)
{
    Arena *scratch = arena_new();
    Faults faults = {.diags = diags, .arena = scratch, .shown = spec->shown ? spec->shown : ""};
    GivenNames bound = {.count = name_count};
    TableBuilder builder;
    TableShape shape = table_shape(scratch, spec, str_eqz(spec->format, "kolada"));
    /* The lines are those of the rule file, so that is the file that reasons name. */
    const char *place = row_count && rows[0].span.src ? rows[0].span.src->name : faults.shown;
    *out = (TableData){.shown = place, .encoding = "UTF-8", .separator = "", .decimal = ",", .format = "givet"};
    builder_init(&builder, arena, scratch, spec, shape, &faults);
    builder.rules.decimal = ',';
    builder.rules.underscore = true;
    builder.rules.unit_factor = unit_factor;
    builder.rules.unit_context = context;
    if (names_bind(scratch, spec, &shape, names, &faults, &bound))
        rows_add(&builder, &bound, rows, row_count);
    builder_finish(&builder, out);
    faults_summary(&faults);
    arena_free(scratch);
    return faults.count == 0;
}
