/* nodes.c: which steps are wanted over which axes in which times: goes from the steps that are asked for down to the tables. Part of grid/. */
#include "exec/grid/parts.h"

Node *node_of(Grid *grid, uint32_t step, uint32_t axis, bool keyed)
{
    const uint32_t parts[3] = {step, axis, keyed};
    Str key = {(const char *)parts, sizeof parts};
    Node *node = map_get(&grid->nodes, key);
    if (!node) {
        node = ARENA_NEW(grid->arena, Node);
        *node = (Node){.step = step, .axis = axis, .keyed = keyed};
        map_put(&grid->nodes, key, node);
    }
    return node;
}

static void add_time(Grid *grid, Node *node, uint32_t time)
{
    while (node->place_of.count <= time)
        vec_push(grid->arena, &node->place_of, 0);
    if (node->place_of.items[time])
        return;
    vec_push(grid->arena, &node->times, time);
    if (node->by_variant)
        vec_push(grid->arena, &node->variants, (uint32_t)node_variant(grid, node, time));
    node->place_of.items[time] = (uint32_t)node->times.count;
    grid->column_count++;
}

bool operand_needed(const Node *node, const Operand *operand, size_t place)
{
    if (operand->chosen && node->variants.items[place] != operand->variant)
        return false;
    return !operand->least || node->variants.items[place] >= operand->least;
}

/* The operand's time for one of the node's; NO_TIME where it has none, or a break lies between. */
static uint32_t operand_time(Grid *grid, const Node *node, const Operand *operand, size_t place)
{
    uint32_t time = node->times.items[place];
    if (!operand_needed(node, operand, place))
        return NO_TIME;
    uint32_t to = move_time(grid, operand->move, time);
    if (to == NO_TIME || !operand->unbroken)
        return to;
    Period from = grid->times.items[time].period, period = grid->times.items[to].period;
    Date last = period.last > from.last ? period.last : from.last, at;
    return series_broken(grid->ev->model, &grid->ev->plan->steps.items[node->step], period.first, last, &at) ? NO_TIME : to;
}

static bool want_operand(Grid *grid, Node *node, Operand *operand, size_t first, int depth)
{
    VEC(uint32_t) wanted = {0};
    for (size_t i = first; i < node->times.count; i++) {
        uint32_t to = operand_time(grid, node, operand, i);
        vec_push(grid->arena, &operand->times, to);
        if (to != NO_TIME)
            vec_push(grid->arena, &wanted, to);
    }
    if (!wanted.count)
        return true;
    if (!operand->node)
        operand->node = node_of(grid, operand->step, operand->axis, operand->keyed);
    return node_want(grid, operand->node, wanted.items, wanted.count, depth + 1);
}

bool node_want(Grid *grid, Node *node, const uint32_t *times, size_t count, int depth)
{
    size_t first = node->times.count;
    if (!node->described)
        node_describe(grid, node, times[0]);
    node->described = true;
    for (size_t i = 0; i < count; i++)
        add_time(grid, node, times[i]);
    if (node->times.count == first)
        return !node->busy;
    if (node->busy || depth > GRID_MAX_DEPTH || grid->column_count > GRID_MAX_COLUMNS)
        return false;
    node->busy = true;
    bool fine = true;
    for (size_t i = 0; i < node->operand_count && fine; i++)
        fine = want_operand(grid, node, &node->operands[i], first, depth);
    node->busy = false;
    return fine;
}
