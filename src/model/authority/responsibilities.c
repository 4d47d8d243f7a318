/* responsibilities.c: `ansvar` and `beslutanderätt`: who answers for what, and who decides. Passes of check.c. */
#include "model/check.h"

/* ---- whose, and over whom ---- */

static bool is_among(const IndexVec *bodies, size_t body)
{
    for (VEC_EACH(const size_t, one, bodies))
        if (*one == body)
            return true;
    return false;
}

static bool is_held_by(Checker *c, const Party *holder, size_t body)
{
    IndexVec bodies = {0};
    PartyVec one = {.items = (Party *)holder, .count = 1, .cap = 1};
    parties_bodies(c, &one, &bodies);
    return is_among(&bodies, body);
}

static void report_self(Checker *c, const Common *common, const PartyVec *held, const Party *over, size_t body)
{
    const char *who = text_of(c, c->model->bodies.items[body].common.name);
    Diag *diag = diag_add(c->diags, DIAG_S0790, over->scope->span, text_of(c, common->title), who, NULL);
    for (VEC_EACH(const Party, holder, held))
        if (holder->scope && is_held_by(c, holder, body)) {
            diag_label(c->diags, diag, holder->scope->span, BOTH("det ligger här", "it is held here"));
            return;
        }
}

static void check_self(Checker *c, const Common *common, const PartyVec *held, const Party *over)
{
    IndexVec holders = {0}, below = {0};
    PartyVec one = {.items = (Party *)over, .count = 1, .cap = 1};
    parties_bodies(c, held, &holders);
    parties_bodies(c, &one, &below);
    for (VEC_EACH(const size_t, body, &holders))
        if (is_among(&below, *body)) {
            report_self(c, common, held, over, *body);
            return;
        }
}

/* A kind, or a group, that has no members: then nobody holds it. */
static void check_members(Checker *c, const Common *common, const Party *party)
{
    IndexVec bodies = {0};
    SymbolKind kind = party->scope ? info_of(c, party->scope)->ref.kind : SYM_NONE;
    if (kind != SYM_BODY_KIND && kind != SYM_GROUP)
        return;
    scope_bodies(c->arena, c->model, party->scope, &bodies);
    if (!bodies.count && !c->incomplete)
        diag_add(c->diags, DIAG_S0791, party->scope->span, text_of(c, common->title), text_of_expr(c, party->scope), NULL);
}

static void holders_check(Checker *c, const Common *common, const PartyVec *held, const PartyVec *over)
{
    for (VEC_EACH(const Party, party, held))
        check_members(c, common, party);
    for (VEC_EACH(const Party, party, over))
        if (party->scope)
            check_self(c, common, held, party);
}

/* ---- ansvar ---- */

static void check_responsibility(Checker *c, Responsibility *one)
{
    const Decl *decl = one->common.decl;
    common_check(c, &one->common);
    require_attr(c, decl, ATTR_HELD_BY, "hos KS");
    parties_fill(c, &ENV_PLAIN, decl, ATTR_HELD_BY, &one->held);
    /* `till nämnden` is the nämnd of whoever has the responsibility. */
    Env env = ENV_PLAIN;
    Contexts contexts = {.key_table = NO_INDEX, .key_column = NO_INDEX};
    parties_bodies(c, &one->held, &contexts.bodies);
    env.contexts = contexts.bodies.count ? &contexts : NULL;
    parties_fill(c, &env, decl, ATTR_OVERSEES, &one->over);
    parties_fill(c, &env, decl, ATTR_TO, &one->to);
    parties_fill(c, &env, decl, ATTR_TOGETHER, &one->together);
    contents_fill(c, decl, ATTR_CONTAINS, &one->contents);
    holders_check(c, &one->common, &one->held, &one->over);
}

/* ---- beslutanderätt ---- */

