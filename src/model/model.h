/* model.h: the checked model: every name resolved, every expression typed. Made by check.c from the trees; read by plan and cmd.
 * The trees stay as they are: what the checker knows of an expression stands in `info`, by Expr.id. */
#ifndef STYR_MODEL_MODEL_H
#define STYR_MODEL_MODEL_H

#include "base/map.h"
#include "syntax/tree.h"
#include "time/schedule.h"

/* ---- units and types ---- */

typedef enum UnitKind {
    UNIT_PLAIN,      /* a number without unit */
    UNIT_RATIO,      /* %, shares: 84 % is 0.84; also the quotient of two values of the same unit */
    UNIT_POINTS,     /* procentenheter: a difference of ratios; 2 procentenheter is 0.02 */
    UNIT_MEASURE,    /* kr, dagar, elev, kr/elev: dims */
} UnitKind;

#define UNIT_MAX_DIMS 4
typedef struct Dim { uint16_t base; int8_t power; } Dim;    /* base: index into Model.bases, sorted */
typedef struct Unit {
    UnitKind kind;
    uint8_t dim_count;
    Dim dims[UNIT_MAX_DIMS];
} Unit;

/* The base units that are built in: their places in Model.bases. Days and months are lengths of their own: no number of days makes a month. */
enum { BASE_KR, BASE_DAY, BASE_MONTH };
/* A base unit: those built in and each `måttenhet` that is not a multiple of another. */
typedef struct BaseUnit { Str name, singular, plural; const Decl *decl; } BaseUnit;
/* A spelling of a unit with its factor: tkr -> kr * 1000, procent -> ratio * 0.01, elever -> elev * 1, veckor -> dag * 7. */
typedef struct UnitName { Str name; Unit unit; Fix factor; } UnitName;

typedef enum TypeKind {
    TYPE_ERROR,      /* already reported: fits everything, says nothing more */
    TYPE_NUMBER, TYPE_TEXT, TYPE_DATE, TYPE_PERIOD, TYPE_BODY, TYPE_TRUTH,
    TYPE_LEVEL,      /* of `scale` */
    TYPE_MISSING,    /* the literals saknas and ej tillämplig: fit every type */
    TYPE_TABLE,      /* a table's rows, as in antal(tabell) */
    TYPE_SET,        /* indikatorer, undermål, a group */
    TYPE_RULE,       /* a rule's name, as in `underskott för BUN utlöses` */
    TYPE_GOAL,       /* a goal's name */
} TypeKind;

typedef struct Scale Scale;
typedef struct Type { TypeKind kind; Unit unit; const Scale *scale; } Type;

typedef enum SymbolKind {
    SYM_NONE, SYM_BODY, SYM_RELATIVE_BODY /* nämnden: index into kinds */, SYM_ALL_BODIES /* kommunen, koncernen: index 0, 1 */,
    SYM_BODY_KIND, SYM_GROUP, SYM_GOAL_LEVEL, SYM_GOAL, SYM_SCALE, SYM_SCALE_LEVEL /* index scale, sub level */, SYM_UNIT, SYM_TABLE,
    SYM_COLUMN /* index table, sub column */, SYM_PARAMETER, SYM_INDICATOR, SYM_SEASON, SYM_RULE, SYM_CHECKPOINT, SYM_COMMISSION,
    SYM_DOCUMENT_TYPE, SYM_DOCUMENT, SYM_RESPONSIBILITY, SYM_DECISION_RIGHT, SYM_DECISION_TABLE, SYM_RISK, SYM_CONSTRAINT, SYM_TEST, SYM_SCENARIO, SYM_FUNCTION,
    SYM_SELF_VALUE /* `värde` in an assessment */, SYM_SELF_SHARE /* `måluppfyllelse` */, SYM_INDICATORS /* `indikatorer` of the goal */, SYM_SUBGOALS /* `undermål` */,
    SYM_ATTRIBUTE /* an attribute of a declaration in a condition on bodies: ägarandel, kod, under, märkt: index AttrKind; titel: ATTR_COUNT, namn: ATTR_COUNT + 1 */,
    /* In conditions on the model (krav; objects.h): the head; an attribute (index: its row, sub: how many things further out it is of); the thing itself (sub likewise); a
     * characteristic; all things of a kind (index: SymbolKind). */
    SYM_HEAD, SYM_OBJECT_ATTRIBUTE, SYM_SUBJECT, SYM_PROPERTY, SYM_ALL_OF,
} SymbolKind;

