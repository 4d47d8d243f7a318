/* calendar_phrases.c: the phrases of a duty: when, whose, what about. Shared by the formats of a calendar; see calendar_parts.h. */
#include "report/calendar_parts.h"
#include "report/phrases.h"
#include "time/holidays.h"
#include "time/weekday.h"

Str teller_take(const CalendarTeller *teller, StrBuf *buf)
{
    Str text = text_shown(teller->arena, strbuf_str(buf), 0);
    strbuf_free(buf);
    return text;
}

static const char *say(const CalendarTeller *teller, Word which)
{
    return word(which, teller->lang);
}

/* ---- days ---- */

typedef struct Day { int year, month, day; } Day;

static Day split(Date date)
{
    Day day;
    date_split(date, &day.year, &day.month, &day.day);
    return day;
}

/* month, year: said too. */
static void put_day(const CalendarTeller *teller, StrBuf *out, Day day, bool month, bool year)
{
    strbuf_printf(out, "%d", day.day);
    if (month || year)
        strbuf_printf(out, " %s", month_name(day.month, teller->lang == LANG_EN));
    if (year)
        strbuf_printf(out, " %d", day.year);
}

Str duty_day(const CalendarTeller *teller, Date date)
{
    StrBuf buf = {0};
    Day day = split(date);
    put_day(teller, &buf, day, true, day.year != teller->calendar->year);
    return teller_take(teller, &buf);
}

/* What the two ends share is said once, at the end. */
static Str span_words(const CalendarTeller *teller, Date from, Date to)
{
    StrBuf buf = {0};
    Day first = split(from), last = split(to);
    bool same_year = first.year == last.year, same_month = same_year && first.month == last.month;
    put_day(teller, &buf, first, !same_month, !same_year && first.year != teller->calendar->year);
    strbuf_puts(&buf, "–");
    put_day(teller, &buf, last, true, last.year != teller->calendar->year);
    return teller_take(teller, &buf);
}

static Str led_day(const CalendarTeller *teller, Word lead, Date date)
{
    Str day = duty_day(teller, date);
    return str_of(arena_printf(teller->arena, "%s " STR_FMT, say(teller, lead), STR_ARG(day)));
}

Str duty_when(const CalendarTeller *teller, const Duty *duty)
{
    if (!duty->has_deadline)
        return duty->has_window ? led_day(teller, WORD_FROM_DAY, duty->first) : str_of(say(teller, WORD_UNDATED));
    if (!duty->has_window || duty->first > duty->deadline)
        return led_day(teller, WORD_BY_DAY, duty->deadline);
    if (duty->first == duty->deadline)
        return duty_day(teller, duty->deadline);
    return span_words(teller, duty->first, duty->deadline);
}

bool duty_anchor(const Duty *duty, Date *out)
{
    *out = duty->has_deadline ? duty->deadline : duty->first;
    return duty->has_deadline || duty->has_window;
}

/* ---- moved off weekends and holidays ---- */

bool duty_is_moved(const Duty *duty)
{
    return duty->has_deadline && duty->nominal != DATE_NONE && duty->nominal != duty->deadline;
}

/* Why a day is no working day: "en söndag", "långfredagen". */
static const char *day_off_words(const CalendarTeller *teller, Date date)
{
    bool english = teller->lang == LANG_EN;
    int weekday = date_weekday(date);
    const char *name = holiday_name(date, english) ? holiday_name(date, english) : eve_name(date, english);
    if (weekday == SATURDAY || weekday == SUNDAY)
        return say(teller, weekday == SATURDAY ? WORD_SATURDAY : WORD_SUNDAY);
    return name ? name : say(teller, WORD_HOLIDAY);
}

Str duty_moved(const CalendarTeller *teller, const Duty *duty)
{
    if (!duty_is_moved(duty))
        return STR_LIT("");
    StrBuf buf = {0};
    strbuf_printf(&buf, "%s " STR_FMT " %s ", say(teller, WORD_LAST_DAY), STR_ARG(duty_day(teller, duty->nominal)), say(teller, WORD_IS));
    strbuf_printf(&buf, "%s: " STR_FMT, day_off_words(teller, duty->nominal), STR_ARG(duty_day(teller, duty->deadline)));
    return teller_take(teller, &buf);
}

/* ---- what and whose ---- */

Str duty_title(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    strbuf_put(&buf, duty->title.n ? duty->title : duty->checkpoint);
    if (duty->number > 0)
        strbuf_printf(&buf, " (%d %s %d)", duty->number, say(teller, WORD_OF), duty->of);
    return teller_take(teller, &buf);
}

Str duty_body(const CalendarTeller *teller, const Duty *duty)
{
    return phrase_title(teller->arena, duty->body_title, duty->body);
}

Str duty_with(const CalendarTeller *teller, const Duty *duty)
{
    return phrase_title(teller->arena, duty->with_title, duty->with);
}

Str duty_covers(const CalendarTeller *teller, const Duty *duty)
{
    return duty->has_covers ? phrase_period(teller->arena, duty->covers, teller->lang) : STR_LIT("");
}

Str duty_texts(const CalendarTeller *teller, const Str *texts, size_t count)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(&buf, buf.n ? ", " : "");
        strbuf_put(&buf, texts[i]);
    }
    return teller_take(teller, &buf);
}

static void join(StrBuf *out, const char *separator, const char *text)
{
    strbuf_puts(out, out->n ? separator : "");
    strbuf_puts(out, text);
}

/* The year is said only where the period that it reports on does not say it. */
static bool tells_year(const CalendarTeller *teller, const Duty *duty)
{
    return duty->year && duty->year != teller->calendar->year && !duty->has_covers;
}

Str duty_marks(const CalendarTeller *teller, const Duty *duty, const char *separator)
{
    StrBuf buf = {0};
    if (str_eqz(duty->decl_kind, "uppdrag"))
        join(&buf, separator, say(teller, WORD_COMMISSION));
    if (tells_year(teller, duty)) {
        join(&buf, separator, say(teller, WORD_FOR_YEAR));
        strbuf_printf(&buf, " %d", duty->year);
    }
    if (duty->statutory)
        join(&buf, separator, say(teller, WORD_STATUTORY));
    if (duty->optional)
        join(&buf, separator, say(teller, WORD_OPTIONAL));
    if (duty->election_year)
        join(&buf, separator, say(teller, WORD_ELECTION_YEAR));
    return teller_take(teller, &buf);
}

Str duty_decision(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    if (duty->prepared_by.n)
        strbuf_printf(&buf, "%s " STR_FMT, say(teller, WORD_PREPARED_BY), STR_ARG(duty->prepared_by));
    if (duty->decided_by.n)
        strbuf_printf(&buf, "%s%s " STR_FMT, buf.n ? ", " : "", say(teller, WORD_DECIDED_BY), STR_ARG(duty->decided_by));
    return teller_take(teller, &buf);
}

Str duty_reason(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    for (VEC_EACH(const Reason, reason, &duty->reasons)) {
        strbuf_puts(&buf, buf.n ? " " : "");
        strbuf_put(&buf, reason->text[teller->lang]);
    }
    return teller_take(teller, &buf);
}
