/* questions_constraints.c: demands on the model (krav) that contradict each other: no thing can meet them all, whatever the model says. Limits on the
 * same quantity are followed, written the same way; every other condition may hold or not. So only what cannot be met is said of them. */
#include "prove/questions.h"
#include "syntax/print.h"

#define MOST_DEPTH 100
#define MOST_GROUP 40

typedef struct DemandReader { Prover *prover; Script script; Map atoms; } DemandReader;

/* ---- conditions as formulas ---- */

static Str text_of(Arena *arena, const Expr *expr)
{
    StrBuf buf = {0};
    expr_print(&buf, expr);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* The same text is the same thing. */
static Term atom_of(DemandReader *r, const Expr *expr, const char *sort)
{
    Arena *arena = r->script.arena;
    Str text = text_of(arena, expr), key = str_of(arena_printf(arena, "%s " STR_FMT, sort, STR_ARG(text)));
    Term *known = map_get(&r->atoms, key);
    if (known)
        return *known;
    known = ARENA_NEW(arena, Term);
    *known = term_unknown(&r->script, sort);
    bool count = expr->kind == EXPR_CALL && (str_eqz(expr->as.call.name, "antal") || str_eqz(expr->as.call.name, "antal_unika"));
    if (count && sort[0] == 'R') {
        Term whole = term_1(&r->script, "Real", "to_real", term_unknown(&r->script, "Int"));
        term_fact(&r->script, term_and(&r->script, term_2(&r->script, "Bool", "=", *known, whole), term_2(&r->script, "Bool", ">=", *known, STR_LIT("0.0"))));
    }
    map_put(&r->atoms, key, known);
    return *known;
}

static bool literal(const DemandReader *r, const Expr *expr, Num *out)
{
    if (expr->kind != EXPR_NUMBER)
        return false;
    Fix factor = model_info(r->prover->models[0], expr)->factor;
    *out = num_of_fix(expr->as.number.value);
    return !factor || factor == FIX_ONE || num_mul(*out, num_of_fix(factor), out);
}

static Term compared(DemandReader *r, BinaryOp op, Term x, Term y)
{
    Script *s = &r->script;
    if (op == OP_NE)
        return term_not(s, term_2(s, "Bool", "=", x, y));
    return term_2(s, "Bool", op == OP_EQ ? "=" : op == OP_LT ? "<" : op == OP_LE ? "<=" : op == OP_GT ? ">" : ">=", x, y);
}

static Term formula_of(DemandReader *r, const Expr *expr, int depth);

static Term binary(DemandReader *r, const Expr *expr, int depth)
{
    const Expr *x = expr->as.binary.x, *y = expr->as.binary.y;
    BinaryOp op = expr->as.binary.op;
    Num limit;
    if (op == OP_AND)
        return term_and(&r->script, formula_of(r, x, depth), formula_of(r, y, depth));
    if (op == OP_OR)
        return term_or(&r->script, formula_of(r, x, depth), formula_of(r, y, depth));
    if (op >= OP_EQ && op <= OP_GE && literal(r, y, &limit) && x->kind != EXPR_NUMBER)
        return compared(r, op, atom_of(r, x, "Real"), term_number(&r->script, limit));
    if (op >= OP_EQ && op <= OP_GE && literal(r, x, &limit) && y->kind != EXPR_NUMBER)
        return compared(r, op, term_number(&r->script, limit), atom_of(r, y, "Real"));
    return atom_of(r, expr, "Bool");
}

static Term formula_of(DemandReader *r, const Expr *expr, int depth)
{
    Script *s = &r->script;
    Num low, high;
    if (depth > MOST_DEPTH)
        return atom_of(r, expr, "Bool");
    if (expr->kind == EXPR_BINARY)
        return binary(r, expr, depth + 1);
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT)
        return term_not(s, formula_of(r, expr->as.unary.x, depth + 1));
    if (expr->kind == EXPR_TRUTH && expr->as.truth != TRUTH_UNKNOWN)
        return term_truth(expr->as.truth == TRUTH_YES);
    if (expr->kind == EXPR_BETWEEN && literal(r, expr->as.between.low, &low) && literal(r, expr->as.between.high, &high)) {
        Term x = atom_of(r, expr->as.between.x, "Real");
        return term_and(s, compared(r, OP_GE, x, term_number(s, low)), compared(r, OP_LE, x, term_number(s, high)));
    }
    return atom_of(r, expr, "Bool");
}

/* ---- which belong together ---- */

/* Those with exceptions may be about different things. */
static bool is_plain(const Constraint *constraint)
{
    const Decl *decl = constraint->common.decl;
    return constraint->usable && !constraint->advice && !decl_attr(decl, ATTR_EXEMPT) && !decl_attr(decl, ATTR_APPLIES_TO);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The same words, however they are broken into lines. */
static bool same_words(Str a, Str b)
{
    size_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        if (is_blank(a.s[i]) && is_blank(b.s[j])) {
            while (i < a.n && is_blank(a.s[i]))
                i++;
            while (j < b.n && is_blank(b.s[j]))
                j++;
        } else if (a.s[i++] != b.s[j++])
            return false;
    }
    return i == a.n && j == b.n;
}

