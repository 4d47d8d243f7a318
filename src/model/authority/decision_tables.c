/* decision_tables.c: `beslutstabell`: its heading, its rows, and the pieces that the cells cut each column into. A pass of check.c; whether every case has
 * one row is found by decision_cover.c, and whether the model follows the table by decision_apply.c. */
#include <stdlib.h>

#include "model/check.h"
#include "model/authority/decisions.h"

/* ---- heading ---- */

static void fill_columns(Checker *c, DecisionTable *table, const Item *head)
{
    const ExprVec *names = &head->value->as.list;
    for (size_t i = 0; i < names->count; i++) {
        const Expr *name = names->items[i];
        for (VEC_EACH(const DecisionColumn, column, &table->columns))
            if (str_eq(name_fold(c, column->name), name_fold(c, name->as.text)))
                diag_add(c->diags, DIAG_S0206, name->span, text_of(c, name->as.text), NULL);
        vec_push(c->arena, &table->columns, ((DecisionColumn){.name = name->as.text, .written = name}));
    }
    table->outcome = item_mod(head, MOD_GIVES)->value->as.text;
    Str folded = name_fold(c, table->outcome);
    table->of_bodies = str_eqz(folded, "beslutas_av") || str_eqz(folded, "bereds_av");
}

static bool fill_rows(Checker *c, DecisionTable *table, const Attr *attr)
{
    for (size_t i = 1; i < attr->items.count; i++) {
        const Item *item = &attr->items.items[i];
        vec_push(c->arena, &table->rows, ((DecisionRow){.cells = item->value->as.list, .gives = item_mod(item, MOD_GIVES)->value, .item = item}));
    }
    if (!table->rows.count)
        diag_add(c->diags, DIAG_S0789, table->common.decl->name_span, text_of(c, table->common.name), NULL);
    return table->rows.count > 0;
}

static const char *number_z(Checker *c, size_t number)
{
    return arena_printf(c->arena, "%zu", number);
}

/* A row with a cell too many or too few is left out of all that follows. */
static bool count_cells(Checker *c, const DecisionTable *table, size_t index)
{
    const DecisionRow *row = &table->rows.items[index];
    if (row->cells.count == table->columns.count)
        return true;
    Diag *diag = diag_add(c->diags, DIAG_S0780, row->item->span, number_z(c, index + 1), number_z(c, row->cells.count),
                          number_z(c, table->columns.count), NULL);
    diag_label(c->diags, diag, table->columns.items[0].written->span, BOTH("kolumnerna står här", "the columns stand here"));
    return false;
}

/* ---- what a row gives ---- */

static void resolve_outcome(Checker *c, const DecisionTable *table, DecisionRow *row)
{
    if (!table->of_bodies || row->gives->kind == EXPR_TEXT)
        return;
    if (row->gives->kind != EXPR_NAME) {
        diag_add(c->diags, DIAG_S0781, row->gives->span, text_of_expr(c, row->gives), text_of(c, table->outcome),
                 BOTH("organ", "bodies"), NULL);
        return;
    }
    if (!name_find(c, row->gives->as.text) && !nearest_symbol(c, row->gives->as.text, WANT(BODY) | WANT(RELATIVE_BODY))) {
        unknown_report(c, DIAG_S0797, row->gives->span, row->gives->as.text, "", NULL);
        return;
    }
    if (!name_resolve(c, NULL, row->gives, WANT(BODY) | WANT(RELATIVE_BODY)))
        return;
    row->decides = info_of(c, row->gives)->ref;
}

/* ---- kinds of cells ---- */

typedef enum CellKind { CELL_EVERY, CELL_OTHERS, CELL_TEXT_VALUE, CELL_NUMBER_VALUE, CELL_UNFIT } CellKind;

static CellKind kind_of(const Expr *cell)
{
    switch (cell->kind) {
    case EXPR_WORD: return str_eqz(cell->as.text, "alla") ? CELL_EVERY : CELL_OTHERS;
    case EXPR_TEXT: case EXPR_NAME: case EXPR_TRUTH: return CELL_TEXT_VALUE;
    case EXPR_NUMBER: return CELL_NUMBER_VALUE;
    case EXPR_BINARY: return cell->as.binary.y->kind == EXPR_NUMBER ? CELL_NUMBER_VALUE : CELL_UNFIT;
    case EXPR_RANGE: return cell->as.range.low->kind == EXPR_NUMBER ? CELL_NUMBER_VALUE : CELL_UNFIT;
    default: return CELL_UNFIT;
    }
}

