/* advice_analysis.c: S1211 indicators that nothing is compared with, S1212 indicators without history, S1213 reports that do not reach whoever asked, S1214 plans that
 * need not achieve anything. */
#include "base/utf8.h"
#include "model/advice_parts.h"
#include "model/check.h"

/* ---- what is compared, and with what ---- */

typedef enum Trait { COMPARED = 1, HISTORY = 2 } Trait;

typedef struct Survey {
    const Advisor *advisor;
    unsigned char *traits;   /* of each indicator */
    size_t self;             /* the indicator that is being gone through, or NO_INDEX */
    unsigned around;         /* traits of what stands around the expression */
    int depth;
} Survey;

static void mark(Survey *s, size_t indicator, unsigned traits)
{
    if (indicator != NO_INDEX)
        s->traits[indicator] |= (unsigned char)traits;
}

/* `x för BUN`, `x för varje nämnd`: other bodies than the municipality as a whole. */
static bool is_of_others(const Model *model, const Expr *scope)
{
    if (scope->kind != EXPR_SCOPE)
        return false;
    Ref ref = model_info(model, scope->as.scope.name)->ref;
    return scope->as.scope.each || ref.kind == SYM_GROUP || ref.kind == SYM_BODY || ref.kind == SYM_BODY_KIND;
}

static unsigned traits_of_call(const Model *model, const Expr *call)
{
    Ref ref = model_info(model, call)->ref;
    if (ref.kind != SYM_FUNCTION)
        return 0;
    switch ((Function)ref.index) {
    case FUNCTION_RANK: return COMPARED;
    case FUNCTION_PREVIOUS: case FUNCTION_PREVIOUS_YEAR: case FUNCTION_ROLLING: case FUNCTION_CHANGE: case FUNCTION_CHANGE_RATE: case FUNCTION_TREND:
    case FUNCTION_IN_A_ROW: return HISTORY;
    default: return 0;
    }
}

static void survey(void *context, const Expr *expr)
{
    Survey *s = context;
    const Model *model = s->advisor->model;
    if (s->depth > CHECK_MAX_DEPTH)
        return;
    unsigned before = s->around, own = 0;
    if (expr->kind == EXPR_CALL)
        own = traits_of_call(model, expr);
    else if (expr->kind == EXPR_FOR && is_of_others(model, expr->as.for_.scope))
        own = COMPARED;
    mark(s, s->self, own);
    s->around |= own;
    Ref ref = expr->id < model->info_count ? model->info[expr->id].ref : (Ref){0};
    if (ref.kind == SYM_INDICATOR)
        mark(s, ref.index, s->around);
    s->depth++;
    expr_each_part(expr, survey, s);
    s->depth--;
    s->around = before;
}

static void survey_items(Survey *s, const ItemVec *items)
{
    for (VEC_EACH(const Item, item, items)) {
        const Expr *exprs[] = {item->selector, item->value, item->value2};
        for (size_t i = 0; i < 3; i++)
            if (exprs[i])
                survey(s, exprs[i]);
        for (VEC_EACH(const Mod, mod, &item->mods))
            if (mod->value)
                survey(s, mod->value);
    }
}

/* Tests say what should come out, not what a value is held against. */
static void survey_all(Survey *s)
{
    const Model *model = s->advisor->model;
    for (size_t t = 0; t < model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &model->trees[t]->decls)) {
            const Symbol *symbol = decl->kind == DECL_INDICATOR ? model_find(model, decl->name) : NULL;
            s->self = symbol && symbol->ref.kind == SYM_INDICATOR ? symbol->ref.index : NO_INDEX;
            for (VEC_EACH(const Attr, attr, &decl->attrs))
                if (decl->kind != DECL_TEST)
                    survey_items(s, &attr->items);
        }
}

/* Where the municipality stood before, or where it wanted to be. */
static bool has_earlier(const Indicator *indicator)
{
    return decl_attr(indicator->common.decl, ATTR_BASELINE) || indicator->targets.count > 1;
}

/* Only what a goal is measured with: what is merely watched needs no comparison. */
static bool *measures_a_goal(const Advisor *a)
{
    bool *found = arena_array(a->arena, a->model->indicators.count + 1, sizeof *found);
    for (VEC_EACH(const Goal, goal, &a->model->goals))
        for (VEC_EACH(const Measure, measure, &goal->measures))
            found[measure->indicator] = true;
    return found;
}

