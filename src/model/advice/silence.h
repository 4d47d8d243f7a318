/* silence.h: `tyst`: warnings that the model itself silences, with a reason and an end. What they say is checked with the model (check.c); they take effect
 * on the queue of diagnostics, and nothing is lost: what was taken out is kept for whoever asks. */
#ifndef STYR_MODEL_SILENCE_H
#define STYR_MODEL_SILENCE_H

#include "model/model.h"

typedef struct Silenced { const Silence *by; Diag diag; } Silenced;
typedef VEC(Silenced) SilencedVec;

/* Moves the warnings that are silenced on `day` (DATE_NONE: as if no silence had ended) from the queue to `silenced`. What was there before is put
 * back first, so that it may be called again when more has been queued. A warning whose silence has ended says so. */
void silences_apply(Arena *arena, const Model *model, Date day, Diags *diags, SilencedVec *silenced);
/* Queues a warning at each silence that has nothing to silence. For the command that has queued all there is to say of a model without data. */
void silences_unused(const Model *model, Diags *diags, const SilencedVec *silenced);

#endif
