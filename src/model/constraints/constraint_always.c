/* constraint_always.c: constraints that hold, or never hold, whatever the model says. The condition is cut into its comparisons; those of one quantity with
 * limits cut the line of its values, the others may hold or not; every combination is tried. Called by constraints.c. */
#include "model/constraints/constraint_parts.h"
#include "model/expressions/logic.h"

#define MOST_ATOMS 10
#define MOST_LIMITS 12
#define MOST_COMBINATIONS 20000

/* A quantity that is compared with limits, or a condition that cannot be looked into. */
typedef struct Atom {
    Str text;                    /* as written: the same text is the same thing */
    bool is_count;               /* whole and at least 0 */
    Num limits[MOST_LIMITS];     /* sorted, distinct; none: a condition */
    size_t limit_count;
    size_t piece;                /* being tried: 2k + 1 is limit k itself, 2k the stretch below it; of a condition 0 or 1 */
} Atom;

typedef struct Search {
    Checker *c;
    Atom atoms[MOST_ATOMS];
    size_t count;
    bool gave_up;
} Search;

static Str text_of_atom(Checker *c, const Expr *expr)
{
    StrBuf text = {0};
    expr_print(&text, expr);
    Str kept = str_dup(c->arena, strbuf_str(&text));
    strbuf_free(&text);
    return kept;
}

static Atom *atom_of(Search *s, const Expr *expr)
{
    Str text = text_of_atom(s->c, expr);
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->atoms[i].text, text))
            return &s->atoms[i];
    if (s->count == MOST_ATOMS) {
        s->gave_up = true;
        return &s->atoms[0];
    }
    Ref ref = info_of(s->c, expr)->ref;
    s->atoms[s->count] = (Atom){.text = text, .is_count = expr->kind == EXPR_CALL && (ref.index == SET_COUNT || ref.index == SET_DISTINCT)};
    return &s->atoms[s->count++];
}

static bool literal(const Search *s, const Expr *expr, Num *out)
{
    if (expr->kind != EXPR_NUMBER)
        return false;
    Fix factor = info_of(s->c, expr)->factor;
    *out = num_of_fix(expr->as.number.value);
    return !factor || factor == FIX_ONE || num_mul(*out, num_of_fix(factor), out);
}

static void add_limit(Search *s, Atom *atom, Num limit)
{
    size_t at = atom->limit_count;
    while (at > 0 && num_cmp(limit, atom->limits[at - 1]) < 0)
        at--;
    if (at > 0 && num_cmp(limit, atom->limits[at - 1]) == 0)
        return;
    if (atom->limit_count == MOST_LIMITS) {
        s->gave_up = true;
        return;
    }
    for (size_t i = atom->limit_count++; i > at; i--)
        atom->limits[i] = atom->limits[i - 1];
    atom->limits[at] = limit;
}

static bool is_threshold(const Search *s, const Expr *expr, const Expr **quantity, Num *limit)
{
    if (expr->kind != EXPR_BINARY || expr->as.binary.op < OP_EQ || expr->as.binary.op > OP_GE)
        return false;
    bool right = literal(s, expr->as.binary.y, limit);
    *quantity = right ? expr->as.binary.x : expr->as.binary.y;
    return right || literal(s, expr->as.binary.x, limit);
}

static void collect(Search *s, const Expr *expr)
{
    const Expr *quantity;
    Num limit;
    if (expr->kind == EXPR_BINARY && expr->as.binary.op <= OP_AND) {
        collect(s, expr->as.binary.x);
        collect(s, expr->as.binary.y);
    } else if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT) {
        collect(s, expr->as.unary.x);
    } else if (is_threshold(s, expr, &quantity, &limit)) {
        add_limit(s, atom_of(s, quantity), limit);
    } else if (expr->kind == EXPR_BETWEEN && literal(s, expr->as.between.low, &limit)) {
        Atom *atom = atom_of(s, expr->as.between.x);
        add_limit(s, atom, limit);
        if (literal(s, expr->as.between.high, &limit))
            add_limit(s, atom, limit);
        else
            s->gave_up = true;
    } else if (expr->kind != EXPR_TRUTH) {
        atom_of(s, expr);
    }
}

