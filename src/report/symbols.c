/* symbols.c: a shape and a tone for every result, and what the summary counts. Part of phrases.h and report.h. */
#include "report/phrases.h"
#include "report/report.h"

typedef struct Look { const char *symbol; Tone tone; } Look;

static const Look look_best = {"●", TONE_GOOD}, look_middle = {"▲", TONE_FAIR}, look_worst = {"■", TONE_BAD}, look_none = {"○", TONE_FAINT};
static const Look look_unknown = {"?", TONE_FAIR};

static Look look_of(const Assessment *assessment)
{
    if (assessment->exempt)
        return look_none;
    if (assessment->not_assessable)
        return look_unknown;
    if (assessment->value.state == RESULT_MISSING)
        return look_unknown;
    if (assessment_is_rule(assessment))
        return assessment->value.truth == 1 ? look_worst : look_best;
    if (assessment->level_rank < 0)
        return look_none;
    if (assessment->level_rank == 0)
        return look_best;
    return assessment->level_rank + 1 < assessment->level_count ? look_middle : look_worst;
}

const char *level_symbol(const Assessment *assessment)
{
    return look_of(assessment).symbol;
}

Tone level_tone(const Assessment *assessment)
{
    return look_of(assessment).tone;
}

const Assessment *finding_assessment(const Run *run, const Finding *finding)
{
    return finding->assessment < run->assessments.count ? &run->assessments.items[finding->assessment] : NULL;
}

static Look finding_look(const Run *run, const Finding *finding)
{
    const Assessment *assessment = finding_assessment(run, finding);
    switch (finding->kind) {
    case FINDING_REQUIREMENT: return finding_is_flagged(finding) ? look_worst : look_best;
    case FINDING_MODEL_ERROR: case FINDING_DELAY: return look_worst;
    case FINDING_DEVIATION: return assessment ? look_of(assessment) : look_worst;
    case FINDING_NOT_ASSESSABLE: case FINDING_DATA_GAP: return look_unknown;
    }
    return look_worst;
}

const char *finding_symbol(const Run *run, const Finding *finding)
{
    return finding_look(run, finding).symbol;
}

Tone finding_tone(const Run *run, const Finding *finding)
{
    return finding_look(run, finding).tone;
}

bool finding_is_flagged(const Finding *finding)
{
    bool met = finding->kind == FINDING_REQUIREMENT && (str_eqz(finding->status, "fulfilled") || str_eqz(finding->status, "fulfilled_late"));
    return !finding->on_trial && !met;
}

CountWord kind_words(FindingKind kind)
{
    switch (kind) {
    case FINDING_MODEL_ERROR: return (CountWord){WORD_ERROR_HEAD, WORD_ERROR_ONE, WORD_ERROR_MANY};
    case FINDING_REQUIREMENT: return (CountWord){WORD_REQUIREMENT_HEAD, WORD_REQUIREMENT_ONE, WORD_REQUIREMENT_MANY};
    case FINDING_DELAY: return (CountWord){WORD_DELAY_HEAD, WORD_DELAY_ONE, WORD_DELAY_MANY};
    case FINDING_DEVIATION: return (CountWord){WORD_DEVIATION_HEAD, WORD_DEVIATION_ONE, WORD_DEVIATION_MANY};
    case FINDING_NOT_ASSESSABLE: return (CountWord){WORD_UNASSESSABLE_HEAD, WORD_UNASSESSABLE_ONE, WORD_UNASSESSABLE_MANY};
    case FINDING_DATA_GAP: return (CountWord){WORD_GAP_HEAD, WORD_GAP_ONE, WORD_GAP_MANY};
    }
    return (CountWord){WORD_DEVIATION_HEAD, WORD_DEVIATION_ONE, WORD_DEVIATION_MANY};
}

/* A level or a condition that is known: what counts as assessed. */
static bool has_result(const Assessment *assessment)
{
    if (assessment->not_assessable || assessment->exempt || assessment->value.state == RESULT_MISSING)
        return false;
    return assessment->level_rank >= 0 || (assessment_is_rule(assessment) && assessment->value.truth != 2);
}

RunCounts run_counts(const Run *run)
{
    RunCounts counts = {{0}};
    Arena *arena = arena_new();
    bool *found = arena_array(arena, run->assessments.count, sizeof *found);
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        if (finding->on_trial)
            counts.trial++;
        else
            counts.kinds[finding->kind]++;
        if (finding->assessment < run->assessments.count)
            found[finding->assessment] = true;
    }
    for (size_t i = 0; i < run->assessments.count; i++) {
        bool assessed = has_result(&run->assessments.items[i]);
        counts.assessed += assessed;
        counts.clean += assessed && !found[i];
    }
    arena_free(arena);
    return counts;
}
