/* eval_parts.h: the families of steps, one function each; which step belongs to which stands in plan/ops.def. */
#ifndef STYR_EXEC_EVAL_PARTS_H
#define STYR_EXEC_EVAL_PARTS_H

#include "exec/eval.h"

#define FAMILY(name) Value eval_##name(Evaluator *ev, const PlanStep *step, ContextId context, Entry *entry)
FAMILY(constant);
FAMILY(aggregate);
FAMILY(parameter);
FAMILY(indicator);
FAMILY(level);
FAMILY(share);
FAMILY(goal);
FAMILY(goal_share);
FAMILY(rule);
FAMILY(arithmetic);
FAMILY(single);
FAMILY(extreme);
FAMILY(compare);
FAMILY(connect);
FAMILY(negation);
FAMILY(presence);
FAMILY(is_truth);
FAMILY(is_level);
FAMILY(is_not_assessable);
FAMILY(scope);
FAMILY(shifted);
FAMILY(stretched);
FAMILY(change);
FAMILY(trend);
FAMILY(in_a_row);
FAMILY(since);
FAMILY(last_known);
FAMILY(fallback);
FAMILY(over_group);
FAMILY(rank);
FAMILY(quantified);

/* x op y for numbers that are there; missing with the reason otherwise. */
Value number_op(Evaluator *ev, const PlanStep *step, const Context *context, StepOp op, const Value *x, const Value *y);
/* Of two values that are not both there: missing before not applicable, with all reasons. */
Value value_spoiled(Evaluator *ev, ValueKind kind, const Value *x, const Value *y);

#endif
