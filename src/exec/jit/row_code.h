/* row_code.h: row programs as lane code, for columns that stand in a certain shape. Between the plan and the compiler. */
#ifndef STYR_EXEC_JIT_ROW_CODE_H
#define STYR_EXEC_JIT_ROW_CODE_H

#include "exec/interp/interp.h"
#include "exec/jit/lanes.h"

/* How a column's cells are kept in one part of the table, as far as code depends on it. */
typedef struct ColumnShape {
    CellWidth width;
    bool states, codes, base;             /* base: it is not 0, and is given as a parameter */
    bool whole;                           /* base is a multiple of unit */
    int64_t unit;
    int bits;                             /* of its values, see lane_bits_of */
} ColumnShape;

/* What an array or a parameter of the function is. */
typedef enum RowSlotKind { SLOT_VALUES, SLOT_STATES, SLOT_CODES, SLOT_BASE, SLOT_TESTS, SLOT_MONTHS, SLOT_MONTH_FIRST, SLOT_RANGES } RowSlotKind;
typedef struct RowSlot { RowSlotKind kind; size_t column; uint32_t step; } RowSlot;

/* One result that is wanted: the step's truths, or its values and its states. */
typedef struct RowCode {
    LaneCode lanes;
    VEC(RowSlot) arrays, params;          /* in the order of those of lanes */
    const uint32_t *needed; size_t needed_count;
} RowCode;

ColumnShape shape_of(const ColumnPart *part);
/* The widest shape: what a column may become when nothing is known of its data. */
ColumnShape shape_widest(ColumnType type);
/* Lane code that computes the needed steps of the scan. shapes: by column of the table. The outputs are, for each needed step, the truths, or
 * the values and then the states. False when the code becomes too long. */
bool row_code_make(Arena *arena, const ScanPlan *scan, const ColumnShape *shapes, const uint32_t *needed, size_t count, const char *name, RowCode *out);
/* Columns that the needed steps read: one byte a column. */
void row_code_columns(const ScanPlan *scan, const uint32_t *needed, size_t count, uint8_t *columns, size_t column_count);
/* Marks the steps that the needed ones are made of: one byte a step. */
void row_code_live(const ScanPlan *scan, const uint32_t *needed, size_t count, uint8_t *live);

#endif
