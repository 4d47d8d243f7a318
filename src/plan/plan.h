/* plan.h: the only intermediate form: what a run does, without names or trees. Scans say what to add up of each table, the cell program what
 * to compute of the sums. Made by lower_*.c from the checked model, executed by exec, printed by print.c (`styr granska --visa plan`). */
#ifndef STYR_PLAN_PLAN_H
#define STYR_PLAN_PLAN_H

#include "model/model.h"

/* ---- row programs ---- */

typedef enum RowOp {
#define ROWOP(member, text, result) ROW_##member,
#include "plan/rowops.def"
#undef ROWOP
    ROW_OP_COUNT
} RowOp;

#define NO_STEP UINT32_MAX

typedef struct RowRange { int64_t low, high; } RowRange;

/* What the entries of a column's dictionary are tested for. One of the lists is used, by the column's type. */
typedef enum PeriodTest { PERIOD_EQ, PERIOD_BEFORE, PERIOD_UP_TO, PERIOD_AFTER, PERIOD_FROM, PERIOD_WITHIN, PERIOD_MONTHS } PeriodTest;
typedef struct RowSet {
    VEC(Str) texts;                 /* folded */
    VEC(RowRange) ranges;           /* whole numbers in texts: "3010" in 3000..3999; of RANGES: in the column's own units */
    VEC(size_t) bodies;             /* for columns of bodies, beside texts */
    VEC(Period) periods; PeriodTest test;
    int month_from, month_to;       /* PERIOD_MONTHS */
} RowSet;

typedef struct RowStep {
    RowOp op;
    uint32_t a, b;                  /* earlier steps */
    size_t column;                  /* COLUMN, LOOKUP */
    int64_t low, high;              /* see rowops.def */
    const RowSet *set;
    const Expr *expr;
} RowStep;

bool row_op_is_truth(RowOp op);
const char *row_op_name(RowOp op);

/* ---- scans ---- */

/* What aggregates need of a value beside its sum and counts. */
typedef enum ValueNeed { NEED_EXTREMES = 1, NEED_ORDER = 2, NEED_LIST = 4 } ValueNeed;
typedef struct ScanValue { uint32_t step; unsigned needs; bool stock; const Expr *expr; } ScanValue;
typedef struct ScanFilter { uint32_t step; const Expr *expr; } ScanFilter;

/* What is read of one table: each row is classified once by all filters and the split columns, and its values added to one cell. */
typedef struct ScanPlan {
    size_t table;
    bool used;
    VEC(RowStep) steps;
    VEC(ScanFilter) filters;        /* each includes the table's own condition */
    VEC(ScanValue) values;
    VEC(size_t) splits;             /* columns that contexts run over */
    size_t where;                   /* the filter of the table's own condition, NO_INDEX: none */
    bool by_day;                    /* dates are kept as days, not as months */
    VEC(size_t) reconcile_filters;  /* for each reconcile of the table: the rows that count */
} ScanPlan;

/* One aggregate over one table. */
typedef struct Aggregate {
    Function function;
    size_t table;
    size_t filter;                  /* of the scan; NO_INDEX: every row */
    size_t rest;                    /* andel: the filter of the rows that do not meet the condition */
    size_t value;                   /* of the scan; NO_INDEX where rows are counted */
    bool partial;                   /* tillåt delvis */
    Num percent;                    /* percentil */
    Type type;
    size_t column;                  /* the column, where the value is one; else NO_INDEX */
    const Expr *expr;
} Aggregate;

/* ---- the cell program ---- */

typedef enum StepOp {
#define OP(member, text, family) STEP_##member,
#include "plan/ops.def"
#undef OP
    STEP_COUNT
} StepOp;
const char *step_op_name(StepOp op);

/* How an indicator is meant: seen from another context (its own body and period are found), for the context exactly (x för KF), or itself. */
typedef enum Reference { REF_SEEN, REF_EXACT, REF_SELF } Reference;
typedef enum Gap { GAP_UNKNOWN, GAP_BREAKS, GAP_SKIPPED } Gap;

typedef struct PlanStep {
    StepOp op;
    uint32_t a, b, c;
    size_t arg_count; const uint32_t *args;
    size_t index, sub;
    Num number;
    Str text;
    Period period;
    const Scale *scale; size_t level; IsForm form;
    int months, days, count;
    Type type;                      /* of the value */
    const Decl *owner;
    const Expr *expr;               /* as written; NULL for steps without words of their own */
} PlanStep;

