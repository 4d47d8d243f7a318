/* workers.c: pieces of work handed out one by one to threads that live as long as the work. Base. */
#include "base/workers.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct Crew {
    bool (*work)(void *context, size_t piece);
    void *context;
    size_t count;
    atomic_size_t next;
    atomic_bool failed;
} Crew;

static void *worker(void *argument)
{
    Crew *crew = argument;
    size_t piece;
    while (!atomic_load_explicit(&crew->failed, memory_order_relaxed) && (piece = atomic_fetch_add(&crew->next, 1)) < crew->count)
        if (!crew->work(crew->context, piece))
            atomic_store(&crew->failed, true);
    return NULL;
}

bool workers_do(unsigned threads, size_t count, bool (*work)(void *context, size_t piece), void *context)
{
    Crew crew = {.work = work, .context = context, .count = count};
    pthread_t others[WORKERS_MOST];
    size_t started = 0, wanted = threads < 1 ? 1 : threads > WORKERS_MOST ? WORKERS_MOST : threads;
    while (started + 1 < wanted && started + 1 < count && pthread_create(&others[started], NULL, worker, &crew) == 0)
        started++;
    worker(&crew);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i], NULL);
    return !atomic_load(&crew.failed);
}
