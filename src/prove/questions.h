/* questions.h: what the files that ask and answer share; nobody outside the room includes it. A question is tried in moments (whose figures, which
 * period). In each, formulas.c says what would settle it, as a formula; the solver looks for data; possible.c and witness.c try what it found. */
#ifndef STYR_PROVE_QUESTIONS_H
#define STYR_PROVE_QUESTIONS_H

#include "prove/periods.h"
#include "prove/prove.h"
#include "prove/symbols.h"

/* Whose and when, in each of the models that the question is about. */
typedef struct Moment { Date as_of; Context contexts[SIDES]; } Moment;
typedef VEC(Moment) MomentVec;

/* kind says which of the rest are used. */
typedef struct Question {
    ClaimKind kind;
    Subject subject;
    size_t index[SIDES];         /* indicator, goal or rule */
    size_t at, other;            /* REACHED: the case, or the level; SEPARATE: two cases; INDEPENDENT, STRICTER: the other rule, indicator */
    bool by_level;               /* REACHED: `at` is a level, not a case */
    bool without;                /* SEPARATE: the first case holds and the other does not: neither lies within the other */
    const Decl *decl;
} Question;

typedef struct Prover {
    Arena *arena;
    Solver *solver;
    size_t sides;                /* 1 or 2 */
    const Model *models[SIDES];
    Plan *plans[SIDES];
    Str *files[SIDES];           /* what each table is read from (files.c) */
    Years years;
    ProofOptions options;
    Map answers;                 /* question text -> Answer + 1: nothing is asked twice */
    bool remembered;             /* the last answer was: the solver has been asked other things since */
    Proofs *out;
} Prover;

/* What came of one question over all its moments. */
typedef struct Found {
    bool any;                    /* data was found and tried */
    bool open; OpenReason why; Str why_text[2];
    Example example;
    size_t contexts;
} Found;

/* Ready to ask. False, with a diagnostic, when something of the models cannot be executed (prove.c). */
bool prover_begin(Prover *prover, Arena *arena, Solver *solver, const ProofModel models[SIDES], const ProofOptions *options, Diags *diags);

/* ---- asking (ask.c) ---- */

/* The plan steps whose values settle the question: of the side, in order. */
Term question_formula(Proof *proof, const Question *question, const Moment *moment);
/* Whether what the formula says is so in a run of the evaluator, one a side. */
bool question_holds(const Prover *prover, Evaluator *const *evs, const Question *question, const Moment *moment);
/* A proof for the moment with every side ready. */
void proof_at(const Prover *prover, Proof *proof, Arena *arena, const Moment *moment);
/* Looks for data that meets the formula in one of the moments; stops at the first that could be tried. */
void question_ask(Prover *prover, const Question *question, const MomentVec *moments, Found *out);
/* The answer of the solver, remembered. Unknown when it has been cut too often to be asked more. */
Answer prover_ask(Prover *prover, const Script *script);
/* Sets up the proof and asks whether data exists that meets the question in the moment; formula: what that is. The proof is freed by the caller. */
Answer proof_ask(Prover *prover, Proof *proof, Arena *arena, const Question *question, const Moment *moment, Term *formula);
/* Makes what the solver found last, of a question that was answered yes, be of this one. */
void prover_refresh(Prover *prover, const Script *script);
/* Which file each table is read from: its real path, whether it is there or not, or the file of the other model that it is a copy of; a table without a
 * file: its name (files.c). */
void files_settle(Prover *prover, const ProofModel models[SIDES]);
/* … because the solver did not finish. */
void found_late(const Prover *prover, Found *found);
/* Why nothing is known, in words. */
void found_open(Found *found, OpenReason why, const char *text);

/* ---- moments (moments.c) ---- */

/* Every body and period in which the subject is in force, in both models where there are two. */
void moments_of(Prover *prover, const Question *question, MomentVec *out);
/* The first body and period in which it is in force in this one of two models only. False when there is none. */
bool moments_lonely(Prover *prover, const Question *question, size_t side, Context *out);

/* ---- examples (witness.c, possible.c) ---- */

/* Data for what the solver has just found, as round as may be, in *values (one an unknown). False when it cannot be written. */
bool witness_values(Prover *prover, Proof *proof, Value *values);
/* Of what the solver has just found: every figure has a value, if it can have one. */
void witness_prefer(Prover *prover, Proof *proof);
/* Settles a number that the solver has found: nothing if that does, else as round as may be. whole: the unknown is an Int. */
bool witness_round(Prover *prover, Proof *proof, Term unknown, bool whole, Num *out);
/* Rows could add up to the values, as far as can be seen (possible.c). */
#define SAME_ROWS_TEXT BOTH("uppgifterna som skulle visa det kommer ur samma rader, och det går inte att se att de kan förekomma tillsammans", \
                            "the data that would show it comes from the same rows, and it cannot be seen that it can occur together")
bool witness_is_possible(const Proof *proof, const Value *values);
/* A run of the evaluators with the values, or (tables[0] not NULL) over tables, one list a model, with no more of the values than what people judge.
 * holds says whether it is so; then the example is filled in. */
typedef bool (*HoldsFunction)(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment);
typedef void (*TellFunction)(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment, Arena *arena, Example *out);
bool witness_try(Prover *prover, const Proof *proof, const Value *values, const TableData **const tables[SIDES], const Moment *moment, HoldsFunction holds, const void *what,
                 TellFunction tell, Example *out);
void question_tell(const Prover *prover, Evaluator *const *evs, const void *question, const Moment *moment, Arena *arena, Example *out);
/* "mnkr" where that makes it shorter. */
void quantity_rounden(Quantity *quantity);

/* ---- families of questions ---- */

void ask_indicators(Prover *prover);     /* questions_levels.c */
void ask_goals(Prover *prover);
void ask_rules(Prover *prover);          /* questions_rules.c */
void ask_targets(Prover *prover);        /* questions_targets.c */
void ask_tightened(Prover *prover);      /* questions_levels.c */
void ask_constraints(Prover *prover);    /* questions_constraints.c */
void ask_pairs(Prover *prover);          /* questions_pairs.c */
void ask_declared(Prover *prover);       /* questions_declared.c */

/* A claim about a declaration, not yet answered. */
Claim claim_new(const Prover *prover, ClaimKind kind, const Common *common, const char *decl_kind);
void claim_say(const Prover *prover, Str text[2], const char *sv, const char *en);
/* Claims that hold for all data: what was found refutes them. */
void claim_for_all(const Prover *prover, Claim *claim, const Found *found);
/* Claims that something is possible: what was found proves them. */
void claim_for_some(const Prover *prover, Claim *claim, const Found *found);
void claim_add(Prover *prover, Claim claim);

const Common *subject_common(const Model *model, Subject subject, size_t index);
uint32_t subject_step(const Plan *plan, Subject subject, size_t index);      /* LEVEL, GOAL or RULE of its own */
/* Of an indicator or goal. */
const CasePlanVec *subject_cases(const Plan *plan, Subject subject, size_t index);
const Scale *subject_scale(const Model *model, Subject subject, size_t index);

#endif
