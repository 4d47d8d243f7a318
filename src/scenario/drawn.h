/* drawn.h: slumpa: the outcomes over many draws of parameters. */
#ifndef STYR_SCENARIO_DRAWN_H
#define STYR_SCENARIO_DRAWN_H

#include "scenario/bench.h"

#define DRAWS_USUAL 1000
#define DRAWN_POINTS_MOST ((size_t)1000000)

/* The same seed gives the same draws, whatever else the model says. NULL, with a diagnostic, when a distribution is impossible, there would be too many
 * values, or the work was stopped. */
const Drawn *drawn_run(Arena *arena, Bench *bench, const Scenario *scenario, const Run *run, size_t draws, uint64_t seed);

#endif
