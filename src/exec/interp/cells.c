/* cells.c: rows -> cells. Bodies, times and vintages are looked up column by column, or all at once where their combinations are few; then each row's
 * cell in a plane of its atom, or in a hash where planes would be too large. */
#include "exec/interp/cells.h"

#include "exec/bodies.h"

#define PLANE_MOST ((size_t)1 << 16)
#define PLANES_MOST ((size_t)1 << 24)
#define SPOTS_MOST ((size_t)1 << 18)
enum { SPOT_NONE = PLANE_MOST + 1, SPOT_ODD };    /* the row counts in nothing; a time or vintage is missing */

/* ---- time ---- */

static const Column *column_or_null(const ScanInput *input, size_t column)
{
    return column == NO_INDEX ? NULL : &input->data->columns[column];
}

/* Dates become days, or the months that they are in. */
static uint32_t *bind_dates(Arena *arena, const ScanInput *input, const Column *time, Cube *cube, int64_t *day_first)
{
    int64_t first = 0, last = 0;
    if (!column_bounds(time, &first, &last))
        return NULL;
    uint32_t *day_times = arena_array(arena, (size_t)(last - first + 1), sizeof *day_times);
    Period period = {1, 0};
    for (int64_t day = first; day <= last; day++) {
        if (day > period.last || period.first > period.last) {
            period = period_containing(input->scan->by_day ? GRAIN_DAY : GRAIN_MONTH, (Date)day);
            vec_push(arena, &cube->times, period);
        }
        day_times[day - first] = (uint32_t)cube->times.count - 1;
    }
    *day_first = first;
    return day_times;
}

uint32_t *cells_times(Arena *arena, const ScanInput *input, Cube *cube, int64_t *day_first)
{
    const Table *table = &input->model->tables.items[input->scan->table];
    const Column *time = column_or_null(input, table->time_column), *vintage = column_or_null(input, table->vintage_column);
    cube->vintages = vintage ? vintage->periods : NULL;
    cube->vintage_count = vintage ? vintage->period_count : 0;
    if (!time && table->has_fixed_period)
        vec_push(arena, &cube->times, table->fixed_period);
    if (time && time->type == COLUMN_DATE)
        return bind_dates(arena, input, time, cube, day_first);
    for (size_t i = 0; time && i < time->period_count; i++)
        vec_push(arena, &cube->times, time->periods[i]);
    return NULL;
}

int64_t moment_of(const Column *time, size_t row)
{
    if (!time)
        return 0;
    int64_t value = column_value(time, row);
    return time->type == COLUMN_DATE ? value : time->periods[value].last;
}

int64_t cells_moment(const CellFinder *f, size_t row)
{
    return moment_of(f->time, row);
}

/* ---- the columns, one after the other ---- */

static void find_slots(CellFinder *f, size_t first, size_t count)
{
    uint32_t *out = f->row_slots;
    for (size_t i = 0; i < count && !f->body; i++)
        out[i] = f->input->fixed_slot;
    if (!f->body)
        return;
    int64_t values[BATCH];
    uint8_t states[BATCH];
    column_decode(f->body, first, count, values, states);
    const uint32_t *slots = f->input->slots;
    for (size_t i = 0; i < count; i++)
        out[i] = states[i] == CELL_OK ? slots[values[i]] : NO_SLOT;
}

static void find_times(CellFinder *f, size_t first, size_t count)
{
    uint32_t *out = f->row_times, fixed = f->cube->times.count ? 0 : NO_SLOT;
    for (size_t i = 0; i < count && !f->time; i++)
        out[i] = fixed;
    if (!f->time)
        return;
    int64_t values[BATCH], day_first = f->day_first;
    uint8_t states[BATCH];
    column_decode(f->time, first, count, values, states);
    const uint32_t *days = f->day_times;
    if (f->time->type == COLUMN_DATE)
        for (size_t i = 0; i < count; i++)
            out[i] = states[i] == CELL_OK ? days[values[i] - day_first] : DROPPED;
    else
        for (size_t i = 0; i < count; i++)
            out[i] = states[i] == CELL_OK ? (uint32_t)values[i] : DROPPED;
}

static void find_vintages(CellFinder *f, size_t first, size_t count)
{
    int64_t values[BATCH];
    uint8_t states[BATCH];
    for (size_t i = 0; i < count && !f->vintage; i++)
        f->row_vintages[i] = NO_SLOT;
    if (!f->vintage)
        return;
    column_decode(f->vintage, first, count, values, states);
    for (size_t i = 0; i < count; i++)
        f->row_vintages[i] = states[i] == CELL_OK ? (uint32_t)values[i] : NO_SLOT;
}

