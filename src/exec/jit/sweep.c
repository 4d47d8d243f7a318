/* sweep.c: step programs over many lanes, as lane code or by one loop a step. Beside row_code.c, which does the same for rows with states. */
#include "exec/jit/sweep.h"

#include <string.h>

#include "exec/jit/compiler.h"
#include "exec/jit/fix_lanes.h"

struct Sweep { const SweepProgram *program; LaneCode code; CodeLibrary library; LaneFn *function; };

typedef struct SweepLane { LaneId value, fail; } SweepLane;

/* ---- as lane code ---- */

/* The worse of two fails, which are 0 nearly everywhere. */
static LaneId worse(LaneCode *code, LaneId a, LaneId b)
{
    if (lane_is(code, a, SWEEP_FINE))
        return b;
    return lane_is(code, b, SWEEP_FINE) ? a : lane_most(code, a, b);
}

/* What is new goes only for operands that are fine. */
static LaneId failing(LaneCode *code, LaneId before, LaneId failed, SweepFail how)
{
    LaneId own = lane_select(code, failed, lane_const(code, how), lane_const(code, SWEEP_FINE));
    return lane_select(code, lane_op(code, LANE_EQ, before, lane_const(code, SWEEP_FINE)), own, before);
}

static SweepLane arithmetic(LaneCode *code, SweepOp op, LaneId a, LaneId b, LaneId fail)
{
    LaneId zero = lane_const(code, 0);
    FixLane made = op == SWEEP_ADD   ? lane_fix_add(code, a, b)
                   : op == SWEEP_SUB ? lane_fix_sub(code, a, b)
                   : op == SWEEP_MUL ? lane_fix_mul(code, a, b)
                                     : lane_fix_div(code, a, b, &zero);
    fail = failing(code, fail, zero, SWEEP_ZERO_DIVISION);
    return (SweepLane){made.value, failing(code, fail, made.over, SWEEP_OVERFLOW)};
}

static SweepLane joined(LaneCode *code, const SweepStep *step, LaneId a, LaneId b, LaneId fail)
{
    switch (step->op) {
    case SWEEP_ADD: case SWEEP_SUB: case SWEEP_MUL: case SWEEP_DIV: return arithmetic(code, step->op, a, b, fail);
    case SWEEP_MIN: return (SweepLane){lane_least(code, a, b), fail};
    case SWEEP_MAX: return (SweepLane){lane_most(code, a, b), fail};
    case SWEEP_LT: return (SweepLane){lane_op(code, LANE_LT, a, b), fail};
    case SWEEP_LE: return (SweepLane){lane_op(code, LANE_LE, a, b), fail};
    case SWEEP_EQ: return (SweepLane){lane_op(code, LANE_EQ, a, b), fail};
    case SWEEP_AND: return (SweepLane){lane_op(code, LANE_AND, a, b), fail};
    case SWEEP_OR: return (SweepLane){lane_op(code, LANE_OR, a, b), fail};
    case SWEEP_NOT: return (SweepLane){lane_not(code, a), fail};
    case SWEEP_INPUT: case SWEEP_CONST: case SWEEP_SELECT: break;
    }
    return (SweepLane){0};
}

static SweepLane read_input(LaneCode *code, const SweepProgram *program, int64_t which)
{
    const SweepInput *input = &program->inputs[which];
    LaneId value = lane_load(code, (LaneArray){.width = WIDTH_I64, .name = arena_printf(code->arena, "värde %lld", (long long)which)}, input->bits);
    lane_multiple(code, value, input->factor);
    return (SweepLane){value, lane_const(code, SWEEP_FINE)};
}

static SweepLane selected(LaneCode *code, SweepLane a, SweepLane b, SweepLane c)
{
    LaneId fine = lane_op(code, LANE_EQ, a.fail, lane_const(code, SWEEP_FINE));
    LaneId fail = lane_select(code, fine, lane_select(code, a.value, b.fail, c.fail), a.fail);
    return (SweepLane){lane_select(code, a.value, b.value, c.value), fail};
}

