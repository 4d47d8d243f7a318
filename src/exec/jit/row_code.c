/* row_code.c: row programs as lane code: the same meaning as interp/rows.c, for one row and without branches.
 * A truth value is two lanes: `sure`, it holds, and `may`, it holds or is unknown. What settles "och" and "eller" then comes by itself.
 * A state is a lane in an order of its own, in which the joined state of two operands is the larger one. */
#include "exec/jit/row_code.h"

#include "exec/jit/fix_lanes.h"

enum { RANK_OK, RANK_NOT_APPLICABLE, RANK_ZERO_DIVISION, RANK_OVERFLOW, RANK_MISSING };
#define STATES_BY_RANK 0x13420            /* four bits each: RowState */
#define RANGES_INLINE ((size_t)12)        /* more of them are looked through by a call */

typedef struct StepLanes { LaneId value, rank, sure, may; } StepLanes;

typedef struct Maker {
    Arena *arena;
    const ScanPlan *scan;
    const ColumnShape *shapes;
    RowCode *row;
    LaneCode *code;
    StepLanes *made;                      /* by step */
    StepLanes *columns; uint8_t *loaded;  /* by column */
} Maker;

static LaneId number(Maker *m, int64_t value)
{
    return lane_const(m->code, value);
}

static LaneId op(Maker *m, LaneOp op, LaneId a, LaneId b)
{
    return lane_op(m->code, op, a, b);
}

/* ---- columns ---- */

ColumnShape shape_of(const ColumnPart *part)
{
    bool codes = part->codes != NULL;
    return (ColumnShape){.width = part->width, .states = part->states != NULL, .codes = codes, .base = !codes && part->base != 0,
                         .whole = codes || part->base % part->unit == 0, .unit = codes ? 1 : part->unit, .bits = part->any ? lane_bits_of(part->low, part->high) : lane_bits_of(part->base, part->base)};
}

ColumnShape shape_widest(ColumnType type)
{
    bool coded = type == COLUMN_TEXT || type == COLUMN_BODY || type == COLUMN_PERIOD || type == COLUMN_VINTAGE, day = type == COLUMN_DATE;
    return (ColumnShape){.width = coded || day ? WIDTH_U32 : WIDTH_I64, .states = true, .base = day, .unit = 1, .bits = coded || day ? 31 : 63};
}

static LaneArray array_of(Maker *m, CellWidth width, RowSlot slot, const char *what)
{
    vec_push(m->arena, &m->row->arrays, slot);
    uint32_t which = slot.kind == SLOT_TESTS || slot.kind == SLOT_MONTHS || slot.kind == SLOT_RANGES ? slot.step : (uint32_t)slot.column;
    return (LaneArray){.width = width, .name = arena_printf(m->arena, "%s %u", what, which)};
}

static LaneId param_of(Maker *m, RowSlot slot, const char *what, int bits)
{
    vec_push(m->arena, &m->row->params, slot);
    return lane_param(m->code, arena_printf(m->arena, "%s %zu", what, slot.column), bits);
}

static int stored_bits(CellWidth width)
{
    static const uint8_t bits[] = {[WIDTH_U8] = 8, [WIDTH_U16] = 16, [WIDTH_U32] = 32, [WIDTH_I32] = 32, [WIDTH_I64] = 63};
    return bits[width];
}

/* Missing and not applicable are 1 and 2 in a column. */
static LaneId load_rank(Maker *m, size_t column)
{
    if (!m->shapes[column].states)
        return number(m, RANK_OK);
    LaneId state = lane_load(m->code, array_of(m, WIDTH_U8, (RowSlot){SLOT_STATES, column, 0}, "läge i kolumn"), 2);
    LaneId missing = op(m, LANE_MUL, op(m, LANE_AND, state, number(m, 1)), number(m, RANK_MISSING));
    return op(m, LANE_ADD, missing, op(m, LANE_SHIFT, state, number(m, 1)));
}

static LaneId load_value(Maker *m, size_t column)
{
    const ColumnShape *shape = &m->shapes[column];
    LaneId value = lane_load(m->code, array_of(m, shape->width, (RowSlot){SLOT_VALUES, column, 0}, "kolumn"), stored_bits(shape->width));
    if (shape->codes)
        return lane_table(m->code, array_of(m, WIDTH_U32, (RowSlot){SLOT_CODES, column, 0}, "koder i kolumn"), value, shape->bits);
    value = op(m, LANE_MUL, value, number(m, shape->unit));
    if (shape->base)
        value = op(m, LANE_ADD, value, param_of(m, (RowSlot){SLOT_BASE, column, 0}, "bas i kolumn", shape->bits));
    lane_bound(m->code, value, shape->bits);
    lane_multiple(m->code, value, shape->whole ? shape->unit : 1);
    return value;
}

