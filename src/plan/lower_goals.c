/* lower_goals.c: goals -> what they are measured with, and the cases on it. */
#include "plan/lower.h"

/* The finest grain that something of the goal is measured in: it is assessed that often. */
static Grain finest(const Model *model, const Goal *goal, int depth)
{
    Grain grain = GRAIN_OTHER;
    for (size_t i = 0; i < goal->measures.count; i++) {
        Grain own = model->indicators.items[goal->measures.items[i].indicator].grain;
        own = own == GRAIN_OTHER ? GRAIN_MONTH : own;
        grain = !goal->measures.items[i].support && own < grain ? own : grain;
    }
    for (size_t i = 0; i < goal->subgoals.count && depth < LOWER_MAX_DEPTH; i++) {
        Grain own = finest(model, &model->goals.items[goal->subgoals.items[i]], depth + 1);
        grain = own < grain ? own : grain;
    }
    return grain;
}

void lower_goal(Lowering *l, size_t index)
{
    const Goal *goal = &l->model->goals.items[index];
    GoalPlan *plan = &l->plan->goals[index];
    l->goal = index;
    plan->grain = finest(l->model, goal, 0);
    plan->level = step_indexed(l, STEP_GOAL, index, 0, NULL);
    plan->share = step_indexed(l, STEP_GOAL_SHARE, index, 0, NULL);
    for (size_t i = 0; i < goal->measures.count; i++) {
        const Measure *measure = &goal->measures.items[i];
        if (measure->support)
            continue;
        vec_push(l->arena, &plan->measures, step_indexed(l, STEP_LEVEL, measure->indicator, REF_SEEN, NULL));
        vec_push(l->arena, &plan->indicators, measure->indicator);
        vec_push(l->arena, &plan->weights, measure->weight);
    }
    for (size_t i = 0; i < goal->subgoals.count; i++)
        vec_push(l->arena, &plan->subgoals, step_indexed(l, STEP_GOAL, goal->subgoals.items[i], 0, NULL));
    plan->own_cases = goal->cases.count > 0;
    if (plan->own_cases)
        lower_cases(l, &goal->cases, &plan->cases);
    else if (goal->scale && plan->measures.count)
        lower_cases(l, &goal->scale->cases, &plan->cases);
}
