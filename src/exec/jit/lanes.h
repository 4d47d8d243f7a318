/* lanes.h: lane code: what is done with one row, as a list of steps on 64-bit integers without branches. Made by row_code.c and sweep.c, printed
 * by lanes_print.c (`styr granska --visa jit`), made into machine code by emit.c. The printed form is what compiled code is known by. */
#ifndef STYR_EXEC_JIT_LANES_H
#define STYR_EXEC_JIT_LANES_H

#include "base/num.h"
#include "base/vec.h"
#include "data/table.h"

typedef enum LaneOp {
#define LANE(member, text, operands) LANE_##member,
#include "exec/jit/lanes.def"
#undef LANE
    LANE_OP_COUNT
} LaneOp;

typedef uint32_t LaneId;
#define LANES_MOST ((size_t)20000)    /* of one function */

/* bits: the magnitude is below 2^bits, so that sums and products that always fit need no test. factor: it is a multiple of this (whole öre of
 * 10 000), 0: it is 0; so that products need no division. */
typedef struct Lane { LaneOp op; LaneId a, b, c; int64_t k; int bits; int64_t factor; } Lane;

/* What the function reads, besides its parameters: elements by row or, as a table, by value. */
typedef struct LaneArray { CellWidth width; bool ranges; const char *name; } LaneArray;
typedef struct LaneOut { LaneId lane; bool narrow; /* uint8_t, else int64_t */ const char *name; } LaneOut;

typedef struct LaneCode {
    Arena *arena;
    const char *name;                  /* of the function: C letters */
    VEC(Lane) lanes;
    VEC(LaneArray) arrays;
    VEC(const char *) params;          /* their names */
    VEC(LaneOut) outs;
    bool failed;                       /* became too long: not to be used */
} LaneCode;

/* What compiled code calls for what is rare. */
typedef struct LaneHelpers {
    uint8_t (*divide)(int64_t a, int64_t b, int64_t *out);           /* fix_div; 1 where it fits */
    uint8_t (*within)(const void *ranges, int64_t value);            /* a LaneRanges */
} LaneHelpers;
typedef struct LaneRanges { const int64_t *bounds; size_t count; /* pairs, both included */ } LaneRanges;
extern const LaneHelpers lane_helpers;

#define LANE_BLOCK 64                  /* rows that are computed together */

/* A compiled function: `count` rows, a multiple of LANE_BLOCK, the first of which is element 0 of every array that is read by row. */
typedef void LaneFn(const void *const *arrays, const int64_t *params, void *const *outs, const LaneHelpers *helpers, size_t count);

void lanes_init(LaneCode *code, Arena *arena, const char *name);
/* Each returns the step, which may be an earlier one, or another where the result is known. */
LaneId lane_const(LaneCode *code, int64_t value);
LaneId lane_param(LaneCode *code, const char *name, int bits);
LaneId lane_load(LaneCode *code, LaneArray array, int bits);
LaneId lane_table(LaneCode *code, LaneArray array, LaneId index, int bits);
LaneId lane_ranges(LaneCode *code, LaneArray array, LaneId value);
LaneId lane_op(LaneCode *code, LaneOp op, LaneId a, LaneId b);
LaneId lane_select(LaneCode *code, LaneId condition, LaneId yes, LaneId no);
LaneId lane_not(LaneCode *code, LaneId condition);
bool lane_is(const LaneCode *code, LaneId lane, int64_t value);      /* it is always this */
int lane_bits(const LaneCode *code, LaneId lane);
int64_t lane_factor(const LaneCode *code, LaneId lane);
int64_t lane_common(int64_t a, int64_t b);                           /* the greatest common factor; of 0 and b it is b */
/* The lane's magnitude is known from elsewhere to be below 2^bits. */
void lane_bound(LaneCode *code, LaneId lane, int bits);
/* … and to be a multiple of factor. */
void lane_multiple(LaneCode *code, LaneId lane, int64_t factor);
void lane_out(LaneCode *code, LaneId lane, bool narrow, const char *name);
/* Takes away what no output needs. Nothing can be added after it. */
void lanes_finish(LaneCode *code);

/* How many of an operation's operands are used. */
int lane_operands(LaneOp op);
const char *lane_op_text(LaneOp op);
/* The bits of a bound: the smallest of 7, 15, 23, …, 63 that it fits in, so that more of the same data gives the same code. */
int lane_bits_of(int64_t low, int64_t high);
void lanes_print(StrBuf *out, const LaneCode *code);

#endif
