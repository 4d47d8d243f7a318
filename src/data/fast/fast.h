/* fast.h: the fast way of reading separated text in UTF-8: in parallel, in chunks, straight into narrow columns. What it gives, and what is said of the
 * file, is what the reference (csv.c, columns.c) gives and says; whatever it is not up to it leaves to that.
 *
 *   fast.c     recognises the file by its beginning, cuts it into ranges, one a thread
 *   range.c    a range, chunk by chunk: scan.c finds where fields end, layout.c makes rows of them (slow_rows.c where they are not plain)
 *   column.h   kernels.c reads the cells of a chunk column by column, odd.c those that are unusual, store.c keeps them (room.c)
 *   merge.c    the ranges become the parts of the table
 *   replay.c   when something is wrong with the file, the reference reads it again, a chunk at a time, to say what */
#ifndef STYR_DATA_FAST_FAST_H
#define STYR_DATA_FAST_FAST_H

#include "data/table.h"

#define FAST_PAYS ((size_t)16 << 10)           /* bytes; smaller files are left to the reference */
#define FAST_IDENTIFIED ((size_t)64 << 20)     /* files up to this size have their SHA-256 computed in any case */

/* True when the file has been read, or has been found to be unusable: *read says which, as data_read does. False when the reference must read it;
 * nothing has been queued then. */
bool fast_read(Arena *arena, const TableSpec *spec, Diags *diags, TableData *out, bool *read);

#endif
