/* limits.h: what the machine itself can do, measured in the same run as everything else: reading memory, and two threads at once. */
#ifndef STYR_BENCH_LIMITS_H
#define STYR_BENCH_LIMITS_H

#include <stdint.h>

#include "data/table.h"

/* Nanoseconds to read the stored values of every column once, and the bytes that were read. threads: 1 or 2. */
int64_t limits_read(const TableData *data, unsigned threads, uint64_t *bytes);
/* How much more two threads get done than one, in hundredths (200: twice as much), in work that touches no memory. */
unsigned limits_scaling(void);

#endif
