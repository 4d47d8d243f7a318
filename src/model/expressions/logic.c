/* logic.c: truth, order and arithmetic by the operators of the language; see logic.h. */
#include "model/expressions/logic.h"

Truth truth_of(bool holds)
{
    return holds ? TRUTH_YES : TRUTH_NO;
}

Truth truth_not(Truth a)
{
    return a == TRUTH_UNKNOWN ? a : truth_of(a == TRUTH_NO);
}

Truth truth_and(Truth a, Truth b)
{
    if (a == TRUTH_NO || b == TRUTH_NO)
        return TRUTH_NO;
    return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_YES;
}

Truth truth_or(Truth a, Truth b)
{
    return truth_not(truth_and(truth_not(a), truth_not(b)));
}

bool order_holds(BinaryOp op, int order)
{
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    case OP_OR: case OP_AND: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE: break;
    }
    return false;
}

bool num_operation(BinaryOp op, Num x, Num y, Num *out)
{
    switch (op) {
    case OP_ADD: return num_add(x, y, out);
    case OP_SUB: return num_sub(x, y, out);
    case OP_MUL: return num_mul(x, y, out);
    case OP_DIV: return num_div(x, y, out);
    case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE: case OP_BETTER: case OP_WORSE: break;
    }
    return false;
}
