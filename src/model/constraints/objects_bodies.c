/* objects_bodies.c: what conditions on the model can ask of bodies, groups and levels of goals. The getters of objects.def. */
#include "model/check.h"
#include "model/constraints/objects.h"

#define BODY(objects, thing) (&(objects)->model->bodies.items[(thing).index])

void body_type(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_BODY_KIND, BODY(objects, thing)->kind);
}

void body_parent(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_BODY, BODY(objects, thing)->parent);
}

void body_children(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->bodies.count; i++)
        if (objects->model->bodies.items[i].parent == thing.index)
            set_thing(objects, out, SYM_BODY, i);
}

void body_owned(const Objects *objects, Ref thing, Fact *out)
{
    /* A share that is not stated is not known here: krav shall not assume that all is owned. */
    *out = (Fact){FACT_MISSING};
    if (BODY(objects, thing)->common.decl && decl_attr(BODY(objects, thing)->common.decl, ATTR_OWNED))
        fact_number(out, num_of_fix(BODY(objects, thing)->owned));
}

static void decided_by(const Objects *objects, const Common *common, const IndexVec *bodies, Fact *out)
{
    fact_decider(objects, common->decl ? attr_value(decl_attr(common->decl, ATTR_DECIDED_BY)) : NULL, bodies, out);
}

void body_decider_value(const Objects *objects, Ref thing, Fact *out)
{
    IndexVec own = {&thing.index, 1, 1};
    decided_by(objects, &BODY(objects, thing)->common, &own, out);
}

/* The things of a vector whose index list holds the body. */
#define BODIES_THINGS(getter, sym, vector, list)                                 \
    void getter(const Objects *objects, Ref thing, Fact *out)                    \
    {                                                                             \
        fact_set(objects, out);                                                  \
        for (size_t i = 0; i < objects->model->vector.count; i++)                 \
            if (index_in(&objects->model->vector.items[i].list, thing.index))     \
                set_thing(objects, out, SYM_##sym, i);                            \
    }
BODIES_THINGS(body_goals, GOAL, goals, responsible)
BODIES_THINGS(body_indicators, INDICATOR, indicators, responsible)
BODIES_THINGS(body_checkpoints, CHECKPOINT, checkpoints, bodies)
BODIES_THINGS(body_commissions, COMMISSION, commissions, to)

void body_documents(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->documents.count; i++) {
        const Document *document = &objects->model->documents.items[i];
        if (index_in(&document->responsible, thing.index) || (document->common.limited && index_in(&document->common.applies_to, thing.index)))
            set_thing(objects, out, SYM_DOCUMENT, i);
    }
}

static bool party_has(const Objects *objects, const PartyVec *parties, size_t body)
{
    Fact held;
    set_parties(objects, &held, parties);
    for (size_t i = 0; i < held.set->count; i++)
        if (held.set->items[i].thing.index == body)
            return true;
    return false;
}

#define BODIES_HOLDINGS(getter, sym, vector)                                                  \
    void getter(const Objects *objects, Ref thing, Fact *out)                                 \
    {                                                                                          \
        fact_set(objects, out);                                                               \
        for (size_t i = 0; i < objects->model->vector.count; i++)                              \
            if (party_has(objects, &objects->model->vector.items[i].held, thing.index))        \
                set_thing(objects, out, SYM_##sym, i);                                         \
    }
BODIES_HOLDINGS(body_risks, RISK, risks)
BODIES_HOLDINGS(body_responsibilities, RESPONSIBILITY, responsibilities)
BODIES_HOLDINGS(body_rights, DECISION_RIGHT, rights)

void body_commissioned(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->commissions.count; i++)
        if (objects->model->commissions.items[i].from == thing.index)
            set_thing(objects, out, SYM_COMMISSION, i);
}

void group_members(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    set_bodies(objects, out, &objects->model->groups.items[thing.index].bodies);
}

