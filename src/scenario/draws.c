/* draws.c: all the parameters that a scenario draws, in groups of those that are correlated. See draws.h. */
#include "scenario/draws.h"

#include "base/vec.h"

#define NONE ((size_t)-1)

/* Parameters that are correlated with each other, directly or through others; most are alone. */
typedef struct Group {
    size_t count;
    size_t members[CORRELATED_MOST];       /* by name */
    const Sampler *samplers[CORRELATED_MOST];
    Stream streams[CORRELATED_MOST];
    const Copula *copula;                  /* NULL: one parameter alone */
} Group;

struct Draws {
    VEC(Group) groups;
};

typedef struct Maker {
    Arena *arena;
    const DrawnParameter *parameters; size_t count;
    const CorrelatedPair *pairs; size_t pair_count;
    Sampler **samplers;
    size_t *order;                         /* parameters by name */
    size_t *leader;                        /* of a parameter: the first, by index, of its group */
    DrawsCheck *check;
} Maker;

static bool make_samplers(Maker *maker)
{
    for (size_t i = 0; i < maker->count; i++) {
        maker->samplers[i] = sampler_new(maker->arena, &maker->parameters[i].distribution, &maker->check->distribution);
        maker->check->parameter = i;
        if (!maker->samplers[i])
            return false;
    }
    return true;
}

static bool sort_names(Maker *maker)
{
    for (size_t i = 0; i < maker->count; i++) {
        size_t place = i;
        for (; place && str_cmp(maker->parameters[maker->order[place - 1]].name, maker->parameters[i].name) > 0; place--)
            maker->order[place] = maker->order[place - 1];
        maker->order[place] = i;
        maker->check->repeated_name = place && str_eq(maker->parameters[maker->order[place - 1]].name, maker->parameters[i].name);
        maker->check->parameter = i;
        if (maker->check->repeated_name)
            return false;
    }
    return true;
}

/* Gives all members of two groups the same leader. */
static void join(Maker *maker, size_t a, size_t b)
{
    size_t keep = maker->leader[a] < maker->leader[b] ? maker->leader[a] : maker->leader[b], gone = maker->leader[a] + maker->leader[b] - keep;
    for (size_t i = 0; i < maker->count; i++)
        if (maker->leader[i] == gone)
            maker->leader[i] = keep;
}

static bool find_groups(Maker *maker)
{
    for (size_t i = 0; i < maker->count; i++)
        maker->leader[i] = i;
    for (size_t i = 0; i < maker->pair_count; i++) {
        const CorrelatedPair *pair = &maker->pairs[i];
        maker->check->first = pair->first, maker->check->second = pair->second;
        maker->check->correlation = pair->first == pair->second ? CORRELATION_DIAGONAL : CORRELATION_FINE;
        if (maker->check->correlation)
            return false;
        join(maker, pair->first, pair->second);
    }
    return true;
}

static size_t place_in(const Group *group, size_t parameter)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->members[i] == parameter)
            return i;
    return NONE;
}

/* The matrix of a group; a pair that is given twice must say the same. */
static bool fill_matrix(Maker *maker, const Group *group, Fix *matrix)
{
    bool given[CORRELATED_MOST * CORRELATED_MOST] = {false};
    size_t n = group->count;
    for (size_t i = 0; i < n; i++)
        matrix[i * n + i] = FIX_ONE;
    for (size_t i = 0; i < maker->pair_count; i++) {
        const CorrelatedPair *pair = &maker->pairs[i];
        size_t a = place_in(group, pair->first), b = place_in(group, pair->second);
        if (a == NONE || b == NONE)
            continue;
        if (given[a * n + b] && matrix[a * n + b] != pair->correlation) {
            *maker->check = (DrawsCheck){.correlation = CORRELATION_NOT_SYMMETRIC, .first = pair->first, .second = pair->second};
            return false;
        }
        given[a * n + b] = given[b * n + a] = true;
        matrix[a * n + b] = matrix[b * n + a] = pair->correlation;
    }
    return true;
}

static bool correlate(Maker *maker, Group *group)
{
    Fix matrix[CORRELATED_MOST * CORRELATED_MOST] = {0};
    CorrelationCheck check;
    if (group->count == 1)
        return true;
    if (!fill_matrix(maker, group, matrix))
        return false;
    group->copula = copula_new(maker->arena, matrix, group->count, &check);
    *maker->check = (DrawsCheck){.correlation = check.fault, .first = group->members[check.row], .second = group->members[check.column]};
    return group->copula != NULL;
}

static bool make_group(Maker *maker, uint64_t seed, size_t leader, Group *group)
{
    for (size_t i = 0; i < maker->count; i++) {
        size_t member = maker->order[i];
        if (maker->leader[member] != leader)
            continue;
        if (group->count == CORRELATED_MOST) {
            *maker->check = (DrawsCheck){.correlation = CORRELATION_TOO_MANY, .first = leader, .second = member};
            return false;
        }
        group->members[group->count] = member;
        group->samplers[group->count] = maker->samplers[member];
        group->streams[group->count++] = stream_of(seed, maker->parameters[member].name);
    }
    return correlate(maker, group);
}

Draws *draws_new(Arena *arena, uint64_t seed, const DrawnParameter *parameters, size_t count, const CorrelatedPair *pairs, size_t pair_count, DrawsCheck *check)
{
    Draws *draws = ARENA_NEW(arena, Draws);
    Maker maker = {arena, parameters, count, pairs, pair_count, arena_array(arena, count, sizeof(Sampler *)), arena_array(arena, count, sizeof(size_t)),
        arena_array(arena, count, sizeof(size_t)), check};
    *check = (DrawsCheck){0};
    if (!make_samplers(&maker) || !sort_names(&maker) || !find_groups(&maker))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        Group group = {0};
        if (maker.leader[i] != i)
            continue;
        if (!make_group(&maker, seed, i, &group))
            return NULL;
        vec_push(arena, &draws->groups, group);
    }
    *check = (DrawsCheck){0};
    return draws;
}

void draws_fill(const Draws *draws, uint64_t from, size_t count, Vectors vectors, Fix *const *out)
{
    for (VEC_EACH(const Group, group, &draws->groups)) {
        Fix *columns[CORRELATED_MOST];
        for (size_t i = 0; i < group->count; i++)
            columns[i] = out[group->members[i]];
        if (group->copula)
            copula_fill(group->copula, group->samplers, group->streams, from, count, vectors, columns);
        else
            sampler_fill(group->samplers[0], group->streams[0], from, count, vectors, columns[0]);
    }
}
