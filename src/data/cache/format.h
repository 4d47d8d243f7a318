/* format.h: what a file of kept columns looks like. Written by write.c, read by load.c, in a folder that folder.c looks after.
 *
 *   header     CacheHeader, then zeros up to CACHE_FIRST
 *   sections   arrays as they stand in memory, each at a multiple of CACHE_ALIGN, zeros between
 *   table      CacheSection for each of them
 *   summary    everything small: numbers, texts, and which section is what, in the order of summary_write
 *
 * Numbers are as in memory: another machine does not find the file whole. */
#ifndef STYR_DATA_CACHE_FORMAT_H
#define STYR_DATA_CACHE_FORMAT_H

#include "base/digest.h"
#include "data/cache/cache.h"

#define CACHE_MAGIC "styrkol\n"
#define CACHE_VERSION 1                /* of this format */
#define CACHE_ORDER 0x01020304u        /* as this machine writes it */
#define CACHE_ALIGN ((size_t)64)
#define CACHE_FIRST ((size_t)4096)
#define CACHE_ENDING ".kolumner"
#define CACHE_UNFINISHED ".ny-"        /* begins the names of files that are being written */
#define CACHE_MOST_PARTS ((uint64_t)1 << 20)

typedef struct CacheHeader {
    char magic[8];
    uint32_t version, order;
    uint64_t bytes;                    /* of the whole file of kept columns */
    uint64_t size, device, inode;      /* of the file that was read: see FileMark */
    int64_t modified;
    Digest content;                    /* digest_of_file */
    uint64_t table_at, table_count, summary_at, summary_bytes;
    Digest table, summary;
    Digest self;                       /* of all the above */
} CacheHeader;

typedef struct CacheSection {
    uint64_t at, bytes;
    uint64_t width;                    /* CellWidth of its values */
    Digest digest;                     /* of the digests of its pieces of DIGEST_PIECE bytes */
} CacheSection;

_Static_assert(sizeof(CacheHeader) == 152 && sizeof(CacheSection) == 40, "no padding, whose bytes would be anything");

#define NO_SECTION UINT64_MAX

/* ---- the folder (folder.c) ---- */

/* Opens the folder, made if it is not there; -1 where it cannot be had for oneself. */
int folder_open(const char *path);
/* Opens one of its files to read; -1 when there is none that can be trusted. */
int folder_file(int folder, const char *name);
/* The file was of use now. */
void folder_used(int folder, const char *name);
/* A new file to write, named in `name`; -1 when it cannot be made. */
int folder_new(int folder, char name[40]);
/* Takes away what has been longest without use, until `more` bytes have room beside the rest; and what was never finished. False when there cannot be room. */
bool folder_make_room(int folder, uint64_t more);
/* The marks of an open regular file; false when it is none. */
bool file_mark(int fd, FileMark *out);

/* ---- pieces (pieces.c) ---- */

struct Bounds;
/* The sections of a file, in pieces that threads share. */
typedef struct Pieces {
    const CacheSection *sections;      /* at and bytes are known */
    const char *const *data;           /* where each section is in memory */
    size_t count;
    size_t *firsts;                    /* index of the first piece of each section; [count]: how many there are in all */
    Digest *digests;                   /* by piece */
    struct Bounds *bounds;             /* of the values in the piece, by piece */
    int fd;                            /* -1, or the pieces are written to it */
    const Effort *effort;
} Pieces;

/* Takes the digest and the bounds of every piece, and writes it where it belongs if fd says so. False when that fails, or the run is to stop. */
bool pieces_take(Arena *arena, Pieces *pieces);
Digest pieces_digest(const Pieces *pieces, size_t section);
/* Bounds of the values in a section; low > high when it is empty. */
typedef struct Bounds { int64_t low, high; } Bounds;
Bounds pieces_bounds(const Pieces *pieces, size_t section);
/* The same of any array of values. */
Bounds bounds_of(CellWidth width, const void *values, size_t count);

/* ---- what is kept (check.c) ---- */

/* Which sections the arrays of a column's part are, or NO_SECTION. */
typedef struct PartSections { uint64_t values, codes, states, reasons; } PartSections;

/* Whether the table can be worked on without harm: no code leads outside its dictionary, no value is outside its bounds, whoever wrote the file.
 * sections: of each part of each column in turn; their pieces are taken. */
bool table_sound(const TableData *data, const PartSections *sections, const Pieces *pieces);

#endif
