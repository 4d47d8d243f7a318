/* uses.h: where in a model a name is used; for `styr förklara NAMN`. */
#ifndef STYR_CMD_USES_H
#define STYR_CMD_USES_H

#include "model/model.h"

typedef VEC(const Decl *) DeclVec;

/* The declarations with an expression that means `ref`, in the order of the files; not `self`. */
DeclVec uses_of(Arena *arena, const Model *model, Ref ref, const Decl *self);

#endif
