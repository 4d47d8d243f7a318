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
#define ENGINE_COUNT (ENGINE_JIT + 1)

/* The ways of reading separated text; all give the same columns and the same diagnostics. */
typedef enum Reading {
    READING_AUTO,      /* the fast way for files that are large enough to gain from it */
    READING_FAST,      /* the fast way wherever it is up to the file, however small */
    READING_PLAIN,     /* row by row: the reference */
} Reading;

/* The widest instructions that may be used, of those that the processor has. */
typedef enum Vectors { VECTORS_AUTO, VECTORS_NONE, VECTORS_AVX2, VECTORS_AVX512 } Vectors;

/* What the time of a run goes to. */
typedef enum Stage { STAGE_MODEL, STAGE_READ, STAGE_DICTIONARY, STAGE_CACHE, STAGE_COMPILE, STAGE_SCAN, STAGE_CELLS, STAGE_REPORT, STAGE_COUNT } Stage;

/* How far the reading of one file has come. */
typedef struct Progress { const char *shown; uint64_t bytes, all_bytes, rows; bool done; } Progress;

/* Whether the columns of a file came from the cache, and why not. */
typedef enum CacheUse {
    CACHE_OFF,         /* no cache was asked for, or the file is none that could be found again */
    CACHE_SMALL,       /* reading the file costs too little */
    CACHE_UNSAFE,      /* the folder cannot be made, or others may write in it */
    CACHE_HIT,
    CACHE_NEW,         /* nothing was kept */
    CACHE_CHANGED,     /* the file is another since */
    CACHE_DAMAGED,     /* what was kept is not whole */
    CACHE_USE_COUNT
} CacheUse;

/* What became of the code for a scan. */
typedef enum CodeUse {
    CODE_NONE,         /* none was thought to pay, or nothing in the scan can be compiled */
    CODE_KEPT,         /* it was there from an earlier run */
    CODE_MADE,
    CODE_LATE,         /* the scan was over first */
    CODE_FAILED,       /* there is no compiler, or it did not succeed */
} CodeUse;

/* How the table of one file was gone about. */
typedef struct TableEffort {
    const char *shown;             /* as messages name the file; compared by address */
    uint64_t bytes, rows;
    CacheUse cache;
    bool kept;                     /* its columns are in the cache now, though they were not before */
    bool scanned;
    Engine engine;                 /* that scanned it */
    bool refused;                  /* another engine was asked for, but is not up to this table */
    unsigned threads;
    CodeUse code;
    int64_t scanning;              /* nanoseconds */
} TableEffort;

#define EFFORT_TABLES 64           /* that are told of; the stages count all */

typedef struct Effort {
    Engine engine;
    Reading reading;
    Vectors vectors;
    size_t chunk;                  /* bytes of a file that are read at a time; 0: as many as suit the processor's caches */
    unsigned threads;              /* 0: as many as pay */
    const char *cache;             /* folder of column caches; NULL: none */
    size_t cache_least;            /* smaller files are not kept there; 0: EFFORT_CACHE_LEAST */
    const char *code_cache;        /* folder of compiled code; NULL: none is kept */
    bool identify;                 /* the SHA-256 of a data file is wanted, however large the file is */
    int64_t spent[STAGE_COUNT];    /* nanoseconds; written by the thread that runs the stage */
    uint64_t bytes_read, rows_read;
    void (*progress)(void *self, const Progress *progress);    /* or NULL; called from one thread at a time */
    void *progress_self;
    TableEffort tables[EFFORT_TABLES];
    size_t table_count;
    volatile const int *stop;      /* set by a signal: stop as soon as may be; or NULL */
} Effort;

#define EFFORT_SERIAL_ROWS ((size_t)500000)      /* fewer rows than this a thread do not pay for one */
#define EFFORT_CACHE_LEAST ((size_t)8 << 20)     /* smaller files are read again as fast as they are found */

/* The engine that a word names, in either language. */
bool engine_of(const char *word, Engine *out);
/* What STYR_MOTOR, STYR_LASARE, STYR_TRADAR and STYR_CACHE_MINST (bytes) ask for; what they do not name is left automatic. For tests that force a way,
 * or the cache, on every command. */
void effort_from_environment(Effort *effort);
/* Monotonic nanoseconds: only differences mean anything. */
int64_t effort_clock(void);
/* Nanoseconds since 1970 by the clock that files are dated with: only to be compared with such dates. */
int64_t effort_file_clock(void);
/* Adds the time since `from` to a stage and returns the clock. effort may be NULL. */
int64_t effort_spend(Effort *effort, Stage stage, int64_t from);
/* What all stages have had so far. */
int64_t effort_spent(const Effort *effort);
/* As effort_spend, without what other stages have had since they had spent_before in all: stages within the stage. */
int64_t effort_spend_around(Effort *effort, Stage stage, int64_t from, int64_t spent_before);
/* Where the table of that file is told of; a place of no consequence when effort is NULL or there are too many. */
TableEffort *effort_table(Effort *effort, const char *shown);
/* Processors that this process may use. */
unsigned effort_processors(void);
/* Threads for so many rows. */
unsigned effort_threads(const Effort *effort, size_t rows);
/* Whether the run is to stop; does not return when memory does not last. Cheap: asked once a chunk, a batch, a file. */
bool effort_stopped(const Effort *effort);
const char *stage_name(Stage stage, bool english);

#endif
