/* columns.h: cells of rows -> typed columns with dictionaries. Filled by bind.c (files) and given.c (tests). */
#ifndef STYR_DATA_COLUMNS_H
#define STYR_DATA_COLUMNS_H

#include "base/map.h"
#include "data/cells.h"
#include "data/parts.h"
#include "data/rows.h"

/* The long form that a table has: plain columns, then key and value of the unpivot. */
typedef struct TableShape {
    const ColumnSpec *columns;
    size_t plain_count, count;
    const UnpivotSpec *unpivot;    /* or NULL */
} TableShape;

/* What one cell became. */
typedef struct Stored {
    int64_t value;
    uint16_t reason;
    uint8_t state;
} Stored;

#define RECENT 256

/* What a text became, remembered: the next cell with that text is not read again. */
typedef struct Memo {
    Str text;
    Stored stored;
} Memo;

typedef struct ColumnBuilder {
    const ColumnSpec *spec;
    VEC(int64_t) values;
    VEC(uint8_t) states;
    VEC(uint16_t) reasons;         /* shorter than values until one is needed */
    Map memo;                      /* text as written -> Memo *, for all but numbers */
    Map codes;                     /* period -> its code */
    const Memo *recent[RECENT];    /* a small cache before the map: most cells repeat one of few texts */
    VEC(Str) dict;
    VEC(Period) periods;
    size_t rounded;                /* cells that lost digits */
} ColumnBuilder;

typedef struct TableBuilder {
    Arena *arena;                  /* of the result */
    CellRules rules;
    TableShape shape;
    ColumnBuilder *columns;
    LineRunVec lines;
    size_t rows;
    VEC(Str) reasons;
    Map reason_codes;
    Faults *faults;
    size_t source_rows;
    bool unkept;                   /* only what is wrong with the cells is wanted */
} TableBuilder;

TableShape table_shape(Arena *arena, const TableSpec *spec, bool kolada);
void builder_init(TableBuilder *builder, Arena *arena, Arena *scratch, const TableSpec *spec, TableShape shape, Faults *faults);
/* Reads one cell; a fault is queued and the cell becomes missing. */
Stored builder_cell(TableBuilder *builder, size_t column, const RawCell *cell, const RawRow *row);
void builder_push(TableBuilder *builder, size_t column, Stored stored);
/* The row whose cells were pushed is whole; it stands on line. */
void builder_row(TableBuilder *builder, size_t line);
void builder_finish(TableBuilder *builder, TableData *out);
/* Cells of the column lost digits. */
void builder_tell_rounding(Faults *faults, const ColumnSpec *column, size_t cells);

/* Where the columns of a shape stand among a file's headers. */
typedef struct Binding {
    size_t *plain;                 /* field of each plain column */
    size_t *wide;                  /* field of each header of the unpivot */
} Binding;

/* Finds the columns by header text; missing and doubled ones are queued at their place in the rule file. */
bool bind_headers(Arena *arena, const TableShape *shape, const Str *headers, size_t count, Faults *faults, Binding *out);
/* A header as it is compared: trimmed, folded, runs of blanks as one. */
Str header_fold(Arena *arena, Str header);
/* Queues a diagnostic at a span of the rule file, and counts it as a fault. */
Diag *bind_fault(Faults *faults, DiagCode code, Span span, const char *a, const char *b, const char *c);
/* The candidate nearest to name, or NULL when none is near. */
const char *nearest_name(Arena *arena, Str name, const Str *candidates, size_t count);

/* The decimal mark of an opened file into builder->rules and the file's identity: as stated, or as the first number that tells decides. */
void table_decide_decimal(DataFile *file, TableBuilder *builder);
/* Reads the rows of an opened file into columns; unkept: only to have its faults queued. False when they could not be read. */
bool table_build(DataFile *file, Arena *arena, Arena *scratch, Diags *diags, bool unkept);
/* A table with headers and no rows is remarked on. */
void table_tell_empty(const DataFile *file, Diags *diags, size_t rows);

#endif
