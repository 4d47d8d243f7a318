/* scan.c: the scan of the batch interpreter: each row is classified once and its values added to one cell of the cube. */
#include <stdlib.h>
#include <string.h>

#include "exec/bodies.h"
#include "exec/interp/atoms.h"

#define DROPPED UINT32_MAX

typedef struct Scanner {
    Arena *arena;
    const ScanInput *input;
    Cube *cube;
    Classifier *classifier;
    RowMachine values;
    const Column *time, *body, *vintage;
    uint32_t *day_times; int64_t day_first;   /* dates: by day from the first, the time + 1 */
    uint32_t *slots; size_t slot_count, mask; /* the hash of cells: cell + 1 */
    size_t times, vintages, plane;            /* cells of one atom, when there are few enough to be numbered; else 0 */
    VEC(uint32_t *) planes;                   /* by atom: cell + 1 by slot, time and vintage */
    uint32_t atoms[BATCH], cells[BATCH];
} Scanner;

/* ---- time ---- */

static const Column *column_or_null(const ScanInput *input, size_t column)
{
    return column == NO_INDEX ? NULL : &input->data->columns[column];
}

static bool date_bounds(const Column *column, size_t rows, int64_t *first, int64_t *last)
{
    bool any = false;
    for (size_t i = 0; i < rows; i++)
        if (column->states[i] == CELL_OK) {
            *first = !any || column->values[i] < *first ? column->values[i] : *first;
            *last = !any || column->values[i] > *last ? column->values[i] : *last;
            any = true;
        }
    return any;
}

/* Dates become days, or the months that they are in. */
static void bind_dates(Scanner *s)
{
    int64_t first = 0, last = 0;
    if (!date_bounds(s->time, s->input->data->rows, &first, &last))
        return;
    s->day_first = first;
    s->day_times = arena_array(s->arena, (size_t)(last - first + 1), sizeof *s->day_times);
    Period period = {1, 0};
    for (int64_t day = first; day <= last; day++) {
        if (day > period.last || period.first > period.last) {
            period = period_containing(s->input->scan->by_day ? GRAIN_DAY : GRAIN_MONTH, (Date)day);
            vec_push(s->arena, &s->cube->times, period);
        }
        s->day_times[day - first] = (uint32_t)s->cube->times.count;
    }
}

static void bind_times(Scanner *s, const Table *table)
{
    if (!s->time) {
        if (table->has_fixed_period)
            vec_push(s->arena, &s->cube->times, table->fixed_period);
        return;
    }
    if (s->time->type == COLUMN_DATE)
        bind_dates(s);
    else
        for (size_t i = 0; i < s->time->period_count; i++)
            vec_push(s->arena, &s->cube->times, s->time->periods[i]);
}

static uint32_t time_of(const Scanner *s, size_t row)
{
    if (!s->time)
        return s->cube->times.count ? 0 : NO_SLOT;
    return s->time->type == COLUMN_DATE ? s->day_times[s->time->values[row] - s->day_first] - 1 : (uint32_t)s->time->values[row];
}

/* Where the row stands in time, for the latest and the first. */
static int64_t moment_of(const Scanner *s, size_t row)
{
    if (!s->time)
        return 0;
    return s->time->type == COLUMN_DATE ? s->time->values[row] : s->time->periods[s->time->values[row]].last;
}

/* ---- cells ---- */

static size_t cell_hash(const CubeCell *cell)
{
    uint64_t hash = ((uint64_t)cell->atom << 32 | cell->slot) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 29;
    hash = (hash ^ ((uint64_t)cell->time << 20 ^ cell->vintage)) * 0xc4ceb9fe1a85ec53u;
    return (size_t)(hash ^ hash >> 32);
}

static bool cell_same(const CubeCell *a, const CubeCell *b)
{
    return a->atom == b->atom && a->slot == b->slot && a->time == b->time && a->vintage == b->vintage;
}

