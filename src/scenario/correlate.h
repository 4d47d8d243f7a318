/* correlate.h: parameters that vary together: a Gaussian copula. Each parameter keeps its own distribution; the normal numbers behind the draws have
 * the correlations. For normal distributions these are the correlations of the values themselves. */
#ifndef STYR_SCENARIO_CORRELATE_H
#define STYR_SCENARIO_CORRELATE_H

#include "scenario/distributions.h"

#define CORRELATED_MOST ((size_t)16)

/* Why a matrix is none of correlations. CORRELATION_FINE is 0. */
#define CORRELATION_FAULTS(X)                                                                                        \
    X(CORRELATION_FINE)                                                                                              \
    X(CORRELATION_TOO_MANY)         /* more than CORRELATED_MOST, or rows times decimals above 36: 2 decimals are fine for all 16, 6 for 6 */ \
    X(CORRELATION_NOT_SYMMETRIC)                                                                                     \
    X(CORRELATION_DIAGONAL)         /* something is not 1 with itself */                                             \
    X(CORRELATION_BEYOND_ONE)                                                                                        \
    X(CORRELATION_CONTRADICTORY)    /* each is possible, but not all at once: the matrix is not positive semidefinite */
typedef enum CorrelationFault {
#define MEMBER(name) name,
    CORRELATION_FAULTS(MEMBER)
#undef MEMBER
    CORRELATION_FAULT_COUNT
} CorrelationFault;

/* What is wrong, and the row and column where it shows. */
typedef struct CorrelationCheck { CorrelationFault fault; size_t row, column; } CorrelationCheck;

typedef struct Copula Copula;

/* matrix: count * count values, row by row, of Fix; decided exactly. NULL where it is none, and *check says why. */
Copula *copula_new(Arena *arena, const Fix *matrix, size_t count, CorrelationCheck *check);

/* out[k][i] is the value of parameter k in draw number from + i. The order of the parameters matters: the first is drawn as if it were alone, each
 * further one follows those before it. Keep the order independent of where in the model they stand (by name, say). */
void copula_fill(const Copula *copula, const Sampler *const *samplers, const Stream *streams, uint64_t from, size_t count, Vectors vectors, Fix *const *out);

#endif
