/* atoms.h: classifies rows into atoms: the rows with the same truth values of all filters and the same values of the split columns. */
#ifndef STYR_EXEC_INTERP_ATOMS_H
#define STYR_EXEC_INTERP_ATOMS_H

#include "exec/interp/interp.h"

typedef struct Classifier Classifier;
Classifier *classifier_new(Arena *arena, const ScanInput *input, Cube *cube);
void classifier_free(Classifier *classifier);
/* atoms[i] is the atom of row first + i, for i < count <= BATCH; new atoms are added to the cube. */
void classify(Classifier *classifier, size_t first, size_t count, uint32_t *atoms);
/* Whether the filters are computed once for each combination of values; else for every row, or nearly. */
bool atoms_are_numbered(const ScanInput *input);

#endif