/* ---- one combination ---- */

static int order_of(const Atom *atom, Num limit)
{
    size_t k = 0;
    while (k < atom->limit_count && num_cmp(atom->limits[k], limit) != 0)
        k++;
    return atom->piece < 2 * k + 1 ? -1 : atom->piece > 2 * k + 1;
}

static bool holds(Search *s, const Expr *expr)
{
    const Expr *quantity;
    Num limit, high;
    if (expr->kind == EXPR_BINARY && expr->as.binary.op == OP_OR)
        return holds(s, expr->as.binary.x) || holds(s, expr->as.binary.y);
    if (expr->kind == EXPR_BINARY && expr->as.binary.op == OP_AND)
        return holds(s, expr->as.binary.x) && holds(s, expr->as.binary.y);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT)
        return !holds(s, expr->as.unary.x);
    if (expr->kind == EXPR_TRUTH)
        return expr->as.truth == TRUTH_YES;
    if (is_threshold(s, expr, &quantity, &limit)) {
        int order = order_of(atom_of(s, quantity), limit);
        return order_holds(expr->as.binary.op, quantity == expr->as.binary.x ? order : -order);
    }
    if (expr->kind == EXPR_BETWEEN && literal(s, expr->as.between.low, &limit) && literal(s, expr->as.between.high, &high)) {
        const Atom *atom = atom_of(s, expr->as.between.x);
        return order_of(atom, limit) >= 0 && order_of(atom, high) <= 0;
    }
    return atom_of(s, expr)->piece == 1;
}

/* ---- all combinations ---- */

static bool is_whole(Num value)
{
    return value.d == 1;
}

/* Whether the piece being tried has any value at all: counts are whole and never negative. */
static bool possible(const Atom *atom)
{
    if (!atom->limit_count || !atom->is_count)
        return true;
    size_t k = atom->piece / 2;
    if (atom->piece % 2)
        return is_whole(atom->limits[k]) && num_sign(atom->limits[k]) >= 0;
    if (k == atom->limit_count)
        return true;
    if (k == 0)
        return num_sign(atom->limits[0]) > 0;
    /* Between two limits: the first whole number above the lower one, if it is below the upper one and not negative. */
    Num lower = atom->limits[k - 1], next, whole = num_round(lower, 0);
    if (num_cmp(whole, lower) > 0)
        next = whole;
    else if (!num_add(whole, num_of_int(1), &next))
        return true;
    return num_cmp(next, atom->limits[k]) < 0 && num_sign(atom->limits[k]) > 0;
}

static size_t pieces_of(const Atom *atom)
{
    return atom->limit_count ? 2 * atom->limit_count + 1 : 2;
}

static bool next_combination(Search *s)
{
    for (size_t i = 0; i < s->count; i++) {
        if (++s->atoms[i].piece < pieces_of(&s->atoms[i]))
            return true;
        s->atoms[i].piece = 0;
    }
    return false;
}

void constraint_always(Checker *c, const Constraint *constraint)
{
    Search search = {.c = c};
    bool sometimes = false, sometimes_not = false;
    size_t combinations = 1;
    collect(&search, constraint->condition);
    for (size_t i = 0; i < search.count && combinations <= MOST_COMBINATIONS; i++)
        combinations *= pieces_of(&search.atoms[i]);
    if (search.gave_up || combinations > MOST_COMBINATIONS)
        return;
    do {
        bool all = true;
        for (size_t i = 0; i < search.count; i++)
            all &= possible(&search.atoms[i]);
        if (all && holds(&search, constraint->condition))
            sometimes = true;
        else if (all)
            sometimes_not = true;
    } while (!(sometimes && sometimes_not) && next_combination(&search));
    const char *name = text_of(c, constraint->common.name);
    if (!sometimes)
        diag_add(c->diags, DIAG_S0709, constraint->condition->span, name, NULL);
    else if (!sometimes_not)
        diag_add(c->diags, DIAG_S0710, constraint->condition->span, name, NULL);
}