static StepLanes column_lanes(Maker *m, size_t column)
{
    if (!m->loaded[column]) {
        LaneId value = load_value(m, column);
        m->columns[column] = (StepLanes){.value = value, .rank = load_rank(m, column)};
        m->loaded[column] = 1;
    }
    return m->columns[column];
}

/* ---- truth ---- */

static StepLanes sure_only(LaneId holds)
{
    return (StepLanes){.sure = holds, .may = holds};
}

/* holds, but unknown where the rank is not OK. */
static StepLanes known_where(Maker *m, LaneId holds, LaneId rank)
{
    LaneId unknown = op(m, LANE_LT, number(m, RANK_OK), rank);
    return (StepLanes){.sure = op(m, LANE_AND, holds, lane_not(m->code, unknown)), .may = op(m, LANE_OR, holds, unknown)};
}

static LaneId within(Maker *m, LaneId value, int64_t low, int64_t high)
{
    return op(m, LANE_AND, op(m, LANE_LE, number(m, low), value), op(m, LANE_LE, value, number(m, high)));
}

static StepLanes ranges(Maker *m, uint32_t index, StepLanes a)
{
    const RowSet *set = m->scan->steps.items[index].set;
    LaneId holds = number(m, 0);
    if (set->ranges.count > RANGES_INLINE)
        holds = lane_ranges(m->code, array_of(m, WIDTH_I64, (RowSlot){SLOT_RANGES, NO_INDEX, index}, "gränser i steg"), a.value);
    for (size_t i = 0; i < set->ranges.count && set->ranges.count <= RANGES_INLINE; i++)
        holds = op(m, LANE_OR, holds, within(m, a.value, set->ranges.items[i].low, set->ranges.items[i].high));
    return known_where(m, holds, a.rank);
}

/* Where a cell is not there, what is stored means nothing: it looks up the first entry. */
static LaneId safe_index(Maker *m, LaneId value, LaneId rank)
{
    return lane_select(m->code, op(m, LANE_EQ, rank, number(m, RANK_OK)), value, number(m, 0));
}

static StepLanes lookup(Maker *m, uint32_t index)
{
    StepLanes a = column_lanes(m, m->scan->steps.items[index].column);
    LaneArray tests = array_of(m, WIDTH_U8, (RowSlot){SLOT_TESTS, NO_INDEX, index}, "svar i steg");
    return known_where(m, lane_table(m->code, tests, safe_index(m, a.value, a.rank), 1), a.rank);
}

/* The column that a date comes from; its days are looked up in a table of its own. */
static StepLanes months(Maker *m, uint32_t index, StepLanes a)
{
    const RowStep *from = &m->scan->steps.items[m->scan->steps.items[index].a];
    size_t column = from->column;
    if (from->op != ROW_COLUMN) {
        m->code->failed = true;
        return sure_only(number(m, 0));
    }
    LaneId day = op(m, LANE_SUB, a.value, param_of(m, (RowSlot){SLOT_MONTH_FIRST, column, 0}, "första dagen i kolumn", 31));
    LaneArray table = array_of(m, WIDTH_U8, (RowSlot){SLOT_MONTHS, column, index}, "dagar i steg");
    return known_where(m, lane_table(m->code, table, safe_index(m, day, a.rank), 1), a.rank);
}

static LaneId worst(Maker *m, LaneId a, LaneId b)
{
    if (lane_is(m->code, a, RANK_OK))
        return b;
    return lane_is(m->code, b, RANK_OK) ? a : lane_most(m->code, a, b);
}

static StepLanes compare(Maker *m, RowOp which, StepLanes a, StepLanes b)
{
    LaneOp by = which == ROW_EQ ? LANE_EQ : which == ROW_LT ? LANE_LT : LANE_LE;
    return known_where(m, op(m, by, a.value, b.value), op(m, LANE_OR, a.rank, b.rank));
}

