/* parts.h: how columns come to stand at their narrow widths. table.h says how they are read. */
#ifndef STYR_DATA_PARTS_H
#define STYR_DATA_PARTS_H

#include "data/table.h"

typedef VEC(LineRun) LineRunVec;

/* The next row stands on line. per: how many rows a line of the file gives, as a rule. */
void lines_push(Arena *arena, LineRunVec *runs, size_t row, uint32_t line, uint32_t per);

/* Chooses width and base from the part's bounds, for values that are whole numbers of units. */
void part_choose(ColumnPart *part, ColumnType type, int64_t unit);
/* Stores a value within the part's bounds. */
void part_store(ColumnPart *part, size_t at, int64_t value);
size_t width_bytes(CellWidth width);
/* Values (0 where the state is not CELL_OK) and states at their narrowest, without reasons. */
ColumnPart part_narrow(Arena *arena, ColumnType type, const int64_t *values, const uint8_t *states, size_t count);

#endif
