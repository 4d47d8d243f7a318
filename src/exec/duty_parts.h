/* duty_parts.h: what the files of the duty engine share; nobody else includes it. */
#ifndef STYR_EXEC_DUTY_PARTS_H
#define STYR_EXEC_DUTY_PARTS_H

#include "exec/duties.h"

/* One duty, as the engine handles it; Duty (findings) is what comes out. */
typedef struct DutyItem {
    size_t with;                 /* counterpart: body or NO_INDEX */
    Str with_text;               /* counterparts without duties of their own each, or empty */
    Occurrence occurrence;
    Due due;
    const ReasonSet *why;        /* why there is no deadline */
    bool waiting;                /* for an event that has not happened: nothing is wrong */
    const RoleRow *done;         /* the row of utfört that answers it */
    Date from;                   /* rows from this day on can answer it */
} DutyItem;

/* The duties of one hållpunkt or uppdrag for one body, by deadline. */
typedef struct DutyList {
    bool busy;                   /* being made: a day that depends on itself is none */
    const Common *common;
    const Checkpoint *checkpoint;        /* NULL: an uppdrag */
    const Commission *commission;
    size_t index, body;
    VEC(DutyItem) items;
} DutyList;

/* The years of which duties are made: those around the day that is asked about. */
#define YEARS_BACK 6
#define YEARS_AHEAD 6
#define MANY_BACK 2
#define MANY_AHEAD 2

/* The year around which duties are made. */
int duties_year(const Evaluator *ev);
DutyList *checkpoint_duties(Evaluator *ev, size_t checkpoint, size_t body);
DutyList *commission_duties(Evaluator *ev, size_t commission, size_t body);
/* The body of the checkpoint that answers to `body`: itself, else the first; NO_INDEX when there is none. */
size_t group_body(const Evaluator *ev, size_t checkpoint, size_t body);

/* ---- days (duty_days.c) ---- */

/* What a point is resolved for. */
typedef struct DayEnv {
    Evaluator *ev;
    size_t body;
    const ConstExprVec *meetings;        /* whose meetings AT_MEETING means */
    const StepVecPlan *lengths;
    const ReasonSet *why;
    bool waiting;
} DayEnv;
PointEnv point_env(Evaluator *ev, DayEnv *of, size_t body);
/* The body whose meetings are meant, seen from the body. */
size_t meeting_body(const Evaluator *ev, const ConstExprVec *meetings, size_t ref, size_t body);
const ReasonSet *why_no_day(Evaluator *ev, const Due *due, const DayEnv *env);

/* ---- what has been done (duty_log.c) ---- */

void group_match(Evaluator *ev, DutyList *group);
/* Whether the period of the row is one that some duty of the list is about. */
bool duty_row_has_occasion(const DutyList *group, const RoleRow *row);

/* ---- what has become of them (duty_state.c) ---- */

typedef struct Judged { DutyState state; int days_late; } Judged;
Judged item_judge(Evaluator *ev, const DutyList *group, const DutyItem *item);
/* The body has something of its own in its place. */
bool item_replaced(Evaluator *ev, const DutyList *group, const DutyItem *item);
/* The item as plain data. */
Duty item_duty(Evaluator *ev, const DutyList *group, const DutyItem *item, bool judged);
bool item_in_force(Evaluator *ev, const DutyList *group, const DutyItem *item);

/* Whether it was done before one that it is to come after (duty_after.c); then out gets its message. */
bool duty_too_early(Evaluator *ev, const DutyList *list, const DutyItem *item, const Duty *duty, Finding *out);

/* How its days came about (duty_how.c). */
void duty_how(Evaluator *ev, const DutyList *list, const DutyItem *item, Duty *out);

/* A finding about a duty, without its sentences (duty_run.c). */
Finding duty_finding(Evaluator *ev, FindingKind kind, const Duty *duty);

/* ---- sentences (duty_messages.c) ---- */

/* more: so many earlier ones were missed too. */
void message_late(Evaluator *ev, const Duty *duty, size_t more, Finding *out);
void message_no_day(Evaluator *ev, const Duty *duty, size_t bodies, size_t occasions, Finding *out);

#endif
