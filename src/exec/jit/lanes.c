/* lanes.c: builds lane code. What is known beforehand is reckoned at once, and nothing is done twice. Between row_code.c and emit.c. */
#include "exec/jit/lanes.h"

#define LOOK_BACK ((size_t)400)       /* steps among which an equal one is sought */

static uint8_t help_divide(int64_t a, int64_t b, int64_t *out)
{
    return fix_div(a, b, out);
}

static uint8_t help_within(const void *ranges, int64_t value)
{
    const LaneRanges *set = ranges;
    for (size_t i = 0; i < set->count; i++)
        if (value >= set->bounds[2 * i] && value <= set->bounds[2 * i + 1])
            return 1;
    return 0;
}

const LaneHelpers lane_helpers = {help_divide, help_within};

int lane_operands(LaneOp op)
{
    static const uint8_t operands[LANE_OP_COUNT] = {
#define LANE(member, text, operands) operands,
#include "exec/jit/lanes.def"
#undef LANE
    };
    return operands[op];
}

const char *lane_op_text(LaneOp op)
{
    static const char *const texts[LANE_OP_COUNT] = {
#define LANE(member, text, operands) text,
#include "exec/jit/lanes.def"
#undef LANE
    };
    return texts[op];
}

void lanes_init(LaneCode *code, Arena *arena, const char *name)
{
    *code = (LaneCode){.arena = arena, .name = name};
}

/* ---- bounds ---- */

static int bits_of(uint64_t magnitude)
{
    return magnitude ? 64 - __builtin_clzll(magnitude) : 0;
}

int lane_bits_of(int64_t low, int64_t high)
{
    uint64_t most = low < 0 ? -(uint64_t)low : (uint64_t)low, other = high < 0 ? -(uint64_t)high : (uint64_t)high;
    int bits = bits_of(most > other ? most : other);
    return bits <= 7 ? 7 : bits >= 63 ? 63 : (bits + 8) / 8 * 8 - 1;
}

static int most_of(int a, int b)
{
    return a > b ? a : b;
}

static int capped(int bits)
{
    return bits > 63 ? 63 : bits;
}

/* Of the result, from those of the operands. */
static int result_bits(LaneOp op, int a, int b)
{
    switch (op) {
    case LANE_ADD: case LANE_SUB: return capped(most_of(a, b) + 1);
    case LANE_MUL: return capped(a + b);
    case LANE_AND: case LANE_OR: case LANE_XOR: return most_of(a, b);
    case LANE_SHIFT: return a;            /* of what is not negative */
    case LANE_SHIFT_SIGNED: case LANE_QUOTIENT: case LANE_ROUNDED: return a;
    case LANE_EQ: case LANE_LT: case LANE_LE: case LANE_FAILED: case LANE_RANGES: return 1;
    case LANE_CONST: case LANE_PARAM: case LANE_LOAD: case LANE_TABLE: case LANE_SELECT: case LANE_FIX_MUL: case LANE_FIX_DIV: case LANE_OP_COUNT: break;
    }
    return 63;
}

/* ---- factors ---- */

