/* objects_goals.c: what conditions on the model can ask of goals, indicators, checkpoints and commissions. The getters of objects.def. */
#include "base/utf8.h"
#include "model/check.h"
#include "model/constraints/objects.h"

#define MOST_STEPS 10000
#define GOAL(objects, thing) (&(objects)->model->goals.items[(thing).index])
#define INDICATOR(objects, thing) (&(objects)->model->indicators.items[(thing).index])
#define CHECKPOINT(objects, thing) (&(objects)->model->checkpoints.items[(thing).index])
#define COMMISSION(objects, thing) (&(objects)->model->commissions.items[(thing).index])

/* Things of one kind, by their indices. */
static void give(const Objects *objects, SymbolKind kind, const IndexVec *list, Fact *out)
{
    fact_set(objects, out);
    for (VEC_EACH(const size_t, index, list))
        set_thing(objects, out, kind, *index);
}

static void give_texts(const Objects *objects, const StrVec *texts, Fact *out)
{
    fact_set(objects, out);
    set_texts(objects, out, texts);
}

static const Expr *decided_name(const Common *common)
{
    return common->decl ? attr_value(decl_attr(common->decl, ATTR_DECIDED_BY)) : NULL;
}

/* What `innehåller` lists, as written: texts and names. */
static void contents_of(const Objects *objects, const Decl *decl, Fact *out)
{
    fact_set(objects, out);
    EACH_ATTR(attr, decl, ATTR_CONTAINS)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Expr *value = item->value && item->value->kind == EXPR_SCOPE ? item->value->as.scope.name : item->value;
            Fact one;
            fact_text(&one, value && (value->kind == EXPR_TEXT || value->kind == EXPR_NAME) ? value->as.text : STR_LIT(""));
            if (one.kind == FACT_TEXT)
                vec_push(objects->arena, out->set, one);
        }
}

/* ---- mål ---- */

void goal_level(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_GOAL_LEVEL, GOAL(objects, thing)->level);
}

void goal_above(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_GOAL, &GOAL(objects, thing)->under, out);
}

void goal_below(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_GOAL, &GOAL(objects, thing)->subgoals, out);
}

void goal_all_above(const Objects *objects, Ref thing, Fact *out)
{
    IndexVec seen = {0};
    vec_push(objects->arena, &seen, thing.index);
    fact_set(objects, out);
    for (size_t i = 0; i < seen.count && i < MOST_STEPS; i++)
        for (VEC_EACH(const size_t, above, &objects->model->goals.items[seen.items[i]].under))
            if (!index_in(&seen, *above)) {
                vec_push(objects->arena, &seen, *above);
                set_thing(objects, out, SYM_GOAL, *above);
            }
}

void goal_responsible(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_BODY, &GOAL(objects, thing)->responsible, out);
}

void goal_roles(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &GOAL(objects, thing)->responsible_roles, out);
}

void goal_indicators(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (VEC_EACH(const Measure, measure, &GOAL(objects, thing)->measures))
        set_thing(objects, out, SYM_INDICATOR, measure->indicator);
}

void goal_risks(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->risks.count; i++)
        for (VEC_EACH(const Ref, threatened, &objects->model->risks.items[i].threatens))
            if (threatened->kind == SYM_GOAL && threatened->index == thing.index) {
                set_thing(objects, out, SYM_RISK, i);
                break;
            }
}

void goal_checkpoints(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->checkpoints.count; i++)
        if (checkpoint_follows_goal(objects->model, i, thing.index))
            set_thing(objects, out, SYM_CHECKPOINT, i);
}

void goal_decider(const Objects *objects, Ref thing, Fact *out)
{
    const Goal *goal = GOAL(objects, thing);
    const Expr *own = decided_name(&goal->common);
    const Expr *usual = goal->level == NO_INDEX ? NULL : decided_name(&objects->model->levels.items[goal->level].common);
    fact_decider(objects, own ? own : usual, &goal->responsible, out);
}

void goal_by_people(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, GOAL(objects, thing)->settled_by_people);
}

void goal_contents(const Objects *objects, Ref thing, Fact *out)
{
    contents_of(objects, GOAL(objects, thing)->common.decl, out);
}

/* ---- indikator ---- */

void indicator_unit(const Objects *objects, Ref thing, Fact *out)
{
    fact_text(out, INDICATOR(objects, thing)->unit_text);
}

void indicator_responsible(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_BODY, &INDICATOR(objects, thing)->responsible, out);
}

void indicator_goals(const Objects *objects, Ref thing, Fact *out)
{
    fact_set(objects, out);
    for (size_t i = 0; i < objects->model->goals.count; i++)
        for (VEC_EACH(const Measure, measure, &objects->model->goals.items[i].measures))
            if (measure->indicator == thing.index) {
                set_thing(objects, out, SYM_GOAL, i);
                break;
            }
}

void indicator_targets(const Objects *objects, Ref thing, Fact *out)
{
    fact_number(out, num_of_int((int64_t)INDICATOR(objects, thing)->targets.count));
}

/* Whether a target is for exactly such a stretch of time; one without a period is for all of them. */
void indicator_mandate_target(const Objects *objects, Ref thing, Fact *out)
{
    Period mandate = objects->model->mandate;
    bool found = false;
    for (VEC_EACH(const Target, target, &INDICATOR(objects, thing)->targets))
        found |= target->always || (target->period.first == mandate.first && target->period.last == mandate.last);
    fact_truth(out, found);
}