typedef struct Ref { SymbolKind kind; size_t index, sub; } Ref;

typedef struct ExprInfo {
    Type type;
    Ref ref;          /* NAME, MEMBER, CALL (function), scope names */
    Fix factor;       /* NUMBER literals: value * factor is the value in the unit's base */
} ExprInfo;

/* ---- functions: functions.def, FUNCTION(MEMBER, "svenskt namn", class, min args, max args, "sv description", "en description") ---- */
typedef enum FunctionClass { FN_AGGREGATE, FN_TIME, FN_COMPARE, FN_MISSING, FN_NUMBER } FunctionClass;
typedef enum Function {
#define FUNCTION(member, name, class, min, max, sv, en) FUNCTION_##member,
#include "model/expressions/functions.def"
#undef FUNCTION
    FUNCTION_END
} Function;
typedef struct FunctionInfo { const char *name; FunctionClass class; int min_args, max_args; const char *about[2]; } FunctionInfo;
const FunctionInfo *function_info(Function function);

/* ---- declarations ---- */

typedef VEC(Str) StrVec;

/* Where the content of a declaration is stated: the `källa` attributes. In the short form, källa R103, each number is a citation of its own whose
 * document is the number, until the lists of statements have told what it stands for. */
typedef struct Citation {
    Str document, section, quote;
    StrVec numbers;          /* of statements in the lists of the model's documents */
    bool short_form;
} Citation;
typedef VEC(Citation) CitationVec;

/* Who decided or prepared it, when, and under what paragraph: `beslutad av`, `beredd av`. */
typedef struct Act {
    size_t body;             /* NO_INDEX: could not be resolved */
    bool has_day; Period day;
    Str paragraph, dnr;      /* or empty */
    const Item *item;
} Act;
typedef VEC(Act) ActVec;

/* A characteristic of the model's own: egenskap slag "politiskt". value: TEXT, NUMBER or NAME. */
typedef struct Property { Str name; const Expr *value; } Property;

#define NO_INDEX ((size_t)-1)
typedef VEC(size_t) IndexVec;
typedef VEC(Ref) RefVec;

/* What all declarations share. */
typedef struct Common {
    const Decl *decl;
    Str name, title;         /* title falls back to the name */
    CitationVec sources;
    Period valid;            /* gäller från och med … till och med; open ends are year 1 and 9999 */
    bool has_decided; Act decided;
    ActVec prepared;
    VEC(Property) properties;
    bool limited; IndexVec applies_to;     /* gäller för: the bodies; not limited: all */
    bool for_municipality, for_group;      /* … as a whole: gäller för kommunen, koncernen */
    size_t document;         /* hör till: into documents, or NO_INDEX */
    RefVec builds_on;        /* utgår från */
    size_t part;             /* into Model.parts: the part of the model that its file is, or NO_INDEX: the municipality's own */
} Common;

typedef struct BodyKind {    /* fullmäktige styrelse nämnd utskott bolag förbund förvaltning enhet befattning råd kommun (another municipality), and `typ` */
    Str name, definite;      /* "nämnd", "nämnden" */
    size_t base;             /* the built-in kind it is a kind of (itself for built-ins) */
    const Decl *decl;        /* NULL for built-ins */
} BodyKind;