static size_t cell_place(const Scanner *s, const CubeCell *cell)
{
    size_t slot = cell_hash(cell) & s->mask;
    while (s->slots[slot] && !cell_same(&s->cube->cells.items[s->slots[slot] - 1], cell))
        slot = (slot + 1) & s->mask;
    return slot;
}

static void cells_grow(Scanner *s)
{
    s->slot_count = 256;
    while (s->slot_count < s->cube->cells.count * 4)
        s->slot_count *= 2;
    s->mask = s->slot_count - 1;
    s->slots = arena_array(s->arena, s->slot_count, sizeof *s->slots);
    for (size_t i = 0; i < s->cube->cells.count; i++)
        s->slots[cell_place(s, &s->cube->cells.items[i])] = (uint32_t)i + 1;
}

/* ---- numbered cells ---- */

#define PLANE_MOST ((size_t)1 << 16)
#define PLANES_MOST ((size_t)1 << 24)

/* One axis may be absent: it then has one place. */
static void bind_planes(Scanner *s)
{
    size_t slots = slot_municipality(s->input->model) + 1;
    s->times = s->cube->times.count ? s->cube->times.count : 1;
    s->vintages = s->vintage && s->vintage->period_count ? s->vintage->period_count : 1;
    if (s->times < PLANE_MOST && s->vintages < PLANE_MOST && slots < PLANE_MOST)
        s->plane = slots * s->times * s->vintages;
    if (s->plane > PLANE_MOST)
        s->plane = 0;
}

/* Where the cell stands in its atom's plane; NULL when cells are hashed. */
static uint32_t *plane_place(Scanner *s, const CubeCell *cell)
{
    while (s->plane && s->planes.count <= cell->atom) {
        if (s->planes.count * s->plane >= PLANES_MOST)
            s->plane = 0;
        else
            vec_push(s->arena, &s->planes, arena_array(s->arena, s->plane, sizeof(uint32_t)));
    }
    if (!s->plane)
        return NULL;
    size_t time = cell->time == NO_SLOT ? 0 : cell->time, vintage = cell->vintage == NO_SLOT ? 0 : cell->vintage;
    return &s->planes.items[cell->atom][(cell->slot * s->times + time) * s->vintages + vintage];
}

static void cell_add(Scanner *s, CubeCell cell)
{
    vec_push(s->arena, &s->cube->cells, cell);
    for (size_t v = 0; v < s->input->scan->values.count; v++) {
        CubeValues *values = &s->cube->values[v];
        unsigned needs = s->input->scan->values.items[v].needs;
        vec_push(s->arena, &values->sums, (CubeValue){0});
        if (needs & NEED_ORDER)
            vec_push(s->arena, &values->orders, (CubeOrder){0});
        if (needs & NEED_EXTREMES)
            vec_push(s->arena, &values->extremes, (CubeExtremes){0});
    }
}

static uint32_t cell_hashed(Scanner *s, CubeCell key)
{
    if (s->cube->cells.count * 2 >= s->slot_count)
        cells_grow(s);
    size_t slot = cell_place(s, &key);
    if (!s->slots[slot]) {
        cell_add(s, key);
        s->slots[slot] = (uint32_t)s->cube->cells.count;
    }
    return s->slots[slot] - 1;
}

/* Numbered cells are not in the hash; when they get too many to be numbered, the first hashed one brings all of them in. */
static uint32_t cell_find(Scanner *s, CubeCell key)
{
    uint32_t *place = plane_place(s, &key);
    if (!place)
        return cell_hashed(s, key);
    if (!*place) {
        cell_add(s, key);
        *place = (uint32_t)s->cube->cells.count;
    }
    return *place - 1;
}

/* Rows without time or vintage, where the table has such a column, count in nothing; those that it leaves out anyway are not mentioned. */
static bool untimed(Scanner *s, size_t row, uint32_t atom)
{
    bool timed = (!s->time || s->time->states[row] == CELL_OK) && (!s->vintage || s->vintage->states[row] == CELL_OK);
    size_t where = s->input->scan->where;
    if (timed || (where != NO_INDEX && s->cube->atoms.items[atom].truths[where] == TRUTH_NO))
        return !timed;
    if (s->cube->untimed++ == 0)
        s->cube->untimed_line = s->input->data->lines[row];
    return true;
}

