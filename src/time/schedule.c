/* schedule.c: points of time and the days of a duty in a year. Pure arithmetic on days; what depends on data is asked for. */
#include "time/schedule.h"

#include "time/holidays.h"
#include "time/terms.h"
#include "time/weekday.h"

#define DAYS_A_WEEK 7
#define MONTHS_A_YEAR 12
#define TERM_MONTHS 48

static bool in_calendar(int64_t day)
{
    return day >= date_ymd(1, 1, 1) && day <= date_ymd(9999, 12, 31);
}

/* ---- stretches of a year ---- */

/* The days of a yearly point that begin in the year. */
static PointResult yearly(const Point *point, int year, Period *out)
{
    bool crosses = point->month_to < point->month || (point->month_to == point->month && point->day_to && point->day_to < point->day);
    int year_to = year + crosses;
    int last = point->day_to ? point->day_to : days_in_month(year_to, point->month_to);
    int first = point->day < 0 ? days_in_month(year, point->month) : point->day;
    out->first = date_ymd(year, point->month, first ? first : 1);
    out->last = date_ymd(year_to, point->month_to, last);
    return out->first == DATE_NONE || out->last == DATE_NONE ? POINT_NO_DAY : POINT_FOUND;
}

static PointResult last_workday(const Point *point, int year, Period *out)
{
    out->first = out->last = last_workday_of_month(year, point->month);
    return out->first == DATE_NONE ? POINT_NO_HOLIDAYS : POINT_FOUND;
}

static PointResult week_of(const Point *point, int year, Period *out)
{
    Period last = period_iso_week(year, point->week_to ? point->week_to : point->week);
    *out = period_iso_week(year, point->week);
    out->last = last.last;
    return out->first == DATE_NONE || last.last == DATE_NONE ? POINT_NO_DAY : POINT_FOUND;
}

static PointResult in_year(const Point *point, int year, Period *out)
{
    if (year < 1 || year > 9998)
        return POINT_NO_DAY;
    switch (point->kind) {
    case AT_LAST_WORKDAY: return last_workday(point, year, out);
    case AT_WEEK: return week_of(point, year, out);
    default: return yearly(point, year, out);
    }
}

/* The first such stretch that ends after a day. */
static PointResult first_after(const Point *point, Date day, Period *out)
{
    int year = date_year(day);
    PointResult result = POINT_NO_DAY;
    for (int y = year - 1; y <= year + 1; y++) {
        result = in_year(point, y, out);
        if (result == POINT_FOUND && out->last > day)
            return POINT_FOUND;
    }
    return result == POINT_FOUND ? POINT_NO_DAY : result;
}

/* avser hösten, senast 20 dagar efter hösten: the very stretch that is covered, not the next one. */
static bool is_covered(const Point *point, const PointEnv *env, Period *out)
{
    return env->has_covered && in_year(point, date_year(env->covered.first), out) == POINT_FOUND && out->first < out->last &&
           out->first == env->covered.first && out->last == env->covered.last;
}

static PointResult of_each_year(const Point *point, const PointEnv *env, Period *out)
{
    if (point->in_year)
        return in_year(point, point->year, out);
    if (point->shifted)
        return in_year(point, env->year + point->years, out);
    if (is_covered(point, env, out))
        return POINT_FOUND;
    if (env->has_covered)
        return first_after(point, env->covered.last, out);
    return in_year(point, env->year, out);
}

/* ---- other points ---- */

/* The term of office that the duty's year belongs to: fullmäktige's from 15 October, others' from the new year. */
static PointResult term_of(const PointEnv *env, Period *out)
{
    int election = election_year_until(env->year - 1);
    Date start = env->council ? date_ymd(election, 10, 15) : date_ymd(election + 1, 1, 1);
    Date next = start == DATE_NONE ? DATE_NONE : date_add_months(start, TERM_MONTHS);
    if (next == DATE_NONE)
        return POINT_NO_DAY;
    *out = (Period){start, next - 1};
    return POINT_FOUND;
}

static PointResult before_term(const PointEnv *env, Period *out)
{
    PointResult result = term_of(env, out);
    out->last = out->first = result == POINT_FOUND ? out->first - 1 : DATE_NONE;
    return result;
}

static PointResult whole_year(int year, Period *out)
{
    if (year < 1 || year > 9999)
        return POINT_NO_DAY;
    *out = period_year(year);
    return POINT_FOUND;
}

