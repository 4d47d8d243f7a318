/* calendar_text.c: a year's duties as text for a terminal, in the order of their last days, a heading for each month. */
#include "base/utf8.h"
#include "report/calendar_parts.h"
#include "report/phrases.h"
#include "report/report.h"

#define INDENT ((size_t)2)
#define GAP ((size_t)2)
#define LABEL_WIDTH ((size_t)8)
#define WHEN_MOST ((size_t)26)       /* longer spans of days stand on a line of their own */

static Page page_for(StrBuf *out, Arena *arena, const CalendarOptions *options)
{
    size_t width = options->width ? options->width : REPORT_WIDTH;
    return (Page){out, arena, options->lang, options->colour, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0};
}

/* ---- header and end ---- */

static void put_labelled(Page *page, Word label, Str text)
{
    page_puts(page, TONE_FAINT, word(label, page->lang));
    page_pad(page, LABEL_WIDTH);
    page_wrap(page, TONE_PLAIN, text, LABEL_WIDTH);
    page_end(page);
}

static void put_header(Page *page, const CalendarTeller *teller)
{
    const Calendar *calendar = teller->calendar;
    page_wrap(page, TONE_STRONG, calendar_title(teller), INDENT);
    if (calendar->program.n) {
        page_puts(page, TONE_PLAIN, " ");
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, str_of(arena_printf(page->arena, "(" STR_FMT ")", STR_ARG(calendar->program))), 0), INDENT);
    }
    page_end(page);
    if (calendar->has_as_of)
        put_labelled(page, WORD_AS_OF_HEAD, phrase_period(page->arena, (Period){calendar->as_of, calendar->as_of}, page->lang));
    if (calendar->only_body.n)
        put_labelled(page, WORD_ONLY_BODY, text_shown(page->arena, calendar->only_body, 0));
}

static void put_end(Page *page, const CalendarTeller *teller)
{
    page_end(page);
    page_wrap(page, TONE_STRONG, calendar_summary(teller), 0);
    page_end(page);
}

/* ---- one duty ---- */

static void put_line(Page *page, Tone tone, Str text, size_t column)
{
    if (!text.n)
        return;
    page_pad(page, column);
    page_wrap(page, tone, text, column);
    page_end(page);
}

static void put_when(Page *page, const CalendarTeller *teller, const Duty *duty, size_t column)
{
    page_pad(page, INDENT);
    page_put(page, TONE_PLAIN, duty_when(teller, duty));
    if (page->column + 1 > column)
        page_end(page);
}

static void join(StrBuf *line, const char *separator, const char *lead, Str text)
{
    if (!text.n)
        return;
    strbuf_puts(line, line->n ? separator : "");
    strbuf_puts(line, lead);
    strbuf_put(line, text);
}

/* "Barn- och utbildningsnämnden, Socialnämnden, med Kommunstyrelsen, till KS, KF" */
static Str people_line(const CalendarTeller *teller, const DutyGroup *group)
{
    StrBuf line = {0};
    join(&line, "", "", group_bodies(teller, group));
    join(&line, ", ", arena_printf(teller->arena, "%s ", word(WORD_WITH, teller->lang)), group_withs(teller, group));
    join(&line, ", ", arena_printf(teller->arena, "%s ", word(WORD_RECIPIENTS, teller->lang)), duty_texts(teller, group->duty->to.items, group->duty->to.count));
    return teller_take(teller, &line);
}

/* "avser januari–augusti 2026 · lagfrist" */
static Str facts_line(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf line = {0};
    join(&line, " · ", arena_printf(teller->arena, "%s ", word(WORD_COVERS, teller->lang)), duty_covers(teller, duty));
    join(&line, " · ", "", duty->forecast[teller->lang]);
    join(&line, " · ", "", duty_decision(teller, duty));
    join(&line, " · ", "", duty_marks(teller, duty, " · "));
    return teller_take(teller, &line);
}

static void put_group(Page *page, const CalendarTeller *teller, const DutyGroup *group, size_t column)
{
    const Duty *duty = group->duty;
    put_when(page, teller, duty, column);
    put_line(page, TONE_STRONG, duty_title(teller, duty), column);
    put_line(page, TONE_PLAIN, people_line(teller, group), column);
    put_line(page, TONE_FAINT, facts_line(teller, duty), column);
    put_line(page, TONE_PLAIN, phrase_capital(page->arena, duty_moved(teller, duty)), column);
    if (teller->calendar->has_as_of)
        put_line(page, duty_state_tone(duty->state), duty_state_words(teller, duty), column);
    put_line(page, TONE_PLAIN, duty_reason(teller, duty), column);
}

static Str place_line(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf line = {0};
    join(&line, "", arena_printf(teller->arena, "%s ", word(WORD_WHERE, teller->lang)), duty->place);
    return teller_take(teller, &line);
}

