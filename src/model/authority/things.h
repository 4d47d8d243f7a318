/* things.h: the declared things that a decision table is tried against, and what single attributes of theirs say. */
#ifndef STYR_MODEL_THINGS_H
#define STYR_MODEL_THINGS_H

#include "model/check.h"
#include "model/authority/decisions.h"

/* Adds the things that a word of `för varje` means (dokument, mål, nämnd …). False when it means none: neither a word of the language nor a name of the
 * model's own. */
bool things_of(Checker *c, Expr *name, RefVec *out);
/* The value of a thing's egenskap of that name, its own or that of the type it is of, or of one of its attributes. */
DecisionValue thing_value(Checker *c, Ref thing, Str name);
/* Who decides or prepares it (ATTR_DECIDED_BY, ATTR_PREPARED_BY): its own attribute, or that of its type or level. NULL when not stated. */
const Expr *thing_decider(const Model *model, Ref thing, AttrKind attr);

#endif
