/* test_jit.c: compiled row programs against interpreted ones, step by step, on the values where they could differ. */
#include "data/parts.h"
#include "exec_fixture.h"

#include "exec/jit/jit.h"

#define NUMBERS 4                      /* columns: a, b as they are, then a day and a text */

/* Values at the limits, around what a product can hold, at halves, and of everyday size. */
static const int64_t wide[] = {
    0, 1, -1, 2, 499999, 500000, 500001, -499999, -500000, -500001, 999999, 1000000, -1000000, 1500000, -2500000, 12345678, 3037000499, -3037000500,
    3037000500000, -9223372036855, 9223372036854775, INT64_MAX / 2, INT64_MAX / 2 + 1, -(INT64_MAX / 2) - 1, INT64_MAX - 1, INT64_MAX, -INT64_MAX, 1 - INT64_MAX,
    9223372036854000000, -9223372036854500000,
};
static const int64_t narrow[] = {0, 1, -1, 2, 3, 5, 7, 99, 100, -100, 127, -128, 50, 49, -50, -49, 1000000, -1000000, 2500000, -500000, 500000};
static const int64_t money[] = {0, 10000, -10000, 1000000, -5010000, 123450000, 999990000, -2147480000, 50000, 1500000};

typedef struct Values { const char *name; const int64_t *items; size_t count; bool states; size_t parts; } Values;
static const Values inputs[] = {
    {"wide", wide, sizeof wide / sizeof *wide, true, 1},
    {"wide and complete", wide, sizeof wide / sizeof *wide, false, 1},
    {"narrow", narrow, sizeof narrow / sizeof *narrow, true, 2},
    {"money", money, sizeof money / sizeof *money, false, 2},
};

/* Every pair of values, and every pair of states beside some of them. */
static TableData *pairs_table(Arena *arena, const Values *values)
{
    size_t n = values->count, states = values->states ? 3 : 1, rows = n * n * states * states;
    TableData *data = ARENA_NEW(arena, TableData);
    int64_t *cells[NUMBERS];
    uint8_t *state[NUMBERS];
    static const ColumnType types[NUMBERS] = {COLUMN_NUMBER, COLUMN_NUMBER, COLUMN_DATE, COLUMN_TEXT};
    data->rows = rows;
    data->columns = arena_array(arena, NUMBERS, sizeof *data->columns);
    data->column_count = NUMBERS;
    for (size_t c = 0; c < NUMBERS; c++) {
        cells[c] = arena_array(arena, rows, sizeof **cells);
        state[c] = arena_array(arena, rows, 1);
        data->columns[c].type = types[c];
    }
    for (size_t i = 0; i < rows; i++) {
        size_t pair = i / (states * states), a = i % states, b = i / states % states;
        int64_t row[NUMBERS] = {values->items[pair % n], values->items[pair / n], date_ymd(2024, 1, 1) + (int64_t)(i * 11 % 800), (int64_t)(i % 3)};
        for (size_t c = 0; c < NUMBERS; c++) {
            state[c][i] = (uint8_t)(c % 2 ? b : a);
            cells[c][i] = state[c][i] == CELL_OK ? row[c] : 0;
        }
    }
    data->columns[3].dict = arena_array(arena, 3, sizeof(Str));
    data->columns[3].dict_count = 3;
    data->columns[3].dict[0] = STR_LIT("lön");
    data->columns[3].dict[1] = STR_LIT("3010");
    data->columns[3].dict[2] = STR_LIT("hyra");
    data->part_count = values->parts;
    data->parts = arena_array(arena, 2, sizeof *data->parts);
    data->parts[0] = (DataPart){0, values->parts == 1 ? rows : rows / 3};
    data->parts[1] = (DataPart){rows / 3, rows - rows / 3};
    for (size_t c = 0; c < NUMBERS; c++) {
        Column *column = &data->columns[c];
        column->parts = arena_array(arena, 2, sizeof *column->parts);
        column->rows = data->parts;
        column->part_count = values->parts;
        for (size_t p = 0; p < values->parts; p++)
            column->parts[p] = part_narrow(arena, column->type, cells[c] + data->parts[p].first, state[c] + data->parts[p].first, data->parts[p].count);
    }
    return data;
}

static uint32_t put(Arena *arena, ScanPlan *scan, RowStep step)
{
    vec_push(arena, &scan->steps, step);
    uint32_t index = (uint32_t)scan->steps.count - 1;
    if (row_op_is_truth(step.op))
        vec_push(arena, &scan->filters, (ScanFilter){index, NULL});
    else
        vec_push(arena, &scan->values, (ScanValue){.step = index});
    return index;
}

