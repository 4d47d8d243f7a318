/* dense.h: the cube as arrays with a place for every combination, filled or not. Made by the kernels where it fits; read in place of the lists of
 * cells and atoms by what would rather go through arrays. Everything here stands as long as the arena of the scan. */
#ifndef STYR_EXEC_DENSE_H
#define STYR_EXEC_DENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"

/* key: the values of the columns that contexts run over, as one number. The atom always has stride 1. */
typedef enum DenseAxis { DENSE_TIME, DENSE_SLOT, DENSE_KEY, DENSE_VINTAGE, DENSE_ATOM, DENSE_AXIS_COUNT } DenseAxis;

/* One cell. sum is that of the first value, as DenseValue has it. No row: rows is 0, and the rest means nothing. first: of cubes that have `last`. */
typedef struct DenseCell { int64_t sum; uint32_t rows, first; } DenseCell;

/* Rows of a cell whose value is not ROW_OK. states[s - 1] of them are in RowState s. */
typedef struct DenseGaps { uint32_t states[4]; uint32_t missing; /* the first that is not ROW_OK nor ROW_NOT_APPLICABLE, + 1; 0: none */ } DenseGaps;

/* The first and last row of a cell, + 1; 0: none. */
typedef struct DenseSpan { uint32_t first, last; } DenseSpan;

typedef struct DenseExtremes { int64_t min, max; } DenseExtremes;      /* as stored; min > max: no row is ROW_OK */

/* Rows in the order of time: row + 1, 0: none. */
typedef struct DensePoint { int32_t time; uint32_t row; } DensePoint;
typedef struct DenseOrder { DensePoint first, last, first_ok, last_ok; } DenseOrder;

/* One value over all cells. Its sum in a cell is unit * sum + base * (rows that are ROW_OK). */
typedef struct DenseValue {
    const int64_t *sums; size_t step;     /* the sum of cell i is sums[i * step], + 2^64 * carries[i] */
    const int32_t *carries;               /* NULL: all are 0 */
    int64_t unit, base;
    const DenseGaps *gaps;                /* by cell; NULL: every row is ROW_OK */
    const DenseExtremes *extremes;        /* by cell; NULL unless needed */
    const DenseOrder *orders;             /* by cell; NULL unless needed */
} DenseValue;

/* One of the columns that make up the key: place 0 is missing, 1 not applicable, 2 + i the value first + i * step. */
typedef struct DenseSplit { int64_t first, step; size_t places; size_t stride; /* in the key */ } DenseSplit;

/* Where no cell has more than one row, all there is of a cell is a number of two or four bytes: 0 no row, else the RowState of a row without an amount, else
 * SINGLE_LEAST + the amount of the first value, which is unit * that number + base of its DenseValue. */
#define SINGLE_LEAST 8

typedef struct DenseCube {
    size_t extents[DENSE_AXIS_COUNT], strides[DENSE_AXIS_COUNT];
    size_t cells;                         /* places in all: the product of the extents */
    const void *singles;                  /* by place: see SINGLE_LEAST; NULL: the arrays that follow, and those of the values, which are not there otherwise */
    size_t single_bytes;                  /* 2 or 4 */
    const uint32_t *single_rows;          /* by place: its row; only after cube_rows() … */
    const struct ScanInput *single_input; /* … which goes through the rows of this scan once more */
    const DenseCell *cell;                /* by place */
    const uint32_t *last;                 /* by place: the last row, the first one is beside the sum; NULL: they are found later … */
    const DenseSpan *spans;               /* … by cube_rows(), by place of those times that it was asked about … */
    const uint8_t *spanned;               /* … which are these, by place of time; NULL: none … */
    const struct KernelPlan *later;       /* … with this plan; NULL: nothing is found later … */
    unsigned passes;                      /* … and so many times it was */
    const DenseValue *values;             /* by value of the scan */
    bool timed;                           /* places of time are those of Cube.times; else there is one, for NO_SLOT */
    bool vintaged;                        /* places of vintage are those of Cube.vintages; else there is one, for NO_SLOT */
    const uint32_t *slots;                /* by place of slot: the slot, ascending; only those that the body column names */
    const DenseSplit *splits; size_t split_count;        /* by split of the scan */
    const uint8_t *const *truths;         /* by atom: by filter */
} DenseCube;

static inline size_t dense_at(const DenseCube *dense, size_t time, size_t slot, size_t key, size_t vintage, size_t atom)
{
    const size_t *s = dense->strides;
    return time * s[DENSE_TIME] + slot * s[DENSE_SLOT] + key * s[DENSE_KEY] + vintage * s[DENSE_VINTAGE] + atom;
}

static inline uint32_t dense_single(const DenseCube *dense, size_t at)
{
    return dense->single_bytes == 2 ? ((const uint16_t *)dense->singles)[at] : ((const uint32_t *)dense->singles)[at];
}

static inline uint64_t dense_rows(const DenseCube *dense, size_t at)
{
    return dense->singles ? dense_single(dense, at) != 0 : dense->cell[at].rows;
}

/* Whether dense_first() and dense_last() know the cells of a place of time. */
static inline bool dense_spanned(const DenseCube *dense, size_t time)
{
    return !dense->later || (dense->spanned && dense->spanned[time]);
}

/* The first and the last row of a cell that has some. */
static inline uint32_t dense_first(const DenseCube *dense, size_t at)
{
    if (dense->singles)
        return dense->single_rows[at];
    return dense->later ? dense->spans[at].first - (dense->spans[at].first != 0) : dense->cell[at].first;
}

static inline uint32_t dense_last(const DenseCube *dense, size_t at)
{
    if (dense->singles)
        return dense->single_rows[at];
    return dense->later ? dense->spans[at].last - (dense->spans[at].last != 0) : dense->last[at];
}

/* How many rows of a cell are in the RowState, which is not ROW_OK. */
static inline uint64_t dense_in_state(const DenseCube *dense, size_t value, size_t at, unsigned state)
{
    if (dense->singles)
        return dense_single(dense, at) == state;
    return dense->values[value].gaps ? dense->values[value].gaps[at].states[state - 1] : 0;
}

/* The first row that is not ROW_OK nor ROW_NOT_APPLICABLE, + 1; 0: none. */
static inline uint32_t dense_missing(const DenseCube *dense, size_t value, size_t at)
{
    if (!dense->singles)
        return dense->values[value].gaps ? dense->values[value].gaps[at].missing : 0;
    uint32_t single = dense_single(dense, at);      /* 2: ROW_NOT_APPLICABLE */
    return single && single < SINGLE_LEAST && single != 2 ? dense->single_rows[at] + 1 : 0;
}

/* How many rows of a cell are ROW_OK. */
static inline uint64_t dense_ok(const DenseCube *dense, size_t value, size_t at)
{
    if (dense->singles)
        return dense_single(dense, at) >= SINGLE_LEAST;
    uint64_t rows = dense->cell[at].rows;
    const DenseGaps *gaps = dense->values[value].gaps;
    return gaps ? rows - gaps[at].states[0] - gaps[at].states[1] - gaps[at].states[2] - gaps[at].states[3] : rows;
}

static inline Wide dense_sum(const DenseCube *dense, size_t value, size_t at)
{
    const DenseValue *v = &dense->values[value];
    Wide ok = (Wide)dense_ok(dense, value, at);
    if (dense->singles)
        return ok ? (Wide)dense_single(dense, at) * v->unit + v->base : 0;
    Wide sum = v->sums[at * v->step];
    if (v->carries)
        sum += (Wide)v->carries[at] * ((Wide)1 << 64);
    return sum * v->unit + (Wide)v->base * ok;
}

#endif
