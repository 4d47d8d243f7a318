/* emit.c: lane code -> a shared object, by libgccjit: a function goes through blocks of rows, and each step is a local variable of a row. */
#include "exec/jit/emit.h"

#ifdef STYR_JIT
#include "exec/jit/gcc_api.h"

typedef gcc_jit_rvalue Value;

typedef struct Emitter {
    GccApi gcc;
    gcc_jit_context *context;
    gcc_jit_type *i64, *u64, *u8, *wide, *pointer, *divide_type, *within_type;
} Emitter;

/* One function in the making. */
typedef struct Body {
    Emitter *e;
    const LaneCode *code;
    gcc_jit_function *function;
    gcc_jit_block *block;
    Value **values;                       /* by step */
    Value **failed;                       /* by step: FIX_MUL and FIX_DIV */
    Value **arrays, **outs;               /* typed pointers */
    gcc_jit_lvalue **made;                /* by output: the results of one block, in an array of the function's own */
    Value *params, *divide, *within;
    Value *first, *place, *row;           /* the block's first row, a row's place in it, and their sum */
    gcc_jit_lvalue *quotient;             /* where the division that is called puts its result */
} Body;

/* ---- short forms ---- */

static Value *constant(Emitter *e, gcc_jit_type *type, int64_t value)
{
    return e->gcc.context_new_rvalue_from_long(e->context, type, value);
}

static Value *binary(Emitter *e, enum gcc_jit_binary_op op, gcc_jit_type *type, Value *a, Value *b)
{
    return e->gcc.context_new_binary_op(e->context, NULL, op, type, a, b);
}

static Value *cast(Emitter *e, Value *value, gcc_jit_type *type)
{
    return e->gcc.context_new_cast(e->context, NULL, value, type);
}

static Value *compare(Emitter *e, enum gcc_jit_comparison op, Value *a, Value *b)
{
    return cast(e, e->gcc.context_new_comparison(e->context, NULL, op, a, b), e->i64);
}

static Value *element(Emitter *e, Value *pointer, Value *index)
{
    return e->gcc.lvalue_as_rvalue(e->gcc.context_new_array_access(e->context, NULL, pointer, index));
}

/* The value in a variable of its own, so that it is computed once however often it is used. */
static Value *kept(Body *b, gcc_jit_type *type, Value *value)
{
    Emitter *e = b->e;
    gcc_jit_lvalue *local = e->gcc.function_new_local(b->function, NULL, type, "v");
    e->gcc.block_add_assignment(b->block, NULL, local, value);
    return e->gcc.lvalue_as_rvalue(local);
}

/* ---- arithmetic that does not fit in 64 bits ---- */

static Value *magnitude(Body *b, Value *value, Value *sign)
{
    Emitter *e = b->e;
    Value *turned = binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, value, sign);
    return kept(b, e->u64, cast(e, binary(e, GCC_JIT_BINARY_OP_MINUS, e->i64, turned, sign), e->u64));
}

static Value *sign_of(Body *b, Value *value)
{
    return kept(b, b->e->i64, binary(b->e, GCC_JIT_BINARY_OP_RSHIFT, b->e->i64, value, constant(b->e, b->e->i64, 63)));
}

/* (high, low) / 10^6 for high < 500 000: two digits to the base 2^32, each a division by a constant. */
static Value *divide_million(Body *b, Value *high, Value *low)
{
    Emitter *e = b->e;
    Value *million = constant(e, e->u64, FIX_ONE), *half = constant(e, e->u64, 32), *mask = constant(e, e->u64, UINT32_MAX);
    Value *upper = binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, high, half);
    upper = kept(b, e->u64, binary(e, GCC_JIT_BINARY_OP_BITWISE_OR, e->u64, upper, binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, low, half)));
    Value *first = kept(b, e->u64, binary(e, GCC_JIT_BINARY_OP_DIVIDE, e->u64, upper, million));
    Value *rest = binary(e, GCC_JIT_BINARY_OP_MINUS, e->u64, upper, binary(e, GCC_JIT_BINARY_OP_MULT, e->u64, first, million));
    Value *lower = binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, rest, half);
    lower = binary(e, GCC_JIT_BINARY_OP_BITWISE_OR, e->u64, lower, binary(e, GCC_JIT_BINARY_OP_BITWISE_AND, e->u64, low, mask));
    Value *second = binary(e, GCC_JIT_BINARY_OP_DIVIDE, e->u64, lower, million);
    return binary(e, GCC_JIT_BINARY_OP_PLUS, e->u64, binary(e, GCC_JIT_BINARY_OP_LSHIFT, e->u64, first, half), second);
}