/* A missing value is one that is neither there nor not applicable. */
static LaneId state_is(Maker *m, RowOp which, LaneId rank)
{
    if (which == ROW_IS_MISSING)
        return op(m, LANE_LT, number(m, RANK_NOT_APPLICABLE), rank);
    return op(m, LANE_EQ, rank, number(m, which == ROW_EXISTS ? RANK_OK : RANK_NOT_APPLICABLE));
}

/* ---- arithmetic ---- */

static StepLanes failing(Maker *m, FixLane made, LaneId rank)
{
    LaneId failed = lane_select(m->code, made.over, number(m, RANK_OVERFLOW), number(m, RANK_OK));
    LaneId fine = op(m, LANE_EQ, rank, number(m, RANK_OK));
    return (StepLanes){.value = made.value, .rank = lane_select(m->code, fine, failed, rank)};
}

static StepLanes divide(Maker *m, StepLanes a, StepLanes b)
{
    LaneId zero;
    FixLane made = lane_fix_div(m->code, a.value, b.value, &zero);
    LaneId failed = lane_select(m->code, made.over, number(m, RANK_OVERFLOW), number(m, RANK_OK)), rank = worst(m, a.rank, b.rank);
    failed = lane_select(m->code, zero, number(m, RANK_ZERO_DIVISION), failed);
    return (StepLanes){.value = made.value, .rank = lane_select(m->code, op(m, LANE_EQ, rank, number(m, RANK_OK)), failed, rank)};
}

static StepLanes arithmetic(Maker *m, RowOp which, StepLanes a, StepLanes b)
{
    LaneId rank = worst(m, a.rank, b.rank);
    if (which == ROW_ADD)
        return failing(m, lane_fix_add(m->code, a.value, b.value), rank);
    if (which == ROW_SUB)
        return failing(m, lane_fix_sub(m->code, a.value, b.value), rank);
    return failing(m, lane_fix_mul(m->code, a.value, b.value), rank);
}

static StepLanes single(Maker *m, const RowStep *step, StepLanes a)
{
    LaneId value = step->op == ROW_NEG ? lane_neg(m->code, a.value) : step->op == ROW_ABS ? lane_abs(m->code, a.value) : lane_fix_round(m->code, a.value, (int)step->low);
    return (StepLanes){.value = value, .rank = a.rank};
}

static StepLanes extreme(Maker *m, RowOp which, StepLanes a, StepLanes b)
{
    LaneId value = which == ROW_MIN ? lane_least(m->code, a.value, b.value) : lane_most(m->code, a.value, b.value);
    return (StepLanes){.value = value, .rank = worst(m, a.rank, b.rank)};
}

static StepLanes fallback(Maker *m, RowOp which, StepLanes a, StepLanes b)
{
    LaneId other = state_is(m, which == ROW_IF_MISSING ? ROW_IS_MISSING : ROW_IS_NOT_APPLICABLE, a.rank);
    return (StepLanes){.value = lane_select(m->code, other, b.value, a.value), .rank = lane_select(m->code, other, b.rank, a.rank)};
}

static StepLanes absent(Maker *m, int64_t state)
{
    return (StepLanes){.value = number(m, 0), .rank = number(m, state == CELL_MISSING ? RANK_MISSING : state == CELL_NOT_APPLICABLE ? RANK_NOT_APPLICABLE : RANK_OK)};
}

/* ---- steps ---- */

static StepLanes step_lanes(Maker *m, uint32_t index)
{
    const RowStep *step = &m->scan->steps.items[index];
    StepLanes none = {0}, a = step->a == NO_STEP ? none : m->made[step->a], b = step->b == NO_STEP ? none : m->made[step->b];
    switch (step->op) {
    case ROW_COLUMN: return column_lanes(m, step->column);
    case ROW_CONSTANT: return (StepLanes){.value = number(m, step->low), .rank = number(m, RANK_OK)};
    case ROW_ABSENT: return absent(m, step->low);
    case ROW_TRUTH: return (StepLanes){.sure = number(m, step->low == TRUTH_YES), .may = number(m, step->low != TRUTH_NO)};
    case ROW_RANGE: return known_where(m, within(m, a.value, step->low, step->high), a.rank);
    case ROW_RANGES: return ranges(m, index, a);
    case ROW_LOOKUP: return lookup(m, index);
    case ROW_MONTHS: return months(m, index, a);
    case ROW_EQ: case ROW_LT: case ROW_LE: return compare(m, step->op, a, b);
    case ROW_AND: return (StepLanes){.sure = op(m, LANE_AND, a.sure, b.sure), .may = op(m, LANE_AND, a.may, b.may)};
    case ROW_OR: return (StepLanes){.sure = op(m, LANE_OR, a.sure, b.sure), .may = op(m, LANE_OR, a.may, b.may)};
    case ROW_NOT: return (StepLanes){.sure = lane_not(m->code, a.may), .may = lane_not(m->code, a.sure)};
    case ROW_EXISTS: case ROW_IS_MISSING: case ROW_IS_NOT_APPLICABLE: return sure_only(state_is(m, step->op, a.rank));
    case ROW_ADD: case ROW_SUB: case ROW_MUL: return arithmetic(m, step->op, a, b);
    case ROW_DIV: return divide(m, a, b);
    case ROW_NEG: case ROW_ABS: case ROW_ROUND: return single(m, step, a);
    case ROW_MIN: case ROW_MAX: return extreme(m, step->op, a, b);
    case ROW_IF_MISSING: case ROW_IF_NOT_APPLICABLE: return fallback(m, step->op, a, b);
    case ROW_OP_COUNT: break;
    }
    return none;
}

