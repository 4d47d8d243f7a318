/* assess.h: what the assessment of indicators and of goals share. */
#ifndef STYR_EXEC_ASSESS_H
#define STYR_EXEC_ASSESS_H

#include "exec/eval.h"

/* The first case that holds. One that is unknown before any holds makes the whole not assessable. name: what is assessed, for reasons. */
void assess_cases(Evaluator *ev, const CasePlanVec *cases, ContextId id, Str name, Assessed *out);
void assess_nothing(Assessed *out, bool not_assessable, const ReasonSet *reasons);
Str level_title(const Scale *scale, size_t level);

/* Which side of a target is meant: without a word for it, the side that is better. */
Bound target_bound(const Indicator *indicator, const Target *target);
/* How far the value is inside its bound; negative outside. False on overflow. limit2: only between two. */
bool target_margin(Bound bound, Num value, Num limit, Num limit2, Num *out);
/* A value with the margin meets the bound. */
bool target_met(Bound bound, Num margin);

#endif