/* "senast 20 oktober: 20 oktober 2025", and where it stands. */
static void put_how(Page *page, const CalendarTeller *teller, const Duty *duty, size_t column)
{
    put_line(page, TONE_STRONG, str_of(word(WORD_HOW_DAYS, page->lang)), column);
    for (VEC_EACH(const DutyLine, line, &duty->how))
        put_line(page, TONE_PLAIN, text_shown(page->arena, line->text[page->lang], 0), column + INDENT);
    for (VEC_EACH(const SourceRef, source, &duty->sources))
        put_line(page, TONE_FAINT, phrase_source(page->arena, source, page->lang), column);
    put_line(page, TONE_FAINT, place_line(teller, duty), column);
}

/* ---- months ---- */

/* The months since year 0, or -1 without a deadline. */
static int month_of(const Duty *duty)
{
    if (!duty->has_deadline)
        return -1;
    int year, month, day;
    date_split(duty->deadline, &year, &month, &day);
    return year * 12 + month - 1;
}

static Str month_heading(const CalendarTeller *teller, int month)
{
    if (month < 0)
        return str_of(word(WORD_UNDATED_HEAD, teller->lang));
    Str name = phrase_capital(teller->arena, str_of(month_name(month % 12 + 1, teller->lang == LANG_EN)));
    if (month / 12 == teller->calendar->year)
        return name;
    return str_of(arena_printf(teller->arena, STR_FMT " %d", STR_ARG(name), month / 12));
}

static void put_heading(Page *page, const CalendarTeller *teller, int month)
{
    size_t count = 0;
    for (VEC_EACH(const Duty, duty, &teller->calendar->duties))
        count += month_of(duty) == month;
    page_end(page);
    page_put(page, TONE_STRONG, month_heading(teller, month));
    page_puts(page, TONE_STRONG, arena_printf(page->arena, " (%zu)", count));
    page_end(page);
}

/* Where what is told of a duty begins: behind the longest of the dates. */
static size_t told_column(const CalendarTeller *teller, const DutyGroupVec *groups)
{
    size_t widest = 0;
    for (VEC_EACH(DutyGroup *const, group, groups)) {
        size_t width = utf8_width(duty_when(teller, (*group)->duty));
        widest = width > widest && width <= WHEN_MOST ? width : widest;
    }
    return INDENT + widest + GAP;
}

static void put_months(Page *page, const CalendarTeller *teller, bool how)
{
    DutyGroupVec groups = duty_groups(teller, how ? ALIKE_HOW : teller->calendar->has_as_of ? ALIKE_STATE : ALIKE_TOLD);
    size_t column = told_column(teller, &groups);
    for (size_t i = 0; i < groups.count; i++) {
        int month = month_of(groups.items[i]->duty);
        if (i == 0 || month != month_of(groups.items[i - 1]->duty))
            put_heading(page, teller, month);
        page_end(page);
        put_group(page, teller, groups.items[i], column);
        if (how)
            put_how(page, teller, groups.items[i]->duty, column);
    }
}

/* ---- what comes next, in a run ---- */

Calendar upcoming_of(Arena *arena, const Run *run)
{
    Calendar calendar = {.year = date_year(run->as_of), .has_as_of = true, .as_of = run->as_of};
    for (size_t i = 0; i < run->duty_count; i++)
        if (run->duties[i].state == DUTY_OPEN || run->duties[i].state == DUTY_UPCOMING)
            vec_push(arena, &calendar.duties, run->duties[i]);
    return calendar;
}

void put_upcoming(Page *page, const Run *run)
{
    Calendar calendar = upcoming_of(page->arena, run);
    CalendarTeller teller = {page->arena, &calendar, page->lang};
    if (!calendar.duties.count)
        return;
    DutyGroupVec groups = duty_groups(&teller, ALIKE_STATE);
    size_t column = told_column(&teller, &groups);
    page_end(page);
    page_puts(page, TONE_STRONG, arena_printf(page->arena, word(WORD_UPCOMING_HEAD, page->lang), run->ahead, calendar.duties.count));
    page_end(page);
    for (size_t i = 0; i < groups.count; i++) {
        page_end(page);
        put_group(page, &teller, groups.items[i], column);
    }
}

static void write_text(StrBuf *out, const Calendar *calendar, const CalendarOptions *options)
{
    Arena *arena = arena_new();
    CalendarTeller teller = {arena, calendar, options->lang};
    Page page = page_for(out, arena, options);
    put_header(&page, &teller);
    put_months(&page, &teller, options->how);
    put_end(&page, &teller);
    arena_free(arena);
}

const CalendarFormat calendar_text = {"text", {"text för en terminal", "text for a terminal"}, write_text};
