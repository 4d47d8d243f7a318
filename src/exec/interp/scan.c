/* scan.c: the scan of the batch interpreter: each row is classified once and its values added to one cell of the cube. */
#include <string.h>

#include "exec/interp/atoms.h"
#include "exec/interp/cells.h"

typedef struct Scanner {
    Arena *arena;
    const ScanInput *input;
    Cube *cube;
    Classifier *classifier;
    CellFinder finder;
    RowMachine values;
    uint32_t atoms[BATCH], cells[BATCH];
} Scanner;

void cube_cell_add(Arena *arena, const ScanPlan *scan, Cube *cube, CubeCell cell)
{
    vec_push(arena, &cube->cells, cell);
    for (size_t v = 0; v < scan->values.count; v++) {
        CubeValues *values = &cube->values[v];
        vec_push(arena, &values->sums, (CubeValue){0});
        if (scan->values.items[v].needs & NEED_ORDER)
            vec_push(arena, &values->orders, (CubeOrder){0});
        if (scan->values.items[v].needs & NEED_EXTREMES)
            vec_push(arena, &values->extremes, (CubeExtremes){0});
    }
}

/* ---- values ---- */

static void add_sums(const Scanner *s, CubeValues *out, size_t first, size_t count, const int64_t *values, const uint8_t *states)
{
    for (size_t i = 0; i < count; i++) {
        if (s->cells[i] == DROPPED)
            continue;
        CubeValue *value = &out->sums.items[s->cells[i]];
        value->counts[states[i]]++;
        if (states[i] == ROW_OK)
            value->sum += values[i];
        else if (states[i] != ROW_NOT_APPLICABLE && !value->missing_line)
            value->missing_line = data_line(s->input->data, first + i);
    }
}

static void keep_point(CubePoint *kept, const CubePoint *point, bool latest)
{
    if (!kept->any || (latest ? point->time >= kept->time : point->time < kept->time))
        *kept = *point;
}

static void add_orders(const Scanner *s, CubeValues *out, size_t first, size_t count, const int64_t *values, const uint8_t *states)
{
    for (size_t i = 0; i < count; i++) {
        if (s->cells[i] == DROPPED || states[i] == ROW_NOT_APPLICABLE)
            continue;
        CubeOrder *order = &out->orders.items[s->cells[i]];
        CubePoint point = {true, cells_moment(&s->finder, first + i), first + i, data_line(s->input->data, first + i), states[i], values[i]};
        keep_point(&order->first, &point, false);
        keep_point(&order->last, &point, true);
        if (states[i] == ROW_OK) {
            keep_point(&order->first_ok, &point, false);
            keep_point(&order->last_ok, &point, true);
        }
    }
}

static void add_extremes(const Scanner *s, CubeValues *out, size_t count, const int64_t *values, const uint8_t *states)
{
    for (size_t i = 0; i < count; i++) {
        if (s->cells[i] == DROPPED || states[i] != ROW_OK)
            continue;
        CubeExtremes *extremes = &out->extremes.items[s->cells[i]];
        extremes->min = !extremes->any || values[i] < extremes->min ? values[i] : extremes->min;
        extremes->max = !extremes->any || values[i] > extremes->max ? values[i] : extremes->max;
        extremes->any = true;
    }
}

static void add_list(const Scanner *s, CubeValues *out, size_t first, size_t count, const int64_t *values, const uint8_t *states)
{
    for (size_t i = 0; i < count; i++)
        if (s->cells[i] != DROPPED && states[i] == ROW_OK)
            vec_push(s->arena, &out->list, (CubeItem){s->cells[i], first + i, values[i]});
}

static void add_values(Scanner *s, size_t first, size_t count)
{
    const ScanPlan *scan = s->input->scan;
    machine_run(&s->values, first, NULL, count);
    for (size_t v = 0; v < scan->values.count; v++) {
        const Register *r = &s->values.registers[scan->values.items[v].step];
        const int64_t *values = r->values;
        const uint8_t *states = r->states;
        unsigned needs = scan->values.items[v].needs;
        add_sums(s, &s->cube->values[v], first, count, values, states);
        if (needs & NEED_ORDER)
            add_orders(s, &s->cube->values[v], first, count, values, states);
        if (needs & NEED_EXTREMES)
            add_extremes(s, &s->cube->values[v], count, values, states);
        if (needs & NEED_LIST)
            add_list(s, &s->cube->values[v], first, count, values, states);
    }
}

/* ---- the scan ---- */


static void interp_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    *cube = (Cube){.rows = input->data->rows};
    cube->values = arena_array(arena, input->scan->values.count, sizeof *cube->values);
    Scanner *s = ARENA_NEW(arena, Scanner);
    *s = (Scanner){.arena = arena, .input = input, .cube = cube};
    cells_bind(arena, input, cube, &s->finder);
    uint32_t *needed = arena_array(arena, input->scan->values.count, sizeof *needed);
    for (size_t i = 0; i < input->scan->values.count; i++)
        needed[i] = input->scan->values.items[i].step;
    machine_bind(arena, input, needed, input->scan->values.count, &s->values);
    s->classifier = classifier_new(arena, input, cube);
    for (size_t first = 0, count; first < input->data->rows && !effort_stopped(input->effort); first += count) {
        count = data_batch(input->data, first, BATCH);
        classify(s->classifier, first, count, s->atoms);
        cells_find(&s->finder, first, count, s->atoms, s->cells);
        add_values(s, first, count);
    }
    classifier_free(s->classifier);
}

static void interp_filter(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths)
{
    RowMachine machine;
    uint32_t step = input->scan->filters.items[filter].step;
    machine_bind(arena, input, &step, 1, &machine);
    for (size_t first = 0, count; first < input->data->rows; first += count) {
        count = data_batch(input->data, first, BATCH);
        machine_run(&machine, first, NULL, count);
        memcpy(truths + first, machine.registers[step].truths, count);
    }
}

const Backend backend_interp = {.name = "interp", .engine = ENGINE_INTERP, .scan = interp_scan, .filter = interp_filter};
