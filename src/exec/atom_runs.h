/* atom_runs.h: the atoms of a dense cube that each filter takes, as runs: atoms that stand beside each other are mostly taken together, so a filter is
 * a few differences of running totals, or a few stretches of memory, however many atoms there are. */
#ifndef STYR_EXEC_ATOM_RUNS_H
#define STYR_EXEC_ATOM_RUNS_H

#include "base/arena.h"
#include "exec/dense.h"

typedef struct AtomRun { uint32_t first, end; } AtomRun;
/* Those of filter f are runs[starts[f]] … runs[starts[f + 1]], ascending. */
typedef struct AtomRuns { AtomRun *runs; size_t *starts; } AtomRuns;

/* The atoms of which a filter's truth is `truth` (Truth). filters: of the scan. */
void atom_runs_make(Arena *arena, const DenseCube *dense, size_t filters, uint8_t truth, AtomRuns *out);

#endif
