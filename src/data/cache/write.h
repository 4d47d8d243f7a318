/* write.h: the two ends of a file of kept columns, for cache.c. */
#ifndef STYR_DATA_CACHE_WRITE_H
#define STYR_DATA_CACHE_WRITE_H

#include "data/cache/format.h"

/* Writes a new file of kept columns. content: digest_of_file of what was read. False when nothing came of it; then nothing is left. */
bool cache_write(int folder, const CachePlace *place, Digest content, const TableSpec *spec, const Diags *diags, size_t told, const TableData *data);

/* Takes up the columns that fd has, if they are whole, of the file that `source` is open on, and asked the same of; the remarks that came with them
 * are queued. fd need not stay open. Anything but CACHE_HIT says why not; out and diags are then as before. */
CacheUse cache_load(Arena *arena, int fd, int source, const CachePlace *place, const TableSpec *spec, Diags *diags, TableData *out);

#endif
