/* test_exec_scan.c: the cube against sums made the plain way, for tables that take each way through the scan: one and several groups of columns,
 * conditions that belong to none, more combinations than are kept, numbered and hashed cells. */
#include "data/parts.h"
#include "exec_fixture.h"

#include "exec/bodies.h"
#include "exec/interp/atoms.h"

#define ROWS 6000

static const char *const bodies = "organ KF är fullmäktige\n";

/* Numbers that are the same on every machine. */
static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

#define LIMIT(n) "b > c + " #n " kr eller "
#define LIMITS(n) LIMIT(n##1) LIMIT(n##2) LIMIT(n##3) LIMIT(n##4) LIMIT(n##5) LIMIT(n##6) LIMIT(n##7) LIMIT(n##8) LIMIT(n##9)

#define BETWEEN(n) "b är mellan " #n "0 kr och " #n "5 kr eller "
#define MANY BETWEEN(1) BETWEEN(3) BETWEEN(5) BETWEEN(7) BETWEEN(9) BETWEEN(11) BETWEEN(13) BETWEEN(15) BETWEEN(17) "b < 2 kr och "

typedef struct Shape { const char *name, *condition, *per; size_t bodies, days; uint64_t amounts, wholes; int split; } Shape;
static const Shape shapes[] = {
    {"few combinations", "k i (3..5) och s = \"a\"", "månad", 4, 60, 1000, 9},
    {"an amount in the condition", "b > 50 kr", "månad", 4, 60, 1000000, 9},
    {"two amounts in the condition", "b > 50 kr eller c < 3 kr", "månad", 4, 60, UINT32_MAX, 9},
    {"many limits", MANY "inte (b är saknas)", "månad", 4, 60, 400000, 9},
    {"two groups of columns", "k i (300..50000) och s = \"a\" och c < 700 kr", "månad", 4, 60, 1000000, 60000},
    {"two columns at once", "k < 3 eller k - 2 < k / 3", "månad", 4, 60, 1000, 9},
    {"amounts against each other", "b > c", "månad", 4, 60, 1000, 9},
    {"amounts against each other in groups", "b > c och k i (300..50000) eller s = \"b\"", "månad", 4, 60, 1000, 60000},
    {"more conditions than a word holds", LIMITS() LIMITS(1) LIMITS(2) LIMITS(3) LIMITS(4) "b < 0 kr", "månad", 4, 60, 100000, 9},
    {"split by whole numbers", "b > 50 kr", "månad", 4, 60, 1000000, 9, 2},
    {"split by amounts", "k i (3..5) eller b > 50 kr", "månad", 4, 60, 1000, 9, 4},
    {"split by amounts and held against others", "b > c", "månad", 4, 60, 1000, 9, 4},
    {"more bodies and days than can be numbered", "k i (3..5)", "dag", 90, 2000, 1000, 9},
};

static char *model_of(Arena *arena, const Shape *shape)
{
    StrBuf text = {0};
    strbuf_puts(&text, bodies);
    for (size_t i = 0; i < shape->bodies; i++)
        strbuf_printf(&text, "organ N%zu är nämnd under KF\n", i);
    strbuf_puts(&text, "tabell t från \"t.csv\"\n kolumn \"d\" som d datum\n kolumn \"n\" som n organ\n kolumn \"k\" som k heltal\n"
                       " kolumn \"s\" som s text\n kolumn \"b\" som b kr\n kolumn \"c\" som c kr\n");
    strbuf_printf(&text, "indikator x enhet kr per %s beräknas som summa(t.b där %s) + min(t.b) bevakas\n", shape->per, shape->condition);
    char *copy = arena_strdup(arena, text.s);
    strbuf_free(&text);
    return copy;
}

#define COLUMNS 6

/* The columns at their full width, before they are divided into parts and narrowed. */
typedef struct Wider { int64_t values[COLUMNS][ROWS]; uint8_t states[COLUMNS][ROWS]; } Wider;

static void narrow(Arena *arena, TableData *data, const Wider *wide)
{
    static const DataPart parts[] = {{0, 1500}, {1500, 1}, {1501, ROWS - 1501}};
    data->part_count = sizeof parts / sizeof *parts;
    data->parts = (DataPart *)parts;
    for (size_t i = 0; i < COLUMNS; i++) {
        Column *column = &data->columns[i];
        column->rows = parts;
        column->part_count = data->part_count;
        column->parts = arena_array(arena, data->part_count, sizeof *column->parts);
        for (size_t p = 0; p < data->part_count; p++)
            column->parts[p] = part_narrow(arena, column->type, wide->values[i] + parts[p].first, wide->states[i] + parts[p].first, parts[p].count);
    }
}

