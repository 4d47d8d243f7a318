/* fix_lanes.c: arithmetic on Fix as lane code: what base/fix.c does, without branches, and without a test where the bounds of the operands say that
 * none is needed. */
#include "exec/jit/fix_lanes.h"

static LaneId binary(LaneCode *code, LaneOp op, LaneId a, LaneId b)
{
    return lane_op(code, op, a, b);
}

static LaneId negative(LaneCode *code, LaneId a)
{
    return binary(code, LANE_LT, a, lane_const(code, 0));
}

/* The sign of an overflowing sum is that of neither operand; and INT64_MIN is no Fix. */
static LaneId sum_over(LaneCode *code, LaneId a, LaneId b, LaneId sum, bool difference)
{
    if (lane_bits(code, sum) < 63 || (lane_bits(code, a) < 63 && lane_bits(code, b) < 63))
        return lane_const(code, 0);
    LaneId first = binary(code, LANE_XOR, a, sum), second = difference ? binary(code, LANE_XOR, a, b) : binary(code, LANE_XOR, b, sum);
    LaneId wrapped = negative(code, binary(code, LANE_AND, first, second));
    return binary(code, LANE_OR, wrapped, binary(code, LANE_EQ, sum, lane_const(code, INT64_MIN)));
}

FixLane lane_fix_add(LaneCode *code, LaneId a, LaneId b)
{
    LaneId sum = binary(code, LANE_ADD, a, b);
    return (FixLane){sum, sum_over(code, a, b, sum, false)};
}

FixLane lane_fix_sub(LaneCode *code, LaneId a, LaneId b)
{
    LaneId sum = binary(code, LANE_SUB, a, b);
    return (FixLane){sum, sum_over(code, a, b, sum, true)};
}

LaneId lane_neg(LaneCode *code, LaneId a)
{
    LaneId made = binary(code, LANE_SUB, lane_const(code, 0), a);
    lane_bound(code, made, lane_bits(code, a));
    return made;
}

LaneId lane_abs(LaneCode *code, LaneId a)
{
    return lane_select(code, negative(code, a), lane_neg(code, a), a);
}

LaneId lane_least(LaneCode *code, LaneId a, LaneId b)
{
    return lane_select(code, binary(code, LANE_LE, a, b), a, b);
}

LaneId lane_most(LaneCode *code, LaneId a, LaneId b)
{
    return lane_select(code, binary(code, LANE_LE, b, a), a, b);
}

static LaneId round_by(LaneCode *code, LaneId n, int64_t step)
{
    return binary(code, LANE_ROUNDED, n, lane_const(code, step));
}

static int bits_less(int bits, int by)
{
    return bits > by ? bits - by : 0;
}

static int bits_of_factor(int64_t factor)
{
    return 63 - __builtin_clzll((uint64_t)factor);
}

/* a / by where nothing is left over: what it was multiplied by is taken away, or else it is shifted, and multiplied by the inverse of the odd
 * part modulo 2^64 (Newton's iteration doubles the bits that are right). */
static LaneId divide_exactly(LaneCode *code, LaneId a, int64_t by)
{
    const Lane *lane = &code->lanes.items[a];
    LaneId made, from = lane->a;
    if (by == 1)
        return a;
    int bits = bits_less(lane->bits, bits_of_factor(by));
    if (lane->op == LANE_CONST) {
        made = lane_const(code, lane->k / by);
    } else if (lane->op == LANE_MUL && code->lanes.items[lane->b].op == LANE_CONST && code->lanes.items[lane->b].k % by == 0) {
        made = binary(code, LANE_MUL, from, lane_const(code, code->lanes.items[lane->b].k / by));
    } else {
        int shift = __builtin_ctzll((uint64_t)by);
        uint64_t odd = (uint64_t)by >> shift, inverse = odd;
        for (int i = 0; i < 5; i++)
            inverse *= 2 - odd * inverse;
        made = binary(code, LANE_MUL, binary(code, LANE_SHIFT_SIGNED, a, lane_const(code, shift)), lane_const(code, (int64_t)inverse));
    }
    lane_bound(code, made, bits);
    return made;
}