/* |a| * |b| + half of 10^6 in 128 bits; it fits if the quotient by 10^6 is below 2^63, which the high half tells. */
static Value *wide_product(Body *b, size_t step, Value *left, Value *right)
{
    Emitter *e = b->e;
    Value *left_sign = sign_of(b, left), *right_sign = sign_of(b, right);
    Value *sign = binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, left_sign, right_sign);
    Value *a = cast(e, magnitude(b, left, left_sign), e->wide), *c = cast(e, magnitude(b, right, right_sign), e->wide);
    Value *product = binary(e, GCC_JIT_BINARY_OP_MULT, e->wide, a, c);
    product = kept(b, e->wide, binary(e, GCC_JIT_BINARY_OP_PLUS, e->wide, product, cast(e, constant(e, e->u64, FIX_ONE / 2), e->wide)));
    Value *shift = cast(e, constant(e, e->u64, 64), e->wide);
    Value *high = kept(b, e->u64, cast(e, binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->wide, product, shift), e->u64));
    Value *low = kept(b, e->u64, cast(e, product, e->u64));
    b->failed[step] = kept(b, e->i64, compare(e, GCC_JIT_COMPARISON_GE, high, constant(e, e->u64, FIX_ONE / 2)));
    Value *size = kept(b, e->i64, cast(e, divide_million(b, high, low), e->i64)), *turn = kept(b, e->i64, sign);
    return binary(e, GCC_JIT_BINARY_OP_MINUS, e->i64, binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, size, turn), turn);
}

/* By a call: amounts that large are rare. */
static Value *called_quotient(Body *b, size_t step, Value *left, Value *right)
{
    Emitter *e = b->e;
    Value *arguments[] = {left, right, e->gcc.lvalue_get_address(b->quotient, NULL)};
    e->gcc.block_add_assignment(b->block, NULL, b->quotient, constant(e, e->i64, 0));
    Value *fits = kept(b, e->u8, e->gcc.context_new_call_through_ptr(e->context, NULL, b->divide, 3, arguments));
    b->failed[step] = kept(b, e->i64, compare(e, GCC_JIT_COMPARISON_EQ, fits, constant(e, e->u8, 0)));
    return e->gcc.lvalue_as_rvalue(b->quotient);
}

/* ---- steps ---- */

static Value *plain(Body *b, enum gcc_jit_binary_op op, const Lane *lane)
{
    return binary(b->e, op, b->e->i64, b->values[lane->a], b->values[lane->b]);
}

static Value *compared(Body *b, enum gcc_jit_comparison op, const Lane *lane)
{
    return compare(b->e, op, b->values[lane->a], b->values[lane->b]);
}

static Value *shifted(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *value = cast(e, b->values[lane->a], e->u64), *by = cast(e, b->values[lane->b], e->u64);
    return cast(e, binary(e, GCC_JIT_BINARY_OP_RSHIFT, e->u64, value, by), e->i64);
}

/* c ^ ((b ^ c) & -a): there is no conditional expression, and a branch would cost more. */
static Value *selected(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *mask = e->gcc.context_new_unary_op(e->context, NULL, GCC_JIT_UNARY_OP_MINUS, e->i64, b->values[lane->a]);
    Value *differ = binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, b->values[lane->b], b->values[lane->c]);
    return binary(e, GCC_JIT_BINARY_OP_BITWISE_XOR, e->i64, b->values[lane->c], binary(e, GCC_JIT_BINARY_OP_BITWISE_AND, e->i64, differ, mask));
}

static Value *ranged(Body *b, const Lane *lane)
{
    Emitter *e = b->e;
    Value *arguments[] = {b->arrays[lane->k], b->values[lane->a]};
    return cast(e, e->gcc.context_new_call_through_ptr(e->context, NULL, b->within, 2, arguments), e->i64);
}

