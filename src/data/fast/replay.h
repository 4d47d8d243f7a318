/* replay.h: an open file in UTF-8 as a source whose rows come from disk a chunk at a time, read by the reference's row reader. The fast reader decides the
 * decimal mark by it, and has the faults of a file told. */
#ifndef STYR_DATA_FAST_REPLAY_H
#define STYR_DATA_FAST_REPLAY_H

#include "data/csv.h"

typedef struct ReplayFile {
    DataFile file;             /* first; its source is replay_source */
    int fd;
    uint64_t bytes;            /* of the file */
    uint64_t from, to;         /* the rows begin at `from`, on line file.body_line; only those that are whole before `to` are looked at */
    size_t chunk;
    bool failed;               /* the file could not be read, or has a row that is longer than can be held */
} ReplayFile;

extern const DataSource replay_source;

#endif
