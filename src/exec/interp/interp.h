/* interp.h: what the files of the batch interpreter share. */
#ifndef STYR_EXEC_INTERP_INTERP_H
#define STYR_EXEC_INTERP_INTERP_H

#include "exec/backend.h"

#define BATCH ((size_t)1024)

/* Where a step's result for the batch stands: numbers with states, or truth values. */
typedef struct Register {
    int64_t *values;
    uint8_t *states;
    uint8_t *truths;
} Register;

typedef struct RowMachine RowMachine;

/* Code that was compiled for a scan. */
struct RowCompiler {
    /* Offers to compute the needed steps of a machine that has been bound, by setting block and bound. */
    void (*bind)(RowCompiler *self, Arena *arena, RowMachine *machine, const uint32_t *needed, size_t count);
};

/* A row program bound to the columns and dictionaries of one table. */
struct RowMachine {
    const ScanInput *input;
    Register *registers;                  /* by step */
    uint8_t **tests;                      /* by step: LOOKUP, the truth of each dictionary entry */
    uint8_t *live;                        /* by step: needed by what is to be computed */
    uint32_t *order; size_t order_count;  /* the live steps */
    /* Compiled code or NULL: computes the needed steps of rows first … first + count, or says that it cannot (yet). */
    bool (*block)(RowMachine *machine, size_t first, size_t count);
    void *bound;                          /* what block works with */
};

/* Binds; needed lists the steps whose results are read. */
void machine_bind(Arena *arena, const ScanInput *input, const uint32_t *needed, size_t count, RowMachine *machine);
/* Marks what the live steps are computed from. */
void steps_mark_live(const ScanPlan *scan, uint8_t *live);
/* Computes all live steps for rows[0..count), count <= BATCH; rows NULL: the rows from `first` on, which are within one part. */
void machine_run(RowMachine *machine, size_t first, const uint32_t *rows, size_t count);
/* The truth value of one filter for every row: Backend.filter. */
void interp_filter(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths);
/* One step for one batch (rows.c). */
void row_step_run(RowMachine *machine, uint32_t step, size_t first, const uint32_t *rows, size_t count);

#endif
