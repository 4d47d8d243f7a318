/* levels.c: whether the cases of `bedöms som` give every value exactly one level. When all conditions compare one quantity with limits, the number line is cut
 * at the limits and each piece is tried: gaps, cases that never come first, and levels in the wrong order are found exactly. Otherwise `annars` is required. */
#include <stdlib.h>

#include "model/check.h"

#define MOST_LIMITS 64
#define MAX_DEPTH 60

/* Piece 2k + 1 is the limit k itself, piece 2k the open stretch below it, the last piece what is above all limits. */
typedef struct Line {
    Checker *c;
    const Expr *quantity;        /* what is compared; NULL until the first comparison */
    Num limits[MOST_LIMITS];     /* sorted, distinct */
    size_t count;
} Line;

/* ---- are the conditions thresholds of one quantity? ---- */

static bool same_quantity(Checker *c, const Expr *a, const Expr *b)
{
    Ref x = info_of(c, a)->ref, y = info_of(c, b)->ref;
    if (a->kind == EXPR_NAME && b->kind == EXPR_NAME)
        return x.kind == y.kind && x.index == y.index && x.sub == y.sub;
    if (a->kind != b->kind)
        return false;
    return expr_same_text(a, b);
}

static bool add_limit(Line *line, const Expr *expr)
{
    Num limit;
    if (line->count == MOST_LIMITS || !constant_value(line->c->model, expr, &limit))
        return false;
    size_t at = line->count;
    while (at > 0 && num_cmp(limit, line->limits[at - 1]) < 0)
        at--;
    if (at > 0 && num_cmp(limit, line->limits[at - 1]) == 0)
        return true;
    for (size_t i = line->count++; i > at; i--)
        line->limits[i] = line->limits[i - 1];
    line->limits[at] = limit;
    return true;
}

static bool is_constant(const Line *line, const Expr *expr)
{
    Num ignored;
    return constant_value(line->c->model, expr, &ignored);
}

static bool add_quantity(Line *line, const Expr *expr)
{
    if (is_constant(line, expr) || info_of(line->c, expr)->type.kind != TYPE_NUMBER)
        return false;
    if (!line->quantity)
        line->quantity = expr;
    return same_quantity(line->c, line->quantity, expr);
}

static bool is_threshold_op(BinaryOp op)
{
    return op == OP_LT || op == OP_LE || op == OP_GT || op == OP_GE || op == OP_EQ || op == OP_NE;
}

static bool read_comparison(Line *line, const Expr *x, const Expr *y)
{
    return is_constant(line, x) ? add_limit(line, x) && add_quantity(line, y) : add_quantity(line, x) && add_limit(line, y);
}

static bool read_condition(Line *line, const Expr *expr, int depth)
{
    if (depth > MAX_DEPTH)
        return false;
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT)
        return read_condition(line, expr->as.unary.x, depth + 1);
    if (expr->kind == EXPR_BETWEEN)
        return add_quantity(line, expr->as.between.x) && add_limit(line, expr->as.between.low) && add_limit(line, expr->as.between.high);
    if (expr->kind != EXPR_BINARY)
        return false;
    if (expr->as.binary.op == OP_OR || expr->as.binary.op == OP_AND)
        return read_condition(line, expr->as.binary.x, depth + 1) && read_condition(line, expr->as.binary.y, depth + 1);
    return is_threshold_op(expr->as.binary.op) && read_comparison(line, expr->as.binary.x, expr->as.binary.y);
}

static bool read_cases(Line *line, const CaseVec *cases)
{
    for (VEC_EACH(const Case, one, cases))
        if (one->when && !read_condition(line, one->when, 0))
            return false;
    return line->quantity != NULL;
}

/* ---- which pieces a condition holds in ---- */

/* Where the limit stands among the pieces. */
static size_t piece_of(const Line *line, const Expr *limit)
{
    Num value = num_of_int(0);
    constant_value(line->c->model, limit, &value);
    size_t at = 0;
    while (at < line->count && num_cmp(line->limits[at], value) < 0)
        at++;
    return 2 * at + 1;
}

