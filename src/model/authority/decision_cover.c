/* decision_cover.c: whether every case of a decision table has one row: rows that nothing reaches, two rows for the same case, cases without a row. Found
 * exactly over the pieces of the columns (decision_cells.c), each told with a case as witness. Called by decision_tables.c. */
#include <string.h>

#include "model/check.h"
#include "model/authority/decisions.h"

#define MOST_STEPS 20000000      /* tests of one cell, for one table */
#define GAPS_SHOWN 5
#define OVERLAPS_SHOWN 10

typedef struct Cover {
    Checker *c;
    const DecisionTable *table;
    Arena *scratch;
    size_t steps;
    uint8_t *marks[DECISION_MOST_COLUMNS];       /* the case that is looked at: pieces of each column; NULL: any value */
    size_t gaps;
    size_t *kept;                                /* room for the rows of one piece */
} Cover;

static size_t pieces_of(const DecisionColumn *column)
{
    return column->numbers ? 2 * column->limits.count + 1 : column->texts.count + 1;
}

static bool out_of_steps(Cover *cover, size_t more)
{
    cover->steps += more;
    return cover->steps > MOST_STEPS;
}

/* ---- telling people ---- */

static void put_case(StrBuf *out, const Cover *cover, bool english)
{
    bool first = true;
    for (size_t i = 0; i < cover->table->columns.count; i++) {
        if (!cover->marks[i])
            continue;
        strbuf_puts(out, first ? "" : english ? " and " : " och ");
        decision_print_pieces(out, &cover->table->columns.items[i], cover->marks[i], english);
        first = false;
    }
    if (first)
        strbuf_puts(out, english ? "every value" : "alla värden");
}

static const char *case_text(const Cover *cover)
{
    StrBuf text = {0};
    put_case(&text, cover, false);
    strbuf_putc(&text, '\x1f');
    put_case(&text, cover, true);
    const char *both = arena_strdup(cover->c->arena, text.s);
    strbuf_free(&text);
    return both;
}

static const char *row_number(const Cover *cover, size_t row)
{
    return arena_printf(cover->c->arena, "%zu", row + 1);
}

/* ---- rows that nothing reaches ---- */

static bool reaches(const DecisionColumn *column, const DecisionCover *cover)
{
    if (cover->kind == REACH_EVERY)
        return true;
    size_t from = cover->kind == REACH_SPAN ? cover->from : 0, to = cover->kind == REACH_SPAN ? cover->to : pieces_of(column) - 1;
    for (size_t piece = from; piece <= to && piece < pieces_of(column); piece++)
        if (decision_in_domain(column, piece) && decision_covers(column, cover, piece))
            return true;
    return false;
}

static void find_unreachable(const Cover *cover, uint8_t *dead)
{
    const DecisionTable *table = cover->table;
    for (size_t i = 0; i < table->rows.count; i++) {
        const DecisionRow *row = &table->rows.items[i];
        dead[i] = row->covers == NULL;
        for (size_t j = 0; j < table->columns.count && !dead[i]; j++) {
            dead[i] = !reaches(&table->columns.items[j], &row->covers[j]);
            if (dead[i])
                diag_add(cover->c->diags, DIAG_S0782, row->cells.items[j]->span, row_number(cover, i), text_of(cover->c, table->columns.items[j].name), NULL);
        }
    }
}

/* ---- two rows for the same case ---- */

/* What both cells cover. False when that is nothing. */
static bool meet(const DecisionColumn *column, const DecisionCover *a, const DecisionCover *b, DecisionCover *out)
{
    if (a->kind == REACH_EVERY || b->kind == REACH_EVERY) {
        *out = a->kind == REACH_EVERY ? *b : *a;
        return true;                             /* none of them is empty: dead rows are not asked about */
    }
    if (a->kind != b->kind)
        return false;                            /* what is named is not among the others */
    *out = *a;
    if (a->kind == REACH_OTHERS)
        return true;
    out->from = a->from > b->from ? a->from : b->from;
    out->to = a->to < b->to ? a->to : b->to;
    if (out->from > out->to)
        return false;
    return out->from < out->to || decision_in_domain(column, out->from);
}

