/* duties.h: the duties of a model: which there are, by which day, and what has become of them. */
#ifndef STYR_EXEC_DUTIES_H
#define STYR_EXEC_DUTIES_H

#include "exec/roles.h"
#include "findings/duties.h"

#define AHEAD_DAYS 60            /* what comes within so many days is listed, unless --framåt says otherwise */

/* The duties that are due, or may be done, on some day of the span, in order. as_of judges them; without (judged false) all are planned. */
void duties_within(Evaluator *ev, Period span, bool judged, DutyVec *out);
/* Late and missed duties as findings, and Run.duties. */
void run_duties(Evaluator *ev, Run *run);
/* Goals that people are to judge and nobody has given a reasoning about when the checkpoint that follows them up was due (duty_reasonings.c). */
void run_reasonings(Evaluator *ev, Run *run);

/* The days of a point that a requirement counts from: covered is the period in which it arose, body whose it is (NO_INDEX: kommunen).
 * why gets the reason where there is no day. */
PointResult requirement_day(Evaluator *ev, const Requirement *requirement, const StepVecPlan *lengths, size_t body, Period covered, Date *out,
                            const ReasonSet **why);

#endif
