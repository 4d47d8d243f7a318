/* test.h: what the files of `styr testa` share: the result of each test, and which levels the tests have seen. */
#ifndef STYR_CMD_TEST_H
#define STYR_CMD_TEST_H

#include "cmd/command.h"
#include "exec/exec.h"
#include "model/constraints/constraints.h"

/* One expectation, or one place of a series of them. */
typedef struct Check {
    Str text;                /* what it is about, as written */
    Period period;
    Str expected, actual;
    ReasonVec reasons;       /* why the actual value is missing or unknown */
    bool passed;
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
    bool followed;           /* an indicator that is followed only: no target and no cases, so no result to meet; or a constraint of the library, which has tests of its own */
} Seen;
typedef VEC(Seen) Coverage;

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
} TestRunner;

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
