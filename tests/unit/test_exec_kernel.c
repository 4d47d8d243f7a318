/* test_exec_kernel.c: the cube of the kernels against that of the interpreter, cell by cell, on tables of random rows: all widths, several parts, codes
 * of their own, missing cells, rows that count in nothing, each set of loops, several threads, and limits so low that every way out is taken. */
#include "data/parts.h"
#include "exec_fixture.h"

#include "exec/bodies.h"
#include "exec/kernel/kernel.h"

#include <stdlib.h>

#define ROWS ((size_t)5000)
#define COLUMNS 9
#define TEXTS_MOST 5000
enum { DAY, PERIOD, BODY, WHOLE, TEXT, AMOUNT, SMALL, VINTAGE, OTHER };

static const char head[] =
    "styrmodell prov kommun \"1984\"\n"
    "organ KF är fullmäktige\norgan N0 är nämnd under KF\norgan N1 är nämnd under KF\norgan N2 är nämnd under KF\n"
    "tabell t från \"t.csv\"\n";
static const char columns[] =
    " kolumn \"n\" som n organ\n kolumn \"k\" som k heltal\n kolumn \"s\" som s text\n kolumn \"b\" som b kr\n kolumn \"c\" som c kr\n";

/* What is out of the ordinary with the rows. */
typedef enum Twist { PLAIN, NO_ROWS, ONE_ROW, NO_BODY, NO_TIME, LINES_TURNED, MANY_TEXTS, LIMITS, APART, NEARLY_APART, WIDE, BY_TIME } Twist;

/* dated, then forecast: which columns the model has; the others are there all the same, but nothing reads them. */
typedef struct Shape { const char *name, *time, *vintage, *indicators; int split; uint64_t amounts; bool gaps; Twist twist; } Shape;
static const Shape shapes[] = {
    {"one column", "d datum", "", "summa(t.b där k i (3..5))", -1, 1000, false},
    {"two columns", "d datum", "", "summa(t.b där k i (3..5) och s = \"a\") + summa(t.c där s = \"b\")", -1, 1000, false},
    {"gaps everywhere", "d datum", "", "summa(t.b där k i (3..5) och s = \"a\") + summa(t.c där s = \"b\")", -1, 70000, true},
    {"amounts", "d datum", "", "summa(t.b där b > 50 kr och k <> 4) + summa(t.c där b är mellan -3 kr och 20 kr eller c < 7 kr)", -1, 1 << 20, true},
    {"great amounts", "d datum", "", "summa(t.b där b > 50 kr) + summa(t.c * 3 där k i (1..2))", -1, UINT32_MAX, true},
    {"row by row", "d datum", "", "summa(t.b där b < c) + summa(t.c där abs(b) > 10 kr och k i (1..4) eller b - c = 0 kr)", -1, 30, true},
    {"nothing but rows", "p period", "", "antal(t där k i (3..5)) * 1 kr", -1, 1000, true},
    {"no condition", "p period", "", "summa(t.b)", -1, 1000, false},
    {"expressions", "d datum", "", "summa(t.b * 2 där k i (3..5)) + summa(t.b / t.c * 1 kr) + max(t.c - t.b)", -1, 9, true},
    {"extremes", "p period", "", "min(t.b där k i (3..5)) + max(t.b) + min(t.c) + max(t.c * 2)", -1, 1000, true},
    {"orders", "d datum", "", "senaste(t.b där k i (3..5)) + första(t.c) + senaste(t.b * 2)", -1, 1000, true},
    {"orders of periods", "p period", "", "senaste(t.b där k i (3..5)) + första(t.b)", -1, 1000, true},
    {"lists", "d datum", "", "median(t.b där k i (3..5)) + percentil(t.c; 75) + antal_unika(t.s) * 1 kr + median(t.b * 2)", -1, 1000, true},
    {"forecasts", "p period", "v", "summa(t.b där k i (3..5)) + median(t.b)", -1, 1000, true},
    {"split by text", "d datum", "", "summa(t.b där k i (3..5)) + max(t.c)", TEXT, 1000, true},
    {"split by number", "p period", "", "summa(t.b där b > 3 kr)", WHOLE, 1000, true},
    {"what is missing", "d datum", "", "antal(t där b är saknas och (s är saknas eller inte (finns k))) * 1 kr + summa(t.c där om_saknas(b; 3 kr) < 5 kr)", -1, 9, true},
    {"months", "d datum", "", "summa(t.b där d i (januari–mars) eller d >= 2020-08-01)", -1, 1000, true},
    {"some rows only", "d datum", "", "summa(t.b där k i (3..5))", -2, 1000, true},
    {"thousands of texts", "d datum", "", "summa(t.b där s i (\"100\"; \"777\"; \"1999\"; \"61\"; \"a\") och k i (3..5)) + antal_unika(t.s) * 1 kr", -1, 1000, true, MANY_TEXTS},
    {"split by thousands of texts", "p period", "", "summa(t.b där k i (3..5))", TEXT, 1000, true, MANY_TEXTS},
    {"wide numbers, held against two limits", "d datum", "", "summa(t.b där k i (300..500) och s = \"a\") + summa(t.c där s = \"b\")", -1, 1000, false, WIDE},
    {"wide numbers, held against a few limits", "d datum", "", "summa(t.b där k i (300..500) och s = \"a\") + summa(t.c där k > 350 och k <> 900 eller k < -600)", -1,
     1000, true, WIDE},
    {"wide numbers, one by one", "d datum", "",
     "summa(t.b där k i (-1; 5; 9; 13; 17; 21; 25; 29; 33; 37; 41; 57; 58) och s = \"a\") + summa(t.c där b > 3 kr och k > 20) + antal(t där s = \"b\") * 1 kr", -1, 1000,
     false, WIDE},
    {"wide numbers, one by one, some missing", "p period", "",
     "summa(t.b där k i (-1; 5; 9; 13; 17; 21; 25; 29; 33; 37; 41; 57; 58) och s = \"a\") + summa(t.c där b > 3 kr och k > 20)", -1, 1000, true, WIDE},
    {"amounts at the limits", "d datum", "", "summa(t.b där b > 9000000000000 kr) + summa(t.b där b < 0 kr) + max(t.b) + median(t.b) + summa(t.b + t.c) + min(t.b - t.c)", -1,
     1000, true, LIMITS},
    {"amounts at the limits, row by row", "d datum", "", "summa(t.b där b + c > b) + summa(t.b * 2 där abs(b) > 9000000000000 kr)", -1, 1000, true, LIMITS},
    {"whole numbers at the limits", "d datum", "", "summa(t.b där k > 9000000000000) + summa(t.b där k < 0 och s = \"a\")", -1, 1000, true, LIMITS},
};

