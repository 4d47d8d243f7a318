/* constraint_parts.h: what the files of constraints share; nobody else includes it. */
#ifndef STYR_MODEL_CONSTRAINT_PARTS_H
#define STYR_MODEL_CONSTRAINT_PARTS_H

#include "model/check.h"
#include "model/constraints/constraints.h"

/* ---- before: what an expression is (constraint_sorts.c) ---- */

typedef enum SortKind { SORT_BAD, SORT_ANY, SORT_NUMBER, SORT_TEXT, SORT_DATE, SORT_TRUTH, SORT_THING } SortKind;
/* set: any number of them. kinds: of things, bits of SymbolKind, 0: any. */
typedef struct Sort { SortKind kind; bool set; unsigned kinds; Unit unit; } Sort;

/* The thing that names are looked up in, and the things around it. */
typedef struct Surroundings {
    unsigned kinds;
    StrVec words;            /* what it is called, folded: mål, nämndmål, nämnden */
    const struct Surroundings *outer;
    bool later;              /* the constraint says when it is to be tried: characteristics may be stated later */
} Surroundings;

#define SORT_WRONG ((Sort){SORT_BAD, false, 0, UNIT_NONE})
/* The model as a whole: it has only what every declaration has. */
#define KINDS_HEAD (1u << 31)
static inline Sort sort(SortKind kind)
{
    return (Sort){kind, false, 0, UNIT_NONE};
}
static inline Sort sort_things(unsigned kinds, bool set)
{
    return (Sort){SORT_THING, set, kinds, UNIT_NONE};
}
Sort sort_of_name(Checker *c, const Surroundings *place, Expr *name);
Sort sort_of_member(Checker *c, const Surroundings *place, Expr *member);

/* Functions of sets. */
typedef enum SetFunction { SET_COUNT, SET_DISTINCT, SET_SUM, SET_MIN, SET_MAX, SET_MEAN, SET_FUNCTION_COUNT } SetFunction;

/* Resolves the names of an expression and reports what is wrong; notes Refs that the evaluation follows. */
Sort sort_of(Checker *c, const Surroundings *place, Expr *expr);
bool sort_condition(Checker *c, const Surroundings *place, Expr *expr);
/* One thing by name, which is always there and only one. */
bool is_single_thing(Checker *c, const Expr *expr);
/* A word that is a set: a level of goals, a kind of body, modell.mål. False with a diagnostic when it is none. */
bool sort_set(Checker *c, const Surroundings *place, Expr *expr, Surroundings *members);
/* What `för varje` runs over. */
void place_of_each(Checker *c, const Attr *each, bool later, Surroundings *out);
/* A name as it may stand in a hole of a message: letters, then also digits, - and _ and blanks. A hole can hold nothing else, no sum and no chain. */
bool constraint_hole_named(Str text);
/* A condition that holds, or does not hold, whatever the model says (constraint_always.c). */
void constraint_always(Checker *c, const Constraint *constraint);

/* ---- then: what it comes to (constraint_eval.c) ---- */

typedef struct Frame { Ref thing; const struct Frame *outer; } Frame;
/* A set that is the same whoever asks: all goals of a level, all documents. */
typedef struct KnownSet { Ref of; Fact set; } KnownSet;
typedef struct Evaluation {
    Objects objects;
    Arena *kept;             /* what outlives one thing: the known sets */
    VEC(KnownSet) known;
    Arena *told;             /* of missing */
    const char *missing;     /* the first thing that was not stated, for people, or NULL */
    Date as_of;              /* for exemptions and validity; DATE_NONE: those with dates hold */
    int depth;
    size_t steps, most;      /* taken for this constraint; it is given up when there are too many */
    bool uncountable;        /* a number grew too large, or was divided by nothing */
} Evaluation;
#define MOST_STEPS ((size_t)10000000)

void evaluate(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out);
/* For one of many members: what it takes is let go at once. */
Truth evaluate_member(Evaluation *e, const Frame *frame, const Expr *expr);
Truth evaluate_condition(Evaluation *e, const Frame *frame, const Expr *expr);
/* The members of a word that is a set. */
void evaluate_set(Evaluation *e, const Frame *frame, const Expr *expr, Fact *out);
bool facts_equal(const Evaluation *e, const Fact *a, const Fact *b);
/* "3", "Barn- och utbildningsnämnden", "2026-12-31", for people. */
void fact_print(StrBuf *out, const Objects *objects, const Fact *fact, Lang lang);

#endif
