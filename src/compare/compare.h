/* compare.h: two models set against each other: what they say, and what that comes to on the same figures. Two checked models go in, a ModelDiff
 * (findings/diff.h) comes out, which report writes. */
#ifndef STYR_COMPARE_COMPARE_H
#define STYR_COMPARE_COMPARE_H

#include "exec/exec.h"
#include "findings/diff.h"

typedef struct CompareSide {
    const Model *model;      /* NULL: nothing could be read */
    bool usable;             /* checked without errors; else only what it says is compared */
    const char *shown;       /* as given to the command */
    /* A model that was taken out of a revision lies in `taken`, which stands for `home`: its data files are looked for there first, so that both
     * models see the same figures. NULL: it lies where it is. */
    const char *taken, *home;
} CompareSide;

typedef struct CompareOptions {
    bool has_from, has_to; Date from, to;    /* first and last day of the periods; not stated: what the data is about */
    bool trial;              /* both sides are one model: before is without its rules on trial */
    const char *program;     /* "styr 0.1.0" */
    Effort *effort;          /* or NULL */
} CompareOptions;

/* Never NULL. What is wrong with data is queued; what could not be compared stands in ModelDiff.gaps. */
ModelDiff *compare_models(Arena *arena, const CompareSide sides[2], const CompareOptions *options, Diags *diags);

#endif
