/* child.h: the process that compiles. Called by compiler.c, in the child of a fork; never returns. */
#ifndef STYR_EXEC_JIT_CHILD_H
#define STYR_EXEC_JIT_CHILD_H

#include "exec/jit/compiler.h"

typedef struct ChildTask {
    const CodeModule *module;
    const char *library, *programs, *level;    /* libgccjit; the folders of as and ld; the processor's level */
    int out;                                   /* the sealed code is written here, nothing where it could not be made */
} ChildTask;

_Noreturn void child_run(const ChildTask *task);

#endif
