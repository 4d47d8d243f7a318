/* requirements.h: what a rule requires, over time: since when, by when, answered by what, and to whom it has been lifted. */
#ifndef STYR_EXEC_REQUIREMENTS_H
#define STYR_EXEC_REQUIREMENTS_H

#include "exec/run.h"

/* The requirements of a rule in a context, as findings: those open because the rule holds, and stays open over periods in which it is unknown;
 * those of `kräver att` since each period in which it held, until what is required has come true. a: the rule's assessment. */
void requirements_add(Evaluator *ev, Run *run, size_t rule, ContextId context, Assessment *a);

/* The body that a scope means from a context; NO_INDEX for kommunen and for what does not exist. */
size_t scope_body(Evaluator *ev, const Expr *scope, const Context *context);

#endif