static Value *step(Body *b, size_t index)
{
    Emitter *e = b->e;
    const Lane *lane = &b->code->lanes.items[index];
    switch (lane->op) {
    case LANE_CONST: return constant(e, e->i64, lane->k);
    case LANE_PARAM: return element(e, b->params, constant(e, e->i64, lane->k));
    case LANE_LOAD: return cast(e, element(e, b->arrays[lane->k], b->row), e->i64);
    case LANE_TABLE: return cast(e, element(e, b->arrays[lane->k], b->values[lane->a]), e->i64);
    case LANE_ADD: return plain(b, GCC_JIT_BINARY_OP_PLUS, lane);
    case LANE_SUB: return plain(b, GCC_JIT_BINARY_OP_MINUS, lane);
    case LANE_MUL: return plain(b, GCC_JIT_BINARY_OP_MULT, lane);
    case LANE_AND: return plain(b, GCC_JIT_BINARY_OP_BITWISE_AND, lane);
    case LANE_OR: return plain(b, GCC_JIT_BINARY_OP_BITWISE_OR, lane);
    case LANE_XOR: return plain(b, GCC_JIT_BINARY_OP_BITWISE_XOR, lane);
    case LANE_SHIFT: return shifted(b, lane);
    case LANE_SHIFT_SIGNED: return plain(b, GCC_JIT_BINARY_OP_RSHIFT, lane);
    case LANE_EQ: return compared(b, GCC_JIT_COMPARISON_EQ, lane);
    case LANE_LT: return compared(b, GCC_JIT_COMPARISON_LT, lane);
    case LANE_LE: return compared(b, GCC_JIT_COMPARISON_LE, lane);
    case LANE_SELECT: return selected(b, lane);
    case LANE_QUOTIENT: return plain(b, GCC_JIT_BINARY_OP_DIVIDE, lane);
    case LANE_FIX_MUL: return wide_product(b, index, b->values[lane->a], b->values[lane->b]);
    case LANE_FIX_DIV: return called_quotient(b, index, b->values[lane->a], b->values[lane->b]);
    case LANE_FAILED: return b->failed[lane->a];
    case LANE_RANGES: return ranged(b, lane);
    case LANE_OP_COUNT: break;
    }
    return NULL;
}

/* ---- functions ---- */

static gcc_jit_type *element_type(Emitter *e, CellWidth width)
{
    static const struct { uint8_t bytes, is_signed; } types[] = {
        [WIDTH_U8] = {1, 0}, [WIDTH_U16] = {2, 0}, [WIDTH_U32] = {4, 0}, [WIDTH_I32] = {4, 1}, [WIDTH_I64] = {8, 1},
    };
    return e->gcc.context_get_int_type(e->context, types[width].bytes, types[width].is_signed);
}

static Value *pointer_at(Body *b, Value *pointers, size_t index, gcc_jit_type *to)
{
    Emitter *e = b->e;
    gcc_jit_type *type = e->gcc.type_get_pointer(to);
    return kept(b, type, cast(e, element(e, pointers, constant(e, e->i64, (int64_t)index)), type));
}

static void find_arrays(Body *b, Value *arrays, Value *outs, Value *helpers)
{
    Emitter *e = b->e;
    for (size_t i = 0; i < b->code->arrays.count; i++) {
        const LaneArray *array = &b->code->arrays.items[i];
        b->arrays[i] = array->ranges ? kept(b, e->pointer, element(e, arrays, constant(e, e->i64, (int64_t)i))) : pointer_at(b, arrays, i, element_type(e, array->width));
    }
    for (size_t i = 0; i < b->code->outs.count; i++)
        b->outs[i] = pointer_at(b, outs, i, b->code->outs.items[i].narrow ? e->u8 : e->i64);
    b->divide = kept(b, e->divide_type, cast(e, element(e, helpers, constant(e, e->i64, 0)), e->divide_type));
    b->within = kept(b, e->within_type, cast(e, element(e, helpers, constant(e, e->i64, 1)), e->within_type));
}

/* Constants and parameters are the same for every row. */
static bool is_steady(LaneOp op)
{
    return op == LANE_CONST || op == LANE_PARAM;
}

static void emit_steps(Body *b, bool steady)
{
    for (size_t i = 0; i < b->code->lanes.count; i++) {
        LaneOp op = b->code->lanes.items[i].op;
        if (is_steady(op) == steady)
            b->values[i] = op == LANE_CONST ? step(b, i) : kept(b, b->e->i64, step(b, i));
    }
}

