/* rows.c: what each step of a row program does with a batch of rows: one loop per step. The reference for the other backends. */
#include "exec/interp/interp.h"

typedef struct Numbers { const int64_t *v; const uint8_t *s; } Numbers;

static Numbers numbers(const RowMachine *machine, uint32_t step)
{
    return (Numbers){machine->registers[step].values, machine->registers[step].states};
}

static const uint8_t *truths(const RowMachine *machine, uint32_t step)
{
    return machine->registers[step].truths;
}

/* ---- loads ---- */

static void run_column(RowMachine *machine, const RowStep *step, Register *out, size_t first, const uint32_t *rows, size_t count)
{
    const Column *column = &machine->input->data->columns[step->column];
    if (!rows)
        column_decode(column, first, count, out->values, out->states);
    for (size_t i = 0; i < count && rows; i++) {
        out->states[i] = column_state(column, rows[i]);
        out->values[i] = out->states[i] == CELL_OK ? column_value(column, rows[i]) : 0;
    }
}

static void run_lookup(RowMachine *machine, const RowStep *step, const uint8_t *tests, Register *out, size_t first, const uint32_t *rows, size_t count)
{
    run_column(machine, step, out, first, rows, count);
    for (size_t i = 0; i < count; i++)
        out->truths[i] = out->states[i] == CELL_OK ? tests[out->values[i]] : TRUTH_UNKNOWN;
}

static void run_constant(const RowStep *step, Register *out, size_t count)
{
    bool absent = step->op == ROW_ABSENT;
    for (size_t i = 0; i < count; i++) {
        out->values[i] = absent ? 0 : step->low;
        out->states[i] = absent ? (uint8_t)step->low : ROW_OK;
    }
}

/* ---- truth ---- */

static void run_range(Numbers a, int64_t low, int64_t high, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a.s[i] ? TRUTH_UNKNOWN : (a.v[i] >= low) & (a.v[i] <= high);
}

static void run_ranges(Numbers a, const RowSet *set, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t found = TRUTH_NO;
        for (size_t j = 0; j < set->ranges.count; j++)
            found |= (a.v[i] >= set->ranges.items[j].low) & (a.v[i] <= set->ranges.items[j].high);
        out[i] = a.s[i] ? TRUTH_UNKNOWN : found;
    }
}

static void run_months(Numbers a, const RowStep *step, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int year, month = 0, day;
        if (!a.s[i])
            date_split((Date)a.v[i], &year, &month, &day);
        out[i] = a.s[i] ? TRUTH_UNKNOWN : month >= step->low && month <= step->high;
    }
}

static void run_compare(RowOp op, Numbers a, Numbers b, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool holds = op == ROW_EQ ? a.v[i] == b.v[i] : op == ROW_LT ? a.v[i] < b.v[i] : a.v[i] <= b.v[i];
        out[i] = a.s[i] | b.s[i] ? TRUTH_UNKNOWN : holds;
    }
}

/* Kleene: no settles and, yes settles or. Truths are 0 no, 1 yes, 2 unknown. */
static void run_connect(RowOp op, const uint8_t *a, const uint8_t *b, uint8_t *out, size_t count)
{
    static const uint8_t and_table[16] = {0, 0, 0, 0, 0, 1, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0};
    static const uint8_t or_table[16] = {0, 1, 2, 0, 1, 1, 1, 0, 2, 1, 2, 0, 0, 0, 0, 0};
    const uint8_t *table = op == ROW_AND ? and_table : or_table;
    for (size_t i = 0; i < count; i++)
        out[i] = table[a[i] * 4 + b[i]];
}

static void run_not(const uint8_t *a, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : !a[i];
}

static bool state_is(RowOp op, uint8_t state)
{
    if (op == ROW_EXISTS)
        return state == ROW_OK;
    return op == ROW_IS_NOT_APPLICABLE ? state == ROW_NOT_APPLICABLE : state != ROW_OK && state != ROW_NOT_APPLICABLE;
}

static void run_presence(RowOp op, Numbers a, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = state_is(op, a.s[i]);
}

/* ---- arithmetic ---- */

/* Of two: what is missing before what failed, not applicable last. */
static uint8_t joined(uint8_t a, uint8_t b)
{
    if (a == ROW_OK || b == ROW_OK)
        return a | b;
    if (a == ROW_NOT_APPLICABLE || b == ROW_NOT_APPLICABLE)
        return a == ROW_NOT_APPLICABLE ? b : a;
    return a < b ? a : b;
}