/* Tables whose rows stand in the order of time, and which rows a cell has is found later. */
static const Shape ordered[] = {
    {"days in order", "d datum", "", "summa(t.b där k i (3..5)) + summa(t.c där s = \"a\")", -1, 1000, false, BY_TIME},
    {"days in order, gaps", "d datum", "", "summa(t.b där k i (3..5)) + max(t.c * 2)", -1, 1000, true, BY_TIME},
    {"periods in order, split", "p period", "", "summa(t.b där k i (3..5)) + min(t.c)", TEXT, UINT32_MAX, true, BY_TIME},
    {"periods in order, forecasts", "p period", "v", "antal(t där k i (3..5)) * 1 kr", -2, 1000, true, BY_TIME},
};

/* Tables that give cells of one row each. */
static const Shape apart[] = {
    {"rows apart", "p period", "", "summa(t.b där k i (3..5))", TEXT, 1000, true, APART},
    {"rows apart, small amounts", "p period", "", "summa(t.c)", TEXT, 1000, true, APART},
    {"rows apart, nothing but rows", "d datum", "", "antal(t där k i (3..5) och c > 2 kr) * 1 kr", TEXT, 1000, true, APART},
    {"rows apart, some only", "p period", "v", "summa(t.c där b > 3 kr)", TEXT, 1000, true, APART},
};
static const Shape touching[] = {
    {"rows nearly apart", "p period", "", "summa(t.c)", TEXT, 1000, true, NEARLY_APART},
    {"rows apart, two values", "p period", "", "summa(t.b) + summa(t.c)", TEXT, 1000, true, APART},
    {"rows apart, great amounts", "p period", "", "summa(t.b)", TEXT, UINT32_MAX, true, APART},
    {"rows apart, orders", "p period", "", "senaste(t.b)", TEXT, 1000, true, APART},
};

