/* scenario.h: a scenario as the checker leaves it: what it builds on, what it changes, varies, draws and seeks. Part of the checked model; read by the
 * room scenario, which lays the changes over the model and its data. */
#ifndef STYR_MODEL_SCENARIO_H
#define STYR_MODEL_SCENARIO_H

#include "model/model.h"

typedef enum ChangeKind { CHANGE_PARAMETER, CHANGE_TARGET, CHANGE_TOLERANCE, CHANGE_LIMIT, CHANGE_ROWS } ChangeKind;

typedef enum ChangeHow { CHANGE_TO, CHANGE_RAISED, CHANGE_LOWERED } ChangeHow;

/* ändra X till V, höjs med V, sänks med V. */
typedef struct Change {
    ChangeKind kind;
    ChangeHow how;
    size_t index;            /* of the parameter, indicator or table */
    size_t sub;              /* CHANGE_LIMIT: the case of the indicator; CHANGE_ROWS: the column */
    bool relative;           /* raised or lowered by a share of what it was */
    Bound bound;             /* CHANGE_TARGET: as stated, or BOUND_NONE: as it was */
    Expr *value, *value2;
    const Expr *scope;       /* whose, or NULL: all */
    Period within;           /* from and to; open ends are year 1 and 9999 */
    Expr *where;             /* CHANGE_ROWS: which rows, or NULL: all */
    const Item *item;
} Change;

/* variera P från A till B i steg om C */
typedef struct Vary { size_t parameter; Expr *from, *to, *step; const Item *item; } Vary;

/* How a value is drawn: X(MEMBER, "svenskt namn", arguments). */
#define SPREADS(X) X(NORMAL, "normal", 2) X(TRIANGLE, "triangel", 3) X(UNIFORM, "likformig", 2)
typedef enum Spread {
#define X(member, name, args) SPREAD_##member,
    SPREADS(X)
#undef X
    SPREAD_COUNT
} Spread;
/* slumpa P normal(A; B) */
typedef struct Draw { size_t parameter; Spread spread; Expr *args[3]; const Item *item; } Draw;

/* slumpa P … samvarierar med Q TAL: by parameter, P as `item` has it. */
typedef struct DrawPair { size_t first, second; Expr *strength; const Item *item; } DrawPair;

/* sök högsta P så att VILLKOR; low and high NULL: not stated. */
typedef struct Seek { size_t parameter; bool highest; Expr *low, *high, *condition; const Item *item; } Seek;

struct Scenario {
    Common common;
    VEC(Change) changes;     /* its own, in order */
    VEC(Vary) varies;
    VEC(Draw) draws;
    VEC(DrawPair) pairs;     /* of those drawn; each pair once */
    VEC(Seek) seeks;
};

/* One change of a scenario or of one that it builds on. */
typedef struct ChangeRef { size_t scenario; const Change *change; } ChangeRef;
typedef VEC(ChangeRef) ChangeRefVec;
/* All changes of the scenario in the order in which they are made: those of what it builds on first, each scenario once. */
void scenario_changes(Arena *arena, const Model *model, size_t scenario, ChangeRefVec *out);
/* The scenario with that name (inflection of letters aside), or NO_INDEX. */
size_t scenario_find(const Model *model, Str name);
/* The scenarios as text, for model_dump. */
void model_dump_scenarios(StrBuf *out, const Model *model);

#endif