static uint32_t two(Arena *arena, ScanPlan *scan, RowOp op, uint32_t a, uint32_t b)
{
    return put(arena, scan, (RowStep){.op = op, .a = a, .b = b, .column = NO_INDEX});
}

static uint32_t ranges_step(Arena *arena, ScanPlan *scan, uint32_t a, size_t count)
{
    RowSet *set = ARENA_NEW(arena, RowSet);
    for (size_t i = 0; i < count; i++)
        vec_push(arena, &set->ranges, (RowRange){(int64_t)i * 400000 - 600000, (int64_t)i * 400000 - 400000});
    return put(arena, scan, (RowStep){.op = ROW_RANGES, .a = a, .b = NO_STEP, .column = NO_INDEX, .set = set});
}

static uint32_t lookup_step(Arena *arena, ScanPlan *scan)
{
    RowSet *set = ARENA_NEW(arena, RowSet);
    vec_push(arena, &set->texts, STR_LIT("lön"));
    vec_push(arena, &set->ranges, (RowRange){3000 * FIX_ONE, 3999 * FIX_ONE});
    return put(arena, scan, (RowStep){.op = ROW_LOOKUP, .a = NO_STEP, .b = NO_STEP, .column = 3, .set = set});
}

/* Every kind of step, most of them on the two columns, and some on what other steps made: overflowed, divided by zero. */
static ScanPlan *every_step(Arena *arena)
{
    static const RowOp pairs[] = {ROW_EQ, ROW_LT, ROW_LE, ROW_ADD, ROW_SUB, ROW_MUL, ROW_DIV, ROW_MIN, ROW_MAX, ROW_IF_MISSING, ROW_IF_NOT_APPLICABLE};
    static const RowOp singles[] = {ROW_NEG, ROW_ABS, ROW_EXISTS, ROW_IS_MISSING, ROW_IS_NOT_APPLICABLE};
    ScanPlan *scan = ARENA_NEW(arena, ScanPlan);
    *scan = (ScanPlan){.used = true, .where = NO_INDEX};
    RowStep column = {.op = ROW_COLUMN, .a = NO_STEP, .b = NO_STEP};
    uint32_t lookup = lookup_step(arena, scan), a = put(arena, scan, column);
    column.column = 1;
    uint32_t b = put(arena, scan, column);
    column.column = 2;
    uint32_t day = put(arena, scan, column), results[2 * 16], count = 0;
    uint32_t constant = put(arena, scan, (RowStep){.op = ROW_CONSTANT, .a = NO_STEP, .b = NO_STEP, .column = NO_INDEX, .low = 2500000});
    for (int64_t state = CELL_MISSING; state <= CELL_NOT_APPLICABLE; state++)
        results[count++] = put(arena, scan, (RowStep){.op = ROW_ABSENT, .a = NO_STEP, .b = NO_STEP, .column = NO_INDEX, .low = state});
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        results[count++] = two(arena, scan, pairs[i], a, b);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        two(arena, scan, pairs[i], constant, b), two(arena, scan, pairs[i], a, constant);
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
        two(arena, scan, singles[i], a, NO_STEP), two(arena, scan, singles[i], results[8], NO_STEP);
    for (int64_t decimals = 0; decimals <= 6; decimals++)
        put(arena, scan, (RowStep){.op = ROW_ROUND, .a = a, .b = NO_STEP, .column = NO_INDEX, .low = decimals});
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i % 5; j < count; j += 5) {
            bool truth = row_op_is_truth(scan->steps.items[results[i]].op);
            if (truth != row_op_is_truth(scan->steps.items[results[j]].op))
                continue;
            two(arena, scan, truth ? ROW_AND : i % 2 ? ROW_ADD : ROW_DIV, results[i], results[j]);
            two(arena, scan, truth ? ROW_OR : i % 2 ? ROW_IF_MISSING : ROW_MAX, results[i], results[j]);
        }
    for (int64_t truth = TRUTH_NO; truth <= TRUTH_UNKNOWN; truth++)
        two(arena, scan, ROW_OR, put(arena, scan, (RowStep){.op = ROW_TRUTH, .a = NO_STEP, .b = NO_STEP, .column = NO_INDEX, .low = truth}), lookup);
    two(arena, scan, ROW_NOT, lookup, NO_STEP);
    put(arena, scan, (RowStep){.op = ROW_RANGE, .a = a, .b = NO_STEP, .column = NO_INDEX, .low = -500000, .high = 1000000});
    put(arena, scan, (RowStep){.op = ROW_MONTHS, .a = day, .b = NO_STEP, .column = NO_INDEX, .low = 2, .high = 5});
    ranges_step(arena, scan, a, 3);
    ranges_step(arena, scan, a, 40);
    return scan;
}

