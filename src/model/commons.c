/* commons.c: what all declarations share, read from outside the checker: what their `källa` says, and a walk over all of them. */
#include "model/scenario.h"

static Str mod_text(const Item *item, ModKind kind)
{
    const Mod *mod = item_mod(item, kind);
    return mod && mod->value && mod->value->kind == EXPR_TEXT ? mod->value->as.text : STR_LIT("");
}

static void add_numbers(Arena *arena, const Item *item, StrVec *out)
{
    const Mod *numbers = item_mod(item, MOD_NUMBERS);
    if (!numbers || !numbers->value || numbers->value->kind != EXPR_LIST)
        return;
    for (size_t i = 0; i < numbers->value->as.list.count; i++)
        if (numbers->value->as.list.items[i]->kind == EXPR_NAME)
            vec_push(arena, out, numbers->value->as.list.items[i]->as.text);
}

void citations_of(Arena *arena, const Attr *source, CitationVec *out)
{
    for (VEC_EACH(const Item, item, &source->items)) {
        if (!item->value || (item->value->kind != EXPR_TEXT && item->value->kind != EXPR_NAME))
            continue;
        Citation citation = {item->value->as.text, mod_text(item, MOD_SECTION), mod_text(item, MOD_QUOTE), {0}, item->value->kind == EXPR_NAME};
        if (citation.short_form)
            vec_push(arena, &citation.numbers, citation.document);
        add_numbers(arena, item, &citation.numbers);
        vec_push(arena, out, citation);
    }
}

#define VISIT(T, vec)                             \
    for (VEC_EACH(T, thing, &model->vec))         \
        visit(context, &thing->common)

void commons_each(Model *model, void (*visit)(void *context, Common *common), void *context)
{
    visit(context, &model->head_common);
    VISIT(Body, bodies);
    VISIT(Group, groups);
    VISIT(GoalLevel, levels);
    VISIT(Goal, goals);
    VISIT(Table, tables);
    VISIT(Parameter, parameters);
    VISIT(Indicator, indicators);
    VISIT(Checkpoint, checkpoints);
    VISIT(Commission, commissions);
    VISIT(Rule, rules);
    VISIT(DocumentType, document_types);
    VISIT(Document, documents);
    VISIT(Responsibility, responsibilities);
    VISIT(DecisionRight, rights);
    VISIT(DecisionTable, decision_tables);
    VISIT(Risk, risks);
    VISIT(Constraint, constraints);
    VISIT(Part, parts);
    VISIT(Season, seasons);
    VISIT(Test, tests);
    for (VEC_EACH(Scale *, scale, &model->scales))
        visit(context, &(*scale)->common);
    for (VEC_EACH(Scenario *, scenario, &model->scenarios))
        visit(context, &(*scenario)->common);
}
