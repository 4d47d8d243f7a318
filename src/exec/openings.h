/* openings.h: the period in which a requirement arose. */
#ifndef STYR_EXEC_OPENINGS_H
#define STYR_EXEC_OPENINGS_H

#include "exec/eval.h"

typedef struct Opening { bool found; Period period; } Opening;

/* The first period of the unbroken run, up to the context's own, in which the rule held: a period in which it is unknown does not break it, one in
 * which it is known not to hold does. Not found: it does not hold now, nor did before an unknown stretch. */
Opening opening_of(Evaluator *ev, size_t rule, ContextId context);
/* Every period up to the context's own in which the rule held, latest first; at most `most` are looked at. */
typedef VEC(Period) PeriodVec;
void openings_all(Evaluator *ev, size_t rule, ContextId context, int most, PeriodVec *out);
/* The context of the same declaration in another of its periods, so many back; false at the end of the calendar or of what is in force. */
bool context_back(Evaluator *ev, const Common *common, ContextId context, int back, ContextId *out);

#endif