/* Into arrays that nothing else can reach, so that the loop need not ask whether what it writes is what it reads. */
static void emit_outs(Body *b)
{
    Emitter *e = b->e;
    for (size_t i = 0; i < b->code->outs.count; i++) {
        const LaneOut *out = &b->code->outs.items[i];
        Value *value = out->narrow ? cast(e, b->values[out->lane], e->u8) : b->values[out->lane];
        Value *array = e->gcc.lvalue_as_rvalue(b->made[i]);
        e->gcc.block_add_assignment(b->block, NULL, e->gcc.context_new_array_access(e->context, NULL, array, b->place), value);
    }
}

static void copy_outs(Body *b)
{
    Emitter *e = b->e;
    gcc_jit_function *copy = e->gcc.context_get_builtin_function(e->context, "__builtin_memcpy");
    gcc_jit_type *bytes = e->gcc.context_get_type(e->context, GCC_JIT_TYPE_SIZE_T);
    for (size_t i = 0; i < b->code->outs.count; i++) {
        bool narrow = b->code->outs.items[i].narrow;
        gcc_jit_lvalue *to = e->gcc.context_new_array_access(e->context, NULL, b->outs[i], b->first);
        Value *arguments[] = {cast(e, e->gcc.lvalue_get_address(to, NULL), e->pointer),
                              cast(e, e->gcc.lvalue_get_address(b->made[i], NULL), e->pointer), constant(e, bytes, narrow ? LANE_BLOCK : LANE_BLOCK * 8)};
        e->gcc.block_add_eval(b->block, NULL, e->gcc.context_new_call(e->context, NULL, copy, 3, arguments));
    }
}

/* A loop in the making: its counter, what is tested, and where it goes when it is over. */
typedef struct Loop { gcc_jit_lvalue *counter; gcc_jit_block *test, *end; } Loop;

static Value *begin_loop(Body *b, Value *count, Loop *loop)
{
    Emitter *e = b->e;
    gcc_jit_block *body = e->gcc.function_new_block(b->function, NULL);
    *loop = (Loop){e->gcc.function_new_local(b->function, NULL, e->i64, "i"), e->gcc.function_new_block(b->function, NULL), e->gcc.function_new_block(b->function, NULL)};
    Value *counter = e->gcc.lvalue_as_rvalue(loop->counter);
    e->gcc.block_add_assignment(b->block, NULL, loop->counter, constant(e, e->i64, 0));
    e->gcc.block_end_with_jump(b->block, NULL, loop->test);
    e->gcc.block_end_with_conditional(loop->test, NULL, e->gcc.context_new_comparison(e->context, NULL, GCC_JIT_COMPARISON_LT, counter, count), body, loop->end);
    b->block = body;
    return counter;
}

static void end_loop(Body *b, const Loop *loop, int64_t step)
{
    Emitter *e = b->e;
    Value *next = binary(e, GCC_JIT_BINARY_OP_PLUS, e->i64, e->gcc.lvalue_as_rvalue(loop->counter), constant(e, e->i64, step));
    e->gcc.block_add_assignment(b->block, NULL, loop->counter, next);
    e->gcc.block_end_with_jump(b->block, NULL, loop->test);
    b->block = loop->end;
}

/* Blocks of rows, and the rows of each: a number of them that is known is a loop without a remainder. */
static void emit_loops(Body *b, Value *count)
{
    Emitter *e = b->e;
    Loop blocks, rows;
    b->first = begin_loop(b, count, &blocks);
    b->place = begin_loop(b, constant(e, e->i64, LANE_BLOCK), &rows);
    b->row = kept(b, e->i64, binary(e, GCC_JIT_BINARY_OP_PLUS, e->i64, b->first, b->place));
    emit_steps(b, false);
    emit_outs(b);
    end_loop(b, &rows, 1);
    copy_outs(b);
    end_loop(b, &blocks, LANE_BLOCK);
    e->gcc.block_end_with_void_return(b->block, NULL);
}

static void make_room(Body *b, Arena *arena)
{
    Emitter *e = b->e;
    const LaneCode *code = b->code;
    b->values = arena_array(arena, code->lanes.count, sizeof *b->values);
    b->failed = arena_array(arena, code->lanes.count, sizeof *b->failed);
    b->arrays = arena_array(arena, code->arrays.count, sizeof *b->arrays);
    b->outs = arena_array(arena, code->outs.count, sizeof *b->outs);
    b->made = arena_array(arena, code->outs.count, sizeof *b->made);
    for (size_t i = 0; i < code->outs.count; i++) {
        gcc_jit_type *type = e->gcc.context_new_array_type(e->context, NULL, code->outs.items[i].narrow ? e->u8 : e->i64, LANE_BLOCK);
        b->made[i] = e->gcc.function_new_local(b->function, NULL, type, "resultat");
    }
    b->quotient = e->gcc.function_new_local(b->function, NULL, e->i64, "kvot");
}

