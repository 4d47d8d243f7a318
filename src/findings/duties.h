/* duties.h: duties: one occurrence of a hållpunkt or uppdrag for one body, with its window, deadline and state. Made by exec, read by report.
 * Plain data, like findings.h. */
#ifndef STYR_FINDINGS_DUTIES_H
#define STYR_FINDINGS_DUTIES_H

#include "findings/findings.h"

/* X(MEMBER, "svenska", "english key") */
#define DUTY_STATES(X)                                                                                                                   \
    X(PLANNED, "planerad", "planned") X(UPCOMING, "kommande", "upcoming") X(OPEN, "pågående", "open") X(DONE, "utförd", "done")          \
    X(DONE_LATE, "utförd för sent", "done_late") X(LATE, "försenad", "late") X(MISSED, "utebliven", "missed")                            \
    X(UNREPORTED, "okänt", "unreported") X(NOT_ASSESSABLE, "ej bedömbar", "not_assessable") X(EXEMPT, "undantagen", "exempt")
typedef enum DutyState {
#define X(member, sv, en) DUTY_##member,
    DUTY_STATES(X)
#undef X
} DutyState;
const char *duty_state_name(DutyState state, Lang lang);         /* lang EN: the key */

/* One line of how its days came about. */
typedef struct DutyLine { Str text[2]; } DutyLine;

struct Duty {
    Str id;                  /* stable over runs: "delårsrapport/BUN/2025-01-01/2025-08-31" */
    Str checkpoint, title;   /* name and title of the declaration */
    Str decl_kind;           /* "hållpunkt" "uppdrag" */
    Str body, body_title;    /* whose */
    Str with, with_title;    /* the counterpart, where there is one duty per counterpart; else empty */
    int year;                /* the year it belongs to */
    int number, of;          /* 2 of 3 where it recurs a number of times in the year; else 0, 0 */
    bool has_covers; Period covers;      /* what it reports on */
    bool has_window; Date first;         /* from when it may be done, where the model says; else has_window is false */
    bool has_deadline; Date deadline;    /* the last day; false: it cannot be said (reasons), or it has none */
    Date nominal;            /* the deadline before it was moved off a weekend or holiday (lag 1930:173 2 §); else the same */
    DutyState state;
    bool done; Date done_on;
    int days_late;           /* > 0: days after the deadline, until it was done or until the as-of date */
    bool optional, statutory, election_year;     /* frivillig; lagfrist; the dates of an election year applied */
    Str prepared_by, decided_by;         /* bodies, or empty */
    VEC(Str) to;             /* recipients */
    VEC(Str) contents;       /* what it must contain, for people */
    VEC(Str) tags;           /* märkt */
    Str forecast[2];         /* "prognos för helåret, från utfall till och med mars", by Lang, or empty */
    VEC(DutyLine) how;       /* what it covers, the stated times and their days, what moved it, which row says that it is done */
    ReasonVec reasons;
    VEC(SourceRef) sources;
    Str place;               /* file:line of the declaration */
};
typedef VEC(Duty) DutyVec;

/* The duties of a year: what `styr årshjul` shows. Sorted by duties_sort. */
typedef struct Calendar {
    Str model, title, municipality, program;
    int year;
    bool has_as_of; Date as_of;          /* without a date every state is DUTY_PLANNED */
    Str only_body;
    DutyVec duties;
    VEC(InputFile) model_files, data_files;
} Calendar;

/* Order: deadline (none last), start of the window, title, body in Swedish order, counterpart, covered period. */
void duties_sort(Arena *arena, DutyVec *duties);

#endif