static void find_columns(CellFinder *f, size_t first, size_t count)
{
    find_slots(f, first, count);
    find_times(f, first, count);
    find_vintages(f, first, count);
}

/* ---- the columns together ---- */

/* Where in a plane the cells are of the place that a combination of values has. */
static uint32_t spot_of(const CellFinder *f, size_t place)
{
    uint32_t slot = f->input->fixed_slot, time = 0, vintage = 0;
    for (size_t k = f->numbering.count; k-- > 0;) {
        const NumberedColumn *c = &f->numbering.columns[k];
        size_t at = place % c->places;
        int64_t value = c->first + (int64_t)(at < 2 ? 0 : at - 2);
        place /= c->places;
        if (c->column == f->body)
            slot = at < 2 ? NO_SLOT : f->input->slots[value];
        else if (at < 2)
            time = DROPPED;
        else if (c->column == f->time)
            time = time == DROPPED ? DROPPED : f->time->type == COLUMN_DATE ? f->day_times[value - f->day_first] : (uint32_t)value;
        else
            vintage = (uint32_t)value;
    }
    if (slot == NO_SLOT || time == DROPPED)
        return slot == NO_SLOT ? SPOT_NONE : SPOT_ODD;
    return (uint32_t)((slot * f->times + time) * f->vintages + vintage);
}

static void bind_spots(CellFinder *f)
{
    const Column *const columns[] = {f->body, f->time, f->vintage};
    f->numbering = (Numbering){.columns = arena_array(f->arena, 3, sizeof *f->numbering.columns), .places = 1};
    for (size_t i = 0; i < 3; i++) {
        NumberedColumn *c = &f->numbering.columns[f->numbering.count];
        int64_t low, high;
        if (!columns[i])
            continue;
        if (!column_bounds(columns[i], &low, &high) || !number_by_value(columns[i], c) || f->numbering.places * c->places > SPOTS_MOST)
            return;
        f->numbering.places *= c->places;
        f->numbering.count++;
    }
    if (f->numbering.places > f->input->data->rows)
        return;
    f->spots = arena_array(f->arena, f->numbering.places, sizeof *f->spots);
    for (size_t place = 0; place < f->numbering.places; place++)
        f->spots[place] = spot_of(f, place);
}

uint64_t cells_of_atom(const ScanInput *input)
{
    const Table *table = &input->model->tables.items[input->scan->table];
    const Column *time = column_or_null(input, table->time_column), *vintage = column_or_null(input, table->vintage_column);
    const Column *body = input->slots ? column_or_null(input, table->body_column) : NULL;
    int64_t first = 0, last = 0;
    uint64_t times = time && time->type != COLUMN_DATE ? time->period_count : 1;
    if (time && time->type == COLUMN_DATE && column_bounds(time, &first, &last))
        times = (uint64_t)(last - first) / (input->scan->by_day ? 1 : 30) + 1;
    return (times ? times : 1) * (body && body->dict_count ? body->dict_count : 1) * (vintage && vintage->period_count ? vintage->period_count : 1);
}

void cells_bind(Arena *arena, const ScanInput *input, Cube *cube, CellFinder *f)
{
    const Table *table = &input->model->tables.items[input->scan->table];
    *f = (CellFinder){.arena = arena, .input = input, .cube = cube};
    f->time = column_or_null(input, table->time_column);
    f->body = input->slots ? column_or_null(input, table->body_column) : NULL;
    f->vintage = column_or_null(input, table->vintage_column);
    f->day_times = cells_times(arena, input, cube, &f->day_first);
    size_t slots = slot_municipality(input->model) + 1;
    f->times = cube->times.count ? cube->times.count : 1;
    f->vintages = cube->vintage_count ? cube->vintage_count : 1;
    if (f->times < PLANE_MOST && f->vintages < PLANE_MOST && slots < PLANE_MOST && slots * f->times * f->vintages <= PLANE_MOST)
        f->plane = slots * f->times * f->vintages;
    if (f->plane)
        bind_spots(f);
}

/* ---- hashed cells ---- */

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

static size_t hash_place(const CellFinder *f, const CubeCell *cell)
{
    size_t mask = f->hash_size - 1, at = cell_hash(cell) & mask;
    while (f->hash[at] && !cell_same(&f->cube->cells.items[f->hash[at] - 1], cell))
        at = (at + 1) & mask;
    return at;
}

static void hash_grow(CellFinder *f)
{
    f->hash_size = f->hash_size ? f->hash_size : 256;
    while (f->hash_size < f->cube->cells.count * 4)
        f->hash_size *= 2;
    f->hash = arena_array(f->arena, f->hash_size, sizeof *f->hash);
    for (size_t i = 0; i < f->cube->cells.count; i++)
        f->hash[hash_place(f, &f->cube->cells.items[i])] = (uint32_t)i + 1;
}

