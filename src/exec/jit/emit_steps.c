/* emit_steps.c: one step of lane code as an expression of libgccjit. Called by emit.c. */
#ifdef STYR_JIT
#include "exec/jit/emit_parts.h"

static Value *compare(Emitter *e, enum gcc_jit_comparison op, Value *a, Value *b)
{
    return code_cast(e, e->gcc.context_new_comparison(e->context, NULL, op, a, b), e->i64);
}

/* ---- numbers ---- */

/* Products with these are shifts, whatever is known of them. */
static bool is_power(int64_t value)
{
    return ((uint64_t)value & ((uint64_t)value - 1)) == 0;
}

static bool hides_number(const LaneCode *code, const Lane *lane)
{
    const Lane *by = &code->lanes.items[lane->b];
    return by->op == LANE_CONST && !is_power(by->k) && (lane->op == LANE_MUL || lane->op == LANE_ROUNDED || (lane->op == LANE_QUOTIENT && by->k > 2));
}

size_t steps_numbers_most(const LaneCode *code)
{
    size_t most = 2;                      /* those of divide_million */
    for (VEC_EACH(const Lane, lane, &code->lanes))
        most += hides_number(code, lane);
    return most;
}

bool steps_are_plain(const LaneCode *code)
{
    for (VEC_EACH(const Lane, lane, &code->lanes)) {
        bool divides = lane->op == LANE_QUOTIENT || lane->op == LANE_ROUNDED;
        bool halves = divides && code->lanes.items[lane->b].op == LANE_CONST && is_power(code->lanes.items[lane->b].k);
        if (lane->op == LANE_FIX_MUL || lane->op == LANE_FIX_DIV || lane->op == LANE_RANGES || (divides && !halves))
            return false;
    }
    return true;
}

static Value *hidden(Body *b, gcc_jit_type *type, int64_t value)
{
    Emitter *e = b->e;
    HiddenNumbers *numbers = &b->numbers;
    size_t i = 0;
    while (i < numbers->count && numbers->values[i] != value)
        i++;
    if (i == numbers->count) {
        gcc_jit_lvalue *local = e->gcc.function_new_local(b->function, NULL, e->i64, "tal");
        Value *stored = code_element(e, e->gcc.lvalue_as_rvalue(numbers->array), code_constant(e, e->i64, (int64_t)i));
        e->gcc.block_add_assignment(b->entry, NULL, local, stored);
        numbers->values[i] = value;
        numbers->loaded[i] = e->gcc.lvalue_as_rvalue(local);
        numbers->count++;
    }
    return type == e->i64 ? numbers->loaded[i] : code_cast(e, numbers->loaded[i], type);
}

/* ---- arithmetic that does not fit in 64 bits ---- */

/* m / by towards zero, for by that is no power of two: the high half of m * ceil(2^(64 + s) / by), shifted by s = floor(log2 by). The number is below
 * 2^64. It is too large by less than 1, the product by less than m / 2^(64 + s), which must be at most 1 / by: so m may be 2^63, and for any by that
 * divides 10^6, which leaves out what is near the next power of two, 2^63 + by. */
static Value *unsigned_quotient(Body *b, Value *m, uint64_t by)
{
    Emitter *e = b->e;
    int s = 63 - __builtin_clzll(by);
    uint64_t number = (uint64_t)((((unsigned __int128)1 << (64 + s)) + by - 1) / by);
    Value *product = code_binary(e, GCC_JIT_BINARY_OP_MULT, e->wide, code_cast(e, m, e->wide), code_cast(e, hidden(b, e->u64, (int64_t)number), e->wide));
    Value *high = code_cast(e, code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->wide, product, code_cast(e, code_constant(e, e->u64, 64), e->wide)), e->u64);
    return code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, high, code_constant(e, e->u64, s));
}

/* x turned where sign is -1, as it is where it is 0. */
static Value *turned(Body *b, Value *x, Value *sign)
{
    Emitter *e = b->e;
    return code_binary(e, GCC_JIT_BINARY_OP_MINUS, e->i64, code_binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, x, sign), sign);
}

static Value *magnitude(Body *b, Value *value, Value *sign)
{
    return code_kept(b, b->e->u64, code_cast(b->e, turned(b, value, sign), b->e->u64));
}

static Value *sign_of(Body *b, Value *value)
{
    return code_kept(b, b->e->i64, code_binary(b->e, GCC_JIT_BINARY_OP_RSHIFT, b->e->i64, value, code_constant(b->e, b->e->i64, 63)));
}

