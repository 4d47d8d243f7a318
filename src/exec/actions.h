/* actions.h: the action plans that answer a requirement. */
#ifndef STYR_EXEC_ACTIONS_H
#define STYR_EXEC_ACTIONS_H

#include "exec/eval.h"

/* LATE: fulfilled after the deadline. PENDING: not yet, and the deadline has not passed (kräver att). */
typedef enum ActionStatus { ACTION_MISSING, ACTION_INSUFFICIENT, ACTION_FULFILLED, ACTION_LATE, ACTION_PENDING, ACTION_UNKNOWN, ACTION_NOT_REPORTED } ActionStatus;
const char *action_status_key(ActionStatus status);

typedef struct Actions {
    ActionStatus status;
    bool tables;                 /* the model has a table that could answer the requirement */
    bool summed;                 /* required and planned hold */
    Num required, planned, gap;
    size_t plans, without_effect;
    size_t early;                /* decided before the requirement arose: they do not count */
    size_t undecided;            /* without a day of decision: nor do they */
    Date met_on;                 /* when what was decided became enough; DATE_NONE: not, or the table does not say */
    VEC(FileRows) rows;
} Actions;

/* The plans of the context's body for the rule, decided from the first day of the period in which the requirement arose (since) to the as-of date, for a
 * year from that of since to that of the context's period. deadline: DATE_NONE when there is none. required is NULL when any plan will do.
 * Only an åtgärdsplan is answered by a table of plans. */
Actions actions_of(Evaluator *ev, const Rule *rule, const Requirement *requirement, const Context *context, Period since, Date deadline,
                   const Value *required);

#endif
