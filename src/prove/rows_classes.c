/* rows_classes.c: the kinds of rows that the conditions of a question can tell apart: for each column the values that matter, all combinations of them,
 * and what each condition says of each. Nothing that a row can be is left out. Used by rows_facts.c and rows_build.c. */
#include <stdlib.h>

#include "base/utf8.h"
#include "prove/rows.h"

#define MOST_COMBINATIONS ((size_t)4096)
#define MOST_CLASSES ((size_t)400)
#define MOST_NESTED 100

typedef struct Reader { Proof *proof; RowTable *table; size_t side; const ScanPlan *scan; } Reader;

static const Side *side_of(const Reader *r)
{
    return &r->proof->sides[r->side];
}

/* ---- columns ---- */

static Str name_of_step(const RowStep *const *step)
{
    return (Str){(const char *)step, sizeof *step};
}

/* The column that a condition is about is found again by the step itself. */
static RowColumn *column_add(Reader *r, const RowStep *step, Str key, size_t column)
{
    size_t at = 0;
    while (at < r->table->columns.count && !str_eq(r->table->columns.items[at].key, key))
        at++;
    map_put(&r->table->by_step, name_of_step(&step), (void *)(uintptr_t)(at + 1));
    if (at < r->table->columns.count) {
        r->table->columns.items[at].columns[r->side] = column;
        return &r->table->columns.items[at];
    }
    RowColumn made = {.key = key, .opaque = column == NO_INDEX, .columns = {NO_INDEX, NO_INDEX}};
    made.columns[r->side] = column;
    if (column != NO_INDEX)
        made.text = exec_column_type(&side_of(r)->model->tables.items[r->scan->table], column) == COLUMN_TEXT;
    r->table->opaque |= made.opaque;
    vec_push(r->proof->arena, &r->table->columns, made);
    return &r->table->columns.items[r->table->columns.count - 1];
}

static RowColumn *column_of(Reader *r, const RowStep *step, size_t column)
{
    return column_add(r, step, key_of_column(r->proof, side_of(r), r->scan->table, column), column);
}

static bool is_followed(const Reader *r, size_t column, bool *text)
{
    ColumnType type = exec_column_type(&side_of(r)->model->tables.items[r->scan->table], column);
    *text = type == COLUMN_TEXT;
    return type == COLUMN_TEXT || type == COLUMN_NUMBER || type == COLUMN_INT;
}

/* ---- what is asked of a row ---- */

/* A condition on one column: `column` (NO_INDEX: none that is followed), and what it is compared with. */
static size_t number_column(const Reader *r, uint32_t step)
{
    bool text;
    if (step == NO_STEP || r->scan->steps.items[step].op != ROW_COLUMN)
        return NO_INDEX;
    size_t column = r->scan->steps.items[step].column;
    return is_followed(r, column, &text) && !text ? column : NO_INDEX;
}

static bool is_constant(const Reader *r, uint32_t step)
{
    return step != NO_STEP && r->scan->steps.items[step].op == ROW_CONSTANT;
}

static bool compares(const Reader *r, const RowStep *step)
{
    return (number_column(r, step->a) != NO_INDEX && is_constant(r, step->b)) || (is_constant(r, step->a) && number_column(r, step->b) != NO_INDEX);
}

/* The step is one that evaluate() knows. */
static bool is_known(const Reader *r, const RowStep *step)
{
    bool text;
    switch (step->op) {
    case ROW_TRUTH: case ROW_AND: case ROW_OR: case ROW_NOT: return true;
    case ROW_LOOKUP: return is_followed(r, step->column, &text) && text && step->set && !step->set->bodies.count && !step->set->periods.count;
    case ROW_RANGE: case ROW_RANGES: return number_column(r, step->a) != NO_INDEX;
    case ROW_EQ: case ROW_LT: case ROW_LE: return compares(r, step);
    case ROW_EXISTS: case ROW_IS_MISSING: case ROW_IS_NOT_APPLICABLE:
        return r->scan->steps.items[step->a].op == ROW_COLUMN && is_followed(r, r->scan->steps.items[step->a].column, &text);
    case ROW_COLUMN: case ROW_CONSTANT: case ROW_ABSENT: case ROW_MONTHS: case ROW_ADD: case ROW_SUB: case ROW_MUL: case ROW_DIV: case ROW_NEG: case ROW_ABS:
    case ROW_ROUND: case ROW_MIN: case ROW_MAX: case ROW_IF_MISSING: case ROW_IF_NOT_APPLICABLE: case ROW_OP_COUNT: break;
    }
    return false;
}

