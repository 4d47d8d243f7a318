/* parts.c: the heads of a model: `styrmodell` once for the municipality, and once for each part, the file of a body below (`styrmodell … under X för BUN`).
 * A part holds what stands in its own file. Passes of check.c. */
#include "model/check.h"

/* ---- which heads there are ---- */

static void declare_head(Checker *c, const Tree *tree, const Decl *decl)
{
    attributes_check(c, decl);
    if (decl_attr(decl, ATTR_UNDER)) {
        Part part = {.tree = tree, .above = NO_INDEX, .body = NO_INDEX};
        common_fill(c, &part.common, decl);
        vec_push(c->arena, &c->model->parts, part);
        return;
    }
    if (!c->model->head) {
        c->model->head = decl;
        return;
    }
    Diag *diag = diag_add(c->diags, DIAG_S0218, decl->keyword, text_of(c, c->model->head->name), NULL);
    diag_label(c->diags, diag, c->model->head->keyword, BOTH("den första", "the first"));
}

static const Expr *above_name(const Part *part)
{
    const Expr *name = attr_value(decl_attr(part->common.decl, ATTR_UNDER));
    return name && name->kind == EXPR_NAME ? name : NULL;
}

static size_t part_named(Checker *c, Str name, size_t except)
{
    for (size_t i = 0; i < c->model->parts.count; i++)
        if (i != except && str_eq(name_fold(c, c->model->parts.items[i].common.name), name_fold(c, name)))
            return i;
    return NO_INDEX;
}

/* Every head is known before any other name is declared: whose a declaration is decides what its name may do. */
void heads_declare(Checker *c)
{
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls)) {
            if (decl->kind == DECL_STEERING_MODEL && decl->name.n)
                declare_head(c, c->model->trees[t], decl);
            else if (decl->kind == DECL_STEERING_MODEL)
                name_broken(c, decl);
        }
    for (VEC_EACH(Part, part, &c->model->parts)) {
        const Expr *name = above_name(part);
        if (name)
            part->above = part_named(c, name->as.text, NO_INDEX);
    }
}

size_t part_of(const Model *model, const Decl *decl)
{
    for (size_t i = 0; decl && i < model->parts.count; i++)
        if (model->parts.items[i].tree->src == decl->keyword.src)
            return i;
    return NO_INDEX;
}

bool part_is_below(const Model *model, size_t part, const Decl *above)
{
    size_t other = part_of(model, above);
    if (part == NO_INDEX || part == other)
        return false;
    if (other == NO_INDEX)
        return true;
    for (size_t steps = 0; part != NO_INDEX && steps <= model->parts.count; steps++, part = model->parts.items[part].above)
        if (part == other)
            return true;
    return false;
}

/* ---- what may not be declared again ---- */

/* What a body below may do instead. */
static const char *ways_out(Checker *c, const Decl *decl)
{
    const char *name = text_of(c, decl->name);
    switch (decl->kind) {
    case DECL_INDICATOR:
    case DECL_CHECKPOINT:
        return diag_both(c->arena,
            arena_printf(c->arena, "ge det ett eget namn och skriv skärper %s om det ska bli strängare, eller ersätter %s med stöd av \"…\" om något ger rätt till det", name, name),
            arena_printf(c->arena, "give it a name of its own and write skärper %s if it is to be stricter, or ersätter %s med stöd av \"…\" if something gives the right to", name, name));
    case DECL_GOAL: case DECL_RULE: case DECL_COMMISSION: case DECL_DOCUMENT: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT: case DECL_RISK:
        return diag_both(c->arena,
            arena_printf(c->arena, "ge det ett eget namn, och skriv ersätter %s med stöd av \"…\" om något ger rätt till det", name),
            arena_printf(c->arena, "give it a name of its own, and write ersätter %s med stöd av \"…\" if something gives the right to", name));
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_LEVEL: case DECL_SCALE: case DECL_UNIT: case DECL_TABLE:
    case DECL_PARAMETER: case DECL_SEASON: case DECL_TEST: case DECL_DOCUMENT_TYPE: case DECL_DECISION_TABLE: case DECL_CONSTRAINT: case DECL_SCENARIO: case DECL_COUNT: break;
    }
    return BOTH("ge det ett eget namn", "give it a name of its own");
}

