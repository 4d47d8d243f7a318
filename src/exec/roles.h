/* roles.h: the rows of tables that say what has happened rather than what was measured: utfört, sammanträden, händelser, bedömningar. */
#ifndef STYR_EXEC_ROLES_H
#define STYR_EXEC_ROLES_H

#include "exec/eval.h"

typedef struct RoleRow {
    Str what;                /* folded and trimmed: utfört: hållpunkt or uppdrag; händelser: händelse; bedömningar: vad; sammanträden: slag, may be empty */
    size_t body;             /* NO_INDEX: none is stated */
    bool has_period; Period period;      /* avser */
    bool has_date; Date date;            /* datum */
    Str with; size_t with_body;          /* med: folded; NO_INDEX when it is no body */
    Str level, reasoning;    /* bedömningar: nivå (folded), motivering (as written) */
    Str file; uint32_t line;
} RoleRow;
typedef VEC(RoleRow) RoleRowVec;

/* present: the model has a table in the role; unreadable: it, or one of several, could not be read. Rows in file order; those that cannot be
 * understood have been reported and are left out. So are those of utfört and bedömningar that are dated after the as-of date; meetings and events
 * may be planned, and are there. The same meeting twice is there once. */
typedef struct RoleRows { bool present, unreadable; RoleRowVec rows; } RoleRows;

/* Read once and kept in the evaluator. role: "utfört", "sammanträden", "händelser", "bedömningar". */
const RoleRows *role_rows(Evaluator *ev, const char *role);

/* The column with that name (behind `som`, folded), or NULL. Only for tables that were read. */
const Column *role_column(const TableRun *run, const char *name);

#endif