static void mark(Cover *cover, size_t index, const DecisionCover *met)
{
    const DecisionColumn *column = &cover->table->columns.items[index];
    cover->marks[index] = NULL;
    if (met->kind == REACH_EVERY)
        return;
    cover->marks[index] = arena_array(cover->scratch, pieces_of(column), 1);
    for (size_t piece = 0; piece < pieces_of(column); piece++)
        cover->marks[index][piece] = decision_covers(column, met, piece);
}

static bool same_outcome(Checker *c, const DecisionRow *a, const DecisionRow *b)
{
    if (a->decides.kind != SYM_NONE || b->decides.kind != SYM_NONE)
        return a->decides.kind == b->decides.kind && a->decides.index == b->decides.index;
    StrBuf left = {0}, right = {0};
    decision_print_outcome(&left, a);
    decision_print_outcome(&right, b);
    /* Spellings are remembered by the checker: they must outlive the buffers. */
    bool same = str_eq(name_fold(c, str_dup(c->arena, strbuf_str(&left))), name_fold(c, str_dup(c->arena, strbuf_str(&right))));
    strbuf_free(&left);
    strbuf_free(&right);
    return same;
}

static void report_overlap(Cover *cover, size_t first, size_t second)
{
    Checker *c = cover->c;
    const DecisionRow *a = &cover->table->rows.items[first], *b = &cover->table->rows.items[second];
    const char *numbers[] = {row_number(cover, first), row_number(cover, second)}, *when = case_text(cover);
    Diag *diag = same_outcome(c, a, b) ? diag_add(c->diags, DIAG_S0784, b->item->span, numbers[0], numbers[1], when, NULL)
                                       : diag_add(c->diags, DIAG_S0785, b->item->span, numbers[0], numbers[1], when, text_of_expr(c, a->gives),
                                                  text_of_expr(c, b->gives), NULL);
    diag_label(c->diags, diag, a->item->span, BOTH("gäller också", "holds too"));
}

static bool rows_meet(const Cover *cover, size_t first, size_t second, DecisionCover *met)
{
    const DecisionTable *table = cover->table;
    for (size_t i = 0; i < table->columns.count; i++)
        if (!meet(&table->columns.items[i], &table->rows.items[first].covers[i], &table->rows.items[second].covers[i], &met[i]))
            return false;
    return true;
}

static bool find_overlaps(Cover *cover, const uint8_t *dead)
{
    size_t columns = cover->table->columns.count, shown = 0;
    DecisionCover met[DECISION_MOST_COLUMNS];
    for (size_t second = 1; second < cover->table->rows.count; second++)
        for (size_t first = 0; first < second && !dead[second]; first++) {
            if (dead[first])
                continue;
            if (out_of_steps(cover, 1))
                return false;
            if (!rows_meet(cover, first, second, met) || shown == OVERLAPS_SHOWN)
                continue;
            for (size_t i = 0; i < columns; i++)
                mark(cover, i, &met[i]);
            report_overlap(cover, first, second);
            shown++;
        }
    return true;
}

/* ---- cases without a row ---- */

typedef struct Rows { const size_t *items; size_t count; } Rows;
/* Pieces of one column that the same rows cover. */
typedef struct PieceGroup { Rows rows; uint8_t *marks; } PieceGroup;
typedef VEC(PieceGroup) PieceGroupVec;

static void report_gap(Cover *cover)
{
    if (++cover->gaps > GAPS_SHOWN)
        return;
    const Attr *decides = decl_attr(cover->table->common.decl, ATTR_DECIDES);
    diag_add(cover->c->diags, DIAG_S0783, decides->items.items[0].span, case_text(cover), text_of(cover->c, cover->table->common.name), NULL);
}

