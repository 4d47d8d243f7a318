/* decision_dates.c: `beredd av`, `beslutad av`, `förslag` and `gäller` against each other: what must come first, and what is not decided yet. A pass of check.c. */
#include "model/check.h"
#include "model/duties/duties.h"

static const char *act_body(Checker *c, const Act *act)
{
    return act->body == NO_INDEX ? text_of_expr(c, act->item->value) : text_of(c, c->model->bodies.items[act->body].common.name);
}

/* As precise as it is written: a day, or a month. */
static const char *act_day(Checker *c, const Act *act)
{
    StrBuf sv = {0}, en = {0};
    period_print_people(&sv, act->day, false);
    period_print_people(&en, act->day, true);
    const char *text = diag_both(c->arena, arena_strndup(c->arena, sv.s, sv.n), arena_strndup(c->arena, en.s, en.n));
    strbuf_free(&sv);
    strbuf_free(&en);
    return text;
}

static void check_prepared(Checker *c, const Common *common)
{
    const Act *decided = &common->decided, *before = NULL;
    for (VEC_EACH(const Act, act, &common->prepared)) {
        if (!act->has_day)
            continue;
        if (common->has_decided && decided->has_day && act->day.first > decided->day.last) {
            Diag *diag = diag_add(c->diags, DIAG_S0770, act->item->span, text_of(c, common->name), act_body(c, act), act_day(c, act), act_day(c, decided), NULL);
            diag_label(c->diags, diag, decided->item->span, BOTH("beslutet", "the decision"));
        } else if (before && act->day.last < before->day.first) {
            Diag *diag = diag_add(c->diags, DIAG_S0771, act->item->span, text_of(c, common->name), act_body(c, act), act_day(c, act), act_body(c, before), act_day(c, before), NULL);
            diag_label(c->diags, diag, before->item->span, BOTH("står före", "stands before"));
        }
        before = act;
    }
}

/* Nothing is in force before it is decided; that it is may be meant, so it is a warning. */
static void check_in_force_from(Checker *c, const Common *common)
{
    const Attr *valid = decl_attr(common->decl, ATTR_VALID);
    const Act *decided = &common->decided;
    if (!valid || !common->has_decided || !decided->has_day || common->valid.first >= decided->day.first)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0772, valid->span, text_of(c, common->name), day_text(c, common->valid.first), act_day(c, decided), NULL);
    diag_label(c->diags, diag, decided->item->span, BOTH("beslutet", "the decision"));
}

static void check_proposal(Checker *c, const Common *common)
{
    const Attr *proposal = decl_attr(common->decl, ATTR_PROPOSAL);
    if (!proposal || !common->has_decided)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0775, proposal->span, text_of(c, common->name), NULL);
    diag_label(c->diags, diag, common->decided.item->span, BOTH("beslutat här", "decided here"));
}

/* What is decided after the term that the model is for: one of the years is probably mistyped. */
static void check_term(Checker *c, const Common *common)
{
    const Act *decided = &common->decided;
    const Model *model = c->model;
    const Attr *mandate = model->head ? decl_attr(model->head, ATTR_MANDATE) : NULL;
    bool ended = mandate && model->mandate.last > model->mandate.first && common->has_decided && decided->has_day && decided->day.first > model->mandate.last;
    if (!ended || common->decl->span.src->library)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0745, decided->item->span, text_of(c, common->name), act_day(c, decided), day_text(c, model->mandate.last), NULL);
    diag_label(c->diags, diag, mandate->span, BOTH("mandatperioden", "the term"));
}

static void check_common(Checker *c, const Common *common)
{
    check_term(c, common);
    check_prepared(c, common);
    check_in_force_from(c, common);
    check_proposal(c, common);
}

/* ---- decided in the council without the preparation that the model asks for ---- */

