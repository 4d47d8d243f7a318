/* check.h: what the files of the checker share; nobody else includes it. The passes stand in order in check.c. */
#ifndef STYR_MODEL_CHECK_H
#define STYR_MODEL_CHECK_H

#include "model/model.h"

/* One text in two languages, as an argument or label of a diagnostic: Swedish before the separator, English behind it. */
#define BOTH(sv, en) sv "\x1f" en

/* ---- names ---- */

typedef struct Known {
    Symbol symbol;          /* first: Model.names holds pointers to it */
    bool used;              /* by anything but a test */
} Known;

/* One thing that another needs in order to be computed: nodes are numbered by graph_node. */
typedef struct Edge { size_t from, to; Span span; } Edge;
typedef enum NodeKind { NODE_PARAMETER, NODE_VALUE /* of an indicator */, NODE_LEVEL /* its assessment */, NODE_GOAL, NODE_RULE, NODE_COUNT } NodeKind;

typedef enum TypeState { TYPE_UNKNOWN, TYPE_IN_PROGRESS, TYPE_KNOWN } TypeState;

typedef struct Checker {
    Model *model;
    Arena *arena;
    Diags *diags;
    Map folded;             /* spelling -> Str*: every spelling is folded once */
    Map kinds;              /* folded name of a kind of body -> index + 1 */
    Map columns;            /* "3.belopp" -> column index + 1 of table 3 */
    Map tests;              /* names of tests live apart: nothing refers to them */
    Map broken;             /* names of declarations whose headings could not be read */
    Map unknown;            /* what was reported as unknown -> index of its diagnostic + 1 */
    size_t suggestions;     /* made so far; there is a limit */
    size_t unknown_bodies;  /* names of bodies and levels that nobody declares */
    Span unknown_body;      /* the first of them */
    bool incomplete;        /* a file could not be read: names that are unknown are not reported */
    bool too_deep;          /* the depth limit was reported */
    const Expr *last_where; /* condition of a scope that was checked last */
    Ref last_set;           /* of the quantifier before: `… och ingen är röd` */
    int depth;
    TypeState *parameter_types, *indicator_types;
    VEC(Edge) edges;
    VEC(const Common *) building;     /* what says utgår från */
} Checker;

#define CHECK_MAX_DEPTH 400

/* What can stand where an expression is evaluated. */
typedef struct Env {
    size_t row;                  /* table whose columns are visible by bare name, or NO_INDEX */
    bool has_value; Type value;  /* `värde` */
    bool has_share;              /* `måluppfyllelse` */
    bool in_goal;                /* `indikatorer`, `undermål` */
    bool on_object;              /* attributes of declarations: titel, kod, ägarandel */
    bool sets;                   /* `x för grupp` may stand here: the argument of an aggregate */
    bool in_test;
    bool body_given;             /* inside `… för X` */
    bool per_stated;             /* the declaration says `per` */
    bool since;                  /* inside `kräver att`: sedan_kravet */
    bool shifted;                /* inside a function that looks at other periods */
    size_t self;                 /* the indicator that `värde` is of, or NO_INDEX */
    const Scale *scale;          /* of the levels that are named here */
    const Contexts *contexts;    /* whose bodies relative names are resolved from; NULL: unknown yet */
    size_t node;                 /* in the graph of what needs what, or NO_INDEX */
} Env;
extern const Env ENV_PLAIN;      /* nothing beyond the model's own names */

Str name_fold(Checker *c, Str name);
/* Enters a declaration's name. False, with a diagnostic, when it is taken or reserved. */
bool name_declare(Checker *c, const Decl *decl, SymbolKind kind, size_t index);
void name_broken(Checker *c, const Decl *decl);
/* What to do about a name that is declared twice: the hint of S0202. */
const char *once_only(Checker *c, const Decl *decl, const Decl *before);
Known *name_find(Checker *c, Str name);
/* The thing that an EXPR_NAME stands for, one of the kinds in `wanted` (bits of SymbolKind); notes its use and its Ref.
 * NULL with a diagnostic otherwise. */
#define WANT(kind) (1u << SYM_##kind)
#define WANT_BODY (WANT(BODY) | WANT(RELATIVE_BODY) | WANT(ALL_BODIES))
Known *name_resolve(Checker *c, const Env *env, Expr *name, unsigned wanted);
/* "ett organ" and "inget organ" in both languages, for what the kinds are. */
const char *symbol_kinds_text(unsigned kinds);
const char *symbol_none_text(unsigned kinds);
void name_use(const Env *env, Known *known);
/* Reports an unknown name, once for each spelling and kind, with the nearest of the known ones. */
void unknown_report(Checker *c, DiagCode code, Span span, Str name, const char *what, const char *suggestion);
/* Counts a name that should be a body or a level and is not declared: for head_missing_check. */
void unknown_body(Checker *c, Span span);
/* The nearest to name, or NULL: feed candidates one by one. */
typedef struct Nearest { Str name; const char *best; unsigned distance; Arena *arena; bool off; } Nearest;
Nearest nearest_start(Checker *c, Str name);
void nearest_offer(Nearest *nearest, Str candidate);
const char *nearest_symbol(Checker *c, Str name, unsigned wanted);

