/* wheel_face.c: the wheel itself: rings, months, quarters, and the middle with its title and year. Part of the drawing; see wheel.h. */
#include "report/phrases.h"
#include "report/wheel.h"

#define TURN (360 * SVG_DEGREE)
#define RIM_GAP (3 * SVG_UNIT)
#define MONTH_FONT (13 * SVG_UNIT)
#define MIDDLE_LINES ((size_t)3)
#define MONTH_LINE "stroke=\"#ffffff\" stroke-width=\"1.5\""
#define QUARTER_LINE "stroke=\"#6b7480\" stroke-width=\"1.4\""

static Point at(const Wheel *wheel, Pos radius, Angle angle)
{
    return svg_polar(wheel->centre, radius, angle);
}

static void put_band(const Wheel *wheel, StrBuf *out, Pos inner, Pos outer, Angle from, Angle to, const char *fill)
{
    strbuf_puts(out, "<path d=\"");
    svg_put_sector(out, wheel->centre, inner, outer, from, to);
    strbuf_printf(out, "\" fill=\"%s\"/>\n", fill);
}

static void put_rings(const Wheel *wheel, StrBuf *out)
{
    for (size_t i = 0; i < wheel->ring_count; i++) {
        const WheelRing *ring = &wheel->rings[i];
        put_band(wheel, out, ring->inner, ring->outer, wheel_month(0), wheel_month(MONTHS), "#eef0f3");
        wheel_draw_badge(wheel, out, at(wheel, (ring->inner + ring->outer) / 2, 0), i);
    }
}

/* ---- months ---- */

static const char *month_ground(size_t month)
{
    return month % 2 ? "#dfe4ea" : "#d2d9e1";
}

/* The text has an edge in the colour of its ground, over which leaders may come. */
static void put_turned_text(StrBuf *out, Point where, Angle turn, const Font *font, const char *ground, Str text)
{
    strbuf_puts(out, "<g transform=\"translate(");
    svg_put_pos(out, where.x);
    strbuf_putc(out, ' ');
    svg_put_pos(out, where.y);
    strbuf_puts(out, ") rotate(");
    svg_put_pos(out, turn * SVG_UNIT / SVG_DEGREE);
    strbuf_printf(out, ")\">\n<g stroke=\"%s\" stroke-width=\"4\" stroke-linejoin=\"round\" aria-hidden=\"true\">", ground);
    svg_put_line_of_text(out, (Point){0, 0}, ANCHOR_MIDDLE, font, text);
    strbuf_puts(out, "</g>\n");
    svg_put_line_of_text(out, (Point){0, 0}, ANCHOR_MIDDLE, font, text);
    strbuf_puts(out, "</g>\n");
}

/* Along the rim; in the lower half turned round, so that no month stands on its head. */
static void put_month_name(const Wheel *wheel, StrBuf *out, size_t month)
{
    Font font = {MONTH_FONT, true, "#1a1a1a"};
    const char *ground = month_ground(month);
    Angle angle = wheel_month(month) + WHEEL_MONTH / 2;
    bool below = angle > TURN / 4 && angle < TURN * 3 / 4;
    Pos middle = (WHEEL_RINGS + RIM_GAP + WHEEL_RIM) / 2, drop = MONTH_FONT * 36 / 100;
    Str name = phrase_capital(wheel->teller.arena, str_of(month_name((int)month + 1, wheel->teller.lang == LANG_EN)));
    put_turned_text(out, at(wheel, below ? middle + drop : middle - drop, angle), below ? angle - TURN / 2 : angle, &font, ground, name);
}

void wheel_draw_month_names(const Wheel *wheel, StrBuf *out)
{
    for (size_t month = 0; month < MONTHS; month++)
        put_month_name(wheel, out, month);
}

static void put_months(const Wheel *wheel, StrBuf *out)
{
    for (size_t month = 0; month < MONTHS; month++)
        put_band(wheel, out, WHEEL_RINGS + RIM_GAP, WHEEL_RIM, wheel_month(month), wheel_month(month + 1), month_ground(month));
}

