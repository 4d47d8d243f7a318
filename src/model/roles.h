/* roles.h: tables with a task of their own (`från "…" som utfört`): which columns each role reads. One table of them, in roles.c, for the checker,
 * the plan and exec. */
#ifndef STYR_MODEL_ROLES_H
#define STYR_MODEL_ROLES_H

#include "model/model.h"

typedef struct RoleColumn {
    const char *name;        /* what it is called behind `som`, folded; NULL ends the list */
    const char *header, *word;   /* of the line that a hint proposes: kolumn "HEADER" som name word */
    unsigned types;          /* bits: 1 << TypeKind */
    bool required;
    bool time;               /* it says when the row is about; the others of the role do not */
} RoleColumn;

/* BODY_ANY: the role is an ordinary table's; BODY_OPTIONAL: a cell without a body is about everybody. */
typedef enum RoleBody { BODY_REQUIRED, BODY_OPTIONAL, BODY_ANY } RoleBody;
#define ROLE_MOST_COLUMNS 7

typedef struct Role {
    const char *name;
    RoleBody body;           /* a column of the type organ, whatever it is called but med, or `för X` */
    bool ahead;              /* its days may be planned, and say nothing of how far the data reaches */
    RoleColumn columns[ROLE_MOST_COLUMNS];
} Role;

/* The roles there are, in the order of the reference; NULL behind the last. */
const char *role_name(size_t index);
/* NULL when the name is empty. */
const Role *role_of(Str name);
const RoleColumn *role_column_info(const Role *role, Str folded);
/* What a column of a table in the role is used for: datum and avser cannot both be the time of a row. */
ColumnUse role_use(const Role *role, Str folded, ColumnUse use);
/* Something in the model asks for the rows of the table because of its role. */
bool role_is_asked(const Model *model, const Table *table);

#endif
