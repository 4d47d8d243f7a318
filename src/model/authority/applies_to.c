/* applies_to.c: `gäller för`: whom a declaration, a part or the whole model is for. On rules, indicators and hållpunkter it limits their bodies; what lies
 * outside that of the head is probably not meant. Called by the passes; the checks are a pass of check.c. */
#include "model/check.h"

void applies_to_fill(Checker *c, Common *common)
{
    PartyVec parties = {0};
    const Attr *attr = common->decl ? decl_attr(common->decl, ATTR_APPLIES_TO) : NULL;
    if (!attr || common->limited)
        return;
    common->limited = true;
    parties_fill(c, &ENV_PLAIN, common->decl, ATTR_APPLIES_TO, &parties);
    for (VEC_EACH(const Party, party, &parties)) {
        Ref ref = party->scope ? info_of(c, party->scope)->ref : (Ref){SYM_NONE, 0, 0};
        if (ref.kind != SYM_ALL_BODIES)
            continue;
        *(ref.index ? &common->for_group : &common->for_municipality) = true;
        for (size_t i = 0; i < c->model->bodies.count; i++)
            if (!c->model->bodies.items[i].outside && (ref.index || !c->model->bodies.items[i].company) && party->except != i)
                vec_push(c->arena, &common->applies_to, i);
    }
    parties_bodies(c, &parties, &common->applies_to);
}

/* Nämnder, bolag and the like stand under fullmäktige, but fullmäktige is only itself, with its own utskott: what applies to it does not apply to them. */
static bool is_own(const Model *model, size_t body)
{
    static const size_t apart[] = {1, 2, 4, 5};      /* styrelse, nämnd, bolag, förbund, as built in */
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (kind_is(model, model->bodies.items[body].kind, apart[i]))
            return true;
    return false;
}

bool applies_to_below(const Model *model, size_t of, size_t body)
{
    if (!body_within(model, body, of) || !kind_is(model, model->bodies.items[of].kind, 0))
        return body_within(model, body, of);
    for (; body != of; body = model->bodies.items[body].parent)
        if (is_own(model, body))
            return false;
    return true;
}

bool applies_to_body(const Model *model, const Common *common, size_t body)
{
    for (VEC_EACH(const size_t, of, &common->applies_to))
        if (applies_to_below(model, *of, body))
            return true;
    return false;
}

/* What only words limit (gäller för "de privata utförarna") names no bodies to compare with. */
static bool is_limited(const Common *common)
{
    return common->limited && common->applies_to.count;
}

static void report_nobody(Checker *c, const Common *common)
{
    if (!c->incomplete)
        diag_add(c->diags, DIAG_S0777, decl_attr(common->decl, ATTR_APPLIES_TO)->span, text_of(c, common->name), NULL);
}

void contexts_limit(Checker *c, const Common *common, Contexts *contexts)
{
    size_t kept = 0;
    bool any = contexts->bodies.count || contexts->municipality || contexts->group;
    if (!is_limited(common) || !any)
        return;
    for (size_t i = 0; i < contexts->bodies.count; i++)
        if (applies_to_body(c->model, common, contexts->bodies.items[i]))
            contexts->bodies.items[kept++] = contexts->bodies.items[i];
    contexts->bodies.count = kept;
    contexts->municipality = contexts->municipality && (common->for_municipality || common->for_group);
    contexts->group = contexts->group && common->for_group;
    if (!kept && !contexts->municipality && !contexts->group)
        report_nobody(c, common);
}

void checkpoint_limit(Checker *c, Checkpoint *checkpoint)
{
    size_t kept = 0, before = checkpoint->bodies.count;
    if (!is_limited(&checkpoint->common) || !before)
        return;
    for (size_t i = 0; i < before; i++)
        if (applies_to_body(c->model, &checkpoint->common, checkpoint->bodies.items[i])) {
            checkpoint->bodies.items[kept] = checkpoint->bodies.items[i];
            checkpoint->roles.items[kept++] = checkpoint->roles.items[i];
        }
    checkpoint->bodies.count = checkpoint->roles.count = kept;
    if (!kept)
        report_nobody(c, &checkpoint->common);
}

/* ---- outside the head's ---- */

/* Whose `gäller för` holds for the declaration: its part's, that of a part above, or the head's; NULL: none is stated. */
static const Common *limit_of(const Model *model, const Common *common)
{
    size_t part = common->part;
    for (size_t steps = 0; part != NO_INDEX && steps <= model->parts.count; steps++, part = model->parts.items[part].above)
        if (is_limited(&model->parts.items[part].common))
            return &model->parts.items[part].common;
    return model->head && is_limited(&model->head_common) ? &model->head_common : NULL;
}