static void put_out(LaneCode *code, SweepLane made, uint32_t step)
{
    LaneId fine = lane_op(code, LANE_EQ, made.fail, lane_const(code, SWEEP_FINE));
    lane_out(code, lane_select(code, fine, made.value, lane_const(code, 0)), false, arena_printf(code->arena, "s%u", step));
    lane_out(code, made.fail, true, arena_printf(code->arena, "s%u.läge", step));
}

bool sweep_code(Arena *arena, const SweepProgram *program, const char *name, LaneCode *out)
{
    SweepLane *made = arena_array(arena, program->count, sizeof *made);
    SweepLane *inputs = arena_array(arena, program->input_count, sizeof *inputs);
    if (program->out_count > SWEEP_OUTS_MOST)
        return false;
    lanes_init(out, arena, name);
    for (size_t i = 0; i < program->input_count; i++)     /* in order, so that array i is input i, also where nothing reads it */
        inputs[i] = read_input(out, program, (int64_t)i);
    for (size_t i = 0; i < program->count; i++) {
        const SweepStep *step = &program->steps[i];
        if (step->op == SWEEP_INPUT)
            made[i] = inputs[step->k];
        else if (step->op == SWEEP_CONST)
            made[i] = (SweepLane){lane_const(out, step->k), lane_const(out, SWEEP_FINE)};
        else if (step->op == SWEEP_SELECT)
            made[i] = selected(out, made[step->a], made[step->b], made[step->c]);
        else if (step->op == SWEEP_NOT)
            made[i] = joined(out, step, made[step->a].value, 0, made[step->a].fail);
        else
            made[i] = joined(out, step, made[step->a].value, made[step->b].value, worse(out, made[step->a].fail, made[step->b].fail));
    }
    for (size_t i = 0; i < program->out_count; i++)
        put_out(out, made[program->outs[i]], program->outs[i]);
    lanes_finish(out);
    return !out->failed;
}

/* ---- by one loop a step ---- */

#define BATCH_LANES ((size_t)512)

typedef struct Row { int64_t value[BATCH_LANES]; uint8_t fail[BATCH_LANES]; } Row;

#define EACH_LANE(expression)                                                                  \
    for (size_t i = 0; i < n; i++)                                                             \
        out->value[i] = (expression)

static void run_compare(SweepOp op, const Row *a, const Row *b, Row *out, size_t n)
{
    switch (op) {
    case SWEEP_MIN: EACH_LANE(a->value[i] <= b->value[i] ? a->value[i] : b->value[i]); break;
    case SWEEP_MAX: EACH_LANE(a->value[i] >= b->value[i] ? a->value[i] : b->value[i]); break;
    case SWEEP_LT: EACH_LANE(a->value[i] < b->value[i]); break;
    case SWEEP_LE: EACH_LANE(a->value[i] <= b->value[i]); break;
    case SWEEP_EQ: EACH_LANE(a->value[i] == b->value[i]); break;
    case SWEEP_AND: EACH_LANE(a->value[i] & b->value[i]); break;
    case SWEEP_OR: EACH_LANE(a->value[i] | b->value[i]); break;
    case SWEEP_INPUT: case SWEEP_CONST: case SWEEP_ADD: case SWEEP_SUB: case SWEEP_MUL: case SWEEP_DIV: case SWEEP_NOT: case SWEEP_SELECT: break;
    }
}

static uint8_t calculate(SweepOp op, int64_t a, int64_t b, int64_t *out)
{
    if (op == SWEEP_DIV && b == 0)
        return SWEEP_ZERO_DIVISION;
    bool fine = op == SWEEP_ADD ? fix_add(a, b, out) : op == SWEEP_SUB ? fix_sub(a, b, out) : op == SWEEP_MUL ? fix_mul(a, b, out) : fix_div(a, b, out);
    return fine ? SWEEP_FINE : SWEEP_OVERFLOW;
}

static void run_arithmetic(SweepOp op, const Row *a, const Row *b, Row *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!out->fail[i])
            out->fail[i] = calculate(op, a->value[i], b->value[i], &out->value[i]);
}

static void run_select(const Row *a, const Row *b, const Row *c, Row *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Row *from = a->value[i] ? b : c;
        out->value[i] = from->value[i];
        out->fail[i] = a->fail[i] ? a->fail[i] : from->fail[i];
    }
}