static uint32_t slot_of(const Scanner *s, size_t row)
{
    if (!s->body)
        return s->input->fixed_slot;
    return s->body->states[row] == CELL_OK ? s->input->slots[s->body->values[row]] : NO_SLOT;
}

static void find_cells(Scanner *s, size_t first, size_t count)
{
    CubeCell last = {.atom = NO_SLOT};
    uint32_t last_cell = DROPPED;
    for (size_t i = 0; i < count; i++) {
        size_t row = first + i;
        CubeCell key = {.atom = s->atoms[i], .slot = slot_of(s, row)};
        s->cells[i] = DROPPED;
        if (key.slot == NO_SLOT || untimed(s, row, key.atom))
            continue;
        key.time = time_of(s, row);
        key.vintage = s->vintage ? (uint32_t)s->vintage->values[row] : NO_SLOT;
        if (!cell_same(&key, &last)) {
            last_cell = cell_find(s, key);
            last = key;
        }
        s->cells[i] = last_cell;
        CubeCell *cell = &s->cube->cells.items[last_cell];
        uint32_t line = s->input->data->lines[row];
        cell->line_first = cell->rows && cell->line_first < line ? cell->line_first : line;
        cell->line_last = cell->line_last > line ? cell->line_last : line;
        cell->rows++;
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
            value->missing_line = s->input->data->lines[first + i];
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
        CubePoint point = {true, moment_of(s, first + i), first + i, s->input->data->lines[first + i], states[i], values[i]};
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
        const int64_t *values = r->from ? r->from : r->values;
        const uint8_t *states = r->from ? r->from_states : r->states;
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

static void scanner_bind(Scanner *s, Arena *arena, const ScanInput *input, Cube *cube)
{
    const Table *table = &input->model->tables.items[input->scan->table];
    *s = (Scanner){.arena = arena, .input = input, .cube = cube};
    s->time = column_or_null(input, table->time_column);
    s->body = input->slots ? column_or_null(input, table->body_column) : NULL;
    s->vintage = column_or_null(input, table->vintage_column);
    bind_times(s, table);
    bind_planes(s);
    uint32_t *needed = arena_array(arena, input->scan->values.count, sizeof *needed);
    for (size_t i = 0; i < input->scan->values.count; i++)
        needed[i] = input->scan->values.items[i].step;
    machine_bind(arena, input, needed, input->scan->values.count, &s->values);
    s->classifier = classifier_new(arena, input, cube);
}

static void interp_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    *cube = (Cube){.rows = input->data->rows};
    cube->values = arena_array(arena, input->scan->values.count, sizeof *cube->values);
    Scanner *s = ARENA_NEW(arena, Scanner);
    scanner_bind(s, arena, input, cube);
    if (s->vintage) {
        cube->vintages = s->vintage->periods;
        cube->vintage_count = s->vintage->period_count;
    }
    for (size_t first = 0; first < input->data->rows; first += BATCH) {
        size_t count = input->data->rows - first < BATCH ? input->data->rows - first : BATCH;
        classify(s->classifier, first, count, s->atoms);
        find_cells(s, first, count);
        add_values(s, first, count);
    }
    classifier_free(s->classifier);
}

static void interp_filter(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths)
{
    RowMachine machine;
    uint32_t step = input->scan->filters.items[filter].step;
    machine_bind(arena, input, &step, 1, &machine);
    for (size_t first = 0; first < input->data->rows; first += BATCH) {
        size_t count = input->data->rows - first < BATCH ? input->data->rows - first : BATCH;
        machine_run(&machine, first, NULL, count);
        memcpy(truths + first, machine.registers[step].truths, count);
    }
}

const Backend backend_interp = {"interp", interp_scan, interp_filter};
