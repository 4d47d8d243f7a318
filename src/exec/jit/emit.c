/* emit.c: lane code -> an object file, by libgccjit: a function goes through blocks of rows, and each step is a local variable of a row. */
#include "exec/jit/emit.h"

#ifdef STYR_JIT
#include "exec/jit/emit_parts.h"

/* ---- short forms ---- */

Value *code_constant(Emitter *e, gcc_jit_type *type, int64_t value)
{
    return e->gcc.context_new_rvalue_from_long(e->context, type, value);
}

Value *code_binary(Emitter *e, enum gcc_jit_binary_op op, gcc_jit_type *type, Value *a, Value *b)
{
    return e->gcc.context_new_binary_op(e->context, NULL, op, type, a, b);
}

Value *code_cast(Emitter *e, Value *value, gcc_jit_type *type)
{
    return e->gcc.context_new_cast(e->context, NULL, value, type);
}

Value *code_element(Emitter *e, Value *pointer, Value *index)
{
    return e->gcc.lvalue_as_rvalue(e->gcc.context_new_array_access(e->context, NULL, pointer, index));
}

Value *code_kept(Body *b, gcc_jit_type *type, Value *value)
{
    Emitter *e = b->e;
    gcc_jit_lvalue *local = e->gcc.function_new_local(b->function, NULL, type, "v");
    e->gcc.block_add_assignment(b->block, NULL, local, value);
    return e->gcc.lvalue_as_rvalue(local);
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
    return code_kept(b, type, code_cast(e, code_element(e, pointers, code_constant(e, e->i64, (int64_t)index)), type));
}

static void find_arrays(Body *b, Value *arrays, Value *outs, Value *helpers)
{
    Emitter *e = b->e;
    for (size_t i = 0; i < b->code->arrays.count; i++) {
        const LaneArray *array = &b->code->arrays.items[i];
        b->arrays[i] = array->ranges ? code_kept(b, e->pointer, code_element(e, arrays, code_constant(e, e->i64, (int64_t)i))) : pointer_at(b, arrays, i, element_type(e, array->width));
    }
    for (size_t i = 0; i < b->code->outs.count; i++)
        b->outs[i] = pointer_at(b, outs, i, b->code->outs.items[i].narrow ? e->u8 : e->i64);
    b->divide = code_kept(b, e->divide_type, code_cast(e, code_element(e, helpers, code_constant(e, e->i64, 0)), e->divide_type));
    b->within = code_kept(b, e->within_type, code_cast(e, code_element(e, helpers, code_constant(e, e->i64, 1)), e->within_type));
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
            b->values[i] = op == LANE_CONST ? code_step(b, i) : code_kept(b, b->e->i64, code_step(b, i));
    }
}

