/* schedule.h: when something recurs and by which day it is due, as plain data, and which days that is in a year. What depends on the model's
 * data (meetings, events, other duties) is asked for through PointEnv.dynamic. No wall clock. */
#ifndef STYR_TIME_SCHEDULE_H
#define STYR_TIME_SCHEDULE_H

#include "base/vec.h"
#include "time/date.h"

/* ---- points of time ---- */

typedef enum PointKind {
    AT_NONE,
    AT_DATES,            /* first..last: days of one year */
    AT_YEARLY,           /* month, day to month_to, day_to of the duty's year; day 0: the month's first (-1: its last), day_to 0: its last; may cross a year's end */
    AT_LAST_WORKDAY,     /* of month */
    AT_WEEK,             /* ISO week */
    AT_COVERED,          /* the period that the duty covers */
    AT_OWN_YEAR,         /* the duty's year */
    AT_TERM,             /* the term of office that the duty's year belongs to */
    AT_MANDATE,          /* the term of office that the duty belongs to: `before` it */
    AT_CHECKPOINT,       /* ref: the same cycle's duty of it */
    AT_NEXT,             /* ref: its next duty */
    AT_EVENT,            /* text */
    AT_MEETING,          /* ref: in which body (what it means is the caller's), after: the first one after that, NULL: after what is covered */
} PointKind;

typedef enum LengthUnit { LENGTH_DAYS, LENGTH_WORKDAYS, LENGTH_WEEKS, LENGTH_MONTHS, LENGTH_YEARS } LengthUnit;

typedef struct Point Point;
struct Point {
    PointKind kind;
    Date first, last;
    int month, day, month_to, day_to, week, week_to;
    bool shifted; int years;             /* året före: -1 … counted from the duty's year */
    bool in_year; int year;              /* hösten 2020 */
    size_t ref; Str text;
    bool from_start;                     /* AT_COVERED, AT_OWN_YEAR: counted from its first day */
    const Point *after;
    bool has_length, before; LengthUnit unit; int count;      /* so long after (before) it */
    bool open_length; size_t length_ref;                      /* the count is asked for (a parameter) */
    const Point *also;                   /* och: the later of the two */
};

/* What a point is resolved from. */
typedef struct PointEnv PointEnv;
typedef enum PointResult {
    POINT_FOUND,
    POINT_OPEN,          /* depends on data that is not there (yet) */
    POINT_NO_DAY,        /* a day that does not exist that year: 29 februari */
    POINT_NO_HOLIDAYS,   /* working days of a year without holiday data */
} PointResult;
struct PointEnv {
    int year;                            /* the duty's year */
    bool has_covered; Period covered;
    bool has_stretch; Period stretch;    /* in which it recurs: what `perioden` means where nothing is covered */
    Str event; Date event_day;           /* the event that the duty follows, DATE_NONE: none */
    bool council;                        /* its term begins on 15 October (kommunallagen 5 kap. 9 §), others' on 1 January */
    void *of;
    /* The days of a checkpoint, event or meeting. Without it: POINT_OPEN. */
    PointResult (*dynamic)(void *of, const Point *point, const PointEnv *env, Period *out);
    /* The number of units of an open length; false when there is none. */
    bool (*length)(void *of, const Point *point, int *count);
};

/* The days of a point. For a deadline the last of them counts, for `tidigast` the first.
 * Without a year of its own a yearly point is the first such after what is covered, else that of the duty's year. */
PointResult point_resolve(const Point *point, const PointEnv *env, Period *out);
/* The point depends on data: on an event, a meeting, when another duty is done. */
bool point_is_dynamic(const Point *point);

/* ---- what is covered, and how often ---- */

typedef enum CoverKind { COVER_NONE, COVER_DATES, COVER_MONTHS, COVER_YEAR, COVER_BUDGET_YEAR, COVER_SCHOOL_YEAR, COVER_MANDATE, COVER_EACH } CoverKind;
typedef enum RecurKind {
    RECUR_YEARLY, RECUR_ONCE, RECUR_EVERY_YEARS, RECUR_ELECTION_YEARS, RECUR_NOT_ELECTION_YEARS, RECUR_MANDATE, RECUR_EACH, RECUR_TIMES_A_YEAR,
    RECUR_TIMES_A_MANDATE, RECUR_MEETINGS, RECUR_EVENT, RECUR_WITH,
} RecurKind;

typedef struct Schedule {
    CoverKind covers; Period dates; int month, month_to;      /* MONTHS; DATES */
    Grain grain; unsigned months;                             /* EACH (covers or recurs): bit 0 is January: the months in which the stretch begins */
    RecurKind recurs; bool recurs_stated; int every, from_year, times; bool at_least;
    Str event; size_t meeting_ref;
    int mandate_from;                    /* a first year of a term: 2023 */
    VEC(Point) windows;                  /* each gives a duty of its own; empty: no window */
    VEC(Point) by;                       /* the earliest counts */
    Point earliest; bool has_earliest;
    VEC(Point) election_windows; VEC(Point) election_by;      /* under valår: replace what they name */
    Point election_earliest; bool has_election_earliest;
    bool statutory;                      /* a last day that is free moves to the next that is not: lag (1930:173) 2 § */
} Schedule;

/* One occurrence, before its days are known. */
typedef struct Occurrence {
    int year;
    bool has_covered; Period covered;
    bool has_stretch; Period stretch;    /* in which it recurs: the month, the year, the term */
    int number, of;
    size_t window;                       /* of Schedule.windows, or (size_t)-1 */
    Date event;                          /* RECUR_EVENT, RECUR_MEETINGS: its day; DATE_NONE */
} Occurrence;
typedef VEC(Occurrence) OccurrenceVec;

/* Those that belong to the year. RECUR_MEETINGS, RECUR_EVENT and RECUR_WITH give none: they follow from data or from other schedules. */
void schedule_occurrences(Arena *arena, const Schedule *schedule, int year, OccurrenceVec *out);

/* The days of an occurrence. */
typedef struct Due {
    PointResult result;                  /* of the deadline; POINT_FOUND with has_deadline false: none is stated */
    bool has_first; Date first;          /* from when it may be done */
    bool has_deadline; Date deadline, nominal;     /* nominal: before the move off a free day */
    bool election_year;                  /* the dates of an election year applied */
    const Point *blame;                  /* the point that could not be resolved */
} Due;
/* What the days of an occurrence are resolved from: its year, what it covers, its event. */
void schedule_env(const Schedule *schedule, const Occurrence *occurrence, PointEnv *env);
Due schedule_due(const Schedule *schedule, const Occurrence *occurrence, PointEnv *env);
/* A last day taken from elsewhere, moved off a weekend or holiday where the schedule is statutory (lag 1930:173 2 §). */
void schedule_move(const Schedule *schedule, Due *due);

#endif
