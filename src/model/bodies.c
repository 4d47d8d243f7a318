/* bodies.c: `organ` and `typ`: kinds of bodies, the tree of bodies, and what relative names (nämnden) mean. A pass of check.c. */
#include "base/utf8.h"
#include "model/check.h"

#define MAX_TREE_DEPTH 100

/* ---- kinds ---- */

static const struct { const char *name, *definite; } built_in[] = {
    {"fullmäktige", "fullmäktige"}, {"styrelse", "styrelsen"}, {"nämnd", "nämnden"}, {"utskott", "utskottet"}, {"bolag", "bolaget"},
    {"förbund", "förbundet"}, {"förvaltning", "förvaltningen"}, {"enhet", "enheten"}, {"befattning", "befattningen"}, {"råd", "rådet"},
    {"kommun", ""},
};
enum { KIND_BOARD = 1, KIND_COMMITTEE = 2, KIND_COMPANY = 4, KIND_FEDERATION = 5, KIND_MUNICIPALITY = 10 };

/* A name that nobody declares: the definite form of a kind, kommunen, koncernen. Its declaration is a typ, or NULL. */
static void reserve(Checker *c, Str name, SymbolKind kind, size_t index, const Decl *decl)
{
    Str folded = name_fold(c, name);
    if (name.n == 0 || map_get(&c->model->names, folded))
        return;
    Known *known = ARENA_NEW(c->arena, Known);
    known->symbol = (Symbol){{kind, index, 0}, decl, name};
    known->used = true;
    map_put(&c->model->names, folded, known);
}

static void add_kind(Checker *c, BodyKind kind)
{
    vec_push(c->arena, &c->model->kinds, kind);
    map_put(&c->kinds, name_fold(c, kind.name), (void *)c->model->kinds.count);
}

void kinds_builtin(Checker *c)
{
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
        add_kind(c, (BodyKind){str_of(built_in[i].name), str_of(built_in[i].definite), i, NULL});
        reserve(c, str_of(built_in[i].definite), SYM_RELATIVE_BODY, i, NULL);
    }
    reserve(c, STR_LIT("kommunen"), SYM_ALL_BODIES, 0, NULL);
    reserve(c, STR_LIT("koncernen"), SYM_ALL_BODIES, 1, NULL);
}

static size_t find_kind(Checker *c, const Expr *name)
{
    if (!name || name->kind != EXPR_NAME)
        return NO_INDEX;
    size_t found = (size_t)map_get(&c->kinds, name_fold(c, name->as.text));
    if (found) {
        set_ref(c, name, SYM_BODY_KIND, found - 1, 0);
        return found - 1;
    }
    Nearest nearest = nearest_start(c, name->as.text);
    for (VEC_EACH(BodyKind, kind, &c->model->kinds))
        nearest_offer(&nearest, kind->name);
    unknown_report(c, DIAG_S0201, name->span, name->as.text, symbol_none_text(WANT(BODY_KIND)), nearest.best);
    return NO_INDEX;
}

/* `av organ` makes a kind that is like no other. Kinds of the model's own may be kinds of each other only in order: a kind is declared before what builds on it. */
static void check_kind(Checker *c, const Decl *decl)
{
    attributes_check(c, decl);
    size_t before = (size_t)map_get(&c->kinds, name_fold(c, decl->name));
    if (before) {
        const Decl *first = c->model->kinds.items[before - 1].decl;
        Diag *diag = diag_add(c->diags, first ? DIAG_S0202 : DIAG_S0205, decl->name_span, text_of(c, decl->name), first ? once_only(c, decl, first) : NULL, NULL);
        if (first)
            diag_label(c->diags, diag, first->name_span, BOTH("deklarerat första gången här", "first declared here"));
        return;
    }
    const Expr *definite = attr_value(decl_attr(decl, ATTR_DEFINITE));
    bool own = decl->kind_name && decl->kind_name->kind == EXPR_NAME && str_eqz(name_fold(c, decl->kind_name->as.text), "organ");
    size_t base = own ? NO_INDEX : find_kind(c, decl->kind_name);
    Str form = definite && definite->kind == EXPR_TEXT ? definite->as.text : STR_LIT("");
    add_kind(c, (BodyKind){decl->name, form, base == NO_INDEX ? c->model->kinds.count : base, decl});
    reserve(c, form, SYM_RELATIVE_BODY, c->model->kinds.count - 1, decl);
}

void kinds_check(Checker *c)
{
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls))
            if (decl->kind == DECL_KIND && decl->name.n)
                check_kind(c, decl);
}

