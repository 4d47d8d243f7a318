/* rows_layers.h: the rows of one table under way: found by rows_build.c, written as cells by rows_write.c. */
#ifndef STYR_PROVE_ROWS_LAYERS_H
#define STYR_PROVE_ROWS_LAYERS_H

#include "prove/rows.h"

/* Where rows may stand: whose they are (NO_SLOT: the table says), when (last 0: the table says), and which forecast (DATE_NONE: there are none). */
typedef struct Spot { uint32_t slot; Period time; Date forecast; } Spot;
typedef VEC(Spot) SpotVec;

/* A column that is added up, and what it comes to in each place and class. */
typedef struct Amount { Str key; bool whole; Term *sums; Fix *found; } Amount;
typedef VEC(Amount) AmountVec;

typedef struct Layer {
    const RowTable *table;
    size_t side;                     /* of the model whose declaration is followed: the first that has it */
    SpotVec places;
    Term *counts, *reals;            /* by place and class: how many rows, as Int and as Real */
    AmountVec amounts;
    size_t *found;
} Layer;

/* Of a place and a class, among counts, sums and what is found. */
size_t layer_cell(const Layer *layer, size_t place, size_t class);
/* What a condition fixes the column to in every row of the class; NULL: nothing. */
const RowCandidate *layer_fixed(const Layer *layer, Str column, size_t class);
/* Adds the rows to the table of one of the models, if it has it. False when a number cannot be written. */
bool layer_write(Prover *prover, Proof *proof, const Layer *layer, size_t side, RowCells *tables);

#endif