static uint32_t *hashed(CellFinder *f, const CubeCell *cell)
{
    if (f->cube->cells.count * 2 >= f->hash_size)
        hash_grow(f);
    return &f->hash[hash_place(f, cell)];
}

/* ---- numbered cells ---- */

/* NULL when they would be too many: from then on cells are hashed, and the first time brings in those that were numbered. */
static uint32_t *numbered(CellFinder *f, uint32_t atom, uint32_t slot, uint32_t time, uint32_t vintage)
{
    while (f->plane && f->planes.count <= atom) {
        if (f->planes.count * f->plane >= PLANES_MOST)
            f->plane = 0;
        else
            vec_push(f->arena, &f->planes, arena_array(f->arena, f->plane, sizeof(uint32_t)));
    }
    if (!f->plane)
        return NULL;
    time = time == NO_SLOT ? 0 : time;
    vintage = vintage == NO_SLOT ? 0 : vintage;
    return &f->planes.items[atom][(slot * f->times + time) * f->vintages + vintage];
}

static uint32_t cell_find(CellFinder *f, uint32_t atom, uint32_t slot, uint32_t time, uint32_t vintage)
{
    uint32_t *place = numbered(f, atom, slot, time, vintage);
    if (place && *place)
        return *place - 1;
    CubeCell cell = {.atom = atom, .slot = slot, .time = time, .vintage = vintage};
    if (!place)
        place = hashed(f, &cell);
    if (!*place) {
        cube_cell_add(f->arena, f->input->scan, f->cube, cell);
        *place = (uint32_t)f->cube->cells.count;
    }
    return *place - 1;
}

/* ---- rows ---- */

/* Rows without time or vintage, where the table has such a column, count in nothing; those that it leaves out anyway are not mentioned. */
static bool untimed(CellFinder *f, size_t i, size_t row, uint32_t atom)
{
    bool timed = (!f->time || f->row_times[i] != DROPPED) && (!f->vintage || f->row_vintages[i] != NO_SLOT);
    size_t where = f->input->scan->where;
    if (timed || (where != NO_INDEX && f->cube->atoms.items[atom].truths[where] == TRUTH_NO))
        return !timed;
    if (f->cube->untimed++ == 0)
        f->cube->untimed_line = data_line(f->input->data, row);
    return true;
}

static void add_row(CubeCell *cell, uint32_t line)
{
    cell->line_first = cell->rows && cell->line_first < line ? cell->line_first : line;
    cell->line_last = cell->line_last > line ? cell->line_last : line;
    cell->rows++;
}

static uint32_t row_cell(CellFinder *f, size_t i, size_t row, uint32_t atom)
{
    if (f->row_slots[i] == NO_SLOT || untimed(f, i, row, atom))
        return DROPPED;
    return cell_find(f, atom, f->row_slots[i], f->row_times[i], f->row_vintages[i]);
}

static uint32_t known_cell(const CellFinder *f, uint32_t spot, uint32_t atom)
{
    return spot < f->plane && atom < f->planes.count ? f->planes.items[atom][spot] : 0;
}

/* Cells that are known by the place of their columns; what is new or odd goes the other way. */
static void find_spots(CellFinder *f, size_t first, size_t count, const uint32_t *atoms, uint32_t *cells)
{
    uint32_t places[BATCH];
    numbering_run(&f->numbering, first, count, places);
    for (size_t i = 0; i < count; i++) {
        uint32_t spot = f->spots[places[i]], known = known_cell(f, spot, atoms[i]);
        if (known || spot == SPOT_NONE) {
            cells[i] = known - 1;                 /* none: DROPPED */
            continue;
        }
        find_columns(f, first + i, 1);
        cells[i] = row_cell(f, 0, first + i, atoms[i]);
    }
}

void cells_find(CellFinder *f, size_t first, size_t count, const uint32_t *atoms, uint32_t *cells)
{
    if (f->spots && f->plane) {
        find_spots(f, first, count, atoms, cells);
    } else {
        find_columns(f, first, count);
        for (size_t i = 0; i < count; i++)
            cells[i] = row_cell(f, i, first + i, atoms[i]);
    }
    data_lines(f->input->data, first, count, f->row_lines);
    CubeCell *all = f->cube->cells.items;
    for (size_t i = 0; i < count; i++)
        if (cells[i] != DROPPED)
            add_row(&all[cells[i]], f->row_lines[i]);
}