static void check_preparation(Checker *c, const Common *common, const Expr *prepared_name, const IndexVec *responsible)
{
    const Act *decided = &common->decided;
    if (!prepared_name || !common->has_decided || !decided->has_day || decided->body == NO_INDEX)
        return;
    size_t kind = c->model->bodies.items[decided->body].kind;
    if (kind == NO_INDEX || !kind_is(c->model, kind, 0))     /* 0: fullmäktige */
        return;
    for (VEC_EACH(const Act, act, &common->prepared))
        if (act->body == NO_INDEX || decider_is(c, prepared_name, responsible, common, act->body))
            return;
    Diag *diag = diag_add(c->diags, DIAG_S0773, decided->item->span, text_of(c, common->name), text_of_expr(c, prepared_name), NULL);
    diag_label(c->diags, diag, prepared_name->span, BOTH("står här", "stated here"));
}

static const Expr *level_preparer(Checker *c, const Goal *goal)
{
    Expr *name = goal->level == NO_INDEX ? NULL : attr_value(decl_attr(c->model->levels.items[goal->level].common.decl, ATTR_PREPARED_BY));
    bool known = name && (info_of(c, name)->ref.kind != SYM_NONE || name_resolve(c, NULL, name, WANT(BODY) | WANT(RELATIVE_BODY)));
    return known ? name : NULL;
}

/* ---- a part against what it is under, an uppdrag against its last day ---- */

static void check_part(Checker *c, const Part *part)
{
    const Common *own = &part->common, *above = part->above == NO_INDEX ? &c->model->head_common : &c->model->parts.items[part->above].common;
    if (!own->has_decided || !own->decided.has_day || !above->has_decided || !above->decided.has_day || own->decided.day.last >= above->decided.day.first)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0744, own->decided.item->span, text_of(c, own->name), act_day(c, &own->decided), text_of(c, above->name),
                          act_day(c, &above->decided), NULL);
    diag_label(c->diags, diag, above->decided.item->span, BOTH("beslutet ovanför", "the decision above"));
}

/* The day of a last day that names its year; a day without a year comes after the decision. */
static bool last_day_of(const Commission *commission, Date *out)
{
    const Point *by = commission->has_deadline ? &commission->schedule.by.items[0] : NULL;
    if (!by || by->kind != AT_DATES || by->has_length || by->also)
        return false;
    *out = by->last;
    return true;
}

static void check_commission(Checker *c, const Commission *commission)
{
    const Common *common = &commission->common;
    Date last;
    if (!common->has_decided || !common->decided.has_day || !last_day_of(commission, &last) || last >= common->decided.day.first)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0746, decl_attr(common->decl, ATTR_REPORTED_BY)->span, text_of(c, common->name), day_text(c, last),
                          act_day(c, &common->decided), NULL);
    diag_label(c->diags, diag, common->decided.item->span, BOTH("beslutet", "the decision"));
}

void decision_dates_check(Checker *c)
{
    declared_each(c, check_common);
    for (VEC_EACH(const Part, part, &c->model->parts))
        check_part(c, part);
    for (VEC_EACH(const Commission, commission, &c->model->commissions))
        check_commission(c, commission);
    for (VEC_EACH(const Document, document, &c->model->documents))
        check_preparation(c, &document->common, document->prepared_name, &document->responsible);
    for (VEC_EACH(const Goal, goal, &c->model->goals))
        check_preparation(c, &goal->common, level_preparer(c, goal), &goal->responsible);
}

/* ---- what is not decided yet: said by styr granska, not by every command ---- */

static bool report_proposal(const Model *model, const Common *common, Diags *diags)
{
    const Attr *proposal = common->decl ? decl_attr(common->decl, ATTR_PROPOSAL) : NULL;
    if (!proposal || common->has_decided)
        return false;
    diag_add(diags, DIAG_S0774, proposal->span, arena_strndup(model->arena, common->name.s, common->name.n), NULL);
    return true;
}

void model_proposals(const Model *model, Diags *diags)
{
    for (VEC_EACH(const Part, part, &model->parts))
        report_proposal(model, &part->common, diags);
    if (report_proposal(model, &model->head_common, diags))
        return;                   /* the head says it for everything in the model */
    for (VEC_EACH(const Document, document, &model->documents))
        report_proposal(model, &document->common, diags);
}
