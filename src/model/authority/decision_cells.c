/* decision_cells.c: the pieces that the cells of a decision table cut the values of a column into: where a value lies, and how people are told of it. */
#include "model/authority/decisions.h"

/* ---- where a value lies ---- */

static size_t piece_of_number(const DecisionColumn *column, Num value)
{
    size_t low = 0, high = column->limits.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = num_cmp(column->limits.items[middle].value, value);
        if (order == 0)
            return 2 * middle + 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 2 * low;
}

static size_t piece_of_texts(const DecisionColumn *column, const StrVec *texts)
{
    for (VEC_EACH(const Str, text, texts))
        for (size_t i = 0; i < column->texts.count; i++)
            if (str_eq(column->texts.items[i], *text))
                return i;
    return column->texts.count;
}

size_t decision_piece(const DecisionColumn *column, const DecisionValue *value)
{
    if (value->kind == DECISION_NUMBER)
        return column->numbers && unit_eq(column->unit, value->unit) ? piece_of_number(column, value->number) : NO_INDEX;
    if (value->kind == DECISION_ABSENT || column->numbers || value->texts.count == 0)
        return NO_INDEX;
    return piece_of_texts(column, &value->texts);
}

bool decision_piece_is_other(const DecisionColumn *column, size_t piece)
{
    return !column->numbers && piece == column->texts.count;
}

/* Between two whole numbers that follow each other there is none. */
static bool is_empty_stretch(const DecisionColumn *column, size_t piece)
{
    Num step;
    if (!column->whole || piece % 2 || piece == 0 || piece == 2 * column->limits.count)
        return false;
    const DecisionLimit *above = &column->limits.items[piece / 2];
    return num_sub(above->value, above[-1].value, &step) && num_cmp(step, num_of_int(1)) <= 0;
}

bool decision_in_domain(const DecisionColumn *column, size_t piece)
{
    return piece >= column->first && piece <= column->last && !(column->numbers && is_empty_stretch(column, piece));
}

/* ---- what a cell covers ---- */

bool decision_covers(const DecisionColumn *column, const DecisionCover *cover, size_t piece)
{
    switch (cover->kind) {
    case REACH_EVERY: return true;
    case REACH_SPAN: return piece != NO_INDEX && piece >= cover->from && piece <= cover->to;
    case REACH_OTHERS: break;
    }
    return piece != NO_INDEX && column->unnamed[piece];
}

static bool holds_for(const DecisionTable *table, const DecisionRow *row, const size_t *pieces)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (!decision_covers(&table->columns.items[i], &row->covers[i], pieces[i]))
            return false;
    return true;
}

void decision_rows_for(Arena *arena, const DecisionTable *table, const size_t *pieces, IndexVec *out)
{
    for (size_t i = 0; i < table->rows.count; i++)
        if (table->rows.items[i].covers && holds_for(table, &table->rows.items[i], pieces))
            vec_push(arena, out, i);
}

/* ---- telling people ---- */

#define TEXTS_SHOWN 4

static void put_texts(StrBuf *out, const DecisionColumn *column, const uint8_t *marked, bool english)
{
    size_t shown = 0;
    strbuf_puts(out, " = ");
    for (size_t piece = 0; piece <= column->texts.count; piece++) {
        if (!marked[piece])
            continue;
        if (shown++ == TEXTS_SHOWN) {
            strbuf_puts(out, " …");
            return;
        }
        strbuf_puts(out, shown == 1 ? "" : english ? " or " : " eller ");
        if (piece == column->texts.count)
            strbuf_puts(out, "övriga");
        else
            expr_print(out, column->spelled.items[piece]);
    }
}

static void put_limit(StrBuf *out, const DecisionColumn *column, size_t limit)
{
    expr_print(out, column->limits.items[limit].written);
}

/* What stands before a limit, by whether it is included, alone or with another limit behind it: " minst 5", " över 5 men under 7", " från 5 till och med 7". */
static const char *const below[2][2][2] = {{{" minst ", " at least "}, {" från ", " from "}}, {{" över ", " over "}, {" över ", " over "}}};
static const char *const above[2][2][2] = {{{" högst ", " at most "}, {" till och med ", " up to "}}, {{" under ", " under "}, {" men under ", " but under "}}};

static void put_stretch(StrBuf *out, const DecisionColumn *column, size_t from, size_t to, bool english)
{
    bool has_low = from > 0, has_high = to < 2 * column->limits.count, both = has_low && has_high;
    if (from == to && from % 2) {
        strbuf_puts(out, " = ");
        put_limit(out, column, from / 2);
        return;
    }
    if (has_low) {
        strbuf_puts(out, below[from % 2 == 0][both][english]);
        put_limit(out, column, from % 2 ? from / 2 : from / 2 - 1);
    }
    if (has_high) {
        strbuf_puts(out, above[to % 2 == 0][both][english]);
        put_limit(out, column, to / 2);
    }
}

/* What is between two marked pieces and can hold no value does not part them. */
static bool is_marked(const DecisionColumn *column, const uint8_t *marked, size_t piece)
{
    return marked[piece] || (is_empty_stretch(column, piece) && marked[piece - 1] && marked[piece + 1]);
}

static void put_stretches(StrBuf *out, const DecisionColumn *column, const uint8_t *marked, bool english)
{
    size_t top = 2 * column->limits.count;
    bool first = true;
    for (size_t from = 0, to; from <= top; from = to + 1) {
        to = from;
        if (!is_marked(column, marked, from))
            continue;
        while (to < top && is_marked(column, marked, to + 1))
            to++;
        strbuf_puts(out, first ? "" : english ? " or" : " eller");
        put_stretch(out, column, from, to, english);
        first = false;
    }
}

void decision_print_pieces(StrBuf *out, const DecisionColumn *column, const uint8_t *marked, bool english)
{
    strbuf_put(out, column->name);
    if (column->numbers)
        put_stretches(out, column, marked, english);
    else
        put_texts(out, column, marked, english);
}

Str decision_outcome_text(const DecisionRow *row)
{
    switch (row->gives->kind) {
    case EXPR_TEXT: case EXPR_NAME: return row->gives->as.text;
    case EXPR_TRUTH: return str_of(row->gives->as.truth == TRUTH_YES ? "ja" : "nej");
    default: return STR_LIT("");
    }
}

void decision_print_outcome(StrBuf *out, const DecisionRow *row)
{
    expr_print(out, row->gives);
}
