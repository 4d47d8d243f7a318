/* tighten.h: what the files about `skärper` share; nobody else includes it. */
#ifndef STYR_MODEL_TIGHTEN_H
#define STYR_MODEL_TIGHTEN_H

#include "model/check.h"

typedef struct Tightening { Checker *c; const Common *own, *above; } Tightening;

/* A breach: {0} and {1} are the two, {2} and {3} what and other (NULL: none). Both places are marked. */
Diag *tighten_report(const Tightening *t, DiagCode code, Span span, const char *what, const char *other);
void tighten_duty(Checker *c, const Checkpoint *own, const Checkpoint *above);

#endif
