/* calendar_ics.c: a year's duties as an iCalendar file (RFC 5545) for Outlook and other calendars: an all-day event for each. What comes of the
 * same model is the same event in every file, so that importing a newer file replaces instead of doubling. */
#include "base/file.h"
#include "report/calendar_parts.h"
#include "report/ics_writer.h"
#include "report/phrases.h"

#define SPAN_MOST 14         /* days: a longer window would lie as a bar over weeks of the calendar */
#define UID_DIGITS 32

typedef struct Ics {
    StrBuf *out;
    CalendarTeller teller;
    int alarm_days;
} Ics;

static const char *say(const Ics *ics, Word which)
{
    return word(which, ics->teller.lang);
}

/* ---- when ---- */

/* The days of its event: the window where it is short, else the deadline; the first day where there is no deadline. */
static bool event_days(const Duty *duty, Period *days)
{
    Date anchor;
    if (!duty_anchor(duty, &anchor))
        return false;
    *days = (Period){anchor, anchor};
    if (duty->has_window && duty->first <= anchor && anchor - duty->first < SPAN_MOST)
        days->first = duty->first;
    return true;
}

/* There is no clock: the file is as new as what it tells of. */
static Date stamp_of(const Calendar *calendar)
{
    return calendar->has_as_of ? calendar->as_of : date_ymd(calendar->year, 1, 1);
}

/* ---- what ---- */

/* The model without its folders: it is the same wherever it is called from. */
static Str model_name(const Calendar *calendar)
{
    Str name = calendar->model;
    while (name.n > 1 && name.s[name.n - 1] == '/')
        name.n--;
    size_t start = name.n;
    while (start && name.s[start - 1] != '/')
        start--;
    return (Str){name.s + start, name.n - start};
}

/* A digest, as names may hold any letters and a UID should not. */
static void put_uid(const Ics *ics, const Duty *duty)
{
    char digest[65];
    StrBuf name = {0};
    strbuf_printf(&name, STR_FMT "\n" STR_FMT, STR_ARG(model_name(ics->teller.calendar)), STR_ARG(duty->id));
    sha256_hex(strbuf_str(&name), digest);
    strbuf_free(&name);
    char *uid = arena_printf(ics->teller.arena, "%.*s@styr", UID_DIGITS, digest);
    ics_line(ics->out, "UID", str_of(uid));
}

static Str summary_of(const Ics *ics, const Duty *duty)
{
    StrBuf buf = {0};
    Str body = duty_body(&ics->teller, duty), with = duty_with(&ics->teller, duty);
    strbuf_put(&buf, duty_title(&ics->teller, duty));
    if (body.n)
        strbuf_printf(&buf, ": " STR_FMT, STR_ARG(body));
    if (with.n)
        strbuf_printf(&buf, " %s " STR_FMT, say(ics, WORD_WITH), STR_ARG(with));
    return teller_take(&ics->teller, &buf);
}

static void put_fact(const Ics *ics, StrBuf *text, Word label, Str fact)
{
    if (fact.n)
        strbuf_printf(text, "%s: " STR_FMT "\n", say(ics, label), STR_ARG(fact));
}

static void put_plain(StrBuf *text, Str fact)
{
    if (fact.n)
        strbuf_printf(text, STR_FMT "\n", STR_ARG(fact));
}

static Str with_year(const Ics *ics, Date date)
{
    return phrase_period(ics->teller.arena, (Period){date, date}, ics->teller.lang);
}

static void put_days(const Ics *ics, StrBuf *text, const Duty *duty)
{
    if (duty->has_window && duty->has_deadline && duty->first < duty->deadline)
        put_fact(ics, text, WORD_WINDOW_HEAD, phrase_period(ics->teller.arena, (Period){duty->first, duty->deadline}, ics->teller.lang));
    if (duty->has_deadline)
        put_fact(ics, text, WORD_LAST_DAY_HEAD, with_year(ics, duty->deadline));
    else
        put_plain(text, phrase_capital(ics->teller.arena, duty_when(&ics->teller, duty)));
    put_plain(text, phrase_capital(ics->teller.arena, duty_moved(&ics->teller, duty)));
}

static void put_people(const Ics *ics, StrBuf *text, const Duty *duty)
{
    put_fact(ics, text, WORD_RESPONSIBLE_HEAD, duty_body(&ics->teller, duty));
    put_fact(ics, text, WORD_WITH_HEAD, duty_with(&ics->teller, duty));
    put_fact(ics, text, WORD_RECIPIENTS_HEAD, duty_texts(&ics->teller, duty->to.items, duty->to.count));
    put_plain(text, phrase_capital(ics->teller.arena, duty_decision(&ics->teller, duty)));
}

static void put_sources(const Ics *ics, StrBuf *text, const Duty *duty)
{
    for (VEC_EACH(const SourceRef, source, &duty->sources)) {
        strbuf_printf(text, "%s: " STR_FMT, say(ics, WORD_SOURCE), STR_ARG(phrase_source(ics->teller.arena, source, ics->teller.lang)));
        if (source->quote.n)
            strbuf_printf(text, ": ”" STR_FMT "”", STR_ARG(source->quote));
        strbuf_putc(text, '\n');
    }
}

