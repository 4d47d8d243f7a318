/* documents.c: `dokumenttyp`, `dokument` and `risk`: who decides, whose they are, what they hold and threaten. Passes of check.c. */
#include "model/check.h"

/* ---- dokumenttyp ---- */

static size_t type_base(const Model *model, size_t index)
{
    return model->document_types.items[index].base;
}

static const Common *type_common(const Model *model, size_t index)
{
    return &model->document_types.items[index].common;
}

static size_t resolved(Checker *c, Expr *name, SymbolKind kind)
{
    return name && name_resolve(c, NULL, name, 1u << kind) ? info_of(c, name)->ref.index : NO_INDEX;
}

static const Expr *decider_name(Checker *c, const Decl *decl, AttrKind kind)
{
    /* nämnden means the nämnd of whoever is responsible for the document: authority.c. */
    Expr *name = attr_value(decl_attr(decl, kind));
    return name && name_resolve(c, &ENV_PLAIN, name, WANT(BODY) | WANT(RELATIVE_BODY)) ? name : NULL;
}

static void check_type(Checker *c, DocumentType *type)
{
    const Decl *decl = type->common.decl;
    common_check(c, &type->common);
    type->base = resolved(c, decl->kind_name, SYM_DOCUMENT_TYPE);
    type->decided_name = decider_name(c, decl, ATTR_DECIDED_BY);
    type->prepared_name = decider_name(c, decl, ATTR_PREPARED_BY);
    contents_fill(c, decl, ATTR_CONTAINS, &type->contents);
}

bool document_type_is(const Model *model, size_t type, size_t of_type)
{
    for (size_t steps = 0; type != NO_INDEX && steps <= model->document_types.count; steps++, type = type_base(model, type))
        if (type == of_type)
            return true;
    return false;
}

/* ---- dokument ---- */

/* What the document does not say itself its type says, or the type that one is a kind of. */
static void inherit(const Model *model, Document *document)
{
    size_t type = document->type;
    for (size_t steps = 0; type != NO_INDEX && steps <= model->document_types.count; steps++, type = type_base(model, type)) {
        const DocumentType *from = &model->document_types.items[type];
        if (!document->decided_name)
            document->decided_name = from->decided_name;
        if (!document->prepared_name)
            document->prepared_name = from->prepared_name;
    }
}

static void check_document(Checker *c, Document *document)
{
    const Decl *decl = document->common.decl;
    const Expr *statements = attr_value(decl_attr(decl, ATTR_STATEMENTS));
    common_check(c, &document->common);
    document->type = resolved(c, decl->kind_name, SYM_DOCUMENT_TYPE);
    document->decided_name = decider_name(c, decl, ATTR_DECIDED_BY);
    document->prepared_name = decider_name(c, decl, ATTR_PREPARED_BY);
    responsible_fill(c, decl, &document->responsible, &document->responsible_roles);
    contents_fill(c, decl, ATTR_CONTAINS, &document->contents);
    document->statements = statements && statements->kind == EXPR_TEXT ? statements->as.text : STR_LIT("");
    EACH_ATTR(attr, decl, ATTR_PART_IN)
        for (VEC_EACH(const Item, item, &attr->items)) {
            size_t whole = resolved(c, item->value, SYM_DOCUMENT);
            if (whole != NO_INDEX)
                vec_push(c->arena, &document->part_in, whole);
        }
    inherit(c->model, document);
}

void documents_check(Checker *c)
{
    Model *model = c->model;
    for (VEC_EACH(DocumentType, type, &model->document_types))
        check_type(c, type);
    rings_check(c, DIAG_S0301, model->document_types.count, type_base, type_common);
    for (VEC_EACH(Document, document, &model->documents))
        check_document(c, document);
}

/* ---- risk ---- */

#define WANT_THREATENED (WANT(GOAL) | WANT(INDICATOR) | WANT(CHECKPOINT) | WANT(DOCUMENT) | WANT(GOAL_LEVEL))

static bool number_attr(const Decl *decl, AttrKind kind, Fix *out)
{
    const Expr *number = attr_value(decl_attr(decl, kind));
    if (!number || number->kind != EXPR_NUMBER)
        return false;
    *out = number->as.number.value;
    return true;
}

static void fill_treatments(Checker *c, Risk *risk)
{
    EACH_ATTR(attr, risk->common.decl, ATTR_TREATED)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Mod *every = item_mod(item, MOD_EVERY), *by = item_mod(item, MOD_OF);
            Treatment treatment = {.by = NO_INDEX};
            treatment.text = item->value && item->value->kind == EXPR_TEXT ? item->value->as.text : STR_LIT("");
            treatment.every = every && every->value && every->value->kind == EXPR_NAME ? every->value->as.text : STR_LIT("");
            if (by)
                treatment.by = resolved(c, by->value, SYM_BODY);
            vec_push(c->arena, &risk->treatments, treatment);
        }
}

static void check_risk(Checker *c, Risk *risk)
{
    const Decl *decl = risk->common.decl;
    common_check(c, &risk->common);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_HELD_BY, &risk->held);
    EACH_ATTR(attr, decl, ATTR_THREATENS)
        for (VEC_EACH(const Item, item, &attr->items))
            if (name_resolve(c, NULL, item->value, WANT_THREATENED))
                vec_push(c->arena, &risk->threatens, info_of(c, item->value)->ref);
    risk->has_likelihood = number_attr(decl, ATTR_LIKELIHOOD, &risk->likelihood);
    risk->has_impact = number_attr(decl, ATTR_IMPACT, &risk->impact);
    fill_treatments(c, risk);
    responsible_fill(c, decl, &risk->responsible, &risk->responsible_roles);
}

void risks_check(Checker *c)
{
    for (VEC_EACH(Risk, risk, &c->model->risks))
        check_risk(c, risk);
}
