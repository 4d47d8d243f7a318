/* tree.h: the tree of a rule file. Made by build.c from the grammar, printed back by print.c, read by the checker; immutable after parsing.
 *
 * Every attribute has one uniform shape: a keyword, then items separated by commas; an item has a selector ("2025:", "för BUN:", "annars", a level),
 * an operator ("minst"), one or two values, and modifiers (keyword and value: `vikt 2`, `avsnitt "5.2"`). All values are expressions.
 * So the formatter, the dump and the comparison of models are written once, not once per attribute. */
#ifndef STYR_SYNTAX_TREE_H
#define STYR_SYNTAX_TREE_H

#include "base/num.h"
#include "base/vec.h"
#include "text/diag.h"
#include "time/date.h"

/* Declarations: X(MEMBER, "keyword"). */
#define DECL_KINDS(X)                                                                                                                   \
    X(USE, "använd") X(STEERING_MODEL, "styrmodell") X(BODY, "organ") X(KIND, "typ") X(GROUP, "grupp") X(LEVEL, "nivå") X(GOAL, "mål")  \
    X(SCALE, "skala") X(UNIT, "måttenhet") X(TABLE, "tabell") X(PARAMETER, "parameter") X(INDICATOR, "indikator") X(SEASON, "tidsrum") \
    X(CHECKPOINT, "hållpunkt") X(COMMISSION, "uppdrag") X(RULE, "regel") X(TEST, "test")                                              \
    X(DOCUMENT_TYPE, "dokumenttyp") X(DOCUMENT, "dokument") X(RESPONSIBILITY, "ansvar") X(DECISION_RIGHT, "beslutanderätt")             \
    X(DECISION_TABLE, "beslutstabell") X(RISK, "risk") X(CONSTRAINT, "krav") X(SCENARIO, "scenario")

typedef enum DeclKind {
#define X(member, keyword) DECL_##member,
    DECL_KINDS(X)
#undef X
    DECL_COUNT
} DeclKind;

/* Attributes: attributes.def says for each which declarations take it, whether it may be repeated, and what it holds. */
typedef enum AttrKind {
#define ATTR(member, keyword, repeat, decls) ATTR_##member,
#include "syntax/attributes.def"
#undef ATTR
    ATTR_COUNT
} AttrKind;

/* Modifiers behind an item's value: X(MEMBER, "keyword as the formatter writes it"). */
#define MOD_KINDS(X)                                                                                                          \
    X(SECTION, "avsnitt") X(QUOTE, "citat") X(AS, "som") X(AS_SUPPORT, "som stöd") X(WEIGHT, "vikt") X(WHEN, "när")           \
    X(WHERE, "där") X(FROM, "från") X(TO, "till") X(FROM_DATE, "från och med") X(TO_DATE, "till och med") X(BY, "senast")     \
    X(EFFECT, "med effekt minst") X(DNR, "dnr") X(FORMAT, "format") X(ROLE, "i rollen") X(TYPE, "") X(STOCK, "bestånd")       \
    X(BECOMES, "blir") X(VALUE_BECOMES, "värdet blir") X(IN_UNIT, "i") X(AGAINST, "mot") X(AGAINST_COLUMN, "mot kolumn")      \
    X(ROUNDING, "avrundning") X(REASON, "orsak") X(FOR, "för") X(ACCORDING, "enligt") X(NOTE, "") X(PER, "per") X(OF, "av")   \
    X(ON, "") X(THAT, "") X(IN, "i") X(EXCEPT, "utom") X(TIMES_A_YEAR, "gånger per år") X(TIMES_A_MANDATE, "gånger per mandatperiod")      \
    X(FROM_DAY, "tidigast") X(FROM_OUTCOME, "utgår från utfall till och med") X(NUMBERS, "nummer") X(SUPPORT, "med stöd av")     \
    X(EVERY, "varje") X(GIVES, "ger") X(UNTIL, "till")                                                            \
    X(RAISED, "höjs med") X(LOWERED, "sänks med") X(IN_STEPS, "i steg om") X(SO_THAT, "så att") X(HIGHEST, "högsta") X(LOWEST, "lägsta") \
    X(LIKE, "") X(TOGETHER, "samvarierar med") X(STRENGTH, "")

typedef enum ModKind {
#define X(member, keyword) MOD_##member,
    MOD_KINDS(X)
#undef X
    MOD_COUNT
} ModKind;

#define EXPR_KINDS(X)                                                                                                         \
    X(NUMBER) X(TEXT) X(TIME) X(MISSING) X(NOT_APPLICABLE) X(TRUTH) X(NAME) X(MEMBER) X(CALL) X(UNARY) X(BINARY) X(BETWEEN)   \
    X(IN) X(IS) X(FOR) X(QUANTIFIED) X(RANGE) X(LIST) X(SCOPE) X(WORD) X(POINT)