typedef struct Body {
    Common common;           /* decl NULL for bodies that only a group names by code */
    size_t kind;             /* into kinds; NO_INDEX for outsiders named by a group */
    size_t parent;           /* NO_INDEX for tops */
    StrVec codes;          /* spellings in data beside name and title */
    bool outside;            /* not part of the municipality: comparison municipalities */
    bool company;            /* bolag or förbund, or below one: not in `kommunen` */
    Fix owned;               /* ägarandel as ratio, FIX_ONE if not stated */
} Body;

typedef struct Group {
    Common common;           /* decl NULL: made for `x för varje nämnd` in an aggregate; its name is the scope's text */
    IndexVec bodies;      /* member bodies, condition already applied */
    VEC(Expr *) codes;       /* numbers, ranges, texts when it is a group of codes */
    bool of_codes;
} Group;

typedef struct GoalLevel { Common common; size_t above; size_t decided_by; const Scale *scale; } GoalLevel;   /* indices or NO_INDEX */

typedef struct ScaleLevel { Str name, title, folded; } ScaleLevel;     /* folded: for comparison */
typedef struct Case { size_t level; Expr *when; const Item *item; } Case;      /* when NULL: annars */
typedef VEC(Case) CaseVec;
struct Scale {
    Common common;           /* decl NULL for the built-in trafikljus */
    VEC(ScaleLevel) levels;  /* best first, 2..9 */
    CaseVec cases;           /* the usual rule on `måluppfyllelse`; empty if none */
    struct Fold { const Scale *to; size_t *level; } *folds; /* level[i]: what level i is in `to` */
    size_t fold_count;
};

typedef enum ColumnUse { USE_VALUE, USE_TIME, USE_BODY, USE_VINTAGE } ColumnUse;
typedef enum ColumnFlow { FLOW, STOCK } ColumnFlow;
typedef struct TableColumn {
    Str name, header;
    Type type;
    Fix factor;              /* tkr: 1000 */
    ColumnFlow flow;
    bool whole;              /* heltal */
    const Item *item;
} TableColumn;
typedef struct Reconcile { IndexVec columns; size_t key_column; Str key; Str total_header; size_t total_column; Expr *where; Fix rounding; const Attr *attr; } Reconcile;
    /* `stäms av budget mot rad "Summa"`: key_column, key. `… mot kolumn "Summa"` (wide tables): total_column is the hidden column read for it. */
typedef struct Table {
    Common common;
    Str path, format;        /* as written */
    Str role;                /* "", "åtgärdsplaner" */
    VEC(TableColumn) columns;/* as in the tree; wide-to-long key and value are the last two; hidden columns of `mot kolumn` come before them with an empty name */
    size_t plain_count;      /* columns read straight from headers (all but key and value) */
    bool wide; const Attr *wide_attr; StrVec wide_headers;
    size_t time_column, body_column, vintage_column;   /* NO_INDEX if none */
    size_t fixed_body;       /* `för SN`: body or NO_INDEX */
    bool fixed_all;          /* `för kommunen` */
    bool has_fixed_period; Period fixed_period;         /* `avser` */
    Expr *where;
    VEC(Reconcile) reconciles;
    bool costs_negative, no_rows_zero, allow_partial;
} Table;

/* Whose and when the values that a scenario lays over a parameter count: both this and `also`. */
typedef struct ParameterGuard { const Expr *scope; Period within; const struct ParameterGuard *also; } ParameterGuard;
typedef struct ParameterValue { SelectorKind select; Date from; const Expr *scope; Expr *value; const ParameterGuard *guard; /* NULL outside scenarios */ } ParameterValue;
typedef struct Parameter { Common common; Type type; VEC(ParameterValue) values; } Parameter;   /* the first that applies: for: body at or below; from: the latest not after the period's end; else: annars. Those with one guard stand together and come before what they are laid over */

typedef struct Target { Period period; bool always; Bound bound; Expr *value, *value2; const Item *item; } Target;   /* always: no selector */
typedef enum Direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN, DIRECTION_WITHIN } Direction;    /* higher is better … */

