/* period.c: weeks, months, quarters, tertials, halves, years and other spans of days. */
#include "time/weekday.h"

#define PERIOD_NONE ((Period){DATE_NONE, DATE_NONE})

/* Months in one period of a grain; 0 for days, weeks and spans of other length. */
static int grain_months(Grain grain)
{
    switch (grain) {
    case GRAIN_MONTH: return 1;
    case GRAIN_QUARTER: return 3;
    case GRAIN_TERTIAL: return 4;
    case GRAIN_HALF: return 6;
    case GRAIN_YEAR: return 12;
    case GRAIN_DAY: case GRAIN_WEEK: case GRAIN_OTHER: break;
    }
    return 0;
}

/* Whole months from the month of `first` on. */
static Period months_from(Date first, int months)
{
    Date last_month = date_add_months(first, months - 1);
    if (first == DATE_NONE || last_month == DATE_NONE)
        return PERIOD_NONE;
    int year, month, day;
    date_split(last_month, &year, &month, &day);
    return (Period){first, date_ymd(year, month, days_in_month(year, month))};
}

static bool in_calendar(int64_t day)
{
    return day >= date_ymd(1, 1, 1) && day <= date_ymd(9999, 12, 31);
}

static bool is_period(Period period)
{
    return period.first != DATE_NONE && period.last != DATE_NONE && period.first <= period.last;
}

/* The number of months that the period covers exactly, or 0. */
static int whole_months(Period period)
{
    int year, month, day, end_year, end_month, end_day;
    date_split(period.first, &year, &month, &day);
    date_split(period.last, &end_year, &end_month, &end_day);
    if (day != 1 || end_day != days_in_month(end_year, end_month))
        return 0;
    return (end_year - year) * 12 + end_month - month + 1;
}

Period period_year(int year)
{
    return months_from(date_ymd(year, 1, 1), 12);
}

static Period day_of_year(int year, int index)
{
    Period whole = period_year(year);
    if (!is_period(whole) || index < 1 || index > whole.last - whole.first + 1)
        return PERIOD_NONE;
    return (Period){whole.first + index - 1, whole.first + index - 1};
}

Period period_of(Grain grain, int year, int index)
{
    if (grain == GRAIN_DAY)
        return day_of_year(year, index);
    if (grain == GRAIN_WEEK)
        return period_iso_week(year, index);
    if (grain == GRAIN_YEAR && index == 1)
        return period_year(year);
    int months = grain_months(grain);
    if (months == 0 || index < 1 || index > 12 / months)
        return PERIOD_NONE;
    return months_from(date_ymd(year, (index - 1) * months + 1, 1), months);
}

static bool is_week(Period period)
{
    return period.last - period.first == 6 && date_weekday(period.first) == MONDAY;
}

Grain period_grain(Period period)
{
    static const Grain by_months[13] = {
        GRAIN_OTHER, GRAIN_MONTH, GRAIN_OTHER, GRAIN_QUARTER, GRAIN_TERTIAL, GRAIN_OTHER, GRAIN_HALF,
        GRAIN_OTHER, GRAIN_OTHER, GRAIN_OTHER, GRAIN_OTHER, GRAIN_OTHER, GRAIN_YEAR,
    };
    if (!is_period(period))
        return GRAIN_OTHER;
    if (period.first == period.last)
        return GRAIN_DAY;
    if (is_week(period))
        return GRAIN_WEEK;
    int months = whole_months(period);
    if (months > 12 || by_months[months] == GRAIN_OTHER)
        return GRAIN_OTHER;
    int year, month, day;
    date_split(period.first, &year, &month, &day);
    return (month - 1) % months == 0 ? by_months[months] : GRAIN_OTHER;
}

Period period_containing(Grain grain, Date date)
{
    if (date == DATE_NONE || grain == GRAIN_OTHER)
        return PERIOD_NONE;
    if (grain == GRAIN_DAY)
        return (Period){date, date};
    int year, month, day, week;
    if (grain == GRAIN_WEEK) {
        date_iso_week(date, &year, &week);
        return period_iso_week(year, week);
    }
    date_split(date, &year, &month, &day);
    return period_of(grain, year, (month - 1) / grain_months(grain) + 1);
}

Period period_latest_ended(Grain grain, Date date)
{
    Period period = period_containing(grain, date);
    return period.last <= date ? period : period_shift(period, -1);
}

static Period shift_days(Period period, int64_t days)
{
    if (!in_calendar(period.first + days) || !in_calendar(period.last + days))
        return PERIOD_NONE;
    return (Period){(Date)(period.first + days), (Date)(period.last + days)};
}

static Period shift_months(Period period, int64_t by)
{
    if (by > 12 * 9999 || by < -12 * 9999)
        return PERIOD_NONE;
    return months_from(date_add_months(period.first, (int)by), whole_months(period));
}

Period period_shift(Period period, int count)
{
    if (!is_period(period))
        return PERIOD_NONE;
    int months = whole_months(period);
    if (months)
        return shift_months(period, (int64_t)months * count);
    return shift_days(period, ((int64_t)period.last - period.first + 1) * count);
}

static Period shift_week_years(Period week, int years)
{
    int year, number;
    date_iso_week(week.first, &year, &number);
    int weeks = iso_weeks_in_year(year + years);
    return period_iso_week(year + years, number < weeks ? number : weeks);
}

Period period_shift_years(Period period, int years)
{
    if (!is_period(period) || years > 9999 || years < -9999)
        return PERIOD_NONE;
    if (whole_months(period))
        return shift_months(period, 12 * (int64_t)years);
    if (is_week(period))
        return shift_week_years(period, years);
    Period moved = {date_add_months(period.first, 12 * years), date_add_months(period.last, 12 * years)};
    return is_period(moved) ? moved : PERIOD_NONE;
}

bool period_within(Period inner, Period outer)
{
    return inner.first >= outer.first && inner.last <= outer.last;
}

bool period_eq(Period a, Period b)
{
    return a.first == b.first && a.last == b.last;
}
