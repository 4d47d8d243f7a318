/* emit.h: lane code -> an object file that can be linked into a shared one, by libgccjit. Called in a process of its own (compiler.c): libgccjit may end it. */
#ifndef STYR_EXEC_JIT_EMIT_H
#define STYR_EXEC_JIT_EMIT_H

#include "exec/jit/lanes.h"

/* Compiles all functions into the file. library: the path of libgccjit. level: x86-64-v2, v3 or v4. False when it could not be
 * done. */
bool emit_module(const char *library, const LaneCode *const *functions, size_t count, const char *level, const char *path);

#endif