static void join_fails(const Row *a, const Row *b, Row *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out->fail[i] = a->fail[i] > b->fail[i] ? a->fail[i] : b->fail[i];
}

static void run_step(const SweepStep *step, const int64_t *input, Row *rows, Row *out, size_t n)
{
    const Row *a = &rows[step->a], *b = &rows[step->b];
    memset(out->fail, 0, n);
    switch (step->op) {
    case SWEEP_INPUT: memcpy(out->value, input, n * sizeof *input); break;
    case SWEEP_CONST: EACH_LANE(step->k); break;
    case SWEEP_ADD: case SWEEP_SUB: case SWEEP_MUL: case SWEEP_DIV:
        join_fails(a, b, out, n);
        run_arithmetic(step->op, a, b, out, n);
        break;
    case SWEEP_MIN: case SWEEP_MAX: case SWEEP_LT: case SWEEP_LE: case SWEEP_EQ: case SWEEP_AND: case SWEEP_OR:
        join_fails(a, b, out, n);
        run_compare(step->op, a, b, out, n);
        break;
    case SWEEP_NOT:
        join_fails(a, a, out, n);
        EACH_LANE(!a->value[i]);
        break;
    case SWEEP_SELECT: run_select(a, b, &rows[step->c], out, n); break;
    }
}

void sweep_interpret(const SweepProgram *program, const int64_t *const *inputs, size_t lanes, int64_t *const *values, uint8_t *const *fails)
{
    Arena *scratch = arena_new();
    Row *rows = arena_array(scratch, program->count, sizeof *rows);
    for (size_t at = 0, n; at < lanes; at += n) {
        n = lanes - at < BATCH_LANES ? lanes - at : BATCH_LANES;
        for (size_t s = 0; s < program->count; s++) {
            const SweepStep *step = &program->steps[s];
            run_step(step, step->op == SWEEP_INPUT ? inputs[step->k] + at : NULL, rows, &rows[s], n);
        }
        for (size_t o = 0; o < program->out_count; o++) {
            const Row *row = &rows[program->outs[o]];
            memcpy(fails[o] + at, row->fail, n);
            for (size_t i = 0; i < n; i++)
                values[o][at + i] = row->fail[i] ? 0 : row->value[i];
        }
    }
    arena_free(scratch);
}

/* ---- compiled, where it can be ---- */

Sweep *sweep_begin(Arena *arena, const SweepProgram *program, const Effort *effort)
{
    static const Effort plain;
    Sweep *sweep = ARENA_NEW(arena, Sweep);
    *sweep = (Sweep){.program = program, .library = CODE_LIBRARY_NONE};
    if (!sweep_code(arena, program, "sweep", &sweep->code))
        return sweep;
    const LaneCode *functions[] = {&sweep->code};
    CodeModule module = {.functions = functions, .count = 1, .folder = effort ? effort->code_cache : NULL};
    module_key(&module);
    CodeJob *job = module_load(&module, &sweep->library) ? NULL : job_start(&module);
    if (job) {
        job_poll(job, effort ? effort : &plain, &sweep->library);
        job_end(job);
    }
    sweep->function = sweep->library.handle ? code_function(&sweep->library, "sweep") : NULL;
    return sweep;
}

bool sweep_is_compiled(const Sweep *sweep)
{
    return sweep->function != NULL;
}

void sweep_run(const Sweep *sweep, const int64_t *const *inputs, size_t lanes, int64_t *const *values, uint8_t *const *fails)
{
    size_t count = sweep->program->out_count;
    void *outs[2 * SWEEP_OUTS_MOST];
    if (!sweep->function) {
        sweep_interpret(sweep->program, inputs, lanes, values, fails);
        return;
    }
    for (size_t o = 0; o < count; o++) {
        outs[2 * o] = values[o];
        outs[2 * o + 1] = fails[o];
    }
    sweep->function((const void *const *)inputs, NULL, outs, &lane_helpers, lanes);
}

void sweep_end(Sweep *sweep)
{
    code_unload(&sweep->library);
}
