/* symbols.h: the cell program over unknown data: what a step comes to in a context, as formulas over what the data may say. Mirrors exec/eval_*.c,
 * assess.c and goals.c, family by family.
 *
 * What a step has without any data is asked of the evaluator itself: where no unknown was met, that is its value whatever the data says, and where a
 * step only goes on in another context, the evaluator's own trace says which.
 *
 * The unknowns allow everything that data can say, and more: sums of different bodies and periods are free of each other, numbers are
 * not only those of six decimals, and no number is too large. So what nothing meets is proved; what something meets has to be tried. */
#ifndef STYR_PROVE_SYMBOLS_H
#define STYR_PROVE_SYMBOLS_H

#include "exec/eval.h"
#include "prove/terms.h"

/* A value that depends on data. Exactly one of value, missing and not applicable. */
typedef struct Sym {
    ValueKind kind;
    Term missing, absent;            /* absent: ej tillämplig. Not for truth values */
    Term number;                     /* VALUE_NUMBER: Real */
    Term yes, no;                    /* VALUE_TRUTH; neither: unknown */
    Term level; const Scale *scale;  /* VALUE_LEVEL: Int */
    bool constant; Value value;      /* the same whatever the data says */
} Sym;

/* What the data says: an aggregate, or a judgement by people, in a context. */
typedef enum UnknownKind { UNKNOWN_AGGREGATE, UNKNOWN_JUDGEMENT, UNKNOWN_LOOSE /* a step that is not followed: any value at all */ } UnknownKind;
typedef struct UnknownUse { size_t side; uint32_t step; Context context; } UnknownUse;
typedef struct Unknown {
    UnknownKind kind;
    Sym sym;
    VEC(UnknownUse) uses;            /* one model or both, and equal steps of several declarations */
    Str key;                         /* what it is, the same in both models when it means the same */
} Unknown;

#define SIDES 2
/* A text in both languages. */
#define BOTH(sv, en) sv "\x1f" en

/* One model, seen without data. */
typedef struct Side {
    const Model *model;
    Plan *plan;
    const Str *files;                /* what each table is read from */
    Evaluator *ev;
    Map syms;                        /* step and context -> Sym */
} Side;

/* One question under way. Everything is in its arena. */
typedef struct Proof {
    Arena *arena;
    Side sides[SIDES];
    size_t side;                     /* the model that is being read */
    Script script;
    VEC(Unknown) unknowns;
    Map unknown_keys;                /* key -> place + 1 */
    Term products;                   /* what holds of shares and counts of the same rows, told when it is needed: it is hard for the solver */
    int depth;
    bool loose;                      /* something was not followed: an answer yes cannot be trusted before it is tried */
    const char *why_loose;           /* the first such step, in both languages (diag_both) */
} Proof;

void proof_init(Proof *proof, Arena *arena);
void proof_free(Proof *proof);
/* Adds a model, seen from a day. The plan is not changed. */
void proof_side(Proof *proof, size_t side, const Model *model, Plan *plan, const Str *files, Date as_of);

/* The value of a step in a context of the side that is being read. */
Sym sym_of(Proof *proof, uint32_t step, ContextId context);
Sym sym_level(Proof *proof, uint32_t indicator, ContextId context);

/* Parts of the key of an aggregate, in words that mean the same in two models (keys.c): how a table is read, a column of it, a step of a row program,
 * whose rows and when. */
Str key_of_table(Proof *proof, const Side *side, size_t table);
Str key_of_column(Proof *proof, const Side *side, size_t table, size_t column);
Str key_of_row(Proof *proof, const Side *side, const ScanPlan *scan, uint32_t step);
Str key_of_scope(Proof *proof, const Side *side, const Context *context);
/* The rows that an aggregate counts, in words that mean the same in two models. */
Str key_of_filter(const Proof *proof, const Side *side, const Aggregate *of);

/* ---- parts of symbols ---- */

Term sym_ok(Proof *proof, const Sym *sym);           /* there is a value; a truth value: it is known */
Term sym_unknown(Proof *proof, const Sym *sym);      /* a truth value: neither yes nor no; others: no value */
Sym sym_truth(Term yes, Term no);
Sym sym_number(Term number);
Sym sym_lift(Proof *proof, const Value *value);
/* condition ? a : b; both of one kind. */
Sym sym_choose(Proof *proof, Term condition, const Sym *a, const Sym *b);
/* As value_spoiled: missing if either is missing, not applicable if either is that. number counts where both have a value. */
Sym sym_both(Proof *proof, const Sym *x, const Sym *y, Term number);
/* An unknown in place of a step that is not followed. */
Sym sym_loose(Proof *proof, uint32_t step, ContextId context, const char *why);
Sym sym_quotient(Proof *proof, Term above, Term below);      /* missing where below is zero */

/* ---- families (symbols_*.c) ---- */

Sym sym_arithmetic(Proof *proof, uint32_t step, ContextId context);
Sym sym_single(Proof *proof, uint32_t step, ContextId context);
Sym sym_extreme(Proof *proof, uint32_t step, ContextId context);
Sym sym_fallback(Proof *proof, uint32_t step, ContextId context);
Sym sym_compare(Proof *proof, uint32_t step, ContextId context);
Sym sym_connect(Proof *proof, uint32_t step, ContextId context);
Sym sym_negation(Proof *proof, uint32_t step, ContextId context);
Sym sym_presence(Proof *proof, uint32_t step, ContextId context);
Sym sym_is_truth(Proof *proof, uint32_t step, ContextId context);
Sym sym_is_level(Proof *proof, uint32_t step, ContextId context);
Sym sym_is_not_assessable(Proof *proof, uint32_t step, ContextId context);
Sym sym_quantified(Proof *proof, uint32_t step, ContextId context);
Sym sym_change(Proof *proof, uint32_t step, ContextId context);
Sym sym_trend(Proof *proof, uint32_t step, ContextId context);
Sym sym_in_a_row(Proof *proof, uint32_t step, ContextId context);
Sym sym_last_known(Proof *proof, uint32_t step, ContextId context);
Sym sym_indicator(Proof *proof, uint32_t step, ContextId context);
Sym sym_assessed(Proof *proof, uint32_t step, ContextId context);    /* LEVEL */
Sym sym_share(Proof *proof, uint32_t step, ContextId context);
Sym sym_goal(Proof *proof, uint32_t step, ContextId context);
Sym sym_goal_share(Proof *proof, uint32_t step, ContextId context);

/* Where the evaluator goes on from a step: its own uses, in order. */
const Entry *sym_trace(Proof *proof, uint32_t step, ContextId context);
/* Each level of a case list, where it is the one that counts. no_case: nothing holds and nothing is unknown. */
typedef struct CaseSyms { Term *chosen, *holds; size_t count; Term unknown, no_case; } CaseSyms;
CaseSyms sym_cases(Proof *proof, const CasePlanVec *cases, ContextId context);
/* The target that is judged: whether it can be compared, and whether it is met. */
typedef struct TargetSyms { bool present, has_share; Term known, met, margin; } TargetSyms;
TargetSyms sym_target(Proof *proof, size_t indicator, ContextId context);
/* Whose and when an indicator is looked at from here, as goals and rules do it. */
ContextId sym_goal_context(Proof *proof, size_t goal, Date as_of);

/* What an unknown is, and which model texts mean the same (keys.c). */
Str key_of_aggregate(Proof *proof, size_t aggregate, const Context *context);
Str key_of_step(Proof *proof, const char *what, Str name, const Scale *scale, const Context *context);

#endif
