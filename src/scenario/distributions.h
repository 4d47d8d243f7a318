/* distributions.h: draws of a parameter from a distribution, in whole numbers all the way. Every distribution is drawn through the inverse of its
 * distribution function, so one random number gives one value and a greater number never a smaller value: that is what correlate.h builds on. */
#ifndef STYR_SCENARIO_DISTRIBUTIONS_H
#define STYR_SCENARIO_DISTRIBUTIONS_H

#include "base/num.h"
#include "scenario/random.h"

typedef enum DistributionKind {
    DIST_UNIFORM,      /* every value with the decimals from a to b, the ends included, is equally likely */
    DIST_TRIANGLE,     /* least a, most typical b, greatest c */
    DIST_NORMAL,       /* mean a, standard deviation b */
    DIST_OBSERVED,     /* one of the observed values, each as likely as it is common among them */
} DistributionKind;

typedef struct Distribution {
    DistributionKind kind;
    Fix a, b, c;
    const Fix *observed; size_t observed_count;    /* in any order */
    int decimals;      /* 0..6: values are rounded to so many, half away from zero, but never past the ends a and c (b of DIST_UNIFORM) */
} Distribution;

/* Why a distribution is none. DIST_FINE is 0. */
#define DISTRIBUTION_FAULTS(X)                                                                                       \
    X(DIST_FINE)                                                                                                     \
    X(DIST_REVERSED)          /* the least value is above the greatest */                                            \
    X(DIST_TYPICAL_OUTSIDE)   /* the most typical value is not between the ends */                                   \
    X(DIST_NEGATIVE_SPREAD)                                                                                          \
    X(DIST_NOTHING_OBSERVED)                                                                                         \
    X(DIST_NO_VALUE)          /* no value with so many decimals lies between the ends */                             \
    X(DIST_OUT_OF_RANGE)      /* the mean and ten times the spread lead out of what a Fix holds */                   \
    X(DIST_BAD_DECIMALS)
typedef enum DistributionFault {
#define MEMBER(name) name,
    DISTRIBUTION_FAULTS(MEMBER)
#undef MEMBER
    DISTRIBUTION_FAULT_COUNT
} DistributionFault;

/* A distribution made ready to be drawn from. */
typedef struct Sampler Sampler;

/* NULL where it is none, and *fault says why; *fault is DIST_FINE otherwise. The observed values are copied. */
Sampler *sampler_new(Arena *arena, const Distribution *distribution, DistributionFault *fault);

/* out[i] is the value of draw number from + i. Any number of threads may draw from one sampler. */
void sampler_fill(const Sampler *sampler, Stream stream, uint64_t from, size_t count, Vectors vectors, Fix *out);

/* The values at the random numbers u[i], which stand for the probabilities (u[i] + 1/2) / 2^64. */
void sampler_values(const Sampler *sampler, const uint64_t *u, size_t count, Vectors vectors, Fix *out);
/* The same at standard normal numbers (normal.h), for a copula. */
void sampler_values_normal(const Sampler *sampler, const int64_t *z, size_t count, Fix *out);

#endif
