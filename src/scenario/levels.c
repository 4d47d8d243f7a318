/* levels.c: see levels.h. */
#include "scenario/levels.h"

static const Indicator *indicator_of(const Model *model, const Assessment *of)
{
    const Symbol *symbol = model_find(model, of->declaration);
    return symbol && symbol->ref.kind == SYM_INDICATOR ? &model->indicators.items[symbol->ref.index] : NULL;
}

size_t outcome_levels(const Model *model, const Assessment *of, Str names[SCENARIO_LEVELS])
{
    const Symbol *symbol = model_find(model, of->declaration);
    const Scale *scale = !symbol ? NULL : symbol->ref.kind == SYM_INDICATOR ? model->indicators.items[symbol->ref.index].scale
        : symbol->ref.kind == SYM_GOAL ? model->goals.items[symbol->ref.index].scale : NULL;
    size_t count = 0;
    for (; scale && count < scale->levels.count && count < SCENARIO_LEVELS; count++)
        names[count] = scale->levels.items[count].name;
    return count;
}

static bool same_limits(const struct RankLimits *a, const struct RankLimits *b)
{
    return num_cmp(a->first, b->first) == 0 && a->has_second == b->has_second && (!a->has_second || num_cmp(a->second, b->second) == 0);
}

void limits_note(LevelLimits *limits, const Assessment *in)
{
    if (in->level_rank < 0 || in->level_rank >= SCENARIO_LEVELS || !in->compared.present || in->compared.limit.state != RESULT_VALUE)
        return;
    struct RankLimits *own = &limits->by_rank[in->level_rank];
    struct RankLimits now = {own->seen + 1, in->compared.limit2.state == RESULT_VALUE, in->compared.limit.number, in->compared.limit2.number};
    limits->moves |= own->seen && !same_limits(own, &now);
    *own = now;
}

/* The best level and the one after it are compared with the limit between them. A limit further down that was met in one setting only says nothing of
 * whether it moves. */
static bool are_fixed(const LevelLimits *limits)
{
    const struct RankLimits *best = &limits->by_rank[0], *next = &limits->by_rank[1];
    return !limits->moves && (!best->seen || !next->seen || same_limits(best, next));
}

typedef struct Found { Num *items; size_t count; } Found;

static void add(Found *found, Num value)
{
    for (size_t i = 0; i < found->count; i++)
        if (num_cmp(found->items[i], value) == 0)
            return;
    if (found->count < SCENARIO_LIMITS)
        found->items[found->count++] = value;
}

/* What is within the tolerance lies beyond the target, on its worse side. */
static void add_tolerance(Found *found, const Model *model, const Indicator *indicator, const Comparison *compared)
{
    Num tolerance, edge;
    if (!indicator->tolerance || indicator->cases.count || !compared->present || !constant_value(model, indicator->tolerance, &tolerance))
        return;
    char op = compared->op.n ? compared->op.s[0] : '=';
    const Quantity *high = compared->limit2.state == RESULT_VALUE ? &compared->limit2 : &compared->limit;
    if (op != '<' && num_sub(compared->limit.number, tolerance, &edge))
        add(found, edge);
    if (op != '>' && num_add(high->number, tolerance, &edge))
        add(found, edge);
}

size_t limits_of(const LevelLimits *limits, const Model *model, const Assessment *of, Num out[SCENARIO_LIMITS])
{
    const Indicator *indicator = indicator_of(model, of);
    Found found = {out, 0};
    if (!indicator || !are_fixed(limits))
        return 0;
    for (size_t rank = 0; rank < SCENARIO_LEVELS; rank++) {
        const struct RankLimits *of_rank = &limits->by_rank[rank];
        if (of_rank->seen < (rank > 1 ? 2 : 1))
            continue;
        add(&found, of_rank->first);
        if (of_rank->has_second)
            add(&found, of_rank->second);
    }
    add_tolerance(&found, model, indicator, &of->compared);
    return found.count;
}
