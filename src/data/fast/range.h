/* range.h: a stretch of a file of separated text, from one border between rows to another, read by one thread. Part of the fast reader: range.c goes
 * through the bytes, layout.c cuts a chunk into fields, slow_rows.c takes the chunks that are not plain. */
#ifndef STYR_DATA_FAST_RANGE_H
#define STYR_DATA_FAST_RANGE_H

#include <pthread.h>
#include <stdatomic.h>

#include "data/csv.h"
#include "data/fast/column.h"
#include "data/fast/scan.h"

/* What the reading of any stretch can find out about the whole file; several may be true. */
enum {
    VERDICT_FAULT = 1,         /* something is wrong with a cell or a row: the reference says what. The rest is only looked through for other bytes */
    VERDICT_REFERENCE = 2,     /* not UTF-8, zero bytes, or more of something than there is room for */
    VERDICT_DECIDES = 4,       /* a number decides the decimal mark, which was not known */
    VERDICT_TORN = 8,          /* a stretch ended within a row: the file was cut in quotes */
    VERDICT_CHANGED = 16,      /* the file is shorter than it was */
    VERDICT_UNREADABLE = 32,
    VERDICT_STOPPED = 64,
    VERDICT_MANY = 128,        /* rows */
    VERDICT_ENDS = VERDICT_REFERENCE | VERDICT_DECIDES | VERDICT_TORN | VERDICT_CHANGED | VERDICT_UNREADABLE | VERDICT_STOPPED | VERDICT_MANY,
};

#define FAST_MOST_ROWS ((uint64_t)UINT32_MAX - 1)

/* What all stretches of a file have in common. */
typedef struct FastJob {
    int fd;
    atomic_int error;          /* errno of VERDICT_UNREADABLE */
    uint64_t bytes;            /* of the file */
    size_t chunk;              /* bytes read at a time */
    char separator;
    size_t fields;             /* of a row */
    ScanText *scan;
    Effort *effort;            /* or NULL */
    const char *shown;
    atomic_uint verdict;
    atomic_uint_fast64_t read, rows;
    pthread_mutex_t progress;
} FastJob;

typedef struct FastRange {
    FastJob *job;
    uint64_t from, to;         /* of the file; to is the end of a row, or of the file */
    FastCells cells;
    size_t rows;
    LineRunVec runs;
    size_t line;               /* of the next row; the first range begins behind the header row, the others at 0 */
    char *memory, *text;       /* the chunk, with SCAN_PADDING around it */
    size_t room;               /* bytes that there is room for in it */
    Scan scan;
    uint32_t *starts;          /* as long as scan.ends */
    CsvReader reader;          /* for rows read one by one, */
    Faults faults;             /* and what it says of them: only how much, */
    Diags *unheard;            /* and in an arena that is thrown away */
    char *copy;                /* their cells, with padding */
    size_t copy_room;
    uint32_t *bounds;          /* where the cells stand in the copy: starts, then ends, by column */
} FastRange;

/* Reads the whole range. What it comes to is in job->verdict, the cells and the runs. */
void range_read(FastRange *range);
void range_free(FastRange *range);

void range_verdict(FastRange *range, unsigned verdict);
/* Cuts the rows of a scanned text, which ends with a line feed, into fields: starts and scan.ends by row, without quotes, carriage returns and rows that
 * are blank. Returns how many there are, with their lines pushed; false when a row has another number of fields than the header. */
bool layout_rows(FastRange *range, Str text, size_t ends, size_t *rows);
/* Reads the rows of the text one by one, as the reference does; `last` when the range ends with it. Returns the bytes of whole rows. */
size_t slow_rows(FastRange *range, Str text, bool last);
/* What the cells of the range found out, as a verdict. True when there is none. */
bool cells_good(FastRange *range);

#endif
