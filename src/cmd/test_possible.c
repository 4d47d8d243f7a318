/* test_possible.c: which levels an indicator or a goal can be given at all, as the model is written. A level that it never can be given is no gap in the
 * tests. Part of `styr testa`. */
#include "cmd/test.h"
#include "exec/assess.h"

#define DEEPEST 64               /* goals below goals: further down any level is thought possible */
#define NOT_KNOWN (~0u)

static unsigned all_of(const Scale *scale)
{
    return (1u << scale->levels.count) - 1;
}

static unsigned levels_of(const CaseVec *cases)
{
    unsigned out = 0;
    for (VEC_EACH(const Case, one, cases))
        out |= 1u << one->level;
    return out;
}

/* ---- indicators ---- */

/* The usual rule of a scale goes by how much of the target is reached, which it must be possible to say. */
static bool has_share(const Indicator *indicator, const Target *target)
{
    Bound bound = target_bound(indicator, target);
    bool one_sided = indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN;
    return one_sided && bound != BOUND_BETWEEN && bound != BOUND_EXACTLY;
}

/* Met, within the tolerance, missed: without a tolerance there is nothing between. */
static unsigned levels_by(const Indicator *indicator, const Target *target)
{
    size_t worst = indicator->scale->levels.count - 1;
    if (!indicator->tolerance && indicator->scale->cases.count && has_share(indicator, target))
        return levels_of(&indicator->scale->cases);
    return 1u | 1u << worst | (indicator->tolerance && worst > 1 ? 2u : 0);
}

unsigned indicator_levels(const Indicator *indicator)
{
    unsigned out = 0;
    if (!indicator->value)                       /* people judge it */
        return all_of(indicator->scale);
    if (indicator->cases.count)
        return levels_of(&indicator->cases);
    for (VEC_EACH(const Target, target, &indicator->targets))
        out |= levels_by(indicator, target);
    return out;
}

/* ---- goals ---- */

typedef struct Goals { const Model *model; unsigned *known; } Goals;

/* The levels as they count on another scale. */
static unsigned folded(unsigned levels, const Scale *from, const Scale *to)
{
    unsigned out = 0;
    for (size_t i = 0; i < from->levels.count; i++) {
        size_t level = levels >> i & 1u ? level_folded(from, i, to) : NO_INDEX;
        out |= level == NO_INDEX ? 0 : 1u << level;
    }
    return out;
}

static unsigned levels_of_goal(const Goals *goals, size_t index, int depth);

/* The worst of what it is measured with. */
static unsigned measured_levels(const Goals *goals, const Goal *goal, bool *measured)
{
    unsigned out = 0;
    for (VEC_EACH(const Measure, measure, &goal->measures)) {
        const Indicator *indicator = &goals->model->indicators.items[measure->indicator];
        if (measure->support)
            continue;
        *measured = true;
        if (indicator->scale)
            out |= folded(indicator_levels(indicator), indicator->scale, goal->scale);
    }
    return *measured && goal->scale->cases.count ? levels_of(&goal->scale->cases) : out;
}

static unsigned reckon_goal(const Goals *goals, const Goal *goal, int depth)
{
    bool measured = false;
    if (goal->settled_by_people || depth > DEEPEST)
        return all_of(goal->scale);
    if (goal->cases.count)
        return levels_of(&goal->cases);
    unsigned out = measured_levels(goals, goal, &measured);
    for (VEC_EACH(const size_t, below, &goal->subgoals)) {
        const Goal *subgoal = &goals->model->goals.items[*below];
        if (!measured && subgoal->scale)
            out |= folded(levels_of_goal(goals, *below, depth + 1), subgoal->scale, goal->scale);
    }
    return out;
}

static unsigned levels_of_goal(const Goals *goals, size_t index, int depth)
{
    unsigned *known = &goals->known[index];
    if (*known == NOT_KNOWN)
        *known = reckon_goal(goals, &goals->model->goals.items[index], depth);
    return *known;
}

unsigned *goal_levels(Arena *arena, const Model *model)
{
    Goals goals = {model, arena_array(arena, model->goals.count + 1, sizeof *goals.known)};
    for (size_t i = 0; i < model->goals.count; i++)
        goals.known[i] = model->goals.items[i].scale ? NOT_KNOWN : 0;
    for (size_t i = 0; i < model->goals.count; i++)
        levels_of_goal(&goals, i, 0);
    return goals.known;
}