/* The registers that are read, step by step. */
static size_t differences(const ScanPlan *scan, const RowMachine *x, const RowMachine *y, const uint32_t *needed, size_t count, size_t rows, char *first, size_t room)
{
    size_t found = 0;
    for (size_t n = 0; n < count; n++)
        for (size_t i = 0; i < rows; i++) {
            const Register *p = &x->registers[needed[n]], *q = &y->registers[needed[n]];
            const RowStep *step = &scan->steps.items[needed[n]];
            bool truth = row_op_is_truth(step->op);
            bool same = truth ? p->truths[i] == q->truths[i] : p->values[i] == q->values[i] && p->states[i] == q->states[i];
            if (!same && found++ == 0)
                snprintf(first, room, "r%u %s (r%u, r%u), row %zu: %lld %d, compiled %lld %d", needed[n], row_op_name(step->op), step->a, step->b, i,
                         truth ? p->truths[i] : (long long)p->values[i], truth ? 0 : p->states[i], truth ? q->truths[i] : (long long)q->values[i],
                         truth ? 0 : q->states[i]);
        }
    return found;
}

static void compare_set(Arena *arena, const ScanInput *input, RowCompiler *compiler, const uint32_t *needed, size_t count, const char *name)
{
    RowMachine plain, compiled;
    ScanInput with = *input;
    size_t found = 0;
    char first[300] = "";
    with.compiler = compiler;
    machine_bind(arena, input, needed, count, &plain);
    machine_bind(arena, &with, needed, count, &compiled);
    cr_assert(compiled.block != NULL, "%s: not taken over", name);
    for (size_t at = 0, rows; at < input->data->rows; at += rows) {
        rows = data_batch(input->data, at, BATCH);
        machine_run(&plain, at, NULL, rows);
        cr_assert(compiled.block(&compiled, at, rows), "%s: not computed", name);
        found += differences(input->scan, &plain, &compiled, needed, count, rows, found ? (char[1]){0} : first, found ? 1 : sizeof first);
    }
    cr_expect_eq(found, 0, "%s: %zu differ: %s", name, found, first);
}

/* All values of the scan, and all its filters. */
static void sets_all(Arena *arena, const ScanPlan *scan, StepSets *out)
{
    uint32_t *values = arena_array(arena, scan->values.count, sizeof *values), *filters = arena_array(arena, scan->filters.count, sizeof *filters);
    *out = (StepSets){.count = 0};
    for (size_t i = 0; i < scan->values.count; i++)
        values[i] = scan->values.items[i].step;
    for (size_t i = 0; i < scan->filters.count; i++)
        filters[i] = scan->filters.items[i].step;
    sets_add(out, "values", values, scan->values.count);
    sets_add(out, "filters", filters, scan->filters.count);
}

static void compare_on(const Values *values)
{
    Arena *arena = arena_new();
    static const Model nothing;
    ScanInput input = {.model = &nothing, .scan = every_step(arena), .data = pairs_table(arena, values)};
    StepSets sets;
    sets_all(arena, input.scan, &sets);
    RowCompiler *compiler = jit_begin(arena, &input, &sets, true);
    cr_assert(compiler && jit_ready(compiler), "%s: nothing was compiled", values->name);
    uint32_t *needed = arena_array(arena, input.scan->steps.count, sizeof *needed);
    for (size_t i = 0; i < input.scan->values.count; i++)
        needed[i] = input.scan->values.items[i].step;
    compare_set(arena, &input, compiler, needed, input.scan->values.count, values->name);
    for (size_t i = 0; i < input.scan->filters.count; i++)
        needed[i] = input.scan->filters.items[i].step;
    compare_set(arena, &input, compiler, needed, input.scan->filters.count, values->name);
    jit_finish(compiler);
    arena_free(arena);
}

Test(jit, every_step_gives_what_the_interpreter_gives)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs && compiler_there(); i++)
        compare_on(&inputs[i]);
}
