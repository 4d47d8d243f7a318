/* scan.h: what the phases of a kernel scan share: look-ups, cells and the arrays that are added to. One of each a thread. */
#ifndef STYR_EXEC_KERNEL_SCAN_H
#define STYR_EXEC_KERNEL_SCAN_H

#include "exec/kernel/kernel.h"
#include "exec/kernel/loops.h"

/* ---- look-ups (lookups.c) ---- */

/* Room for the table or the cuts of a part that cannot use those of the axis. */
typedef struct OwnTable { Arena *arena; uint32_t *table, *until; size_t cap; int64_t *cuts; uint32_t *deltas; } OwnTable;
/* few: the cuts between the places of `entries` that do not add the same, where they are few. */
typedef struct LookupUser {
    const Axis *axis;
    const uint32_t *entries, *until;
    const uint16_t *narrow; size_t lead;     /* entries in 16 bits, behind `lead` that are not used; NULL: too large */
    const int64_t *few; size_t few_count;
    Lookup lookup;
    OwnTable own;
} LookupUser;
typedef VEC(LookupUser) LookupUsers;
/* through: which of the digits is looked up last, together with the atom; NO_INDEX: none. */
typedef struct Lookups { LookupUsers direct, digits; size_t through; } Lookups;

void lookups_init(Arena *arena, const KernelPlan *plan, Lookups *out);
void lookups_bind(const KernelPlan *plan, Lookups *lookups, size_t part);

/* ---- cells of rows (index.c) ---- */

typedef struct Indexer {
    const KernelPlan *plan;
    const KernelLoops *loops;
    Lookups lookups;
    RowMachine machine;                  /* truth steps computed row by row */
    bool dated;                          /* rows of this part may lack time or vintage */
    RowMachine where;                    /* the table's own condition, for those that do */
    uint32_t places[BATCH], cells[BATCH];
    uint64_t untimed; uint32_t untimed_row;
} Indexer;

void indexer_init(Arena *arena, const KernelPlan *plan, Indexer *out);
void indexer_part(Indexer *indexer, size_t part);
/* cells[i] becomes the cell of the row at + i of a part, or plan->cells for a row that counts in nothing. */
void index_block(Indexer *indexer, size_t part, size_t at, size_t count);

/* ---- what is added up (sums.c, scatter.c) ---- */

typedef struct ValueSums {
    int64_t *sums; size_t step;          /* as DenseValue has them */
    int32_t *carries;
    DenseGaps *gaps;
    DenseExtremes *extremes;
    DenseOrder *orders;
} ValueSums;

/* Arrays by cell, with one more place for rows that count in nothing. */
typedef struct Sums {
    DenseCell *cell;
    uint32_t *last;                      /* NULL: rows are found later, and `first` of the cells is not filled in */
    ValueSums *values;
} Sums;

/* Zeroes, in large pages where they are many. */
void *cells_array(Arena *arena, size_t count, size_t size);
void sums_make(Arena *arena, const KernelPlan *plan, Sums *out);
/* Adds those of the rows that follow. */
void sums_merge(const KernelPlan *plan, Sums *into, const Sums *from);

typedef struct Scatterer {
    const KernelPlan *plan;
    Sums *sums;
    RowMachine machine;                  /* values that are expressions */
    bool computed;                       /* there are some */
    int64_t values[BATCH], scaled[BATCH];
    uint8_t states[BATCH];
} Scatterer;

void scatterer_init(Arena *arena, const KernelPlan *plan, Sums *sums, Scatterer *out);
/* Adds the rows at + i, i < count, of a part to cells[i]. */
void scatter_block(Scatterer *scatterer, size_t part, size_t at, size_t count, const uint32_t *cells);

/* The values of rows from `row` on, as Fix, dates or codes, and their states. */
typedef struct ValueBlock { const int64_t *values; const uint8_t *states; } ValueBlock;
ValueBlock value_block(Scatterer *scatterer, const KernelValue *value, size_t row, size_t count);
/* What the row machine of expressions needs to have run for the rows before value_block. */
void values_compute(Scatterer *scatterer, size_t row, size_t count);

/* ---- the cube (cube.c, lists.c) ---- */

/* One thread's part of the rows. */
typedef struct Worker {
    const KernelPlan *plan;
    Arena *arena;
    Indexer *indexer;
    Scatterer *scatterer;
    Sums *sums;
    size_t first, end;                   /* rows */
    uint32_t **next;                     /* lists: by value, by cell: where its next row goes; NULL in the first pass */
    int64_t **lists;
    struct SinglePass *single;           /* singles.c alone */
    struct SpanPass *span;               /* rows.c alone */
    void (*run)(struct Worker *worker);  /* what its thread does */
} Worker;

/* The rows of a worker, block by block. */
void worker_pass(Worker *worker, void (*block)(Worker *worker, size_t part, size_t at, size_t count));
/* Runs all workers, each in a thread of its own; the first in this one. */
void workers_run(Worker *workers, size_t count, void (*run)(Worker *worker));

/* Cells of one row each are written rather than added up: whether the plan has such cells as far as it can tell … */
bool singles_suit(const KernelPlan *plan);
/* … and what comes of it: the cells and values of the cube. False: some cell has more than one row. */
bool singles_make(Arena *arena, const KernelPlan *plan, Worker *workers, DenseCube *out);
/* Which rows they were, by cell. */
const uint32_t *singles_rows(Arena *arena, const ScanInput *input);
/* Their loops (singles_loops.c): what the rows at + i of a part are stored as, and how many cells are the one. */
void singles_amounts(const KernelValue *value, int64_t least, const ColumnPart *part, size_t at, size_t count, uint32_t *out);
size_t singles_count(const uint32_t *cells, uint32_t one, size_t count);
/* How many of the cells first … end - 1, of two or four bytes, have a row. */
size_t singles_filled(const void *cells, size_t bytes, size_t first, size_t end);

/* Keeps with the cube what it takes to find the rows of its cells (rows.c). */
void rows_keep(Arena *arena, const KernelPlan *plan, DenseCube *out);

/* As many workers as the plan has threads, each with its share of the rows; the first has the arena, the others have arenas that are freed with them. */
Worker *workers_new(Arena *arena, const KernelPlan *plan);
void workers_free(const KernelPlan *plan, Worker *workers);

/* The values of cells whose median … is wanted, in a second pass. Before the sums are merged: each worker's own counts are used. */
void lists_make(Arena *arena, const KernelPlan *plan, Worker *workers, size_t count, Cube *cube);

#endif