int64_t lane_common(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int64_t lane_factor(const LaneCode *code, LaneId lane)
{
    return code->lanes.items[lane].factor;
}

static int64_t result_factor(LaneOp op, int64_t a, int64_t b)
{
    int64_t product;
    if (op == LANE_ADD || op == LANE_SUB)
        return lane_common(a, b);
    if (op != LANE_MUL)
        return 1;
    return __builtin_mul_overflow(a, b, &product) ? (a > b ? a : b) : product;
}

/* ---- steps ---- */

static LaneId add(LaneCode *code, Lane lane)
{
    size_t from = code->lanes.count > LOOK_BACK ? code->lanes.count - LOOK_BACK : 0;
    for (size_t i = code->lanes.count; i-- > from;) {
        const Lane *old = &code->lanes.items[i];
        if (old->op == lane.op && old->a == lane.a && old->b == lane.b && old->c == lane.c && old->k == lane.k)
            return (LaneId)i;
    }
    if (code->lanes.count >= LANES_MOST) {
        code->failed = true;
        return 0;
    }
    lane.factor = lane.op == LANE_CONST || lane.factor ? lane.factor : 1;
    vec_push(code->arena, &code->lanes, lane);
    return (LaneId)code->lanes.count - 1;
}

LaneId lane_const(LaneCode *code, int64_t value)
{
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    return add(code, (Lane){.op = LANE_CONST, .k = value, .bits = bits_of(size), .factor = size > INT64_MAX ? 1 : (int64_t)size});
}

LaneId lane_param(LaneCode *code, const char *name, int bits)
{
    vec_push(code->arena, &code->params, name);
    return add(code, (Lane){.op = LANE_PARAM, .k = (int64_t)code->params.count - 1, .bits = bits});
}

static int64_t new_array(LaneCode *code, LaneArray array)
{
    vec_push(code->arena, &code->arrays, array);
    return (int64_t)code->arrays.count - 1;
}

LaneId lane_load(LaneCode *code, LaneArray array, int bits)
{
    return add(code, (Lane){.op = LANE_LOAD, .k = new_array(code, array), .bits = bits});
}

LaneId lane_table(LaneCode *code, LaneArray array, LaneId index, int bits)
{
    return add(code, (Lane){.op = LANE_TABLE, .a = index, .k = new_array(code, array), .bits = bits});
}

LaneId lane_ranges(LaneCode *code, LaneArray array, LaneId value)
{
    array.ranges = true;
    return add(code, (Lane){.op = LANE_RANGES, .a = value, .k = new_array(code, array), .bits = 1});
}

bool lane_is(const LaneCode *code, LaneId lane, int64_t value)
{
    return code->lanes.items[lane].op == LANE_CONST && code->lanes.items[lane].k == value;
}

int lane_bits(const LaneCode *code, LaneId lane)
{
    return code->lanes.items[lane].bits;
}

static int64_t rounded(int64_t a, int64_t by)
{
    int64_t quotient = a / by, rest = a % by;
    return quotient + (rest >= by - by / 2) - (rest <= by / 2 - by);
}

/* What two constants give. */
static bool reckon(LaneOp op, int64_t a, int64_t b, int64_t *out)
{
    switch (op) {
    case LANE_ADD: *out = (int64_t)((uint64_t)a + (uint64_t)b); return true;
    case LANE_SUB: *out = (int64_t)((uint64_t)a - (uint64_t)b); return true;
    case LANE_MUL: *out = (int64_t)((uint64_t)a * (uint64_t)b); return true;
    case LANE_AND: *out = a & b; return true;
    case LANE_OR: *out = a | b; return true;
    case LANE_XOR: *out = a ^ b; return true;
    case LANE_SHIFT: *out = (int64_t)((uint64_t)a >> (b & 63)); return true;
    case LANE_SHIFT_SIGNED: *out = a >> (b & 63); return true;
    case LANE_EQ: *out = a == b; return true;
    case LANE_LT: *out = a < b; return true;
    case LANE_LE: *out = a <= b; return true;
    case LANE_ROUNDED: *out = rounded(a, b); return true;
    case LANE_QUOTIENT: *out = b == 0 || b == -1 ? (int64_t)(-(uint64_t)a) : a / b; return b != 0;
    case LANE_CONST: case LANE_PARAM: case LANE_LOAD: case LANE_TABLE: case LANE_SELECT: case LANE_FIX_MUL: case LANE_FIX_DIV: case LANE_FAILED:
    case LANE_RANGES: case LANE_OP_COUNT: break;
    }
    return false;
}

/* Where one operand settles the result: x + 0, x & 0, x | x. */
static bool settled(LaneCode *code, LaneOp op, LaneId a, LaneId b, LaneId *out)
{
    bool zero_b = lane_is(code, b, 0);
    if (((op == LANE_ADD || op == LANE_SUB || op == LANE_OR || op == LANE_XOR || op == LANE_SHIFT || op == LANE_SHIFT_SIGNED) && zero_b) ||
        ((op == LANE_MUL || op == LANE_QUOTIENT) && lane_is(code, b, 1)) || ((op == LANE_AND || op == LANE_OR) && a == b))
        return *out = a, true;
    if ((op == LANE_AND || op == LANE_MUL) && zero_b)
        return *out = b, true;
    if ((op == LANE_SUB || op == LANE_XOR || op == LANE_LT) && a == b)
        return *out = lane_const(code, 0), true;
    if ((op == LANE_EQ || op == LANE_LE) && a == b)
        return *out = lane_const(code, 1), true;
    return false;
}

static bool commutes(LaneOp op)
{
    return op == LANE_ADD || op == LANE_MUL || op == LANE_AND || op == LANE_OR || op == LANE_XOR || op == LANE_EQ || op == LANE_FIX_MUL;
}

LaneId lane_op(LaneCode *code, LaneOp op, LaneId a, LaneId b)
{
    const Lane *left = &code->lanes.items[a], *right = &code->lanes.items[b];
    int64_t value;
    LaneId found;
    if (left->op == LANE_CONST && right->op == LANE_CONST && reckon(op, left->k, right->k, &value))
        return lane_const(code, value);
    if (commutes(op) && right->op != LANE_CONST && (left->op == LANE_CONST || a > b))
        return lane_op(code, op, b, a);
    if (settled(code, op, a, b, &found))
        return found;
    return add(code, (Lane){.op = op, .a = a, .b = b, .bits = result_bits(op, left->bits, right->bits),
                            .factor = result_factor(op, left->factor, right->factor)});
}

LaneId lane_select(LaneCode *code, LaneId condition, LaneId yes, LaneId no)
{
    if (yes == no || lane_is(code, condition, 1))
        return yes;
    if (lane_is(code, condition, 0))
        return no;
    int bits = most_of(lane_bits(code, yes), lane_bits(code, no));
    int64_t factor = lane_common(lane_factor(code, yes), lane_factor(code, no));
    return add(code, (Lane){.op = LANE_SELECT, .a = condition, .b = yes, .c = no, .bits = bits, .factor = factor});
}

LaneId lane_not(LaneCode *code, LaneId condition)
{
    return lane_op(code, LANE_XOR, condition, lane_const(code, 1));
}

void lane_out(LaneCode *code, LaneId lane, bool narrow, const char *name)
{
    vec_push(code->arena, &code->outs, (LaneOut){lane, narrow, name});
}

void lane_bound(LaneCode *code, LaneId lane, int bits)
{
    if (bits < code->lanes.items[lane].bits)
        code->lanes.items[lane].bits = bits;
}

void lane_multiple(LaneCode *code, LaneId lane, int64_t factor)
{
    if (code->lanes.items[lane].factor && factor > code->lanes.items[lane].factor)
        code->lanes.items[lane].factor = factor;
}

/* ---- what is read of it ---- */

static void mark_used(const LaneCode *code, uint8_t *used)
{
    for (VEC_EACH(const LaneOut, out, &code->outs))
        used[out->lane] = 1;
    for (size_t i = code->lanes.count; i-- > 0;) {
        const Lane *lane = &code->lanes.items[i];
        int operands = used[i] ? lane_operands(lane->op) : 0;
        if (operands > 0)
            used[lane->a] = 1;
        if (operands > 1)
            used[lane->b] = 1;
        if (operands > 2)
            used[lane->c] = 1;
    }
}

void lanes_finish(LaneCode *code)
{
    uint8_t *used = arena_array(code->arena, code->lanes.count, 1);
    LaneId *moved = arena_array(code->arena, code->lanes.count, sizeof *moved);
    size_t count = 0;
    mark_used(code, used);
    for (size_t i = 0; i < code->lanes.count; i++) {
        Lane lane = code->lanes.items[i];
        int operands = lane_operands(lane.op);
        lane.a = operands > 0 ? moved[lane.a] : 0;
        lane.b = operands > 1 ? moved[lane.b] : 0;
        lane.c = operands > 2 ? moved[lane.c] : 0;
        moved[i] = (LaneId)count;
        if (used[i])
            code->lanes.items[count++] = lane;
    }
    code->lanes.count = count;
    for (VEC_EACH(LaneOut, out, &code->outs))
        out->lane = moved[out->lane];
}