const char *text_of(Checker *c, Str text);                     /* NUL-terminated, for diagnostics */
const char *text_of_expr(Checker *c, const Expr *expr);           /* as the formatter writes it, shortened */
ExprInfo *info_of(Checker *c, const Expr *expr);
Type set_type(Checker *c, const Expr *expr, Type type);        /* notes and returns it */
void set_ref(Checker *c, const Expr *expr, SymbolKind kind, size_t index, size_t sub);

/* ---- what all declarations share (common.c) ---- */

void declare_all(Checker *c);
void common_fill(Checker *c, Common *common, const Decl *decl);
void attributes_check(Checker *c, const Decl *decl);           /* those that stand twice */
void common_check(Checker *c, Common *common);
void links_fill(Checker *c, Common *common);                   /* beslutad av, beredd av, egenskap, gäller för, hör till, utgår från */
/* Everything that is declared, heads too. */
void declared_each(Checker *c, void (*visit)(Checker *, const Common *));
void commons_check(Checker *c);                                /* of all kinds that do not do it themselves */
/* A period from TIME, a year, years, or mandatperioden. False with a diagnostic. */
bool time_period(Checker *c, const Expr *expr, Period *out);
/* A missing attribute, unless the declaration is broken. */
void require_attr(Checker *c, const Decl *decl, AttrKind attr, const char *hint);
bool grain_of(Checker *c, const Attr *per, Grain *out);        /* per dag, månad …; false when not stated or unknown */
bool number_of(const Expr *expr, int64_t *out);                /* a whole number literal without unit */

/* Every attribute of the kind, in turn. */
#define EACH_ATTR(attr, decl, wanted)                 \
    for (VEC_EACH(const Attr, attr, &(decl)->attrs))  \
        if (attr->kind == (wanted))

/* ---- parts: the files of bodies below (parts.c) ---- */

void heads_declare(Checker *c);                                /* before all other declarations */
void parts_check(Checker *c);
size_t part_of(const Model *model, const Decl *decl);          /* the part that the declaration's file is, or NO_INDEX */
/* Whether `above` is declared above the part: in the municipality's own files or in those of a part that this one is under. */
bool part_is_below(const Model *model, size_t part, const Decl *above);
/* A name that a part declares again although it is declared above. False when that is not the case. */
bool part_redeclares(Checker *c, const Decl *decl, const Decl *before);
void head_missing_check(Checker *c);

/* ---- whom it applies to (applies_to.c) ---- */

/* From `gäller för`; once, before the bodies of the declaration are needed. */
void applies_to_fill(Checker *c, Common *common);
bool applies_to_body(const Model *model, const Common *common, size_t body);
/* Whether what `of` has or is bound by reaches the body: it or one of its own below; nämnder and bolag are not fullmäktige's own. */
bool applies_to_below(const Model *model, size_t of, size_t body);
/* Keeps the bodies that the declaration applies to; reports when none is left. */
void contexts_limit(Checker *c, const Common *common, Contexts *contexts);
void checkpoint_limit(Checker *c, Checkpoint *checkpoint);
void applies_to_check(Checker *c);

/* ---- who decides (authority.c, decision_dates.c) ---- */

/* Whether a decider's name can mean the body: relative names from those responsible, else from the part's body. True where that cannot be told. */
bool decider_is(Checker *c, const Expr *name, const IndexVec *responsible, const Common *common, size_t body);
/* Who decides about a goal: as it says itself or as its level does (what: which of them); NULL where neither does. */
const Expr *goal_decided_by(Checker *c, const Goal *goal, Str *what);
/* The decider in words, a relative one with whom it means: "SN, nämnden som är ansvarig". */
const char *decider_text(Checker *c, const Expr *name, const IndexVec *responsible, const Common *common);
void authority_check(Checker *c);
/* What the declaration says that it tightens (`skärper`), of that kind; NO_INDEX when it says nothing or is wrong. */
size_t tightened(Checker *c, const Decl *decl, SymbolKind kind);
void tighten_check(Checker *c);
/* What parts replace (`ersätter … med stöd av`): Model.replacements. */
void replacements_check(Checker *c);
void rights_taken_check(Checker *c);                           /* after replacements_check */
void decision_dates_check(Checker *c);
void structure_check(Checker *c);                              /* rings of ingår i and utgår från */

