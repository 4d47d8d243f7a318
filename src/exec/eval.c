/* eval.c: computing a step in a context, once: the memory of what is known, the limit on depth, and the dispatch to the families. */
#include <string.h>

#include "exec/eval_parts.h"

static const EvalFunction functions[STEP_COUNT] = {
#define OP(member, text, family) [STEP_##member] = eval_##family,
#include "plan/ops.def"
#undef OP
};

/* ---- memory ---- */

static size_t entry_hash(uint32_t step, ContextId context)
{
    uint64_t hash = ((uint64_t)step << 32 | context) * 0x9e3779b97f4a7c15u;
    return (size_t)(hash ^ hash >> 29);
}

static Entry **entry_slot(const Evaluator *ev, uint32_t step, ContextId context)
{
    size_t slot = entry_hash(step, context) & (ev->slot_count - 1);
    while (ev->slots[slot] && (ev->slots[slot]->step != step || ev->slots[slot]->context != context))
        slot = (slot + 1) & (ev->slot_count - 1);
    return &ev->slots[slot];
}

static void entries_grow(Evaluator *ev)
{
    Entry **before = ev->slots;
    size_t count = ev->slot_count;
    ev->slot_count = count ? count * 2 : 1024;
    ev->slots = arena_array(ev->arena, ev->slot_count, sizeof *ev->slots);
    for (size_t i = 0; i < count; i++)
        if (before[i])
            *entry_slot(ev, before[i]->step, before[i]->context) = before[i];
}

static Entry *entry_new(Evaluator *ev, uint32_t step, ContextId context)
{
    if (ev->entry_count * 2 >= ev->slot_count)
        entries_grow(ev);
    Entry *entry = ARENA_NEW(ev->arena, Entry);
    entry->step = step;
    entry->context = context;
    *entry_slot(ev, step, context) = entry;
    ev->entry_count++;
    return entry;
}

/* ---- what stops a computation ---- */

static Str step_name(Evaluator *ev, const PlanStep *step)
{
    if (step->expr)
        return expr_text(ev, step->expr);
    if (step->op == STEP_INDICATOR || step->op == STEP_LEVEL || step->op == STEP_SHARE)
        return ev->model->indicators.items[step->index].common.name;
    if (step->op == STEP_GOAL || step->op == STEP_GOAL_SHARE)
        return ev->model->goals.items[step->index].common.name;
    return step->op == STEP_RULE ? ev->model->rules.items[step->index].common.name : str_of(step_op_name(step->op));
}

static void report_depth(Evaluator *ev, const PlanStep *step)
{
    if (!ev->too_deep)
        diag_add(ev->diags, DIAG_S0520, step->expr ? step->expr->span : SPAN_NONE, NULL);
    ev->too_deep = true;
}

static Value stopped(Evaluator *ev, const PlanStep *step, ContextId context, ReasonCode code)
{
    if (code == REASON_TOO_DEEP)
        report_depth(ev, step);
    return value_missing(value_kind(step), reason(ev, code, context_of(ev, context), step_name(ev, step), "", NULL));
}

/* ---- what is settled beforehand ---- */

typedef struct FixedKey { uint32_t step; ContextId context; } FixedKey;

void eval_fix(Evaluator *ev, uint32_t step, ContextId context, Value value)
{
    FixedKey key = {step, context};
    Value *kept = ARENA_NEW(ev->arena, Value);
    *kept = value;
    if (!ev->fixed.arena)
        map_init(&ev->fixed, ev->arena);
    map_put(&ev->fixed, (Str){(const char *)&key, sizeof key}, kept);
}

static const Value *fixed_value(const Evaluator *ev, uint32_t step, ContextId context)
{
    FixedKey key = {step, context};
    return ev->fixed.count ? map_get(&ev->fixed, (Str){(const char *)&key, sizeof key}) : NULL;
}

/* ---- computing ---- */

static void use(Evaluator *ev, uint32_t step, ContextId context)
{
    if (ev->frame)
        vec_push(ev->arena, &ev->frame->uses, (Use){step, context});
}

static void compute(Evaluator *ev, Entry *entry, const PlanStep *step)
{
    Frame frame = {0}, *outer = ev->frame;
    const Value *fixed = fixed_value(ev, entry->step, entry->context);
    if (fixed) {
        entry->value = *fixed;
        return;
    }
    entry->busy = true;
    ev->frame = &frame;
    ev->depth++;
    entry->value = functions[step->op](ev, step, entry->context, entry);
    ev->depth--;
    ev->frame = outer;
    entry->busy = false;
    entry->uses = frame.uses.items;
    entry->use_count = frame.uses.count;
}

const Entry *eval(Evaluator *ev, uint32_t index, ContextId context)
{
    const PlanStep *step = &ev->plan->steps.items[index];
    use(ev, index, context);
    Entry *entry = ev->slot_count ? *entry_slot(ev, index, context) : NULL;
    if (entry && !entry->busy)
        return entry;
    if (entry) {
        Entry *again = ARENA_NEW(ev->arena, Entry);
        *again = (Entry){.step = index, .context = context, .value = stopped(ev, step, context, REASON_CYCLE)};
        return again;
    }
    entry = entry_new(ev, index, context);
    if (ev->depth >= EVAL_MAX_DEPTH || ev->entry_count > EVAL_MAX_ENTRIES)
        entry->value = stopped(ev, step, context, REASON_TOO_DEEP);
    else
        compute(ev, entry, step);
    return entry;
}

Value value_of(Evaluator *ev, uint32_t step, ContextId context)
{
    return eval(ev, step, context)->value;
}

Detail *detail_of(Evaluator *ev, Entry *entry)
{
    if (!entry->detail)
        entry->detail = ARENA_NEW(ev->arena, Detail);
    return entry->detail;
}