/* (high, low) / 10^6 for high < 500 000: two digits to the base 2^32. */
static Value *divide_million(Body *b, Value *high, Value *low)
{
    Emitter *e = b->e;
    Value *million = hidden(b, e->u64, FIX_ONE), *half = code_constant(e, e->u64, 32), *mask = code_constant(e, e->u64, UINT32_MAX);
    Value *upper = code_binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, high, half);
    upper = code_kept(b, e->u64, code_binary(e, GCC_JIT_BINARY_OP_BITWISE_OR, e->u64, upper, code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, low, half)));
    Value *first = code_kept(b, e->u64, unsigned_quotient(b, upper, FIX_ONE));
    Value *rest = code_binary(e, GCC_JIT_BINARY_OP_MINUS, e->u64, upper, code_binary(e, GCC_JIT_BINARY_OP_MULT, e->u64, first, million));
    Value *lower = code_binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, rest, half);
    lower = code_binary(e, GCC_JIT_BINARY_OP_BITWISE_OR, e->u64, lower, code_binary(e, GCC_JIT_BINARY_OP_BITWISE_AND, e->u64, low, mask));
    Value *second = unsigned_quotient(b, code_kept(b, e->u64, lower), FIX_ONE);
    return code_binary(e, GCC_JIT_BINARY_OP_PLUS, e->u64, code_binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, first, half), second);
}

/* |a| * |b| + half of 10^6 in 128 bits; it fits if the quotient by 10^6 is below 2^63, which the high half tells. */
static Value *wide_product(Body *b, size_t step, Value *left, Value *right)
{
    Emitter *e = b->e;
    Value *left_sign = sign_of(b, left), *right_sign = sign_of(b, right);
    Value *sign = code_binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, left_sign, right_sign);
    Value *a = code_cast(e, magnitude(b, left, left_sign), e->wide), *c = code_cast(e, magnitude(b, right, right_sign), e->wide);
    Value *product = code_binary(e, GCC_JIT_BINARY_OP_MULT, e->wide, a, c);
    product = code_kept(b, e->wide, code_binary(e, GCC_JIT_BINARY_OP_PLUS, e->wide, product, code_cast(e, code_constant(e, e->u64, FIX_ONE / 2), e->wide)));
    Value *shift = code_cast(e, code_constant(e, e->u64, 64), e->wide);
    Value *high = code_kept(b, e->u64, code_cast(e, code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->wide, product, shift), e->u64));
    Value *low = code_kept(b, e->u64, code_cast(e, product, e->u64));
    b->failed[step] = code_kept(b, e->i64, compare(e, GCC_JIT_COMPARISON_GE, high, code_constant(e, e->u64, FIX_ONE / 2)));
    Value *size = code_kept(b, e->i64, code_cast(e, divide_million(b, high, low), e->i64)), *turn = code_kept(b, e->i64, sign);
    return turned(b, size, turn);
}

/* By a call: amounts that large are rare. */
static Value *called_quotient(Body *b, size_t step, Value *left, Value *right)
{
    Emitter *e = b->e;
    Value *arguments[] = {left, right, e->gcc.lvalue_get_address(b->quotient, NULL)};
    e->gcc.block_add_assignment(b->block, NULL, b->quotient, code_constant(e, e->i64, 0));
    Value *fits = code_kept(b, e->u8, e->gcc.context_new_call_through_ptr(e->context, NULL, b->divide, 3, arguments));
    b->failed[step] = code_kept(b, e->i64, compare(e, GCC_JIT_COMPARISON_EQ, fits, code_constant(e, e->u8, 0)));
    return e->gcc.lvalue_as_rvalue(b->quotient);
}

/* ---- steps ---- */

static Value *plain(Body *b, enum gcc_jit_binary_op op, const Lane *lane)
{
    return code_binary(b->e, op, b->e->i64, b->values[lane->a], b->values[lane->b]);
}

static Value *product(Body *b, const Lane *lane)
{
    if (!hides_number(b->code, lane))
        return plain(b, GCC_JIT_BINARY_OP_MULT, lane);
    return code_binary(b->e, GCC_JIT_BINARY_OP_MULT, b->e->i64, b->values[lane->a], hidden(b, b->e->i64, b->code->lanes.items[lane->b].k));
}

