/* numbering.h: numbers the combinations of the columns that filters read, where these take few values: one small table then gives the atom. */
#ifndef STYR_EXEC_INTERP_NUMBERING_H
#define STYR_EXEC_INTERP_NUMBERING_H

#include "exec/interp/interp.h"

typedef struct NumberedColumn { const Column *column; int64_t first, step; uint32_t places; } NumberedColumn;
typedef struct Numbering {
    NumberedColumn *columns;
    size_t count;
    size_t places;               /* combinations there can be; 0: too many to be numbered */
} Numbering;

void numbering_bind(Arena *arena, const ScanInput *input, const size_t *columns, size_t count, Numbering *out);
/* out[i] is the number of the combination of row first + i, below places. */
void numbering_run(const Numbering *numbering, size_t first, size_t count, uint32_t *out);

#endif
