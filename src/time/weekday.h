/* weekday.h: days of the week, and weeks as ISO 8601 numbers them, which is how they are numbered in Sweden. */
#ifndef STYR_TIME_WEEKDAY_H
#define STYR_TIME_WEEKDAY_H

#include "time/date.h"

enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* 1 = Monday … 7 = Sunday; 0 for DATE_NONE. */
int date_weekday(Date date);
/* "måndag", "Monday"; "" for a number outside 1..7. */
const char *weekday_name(int weekday, bool english);

/* The week that the day is in, and the year that the week is counted to: 2024-12-30 is in week 1 of 2025. Both 0 for DATE_NONE. */
void date_iso_week(Date date, int *year, int *week);
/* 52 or 53; 0 outside the years 1..9999. */
int iso_weeks_in_year(int year);
/* Monday to Sunday; {DATE_NONE, DATE_NONE} when the year has no such week, and for the last week of 9999, which does not end. */
Period period_iso_week(int year, int week);

#endif
