/* join.c: one scan that does what two scans of the same columns do, so that two models go through a table once. Called by exec (shared_scan.c). */
#include "plan/lower.h"

typedef struct Join { Arena *arena; const ScanPlan *b; ScanPlan *out; uint32_t *steps; /* by step of b */ } Join;

static uint32_t moved(const Join *j, uint32_t step)
{
    return step == NO_STEP ? NO_STEP : j->steps[step];
}

/* Steps that are the same stand there once: the conditions that both models state sort the rows into no more atoms than one of them does. */
static uint32_t join_step(Join *j, Map *known, const RowStep *step)
{
    StrBuf key = {0};
    row_key(&key, step);
    uintptr_t at = (uintptr_t)map_get(known, strbuf_str(&key));
    if (!at) {
        vec_push(j->arena, &j->out->steps, *step);
        at = j->out->steps.count;
        map_put(known, strbuf_str(&key), (void *)at);
    }
    strbuf_free(&key);
    return (uint32_t)(at - 1);
}

static void join_steps(Join *j, const ScanPlan *a)
{
    Map known;
    map_init(&known, j->arena);
    for (VEC_EACH(const RowStep, step, &a->steps))       /* all different, so that they keep their places */
        join_step(j, &known, step);
    for (size_t i = 0; i < j->b->steps.count; i++) {
        RowStep step = j->b->steps.items[i];
        step.a = moved(j, step.a);
        step.b = moved(j, step.b);
        j->steps[i] = join_step(j, &known, &step);
    }
}

static size_t join_filter(Join *j, const ScanFilter *filter)
{
    const uint32_t step = moved(j, filter->step);
    for (size_t i = 0; i < j->out->filters.count; i++)
        if (j->out->filters.items[i].step == step)
            return i;
    vec_push(j->arena, &j->out->filters, ((ScanFilter){step, filter->expr}));
    return j->out->filters.count - 1;
}

static size_t join_value(Join *j, const ScanValue *value)
{
    const uint32_t step = moved(j, value->step);
    for (size_t i = 0; i < j->out->values.count; i++) {
        ScanValue *known = &j->out->values.items[i];
        if (known->step != step || known->stock != value->stock)
            continue;
        known->needs |= value->needs;
        return i;
    }
    vec_push(j->arena, &j->out->values, ((ScanValue){step, value->needs, value->stock, value->expr}));
    return j->out->values.count - 1;
}

/* But for its steps. Filters and values are added to, which must not be seen in the plan itself. */
static void copy_scan(Arena *arena, const ScanPlan *from, ScanPlan *out)
{
    *out = *from;
    out->steps.items = NULL;
    out->filters.items = NULL;
    out->values.items = NULL;
    out->steps.count = out->steps.cap = out->filters.count = out->filters.cap = out->values.count = out->values.cap = 0;
    for (VEC_EACH(const ScanFilter, filter, &from->filters))
        vec_push(arena, &out->filters, *filter);
    for (VEC_EACH(const ScanValue, value, &from->values))
        vec_push(arena, &out->values, *value);
}

static bool same_splits(const ScanPlan *a, const ScanPlan *b)
{
    bool same = a->splits.count == b->splits.count && a->by_day == b->by_day;
    for (size_t i = 0; same && i < a->splits.count; i++)
        same = a->splits.items[i] == b->splits.items[i];
    return same;
}

bool plan_join_scans(Arena *arena, const ScanPlan *a, const ScanPlan *b, ScanPlan *out, size_t *filters, size_t *values)
{
    Join j = {arena, b, out, arena_array(arena, b->steps.count + 1, sizeof *j.steps)};
    if (!same_splits(a, b))
        return false;
    copy_scan(arena, a, out);
    join_steps(&j, a);
    for (size_t i = 0; i < b->filters.count; i++)
        filters[i] = join_filter(&j, &b->filters.items[i]);
    for (size_t i = 0; i < b->values.count; i++)
        values[i] = join_value(&j, &b->values.items[i]);
    /* Which rows without a time are told of is for one condition of the table to say. */
    return b->where == NO_INDEX ? a->where == NO_INDEX : filters[b->where] == a->where;
}
