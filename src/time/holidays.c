/* holidays.c: Easter, the table of holidays and eves, and working days counted one by one. */
#include "time/holidays.h"

#include "time/weekday.h"

/* A day of every year: by its date, by its distance from Easter, or as the first such weekday from a date on. */
typedef struct YearDay {
    const char *names[2];          /* Swedish, English */
    int month, day;                /* month 0: days after Easter Sunday */
    int weekday;                   /* 0: that very day */
    int first_year, last_year;
} YearDay;

#define ALWAYS HOLIDAYS_FIRST_YEAR, HOLIDAYS_LAST_YEAR

static const YearDay holidays[] = {
    {{"nyårsdagen", "New Year's Day"}, 1, 1, 0, ALWAYS},
    {{"trettondedag jul", "Epiphany"}, 1, 6, 0, ALWAYS},
    {{"första maj", "May Day"}, 5, 1, 0, ALWAYS},
    {{"nationaldagen", "National Day"}, 6, 6, 0, 2005, HOLIDAYS_LAST_YEAR},
    {{"juldagen", "Christmas Day"}, 12, 25, 0, ALWAYS},
    {{"annandag jul", "Boxing Day"}, 12, 26, 0, ALWAYS},
    {{"midsommardagen", "Midsummer Day"}, 6, 20, SATURDAY, ALWAYS},
    {{"alla helgons dag", "All Saints' Day"}, 10, 31, SATURDAY, ALWAYS},
    {{"långfredagen", "Good Friday"}, 0, -2, 0, ALWAYS},
    {{"påskdagen", "Easter Sunday"}, 0, 0, 0, ALWAYS},
    {{"annandag påsk", "Easter Monday"}, 0, 1, 0, ALWAYS},
    {{"Kristi himmelsfärdsdag", "Ascension Day"}, 0, 39, 0, ALWAYS},
    {{"pingstdagen", "Whit Sunday"}, 0, 49, 0, ALWAYS},
    {{"annandag pingst", "Whit Monday"}, 0, 50, 0, HOLIDAYS_FIRST_YEAR, 2004},
};

static const YearDay eves[] = {
    {{"midsommarafton", "Midsummer Eve"}, 6, 19, FRIDAY, ALWAYS},
    {{"julafton", "Christmas Eve"}, 12, 24, 0, ALWAYS},
    {{"nyårsafton", "New Year's Eve"}, 12, 31, 0, ALWAYS},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

bool holidays_known(int year)
{
    return year >= HOLIDAYS_FIRST_YEAR && year <= HOLIDAYS_LAST_YEAR;
}

static bool known_day(Date date)
{
    return date != DATE_NONE && holidays_known(date_year(date));
}

/* The Gregorian computus of Nature, 20 April 1876, as in Meeus, Astronomical Algorithms, chapter 8. */
Date easter_sunday(int year)
{
    int golden = year % 19, century = year / 100, of_century = year % 100;
    int moon_shift = (century - (century + 8) / 25 + 1) / 3;
    int epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    int to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    int late = (golden + 11 * epact + 22 * to_sunday) / 451;
    int days = epact + to_sunday - 7 * late + 114;
    return date_ymd(year, days / 31, days % 31 + 1);
}

/* ---- names ---- */

static Date day_in(const YearDay *day, int year)
{
    if (day->month == 0)
        return easter_sunday(year) + day->day;
    Date date = date_ymd(year, day->month, day->day);
    return day->weekday ? date + (day->weekday - date_weekday(date) + 7) % 7 : date;
}

static const char *name_in(const YearDay *days, size_t count, Date date, bool english)
{
    if (!known_day(date))
        return NULL;
    int year = date_year(date);
    for (size_t i = 0; i < count; i++)
        if (year >= days[i].first_year && year <= days[i].last_year && day_in(&days[i], year) == date)
            return days[i].names[english];
    return NULL;
}

const char *holiday_name(Date date, bool english)
{
    return name_in(holidays, COUNT(holidays), date, english);
}

const char *eve_name(Date date, bool english)
{
    return name_in(eves, COUNT(eves), date, english);
}

/* ---- free days and working days ---- */

bool is_free_day(Date date)
{
    return known_day(date) && (date_weekday(date) >= SATURDAY || holiday_name(date, false) || eve_name(date, false));
}

bool is_workday(Date date)
{
    return known_day(date) && !is_free_day(date);
}

/* The nearest working day from the day itself in a direction, 1 or -1. */
static Date workday_from(Date date, int direction)
{
    while (is_free_day(date))
        date += direction;
    return known_day(date) ? date : DATE_NONE;
}

Date sunday_rule(Date date)
{
    return workday_from(date, 1);
}

int workdays_in(Period period)
{
    if (!known_day(period.first) || !known_day(period.last) || period.first > period.last)
        return -1;
    int count = 0;
    for (Date date = period.first; date <= period.last; date++)
        count += is_workday(date);
    return count;
}

Date date_add_workdays(Date date, int count)
{
    if (count == 0)
        return workday_from(date, 1);
    int direction = count < 0 ? -1 : 1;
    for (; count != 0 && known_day(date); count -= direction)
        date = workday_from(date + direction, direction);
    return known_day(date) ? date : DATE_NONE;
}

Date last_workday_of_month(int year, int month)
{
    return workday_from(date_ymd(year, month, days_in_month(year, month)), -1);
}