static Str cell_text(Checker *c, const Expr *cell)
{
    if (cell->kind == EXPR_TRUTH)
        return str_of(cell->as.truth == TRUTH_YES ? "ja" : "nej");
    return name_fold(c, str_trim(cell->as.text));
}

/* The numbers that a cell stands on: one, or the two of a range. */
static size_t limits_of(const Expr *cell, const Expr *out[2])
{
    out[0] = cell->kind == EXPR_BINARY ? cell->as.binary.y : cell->kind == EXPR_RANGE ? cell->as.range.low : cell;
    out[1] = cell->kind == EXPR_RANGE ? cell->as.range.high : NULL;
    return out[1] ? 2 : 1;
}

/* ---- one column ---- */

typedef struct Filling {
    Checker *c;
    DecisionTable *table;
    size_t column;
    const Expr *first;       /* the first cell that names a value: the others are of its kind and unit */
    const Expr *unit_of;
    bool open_down, open_up, others, only_truths;
    bool any_closed; Num lowest, highest;        /* of the cells that list numbers: 3, 1..5 */
    uint8_t *bad;            /* by row */
} Filling;

static DecisionColumn *column_of(const Filling *f)
{
    return &f->table->columns.items[f->column];
}

static void reject(Filling *f, size_t row, const Expr *cell, const char *wanted, const Expr *because)
{
    f->bad[row] = 1;
    Diag *diag = diag_add(f->c->diags, DIAG_S0781, cell->span, text_of_expr(f->c, cell->kind == EXPR_BINARY ? cell->as.binary.y : cell),
                          text_of(f->c, column_of(f)->name), wanted, NULL);
    if (because)
        diag_label(f->c->diags, diag, because->span, BOTH("så står det här", "as it stands here"));
}

static bool unit_fits(Filling *f, size_t row, const Expr *cell, const Expr *number)
{
    DecisionColumn *column = column_of(f);
    Unit unit = UNIT_NONE;
    Fix factor = FIX_ONE;
    if (number->as.number.unit.n && !unit_of_text(f->c, number->as.number.unit, number->as.number.unit_span, &unit, &factor)) {
        f->bad[row] = 1;
        return false;
    }
    if (!f->unit_of) {
        f->unit_of = number;
        column->unit = unit;
    }
    if (unit_eq(unit, column->unit))
        return true;
    reject(f, row, cell, type_text(f->c, type_number(column->unit)), f->unit_of);
    return false;
}

static bool is_whole(Num value)
{
    return value.d == 1;
}

static void note_ends(Filling *f, const Expr *cell, Num low, Num high)
{
    BinaryOp op = cell->kind == EXPR_BINARY ? cell->as.binary.op : OP_EQ;
    f->open_down |= op == OP_LT || op == OP_LE;
    f->open_up |= op == OP_GT || op == OP_GE;
    if (op != OP_EQ)
        return;
    f->lowest = f->any_closed && num_cmp(f->lowest, low) < 0 ? f->lowest : low;
    f->highest = f->any_closed && num_cmp(f->highest, high) > 0 ? f->highest : high;
    f->any_closed = true;
}

static void add_number(Filling *f, size_t row, const Expr *cell)
{
    DecisionColumn *column = column_of(f);
    const Expr *numbers[2];
    size_t count = limits_of(cell, numbers);
    Num values[2];
    for (size_t i = 0; i < count; i++) {
        if (!unit_fits(f, row, cell, numbers[i]))
            return;
        if (!constant_value(f->c->model, numbers[i], &values[i])) {
            reject(f, row, cell, type_text(f->c, type_number(column->unit)), NULL);
            return;
        }
    }
    note_ends(f, cell, values[0], values[count - 1]);
    for (size_t i = 0; i < count; i++) {
        column->whole &= is_whole(values[i]) && column->unit.kind == UNIT_PLAIN;
        vec_push(f->c->arena, &column->limits, ((DecisionLimit){values[i], numbers[i]}));
    }
}

static void add_text(Filling *f, Map *known, const Expr *cell)
{
    DecisionColumn *column = column_of(f);
    Str text = cell_text(f->c, cell);
    f->only_truths &= cell->kind == EXPR_TRUTH;
    if (map_put(known, text, (void *)cell))
        return;
    vec_push(f->c->arena, &column->texts, text);
    vec_push(f->c->arena, &column->spelled, cell);
}