static PointResult covered_of(const PointEnv *env, Period *out)
{
    if (!env->has_covered && !env->has_stretch)
        return whole_year(env->year, out);
    *out = env->has_covered ? env->covered : env->stretch;
    return POINT_FOUND;
}

static PointResult dynamic_of(const Point *point, const PointEnv *env, Period *out)
{
    if (point->kind == AT_EVENT && env->event_day != DATE_NONE && str_eq(point->text, env->event)) {
        out->first = out->last = env->event_day;
        return POINT_FOUND;
    }
    return env->dynamic ? env->dynamic(env->of, point, env, out) : POINT_OPEN;
}

static PointResult base_of(const Point *point, const PointEnv *env, Period *out)
{
    switch (point->kind) {
    case AT_NONE: return POINT_OPEN;
    case AT_DATES: *out = (Period){point->first, point->last}; return POINT_FOUND;
    case AT_YEARLY: case AT_LAST_WORKDAY: case AT_WEEK: return of_each_year(point, env, out);
    case AT_COVERED: return covered_of(env, out);
    case AT_OWN_YEAR: return whole_year(env->year + point->years, out);
    case AT_TERM: return term_of(env, out);
    case AT_MANDATE: return before_term(env, out);
    case AT_CHECKPOINT: case AT_NEXT: case AT_EVENT: case AT_MEETING: return dynamic_of(point, env, out);
    }
    return POINT_OPEN;
}

/* ---- so long before or after ---- */

static bool count_of(const Point *point, const PointEnv *env, int *count)
{
    *count = point->count;
    return !point->open_length || (env->length && env->length(env->of, point, count));
}

static PointResult moved(Date day, LengthUnit unit, int count, Date *out)
{
    int64_t days = unit == LENGTH_WEEKS ? (int64_t)count * DAYS_A_WEEK : count;
    switch (unit) {
    case LENGTH_DAYS: case LENGTH_WEEKS:
        *out = in_calendar(day + days) ? (Date)(day + days) : DATE_NONE;
        break;
    case LENGTH_WORKDAYS:
        *out = date_add_workdays(day, count);
        return *out == DATE_NONE ? POINT_NO_HOLIDAYS : POINT_FOUND;
    case LENGTH_MONTHS: *out = date_add_months(day, count); break;
    case LENGTH_YEARS: *out = date_add_months(day, count * MONTHS_A_YEAR); break;
    }
    return *out == DATE_NONE ? POINT_NO_DAY : POINT_FOUND;
}

static PointResult at_distance(const Point *point, const PointEnv *env, Period *period)
{
    int count;
    Date day = DATE_NONE;
    if (!count_of(point, env, &count))
        return POINT_OPEN;
    PointResult result = moved(point->before ? period->first : period->last, point->unit, point->before ? -count : count, &day);
    *period = (Period){day, day};
    return result;
}

PointResult point_resolve(const Point *point, const PointEnv *env, Period *out)
{
    PointResult result = base_of(point, env, out);
    if (result == POINT_FOUND && point->has_length)
        result = at_distance(point, env, out);
    if (result != POINT_FOUND || !point->also)
        return result;
    Period other;
    result = point_resolve(point->also, env, &other);
    if (result == POINT_FOUND && other.last > out->last)
        *out = other;
    return result;
}

bool point_is_dynamic(const Point *point)
{
    bool own = point->kind == AT_CHECKPOINT || point->kind == AT_NEXT || point->kind == AT_EVENT || point->kind == AT_MEETING;
    return own || point->open_length || (point->also && point_is_dynamic(point->also));
}

/* ---- the days of a duty ---- */

typedef struct Choice { const Point *window; const Point *by; size_t by_count; } Choice;

/* What cannot be resolved takes the whole deadline with it: another, earlier one might have counted. */
static void fail(Due *due, PointResult result, const Point *point)
{
    if (due->result != POINT_FOUND)
        return;
    due->result = result;
    due->blame = point;
}

static void not_later(Due *due, Date day)
{
    due->deadline = due->has_deadline && due->deadline < day ? due->deadline : day;
    due->has_deadline = true;
}

static void not_earlier(Due *due, Date day)
{
    due->first = due->has_first && due->first > day ? due->first : day;
    due->has_first = true;
}

