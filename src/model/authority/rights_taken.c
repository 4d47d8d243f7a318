/* rights_taken.c: a `beslutanderätt` in a body's own file that gives the body, or another, a right which was given to somebody else above. A pass of check.c. */
#include "model/check.h"

static bool is_replaced_by(const Model *model, const Decl *above, const Common *own)
{
    for (VEC_EACH(const Replacement, one, &model->replacements))
        if (one->what == above && one->by == own)
            return true;
    return false;
}

/* The same right: about the same rows, called the same, or said to stand in its place. */
static bool is_same_right(Checker *c, const DecisionRight *own, const DecisionRight *above)
{
    if (own->where && above->where && own->table == above->table && expr_same_text(own->where, above->where))
        return true;
    return str_eq(name_fold(c, own->common.title), name_fold(c, above->common.title)) || is_replaced_by(c->model, above->common.decl, &own->common);
}

/* A holder here that is none of those above, nor below one of them: who has a right may leave it to somebody of its own. */
static size_t new_holder(Checker *c, const DecisionRight *own, const DecisionRight *above)
{
    IndexVec here = {0}, there = {0};
    parties_bodies(c, &own->held, &here);
    parties_bodies(c, &above->held, &there);
    for (size_t i = 0; i < here.count && there.count; i++) {
        bool covered = false;
        for (size_t j = 0; j < there.count && !covered; j++)
            covered = applies_to_below(c->model, there.items[j], here.items[i]);
        if (!covered)
            return here.items[i];
    }
    return NO_INDEX;
}

static void compare_rights(Checker *c, const DecisionRight *own, const DecisionRight *above)
{
    if (above->common.decl->broken || !part_is_below(c->model, own->common.part, above->common.decl) || !is_same_right(c, own, above))
        return;
    size_t holder = new_holder(c, own, above);
    if (holder == NO_INDEX)
        return;
    const Attr *held = decl_attr(own->common.decl, ATTR_HELD_BY), *there = decl_attr(above->common.decl, ATTR_HELD_BY);
    Diag *diag = diag_add(c->diags, DIAG_S0747, held->span, text_of(c, own->common.name), text_of(c, c->model->bodies.items[holder].common.name),
                          text_of(c, above->common.name), NULL);
    diag_label(c->diags, diag, there->span, BOTH("rätten ligger här", "the right is held here"));
}

/* Decided by somebody above, as the declaration itself says, it is not the part's body that gives. */
static bool is_given_from_above(const Model *model, const Common *common)
{
    size_t body = model->parts.items[common->part].body;
    return body == NO_INDEX || (common->has_decided && common->decided.body != NO_INDEX && !body_within(model, common->decided.body, body));
}

void rights_taken_check(Checker *c)
{
    for (VEC_EACH(const DecisionRight, own, &c->model->rights)) {
        if (own->common.part == NO_INDEX || own->common.decl->broken || is_given_from_above(c->model, &own->common))
            continue;
        for (VEC_EACH(const DecisionRight, above, &c->model->rights))
            compare_rights(c, own, above);
    }
}
