/* parties.c: what several declarations say in the same way: with whom, to whom, over whom, who decides, what is held. Called by the passes of check.c. */
#include "model/check.h"

size_t body_excepted(Checker *c, const Item *item)
{
    const Mod *except = item_mod(item, MOD_EXCEPT);
    if (!except || !except->value || !name_resolve(c, &ENV_PLAIN, except->value, WANT(BODY)))
        return NO_INDEX;
    return info_of(c, except->value)->ref.index;
}

/* ---- with whom, to whom ---- */

void parties_fill(Checker *c, const Env *env, const Decl *decl, AttrKind kind, PartyVec *out)
{
    EACH_ATTR(attr, decl, kind)
        for (VEC_EACH(const Item, item, &attr->items)) {
            Party party = {.except = NO_INDEX};
            if (item->value && item->value->kind == EXPR_TEXT) {
                party.text = item->value->as.text;
            } else if (scope_check(c, env, item->value)) {
                party.scope = item->value;
                party.except = body_excepted(c, item);
                relative_check(c, env, item->value->as.scope.name);
            } else {
                continue;
            }
            vec_push(c->arena, out, party);
        }
}

size_t body_decider(Checker *c, const Env *env, const Decl *decl, AttrKind kind, const Expr **written)
{
    Expr *name = attr_value(decl_attr(decl, kind));
    *written = NULL;
    if (!name || !name_resolve(c, env, name, WANT(BODY) | WANT(RELATIVE_BODY)))
        return NO_INDEX;
    relative_check(c, env, name);
    *written = name;
    Ref ref = info_of(c, name)->ref;
    return ref.kind == SYM_BODY ? ref.index : NO_INDEX;
}

/* The bodies that parties come to, in order, each once; words of the model's own are no bodies. */
void parties_bodies(Checker *c, const PartyVec *parties, IndexVec *out)
{
    for (VEC_EACH(const Party, party, parties)) {
        IndexVec bodies = {0};
        if (party->scope)
            scope_bodies(c->arena, c->model, party->scope, &bodies);
        for (VEC_EACH(const size_t, body, &bodies)) {
            bool known = *body == party->except;
            for (size_t i = 0; i < out->count && !known; i++)
                known = out->items[i] == *body;
            if (!known)
                vec_push(c->arena, out, *body);
        }
    }
}

/* ---- what it holds ---- */

/* What can be followed up or reported on without being declared. */
static const char *const topics[] = {"mål", "indikatorer", "ekonomi", "verksamhet", "uppdrag", "risker", "åtgärdsplaner", "investeringar", "hållpunkter", "dokument"};

static bool is_topic(Checker *c, Str name)
{
    Str folded = name_fold(c, name);
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        if (str_eqz(folded, topics[i]))
            return true;
    return false;
}

#define WANT_CONTENT (WANT(GOAL_LEVEL) | WANT(GOAL) | WANT(INDICATOR) | WANT(CHECKPOINT) | WANT(COMMISSION) | WANT(GROUP) | WANT(TABLE) | WANT(RULE) | WANT(DOCUMENT) | WANT(DOCUMENT_TYPE) | WANT(RISK))

static void unknown_content(Checker *c, const Expr *name)
{
    Nearest nearest = nearest_start(c, name->as.text);
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        nearest_offer(&nearest, str_of(topics[i]));
    const char *symbol = nearest_symbol(c, name->as.text, WANT_CONTENT);
    if (symbol)
        nearest_offer(&nearest, str_of(symbol));
    unknown_report(c, DIAG_S0394, name->span, name->as.text, "", nearest.best);
}

/* The titles of the goals of a level, for `varje omvärldsfaktor`; the members of a kind likewise. */
static void each_content(Checker *c, const Expr *scope, StrVec *out)
{
    Ref ref = info_of(c, scope->as.scope.name)->ref;
    IndexVec bodies = {0};
    if (ref.kind == SYM_GOAL_LEVEL)
        for (VEC_EACH(const Goal, goal, &c->model->goals))
            if (goal->level == ref.index)
                vec_push(c->arena, out, goal->common.title);
    if (ref.kind != SYM_BODY_KIND && ref.kind != SYM_GROUP)
        return;
    scope_bodies(c->arena, c->model, scope, &bodies);
    for (VEC_EACH(const size_t, body, &bodies))
        vec_push(c->arena, out, c->model->bodies.items[*body].common.title);
}

static void name_content(Checker *c, Expr *scope, StrVec *out)
{
    Expr *name = scope->as.scope.name;
    if (name->kind != EXPR_NAME) {
        diag_add(c->diags, DIAG_S0394, name->span, text_of_expr(c, name), NULL);
        return;
    }
    size_t before = out->count;
    bool kind = scope->as.scope.each && map_get(&c->kinds, name_fold(c, name->as.text));
    if (kind)
        scope_check(c, &ENV_PLAIN, scope);
    else if (!name_find(c, name->as.text)) {
        if (!is_topic(c, name->as.text)) {
            unknown_content(c, name);
            return;
        }
    } else if (!name_resolve(c, &ENV_PLAIN, name, WANT_CONTENT)) {
        return;
    }
    if (scope->as.scope.each)
        each_content(c, scope, out);
    const Known *known = name_find(c, name->as.text);
    if (out->count == before)
        vec_push(c->arena, out, known && known->symbol.decl && known->symbol.decl->title.n ? known->symbol.decl->title : name->as.text);
}

void contents_fill(Checker *c, const Decl *decl, AttrKind kind, StrVec *out)
{
    EACH_ATTR(attr, decl, kind)
        for (VEC_EACH(const Item, item, &attr->items)) {
            if (item->value && item->value->kind == EXPR_TEXT)
                vec_push(c->arena, out, item->value->as.text);
            else if (item->value && item->value->kind == EXPR_SCOPE)
                name_content(c, item->value, out);
        }
}
