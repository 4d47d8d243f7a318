/* bodies.h: which body a text of the data means, and which bodies a context sees. */
#ifndef STYR_EXEC_BODIES_H
#define STYR_EXEC_BODIES_H

#include "exec/backend.h"

/* Slots of own bodies: those of the model, then the municipality itself. */
uint32_t slot_municipality(const Model *model);
/* By dictionary code of a column: the slot of the body whose name, title or code the text is, NO_SLOT for none. */
uint32_t *bodies_bind(Arena *arena, const Model *model, const Column *column);
/* Folded spelling -> slot + 1. */
void bodies_names(Arena *arena, const Model *model, Map *names);
/* The body is the municipality itself, named among others by its code. */
bool body_is_municipality(const Model *model, size_t body);

/* Rows of slots seen by a context. */
typedef enum Who { WHO_BODY, WHO_MUNICIPALITY, WHO_GROUP } Who;
bool slot_seen(const Model *model, Who who, size_t body, bool only, uint32_t slot);

#endif