/* Tables that give few cells or none. */
static const Shape bare[] = {
    {"no rows", "d datum", "", "summa(t.b där k i (3..5)) + median(t.b) + max(t.b) + senaste(t.b)", -1, 1000, false, NO_ROWS},
    {"no rows of forecasts", "p period", "v", "summa(t.b där k i (3..5))", TEXT, 1000, false, NO_ROWS},
    {"one row", "d datum", "", "summa(t.b där k i (3..5) och b > 3 kr) + median(t.b)", -1, 1000, false, ONE_ROW},
    {"no body is known", "d datum", "", "summa(t.b där k i (3..5)) + median(t.b) + senaste(t.b)", -1, 1000, true, NO_BODY},
    {"no row has a time", "d datum", "", "summa(t.b där k i (3..5)) + max(t.b)", -1, 1000, true, NO_TIME},
    {"no row has an occasion", "p period", "v", "summa(t.b där k i (3..5)) + median(t.b)", -2, 1000, true, NO_TIME},
};
static const Shape turned = {"lines out of order", "d datum", "", "summa(t.b där k i (3..5)) + senaste(t.b)", -1, 1000, true, LINES_TURNED};

/* Numbers that are the same on every machine. */
static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

static Planned plan_of(const Shape *shape)
{
    StrBuf text = {0};
    strbuf_puts(&text, head);
    strbuf_printf(&text, " kolumn \"x\" som %s\n%s%s", shape->time, columns, shape->vintage[0] ? " kolumn \"v\" som v tillfälle\n" : "");
    if (shape->split == -2)
        strbuf_puts(&text, " där c > 5 kr\n");
    strbuf_printf(&text, "indikator x enhet kr beräknas som %s bevakas\n", shape->indicators);
    Planned p = plan_text(text.s);
    strbuf_free(&text);
    return p;
}

/* ---- random rows ---- */

/* The columns at their full width, before they are divided into parts and narrowed. */
typedef struct Wider { ColumnType types[COLUMNS]; int64_t values[COLUMNS][ROWS]; uint8_t states[COLUMNS][ROWS]; } Wider;

/* Numbers next to what 64 bits hold, and some that are not. */
static void fill_limits(Wider *w, size_t row, uint64_t *state)
{
    static const int64_t amounts[] = {INT64_MAX, -INT64_MAX, INT64_MAX - 1, 1 - INT64_MAX, 0, 1, -1, 5 * FIX_ONE};
    const int64_t most = INT64_MAX / FIX_ONE * FIX_ONE;
    w->values[AMOUNT][row] = amounts[next(state) % 8];
    w->values[WHOLE][row] = next(state) % 3 == 0 ? most : next(state) % 2 ? -most : 4 * FIX_ONE;
}

static void fill_row(const Shape *shape, Wider *w, size_t row, uint64_t *state)
{
    w->values[DAY][row] = date_ymd(2020, 1, 1) + (int64_t)(row < ROWS / 2 ? row / 10 : next(state) % 400);
    w->values[PERIOD][row] = (int64_t)(next(state) % 12);
    w->values[BODY][row] = (int64_t)(next(state) % 5);
    w->values[WHOLE][row] = (int64_t)(next(state) % (row < 3000 ? 9 : 40)) * FIX_ONE;
    w->values[TEXT][row] = (int64_t)(next(state) % (row < 1500 ? 2 : 6));
    w->values[AMOUNT][row] = ((int64_t)(next(state) % shape->amounts) - (int64_t)shape->amounts / 3) * (row < 2000 ? FIX_ONE : row < 4000 ? 10000 : 1);
    w->values[SMALL][row] = ((int64_t)(next(state) % 9) - 2) * FIX_ONE;
    w->values[VINTAGE][row] = (int64_t)(next(state) % 3);
    if (shape->amounts == UINT32_MAX && row % 7 == 0)
        w->values[AMOUNT][row] = (row % 2 ? INT64_MAX : -INT64_MAX) / 2 / 10000 * 10000;
    if (shape->twist == MANY_TEXTS)
        w->values[TEXT][row] = (int64_t)(next(state) % (row < 1500 ? 200 : row < 3501 ? 70 : TEXTS_MOST));
    if (shape->twist == WIDE)
        w->values[WHOLE][row] = ((int64_t)(next(state) % (row < 1500 ? 100 : row < 3501 ? 60000 : 900)) - (row < 1500 ? 0 : 700)) * FIX_ONE;
    if (shape->twist == LIMITS)
        fill_limits(w, row, state);
    if (shape->twist == BY_TIME) {
        w->values[DAY][row] = date_ymd(2020, 1, 1) + (int64_t)(row / 40 * 4);
        w->values[PERIOD][row] = (int64_t)(row * 12 / ROWS);
    }
    bool own = shape->twist == APART || shape->twist == NEARLY_APART;
    if (own)
        w->values[TEXT][row] = (int64_t)(row * 7 % ROWS);
    if (shape->twist == NO_BODY)
        w->values[BODY][row] = 3;
    for (size_t c = 0; c < COLUMNS; c++) {
        bool gap = shape->gaps && row > 1700 && next(state) % 30 == 0 && !(own && c == TEXT);
        gap |= shape->twist == NO_TIME && (c == DAY || c == VINTAGE);
        w->states[c][row] = gap ? 1 + next(state) % 2 : 0;
        w->values[c][row] *= !gap;
    }
    if (shape->twist == NEARLY_APART && row == ROWS - 1)
        for (size_t c = 0; c < COLUMNS; c++) {
            w->values[c][row] = w->values[c][1];
            w->states[c][row] = w->states[c][1];
        }
}

