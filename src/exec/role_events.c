/* role_events.c: the events that a model asks for, so that a misspelt one in the data can be told from one that is of no interest. */
#include "base/utf8.h"
#include "exec/role_table.h"

static void add_event(Evaluator *ev, Map *events, Str text)
{
    Str key = utf8_fold(ev->arena, str_trim(text));
    if (!key.n || map_get(events, key))
        return;
    Str *kept = ARENA_NEW(ev->arena, Str);
    *kept = text;
    map_put(events, key, kept);
}

/* Points hang in two directions: the one it is counted from, and the one it is joined to. */
static void add_point(Evaluator *ev, Map *events, const Point *point, int depth)
{
    for (; point && depth < EVAL_MAX_DEPTH; point = point->also, depth++) {
        if (point->kind == AT_EVENT)
            add_event(ev, events, point->text);
        add_point(ev, events, point->after, depth + 1);
    }
}

static void add_schedule(Evaluator *ev, Map *events, const Schedule *s)
{
    add_event(ev, events, s->event);
    for (VEC_EACH(const Point, window, &s->windows))
        add_point(ev, events, window, 0);
    for (VEC_EACH(const Point, by, &s->by))
        add_point(ev, events, by, 0);
    for (VEC_EACH(const Point, window, &s->election_windows))
        add_point(ev, events, window, 0);
    for (VEC_EACH(const Point, by, &s->election_by))
        add_point(ev, events, by, 0);
    add_point(ev, events, &s->earliest, 0);
    add_point(ev, events, &s->election_earliest, 0);
}

void role_events(Evaluator *ev, Map *events)
{
    map_init(events, ev->arena);
    for (VEC_EACH(const Checkpoint, checkpoint, &ev->model->checkpoints))
        add_schedule(ev, events, &checkpoint->schedule);
    for (VEC_EACH(const Commission, commission, &ev->model->commissions))
        add_schedule(ev, events, &commission->schedule);
    for (VEC_EACH(const Rule, rule, &ev->model->rules))
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            add_point(ev, events, &requirement->by, 0);
}
