/* date.c: days of the proleptic Gregorian calendar. The bottom of everything about time. */
#include "time/date.h"

#define YEAR_FIRST 1
#define YEAR_LAST 9999

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const int days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01. Years are counted from March, so that the leap day comes last (Hinnant, "chrono-compatible low-level
 * date algorithms"). */
static Date days_from(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_ymd(int year, int month, int day)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || day < 1 || day > days_in_month(year, month))
        return DATE_NONE;
    return days_from(year, month, day);
}

void date_split(Date date, int *year, int *month, int *day)
{
    int64_t z = (int64_t)date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097, day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int date_year(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return year;
}

Date date_add_months(Date date, int months)
{
    if (date == DATE_NONE)
        return DATE_NONE;
    int year, month, day;
    date_split(date, &year, &month, &day);
    int64_t index = (int64_t)year * 12 + (month - 1) + months;
    if (index < YEAR_FIRST * 12 || index >= (int64_t)(YEAR_LAST + 1) * 12)
        return DATE_NONE;
    year = (int)(index / 12);
    month = (int)(index % 12) + 1;
    int last = days_in_month(year, month);
    return days_from(year, month, day < last ? day : last);
}
