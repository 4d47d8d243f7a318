/* column.h: one column of the model while a stretch of a file is read into it, at a width that grows with its values. Part of the fast reader:
 * kernels.c reads the cells that are written as most are, odd.c the others, store.c keeps what they came to. */
#ifndef STYR_DATA_FAST_COLUMN_H
#define STYR_DATA_FAST_COLUMN_H

#include "base/effort.h"
#include "base/map.h"
#include "data/cells.h"
#include "data/fast/room.h"
#include "data/fast/texts.h"
#include "data/parts.h"

#define FAST_BATCH 1024            /* cells read at a time */

/* What a cell came to that has no value, or has one with a reason. */
typedef struct Remark { uint8_t state; uint16_t reason; int64_t value; } Remark;
#define TEXT_REMARK ((uint32_t)1 << 31)    /* in the values of a text table: index of a Remark; else a code */

typedef struct FastColumn {
    const ColumnSpec *spec;
    size_t field;                  /* of the file */
    size_t rows;
    /* What is stored, see ColumnPart. Numbers are counted in units, days from base. */
    CellWidth width;
    int64_t base, unit;
    Room values, states, reasons;  /* the latter two are taken when first needed */
    bool any;
    int64_t low, high;             /* of the cells that are CELL_OK, in units (days and codes: as they are) */
    size_t rounded;
    int64_t most;                  /* numbers: the largest magnitude that a Fix can be, in units */
    int64_t factors[FIX_DECIMALS + 1];    /* by decimals written: units for one of the last digit; 0 when they are not whole */
    /* codes */
    TextTable texts;
    VEC(Remark) remarks;
    VEC(Str) dict;
    VEC(Period) periods;
    Map period_codes;
} FastColumn;

/* A reason, and the first cell in the stretch that has it. */
typedef struct FirstReason { Str text; size_t row, column; } FirstReason;

/* Of the values that were read; low > high: of none. */
typedef struct Bounds { int64_t low, high; } Bounds;

/* The fields of rows: starts[row * stride] … ends[row * stride]; SCAN_PADDING bytes may be read around each. */
typedef struct FastFields {
    const char *text;
    const uint32_t *starts, *ends;
    size_t stride;
} FastFields;

/* Reads numbers with that decimal mark (0: none) as long as all of several at a time are written plainly, and widens the bounds. Returns how many. */
typedef size_t NumbersWide(const FastColumn *column, char mark, FastFields fields, size_t count, int64_t *out, Bounds *bounds);
/* The one that suits the processor, within what is allowed; NULL when there is none. */
NumbersWide *numbers_wide_choose(Vectors vectors);

/* The same for dates. */
typedef size_t DatesWide(FastFields fields, size_t count, int64_t *out, Bounds *bounds);
DatesWide *dates_wide_choose(Vectors vectors);

/* Looks up texts as long as they are in the table with a code, and widens the bounds. Returns how many. */
typedef size_t CodesKnown(const TextTable *table, FastFields fields, size_t count, int64_t *out, Bounds *bounds);
CodesKnown *codes_choose(Vectors vectors);

/* Stores each value less base in the width of the column, which they are known to fit in. */
typedef void Narrow(void *to, CellWidth width, const int64_t *values, size_t count, int64_t base);
Narrow *narrow_choose(Vectors vectors);

/* What all columns of a stretch read with; each thread has its own. */
typedef struct FastCells {
    CellRules rules;               /* its arena is scratch, emptied now and then */
    Arena *arena;                  /* of texts that stay */
    bool undecided;                /* no number has decided the decimal mark yet: one that does ends the reading */
    NumbersWide *wide;             /* or NULL */
    DatesWide *dates;              /* or NULL */
    CodesKnown *codes;
    Narrow *narrow;
    FastColumn *columns;
    size_t column_count;
    size_t most_rows;              /* that the columns have room for */
    VEC(FirstReason) reasons;      /* [0] is the empty one */
    Map reason_codes;
    bool fault;                    /* a cell is not what its column asks for */
    bool decides;                  /* a number decides the decimal mark */
    bool full;                     /* there are more codes, reasons or rows than can be kept */
    int64_t values[FAST_BATCH];
} FastCells;

/* False when there is no address space. */
bool fast_column_init(FastCells *cells, FastColumn *column, const ColumnSpec *spec, size_t field);
void fast_column_free(FastColumn *column);
/* Reads `count` more cells of the column. Problems are told in cells->fault, decides and full. */
void fast_column_read(FastCells *cells, FastColumn *column, FastFields fields, size_t count);
/* Reads one batch into cells->values, at most FAST_BATCH: kernels.c. */
void kernel_read(FastCells *cells, FastColumn *column, FastFields fields, size_t count);
/* A cell that no kernel knows, the at-th of the batch: its value, or 0 with its state kept. Returns true when it is CELL_OK. */
bool odd_cell(FastCells *cells, FastColumn *column, Str text, size_t at, int64_t *value);
/* The same for a text that is known to be a remark. */
bool odd_remark(FastCells *cells, FastColumn *column, uint32_t remark, size_t at, int64_t *value);
/* The numbers of the column, and the first `count` of the batch, are counted in millionths from now on. */
void fast_column_refine(FastCells *cells, FastColumn *column, size_t count);
/* Keeps the batch. */
void fast_column_store(FastCells *cells, FastColumn *column, size_t count);
void fast_column_state(FastCells *cells, FastColumn *column, size_t row, CellState state, uint16_t reason);
bool fast_has_codes(const FastColumn *column);

#endif