static void add_cell(Filling *f, Map *known, size_t row)
{
    const Expr *cell = f->table->rows.items[row].cells.items[f->column];
    CellKind kind = kind_of(cell);
    DecisionColumn *column = column_of(f);
    if (kind == CELL_EVERY)
        return;
    if (kind == CELL_OTHERS) {
        f->others = true;
        return;
    }
    if (!f->first && kind != CELL_UNFIT) {
        f->first = cell;
        column->numbers = column->whole = kind == CELL_NUMBER_VALUE;
    }
    if (kind == CELL_UNFIT)
        reject(f, row, cell, BOTH("texter, namn och tal", "texts, names and numbers"), NULL);
    else if ((kind == CELL_NUMBER_VALUE) != column->numbers)
        reject(f, row, cell, column->numbers ? BOTH("tal", "numbers") : BOTH("texter", "texts"), f->first);
    else if (column->numbers)
        add_number(f, row, cell);
    else
        add_text(f, known, cell);
}

static int compare_limits(const void *left, const void *right)
{
    const DecisionLimit *a = left, *b = right;
    int order = num_cmp(a->value, b->value);
    if (order)
        return order;
    return (a->written->span.start > b->written->span.start) - (a->written->span.start < b->written->span.start);
}

static void sort_limits(DecisionColumn *column)
{
    size_t kept = 0;
    if (column->limits.count)
        qsort(column->limits.items, column->limits.count, sizeof *column->limits.items, compare_limits);
    for (size_t i = 0; i < column->limits.count; i++)
        if (kept == 0 || num_cmp(column->limits.items[kept - 1].value, column->limits.items[i].value) != 0)
            column->limits.items[kept++] = column->limits.items[i];
    column->limits.count = kept;
}

/* Of ja and nej both must have a row, also when only one is named. */
static void complete_truths(Filling *f)
{
    DecisionColumn *column = column_of(f);
    static const char *const words[] = {"ja", "nej"};
    for (size_t i = 0; i < 2 && column->texts.count == 1; i++) {
        if (str_eqz(column->texts.items[0], words[i]))
            continue;
        Expr *other = ARENA_NEW(f->c->arena, Expr);
        *other = *f->first;
        other->as.truth = i == 0 ? TRUTH_YES : TRUTH_NO;
        vec_push(f->c->arena, &column->texts, str_of(words[i]));
        vec_push(f->c->arena, &column->spelled, other);
    }
}

/* Numbers need a row from the lowest that is listed (3, 1..5) to the highest; on a side where a cell is open (högst 5), where the outermost limit belongs
 * to a cell that is open to the other side, or where the others are asked for, every number needs one. */
static void set_number_domain(const Filling *f, DecisionColumn *column)
{
    size_t count = column->limits.count;
    bool listed = f->any_closed && !f->others && count;
    bool from_lowest = listed && !f->open_down && num_cmp(f->lowest, column->limits.items[0].value) == 0;
    bool to_highest = listed && !f->open_up && num_cmp(f->highest, column->limits.items[count - 1].value) == 0;
    column->first = from_lowest ? 1 : 0;
    column->last = to_highest ? 2 * count - 1 : 2 * count;
}

static void set_text_domain(const Filling *f, DecisionColumn *column)
{
    bool truths = f->first && f->only_truths;
    column->last = column->texts.count;
    if (column->texts.count && (truths || !f->others))
        column->last--;
}

/* ---- what the cells cover ---- */

static DecisionCover span_of(const DecisionColumn *column, const Model *model, const Expr *cell)
{
    const Expr *numbers[2];
    size_t count = limits_of(cell, numbers), top = 2 * column->limits.count, at[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        DecisionValue value = {.kind = DECISION_NUMBER, .unit = column->unit};
        constant_value(model, numbers[i], &value.number);
        at[i] = decision_piece(column, &value);
    }
    if (count == 2)
        return (DecisionCover){REACH_SPAN, at[0], at[1]};
    switch (cell->kind == EXPR_BINARY ? cell->as.binary.op : OP_EQ) {
    case OP_GE: return (DecisionCover){REACH_SPAN, at[0], top};
    case OP_GT: return (DecisionCover){REACH_SPAN, at[0] + 1, top};
    case OP_LE: return (DecisionCover){REACH_SPAN, 0, at[0]};
    case OP_LT: return (DecisionCover){REACH_SPAN, 0, at[0] - 1};
    default: return (DecisionCover){REACH_SPAN, at[0], at[0]};
    }
}

