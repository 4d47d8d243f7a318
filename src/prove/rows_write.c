/* rows_write.c: rows that were found (rows_build.c) as cells that a test can give, and as tables that the evaluator goes through. */
#include "prove/rows_layers.h"

size_t layer_cell(const Layer *layer, size_t place, size_t class)
{
    return place * layer->table->classes.count + class;
}

const RowCandidate *layer_fixed(const Layer *layer, Str column, size_t class)
{
    for (size_t i = 0; i < layer->table->columns.count; i++)
        if (str_eq(layer->table->columns.items[i].key, column))
            return &layer->table->columns.items[i].candidates.items[layer->table->classes.items[class].picks[i]];
    return NULL;
}

/* ---- cells ---- */

static Str plain_number(Arena *arena, Num number)
{
    StrBuf buf = {0};
    num_print_plain(&buf, number);
    for (size_t i = 0; i < buf.n; i++)
        buf.s[i] = buf.s[i] == '.' ? ',' : buf.s[i];
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* In the column's own unit. */
static bool number_cell(Arena *arena, const TableColumn *column, Fix number, Str *out)
{
    Num shown;
    if (!num_div(num_of_fix(number), num_of_fix(column->factor ? column->factor : FIX_ONE), &shown) || !num_is_fix(shown))
        return false;
    *out = plain_number(arena, shown);
    return true;
}

static Str time_cell(Arena *arena, ColumnType type, Period period)
{
    StrBuf buf = {0};
    if (type == COLUMN_DATE)
        date_print(&buf, period.last);
    else
        period_print(&buf, period);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

typedef struct Writer { Arena *arena; Proof *proof; const Layer *layer; size_t side; const Table *table; RowCells *out; bool good; } Writer;

/* Its place among the columns that are written, with a cell in every row. */
static size_t written_column(Writer *w, size_t column)
{
    for (size_t i = 0; i < w->out->columns.count; i++)
        if (w->out->columns.items[i] == column)
            return i;
    vec_push(w->arena, &w->out->columns, column);
    return w->out->columns.count - 1;
}

/* The column of this model that a key of another may stand for; NO_INDEX: it has none. */
static size_t column_by_key(const Writer *w, Str key)
{
    const Side *side = &w->proof->sides[w->side];
    size_t index = w->layer->table->tables[w->side];
    for (size_t i = 0; i < w->table->columns.count; i++)
        if (str_eq(key_of_column(w->proof, side, index, i), key))
            return i;
    return NO_INDEX;
}

static void put_cell(Writer *w, Str *row, size_t column, Str text)
{
    if (column != NO_INDEX)
        row[written_column(w, column)] = text;
}

static void put_number(Writer *w, Str *row, size_t column, Fix number)
{
    Str text;
    if (column == NO_INDEX)
        return;
    if (number_cell(w->arena, &w->table->columns.items[column], number, &text))
        put_cell(w, row, column, text);
    else
        w->good = false;
}

/* What the first row has: the sum, without what the others have. */
static void put_amount(Writer *w, Str *row, const Amount *amount, size_t place, size_t class, bool first)
{
    const RowCandidate *kind = layer_fixed(w->layer, amount->key, class);
    size_t at = layer_cell(w->layer, place, class);
    Fix others = kind ? kind->number : 0, sum = amount->found[at];
    for (size_t i = 1; i < w->layer->found[at] && first; i++)
        w->good = fix_add(sum, -others, &sum) && w->good;
    if (!kind || kind->state == CELL_OK)
        put_number(w, row, column_by_key(w, amount->key), first ? sum : others);
}

static void put_row(Writer *w, size_t place, size_t class, bool first)
{
    Arena *arena = w->arena;
    const Model *model = w->proof->sides[w->side].model;
    const Spot *at = &w->layer->places.items[place];
    const RowTable *table = w->layer->table;
    Str *row = arena_array(arena, w->table->columns.count + 1, sizeof *row);
    if (w->table->time_column != NO_INDEX)
        put_cell(w, row, w->table->time_column, time_cell(arena, exec_column_type(w->table, w->table->time_column), at->time));
    if (at->forecast != DATE_NONE)
        put_cell(w, row, w->table->vintage_column, time_cell(arena, COLUMN_VINTAGE, period_latest_ended(GRAIN_MONTH, at->forecast)));
    if (w->table->body_column != NO_INDEX)
        put_cell(w, row, w->table->body_column, at->slot < model->bodies.count ? model->bodies.items[at->slot].common.name : STR_LIT("kommunen"));
    for (size_t i = 0; i < table->columns.count; i++) {
        const RowCandidate *value = &table->columns.items[i].candidates.items[table->classes.items[class].picks[i]];
        size_t column = column_by_key(w, table->columns.items[i].key);
        if (value->state != CELL_OK)
            put_cell(w, row, column, STR_LIT("_"));
        else if (table->columns.items[i].text)
            put_cell(w, row, column, str_dup(arena, value->text));
        else
            put_number(w, row, column, value->number);
    }
    for (VEC_EACH(const Amount, amount, &w->layer->amounts))
        put_amount(w, row, amount, place, class, first);
    vec_push(arena, &w->out->rows, row);
}

bool layer_write(Prover *prover, Proof *proof, const Layer *layer, size_t side, RowCells *tables)
{
    size_t index = layer->table->tables[side];
    if (index == NO_INDEX)
        return true;
    Writer w = {prover->arena, proof, layer, side, &proof->sides[side].model->tables.items[index], &tables[index], true};
    for (size_t p = 0; p < layer->places.count; p++)
        for (size_t c = 0; c < layer->table->classes.count; c++)
            for (size_t n = 0; n < layer->found[layer_cell(layer, p, c)]; n++)
                put_row(&w, p, c, n == 0);
    return w.good;
}

/* ---- as data ---- */

static bool no_unit(void *context, Str unit, const ColumnSpec *column, Fix *factor)
{
    (void)context;
    (void)unit;
    (void)column;
    (void)factor;
    return false;
}

bool rows_tables(Arena *arena, const Model *model, const RowCells *cells, const TableData **tables)
{
    Diags *diags = ARENA_NEW(arena, Diags);
    bool good = true;
    diags_init(diags, arena);
    for (size_t i = 0; i < model->tables.count; i++) {
        const RowCells *from = &cells[i];
        TableSpec spec;
        TableData *data = ARENA_NEW(arena, TableData);
        GivenCell *names = arena_array(arena, from->columns.count + 1, sizeof *names);
        GivenRow *rows = arena_array(arena, from->rows.count + 1, sizeof *rows);
        for (size_t c = 0; c < from->columns.count; c++)
            names[c].text = model->tables.items[i].columns.items[from->columns.items[c]].name;
        for (size_t r = 0; r < from->rows.count; r++) {
            rows[r] = (GivenRow){arena_array(arena, from->columns.count + 1, sizeof(GivenCell)), from->columns.count, SPAN_NONE};
            for (size_t c = 0; c < from->columns.count; c++)
                rows[r].cells[c].text = from->rows.items[r][c];
        }
        good = exec_table_spec(arena, model, i, diags, &spec) &&
               data_from_cells(arena, &spec, names, from->columns.count, rows, from->rows.count, no_unit, NULL, diags, data) && good;
        tables[i] = data;
    }
    return good && !diags->errors;
}
