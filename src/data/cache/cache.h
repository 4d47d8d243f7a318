/* cache.h: columns that were read from a large file are kept between runs, and taken up again as they stand: nothing is parsed, nothing is copied.
 * Asked by data_read before it reads, and told after. What is found is the same as what reading would give, remarks included, or it is not found:
 * the file must be the one it was (size, date, inode and a digest of every byte), asked the same of by the same version of the program, and what
 * is kept must be whole. */
#ifndef STYR_DATA_CACHE_CACHE_H
#define STYR_DATA_CACHE_CACHE_H

#include "data/table.h"

/* A file as the system knows it. */
typedef struct FileMark { uint64_t size, device, inode; int64_t modified, changed; /* nanoseconds since 1970 */ } FileMark;

/* Where the columns of one table are or may be kept. */
typedef struct CachePlace {
    bool wanted;               /* what is read may be kept */
    FileMark mark;             /* before it was read */
    Str key;                   /* all that decides what the columns become, but for the bytes of the file */
    char name[40];             /* of the file in the folder, made from the key */
} CachePlace;

/* Looks for the columns of spec's table, which then point into pages that belong to the arena. False when they must be read; the table's
 * TableEffort says why. place is for cache_keep. */
bool cache_find(Arena *arena, const TableSpec *spec, Diags *diags, CachePlace *place, TableData *out);
/* Keeps columns that were read without faults. told: how many diagnostics there were before the file was read; those that came since are kept too. When
 * it does not work out nothing is kept, and nothing said. */
void cache_keep(const CachePlace *place, const TableSpec *spec, const Diags *diags, size_t told, const TableData *data);

#endif