static bool compares(BinaryOp op, size_t left, size_t right)
{
    switch (op) {
    case OP_LT: return left < right;
    case OP_LE: return left <= right;
    case OP_GT: return left > right;
    case OP_GE: return left >= right;
    case OP_EQ: return left == right;
    case OP_NE: return left != right;
    case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return false;
}

static bool holds_in(const Line *line, const Expr *expr, size_t piece)
{
    if (expr->kind == EXPR_UNARY)
        return !holds_in(line, expr->as.unary.x, piece);
    if (expr->kind == EXPR_BETWEEN)
        return piece >= piece_of(line, expr->as.between.low) && piece <= piece_of(line, expr->as.between.high);
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    if (expr->as.binary.op == OP_OR)
        return holds_in(line, x, piece) || holds_in(line, y, piece);
    if (expr->as.binary.op == OP_AND)
        return holds_in(line, x, piece) && holds_in(line, y, piece);
    if (is_constant(line, x))
        return compares(expr->as.binary.op, piece_of(line, x), piece);
    return compares(expr->as.binary.op, piece, piece_of(line, y));
}

/* The case that comes first in the piece, or NO_INDEX. */
static size_t case_in(const Line *line, const CaseVec *cases, size_t piece)
{
    for (size_t i = 0; i < cases->count; i++)
        if (!cases->items[i].when || holds_in(line, cases->items[i].when, piece))
            return i;
    return NO_INDEX;
}

/* ---- telling people ---- */

static void put_limit(StrBuf *out, const Line *line, size_t limit, bool english)
{
    Unit unit = info_of(line->c, line->quantity)->type.unit;
    Num value = line->limits[limit];
    if (unit.kind == UNIT_RATIO || unit.kind == UNIT_POINTS)
        num_mul(value, num_of_int(100), &value);
    num_print_people(out, value, -1, english);
    if (unit.kind == UNIT_POINTS && english) {
        strbuf_puts(out, " percentage points");
    } else if (unit.kind != UNIT_PLAIN) {
        strbuf_putc(out, ' ');
        unit_print(out, line->c->model, unit, true);
    }
}

/* The values from piece `from` through piece `to`: "exakt 80 %", "värden mellan 70 % och 80 %". */
static void put_pieces(StrBuf *out, const Line *line, size_t from, size_t to, bool english)
{
    size_t last = 2 * line->count;
    if (from == 0 && to == last) {
        strbuf_puts(out, english ? "every value" : "varje värde");
    } else if (from == 0) {
        strbuf_puts(out, to % 2 ? english ? "at most " : "högst " : english ? "values under " : "värden under ");
        put_limit(out, line, to / 2, english);
    } else if (to == last) {
        strbuf_puts(out, from % 2 ? english ? "at least " : "minst " : english ? "values over " : "värden över ");
        put_limit(out, line, (from - 1) / 2, english);
    } else if (from == to && from % 2) {
        strbuf_puts(out, english ? "exactly " : "exakt ");
        put_limit(out, line, from / 2, english);
    } else {
        strbuf_puts(out, english ? "values between " : "värden mellan ");
        put_limit(out, line, from % 2 ? from / 2 : from / 2 - 1, english);
        strbuf_puts(out, english ? " and " : " och ");
        put_limit(out, line, to / 2, english);
    }
}

static void report_gap(const Line *line, Span where, size_t from, size_t to)
{
    StrBuf text = {0};
    put_pieces(&text, line, from, to, false);
    strbuf_putc(&text, '\x1f');
    put_pieces(&text, line, from, to, true);
    diag_add(line->c->diags, DIAG_S0307, where, text.s, NULL);
    strbuf_free(&text);
}

static const char *level_name(Checker *c, const Scale *scale, size_t level)
{
    return text_of(c, scale->levels.items[level].name);
}

static void report_unreachable(Checker *c, const Scale *scale, const CaseVec *cases, size_t index, size_t taken_by)
{
    const Case *one = &cases->items[index];
    Diag *diag = diag_add(c->diags, DIAG_S0308, one->item->span, level_name(c, scale, one->level), NULL);
    if (taken_by != NO_INDEX)
        diag_label(c->diags, diag, cases->items[taken_by].item->span, BOTH("gäller före", "comes first"));
}

/* ---- the four checks ---- */

static void find_gaps(const Line *line, Span where, const size_t *taken, size_t pieces)
{
    for (size_t from = 0, to; from < pieces; from = to + 1) {
        for (to = from; to < pieces && taken[to] == NO_INDEX; to++)
            ;
        if (to > from)
            report_gap(line, where, from, to - 1);
    }
}

static void find_unreachable(const Line *line, const Scale *scale, const CaseVec *cases, const size_t *taken, size_t pieces)
{
    for (size_t i = 0; i < cases->count; i++) {
        bool reached = false;
        size_t instead = NO_INDEX;
        const Expr *when = cases->items[i].when;
        for (size_t piece = 0; piece < pieces && !reached; piece++) {
            reached = taken[piece] == i;
            if (!reached && instead == NO_INDEX && (!when || holds_in(line, when, piece)))
                instead = taken[piece];
        }
        if (!reached)
            report_unreachable(line->c, scale, cases, i, instead);
    }
}

/* Levels must get better, or stay, in the direction that is better. */
static void find_disorder(const Line *line, const Scale *scale, const CaseVec *cases, const size_t *taken, size_t pieces, Direction direction)
{
    if (direction != DIRECTION_UP && direction != DIRECTION_DOWN)
        return;
    for (size_t piece = 1; piece < pieces; piece++) {
        size_t low = taken[piece - 1], high = taken[piece];
        if (low == NO_INDEX || high == NO_INDEX)
            continue;
        size_t worse = direction == DIRECTION_UP ? low : high, better = direction == DIRECTION_UP ? high : low;
        if (cases->items[better].level <= cases->items[worse].level)
            continue;
        const Case *misplaced = &cases->items[better];
        Diag *diag = diag_add(line->c->diags, DIAG_S0309, misplaced->item->span, level_name(line->c, scale, misplaced->level),
                              level_name(line->c, scale, cases->items[worse].level), NULL);
        diag_label(line->c->diags, diag, cases->items[worse].item->span, BOTH("den bättre nivån", "the better level"));
        return;
    }
}

/* Conditions that are not thresholds: only what follows from `annars` can be said. */
static void require_otherwise(Checker *c, const Decl *decl, const Scale *scale, const CaseVec *cases)
{
    for (size_t i = 0; i + 1 < cases->count; i++)
        if (!cases->items[i].when) {
            report_unreachable(c, scale, cases, i + 1, i);
            return;
        }
    if (cases->items[cases->count - 1].when)
        diag_add(c->diags, DIAG_S0310, decl_attr(decl, ATTR_ASSESSED)->keyword, text_of(c, decl->name), NULL);
}

void cases_cover(Checker *c, const Decl *decl, const Scale *scale, const CaseVec *cases, Direction direction)
{
    if (cases->count == 0)
        return;
    Line line = {.c = c};
    if (!read_cases(&line, cases)) {
        require_otherwise(c, decl, scale, cases);
        return;
    }
    size_t pieces = 2 * line.count + 1, taken[2 * MOST_LIMITS + 1];
    for (size_t piece = 0; piece < pieces; piece++)
        taken[piece] = case_in(&line, cases, piece);
    find_gaps(&line, decl_attr(decl, ATTR_ASSESSED)->keyword, taken, pieces);
    find_unreachable(&line, scale, cases, taken, pieces);
    find_disorder(&line, scale, cases, taken, pieces, direction);
}
