/* exec.h: runs a plan over tables: scans, cells, assessments, findings. Called by the commands; the last room before findings. */
#ifndef STYR_EXEC_EXEC_H
#define STYR_EXEC_EXEC_H

#include "data/table.h"
#include "findings/duties.h"
#include "plan/plan.h"

typedef struct RunOptions {
    Date as_of;              /* the last day that counts: --per 2017-11 is 2017-11-30 */
    size_t only_body;        /* this body and those below it, or NO_INDEX */
    const char *program;     /* "styr 0.1.0" */
    bool steps;              /* fill in Assessment.steps */
    bool bare;               /* see ResultsAsked */
    int ahead;               /* duties that come within so many days are listed */
    Effort *effort;          /* or NULL */
} RunOptions;

/* What a table declaration asks of the data room. False, with a diagnostic, when an attribute cannot be understood. */
ColumnType exec_column_type(const Table *table, size_t index);
bool exec_table_spec(Arena *arena, const Model *model, size_t table, Diags *diags, TableSpec *out);
/* Reads the tables that the plan uses; tables has one place a table of the model, NULL for what is unused or unreadable.
 * False when a table could not be read (its problems are queued); the rest is read all the same. */
bool exec_load_tables(Arena *arena, const Model *model, const Plan *plan, Effort *effort, Diags *diags, const TableData **tables);

/* Evaluates everything as of the date. Never NULL. Warnings about the data are queued. */
Run *exec_run(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags);

/* The duties of a calendar year. judged: with what had become of them as of the date. */
void exec_calendar(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, int year, bool judged,
                   Diags *diags, Calendar *out);

/* ---- piece by piece, for tests of models ---- */

typedef struct Evaluator Evaluator;
/* Scans the tables. The evaluator lives in the arena. */
Evaluator *exec_prepare(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags);

/* Two models' evaluators, as exec_prepare, over tables that they may share: what both read is gone through once. */
typedef struct EvaluatorAsked { const Model *model; const Plan *plan; const TableData *const *tables; Diags *diags; } EvaluatorAsked;
void exec_prepare_pair(Arena *arena, const EvaluatorAsked asked[2], const RunOptions *options, Evaluator *out[2]);
/* The same beside another evaluator of the model's tables, which outlives it: what that has added up of a table is taken over where the plan asks for the
 * same of the same rows. like NULL: as exec_prepare. */
Evaluator *exec_prepare_beside(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags,
                               const Evaluator *like);

/* A value that is given instead of computed: indicator, body (NO_INDEX: kommunen) and period. */
typedef struct Given { size_t indicator, body; Period period; ResultState state; Num number; } Given;
/* To be called before anything is evaluated; what is given for the same place twice: the last counts. */
void exec_give(Evaluator *evaluator, const Given *given, size_t count);

typedef struct Expected {
    Quantity value;          /* of the expression; rules and conditions: a truth value */
    Quantity level;          /* RESULT_LEVEL where the expression names an indicator or goal that has one, else state RESULT_NONE */
    int level_rank;          /* 0 best, -1 none */
    size_t decided_case;     /* which of the cases of the indicator or goal gave the level; NO_INDEX: none */
    bool not_assessable;
    ReasonVec reasons;
    StepVec steps;
} Expected;
/* An expression that plan_expectation added, for kommunen in the latest period (of the finest grain that it names) that had ended by the date.
 * False when it was not added. */
bool exec_expectation(Evaluator *evaluator, const Expr *expr, Date as_of, Expected *out);

/* All assessments and findings, as exec_run. */
Run *exec_evaluate(Evaluator *evaluator);
/* What is asked of results as of a day. */
typedef struct ResultsAsked {
    bool steps;              /* with derivations */
    bool bare;               /* outcomes and what rules require: no ids, places and rows of files, no findings of indicators and goals */
    bool (*wanted)(void *of, const Decl *decl); void *of;    /* which declarations; NULL: all */
} ResultsAsked;
/* The same as of another day, over the same scans: assessments and what follows from them, without duties, decisions and gaps in data. What does not depend
 * on the day is computed once. */
Run *exec_results(Evaluator *evaluator, Date as_of, const ResultsAsked *asked);

/* Notes in the run which files the model and its figures are in, which exec_results leaves out. */
void exec_files(Evaluator *evaluator, Run *run);

/* How the rows of a table would be gone through, for plan_print: how many there are, what each backend is thought to take with one thread, which of
 * them is chosen, and what it makes of the conditions. Whole lines, the same on every machine. */
void exec_describe_scan(StrBuf *out, const Model *model, const Plan *plan, size_t table, const TableData *data);
/* The code that would be compiled for the scans if their columns were as wide as they can be; where there is none, why. For `styr granska --visa jit`. */
void exec_show_code(StrBuf *out, const Plan *plan);

#endif
