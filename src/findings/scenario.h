/* scenario.h: what scenarios come to beside what they are laid over: outcomes, requirements, and which change did it. Made by scenario, read by report.
 * Plain data, like findings.h. */
#ifndef STYR_FINDINGS_SCENARIO_H
#define STYR_FINDINGS_SCENARIO_H

#include "findings/findings.h"

/* What a change of rows met. */
typedef struct RowsMet {
    bool is_rows;
    size_t rows;             /* of the table */
    size_t yes, unknown;     /* those that the change is about; those whose condition is unknown, which are left as they are */
    size_t changed;          /* values that became others */
    size_t rounded;          /* … and had to be rounded to six decimals */
} RowsMet;

/* A change as written, and the scenario that makes it. */
typedef struct ScenarioChange { Str scenario, text, place; RowsMet met; } ScenarioChange;

/* What one change does to an outcome: alone, and in its place in the order. NULL: it could not be computed. */
typedef struct ScenarioEffect {
    size_t change;           /* into ScenarioResult.changes */
    const Assessment *alone, *before, *after;
} ScenarioEffect;

/* One declaration for one body (and key) that is other than without the scenario. */
typedef struct ScenarioCell {
    const Assessment *base, *with;
    bool flipped;            /* another level, or a rule that is triggered or no longer is */
    VEC(ScenarioEffect) effects;         /* of the changes that do anything to it, in their order */
} ScenarioCell;

/* A requirement that comes, goes or becomes another. */
typedef struct ScenarioDemand { const Finding *base, *with; } ScenarioDemand;    /* NULL: it is not there */

/* ---- over many values of a parameter ---- */

#define SCENARIO_LEVELS 9                /* that an outcome can have, at most */
#define SCENARIO_LIMITS 12
/* base: the parameter's value with nothing set; state RESULT_NONE where it has no single one. */
typedef struct ScenarioAxis { Str parameter, title; Quantity *values; size_t count; Quantity base; } ScenarioAxis;
/* An outcome in one setting, in short. */
typedef struct ScenarioPoint { Num number; Str level; ResultState state; ResultType type; int rank; uint8_t truth; bool not_assessable; } ScenarioPoint;
typedef struct VariedCell {
    const Assessment *base;              /* with nothing set */
    ScenarioPoint *points;               /* by setting: the first axis is the slower one */
    bool flips;                          /* not the same level everywhere */
    Str names[SCENARIO_LEVELS]; size_t name_count;       /* of levels, best first; none for rules */
    Num *limits; size_t limit_count;     /* values at which the level may change, where they are the same in every setting; in any order */
} VariedCell;
typedef struct Variation {
    ScenarioAxis axes[2]; size_t axis_count;
    size_t settings;
    VEC(VariedCell) cells;               /* those that are not the same everywhere */
    size_t spoiled;                      /* outcomes of single settings that could not be computed there */
} Variation;

/* ---- the largest or smallest value of a parameter ---- */

/* X(MEMBER, "english key"). */
#define SOUGHT_OUTCOMES(X)                                                                                                       \
    X(FOUND, "found")            /* it holds from the one end up to `value`, beyond it never */                                  \
    X(NONE, "none")              /* it holds nowhere */                                                                          \
    X(ALL, "all")                /* it holds everywhere */                                                                       \
    X(AT_END, "at_end")          /* it holds at the end where the answer was sought, but not everywhere */                       \
    X(PIECES, "pieces")          /* it comes and goes: `value` is the outermost where it holds */                                \
    X(UNDECIDED, "undecided")    /* it cannot be told */
typedef enum SoughtOutcome {
#define X(member, en) SOUGHT_##member,
    SOUGHT_OUTCOMES(X)
#undef X
} SoughtOutcome;
const char *sought_outcome_name(SoughtOutcome outcome);

