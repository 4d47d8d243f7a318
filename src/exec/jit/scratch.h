/* scratch.h: the temporary folder that code is made in. For child.c. */
#ifndef STYR_EXEC_JIT_SCRATCH_H
#define STYR_EXEC_JIT_SCRATCH_H

#include "base/arena.h"

/* Makes it beside the code that is kept (kept, which may be NULL), or else where temporary files are. NULL when nothing can be written. What others of
 * our processes, killed, have left in the same place is taken away, when it has lain there for so long that they cannot be at work. */
char *scratch_make(Arena *arena, const char *kept);
/* Takes it away with all that is in it. */
void scratch_remove(const char *path);

#endif