static void emit_function(Emitter *e, Arena *arena, const LaneCode *code)
{
    Body b = {.e = e, .code = code};
    gcc_jit_type *pointers = e->gcc.type_get_pointer(e->pointer);
    gcc_jit_type *types[] = {pointers, e->gcc.type_get_pointer(e->i64), pointers, pointers, e->i64};
    static const char *const names[] = {"arrays", "params", "outs", "helpers", "count"};
    gcc_jit_param *params[5];
    Value *given[5];
    for (size_t i = 0; i < 5; i++) {
        params[i] = e->gcc.context_new_param(e->context, NULL, types[i], names[i]);
        given[i] = e->gcc.param_as_rvalue(params[i]);
    }
    gcc_jit_type *nothing = e->gcc.context_get_type(e->context, GCC_JIT_TYPE_VOID);
    b.function = e->gcc.context_new_function(e->context, NULL, GCC_JIT_FUNCTION_EXPORTED, nothing, code->name, 5, params, 0);
    b.block = e->gcc.function_new_block(b.function, NULL);
    b.params = given[1];
    make_room(&b, arena);
    find_arrays(&b, given[0], given[2], given[3]);
    emit_steps(&b, true);
    emit_loops(&b, given[4]);
}

/* ---- the module ---- */

static void find_types(Emitter *e)
{
    e->i64 = e->gcc.context_get_int_type(e->context, 8, 1);
    e->u64 = e->gcc.context_get_int_type(e->context, 8, 0);
    e->u8 = e->gcc.context_get_int_type(e->context, 1, 0);
    e->wide = e->gcc.context_get_int_type(e->context, 16, 0);
    e->pointer = e->gcc.context_get_type(e->context, GCC_JIT_TYPE_VOID_PTR);
    gcc_jit_type *divide[] = {e->i64, e->i64, e->gcc.type_get_pointer(e->i64)}, *within[] = {e->pointer, e->i64};
    e->divide_type = e->gcc.context_new_function_ptr_type(e->context, NULL, e->u8, 3, divide, 0);
    e->within_type = e->gcc.context_new_function_ptr_type(e->context, NULL, e->u8, 2, within, 0);
}

/* Sums wrap; loops are vectorised where that pays, without code for a remainder; nothing is linked but what is made here. */
static void set_options(Emitter *e, Arena *arena, const char *level)
{
    static const char *const options[] = {"-fwrapv", "-ftree-loop-vectorize", "-fvect-cost-model=dynamic", "--param=vect-epilogues-nomask=0"};
    e->gcc.context_set_int_option(e->context, GCC_JIT_INT_OPTION_OPTIMIZATION_LEVEL, 2);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        e->gcc.context_add_command_line_option(e->context, options[i]);
    e->gcc.context_add_command_line_option(e->context, arena_printf(arena, "-march=%s", level));
    e->gcc.context_add_driver_option(e->context, "-nostdlib");
}

bool emit_module(const char *library, const LaneCode *const *functions, size_t count, const char *level, const char *path)
{
    Emitter e = {0};
    if (!gcc_api_open(library, &e.gcc))
        return false;
    e.context = e.gcc.context_acquire();
    if (!e.context)
        return false;
    Arena *arena = arena_new();
    set_options(&e, arena, level);
    find_types(&e);
    for (size_t i = 0; i < count; i++)
        emit_function(&e, arena, functions[i]);
    e.gcc.context_compile_to_file(e.context, GCC_JIT_OUTPUT_KIND_DYNAMIC_LIBRARY, path);
    bool good = e.gcc.context_get_first_error(e.context) == NULL;
    e.gcc.context_release(e.context);
    arena_free(arena);
    return good;
}

#else
bool emit_module(const char *library, const LaneCode *const *functions, size_t count, const char *level, const char *path)
{
    (void)library, (void)functions, (void)count, (void)level, (void)path;
    return false;
}
#endif
