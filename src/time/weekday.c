/* weekday.c: days of the week and ISO weeks, from the day numbers of date.c. */
#include "time/weekday.h"

int date_weekday(Date date)
{
    if (date == DATE_NONE)
        return 0;
    return (date % 7 + 7 + THURSDAY - 1) % 7 + 1;      /* 1970-01-01 was a Thursday */
}

const char *weekday_name(int weekday, bool english)
{
    static const char *const names[2][8] = {
        {"", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"},
        {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    };
    return weekday >= MONDAY && weekday <= SUNDAY ? names[english][weekday] : "";
}

/* A week belongs to the year that has its Thursday. */
void date_iso_week(Date date, int *year, int *week)
{
    *year = *week = 0;
    if (date == DATE_NONE)
        return;
    Date thursday = date + THURSDAY - date_weekday(date);
    *year = date_year(thursday);
    *week = (thursday - date_ymd(*year, 1, 1)) / 7 + 1;
}

/* 28 December is always in the last week of its year. */
int iso_weeks_in_year(int year)
{
    int of_year, week;
    date_iso_week(date_ymd(year, 12, 28), &of_year, &week);
    return week;
}

/* 4 January is always in week 1. */
Period period_iso_week(int year, int week)
{
    if (week < 1 || week > iso_weeks_in_year(year))
        return (Period){DATE_NONE, DATE_NONE};
    Date fourth = date_ymd(year, 1, 4), monday = fourth + MONDAY - date_weekday(fourth) + 7 * (week - 1);
    if (monday + 6 > date_ymd(9999, 12, 31))
        return (Period){DATE_NONE, DATE_NONE};
    return (Period){monday, monday + 6};
}