/* Whose contexts: one per body (each), or one for a fixed set. */
typedef struct Where { Expr *scope; } Where;
typedef struct Contexts {
    bool each;
    ExprVec scopes;          /* EXPR_SCOPE items of `för` / `för varje` */
    IndexVec bodies;      /* the bodies, in declaration order, one context each */
    bool municipality;       /* a context for `kommunen` as a whole (also the default when nothing is written) */
    bool group;              /* … for `koncernen` */
    bool only;               /* enbart: own rows only */
    size_t key_table, key_column;   /* `för varje … och tabell.kolumn`: one context per distinct value, or NO_INDEX */
} Contexts;

typedef struct Indicator {
    Common common;
    Type type;               /* unit of the value as stated in `enhet` */
    Fix unit_factor;         /* of the stated unit, for printing (tkr: 1000) */
    Str unit_text;
    Fix value_factor;        /* what `value` is multiplied by: 1, or the stated unit's factor where the expression is a bare number (senaste(kolada.värde) with enhet %) */
    Grain grain;             /* per; GRAIN_OTHER when not stated: the run's own period (per month of the as-of date) */
    Contexts contexts;
    Expr *value;             /* beräknas som; NULL when judged */
    VEC(Target) targets;
    Direction direction;
    Expr *tolerance;
    const Scale *scale;
    CaseVec cases;           /* own bedöms som; empty: target and tolerance, else the scale's */
    bool watched, allow_partial;
    int every_years; int every_from;   /* mäts vartannat år från 2020; 0: every period */
    VEC(Date) breaks;        /* seriebrott från */
    IndexVec responsible; /* bodies */
    StrVec responsible_roles; /* same count: role text or empty */
    const Attr *exempts;     /* first `undantag` or NULL; the rest through the decl */
    size_t tightens;         /* skärper: an indicator, or NO_INDEX */
} Indicator;

typedef struct Measure { size_t indicator; Fix weight; bool support; } Measure;
typedef struct Goal {
    Common common;
    size_t level;
    IndexVec under, subgoals;
    VEC(Measure) measures;
    IndexVec responsible; StrVec responsible_roles;
    const Scale *scale;
    CaseVec cases;
    bool settled_by_people;  /* avgörs av bedömning */
} Goal;

/* ---- duties ---- */

typedef VEC(const Expr *) ConstExprVec;

/* Recipients and counterparts: bodies by scope, or words of the model's own. */
typedef struct Party { Expr *scope; size_t except; /* varje nämnd utom X: body or NO_INDEX */ Str text; /* scope NULL */ } Party;
typedef VEC(Party) PartyVec;
typedef struct LengthBound { Bound bound; int months; } LengthBound;

/* A hållpunkt: what it covers, whose it is, when. */
typedef struct Checkpoint {
    Common common;
    Schedule schedule;
    IndexVec bodies;         /* responsible, one duty each, in declaration order */
    StrVec roles;            /* as many: `som …`, or empty */
    bool nobody;             /* no body that the model declares is responsible (a library's kind without members) */
    PartyVec together, to;
    size_t prepared_by, decided_by;      /* bodies or NO_INDEX */
    const Expr *prepared_name, *decided_name;      /* as written: relative names mean each body's own */
    IndexVec with, after, meets;         /* checkpoints: i samband med, kommer efter, uppfyller */
    bool has_after_commission;
    StrVec contents, follows;            /* for people, in order */
    Str forecast[2];                     /* by Lang, or empty */
    VEC(LengthBound) lengths;            /* täcker: what a duty that meets this one must cover */
    bool optional;
    bool met;                /* a checkpoint of the model meets it always and for all its bodies: it gives no duties of its own */
    IndexVec met_by;         /* those that meet it, perhaps only for a time or for some bodies */
    ConstExprVec lengths_open;           /* parameters that lengths ask for: Point.length_ref */
    ConstExprVec meeting_bodies;         /* Point.ref of AT_MEETING: a name, NULL: the responsible body */
    size_t tightens;         /* skärper: a checkpoint, or NO_INDEX */
    bool tightened;          /* … and something tightens this one: checkpoint_is_tightened */
} Checkpoint;

