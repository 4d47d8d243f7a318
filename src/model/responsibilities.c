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

static void report_self(Checker *c, const Common *common, const Party *over, const char *who)
{
    diag_add(c->diags, DIAG_S0790, over->scope->span, text_of(c, common->title), who, NULL);
}

static void check_self(Checker *c, const Common *common, const PartyVec *held, const Party *over)
{
    IndexVec holders = {0}, below = {0};
    PartyVec one = {.items = (Party *)over, .count = 1, .cap = 1};
    parties_bodies(c, held, &holders);
    parties_bodies(c, &one, &below);
    for (VEC_EACH(const size_t, body, &holders))
        if (is_among(&below, *body)) {
            report_self(c, common, over, text_of(c, c->model->bodies.items[*body].common.name));
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
    parties_fill(c, &ENV_PLAIN, decl, ATTR_OVERSEES, &one->over);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TO, &one->to);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TOGETHER, &one->together);
    contents_fill(c, decl, ATTR_CONTAINS, &one->contents);
    holders_check(c, &one->common, &one->held, &one->over);
}

/* ---- beslutanderätt ---- */

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
}

void responsibilities_check(Checker *c)
{
    for (VEC_EACH(Responsibility, one, &c->model->responsibilities))
        check_responsibility(c, one);
    for (VEC_EACH(DecisionRight, right, &c->model->rights))
        check_right(c, right);
}
