/* diff.h: what is different between two models: declarations, outcomes on the same figures, requirements, duties. Made by compare, read by report.
 * Plain data, like findings.h. Names are those of the new model where both have one. */
#ifndef STYR_FINDINGS_DIFF_H
#define STYR_FINDINGS_DIFF_H

#include "findings/findings.h"

/* The two sides of everything here. */
enum { BEFORE, AFTER };

/* ---- what the models say ---- */

/* X(MEMBER, "svenska", "english key") */
#define DIFF_KINDS(X)                                                                                                                   \
    X(ADDED, "ny", "added") X(REMOVED, "borttagen", "removed") X(CHANGED, "ändrad", "changed") X(RENAMED, "omdöpt", "renamed")          \
    X(REPLACED, "ersatt", "replaced") X(MERGED, "sammanslagen", "merged") X(SPLIT, "delad", "split")
typedef enum DiffKind {
#define X(member, sv, en) DIFF_##member,
    DIFF_KINDS(X)
#undef X
} DiffKind;

/* What an attribute is about: X(MEMBER, "svenska", "english key"). */
#define DIFF_ASPECTS(X)                                                                                                                 \
    X(NAME, "namn och titel", "name") X(PLACE, "plats i modellen", "place") X(TARGET, "målvärde", "target") X(LEVELS, "gränser och skala", "levels") \
    X(COMPUTATION, "beräkning", "computation") X(CONDITION, "villkor", "condition") X(VALUE, "värde", "value") X(DATA, "data", "data")  \
    X(SCOPE, "vilka det gäller", "scope") X(RESPONSIBLE, "ansvarig", "responsible") X(RECIPIENT, "mottagare", "recipient")              \
    X(DECIDER, "beslutar och bereder", "decider") X(JUDGE, "vem som bedömer", "judge") X(DECISION, "beslut", "decision") X(CALENDAR, "giltighet och återkomst", "calendar")  \
    X(DEADLINE, "tider och frister", "deadline") X(REQUIREMENT, "krav", "requirement") X(EXEMPTION, "undantag", "exemption")            \
    X(TRIAL, "försök", "trial") X(ORDER, "ordning", "order") X(CONTENT, "innehåll", "content") X(TEXT, "texter och källor", "text")
typedef enum DiffAspect {
#define X(member, sv, en) ASPECT_##member,
    DIFF_ASPECTS(X)
#undef X
    ASPECT_COUNT
} DiffAspect;

/* Whether a changed limit asks for more or for less than before. */
typedef enum DiffTurn { TURN_NONE, TURN_STRICTER, TURN_MILDER } DiffTurn;

/* One attribute, or one part of it, that is different. */
typedef struct DiffDetail {
    DiffAspect aspect;
    Str attribute;           /* in the language's words: "målvärde 2025" */
    Str value[2];            /* as the formatter writes it; both empty: a bare word came or went, see has */
    bool has[2];             /* it is there at all */
    Str place[2];            /* file:line, or empty */
    DiffTurn turn;
    bool reordered;          /* the same parts in another order, where order matters */
} DiffDetail;

typedef struct DiffSide { Str name, title, place; } DiffSide;
typedef VEC(DiffSide) DiffSideVec;

typedef struct DiffChange {
    DiffKind kind;
    Str decl_kind;           /* "hållpunkt" */
    bool has[2];
    DiffSide side[2];
    DiffSideVec others;      /* MERGED: the other old ones; SPLIT: the other new ones */
    VEC(DiffDetail) details;
    bool only_text;          /* nothing but texts and sources */
    bool broken[2];          /* could not be read: its attributes are not compared */
    VEC(SourceRef) sources;  /* of the new one, else of the old */
    Str gist;                /* of what is new or gone: who, when, how much; or empty */
} DiffChange;

typedef struct DiffCount { Str decl_kind; size_t untouched, changed, added, removed; } DiffCount;

/* The change reaches something that another decision or document is about. */
typedef enum DiffTouchKind {
    TOUCH_DECISION,          /* what is changed or removed has a decision of its own */
    TOUCH_DOCUMENT,          /* … belongs to a document (hör till) that the change is not about */
    TOUCH_SOURCE,            /* … is stated by a document that the change does not cite */
    TOUCH_BUILDS,            /* the new model builds on a document that is not changed itself */
} DiffTouchKind;
typedef struct DiffTouch {
    DiffTouchKind kind;
    Str decl_kind; DiffSide what;        /* the changed declaration */
    Str document;                        /* its title, or empty */
    Str decision;                        /* "KF 2018-12-12 § 226", or empty */
    Str limits;                          /* TOUCH_BUILDS: whom the document says that it is for, or empty */
} DiffTouch;

