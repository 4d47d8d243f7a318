/* test_time.c: dates and periods. */
#include <criterion/criterion.h>

#include <string.h>

#include "time/date.h"

/* ---- dates ---- */

static const struct DateRow {
    int year, month, day;
    Date date;
} date_rows[] = {
    {1970, 1, 1, 0}, {1970, 1, 2, 1}, {1969, 12, 31, -1}, {2000, 2, 29, 11016}, {2000, 3, 1, 11017}, {2025, 8, 31, 20331}, {1, 1, 1, -719162},
    {9999, 12, 31, 2932896}, {1900, 2, 29, DATE_NONE}, {2025, 2, 29, DATE_NONE}, {2025, 0, 1, DATE_NONE}, {2025, 13, 1, DATE_NONE},
    {2025, 4, 31, DATE_NONE}, {2025, 4, 0, DATE_NONE}, {0, 1, 1, DATE_NONE}, {10000, 1, 1, DATE_NONE}, {-1, 1, 1, DATE_NONE},
};

Test(date, existing_and_not)
{
    for (size_t i = 0; i < sizeof date_rows / sizeof *date_rows; i++) {
        const struct DateRow *row = &date_rows[i];
        cr_expect_eq(date_ymd(row->year, row->month, row->day), row->date, "%d-%d-%d is %d", row->year, row->month, row->day,
                     date_ymd(row->year, row->month, row->day));
    }
}

Test(date, every_day_in_turn)
{
    Date date = date_ymd(1, 1, 1);
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days_in_month(year, month); day++, date++) {
                int y, m, d;
                date_split(date, &y, &m, &d);
                if (date_ymd(year, month, day) != date || y != year || m != month || d != day)
                    cr_assert_fail("%d-%d-%d", year, month, day);
            }
    cr_expect_eq(date - 1, date_ymd(9999, 12, 31), "no day too many");
}

static const struct MonthRow {
    const char *date;
    int months;
    const char *expected;
} month_rows[] = {
    {"2025-01-31", 1, "2025-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-03-31", -1, "2025-02-28"}, {"2025-08-31", 6, "2026-02-28"},
    {"2025-02-28", 1, "2025-03-28"}, {"2025-12-15", 1, "2026-01-15"}, {"2025-01-15", -1, "2024-12-15"}, {"2024-02-29", 12, "2025-02-28"},
    {"2025-06-30", 2, "2025-08-30"}, {"2025-12-31", 2, "2026-02-28"}, {"2023-12-31", 2, "2024-02-29"}, {"2025-08-31", 2, "2025-10-31"},
    {"2025-10-31", -2, "2025-08-31"}, {"2024-03-31", -1, "2024-02-29"}, {"2025-08-30", -6, "2025-02-28"}, {"2025-04-30", -2, "2025-02-28"},
    {"2024-02-29", -12, "2023-02-28"}, {"1900-01-31", 1, "1900-02-28"}, {"2000-01-31", 1, "2000-02-29"}, {"2024-02-29", 48, "2028-02-29"}, {"2025-05-05", 0, "2025-05-05"}, {"9999-12-01", 1, ""}, {"0001-01-31", -1, ""}, {"2025-01-01", INT32_MAX, ""},
    {"2025-01-01", INT32_MIN, ""},
};

static Period parsed(const char *text)
{
    Period period = {DATE_NONE, DATE_NONE};
    if (*text)
        cr_expect(period_parse(str_of(text), false, &period), "%s is a period", text);
    return period;
}

Test(date, add_months)
{
    for (size_t i = 0; i < sizeof month_rows / sizeof *month_rows; i++) {
        const struct MonthRow *row = &month_rows[i];
        StrBuf text = {0};
        date_print(&text, date_add_months(parsed(row->date).first, row->months));
        cr_expect(str_eqz(strbuf_str(&text), row->expected), "%s and %d months is %s", row->date, row->months, strbuf_str(&text).s);
        strbuf_free(&text);
    }
    cr_expect_eq(date_add_months(DATE_NONE, 1), DATE_NONE, "no date stays none");
    cr_expect_eq(date_year(parsed("1899-12-31").first), 1899, "the year of a date");
}

