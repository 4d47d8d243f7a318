/* limits.c: the limits that the measurements are set beside: memory bandwidth, and whether two threads really run at the same time. */
#include "limits.h"

#include <pthread.h>
#include <stddef.h>

#include "data/parts.h"

/* ---- reading memory ---- */

typedef struct Share { const TableData *data; unsigned number, count; uint64_t bytes, sum; } Share;

/* Adds up words: gcc makes it vectors of the widest kind that the processor has. */
__attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), optimize("O3")))
static uint64_t sum_words(const uint64_t *words, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += words[i];
    return sum;
}

static void read_values(Share *share, const ColumnPart *part, size_t rows)
{
    size_t words = rows * width_bytes(part->width) / sizeof(uint64_t);
    size_t from = words * share->number / share->count, to = words * (share->number + 1) / share->count;
    share->sum += sum_words((const uint64_t *)part->values + from, to - from);
    share->bytes += (to - from) * sizeof(uint64_t);
}

static void *read_share(void *self)
{
    Share *share = self;
    for (size_t c = 0; c < share->data->column_count; c++)
        for (size_t p = 0; p < share->data->part_count; p++)
            read_values(share, &share->data->columns[c].parts[p], share->data->parts[p].count);
    return NULL;
}

int64_t limits_read(const TableData *data, unsigned threads, uint64_t *bytes)
{
    Share shares[2] = {{data, 0, threads, 0, 0}, {data, 1, threads, 0, 0}};
    pthread_t other;
    int64_t start = effort_clock();
    bool two = threads == 2 && pthread_create(&other, NULL, read_share, &shares[1]) == 0;
    read_share(&shares[0]);
    if (two)
        pthread_join(other, NULL);
    int64_t spent = effort_clock() - start;
    volatile uint64_t kept = shares[0].sum + shares[1].sum;      /* so that nothing of it is left out */
    (void)kept;
    *bytes = shares[0].bytes + shares[1].bytes;
    return spent;
}

/* ---- two threads ---- */

enum { TURNS = 60 * 1000 * 1000 };
typedef struct Turns { int64_t start, end; uint64_t state; } Turns;

static void *turn(void *self)
{
    Turns *turns = self;
    turns->start = effort_clock();
    uint64_t a = turns->state, b = a + 1, c = a + 2, d = a + 3;
    for (unsigned i = 0; i < TURNS; i++) {       /* four chains at once, so that two threads on one core get in each other's way */
        a = a * 6364136223846793005u + 1, b = b * 6364136223846793005u + 1;
        c = c * 6364136223846793005u + 1, d = d * 6364136223846793005u + 1;
    }
    *(volatile uint64_t *)&turns->state = a ^ b ^ c ^ d;
    turns->end = effort_clock();
    return NULL;
}

unsigned limits_scaling(void)
{
    Turns alone = {.state = 1}, left = {.state = 2}, right = {.state = 3};
    pthread_t other;
    turn(&alone);
    if (pthread_create(&other, NULL, turn, &right) != 0)
        return 100;
    turn(&left);
    pthread_join(other, NULL);
    /* Each by its own time: how long it takes to wake a processor that sleeps is not the question. */
    int64_t one = alone.end - alone.start;
    return (unsigned)(one * 100 / (left.end - left.start) + one * 100 / (right.end - right.start));
}