/* A part whose texts have numbers of their own, in the order in which they turn up. */
static void own_codes(Arena *arena, ColumnPart *part, size_t count)
{
    uint32_t *codes = arena_array(arena, TEXTS_MOST, sizeof *codes), *places = arena_array(arena, TEXTS_MOST, sizeof *places), known = 0;
    uint16_t *values = arena_array(arena, count, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        uint32_t code = (uint32_t)part_stored(part, i);
        if (!places[code]) {
            codes[known++] = code;
            places[code] = known;
        }
        values[i] = (uint16_t)(places[code] - 1);
    }
    part->values = values;
    part->codes = codes;
    part->width = WIDTH_U16;
    for (size_t i = 0; i < count && known <= 256; i++)      /* in place: each stands before what it is made of */
        ((uint8_t *)part->values)[i] = (uint8_t)values[i];
    if (known <= 256)
        part->width = WIDTH_U8;
}

static const DataPart *parts_of(const Shape *shape, size_t *count)
{
    static const DataPart parts[] = {{0, 1500}, {1500, 1}, {1501, 2000}, {3501, 1499}}, none = {0, 0}, one = {0, 1};
    *count = 1;
    if (shape->twist == NO_ROWS || shape->twist == ONE_ROW)
        return shape->twist == NO_ROWS ? &none : &one;
    *count = sizeof parts / sizeof *parts;
    return parts;
}

static void narrow(Arena *arena, const Shape *shape, TableData *data, const Wider *wide)
{
    const DataPart *parts = parts_of(shape, &data->part_count);
    data->rows = parts[data->part_count - 1].first + parts[data->part_count - 1].count;
    data->parts = (DataPart *)parts;
    for (size_t c = 0; c < data->column_count; c++) {
        Column *column = &data->columns[c];
        column->rows = parts;
        column->part_count = data->part_count;
        column->parts = arena_array(arena, data->part_count, sizeof *column->parts);
        for (size_t p = 0; p < data->part_count; p++) {
            column->parts[p] = part_narrow(arena, column->type, wide->values[c] + parts[p].first, wide->states[c] + parts[p].first, parts[p].count);
            if (p % 2 == 0 && column->parts[p].any && (column->type == COLUMN_TEXT || column->type == COLUMN_BODY))
                own_codes(arena, &column->parts[p], parts[p].count);
        }
    }
}

static void name_codes(Arena *arena, Column *column, int what)
{
    static const char *const bodies[] = {"N0", "N1", "N2", "okänd", "KF"}, *const texts[] = {"a", "b", "c", "A ", "e", "f"};
    if (column->type == COLUMN_TEXT || column->type == COLUMN_BODY) {
        column->dict_count = what == BODY ? 5 : TEXTS_MOST;
        column->dict = arena_array(arena, column->dict_count, sizeof(Str));
        for (size_t i = 0; i < column->dict_count; i++)
            column->dict[i] = str_of(what == BODY ? bodies[i] : i < 6 ? texts[i] : arena_printf(arena, "%zu", i));
    }
    if (column->type != COLUMN_PERIOD && column->type != COLUMN_VINTAGE)
        return;
    column->period_count = what == PERIOD ? 12 : 3;
    column->periods = arena_array(arena, column->period_count, sizeof(Period));
    for (size_t i = 0; i < column->period_count; i++)
        column->periods[i] = period_containing(GRAIN_MONTH, date_ymd(2020, (int)(i * 5 % 12) + 1, 1));
}

