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

/* ---- time, apart from values (eval_time.c) ---- */

/* The first of the step's series with a break that has days before it from `first` on and days from it up to `last`; NULL: none. */
const Indicator *series_broken(const Model *model, const PlanStep *step, Date first, Date last, Date *out);
/* The context moved back by the step's months or days; false when the calendar ends. */
bool context_before(const PlanStep *step, const Context *context, Context *moved);
/* The context over the stretch that ackumulerat, rullande or helår means; false when the calendar ends. */
bool context_over(const PlanStep *step, const Context *context, Context *out);
/* Periods back to the start of the step's span, the context's own included; 0 when the span is no whole number of them. */
int context_periods(const PlanStep *step, const Context *context);

/* ---- indicators, apart from values (eval_refs.c, eval_values.c, eval_groups.c) ---- */

/* Where an indicator is seen from a context: the latest period in which it was to be measured. */
Context indicator_context(const Evaluator *ev, const Indicator *indicator, const Context *from, Reference reference);
/* Which of a parameter's values applies in the context; NO_INDEX: none. */
size_t parameter_choice(Evaluator *ev, const Parameter *parameter, const Context *context);
/* The group compares with others: the municipality itself is left out, and the context's own body unless it is listed. */
bool group_has(const Evaluator *ev, const Group *group, const Context *context, size_t body);
/* The function of so many members' values, which are sorted on the way; share: which quantile. False when it is out of range. */
bool group_number(Function function, Num share, Num *values, size_t count, Num *out);
/* What a quantifier says of so many members (eval_conditions.c). */
Truth quantified_truth(const PlanStep *step, size_t yes, size_t no, size_t unknown);

#endif
