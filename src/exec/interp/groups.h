/* groups.h: the columns that filters read, in groups that are looked up together. A group's rows are of the same class when every condition that reads
 * nothing but columns of the group says the same of them, and the columns that rows are split by have the same values. */
#ifndef STYR_EXEC_INTERP_GROUPS_H
#define STYR_EXEC_INTERP_GROUPS_H

#include "base/map.h"
#include "exec/interp/numbering.h"

typedef struct ColumnGroup {
    Numbering numbering;
    uint64_t columns;             /* of ColumnGroups.columns, as bits */
    VEC(uint32_t) leaves;         /* conditions without och, eller and inte */
    VEC(size_t) splits;           /* columns of the table */
    RowMachine machine;           /* computes the leaves */
    uint8_t *common;              /* what a class has in common: truths of the leaves, values of the splits */
    uint32_t *class_of;           /* by place: class + 1; 0: not seen yet */
    Map known;                    /* common -> class + 1 */
} ColumnGroup;

typedef struct ColumnGroups {
    Arena *arena;
    const ScanInput *input;
    bool fit;                     /* false: too many columns, and the rest means nothing */
    size_t *columns; size_t column_count;      /* read by leaves, or split by */
    uint32_t *leaves; size_t leaf_count;
    uint64_t *reads;              /* by step: the columns that it reads, as bits */
    uint8_t *live;                /* by step: a leaf, or what it is computed from */
    VEC(ColumnGroup) items;
    VEC(size_t) wide;             /* columns that rows are split by, with too many values for a group */
    VEC(uint32_t) loose;          /* leaves that no group knows: they are computed for every row */
} ColumnGroups;

void groups_make(Arena *arena, const ScanInput *input, ColumnGroups *out);
/* Makes group_run possible. */
void groups_bind(ColumnGroups *groups);
/* classes[i] is the class of row first + i, numbered in the order in which they are first seen. */
void group_run(ColumnGroups *groups, ColumnGroup *group, size_t first, size_t count, uint32_t *classes);
/* How many classes all groups can have together, at most `most`. */
uint64_t groups_classes(const ColumnGroups *groups, uint64_t most);

#endif
