/* diff.c: the words of a comparison. Between compare, which makes it, and the reports. */
#include "findings/diff.h"

const char *diff_kind_name(DiffKind kind, Lang lang)
{
    static const char *const names[][2] = {
#define X(member, sv, en) {sv, en},
        DIFF_KINDS(X)
#undef X
    };
    return names[kind][lang];
}

const char *diff_aspect_name(DiffAspect aspect, Lang lang)
{
    static const char *const names[][2] = {
#define X(member, sv, en) {sv, en},
        DIFF_ASPECTS(X)
#undef X
    };
    return names[aspect][lang];
}

const char *diff_cause_name(DiffCauseKind kind, Lang lang)
{
    static const char *const names[][2] = {
#define X(member, sv, en) {sv, en},
        DIFF_CAUSES(X)
#undef X
    };
    return names[kind][lang];
}

const char *diff_state_name(DiffState state, Lang lang)
{
    static const char *const names[][2] = {
        [DIFF_ABSENT] = {"finns inte", "absent"}, [DIFF_ON_TRIAL] = {"på försök", "on trial"}, [DIFF_LEVEL] = {"nivå", "level"}, [DIFF_WITHOUT_LEVEL] = {"utan nivå", "without level"},
        [DIFF_MISSING] = {"saknas", "missing"}, [DIFF_NOT_APPLICABLE] = {"ej tillämplig", "not applicable"},
        [DIFF_NOT_ASSESSABLE] = {"ej bedömbar", "not assessable"}, [DIFF_EXEMPT] = {"undantagen", "exempt"},
        [DIFF_TRIGGERED] = {"utlöst", "triggered"}, [DIFF_NOT_TRIGGERED] = {"inte utlöst", "not triggered"}, [DIFF_UNKNOWN] = {"okänt", "unknown"},
    };
    return names[state][lang];
}

const char *diff_fate_name(DiffFate fate)
{
    static const char *const names[] = {
        [FATE_SAME] = "same", [FATE_APPEARS] = "appears", [FATE_VANISHES] = "vanishes", [FATE_LONGER] = "longer", [FATE_SHORTER] = "shorter",
        [FATE_OTHER_DAY] = "other_day",
    };
    return names[fate];
}

const char *diff_duty_name(DiffDutyKind kind)
{
    static const char *const names[] = {
        [DIFF_DUTY_SAME] = "same", [DIFF_DUTY_MOVED] = "moved", [DIFF_DUTY_APPEARS] = "appears", [DIFF_DUTY_VANISHES] = "vanishes",
    };
    return names[kind];
}

const char *diff_gap_name(DiffGap gap)
{
    static const char *const names[] = {
        [GAP_MODEL_BEFORE] = "model_before", [GAP_MODEL_AFTER] = "model_after", [GAP_NO_TABLES] = "no_tables", [GAP_DATA_BEFORE] = "data_before",
        [GAP_DATA_AFTER] = "data_after", [GAP_NO_PERIODS] = "no_periods", [GAP_DISJOINT] = "disjoint", [GAP_NOT_YET] = "not_yet",
        [GAP_NO_YEARS] = "no_years", [GAP_NOT_TRIED] = "not_tried",
    };
    return names[gap];
}

static bool requirements_differ(const ModelDiff *diff)
{
    for (VEC_EACH(const DiffRequirement, requirement, &diff->requirements))
        if (requirement->fate != FATE_SAME)
            return true;
    return false;
}

bool diff_is_empty(const ModelDiff *diff)
{
    return !diff->changes.count && !diff->cells.count && !diff->duties.count && !requirements_differ(diff);
}
