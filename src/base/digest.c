/* digest.c: digests by libxxhash, of memory and of files. Base. */
#include "base/digest.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

#include "base/workers.h"

Digest digest_of(const void *data, size_t size)
{
    XXH128_hash_t hash = XXH3_128bits(data, size);
    return (Digest){hash.low64, hash.high64};
}

typedef struct FileDigest {
    int fd;
    uint64_t size;
    const volatile int *stop;
    Digest *pieces;
} FileDigest;

static bool read_piece(int fd, char *to, size_t size, uint64_t from)
{
    for (size_t at = 0; at < size;) {
        ssize_t got = pread(fd, to + at, size - at, (off_t)(from + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

/* A piece fits in the nearer caches: it is copied there by the system and read from there once. */
static bool digest_piece(void *context, size_t piece)
{
    char room[DIGEST_PIECE];
    FileDigest *file = context;
    uint64_t from = (uint64_t)piece * DIGEST_PIECE, left = file->size - from;
    size_t size = left < DIGEST_PIECE ? (size_t)left : DIGEST_PIECE;
    if ((file->stop && *file->stop) || !read_piece(file->fd, room, size, from))
        return false;
    file->pieces[piece] = digest_of(room, size);
    return true;
}

bool digest_of_file(int fd, uint64_t size, unsigned threads, const volatile int *stop, Digest *out)
{
    size_t count = (size_t)(size / DIGEST_PIECE + (size % DIGEST_PIECE != 0));
    FileDigest file = {.fd = fd, .size = size, .stop = stop, .pieces = calloc(count ? count : 1, sizeof(Digest))};
    bool good = file.pieces && workers_do(threads, count, digest_piece, &file);
    if (good)
        *out = digest_of(file.pieces, count * sizeof(Digest));
    free(file.pieces);
    return good;
}
