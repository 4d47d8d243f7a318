/* scan.c: the scan of the batch interpreter: each row is classified once and its values added to one cell of the cube. */
#include <stdlib.h>
#include <string.h>

#include "exec/interp/atoms.h"
#include "exec/interp/cells.h"

/* The values of a list and their cells, in row order, until it is known how many each cell has. */
typedef struct Pending { uint32_t *cells; int64_t *values; size_t count, cap; } Pending;

typedef struct Scanner {
    Arena *arena;
    const ScanInput *input;
    Cube *cube;
    Classifier *classifier;
    CellFinder finder;
    RowMachine values;
    Pending *pending;                     /* by value: for its list */
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

static bool all_ok(const uint8_t *states, size_t count)
{
    return states[0] == ROW_OK && memcmp(states, states + 1, count - 1) == 0;
}

/* The commonest case of add_sums. */
static void add_ok(const Scanner *s, CubeValue *sums, size_t count, const int64_t *values)
{
    const uint32_t *cells = s->cells;
    for (size_t i = 0; i < count; i++) {
        if (cells[i] == DROPPED)
            continue;
        sums[cells[i]].counts[ROW_OK]++;
        sums[cells[i]].sum += values[i];
    }
}

static void add_sums(const Scanner *s, CubeValues *out, size_t first, size_t count, const int64_t *values, const uint8_t *states)
{
    CubeValue *sums = out->sums.items;
    for (size_t i = 0; i < count; i++) {
        if (s->cells[i] == DROPPED)
            continue;
        CubeValue *value = &sums[s->cells[i]];
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

static void *grow(void *items, size_t count, size_t size)
{
    void *more = reallocarray(items, count, size);
    if (!more)
        arena_exhausted();
    return more;
}

static void add_pending(const Scanner *s, Pending *pending, size_t count, const int64_t *values, const uint8_t *states)
{
    if (pending->cap - pending->count < count) {
        pending->cap = (pending->cap + BATCH) * 2;
        pending->cells = grow(pending->cells, pending->cap, sizeof *pending->cells);
        pending->values = grow(pending->values, pending->cap, sizeof *pending->values);
    }
    for (size_t i = 0; i < count; i++) {
        if (s->cells[i] == DROPPED || states[i] != ROW_OK)
            continue;
        pending->cells[pending->count] = s->cells[i];
        pending->values[pending->count++] = values[i];
    }
}

/* Cell after cell. */
static void make_list(Scanner *s, const Pending *pending, CubeValues *out)
{
    size_t cells = s->cube->cells.count;
    out->list_starts = arena_array(s->arena, cells + 2, sizeof *out->list_starts);
    out->list = arena_array(s->arena, pending->count, sizeof *out->list);
    uint32_t *next = out->list_starts + 1;        /* one ahead while they are placed */
    for (size_t i = 0; i < pending->count; i++)
        next[pending->cells[i] + 1]++;
    for (size_t i = 0; i < cells; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < pending->count; i++)
        out->list[next[pending->cells[i]]++] = pending->values[i];
}

static void make_lists(Scanner *s)
{
    for (size_t v = 0; v < s->input->scan->values.count; v++) {
        if (s->input->scan->values.items[v].needs & NEED_LIST)
            make_list(s, &s->pending[v], &s->cube->values[v]);
        free(s->pending[v].cells);
        free(s->pending[v].values);
    }
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
        if (all_ok(states, count))
            add_ok(s, s->cube->values[v].sums.items, count, values);
        else
            add_sums(s, &s->cube->values[v], first, count, values, states);
        if (needs & NEED_ORDER)
            add_orders(s, &s->cube->values[v], first, count, values, states);
        if (needs & NEED_EXTREMES)
            add_extremes(s, &s->cube->values[v], count, values, states);
        if (needs & NEED_LIST)
            add_pending(s, &s->pending[v], count, values, states);
    }
}

/* ---- the scan ---- */

/* Measured on a Zen 5 with up to 1 000 000 rows in memory. EXPRESSION_PS: of each value that is computed; the kernels take as long for it. CELL_PS: of a
 * cell, its room included. */
enum { START_NS = 10000, ROW_PS = 4200, VALUE_PS = 2000, EXPRESSION_PS = 2400, CELL_PS = 140000 };

int64_t interp_cost(const ScanInput *input)
{
    const ScanPlan *scan = input->scan;
    uint64_t rows = input->data->rows, combinations, cells;
    int64_t classifying = atoms_cost(input, &combinations), row = ROW_PS + (int64_t)scan->values.count * VALUE_PS;
    for (size_t v = 0; v < scan->values.count; v++)
        row += scan->steps.items[scan->values.items[v].step].op == ROW_COLUMN ? 0 : EXPRESSION_PS;
    cells = combinations >= rows ? rows : distinct_met(combinations * cells_of_atom(input), rows);
    return START_NS + (row * (int64_t)rows + CELL_PS * (int64_t)cells) / 1000 + classifying;
}

/* Asked once in so many batches: the answer may take longer than a batch. */
#define ASK_EVERY 16

static bool is_stopped(const ScanInput *input, size_t batches)
{
    return batches % ASK_EVERY == 0 && effort_stopped(input->effort);
}

static void interp_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    *cube = (Cube){.rows = input->data->rows};
    cube->values = arena_array(arena, input->scan->values.count, sizeof *cube->values);
    Scanner *s = ARENA_NEW(arena, Scanner);
    *s = (Scanner){.arena = arena, .input = input, .cube = cube};
    s->pending = arena_array(arena, input->scan->values.count, sizeof *s->pending);
    cells_bind(arena, input, cube, &s->finder);
    uint32_t *needed = arena_array(arena, input->scan->values.count, sizeof *needed);
    for (size_t i = 0; i < input->scan->values.count; i++)
        needed[i] = input->scan->values.items[i].step;
    machine_bind(arena, input, needed, input->scan->values.count, &s->values);
    s->classifier = classifier_new(arena, input, cube);
    for (size_t first = 0, count, batches = 0; first < input->data->rows && !is_stopped(input, batches++); first += count) {
        count = data_batch(input->data, first, BATCH);
        classify(s->classifier, first, count, s->atoms);
        cells_find(&s->finder, first, count, s->atoms, s->cells);
        add_values(s, first, count);
    }
    make_lists(s);
    classifier_free(s->classifier);
}

void interp_filter(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths)
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
