/* calendar_states.c: the states of duties in words, for one and counted for all. Part of the phrases of a calendar (calendar_parts.h). */
#include "report/calendar_parts.h"
#include "report/phrases.h"

#define STATE_COUNT (DUTY_EXEMPT + 1)

/* The English keys have underscores where people have blanks. */
static void put_state(StrBuf *out, DutyState state, Lang lang)
{
    for (const char *name = duty_state_name(state, lang); *name; name++)
        strbuf_putc(out, *name == '_' ? ' ' : *name);
}

Str state_words(const CalendarTeller *teller, DutyState state)
{
    StrBuf buf = {0};
    put_state(&buf, state, teller->lang);
    return teller_take(teller, &buf);
}

static void put_days(const CalendarTeller *teller, StrBuf *out, int days)
{
    strbuf_puts(out, ", ");
    put_count(out, (size_t)days, WORD_DAY_ONE, WORD_DAY_MANY, teller->lang);
}

Str duty_state_words(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    put_state(&buf, duty->state, teller->lang);
    if (duty->done)
        strbuf_printf(&buf, " " STR_FMT, STR_ARG(duty_day(teller, duty->done_on)));
    if (duty->days_late > 0) {
        put_days(teller, &buf, duty->days_late);
        strbuf_printf(&buf, " %s", word(WORD_DAYS_AFTER, teller->lang));
    }
    return teller_take(teller, &buf);
}

Tone duty_state_tone(DutyState state)
{
    switch (state) {
    case DUTY_DONE: return TONE_GOOD;
    case DUTY_OPEN:
    case DUTY_DONE_LATE:
    case DUTY_UNREPORTED:
    case DUTY_NOT_ASSESSABLE: return TONE_FAIR;
    case DUTY_LATE:
    case DUTY_MISSED: return TONE_BAD;
    case DUTY_PLANNED:
    case DUTY_UPCOMING:
    case DUTY_EXEMPT: break;
    }
    return TONE_PLAIN;
}

Str calendar_count(const CalendarTeller *teller, size_t count)
{
    StrBuf buf = {0};
    if (count)
        put_count(&buf, count, WORD_DUTY_ONE, WORD_DUTY_MANY, teller->lang);
    else
        strbuf_puts(&buf, word(WORD_NO_DUTIES, teller->lang));
    return teller_take(teller, &buf);
}

static void put_state_counts(const CalendarTeller *teller, StrBuf *out)
{
    size_t counts[STATE_COUNT] = {0};
    for (VEC_EACH(const Duty, duty, &teller->calendar->duties))
        counts[duty->state]++;
    const char *separator = ": ";
    for (DutyState state = 0; state < STATE_COUNT; state++) {
        if (!counts[state])
            continue;
        strbuf_puts(out, separator);
        put_state(out, state, teller->lang);
        strbuf_printf(out, " %zu", counts[state]);
        separator = ", ";
    }
}

Str calendar_summary(const CalendarTeller *teller)
{
    StrBuf buf = {0};
    size_t undated = 0;
    Date day;
    for (VEC_EACH(const Duty, duty, &teller->calendar->duties))
        undated += !duty_anchor(duty, &day);
    strbuf_put(&buf, calendar_count(teller, teller->calendar->duties.count));
    if (teller->calendar->has_as_of)
        put_state_counts(teller, &buf);
    if (undated)
        strbuf_printf(&buf, "; %s %zu", word(WORD_UNDATED, teller->lang), undated);
    return teller_take(teller, &buf);
}

Str calendar_title(const CalendarTeller *teller)
{
    StrBuf buf = {0};
    const Calendar *calendar = teller->calendar;
    Str title = calendar->title.n ? calendar->title : calendar->model;
    strbuf_put(&buf, title);
    strbuf_printf(&buf, "%s%s %d", title.n ? ", " : "", word(WORD_CALENDAR, teller->lang), calendar->year);
    return teller_take(teller, &buf);
}
