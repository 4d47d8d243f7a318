/* levels.h: which levels an outcome can have, and at which values one ends and the next begins: what pictures of it need. Read off the assessments that
 * settings give, so it is as true of `bedöms som` as of targets. */
#ifndef STYR_SCENARIO_LEVELS_H
#define STYR_SCENARIO_LEVELS_H

#include "findings/scenario.h"
#include "model/model.h"

/* The limits that one outcome was compared with, by the rank that it got. */
typedef struct LevelLimits {
    struct RankLimits { size_t seen; bool has_second; Num first, second; } by_rank[SCENARIO_LEVELS];
    bool moves;              /* what it is compared with is not the same in all settings */
} LevelLimits;

/* The names of the levels, best first; returns how many. 0 for rules and for what has no scale. */
size_t outcome_levels(const Model *model, const Assessment *of, Str names[SCENARIO_LEVELS]);
/* One more setting. */
void limits_note(LevelLimits *limits, const Assessment *in);
/* The values where the level of the outcome may change; none where they move with the setting. Returns how many. */
size_t limits_of(const LevelLimits *limits, const Model *model, const Assessment *of, Num out[SCENARIO_LIMITS]);

#endif
