/* terms.c: election years and what is counted from them, and school years. */
#include "time/terms.h"

#define FIRST_COMMON_ELECTION 1970      /* the first with all three elections on one day, then every third year */
#define FIRST_FOUR_YEARS 1994
#define FIRST_OCTOBER 2014              /* the first fullmäktige that began on 15 October instead of 1 November */

#define PERIOD_NONE ((Period){DATE_NONE, DATE_NONE})

static Period span(Date first, Date last)
{
    return first == DATE_NONE || last == DATE_NONE ? PERIOD_NONE : (Period){first, last};
}

int election_year_until(int year)
{
    if (year < FIRST_COMMON_ELECTION)
        return 0;
    return year < FIRST_FOUR_YEARS ? year - (year - FIRST_COMMON_ELECTION) % 3 : year - (year - FIRST_FOUR_YEARS) % 4;
}

bool is_election_year(int year)
{
    return year != 0 && election_year_until(year) == year;
}

int election_year_after(int year)
{
    if (year < FIRST_COMMON_ELECTION)
        return FIRST_COMMON_ELECTION;
    return election_year_until(year) + (year < FIRST_FOUR_YEARS ? 3 : 4);
}

Period mandate_years(int election_year)
{
    if (!is_election_year(election_year))
        return PERIOD_NONE;
    return span(date_ymd(election_year + 1, 1, 1), date_ymd(election_year_after(election_year), 12, 31));
}

static Date council_begins(int election_year)
{
    return election_year < FIRST_OCTOBER ? date_ymd(election_year, 11, 1) : date_ymd(election_year, 10, 15);
}

Period council_term(Date date)
{
    int election = election_year_until(date_year(date));
    if (date < council_begins(election))
        election = election_year_until(election - 1);
    Date next = council_begins(election_year_after(election));
    if (election < FIRST_FOUR_YEARS || next == DATE_NONE)
        return PERIOD_NONE;
    return (Period){council_begins(election), next - 1};
}

Period board_term(Date date)
{
    int election = election_year_until(date_year(date) - 1);
    return election < FIRST_FOUR_YEARS ? PERIOD_NONE : mandate_years(election);
}

Period school_year(int year)
{
    return span(date_ymd(year, 7, 1), date_ymd(year + 1, 6, 30));
}