/* Into arrays that nothing else can reach, so that the loop need not ask whether what it writes is what it reads. */
static void emit_outs(Body *b)
{
    Emitter *e = b->e;
    for (size_t i = 0; i < b->code->outs.count; i++) {
        const LaneOut *out = &b->code->outs.items[i];
        Value *value = out->narrow ? code_cast(e, b->values[out->lane], e->u8) : b->values[out->lane];
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
        Value *arguments[] = {code_cast(e, e->gcc.lvalue_get_address(to, NULL), e->pointer),
                              code_cast(e, e->gcc.lvalue_get_address(b->made[i], NULL), e->pointer), code_constant(e, bytes, narrow ? LANE_BLOCK : LANE_BLOCK * 8)};
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
    e->gcc.block_add_assignment(b->block, NULL, loop->counter, code_constant(e, e->i64, 0));
    e->gcc.block_end_with_jump(b->block, NULL, loop->test);
    e->gcc.block_end_with_conditional(loop->test, NULL, e->gcc.context_new_comparison(e->context, NULL, GCC_JIT_COMPARISON_LT, counter, count), body, loop->end);
    b->block = body;
    return counter;
}

static void end_loop(Body *b, const Loop *loop, int64_t step)
{
    Emitter *e = b->e;
    Value *next = code_binary(e, GCC_JIT_BINARY_OP_PLUS, e->i64, e->gcc.lvalue_as_rvalue(loop->counter), code_constant(e, e->i64, step));
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
    b->place = begin_loop(b, code_constant(e, e->i64, LANE_BLOCK), &rows);
    b->row = code_kept(b, e->i64, code_binary(e, GCC_JIT_BINARY_OP_PLUS, e->i64, b->first, b->place));
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

/* The array is the function's own, but others can see it: its numbers are not taken for known. */
static void begin_numbers(Body *b, Arena *arena)
{
    Emitter *e = b->e;
    b->numbers.most = steps_numbers_most(b->code);
    b->numbers.values = arena_array(arena, b->numbers.most, sizeof *b->numbers.values);
    b->numbers.loaded = arena_array(arena, b->numbers.most, sizeof *b->numbers.loaded);
    gcc_jit_type *type = e->gcc.context_new_array_type(e->context, NULL, e->i64, (int)b->numbers.most);
    b->numbers.array = e->gcc.context_new_global(e->context, NULL, GCC_JIT_GLOBAL_EXPORTED, type, arena_printf(arena, "%s_tal", b->code->name));
}

static void end_numbers(Body *b, gcc_jit_block *start)
{
    b->e->gcc.global_set_initializer(b->numbers.array, b->numbers.values, b->numbers.most * sizeof *b->numbers.values);
    b->e->gcc.block_end_with_jump(b->entry, NULL, start);
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
    b.entry = e->gcc.function_new_block(b.function, NULL);
    gcc_jit_block *start = b.block = e->gcc.function_new_block(b.function, NULL);
    b.params = given[1];
    begin_numbers(&b, arena);
    make_room(&b, arena);
    find_arrays(&b, given[0], given[2], given[3]);
    emit_steps(&b, true);
    emit_loops(&b, given[4]);
    end_numbers(&b, start);
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

/* Sums wrap. One step needs no more than to be given registers: the passes that look for what could be left out or moved find nothing that lanes.c has left
 * them, and take most of the time. What can be done for several rows at a time is worth more passes, and is small. */
static void set_passes(Emitter *e, bool plain)
{
    static const char *const always[] = {"-fwrapv", "-fno-tree-slp-vectorize", "-fira-region=one", "-fira-algorithm=priority", NULL};
    static const char *const loops[] = {"-ftree-loop-vectorize", "-fvect-cost-model=dynamic", "--param=vect-epilogues-nomask=0", NULL};
    static const char *const quick[] = {
        "-fno-tree-loop-vectorize", "-fno-tree-loop-optimize", "-fno-tree-loop-im", "-fno-tree-loop-ivcanon", "-fno-tree-scev-cprop", "-fno-ivopts", "-fno-tree-pre", "-fno-tree-fre",
        "-fno-tree-reassoc", "-fno-tree-dominator-opts", "-fno-tree-ccp", "-fno-tree-bit-ccp", "-fno-tree-copy-prop", "-fno-tree-forwprop", "-fno-tree-phiprop", "-fno-tree-dse",
        "-fno-dse", "-fno-tree-sink", "-fno-tree-ch", "-fno-tree-sra", "-fno-tree-pta", "-fno-tree-slsr", "-fno-ssa-phiopt", NULL,
    };
    for (size_t i = 0; always[i]; i++)
        e->gcc.context_add_command_line_option(e->context, always[i]);
    for (const char *const *option = plain ? loops : quick; *option; option++)
        e->gcc.context_add_command_line_option(e->context, *option);
}

static void set_options(Emitter *e, Arena *arena, const char *level, bool plain)
{
    e->gcc.context_set_int_option(e->context, GCC_JIT_INT_OPTION_OPTIMIZATION_LEVEL, plain ? 2 : 1);
    set_passes(e, plain);
    e->gcc.context_add_command_line_option(e->context, arena_printf(arena, "-march=%s", level));
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
    bool plain = true;
    for (size_t i = 0; i < count; i++)
        plain = plain && steps_are_plain(functions[i]);
    set_options(&e, arena, level, plain);
    find_types(&e);
    for (size_t i = 0; i < count; i++)
        emit_function(&e, arena, functions[i]);
    e.gcc.context_compile_to_file(e.context, GCC_JIT_OUTPUT_KIND_OBJECT_FILE, path);
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
