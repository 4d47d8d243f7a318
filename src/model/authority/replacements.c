/* replacements.c: `ersätter X med stöd av "…"` in a part: what is decided above and by what right it does not apply to the part's body. Elsewhere `ersätter`
 * says what a declaration was called before, and this pass says nothing. A pass of check.c. */
#include "model/check.h"

static bool is_replaceable(DeclKind kind)
{
    switch (kind) {
    case DECL_GOAL: case DECL_INDICATOR: case DECL_CHECKPOINT: case DECL_COMMISSION: case DECL_RULE: case DECL_DOCUMENT: case DECL_RESPONSIBILITY:
    case DECL_DECISION_RIGHT: case DECL_RISK: case DECL_CONSTRAINT: return true;
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_LEVEL: case DECL_SCALE: case DECL_UNIT: case DECL_TABLE:
    case DECL_PARAMETER: case DECL_SEASON: case DECL_TEST: case DECL_DOCUMENT_TYPE: case DECL_DECISION_TABLE: case DECL_COUNT: break;
    }
    return false;
}

static const char *kind_text(SymbolKind kind)
{
    return symbol_kinds_text(1u << kind);
}

/* Of the same kind, and of one that applies to bodies: a table or a scale is there for all. */
static bool check_kinds(Checker *c, const Common *by, const Expr *name, const Known *above)
{
    const Known *own = name_find(c, by->name);
    if (above->symbol.decl->kind == by->decl->kind && is_replaceable(by->decl->kind))
        return true;
    if (by->decl->kind == DECL_STEERING_MODEL)      /* a part may replace an older one of its own */
        return false;
    Diag *diag = diag_add(c->diags, DIAG_S0766, name->span, text_of(c, by->name), own ? kind_text(own->symbol.ref.kind) : decl_keyword(by->decl->kind),
                          text_of(c, name->as.text), kind_text(above->symbol.ref.kind), NULL);
    diag_label(c->diags, diag, above->symbol.decl->name_span, BOTH("deklarerat ovanför, här", "declared above, here"));
    return false;
}

static void check_replaced(Checker *c, const Common *by, const Attr *attr, const Item *item)
{
    const Part *part = &c->model->parts.items[by->part];
    const Known *above = item->value && item->value->kind == EXPR_NAME ? name_find(c, item->value->as.text) : NULL;
    /* The right stands behind the last of the names and is that of all. */
    const Mod *support = item_mod(&attr->items.items[attr->items.count - 1], MOD_SUPPORT);
    if (!above || !above->symbol.decl || !part_is_below(c->model, by->part, above->symbol.decl) || !check_kinds(c, by, item->value, above))
        return;
    if (!support) {
        Diag *diag = diag_add(c->diags, DIAG_S0765, item->span, text_of(c, by->name), text_of(c, item->value->as.text), NULL);
        diag_label(c->diags, diag, above->symbol.decl->name_span, BOTH("deklarerat ovanför, här", "declared above, here"));
        return;
    }
    Str text = support->value && support->value->kind == EXPR_TEXT ? support->value->as.text : STR_LIT("");
    set_ref(c, item->value, above->symbol.ref.kind, above->symbol.ref.index, 0);
    if (part->body != NO_INDEX)
        vec_push(c->arena, &c->model->replacements, ((Replacement){above->symbol.decl, by, part->body, text}));
}

/* In a part or not: nothing comes instead of itself, and nothing was called before what it is called now. */
static void check_itself(Checker *c, const Common *by)
{
    const char *name = text_of(c, by->name);
    EACH_ATTR(attr, by->decl, ATTR_REPLACES)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && item->value->kind == EXPR_NAME && str_eq(name_fold(c, item->value->as.text), name_fold(c, by->name)))
                diag_add(c->diags, DIAG_S0778, item->span, name, BOTH("ersätter", "replaces"), arena_printf(c->arena, "%s → %s", name, name), NULL);
}

static void check_common(Checker *c, const Common *by)
{
    check_itself(c, by);
    if (by->part == NO_INDEX || by->decl->broken)
        return;
    EACH_ATTR(attr, by->decl, ATTR_REPLACES)
        for (VEC_EACH(const Item, item, &attr->items))
            check_replaced(c, by, attr, item);
}

void replacements_check(Checker *c)
{
    declared_each(c, check_common);
}