/* ---- reading and printing ---- */

static const struct TextRow {
    const char *first, *last;      /* as days */
    Grain grain;
    const char *iso, *swedish, *english;
} text_rows[] = {
    {"2025-08-31", "2025-08-31", GRAIN_DAY, "2025-08-31", "31 augusti 2025", "31 August 2025"},
    {"2025-08-18", "2025-08-24", GRAIN_WEEK, "2025-V34", "vecka 34 2025", "week 34 of 2025"},
    {"2024-12-30", "2025-01-05", GRAIN_WEEK, "2025-V01", "vecka 1 2025", "week 1 of 2025"},
    {"2020-12-28", "2021-01-03", GRAIN_WEEK, "2020-V53", "vecka 53 2020", "week 53 of 2020"},
    {"2025-08-19", "2025-08-25", GRAIN_OTHER, "2025-08-19/2025-08-25", "19–25 augusti 2025", "19–25 August 2025"},
    {"2025-08-18", "2025-08-31", GRAIN_OTHER, "2025-08-18/2025-08-31", "18–31 augusti 2025", "18–31 August 2025"},
    {"2025-08-01", "2025-08-31", GRAIN_MONTH, "2025-08", "augusti 2025", "August 2025"},
    {"2024-02-01", "2024-02-29", GRAIN_MONTH, "2024-02", "februari 2024", "February 2024"},
    {"2024-02-01", "2024-02-28", GRAIN_OTHER, "2024-02-01/2024-02-28", "1–28 februari 2024", "1–28 February 2024"},
    {"2025-07-01", "2025-09-30", GRAIN_QUARTER, "2025-Q3", "kvartal 3 2025", "quarter 3 2025"},
    {"2025-05-01", "2025-08-31", GRAIN_TERTIAL, "2025-T2", "tertial 2 2025", "tertial 2 2025"},
    {"2025-01-01", "2025-06-30", GRAIN_HALF, "2025-H1", "första halvåret 2025", "first half of 2025"},
    {"2025-07-01", "2025-12-31", GRAIN_HALF, "2025-H2", "andra halvåret 2025", "second half of 2025"},
    {"2025-01-01", "2025-12-31", GRAIN_YEAR, "2025", "2025", "2025"},
    {"0007-01-01", "0007-12-31", GRAIN_YEAR, "0007", "7", "7"},
    {"2025-01-01", "2025-08-31", GRAIN_OTHER, "2025-01-01/2025-08-31", "januari–augusti 2025", "January–August 2025"},
    {"2025-02-01", "2025-04-30", GRAIN_OTHER, "2025-02-01/2025-04-30", "februari–april 2025", "February–April 2025"},
    {"2025-07-01", "2026-06-30", GRAIN_OTHER, "2025-07-01/2026-06-30", "juli 2025–juni 2026", "July 2025–June 2026"},
    {"2023-01-01", "2026-12-31", GRAIN_OTHER, "2023-01-01/2026-12-31", "2023–2026", "2023–2026"},
    {"2025-08-03", "2025-08-14", GRAIN_OTHER, "2025-08-03/2025-08-14", "3–14 augusti 2025", "3–14 August 2025"},
    {"2025-03-03", "2025-08-14", GRAIN_OTHER, "2025-03-03/2025-08-14", "3 mars–14 augusti 2025", "3 March–14 August 2025"},
    {"2024-08-03", "2025-08-14", GRAIN_OTHER, "2024-08-03/2025-08-14", "3 augusti 2024–14 augusti 2025", "3 August 2024–14 August 2025"},
};

static void expect_text(StrBuf *text, const char *expected)
{
    cr_expect(str_eqz(strbuf_str(text), expected), "%s, not %s", expected, strbuf_str(text).s);
    strbuf_clear(text);
}

