/* fix_lanes.h: arithmetic on Fix as lane code: each result with where it does not fit. For row_code.c and sweep.c. */
#ifndef STYR_EXEC_JIT_FIX_LANES_H
#define STYR_EXEC_JIT_FIX_LANES_H

#include "exec/jit/lanes.h"

/* over: 1 where the result does not fit, and value means nothing; the constant 0 where it always fits. */
typedef struct FixLane { LaneId value, over; } FixLane;

FixLane lane_fix_add(LaneCode *code, LaneId a, LaneId b);
FixLane lane_fix_sub(LaneCode *code, LaneId a, LaneId b);
FixLane lane_fix_mul(LaneCode *code, LaneId a, LaneId b);
/* zero: 1 where b is 0, which counts neither as fitting nor as over. */
FixLane lane_fix_div(LaneCode *code, LaneId a, LaneId b, LaneId *zero);
/* Rounded half away from zero to so many decimals; always fits. */
LaneId lane_fix_round(LaneCode *code, LaneId a, int decimals);
LaneId lane_neg(LaneCode *code, LaneId a);
LaneId lane_abs(LaneCode *code, LaneId a);
LaneId lane_least(LaneCode *code, LaneId a, LaneId b);
LaneId lane_most(LaneCode *code, LaneId a, LaneId b);

#endif