static Value *quotient(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *a = b->values[lane->a];
    if (!hides_number(b->code, lane))
        return plain(b, GCC_JIT_BINARY_OP_DIVIDE, lane);
    Value *sign = sign_of(b, a), *size = unsigned_quotient(b, magnitude(b, a, sign), (uint64_t)b->code->lanes.items[lane->b].k);
    return turned(b, code_kept(b, e->i64, code_cast(e, size, e->i64)), sign);
}

/* The magnitude and half of the divisor, divided. */
static Value *rounded(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    int64_t by = b->code->lanes.items[lane->b].k;
    Value *sign = sign_of(b, b->values[lane->a]), *size = magnitude(b, b->values[lane->a], sign);
    size = code_kept(b, e->u64, code_binary(e, GCC_JIT_BINARY_OP_PLUS, e->u64, size, code_constant(e, e->u64, by / 2)));
    if (hides_number(b->code, lane))
        size = unsigned_quotient(b, size, (uint64_t)by);
    else
        size = code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, size, code_constant(e, e->u64, __builtin_ctzll((uint64_t)by)));
    return turned(b, code_kept(b, e->i64, code_cast(e, size, e->i64)), sign);
}

static Value *compared(Body *b, enum gcc_jit_comparison op, const Lane *lane)
{
    return compare(b->e, op, b->values[lane->a], b->values[lane->b]);
}

static Value *shifted(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *value = code_cast(e, b->values[lane->a], e->u64), *by = code_cast(e, b->values[lane->b], e->u64);
    return code_cast(e, code_binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, value, by), e->i64);
}

/* c ^ ((b ^ c) & -a): there is no conditional expression, and a branch would cost more. */
static Value *selected(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *mask = e->gcc.context_new_unary_op(e->context, NULL, GCC_JIT_UNARY_OP_MINUS, e->i64, b->values[lane->a]);
    Value *differ = code_binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, b->values[lane->b], b->values[lane->c]);
    return code_binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, b->values[lane->c], code_binary(e, GCC_JIT_BINARY_OP_BITWISE_AND, e->i64, differ, mask));
}

static Value *ranged(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *arguments[] = {b->arrays[lane->k], b->values[lane->a]};
    return code_cast(e, e->gcc.context_new_call_through_ptr(e->context, NULL, b->within, 2, arguments), e->i64);
}

Value *code_step(Body *b, size_t index)
{
    Emitter *e = b->e;
    const Lane *lane = &b->code->lanes.items[index];
    switch (lane->op) {
    case LANE_CONST: return code_constant(e, e->i64, lane->k);
    case LANE_PARAM: return code_element(e, b->params, code_constant(e, e->i64, lane->k));
    case LANE_LOAD: return code_cast(e, code_element(e, b->arrays[lane->k], b->row), e->i64);
    case LANE_TABLE: return code_cast(e, code_element(e, b->arrays[lane->k], b->values[lane->a]), e->i64);
    case LANE_ADD: return plain(b, GCC_JIT_BINARY_OP_PLUS, lane);
    case LANE_SUB: return plain(b, GCC_JIT_BINARY_OP_MINUS, lane);
    case LANE_MUL: return product(b, lane);
    case LANE_AND: return plain(b, GCC_JIT_BINARY_OP_BITWISE_AND, lane);
    case LANE_OR: return plain(b, GCC_JIT_BINARY_OP_BITWISE_OR, lane);
    case LANE_XOR: return plain(b, GCC_JIT_BINARY_OP_BITWISE_XOR, lane);
    case LANE_SHIFT: return shifted(b, lane);
    case LANE_SHIFT_SIGNED: return plain(b, GCC_JIT_BINARY_OP_RSHIFT, lane);
    case LANE_EQ: return compared(b, GCC_JIT_COMPARISON_EQ, lane);
    case LANE_LT: return compared(b, GCC_JIT_COMPARISON_LT, lane);
    case LANE_LE: return compared(b, GCC_JIT_COMPARISON_LE, lane);
    case LANE_SELECT: return selected(b, lane);
    case LANE_QUOTIENT: return quotient(b, lane);
    case LANE_ROUNDED: return rounded(b, lane);
    case LANE_FIX_MUL: return wide_product(b, index, b->values[lane->a], b->values[lane->b]);
    case LANE_FIX_DIV: return called_quotient(b, index, b->values[lane->a], b->values[lane->b]);
    case LANE_FAILED: return b->failed[lane->a];
    case LANE_RANGES: return ranged(b, lane);
    case LANE_OP_COUNT: break;
    }
    return NULL;
}

#else
typedef int emit_steps_is_left_out;
#endif
