/* scenario.c: whether two outcomes are the same. */
#include "findings/scenario.h"

bool assessments_alike(const Assessment *a, const Assessment *b)
{
    bool truths = a->value.type != RESULT_TRUTH || b->value.type != RESULT_TRUTH || a->value.truth == b->value.truth;
    return truths && str_eq(a->level, b->level) && a->not_assessable == b->not_assessable && a->exempt == b->exempt && a->value.state == b->value.state;
}

bool assessments_equal(const Assessment *a, const Assessment *b)
{
    return assessments_alike(a, b) && quantity_equal(&a->value, &b->value);
}

const char *sought_outcome_name(SoughtOutcome outcome)
{
    static const char *const names[] = {
#define X(member, en) en,
        SOUGHT_OUTCOMES(X)
#undef X
    };
    return names[outcome];
}