static void put_month_lines(const Wheel *wheel, StrBuf *out)
{
    Pos inner = wheel->ring_count ? wheel->hub : WHEEL_RINGS;
    for (size_t month = 1; month < MONTHS; month++)
        if (month % 3)
            svg_put_line(out, at(wheel, inner, wheel_month(month)), at(wheel, WHEEL_RIM, wheel_month(month)), MONTH_LINE);
    for (size_t month = 0; month <= MONTHS; month += 3)
        svg_put_line(out, at(wheel, inner, wheel_month(month)), at(wheel, WHEEL_RIM, wheel_month(month)), QUARTER_LINE);
}

/* ---- the as-of date ---- */

void wheel_draw_as_of(StrBuf *out, Point from, Point to)
{
    svg_put_line(out, from, to, "stroke=\"#b00020\" stroke-width=\"2\" stroke-dasharray=\"6 4\"");
}

static void put_as_of(const Wheel *wheel, StrBuf *out)
{
    const Calendar *calendar = wheel->teller.calendar;
    if (!calendar->has_as_of || date_year(calendar->as_of) != calendar->year || !wheel->ring_count)
        return;
    Angle angle = wheel_day(calendar->as_of);
    wheel_draw_as_of(out, at(wheel, wheel->hub, angle), at(wheel, WHEEL_RIM, angle));
}

/* ---- the middle ---- */

static void put_centred(const Wheel *wheel, StrBuf *out, Pos *y, const Font *font, Str text)
{
    *y += font->size * 125 / 100;
    svg_put_line_of_text(out, (Point){wheel->centre.x, *y}, ANCHOR_MIDDLE, font, text);
}

/* What is in the middle below the year: the title, whose wheel it is, and that there is nothing in it. */
static size_t middle_lines(const Wheel *wheel, const Font *font, Str *lines)
{
    const Calendar *calendar = wheel->teller.calendar;
    Arena *arena = wheel->teller.arena;
    Pos width = wheel->hub * 155 / 100;
    size_t count = svg_wrap(arena, phrase_title(arena, calendar->title, calendar->model), font, width, MIDDLE_LINES, lines);
    if (calendar->only_body.n)
        count += svg_wrap(arena, text_shown(arena, calendar->only_body, 0), font, width, 1, lines + count);
    if (!wheel->ring_count)
        lines[count++] = str_of(word(!calendar->duties.count ? WORD_NO_DUTIES : wheel->whole_year.count ? WORD_WHOLE_YEAR : WORD_NOTHING_DATED, wheel->teller.lang));
    return count;
}

static void put_middle(const Wheel *wheel, StrBuf *out)
{
    Font head = {14 * SVG_UNIT, false, "#1a1a1a"}, year = {42 * SVG_UNIT, true, "#1a1a1a"}, small = {WHEEL_SMALL, false, "#1a1a1a"};
    Str lines[MIDDLE_LINES + 2];
    size_t count = middle_lines(wheel, &small, lines);
    Pos height = (head.size + year.size) * 110 / 100 + (Pos)count * small.size * 125 / 100;
    Pos y = wheel->centre.y - height / 2 - small.size / 2;
    svg_put_circle(out, wheel->centre, wheel->hub, "fill=\"#ffffff\" stroke=\"#6b7480\" stroke-width=\"1\"");
    put_centred(wheel, out, &y, &head, phrase_capital(wheel->teller.arena, str_of(word(WORD_CALENDAR, wheel->teller.lang))));
    y -= year.size * 25 / 100;
    put_centred(wheel, out, &y, &year, str_of(arena_printf(wheel->teller.arena, "%d", wheel->teller.calendar->year)));
    y += small.size / 4;
    for (size_t i = 0; i < count; i++)
        put_centred(wheel, out, &y, &small, lines[i]);
}

void wheel_draw_face(const Wheel *wheel, StrBuf *out)
{
    put_rings(wheel, out);
    put_months(wheel, out);
    put_middle(wheel, out);
    if (!wheel->counted)
        wheel_draw_lines(wheel, out);
}

void wheel_draw_lines(const Wheel *wheel, StrBuf *out)
{
    put_month_lines(wheel, out);
    put_as_of(wheel, out);
}
