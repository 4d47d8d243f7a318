/* advice.h: what a model may say but a municipality that has steered for some years would not: goals that conflict, vague words, too much detail, figures that
 * nothing is compared with. The kinds stand in advice.def. For `styr granska`; all are warnings. */
#ifndef STYR_MODEL_ADVICE_H
#define STYR_MODEL_ADVICE_H

#include "model/model.h"

/* Queues the advice on a model that was checked without errors, one diagnostic for each code and declaration. */
void advice_check(Arena *arena, const Model *model, Diags *diags);
/* Where a code has come to many declarations, makes one diagnostic of them that lists the names. After the silences, which are per declaration. */
void advice_collect(Arena *arena, Diags *diags);

#endif
