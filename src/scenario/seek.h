/* seek.h: the largest or smallest value of a parameter for which a condition holds. Pure: the condition is asked for through a function, for many values
 * at a time. Says how sure the answer is: see SeekHow. */
#ifndef STYR_SCENARIO_SEEK_H
#define STYR_SCENARIO_SEEK_H

#include "base/num.h"
#include "base/vec.h"

typedef enum SeekTruth { SEEK_FALSE, SEEK_UNKNOWN, SEEK_TRUE } SeekTruth;      /* as LaneTruth */

/* truths[i] becomes what holds at values[i]; false to give up (interrupted). */
typedef bool (*SeekAsk)(void *context, const Fix *values, size_t count, uint8_t *truths);

typedef struct SeekQuestion {
    Fix low, high, step;            /* the values low, low + step … up to high; step > 0 */
    bool largest;                   /* else the smallest is sought */
    bool monotone;                  /* the caller knows that what holds changes at most once: nothing is tried out then beyond what is needed */
    const Fix *breaks; size_t break_count;    /* the caller knows that between two of these, in rising order, it changes at most once; or none */
    size_t most;                    /* evaluations, at least 2; as many values as that are tried one and all */
} SeekQuestion;

#define SEEK_OUTCOMES(X)                                                                                             \
    X(SEEK_FOUND)        /* it holds from the one end up to `value`, beyond it never */                              \
    X(SEEK_NONE)         /* it holds nowhere */                                                                      \
    X(SEEK_ALL)          /* it holds everywhere: `value` is the end itself */                                        \
    X(SEEK_AT_END)       /* not everywhere, but at the end where the answer was sought: `value` is that end, `pieces` say from where */ \
    X(SEEK_PIECES)       /* it comes and goes: `value` is the outermost where it holds, beyond it never */           \
    X(SEEK_UNDECIDED)    /* further out than `value` (has_value) it cannot be told, or there were too few evaluations */ \
    X(SEEK_BAD_RANGE)    /* low above high, or no step */                                                            \
    X(SEEK_STOPPED)
typedef enum SeekOutcome {
#define MEMBER(name) name,
    SEEK_OUTCOMES(MEMBER)
#undef MEMBER
    SEEK_OUTCOME_COUNT
} SeekOutcome;

/* How it is known that nothing was overlooked. */
typedef enum SeekHow {
    SEEK_EVERY,         /* every value was tried */
    SEEK_CLAIMED,       /* by the caller's word that it changes at most once */
    SEEK_BY_BREAKS,     /* by the caller's word about the pieces */
    SEEK_PROBED,        /* it is not: values spread over the range were tried, and every change between two of them followed up */
} SeekHow;

/* Values from..to, both on the grid, where the same holds; for SEEK_PROBED, as far as was tried. */
typedef struct SeekPiece { Fix from, to; SeekTruth truth; } SeekPiece;

typedef struct SeekAnswer {
    SeekOutcome outcome;
    SeekHow how;
    bool has_value;
    Fix value;
    Fix last;                       /* the last value on the grid: high, or below it */
    SeekTruth at_low, at_high;      /* at low and at last */
    VEC(SeekPiece) pieces;          /* in rising order */
    size_t evaluations;
} SeekAnswer;

SeekAnswer seek(Arena *arena, const SeekQuestion *question, SeekAsk ask, void *context);

#endif
