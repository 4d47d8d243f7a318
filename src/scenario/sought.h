/* sought.h: sök: the largest or smallest value of a parameter for which a condition holds. */
#ifndef STYR_SCENARIO_SOUGHT_H
#define STYR_SCENARIO_SOUGHT_H

#include "scenario/bench.h"

/* False, with a diagnostic, when it could not be asked or the work was stopped. */
bool sought_run(Arena *arena, Bench *bench, const Seek *seek, Sought *out);

#endif
