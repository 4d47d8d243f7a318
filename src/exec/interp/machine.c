/* machine.c: a row program bound to the columns and dictionaries of one table. Between the plan and the loops of rows.c. */
#include "base/utf8.h"
#include "exec/bodies.h"
#include "exec/interp/interp.h"

/* ---- dictionaries ---- */

static bool text_meets(const RowSet *set, Str folded)
{
    Fix number;
    for (size_t i = 0; i < set->texts.count; i++)
        if (str_eq(set->texts.items[i], folded))
            return true;
    if (set->ranges.count == 0 || !fix_parse_plain(folded, &number, NULL))
        return false;
    for (size_t i = 0; i < set->ranges.count; i++)
        if (number >= set->ranges.items[i].low && number <= set->ranges.items[i].high)
            return true;
    return false;
}

static void test_texts(Arena *arena, const ScanInput *input, const Column *column, const RowSet *set, uint8_t *tests)
{
    const uint32_t *slots = set->bodies.count ? bodies_bind(arena, input->model, column) : NULL;
    Arena *scratch = arena_new();
    for (size_t i = 0; i < column->dict_count; i++) {
        tests[i] = text_meets(set, utf8_fold(scratch, str_trim(column->dict[i])));
        for (size_t j = 0; j < set->bodies.count; j++)
            tests[i] |= slots[i] == set->bodies.items[j];
    }
    arena_free(scratch);
}

static bool in_months(Period period, const RowSet *set)
{
    int year, month, day, end_year, end_month;
    date_split(period.first, &year, &month, &day);
    date_split(period.last, &end_year, &end_month, &day);
    return year == end_year && month >= set->month_from && end_month <= set->month_to;
}

static bool period_meets(const RowSet *set, Period period)
{
    Period than = set->periods.count ? set->periods.items[0] : period;
    switch (set->test) {
    case PERIOD_EQ: return period_eq(period, than);
    case PERIOD_BEFORE: return period.last < than.first;
    case PERIOD_UP_TO: return period.last <= than.last;
    case PERIOD_AFTER: return period.first > than.last;
    case PERIOD_FROM: return period.first >= than.first;
    case PERIOD_WITHIN: return period_within(period, than);
    case PERIOD_MONTHS: return in_months(period, set);
    }
    return false;
}

static uint8_t *bind_tests(Arena *arena, const ScanInput *input, const RowStep *step)
{
    const Column *column = &input->data->columns[step->column];
    size_t count = column->dict_count > column->period_count ? column->dict_count : column->period_count;
    uint8_t *tests = arena_array(arena, count + 1, 1);      /* compiled code looks at the first, also where there is none */
    if (column->type == COLUMN_PERIOD || column->type == COLUMN_VINTAGE)
        for (size_t i = 0; i < column->period_count; i++)
            tests[i] = period_meets(step->set, column->periods[i]);
    else
        test_texts(arena, input, column, step->set, tests);
    return tests;
}

/* ---- registers ---- */

/* Operands stand before their step, so one pass from the back reaches everything. */
void steps_mark_live(const ScanPlan *scan, uint8_t *live)
{
    for (size_t i = scan->steps.count; i-- > 0;) {
        const RowStep *step = &scan->steps.items[i];
        if (live[i] && step->a != NO_STEP)
            live[step->a] = 1;
        if (live[i] && step->b != NO_STEP)
            live[step->b] = 1;
    }
}

static void bind_step(Arena *arena, RowMachine *machine, uint32_t index)
{
    const RowStep *step = &machine->input->scan->steps.items[index];
    Register *r = &machine->registers[index];
    if (row_op_is_truth(step->op))
        r->truths = arena_array(arena, BATCH, 1);
    if (!row_op_is_truth(step->op) || step->op == ROW_LOOKUP) {
        r->values = arena_array(arena, BATCH, sizeof *r->values);
        r->states = arena_array(arena, BATCH, 1);
    }
    if (step->op == ROW_LOOKUP)
        machine->tests[index] = bind_tests(arena, machine->input, step);
}

void machine_bind(Arena *arena, const ScanInput *input, const uint32_t *needed, size_t count, RowMachine *machine)
{
    size_t steps = input->scan->steps.count;
    *machine = (RowMachine){.input = input};
    machine->registers = arena_array(arena, steps, sizeof *machine->registers);
    machine->tests = arena_array(arena, steps, sizeof *machine->tests);
    machine->live = arena_array(arena, steps, 1);
    machine->order = arena_array(arena, steps, sizeof *machine->order);
    for (size_t i = 0; i < count; i++)
        machine->live[needed[i]] = 1;
    steps_mark_live(input->scan, machine->live);
    for (size_t i = 0; i < steps; i++)
        if (machine->live[i]) {
            bind_step(arena, machine, (uint32_t)i);
            machine->order[machine->order_count++] = (uint32_t)i;
        }
    if (input->compiler)
        input->compiler->bind(input->compiler, arena, machine, needed, count);
}

void machine_run(RowMachine *machine, size_t first, const uint32_t *rows, size_t count)
{
    if (!rows && machine->block && machine->block(machine, first, count))
        return;
    for (size_t i = 0; i < machine->order_count; i++)
        row_step_run(machine, machine->order[i], first, rows, count);
}
