/* calendar_svg.c: a year's duties as a wheel in SVG, for presentations and web pages: no scripts, nothing from outside, a text that says the same. */
#include "report/phrases.h"
#include "report/wheel.h"

#define TOLD_MOST ((size_t)6000)     /* columns of the text alternative */
#define FONTS "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

static bool ends_in(const Duty *duty, int year, int month)
{
    Date day;
    int own_year, own_month, own_day;
    if (!duty_anchor(duty, &day))
        return false;
    date_split(day, &own_year, &own_month, &own_day);
    return own_year == year && own_month == month;
}

/* "Januari 2, april 1, …": how the year is spread, before everything is told. */
static void put_months(const CalendarTeller *teller, StrBuf *out)
{
    StrBuf months = {0};
    for (int month = 1; month <= MONTHS; month++) {
        size_t count = 0;
        for (VEC_EACH(const Duty, duty, &teller->calendar->duties))
            count += ends_in(duty, teller->calendar->year, month);
        if (count)
            strbuf_printf(&months, "%s%s %zu", months.n ? ", " : "", month_name(month, teller->lang == LANG_EN), count);
    }
    Str told = phrase_capital(teller->arena, teller_take(teller, &months));
    if (told.n)
        strbuf_printf(out, " " STR_FMT ".", STR_ARG(told));
}

static void put_group(const CalendarTeller *teller, StrBuf *out, const DutyGroup *group)
{
    Str bodies = group_bodies(teller, group);
    strbuf_printf(out, " " STR_FMT ": " STR_FMT, STR_ARG(duty_when(teller, group->duty)), STR_ARG(duty_title(teller, group->duty)));
    strbuf_printf(out, "%s" STR_FMT, bodies.n ? ", " : "", STR_ARG(bodies));
    if (teller->calendar->has_as_of)
        strbuf_printf(out, ", " STR_FMT, STR_ARG(duty_state_words(teller, group->duty)));
    strbuf_puts(out, ".");
}

/* "35 hållpunkter. Mars 2, … . 1–31 mars: Ledningsdialog, Kommunstyrelsen. …" */
static void put_description(StrBuf *out, const Wheel *wheel)
{
    const CalendarTeller *teller = &wheel->teller;
    StrBuf buf = {0};
    DutyGroupVec groups = duty_groups(teller, teller->calendar->has_as_of ? ALIKE_STATE : ALIKE_WHEN);
    strbuf_printf(&buf, STR_FMT ".", STR_ARG(calendar_summary(teller)));
    put_months(teller, &buf);
    for (VEC_EACH(DutyGroup *const, group, &groups))
        put_group(teller, &buf, *group);
    strbuf_puts(out, "<desc id=\"styr-desc\">");
    svg_put_text(out, text_shown(teller->arena, strbuf_str(&buf), TOLD_MOST));
    strbuf_puts(out, "</desc>\n");
    strbuf_free(&buf);
}

static void put_head(StrBuf *out, const Wheel *wheel, Pos height)
{
    strbuf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"%s\" viewBox=\"0 0 ", wheel->teller.lang == LANG_EN ? "en" : "sv");
    svg_put_pos(out, WHEEL_WIDTH);
    strbuf_putc(out, ' ');
    svg_put_pos(out, height);
    strbuf_putc(out, '"');
    svg_put_attribute(out, "width", WHEEL_WIDTH);
    svg_put_attribute(out, "height", height);
    strbuf_puts(out, " role=\"img\" aria-labelledby=\"styr-title styr-desc\" font-family=\"" FONTS "\">\n<title id=\"styr-title\">");
    svg_put_text(out, calendar_title(&wheel->teller));
    strbuf_puts(out, "</title>\n");
    put_description(out, wheel);
    strbuf_puts(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
}

static void write_svg(StrBuf *out, const Calendar *calendar, const CalendarOptions *options)
{
    Arena *arena = arena_new();
    CalendarTeller teller = {arena, calendar, options->lang};
    Wheel wheel;
    StrBuf picture = {0};
    wheel_plan(&wheel, &teller, options->rings);
    wheel_draw_face(&wheel, &picture);
    wheel_draw_leaders(&wheel, &picture);
    wheel_draw_month_names(&wheel, &picture);
    wheel_draw_items(&wheel, &picture);
    wheel_draw_labels(&wheel, &picture);
    Pos height = wheel_draw_legend(&wheel, &picture);     /* known only now, but said first */
    put_head(out, &wheel, height);
    strbuf_put(out, strbuf_str(&picture));
    strbuf_puts(out, "</svg>\n");
    strbuf_free(&picture);
    arena_free(arena);
}

const CalendarFormat calendar_svg = {"svg", {"årshjulet som bild (SVG)", "the year wheel as a picture (SVG)"}, write_svg};