Test(period, printing)
{
    StrBuf text = {0};
    for (size_t i = 0; i < sizeof text_rows / sizeof *text_rows; i++) {
        const struct TextRow *row = &text_rows[i];
        Period period = {parsed(row->first).first, parsed(row->last).last}, back;
        cr_expect_eq(period_grain(period), row->grain, "%s has grain %d", row->iso, (int)period_grain(period));
        period_print(&text, period);
        expect_text(&text, row->iso);
        period_print_people(&text, period, false);
        expect_text(&text, row->swedish);
        period_print_people(&text, period, true);
        expect_text(&text, row->english);
        bool readable = period_parse(str_of(row->iso), false, &back);
        cr_expect_eq(readable, row->grain != GRAIN_OTHER, "%s is read", row->iso);
        cr_expect(!readable || period_eq(back, period), "%s comes back", row->iso);
    }
    period_print(&text, (Period){DATE_NONE, DATE_NONE});
    period_print_people(&text, (Period){DATE_NONE, DATE_NONE}, false);
    date_print(&text, DATE_NONE);
    expect_text(&text, "");
    strbuf_free(&text);
}

static const struct ParseRow {
    const char *text, *strict, *lenient;      /* ISO form; "" for none */
} parse_rows[] = {
    {"2025", "2025", "2025"}, {"2025-08", "2025-08", "2025-08"}, {"2025-08-31", "2025-08-31", "2025-08-31"}, {"2025-Q4", "2025-Q4", "2025-Q4"},
    {"2025-T3", "2025-T3", "2025-T3"}, {"2025-H2", "2025-H2", "2025-H2"}, {"202508", "", "2025-08"}, {"20250831", "", "2025-08-31"},
    {"2025/08/31", "", "2025-08-31"}, {"2025 08", "", "2025-08"}, {" 2025-08\u00a0", "", "2025-08"}, {"2025/08", "", ""}, {"2025 08 31", "", ""},
    {"2025-13", "", ""}, {"2025-00", "", ""}, {"2025-02-29", "", ""}, {"2024-02-29", "2024-02-29", "2024-02-29"}, {"2025-Q5", "", ""}, {"2025-Q0", "", ""},
    {"2025-T4", "", ""}, {"2025-H3", "", ""}, {"2025-Q", "", ""}, {"2025-Q11", "", ""}, {"2025-q1", "2025-Q1", "2025-Q1"}, {"0000", "", ""}, {"0000-01", "", ""},
    {"025", "", ""}, {"20255", "", ""}, {"2025-", "", ""}, {"2025-8", "", ""}, {"2025-08-", "", ""}, {"2025-08-1", "", ""}, {"2025-08-311", "", ""},
    {"2025-0831", "", ""}, {"202508-31", "", ""}, {"", "", ""}, {"2025/08-31", "", ""}, {"x2025", "", ""}, {"2025x", "", ""}, {"2025-08-31x", "", ""},
    {"2025-V34", "2025-V34", "2025-V34"}, {"2025-W34", "2025-V34", "2025-V34"}, {"2025-v34", "2025-V34", "2025-V34"}, {"2025-w01", "2025-V01", "2025-V01"},
    {"2020-V53", "2020-V53", "2020-V53"}, {"2025-V53", "", ""}, {"2025-V00", "", ""}, {"2025-V54", "", ""}, {"2025-V5", "", ""}, {"2025-V034", "", ""},
    {"2025-V34-1", "", ""}, {"2025V34", "", "2025-V34"}, {"2025w34", "", "2025-V34"}, {"2025V5", "", ""}, {"2025V53", "", ""}, {"2025 V34", "", ""},
    {"v 34 2025", "", "2025-V34"}, {"V34 2025", "", "2025-V34"}, {"v. 5 2025", "", "2025-V05"}, {"vecka 34 2025", "", "2025-V34"},
    {" Vecka\u00a05\u00a02025 ", "", "2025-V05"}, {"v 53 2025", "", ""}, {"v 34", "", ""}, {"v 342025", "", ""}, {"v 34 25", "", ""}, {"v 34 20255", "", ""},
    {"v 005 2025", "", ""}, {"v", "", ""}, {"vecka", "", ""}, {"w 34 2025", "", ""}, {"veckan 34 2025", "", ""}, {"9999-V52", "", ""},
    {"0001-V01", "0001-V01", "0001-V01"}, {"1200-10", "1200-10", "1200-10"}, {"20251", "", ""}, {"2025083", "", ""}, {"9999-12", "9999-12", "9999-12"},
};

