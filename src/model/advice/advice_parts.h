/* advice_parts.h: what the files of the advice share; nobody else includes it. advice.c is the frame. */
#ifndef STYR_MODEL_ADVICE_PARTS_H
#define STYR_MODEL_ADVICE_PARTS_H

#include "model/advice/advice.h"

typedef enum AdviceId {
#define ADVICE(code, seek, limit, collected) ADVICE_##code,
#include "model/advice/advice.def"
#undef ADVICE
    ADVICE_COUNT
} AdviceId;

typedef struct Advisor {
    Arena *arena;
    const Model *model;
    Diags *diags;
    int64_t limits[ADVICE_COUNT];
} Advisor;

/* Whether advice on it is of use: it is the model's own, and could be read. */
bool is_own(const Common *common);
const char *text_in(const Advisor *a, Str text);               /* NUL-terminated, for diagnostics */
/* "a, b och c", "a, b and c" in both languages; more than `most` are counted: "a, b och 3 till". */
const char *list_in(Arena *arena, const StrVec *names, size_t most);
/* What a title or name says when case, hyphens and the forms of the words do not matter: "Nulägesanalysen" and nulägesanalys are the same. */
bool is_same_wording(Arena *arena, Str a, Str b);
/* A goal's own indicators have something to be measured against, or those of a goal under it do. */
bool is_measured(const Model *model, const Goal *goal, int depth);
bool has_target(const Indicator *indicator);                   /* a target, or cases of its own */
bool shares_body(const IndexVec *a, const IndexVec *b);

void advise_conflicts(Advisor *a);
void advise_frames(Advisor *a);
void advise_unmeasurable(Advisor *a);
void advise_vague(Advisor *a);
void advise_same_title(Advisor *a);
void advise_goals_per_body(Advisor *a);
void advise_indicators_per_goal(Advisor *a);
void advise_indicators_per_body(Advisor *a);
void advise_subgoals(Advisor *a);
void advise_uncompared(Advisor *a);
void advise_lost_reports(Advisor *a);
void advise_open_plans(Advisor *a);
void advise_whole_and_part(Advisor *a);

#endif
