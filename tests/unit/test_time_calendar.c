/* test_time_calendar.c: weekdays and weeks, holidays and working days against lists made elsewhere, terms and school years. */
#include <criterion/criterion.h>

#include <string.h>

#include "time/holidays.h"
#include "time/terms.h"
#include "time/weekday.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static Date day(const char *text)
{
    Period period = {DATE_NONE, DATE_NONE};
    if (*text)
        cr_expect(period_parse(str_of(text), false, &period), "%s is a day", text);
    return period.first;
}

static void expect_date(Date date, const char *expected, const char *what)
{
    StrBuf text = {0};
    date_print(&text, date);
    cr_expect(str_eqz(strbuf_str(&text), expected), "%s: %s, not %s", what, expected, text.n ? text.s : "none");
    strbuf_free(&text);
}

static void expect_period(Period period, const char *first, const char *last, const char *what)
{
    expect_date(period.first, first, what);
    expect_date(period.last, last, what);
}

/* ---- weekdays and weeks ---- */

static const struct WeekRow {
    const char *date;
    int weekday, year, week;
} week_rows[] = {
    {"1970-01-01", 4, 1970, 1},  {"1969-12-31", 3, 1970, 1},  {"2025-08-18", 1, 2025, 34}, {"2025-08-24", 7, 2025, 34}, {"2024-12-29", 7, 2024, 52},
    {"2024-12-30", 1, 2025, 1},  {"2021-01-03", 7, 2020, 53}, {"2021-01-04", 1, 2021, 1},  {"2023-01-01", 7, 2022, 52}, {"2027-01-01", 5, 2026, 53},
    {"2000-02-29", 2, 2000, 9},  {"1900-01-01", 1, 1900, 1},  {"0001-01-01", 1, 1, 1},     {"9999-12-31", 5, 9999, 52}, {"", 0, 0, 0},
};

Test(calendar, weekdays_and_weeks)
{
    for (size_t i = 0; i < COUNT(week_rows); i++) {
        const struct WeekRow *row = &week_rows[i];
        int year, week;
        date_iso_week(day(row->date), &year, &week);
        cr_expect(date_weekday(day(row->date)) == row->weekday && year == row->year && week == row->week, "%s: day %d of %d-V%d", row->date,
                  date_weekday(day(row->date)), year, week);
    }
    cr_expect_str_eq(weekday_name(MONDAY, false), "måndag", "the first day of the week");
    cr_expect_str_eq(weekday_name(SUNDAY, true), "Sunday", "the last day of the week");
    cr_expect_str_eq(weekday_name(0, false), "", "no such day");
    cr_expect_str_eq(weekday_name(8, true), "", "no such day");
}

/* The weeks of all years follow each other without gaps, and each is the week of its seven days. */
Test(calendar, every_week_in_turn)
{
    Date monday = day("0001-01-01");
    for (int year = 1; year <= 9999; year++)
        for (int week = 1; week <= iso_weeks_in_year(year); week++, monday += 7) {
            if (year == 9999 && week == 52)
                break;
            Period period = period_iso_week(year, week);
            int first_year, first_week, last_year, last_week;
            date_iso_week(monday, &first_year, &first_week);
            date_iso_week(monday + 6, &last_year, &last_week);
            if (period.first != monday || period.last != monday + 6 || first_year != year || last_year != year || first_week != week || last_week != week)
                cr_assert_fail("week %d of %d", week, year);
        }
    expect_period(period_iso_week(9999, 52), "", "", "a week that does not end");
    expect_period(period_iso_week(2025, 0), "", "", "week 0");
    expect_period(period_iso_week(2025, 53), "", "", "week 53 of 2025");
    expect_period(period_iso_week(0, 1), "", "", "a week of year 0");
    expect_period(period_iso_week(10000, 1), "", "", "a week of year 10000");
    cr_expect(iso_weeks_in_year(2026) == 53 && iso_weeks_in_year(2025) == 52 && iso_weeks_in_year(0) == 0 && iso_weeks_in_year(10000) == 0, "weeks");
}

