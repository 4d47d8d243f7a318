/* rows.h: what the rows of a table can be, as far as conditions tell them apart. What follows for the figures that are made of them (rows_facts.c), and
 * rows that give what the solver found (rows_build.c, rows_write.c). Used within the room. */
#ifndef STYR_PROVE_ROWS_H
#define STYR_PROVE_ROWS_H

#include "prove/questions.h"

/* What may stand in a cell: one value for each way that the conditions can look at it. */
typedef struct RowCandidate {
    CellState state;
    Str text;
    Fix number, low, high;           /* low … high: those that are seen alike; FIX_MIN, FIX_MAX: without end */
    Truth truth;
} RowCandidate;

/* A column that conditions look at, or (opaque) a part of a condition that is not followed: it may hold, not hold, or be unknown. */
typedef struct RowColumn {
    Str key;
    bool opaque, text;
    size_t columns[SIDES];           /* in the table of each model; NO_INDEX where it was not met */
    VEC(Fix) ends; VEC(Str) texts;   /* what it is compared with */
    VEC(RowCandidate) candidates;
} RowColumn;

/* A condition; filter NO_INDEX: every row. Equal ones of two models are one. */
typedef struct RowFilter { Str key; size_t side, filter; } RowFilter;

/* Rows that all conditions see alike. */
typedef struct RowClass { const size_t *picks; const Truth *truths; } RowClass;

/* One table, the same in both models where it is read the same. */
typedef struct RowTable {
    Str key;
    size_t tables[SIDES];            /* NO_INDEX: not met in that model */
    VEC(RowColumn) columns;
    Map by_step;                     /* step of a condition -> its column + 1 */
    VEC(RowFilter) filters;
    VEC(RowClass) classes;
    bool opaque;                     /* some part of a condition is not followed */
    bool too_many;                   /* classes, or too deep a condition: none are listed */
} RowTable;
typedef VEC(RowTable) RowTableVec;

/* An aggregate that the question depends on, in a context. */
typedef struct RowFigure {
    size_t unknown, side;
    const Aggregate *of;
    const Context *context;
    size_t table;                    /* among the row tables */
    size_t filter, rest;             /* among its filters; rest: of shares */
    Str scope;                       /* whose rows and when: equal for the same */
} RowFigure;
typedef VEC(RowFigure) RowFigureVec;

/* The aggregates among the unknowns, and the classes of rows of their tables. */
void rows_gather(Proof *proof, RowFigureVec *figures, RowTableVec *tables);

/* Adds what holds of figures that are made of the same rows: to the facts of the proof, before it is asked. */
void rows_facts(Proof *proof);

/* Cells as they are written in a test, a list a table of the first model. */
typedef struct RowCells { VEC(size_t) columns; VEC(Str *) rows; } RowCells;
typedef struct RowsBuilt {
    RowCells *tables[SIDES];         /* by table of the model */
    Value *values;                   /* what the rows give, one an unknown */
} RowsBuilt;

/* For an example: with a value for as many figures as can have one; what people judge stands in *out->values alone. For a test: as few as possible, and
 * people have judged nothing. */
typedef enum RowsUse { ROWS_FOR_EXAMPLE, ROWS_FOR_TEST } RowsUse;
/* Rows for which the question's formula holds, sought anew. False when none are found. */
bool rows_build(Prover *prover, Proof *proof, Term formula, RowsUse use, RowsBuilt *out);
/* Rows for the formula, read and added up as those of a file are: what they give can occur. The evaluators then say whether it is so. */
bool rows_try(Prover *prover, Proof *proof, const Moment *moment, Term formula, HoldsFunction holds, const void *what, TellFunction tell, Example *out);
/* The tables of a model filled with the rows. False when they cannot be read as data. */
bool rows_tables(Arena *arena, const Model *model, const RowCells *cells, const TableData **tables);

#endif