static void add_ends(Reader *r, RowColumn *column, const RowSet *set)
{
    for (VEC_EACH(const RowRange, range, &set->ranges)) {
        vec_push(r->proof->arena, &column->ends, range->low);
        vec_push(r->proof->arena, &column->ends, range->high);
    }
}

static void collect(Reader *r, uint32_t index, int depth)
{
    const RowStep *step = &r->scan->steps.items[index];
    Arena *arena = r->proof->arena;
    r->table->too_many |= depth > MOST_NESTED;
    if (depth > MOST_NESTED || !is_known(r, step)) {
        column_add(r, step, key_of_row(r->proof, side_of(r), r->scan, index), NO_INDEX);
        return;
    }
    if (step->op == ROW_AND || step->op == ROW_OR || step->op == ROW_NOT) {
        collect(r, step->a, depth + 1);
        if (step->op != ROW_NOT)
            collect(r, step->b, depth + 1);
    } else if (step->op == ROW_LOOKUP) {
        RowColumn *column = column_of(r, step, step->column);
        for (VEC_EACH(const Str, text, &step->set->texts))
            vec_push(arena, &column->texts, *text);
        add_ends(r, column, step->set);
    } else if (step->op == ROW_RANGE) {
        RowColumn *column = column_of(r, step, number_column(r, step->a));
        vec_push(arena, &column->ends, step->low);
        vec_push(arena, &column->ends, step->high);
    } else if (step->op == ROW_RANGES) {
        add_ends(r, column_of(r, step, number_column(r, step->a)), step->set);
    } else if (step->op == ROW_EQ || step->op == ROW_LT || step->op == ROW_LE) {
        bool first = is_constant(r, step->b);
        RowColumn *column = column_of(r, step, number_column(r, first ? step->a : step->b));
        vec_push(arena, &column->ends, r->scan->steps.items[first ? step->b : step->a].low);
    } else if (step->op != ROW_TRUTH)
        column_of(r, step, r->scan->steps.items[step->a].column);
}

/* ---- candidates ---- */

static int compare_ends(const void *left, const void *right)
{
    Fix a = *(const Fix *)left, b = *(const Fix *)right;
    return (a > b) - (a < b);
}

static Str number_text(Arena *arena, Fix number)
{
    StrBuf buf = {0};
    num_print_plain(&buf, num_of_fix(number));
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static bool is_named(const RowColumn *column, Str text)
{
    for (VEC_EACH(const Str, other, &column->texts))
        if (str_eq(*other, text))
            return true;
    return false;
}

/* A number that is named as a text too is one thing as that text and another as the same number written otherwise. */
static void add_number(Arena *arena, RowColumn *column, Fix number, Fix low, Fix high)
{
    Str text = column->text ? number_text(arena, number) : STR_LIT("");
    if (column->text && is_named(column, text))
        text = str_of(arena_printf(arena, "0" STR_FMT, STR_ARG(text)));
    vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_OK, .text = text, .number = number, .low = low, .high = high}));
}

/* Between two ends, a whole number if there is one. */
static Fix middle(Fix low, Fix high)
{
    Fix between = (Fix)(((Wide)low + high) / 2), whole = between - between % FIX_ONE;
    return whole > low && whole < high ? whole : between;
}

/* Every end, and a number in every gap between them and around them. */
static void add_numbers(Arena *arena, RowColumn *column)
{
    if (!column->ends.count)
        return;
    Fix *ends = column->ends.items;
    size_t count = column->ends.count;
    qsort(ends, count, sizeof *ends, compare_ends);
    for (size_t i = 0; i < count; i++) {
        if (i && ends[i] == ends[i - 1])
            continue;
        if (i && ends[i] - 1 > ends[i - 1])
            add_number(arena, column, middle(ends[i - 1], ends[i]), ends[i - 1] + 1, ends[i] - 1);
        add_number(arena, column, ends[i], ends[i], ends[i]);
    }
    if (ends[0] > FIX_MIN + FIX_ONE)
        add_number(arena, column, ends[0] - FIX_ONE, FIX_MIN, ends[0] - 1);
    if (ends[count - 1] < FIX_MAX - FIX_ONE)
        add_number(arena, column, ends[count - 1] + FIX_ONE, ends[count - 1] + 1, FIX_MAX);
}

