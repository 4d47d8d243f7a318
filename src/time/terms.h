/* terms.h: the years that a municipality is governed by: elections, terms of office, school years. */
#ifndef STYR_TIME_TERMS_H
#define STYR_TIME_TERMS_H

#include "time/date.h"

/* Ordinary general elections: every third year 1970–1991, every fourth from 1994 on (regeringsformen 3 kap. 3 §, vallagen 1 kap. 3 §). No year before
 * 1970, when municipalities and the Riksdag voted in different years. */
bool is_election_year(int year);
/* The latest election year that is this year or earlier; 0 before 1970. */
int election_year_until(int year);
/* The first election year after this year. */
int election_year_after(int year);

/* The whole years from one election to the next, as plans and budgets count them: 2022 gives 2023-01-01/2026-12-31. {DATE_NONE, DATE_NONE}
 * when the year is no election year. */
Period mandate_years(int election_year);
/* The term of fullmäktige that the day is in: from 15 October of the election year, for four years (kommunallagen 2017:725 5 kap. 9 §). Terms began on
 * 1 November through 2010, except in Stockholm (kommunallagen 1991:900 5 kap. 5 §). {DATE_NONE, DATE_NONE} before 1994-11-01: terms of three
 * years are not given. */
Period council_term(Date date);
/* The term of kommunstyrelsen: from 1 January after the election year, for four years (kommunallagen 2017:725 6 kap. 18 §), unless fullmäktige has let
 * it begin when it is elected. {DATE_NONE, DATE_NONE} before 1995. Fullmäktige decides the terms of other committees (6 kap. 19 §). */
Period board_term(Date date);

/* Läsåret that begins in the year: 1 July to 30 June. A convention of statistics (SCB, Kolada): skolförordningen (2011:185) 3 kap. only says
 * that it begins in August and ends in June. {DATE_NONE, DATE_NONE} when it is outside the years 1..9999. */
Period school_year(int year);

#endif
