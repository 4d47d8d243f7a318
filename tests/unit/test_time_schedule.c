/* test_time_schedule.c: points of time, occurrences and due days of schedules, as data without any model. */
#include <stdio.h>

#include <criterion/criterion.h>

#include "base/arena.h"
#include "time/schedule.h"

static Date day(const char *text)
{
    Period period;
    cr_assert(period_parse(str_of(text), false, &period), "%s", text);
    return period.last;
}

static const char *shown(Date date)
{
    static char buffers[8][32];
    static int next;
    int year = 0, month = 0, number = 0;
    char *out = buffers[next++ % 8];
    if (date == DATE_NONE)
        return "inget";
    date_split(date, &year, &month, &number);
    snprintf(out, 32, "%04d-%02d-%02d", year, month, number);
    return out;
}

/* ---- points ---- */

typedef struct PointRow {
    Point point;
    int year;
    const char *covered;       /* or NULL */
    bool council;
    PointResult result;
    const char *first, *last;
} PointRow;

#define DAY(m, d) .kind = AT_YEARLY, .month = (m), .month_to = (m), .day = (d), .day_to = (d)
#define MONTHS(from, to) .kind = AT_YEARLY, .month = (from), .month_to = (to)

static const PointRow points[] = {
    /* A day of the duty's own year, or the first such after what is covered. */
    {{DAY(10, 20)}, 2025, NULL, false, POINT_FOUND, "2025-10-20", "2025-10-20"},
    {{DAY(4, 15)}, 2025, "2025", false, POINT_FOUND, "2026-04-15", "2026-04-15"},
    {{DAY(10, 20)}, 2025, "2025-08", false, POINT_FOUND, "2025-10-20", "2025-10-20"},
    {{DAY(8, 31)}, 2025, "2025-08", false, POINT_FOUND, "2026-08-31", "2026-08-31"},      /* that very day is not after */
    {{DAY(12, 31), .shifted = true, .years = -1}, 2026, "2026", false, POINT_FOUND, "2025-12-31", "2025-12-31"},
    {{MONTHS(9, 10), .shifted = true, .years = -2}, 2027, "2027", false, POINT_FOUND, "2025-09-01", "2025-10-31"},
    /* Months that cross the end of a year; the last day of February. */
    {{MONTHS(11, 2)}, 2023, NULL, false, POINT_FOUND, "2023-11-01", "2024-02-29"},
    {{MONTHS(2, 2), .day = -1}, 2025, NULL, false, POINT_FOUND, "2025-02-28", "2025-02-28"},
    {{MONTHS(2, 2), .day = -1}, 2024, NULL, false, POINT_FOUND, "2024-02-29", "2024-02-29"},
    {{DAY(2, 29)}, 2025, NULL, false, POINT_NO_DAY, NULL, NULL},
    {{.kind = AT_LAST_WORKDAY, .month = 5}, 2025, NULL, false, POINT_FOUND, "2025-05-30", "2025-05-30"},
    {{.kind = AT_WEEK, .week = 42}, 2025, NULL, false, POINT_FOUND, "2025-10-13", "2025-10-19"},
    {{.kind = AT_WEEK, .week = 42, .week_to = 44}, 2026, NULL, false, POINT_FOUND, "2026-10-12", "2026-11-01"},
    {{.kind = AT_WEEK, .week = 52, .week_to = 53}, 2025, NULL, false, POINT_NO_DAY, NULL, NULL},
    /* A stretch that is what is covered means that one; any other the first that ends after it. */
    {{MONTHS(7, 6)}, 2025, "2025-07..2026-06", false, POINT_FOUND, "2025-07-01", "2026-06-30"},
    {{MONTHS(7, 6)}, 2025, "2025", false, POINT_FOUND, "2025-07-01", "2026-06-30"},
    {{.kind = AT_WEEK, .week = 53}, 2025, NULL, false, POINT_NO_DAY, NULL, NULL},
    {{.kind = AT_WEEK, .week = 53}, 2026, NULL, false, POINT_FOUND, "2026-12-28", "2027-01-03"},
    {{MONTHS(8, 12), .in_year = true, .year = 2020}, 2025, NULL, false, POINT_FOUND, "2020-08-01", "2020-12-31"},
    /* So long after or before. Months as in lag (1930:173) 1 §. */
    {{.kind = AT_COVERED, .has_length = true, .unit = LENGTH_DAYS, .count = 20}, 2025, "2025-01", false, POINT_FOUND, "2025-02-20", "2025-02-20"},
    {{.kind = AT_COVERED, .has_length = true, .unit = LENGTH_MONTHS, .count = 2}, 2025, "2025-H1", false, POINT_FOUND, "2025-08-30", "2025-08-30"},
    {{.kind = AT_COVERED, .has_length = true, .unit = LENGTH_MONTHS, .count = 2}, 2025, "2025-12", false, POINT_FOUND, "2026-02-28", "2026-02-28"},
    {{.kind = AT_COVERED, .has_length = true, .unit = LENGTH_YEARS, .count = 3}, 2024, "2024-02", false, POINT_FOUND, "2027-02-28", "2027-02-28"},
    {{.kind = AT_COVERED, .has_length = true, .unit = LENGTH_WORKDAYS, .count = 3}, 2024, "2024-12", false, POINT_FOUND, "2025-01-07", "2025-01-07"},
    {{DAY(6, 20), .has_length = true, .before = true, .unit = LENGTH_WEEKS, .count = 2}, 2025, NULL, false, POINT_FOUND, "2025-06-06", "2025-06-06"},
    {{DAY(5, 1), .in_year = true, .year = 1950, .has_length = true, .unit = LENGTH_WORKDAYS, .count = 1}, 1950, NULL, false, POINT_NO_HOLIDAYS, NULL, NULL},
    /* The day before the term of office: fullmäktige from 15 October of the election year, others from the new year. */
    {{.kind = AT_TERM}, 2027, NULL, true, POINT_FOUND, "2026-10-15", "2030-10-14"},
    {{.kind = AT_TERM}, 2026, NULL, true, POINT_FOUND, "2022-10-15", "2026-10-14"},
    {{.kind = AT_TERM}, 2030, NULL, false, POINT_FOUND, "2027-01-01", "2030-12-31"},
    {{.kind = AT_MANDATE}, 2027, NULL, true, POINT_FOUND, "2026-10-14", "2026-10-14"},
    {{.kind = AT_MANDATE}, 2027, NULL, false, POINT_FOUND, "2026-12-31", "2026-12-31"},
    {{.kind = AT_MANDATE}, 2026, NULL, false, POINT_FOUND, "2022-12-31", "2022-12-31"},
    {{.kind = AT_OWN_YEAR}, 2025, NULL, false, POINT_FOUND, "2025-01-01", "2025-12-31"},
    {{.kind = AT_MEETING}, 2025, NULL, false, POINT_OPEN, NULL, NULL},
};