/* ---- holidays ---- */

/* The lists end with the last day whose moved date they also know. */
#define LIST_FIRST "2015-01-01"
#define LIST_LAST "2029-12-20"

static const struct NamedDay {
    int year, month, day;
    const char *name;
} named_days[] = {
#include "calendar_days.inc"
};

static const struct WorkdayRow {
    int year, workdays[12];
} workday_rows[] = {
#include "calendar_workdays.inc"
};

static const char *listed_name(Date date)
{
    int year, month, number;
    date_split(date, &year, &month, &number);
    for (size_t i = 0; i < COUNT(named_days); i++)
        if (named_days[i].year == year && named_days[i].month == month && named_days[i].day == number)
            return named_days[i].name;
    return NULL;
}

static bool same_name(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Backwards, so that the next working day is known; the day after the list is a Friday without a name. */
Test(calendar, every_day_of_the_list)
{
    Date next = day(LIST_LAST) + 1;
    int days = 0, free_days = 0, weekday = FRIDAY;
    for (Date date = next - 1; date >= day(LIST_FIRST); date--, days++) {
        weekday = weekday == MONDAY ? SUNDAY : weekday - 1;
        const char *listed = listed_name(date), *holiday = holiday_name(date, false), *name = holiday ? holiday : eve_name(date, false);
        bool free_day = weekday >= SATURDAY || listed;
        next = free_day ? next : date;
        free_days += free_day;
        if (date_weekday(date) != weekday || !same_name(name, listed) || is_free_day(date) != free_day || is_workday(date) == free_day ||
            sunday_rule(date) != next)
            expect_date(date, "", listed ? listed : "a day without a name");
    }
    cr_expect_eq(weekday, THURSDAY, "the first day of 2015");
    cr_expect(days == 5468 && free_days == 1702, "%d days, %d of them free", days, free_days);
}

Test(calendar, workdays_of_months)
{
    for (size_t i = 0; i < COUNT(workday_rows); i++) {
        int year = workday_rows[i].year, in_year = 0;
        for (int month = 1; month <= 12; month++) {
            int found = workdays_in(period_of(GRAIN_MONTH, year, month)), listed = workday_rows[i].workdays[month - 1];
            Date last = last_workday_of_month(year, month), before = period_of(GRAIN_MONTH, year, month).first - 1;
            cr_expect_eq(found, listed, "%d-%02d has %d working days, not %d", year, month, listed, found);
            cr_expect_eq(date_add_workdays(before, listed), last, "%d-%02d from before it", year, month);
            in_year += listed;
        }
        cr_expect_eq(workdays_in(period_year(year)), in_year, "the working days of %d", year);
    }
}

static const struct NameRow {
    const char *date, *swedish, *english, *eve;
} name_rows[] = {
    {"1990-01-01", "nyårsdagen", "New Year's Day", NULL},
    {"1990-06-04", "annandag pingst", "Whit Monday", NULL},
    {"1990-06-06", NULL, NULL, NULL},
    {"2004-05-31", "annandag pingst", "Whit Monday", NULL},
    {"2004-06-06", NULL, NULL, NULL},
    {"2005-05-16", NULL, NULL, NULL},
    {"2005-06-06", "nationaldagen", "National Day", NULL},
    {"2008-05-01", "första maj", "May Day", NULL},
    {"2008-03-21", "långfredagen", "Good Friday", NULL},
    {"2025-04-19", NULL, NULL, NULL},
    {"2025-05-29", "Kristi himmelsfärdsdag", "Ascension Day", NULL},
    {"2025-06-20", NULL, NULL, "midsommarafton"},
    {"2025-06-21", "midsommardagen", "Midsummer Day", NULL},
    {"2026-06-19", NULL, NULL, "midsommarafton"},
    {"2026-06-20", "midsommardagen", "Midsummer Day", NULL},
    {"2027-06-26", "midsommardagen", "Midsummer Day", NULL},
    {"2026-10-31", "alla helgons dag", "All Saints' Day", NULL},
    {"2027-11-06", "alla helgons dag", "All Saints' Day", NULL},
    {"2025-12-24", NULL, NULL, "julafton"},
    {"2025-12-31", NULL, NULL, "nyårsafton"},
    {"2199-12-26", "annandag jul", "Boxing Day", NULL},
    {"1989-12-25", NULL, NULL, NULL},
    {"1989-12-24", NULL, NULL, NULL},
    {"2200-01-01", NULL, NULL, NULL},
    {"", NULL, NULL, NULL},
};

/* easter_sunday: the earliest and the latest there can be, and the two kinds of year in which the simple cycle goes wrong. */
static const char *const easters[] = {"1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "1990-04-15", "2000-04-23", "2008-03-23", "2025-04-20",
                                      "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28", "2199-04-14"};

Test(calendar, names_of_holidays)
{
    for (size_t i = 0; i < COUNT(name_rows); i++) {
        const struct NameRow *row = &name_rows[i];
        Date date = day(row->date);
        cr_expect(same_name(holiday_name(date, false), row->swedish), "%s in Swedish: %s", row->date, holiday_name(date, false));
        cr_expect(same_name(holiday_name(date, true), row->english), "%s in English: %s", row->date, holiday_name(date, true));
        cr_expect(same_name(eve_name(date, false), row->eve), "%s, the eve: %s", row->date, eve_name(date, false));
    }
    cr_expect_str_eq(eve_name(day("2025-06-20"), true), "Midsummer Eve", "an eve in English");
    for (size_t i = 0; i < COUNT(easters); i++)
        expect_date(easter_sunday(date_year(day(easters[i]))), easters[i], "Easter");
    expect_date(easter_sunday(0), "", "Easter of year 0");
    expect_date(easter_sunday(10000), "", "Easter of year 10000");
    cr_expect(holidays_known(1990) && holidays_known(2199) && !holidays_known(1989) && !holidays_known(2200), "the years that are known");
}

static const struct AddRow {
    const char *date;
    int count;
    const char *expected;
} add_rows[] = {
    {"2025-04-16", 0, "2025-04-16"},  {"2025-04-16", 1, "2025-04-17"},  {"2025-04-17", 1, "2025-04-22"},   {"2025-04-18", 0, "2025-04-22"},
    {"2025-04-18", 1, "2025-04-22"},  {"2025-04-18", -1, "2025-04-17"}, {"2025-04-22", -1, "2025-04-17"},  {"2025-04-21", -2, "2025-04-16"},
    {"2025-12-23", 1, "2025-12-29"},  {"2025-12-30", 1, "2026-01-02"},  {"2026-01-02", -1, "2025-12-30"},  {"2025-01-01", 249, "2025-12-30"},
    {"2025-12-31", -249, "2025-01-02"}, {"1989-12-31", 1, ""},          {"1990-01-01", 0, "1990-01-02"},   {"1990-01-02", -1, ""},
    {"2199-12-30", 1, ""},            {"2199-12-31", 0, ""},            {"2199-12-31", -1, "2199-12-30"},  {"2025-01-01", INT32_MAX, ""},
    {"2025-01-01", INT32_MIN, ""},    {"", 0, ""},                      {"", -1, ""},                      {"", 1, ""},
};

Test(calendar, adding_workdays)
{
    for (size_t i = 0; i < COUNT(add_rows); i++)
        expect_date(date_add_workdays(day(add_rows[i].date), add_rows[i].count), add_rows[i].expected, add_rows[i].date);
    expect_date(sunday_rule(day("1989-12-29")), "", "a year before the law");
    expect_date(sunday_rule(day("2199-12-31")), "", "a day that moves out of what is known");
    expect_date(sunday_rule(DATE_NONE), "", "no day");
    expect_date(last_workday_of_month(2025, 10), "2025-10-31", "October");
    expect_date(last_workday_of_month(2024, 3), "2024-03-28", "Easter at the end of March");
    expect_date(last_workday_of_month(2025, 12), "2025-12-30", "December");
    expect_date(last_workday_of_month(1989, 12), "", "a year before the law");
    expect_date(last_workday_of_month(2025, 13), "", "no such month");
    cr_expect(!is_free_day(day("1989-12-24")) && !is_workday(day("1989-12-27")), "nothing is known of a year before the law");
    cr_expect_eq(workdays_in((Period){day("2025-12-24"), day("2025-12-28")}), 0, "Christmas 2025");
    cr_expect_eq(workdays_in((Period){day("1989-12-31"), day("1990-01-31")}), -1, "partly before the law");
    cr_expect_eq(workdays_in((Period){day("2199-12-01"), day("2200-01-31")}), -1, "partly after what is known");
    cr_expect_eq(workdays_in((Period){day("2025-01-02"), day("2025-01-01")}), -1, "a period that ends before it begins");
    cr_expect_eq(workdays_in((Period){DATE_NONE, DATE_NONE}), -1, "no period");
}

/* ---- terms ---- */

static const int elections[] = {1970, 1973, 1976, 1979, 1982, 1985, 1988, 1991, 1994, 1998, 2002, 2006, 2010, 2014, 2018, 2022, 2026, 2030};

Test(calendar, election_years)
{
    size_t next = 0;
    for (int year = 1960; year <= 2030; year++) {
        bool election = elections[next] == year;
        cr_expect_eq(is_election_year(year), election, "%d", year);
        next += election;
        cr_expect_eq(election_year_until(year), next ? elections[next - 1] : 0, "the latest election in %d", year);
        if (next < COUNT(elections))
            cr_expect_eq(election_year_after(year), elections[next], "the next election after %d", year);
    }
    cr_expect(!is_election_year(0) && !is_election_year(-1970), "no elections then");
}

static const struct TermRow {
    const char *date, *council, *council_last, *board, *board_last;
} term_rows[] = {
    {"2022-10-14", "2018-10-15", "2022-10-14", "2019-01-01", "2022-12-31"}, {"2022-10-15", "2022-10-15", "2026-10-14", "2019-01-01", "2022-12-31"},
    {"2022-12-31", "2022-10-15", "2026-10-14", "2019-01-01", "2022-12-31"}, {"2023-01-01", "2022-10-15", "2026-10-14", "2023-01-01", "2026-12-31"},
    {"2025-08-31", "2022-10-15", "2026-10-14", "2023-01-01", "2026-12-31"}, {"2026-10-14", "2022-10-15", "2026-10-14", "2023-01-01", "2026-12-31"},
    {"2014-10-14", "2010-11-01", "2014-10-14", "2011-01-01", "2014-12-31"}, {"2014-10-15", "2014-10-15", "2018-10-14", "2011-01-01", "2014-12-31"},
    {"2010-10-31", "2006-11-01", "2010-10-31", "2007-01-01", "2010-12-31"}, {"1994-11-01", "1994-11-01", "1998-10-31", "", ""},
    {"1994-10-31", "", "", "", ""}, {"1995-01-01", "1994-11-01", "1998-10-31", "1995-01-01", "1998-12-31"}, {"0001-01-01", "", "", "", ""},
    {"9999-12-31", "", "", "", ""}, {"", "", "", "", ""},
};

Test(calendar, terms_and_school_years)
{
    for (size_t i = 0; i < COUNT(term_rows); i++) {
        const struct TermRow *row = &term_rows[i];
        expect_period(council_term(day(row->date)), row->council, row->council_last, row->date);
        expect_period(board_term(day(row->date)), row->board, row->board_last, row->date);
    }
    expect_period(mandate_years(2022), "2023-01-01", "2026-12-31", "the years after an election");
    expect_period(mandate_years(1991), "1992-01-01", "1994-12-31", "three years");
    expect_period(mandate_years(2023), "", "", "no election year");
    expect_period(mandate_years(9998), "", "", "an election whose years go beyond 9999");
    expect_period(school_year(2025), "2025-07-01", "2026-06-30", "a school year");
    expect_period(school_year(9999), "", "", "a school year beyond 9999");
    expect_period(school_year(0), "", "", "a school year before year 1");
}