static Rows rows_of_piece(Cover *cover, size_t column, size_t piece, Rows among)
{
    const DecisionTable *table = cover->table;
    size_t *kept = cover->kept, count = 0;
    for (size_t i = 0; i < among.count; i++)
        if (decision_covers(&table->columns.items[column], &table->rows.items[among.items[i]].covers[column], piece))
            kept[count++] = among.items[i];
    return (Rows){kept, count};
}

static PieceGroup *group_with(Cover *cover, PieceGroupVec *groups, Rows rows, size_t pieces)
{
    for (VEC_EACH(PieceGroup, group, groups)) {
        out_of_steps(cover, 1);
        if (group->rows.count == rows.count && (!rows.count || !memcmp(group->rows.items, rows.items, rows.count * sizeof *rows.items)))
            return group;
    }
    size_t *own = arena_array(cover->scratch, rows.count, sizeof *own);
    memcpy(own, rows.items, rows.count * sizeof *own);
    vec_push(cover->scratch, groups, ((PieceGroup){{own, rows.count}, arena_array(cover->scratch, pieces, 1)}));
    return &groups->items[groups->count - 1];
}

static bool group_pieces(Cover *cover, size_t index, Rows rows, PieceGroupVec *groups)
{
    const DecisionColumn *column = &cover->table->columns.items[index];
    size_t pieces = pieces_of(column);
    for (size_t piece = 0; piece < pieces; piece++) {
        if (!decision_in_domain(column, piece))
            continue;
        if (out_of_steps(cover, rows.count + 1))
            return false;
        group_with(cover, groups, rows_of_piece(cover, index, piece, rows), pieces)->marks[piece] = 1;
    }
    return true;
}

/* The cases of the columns from `index` on, for the rows that hold for what stands before. False when there are too many. */
static bool find_gaps(Cover *cover, size_t index, Rows rows)
{
    if (rows.count == 0) {
        for (size_t i = index; i < cover->table->columns.count; i++)
            cover->marks[i] = NULL;
        report_gap(cover);
        return true;
    }
    if (index == cover->table->columns.count)
        return true;
    PieceGroupVec groups = {0};
    if (!group_pieces(cover, index, rows, &groups))
        return false;
    for (VEC_EACH(const PieceGroup, group, &groups)) {
        cover->marks[index] = groups.count == 1 ? NULL : group->marks;
        if (!find_gaps(cover, index + 1, group->rows))
            return false;
    }
    return true;
}

static bool find_all_gaps(Cover *cover)
{
    size_t *all = arena_array(cover->scratch, cover->table->rows.count, sizeof *all), count = 0;
    cover->kept = arena_array(cover->scratch, cover->table->rows.count, sizeof *cover->kept);
    for (size_t i = 0; i < cover->table->rows.count; i++) {
        if (!cover->table->rows.items[i].covers)
            return true;                         /* a row that could not be read may be the one that is missing */
        all[count++] = i;
    }
    return find_gaps(cover, 0, (Rows){all, count});
}

void decision_cover_check(Checker *c, const DecisionTable *table)
{
    Cover cover = {.c = c, .table = table, .scratch = arena_new()};
    uint8_t *dead = arena_array(cover.scratch, table->rows.count, 1);
    find_unreachable(&cover, dead);
    if (!find_overlaps(&cover, dead) || !find_all_gaps(&cover))
        diag_add(c->diags, DIAG_S0788, table->common.decl->name_span, text_of(c, table->common.name), NULL);
    else if (cover.gaps > GAPS_SHOWN)
        diag_add(c->diags, DIAG_S0783, table->common.decl->name_span,
                 diag_both(c->arena, arena_printf(c->arena, "ytterligare %zu slags fall", cover.gaps - GAPS_SHOWN),
                           arena_printf(c->arena, "%zu more kinds of cases", cover.gaps - GAPS_SHOWN)), text_of(c, table->common.name), NULL);
    arena_free(cover.scratch);
}
