/* occurrences.c: which occurrences of a schedule belong to a year. */
#include "time/schedule.h"
#include "time/terms.h"

#define NO_WINDOW ((size_t)-1)
#define TERM_YEARS 4

/* ---- what is covered ---- */

static Period months_of_year(int year, int from, int to)
{
    int year_to = year + (to < from);
    return (Period){date_ymd(year, from, 1), date_ymd(year_to, to, days_in_month(year_to, to))};
}

/* The first year of the term of office that the year belongs to. */
static int term_start(int year)
{
    return election_year_until(year - 1) + 1;
}

static Period term_of(int year)
{
    int start = term_start(year);
    return (Period){date_ymd(start, 1, 1), date_ymd(start + TERM_YEARS - 1, 12, 31)};
}

static bool covered_in(const Schedule *schedule, int year, Period *out)
{
    switch (schedule->covers) {
    case COVER_NONE: case COVER_EACH: return false;
    case COVER_DATES: *out = schedule->dates; return true;
    case COVER_MONTHS: *out = months_of_year(year, schedule->month, schedule->month_to); return true;
    case COVER_YEAR: case COVER_BUDGET_YEAR: *out = period_year(year); return true;
    case COVER_SCHOOL_YEAR: *out = school_year(year); return true;
    case COVER_MANDATE: *out = term_of(year); return true;
    }
    return false;
}

/* ---- how often ---- */

static bool in_cycle(int year, int from, int every)
{
    return year >= from && every > 0 && (year - from) % every == 0;
}

static bool recurs_in(const Schedule *schedule, int year)
{
    switch (schedule->recurs) {
    case RECUR_YEARLY: case RECUR_EACH: case RECUR_TIMES_A_YEAR: return true;
    case RECUR_ONCE: return year == schedule->from_year;
    case RECUR_EVERY_YEARS: return in_cycle(year, schedule->from_year, schedule->every);
    case RECUR_ELECTION_YEARS: return is_election_year(year);
    case RECUR_NOT_ELECTION_YEARS: return !is_election_year(year);
    case RECUR_MANDATE: case RECUR_TIMES_A_MANDATE: return term_start(year) == year;
    case RECUR_MEETINGS: case RECUR_EVENT: case RECUR_WITH: return false;
    }
    return false;
}

/* ---- the list ---- */

static void add(Arena *arena, const Occurrence *like, OccurrenceVec *out)
{
    vec_push(arena, out, *like);
}

/* Several windows give one duty each, numbered. */
static void add_windows(Arena *arena, const Schedule *schedule, Occurrence like, OccurrenceVec *out)
{
    size_t count = schedule->windows.count;
    if (count == 0)
        add(arena, &like, out);
    for (size_t i = 0; i < count; i++) {
        like.window = i;
        like.number = count > 1 ? (int)i + 1 : like.number;
        like.of = count > 1 ? (int)count : like.of;
        add(arena, &like, out);
    }
}

static void add_times(Arena *arena, const Schedule *schedule, Occurrence like, OccurrenceVec *out)
{
    like.has_stretch = true;
    like.stretch = schedule->recurs == RECUR_TIMES_A_MANDATE ? term_of(like.year) : period_year(like.year);
    if (schedule->windows.count) {
        add_windows(arena, schedule, like, out);
        return;
    }
    for (int i = 1; i <= schedule->times; i++) {
        like.number = schedule->times > 1 ? i : 0;
        like.of = schedule->times > 1 ? schedule->times : 0;
        add(arena, &like, out);
    }
}

/* varje månad utom …: one for each stretch that begins in the year and is not left out. */
static void add_each(Arena *arena, const Schedule *schedule, Occurrence like, OccurrenceVec *out)
{
    bool covers = schedule->covers == COVER_EACH;
    for (int index = 1;; index++) {
        Period stretch = period_of(schedule->grain, like.year, index);
        int year, month, day;
        if (stretch.first == DATE_NONE)
            return;
        date_split(stretch.first, &year, &month, &day);
        if (!(schedule->months & 1u << (month - 1)))
            continue;
        like.has_covered = covers;
        like.covered = stretch;
        like.has_stretch = !covers;
        like.stretch = stretch;
        add_windows(arena, schedule, like, out);
    }
}

void schedule_occurrences(Arena *arena, const Schedule *schedule, int year, OccurrenceVec *out)
{
    Occurrence like = {.year = year, .window = NO_WINDOW, .event = DATE_NONE};
    if (!recurs_in(schedule, year))
        return;
    like.has_covered = covered_in(schedule, year, &like.covered);
    like.has_stretch = schedule->recurs_stated && !like.has_covered;
    like.stretch = schedule->recurs == RECUR_MANDATE ? term_of(year) : period_year(year);
    if (schedule->covers == COVER_EACH || schedule->recurs == RECUR_EACH)
        add_each(arena, schedule, like, out);
    else if (schedule->recurs == RECUR_TIMES_A_YEAR || schedule->recurs == RECUR_TIMES_A_MANDATE)
        add_times(arena, schedule, like, out);
    else
        add_windows(arena, schedule, like, out);
}
