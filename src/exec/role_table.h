/* role_table.h: one table with a role, row by row: what roles.c reads from and role_checks.c looks at. Nobody else includes it. */
#ifndef STYR_EXEC_ROLE_TABLE_H
#define STYR_EXEC_ROLE_TABLE_H

#include "exec/roles.h"

typedef struct RoleTable {
    TableRun *run;
    const Column *what, *body, *date, *period, *with, *level, *reasoning;    /* NULL: the table has no such column */
    const uint32_t *with_slots;
    const uint8_t *counted;          /* the table's own condition by row; NULL: it has none */
} RoleTable;

RoleTable role_table(Evaluator *ev, TableRun *run);
/* The table's own condition lets the row through. */
bool role_counted(const RoleTable *table, size_t row);
RoleRow role_row(Evaluator *ev, const RoleTable *table, size_t row);
/* As written, trimmed; empty when the cell or the column is. */
Str role_cell(const Column *column, size_t row);
bool role_is(const RoleTable *table, const char *role);

/* What the rows of a role can be about: folded names, titles and codes -> Ref. Names come before titles, titles before codes. */
void role_names(Evaluator *ev, const char *role, Map *names);
/* The documents that a row of beslut can be about, likewise. */
void role_documents(Evaluator *ev, Map *names);
/* The events that the model's deadlines and recurrences name: folded -> Str as written. */
void role_events(Evaluator *ev, Map *events);

#endif
