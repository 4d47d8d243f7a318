/* dates.c: dates and periods in cells as people write them. Part of cells.c's work. */
#include <string.h>

#include "base/utf8.h"
#include "data/cells.h"
#include "data/rows.h"

/* The number in text[at, at + n), or -1 when something there is not a digit. */
static int digits_at(Str text, size_t at, size_t n)
{
    int value = 0;
    if (at + n > text.n)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return -1;
        value = value * 10 + (text.s[i] - '0');
    }
    return value;
}

/* Databases write a time behind a date; midnight says nothing more than the date does. */
static Str without_midnight(Str text)
{
    static const Str tails[] = {{" 00:00:00.000", 13}, {" 00:00:00", 9}, {"T00:00:00", 9}, {" 00:00", 6}};
    if (text.n < 10 || text.s[text.n - 1] != '0')
        return text;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_ends(text, tails[i]))
            return (Str){text.s, text.n - tails[i].n};
    return text;
}

int month_read(Str folded)
{
    size_t n = folded.n && folded.s[folded.n - 1] == '.' ? folded.n - 1 : folded.n;
    for (int month = 1; n >= 3 && month <= 12; month++) {
        Str name = str_of(month_name(month, false));
        if (n <= name.n && memcmp(folded.s, name.s, n) == 0)
            return month;
    }
    return 0;
}

/* Splits "augusti 2025" at its last blank: the month's number, or 0; *year gets the year. */
static int month_and_year(Str folded, int *year)
{
    if (folded.n < 8)
        return 0;
    *year = digits_at(folded, folded.n - 4, 4);
    Str word = {folded.s, folded.n - 4}, month = str_trim(word);
    return *year > 0 && month.n < word.n ? month_read(month) : 0;
}

/* "31 augusti 2025": year, month and day. */
static bool swedish_date(Arena *arena, Str text, int *year, int *month, int *day)
{
    size_t day_digits = digits_at(text, 0, 2) >= 0 ? 2 : 1;
    *day = digits_at(text, 0, day_digits);
    if (*day < 0 || text.n < day_digits + 6 || text.n > 40)
        return false;
    Str tail = str_from(text, day_digits), rest = str_trim(tail);
    *month = rest.n < tail.n && digits_at(rest, rest.n - 4, 4) > 0 ? month_and_year(utf8_fold(arena, rest), year) : 0;
    return *month > 0;
}

/* Year, month and day of a date with two equal marks, or with none. */
static bool numeric_date(Str text, int *year, int *month, int *day)
{
    bool marked = text.n == 10 && (text.s[4] == '-' || text.s[4] == '/') && text.s[7] == text.s[4];
    if (!marked && text.n != 8)
        return false;
    *year = digits_at(text, 0, 4);
    *month = digits_at(text, marked ? 5 : 4, 2);
    *day = digits_at(text, marked ? 8 : 6, 2);
    return *year >= 0 && *month >= 0 && *day >= 0;
}

bool date_read(Arena *arena, Str text, Date *out, bool *exists)
{
    int year, month, day;
    text = without_midnight(text);
    if (!numeric_date(text, &year, &month, &day) && !swedish_date(arena, text, &year, &month, &day))
        return false;
    *out = year >= 1 && month >= 1 && month <= 12 && day >= 1 ? date_ymd(year, month, day) : DATE_NONE;
    *exists = *out != DATE_NONE;
    return true;
}

bool period_read(Arena *arena, Str text, int year, Period *out)
{
    if (text.n > 40)
        return false;
    if (period_parse(without_midnight(text), true, out))
        return true;
    bool ends_in_year = text.n > 4 && digits_at(text, text.n - 4, 4) > 0;
    if (!ends_in_year && year <= 0)
        return false;
    Str folded = utf8_fold(arena, text);
    Date day;
    bool exists;
    int written_year, month = month_and_year(folded, &written_year);
    if (month)
        *out = period_of(GRAIN_MONTH, written_year, month);
    else if (year > 0 && (month = month_read(folded)) > 0)
        *out = period_of(GRAIN_MONTH, year, month);
    else if (date_read(arena, text, &day, &exists) && exists)
        *out = (Period){day, day};
    else
        return false;
    return true;
}
