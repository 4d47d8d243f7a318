/* file.h: whole files in, whole files out. Output goes to a temporary file that is renamed: an interrupted run leaves the old file. */
#ifndef STYR_BASE_FILE_H
#define STYR_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef enum FileStatus {
    FILE_OK,
    FILE_NOT_FOUND,
    FILE_NO_ACCESS,
    FILE_IS_DIRECTORY,
    FILE_TOO_LARGE,
    FILE_CHANGED,      /* size or mtime differed before and after reading */
    FILE_IO,           /* errno text in *detail */
} FileStatus;

/* Reads path ("-" is standard input; FIFOs are read to their end) whole into the arena, at most `limit` bytes. detail (may be NULL) gets strerror text. */
FileStatus file_read(Arena *arena, const char *path, size_t limit, Str *out, const char **detail);
/* Writes all of text to path by way of a temporary file in the same folder, fsync and rename; keeps the old file's mode. "-" or NULL is standard output
 * (flushed and checked: a closed pipe or a full disk gives false). A path that is not a regular file (/dev/full, a FIFO) is written in place. */
bool file_write(const char *path, Str text, const char **detail);
/* Creates the file, fails if it exists (FILE_NO_ACCESS with detail). */
bool file_create(const char *path, Str text, const char **detail);
/* All of text, or false with errno; a descriptor that somebody made non-blocking is waited for. */
bool file_put(int fd, Str text);
/* All of data at that place of the file, or false with errno. */
bool file_put_at(int fd, const void *data, size_t size, uint64_t to);
/* Makes the folder and those above it that are missing, for the user alone. Whether it is there afterwards is found out when it is opened. */
void file_make_folders(const char *path);
/* dir of path joined with relative; absolute `relative` is returned as it is. */
char *path_join(Arena *arena, Str base_file, Str relative);
/* A path as it is shown to people: a/../b is b, ./b is b. Not for opening: a link would lead elsewhere. */
char *path_shown(Arena *arena, const char *path);
/* SHA-256 as 64 lower-case hex digits plus NUL. */
void sha256_hex(Str data, char out[65]);

/* SHA-256 of what comes piece by piece. */
typedef struct Sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char rest[64];        /* what does not yet fill a block */
    bool portable;                 /* do without the processor's own instructions for it (for tests; set after sha256_init) */
} Sha256;
void sha256_init(Sha256 *sha);
void sha256_add(Sha256 *sha, Str data);
void sha256_end(Sha256 *sha, char out[65]);

#endif
