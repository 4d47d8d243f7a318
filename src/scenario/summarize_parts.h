/* summarize_parts.h: what the files of the summaries share; see summarize.h. */
#ifndef STYR_SCENARIO_SUMMARIZE_PARTS_H
#define STYR_SCENARIO_SUMMARIZE_PARTS_H

#include "scenario/summarize.h"

#define PILOT ((size_t)4096)           /* of the first values of a cell, from which the first ranges are guessed */

typedef enum TargetState {
    TARGET_NEW,        /* no value has been seen yet */
    TARGET_COUNTS,     /* values are counted in the parts of the range */
    TARGET_KEEPS,      /* values in the range are kept */
    TARGET_DONE,
} TargetState;

/* One percentile of one cell on its way: its value lies in low..high, unless the first range, which is a guess, misses it. */
typedef struct Target {
    TargetState state;
    uint8_t shift;                     /* a part is 2^shift values wide */
    Fix low, high;
    uint64_t before;                   /* values below low: counted in the first pass, known afterwards */
    uint64_t inside;                   /* values in the range, once that is known; how many are to be kept */
    uint64_t kept_count;
    uint32_t *parts;                   /* TARGET_COUNTS */
    Fix *kept;                         /* TARGET_KEEPS */
    Fix value;                         /* TARGET_DONE */
} Target;

/* Sums and bounds of a batch. */
typedef struct Moments { Wide sum; Fix least, greatest; } Moments;

/* The loops over a batch. Each kind of processor has a set of them; all give the same. */
typedef struct SummaryLoops {
    /* count > 0, at most 2^31. */
    Moments (*moments)(const Fix *values, size_t count);
    /* Counts those in the range in its parts, and returns how many are below it. */
    uint64_t (*count)(const Target *target, const Fix *values, size_t count);
    /* Keeps those in the range, until there are `inside` of them. */
    void (*keep)(Target *target, const Fix *values, size_t count);
    /* tally[level] += how many, for levels below level_count. */
    void (*tally)(const uint8_t *levels, size_t count, size_t level_count, uint64_t *tally);
} SummaryLoops;

extern const SummaryLoops summary_portable, summary_avx2, summary_avx512;

static inline uint64_t span_of(const Target *target)
{
    return (uint64_t)target->high - (uint64_t)target->low;
}

/* ---- ranges (summarize_ranges.c) ---- */

/* Rising, in place. */
void sort_values(Fix *values, size_t count);
/* Which of `count` values, from below, beginning with 1, is the percentile. */
uint64_t rank_of(uint64_t count, uint32_t share);
/* The first ranges, one for each share, guessed from the first values of the cell, whose order is lost. part_count is a power of two. */
void guess_ranges(Target *targets, const uint32_t *shares, size_t share_count, Fix *values, size_t count, size_t part_count);
/* After a pass of TARGET_COUNTS: the part, or the rest of all values, where the value of that rank is; done if that is one value. */
void narrow_range(Target *target, uint64_t rank, Fix least, Fix greatest, size_t part_count);
/* Makes the range ready to be counted in parts. */
void divide_range(Target *target, size_t part_count);

#endif
