/* questions_levels.c: of each indicator and goal: does every value get a level, do its cases overlap, can each level be given; and of an indicator
 * that tightens another: is it never milder. */
#include "prove/questions.h"

static const char *kind_word(Subject subject)
{
    return subject == SUBJECT_INDICATOR ? "indikator" : subject == SUBJECT_GOAL ? "mål" : "regel";
}

static Question about(Subject subject, size_t index, ClaimKind kind)
{
    return (Question){.kind = kind, .subject = subject, .index = {index, index}};
}

static Claim new_claim(const Prover *prover, const Question *question)
{
    return claim_new(prover, question->kind, subject_common(prover->models[0], question->subject, question->index[0]), kind_word(question->subject));
}

static Str level_name(const Prover *prover, Subject subject, size_t index, size_t level)
{
    const Scale *scale = subject_scale(prover->models[0], subject, index);
    return scale ? scale->levels.items[level].name : STR_LIT("");
}

/* ---- gaps ---- */

/* The last case is `annars`: then there is nothing to ask. */
static bool ends_with_else(const CasePlanVec *cases)
{
    return cases->items[cases->count - 1].when == NO_STEP;
}

static void ask_complete(Prover *prover, Subject subject, size_t index, const MomentVec *moments)
{
    Question question = about(subject, index, CLAIM_COMPLETE);
    Claim claim = new_claim(prover, &question);
    Found found;
    question_ask(prover, &question, moments, &found);
    claim_say(prover, claim.what, "varje värde får en nivå", "every value gets a level");
    claim_for_all(prover, &claim, &found);
    if (found.any)
        claim_say(prover, claim.answer, "inget fall gäller", "no case holds");
    claim_add(prover, claim);
}

/* ---- overlaps ---- */

static void take_why(Found *whole, const Found *part)
{
    if (whole->open)
        return;
    whole->open = true;
    whole->why = part->why;
    whole->why_text[LANG_SV] = part->why_text[LANG_SV];
    whole->why_text[LANG_EN] = part->why_text[LANG_EN];
}

/* Both hold for some data, and for other data the earlier one is chosen without the later: it is no narrower form of it. */
static bool overlaps(Prover *prover, Question *question, const MomentVec *moments, Found *both)
{
    Found alone;
    question->without = false;
    question_ask(prover, question, moments, both);
    if (!both->any)
        return false;
    question->without = true;
    question_ask(prover, question, moments, &alone);
    if (!alone.any && alone.open) {
        both->any = false;
        take_why(both, &alone);
    }
    return alone.any;
}

static const char *case_text(const Prover *prover, const CasePlanVec *cases, Subject subject, size_t index, size_t at)
{
    Str name = level_name(prover, subject, index, cases->items[at].level);
    return arena_printf(prover->arena, STR_FMT, STR_ARG(name));
}

/* That a stricter case goes before a milder one is how first-match lists are written: only what makes the outcome milder is asked about. Levels are
 * ordered from the best. */
static bool may_soften(const CasePlan *first, const CasePlan *second)
{
    return second->when != NO_STEP && first->level < second->level;
}

static void ask_separate(Prover *prover, Subject subject, size_t index, const MomentVec *moments)
{
    const CasePlanVec *cases = subject_cases(prover->plans[0], subject, index);
    Question question = about(subject, index, CLAIM_SEPARATE);
    Claim claim = new_claim(prover, &question);
    Found whole = {0};
    bool pairs = false;
    for (size_t i = 0; i < cases->count && !whole.any; i++)
        for (size_t j = i + 1; j < cases->count && !whole.any; j++) {
            if (!may_soften(&cases->items[i], &cases->items[j]))
                continue;
            Found both;
            pairs = true;
            question.at = i;
            question.other = j;
            if (overlaps(prover, &question, moments, &both)) {
                whole = both;
                const char *first = case_text(prover, cases, subject, index, i), *second = case_text(prover, cases, subject, index, j);
                claim_say(prover, claim.answer, arena_printf(prover->arena, "både fallet %s och fallet %s gäller; %s väljs för att det står först", first, second, first),
                          arena_printf(prover->arena, "both the case %s and the case %s hold; %s is chosen because it stands first", first, second, first));
            } else if (both.open && !both.any)
                take_why(&whole, &both);
        }
    if (!pairs)
        return;
    claim_say(prover, claim.what, "ett mildare fall går före ett strängare som också gäller bara där det är en snävare form av det",
              "a milder case goes before a stricter one that also holds only where it is a narrower form of it");
    claim_for_all(prover, &claim, &whole);
    claim_add(prover, claim);
}

/* ---- levels that are given ---- */

