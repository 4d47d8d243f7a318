/* openings.c: since when a requirement is open: the rule looked at period by period, backwards. */
#include "exec/openings.h"

#define MOST_BACK 240            /* twenty years of months */
#define MOST_UNKNOWN 24          /* so many unknown periods in a row: there is no more data */

bool context_back(Evaluator *ev, const Common *common, ContextId id, int back, ContextId *out)
{
    Context moved;
    if (!context_shift_periods(context_of(ev, id), -back, &moved) || !within_validity(common, moved.period))
        return false;
    if (moved.period.last < ev->model->valid.first)
        return false;
    *out = context_id(ev, moved);
    return true;
}

static Truth rule_truth(Evaluator *ev, size_t rule, ContextId id)
{
    Value holds = value_of(ev, ev->plan->rules[rule].self, id);
    return holds.kind == VALUE_TRUTH ? holds.truth : TRUTH_UNKNOWN;
}

Opening opening_of(Evaluator *ev, size_t rule, ContextId id)
{
    const Common *common = &ev->model->rules.items[rule].common;
    Opening opening = {false};
    int unknown = 0;
    for (int back = 0; back < MOST_BACK && unknown < MOST_UNKNOWN; back++) {
        ContextId earlier;
        if (!context_back(ev, common, id, back, &earlier))
            break;
        switch (rule_truth(ev, rule, earlier)) {
        case TRUTH_NO: return opening;
        case TRUTH_UNKNOWN: unknown++; break;
        case TRUTH_YES:
            unknown = 0;
            opening = (Opening){true, context_of(ev, earlier)->period};
            break;
        }
    }
    return opening;
}

void openings_all(Evaluator *ev, size_t rule, ContextId id, int most, PeriodVec *out)
{
    const Common *common = &ev->model->rules.items[rule].common;
    ContextId earlier;
    for (int back = 0; back < most && context_back(ev, common, id, back, &earlier); back++)
        if (rule_truth(ev, rule, earlier) == TRUTH_YES)
            vec_push(ev->arena, out, context_of(ev, earlier)->period);
}