bool kind_is(const Model *model, size_t kind, size_t of_kind)
{
    for (int depth = 0; kind != NO_INDEX && depth < MAX_TREE_DEPTH; depth++) {
        if (kind == of_kind)
            return true;
        size_t base = model->kinds.items[kind].base;
        if (base == kind)
            return false;
        kind = base;
    }
    return false;
}

/* ---- bodies ---- */

static size_t parent_body(Checker *c, const Decl *decl)
{
    Expr *name = attr_value(decl_attr(decl, ATTR_UNDER));
    Known *known = name ? name_resolve(c, NULL, name, WANT(BODY)) : NULL;
    return known ? known->symbol.ref.index : NO_INDEX;
}

static void fill_codes(Checker *c, Body *body)
{
    EACH_ATTR(attr, body->common.decl, ATTR_CODE)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && item->value->kind == EXPR_TEXT)
                vec_push(c->arena, &body->codes, item->value->as.text);
}

static Fix owned_share(Checker *c, const Decl *decl)
{
    const Expr *owned = attr_value(decl_attr(decl, ATTR_OWNED));
    Unit unit;
    Fix factor, share;
    if (!owned || owned->kind != EXPR_NUMBER)
        return FIX_ONE;
    if (!unit_lookup(c->model, owned->as.number.unit, &unit, &factor) || unit.kind != UNIT_RATIO
        || !fix_mul(owned->as.number.value, factor, &share) || share < 0 || share > FIX_ONE) {
        diag_add(c->diags, DIAG_S0345, owned->span, NULL);
        return FIX_ONE;
    }
    return share;
}

static void check_body(Checker *c, Body *body)
{
    const Decl *decl = body->common.decl;
    body->kind = find_kind(c, decl->kind_name);
    if (!decl->kind_name && !decl->broken)
        diag_add(c->diags, DIAG_S0327, decl->name_span, decl_keyword(decl->kind), text_of(c, decl->name), "är", "är nämnd", NULL);
    body->parent = parent_body(c, decl);
    body->owned = owned_share(c, decl);
    body->outside = body->kind != NO_INDEX && kind_is(c->model, body->kind, KIND_MUNICIPALITY);
    fill_codes(c, body);
}

static size_t body_parent(const Model *model, size_t index)
{
    return model->bodies.items[index].parent;
}

static const Common *body_common(const Model *model, size_t index)
{
    return &model->bodies.items[index].common;
}

/* A company or federation, or below one. */
static bool is_company(const Model *model, size_t index)
{
    for (int depth = 0; index != NO_INDEX && depth < MAX_TREE_DEPTH; depth++, index = body_parent(model, index)) {
        size_t kind = model->bodies.items[index].kind;
        if (kind_is(model, kind, KIND_COMPANY) || kind_is(model, kind, KIND_FEDERATION))
            return true;
    }
    return false;
}

/* Two bodies with one code: rows could not be told apart. */
static void check_codes(Checker *c)
{
    Map codes;
    map_init(&codes, c->arena);
    for (size_t i = 0; i < c->model->bodies.count; i++)
        for (VEC_EACH(Str, code, &c->model->bodies.items[i].codes)) {
            const Decl *decl = c->model->bodies.items[i].common.decl;
            const Decl *before = map_put(&codes, name_fold(c, *code), (void *)decl);
            if (!before || before == decl)
                continue;
            Diag *diag = diag_add(c->diags, DIAG_S0344, decl->name_span, text_of(c, *code), text_of(c, before->name), text_of(c, decl->name), NULL);
            diag_label(c->diags, diag, before->name_span, BOTH("har samma kod", "has the same code"));
        }
}

void bodies_check(Checker *c)
{
    Model *model = c->model;
    for (VEC_EACH(Body, body, &model->bodies))
        check_body(c, body);
    rings_check(c, DIAG_S0301, model->bodies.count, body_parent, body_common);
    for (size_t i = 0; i < model->bodies.count; i++)
        model->bodies.items[i].company = is_company(model, i);
    check_codes(c);
}

bool body_within(const Model *model, size_t body, size_t above)
{
    for (int depth = 0; body != NO_INDEX && depth < MAX_TREE_DEPTH; depth++, body = body_parent(model, body))
        if (body == above)
            return true;
    return false;
}

size_t body_relative(const Model *model, size_t body, size_t kind)
{
    for (int depth = 0; body != NO_INDEX && depth < MAX_TREE_DEPTH; depth++, body = body_parent(model, body)) {
        size_t own = model->bodies.items[body].kind;
        if (kind_is(model, own, kind) || (kind == KIND_COMMITTEE && kind_is(model, own, KIND_BOARD)))
            return body;
    }
    return NO_INDEX;
}