static void expect_parsed(const char *source, bool lenient, const char *expected)
{
    StrBuf text = {0};
    Period period = {DATE_NONE, DATE_NONE};
    cr_expect_eq(period_parse(str_of(source), lenient, &period), *expected != '\0', "'%s', lenient %d", source, lenient);
    period_print(&text, period);
    expect_text(&text, expected);
    strbuf_free(&text);
}

Test(period, parsing)
{
    for (size_t i = 0; i < sizeof parse_rows / sizeof *parse_rows; i++) {
        expect_parsed(parse_rows[i].text, false, parse_rows[i].strict);
        expect_parsed(parse_rows[i].text, true, parse_rows[i].lenient);
    }
}

/* ---- arithmetic ---- */

static const struct OfRow {
    Grain grain;
    int year, index;
    const char *expected;
} of_rows[] = {
    {GRAIN_DAY, 2025, 1, "2025-01-01"}, {GRAIN_DAY, 2024, 366, "2024-12-31"}, {GRAIN_DAY, 2025, 366, ""}, {GRAIN_DAY, 2025, 0, ""},
    {GRAIN_WEEK, 2025, 1, "2025-V01"}, {GRAIN_WEEK, 2025, 52, "2025-V52"}, {GRAIN_WEEK, 2025, 53, ""}, {GRAIN_WEEK, 2026, 53, "2026-V53"},
    {GRAIN_MONTH, 2025, 12, "2025-12"}, {GRAIN_MONTH, 2025, 13, ""}, {GRAIN_QUARTER, 2025, 4, "2025-Q4"}, {GRAIN_QUARTER, 2025, 5, ""},
    {GRAIN_TERTIAL, 2025, 3, "2025-T3"}, {GRAIN_HALF, 2025, 2, "2025-H2"}, {GRAIN_YEAR, 2025, 1, "2025"}, {GRAIN_OTHER, 2025, 1, ""},
    {GRAIN_YEAR, 0, 1, ""}, {GRAIN_MONTH, 10000, 1, ""}, {GRAIN_YEAR, 9999, 1, "9999"},
};

static void expect_period(Period period, const char *expected, const char *what, int i)
{
    StrBuf text = {0};
    period_print(&text, period);
    cr_expect(str_eqz(strbuf_str(&text), expected), "%s, row %d: %s, not %s", what, i, expected, strbuf_str(&text).s);
    strbuf_free(&text);
}

Test(period, by_number)
{
    for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++)
        expect_period(period_of(of_rows[i].grain, of_rows[i].year, of_rows[i].index), of_rows[i].expected, "by number", (int)i);
}

static const struct AroundRow {
    Grain grain;
    const char *date, *containing, *ended;
} around_rows[] = {
    {GRAIN_DAY, "2025-03-01", "2025-03-01", "2025-03-01"}, {GRAIN_WEEK, "2025-08-23", "2025-V34", "2025-V33"},
    {GRAIN_WEEK, "2025-08-24", "2025-V34", "2025-V34"}, {GRAIN_WEEK, "2024-12-31", "2025-V01", "2024-V52"}, {GRAIN_WEEK, "2027-01-03", "2026-V53", "2026-V53"}, {GRAIN_MONTH, "2025-03-01", "2025-03", "2025-02"},
    {GRAIN_MONTH, "2025-03-31", "2025-03", "2025-03"}, {GRAIN_QUARTER, "2025-03-30", "2025-Q1", "2024-Q4"},
    {GRAIN_QUARTER, "2025-03-31", "2025-Q1", "2025-Q1"}, {GRAIN_TERTIAL, "2025-09-15", "2025-T3", "2025-T2"},
    {GRAIN_HALF, "2025-06-30", "2025-H1", "2025-H1"}, {GRAIN_YEAR, "2025-12-30", "2025", "2024"}, {GRAIN_YEAR, "2025-12-31", "2025", "2025"},
    {GRAIN_YEAR, "0001-06-01", "0001", ""}, {GRAIN_OTHER, "2025-01-01", "", ""},
};