/* ---- units and types ---- */

void units_builtin(Checker *c);
void units_check(Checker *c);
bool unit_of_name(Checker *c, const Expr *name, Unit *unit, Fix *factor);    /* reports */
bool unit_of_text(Checker *c, Str text, Span span, Unit *unit, Fix *factor);
bool unit_multiply(Unit a, Unit b, int sign, Unit *out);       /* sign -1: a / b; false when the unit gets too complicated */
Unit unit_difference(Unit unit);                               /* of the difference of two such values: ratios give points */
extern const Unit UNIT_NONE, UNIT_SHARE, UNIT_POINT;

extern const Type TYPE_BAD, TYPE_COUNT, TYPE_CONDITION;
Type type_number(Unit unit);
const char *type_text(Checker *c, Type type);                  /* "ett tal i kr" in both languages */
const char *unit_text(Checker *c, Unit unit);
bool is_number(Type type);
bool is_silent(Type type);                                     /* wrong already, or a literal saknas: fits everything */
/* Both are numbers of the same unit (or silent). Otherwise reports with both places labelled. doing: "jämföras" in both languages. */
bool units_agree(Checker *c, const Expr *x, Type a, const Expr *y, Type b, Span at, const char *doing);
const char *number_with_unit(Checker *c, const Expr *bare, Unit unit);   /* "0 kr" */
void type_mismatch(Checker *c, const Expr *expr, Type is, const char *wanted);

/* ---- expressions ---- */

Type expr_check(Checker *c, const Env *env, Expr *expr);
/* The same, with a diagnostic when it is not what is needed. Return false when anything was wrong. */
bool expr_condition(Checker *c, const Env *env, Expr *expr);
Type expr_number(Checker *c, const Env *env, Expr *expr);
/* A value that must have a unit as stated: for targets, tolerances, effects. */
bool expr_in_unit(Checker *c, const Env *env, Expr *expr, Type wanted);
/* An expression in one unit where another is needed. */
void expr_unit_report(Checker *c, const Expr *expr, Unit is, Unit wanted);

Type check_name(Checker *c, const Env *env, Expr *expr);
Type check_member(Checker *c, const Env *env, Expr *expr);
Type check_unary(Checker *c, const Env *env, Expr *expr);
Type check_binary(Checker *c, const Env *env, Expr *expr);
Type check_between(Checker *c, const Env *env, Expr *expr);
Type check_in(Checker *c, const Env *env, Expr *expr);
Type check_is(Checker *c, const Env *env, Expr *expr);
Type check_quantified(Checker *c, const Env *env, Expr *expr);
Type check_for(Checker *c, const Env *env, Expr *expr);
Type check_call(Checker *c, const Env *env, Expr *expr);
Type check_aggregate(Checker *c, const Env *env, Expr *call, Function function);
Type check_time_function(Checker *c, const Env *env, Expr *call, Function function);
/* Finds tabell.kolumn: its type, and the Ref noted; whether it may stand where it stands is the caller's matter. */
Type resolve_member(Checker *c, const Env *env, Expr *expr);
/* Two types that are compared. ordered: with < or the like. */
bool types_comparable(Checker *c, const Expr *x, Type a, const Expr *y, Type b, Span at, bool ordered);
/* A number literal (perhaps negative). */
bool is_literal(const Expr *expr);
/* True for a group or `varje …`: several bodies, one value each. */
bool scope_is_set(Checker *c, const Expr *scope);
/* `medel(x för varje nämnd där …)`: makes the set of an aggregate a group without a name, so that what comes after knows only groups. */
void set_narrow(Checker *c, const Expr *scope, const Expr *where);
/* What `x för SCOPE` makes of the surroundings of x. */
Env env_for(Checker *c, const Env *env, const Expr *scope);

/* The scale in which an expression has a level: an indicator, a goal, or one of them `för` a body. NULL if it has none. */
const Scale *expr_scale(Checker *c, const Expr *expr);
/* The indicator that an expression is about (the first it names), or NULL. */
const Indicator *expr_indicator(Checker *c, const Expr *expr);
/* Resolves a level's name; NO_INDEX with a diagnostic. */
size_t level_resolve(Checker *c, const Scale *scale, const Expr *name);
/* Reports `… är röd eller gul`, where `bare` names a level of the scale that x's last comparison uses. */
bool bare_level(Checker *c, const Env *env, const Expr *x, const Expr *bare);