typedef enum ExprKind {
#define X(member) EXPR_##member,
    EXPR_KINDS(X)
#undef X
    EXPR_COUNT
} ExprKind;

/* X(MEMBER, "as the formatter writes it") */
#define BINARY_OPS(X)                                                                                                         \
    X(OR, "eller") X(AND, "och") X(EQ, "=") X(NE, "<>") X(LT, "<") X(LE, "<=") X(GT, ">") X(GE, ">=") X(ADD, "+") X(SUB, "-") \
    X(MUL, "*") X(DIV, "/") X(BETTER, "är bättre än") X(WORSE, "är sämre än")
typedef enum BinaryOp {
#define X(member, text) OP_##member,
    BINARY_OPS(X)
#undef X
} BinaryOp;

typedef enum UnaryOp { OP_NEG, OP_NOT, OP_EXISTS } UnaryOp;                       /* - inte finns */
typedef enum IsForm { IS_EXACTLY, IS_OR_BETTER, IS_OR_WORSE, IS_TRIGGERED, IS_NOT_ASSESSABLE } IsForm; /* IS_TRIGGERED: `utlöses`; IS_NOT_ASSESSABLE: `är ej bedömbar` */
typedef enum Truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN } Truth;
/* alla, ingen, minst N, högst N, exakt N, minst P %, minst hälften */
typedef enum QuantKind { QUANT_ALL, QUANT_NONE, QUANT_AT_LEAST, QUANT_AT_MOST, QUANT_EXACTLY, QUANT_HALF } QuantKind;
/* How a target or requirement bounds a value: minst, högst, över, under, mellan … och …, exakt. */
typedef enum Bound { BOUND_NONE, BOUND_AT_LEAST, BOUND_AT_MOST, BOUND_OVER, BOUND_UNDER, BOUND_BETWEEN, BOUND_EXACTLY } Bound;
/* An absolute period; a day of every year (15 april: month, day); months of every year (augusti, januari–augusti); the mandate period (mandatperioden);
 * years (2023–2026). */
typedef enum TimeForm { TIME_PERIOD, TIME_DAY_OF_YEAR, TIME_MONTHS, TIME_MANDATE } TimeForm;

/* A point or stretch of time that depends on the duty's year, on another duty, on a meeting:
 * X(MEMBER, "what it prints before x"). */
#define POINT_FORMS(X)                                                                                                        \
    X(SHIFTED, "")                      /* x years earlier or later: 31 december året före */                                 \
    X(IN_YEAR, "")                      /* x of one year: hösten 2020 */                                                      \
    X(WEEK, "vecka ")                   /* x: its number */                                                                   \
    X(LAST_OF, "sista ") X(LAST_DAY, "sista dagen i ") X(LAST_WORKDAY, "sista arbetsdagen i ")     /* x: a month */           \
    X(NEXT, "nästa ")                   /* x: a checkpoint */                                                                 \
    X(MEETING, "nästa sammanträde")     /* x: in which body (NULL: the responsible one), after: the first one after that */   \
    X(MEETING_OF, "")                   /* the same, written nämndens nästa sammanträde */                                    \
    X(AFTER, "") X(BEFORE, "")          /* length after or before x: 20 dagar efter perioden */                               \
    X(BEFORE_MANDATE, "före mandatperioden") X(MISSED, "missad frist")
typedef enum PointForm {
#define X(member, text) POINT_##member,
    POINT_FORMS(X)
#undef X
} PointForm;

typedef struct Expr Expr;
typedef VEC(Expr *) ExprVec;

/* Whose: `kommunen`, `BUN`, `enbart KF`, `varje nämnd där …`, `varje tabell.kolumn`. */
typedef struct Scope {
    bool each, only;
    Expr *name;             /* EXPR_NAME or EXPR_MEMBER */
    Expr *where;            /* or NULL */
} Scope;