static Str unnamed(Arena *arena, const RowColumn *column)
{
    Str text = STR_LIT("övrigt");
    while (is_named(column, text))
        text = str_of(arena_printf(arena, STR_FMT "-annat", STR_ARG(text)));
    return text;
}

static void add_candidates(Arena *arena, RowColumn *column)
{
    for (Truth truth = TRUTH_NO; column->opaque && truth <= TRUTH_UNKNOWN; truth++)
        vec_push(arena, &column->candidates, ((RowCandidate){.truth = truth}));
    if (column->opaque)
        return;
    if (column->text) {
        for (VEC_EACH(const Str, text, &column->texts))
            vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_OK, .text = *text}));
        vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_OK, .text = unnamed(arena, column)}));
    }
    add_numbers(arena, column);
    if (!column->candidates.count)
        vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_OK, .low = FIX_MIN, .high = FIX_MAX}));
    vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_MISSING}));
    vec_push(arena, &column->candidates, ((RowCandidate){.state = CELL_NOT_APPLICABLE}));
}

/* ---- what a condition says of a row ---- */

static const RowCandidate *candidate(const RowTable *table, const size_t *picks, const RowStep *step)
{
    size_t at = (size_t)(uintptr_t)map_get(&table->by_step, name_of_step(&step)) - 1;
    return &table->columns.items[at].candidates.items[picks[at]];
}

static bool in_ranges(const RowSet *set, Fix number)
{
    for (VEC_EACH(const RowRange, range, &set->ranges))
        if (range->low <= number && number <= range->high)
            return true;
    return false;
}

static Truth truth_of(bool holds)
{
    return holds ? TRUTH_YES : TRUTH_NO;
}

static bool text_meets(const RowSet *set, Str text)
{
    Fix number;
    for (VEC_EACH(const Str, other, &set->texts))
        if (str_eq(*other, text))
            return true;
    return set->ranges.count && fix_parse_plain(text, &number, NULL) && in_ranges(set, number);
}

static Truth compared(const Reader *r, const RowStep *step, const RowCandidate *cell)
{
    bool first = is_constant(r, step->b);
    Fix constant = r->scan->steps.items[first ? step->b : step->a].low, a = first ? cell->number : constant, b = first ? constant : cell->number;
    return truth_of(step->op == ROW_EQ ? a == b : step->op == ROW_LT ? a < b : a <= b);
}

static Truth evaluate(const Reader *r, const size_t *picks, uint32_t index, int depth);

static Truth evaluate_known(const Reader *r, const size_t *picks, const RowStep *step, int depth)
{
    if (step->op == ROW_TRUTH)
        return (Truth)step->low;
    if (step->op == ROW_NOT) {
        Truth x = evaluate(r, picks, step->a, depth + 1);
        return x == TRUTH_UNKNOWN ? x : truth_of(x == TRUTH_NO);
    }
    if (step->op == ROW_AND || step->op == ROW_OR) {
        Truth x = evaluate(r, picks, step->a, depth + 1), y = evaluate(r, picks, step->b, depth + 1), strong = truth_of(step->op == ROW_OR);
        return x == strong || y == strong ? strong : x == TRUTH_UNKNOWN || y == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : truth_of(step->op == ROW_AND);
    }
    const RowCandidate *cell = candidate(r->table, picks, step);
    if (step->op == ROW_EXISTS || step->op == ROW_IS_MISSING || step->op == ROW_IS_NOT_APPLICABLE)
        return truth_of(cell->state == (step->op == ROW_EXISTS ? CELL_OK : step->op == ROW_IS_MISSING ? CELL_MISSING : CELL_NOT_APPLICABLE));
    if (cell->state != CELL_OK)
        return TRUTH_UNKNOWN;
    if (step->op == ROW_LOOKUP)
        return truth_of(text_meets(step->set, cell->text));
    if (step->op == ROW_RANGES)
        return truth_of(in_ranges(step->set, cell->number));
    return step->op == ROW_RANGE ? truth_of(step->low <= cell->number && cell->number <= step->high) : compared(r, step, cell);
}

static Truth evaluate(const Reader *r, const size_t *picks, uint32_t index, int depth)
{
    const RowStep *step = &r->scan->steps.items[index];
    if (depth <= MOST_NESTED && is_known(r, step))
        return evaluate_known(r, picks, step, depth);
    return candidate(r->table, picks, step)->truth;
}

/* ---- classes ---- */

