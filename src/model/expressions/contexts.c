/* contexts.c: whose figures are meant: scopes (`varje nämnd`, `kommunen`), the contexts of indicators and rules, and who is responsible. */
#include <stdlib.h>

#include "model/check.h"

/* ---- scopes ---- */

#define WANT_SCOPE (WANT_BODY | WANT(GROUP))

static void check_where(Checker *c, const Env *env, Expr *where)
{
    /* The condition behind a list of scopes is one for all of them. */
    if (!where || c->last_where == where)
        return;
    c->last_where = where;
    Env inner = *env;
    inner.on_object = true;
    expr_condition(c, &inner, where);
}

static size_t kind_named(Checker *c, const Expr *name)
{
    size_t found = (size_t)map_get(&c->kinds, name_fold(c, name->as.text));
    return found ? found - 1 : NO_INDEX;
}

/* `varje nämnd` names a kind; without varje a kind is accepted only where nothing else has that name. */
static bool resolve_kind(Checker *c, const Scope *scope)
{
    size_t kind = scope->each || !name_find(c, scope->name->as.text) ? kind_named(c, scope->name) : NO_INDEX;
    if (kind == NO_INDEX)
        return false;
    set_ref(c, scope->name, SYM_BODY_KIND, kind, 0);
    return true;
}

static bool resolve_column(Checker *c, const Env *env, Expr *member)
{
    return resolve_member(c, env, member).kind != TYPE_ERROR;
}

static const char *nearest_scope(Checker *c, Str name)
{
    Nearest nearest = nearest_start(c, name);
    for (VEC_EACH(BodyKind, kind, &c->model->kinds))
        nearest_offer(&nearest, kind->name);
    const char *symbol = nearest_symbol(c, name, WANT_SCOPE);
    if (symbol)
        nearest_offer(&nearest, str_of(symbol));
    return nearest.best;
}

static bool resolve_name(Checker *c, const Env *env, const Scope *scope)
{
    if (resolve_kind(c, scope))
        return true;
    if (name_find(c, scope->name->as.text))
        return name_resolve(c, env, scope->name, WANT_SCOPE) != NULL;
    size_t errors = c->diags->errors;
    unknown_report(c, DIAG_S0201, scope->name->span, scope->name->as.text, symbol_none_text(WANT_BODY), nearest_scope(c, scope->name->as.text));
    if (c->diags->errors > errors)
        unknown_body(c, scope->name->span);
    return false;
}

bool scope_check(Checker *c, const Env *env, Expr *expr)
{
    if (!expr || expr->kind != EXPR_SCOPE)
        return false;
    const Scope *scope = &expr->as.scope;
    bool known = scope->name->kind == EXPR_MEMBER ? resolve_column(c, env, scope->name) : resolve_name(c, env, scope);
    if (!known)
        return false;
    info_of(c, expr)->ref = info_of(c, scope->name)->ref;
    check_where(c, env, scope->where);
    return true;
}

static void add_if(Arena *arena, const Model *model, const Expr *where, size_t body, IndexVec *out)
{
    if (condition_holds(model, where, (Ref){SYM_BODY, body, 0}) == TRUTH_YES)
        vec_push(arena, out, body);
}

static void add_kind(Arena *arena, const Model *model, const Expr *where, size_t kind, IndexVec *out)
{
    for (size_t i = 0; i < model->bodies.count; i++)
        if (model->bodies.items[i].kind != NO_INDEX && kind_is(model, model->bodies.items[i].kind, kind))
            add_if(arena, model, where, i, out);
}

