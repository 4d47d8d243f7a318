/* estimate.h: whether compiled code is thought to pay. For engine.c. */
#ifndef STYR_EXEC_JIT_ESTIMATE_H
#define STYR_EXEC_JIT_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A scan, as far as compiled code has to do with it. */
typedef struct CodeEstimate {
    size_t rows;
    unsigned threads;
    size_t steps, rounds;              /* of the row programs that would be compiled, and those of them that round */
    size_t lanes, wide;                /* of the code for one shape of the table's parts: its steps, and those that need more than 64 bits */
    size_t shapes;                     /* that it is made for */
    bool kept;                         /* the code is there already */
} CodeEstimate;

/* Nanoseconds until the code is there. */
int64_t code_wait(const CodeEstimate *estimate);
/* Nanoseconds that the scan is shorter with the code than without; below zero: longer. */
int64_t code_saving(const CodeEstimate *estimate);

#endif