/* The columns of the model's table, in its order: time, then those that all have, then the occasion. */
static TableData *random_table(Arena *arena, const Shape *shape, uint64_t seed)
{
    static const ColumnType types[COLUMNS] = {COLUMN_DATE, COLUMN_PERIOD, COLUMN_BODY, COLUMN_INT, COLUMN_TEXT, COLUMN_NUMBER, COLUMN_NUMBER, COLUMN_VINTAGE, COLUMN_INT};
    int order[COLUMNS] = {shape->time[0] == 'd' ? DAY : PERIOD, BODY, WHOLE, TEXT, AMOUNT, SMALL, VINTAGE};
    Wider *all = malloc(sizeof *all), *wide = malloc(sizeof *wide);
    for (size_t row = 0; row < ROWS; row++)
        fill_row(shape, all, row, &seed);
    TableData *data = ARENA_NEW(arena, TableData);
    data->column_count = shape->vintage[0] ? 7 : 6;
    data->columns = arena_array(arena, data->column_count, sizeof *data->columns);
    for (size_t c = 0; c < data->column_count; c++) {
        data->columns[c].type = types[order[c]];
        name_codes(arena, &data->columns[c], order[c]);
        memcpy(wide->values[c], all->values[order[c]], sizeof wide->values[c]);
        memcpy(wide->states[c], all->states[order[c]], sizeof wide->states[c]);
    }
    data->lines = arena_array(arena, 2, sizeof *data->lines);
    data->lines[0] = (LineRun){0, shape->twist == LINES_TURNED ? 9000 : 2, 1};
    data->lines[1] = (LineRun){3000, 2, 1};
    data->line_count = shape->twist == LINES_TURNED ? 2 : 1;
    narrow(arena, shape, data, wide);
    free(all);
    free(wide);
    return data;
}

/* ---- a cube as text, one line a cell ---- */

static void put_wide(StrBuf *out, Wide sum)
{
    strbuf_printf(out, " %llx:%016llx", (unsigned long long)(sum >> 64), (unsigned long long)sum);
}

static void put_point(StrBuf *out, const CubePoint *p)
{
    if (p->any)
        strbuf_printf(out, " [%lld %llu %u %u %lld]", (long long)p->time, (unsigned long long)p->row, p->line, p->state, (long long)p->value);
    else
        strbuf_puts(out, " []");
}

static void put_value(StrBuf *out, const CubeValues *values, unsigned needs, size_t i)
{
    const CubeValue *v = &values->sums.items[i];
    put_wide(out, v->sum);
    for (size_t s = 0; s < ROW_STATE_COUNT; s++)
        strbuf_printf(out, ",%llu", (unsigned long long)v->counts[s]);
    strbuf_printf(out, " m%u", v->missing_line);
    if (needs & NEED_EXTREMES) {
        const CubeExtremes *e = &values->extremes.items[i];
        strbuf_printf(out, " %d %lld..%lld", e->any, (long long)e->min, (long long)e->max);
    }
    if (needs & NEED_ORDER) {
        const CubeOrder *o = &values->orders.items[i];
        put_point(out, &o->first), put_point(out, &o->last), put_point(out, &o->first_ok), put_point(out, &o->last_ok);
    }
    for (uint32_t at = needs & NEED_LIST ? values->list_starts[i] : 0; needs & NEED_LIST && at < values->list_starts[i + 1]; at++)
        strbuf_printf(out, " %lld", (long long)values->list[at]);
}

