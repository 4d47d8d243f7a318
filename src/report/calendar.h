/* calendar.h: a year's duties (findings/duties.h) in one of several formats: for reading, for calendars, as a picture. The last stage before
 * the command writes it out. */
#ifndef STYR_REPORT_CALENDAR_H
#define STYR_REPORT_CALENDAR_H

#include "findings/duties.h"

#define CALENDAR_ALARM_DAYS 14           /* what commands use unless told otherwise */

/* What the rings of the wheel stand for. AUTO: the first tag, where most duties have tags; else the body. */
typedef enum CalendarRings { CALENDAR_RINGS_AUTO, CALENDAR_RINGS_TAG, CALENDAR_RINGS_BODY } CalendarRings;

/* Zero-initialised: Swedish, no colour, the usual width, rings by themselves, no reminders. */
typedef struct CalendarOptions {
    Lang lang;
    bool colour;             /* text: ANSI colours; never the only carrier of a meaning */
    size_t width;            /* text: columns of the terminal; 0: REPORT_WIDTH */
    bool how;                /* text: how the days came about, and where the duties are stated */
    CalendarRings rings;     /* svg */
    int alarm_days;          /* ics: reminder so many days before; 0 or less: none */
} CalendarOptions;

/* One way of writing a year: one per source file, listed in calendar_formats.c. The duties are in the order of duties_sort. */
typedef struct CalendarFormat {
    const char *name;        /* "ics" */
    const char *about[2];    /* by Lang */
    void (*write)(StrBuf *out, const Calendar *calendar, const CalendarOptions *options);
} CalendarFormat;

extern const CalendarFormat *const calendar_formats[];      /* NULL-terminated */
/* The format of that name, or NULL. */
const CalendarFormat *calendar_format(Str name);

#endif
