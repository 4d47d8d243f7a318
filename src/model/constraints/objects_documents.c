/* objects_documents.c: what conditions on the model can ask of documents and their types, risks, responsibilities and rights. The getters of objects.def. */
#include "model/check.h"
#include "model/constraints/objects.h"

#define DOCUMENT(objects, thing) (&(objects)->model->documents.items[(thing).index])
#define TYPE(objects, thing) (&(objects)->model->document_types.items[(thing).index])
#define RISK(objects, thing) (&(objects)->model->risks.items[(thing).index])
#define RESPONSIBILITY(objects, thing) (&(objects)->model->responsibilities.items[(thing).index])
#define RIGHT(objects, thing) (&(objects)->model->rights.items[(thing).index])

static void give_texts(const Objects *objects, const StrVec *texts, Fact *out)
{
    fact_set(objects, out);
    set_texts(objects, out, texts);
}

static void give_bodies(const Objects *objects, const IndexVec *bodies, Fact *out)
{
    fact_set(objects, out);
    set_bodies(objects, out, bodies);
}

/* ---- dokument ---- */

void document_type(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_DOCUMENT_TYPE, DOCUMENT(objects, thing)->type);
}

void document_decider(const Objects *objects, Ref thing, Fact *out)
{
    fact_decider(objects, DOCUMENT(objects, thing)->decided_name, &DOCUMENT(objects, thing)->responsible, out);
}

void document_preparer(const Objects *objects, Ref thing, Fact *out)
{
    fact_decider(objects, DOCUMENT(objects, thing)->prepared_name, &DOCUMENT(objects, thing)->responsible, out);
}

void document_responsible(const Objects *objects, Ref thing, Fact *out)
{
    give_bodies(objects, &DOCUMENT(objects, thing)->responsible, out);
}

void document_contents(const Objects *objects, Ref thing, Fact *out)
{
    const Model *model = objects->model;
    size_t type = DOCUMENT(objects, thing)->type;
    give_texts(objects, &DOCUMENT(objects, thing)->contents, out);
    for (size_t steps = 0; type != NO_INDEX && steps <= model->document_types.count; steps++, type = model->document_types.items[type].base)
        set_texts(objects, out, &model->document_types.items[type].contents);
}

/* What says `hör till` the document. */
#define PARTS_OF(getter, sym, vector)                                              \
    void getter(const Objects *objects, Ref thing, Fact *out)                      \
    {                                                                               \
        fact_set(objects, out);                                                    \
        for (size_t i = 0; i < objects->model->vector.count; i++)                   \
            if (objects->model->vector.items[i].common.document == thing.index)     \
                set_thing(objects, out, SYM_##sym, i);                              \
    }
PARTS_OF(document_goals, GOAL, goals)
PARTS_OF(document_indicators, INDICATOR, indicators)
PARTS_OF(document_commissions, COMMISSION, commissions)
PARTS_OF(document_checkpoints, CHECKPOINT, checkpoints)

void document_wholes(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (VEC_EACH(const size_t, whole, &DOCUMENT(objects, thing)->part_in))
        set_thing(objects, out, SYM_DOCUMENT, *whole);
}

void document_parts(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->documents.count; i++)
        if (index_in(&objects->model->documents.items[i].part_in, thing.index))
            set_thing(objects, out, SYM_DOCUMENT, i);
}

/* ---- dokumenttyp ---- */

void type_base(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_DOCUMENT_TYPE, TYPE(objects, thing)->base);
}

void type_decider(const Objects *objects, Ref thing, Fact *out)
{
    const IndexVec nobody = {0};
    fact_decider(objects, TYPE(objects, thing)->decided_name, &nobody, out);
}

void type_preparer(const Objects *objects, Ref thing, Fact *out)
{
    const IndexVec nobody = {0};
    fact_decider(objects, TYPE(objects, thing)->prepared_name, &nobody, out);
}

void type_documents(const Objects *objects, Ref thing, Fact *out)
{
    objects_in(objects, thing, out);
}

void type_contents(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &TYPE(objects, thing)->contents, out);
}

/* ---- risk ---- */

void risk_held(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &RISK(objects, thing)->held);
}