Test(schedule, points)
{
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        const PointRow *row = &points[i];
        PointEnv env = {.year = row->year, .event_day = DATE_NONE, .council = row->council};
        Period days = {DATE_NONE, DATE_NONE};
        if (row->covered)
            env.has_covered = period_parse(str_of(row->covered), false, &env.covered);
        PointResult result = point_resolve(&row->point, &env, &days);
        cr_expect(result == row->result, "row %zu: result %d, not %d", i, (int)result, (int)row->result);
        if (result != POINT_FOUND || !row->first)
            continue;
        cr_expect(days.first == day(row->first) && days.last == day(row->last), "row %zu: %s–%s, not %s–%s", i, shown(days.first), shown(days.last), row->first,
                  row->last);
    }
}

Test(schedule, later_of_two)
{
    Point april = {DAY(4, 1)}, march = {DAY(3, 15), .also = &april};
    PointEnv env = {.year = 2025, .event_day = DATE_NONE};
    Period days;
    cr_expect(point_resolve(&march, &env, &days) == POINT_FOUND && days.last == day("2025-04-01"), "the later of two joined by och counts");
    Point meeting = {.kind = AT_MEETING}, both = {DAY(3, 15), .also = &meeting};
    cr_expect(point_resolve(&both, &env, &days) == POINT_OPEN, "one of two that is not known leaves both open");
}

/* ---- occurrences ---- */

typedef struct CountRow { Schedule schedule; int year; size_t count; const char *first_covered; } CountRow;

static const CountRow counts[] = {
    {{.recurs = RECUR_YEARLY}, 2025, 1, NULL},
    {{.recurs = RECUR_ONCE, .from_year = 2020}, 2020, 1, NULL},
    {{.recurs = RECUR_ONCE, .from_year = 2020}, 2021, 0, NULL},
    {{.recurs = RECUR_EVERY_YEARS, .every = 4, .from_year = 2019}, 2027, 1, NULL},
    {{.recurs = RECUR_EVERY_YEARS, .every = 4, .from_year = 2019}, 2026, 0, NULL},
    {{.recurs = RECUR_EVERY_YEARS, .every = 4, .from_year = 2019}, 2015, 0, NULL},
    {{.recurs = RECUR_ELECTION_YEARS}, 2026, 1, NULL},
    {{.recurs = RECUR_ELECTION_YEARS}, 2025, 0, NULL},
    {{.recurs = RECUR_NOT_ELECTION_YEARS}, 2026, 0, NULL},
    {{.recurs = RECUR_MANDATE}, 2023, 1, NULL},
    {{.recurs = RECUR_MANDATE}, 2024, 0, NULL},
    {{.recurs = RECUR_TIMES_A_YEAR, .times = 3}, 2025, 3, NULL},
    {{.recurs = RECUR_TIMES_A_MANDATE, .times = 2}, 2023, 2, NULL},
    {{.recurs = RECUR_TIMES_A_MANDATE, .times = 2}, 2025, 0, NULL},
    {{.covers = COVER_EACH, .grain = GRAIN_MONTH, .months = 0xFFF}, 2025, 12, "2025-01"},
    {{.covers = COVER_EACH, .grain = GRAIN_MONTH, .months = 0xFFF & ~(1u << 1 | 1u << 2 | 1u << 4 | 1u << 7 | 1u << 11)}, 2020, 7, "2020-01"},
    {{.covers = COVER_EACH, .grain = GRAIN_QUARTER, .months = 0xFFF}, 2025, 4, "2025-Q1"},
    {{.covers = COVER_EACH, .grain = GRAIN_TERTIAL, .months = 0xFFF}, 2025, 3, "2025-T1"},
    {{.covers = COVER_YEAR}, 2025, 1, "2025"},
    {{.covers = COVER_MONTHS, .month = 1, .month_to = 6}, 2025, 1, "2025-H1"},
    {{.recurs = RECUR_MEETINGS}, 2025, 0, NULL},
};

