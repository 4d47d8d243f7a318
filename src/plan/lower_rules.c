/* lower_rules.c: rules -> a condition, what they require, and a message with holes for values. */
#include "base/utf8.h"
#include "plan/lower.h"

/* ---- the message ---- */

typedef struct HoleWord { const char *word; int hole; } HoleWord;
static const HoleWord hole_words[] = {{"namn", HOLE_NAME}, {"organ", HOLE_BODY}, {"titel", HOLE_TITLE}, {"period", HOLE_PERIOD}, {"värde", HOLE_VALUE}};

static bool known_word(const Lowering *l, Str name, HolePlan *hole)
{
    Str folded = utf8_fold(l->arena, name);
    for (size_t i = 0; i < sizeof hole_words / sizeof *hole_words; i++)
        if (str_eqz(folded, hole_words[i].word)) {
            hole->word = hole_words[i].hole;
            return true;
        }
    return false;
}

/* The hole of {namn}: a word of the context, an indicator or a parameter. */
static bool hole_of(Lowering *l, Str name, HolePlan *hole)
{
    if (known_word(l, name, hole))
        return true;
    const Symbol *symbol = model_find(l->model, name);
    if (!symbol || (symbol->ref.kind != SYM_INDICATOR && symbol->ref.kind != SYM_PARAMETER))
        return false;
    hole->word = HOLE_STEP;
    hole->step = step_indexed(l, symbol->ref.kind == SYM_INDICATOR ? STEP_INDICATOR : STEP_PARAMETER, symbol->ref.index, REF_SEEN, NULL);
    return true;
}

static Str part(Str text, size_t from, size_t to)
{
    return (Str){text.s + from, to - from};
}

static void lower_message(Lowering *l, const Rule *rule, RulePlan *plan)
{
    Str text = rule->message;
    size_t at = 0;
    while (at < text.n) {
        size_t open = str_find(text, STR_LIT("{"), at), close = open != (size_t)-1 ? str_find(text, STR_LIT("}"), open) : (size_t)-1;
        HolePlan hole = {.step = NO_STEP};
        if (close == (size_t)-1) {
            hole.text = part(text, at, text.n);
            vec_push(l->arena, &plan->message, hole);
            return;
        }
        Str name = str_trim(part(text, open + 1, close));
        hole.text = part(text, at, open);
        if (!hole_of(l, name, &hole))     /* the checker has said so */
            hole.text = part(text, at, close + 1);
        vec_push(l->arena, &plan->message, hole);
        at = close + 1;
    }
}

/* ---- lengths of time that parameters give ---- */

static void lower_lengths(Lowering *l, const ConstExprVec *lengths, StepVecPlan *out)
{
    for (size_t i = 0; i < lengths->count; i++)
        vec_push(l->arena, out, lower_expr(l, lengths->items[i]));
}

void lower_checkpoint(Lowering *l, size_t index)
{
    lower_lengths(l, &l->model->checkpoints.items[index].lengths_open, &l->plan->checkpoints[index].lengths);
}

/* ---- the rule ---- */

void lower_rule(Lowering *l, size_t index)
{
    const Rule *rule = &l->model->rules.items[index];
    RulePlan *plan = &l->plan->rules[index];
    plan->when = rule->when ? lower_expr(l, rule->when) : NO_STEP;
    plan->self = step_indexed(l, STEP_RULE, index, REF_SELF, NULL);
    for (size_t i = 0; i < rule->requires.count; i++) {
        const Requirement *requirement = &rule->requires.items[i];
        RequirementPlan requires = {requirement->effect ? lower_expr(l, requirement->effect) : NO_STEP,
                                    requirement->that ? lower_expr(l, requirement->that) : NO_STEP, {0}};
        lower_lengths(l, &requirement->lengths_open, &requires.lengths);
        vec_push(l->arena, &plan->requires, requires);
    }
    lower_message(l, rule, plan);
    if (rule->contexts.key_column != NO_INDEX)
        scan_split(l, scan_of(l, rule->contexts.key_table), rule->contexts.key_column);
}
