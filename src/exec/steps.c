/* steps.c: the derivation behind a value: a walk through what the cell machine remembers, as a list of steps in depth-first order. */
#include "exec/eval.h"

#define STEPS_KEPT 1000
#define STEPS_DEPTH 40

typedef struct Walk { Evaluator *ev; const Indicator *shown; StepVec *out; } Walk;

Str place_text(Evaluator *ev, Span span)
{
    if (!span.src)
        return STR_LIT("");
    return str_of(arena_printf(ev->arena, "%s:%zu", span.src->name, source_place(span.src, span.start).line));
}

void steps_add(Evaluator *ev, StepVec *out, Step step)
{
    if (out->count < STEPS_KEPT)
        vec_push(ev->arena, out, step);
}

/* Literals are read in the expression that holds them. */
static bool is_literal(StepOp op)
{
    return op == STEP_NUMBER || op == STEP_TRUTH || op == STEP_TEXT || op == STEP_PERIOD || op == STEP_BODY || op == STEP_MISSING ||
           op == STEP_NOT_APPLICABLE;
}

static bool is_constant(const Walk *w, const PlanStep *step)
{
    return is_literal(step->op) || (step->op == STEP_NEG && is_literal(w->ev->plan->steps.items[step->a].op));
}

/* The context that the step's value really is about: x för KF is about KF. */
static const Context *own_context(const Walk *w, const PlanStep *step, const Entry *entry)
{
    bool elsewhere = step->op == STEP_FOR_BODY || step->op == STEP_FOR_RELATIVE || step->op == STEP_FOR_ALL ||
                     ((step->op == STEP_INDICATOR || step->op == STEP_LEVEL || step->op == STEP_RULE) && step->sub != REF_SELF) || step->op == STEP_GOAL;
    if (elsewhere && entry->use_count)
        return context_of(w->ev, entry->uses[entry->use_count - 1].context);
    return context_of(w->ev, entry->context);
}

static Type step_type(const Walk *w, const PlanStep *step)
{
    if (step->op == STEP_AGGREGATE && step->type.kind == TYPE_ERROR)
        return w->ev->plan->aggregates.items[step->index].type;
    return step->type;
}

/* What a step is called that has no words of its own in the model. */
static Str step_words(const Walk *w, const PlanStep *step)
{
    const Model *model = w->ev->model;
    if (step->expr)
        return expr_text(w->ev, step->expr);
    switch (step->op) {
    case STEP_INDICATOR: case STEP_LEVEL: return model->indicators.items[step->index].common.name;
    case STEP_GOAL: return model->goals.items[step->index].common.name;
    case STEP_RULE: return model->rules.items[step->index].common.name;
    default: return STR_LIT("");
    }
}

static const Indicator *shown_as(const Walk *w, const PlanStep *step)
{
    return step->op == STEP_INDICATOR ? &w->ev->model->indicators.items[step->index] : w->shown;
}

static void emit(Walk *w, const PlanStep *step, const Entry *entry, int depth, bool again)
{
    const Context *context = own_context(w, step, entry);
    Step made = {.depth = depth, .expression = step_words(w, step), .body = context_body_name(w->ev, context), .period = context->period, .has_period = true,
                 .place = step->expr ? place_text(w->ev, step->expr->span) : STR_LIT("")};
    made.value = quantity_of(w->ev, &entry->value, step_type(w, step), shown_as(w, step));
    const Detail *detail = entry->detail;
    if (detail) {
        made.note[LANG_SV] = detail->note[LANG_SV];
        made.note[LANG_EN] = detail->note[LANG_EN];
        made.rows = detail->rows;
        made.file = detail->rows ? str_of(detail->file) : STR_LIT("");
        made.line_first = detail->line_first;
        made.line_last = detail->line_last;
    }
    if (again) {
        made.note[LANG_SV] = STR_LIT("se ovan");
        made.note[LANG_EN] = STR_LIT("see above");
    }
    steps_add(w->ev, w->out, made);
}

static bool seen_before(Walk *w, const Entry *entry)
{
    const uint32_t key[2] = {entry->step, entry->context};
    return map_put(&w->ev->steps_seen, (Str){(const char *)key, sizeof key}, (void *)entry) != NULL;
}

static bool is_own(const PlanStep *step)
{
    return step->sub == REF_SELF && (step->op == STEP_INDICATOR || step->op == STEP_LEVEL || step->op == STEP_RULE);
}

/* How a step is shown: silent ones have no words, and only what is below them is; what stood before is not gone through again. */
static void walk(Walk *w, uint32_t index, ContextId context, int depth, bool repeat)
{
    const PlanStep *step = &w->ev->plan->steps.items[index];
    if (is_constant(w, step) || depth > STEPS_DEPTH || w->out->count >= STEPS_KEPT)
        return;
    const Entry *entry = eval(w->ev, index, context);
    bool own = is_own(step), silent = !step->expr && (own || step_words(w, step).n == 0);
    bool again = entry->use_count && (!silent || own) && seen_before(w, entry);
    if (again && (own || !repeat))
        return;
    if (!silent)
        emit(w, step, entry, depth, again);
    const Indicator *outer = w->shown;
    if (own && step->op != STEP_RULE)
        w->shown = &w->ev->model->indicators.items[step->index];
    for (size_t i = 0; i < entry->use_count && !again; i++)
        walk(w, entry->uses[i].step, entry->uses[i].context, silent ? depth : depth + 1, !own);
    w->shown = outer;
}

void steps_begin(Evaluator *ev)
{
    map_init(&ev->steps_seen, ev->arena);
}

void steps_of(Evaluator *ev, uint32_t step, ContextId context, int depth, const Indicator *shown, StepVec *out)
{
    Walk w = {.ev = ev, .shown = shown, .out = out};
    Frame *frame = ev->frame;
    ev->frame = NULL;                /* looking is not using */
    walk(&w, step, context, depth, true);
    ev->frame = frame;
}
