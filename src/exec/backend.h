/* backend.h: the ways of scanning: one struct each, listed in backend.c. In: the plan of one table and its columns. Out: its cube. */
#ifndef STYR_EXEC_BACKEND_H
#define STYR_EXEC_BACKEND_H

#include "data/table.h"
#include "exec/dense.h"
#include "plan/plan.h"

#define NO_SLOT UINT32_MAX

/* One cell: the rows of one atom, own body, time and vintage. */
typedef struct CubeCell {
    uint32_t atom, slot, time, vintage;   /* slot: a body of the model, the municipality itself (bodies.count), or NO_SLOT; time and vintage: NO_SLOT: none */
    uint32_t line_first, line_last;
    uint64_t rows;
} CubeCell;

/* What is added up of one value in one cell. Rows that are missing, not applicable, overflowed or divided by zero are counted apart. */
typedef enum RowState { ROW_OK, ROW_MISSING, ROW_NOT_APPLICABLE, ROW_OVERFLOW, ROW_ZERO_DIVISION, ROW_STATE_COUNT } RowState;
typedef struct CubeValue {
    Wide sum;
    uint64_t counts[ROW_STATE_COUNT];
    uint32_t missing_line;                /* of the first row that is missing */
} CubeValue;

/* One row of a value that has an order in time. */
typedef struct CubePoint { bool any; int64_t time; uint64_t row; uint32_t line; uint8_t state; int64_t value; } CubePoint;
typedef struct CubeOrder { CubePoint first, last, first_ok, last_ok; } CubeOrder;
typedef struct CubeExtremes { bool any; int64_t min, max; } CubeExtremes;

/* One value of the scan over all cells; the last three only where the plan needs them. */
typedef struct CubeValues {
    VEC(CubeValue) sums;                  /* by cell */
    VEC(CubeOrder) orders;
    VEC(CubeExtremes) extremes;
    int64_t *list;                        /* of the rows that are OK: cell after cell, in row order … */
    uint32_t *list_starts;                /* … where those of each cell begin, and the end of the last */
} CubeValues;

typedef struct Atom { uint8_t *truths; /* by filter */ int64_t *splits; /* by split column: code or value */ uint8_t *split_states; } Atom;

typedef struct Cube {
    VEC(Atom) atoms;
    VEC(CubeCell) cells;
    CubeValues *values;                   /* by value of the scan */
    VEC(Period) times;                    /* by CubeCell.time; days or months for dates */
    const Period *vintages; size_t vintage_count;
    size_t rows;
    size_t untimed; uint32_t untimed_line;/* rows whose time is missing */
    unsigned threads;                     /* that went through the rows; 0: one */
    const struct DenseCube *dense;        /* the same once more, as arrays; NULL: the backend has only the lists */
} Cube;

typedef struct RowCompiler RowCompiler;

/* What backends have found out about a scan, so that each thing is found out once however many of them are asked. */
typedef struct ScanMemo { Arena *arena; const ScanPlan *scan; const struct Settled *settled; } ScanMemo;

typedef struct ScanInput {
    Effort *effort;                       /* or NULL */
    const Model *model;
    const ScanPlan *scan;
    const TableData *data;
    const uint32_t *slots;                /* by code of the body column; NULL: every row is fixed_slot */
    uint32_t fixed_slot;
    bool dense_enough;                    /* atoms and cells need not be listed where the cube is dense; cube_list makes up for it */
    ScanMemo *memo;                       /* or NULL */
    RowCompiler *compiler;                /* code made for this scan, which takes over from the row machine where it can (jit/); or NULL */
} ScanInput;

typedef struct Backend {
    const char *name;
    Engine engine;
    /* Whether it is up to this scan, and how many nanoseconds it would take more (less: below zero) than the interpreter.
     * NULL: always, and it is the reference. */
    bool (*suits)(const ScanInput *input, int64_t *cost);
    /* Fills the cube. */
    void (*scan)(Arena *arena, const ScanInput *input, Cube *cube);
    /* The truth value of one filter for every row. */
    void (*filter)(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths);
    /* What it makes of the scan, or why it is not up to it, as whole lines that are the same on every machine. NULL: nothing that is. */
    void (*describe)(StrBuf *out, const ScanInput *input, bool english);
} Backend;

/* Nanoseconds that the reference is thought to take. */
int64_t interp_cost(const ScanInput *input);

/* The input of a scan, but for effort. */
void scan_input(Arena *arena, const Model *model, const ScanPlan *scan, const TableData *data, ScanInput *out);

extern const Backend *const backends[];   /* NULL-terminated; the first is the reference */
/* Finds which rows the cells of a dense cube have, where that was not kept. Before dense_first() and its kin are called. asked: by place of time,
 * whether its cells are asked about; NULL: all are. */
void cube_rows(Arena *arena, Cube *cube, const uint8_t *asked);
/* Lists the atoms and cells of a cube that is dense only. */
void cube_list(Arena *arena, const ScanInput *input, Cube *cube);
/* The backend for this scan: the one that input->effort asks for, as far as it is up to it; else the one that costs least. */
const Backend *backend_choose(const ScanInput *input);

#endif
