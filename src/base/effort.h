/* effort.h: how a run goes about its work: by which machinery, with how many threads, from which cache, and whom it tells how far it has come.
 * Nothing here changes what comes out. NULL, wherever one is asked for, is EFFORT_PLAIN. */
#ifndef STYR_BASE_EFFORT_H
#define STYR_BASE_EFFORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The ways of scanning; all give the same cube. */
typedef enum Engine {
    ENGINE_AUTO,       /* the one that is thought to be ready first */
    ENGINE_INTERP,     /* batches of rows, one loop a step: the reference */
    ENGINE_KERNEL,     /* loops made beforehand, driven by the plan's tables */
    ENGINE_JIT,        /* the kernels, with code compiled for this model */
} Engine;

/* What the time of a run goes to. */
typedef enum Stage { STAGE_MODEL, STAGE_READ, STAGE_CACHE, STAGE_COMPILE, STAGE_SCAN, STAGE_CELLS, STAGE_REPORT, STAGE_COUNT } Stage;

/* How far the reading of one file has come. */
typedef struct Progress { const char *shown; uint64_t bytes, all_bytes, rows; bool done; } Progress;

typedef struct Effort {
    Engine engine;
    unsigned threads;              /* 0: as many as pay */
    const char *cache;             /* folder of column caches; NULL: none */
    const char *code_cache;        /* folder of compiled code; NULL: none is kept */
    bool identify;                 /* the SHA-256 of a data file is wanted, however large the file is */
    int64_t spent[STAGE_COUNT];    /* nanoseconds; written by the thread that runs the stage */
    uint64_t bytes_read, rows_read;
    void (*progress)(void *self, const Progress *progress);    /* or NULL; called from one thread at a time */
    void *progress_self;
    volatile const int *stop;      /* set by a signal: stop as soon as may be; or NULL */
} Effort;

#define EFFORT_SERIAL_ROWS ((size_t)500000)      /* fewer rows than this a thread do not pay for one */

/* The engine that a word names, in either language. */
bool engine_of(const char *word, Engine *out);
/* What STYR_MOTOR and STYR_TRADAR ask for; what they do not name is left automatic. For tests that force an engine on every command. */
void effort_from_environment(Effort *effort);
/* Monotonic nanoseconds: only differences mean anything. */
int64_t effort_clock(void);
/* Adds the time since `from` to a stage and returns the clock. effort may be NULL. */
int64_t effort_spend(Effort *effort, Stage stage, int64_t from);
/* Threads for so many rows. */
unsigned effort_threads(const Effort *effort, size_t rows);
bool effort_stopped(const Effort *effort);
const char *stage_name(Stage stage, bool english);

#endif