/* The table that an expression names, of those in the role beslut; the first of them where it names none. */
static size_t table_named(Checker *c, const Expr *expr, int depth)
{
    size_t found = NO_INDEX;
    if (!expr || depth > CHECK_MAX_DEPTH)
        return NO_INDEX;
    if (expr->kind == EXPR_MEMBER && expr->as.member.of->kind == EXPR_NAME) {
        const Known *known = name_find(c, expr->as.member.of->as.text);
        bool table = known && known->symbol.ref.kind == SYM_TABLE && str_eqz(c->model->tables.items[known->symbol.ref.index].role, "beslut");
        return table ? known->symbol.ref.index : NO_INDEX;
    }
    if (expr->kind == EXPR_UNARY)
        return table_named(c, expr->as.unary.x, depth + 1);
    if (expr->kind == EXPR_IN)
        return table_named(c, expr->as.in.x, depth + 1);
    if (expr->kind == EXPR_BETWEEN)
        return table_named(c, expr->as.between.x, depth + 1);
    if (expr->kind == EXPR_BINARY) {
        found = table_named(c, expr->as.binary.x, depth + 1);
        return found != NO_INDEX ? found : table_named(c, expr->as.binary.y, depth + 1);
    }
    for (size_t i = 0; expr->kind == EXPR_CALL && i < expr->as.call.args.count && found == NO_INDEX; i++)
        found = table_named(c, expr->as.call.args.items[i], depth + 1);
    return found;
}

static size_t table_of_decisions(Checker *c, const DecisionRight *right)
{
    size_t named = table_named(c, right->where, 0);
    if (named == NO_INDEX)
        named = table_named(c, right->condition, 0);
    for (size_t i = 0; i < c->model->tables.count && named == NO_INDEX; i++)
        if (str_eqz(c->model->tables.items[i].role, "beslut"))
            named = i;
    return named;
}

/* What a condition may ask of the decisions: sums and the like of their columns, compared with each other and with what is the same for all. */
static bool can_be_tried(Checker *c, const Expr *expr, int depth)
{
    Num ignored;
    if (depth > CHECK_MAX_DEPTH)
        return false;
    if (constant_value(c->model, expr, &ignored))
        return true;
    if (expr->kind == EXPR_UNARY)
        return expr->as.unary.op != OP_EXISTS && can_be_tried(c, expr->as.unary.x, depth + 1);
    if (expr->kind == EXPR_BINARY)
        return can_be_tried(c, expr->as.binary.x, depth + 1) && can_be_tried(c, expr->as.binary.y, depth + 1);
    if (expr->kind == EXPR_BETWEEN)
        return can_be_tried(c, expr->as.between.x, depth + 1) && can_be_tried(c, expr->as.between.low, depth + 1) &&
               can_be_tried(c, expr->as.between.high, depth + 1);
    if (expr->kind != EXPR_CALL || expr->as.call.where || expr->as.call.weight || expr->as.call.args.count != 1)
        return false;
    Ref function = info_of(c, expr)->ref, arg = info_of(c, expr->as.call.args.items[0])->ref;
    bool known = function.kind == SYM_FUNCTION && (function.index == FUNCTION_SUM || function.index == FUNCTION_COUNT || function.index == FUNCTION_MIN ||
                                                   function.index == FUNCTION_MAX || function.index == FUNCTION_MEAN);
    return known && (arg.kind == SYM_COLUMN || (arg.kind == SYM_TABLE && function.index == FUNCTION_COUNT));
}

static void check_rows(Checker *c, DecisionRight *right)
{
    Env row = ENV_PLAIN;
    right->table = table_of_decisions(c, right);
    if (right->table == NO_INDEX)
        return;
    row.row = right->table;
    if (right->where)
        expr_condition(c, &row, right->where);
    if (!right->condition || !expr_condition(c, &ENV_PLAIN, right->condition) || can_be_tried(c, right->condition, 0))
        return;
    diag_add(c->diags, DIAG_S0794, right->condition->span, text_of_expr(c, right->condition), NULL);
}

static void check_right(Checker *c, DecisionRight *right)
{
    const Decl *decl = right->common.decl;
    common_check(c, &right->common);
    require_attr(c, decl, ATTR_HELD_BY, "hos KS");
    parties_fill(c, &ENV_PLAIN, decl, ATTR_HELD_BY, &right->held);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_OVERSEES, &right->over);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TOGETHER, &right->together);
    contents_fill(c, decl, ATTR_CONTAINS, &right->contents);
    body_decider(c, &ENV_PLAIN, decl, ATTR_PREPARED_BY, &right->prepared_name);
    holders_check(c, &right->common, &right->held, &right->over);
    right->where = attr_value(decl_attr(decl, ATTR_WHERE));
    right->condition = attr_value(decl_attr(decl, ATTR_CONDITION));
    check_rows(c, right);
}

void responsibilities_check(Checker *c)
{
    for (VEC_EACH(Responsibility, one, &c->model->responsibilities))
        check_responsibility(c, one);
    for (VEC_EACH(DecisionRight, right, &c->model->rights))
        check_right(c, right);
}
