/* period_parse.c: periods as they are written in models and data files. */
#include <strings.h>

#include "time/date.h"

/* n digits at the front of *text, taken off it. */
static bool take_digits(Str *text, size_t n, int *value)
{
    if (text->n < n)
        return false;
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text->s[i] < '0' || text->s[i] > '9')
            return false;
        *value = *value * 10 + (text->s[i] - '0');
    }
    *text = (Str){text->s + n, text->n - n};
    return true;
}

static bool take(Str *text, char c)
{
    if (text->n == 0 || text->s[0] != c)
        return false;
    *text = (Str){text->s + 1, text->n - 1};
    return true;
}

static bool put_period(Period period, Period *out)
{
    if (period.first == DATE_NONE)
        return false;
    *out = period;
    return true;
}

static bool take_letter(Str *text, char upper)
{
    return take(text, upper) || take(text, (char)(upper + 'a' - 'A'));
}

/* "V34", "W34" behind the year. */
static bool parse_week(Str rest, int year, Period *out)
{
    int week;
    return (take_letter(&rest, 'V') || take_letter(&rest, 'W')) && take_digits(&rest, 2, &week) && rest.n == 0 &&
           put_period(period_of(GRAIN_WEEK, year, week), out);
}

/* "Q3", "T2", "H1" behind the year. */
static bool parse_part(Str rest, int year, Period *out)
{
    static const struct Letter { char letter; Grain grain; } letters[] = {{'Q', GRAIN_QUARTER}, {'T', GRAIN_TERTIAL}, {'H', GRAIN_HALF}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        int index;
        Str digits = rest;
        if (take_letter(&digits, letters[i].letter))
            return take_digits(&digits, 1, &index) && digits.n == 0 && put_period(period_of(letters[i].grain, year, index), out);
    }
    return parse_week(rest, year, out);
}

/* Month and perhaps day behind the year; separator 0 means that there is none. */
static bool parse_month(Str rest, int year, char separator, Period *out)
{
    int month, day;
    if (!take_digits(&rest, 2, &month))
        return false;
    if (rest.n == 0)
        return put_period(period_of(GRAIN_MONTH, year, month), out);
    if ((separator && !take(&rest, separator)) || !take_digits(&rest, 2, &day) || rest.n)
        return false;
    Date date = date_ymd(year, month, day);
    return put_period((Period){date, date}, out);
}

static bool parse_lenient(Str rest, int year, Period *out)
{
    if (take(&rest, '/'))
        return rest.n == 5 && parse_month(rest, year, '/', out);
    if (take(&rest, ' '))
        return rest.n == 2 && parse_month(rest, year, 0, out);
    return parse_week(rest, year, out) || parse_month(rest, year, 0, out);
}

static bool take_blanks(Str *text)
{
    Str before = *text;
    *text = str_trim(before);
    return text->n < before.n;
}

static bool take_word_of_week(Str *text)
{
    static const Str words[] = {{"vecka", 5}, {"v.", 2}, {"v", 1}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text->n > words[i].n && strncasecmp(text->s, words[i].s, words[i].n) == 0) {
            *text = (Str){text->s + words[i].n, text->n - words[i].n};
            return true;
        }
    return false;
}

/* "v 34 2025", "v. 5 2025", "vecka 34 2025"; nothing blank at the ends. */
static bool parse_week_first(Str rest, Period *out)
{
    int week, year;
    if (!take_word_of_week(&rest))
        return false;
    take_blanks(&rest);
    return (take_digits(&rest, 2, &week) || take_digits(&rest, 1, &week)) && take_blanks(&rest) && take_digits(&rest, 4, &year) && rest.n == 0 &&
           put_period(period_of(GRAIN_WEEK, year, week), out);
}

bool period_parse(Str text, bool lenient, Period *out)
{
    int year;
    Str rest = lenient ? str_trim(text) : text;
    if (!take_digits(&rest, 4, &year))
        return lenient && parse_week_first(rest, out);
    if (rest.n == 0)
        return put_period(period_year(year), out);
    if (take(&rest, '-'))
        return parse_part(rest, year, out) || parse_month(rest, year, '-', out);
    return lenient && parse_lenient(rest, year, out);
}
