/* workers.h: many small pieces of work that do not depend on each other, shared among threads. */
#ifndef STYR_BASE_WORKERS_H
#define STYR_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#define WORKERS_MOST 64

/* Does work(context, 0 … count - 1), each once, in any order, by at most `threads` threads of which the caller's is one. Where the system has no
 * more threads to give, those that there are do it all. False as soon as a piece returns false: the rest are then left undone. */
bool workers_do(unsigned threads, size_t count, bool (*work)(void *context, size_t piece), void *context);

#endif