/* A small model compares with nobody and is not told to: only what others in the same model have is asked for. */
void advise_uncompared(Advisor *a)
{
    Survey s = {.advisor = a, .traits = arena_array(a->arena, a->model->indicators.count + 1, 1), .self = NO_INDEX};
    const bool *wanted = measures_a_goal(a);
    unsigned anywhere = 0;
    survey_all(&s);
    for (size_t i = 0; i < a->model->indicators.count; i++) {
        if (decl_attr(a->model->indicators.items[i].common.decl, ATTR_BASELINE))
            anywhere |= HISTORY;
        anywhere |= s.traits[i];
    }
    for (size_t i = 0; i < a->model->indicators.count; i++) {
        const Indicator *indicator = &a->model->indicators.items[i];
        if (!wanted[i] || !indicator->targets.count || !is_own(&indicator->common))
            continue;
        if ((anywhere & COMPARED) && !(s.traits[i] & COMPARED))
            diag_add(a->diags, DIAG_S1211, indicator->common.decl->name_span, text_in(a, indicator->common.name), NULL);
        if ((anywhere & HISTORY) && !(s.traits[i] & HISTORY) && !has_earlier(indicator))
            diag_add(a->diags, DIAG_S1212, indicator->common.decl->name_span, text_in(a, indicator->common.name), NULL);
    }
}

/* ---- reports that do not come back ---- */

/* Whether what happens at the checkpoint comes before the body: it gets it, decides on it, takes part, or does it itself. */
static bool reaches(const Model *model, const Checkpoint *checkpoint, size_t body)
{
    const PartyVec *lists[] = {&checkpoint->to, &checkpoint->together};
    if (checkpoint->decided_by == body || checkpoint->prepared_by == body || !checkpoint->to.count)
        return true;
    for (VEC_EACH(const size_t, responsible, &checkpoint->bodies))
        if (*responsible == body)
            return true;
    for (size_t i = 0; i < 2; i++)
        for (VEC_EACH(const Party, party, lists[i])) {
            IndexVec bodies = {0};
            if (!party->scope)
                return true;         /* in words: who that is cannot be told */
            scope_bodies(model->arena, model, party->scope, &bodies);
            for (VEC_EACH(const size_t, known, &bodies))
                if (*known == body || body_within(model, body, *known))
                    return true;
            if (!bodies.count)
                return true;         /* nämnden: whoever it is */
        }
    return false;
}

/* Without a time and an occasion it is S0383's. */
void advise_lost_reports(Advisor *a)
{
    for (VEC_EACH(const Commission, commission, &a->model->commissions)) {
        if (commission->from == NO_INDEX || !is_own(&commission->common))
            continue;
        for (VEC_EACH(const size_t, with, &commission->with)) {
            const Checkpoint *checkpoint = &a->model->checkpoints.items[*with];
            if (reaches(a->model, checkpoint, commission->from))
                continue;
            Diag *diag = diag_add(a->diags, DIAG_S1213, commission->common.decl->name_span, text_in(a, commission->common.name),
                                  text_in(a, a->model->bodies.items[commission->from].common.name), text_in(a, checkpoint->common.name), NULL);
            diag_label(a->diags, diag, checkpoint->common.decl->name_span, BOTH("går till andra", "goes to others"));
            break;
        }
    }
}

/* ---- plans that need not achieve anything ---- */

/* Whether the model says anywhere what a plan is to give or gives: only then is a rule that does not say it an exception. */
static bool counts_effects(const Model *model)
{
    for (VEC_EACH(const Table, table, &model->tables))
        if (str_eqz(table->role, "åtgärdsplaner"))
            return true;
    for (VEC_EACH(const Rule, rule, &model->rules))
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            if (requirement->effect)
                return true;
    return false;
}

void advise_open_plans(Advisor *a)
{
    if (!counts_effects(a->model))
        return;
    for (VEC_EACH(const Rule, rule, &a->model->rules)) {
        if (!is_own(&rule->common))
            continue;
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            if (str_eqz(utf8_fold(a->arena, requirement->what), "åtgärdsplan") && !requirement->effect) {
                diag_add(a->diags, DIAG_S1214, requirement->item->span, text_in(a, rule->common.name), NULL);
                break;
            }
    }
}