static Reader reader_of(Proof *proof, RowTable *table, size_t side)
{
    return (Reader){proof, table, side, &proof->sides[side].plan->scans[table->tables[side]]};
}

static Truth filter_truth(Proof *proof, RowTable *table, const RowFilter *filter, const size_t *picks)
{
    Reader r = reader_of(proof, table, filter->side);
    return filter->filter == NO_INDEX ? TRUTH_YES : evaluate(&r, picks, r.scan->filters.items[filter->filter].step, 0);
}

static bool same_truths(const Truth *a, const Truth *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static void add_class(Proof *proof, RowTable *table, const size_t *picks)
{
    size_t filters = table->filters.count, columns = table->columns.count;
    Truth *truths = arena_array(proof->arena, filters + 1, sizeof *truths);
    for (size_t i = 0; i < filters; i++)
        truths[i] = filter_truth(proof, table, &table->filters.items[i], picks);
    for (VEC_EACH(const RowClass, known, &table->classes))
        if (same_truths(known->truths, truths, filters))
            return;
    size_t *kept = arena_array(proof->arena, columns + 1, sizeof *kept);
    for (size_t i = 0; i < columns; i++)
        kept[i] = picks[i];
    vec_push(proof->arena, &table->classes, ((RowClass){kept, truths}));
}

static void list_classes(Proof *proof, RowTable *table)
{
    size_t *picks = arena_array(proof->arena, table->columns.count + 1, sizeof *picks), combinations = 1;
    for (VEC_EACH(RowColumn, column, &table->columns)) {
        add_candidates(proof->arena, column);
        combinations = combinations > MOST_COMBINATIONS ? combinations : combinations * column->candidates.count;
    }
    table->too_many |= combinations > MOST_COMBINATIONS;
    for (size_t n = 0; n < combinations && !table->too_many; n++) {
        for (size_t i = 0, rest = n; i < table->columns.count; i++) {
            picks[i] = rest % table->columns.items[i].candidates.count;
            rest /= table->columns.items[i].candidates.count;
        }
        add_class(proof, table, picks);
        table->too_many = table->classes.count > MOST_CLASSES;
    }
    if (table->too_many)
        table->classes.count = 0;
}

/* ---- figures ---- */

static size_t table_at(Proof *proof, RowTableVec *tables, size_t side, size_t table)
{
    Str key = key_of_table(proof, &proof->sides[side], table);
    size_t at = 0;
    while (at < tables->count && !str_eq(tables->items[at].key, key))
        at++;
    if (at == tables->count) {
        vec_push(proof->arena, tables, ((RowTable){.key = key, .tables = {NO_INDEX, NO_INDEX}}));
        map_init(&tables->items[at].by_step, proof->arena);
    }
    tables->items[at].tables[side] = table;
    return at;
}

static size_t filter_at(Proof *proof, RowTable *table, size_t side, size_t filter)
{
    Reader r = reader_of(proof, table, side);
    Str key = filter == NO_INDEX ? STR_LIT("") : key_of_row(proof, side_of(&r), r.scan, r.scan->filters.items[filter].step);
    for (size_t i = 0; i < table->filters.count; i++)
        if (str_eq(table->filters.items[i].key, key))
            return i;
    vec_push(proof->arena, &table->filters, ((RowFilter){key, side, filter}));
    if (filter != NO_INDEX)
        collect(&r, r.scan->filters.items[filter].step, 0);
    return table->filters.count - 1;
}

void rows_gather(Proof *proof, RowFigureVec *figures, RowTableVec *tables)
{
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Unknown *unknown = &proof->unknowns.items[i];
        const UnknownUse *use = &unknown->uses.items[0];
        if (unknown->kind != UNKNOWN_AGGREGATE)
            continue;
        const Side *side = &proof->sides[use->side];
        const Aggregate *of = &side->plan->aggregates.items[side->plan->steps.items[use->step].index];
        RowFigure figure = {.unknown = i, .side = use->side, .of = of, .context = &use->context};
        figure.table = table_at(proof, tables, use->side, of->table);
        figure.filter = filter_at(proof, &tables->items[figure.table], use->side, of->filter);
        if (of->function == FUNCTION_SHARE)
            figure.rest = filter_at(proof, &tables->items[figure.table], use->side, of->rest);
        figure.scope = key_of_scope(proof, side, &use->context);
        vec_push(proof->arena, figures, figure);
    }
    for (VEC_EACH(RowTable, table, tables))
        list_classes(proof, table);
}