static DecisionCover cover_of(Checker *c, const DecisionColumn *column, const Map *places, const Expr *cell)
{
    switch (kind_of(cell)) {
    case CELL_EVERY: return (DecisionCover){REACH_EVERY, 0, 0};
    case CELL_OTHERS: return (DecisionCover){REACH_OTHERS, 0, 0};
    case CELL_NUMBER_VALUE: return span_of(column, c->model, cell);
    default: break;
    }
    size_t at = (size_t)map_get(places, cell_text(c, cell)) - 1;
    return (DecisionCover){REACH_SPAN, at, at};
}

/* Marks what no cell names: from the number of spans that start and end at each piece. */
static void mark_unnamed(Checker *c, DecisionTable *table, size_t index, const Filling *f)
{
    DecisionColumn *column = &table->columns.items[index];
    size_t pieces = column->numbers ? 2 * column->limits.count + 1 : column->texts.count + 1, open = 0;
    size_t *starts = arena_array(c->arena, pieces + 1, sizeof *starts), *ends = arena_array(c->arena, pieces + 1, sizeof *ends);
    column->unnamed = arena_array(c->arena, pieces, 1);
    for (VEC_EACH(const DecisionRow, row, &table->rows)) {
        const DecisionCover *cover = row->covers ? &row->covers[index] : NULL;
        if (!cover || cover->kind != REACH_SPAN || cover->from > cover->to)
            continue;
        starts[cover->from]++;
        ends[cover->to + 1]++;
    }
    for (size_t piece = 0; piece < pieces; piece++) {
        open += starts[piece];
        open -= ends[piece];
        column->unnamed[piece] = open == 0;
    }
    if (!column->numbers && f->first && f->only_truths)
        column->unnamed[pieces - 1] = 0;         /* there is no third truth value */
}

static void fill_column(Checker *c, DecisionTable *table, size_t index, uint8_t *bad)
{
    Filling f = {.c = c, .table = table, .column = index, .only_truths = true, .bad = bad};
    DecisionColumn *column = &table->columns.items[index];
    Map known;
    map_init(&known, c->arena);
    for (size_t row = 0; row < table->rows.count; row++)
        if (!bad[row])
            add_cell(&f, &known, row);
    sort_limits(column);
    if (!column->numbers && f.first && f.only_truths)
        complete_truths(&f);
    if (column->numbers)
        set_number_domain(&f, column);
    else
        set_text_domain(&f, column);
    for (size_t i = 0; i < column->texts.count; i++)
        map_put(&known, column->texts.items[i], (void *)(i + 1));
    for (size_t row = 0; row < table->rows.count; row++)
        if (!bad[row])
            table->rows.items[row].covers[index] = cover_of(c, column, &known, table->rows.items[row].cells.items[index]);
    mark_unnamed(c, table, index, &f);
}

static void fill_covers(Checker *c, DecisionTable *table)
{
    uint8_t *bad = arena_array(c->arena, table->rows.count, 1);
    for (size_t i = 0; i < table->rows.count; i++) {
        DecisionRow *row = &table->rows.items[i];
        bad[i] = !count_cells(c, table, i);
        row->covers = arena_array(c->arena, table->columns.count, sizeof *row->covers);
        resolve_outcome(c, table, row);
    }
    for (size_t i = 0; i < table->columns.count; i++)
        fill_column(c, table, i, bad);
    for (size_t i = 0; i < table->rows.count; i++)
        if (bad[i])
            table->rows.items[i].covers = NULL;
}

static void check_table(Checker *c, DecisionTable *table)
{
    const Decl *decl = table->common.decl;
    const Attr *decides = decl_attr(decl, ATTR_DECIDES);
    common_check(c, &table->common);
    table->each = decl_attr(decl, ATTR_FOR_EACH);
    require_attr(c, decl, ATTR_DECIDES, "om slag, omfattning ger beslutas_av");
    if (!decides || !decides->items.count || decl->broken)
        return;
    fill_columns(c, table, &decides->items.items[0]);
    if (!fill_rows(c, table, decides))
        return;
    if (table->columns.count > DECISION_MOST_COLUMNS) {
        diag_add(c->diags, DIAG_S0788, decl->name_span, text_of(c, decl->name), NULL);
        table->rows.count = 0;
        return;
    }
    fill_covers(c, table);
    decision_cover_check(c, table);
    decision_apply(c, table);
}

void decision_tables_check(Checker *c)
{
    for (VEC_EACH(DecisionTable, table, &c->model->decision_tables))
        check_table(c, table);
}
