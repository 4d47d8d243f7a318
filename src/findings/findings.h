/* findings.h: what a run yields: assessments (every value with its level) and findings (what must be acted on), each with the derivation behind it.
 * Made by exec, read by report and cmd. Plain data: no pointers into model or plan. */
#ifndef STYR_FINDINGS_FINDINGS_H
#define STYR_FINDINGS_FINDINGS_H

#include "base/num.h"
#include "base/vec.h"
#include "text/diag.h"
#include "time/date.h"

/* X(MEMBER, "svenska", "english key"): in order of weight, heaviest first. */
#define FINDING_KINDS(X)                                                                                     \
    X(MODEL_ERROR, "modellfel", "model_error") X(REQUIREMENT, "åtgärdskrav", "requirement") X(DELAY, "försening", "delay") \
    X(DEVIATION, "avvikelse", "deviation") X(NOT_ASSESSABLE, "ej bedömbar", "not_assessable") X(DATA_GAP, "datalucka", "data_gap")
typedef enum FindingKind {
#define X(member, sv, en) FINDING_##member,
    FINDING_KINDS(X)
#undef X
} FindingKind;
const char *finding_kind_name(FindingKind kind, Lang lang);     /* lang EN: the key */

/* A computed value as people and machines read it. */
typedef enum ResultState { RESULT_VALUE, RESULT_MISSING, RESULT_NOT_APPLICABLE, RESULT_NONE } ResultState;   /* NONE: there is nothing to compute (judged by people, a condition) */
typedef enum ResultType { RESULT_NUMBER, RESULT_TRUTH, RESULT_LEVEL, RESULT_TEXT, RESULT_PERIOD } ResultType;
typedef struct Quantity {
    ResultState state;
    ResultType type;
    Num number;              /* in the unit's base (kr); ratios as 0.84 */
    int truth;               /* 0 no, 1 yes, 2 unknown */
    Str text;                /* level name or text */
    Str unit;                /* base unit for machines: "kr", "%", "procentenheter", "kr/elev", "elev", "" */
    Str shown_unit;          /* for people: "tkr" */
    Fix shown_factor;        /* number / shown_factor is shown; ratios: 0.01 */
    int decimals;            /* for people, -1: as many as needed */
} Quantity;

/* Why a value is missing or a condition unknown. */
typedef struct Reason { Str code; /* "no_rows" "missing_cell" "no_target" "division_by_zero" "overflow" "no_previous" "series_break" "not_reported" "target_zero" "exempt" "judged" … */
    Str text[2];             /* one sentence, by Lang */
    Str name, body; Period period; } Reason;

/* A step of a derivation, as a tree in depth-first order. */
typedef struct Step {
    int depth;
    Str expression;          /* as written in the model: "summa(prognos.belopp)" */
    Str body; Period period; bool has_period;
    Quantity value;
    Str note[2];             /* "3 rader", "senaste prognostillfälle 2017-11", "avrundas inte" … by Lang; may be empty */
    size_t rows;             /* rows behind an aggregate, 0 otherwise */
    Str file; uint32_t line_first, line_last;   /* where these rows stand; file empty if none */
    Str place;               /* "modell.styr:41" of the expression or declaration */
} Step;
typedef VEC(Step) StepVec;
typedef VEC(Reason) ReasonVec;
typedef struct SourceRef { Str document, section, quote; } SourceRef;
typedef struct FileRows { Str file; uint32_t first, last; size_t rows; } FileRows;

/* What a value was compared with. */
typedef struct Comparison {
    bool present;
    Str what[2];             /* "målvärde 2025", "tolerans 2 procentenheter", "gränsen för gul" */
    Str op;                  /* ">=", "<=", ">", "<", "between", "=" */
    Quantity limit, limit2;
} Comparison;

/* What people have said of an indicator or goal, from a table in the role bedömningar. */
typedef struct Judgement {
    bool decides;            /* it gives the level; else it stands beside one that was computed */
    size_t rank;             /* 0 best */
    Str level, level_title, reasoning;
    Period period; Date date;            /* what it is about, and when it was made */
    Str file; uint32_t line;
} Judgement;

