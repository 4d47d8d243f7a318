/* period_print.c: dates and periods as text, in ISO form and for people. */
#include "time/weekday.h"

typedef struct Day {
    int year, month, day;
} Day;

static Day split(Date date)
{
    Day day;
    date_split(date, &day.year, &day.month, &day.day);
    return day;
}

typedef struct Week {
    int year, number;
} Week;

static Week week_of(Date date)
{
    Week week;
    date_iso_week(date, &week.year, &week.number);
    return week;
}

/* The number of the period of its grain within the year, for grains of `months` months. */
static int index_of(Day first, int months)
{
    return (first.month - 1) / months + 1;
}

void date_print(StrBuf *out, Date date)
{
    if (date == DATE_NONE)
        return;
    Day day = split(date);
    strbuf_printf(out, "%04d-%02d-%02d", day.year, day.month, day.day);
}

void period_print(StrBuf *out, Period period)
{
    if (period.first == DATE_NONE || period.last == DATE_NONE)
        return;
    Grain grain = period_grain(period);
    Day first = split(period.first);
    Week week = grain == GRAIN_WEEK ? week_of(period.first) : (Week){0};
    switch (grain) {
    case GRAIN_DAY: date_print(out, period.first); break;
    case GRAIN_WEEK: strbuf_printf(out, "%04d-V%02d", week.year, week.number); break;
    case GRAIN_MONTH: strbuf_printf(out, "%04d-%02d", first.year, first.month); break;
    case GRAIN_QUARTER: strbuf_printf(out, "%04d-Q%d", first.year, index_of(first, 3)); break;
    case GRAIN_TERTIAL: strbuf_printf(out, "%04d-T%d", first.year, index_of(first, 4)); break;
    case GRAIN_HALF: strbuf_printf(out, "%04d-H%d", first.year, index_of(first, 6)); break;
    case GRAIN_YEAR: strbuf_printf(out, "%04d", first.year); break;
    case GRAIN_OTHER:
        date_print(out, period.first);
        strbuf_putc(out, '/');
        date_print(out, period.last);
        break;
    }
}

const char *month_name(int month, bool english)
{
    static const char *const names[2][13] = {
        {"", "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
        {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
    };
    return month >= 1 && month <= 12 ? names[english][month] : "";
}

/* ---- spans: what the two ends share is said once, at the end ---- */

static bool covers_months(Day first, Day last)
{
    return first.day == 1 && last.day == days_in_month(last.year, last.month);
}

static void print_span(StrBuf *out, Day first, Day last, bool english)
{
    bool months = covers_months(first, last), same_year = first.year == last.year;
    if (months && first.month == 1 && last.month == 12) {
        strbuf_printf(out, "%d–%d", first.year, last.year);
        return;
    }
    if (!months)
        strbuf_printf(out, "%d", first.day);
    if (months || !same_year || first.month != last.month)
        strbuf_printf(out, "%s%s", months ? "" : " ", month_name(first.month, english));
    if (!same_year)
        strbuf_printf(out, " %d", first.year);
    strbuf_puts(out, "–");
    if (!months)
        strbuf_printf(out, "%d ", last.day);
    strbuf_printf(out, "%s %d", month_name(last.month, english), last.year);
}

void period_print_people(StrBuf *out, Period period, bool english)
{
    static const char *const halves[2][2] = {{"första halvåret", "andra halvåret"}, {"first half of", "second half of"}};
    if (period.first == DATE_NONE || period.last == DATE_NONE)
        return;
    Grain grain = period_grain(period);
    Day first = split(period.first), last = split(period.last);
    Week week = grain == GRAIN_WEEK ? week_of(period.first) : (Week){0};
    switch (grain) {
    case GRAIN_DAY: strbuf_printf(out, "%d %s %d", first.day, month_name(first.month, english), first.year); break;
    case GRAIN_WEEK: strbuf_printf(out, "%s %d %s%d", english ? "week" : "vecka", week.number, english ? "of " : "", week.year); break;
    case GRAIN_MONTH: strbuf_printf(out, "%s %d", month_name(first.month, english), first.year); break;
    case GRAIN_QUARTER: strbuf_printf(out, "%s %d %d", english ? "quarter" : "kvartal", index_of(first, 3), first.year); break;
    case GRAIN_TERTIAL: strbuf_printf(out, "tertial %d %d", index_of(first, 4), first.year); break;
    case GRAIN_HALF: strbuf_printf(out, "%s %d", halves[english][index_of(first, 6) - 1], first.year); break;
    case GRAIN_YEAR: strbuf_printf(out, "%d", first.year); break;
    case GRAIN_OTHER: print_span(out, first, last, english); break;
    }
}