Test(period, around_a_date)
{
    for (size_t i = 0; i < sizeof around_rows / sizeof *around_rows; i++) {
        const struct AroundRow *row = &around_rows[i];
        Date date = parsed(row->date).first;
        expect_period(period_containing(row->grain, date), row->containing, "containing", (int)i);
        expect_period(period_latest_ended(row->grain, date), row->ended, "latest ended", (int)i);
    }
    expect_period(period_latest_ended(GRAIN_MONTH, DATE_NONE), "", "latest ended before no date", 0);
}

static const struct ShiftRow {
    const char *first, *last;
    int count;
    const char *shifted, *years;      /* by count periods, by count years */
} shift_rows[] = {
    {"2025-01-31", "2025-01-31", 1, "2025-02-01", "2026-01-31"},
    {"2024-02-29", "2024-02-29", -1, "2024-02-28", "2023-02-28"},
    {"2025-01", "2025-01", 1, "2025-02", "2026-01"},
    {"2025-02", "2025-02", -1, "2025-01", "2024-02"},
    {"2025-Q1", "2025-Q1", -1, "2024-Q4", "2024-Q1"},
    {"2025-T1", "2025-T1", 4, "2026-T2", "2029-T1"},
    {"2025-H2", "2025-H2", 1, "2026-H1", "2026-H2"},
    {"2025", "2025", -1, "2024", "2024"},
    {"2025-01", "2025-08", 1, "2025-09-01/2026-04-30", "2026-01-01/2026-08-31"},
    {"2025-01", "2025-02", -1, "2024-11-01/2024-12-31", "2024-01-01/2024-02-29"},
    {"2025-03-03", "2025-03-09", 2, "2025-V12", "2027-V10"},
    {"2020-12-28", "2021-01-03", -1, "2020-V52", "2019-V52"},
    {"2020-12-28", "2021-01-03", 6, "2021-V06", "2026-V53"},
    {"2025-03-04", "2025-03-10", 2, "2025-03-18/2025-03-24", "2027-03-04/2027-03-10"},
    {"2023", "2026", 1, "2027-01-01/2030-12-31", "2024-01-01/2027-12-31"},
    {"9999", "9999", 1, "", ""},
    {"0001-01-01", "0001-01-01", -1, "", ""},
    {"2025", "2025", INT32_MIN, "", ""},
    {"2025-01-01", "2025-01-02", INT32_MAX, "", ""},
};

Test(period, shifting)
{
    for (size_t i = 0; i < sizeof shift_rows / sizeof *shift_rows; i++) {
        const struct ShiftRow *row = &shift_rows[i];
        Period period = {parsed(row->first).first, parsed(row->last).last};
        expect_period(period_shift(period, row->count), row->shifted, "shifted", (int)i);
        expect_period(period_shift_years(period, row->count), row->years, "shifted years", (int)i);
        cr_expect(period_eq(period_shift(period, 0), period), "row %zu not shifted", i);
    }
}

Test(period, relations)
{
    cr_expect(period_within(parsed("2025-08"), parsed("2025")) && !period_within(parsed("2025"), parsed("2025-08")), "a month in its year");
    cr_expect(period_within(parsed("2025"), parsed("2025")) && period_eq(parsed("2025"), parsed("2025")), "a period in itself");
    cr_expect(!period_within(parsed("2025-Q1"), parsed("2025-T2")), "side by side");
    cr_expect_eq(period_grain((Period){parsed("2025").last, parsed("2025").first}), GRAIN_OTHER, "a period that ends before it begins");
    cr_expect_str_eq(month_name(8, false), "augusti", "the name of a month");
    cr_expect_str_eq(month_name(13, true), "", "no such month");
}