typedef struct Assessment {
    Str id;                  /* stable: "behörighet/kommunen/2025" */
    Str declaration, title, decl_kind;   /* decl_kind: "indikator" "mål" "regel" */
    Str body, body_title;
    Str key;                 /* value of the column that `för varje` ran over, or empty */
    Period period; bool stale;           /* stale: an older measurement than the run's period, shown with its date */
    Quantity value;
    Str scale, level, level_title; int level_rank, level_count;   /* rank 0 best; -1 not assessed */
    bool not_assessable, watched, exempt, on_trial;
    Comparison compared;
    const Judgement *judgement;          /* NULL: none */
    bool has_margin; Quantity margin; Str margin_to;  /* distance to the nearest other level (signed: negative when on the worse side), and its name */
    ReasonVec reasons;
    StepVec steps;
    VEC(SourceRef) sources;  /* `källa` */
    VEC(FileRows) rows;
    VEC(Str) responsible;    /* "BUN", "utvecklingschef som målsättningsansvarig" */
    Str place;               /* file:line of the declaration */
} Assessment;

typedef struct PlanSum { bool present; Quantity required, planned, gap; size_t plans, without_effect; } PlanSum;   /* required effect, sum of decided plans, what is lacking (> 0: not covered) */

typedef struct Finding {
    FindingKind kind;
    Str id;                  /* stable: "avvikelse/behörighet/kommunen/2025" */
    size_t assessment;       /* index, or (size_t)-1 */
    Str declaration, title, decl_kind, body, body_title, key;
    Period period;
    Str message[2];          /* one or two plain sentences, by Lang */
    Str action[2];           /* who must do what by when; empty if nothing */
    bool on_trial;
    bool is_condition;                   /* REQUIREMENT: of `kräver att` */
    bool has_duty; int days_late;        /* DELAY: of a duty; REQUIREMENT: days past the deadline, 0 when it is not past */
    bool has_opened; Date opened;        /* REQUIREMENT: the last day of the period in which it arose */
    Str escalated_to; bool has_escalated; Date escalated_on;     /* lyfts: to whom, since when (the last step that applies) */
    Str requirement, from, to; bool has_deadline; Date deadline; Str status;   /* REQUIREMENT: "åtgärdsplan", bodies, status key: "missing" "insufficient" "fulfilled" "fulfilled_late" "unknown" "not_reported" "pending" */
    PlanSum plans;
    ReasonVec reasons;
    VEC(SourceRef) sources;
    Str place;
    Str file; uint32_t line; /* DATA_GAP about a file */
    int weight;              /* within the kind: larger first (rank of the level) */
} Finding;

typedef struct Duty Duty;
typedef struct InputFile { Str name, sha256, encoding, format; size_t rows, bytes; } InputFile;

typedef struct Run {
    Arena *arena;
    Str model, title, municipality; Date as_of; Str only_body; Str program;     /* program: "styr 0.1.0" */
    VEC(InputFile) model_files, data_files;
    VEC(Assessment) assessments;      /* in declaration order, then body order, then key */
    VEC(Finding) findings;            /* sorted by findings_sort */
    Duty *duties; size_t duty_count;  /* duties.h: late, missed, open, and those that come within `ahead` days */
    size_t decisions;                 /* rows in the role beslut that something in the model says who may take */
    int ahead; bool has_duties;       /* the model has any */
    size_t flagged;                   /* findings that are not on trial: exit status 1 if > 0 */
} Run;

/* Order: kind, weight (descending), body in Swedish order, declaration order (stable). Fills in flagged. */
void findings_sort(Run *run);
/* The same value, or both without one for the same reason. Units are not compared. */
bool quantity_equal(const Quantity *a, const Quantity *b);
/* A number with its unit for people: "−45 749 tkr", "84,2 %"; "saknas", "ej tillämplig", "ja". */
void quantity_print(StrBuf *out, const Quantity *quantity, Lang lang);
/* For machines: decimal string in the base unit, or "" when there is no value. */
void quantity_print_plain(StrBuf *out, const Quantity *quantity);

#endif
