/* head.h: a file for the fast reader, and what its beginning says: encoding, separator, headers, decimal mark. */
#ifndef STYR_DATA_FAST_HEAD_H
#define STYR_DATA_FAST_HEAD_H

#include <sys/stat.h>

#include "data/columns.h"
#include "data/fast/range.h"
#include "data/fast/replay.h"

#define RANGES_MAX 64

typedef struct FastFile {
    const TableSpec *spec;
    Effort effort;             /* a copy: what was asked for */
    int fd;
    struct stat before;
    uint64_t bytes;
    Str head;                  /* the beginning of the file */
    Arena *scratch;
    Faults faults;             /* of the beginning: never heard */
    Diags unheard;
    TableData identity;
    ReplayFile replay;         /* the file as the reference sees it */
    TableBuilder builder;      /* the rules that cells are read by */
    uint64_t body;             /* where the rows behind the header begin (where the header does, if faulty), */
    size_t body_line;          /* and on which line */
    size_t *fields;            /* of the columns */
    bool faulty;               /* something is wrong with the beginning */
    char sha256[65];           /* empty: not computed */
    FastJob job;
    FastRange *ranges;         /* room for as many as were wanted, once the file is one for this reader */
    size_t range_count;
} FastFile;

/* Opens the file of spec and reads its beginning into a cleared FastFile with spec, effort, scratch and job.chunk set. False when the file is one for the
 * reference; there is nothing to be given back but fd, when it is not negative. */
bool head_read(FastFile *fast);
/* Looks for a number that decides the decimal mark, in the bytes before `to`. */
void head_decide_decimal(FastFile *fast, uint64_t to);
/* Has the file changed since it was opened? */
bool head_changed(const FastFile *fast);
/* The file from its beginning as the reference sees it: into a cleared replay with spec, faults and identity set. False when it has no separator. */
bool head_replay(const FastFile *fast, ReplayFile *replay, Arena *scratch, Diags *diags);
/* Reads up to `size` bytes at a place of the file; a short count means an error or that the file has become shorter. */
size_t head_bytes(int fd, char *out, size_t size, uint64_t at);

#endif