/* What the operands are multiples of is divided by before and not after, as far as it is a factor of 10^6. */
FixLane lane_fix_mul(LaneCode *code, LaneId a, LaneId b)
{
    int all = lane_bits(code, a) + lane_bits(code, b);
    int64_t first = lane_common(lane_factor(code, a), FIX_ONE), rest = FIX_ONE / first, second = lane_common(lane_factor(code, b), rest);
    LaneId x = divide_exactly(code, a, first), y = divide_exactly(code, b, second);
    FixLane made = {.over = lane_const(code, 0)};
    rest /= second;
    if (lane_bits(code, x) + lane_bits(code, y) <= 63) {
        made.value = binary(code, LANE_MUL, x, y);
        made.value = rest == 1 ? made.value : round_by(code, made.value, rest);
    } else {
        made.value = binary(code, LANE_FIX_MUL, a, b);
        made.over = all <= 82 ? made.over : lane_op(code, LANE_FAILED, made.value, made.value);
    }
    lane_bound(code, made.value, bits_less(all, 19) + 1);      /* 10^6 > 2^19; rounding adds one */
    return made;
}

/* n / d rounded, for n that fits and d that is not 0. */
static LaneId divide_rounded(LaneCode *code, LaneId n, LaneId d)
{
    LaneId quotient = binary(code, LANE_QUOTIENT, n, d), rest = binary(code, LANE_SUB, n, binary(code, LANE_MUL, quotient, d));
    LaneId size = lane_abs(code, rest), whole = lane_abs(code, d);
    LaneId more = binary(code, LANE_LE, binary(code, LANE_SUB, whole, size), size);
    LaneId below = binary(code, LANE_XOR, negative(code, n), negative(code, d));
    LaneId sign = binary(code, LANE_SUB, lane_const(code, 1), binary(code, LANE_ADD, below, below));
    return binary(code, LANE_ADD, quotient, lane_select(code, more, sign, lane_const(code, 0)));
}

FixLane lane_fix_div(LaneCode *code, LaneId a, LaneId b, LaneId *zero)
{
    *zero = binary(code, LANE_EQ, b, lane_const(code, 0));
    int64_t common = lane_common(lane_factor(code, a), lane_factor(code, b));
    a = divide_exactly(code, a, common ? common : 1);
    b = divide_exactly(code, b, common ? common : 1);
    LaneId safe = binary(code, LANE_ADD, b, *zero);
    lane_bound(code, safe, lane_bits(code, b) ? lane_bits(code, b) : 1);
    if (lane_bits(code, a) + 20 <= 63) {
        LaneId n = binary(code, LANE_MUL, a, lane_const(code, FIX_ONE)), value = divide_rounded(code, n, safe);
        lane_bound(code, value, lane_bits(code, a) + 20);
        return (FixLane){value, lane_const(code, 0)};
    }
    LaneId value = binary(code, LANE_FIX_DIV, a, safe);
    return (FixLane){value, binary(code, LANE_FAILED, value, value)};
}

LaneId lane_fix_round(LaneCode *code, LaneId a, int decimals)
{
    static const int64_t steps[FIX_DECIMALS + 1] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64_t step = steps[decimals < 0 ? 0 : decimals > FIX_DECIMALS ? FIX_DECIMALS : decimals];
    if (step == 1)
        return a;
    LaneId quotient = round_by(code, a, step);
    if (lane_bits(code, a) >= 63) {      /* the largest values cannot be rounded away from zero */
        quotient = lane_least(code, quotient, lane_const(code, FIX_MAX / step));
        quotient = lane_most(code, quotient, lane_const(code, -(FIX_MAX / step)));
    }
    LaneId made = binary(code, LANE_MUL, quotient, lane_const(code, step));
    lane_bound(code, made, lane_bits(code, a) >= 63 ? 63 : lane_bits(code, a) + 1);
    return made;
}
