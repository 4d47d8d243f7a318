/* drawn.h: slumpa: the outcomes over many draws of parameters. */
#ifndef STYR_SCENARIO_DRAWN_H
#define STYR_SCENARIO_DRAWN_H

#include "scenario/bench.h"

#define DRAWS_USUAL 1000
#define DRAWN_POINTS_MOST ((size_t)1000000)
#define MONTHS_POINTS_MOST ((size_t)10000000)

typedef struct DrawsAsked {
    size_t draws; uint64_t seed;
    bool months;             /* month by month too, where there are not too many values: as many evaluations more as there are months */
} DrawsAsked;

/* The same seed gives the same draws, whatever else the model says. NULL, with a diagnostic, when a distribution is impossible, there would be too many
 * values, or the work was stopped. */
const Drawn *drawn_run(Arena *arena, Bench *bench, const Scenario *scenario, const Run *run, const DrawsAsked *asked);

#endif
