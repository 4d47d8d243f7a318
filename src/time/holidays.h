/* holidays.h: Swedish public holidays, days on which nothing falls due, and working days. */
#ifndef STYR_TIME_HOLIDAYS_H
#define STYR_TIME_HOLIDAYS_H

#include "time/date.h"

/* The years that lag (1989:253) om allmänna helgdagar answers for: from when it came into force, to the last year a model can name. Outside
 * them nothing is known of any day, weekends included: names are NULL, days are neither free nor working, a date is DATE_NONE and a
 * number is -1, so that the caller can say that the year has no holidays here. */
#define HOLIDAYS_FIRST_YEAR 1990
#define HOLIDAYS_LAST_YEAR 2199
bool holidays_known(int year);

/* The Sunday after the full moon on or next after 21 March, as the church reckons it; DATE_NONE outside the years 1..9999. */
Date easter_sunday(int year);
/* "långfredagen", "Good Friday": the holidays that lag (1989:253) 1 § names, so not plain Sundays; else NULL. Annandag pingst is one through 2004,
 * nationaldagen from 2005 (SFS 2004:1320). Of two on one day, such as första maj and Kristi himmelsfärdsdag in 2008, the one that
 * has a date of its own. */
const char *holiday_name(Date date, bool english);
/* Midsommarafton, julafton or nyårsafton, which lag (1930:173) 2 § treats as holidays; else NULL. */
const char *eve_name(Date date, bool english);

/* Saturday, Sunday, holiday, or one of the three eves: lag (1930:173) 2 §. */
bool is_free_day(Date date);
/* A day that is known and not free. */
bool is_workday(Date date);
/* The last day for what must be done by the date: the same day, or the next that is not free (lag 1930:173 2 §). DATE_NONE when that is not known. */
Date sunday_rule(Date date);

/* The number of working days; -1 when the period is none or goes outside the known years. */
int workdays_in(Period period);
/* The working day that is count working days later (negative: earlier); the day itself does not count. For 0 the day itself, or the
 * next working day. DATE_NONE when the day or the result is outside the known years. */
Date date_add_workdays(Date date, int count);
/* DATE_NONE for a month that does not exist or is outside the known years. */
Date last_workday_of_month(int year, int month);

#endif
