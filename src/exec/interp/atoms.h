/* atoms.h: classifies rows into atoms: the rows with the same truth values of all filters and the same values of the split columns. */
#ifndef STYR_EXEC_INTERP_ATOMS_H
#define STYR_EXEC_INTERP_ATOMS_H

#include "exec/interp/interp.h"

typedef struct Classifier Classifier;
Classifier *classifier_new(Arena *arena, const ScanInput *input, Cube *cube);
void classifier_free(Classifier *classifier);
/* atoms[i] is the atom of row first + i, for i < count <= BATCH; new atoms are added to the cube. */
void classify(Classifier *classifier, size_t first, size_t count, uint32_t *atoms);
/* Above so many combinations of what filters read, nothing is remembered of them: for tests to set lower. */
extern size_t combinations_most;
/* Nanoseconds that it is thought to take for all rows, and how many combinations there can be of what filters read, at most COUNTED_MOST. */
int64_t atoms_cost(const ScanInput *input, uint64_t *combinations);
#define COUNTED_MOST ((uint64_t)1 << 40)
/* How many of `can` different things the rows are thought to have: those of which there are most are met again and again. */
uint64_t distinct_met(uint64_t can, uint64_t rows);
/* The steps that are computed for every row in order to classify it. */
uint32_t *atoms_row_steps(Arena *arena, const ScanInput *input, size_t *count);

#endif