/* What the old model asked for and nothing in the new one does. */
typedef enum DiffLooseKind {
    LOOSE_DROPPED,           /* a duty, requirement or the like is gone and nothing says that it replaces it */
    LOOSE_REFERRED,          /* the old declaration `what` referred to `to`, which is gone */
    LOOSE_MENTIONED,         /* a text of the new model still speaks of `to`, which is gone */
} DiffLooseKind;
typedef struct DiffLoose { DiffLooseKind kind; Str decl_kind; DiffSide what; Str attribute; Str to_kind; DiffSide to; bool gone; } DiffLoose;  /* gone: `what` is gone too */

/* ---- what comes out on the figures ---- */

typedef enum DiffState {
    DIFF_ABSENT,             /* the declaration is not there, or not for that body and period */
    DIFF_ON_TRIAL,           /* a rule on trial on this side alone: it requires nothing */
    DIFF_LEVEL,              /* has a level of its scale */
    DIFF_WITHOUT_LEVEL,      /* a value, and no level: watched, or no target */
    DIFF_MISSING, DIFF_NOT_APPLICABLE, DIFF_NOT_ASSESSABLE, DIFF_EXEMPT,
    DIFF_TRIGGERED, DIFF_NOT_TRIGGERED, DIFF_UNKNOWN,    /* rules */
} DiffState;
const char *diff_state_name(DiffState state, Lang lang);         /* lang EN: the key with blanks for underscores */

typedef struct DiffOutcome {
    DiffState state;
    int rank;                /* DIFF_LEVEL: 0 best; else -1 */
    Str level, level_title, scale;
    Quantity value;
    Comparison compared;
    bool would_trigger;      /* DIFF_ON_TRIAL: it would have been triggered, had it not been on trial */
} DiffOutcome;

/* Why an outcome is another: X(MEMBER, "svenska", "english key"). */
#define DIFF_CAUSES(X)                                                                                                                  \
    X(NEW, "nytt i modellen", "added") X(REMOVED, "borttaget ur modellen", "removed") X(RULE, "regelns villkor", "rule")                \
    X(COMPUTATION, "beräkningen", "computation") X(TARGET, "målvärdet", "target") X(LEVELS, "gränserna", "levels")                     \
    X(PARAMETER, "en parameter", "parameter") X(CALENDAR, "kalendern", "calendar") X(SCOPE, "vilka det gäller", "scope")                \
    X(FIGURES, "siffrorna", "figures") X(DATA, "hur data läses", "data") X(DATA_USABLE, "data går nu att använda", "data_usable") X(DATA_LOST, "data går inte längre att använda", "data_lost") \
    X(EXEMPTION, "ett undantag", "exemption") X(PEOPLE, "vem som bedömer", "people") X(TRIAL, "försöket", "trial") X(OTHER, "en annan ändring", "other")
typedef enum DiffCauseKind {
#define X(member, sv, en) CAUSE_##member,
    DIFF_CAUSES(X)
#undef X
    CAUSE_COUNT
} DiffCauseKind;
const char *diff_cause_name(DiffCauseKind kind, Lang lang);

/* change: the declaration that is different, into ModelDiff.changes; CAUSE_FIGURES: none. */
typedef struct DiffCause { DiffCauseKind kind; size_t change; } DiffCause;
typedef VEC(DiffCause) DiffCauseVec;

/* One declaration for one body (and key) in one period of its own. */
typedef struct DiffCell {
    Str declaration, title, decl_kind, body, body_title, key;
    Period period;
    DiffOutcome side[2];
    bool value_differs;      /* … though the outcome may be the same */
    DiffCauseVec causes;
} DiffCell;

/* A table that both models have, whose files hold other things. */
typedef struct DiffTable { Str table, file[2]; } DiffTable;

/* Outcomes before (rows) by outcomes after (columns), of indicators and goals on one scale, or of rules. */
typedef struct DiffLabel { DiffState state; int rank; Str level; } DiffLabel;
typedef VEC(DiffLabel) DiffLabelVec;
typedef struct DiffMatrix { bool rules; Str scale[2]; DiffLabelVec labels[2]; size_t *counts; size_t cells, flipped; } DiffMatrix;

