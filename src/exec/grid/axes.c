/* axes.c: axes of bodies: lists of whose figures lanes are about, numbered; what they become seen from elsewhere; which rows they see. Part of grid/. */
#include <string.h>

#include "exec/grid/parts.h"

#define VECTOR_LANES 8                     /* columns begin on whole vectors of 64-bit numbers */

static bool same_body(const GridBody *a, const GridBody *b)
{
    return a->who == b->who && a->only == b->only && (a->who != WHO_BODY || a->body == b->body);
}

static bool same_bodies(const GridBody *a, const GridBody *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!same_body(&a[i], &b[i]))
            return false;
    return true;
}

const Axis *axis_of(const Grid *grid, uint32_t axis)
{
    return grid->axis_list.items[axis];
}

uint32_t axis_id(Grid *grid, const GridBody *bodies, size_t count)
{
    for (size_t i = 0; i < grid->axis_list.count; i++)
        if (grid->axis_list.items[i]->count == count && same_bodies(grid->axis_list.items[i]->bodies, bodies, count))
            return (uint32_t)i;
    Axis *axis = ARENA_NEW(grid->arena, Axis);
    axis->bodies = arena_array(grid->arena, count, sizeof *axis->bodies);
    memcpy(axis->bodies, bodies, count * sizeof *bodies);
    axis->count = count;
    axis->width = (count + VECTOR_LANES - 1) / VECTOR_LANES * VECTOR_LANES;
    vec_push(grid->arena, &grid->axis_list, axis);
    return (uint32_t)grid->axis_list.count - 1;
}

/* Each body once, in the order that they come; by lane its place. */
static size_t distinct(Grid *grid, const GridBody *became, size_t count, GridBody *bodies, uint32_t *gather)
{
    Arena *scratch = arena_new();
    Map places;
    size_t found = 0;
    map_init(&places, scratch);
    for (size_t i = 0; i < count; i++) {
        const uint32_t key[3] = {became[i].who, became[i].only, became[i].who == WHO_BODY ? became[i].body : 0};
        uintptr_t place = (uintptr_t)map_get(&places, (Str){(const char *)key, sizeof key});
        if (!place) {
            bodies[found++] = became[i];
            place = found;
            map_put(&places, (Str){(const char *)key, sizeof key}, (void *)place);
        }
        gather[i] = (uint32_t)(place - 1);
    }
    arena_free(scratch);
    return found;
}

uint32_t axis_mapped(Grid *grid, uint32_t index, const GridBody *became, const uint32_t **gather)
{
    const Axis *axis = axis_of(grid, index);
    *gather = NULL;
    if (same_bodies(axis->bodies, became, axis->count))
        return index;
    GridBody *bodies = arena_array(grid->arena, axis->count, sizeof *bodies);
    uint32_t *places = arena_array(grid->arena, axis->width, sizeof *places);
    size_t count = distinct(grid, became, axis->count, bodies, places);
    *gather = places;
    return axis_id(grid, bodies, count);
}

/* ---- slots ---- */

static bool is_lone(const Axis *axis)
{
    for (size_t i = 0; i < axis->count; i++)
        if (axis->seen_first[i + 1] - axis->seen_first[i] != 1 || axis->seen[i] != axis->seen[0] + i)
            return false;
    return axis->count > 0;
}

void axis_slots(Grid *grid, Axis *axis)
{
    if (axis->seen_first)
        return;
    VEC(uint32_t) seen = {0};
    axis->seen_first = arena_array(grid->arena, axis->count + 1, sizeof *axis->seen_first);
    for (size_t i = 0; i < axis->count; i++) {
        const GridBody *body = &axis->bodies[i];
        for (uint32_t slot = 0; slot <= slot_municipality(grid->ev->model); slot++)
            if (slot_seen(grid->ev->model, body->who, body->body, body->only, slot))
                vec_push(grid->arena, &seen, slot);
        axis->seen_first[i + 1] = (uint32_t)seen.count;
    }
    axis->seen = seen.items;
    axis->lone = is_lone(axis);
}
