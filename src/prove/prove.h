/* prove.h: what holds of a model whatever the data says: questions, and their answers as plain data. Called by cmd/prove.c. */
#ifndef STYR_PROVE_PROVE_H
#define STYR_PROVE_PROVE_H

#include "findings/findings.h"
#include "prove/solver.h"

typedef struct Model Model;

/* X(MEMBER, "key"): what is claimed. The first three hold for all data, or for none that is possible; the rest are about one possibility. */
#define CLAIM_KINDS(X)                                                                                                                          \
    X(COMPLETE, "complete")          /* every value gets a level */                                                                             \
    X(SEPARATE, "separate")          /* no case goes before a stricter one that holds too, but where it lies within that one */                 \
    X(REACHED, "reachable")          /* there is data for which the level (case) is given */                                                    \
    X(CAN_HOLD, "can_hold")          /* there is data for which the rule holds */                                                               \
    X(CAN_FAIL, "can_fail")          /* … and for which it does not */                                                                          \
    X(UNDECIDED, "undecided")        /* … and for which it cannot be judged: asked for tests (tests.h) only */                                  \
    X(INDEPENDENT, "independent")    /* there is data for which this rule holds and the other does not */                                       \
    X(TOGETHER, "together")          /* all targets can be met at once, within the frames */                                                    \
    X(CONSISTENT, "consistent")      /* no demand on the model contradicts others */                                                            \
    X(STRICTER, "stricter")          /* what tightens another is never milder than it */                                                        \
    X(SAME, "same")                  /* the outcome is the same in both models */                                                               \
    X(IN_BOTH, "in_both")            /* it is there in both models */                                                                           \
    X(SAME_TERMS, "same_terms")      /* what is not computed is written the same in both models */                                              \
    X(SAME_SCOPE, "same_scope")      /* it is judged for the same bodies and periods in both models */
typedef enum ClaimKind {
#define X(member, key) CLAIM_##member,
    CLAIM_KINDS(X)
#undef X
    CLAIM_COUNT
} ClaimKind;
const char *claim_key(ClaimKind kind);

/* What is judged. */
typedef enum Subject { SUBJECT_INDICATOR, SUBJECT_GOAL, SUBJECT_RULE } Subject;

typedef enum Verdict { VERDICT_PROVED, VERDICT_REFUTED, VERDICT_OPEN } Verdict;

/* Why a claim is left open. */
typedef enum OpenReason { OPEN_NOT, OPEN_TIME, OPEN_LOOSE, OPEN_UNCONFIRMED, OPEN_LIMIT, OPEN_UNKNOWN } OpenReason;

typedef struct ProofValue { Str what[2]; Quantity value; } ProofValue;
typedef VEC(ProofValue) ProofValueVec;

/* Data for which something holds, tried with the ordinary evaluator. */
typedef struct Example {
    Str body; Period period;
    ProofValueVec data;              /* what the data says */
    ProofValueVec outcome;           /* what the models make of it: values, levels, rules */
} Example;

typedef struct Claim {
    ClaimKind kind;
    Verdict verdict;
    bool flagged;                    /* something to act on */
    Str declaration, decl_kind;      /* empty: of the model as a whole */
    Str what[2];                     /* the claim as a sentence, by Lang */
    Str answer[2];                   /* what was found, as a sentence; may be empty */
    OpenReason why; Str why_text[2]; /* where it is open */
    bool has_example; Example example;
    VEC(ProofValue) parts;           /* TOGETHER, CONSISTENT: the smallest set that conflicts */
    size_t contexts;                 /* bodies and periods it was tried for */
    Str place;                       /* file:line */
} Claim;

typedef struct ProofOptions {
    int seconds;                     /* for each question */
    const volatile int *stop;        /* set when the work is to end; NULL: never */
} ProofOptions;

/* A model and where it lies: path as given. One that was taken out of a revision lies in `taken`, which stands for `home`: its data files are those
 * that lie there today. Else NULL. */
typedef struct ProofModel { const Model *model; const char *path, *taken, *home; } ProofModel;

/* Two files with the same content, one beside each model, that are taken to be the same figures. */
typedef struct FileCopy { Str table, paths[2]; } FileCopy;

typedef struct Proofs {
    Arena *arena;
    Str solver;                      /* "Z3 4.8.12.0" */
    VEC(Claim) claims;               /* in declaration order */
    size_t proved, refuted, open, flagged;
    size_t asked, cut;               /* questions put to the solver; those it did not finish */
    Period first, last;              /* of the periods that were tried */
    bool limited;                    /* there are more periods than were tried */
    VEC(FileCopy) copies;            /* what is said rests on their staying alike */
} Proofs;

/* Everything that can be asked of one model, or (models[1].model not NULL) of what two have in common. The models are checked without errors.
 * NULL with a diagnostic when something of them cannot be executed. */
Proofs *prove_models(Arena *arena, Solver *solver, const ProofModel models[2], const ProofOptions *options, Diags *diags);

#endif