static void ask_reached(Prover *prover, Question *question, const MomentVec *moments, Str name)
{
    Claim claim = new_claim(prover, question);
    Found found;
    question_ask(prover, question, moments, &found);
    const char *sv = question->by_level ? "nivån " STR_FMT " kan nås" : "fallet " STR_FMT " kan väljas";
    const char *en = question->by_level ? "the level " STR_FMT " can be reached" : "the case " STR_FMT " can be chosen";
    claim_say(prover, claim.what, arena_printf(prover->arena, sv, STR_ARG(name)), arena_printf(prover->arena, en, STR_ARG(name)));
    claim_for_some(prover, &claim, &found);
    if (claim.verdict == VERDICT_REFUTED)
        claim_say(prover, claim.answer, "det sker aldrig, vad siffrorna än säger", "it never happens, whatever the figures say");
    claim_add(prover, claim);
}

static void ask_cases(Prover *prover, Subject subject, size_t index, const MomentVec *moments)
{
    const CasePlanVec *cases = subject_cases(prover->plans[0], subject, index);
    if (!ends_with_else(cases))
        ask_complete(prover, subject, index, moments);
    ask_separate(prover, subject, index, moments);
    for (size_t i = 0; i < cases->count; i++) {
        Question question = about(subject, index, CLAIM_REACHED);
        question.at = i;
        ask_reached(prover, &question, moments, level_name(prover, subject, index, cases->items[i].level));
    }
}

/* Met, within the tolerance, missed. */
static void ask_target_levels(Prover *prover, size_t index, const MomentVec *moments)
{
    const Indicator *indicator = &prover->models[0]->indicators.items[index];
    size_t worst = indicator->scale->levels.count - 1, levels[3] = {0, 1, worst};
    for (size_t i = 0; i < 3; i++) {
        Question question = about(SUBJECT_INDICATOR, index, CLAIM_REACHED);
        if (i == 1 && (worst < 2 || !indicator->tolerance))
            continue;
        question.at = levels[i];
        question.by_level = true;
        ask_reached(prover, &question, moments, level_name(prover, SUBJECT_INDICATOR, index, levels[i]));
    }
}

/* Only periods that a target is judged in. */
static void keep_judged(const Indicator *indicator, MomentVec *moments)
{
    size_t kept = 0;
    for (size_t i = 0; i < moments->count; i++)
        if (target_of(indicator, moments->items[i].contexts[0].period) != NO_INDEX)
            moments->items[kept++] = moments->items[i];
    moments->count = kept;
}

void ask_indicators(Prover *prover)
{
    for (size_t i = 0; i < prover->models[0]->indicators.count; i++) {
        const Indicator *indicator = &prover->models[0]->indicators.items[i];
        const IndicatorPlan *plan = &prover->plans[0]->indicators[i];
        MomentVec moments = {0};
        if (plan->value == NO_STEP || !indicator->scale)
            continue;
        Question question = about(SUBJECT_INDICATOR, i, CLAIM_REACHED);
        moments_of(prover, &question, &moments);
        if (!plan->own_cases)
            keep_judged(indicator, &moments);
        if (!moments.count)
            continue;
        if (plan->cases.count)
            ask_cases(prover, SUBJECT_INDICATOR, i, &moments);
        else if (indicator->targets.count)
            ask_target_levels(prover, i, &moments);
    }
}

void ask_goals(Prover *prover)
{
    for (size_t i = 0; i < prover->models[0]->goals.count; i++) {
        MomentVec moments = {0};
        if (!prover->plans[0]->goals[i].cases.count || prover->models[0]->goals.items[i].settled_by_people)
            continue;
        Question question = about(SUBJECT_GOAL, i, CLAIM_REACHED);
        moments_of(prover, &question, &moments);
        if (moments.count)
            ask_cases(prover, SUBJECT_GOAL, i, &moments);
    }
}

/* ---- skärper ---- */

void ask_tightened(Prover *prover)
{
    for (size_t i = 0; i < prover->models[0]->indicators.count; i++) {
        const Indicator *indicator = &prover->models[0]->indicators.items[i];
        MomentVec moments = {0};
        Found found;
        if (indicator->tightens == NO_INDEX || prover->plans[0]->indicators[i].value == NO_STEP)
            continue;
        Question question = about(SUBJECT_INDICATOR, i, CLAIM_STRICTER);
        question.other = indicator->tightens;
        moments_of(prover, &question, &moments);
        if (!moments.count)
            continue;
        question_ask(prover, &question, &moments, &found);
        Claim claim = new_claim(prover, &question);
        Str above = prover->models[0]->indicators.items[indicator->tightens].common.name;
        claim_say(prover, claim.what, arena_printf(prover->arena, "är aldrig mildare än " STR_FMT ", som den skärper", STR_ARG(above)),
                  arena_printf(prover->arena, "is never milder than " STR_FMT ", which it tightens", STR_ARG(above)));
        claim_for_all(prover, &claim, &found);
        claim_add(prover, claim);
    }
}