/* A requirement of a rule, from when it arose until it no longer was. */
typedef enum DiffFate { FATE_SAME, FATE_APPEARS, FATE_VANISHES, FATE_LONGER, FATE_SHORTER, FATE_OTHER_DAY } DiffFate;
const char *diff_fate_name(DiffFate fate);                       /* the key: "appears" */
typedef struct DiffSpell {
    bool found;
    Period opened, last;     /* the periods in which it arose and in which it was last there */
    size_t periods;          /* how many of the rule's own periods it was there */
    bool ongoing;            /* … at the end of what was compared */
    bool has_deadline; Date deadline;
    Str to; bool on_trial;
} DiffSpell;
typedef struct DiffRequirement { DiffFate fate; Str rule, title, what, body, body_title, key, grain; DiffSpell side[2]; } DiffRequirement;

/* ---- duties ---- */

typedef enum DiffDutyKind { DIFF_DUTY_SAME, DIFF_DUTY_MOVED, DIFF_DUTY_APPEARS, DIFF_DUTY_VANISHES } DiffDutyKind;
const char *diff_duty_name(DiffDutyKind kind);                   /* the key: "moved" */
typedef struct DiffDutySide {
    bool found;
    bool has_first, has_deadline; Date first, deadline;
    bool has_covers; Period covers;
    Str place;
} DiffDutySide;
typedef struct DiffDuty { DiffDutyKind kind; Str checkpoint, title, decl_kind, body, body_title, with, with_title; int year, number; DiffDutySide side[2]; } DiffDuty;
typedef struct DiffLoad { Str body, body_title; Period month; size_t count[2]; } DiffLoad;   /* duties whose last day is in the month */

/* ---- all of it ---- */

typedef struct DiffModel {
    Str shown;               /* as given to the command: "git:v1:modell" */
    Str name, title, municipality;
    bool usable;             /* checked without errors */
    bool proposal;
    Str decision;            /* of the head: "KF 2020-01-27 § 5", or empty */
    VEC(Str) prepared;       /* "KSAU 2019-11-06 § 178" */
    bool has_valid; Period valid;
    VEC(SourceRef) sources;
    VEC(InputFile) files;
    bool has_data; Period data;          /* what its tables are about */
} DiffModel;

/* Why something could not be compared. */
typedef enum DiffGap {
    GAP_MODEL_BEFORE, GAP_MODEL_AFTER,   /* the model does not check */
    GAP_NO_TABLES,                       /* nothing is computed from data */
    GAP_DATA_BEFORE, GAP_DATA_AFTER,     /* the tables of only one could be read */
    GAP_NO_PERIODS,                      /* the data is about no period that was asked for */
    GAP_DISJOINT,                        /* what the two models' tables are about does not overlap */
    GAP_NOT_YET,                         /* the new model applies only after the time that is compared */
    GAP_NO_YEARS,                        /* no years to lay duties out in */
    GAP_NOT_TRIED,                       /* too much for trying changes one by one: some outcomes have causes that may have had no part */
    GAP_COUNT
} DiffGap;
const char *diff_gap_name(DiffGap gap);                          /* the key */

typedef struct ModelDiff {
    Arena *arena;
    Str program;
    bool trial;              /* one model, with and without its rules on trial */
    DiffModel model[2];
    VEC(DiffChange) changes;             /* in the order of the new model, then what is gone in the order of the old */
    VEC(DiffCount) counts;               /* by kind of declaration */
    VEC(DiffTouch) touches;
    VEC(DiffLoose) loose;
    bool gaps[GAP_COUNT];
    bool has_figures; Period span;       /* what was run, from the first month that ends to the last */
    Period covers;                       /* what the outcomes are about: of a year all of it */
    size_t runs;                         /* days as of which both were run */
    VEC(InputFile) data_files;
    VEC(DiffTable) other_figures;
    VEC(DiffCell) cells;                 /* those that differ, by declaration, body, key, period */
    VEC(DiffMatrix) matrices;
    size_t cell_count, flipped, value_only;
    size_t unknown[2];                   /* cells that could not be said: missing, not assessable, unknown */
    VEC(DiffRequirement) requirements;   /* those that are the same, too */
    bool has_years; int year_first, year_last;
    VEC(DiffDuty) duties;                /* those that are not the same */
    size_t duty_count[2], undated[2];
    VEC(DiffLoad) load;                  /* by body and month; months without any are left out */
} ModelDiff;

const char *diff_kind_name(DiffKind kind, Lang lang);
const char *diff_aspect_name(DiffAspect aspect, Lang lang);
/* Nothing at all is different. */
bool diff_is_empty(const ModelDiff *diff);

#endif
