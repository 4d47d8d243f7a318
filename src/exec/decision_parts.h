/* decision_parts.h: what the files about decisions in data (tables in the role beslut) share; nobody else includes it. */
#ifndef STYR_EXEC_DECISION_PARTS_H
#define STYR_EXEC_DECISION_PARTS_H

#include "exec/role_table.h"
#include "exec/run.h"
#include "model/authority/decisions.h"

/* One row: somebody decided something on a day. */
typedef struct Decision {
    const RoleTable *table;
    size_t row;
    Date date;
    size_t body;
    size_t right, document;  /* that the row names, or NO_INDEX */
    Str matter;              /* ärende, folded; may be empty */
} Decision;

/* Decisions of one body that a right's condition is about together: those of one matter, else of one year. */
typedef struct DecisionGroup {
    size_t right, body;
    const RoleTable *table;
    Str matter; int year;
    VEC(size_t) rows;
} DecisionGroup;

/* ---- findings (decision_findings.c) ---- */

/* A finding about a row, not yet with its message. kind_word: of the declaration ("beslutanderätt"). */
Finding decision_finding(Evaluator *ev, FindingKind kind, const Common *common, const char *kind_word, const Decision *decision);
Str decision_day(Evaluator *ev, const Decision *decision, Lang lang);
Str decision_body(Evaluator *ev, size_t body);
/* "KS, varje nämnd utom SN" as written. */
Str decision_holders(Evaluator *ev, const PartyVec *held);
void decision_add(Evaluator *ev, Run *run, Finding finding, const char *sv, const char *en);

/* ---- conditions (decision_terms.c) ---- */

/* Whether the right's condition holds for the rows of the group. figures: what its sums came to, "summa(beslut.ändring) är 250 000 kr", for people. */
Truth decision_condition(Evaluator *ev, const Expr *condition, const DecisionGroup *group, StrBuf figures[2]);

/* ---- tables (decision_rows.c) ---- */

/* Tries the row against the decision tables that run over rows. True when one of them has a row for it. */
bool decision_try_tables(Evaluator *ev, Run *run, const Decision *decision);

#endif
