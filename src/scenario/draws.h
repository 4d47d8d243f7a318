/* draws.h: all the parameters that a scenario draws, together: each from its distribution, some of them correlated. What random.h, distributions.h and
 * correlate.h offer, put together for whoever only wants the values. */
#ifndef STYR_SCENARIO_DRAWS_H
#define STYR_SCENARIO_DRAWS_H

#include "scenario/correlate.h"

typedef struct DrawnParameter { Str name; Distribution distribution; } DrawnParameter;
/* Two parameters, by index, that vary together. What is not said of two parameters is 0, also where both are correlated with a third. */
typedef struct CorrelatedPair { size_t first, second; Fix correlation; } CorrelatedPair;

/* What is wrong, and with what: one parameter, or a group of correlated ones. */
typedef struct DrawsCheck {
    DistributionFault distribution; size_t parameter;                                  /* whose distribution it is */
    CorrelationFault correlation; size_t first, second;                                /* where the contradiction shows: two parameters, or one twice */
    bool repeated_name;                                                                /* `parameter` has the name of an earlier one */
} DrawsCheck;

typedef struct Draws Draws;

/* NULL where something is wrong; *check says what. The names decide the draws: the order of the parameters does not matter, nor does one more that is
 * correlated with none. Within a group of correlated parameters the names' alphabetical order (by bytes) does: see copula_fill. */
Draws *draws_new(Arena *arena, uint64_t seed, const DrawnParameter *parameters, size_t count, const CorrelatedPair *pairs, size_t pair_count, DrawsCheck *check);

/* out[p][i]: the value of parameter p, as they were given, in draw number from + i. Any number of threads may fill from one. */
void draws_fill(const Draws *draws, uint64_t from, size_t count, Vectors vectors, Fix *const *out);

#endif
