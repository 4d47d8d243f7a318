/* test_sweep.c: step programs over lanes, compiled against one loop a step, on values at the limits. */
#include <criterion/criterion.h>

#include <string.h>

#include "exec/jit/compiler.h"
#include "exec/jit/sweep.h"

#define LANES ((size_t)1024)

static const int64_t limits[] = {0, 1, -1, 499999, 500000, -500000, 999999, 1000000, -1500000, 3037000500, -3037000500000, 9223372036854775, INT64_MAX / 2,
                                 INT64_MAX / 2 + 1, -(INT64_MAX / 2) - 1, INT64_MAX, -INT64_MAX, 9223372036854500000};
#define LIMITS (sizeof limits / sizeof *limits)
static const int64_t small[] = {0, 10000, -10000, 1230000, -5010000, 99990000, 70000, 33330000, -2147480000};
#define SMALLS (sizeof small / sizeof *small)

static const SweepInput wide_inputs[] = {{63, 1}, {63, 1}, {63, 1}}, small_inputs[] = {{31, 10000}, {31, 10000}, {31, 10000}};

static const SweepStep steps[] = {
    {.op = SWEEP_INPUT, .k = 0}, {.op = SWEEP_INPUT, .k = 1}, {.op = SWEEP_INPUT, .k = 2}, {.op = SWEEP_CONST, .k = 1250000},
    {.op = SWEEP_ADD, .a = 0, .b = 1}, {.op = SWEEP_SUB, .a = 0, .b = 1}, {.op = SWEEP_MUL, .a = 0, .b = 1}, {.op = SWEEP_DIV, .a = 0, .b = 1},
    {.op = SWEEP_MIN, .a = 4, .b = 7}, {.op = SWEEP_MAX, .a = 6, .b = 2}, {.op = SWEEP_LT, .a = 5, .b = 2}, {.op = SWEEP_LE, .a = 7, .b = 0},
    {.op = SWEEP_EQ, .a = 0, .b = 2}, {.op = SWEEP_AND, .a = 10, .b = 11}, {.op = SWEEP_OR, .a = 10, .b = 12}, {.op = SWEEP_NOT, .a = 13},
    {.op = SWEEP_SELECT, .a = 15, .b = 8, .c = 9}, {.op = SWEEP_MUL, .a = 16, .b = 3}, {.op = SWEEP_DIV, .a = 17, .b = 5}, {.op = SWEEP_ADD, .a = 18, .b = 6},
};
#define STEPS (sizeof steps / sizeof *steps)

typedef struct Lanes { int64_t values[STEPS][LANES]; uint8_t fails[STEPS][LANES]; int64_t *value_of[STEPS]; uint8_t *fail_of[STEPS]; } Lanes;

static Lanes *lanes_new(Arena *arena)
{
    Lanes *lanes = ARENA_NEW(arena, Lanes);
    for (size_t s = 0; s < STEPS; s++) {
        lanes->value_of[s] = lanes->values[s];
        lanes->fail_of[s] = lanes->fails[s];
    }
    return lanes;
}

static void compare(const SweepInput *known, const int64_t *values, size_t count, bool compiled)
{
    Arena *arena = arena_new();
    uint32_t outs[STEPS];
    int64_t *inputs[3];
    Lanes *made = lanes_new(arena), *wanted = lanes_new(arena);
    for (size_t i = 0; i < 3; i++)
        inputs[i] = arena_array(arena, LANES, sizeof **inputs);
    for (size_t i = 0; i < LANES; i++) {
        inputs[0][i] = values[i % count];
        inputs[1][i] = values[i / count % count];
        inputs[2][i] = values[(i / 7 + i) % count];
    }
    for (uint32_t s = 0; s < STEPS; s++)
        outs[s] = s;
    SweepProgram program = {.steps = steps, .count = STEPS, .inputs = known, .input_count = 3, .outs = outs, .out_count = STEPS};
    Sweep *sweep = sweep_begin(arena, &program, NULL);
    cr_expect_eq(sweep_is_compiled(sweep), compiled, "compiled");
    sweep_run(sweep, (const int64_t *const *)inputs, LANES, made->value_of, made->fail_of);
    sweep_interpret(&program, (const int64_t *const *)inputs, LANES, wanted->value_of, wanted->fail_of);
    size_t failed = 0;
    for (size_t s = 0; s < STEPS; s++)
        for (size_t i = 0; i < LANES; i++) {
            failed += wanted->fails[s][i] != SWEEP_FINE;
            if (made->values[s][i] == wanted->values[s][i] && made->fails[s][i] == wanted->fails[s][i])
                continue;
            cr_expect_fail("s%zu of lane %zu (%lld, %lld, %lld): %lld %d, compiled %lld %d", s, i, (long long)inputs[0][i], (long long)inputs[1][i],
                           (long long)inputs[2][i], (long long)wanted->values[s][i], wanted->fails[s][i], (long long)made->values[s][i], made->fails[s][i]);
            break;
        }
    cr_expect_gt(failed, 0, "nothing fails: the values are too tame");
    sweep_end(sweep);
    arena_free(arena);
}

Test(sweep, compiled_lanes_are_as_interpreted)
{
    bool compiled = compiler_there();
    compare(wide_inputs, limits, LIMITS, compiled);
    compare(small_inputs, small, SMALLS, compiled);
}

Test(sweep, without_a_compiler_it_is_one_loop_a_step)
{
    compiler_override("/finns/inte", NULL, NULL);
    compare(wide_inputs, limits, LIMITS, false);
}