Test(schedule, occurrences)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        OccurrenceVec list = {0};
        Period covered;
        schedule_occurrences(arena, &counts[i].schedule, counts[i].year, &list);
        cr_expect(list.count == counts[i].count, "row %zu: %zu occurrences, not %zu", i, list.count, counts[i].count);
        if (!counts[i].first_covered || !list.count)
            continue;
        period_parse(str_of(counts[i].first_covered), false, &covered);
        cr_expect(list.items[0].has_covered && period_eq(list.items[0].covered, covered), "row %zu: not %s", i, counts[i].first_covered);
    }
    arena_free(arena);
}

/* ---- due days ---- */

static Schedule schedule_by(Arena *arena, Point by)
{
    Schedule schedule = {.covers = COVER_BUDGET_YEAR};
    vec_push(arena, &schedule.by, by);
    return schedule;
}

static Due due_of(Arena *arena, const Schedule *schedule, int year)
{
    OccurrenceVec list = {0};
    PointEnv env = {.event_day = DATE_NONE};
    schedule_occurrences(arena, schedule, year, &list);
    cr_assert(list.count == 1, "one occurrence in %d", year);
    return schedule_due(schedule, &list.items[0], &env);
}

Test(schedule, election_years)
{
    Arena *arena = arena_new();
    Schedule schedule = schedule_by(arena, (Point){DAY(8, 31), .shifted = true, .years = -1});
    vec_push(arena, &schedule.election_by, ((Point){DAY(12, 31), .shifted = true, .years = -1}));
    Due ordinary = due_of(arena, &schedule, 2026), election = due_of(arena, &schedule, 2027);
    cr_expect(ordinary.deadline == day("2025-08-31") && !ordinary.election_year, "2025 is no election year: %s", shown(ordinary.deadline));
    cr_expect(election.deadline == day("2026-12-31") && election.election_year, "2026 is one: %s", shown(election.deadline));
    arena_free(arena);
}

Test(schedule, statutory_days_move)
{
    static const struct { int year; const char *nominal, *moved; } rows[] = {
        {2027, "2028-04-15", "2028-04-18"},        /* a Saturday, and Easter behind it */
        {2026, "2027-04-15", "2027-04-15"}, {2022, "2023-04-15", "2023-04-17"}, {2025, "2026-04-15", "2026-04-15"},
    };
    Arena *arena = arena_new();
    Schedule schedule = {.covers = COVER_YEAR, .statutory = true};
    vec_push(arena, &schedule.by, ((Point){DAY(4, 15)}));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Due due = due_of(arena, &schedule, rows[i].year);
        cr_expect(due.nominal == day(rows[i].nominal) && due.deadline == day(rows[i].moved), "%d: %s, not %s", rows[i].year, shown(due.deadline), rows[i].moved);
    }
    arena_free(arena);
}

Test(schedule, earliest_of_several)
{
    Arena *arena = arena_new();
    Schedule schedule = {.recurs = RECUR_YEARLY};
    vec_push(arena, &schedule.windows, ((Point){MONTHS(3, 3)}));
    vec_push(arena, &schedule.by, ((Point){DAY(4, 1)}));
    vec_push(arena, &schedule.by, ((Point){DAY(3, 15)}));
    Due due = due_of(arena, &schedule, 2025);
    cr_expect(due.deadline == day("2025-03-15") && due.first == day("2025-03-01"), "the earliest of window and deadlines: %s", shown(due.deadline));
    vec_push(arena, &schedule.by, ((Point){.kind = AT_MEETING}));
    due = due_of(arena, &schedule, 2025);
    cr_expect(due.result == POINT_OPEN && !due.has_deadline, "an unknown one might have been earlier");
    arena_free(arena);
}

Test(schedule, no_days_stated)
{
    Arena *arena = arena_new();
    Schedule yearly = {.recurs = RECUR_YEARLY, .recurs_stated = true}, bare = {.recurs = RECUR_YEARLY};
    Due due = due_of(arena, &yearly, 2025);
    cr_expect(due.has_deadline && due.deadline == day("2025-12-31"), "varje år: by the end of the year");
    due = due_of(arena, &bare, 2025);
    cr_expect(due.result == POINT_FOUND && !due.has_deadline, "nothing stated: no deadline");
    arena_free(arena);
}
