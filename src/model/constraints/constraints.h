/* constraints.h: conditions on the model itself (krav): what they come to for each thing they are about. Made by constraint_*.c, read by cmd. */
#ifndef STYR_MODEL_CONSTRAINTS_H
#define STYR_MODEL_CONSTRAINTS_H

#include "model/constraints/objects.h"

typedef enum OutcomeKind {
    OUTCOME_MET, OUTCOME_BREACHED,
    OUTCOME_UNDECIDED,       /* something that the condition asks for is not stated */
    OUTCOME_EXEMPT,          /* undantag */
    OUTCOME_IDLE,            /* `när` does not hold */
    OUTCOME_OUTSIDE,         /* of the kind that it is about, but left out by `där` or `gäller för` */
} OutcomeKind;

typedef struct Outcome {
    size_t constraint;       /* into Model.constraints */
    Ref thing;               /* SYM_HEAD: the model as a whole */
    OutcomeKind kind;
    const char *because;     /* "antal(indikatorer) = 0", "ansvarig är inte angivet", the exemption; in both languages (BOTH); or empty */
} Outcome;
typedef VEC(Outcome) OutcomeVec;

/* Every constraint for every thing it is about, in the order of the declarations. The model must have been checked without errors.
 * as_of: the day on which constraints are in force and exemptions hold; DATE_NONE: whenever. */
void constraints_evaluate(Arena *arena, const Model *model, Date as_of, OutcomeVec *out);
/* Queues what is breached, undecided, exempt, or about nothing at all. */
void constraints_report(Arena *arena, const Model *model, const OutcomeVec *outcomes, Diags *diags);
/* What a constraint comes to in a test: for one thing (SYM_NONE: any): TRUTH_YES when it is breached for it, TRUTH_UNKNOWN when that cannot be told. */
Truth constraint_breached(const OutcomeVec *outcomes, size_t constraint, Ref thing);

#endif
