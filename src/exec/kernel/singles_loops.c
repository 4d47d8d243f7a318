/* singles_loops.c: the loops of singles.c that are worth wide vectors, once for each width that processors have. */
#include "exec/kernel/loops.h"
#include "exec/kernel/scan.h"

/* The compiler makes vectors of loops as plain as these, once it may. */
#pragma GCC optimize("O3")

#define INLINE static inline __attribute__((always_inline))

typedef struct Amounts { const ColumnPart *part; const uint8_t *states; int64_t times, more; } Amounts;

#define STORED(type)                                                                           \
    {                                                                                          \
        const type *v = (const type *)a->part->values + at;                                    \
        for (size_t i = 0; i < count; i++)                                                     \
            out[i] = (uint32_t)v[i] * times + more;                                            \
    }

/* Everything modulo 2^32, in which the result fits. */
INLINE void put_amounts(const Amounts *a, size_t at, size_t count, uint32_t *restrict out)
{
    uint32_t times = (uint32_t)a->times, more = (uint32_t)a->more;
    BY_WIDTH(a->part, STORED)
    for (size_t i = 0; a->states && i < count; i++)
        out[i] = a->states[at + i] ? a->states[at + i] : out[i];
}

INLINE size_t count_one(const uint32_t *cells, uint32_t one, size_t count)
{
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += cells[i] == one;
    return found;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,prefer-vector-width=512")))
#else
#define AVX2
#define AVX512
#endif

static void amounts_portable(const Amounts *a, size_t at, size_t count, uint32_t *out)
{
    put_amounts(a, at, count, out);
}

AVX2 static void amounts_avx2(const Amounts *a, size_t at, size_t count, uint32_t *out)
{
    put_amounts(a, at, count, out);
}

AVX512 static void amounts_avx512(const Amounts *a, size_t at, size_t count, uint32_t *out)
{
    put_amounts(a, at, count, out);
}

AVX2 static size_t count_avx2(const uint32_t *cells, uint32_t one, size_t count)
{
    return count_one(cells, one, count);
}

AVX512 static size_t count_avx512(const uint32_t *cells, uint32_t one, size_t count)
{
    return count_one(cells, one, count);
}

/* Codes of a part are made those of the column one by one; the states, which they may stand under, come last. */
static void put_codes(const Amounts *a, size_t at, size_t count, uint32_t *out)
{
    amounts_portable(&(Amounts){.part = a->part, .times = 1}, at, count, out);
    for (size_t i = 0; i < count; i++)
        out[i] = a->states && a->states[at + i] ? a->states[at + i] : a->part->codes[out[i]] + (uint32_t)a->more;
}

void singles_amounts(const KernelValue *value, int64_t least, const ColumnPart *part, size_t at, size_t count, uint32_t *out)
{
    Amounts a = {.part = part, .states = part->states, .times = 1, .more = SINGLE_LEAST - least};
    if (!value->raw && !part->codes) {
        a.times = part->unit / value->unit;
        a.more += part->base / value->unit;
    }
    if (part->codes) {
        put_codes(&a, at, count, out);
        return;
    }
    switch (kernel_variant()) {
    case KERNEL_AVX512: amounts_avx512(&a, at, count, out); break;
    case KERNEL_AVX2: amounts_avx2(&a, at, count, out); break;
    case KERNEL_BEST: case KERNEL_PORTABLE: amounts_portable(&a, at, count, out); break;
    }
}

size_t singles_count(const uint32_t *cells, uint32_t one, size_t count)
{
    switch (kernel_variant()) {
    case KERNEL_AVX512: return count_avx512(cells, one, count);
    case KERNEL_AVX2: return count_avx2(cells, one, count);
    case KERNEL_BEST: case KERNEL_PORTABLE: break;
    }
    return count_one(cells, one, count);
}

#define FILLED(type)                                                                           \
    for (size_t at = first; at < end; at += BATCH) {                                           \
        type found = 0;                                                                        \
        for (size_t i = at; i < at + BATCH && i < end; i++)                                    \
            found += ((const type *)cells)[i] != 0;                                            \
        filled += found;                                                                       \
    }

/* Counted a batch at a time in numbers as narrow as the cells. */
size_t singles_filled(const void *cells, size_t bytes, size_t first, size_t end)
{
    size_t filled = 0;
    if (bytes == 2)
        FILLED(uint16_t)
    else
        FILLED(uint32_t)
    return filled;
}