typedef struct CasePlan { size_t level; uint32_t when; /* NO_STEP: annars */ const Case *as; } CasePlan;
typedef VEC(CasePlan) CasePlanVec;
typedef struct TargetPlan { uint32_t value, value2; } TargetPlan;

typedef struct IndicatorPlan {
    uint32_t value;                 /* NO_STEP when judged */
    uint32_t self, level, share;    /* the steps INDICATOR (REF_SELF), LEVEL and SHARE of it */
    CasePlanVec cases;              /* its own, or the scale's on måluppfyllelse */
    bool own_cases;
    VEC(TargetPlan) targets;        /* as Indicator.targets */
    uint32_t tolerance;
} IndicatorPlan;

typedef struct ParameterPlan { VEC(uint32_t) values; } ParameterPlan;     /* as Parameter.values */

typedef struct GoalPlan {
    uint32_t level, share;
    CasePlanVec cases;
    bool own_cases;
    Grain grain;                    /* the finest of what it is measured with */
    VEC(uint32_t) measures;         /* LEVEL of each indicator that is not support, as many as weights */
    VEC(size_t) indicators; VEC(Fix) weights;
    VEC(uint32_t) subgoals;         /* GOAL of each */
} GoalPlan;

typedef struct HolePlan { Str text; uint32_t step; int word; } HolePlan;   /* text, then a hole: a step, or a word of the context */
enum { HOLE_NONE, HOLE_STEP, HOLE_NAME, HOLE_BODY, HOLE_TITLE, HOLE_PERIOD, HOLE_VALUE };
typedef VEC(uint32_t) StepVecPlan;
typedef struct RequirementPlan { uint32_t effect, that; StepVecPlan lengths; /* as Requirement.lengths_open */ } RequirementPlan;
typedef struct CheckpointPlan { StepVecPlan lengths; /* parameters, as Checkpoint.lengths_open */ } CheckpointPlan;
typedef struct RulePlan {
    uint32_t when, self;
    VEC(RequirementPlan) requires;
    VEC(HolePlan) message;
} RulePlan;

typedef struct Plan {
    Arena *arena;
    const Model *model;
    ScanPlan *scans;                /* one a table of the model */
    VEC(Aggregate) aggregates;
    VEC(PlanStep) steps;
    IndicatorPlan *indicators;
    ParameterPlan *parameters;
    GoalPlan *goals;
    RulePlan *rules;
    CheckpointPlan *checkpoints;
    size_t *rights;                 /* by right: the filter of its rows among decisions; NO_INDEX: it has no condition on rows */
    bool by_day;                    /* something is measured per day */
    struct Lowering *lowering;      /* what plan_expectation goes on with */
} Plan;

/* Lowers a model that was checked without errors. What cannot be executed is queued as S05xx. */
Plan *plan_lower(Arena *arena, const Model *model, Diags *diags);
/* One scan for two of the same columns, whose bodies are the same: what a asks stands as it does in a, what b asks at filters[i] and values[i] (one place
 * for each of b's). False when one cannot do for both. */
bool plan_join_scans(Arena *arena, const ScanPlan *a, const ScanPlan *b, ScanPlan *out, size_t *filters, size_t *values);
/* Whether two scans do the same to every row, so that what one of them has added up serves both (same.c). */
bool scan_plans_same(const ScanPlan *a, const ScanPlan *b);
/* Adds an expression of a test. Before the plan is executed; the step, or NO_STEP with a diagnostic. The same expression gives the same step. */
uint32_t plan_expectation(Plan *plan, const Expr *expr, Diags *diags);
/* The step of an expression that was added, or NO_STEP. */
uint32_t plan_expectation_step(const Plan *plan, const Expr *expr);
/* The step of its level, where it names an indicator or goal; else NO_STEP. */
uint32_t plan_expectation_level(const Plan *plan, const Expr *expr);

/* A condition on the rows of a table, among the scan's filters: its place there, or NO_INDEX where every row counts. Before the plan is executed. */
size_t plan_condition(Plan *plan, size_t table, const Expr *where, Diags *diags);

/* How often it is measured: the finest grain of the indicators and rules that it names, a month if it names none. */
Grain plan_expectation_grain(const Plan *plan, const Expr *expr);

/* costs, by table: how its rows would be gone through, as whole lines (exec_describe_scan); empty where its data is not at hand. NULL: nowhere is it. */
void plan_print(StrBuf *out, const Plan *plan, const Str *costs);

#endif
