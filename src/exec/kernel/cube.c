/* cube.c: what was added up -> the cube: the dense one as it stands, and from it the lists of atoms and cells, when they are asked for. */
#include "exec/kernel/scan.h"

#include "exec/interp/cells.h"

/* ---- atoms ---- */

typedef struct Lister {
    Arena *arena;
    const ScanInput *input;
    Cube *cube;
    const DenseCube *dense;
    size_t filled;               /* places with rows */
    uint32_t *atoms;             /* by key and atom: number + 1 */
} Lister;

static uint32_t list_atom(Lister *l, size_t key, size_t atom)
{
    uint32_t *number = &l->atoms[key * l->dense->extents[DENSE_ATOM] + atom];
    if (*number)
        return *number - 1;
    size_t splits = l->dense->split_count;
    Atom made = {.truths = (uint8_t *)l->dense->truths[atom], .splits = arena_array(l->arena, splits, sizeof *made.splits),
                 .split_states = arena_array(l->arena, splits, 1)};
    for (size_t s = 0; s < splits; s++) {
        const DenseSplit *split = &l->dense->splits[s];
        size_t place = key / split->stride % split->places;
        made.split_states[s] = place == 0 ? CELL_MISSING : place == 1 ? CELL_NOT_APPLICABLE : CELL_OK;
        made.splits[s] = place < PLACE_VALUES ? 0 : split->first + (int64_t)(place - PLACE_VALUES) * split->step;
    }
    vec_push(l->arena, &l->cube->atoms, made);
    return *number = (uint32_t)l->cube->atoms.count, *number - 1;
}

/* ---- cells ---- */

static CubeCell cell_at(Lister *l, size_t at)
{
    const DenseCube *d = l->dense;
    size_t place[DENSE_AXIS_COUNT];
    for (size_t axis = 0; axis < DENSE_AXIS_COUNT; axis++)
        place[axis] = at / d->strides[axis] % d->extents[axis];
    return (CubeCell){.atom = list_atom(l, place[DENSE_KEY], place[DENSE_ATOM]), .slot = d->slots[place[DENSE_SLOT]],
                      .time = d->timed ? (uint32_t)place[DENSE_TIME] : NO_SLOT, .vintage = d->vintaged ? (uint32_t)place[DENSE_VINTAGE] : NO_SLOT,
                      .line_first = data_line(l->input->data, dense_first(d, at)), .line_last = data_line(l->input->data, dense_last(d, at)), .rows = dense_rows(d, at)};
}

static CubeValue value_at(const Lister *l, size_t v, size_t at)
{
    const DenseCube *d = l->dense;
    CubeValue value = {.sum = dense_sum(d, v, at)};
    value.counts[ROW_OK] = dense_ok(d, v, at);
    for (unsigned s = 1; s < ROW_STATE_COUNT; s++)
        value.counts[s] = dense_in_state(d, v, at, s);
    if (dense_missing(d, v, at))
        value.missing_line = data_line(l->input->data, dense_missing(d, v, at) - 1);
    return value;
}

static void list_cells(Lister *l)
{
    const DenseCube *d = l->dense;
    size_t values = l->input->scan->values.count, filled = l->filled ? l->filled : 1;
    l->cube->cells.items = arena_array(l->arena, filled, sizeof *l->cube->cells.items);
    l->cube->cells.cap = filled;
    for (size_t v = 0; v < values; v++) {
        CubeValues *out = &l->cube->values[v];
        out->sums.items = arena_array(l->arena, filled, sizeof *out->sums.items);
        out->sums.count = out->sums.cap = l->filled;
    }
    for (size_t at = 0, i = 0; at < d->cells && i < l->filled; at++) {
        if (!dense_rows(d, at))
            continue;
        l->cube->cells.items[i] = cell_at(l, at);
        l->cube->cells.count = i + 1;
        for (size_t v = 0; v < values; v++)
            l->cube->values[v].sums.items[i] = value_at(l, v, at);
        i++;
    }
}

/* ---- extremes, orders and lists ---- */

