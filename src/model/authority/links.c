/* links.c: what any declaration may say of where it belongs: who decided and prepared it, its characteristics, whom it applies to, the document it is part of
 * and what it builds on. Called by common.c. */
#include "model/check.h"

static Str text_mod(const Item *item, ModKind kind)
{
    const Mod *mod = item_mod(item, kind);
    return mod && mod->value && mod->value->kind == EXPR_TEXT ? mod->value->as.text : STR_LIT("");
}

/* beslutad av KF 2018-12-12 "§ 226" dnr "2018.617 KS" */
static Act act_of(Checker *c, const Item *item)
{
    Act act = {.body = NO_INDEX, .item = item, .paragraph = text_mod(item, MOD_NOTE), .dnr = text_mod(item, MOD_DNR)};
    const Known *known = name_resolve(c, NULL, item->value, WANT_BODY);
    if (known && known->symbol.ref.kind == SYM_BODY)
        act.body = known->symbol.ref.index;
    const Mod *on = item_mod(item, MOD_ON);
    act.has_day = on && time_period(c, on->value, &act.day);
    return act;
}

static void fill_acts(Checker *c, Common *common)
{
    const Attr *decided = decl_attr(common->decl, ATTR_DECIDED);
    if (decided && decided->items.count) {
        common->has_decided = true;
        common->decided = act_of(c, &decided->items.items[0]);
    }
    EACH_ATTR(attr, common->decl, ATTR_PREPARED)
        for (VEC_EACH(const Item, item, &attr->items))
            vec_push(c->arena, &common->prepared, act_of(c, item));
}

static void fill_properties(Checker *c, Common *common)
{
    EACH_ATTR(attr, common->decl, ATTR_PROPERTY)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Mod *value = item_mod(item, MOD_NOTE);
            if (item->value && item->value->kind == EXPR_NAME && value && value->value)
                vec_push(c->arena, &common->properties, ((Property){item->value->as.text, value->value}));
        }
}

#define WANT_BASIS \
    (WANT(GOAL) | WANT(GOAL_LEVEL) | WANT(INDICATOR) | WANT(DOCUMENT) | WANT(DOCUMENT_TYPE) | WANT(CHECKPOINT) | WANT(PARAMETER) | WANT(TABLE) | WANT(GROUP))

static void fill_references(Checker *c, Common *common)
{
    Expr *document = attr_value(decl_attr(common->decl, ATTR_PART_OF));
    unsigned basis = common->decl->kind == DECL_SCENARIO ? WANT(SCENARIO) : WANT_BASIS;
    EACH_ATTR(attr, common->decl, ATTR_BUILDS_ON)
        for (VEC_EACH(const Item, item, &attr->items))
            if (name_resolve(c, NULL, item->value, basis))
                vec_push(c->arena, &common->builds_on, info_of(c, item->value)->ref);
    /* Before there were declared documents, `hör till` named anything. */
    if (document && document->kind == EXPR_NAME && (c->model->documents.count || name_find(c, document->as.text))
        && name_resolve(c, NULL, document, WANT(DOCUMENT)))
        common->document = info_of(c, document)->ref.index;
}

void links_fill(Checker *c, Common *common)
{
    fill_acts(c, common);
    fill_properties(c, common);
    applies_to_fill(c, common);
    fill_references(c, common);
    common->part = part_of(c->model, common->decl);
}