static char *cell_text(Arena *arena, const ScanPlan *scan, const Cube *cube, size_t i)
{
    const CubeCell *cell = &cube->cells.items[i];
    const Atom *atom = &cube->atoms.items[cell->atom];
    StrBuf out = {0};
    for (size_t f = 0; f < scan->filters.count; f++)
        strbuf_putc(&out, (char)('0' + atom->truths[f]));
    for (size_t s = 0; s < scan->splits.count; s++)
        strbuf_printf(&out, " /%lld %u", (long long)atom->splits[s], atom->split_states[s]);
    strbuf_printf(&out, " slot %u time %u vintage %u rows %llu lines %u-%u", cell->slot, cell->time, cell->vintage, (unsigned long long)cell->rows,
                  cell->line_first, cell->line_last);
    for (size_t v = 0; v < scan->values.count; v++)
        put_value(&out, &cube->values[v], scan->values.items[v].needs, i);
    char *text = arena_strdup(arena, out.s);
    strbuf_free(&out);
    return text;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static char **cube_text(Arena *arena, const ScanPlan *scan, const Cube *cube)
{
    char **texts = arena_array(arena, cube->cells.count + 1, sizeof *texts);
    for (size_t i = 0; i < cube->cells.count; i++)
        texts[i] = cell_text(arena, scan, cube, i);
    qsort(texts, cube->cells.count, sizeof *texts, compare_texts);
    return texts;
}

/* ---- comparing ---- */

static const Backend *kernel(void)
{
    for (size_t i = 0; backends[i]; i++)
        if (backends[i]->engine == ENGINE_KERNEL)
            return backends[i];
    return NULL;
}

static void expect_same(Arena *arena, const ScanInput *input, const Cube *wanted, const char *name, const char *how)
{
    Cube got;
    kernel()->scan(arena, input, &got);
    cr_expect_eq(got.cells.count, wanted->cells.count, "%s, %s: %zu cells, not %zu", name, how, got.cells.count, wanted->cells.count);
    cr_expect(got.untimed == wanted->untimed && got.untimed_line == wanted->untimed_line, "%s, %s: %zu rows without time (line %u), not %zu (line %u)", name,
              how, got.untimed, got.untimed_line, wanted->untimed, wanted->untimed_line);
    cr_expect_eq(got.times.count, wanted->times.count, "%s, %s: times", name, how);
    char **a = cube_text(arena, input->scan, &got), **b = cube_text(arena, input->scan, wanted);
    for (size_t i = 0; i < got.cells.count && i < wanted->cells.count; i++)
        if (strcmp(a[i], b[i]) != 0) {
            cr_expect(false, "%s, %s:\n%.600s\nnot\n%.600s", name, how, a[i], b[i]);
            return;
        }
}

static void expect_same_each_way(const Shape *shape, const char *limits, bool fits)
{
    static const char *const names[] = {"best", "portable", "avx2", "avx512"};
    Planned p = plan_of(shape);
    ScanPlan *scan = &p.plan->scans[0];
    if (shape->split >= 0)
        vec_push(p.arena, &scan->splits, shape->split == TEXT ? 3 : 2);
    TableData *data = random_table(p.arena, shape, 7);
    ScanInput input = {.model = p.model, .scan = scan, .data = data, .slots = bodies_bind(p.arena, p.model, &data->columns[1])};
    Cube wanted;
    backends[0]->scan(p.arena, &input, &wanted);
    cr_expect(wanted.cells.count > 10 || (shape->twist >= NO_ROWS && shape->twist <= NO_TIME), "%s: only %zu cells", shape->name, wanted.cells.count);
    int64_t cost;
    Effort asked = {.engine = ENGINE_KERNEL};
    input.effort = &asked;
    cr_expect(kernel()->suits(&input, &cost) == fits, "%s, %s: the kernels %s", shape->name, limits, fits ? "refuse" : "accept");
    for (int variant = KERNEL_BEST; variant <= KERNEL_AVX512; variant++)
        for (unsigned threads = 1; threads <= 4; threads += variant == KERNEL_BEST ? 1 : 3) {
            if (!kernel_force((KernelVariant)variant))
                continue;
            Effort effort = {.threads = threads};
            input.effort = &effort;
            char how[100];
            snprintf(how, sizeof how, "%s, %s, %u threads", limits, names[variant], threads);
            expect_same(p.arena, &input, &wanted, shape->name, how);
        }
    kernel_force(KERNEL_BEST);
    arena_free(p.arena);
}

Test(exec_kernel, cubes_are_those_of_the_interpreter)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        expect_same_each_way(&shapes[i], "plenty", true);
}

Test(exec_kernel, tables_with_few_cells_or_none)
{
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        expect_same_each_way(&bare[i], "plenty", true);
}

static bool has_singles(const Shape *shape)
{
    Planned p = plan_of(shape);
    vec_push(p.arena, &p.plan->scans[0].splits, 3);
    TableData *data = random_table(p.arena, shape, 7);
    ScanInput input = {.model = p.model, .scan = &p.plan->scans[0], .data = data, .slots = bodies_bind(p.arena, p.model, &data->columns[1])};
    Cube cube;
    kernel()->scan(p.arena, &input, &cube);
    bool singles = cube.dense && cube.dense->singles;
    arena_free(p.arena);
    return singles;
}

