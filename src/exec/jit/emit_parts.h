/* emit_parts.h: what emit.c and emit_steps.c share: a function in the making. Not for others. */
#ifndef STYR_EXEC_JIT_EMIT_PARTS_H
#define STYR_EXEC_JIT_EMIT_PARTS_H

#include "exec/jit/gcc_api.h"
#include "exec/jit/lanes.h"

typedef gcc_jit_rvalue Value;

typedef struct Emitter {
    GccApi gcc;
    gcc_jit_context *context;
    gcc_jit_type *i64, *u64, *u8, *wide, *pointer, *divide_type, *within_type;
} Emitter;

/* Numbers that the compiler must not see: to multiply by what it knows, GCC looks long for sums of shifts that would be cheaper, which took two thirds of
 * its time and found nothing. They stand in an array that others might write to, and are read once. */
typedef struct HiddenNumbers {
    gcc_jit_lvalue *array;
    int64_t *values; Value **loaded;
    size_t count, most;
} HiddenNumbers;

/* One function in the making. */
typedef struct Body {
    Emitter *e;
    const LaneCode *code;
    gcc_jit_function *function;
    gcc_jit_block *entry, *block;         /* the first, where numbers are read, and the one that is being written */
    Value **values;                       /* by step */
    Value **failed;                       /* by step: FIX_MUL and FIX_DIV */
    Value **arrays, **outs;               /* typed pointers */
    gcc_jit_lvalue **made;                /* by output: the results of one block, in an array of the function's own */
    HiddenNumbers numbers;
    Value *params, *divide, *within;
    Value *first, *place, *row;           /* the block's first row, a row's place in it, and their sum */
    gcc_jit_lvalue *quotient;             /* where the division that is called puts its result */
} Body;

/* ---- short forms, emit.c ---- */

Value *code_constant(Emitter *e, gcc_jit_type *type, int64_t value);
Value *code_binary(Emitter *e, enum gcc_jit_binary_op op, gcc_jit_type *type, Value *a, Value *b);
Value *code_cast(Emitter *e, Value *value, gcc_jit_type *type);
Value *code_element(Emitter *e, Value *pointer, Value *index);
/* The value in a variable of its own, so that it is computed once however often it is used. */
Value *code_kept(Body *b, gcc_jit_type *type, Value *value);

/* ---- steps, emit_steps.c ---- */

/* How many numbers the function will hide, at most. */
size_t steps_numbers_most(const LaneCode *code);
/* Whether the compiler can do several rows at a time: nothing is wider than a lane, and nothing is called. */
bool steps_are_plain(const LaneCode *code);
/* The value of a step whose operands are there. */
Value *code_step(Body *b, size_t index);

#endif