Type parameter_type(Checker *c, size_t index);
Type indicator_type(Checker *c, size_t index);
void column_declare(Checker *c, size_t table, Str name, size_t index);
size_t find_column(Checker *c, size_t table, Str name);
const char *nearest_column(Checker *c, size_t table, Str name);
Function function_find(Checker *c, Str name);                  /* FUNCTION_END if none */

/* ---- whose ---- */

bool scope_check(Checker *c, const Env *env, Expr *scope);
void contexts_check(Checker *c, const Decl *decl, Contexts *out);
bool has_bodies(const Contexts *contexts);                     /* contexts of single bodies, not only kommunen */
/* A relative body must exist for every context. */
void relative_check(Checker *c, const Env *env, const Expr *name);
void responsible_fill(Checker *c, const Decl *decl, IndexVec *bodies, StrVec *roles);

/* varje nämnd utom KS: KS, or NO_INDEX. */
size_t body_excepted(Checker *c, const Item *item);
/* The bodies (by scope) and words that an attribute such as `till`, `hos`, `över` lists. */
void parties_fill(Checker *c, const Env *env, const Decl *decl, AttrKind kind, PartyVec *out);
void parties_bodies(Checker *c, const PartyVec *parties, IndexVec *out);
/* The single body that an attribute such as `beslutas av` names, with the name as written; NO_INDEX (and the name) for a relative one. */
size_t body_decider(Checker *c, const Env *env, const Decl *decl, AttrKind kind, const Expr **written);
/* What `innehåller` and `följer upp` list, as texts for people. */
void contents_fill(Checker *c, const Decl *decl, AttrKind kind, StrVec *out);

/* ---- what needs what ---- */

size_t graph_node(const Checker *c, NodeKind kind, size_t index);
void graph_need(Checker *c, const Env *env, NodeKind kind, size_t index, Span span);
void cycles_check(Checker *c);
/* Points out one more of those that a ring goes through. */
void ring_label(Checker *c, Diag *diag, const Common *member);
/* Walks up from each of count things through parent[i] (NO_INDEX ends); reports each ring once with code at its declaration. */
void rings_check(Checker *c, DiagCode code, size_t count, size_t (*parent)(const Model *, size_t), const Common *(*common)(const Model *, size_t));

/* ---- the passes, one family each ---- */

void kinds_builtin(Checker *c);
void kinds_check(Checker *c);
void bodies_check(Checker *c);
void groups_check(Checker *c);
void scales_builtin(Checker *c);
void scales_check(Checker *c);
void scale_cases_check(Checker *c);
void levels_check(Checker *c);
void goals_check(Checker *c);
void goal_cases_check(Checker *c);
void head_check(Checker *c);
void seasons_check(Checker *c);
void tables_check(Checker *c);
void role_check(Checker *c, const Table *table, size_t index);     /* the columns that the table's role reads */
void table_conditions_check(Checker *c);
void parameters_check(Checker *c);
void indicators_check(Checker *c);
void indicator_values_check(Checker *c);
void targets_fill(Checker *c, Indicator *indicator);
void targets_check(Checker *c, Indicator *indicator, size_t index);
Env assessment_env(Checker *c, const Indicator *indicator, size_t index);
void rules_check(Checker *c);
void checkpoints_check(Checker *c);
void documents_check(Checker *c);
void responsibilities_check(Checker *c);                       /* ansvar, beslutanderätt */
void decision_tables_check(Checker *c);
/* Gaps, overlaps and rows that nothing reaches; whether the things of `för varje` are decided as the table says. */
void decision_cover_check(Checker *c, const DecisionTable *table);
void decision_apply(Checker *c, DecisionTable *table);
void risks_check(Checker *c);
void constraints_check(Checker *c);
void tests_check(Checker *c);
void scenarios_check(Checker *c);
void lints_check(Checker *c);
void silences_check(Checker *c);
void frames_check(Checker *c);                                 /* ryms inom */

/* The cases of `bedöms som`: levels resolved into out (conditions are typed by the caller's env). */
void cases_fill(Checker *c, const Env *env, const Decl *decl, const Scale *scale, CaseVec *out);
/* Gaps, cases that never hold, levels in the wrong order, missing annars. direction of the value that the cases compare. */
void cases_cover(Checker *c, const Decl *decl, const Scale *scale, const CaseVec *cases, Direction direction);
const Scale *default_scale(const Model *model);
const Scale *scale_of(Checker *c, const Decl *decl, const Scale *otherwise);   /* på skalan */

Model *model_check_files(Arena *arena, const Tree **trees, size_t tree_count, const TreeIds *ids, bool incomplete, Diags *diags);

#endif
