/* vary.h: variera: one or two parameters over all values of a grid. */
#ifndef STYR_SCENARIO_VARY_H
#define STYR_SCENARIO_VARY_H

#include "scenario/bench.h"

/* More settings than this, or settings times outcomes, are refused before anything is evaluated. */
#define VARY_SETTINGS_MOST ((size_t)10000)
#define VARY_POINTS_MOST ((size_t)4000000)

/* The outcomes over the grid of the scenario's `variera`. NULL, with a diagnostic, when the grid is too large or the work was stopped. */
const Variation *vary_run(Arena *arena, Bench *bench, const Scenario *scenario, const Run *run);

/* An outcome in short. */
ScenarioPoint point_of(const Assessment *a);
/* Whether two points have the same level, or are triggered both or neither. */
bool points_alike(const ScenarioPoint *a, const ScenarioPoint *b);

/* A parameter's value with its unit as people read it. */
Quantity parameter_quantity(Bench *bench, size_t parameter, Num value);
/* How many values from `from` to `to`, both included where the steps get there; 0 when it is too many to count. */
size_t vary_count(Num from, Num to, Num step);

#endif