Test(exec_kernel, cells_of_one_row_each)
{
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        expect_same_each_way(&apart[i], "plenty", true);
        cr_expect(has_singles(&apart[i]), "%s: cells are added up", apart[i].name);
    }
    for (size_t i = 0; i < sizeof touching / sizeof *touching; i++) {
        expect_same_each_way(&touching[i], "plenty", true);
        cr_expect(!has_singles(&touching[i]), "%s: cells are not added up", touching[i].name);
    }
}

Test(exec_kernel, lines_out_of_order_are_left_to_the_interpreter)
{
    expect_same_each_way(&turned, "plenty", false);
}

Test(exec_kernel, blocks_of_any_size)
{
    kernel_limits.block_rows = 37;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        expect_same_each_way(&shapes[i], "small blocks", true);
}

Test(exec_kernel, what_is_too_large_is_left_to_the_interpreter)
{
    kernel_limits.cells = 20;
    expect_same_each_way(&shapes[1], "few cells", false);
    kernel_limits.cells = (size_t)1 << 26;
    kernel_limits.bytes = 4000;
    expect_same_each_way(&shapes[1], "few bytes", false);
    kernel_limits.bytes = (size_t)3 << 30;
    kernel_limits.places = 3;
    expect_same_each_way(&shapes[1], "few places", false);
}

/* ---- rows that are found later ---- */

/* Cells of the time, in the two cubes, that have the same first and last rows. */
static bool same_spans(const DenseCube *a, const DenseCube *b, size_t time)
{
    for (size_t i = time * a->strides[DENSE_TIME]; i < (time + 1) * a->strides[DENSE_TIME]; i++)
        if (dense_rows(a, i) != dense_rows(b, i) || (dense_rows(a, i) && (dense_first(a, i) != dense_first(b, i) || dense_last(a, i) != dense_last(b, i))))
            return false;
    return true;
}

static void expect_found_later(const Shape *shape, unsigned threads)
{
    Planned p = plan_of(shape);
    ScanPlan *scan = &p.plan->scans[0];
    if (shape->split >= 0)
        vec_push(p.arena, &scan->splits, 3);
    TableData *data = random_table(p.arena, shape, 7);
    Effort effort = {.threads = threads};
    ScanInput input = {.model = p.model, .scan = scan, .data = data, .slots = bodies_bind(p.arena, p.model, &data->columns[1]), .effort = &effort, .dense_enough = true};
    Cube kept, later, wanted;
    kernel()->scan(p.arena, &input, &kept);
    kernel_limits.later = 0, kernel_limits.block_rows = threads == 2 ? 37 : BATCH;
    kernel()->scan(p.arena, &input, &later);
    kernel_limits.later = (size_t)1 << 16;
    cr_assert(!kept.dense->later && later.dense->later && !later.dense->spans, "%s: rows are not found later", shape->name);
    size_t times = later.dense->extents[DENSE_TIME];
    uint8_t *asked = arena_array(p.arena, times, 1);
    for (size_t round = 0; round < 7; round++) {
        asked[(round * 5 + 3) % times] = asked[(round * 3 + 1) % times] = 1;
        cube_rows(p.arena, &later, asked);
        for (size_t t = 0; t < times; t++)
            if (dense_spanned(later.dense, t))
                cr_expect(same_spans(later.dense, kept.dense, t), "%s, %u threads, round %zu: rows of time %zu", shape->name, threads, round, t);
            else
                cr_expect(!asked[t] && round < 5, "%s: time %zu was asked about", shape->name, t);
    }
    backends[0]->scan(p.arena, &input, &wanted);
    cube_list(p.arena, &input, &later);
    char **a = cube_text(p.arena, scan, &later), **b = cube_text(p.arena, scan, &wanted);
    cr_assert_eq(later.cells.count, wanted.cells.count, "%s: cells", shape->name);
    for (size_t i = 0; i < later.cells.count; i++)
        cr_expect(strcmp(a[i], b[i]) == 0, "%s:\n%.600s\nnot\n%.600s", shape->name, a[i], b[i]);
    arena_free(p.arena);
}

Test(exec_kernel, rows_are_found_when_they_are_asked_for)
{
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++)
        for (unsigned threads = 1; threads <= 3; threads++)
            expect_found_later(&ordered[i], threads);
}