void row_code_live(const ScanPlan *scan, const uint32_t *needed, size_t count, uint8_t *live)
{
    for (size_t i = 0; i < count; i++)
        live[needed[i]] = 1;
    for (size_t i = scan->steps.count; i-- > 0;) {
        const RowStep *step = &scan->steps.items[i];
        if (live[i] && step->a != NO_STEP)
            live[step->a] = 1;
        if (live[i] && step->b != NO_STEP)
            live[step->b] = 1;
    }
}

void row_code_columns(const ScanPlan *scan, const uint32_t *needed, size_t count, uint8_t *columns, size_t column_count)
{
    Arena *scratch = arena_new();
    uint8_t *live = arena_array(scratch, scan->steps.count, 1);
    row_code_live(scan, needed, count, live);
    for (size_t i = 0; i < scan->steps.count; i++)
        if (live[i] && scan->steps.items[i].column < column_count)
            columns[scan->steps.items[i].column] = 1;
    arena_free(scratch);
}

/* A value that is not there is 0 to whoever reads it. */
static void put_result(Maker *m, uint32_t index)
{
    const RowStep *step = &m->scan->steps.items[index];
    const StepLanes *made = &m->made[index];
    if (row_op_is_truth(step->op)) {
        LaneId truth = op(m, LANE_SUB, op(m, LANE_ADD, made->may, made->may), made->sure);
        lane_out(m->code, truth, true, arena_printf(m->arena, "r%u", index));
        return;
    }
    LaneId fine = op(m, LANE_EQ, made->rank, number(m, RANK_OK)), place = op(m, LANE_MUL, made->rank, number(m, 4));
    LaneId state = op(m, LANE_AND, op(m, LANE_SHIFT, number(m, STATES_BY_RANK), place), number(m, 15));
    lane_out(m->code, lane_select(m->code, fine, made->value, number(m, 0)), false, arena_printf(m->arena, "r%u", index));
    lane_out(m->code, state, true, arena_printf(m->arena, "r%u.läge", index));
}

bool row_code_make(Arena *arena, const ScanPlan *scan, const ColumnShape *shapes, const uint32_t *needed, size_t count, const char *name, RowCode *out)
{
    size_t columns = 0;
    uint8_t *live = arena_array(arena, scan->steps.count, 1);
    for (size_t i = 0; i < scan->steps.count; i++)
        columns = scan->steps.items[i].column != NO_INDEX && scan->steps.items[i].column >= columns ? scan->steps.items[i].column + 1 : columns;
    *out = (RowCode){.needed = needed, .needed_count = count};
    Maker m = {.arena = arena, .scan = scan, .shapes = shapes, .row = out, .code = &out->lanes};
    m.made = arena_array(arena, scan->steps.count, sizeof *m.made);
    m.columns = arena_array(arena, columns, sizeof *m.columns);
    m.loaded = arena_array(arena, columns, 1);
    lanes_init(m.code, arena, name);
    row_code_live(scan, needed, count, live);
    for (size_t i = 0; i < scan->steps.count; i++)
        if (live[i])
            m.made[i] = step_lanes(&m, (uint32_t)i);
    for (size_t i = 0; i < count; i++)
        put_result(&m, needed[i]);
    lanes_finish(m.code);
    return !m.code->failed;
}
