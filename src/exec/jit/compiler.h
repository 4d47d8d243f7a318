/* compiler.h: lane code -> loaded machine code: from the folder of compiled code, or by a process of its own, which the run need not wait for.
 * Whatever goes wrong costs speed only. */
#ifndef STYR_EXEC_JIT_COMPILER_H
#define STYR_EXEC_JIT_COMPILER_H

#include "base/effort.h"
#include "exec/jit/store.h"

typedef struct CodeModule {
    const LaneCode *const *functions; size_t count;
    const char *folder;                /* of compiled code, or NULL */
    char key[CODE_KEY + 1];            /* set by module_key */
} CodeModule;

typedef enum JobState { JOB_RUNNING, JOB_DONE, JOB_FAILED } JobState;
typedef struct CodeJob CodeJob;

/* What compiled code is known by: the code, the processor's level, this program and the compiler. */
void module_key(CodeModule *module);
/* The module as text: what the key is made from. */
void module_print(StrBuf *out, const CodeModule *module);
/* Whether it is in the folder, and whether it could be compiled: without trying. */
bool module_kept(const CodeModule *module);
bool compiler_there(void);
/* Loads it from the folder. False when it is not there, or not whole. */
bool module_load(const CodeModule *module, CodeLibrary *out);
/* Starts compiling. NULL when that cannot be done here. The job must be ended by job_end. */
CodeJob *job_start(const CodeModule *module);
/* How far it has come; wait, if not NULL: waits until it is done or has failed, or until the run is to stop. When done, *out is loaded (once). */
JobState job_poll(CodeJob *job, const Effort *wait, CodeLibrary *out);
/* Ends it, with everything that it has started and written; what has been loaded stays. */
void job_end(CodeJob *job);

/* The level of this processor that code is made for: "x86-64-v4", -v3 or -v2; NULL: this is none that code is made for. */
const char *code_level(void);

/* For tests: where to look for libgccjit and for the assembler instead, NULL: as usual; and the level, NULL: the processor's. */
void compiler_override(const char *library, const char *programs, const char *level);

#endif
