/* marginals.h: for every outcome, which parameter, moved least, makes it another. */
#ifndef STYR_SCENARIO_MARGINALS_H
#define STYR_SCENARIO_MARGINALS_H

#include "scenario/bench.h"

/* More evaluations than this are refused before anything is evaluated. */
#define MARGINALS_MOST ((size_t)20000)

/* Each parameter that has one value is moved by itself, from what it is to nothing and to ten times as much. run: of the bench with nothing set, which
 * must outlive the answer. NULL, with a diagnostic, when there would be too many evaluations or the work was stopped. */
const Marginals *marginals_run(Arena *arena, Bench *bench, const Run *run);

#endif
