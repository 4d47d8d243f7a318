/* groups.c: `grupp`: named sets of bodies or of codes. A pass of check.c. */
#include "base/utf8.h"
#include "model/check.h"

typedef struct Filling {
    Checker *c;
    Map spellings;           /* folded code, name or title of a body -> index + 1 */
    TypeState *states;       /* of the groups: they may contain each other */
} Filling;

static void fill(Filling *f, size_t index);

/* ---- bodies by what data call them ---- */

static void add_spelling(Filling *f, Str spelling, size_t body)
{
    Str folded = name_fold(f->c, spelling);
    if (!map_get(&f->spellings, folded))
        map_put(&f->spellings, folded, (void *)(body + 1));
}

static void add_spellings(Filling *f, size_t index)
{
    const Body *body = &f->c->model->bodies.items[index];
    add_spelling(f, body->common.name, index);
    add_spelling(f, body->common.title, index);
    for (VEC_EACH(const Str, code, &body->codes))
        add_spelling(f, *code, index);
}

static void add_member(Filling *f, Group *group, size_t body)
{
    for (VEC_EACH(const size_t, known, &group->bodies))
        if (*known == body)
            return;
    vec_push(f->c->arena, &group->bodies, body);
}

/* A body that only groups know: another municipality. Its name can be used like that of a declared body. */
static size_t add_outsider(Filling *f, const Decl *decl, Str code, Str name)
{
    Checker *c = f->c;
    Body body = {.common = {.name = name, .title = name}, .kind = NO_INDEX, .parent = NO_INDEX, .outside = true, .owned = FIX_ONE};
    body.common.valid = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    vec_push(c->arena, &body.codes, code);
    size_t index = c->model->bodies.count;
    vec_push(c->arena, &c->model->bodies, body);
    add_spellings(f, index);
    if (!name_find(c, name)) {
        Known *known = ARENA_NEW(c->arena, Known);
        known->symbol = (Symbol){{SYM_BODY, index, 0}, decl, name};
        map_put(&c->model->names, name_fold(c, name), known);
    }
    return index;
}

static Str outsider_name(const Item *item)
{
    const Mod *as = item_mod(item, MOD_AS);
    bool named = as && as->value && (as->value->kind == EXPR_NAME || as->value->kind == EXPR_TEXT);
    return named ? as->value->as.text : item->value->as.text;
}

static bool is_own_municipality(const Checker *c, Str code)
{
    const Model *model = c->model;
    return str_eq(code, model->municipality_code) || (model->head && (str_eq(code, model->name) || str_eq(code, model->title)));
}

static void add_code(Filling *f, Group *group, const Item *item)
{
    Checker *c = f->c;
    Str code = item->value->as.text;
    vec_push(c->arena, &group->codes, item->value);
    if (group->of_codes || is_own_municipality(c, code))
        return;
    size_t known = (size_t)map_get(&f->spellings, name_fold(c, code));
    add_member(f, group, known ? known - 1 : add_outsider(f, group->common.decl, code, outsider_name(item)));
}

/* ---- members ---- */

static void add_scope(Filling *f, Group *group, Expr *scope)
{
    Checker *c = f->c;
    if (!scope_check(c, &ENV_PLAIN, scope))
        return;
    Ref ref = info_of(c, scope)->ref;
    if (ref.kind == SYM_GROUP)
        fill(f, ref.index);
    IndexVec bodies = {0};
    scope_bodies(c->arena, c->model, scope, &bodies);
    for (VEC_EACH(size_t, body, &bodies))
        add_member(f, group, *body);
}

static bool is_of_codes(const Decl *decl)
{
    EACH_ATTR(attr, decl, ATTR_CONSISTS)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && (item->value->kind == EXPR_NUMBER || item->value->kind == EXPR_RANGE))
                return true;
    return false;
}

static void add_item(Filling *f, Group *group, const Item *item)
{
    if (!item->value)
        return;
    if (item->value->kind == EXPR_TEXT)
        add_code(f, group, item);
    else if (item->value->kind == EXPR_SCOPE)
        add_scope(f, group, item->value);
    else
        vec_push(f->c->arena, &group->codes, item->value);
}

static void fill_members(Filling *f, size_t index)
{
    /* Filling may add bodies and fill other groups, but never adds groups: the pointer stays. */
    Group *group = &f->c->model->groups.items[index];
    const Decl *decl = group->common.decl;
    require_attr(f->c, decl, ATTR_CONSISTS, "består av \"1960\", \"1961\"");
    size_t errors = f->c->diags->errors;
    group->of_codes = is_of_codes(decl);
    EACH_ATTR(attr, decl, ATTR_CONSISTS)
        for (VEC_EACH(const Item, item, &attr->items))
            add_item(f, group, item);
    bool fine = decl_attr(decl, ATTR_CONSISTS) && !decl->broken && errors == f->c->diags->errors;
    if (fine && group->bodies.count + group->codes.count == 0)
        diag_add(f->c->diags, DIAG_S0329, decl->name_span, text_of(f->c, decl->name), NULL);
}

static void fill(Filling *f, size_t index)
{
    if (f->states[index] == TYPE_KNOWN)
        return;
    const Decl *decl = f->c->model->groups.items[index].common.decl;
    if (f->states[index] == TYPE_IN_PROGRESS) {
        diag_add(f->c->diags, DIAG_S0346, decl->name_span, text_of(f->c, decl->name), NULL);
        return;
    }
    f->states[index] = TYPE_IN_PROGRESS;
    if (f->c->depth++ < CHECK_MAX_DEPTH)
        fill_members(f, index);
    f->c->depth--;
    f->states[index] = TYPE_KNOWN;
}

void groups_check(Checker *c)
{
    size_t count = c->model->groups.count;
    Filling filling = {.c = c, .states = arena_array(c->arena, count, sizeof(TypeState))};
    if (count == 0)
        return;
    map_init(&filling.spellings, c->arena);
    for (size_t i = 0; i < c->model->bodies.count; i++)
        add_spellings(&filling, i);
    for (size_t i = 0; i < count; i++)
        fill(&filling, i);
}