static TableData *random_table(Arena *arena, const Shape *shape)
{
    TableData *data = ARENA_NEW(arena, TableData);
    static const ColumnType types[] = {COLUMN_DATE, COLUMN_BODY, COLUMN_INT, COLUMN_TEXT, COLUMN_NUMBER, COLUMN_NUMBER};
    uint64_t state = 7;
    Wider *wide = ARENA_NEW(arena, Wider);
    data->columns = arena_array(arena, COLUMNS, sizeof *data->columns);
    for (size_t i = 0; i < COLUMNS; i++)
        data->columns[i].type = types[i];
    data->rows = ROWS;
    data->lines = ARENA_NEW(arena, LineRun);
    *data->lines = (LineRun){0, 2, 1};
    data->line_count = 1;
    data->columns[1].dict = arena_array(arena, shape->bodies, sizeof(Str));
    data->columns[1].dict_count = shape->bodies;
    for (size_t i = 0; i < shape->bodies; i++)
        data->columns[1].dict[i] = str_of(arena_printf(arena, "N%zu", i));
    data->columns[3].dict = arena_array(arena, 2, sizeof(Str));
    data->columns[3].dict[0] = STR_LIT("a");
    data->columns[3].dict[1] = STR_LIT("b");
    data->columns[3].dict_count = 2;
    for (size_t row = 0; row < ROWS; row++) {
        wide->values[0][row] = date_ymd(2020, 1, 1) + (int64_t)(next(&state) % shape->days);
        wide->values[1][row] = (int64_t)(next(&state) % shape->bodies);
        wide->values[2][row] = (int64_t)(next(&state) % shape->wholes) * FIX_ONE;
        wide->values[3][row] = (int64_t)(next(&state) % 2);
        wide->values[4][row] = (int64_t)(next(&state) % shape->amounts) * 1000;
        wide->values[5][row] = (int64_t)(next(&state) % shape->amounts) * 1000;
        wide->states[4][row] = next(&state) % 50 == 0;
        wide->values[4][row] *= wide->states[4][row] == 0;
    }
    narrow(arena, data, wide);
    return data;
}

/* One number for everything that the cells hold: sums weighted by where they stand. */
typedef struct Digest { Wide sum; uint64_t rows, missing; int64_t least; } Digest;

static bool same_time(const Cube *cube, const CubeCell *cell, int64_t day)
{
    Period period = cube->times.items[cell->time];
    return day >= period.first && day <= period.last;
}

static Digest digest_cube(const Cube *cube, size_t filter, uint32_t slot, int64_t day)
{
    Digest digest = {.least = INT64_MAX};
    for (size_t i = 0; i < cube->cells.count; i++) {
        const CubeCell *cell = &cube->cells.items[i];
        if (cube->atoms.items[cell->atom].truths[filter] != TRUTH_YES || cell->slot != slot || !same_time(cube, cell, day))
            continue;
        digest.rows += cell->rows;
        digest.sum += cube->values[0].sums.items[i].sum;
        digest.missing += cube->values[0].sums.items[i].counts[ROW_MISSING];
        if (cube->values[0].extremes.items[i].any && cube->values[0].extremes.items[i].min < digest.least)
            digest.least = cube->values[0].extremes.items[i].min;
    }
    return digest;
}

static Digest digest_rows(const TableData *data, const uint8_t *truths, const uint32_t *slots, uint32_t slot, Period period)
{
    Digest digest = {.least = INT64_MAX};
    for (size_t row = 0; row < ROWS; row++) {
        int64_t day = column_value(&data->columns[0], row);
        if (truths[row] != TRUTH_YES || slots[column_value(&data->columns[1], row)] != slot || day < period.first || day > period.last)
            continue;
        digest.rows++;
        if (column_state(&data->columns[4], row) == CELL_OK) {
            int64_t value = column_value(&data->columns[4], row);
            digest.sum += value;
            digest.least = value < digest.least ? value : digest.least;
        } else {
            digest.missing++;
        }
    }
    return digest;
}

static void expect_same_cube(const Shape *shape)
{
    Arena *keep = arena_new();
    Planned p = plan_text(model_of(keep, shape));
    TableData *data = random_table(p.arena, shape);
    if (shape->split)
        vec_push(p.arena, &p.plan->scans[0].splits, (size_t)shape->split);
    ScanInput input = {.model = p.model, .scan = &p.plan->scans[0], .data = data, .slots = bodies_bind(p.arena, p.model, &data->columns[1])};
    Cube cube;
    backends[0]->scan(p.arena, &input, &cube);
    uint8_t *truths = arena_array(p.arena, ROWS, 1);
    backends[0]->filter(p.arena, &input, 0, truths);
    uint64_t rows = 0;
    for (size_t i = 0; i < cube.cells.count; i++)
        rows += cube.cells.items[i].rows;
    cr_expect_eq(rows, ROWS, "%s: every row is in one cell, %zu are", shape->name, (size_t)rows);
    for (size_t i = 0; i < 40; i++) {
        size_t row = i * (ROWS / 40);
        int64_t day = column_value(&data->columns[0], row);
        uint32_t slot = input.slots[column_value(&data->columns[1], row)];
        Digest got = digest_cube(&cube, 0, slot, day);
        Digest wanted = digest_rows(data, truths, input.slots, slot, period_containing(shape->per[0] == 'd' ? GRAIN_DAY : GRAIN_MONTH, (Date)day));
        cr_expect(got.sum == wanted.sum && got.rows == wanted.rows && got.missing == wanted.missing && got.least == wanted.least,
                  "%s, row %zu: %zu rows of %zu", shape->name, row, (size_t)got.rows, (size_t)wanted.rows);
    }
    arena_free(p.arena);
    arena_free(keep);
}

Test(exec_scan, the_cube_holds_what_the_rows_hold)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        expect_same_cube(&shapes[i]);
}

Test(exec_scan, so_it_does_when_combinations_are_no_longer_kept)
{
    combinations_most = 3;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        expect_same_cube(&shapes[i]);
}
