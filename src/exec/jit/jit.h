/* jit.h: the compiled engine: row programs as machine code. Used by engine.c and show.c. */
#ifndef STYR_EXEC_JIT_JIT_H
#define STYR_EXEC_JIT_JIT_H

#include "exec/jit/compiler.h"
#include "exec/jit/row_code.h"

#define SHAPES_MOST 4                  /* functions are made for so many shapes of a table's parts; the rest is interpreted */

#define OUTPUTS_MOST ((size_t)10)      /* steps of one function, so that parts of the code can be made at once */

/* Some of the needed steps: a function for each shape. */
typedef struct RowChunk { const uint32_t *needed; size_t count; RowCode codes[SHAPES_MOST]; } RowChunk;
/* Steps that a machine will be asked for together: the values of a scan, or its filters. name: in C letters. */
typedef struct StepSet { const char *name; const uint32_t *steps; size_t count; } StepSet;
#define SETS_MOST 4
typedef struct StepSets { StepSet sets[SETS_MOST]; size_t count; } StepSets;
typedef struct RowSetCode { StepSet set; RowChunk *chunks; size_t chunk_count; } RowSetCode;

/* The code of one scan. */
typedef struct ScanCode {
    RowSetCode sets[SETS_MOST]; size_t set_count;
    size_t shape_count;
    uint8_t *shape_of_part;            /* SHAPES_MOST: none */
    CodeModule module;
} ScanCode;

/* Adds a set, unless it is empty. */
void sets_add(StepSets *sets, const char *name, const uint32_t *steps, size_t count);

/* The code of the sets, for the shapes that the table's parts have. False when there is nothing to compile, or too much. */
bool scan_code_make(Arena *arena, const ScanInput *input, const StepSets *sets, ScanCode *out);
/* The same for the widest shapes, before any data is there. */
bool scan_code_widest(Arena *arena, const Model *model, const ScanPlan *scan, const StepSets *sets, ScanCode *out);

/* Code for a scan: loaded, or being made while the scan goes on. wait: until it is there. NULL when there is nothing to compile; otherwise the
 * scan's input can have it as its compiler until jit_finish, for which NULL is allowed. Threads may share it. */
RowCompiler *jit_begin(Arena *arena, const ScanInput *input, const StepSets *sets, bool wait);
bool jit_ready(const RowCompiler *compiler);
/* Once the scan is over. Code that is not ready by then is given up, however near it is: nothing of a run goes on when the run has ended, and waiting
 * would cost this run what only the next one would gain. The next one reckons anew whether it pays. */
CodeUse jit_finish(RowCompiler *compiler);

#endif
