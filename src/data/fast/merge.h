/* merge.h: ranges that have been read -> a table. Last step of the fast reader. */
#ifndef STYR_DATA_FAST_MERGE_H
#define STYR_DATA_FAST_MERGE_H

#include "data/fast/range.h"

/* The ranges, in the order of the file, become the parts of the table; their memory becomes the arena's. False when there are more distinct reasons than
 * can be kept: the ranges are then as they were. */
bool merge_ranges(Arena *arena, FastRange *ranges, size_t count, TableData *out);

#endif
