/* times.c: the times of contexts, numbered, and how one follows from another. Part of grid/; contexts themselves move in context.c and eval_time.c. */
#include "exec/grid/parts.h"

uint32_t time_id(Grid *grid, TimePart part)
{
    const int64_t parts[] = {part.period.first, part.period.last, part.cutoff, part.stride};
    Str key = {(const char *)parts, sizeof parts};
    uintptr_t known = (uintptr_t)map_get(&grid->time_ids, key);
    if (!known) {
        vec_push(grid->arena, &grid->times, part);
        known = grid->times.count;
        map_put(&grid->time_ids, key, (void *)known);
    }
    return (uint32_t)(known - 1);
}

TimePart time_of_context(const Context *context)
{
    return (TimePart){context->period, context->cutoff, context->stride};
}

Context time_context(const Grid *grid, const GridBody *body, uint32_t time)
{
    const TimePart *part = &grid->times.items[time];
    return (Context){.who = body->who, .body = body->body, .only = body->only, .period = part->period, .cutoff = part->cutoff, .stride = part->stride};
}

/* ---- moves ---- */

static bool same_span(const Grid *grid, const Move *a, const Move *b)
{
    const PlanStep *x = &grid->ev->plan->steps.items[a->step], *y = &grid->ev->plan->steps.items[b->step];
    return a->step == b->step || (x->op == y->op && x->months == y->months && x->days == y->days);
}

static bool same_move(const Grid *grid, const Move *a, const Move *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case MOVE_STAY: return true;
    case MOVE_PERIODS: case MOVE_MONTHS: return a->count == b->count;
    case MOVE_BACK: case MOVE_STRETCH: return same_span(grid, a, b);
    case MOVE_SEEN_INDICATOR: case MOVE_SEEN_RULE: return a->index == b->index && a->reference == b->reference;
    }
    return false;
}

uint32_t move_id(Grid *grid, Move move)
{
    for (size_t i = 0; i < grid->moves.count; i++)
        if (same_move(grid, &grid->moves.items[i], &move))
            return (uint32_t)i;
    vec_push(grid->arena, &grid->moves, move);
    return (uint32_t)grid->moves.count - 1;
}

static bool moved(const Grid *grid, const Move *move, const Context *from, Context *out)
{
    const Model *model = grid->ev->model;
    const PlanStep *step = &grid->ev->plan->steps.items[move->step];
    switch (move->kind) {
    case MOVE_STAY: return *out = *from, true;
    case MOVE_PERIODS: return context_shift_periods(from, move->count, out);
    case MOVE_MONTHS: return context_shift_months(from, move->count, out);
    case MOVE_BACK: return context_before(step, from, out);
    case MOVE_STRETCH: return context_over(step, from, out);
    case MOVE_SEEN_INDICATOR: return *out = indicator_context(grid->ev, &model->indicators.items[move->index], from, move->reference), true;
    case MOVE_SEEN_RULE:
        return *out = context_seen(grid->ev, from, &model->rules.items[move->index].contexts, model->rules.items[move->index].grain, move->reference), true;
    }
    return false;
}

/* Whose figures it is does not matter for when. */
uint32_t move_time(Grid *grid, uint32_t index, uint32_t time)
{
    if (grid->moves.items[index].kind == MOVE_STAY)
        return time;
    while (grid->moves.items[index].to.count <= time)
        vec_push(grid->arena, &grid->moves.items[index].to, 0);
    uint32_t known = grid->moves.items[index].to.items[time];
    if (known)
        return known == NO_TIME ? NO_TIME : known - 1;
    GridBody everyone = {.who = WHO_MUNICIPALITY};
    Context from = time_context(grid, &everyone, time), out;
    known = moved(grid, &grid->moves.items[index], &from, &out) ? time_id(grid, time_of_context(&out)) : NO_TIME;
    grid->moves.items[index].to.items[time] = known == NO_TIME ? NO_TIME : known + 1;
    return known;
}
