/* actions.h: the action plans that answer a requirement. */
#ifndef STYR_EXEC_ACTIONS_H
#define STYR_EXEC_ACTIONS_H

#include "exec/eval.h"

typedef enum ActionStatus { ACTION_MISSING, ACTION_INSUFFICIENT, ACTION_FULFILLED, ACTION_UNKNOWN, ACTION_NOT_REPORTED } ActionStatus;
const char *action_status_key(ActionStatus status);

typedef struct Actions {
    ActionStatus status;
    bool tables;                 /* the model has a table that could answer the requirement */
    bool summed;                 /* required and planned hold */
    Num required, planned, gap;
    size_t plans, without_effect;
    VEC(FileRows) rows;
} Actions;

/* The plans of the context's body for the rule in the calendar year of the period, decided by the as-of date. required is NULL when any plan will do.
 * Only an åtgärdsplan is answered by a table; of anything else that is required there is no report. */
Actions actions_of(Evaluator *ev, const Rule *rule, const Requirement *requirement, const Context *context, const Value *required);

#endif
