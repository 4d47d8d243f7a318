/* replacements.c: `ersätter X med stöd av "…"` in a part: what is decided above and by what right it does not apply to the part's body. Elsewhere `ersätter`
 * says what a declaration was called before, and this pass says nothing. A pass of check.c. */
#include "model/check.h"

static bool is_replaceable(DeclKind kind)
{
    switch (kind) {
    case DECL_GOAL: case DECL_INDICATOR: case DECL_CHECKPOINT: case DECL_COMMISSION: case DECL_RULE: case DECL_DOCUMENT: case DECL_RESPONSIBILITY:
    case DECL_DECISION_RIGHT: case DECL_RISK: return true;
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_LEVEL: case DECL_SCALE: case DECL_UNIT: case DECL_TABLE:
    case DECL_PARAMETER: case DECL_SEASON: case DECL_TEST: case DECL_DOCUMENT_TYPE: case DECL_DECISION_TABLE: case DECL_CONSTRAINT: case DECL_SCENARIO: case DECL_COUNT: break;
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

/* ---- what nobody below can set aside ---- */

static bool is_law(const Decl *decl)
{
    return decl && decl->span.src && decl->span.src->library;
}

static bool report_law(Checker *c, const Common *by, Span span, const Decl *law)
{
    Diag *diag = diag_add(c->diags, DIAG_S0741, span, text_of(c, by->name), text_of(c, law->name), NULL);
    diag_label(c->diags, diag, law->name_span, BOTH("står i lagens bibliotek", "stands in the law's library"));
    return false;
}

/* What meets the law's duty stands in its place: who is exempt from it is exempt from the law. */
static void check_exempted(Checker *c, const Checkpoint *checkpoint)
{
    const Attr *exempt = decl_attr(checkpoint->common.decl, ATTR_EXEMPT);
    if (!exempt || checkpoint->common.part == NO_INDEX || is_law(checkpoint->common.decl))
        return;
    for (VEC_EACH(const size_t, met, &checkpoint->meets)) {
        const Decl *law = c->model->checkpoints.items[*met].common.decl;
        if (is_law(law)) {
            report_law(c, &checkpoint->common, exempt->span, law);
            return;
        }
    }
}

/* A goal of a level that someone else decides about is that body's to replace. */
static bool check_goal(Checker *c, const Common *by, const Expr *name, size_t body, const Known *above)
{
    Str what;
    const Goal *goal = &c->model->goals.items[above->symbol.ref.index];
    const Expr *decider = goal_decided_by(c, goal, &what);
    if (by->has_decided && by->decided.body != NO_INDEX)
        body = by->decided.body;
    if (!decider || body == NO_INDEX || decider_is(c, decider, &goal->responsible, by, body))
        return true;
    Diag *diag = diag_add(c->diags, DIAG_S0742, name->span, text_of(c, by->name), text_of(c, goal->common.name), text_of(c, what),
                          decider_text(c, decider, &goal->responsible, by), text_of(c, c->model->bodies.items[body].common.name), NULL);
    diag_label(c->diags, diag, decider->span, BOTH("står här", "stated here"));
    return false;
}

static bool is_replaced_rightly(Checker *c, const Common *by, const Expr *name, const Known *above)
{
    const Decl *decl = above->symbol.decl;
    if (is_law(decl) && !is_law(by->decl))
        return report_law(c, by, name->span, decl);
    if (decl->kind == DECL_CONSTRAINT) {
        Diag *diag = diag_add(c->diags, DIAG_S0740, name->span, text_of(c, by->name), text_of(c, decl->name), NULL);
        diag_label(c->diags, diag, decl->name_span, BOTH("deklarerat ovanför, här", "declared above, here"));
        return false;
    }
    return check_kinds(c, by, name, above) && (decl->kind != DECL_GOAL || check_goal(c, by, name, c->model->parts.items[by->part].body, above));
}

static void check_replaced(Checker *c, const Common *by, const Attr *attr, const Item *item)
{
    const Part *part = &c->model->parts.items[by->part];
    const Known *above = item->value && item->value->kind == EXPR_NAME ? name_find(c, item->value->as.text) : NULL;
    /* The right stands behind the last of the names and is that of all. */
    const Mod *support = item_mod(&attr->items.items[attr->items.count - 1], MOD_SUPPORT);
    if (!above || !above->symbol.decl || !part_is_below(c->model, by->part, above->symbol.decl) || !is_replaced_rightly(c, by, item->value, above))
        return;
    Str text = support && support->value && support->value->kind == EXPR_TEXT ? str_trim(support->value->as.text) : STR_LIT("");
    if (!text.n) {
        Diag *diag = diag_add(c->diags, DIAG_S0765, item->span, text_of(c, by->name), text_of(c, item->value->as.text), NULL);
        diag_label(c->diags, diag, above->symbol.decl->name_span, BOTH("deklarerat ovanför, här", "declared above, here"));
        return;
    }
    set_ref(c, item->value, above->symbol.ref.kind, above->symbol.ref.index, 0);
    if (part->body != NO_INDEX)
        vec_push(c->arena, &c->model->replacements, ((Replacement){above->symbol.decl, by, part->body, text, item}));
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
    for (VEC_EACH(const Checkpoint, checkpoint, &c->model->checkpoints))
        if (!checkpoint->common.decl->broken)
            check_exempted(c, checkpoint);
}

/* ---- told by styr granska: who has set what aside ---- */

void model_replacements(const Model *model, Diags *diags)
{
    for (VEC_EACH(const Replacement, one, &model->replacements)) {
        Str by = one->by->name, what = one->what->name, body = model->bodies.items[one->body].common.name;
        Arena *arena = model->arena;
        diag_add(diags, DIAG_S0743, one->item->span, arena_strndup(arena, by.s, by.n), arena_strndup(arena, what.s, what.n),
                 arena_strndup(arena, body.s, body.n), arena_strndup(arena, one->support.s, one->support.n), NULL);
    }
}