static uint8_t arithmetic(RowOp op, int64_t a, int64_t b, int64_t *out)
{
    if (op == ROW_DIV && b == 0)
        return ROW_ZERO_DIVISION;
    bool fine = op == ROW_ADD ? fix_add(a, b, out) : op == ROW_SUB ? fix_sub(a, b, out) : op == ROW_MUL ? fix_mul(a, b, out) : fix_div(a, b, out);
    return fine ? ROW_OK : ROW_OVERFLOW;
}

static void run_arithmetic(RowOp op, Numbers a, Numbers b, Register *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t state = joined(a.s[i], b.s[i]);
        out->values[i] = 0;
        out->states[i] = state ? state : arithmetic(op, a.v[i], b.v[i], &out->values[i]);
    }
}

static void run_single(const RowStep *step, Numbers a, Register *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t value = a.v[i];
        if (step->op == ROW_NEG || (step->op == ROW_ABS && value < 0))
            value = -value;
        else if (step->op == ROW_ROUND)
            value = num_to_fix(num_round(num_of_fix(value), (int)step->low));
        out->values[i] = value;
        out->states[i] = a.s[i];
    }
}

static void run_extreme(RowOp op, Numbers a, Numbers b, Register *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool first = op == ROW_MIN ? a.v[i] <= b.v[i] : a.v[i] >= b.v[i];
        out->states[i] = joined(a.s[i], b.s[i]);
        out->values[i] = out->states[i] ? 0 : first ? a.v[i] : b.v[i];
    }
}

static void run_fallback(RowOp op, Numbers a, Numbers b, Register *out, size_t count)
{
    RowOp missing = op == ROW_IF_MISSING ? ROW_IS_MISSING : ROW_IS_NOT_APPLICABLE;
    for (size_t i = 0; i < count; i++) {
        bool other = state_is(missing, a.s[i]);
        out->values[i] = other ? b.v[i] : a.v[i];
        out->states[i] = other ? b.s[i] : a.s[i];
    }
}

/* ---- dispatch ---- */

void row_step_run(RowMachine *machine, uint32_t index, size_t first, const uint32_t *rows, size_t count)
{
    const RowStep *step = &machine->input->scan->steps.items[index];
    Register *out = &machine->registers[index];
    Numbers a = {0}, b = {0};
    if (step->a != NO_STEP)
        a = numbers(machine, step->a);
    if (step->b != NO_STEP)
        b = numbers(machine, step->b);
    switch (step->op) {
    case ROW_COLUMN: run_column(machine, step, out, first, rows, count); break;
    case ROW_CONSTANT:
    case ROW_ABSENT: run_constant(step, out, count); break;
    case ROW_TRUTH:
        for (size_t i = 0; i < count; i++)
            out->truths[i] = (uint8_t)step->low;
        break;
    case ROW_RANGE: run_range(a, step->low, step->high, out->truths, count); break;
    case ROW_RANGES: run_ranges(a, step->set, out->truths, count); break;
    case ROW_LOOKUP: run_lookup(machine, step, machine->tests[index], out, first, rows, count); break;
    case ROW_MONTHS: run_months(a, step, out->truths, count); break;
    case ROW_EQ: case ROW_LT: case ROW_LE: run_compare(step->op, a, b, out->truths, count); break;
    case ROW_AND: case ROW_OR: run_connect(step->op, truths(machine, step->a), truths(machine, step->b), out->truths, count); break;
    case ROW_NOT: run_not(truths(machine, step->a), out->truths, count); break;
    case ROW_EXISTS: case ROW_IS_MISSING: case ROW_IS_NOT_APPLICABLE: run_presence(step->op, a, out->truths, count); break;
    case ROW_ADD: case ROW_SUB: case ROW_MUL: case ROW_DIV: run_arithmetic(step->op, a, b, out, count); break;
    case ROW_NEG: case ROW_ABS: case ROW_ROUND: run_single(step, a, out, count); break;
    case ROW_MIN: case ROW_MAX: run_extreme(step->op, a, b, out, count); break;
    case ROW_IF_MISSING: case ROW_IF_NOT_APPLICABLE: run_fallback(step->op, a, b, out, count); break;
    case ROW_OP_COUNT: break;
    }
}