/* An uppdrag: one body gives another something to do, to be reported back. */
typedef struct Commission {
    Common common;
    size_t from;             /* body or NO_INDEX */
    IndexVec to;             /* bodies */
    bool has_deadline; Schedule schedule;
    IndexVec with;           /* checkpoints: återrapporteras i samband med */
} Commission;

typedef struct Escalation { size_t to; const Expr *name; LengthUnit unit; int count; } Escalation;   /* lyfts till X N dagar efter missad frist */
typedef struct Requirement {
    Str what;                /* "åtgärdsplan" */
    Expr *that;              /* `kräver att VILLKOR`: fulfilled by data; what is then empty */
    Expr *from;              /* scope; NULL: the context's body */
    VEC(Expr *) to;          /* bodies */
    Point by; bool has_by;
    ConstExprVec lengths_open, meeting_bodies;    /* as Checkpoint's */
    const Expr *by_text;     /* the deadline as written */
    Expr *effect;            /* NULL: any plan */
    const Item *item;
} Requirement;
typedef struct Rule {
    Common common;
    Contexts contexts;
    Grain grain;
    Expr *when;
    VEC(Requirement) requires;
    VEC(Escalation) escalations;
    Str message;             /* template with {name} holes, or empty */
    bool on_trial; Period trial;
} Rule;

/* ---- documents, authority, risks, constraints ---- */

typedef struct DocumentType { Common common; size_t base; const Expr *decided_name, *prepared_name; StrVec contents; } DocumentType;   /* base: NO_INDEX or the type it is a kind of */
typedef struct Document {
    Common common;
    size_t type;                         /* NO_INDEX: none stated */
    const Expr *decided_name, *prepared_name;    /* as written, or its type's; NULL: not stated */
    IndexVec responsible; StrVec responsible_roles;
    IndexVec part_in;                    /* documents */
    StrVec contents;
    Str statements;                      /* the file of its statements as written, or empty */
} Document;
typedef struct Responsibility { Common common; PartyVec held, over, to, together; StrVec contents; } Responsibility;
/* The right to decide about something; where and condition are about the rows of a table in the role `beslut`. */
typedef struct DecisionRight { Common common; PartyVec held, over, together; const Expr *prepared_name; StrVec contents; Expr *where, *condition;
    size_t table;            /* whose rows where and condition are about; NO_INDEX: the model has no table in the role beslut */
} DecisionRight;
/* A column of a decision table. Its values are cut into pieces that a cell covers wholly or not at all. A column of texts: one piece for each text that a
 * cell names, and last one for every other. A column of numbers: piece 2k + 1 is limit k itself, piece 2k the open stretch below it, the last what is above all. */
