/* test.h: what the files of `styr testa` share: the result of each test, and which levels the tests have seen. */
#ifndef STYR_CMD_TEST_H
#define STYR_CMD_TEST_H

#include "cmd/command.h"
#include "exec/exec.h"
#include "model/constraints/constraints.h"
#include "prove/tests.h"
#include "report/json_writer.h"

/* One expectation, or one place of a series of them. */
typedef struct Check {
    Str text;                /* what it is about, as written */
    Period period;
    Str expected, actual;
    ReasonVec reasons;       /* why the actual value is missing or unknown */
    bool passed;
    bool updated;            /* what came out has been written in its place */
    bool timeless;           /* about a constraint: there is no period */
    Str place;               /* "bun.styr:41" */
} Check;

typedef struct TestResult {
    const Test *test;
    VEC(Check) checks;
    size_t failed;
    bool broken;             /* could not be run: why is queued */
} TestResult;
typedef VEC(TestResult) TestResults;

/* Which results of an indicator, goal or rule some expectation has met: a bit by rank of the level; for rules by truth value. */
typedef struct Seen {
    const Common *common;
    const Scale *scale;      /* NULL: a rule */
    unsigned bits;
    unsigned possible;       /* those levels that it can be given at all; only with a scale */
    bool undecided;          /* … or that it could not be judged */
    const CaseVec *cases; bool *decided;   /* its own cases, and which of them has decided */
    bool followed;           /* an indicator that is followed only: no target and no cases, so no result to meet; a goal that nothing gives a level; or a constraint of the library, which has tests of its own */
} Seen;
typedef VEC(Seen) Coverage;

/* What is to stand in a rule file in place of what was expected. */
typedef struct TestEdit { Span span; Str text; } TestEdit;

typedef struct TestRunner {
    Command *command;
    Arena *arena;
    const Model *model;
    Plan *plan;
    Diags *diags;
    TableSpec *specs;        /* by table of the model */
    Coverage indicators, goals, rules, constraints;   /* as many as the model has */
    OutcomeVec outcomes;     /* of the model's constraints, once a test asks for them */
    bool constraints_tried;
    TestResults results;
    Effort *effort;
    bool update;             /* --uppdatera */
    VEC(TestEdit) edits;
} TestRunner;

/* One thing that a model can come to, and whether some expectation has met it: a case, a level, an outcome. */
typedef struct CoveragePoint {
    const Common *common;
    Str what;
    Span place;
    bool met;
    bool has_wish; TestWish wish;    /* what a test of it is to show; demands on the model have none: they are not about figures */
} CoveragePoint;
typedef struct CoveragePoints { VEC(CoveragePoint) all; size_t met; } CoveragePoints;

/* Of an indicator with a scale: a bit by rank for each level that it can be given (test_possible.c). */
unsigned indicator_levels(const Indicator *indicator);
/* … of each goal of the model. */
unsigned *goal_levels(Arena *arena, const Model *model);
/* A level, or for rules a truth value, that a test can meet. */
bool seen_is_possible(const Seen *seen, size_t at);
/* Of what there is to try, in whole percent rounded down; 100 where there is nothing. */
size_t coverage_share(const CoveragePoints *points);
/* What the model itself can come to, in the order of its declarations; declarations of the library have tests of their own. */
void coverage_points(const TestRunner *runner, CoveragePoints *out);
void coverage_text(Page *page, const CoveragePoints *points);
void coverage_json(Json *json, const CoveragePoints *points);
/* A test for something that none has shown (test_suggest.c). */
typedef struct Suggestion {
    size_t point;            /* among the points */
    Str name, text;          /* the test; empty where no rows were found */
    bool passed;             /* it has been run as it stands, and shows what it is for */
    Str why[2];              /* … or why there is none */
} Suggestion;
typedef VEC(Suggestion) Suggestions;
/* NULL where Z3 is not installed. */
Solver *suggestion_solver(TestRunner *runner);
void suggestions_make(TestRunner *runner, Solver *solver, const CoveragePoints *points, Suggestions *out);
void suggestions_text(Page *page, const CoveragePoints *points, const Suggestions *suggestions);
void suggestions_json(Json *json, const CoveragePoints *points, const Suggestions *suggestions);
/* The results as JUnit's XML, which build servers show. */
void tests_junit(const TestRunner *runner, const CoveragePoints *points, size_t required, StrBuf *out);

/* Remembers that the expectation of a series, or of a condition about `subject`, is to be what came out; nothing where that cannot be said. */
void update_note(TestRunner *runner, const Expr *wanted, const Expected *result, Check *check);
void update_note_condition(TestRunner *runner, const Expr *whole, const Expected *subject, Check *check);
/* Writes the files. False when one could not be written: why is queued. */
bool updates_write(TestRunner *runner);

/* Runs the tests whose name or title contains filter (empty: all). False when the model cannot be run at all. */
bool tests_run(TestRunner *runner, Str filter);

/* ---- what is given (test_given.c) ---- */

/* The series of a test: its periods give the places of expected series. count 0: the test has none. */
typedef struct Series { Period first; size_t count; } Series;

/* The tables that a test gives, one place a table of the model; what it does not give has no rows. False with diagnostics. */
bool given_tables(TestRunner *runner, const Test *test, const TableData **tables);
typedef VEC(Given) GivenVec;
/* The values of the series; per: the test's own period, or NULL, for a single value that does not say when it is. */
bool given_values(TestRunner *runner, const Test *test, const Period *per, GivenVec *out, Series *series);

/* The attributes of one kind, as the head of a loop. */
#define EACH_ATTR(attr, decl, wanted)                      \
    for (VEC_EACH(const Attr, attr, &(decl)->attrs))       \
        if (attr->kind == (wanted))

#endif