/* The next place with rows, from `at` on. */
static size_t next_filled(const DenseCube *dense, size_t at)
{
    while (at < dense->cells && !dense_rows(dense, at))
        at++;
    return at;
}

static void list_extremes(Lister *l, size_t v)
{
    const DenseCube *d = l->dense;
    for (size_t at = next_filled(d, 0); at < d->cells; at = next_filled(d, at + 1)) {
        const DenseExtremes *from = &d->values[v].extremes[at];
        bool any = from->min <= from->max;
        vec_push(l->arena, &l->cube->values[v].extremes, (CubeExtremes){any, any ? from->min : 0, any ? from->max : 0});
    }
}

/* Rows whose value and state are wanted, computed many at a time. */
typedef struct Points { RowMachine machine; uint32_t step; size_t count; uint32_t rows[BATCH]; CubePoint *out[BATCH]; } Points;

static void points_compute(const Lister *l, Points *points)
{
    if (points->count)
        machine_run(&points->machine, 0, points->rows, points->count);
    for (size_t i = 0; i < points->count; i++) {
        points->out[i]->value = points->machine.registers[points->step].values[i];
        points->out[i]->state = points->machine.registers[points->step].states[i];
        points->out[i]->line = data_line(l->input->data, points->rows[i]);
    }
    points->count = 0;
}

static void points_add(const Lister *l, Points *points, const DensePoint *from, CubePoint *out)
{
    if (!from->row)
        return;
    *out = (CubePoint){.any = true, .time = from->time, .row = from->row - 1};
    points->rows[points->count] = from->row - 1;
    points->out[points->count++] = out;
    if (points->count == BATCH)
        points_compute(l, points);
}

static void list_orders(Lister *l, size_t v)
{
    const DenseCube *d = l->dense;
    CubeValues *out = &l->cube->values[v];
    Points *points = ARENA_NEW(l->arena, Points);
    points->step = l->input->scan->values.items[v].step;
    machine_bind(l->arena, l->input, &points->step, 1, &points->machine);
    out->orders.items = arena_array(l->arena, l->filled, sizeof *out->orders.items);
    out->orders.count = out->orders.cap = l->filled;
    CubeOrder *order = out->orders.items;
    for (size_t at = next_filled(d, 0); at < d->cells; at = next_filled(d, at + 1), order++) {
        const DenseOrder *from = &d->values[v].orders[at];
        points_add(l, points, &from->first, &order->first);
        points_add(l, points, &from->last, &order->last);
        points_add(l, points, &from->first_ok, &order->first_ok);
        points_add(l, points, &from->last_ok, &order->last_ok);
    }
    points_compute(l, points);
}

/* The list is in the order of places, which is that of the cells. */
static void list_starts(Lister *l, size_t v)
{
    CubeValues *out = &l->cube->values[v];
    out->list_starts = arena_array(l->arena, out->sums.count + 1, sizeof *out->list_starts);
    for (size_t i = 0; i < out->sums.count; i++)
        out->list_starts[i + 1] = out->list_starts[i] + (uint32_t)out->sums.items[i].counts[ROW_OK];
}

void cube_list(Arena *arena, const ScanInput *input, Cube *cube)
{
    if (!cube->dense || cube->cells.count)
        return;
    cube_rows(arena, cube, NULL);
    Lister l = {.arena = arena, .input = input, .cube = cube, .dense = cube->dense};
    for (size_t i = 0; i < l.dense->cells; i++)
        l.filled += dense_rows(l.dense, i) != 0;
    l.atoms = arena_array(arena, l.dense->extents[DENSE_KEY] * l.dense->extents[DENSE_ATOM], sizeof *l.atoms);
    list_cells(&l);
    for (size_t v = 0; v < input->scan->values.count; v++) {
        unsigned needs = input->scan->values.items[v].needs;
        if (needs & NEED_EXTREMES)
            list_extremes(&l, v);
        if (needs & NEED_ORDER)
            list_orders(&l, v);
        if (needs & NEED_LIST)
            list_starts(&l, v);
    }
}
