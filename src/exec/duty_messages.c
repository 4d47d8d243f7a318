/* duty_messages.c: the sentences about duties that are late, missed, or whose day cannot be said; in both languages. */
#include "exec/duty_parts.h"
#include "exec/messages.h"

static const char *both(Lang lang, const char *sv, const char *en)
{
    return lang == LANG_SV ? sv : en;
}

static void put_day(Evaluator *ev, StrBuf *buf, Date day, Lang lang)
{
    strbuf_put(buf, period_text(ev, (Period){day, day}, lang));
}

/* "Delårsrapport (januari–augusti 2025, med Tekniska nämnden, 2 av 3)" */
static void put_what(Evaluator *ev, StrBuf *buf, const Duty *duty, Lang lang)
{
    const char *mark = " (";
    strbuf_put(buf, duty->title);
    if (duty->has_covers) {
        strbuf_printf(buf, "%s" STR_FMT, mark, STR_ARG(period_text(ev, duty->covers, lang)));
        mark = ", ";
    }
    if (duty->with_title.n) {
        strbuf_printf(buf, "%s%s " STR_FMT, mark, both(lang, "med", "with"), STR_ARG(duty->with_title));
        mark = ", ";
    }
    if (duty->of) {
        strbuf_printf(buf, both(lang, "%s%d av %d", "%s%d of %d"), mark, duty->number, duty->of);
        mark = ", ";
    }
    if (mark[0] == ',')
        strbuf_putc(buf, ')');
}

static void put_late(Evaluator *ev, StrBuf *buf, const Duty *duty, size_t more, Lang lang)
{
    put_what(ev, buf, duty, lang);
    if (duty->state == DUTY_MISSED)
        strbuf_puts(buf, both(lang, " blev inte av: den skulle ha varit klar senast ", " was not done: it was due by "));
    else
        strbuf_puts(buf, both(lang, " skulle ha varit klar senast ", " was due by "));
    put_day(ev, buf, duty->deadline, lang);
    if (duty->state == DUTY_LATE)
        strbuf_printf(buf, both(lang, duty->days_late == 1 ? " och är %d dag försenad" : " och är %d dagar försenad",
                                duty->days_late == 1 ? " and is %d day late" : " and is %d days late"), duty->days_late);
    strbuf_putc(buf, '.');
    if (more)
        strbuf_printf(buf, more == 1 ? both(lang, " Ett tidigare tillfälle blev inte heller av.", " One earlier occasion was not done either.")
                                     : both(lang, " %zu tidigare tillfällen blev inte heller av.", " %zu earlier occasions were not done either."), more);
}

static void put_who(Evaluator *ev, StrBuf *buf, const Duty *duty, Lang lang)
{
    strbuf_put(buf, duty->body_title);
    strbuf_puts(buf, both(lang, " är ansvarig", " is responsible"));
    if (duty->to.count) {
        strbuf_puts(buf, both(lang, "; den ska till ", "; it goes to "));
        strbuf_put(buf, join_words(ev, duty->to.items, duty->to.count, lang));
    }
    strbuf_putc(buf, '.');
}

void message_late(Evaluator *ev, const Duty *duty, size_t more, Finding *out)
{
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf message = {0}, action = {0};
        put_late(ev, &message, duty, more, lang);
        put_who(ev, &action, duty, lang);
        out->message[lang] = message_made(ev, &message);
        out->action[lang] = message_made(ev, &action);
    }
}

void message_no_day(Evaluator *ev, const Duty *duty, size_t bodies, size_t occasions, Finding *out)
{
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf buf = {0};
        strbuf_put(&buf, duty->title);
        strbuf_puts(&buf, both(lang, " går inte att tidsbestämma", " cannot be dated"));
        if (duty->reasons.count)
            strbuf_printf(&buf, both(lang, ": " STR_FMT, ": " STR_FMT), STR_ARG(duty->reasons.items[0].text[lang]));
        if (bodies > 1)
            strbuf_printf(&buf, both(lang, " (gäller %zu organ)", " (%zu bodies)"), bodies);
        else if (occasions > 1)
            strbuf_printf(&buf, both(lang, " (gäller %zu tillfällen)", " (%zu occasions)"), occasions);
        strbuf_putc(&buf, '.');
        out->message[lang] = message_made(ev, &buf);
    }
}
