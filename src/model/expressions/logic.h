/* logic.h: three truth values (Kleene: what is not known stays unknown unless the rest settles it), comparisons of ordered values, and arithmetic on exact
 * numbers, by the operators of the language. Used by what computes without the plan: conditions on the model, decisions, constants. */
#ifndef STYR_MODEL_LOGIC_H
#define STYR_MODEL_LOGIC_H

#include "syntax/tree.h"

Truth truth_of(bool holds);
Truth truth_not(Truth a);
Truth truth_and(Truth a, Truth b);
Truth truth_or(Truth a, Truth b);
/* Whether x OP y holds when x is smaller (-1), the same (0) or larger (1). False for operators that do not compare. */
bool order_holds(BinaryOp op, int order);
/* + - * /. False on overflow, division by zero, and for operators that do not compute. */
bool num_operation(BinaryOp op, Num x, Num y, Num *out);

#endif