typedef struct Sought {
    Str parameter, title, condition;     /* the condition as written */
    bool highest;
    SoughtOutcome outcome;
    bool has_value; Quantity value;
    Quantity low, high, step;            /* where it was sought */
    bool stated;                         /* … as the scenario says; else around the value that there is */
    uint8_t at_low, at_high;             /* Truth: whether it holds at the ends */
    bool every;                          /* every value was tried; else so many, spread over the range, and each change between two of them followed up */
    size_t tried;
} Sought;

/* ---- draws ---- */

#define DRAWN_SHARES 5                   /* 5, 25, 50, 75 and 95 per cent */
#define DRAWN_LEVELS SCENARIO_LEVELS
typedef struct DrawnParameterTold { Str parameter, distribution; } DrawnParameterTold;
/* Month by month; values in base units, missing and base by month. */
typedef struct DrawnMonths {
    int year, month; size_t count;       /* the first */
    Fix *values;                         /* DRAWN_SHARES * count, a row for each share */
    bool *missing;
    const Fix *base;                     /* with nothing drawn */
    bool has_limit; Fix limit;           /* what it is compared with, where that never moves */
} DrawnMonths;
typedef struct DrawnCell {
    const Assessment *base;              /* with nothing drawn */
    size_t levels[DRAWN_LEVELS]; Str names[DRAWN_LEVELS];      /* by rank; a rule: [0] not triggered, [1] triggered */
    size_t without_level, missing;
    bool has_values; Quantity shares[DRAWN_SHARES], mean;
    const DrawnMonths *months;           /* NULL: not asked for, or not an outcome of months */
} DrawnCell;
typedef struct Drawn {
    VEC(DrawnParameterTold) parameters;
    size_t draws; uint64_t seed;
    VEC(DrawnCell) cells;                /* those that are not the same in every draw */
} Drawn;

/* ---- what would change an outcome ---- */

/* A parameter moved until an outcome becomes another. */
typedef struct Flip {
    size_t parameter;                    /* into Marginals.parameters */
    Quantity to;
    Num share;                           /* how far, of the value that it has; of the range where that is 0 */
    bool from_zero;
    bool exact;                          /* one step less leaves the outcome as it is; else something nearer could not be told */
    ScenarioPoint becomes;
} Flip;
typedef struct MarginalCell {
    const Assessment *now;
    VEC(Flip) flips;                     /* at most one for each parameter and direction, the least move first; none: nothing that was tried changes it */
} MarginalCell;
typedef struct MarginalParameter { Str name, title; Quantity now, low, high, step; } MarginalParameter;
typedef struct Marginals {
    VEC(MarginalParameter) parameters;
    VEC(Str) untried;                    /* parameters with several values, or none in figures */
    VEC(MarginalCell) cells;             /* those with a level or a condition, the most easily changed first */
    size_t tried;                        /* evaluations */
} Marginals;

typedef struct ScenarioResult {
    Str name, title, place;
    VEC(Str) builds_on;      /* names */
    VEC(ScenarioChange) changes;
    bool effects;            /* the changes have been tried one by one */
    VEC(ScenarioCell) cells; /* those that differ, in the order of the model */
    size_t cell_count, flipped, value_only;
    VEC(ScenarioDemand) demands;
    const Variation *variation;          /* NULL: nothing is varied */
    VEC(Sought) sought;
    const Drawn *drawn;                  /* NULL: nothing is drawn */
    const Marginals *marginals;          /* NULL: not asked for */
    const Run *run;
} ScenarioResult;

typedef struct ScenarioReport {
    Arena *arena;
    const Run *base;         /* what all is compared with: model, date, files */
    Str base_name, base_title;           /* the scenario that it is; empty: the model as it is */
    const Marginals *marginals;          /* of the base; NULL: not asked for */
    VEC(ScenarioResult) results;
    size_t flipped;          /* of all of them */
} ScenarioReport;

/* Whether both have the same level, or the rule is triggered in both or in neither. */
bool assessments_alike(const Assessment *a, const Assessment *b);
/* … and the same value. */
bool assessments_equal(const Assessment *a, const Assessment *b);

#endif
