/* pieces.c: the arrays of kept columns, gone through once by all threads: digests, bounds, and on the way out the writing. Below write.c and load.c. */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/workers.h"
#include "data/cache/format.h"
#include "data/parts.h"

/* ---- bounds ---- */

/* Plain loops, which the compiler makes vectors of; by how wide those may be. */
#define BOUNDS_OF(name, type, attributes)                                                                     \
    attributes static void name(const void *data, size_t count, int64_t *low, int64_t *high)                   \
    {                                                                                                          \
        const type *values = data;                                                                             \
        type least = values[0], most = values[0];                                                              \
        for (size_t i = 0; i < count; i++) {                                                                   \
            least = values[i] < least ? values[i] : least;                                                     \
            most = values[i] > most ? values[i] : most;                                                        \
        }                                                                                                      \
        *low = (int64_t)least;                                                                                 \
        *high = (int64_t)most;                                                                                 \
    }
#define PLAIN __attribute__((optimize("O3")))
#define WIDE __attribute__((optimize("O3"), target("avx2")))
#define ALL_BOUNDS(set, attributes)                                                                            \
    BOUNDS_OF(bounds_u8_##set, uint8_t, attributes)                                                            \
    BOUNDS_OF(bounds_u16_##set, uint16_t, attributes)                                                          \
    BOUNDS_OF(bounds_u32_##set, uint32_t, attributes)                                                          \
    BOUNDS_OF(bounds_i32_##set, int32_t, attributes)                                                           \
    BOUNDS_OF(bounds_i64_##set, int64_t, attributes)                                                           \
    static void bounds_##set(CellWidth width, const void *data, size_t count, int64_t *low, int64_t *high)     \
    {                                                                                                          \
        switch (width) {                                                                                       \
        case WIDTH_U8: bounds_u8_##set(data, count, low, high); break;                                         \
        case WIDTH_U16: bounds_u16_##set(data, count, low, high); break;                                       \
        case WIDTH_U32: bounds_u32_##set(data, count, low, high); break;                                       \
        case WIDTH_I32: bounds_i32_##set(data, count, low, high); break;                                       \
        case WIDTH_I64: bounds_i64_##set(data, count, low, high); break;                                       \
        }                                                                                                      \
    }

ALL_BOUNDS(plain, PLAIN)
#if defined(__x86_64__)
ALL_BOUNDS(wide, WIDE)
#endif

Bounds bounds_of(CellWidth width, const void *values, size_t count)
{
    Bounds bounds = {1, 0};
    if (!count)
        return bounds;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        bounds_wide(width, values, count, &bounds.low, &bounds.high);
        return bounds;
    }
#endif
    bounds_plain(width, values, count, &bounds.low, &bounds.high);
    return bounds;
}

/* ---- pieces ---- */

static size_t section_of(const Pieces *pieces, size_t piece)
{
    size_t low = 0, high = pieces->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (pieces->firsts[middle] <= piece)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool take_piece(void *context, size_t piece)
{
    Pieces *pieces = context;
    if (effort_stopped(pieces->effort))
        return false;
    size_t section = section_of(pieces, piece), from = (piece - pieces->firsts[section]) * DIGEST_PIECE;
    const CacheSection *described = &pieces->sections[section];
    size_t left = (size_t)described->bytes - from, size = left < DIGEST_PIECE ? left : DIGEST_PIECE;
    const char *data = pieces->data[section] + from;
    pieces->digests[piece] = digest_of(data, size);
    pieces->bounds[piece] = bounds_of((CellWidth)described->width, data, size / width_bytes((CellWidth)described->width));
    return pieces->fd < 0 || file_put_at(pieces->fd, data, size, described->at + from);
}

bool pieces_take(Arena *arena, Pieces *pieces)
{
    size_t count = 0;
    uint64_t bytes = 0;
    pieces->firsts = arena_array(arena, pieces->count + 1, sizeof *pieces->firsts);
    for (size_t i = 0; i < pieces->count; i++) {
        pieces->firsts[i] = count;
        count += (size_t)(pieces->sections[i].bytes / DIGEST_PIECE + (pieces->sections[i].bytes % DIGEST_PIECE != 0));
        bytes += pieces->sections[i].bytes;
    }
    pieces->firsts[pieces->count] = count;
    pieces->digests = arena_array(arena, count, sizeof *pieces->digests);
    pieces->bounds = arena_array(arena, count, sizeof *pieces->bounds);
    return workers_do(effort_threads(pieces->effort, (size_t)bytes / 16), count, take_piece, pieces);
}

Digest pieces_digest(const Pieces *pieces, size_t section)
{
    size_t first = pieces->firsts[section], count = pieces->firsts[section + 1] - first;
    return digest_of(pieces->digests + first, count * sizeof(Digest));
}

Bounds pieces_bounds(const Pieces *pieces, size_t section)
{
    Bounds all = {1, 0};
    for (size_t i = pieces->firsts[section]; i < pieces->firsts[section + 1]; i++) {
        const Bounds *piece = &pieces->bounds[i];
        all = i == pieces->firsts[section] ? *piece
            : (Bounds){piece->low < all.low ? piece->low : all.low, piece->high > all.high ? piece->high : all.high};
    }
    return all;
}
