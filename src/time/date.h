/* date.h: days and periods in the proleptic Gregorian calendar. No wall clock anywhere: dates come from input. */
#ifndef STYR_TIME_DATE_H
#define STYR_TIME_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int32_t Date;                    /* days since 1970-01-01 */
#define DATE_NONE INT32_MIN

/* The finest first. */
typedef enum Grain {
    GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_TERTIAL, GRAIN_HALF, GRAIN_YEAR, GRAIN_OTHER
} Grain;

/* Inclusive days. A period is what its days are; its grain is computed, GRAIN_OTHER for any other span of whole days. */
typedef struct Period {
    Date first, last;
} Period;

/* Years 1..9999. DATE_NONE when the date does not exist. */
Date date_ymd(int year, int month, int day);
void date_split(Date date, int *year, int *month, int *day);
int date_year(Date date);
int days_in_month(int year, int month);
/* Month arithmetic of lag (1930:173) 1 §: the same day number, or the month's last day where it does not exist. The last of a month stays no last:
 * 30 June and two months is 30 August. */
Date date_add_months(Date date, int months);

Period period_year(int year);
Period period_of(Grain grain, int year, int index);     /* index from 1: month, quarter, tertial, half; day: day of year; week: ISO week */
Grain period_grain(Period period);
Period period_containing(Grain grain, Date date);
/* The latest period of the grain that ended on or before date. */
Period period_latest_ended(Grain grain, Date date);
/* count periods later (negative: earlier); for GRAIN_OTHER the same span moved whole months if it covers whole months, else days. */
Period period_shift(Period period, int count);
/* The same part of another year: years later (negative: earlier); 29 February becomes 28, and week 53 becomes 52. */
Period period_shift_years(Period period, int years);
bool period_within(Period inner, Period outer);
bool period_eq(Period a, Period b);

/* "2025", "2025-08", "2025-08-31", "2025-Q3", "2025-T2", "2025-H1", and the ISO week "2025-V34" or "2025-W34". Also, when lenient: "202508", "20250831",
 * "2025/08/31", "2025 08", "2025V34", "v 34 2025", "vecka 34 2025". False if it is not one or does not exist. */
bool period_parse(Str text, bool lenient, Period *out);
/* ISO form as above, weeks with V; a span of other length as "2025-01-01/2025-08-31". */
void period_print(StrBuf *out, Period period);
/* For people: "augusti 2025", "2025", "tertial 2 2025", "vecka 34 2025", "januari–augusti 2025", "31 augusti 2025"; English likewise. */
void period_print_people(StrBuf *out, Period period, bool english);
void date_print(StrBuf *out, Date date);                 /* 2025-08-31 */
const char *month_name(int month, bool english);         /* "januari" */

#endif