typedef struct DecisionLimit { Num value; const Expr *written; } DecisionLimit;
typedef struct DecisionColumn {
    Str name;
    const Expr *written;
    bool numbers; Unit unit;
    StrVec texts; VEC(const Expr *) spelled;     /* folded; as they stand in the first cell that names them */
    VEC(DecisionLimit) limits;                   /* sorted, each once */
    bool whole;                                  /* whole numbers without unit: nothing lies between 2 and 3 */
    size_t first, last;                          /* the pieces that must have a row */
    uint8_t *unnamed;                            /* by piece: no cell but `alla` covers it; what `övriga` is */
} DecisionColumn;
typedef enum ReachKind { REACH_SPAN, REACH_EVERY /* alla */, REACH_OTHERS /* övriga: what no other cell names */ } ReachKind;
typedef struct DecisionCover { ReachKind kind; size_t from, to; } DecisionCover;      /* pieces from..to; nothing when from > to */
typedef struct DecisionRow {
    ExprVec cells; Expr *gives; const Item *item;
    DecisionCover *covers;                       /* one a column; NULL: the row is wrong, and was reported */
    Ref decides;                                 /* SYM_BODY, SYM_RELATIVE_BODY, or SYM_NONE: a text */
} DecisionRow;
typedef struct DecisionTable {
    Common common;
    const Attr *each;
    VEC(DecisionColumn) columns;
    Str outcome;
    bool of_bodies;                              /* the outcome is who decides or prepares */
    bool for_rows;                               /* för varje beslut: the rows of tables in the role beslut */
    VEC(DecisionRow) rows;
} DecisionTable;
typedef struct Treatment { Str text, every; size_t by; } Treatment;              /* by: body or NO_INDEX */
typedef struct Risk {
    Common common;
    PartyVec held;
    RefVec threatens;                    /* goals, indicators, checkpoints */
    bool has_likelihood, has_impact; Fix likelihood, impact;
    VEC(Treatment) treatments;
    IndexVec responsible; StrVec responsible_roles;
} Risk;
/* A condition on the model itself: krav. */
typedef struct Constraint {
    Common common;
    bool advice;                         /* är rekommendation: a breach is a warning */
    const Attr *each;                    /* för varje, or NULL: once for the model */
    Expr *when, *condition;              /* when NULL: always */
    Str message;                         /* template with {name} holes, or empty */
    bool usable;                         /* checked without errors */
} Constraint;
/* A part of the model with a head of its own: `styrmodell … under X`, the file of a body below. */
typedef struct Part {
    Common common;
    const Tree *tree;
    size_t above;            /* the part that it is under, or NO_INDEX: the municipality's own model */
    size_t body;             /* whose it is, or NO_INDEX */
} Part;

/* ersätter X med stöd av "…" in a part: what is declared above no longer applies to the part's body. */
typedef struct Replacement { const Decl *what; const Common *by; size_t body; Str support; const Item *item; } Replacement;

/* tyst S1204 till 2026-12-31 "orsak" */
typedef struct Silence {
    const Decl *decl;
    const Item *item;
    DiagCode code;                       /* DIAG_COUNT: no code that can be silenced */
    Date until;
    Str reason;
    bool holds;                          /* code, end and reason are there */
} Silence;

typedef struct Season { Common common; int month_from, month_to; } Season;
typedef struct Test { Common common; } Test;          /* read from the decl by the test runner */
typedef struct Scenario Scenario;                     /* scenario.h */

typedef struct Model {
    Arena *arena;
    const Tree **trees; size_t tree_count;
    ExprInfo *info; size_t info_count;     /* by Expr.id */
    const Decl *head; Common head_common; Str municipality_code; Period mandate, valid; Str name, title;
    VEC(BaseUnit) bases; VEC(UnitName) units;
    VEC(BodyKind) kinds; VEC(Body) bodies; VEC(Group) groups; VEC(GoalLevel) levels; VEC(Scale *) scales;
    VEC(Table) tables; VEC(Parameter) parameters; VEC(Indicator) indicators; VEC(Goal) goals; VEC(Rule) rules; VEC(Checkpoint) checkpoints; VEC(Commission) commissions;
    VEC(DocumentType) document_types; VEC(Document) documents; VEC(Responsibility) responsibilities; VEC(DecisionRight) rights; VEC(DecisionTable) decision_tables;
    VEC(Risk) risks; VEC(Constraint) constraints; VEC(Part) parts; VEC(Replacement) replacements; VEC(Silence) silences;
    VEC(Season) seasons; VEC(Test) tests; VEC(Scenario *) scenarios;
    size_t breaches;                       /* errors that are about who may decide what: the model is understood all the same */
    Map names;                             /* folded name -> Symbol* */
    Map unit_map;                          /* folded spelling -> index into units + 1 */
} Model;

typedef struct Symbol { Ref ref; const Decl *decl; Str name; } Symbol;

/* Checks the trees as one model; every independent error is queued. The model is usable for a run when diags->errors did not grow. */
Model *model_check(Arena *arena, const Tree **trees, size_t tree_count, const TreeIds *ids, Diags *diags);
/* Reads the files of a model (a .styr file or a folder) and everything they use (`använd`), parses, checks. NULL when nothing could be read.
 * library: folder of the standard library (rules/), or NULL. */
