/* valid.c: when a declaration is in force, and what is exempt from it. */
#include "exec/eval.h"

bool within_validity(const Common *common, Period period)
{
    return common->valid.first <= period.last && period.last <= common->valid.last;
}

/* ---- undantag "…" för X från och med D till och med D ---- */

bool scope_covers(Evaluator *ev, const Expr *scope, const Context *context)
{
    Ref ref = scope ? model_info(ev->model, scope)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_ALL_BODIES)
        return context->who == (ref.index ? WHO_GROUP : WHO_MUNICIPALITY);
    if (context->who != WHO_BODY)
        return false;
    IndexVec bodies = {0};
    scope_bodies(ev->arena, ev->model, scope, &bodies);
    for (size_t i = 0; i < bodies.count; i++)
        if (body_within(ev->model, context->body, bodies.items[i]))
            return true;
    return false;
}

static bool covers_body(Evaluator *ev, const Item *item, const Context *context)
{
    const Mod *mod = item_mod(item, MOD_FOR);
    if (!mod || !mod->value)
        return true;
    if (mod->value->kind != EXPR_LIST)
        return scope_covers(ev, mod->value, context);
    for (size_t i = 0; i < mod->value->as.list.count; i++)
        if (scope_covers(ev, mod->value->as.list.items[i], context))
            return true;
    return false;
}

static const char *exemption_text(Evaluator *ev, const Item *item)
{
    Str text = item->value && item->value->kind == EXPR_TEXT ? item->value->as.text : STR_LIT("");
    const Mod *by = item_mod(item, MOD_ACCORDING);
    if (by && by->value && by->value->kind == EXPR_TEXT)
        return arena_printf(ev->arena, STR_FMT " (" STR_FMT ")", STR_ARG(text), STR_ARG(by->value->as.text));
    return arena_strndup(ev->arena, text.s, text.n);
}

static const Item *exemption(Evaluator *ev, const Decl *decl, const Context *context)
{
    for (size_t i = 0; i < decl->attrs.count; i++) {
        const Attr *attr = &decl->attrs.items[i];
        for (size_t j = 0; attr->kind == ATTR_EXEMPT && j < attr->items.count; j++)
            if (covers_body(ev, &attr->items.items[j], context) && exemption_covers(&attr->items.items[j], context->period.last))
                return &attr->items.items[j];
    }
    return NULL;
}

/* ---- ersätter X med stöd av "…", in the file of a body below ---- */

static const Replacement *replaced(const Evaluator *ev, const Decl *decl, const Context *context)
{
    if (context->who != WHO_BODY)
        return NULL;
    for (size_t i = 0; i < ev->model->replacements.count; i++) {
        const Replacement *replacement = &ev->model->replacements.items[i];
        if (replacement->what == decl && body_within(ev->model, context->body, replacement->body) && within_validity(replacement->by, context->period))
            return replacement;
    }
    return NULL;
}

bool is_replaced(Evaluator *ev, const Decl *decl, const Context *context)
{
    return decl && replaced(ev, decl, context);
}

bool is_exempt(Evaluator *ev, const Decl *decl, const Context *context)
{
    return decl && (exemption(ev, decl, context) || replaced(ev, decl, context));
}

const ReasonSet *exempt_reason(Evaluator *ev, const Decl *decl, const Context *context, const Context *about, Str name)
{
    const Item *exempt = decl ? exemption(ev, decl, context) : NULL;
    if (exempt)
        return reason(ev, REASON_EXEMPT, about, name, exemption_text(ev, exempt), NULL);
    const Replacement *by = decl ? replaced(ev, decl, context) : NULL;
    if (!by)
        return NULL;
    const char *text = arena_printf(ev->arena, STR_FMT " (" STR_FMT ")", STR_ARG(by->by->name), STR_ARG(by->support));
    return reason(ev, REASON_REPLACED, context, decl->name, text, NULL);
}
