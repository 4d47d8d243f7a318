/* tests.h: rows with which a test can show what a model comes to. Called by cmd/test_suggest.c, which writes them as tests and runs those. */
#ifndef STYR_PROVE_TESTS_H
#define STYR_PROVE_TESTS_H

#include "model/model.h"
#include "prove/prove.h"

/* What a test is to show: that a case decides, a level is given, a rule is triggered or is not, or that it cannot be judged. */
typedef enum WishKind { WISH_CASE, WISH_LEVEL, WISH_YES, WISH_NO, WISH_UNDECIDED } WishKind;
typedef struct TestWish {
    Subject subject; size_t index;       /* indicator, goal or rule */
    WishKind kind;
    size_t at;                           /* the case, or the level */
} TestWish;

/* Rows of one table: names of columns, and a cell for each in every row; an empty one is missing. */
typedef struct WishRows { Str table; StrVec columns; VEC(Str *) rows; } WishRows;

typedef struct TestAnswer {
    bool found;
    Period period; Str body;             /* body empty: the municipality as a whole */
    VEC(WishRows) rows;                  /* tables that have any */
    Str why[2];                          /* where nothing was found */
} TestAnswer;

typedef struct TestFinder TestFinder;

/* NULL with a diagnostic when something of the model cannot be executed. The model is checked without errors. */
TestFinder *test_finder(Arena *arena, Solver *solver, const ProofModel *model, const ProofOptions *options, Diags *diags);
/* Rows that the evaluator has tried. */
void test_find(TestFinder *finder, const TestWish *wish, TestAnswer *out);

#endif
