/* figures.h: the key figures of `make bench`: every level of every municipality, year and series, by the cells that are computed whole axes at a time. */
#ifndef STYR_BENCH_FIGURES_H
#define STYR_BENCH_FIGURES_H

#include "exec/exec.h"

/* greens[key * indicators + i]: how many municipalities and years are at the best level of indicator i. */
typedef struct Figures { size_t keys, indicators; Str *names; uint64_t *greens; } Figures;

/* spent: nanoseconds of the scan and what follows it until cells can be computed; of computing all cells. False when the program cannot do it. */
bool figures_make(Arena *arena, const Plan *plan, const TableData *data, Effort *effort, Diags *diags, Figures *out, int64_t spent[2]);
/* key;count … a line. */
void figures_print(StrBuf *out, const Figures *figures);

#endif