static int compare_indices(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

static void sort_unique(IndexVec *indices)
{
    if (indices->count)
        qsort(indices->items, indices->count, sizeof *indices->items, compare_indices);
    size_t kept = 0;
    for (size_t i = 0; i < indices->count; i++)
        if (i == 0 || indices->items[i] != indices->items[i - 1])
            indices->items[kept++] = indices->items[i];
    indices->count = kept;
}

void scope_bodies(Arena *arena, const Model *model, const Expr *scope, IndexVec *out)
{
    Ref ref = model_info(model, scope)->ref;
    const Expr *where = scope->kind == EXPR_SCOPE ? scope->as.scope.where : NULL;
    if (ref.kind == SYM_BODY)
        add_if(arena, model, where, ref.index, out);
    else if (ref.kind == SYM_BODY_KIND)
        add_kind(arena, model, where, ref.index, out);
    else if (ref.kind == SYM_GROUP)
        for (VEC_EACH(const size_t, body, &model->groups.items[ref.index].bodies))
            add_if(arena, model, where, *body, out);
    sort_unique(out);
}

/* ---- contexts ---- */

/* whose: the body, or "" when there is none to start from. */
static void report_relative(Checker *c, const Expr *name, const char *whose)
{
    diag_add(c->diags, *whose ? DIAG_S0208 : DIAG_S0275, name->span, text_of_expr(c, name), whose, NULL);
}

static void add_column_key(Checker *c, const Expr *scope, Contexts *out)
{
    Ref ref = info_of(c, scope->as.scope.name)->ref;
    if (out->key_column != NO_INDEX) {
        diag_add(c->diags, DIAG_S0348, scope->span, NULL);
        return;
    }
    out->key_table = ref.index;
    out->key_column = ref.sub;
}

/* False when the scope is wrong. */
static bool add_scope(Checker *c, Expr *scope, Contexts *out)
{
    if (!scope_check(c, &ENV_PLAIN, scope))
        return false;
    Ref ref = info_of(c, scope)->ref;
    if (ref.kind == SYM_RELATIVE_BODY) {
        report_relative(c, scope->as.scope.name, "");
        return false;
    }
    vec_push(c->arena, &out->scopes, scope);
    out->only = out->only || scope->as.scope.only;
    if (ref.kind == SYM_COLUMN)
        add_column_key(c, scope, out);
    else if (ref.kind == SYM_ALL_BODIES)
        *(ref.index ? &out->group : &out->municipality) = true;
    else
        scope_bodies(c->arena, c->model, scope, &out->bodies);
    return true;
}

static bool add_scopes(Checker *c, const Decl *decl, AttrKind kind, Contexts *out)
{
    const Attr *attr = decl_attr(decl, kind);
    if (!attr)
        return false;
    bool fine = true;
    for (VEC_EACH(const Item, item, &attr->items))
        fine = add_scope(c, item->value, out) && fine;
    bool nobody = !out->bodies.count && !out->municipality && !out->group && out->key_column == NO_INDEX;
    if (nobody && fine && !c->incomplete)
        diag_add(c->diags, DIAG_S0347, attr->keyword, text_of(c, decl->name), NULL);
    return true;
}

void contexts_check(Checker *c, const Decl *decl, Contexts *out)
{
    *out = (Contexts){.key_table = NO_INDEX, .key_column = NO_INDEX};
    bool stated = add_scopes(c, decl, ATTR_FOR, out);
    out->each = add_scopes(c, decl, ATTR_FOR_EACH, out);
    bool only_key = out->key_column != NO_INDEX && !out->bodies.count && !out->group;
    if (only_key || (!stated && !out->each))
        out->municipality = true;
}

bool has_bodies(const Contexts *contexts)
{
    return contexts && contexts->bodies.count;
}

/* ---- relative bodies: nämnden ---- */

void relative_check(Checker *c, const Env *env, const Expr *name)
{
    Ref ref = info_of(c, name)->ref;
    if (ref.kind != SYM_RELATIVE_BODY || c->incomplete)
        return;
    if (!env->contexts) {
        report_relative(c, name, "");
        return;
    }
    for (VEC_EACH(const size_t, body, &env->contexts->bodies))
        if (body_relative(c->model, *body, ref.index) == NO_INDEX) {
            report_relative(c, name, text_of(c, c->model->bodies.items[*body].common.name));
            return;
        }
    if (env->contexts->municipality || env->contexts->group)
        report_relative(c, name, env->contexts->municipality ? "kommunen" : "koncernen");
}

/* ---- ansvarig ---- */

void responsible_fill(Checker *c, const Decl *decl, IndexVec *bodies, StrVec *roles)
{
    const Attr *attr = decl_attr(decl, ATTR_RESPONSIBLE);
    if (!attr)
        return;
    for (VEC_EACH(const Item, item, &attr->items)) {
        Known *known = name_resolve(c, NULL, item->value, WANT_BODY);
        /* nämnden and kommunen say nothing beyond the context itself. */
        if (!known || known->symbol.ref.kind != SYM_BODY)
            continue;
        const Mod *as = item_mod(item, MOD_AS);
        bool has_role = as && as->value && (as->value->kind == EXPR_NAME || as->value->kind == EXPR_TEXT);
        vec_push(c->arena, bodies, known->symbol.ref.index);
        vec_push(c->arena, roles, has_role ? as->value->as.text : STR_LIT(""));
    }
}