/* ---- nivå ---- */

#define LEVEL(objects, thing) (&(objects)->model->levels.items[(thing).index])

void level_above(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_GOAL_LEVEL, LEVEL(objects, thing)->above);
}

void level_below(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->levels.count; i++)
        if (objects->model->levels.items[i].above == thing.index)
            set_thing(objects, out, SYM_GOAL_LEVEL, i);
}

void level_decider(const Objects *objects, Ref thing, Fact *out)
{
    const IndexVec nobody = {0};
    decided_by(objects, &LEVEL(objects, thing)->common, &nobody, out);
}

void level_goals(const Objects *objects, Ref thing, Fact *out)
{
    objects_in(objects, thing, out);
}

static const Expr *holds_of(const Objects *objects, Ref thing)
{
    return attr_value(decl_attr(LEVEL(objects, thing)->common.decl, ATTR_HOLDS));
}

void level_years(const Objects *objects, Ref thing, Fact *out)
{
    const Expr *holds = holds_of(objects, thing);
    int months, days;
    *out = (Fact){FACT_MISSING};
    if (holds && holds->kind == EXPR_NUMBER && literal_span(objects->model, holds, &months, &days) && months && months % 12 == 0)
        fact_number(out, num_of_int(months / 12));
}

void level_mandate(const Objects *objects, Ref thing, Fact *out)
{
    const Expr *holds = holds_of(objects, thing);
    fact_truth(out, holds && holds->kind == EXPR_TIME);
}

/* ---- sets ---- */

void objects_of(const Objects *objects, SymbolKind kind, Fact *out)
{
    size_t count = 0;
    switch (kind) {
#define THING(sym, one, many, vector) case SYM_##sym: count = objects->model->vector.count; break;
#include "model/constraints/objects.def"
#undef THING
    default: break;
    }
    fact_set(objects, out);
    for (size_t i = 0; i < count; i++) {
        bool foreign = kind == SYM_BODY && objects->model->bodies.items[i].outside;
        const Common *common = object_common(objects->model, (Ref){kind, i, 0});
        if (common->decl && !foreign)
            set_thing(objects, out, kind, i);
    }
}

static bool is_member(const Objects *objects, Ref of, size_t i)
{
    const Model *model = objects->model;
    if (of.kind == SYM_GOAL_LEVEL)
        return model->goals.items[i].level == of.index;
    if (of.kind == SYM_DOCUMENT_TYPE)
        return document_type_is(model, model->documents.items[i].type, of.index);
    return model->bodies.items[i].kind != NO_INDEX && kind_is(model, model->bodies.items[i].kind, of.index);
}

bool object_has_members(Ref of)
{
    return of.kind == SYM_GOAL_LEVEL || of.kind == SYM_BODY_KIND || of.kind == SYM_DOCUMENT_TYPE || of.kind == SYM_GROUP;
}

static SymbolKind member_kind(Ref of)
{
    return of.kind == SYM_GOAL_LEVEL ? SYM_GOAL : of.kind == SYM_DOCUMENT_TYPE ? SYM_DOCUMENT : SYM_BODY;
}

bool object_is_in(const Objects *objects, Ref of, Ref thing)
{
    if (thing.kind != member_kind(of))
        return false;
    return of.kind == SYM_GROUP ? index_in(&objects->model->groups.items[of.index].bodies, thing.index) : is_member(objects, of, thing.index);
}

void objects_in(const Objects *objects, Ref of, Fact *out)
{
    SymbolKind kind = member_kind(of);
    Fact all;
    if (of.kind == SYM_GROUP) {
        group_members(objects, of, out);
        return;
    }
    fact_set(objects, out);
    objects_of(objects, kind, &all);
    for (size_t i = 0; i < all.set->count; i++)
        if (is_member(objects, of, all.set->items[i].thing.index))
            vec_push(objects->arena, out->set, all.set->items[i]);
}