static void take_choice(const Choice *choice, const Point *earliest, const PointEnv *env, Due *due)
{
    Period days;
    PointResult result;
    if (choice->window) {
        if ((result = point_resolve(choice->window, env, &days)) == POINT_FOUND) {
            not_earlier(due, days.first);
            not_later(due, days.last);
        } else
            fail(due, result, choice->window);
    }
    for (size_t i = 0; i < choice->by_count; i++) {
        if ((result = point_resolve(&choice->by[i], env, &days)) == POINT_FOUND)
            not_later(due, days.last);
        else
            fail(due, result, &choice->by[i]);
    }
    if (earliest && (result = point_resolve(earliest, env, &days)) == POINT_FOUND)
        not_earlier(due, days.first);
    else if (earliest)
        fail(due, result, earliest);
}

static Due normal_due(const Schedule *schedule, const Occurrence *occurrence, const PointEnv *env)
{
    Due due = {.deadline = DATE_NONE, .first = DATE_NONE};
    Choice choice = {occurrence->window < schedule->windows.count ? &schedule->windows.items[occurrence->window] : NULL,
                     schedule->by.items, schedule->by.count};
    take_choice(&choice, schedule->has_earliest ? &schedule->earliest : NULL, env, &due);
    return due;
}

static Due election_due(const Schedule *schedule, const Occurrence *occurrence, const PointEnv *env)
{
    Due due = {.deadline = DATE_NONE, .first = DATE_NONE, .election_year = true};
    size_t window = occurrence->window, count = schedule->election_windows.count;
    Choice choice = {window < schedule->windows.count ? &schedule->windows.items[window] : NULL, schedule->by.items, schedule->by.count};
    if (count)
        choice.window = &schedule->election_windows.items[window < count ? window : count - 1];
    if (schedule->election_by.count) {
        choice.by = schedule->election_by.items;
        choice.by_count = schedule->election_by.count;
    }
    const Point *earliest = schedule->has_election_earliest ? &schedule->election_earliest : schedule->has_earliest ? &schedule->earliest : NULL;
    take_choice(&choice, earliest, env, &due);
    return due;
}

static bool has_election_days(const Schedule *schedule)
{
    return schedule->election_windows.count || schedule->election_by.count || schedule->has_election_earliest;
}

/* The year in which it would be due decides: a budget for the year after an election is decided in the election year. */
static bool falls_in_election_year(const Due *due, int year)
{
    Date day = due->has_deadline ? due->deadline : due->has_first ? due->first : DATE_NONE;
    return is_election_year(day != DATE_NONE ? date_year(day) : year);
}

/* Where no day is stated, what recurs is due by the end of the stretch in which it recurs. */
static void take_stretch(const Schedule *schedule, const Occurrence *occurrence, Due *due)
{
    bool stated = schedule->windows.count || schedule->by.count || schedule->election_windows.count || schedule->election_by.count;
    if (occurrence->has_stretch && !stated) {
        not_earlier(due, occurrence->stretch.first);
        not_later(due, occurrence->stretch.last);
    }
    if (schedule->recurs == RECUR_MEETINGS && occurrence->event != DATE_NONE)
        not_later(due, occurrence->event);
}

void schedule_env(const Schedule *schedule, const Occurrence *occurrence, PointEnv *env)
{
    env->year = occurrence->year;
    env->has_covered = occurrence->has_covered;
    env->covered = occurrence->covered;
    env->has_stretch = occurrence->has_stretch;
    env->stretch = occurrence->stretch;
    env->event = schedule->event;
    env->event_day = schedule->recurs == RECUR_EVENT ? occurrence->event : DATE_NONE;
    if (schedule->recurs == RECUR_EVENT && !env->has_covered && occurrence->event != DATE_NONE) {
        env->has_covered = true;         /* 31 oktober means the first one after the event */
        env->covered = (Period){occurrence->event, occurrence->event};
    }
}

void schedule_move(const Schedule *schedule, Due *due)
{
    Date day = due->has_deadline && schedule->statutory ? sunday_rule(due->deadline) : due->deadline;
    if (!due->has_deadline || day == due->deadline)
        return;
    due->nominal = due->deadline;
    due->deadline = day;
    if (day == DATE_NONE) {
        due->result = POINT_NO_HOLIDAYS;
        due->has_deadline = false;
    }
}

Due schedule_due(const Schedule *schedule, const Occurrence *occurrence, PointEnv *env)
{
    schedule_env(schedule, occurrence, env);
    Due due = normal_due(schedule, occurrence, env);
    if (has_election_days(schedule) && falls_in_election_year(&due, occurrence->year))
        due = election_due(schedule, occurrence, env);
    take_stretch(schedule, occurrence, &due);
    if (due.result != POINT_FOUND) {
        due.has_deadline = false;
        return due;
    }
    due.nominal = due.deadline;
    schedule_move(schedule, &due);
    return due;
}