/* Line ends within contents and quotes stay: ics_text escapes them. */
static void put_description(const Ics *ics, const Duty *duty)
{
    StrBuf text = {0};
    put_people(ics, &text, duty);
    put_fact(ics, &text, WORD_COVERS_HEAD, duty_covers(&ics->teller, duty));
    put_plain(&text, phrase_capital(ics->teller.arena, duty->forecast[ics->teller.lang]));
    put_days(ics, &text, duty);
    put_plain(&text, phrase_capital(ics->teller.arena, duty_marks(&ics->teller, duty, ", ")));
    if (ics->teller.calendar->has_as_of)
        put_fact(ics, &text, WORD_AS_OF_HEAD, duty_state_words(&ics->teller, duty));
    for (size_t i = 0; i < duty->contents.count; i++)
        put_fact(ics, &text, WORD_CONTENTS, duty->contents.items[i]);
    put_sources(ics, &text, duty);
    ics_text(ics->out, "DESCRIPTION", str_trim(strbuf_str(&text)));
    strbuf_free(&text);
}

/* ---- events ---- */

/* Nobody needs to be reminded of what is done, or of what they are excused from. */
static bool wants_alarm(const Ics *ics, const Duty *duty)
{
    return ics->alarm_days > 0 && duty->state != DUTY_DONE && duty->state != DUTY_DONE_LATE && duty->state != DUTY_EXEMPT;
}

static void put_alarm(const Ics *ics, const Duty *duty)
{
    ics_line(ics->out, "BEGIN", STR_LIT("VALARM"));
    ics_line(ics->out, "ACTION", STR_LIT("DISPLAY"));
    ics_line(ics->out, "TRIGGER", str_of(arena_printf(ics->teller.arena, "-P%dD", ics->alarm_days)));
    ics_text(ics->out, "DESCRIPTION", summary_of(ics, duty));
    ics_line(ics->out, "END", STR_LIT("VALARM"));
}

static void put_event(const Ics *ics, const Duty *duty, Period days)
{
    ics_line(ics->out, "BEGIN", STR_LIT("VEVENT"));
    put_uid(ics, duty);
    ics_midnight(ics->out, "DTSTAMP", stamp_of(ics->teller.calendar));
    ics_date(ics->out, "DTSTART", days.first);
    ics_date(ics->out, "DTEND", days.last + 1);          /* the day after the last (3.6.1) */
    ics_line(ics->out, "SEQUENCE", STR_LIT("0"));
    ics_text(ics->out, "SUMMARY", summary_of(ics, duty));
    put_description(ics, duty);
    ics_texts(ics->out, "CATEGORIES", duty->tags.items, duty->tags.count);
    ics_line(ics->out, "CLASS", STR_LIT("PUBLIC"));
    ics_line(ics->out, "TRANSP", STR_LIT("TRANSPARENT"));
    ics_line(ics->out, "X-MICROSOFT-CDO-BUSYSTATUS", STR_LIT("FREE"));      /* Outlook shows the days as busy otherwise */
    ics_line(ics->out, "X-MICROSOFT-CDO-ALLDAYEVENT", STR_LIT("TRUE"));
    if (wants_alarm(ics, duty))
        put_alarm(ics, duty);
    ics_line(ics->out, "END", STR_LIT("VEVENT"));
}

static void put_head(const Ics *ics)
{
    const Calendar *calendar = ics->teller.calendar;
    ics_line(ics->out, "BEGIN", STR_LIT("VCALENDAR"));
    ics_line(ics->out, "VERSION", STR_LIT("2.0"));
    ics_text(ics->out, "PRODID", str_of(arena_printf(ics->teller.arena, "-//Styr//" STR_FMT "//%s",
        STR_ARG(calendar->program.n ? calendar->program : STR_LIT("styr")), ics->teller.lang == LANG_EN ? "EN" : "SV")));
    ics_line(ics->out, "CALSCALE", STR_LIT("GREGORIAN"));
    ics_text(ics->out, "X-WR-CALNAME", calendar_title(&ics->teller));
    ics_line(ics->out, "REFRESH-INTERVAL;VALUE=DURATION", STR_LIT("P1D"));
    ics_line(ics->out, "X-PUBLISHED-TTL", STR_LIT("P1D"));
}

static void write_ics(StrBuf *out, const Calendar *calendar, const CalendarOptions *options)
{
    Ics ics = {out, {arena_new(), calendar, options->lang}, options->alarm_days};
    Period days;
    put_head(&ics);
    for (VEC_EACH(const Duty, duty, &calendar->duties))
        if (event_days(duty, &days))
            put_event(&ics, duty, days);
    ics_line(out, "END", STR_LIT("VCALENDAR"));
    arena_free(ics.teller.arena);
}

const CalendarFormat calendar_ics = {"ics", {"iCalendar, för Outlook och andra kalendrar", "iCalendar, for Outlook and other calendars"}, write_ics};
