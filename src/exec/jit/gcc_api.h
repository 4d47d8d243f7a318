/* gcc_api.h: libgccjit, opened when it is needed and never linked. Used only in the process that compiles. */
#ifndef STYR_EXEC_JIT_GCC_API_H
#define STYR_EXEC_JIT_GCC_API_H

#include <libgccjit.h>
#include <stdbool.h>

typedef struct GccApi {
    void *library;
#define GCC(name) __typeof__(&gcc_jit_##name) name;
#include "exec/jit/gcc_api.def"
#undef GCC
} GccApi;

/* Opens the library at the path. False when it is not there or lacks a function. */
bool gcc_api_open(const char *path, GccApi *api);

#endif
