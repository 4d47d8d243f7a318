/* backend.c: the table of backends. */
#include "exec/backend.h"

extern const Backend backend_interp;

const Backend *const backends[] = {&backend_interp, NULL};