Model *model_load(Arena *arena, const char *const *paths, size_t path_count, const char *library, Diags *diags);

/* What a `källa` says; appended to out. */
void citations_of(Arena *arena, const Attr *source, CitationVec *out);
/* Everything that the model declares, by family (commons.c). */
void commons_each(Model *model, void (*visit)(void *context, Common *common), void *context);
const Symbol *model_find(const Model *model, Str name);
const ExprInfo *model_info(const Model *model, const Expr *expr);
bool unit_eq(Unit a, Unit b);
/* "kr/elev", "%", "procentenheter", "" . plural: elever. */
void unit_print(StrBuf *out, const Model *model, Unit unit, bool plural);
bool unit_lookup(const Model *model, Str name, Unit *unit, Fix *factor);   /* also compound "tkr/elev" */
bool body_within(const Model *model, size_t body, size_t above);            /* body is above or below it in the tree */
/* The nearest body of the kind at or above body (`nämnden`; a styrelse is also a nämnd), or NO_INDEX. */
size_t body_relative(const Model *model, size_t body, size_t kind);
/* True when bodies of kind are of_kind: it, or a kind of it. */
bool kind_is(const Model *model, size_t kind, size_t of_kind);
/* True when documents of the type are of_type: it, or a kind of it. */
bool document_type_is(const Model *model, size_t type, size_t of_type);
/* Whether a checkpoint follows up a goal: by name, by its level, or as one of all goals. */
bool checkpoint_follows_goal(const Model *model, size_t checkpoint, size_t goal);
/* Whether an indicator is compared with others anywhere in the model; whether it has a baseline or looks back in time. */
bool indicator_is_compared(const Model *model, size_t indicator);
bool indicator_has_history(const Model *model, size_t indicator);
/* The bodies that an EXPR_SCOPE (or a name of a group) lists, in declaration order, its condition applied. Empty for kommunen, koncernen, relative bodies and columns. */
void scope_bodies(Arena *arena, const Model *model, const Expr *scope, IndexVec *out);
/* Whether `undantag … från och med D till och med D` covers the day; the last day that it covers, or DATE_NONE. */
bool exemption_covers(const Item *exemption, Date day);
Date exemption_end(const Item *exemption);
/* Whether a body, goal or indicator meets a condition on its attributes (`där ägarandel är minst 20 %`). */
Truth condition_holds(const Model *model, const Expr *condition, Ref object);
/* The length of a literal with a time unit (12 månader): months or days, the other is 0. False when it is none. */
bool literal_span(const Model *model, const Expr *number, int *months, int *days);
/* The value of an expression of literals and parameters without conditions, in base units. False for all others. */
bool constant_value(const Model *model, const Expr *expr, Num *out);
/* The level of the scale with that name, inflected or not (grön, grönt, gröna), or NO_INDEX. */
size_t scale_level(const Scale *scale, Str name);
/* The constraint that an expectation of a test is about (`mätbara-mål för kunskap utlöses`), with the name of the thing or NULL; NULL: it is about something else. */
const Expr *expected_constraint(const Model *model, const Expr *expected, const Expr **thing);
/* Whether all that a test expects is about constraints: then it needs neither figures nor a period. */
bool only_constraints(const Model *model, const Decl *test);
/* Whether a stricter checkpoint takes the body's place for as long as this one is in force: who meets that meets this. */
bool checkpoint_is_tightened(const Model *model, size_t checkpoint, size_t body);
/* Notes what is only a proposal: the model, or documents of it. */
void model_proposals(const Model *model, Diags *diags);
/* Notes what parts have replaced, for whom and by what right. */
void model_replacements(const Model *model, Diags *diags);
void model_dump(StrBuf *out, const Model *model);                           /* --visa modell */
void model_dump_duties(StrBuf *out, const Model *model);                    /* its part about duties (dump_duties.c) */
void model_dump_structure(StrBuf *out, const Model *model);                 /* its part about documents, authority, risks and constraints (dump_structure.c) */

#endif