/* About the same things, at the same time: "för varje mål där …", or the model as a whole. */
static bool same_group(const Constraint *a, const Constraint *b)
{
    if (!period_eq(a->common.valid, b->common.valid))
        return false;
    if (!a->each || !b->each)
        return !a->each && !b->each;
    return same_words(str_trim(span_text(a->each->span)), str_trim(span_text(b->each->span)));
}

typedef struct Demands { const Constraint *items[MOST_GROUP]; bool left_out[MOST_GROUP]; size_t count; } Demands;

static Answer ask_group(Prover *prover, const Demands *group, bool demands)
{
    Arena *arena = arena_new();
    DemandReader r = {.prover = prover};
    script_init(&r.script, arena);
    map_init(&r.atoms, arena);
    for (size_t i = 0; i < group->count; i++) {
        if (group->left_out[i])
            continue;
        if (group->items[i]->when)
            term_assert(&r.script, formula_of(&r, group->items[i]->when, 0));
        if (demands)
            term_assert(&r.script, formula_of(&r, group->items[i]->condition, 0));
    }
    Answer answer = prover_ask(prover, &r.script);
    script_free(&r.script);
    arena_free(arena);
    return answer;
}

/* ---- telling ---- */

static Str demand_text(const Prover *prover, const Constraint *constraint)
{
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT ": ", STR_ARG(constraint->common.name));
    if (constraint->when) {
        strbuf_puts(&buf, "när ");
        expr_print(&buf, constraint->when);
        strbuf_puts(&buf, ", ");
    }
    expr_print(&buf, constraint->condition);
    Str text = str_dup(prover->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void tell_group(const Prover *prover, const Demands *group, Claim *claim)
{
    for (size_t i = 0; i < group->count; i++) {
        if (group->left_out[i])
            continue;
        ProofValue part = {.value = {.state = RESULT_NONE, .type = RESULT_TEXT, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1}};
        part.what[LANG_SV] = part.what[LANG_EN] = demand_text(prover, group->items[i]);
        vec_push(prover->arena, &claim->parts, part);
    }
    claim_say(prover, claim->answer, "ingenting kan uppfylla de här samtidigt", "nothing can meet these at once");
}

/* ---- asking ---- */

/* All that apply at once: smallest first is not needed, as every one is tried to be left out. */
static bool conflicts(Prover *prover, Demands *group, Found *found)
{
    Answer answer = ask_group(prover, group, true);
    if (answer == ANSWER_UNKNOWN)
        found_late(prover, found);
    if (answer != ANSWER_NO || ask_group(prover, group, false) != ANSWER_YES)
        return false;
    for (size_t i = group->count; i-- > 0;) {
        group->left_out[i] = true;
        group->left_out[i] = ask_group(prover, group, true) == ANSWER_NO && ask_group(prover, group, false) == ANSWER_YES;
    }
    return true;
}

/* Those that always apply, and then each pair of which one applies at times. */
static bool find_conflict(Prover *prover, const Demands *all, Found *found, Demands *out)
{
    *out = (Demands){.count = 0};
    for (size_t i = 0; i < all->count; i++)
        if (!all->items[i]->when)
            out->items[out->count++] = all->items[i];
    if (out->count > 1 && conflicts(prover, out, found))
        return true;
    for (size_t i = 0; i < all->count; i++)
        for (size_t j = i + 1; j < all->count; j++) {
            *out = (Demands){.items = {all->items[i], all->items[j]}, .count = 2};
            if ((all->items[i]->when || all->items[j]->when) && conflicts(prover, out, found))
                return true;
        }
    return false;
}

void ask_constraints(Prover *prover)
{
    const Model *model = prover->models[0];
    bool *grouped = arena_array(prover->arena, model->constraints.count, sizeof *grouped);
    Claim claim = claim_new(prover, CLAIM_CONSISTENT, NULL, "");
    Found found = {0};
    bool any = false;
    for (size_t i = 0; i < model->constraints.count && !found.any; i++) {
        Demands all = {.count = 0}, conflict;
        for (size_t j = i; j < model->constraints.count && all.count < MOST_GROUP; j++)
            if (!grouped[j] && is_plain(&model->constraints.items[j]) && same_group(&model->constraints.items[i], &model->constraints.items[j])) {
                grouped[j] = true;
                all.items[all.count++] = &model->constraints.items[j];
            }
        if (all.count < 2)
            continue;
        any = true;
        if (all.count == MOST_GROUP)
            found_open(&found, OPEN_LIMIT, BOTH("kraven är för många", "there are too many demands"));
        found.any = find_conflict(prover, &all, &found, &conflict);
        if (found.any)
            tell_group(prover, &conflict, &claim);
    }
    if (!any)
        return;
    claim_say(prover, claim.what, "kravens gränser motsäger inte varandra", "the limits of the demands do not contradict each other");
    claim_for_all(prover, &claim, &found);
    claim.has_example = false;
    claim_add(prover, claim);
}