bool part_redeclares(Checker *c, const Decl *decl, const Decl *before)
{
    size_t part = part_of(c->model, decl);
    if (!part_is_below(c->model, part, before))
        return false;
    Diag *diag = diag_add(c->diags, DIAG_S0755, decl->name_span, text_of(c, decl->name), text_of(c, c->model->parts.items[part].common.name), ways_out(c, decl), NULL);
    diag_label(c->diags, diag, before->name_span, BOTH("deklarerat ovanför, här", "declared above, here"));
    return true;
}

/* ---- the heads themselves ---- */

/* The one body that a part is for. */
static void fill_body(Checker *c, Part *part)
{
    const Decl *decl = part->common.decl;
    const Attr *attr = decl_attr(decl, ATTR_FOR);
    Expr *scope = attr_value(attr);
    size_t errors = c->diags->errors;
    if (scope && attr->items.count == 1 && scope_check(c, &ENV_PLAIN, scope) && !scope->as.scope.where && info_of(c, scope)->ref.kind == SYM_BODY) {
        part->body = info_of(c, scope)->ref.index;
        return;
    }
    if (errors == c->diags->errors && !c->incomplete && !decl->broken && !(scope && attr->items.count == 1 && info_of(c, scope)->ref.kind == SYM_NONE))
        diag_add(c->diags, DIAG_S0752, attr ? attr->span : decl->name_span, text_of(c, decl->name), NULL);
}

static void check_above(Checker *c, const Part *part)
{
    const Expr *name = above_name(part);
    const Decl *head = c->model->head;
    if (!name || part->above != NO_INDEX || c->incomplete || (head && str_eq(name_fold(c, head->name), name_fold(c, name->as.text))))
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0750, name->span, text_of(c, part->common.name), text_of(c, name->as.text), NULL);
    if (head)
        diag_suggest(c->diags, diag, text_of(c, head->name));
}

static void check_head_name(Checker *c, size_t index)
{
    const Decl *decl = c->model->parts.items[index].common.decl, *head = c->model->head, *before = NULL;
    size_t other = part_named(c, decl->name, index);
    if (head && str_eq(name_fold(c, head->name), name_fold(c, decl->name)))
        before = head;
    else if (other != NO_INDEX && other < index)
        before = c->model->parts.items[other].common.decl;
    if (!before)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0202, decl->name_span, text_of(c, decl->name), once_only(c, decl, before), NULL);
    diag_label(c->diags, diag, before->name_span, BOTH("deklarerat första gången här", "first declared here"));
}

void parts_check(Checker *c)
{
    const Attr *whose = c->model->head ? decl_attr(c->model->head, ATTR_FOR) : NULL;
    if (whose)
        diag_add(c->diags, DIAG_S0753, whose->span, text_of(c, c->model->head->name), NULL);
    for (size_t i = 0; i < c->model->parts.count; i++) {
        Part *part = &c->model->parts.items[i];
        fill_body(c, part);
        check_above(c, part);
        check_head_name(c, i);
        common_check(c, &part->common);
    }
}

/* A body's own file that does not use the municipality's model: every body in it is unknown, and the cause is one. Sure only where nothing at all is declared
 * that such names could be, and several of them are unknown. */
void head_missing_check(Checker *c)
{
    bool declares = c->model->head || c->model->parts.count || c->model->levels.count;
    for (VEC_EACH(const Body, body, &c->model->bodies))
        declares |= body->common.decl != NULL;
    if (!declares && c->unknown_bodies > 1 && !c->incomplete)
        diag_add(c->diags, DIAG_S0754, c->unknown_body, NULL);
}