/* Those above someone whom the model is for answer for it: fullmäktige, when it is for the nämnder. */
static bool is_outside(const Model *model, const Common *limit, size_t body)
{
    if (applies_to_body(model, limit, body))
        return false;
    for (VEC_EACH(const size_t, of, &limit->applies_to))
        if (body_within(model, *of, body))
            return false;
    return true;
}

static bool report_outside(Checker *c, const Common *common, const IndexVec *bodies)
{
    const Common *limit = common->limited || common->decl->broken ? NULL : limit_of(c->model, common);
    if (!limit)
        return false;
    for (VEC_EACH(const size_t, body, bodies)) {
        if (!is_outside(c->model, limit, *body))
            continue;
        Diag *diag = diag_add(c->diags, DIAG_S0776, common->decl->name_span, text_of(c, common->name), text_of(c, c->model->bodies.items[*body].common.name),
                              text_of(c, limit->name), NULL);
        diag_label(c->diags, diag, decl_attr(limit->decl, ATTR_APPLIES_TO)->span, BOTH("gäller för dem som står här", "applies to those that stand here"));
        return true;
    }
    return false;
}

/* A body's own file binds that body. Only a styrelse, which oversees the others, also gives them something to do. */
static void check_within_part(Checker *c, const Common *common, const IndexVec *responsible)
{
    const Part *part = common->part == NO_INDEX ? NULL : &c->model->parts.items[common->part];
    if (!part || part->body == NO_INDEX || common->limited || common->has_decided || limit_of(c->model, common) == &part->common)
        return;
    size_t kind = c->model->bodies.items[part->body].kind;
    if (kind == NO_INDEX || kind_is(c->model, kind, 1))     /* 1: styrelse */
        return;
    for (VEC_EACH(const size_t, body, responsible)) {
        if (body_within(c->model, *body, part->body))
            continue;
        Diag *diag = diag_add(c->diags, DIAG_S0776, common->decl->name_span, text_of(c, common->name), text_of(c, c->model->bodies.items[*body].common.name),
                              text_of(c, part->common.name), NULL);
        diag_label(c->diags, diag, decl_attr(part->common.decl, ATTR_FOR)->span, BOTH("är dess egen", "is its own"));
        return;
    }
}

static void check_bodies(Checker *c, const Common *common, const IndexVec *responsible, const IndexVec *to)
{
    size_t before = c->diags->warnings;
    if (!report_outside(c, common, responsible) && to)
        report_outside(c, common, to);
    if (c->diags->warnings == before)
        check_within_part(c, common, responsible);
}

/* What a body's own file lays on others: a responsibility, a right, a risk, an uppdrag, an indicator. */
static void check_laid(Checker *c, const Common *common, const IndexVec *bodies)
{
    if (common->part != NO_INDEX && !common->decl->broken)
        check_bodies(c, common, bodies, NULL);
}

static void check_held(Checker *c, const Common *common, const PartyVec *held)
{
    IndexVec bodies = {0};
    parties_bodies(c, held, &bodies);
    check_laid(c, common, &bodies);
}

/* An uppdrag from somebody above is that body's to write, whoever it goes to. */
static void check_commission(Checker *c, const Commission *commission)
{
    IndexVec bodies = {0};
    if (commission->from != NO_INDEX)
        vec_push(c->arena, &bodies, commission->from);
    for (VEC_EACH(const size_t, body, &commission->to))
        vec_push(c->arena, &bodies, *body);
    check_laid(c, &commission->common, &bodies);
}

static void check_laid_on_others(Checker *c)
{
    for (VEC_EACH(const Responsibility, one, &c->model->responsibilities))
        check_held(c, &one->common, &one->held);
    for (VEC_EACH(const DecisionRight, right, &c->model->rights))
        check_held(c, &right->common, &right->held);
    for (VEC_EACH(const Risk, risk, &c->model->risks))
        check_held(c, &risk->common, &risk->held);
    for (VEC_EACH(const Commission, commission, &c->model->commissions))
        check_commission(c, commission);
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators))
        check_laid(c, &indicator->common, &indicator->responsible);
}

void applies_to_check(Checker *c)
{
    check_laid_on_others(c);
    for (VEC_EACH(const Checkpoint, checkpoint, &c->model->checkpoints)) {
        IndexVec to = {0};
        parties_bodies(c, &checkpoint->to, &to);
        check_bodies(c, &checkpoint->common, &checkpoint->bodies, &to);
    }
    for (VEC_EACH(const Goal, goal, &c->model->goals))
        check_bodies(c, &goal->common, &goal->responsible, NULL);
    for (VEC_EACH(const Document, document, &c->model->documents))
        check_bodies(c, &document->common, &document->responsible, NULL);
}
