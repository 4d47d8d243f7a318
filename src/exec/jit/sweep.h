/* sweep.h: a program of steps on Fix over many lanes at once (settings of a scenario, cells of a cube): compiled where that can be done, else one loop
 * a step, with the same results. */
#ifndef STYR_EXEC_JIT_SWEEP_H
#define STYR_EXEC_JIT_SWEEP_H

#include "base/effort.h"
#include "exec/jit/lanes.h"

/* Operands are earlier steps. Truths are 0 and 1. */
typedef enum SweepOp {
    SWEEP_INPUT,                       /* k: which */
    SWEEP_CONST,                       /* k */
    SWEEP_ADD, SWEEP_SUB, SWEEP_MUL, SWEEP_DIV, SWEEP_MIN, SWEEP_MAX,
    SWEEP_LT, SWEEP_LE, SWEEP_EQ, SWEEP_AND, SWEEP_OR,
    SWEEP_NOT,                         /* of a */
    SWEEP_SELECT,                      /* a: b, else c */
} SweepOp;
typedef struct SweepStep { SweepOp op; uint32_t a, b, c; int64_t k; } SweepStep;

/* What is known of an input: its magnitude is below 2^bits, and it is a multiple of factor (at least 1). INT64_MIN never occurs. */
typedef struct SweepInput { int bits; int64_t factor; } SweepInput;

#define SWEEP_OUTS_MOST ((size_t)64)   /* of a program that is compiled */
typedef struct SweepProgram {
    const SweepStep *steps; size_t count;
    const SweepInput *inputs; size_t input_count;
    const uint32_t *outs; size_t out_count;     /* the steps that are wanted */
} SweepProgram;

/* What became of one lane of an output: of two failed operands the greater, but of SELECT that of a; a failed lane has the value 0. */
typedef enum SweepFail { SWEEP_FINE, SWEEP_ZERO_DIVISION, SWEEP_OVERFLOW } SweepFail;

/* The program as lane code; its outputs are, for each out, values and fails. False when it becomes too long. */
bool sweep_code(Arena *arena, const SweepProgram *program, const char *name, LaneCode *out);
/* By one loop a step. lanes: any number. */
void sweep_interpret(const SweepProgram *program, const int64_t *const *inputs, size_t lanes, int64_t *const *values, uint8_t *const *fails);

typedef struct Sweep Sweep;
/* Code is loaded from the folder of effort, or made; it is waited for. effort may be NULL. The program must outlive it. */
Sweep *sweep_begin(Arena *arena, const SweepProgram *program, const Effort *effort);
bool sweep_is_compiled(const Sweep *sweep);
/* lanes: a multiple of LANE_BLOCK. */
void sweep_run(const Sweep *sweep, const int64_t *const *inputs, size_t lanes, int64_t *const *values, uint8_t *const *fails);
void sweep_end(Sweep *sweep);

#endif
