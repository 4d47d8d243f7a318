/* tell.c: what a run of the evaluator made of an example: the value, the level, whether the rule held, before and after. */
#include "exec/messages.h"
#include "prove/questions.h"


static Quantity kept(const Prover *prover, Quantity quantity)
{
    quantity.text = str_dup(prover->arena, quantity.text);
    quantity.unit = str_dup(prover->arena, quantity.unit);
    quantity.shown_unit = str_dup(prover->arena, quantity.shown_unit);
    return quantity;
}

static const char *model_word(const Prover *prover, size_t side, Lang lang)
{
    static const char *const words[SIDES][2] = {{"förut", "before"}, {"nu", "now"}};
    return prover->sides == 2 ? words[side][lang] : "";
}

/* "vakans (förut)" */
static void add_outcome(const Prover *prover, size_t side, Str name, Quantity quantity, Example *out)
{
    ProofValue told = {.value = kept(prover, quantity)};
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        const char *word = model_word(prover, side, lang);
        told.what[lang] = str_of(arena_printf(prover->arena, *word ? STR_FMT " (%s)" : STR_FMT, STR_ARG(name), word));
    }
    quantity_rounden(&told.value);
    vec_push(prover->arena, &out->outcome, told);
}

/* A level, or what stands in place of one. */
static Quantity level_told(Evaluator *ev, const Value *value)
{
    Quantity quantity = quantity_of(ev, value, (Type){.kind = TYPE_LEVEL}, NULL);
    if (value->kind == VALUE_LEVEL && value->state != RESULT_VALUE)
        quantity.state = value->state;
    return quantity;
}

static void tell_value(const Prover *prover, Evaluator *ev, size_t side, size_t index, ContextId id, Example *out)
{
    const Indicator *indicator = &prover->models[side]->indicators.items[index];
    Value value = value_of(ev, prover->plans[side]->indicators[index].self, id);
    if (value.kind != VALUE_NUMBER)
        return;
    Quantity quantity = quantity_of(ev, &value, indicator->type, indicator);
    quantity_settle(&quantity, NULL);
    add_outcome(prover, side, indicator->common.name, quantity, out);
}

static void tell_level(const Prover *prover, Evaluator *ev, size_t side, Str name, uint32_t step, ContextId id, Example *out)
{
    Value value = value_of(ev, step, id);
    ProofValue told = {.value = kept(prover, level_told(ev, &value))};
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        const char *word = model_word(prover, side, lang), *of = lang == LANG_SV ? "nivån för" : "the level of";
        told.what[lang] = str_of(arena_printf(prover->arena, *word ? "%s " STR_FMT " (%s)" : "%s " STR_FMT, of, STR_ARG(name), word));
    }
    vec_push(prover->arena, &out->outcome, told);
}

static void tell_rule(const Prover *prover, Evaluator *ev, size_t side, size_t index, ContextId id, Example *out)
{
    Value value = value_of(ev, prover->plans[side]->rules[index].self, id);
    add_outcome(prover, side, prover->models[side]->rules.items[index].common.name, quantity_of(ev, &value, (Type){.kind = TYPE_TRUTH}, NULL), out);
}

static void tell_subject(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment, size_t side, Example *out)
{
    ContextId id = context_id(evs[side], moment->contexts[side]);
    size_t index = question->index[side];
    if (question->subject == SUBJECT_RULE) {
        tell_rule(prover, evs[side], side, index, id, out);
        return;
    }
    if (question->subject == SUBJECT_INDICATOR)
        tell_value(prover, evs[side], side, index, id, out);
    tell_level(prover, evs[side], side, subject_common(prover->models[side], question->subject, index)->name,
               subject_step(prover->plans[side], question->subject, index), id, out);
}

void question_tell(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment, Arena *arena, Example *out)
{
    const Question *question = what;
    out->body = str_dup(arena, context_body_name(evs[0], &moment->contexts[0]));
    out->period = moment->contexts[0].period;
    for (size_t side = 0; side < prover->sides; side++)
        tell_subject(prover, evs, question, moment, side, out);
    ContextId id = context_id(evs[0], moment->contexts[0]);
    if (question->kind == CLAIM_INDEPENDENT)
        tell_rule(prover, evs[0], 0, question->other, id, out);
    if (question->kind == CLAIM_STRICTER)
        tell_level(prover, evs[0], 0, prover->models[0]->indicators.items[question->other].common.name, prover->plans[0]->indicators[question->other].level, id, out);
}