void risk_threatens(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (VEC_EACH(const Ref, threatened, &RISK(objects, thing)->threatens))
        set_thing(objects, out, threatened->kind, threatened->index);
}

static void stated_number(bool stated, Fix number, Fact *out)
{
    *out = (Fact){FACT_MISSING};
    if (stated)
        fact_number(out, num_of_fix(number));
}

void risk_likelihood(const Objects *objects, Ref thing, Fact *out)
{
    stated_number(RISK(objects, thing)->has_likelihood, RISK(objects, thing)->likelihood, out);
}

void risk_impact(const Objects *objects, Ref thing, Fact *out)
{
    stated_number(RISK(objects, thing)->has_impact, RISK(objects, thing)->impact, out);
}

void risk_value(const Objects *objects, Ref thing, Fact *out)
{
    const Risk *risk = RISK(objects, thing);
    Num product;
    *out = (Fact){FACT_MISSING};
    if (risk->has_likelihood && risk->has_impact && num_mul(num_of_fix(risk->likelihood), num_of_fix(risk->impact), &product))
        fact_number(out, product);
}

void risk_treatments(const Objects *objects, Ref thing, Fact *out)
{
    StrVec texts = {0};
    for (VEC_EACH(const Treatment, treatment, &RISK(objects, thing)->treatments))
        vec_push(objects->arena, &texts, treatment->text);
    give_texts(objects, &texts, out);
}

void risk_intervals(const Objects *objects, Ref thing, Fact *out)
{
    StrVec texts = {0};
    for (VEC_EACH(const Treatment, treatment, &RISK(objects, thing)->treatments))
        vec_push(objects->arena, &texts, treatment->every);
    give_texts(objects, &texts, out);
}

void risk_treated_by(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (VEC_EACH(const Treatment, treatment, &RISK(objects, thing)->treatments))
        set_thing(objects, out, SYM_BODY, treatment->by);
}

void risk_responsible(const Objects *objects, Ref thing, Fact *out)
{
    give_bodies(objects, &RISK(objects, thing)->responsible, out);
}

/* ---- ansvar, beslutanderätt ---- */

void responsibility_held(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &RESPONSIBILITY(objects, thing)->held);
}

void responsibility_over(const Objects *objects, Ref thing, Fact *out)
{
    set_parties_of(objects, out, &RESPONSIBILITY(objects, thing)->over, &RESPONSIBILITY(objects, thing)->held);
}

void responsibility_to(const Objects *objects, Ref thing, Fact *out)
{
    set_parties_of(objects, out, &RESPONSIBILITY(objects, thing)->to, &RESPONSIBILITY(objects, thing)->held);
}

void responsibility_contents(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &RESPONSIBILITY(objects, thing)->contents, out);
}

void right_held(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &RIGHT(objects, thing)->held);
}

void right_over(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &RIGHT(objects, thing)->over);
}

void right_together(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &RIGHT(objects, thing)->together);
}

void right_preparer(const Objects *objects, Ref thing, Fact *out)
{
    const IndexVec nobody = {0};
    fact_decider(objects, RIGHT(objects, thing)->prepared_name, &nobody, out);
}

void right_contents(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &RIGHT(objects, thing)->contents, out);
}

/* ---- whose a thing is ---- */

static void add_set(const Objects *objects, const Fact *set, IndexVec *out)
{
    for (size_t i = 0; set->kind == FACT_SET && i < set->set->count; i++)
        if (set->set->items[i].kind == FACT_THING && !index_in(out, set->set->items[i].thing.index))
            vec_push(objects->arena, out, set->set->items[i].thing.index);
}

void object_bodies(const Objects *objects, Ref thing, IndexVec *out)
{
    static const char *const whose[] = {"ansvarig", "hos", "till"};
    if (thing.kind == SYM_BODY)
        vec_push(objects->arena, out, thing.index);
    for (size_t i = 0; i < sizeof whose / sizeof *whose && !out->count; i++) {
        size_t row = object_row_find(thing.kind, str_of(whose[i]));
        Fact bodies;
        if (row == NO_INDEX)
            continue;
        object_get(objects, row, thing, &bodies);
        add_set(objects, &bodies, out);
    }
}
