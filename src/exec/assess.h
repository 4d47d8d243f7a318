/* assess.h: what the assessment of indicators and of goals share. */
#ifndef STYR_EXEC_ASSESS_H
#define STYR_EXEC_ASSESS_H

#include "exec/eval.h"

/* The first case that holds. One that is unknown before any holds makes the whole not assessable. name: what is assessed, for reasons. */
void assess_cases(Evaluator *ev, const CasePlanVec *cases, ContextId id, Str name, Assessed *out);
void assess_nothing(Assessed *out, bool not_assessable, const ReasonSet *reasons);
Str level_title(const Scale *scale, size_t level);

#endif