void indicator_year_target(const Objects *objects, Ref thing, Fact *out)
{
    bool found = false;
    for (VEC_EACH(const Target, target, &INDICATOR(objects, thing)->targets))
        found |= target->always || period_grain(target->period) == GRAIN_YEAR;
    fact_truth(out, found);
}

void indicator_watched(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, INDICATOR(objects, thing)->watched);
}

void indicator_compared(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, indicator_is_compared(objects->model, thing.index));
}

void indicator_history(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, indicator_has_history(objects->model, thing.index));
}

void indicator_tolerance(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, INDICATOR(objects, thing)->tolerance != NULL);
}

void indicator_period(const Objects *objects, Ref thing, Fact *out)
{
    const Expr *per = attr_value(decl_attr(INDICATOR(objects, thing)->common.decl, ATTR_PER));
    fact_text(out, per && per->kind == EXPR_NAME ? per->as.text : STR_LIT(""));
}

void indicator_decider(const Objects *objects, Ref thing, Fact *out)
{
    fact_decider(objects, decided_name(&INDICATOR(objects, thing)->common), &INDICATOR(objects, thing)->responsible, out);
}

/* ---- hållpunkt ---- */

void checkpoint_responsible(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_BODY, &CHECKPOINT(objects, thing)->bodies, out);
}

void checkpoint_to(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &CHECKPOINT(objects, thing)->to);
}

void checkpoint_receivers(const Objects *objects, Ref thing, Fact *out)
{
    Fact bodies;
    StrVec texts = {0};
    checkpoint_to(objects, thing, &bodies);
    for (size_t i = 0; i < bodies.set->count; i++)
        vec_push(objects->arena, &texts, objects->model->bodies.items[bodies.set->items[i].thing.index].common.title);
    for (VEC_EACH(const Party, party, &CHECKPOINT(objects, thing)->to))
        vec_push(objects->arena, &texts, party->text);
    give_texts(objects, &texts, out);
}

void checkpoint_together(const Objects *objects, Ref thing, Fact *out)
{
    set_parties(objects, out, &CHECKPOINT(objects, thing)->together);
}

void checkpoint_preparer(const Objects *objects, Ref thing, Fact *out)
{
    fact_decider(objects, CHECKPOINT(objects, thing)->prepared_name, &CHECKPOINT(objects, thing)->bodies, out);
}

void checkpoint_decider(const Objects *objects, Ref thing, Fact *out)
{
    fact_decider(objects, CHECKPOINT(objects, thing)->decided_name, &CHECKPOINT(objects, thing)->bodies, out);
}

void checkpoint_contents(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &CHECKPOINT(objects, thing)->contents, out);
}

void checkpoint_follows(const Objects *objects, Ref thing, Fact *out)
{
    give_texts(objects, &CHECKPOINT(objects, thing)->follows, out);
}

void checkpoint_after(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_CHECKPOINT, &CHECKPOINT(objects, thing)->after, out);
}

void checkpoint_with(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_CHECKPOINT, &CHECKPOINT(objects, thing)->with, out);
}

void checkpoint_meets(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_CHECKPOINT, &CHECKPOINT(objects, thing)->meets, out);
}

void checkpoint_has_deadline(const Objects *objects, Ref thing, Fact *out)
{
    const Decl *decl = CHECKPOINT(objects, thing)->common.decl;
    fact_truth(out, decl_attr(decl, ATTR_BY) || decl_attr(decl, ATTR_WINDOW) || decl_attr(decl, ATTR_WITH));
}

/* ---- uppdrag ---- */

void commission_from(const Objects *objects, Ref thing, Fact *out)
{
    fact_one(out, SYM_BODY, COMMISSION(objects, thing)->from);
}

void commission_to(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_BODY, &COMMISSION(objects, thing)->to, out);
}

void commission_has_deadline(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, COMMISSION(objects, thing)->has_deadline || COMMISSION(objects, thing)->with.count);
}

void commission_with(const Objects *objects, Ref thing, Fact *out)
{
    give(objects, SYM_CHECKPOINT, &COMMISSION(objects, thing)->with, out);
}

void commission_contents(const Objects *objects, Ref thing, Fact *out)
{
    contents_of(objects, COMMISSION(objects, thing)->common.decl, out);
}

/* ---- regel, parameter ---- */

void rule_requires(const Objects *objects, Ref thing, Fact *out)
{
    StrVec texts = {0};
    for (VEC_EACH(const Requirement, requirement, &objects->model->rules.items[thing.index].requires))
        vec_push(objects->arena, &texts, requirement->that ? STR_LIT("att") : requirement->what);
    give_texts(objects, &texts, out);
}

void rule_has_effect(const Objects *objects, Ref thing, Fact *out)
{
    bool all = true;
    for (VEC_EACH(const Requirement, requirement, &objects->model->rules.items[thing.index].requires))
        all &= requirement->effect != NULL || requirement->that != NULL;
    fact_truth(out, all);
}

void rule_contents(const Objects *objects, Ref thing, Fact *out)
{
    contents_of(objects, objects->model->rules.items[thing.index].common.decl, out);
}

void parameter_has_value(const Objects *objects, Ref thing, Fact *out)
{
    fact_truth(out, objects->model->parameters.items[thing.index].values.count > 0);
}

void parameter_decider(const Objects *objects, Ref thing, Fact *out)
{
    const IndexVec nobody = {0};
    fact_decider(objects, decided_name(&objects->model->parameters.items[thing.index].common), &nobody, out);
}