struct Expr {
    ExprKind kind;
    uint32_t id;            /* dense over one Tree set (see TreeIds): index into the checker's side tables */
    uint16_t depth;         /* 1 for leaves; limited where trees are made */
    bool parens;            /* stood in parentheses; means nothing */
    Span span;
    union {
        struct { Fix value; Str unit; Span unit_span; bool grouped; } number;   /* value as written, unit "" if none, "kr/elev" compound */
        Str text;                                                 /* TEXT (unescaped), NAME, WORD ("saknad bryter") */
        struct { TimeForm form; Period period; int month, day, month_to; bool impossible; } time;    /* impossible: 31 september, which was reported */
        Truth truth;
        struct { Expr *of; Str name; Span name_span; } member;    /* tabell.kolumn */
        struct { Str name; Span name_span; ExprVec args; Expr *where; Expr *weight; } call;  /* f(a; b där villkor), medel(x för g vägt med w) */
        struct { UnaryOp op; Expr *x; } unary;
        struct { BinaryOp op; Expr *x, *y; Span op_span; } binary;
        struct { Expr *x, *low, *high; } between;
        struct { Expr *x; ExprVec items; bool negated; } in;      /* items: values, RANGE, NAME of a group */
        struct { Expr *x; IsForm form; bool negated; Expr *level; } is;  /* level: NAME, MISSING, NOT_APPLICABLE; NULL where the form needs none */
        struct { Expr *x; Expr *scope; } for_;                    /* x för SCOPE */
        struct { QuantKind quant; Expr *number; Expr *set, *where; Expr *is_level; IsForm form; Expr *has; } quantified;
                                                                  /* number NULL for alla/ingen/hälften; set NULL: as in the quantifier before it; is_level or has */
        struct { Expr *low, *high; } range;
        struct { PointForm form; Expr *x, *length, *after, *in_year; int years; } point;
        ExprVec list;
        Scope scope;
    } as;
};

typedef struct Mod {
    ModKind kind;
    Span span;
    Expr *value;            /* NULL for a bare word */
} Mod;

typedef enum SelectorKind { SELECT_NONE, SELECT_TIME, SELECT_FROM, SELECT_FOR, SELECT_ELSE } SelectorKind;  /* 2025: · från 2023: · för BUN: · annars */

typedef struct Comments {
    VEC(Str) before;        /* whole lines above, each without line end, starting with # */
    Str after;              /* at the end of the line, or empty */
    bool blank_before;      /* a blank line stood above (above the comments) */
} Comments;

typedef struct Item {
    Span span;
    SelectorKind select;
    Expr *selector;         /* TIME/NUMBER (a year) or SCOPE; NULL for SELECT_NONE and SELECT_ELSE */
    Bound bound;
    Expr *value, *value2;   /* value2: the upper bound of `mellan` */
    VEC(Mod) mods;
    Comments comments;
} Item;

typedef VEC(Item) ItemVec;

typedef struct Attr {
    AttrKind kind;
    Span span, keyword;
    ItemVec items;
    Comments comments;
    bool line_start;        /* stood first on its line */
} Attr;

typedef struct Decl {
    DeclKind kind;
    Span span, keyword;
    Str name;               /* as written; for USE the path or library name */
    Span name_span;
    bool name_quoted;       /* USE "path" */
    Str title;              /* empty if none */
    Span title_span;
    Expr *kind_name;        /* `är nämnd`, `av organ`: EXPR_NAME, or NULL */
    ItemVec heading;        /* what stands in the heading: scale levels (NAME [TEXT in mod NOTE]), unit names (TEXT), `= expr`, parameter values */
    VEC(Attr) attrs;
    Comments comments;
    Comments tail;          /* indented comments behind its last attribute */
    bool broken;            /* a syntax error: what could be read is here, the checker stays silent about what is missing */
    bool one_line;          /* the whole declaration stood on one line */
} Decl;

typedef struct Tree {
    Source *src;
    VEC(Decl) decls;
    Comments tail;          /* comments behind the last declaration */
} Tree;

/* The next expression id of a set of trees that are checked together. */
typedef struct TreeIds { uint32_t next; } TreeIds;

/* Parses a whole source. Never fails: errors are queued and the declarations concerned marked broken. */
Tree *tree_parse(Arena *arena, Source *src, TreeIds *ids, Diags *diags);

const Attr *decl_attr(const Decl *decl, AttrKind kind);                  /* the first of the kind, or NULL */
const Mod *item_mod(const Item *item, ModKind kind);                     /* the first of the kind, or NULL */
Expr *attr_value(const Attr *attr);                                      /* the first item's value; NULL if attr is NULL */
const char *decl_keyword(DeclKind kind);
const char *attr_keyword(AttrKind kind);

/* The one layout. Only for trees without syntax errors: broken declarations would lose text. */
void tree_print(StrBuf *out, const Tree *tree);
void expr_print(StrBuf *out, const Expr *expr);
/* The item of ändra, variera, slumpa or sök (print_scenario.c). */
void scenario_item_print(StrBuf *out, const Item *item);
/* Whether the two are written alike, as the formatter writes them; NULL is like NULL only. */
bool expr_same_text(const Expr *a, const Expr *b);
/* Structure without places or layout, for tests and for comparing trees: two trees are equal when their dumps are. */
void tree_dump(StrBuf *out, const Tree *tree);

#endif
