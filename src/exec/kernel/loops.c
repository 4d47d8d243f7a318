/* loops.c: the portable loops, and the choice of a set. */
#include <string.h>

#include "data/parts.h"
#include "exec/kernel/loops.h"

/* ---- portable ---- */

#define BOUNDS(type)                                                                           \
    {                                                                                          \
        const type *v = (const type *)lookup->values + first;                                  \
        type least = v[0], most = v[0];                                                        \
        for (size_t i = 1; i < count; i++) {                                                   \
            least = v[i] < least ? v[i] : least;                                               \
            most = v[i] > most ? v[i] : most;                                                  \
        }                                                                                      \
        *low = (int64_t)least, *high = (int64_t)most;                                          \
    }

static void bounds(const Lookup *lookup, size_t first, size_t count, int64_t *low, int64_t *high)
{
    BY_WIDTH(lookup, BOUNDS)
}

#define LOOK_UP(type)                                                                          \
    {                                                                                          \
        const type *v = (const type *)lookup->values + first;                                  \
        for (size_t i = 0; i < count; i++)                                                     \
            out[i] += table[(int64_t)v[i] + offset];                                           \
    }

static void look_up(const Lookup *lookup, size_t first, size_t count, uint32_t *restrict out)
{
    const uint32_t *restrict table = lookup->table;
    int64_t offset = lookup->offset;
    BY_WIDTH(lookup, LOOK_UP)
}

#define CUT(type)                                                                              \
    {                                                                                          \
        const type *v = (const type *)lookup->values + first;                                  \
        for (size_t i = 0; i < count; i++) {                                                   \
            uint32_t sum = lookup->least;                                                      \
            for (size_t j = 0; j < lookup->cut_count; j++)                                     \
                sum += (int64_t)v[i] > lookup->cuts[j] ? lookup->deltas[j] : 0;                \
            out[i] += sum;                                                                     \
        }                                                                                      \
    }

static void cut(const Lookup *lookup, size_t first, size_t count, uint32_t *restrict out)
{
    BY_WIDTH(lookup, CUT)
}

static void map(const uint32_t *restrict table, size_t entries, const uint32_t *restrict places, size_t count, uint32_t *restrict out)
{
    (void)entries;
    for (size_t i = 0; i < count; i++)
        out[i] += table[places[i]];
}

static void finish(uint32_t more, uint32_t most, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = out[i] + more < most ? out[i] + more : most;
}

const KernelLoops loops_portable = {"portable", 0, bounds, look_up, cut, map, finish};

/* ---- alike on every processor ---- */

#define MAP_THROUGH(type)                                                                      \
    {                                                                                          \
        const type *v = (const type *)lookup->values + first;                                  \
        for (; i < count; i++)                                                                 \
            out[i] = map[places[i] + table[(int64_t)v[i] + offset]];                           \
    }

/* Everything is in the first cache, where loads are what a row costs: four of what is stored are fetched at a time, and the tables are narrow.
 * Gathering the four results in one register, as the compiler would, takes longer than to store them. */
__attribute__((optimize("no-tree-slp-vectorize"))) static size_t map_fours(const uint16_t *values, size_t count, const uint16_t *restrict table, const uint32_t *restrict places,
                        const uint16_t *restrict map, uint32_t *restrict out)
{
    size_t whole = count & ~(size_t)3;
    for (size_t i = 0; i < whole; i += 4) {
        uint16_t v[4];
        memcpy(v, values + i, sizeof v);
        out[i] = map[places[i] + table[v[0]]];
        out[i + 1] = map[places[i + 1] + table[v[1]]];
        out[i + 2] = map[places[i + 2] + table[v[2]]];
        out[i + 3] = map[places[i + 3] + table[v[3]]];
    }
    return whole;
}

void map_through(const Lookup *lookup, size_t first, size_t count, const uint32_t *restrict places, const uint32_t *restrict map,
                 const uint16_t *narrow, uint32_t *restrict out)
{
    const uint32_t *restrict table = lookup->table;
    int64_t offset = lookup->offset;
    size_t i = 0;
    if (lookup->width == WIDTH_U16 && lookup->narrow && narrow)
        i = map_fours((const uint16_t *)lookup->values + first, count, lookup->narrow, places, narrow, out);
    BY_WIDTH(lookup, MAP_THROUGH)
}

void read_ahead(const void *values, CellWidth width, size_t first, size_t count)
{
    uintptr_t from = (uintptr_t)values + first * width_bytes(width), end = from + count * width_bytes(width);
    for (; from < end; from += 64)
        __builtin_prefetch((const void *)from);
}

/* ---- the choice ---- */

static KernelVariant forced = KERNEL_BEST;

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
}

bool kernel_force(KernelVariant variant)
{
    if ((variant == KERNEL_AVX512 && !has_avx512()) || (variant == KERNEL_AVX2 && !__builtin_cpu_supports("avx2")))
        return false;
    forced = variant;
    return true;
}

KernelVariant kernel_variant(void)
{
    if (forced != KERNEL_BEST)
        return forced;
    return has_avx512() ? KERNEL_AVX512 : __builtin_cpu_supports("avx2") ? KERNEL_AVX2 : KERNEL_PORTABLE;
}

const KernelLoops *loops_chosen(void)
{
    switch (kernel_variant()) {
    case KERNEL_AVX512: return &loops_avx512;
    case KERNEL_AVX2: return &loops_avx2;
    case KERNEL_BEST: case KERNEL_PORTABLE: break;
    }
    return &loops_portable;
}
