/* lower.h: what the files of the lowering share; nobody else includes it. */
#ifndef STYR_PLAN_LOWER_H
#define STYR_PLAN_LOWER_H

#include "plan/plan.h"

#define LOWER_MAX_DEPTH 400

/* What was made already, by content. */
typedef struct ScanMaps { Map steps, filters, values; } ScanMaps;
typedef struct Made { Map steps, aggregates, expectations; ScanMaps *scans; /* by table */ } Made;

typedef struct Lowering {
    Plan *plan;
    Arena *arena;
    const Model *model;
    Diags *diags;
    Made *made;
    /* where the expression stands */
    const Decl *owner;
    size_t indicator;               /* whose `värde` is meant, or NO_INDEX */
    size_t goal;                    /* whose `indikatorer`, or NO_INDEX */
    bool partial;                   /* the declaration says tillåt delvis */
    bool exact;                     /* names of indicators mean the context exactly: x för KF */
    const Expr *set;                /* of the latest quantifier */
    int depth;
} Lowering;

/* The same lowering for another declaration: what stands in one does not leak into the next. */
Lowering lower_for(const Lowering *l, const Decl *owner);

/* ---- steps (plan.c) ---- */

/* A step without operands, and one with two (NO_STEP: none). */
#define STEP(...) ((PlanStep){.a = NO_STEP, .b = NO_STEP, .c = NO_STEP, __VA_ARGS__})
#define STEP_ON(x, y, ...) ((PlanStep){.a = (x), .b = (y), .c = NO_STEP, __VA_ARGS__})

/* Interns a step: equal steps of one declaration are one. */
uint32_t step_put(Lowering *l, PlanStep step);
uint32_t step_unary(Lowering *l, StepOp op, uint32_t a, const Expr *expr);
uint32_t step_binary(Lowering *l, StepOp op, uint32_t a, uint32_t b, const Expr *expr);
uint32_t step_indexed(Lowering *l, StepOp op, size_t index, size_t sub, const Expr *expr);
/* A step for what cannot be computed, with a diagnostic: why is one text in two languages. */
uint32_t step_refuse(Lowering *l, const Expr *expr, const char *why);
/* Swedish and English, as arguments of diagnostics have them. */
#define BOTH_LANGS(sv, en) sv "\x1f" en

const ExprInfo *lower_info(const Lowering *l, const Expr *expr);
Function call_function(const Lowering *l, const Expr *call);      /* FUNCTION_END if it is none */
/* The number of a literal in base units. */
Num literal_number(const Lowering *l, const Expr *expr);

/* ---- rows (lower_rows.c, lower_row_sets.c) ---- */

#define NO_ROW NO_STEP
/* Equal for steps that give the same. */
void row_key(StrBuf *out, const RowStep *step);
uint32_t row_put(Lowering *l, ScanPlan *scan, RowStep step);
uint32_t row_value(Lowering *l, ScanPlan *scan, const Expr *expr);
uint32_t row_truth(Lowering *l, ScanPlan *scan, const Expr *expr);
uint32_t row_refuse(Lowering *l, ScanPlan *scan, const Expr *expr, bool truth);
/* The column that a name means, or NO_INDEX. */
size_t row_column(const Lowering *l, const ScanPlan *scan, const Expr *expr);
/* x i (items): ranges, texts, groups. */
uint32_t row_in(Lowering *l, ScanPlan *scan, const Expr *expr);
/* A column of texts, bodies, dates or periods against a constant. NO_ROW when y is none. */
uint32_t row_compare_column(Lowering *l, ScanPlan *scan, size_t column, BinaryOp op, const Expr *y, const Expr *expr);
/* The number is within low..high, for a constant expression. */
bool row_constant(const Lowering *l, const Expr *expr, Fix *out);
/* A period literal, a year, mandatperioden. */
bool constant_period(const Lowering *l, const Expr *expr, Period *out);
/* Interns a condition (NULL: none) together with the table's own; NO_INDEX when every row counts. negated: the rows that do not meet it. */
size_t scan_filter(Lowering *l, ScanPlan *scan, const Expr *condition, bool negated);
size_t scan_value(Lowering *l, ScanPlan *scan, const Expr *expr, unsigned needs);
size_t scan_split(Lowering *l, ScanPlan *scan, size_t column);
ScanPlan *scan_of(Lowering *l, size_t table);

/* ---- cells ---- */

uint32_t lower_aggregate(Lowering *l, const Expr *call, Function function);
/* percentil(x; 75) as a share: 75 and 75 % are the same. */
Num lower_percent(const Lowering *l, const Expr *expr);
/* A value, a condition: any expression. NO_STEP never comes back: what cannot be lowered is STEP_MISSING with a diagnostic. */
uint32_t lower_expr(Lowering *l, const Expr *expr);
uint32_t lower_binary(Lowering *l, const Expr *expr);
uint32_t lower_between(Lowering *l, const Expr *expr);
uint32_t lower_in(Lowering *l, const Expr *expr);
uint32_t lower_is(Lowering *l, const Expr *expr);
uint32_t lower_quantified(Lowering *l, const Expr *expr);
uint32_t lower_call(Lowering *l, const Expr *call);
uint32_t lower_time(Lowering *l, const Expr *call, Function function);
/* The indicators with breaks that the expression is computed of, as args of a step that looks back. */
void lower_series(Lowering *l, const Expr *expr, PlanStep *step);
uint32_t lower_for_scope(Lowering *l, const Expr *expr, bool level);
/* The step of the level that an expression has: an indicator, a goal, or one of them `för` a body. */
uint32_t lower_level(Lowering *l, const Expr *expr);
/* The first indicator that an expression names (värde: the one being assessed), or NO_INDEX. */
size_t named_indicator(const Lowering *l, const Expr *expr);
/* The members of indikatorer or undermål where the condition holds; false for other sets. */
bool set_members(Lowering *l, const Expr *set, const Expr *where, RefVec *out);
/* The argument is a set of one value a member: x för grupp. */
bool is_group_argument(const Lowering *l, const Expr *arg);

void lower_cases(Lowering *l, const CaseVec *cases, CasePlanVec *out);
void lower_parameter(Lowering *l, size_t index);
void lower_indicator(Lowering *l, size_t index);
void lower_goal(Lowering *l, size_t index);
void lower_rule(Lowering *l, size_t index);
void lower_checkpoint(Lowering *l, size_t index);
void lower_table(Lowering *l, size_t index);
void lower_right(Lowering *l, size_t index);

#endif
