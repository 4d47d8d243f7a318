/* wheel_marks.c: arcs, marks and the letters of the rings. Part of the drawing of the wheel; see wheel.h. */
#include "report/wheel.h"

#define MARK_MOST (6 * SVG_UNIT + SVG_UNIT / 2)
#define BADGE (16 * SVG_UNIT)
#define DOT (2 * SVG_UNIT + SVG_UNIT / 2)

const RingStyle *wheel_ring_style(const Wheel *wheel, size_t ring)
{
    static const RingStyle styles[RINGS_MOST] = {
        {"#1f4e79", "#1f4e79"}, {"#7a4f00", "#f0b44c"}, {"#2c5a1e", "#4f8a3c"}, {"#5d3f9e", "#d5c8f0"},
        {"#8f2f17", "#8f2f17"}, {"#005f61", "#a6dadc"}, {"#4d4d4d", "#8c8c8c"},
    };
    bool other = wheel->has_other && ring + 1 == wheel->ring_count;
    return &styles[other ? RINGS_MOST - 1 : ring];
}

void wheel_draw_badge(const Wheel *wheel, StrBuf *out, Point at, size_t ring)
{
    char letter[2] = {(char)('A' + ring), '\0'};
    Font font = {WHEEL_SMALL, true, "#ffffff"};
    strbuf_puts(out, "<rect");
    svg_put_attribute(out, "x", at.x - BADGE / 2);
    svg_put_attribute(out, "y", at.y - BADGE / 2);
    svg_put_attribute(out, "width", BADGE);
    svg_put_attribute(out, "height", BADGE);
    strbuf_printf(out, " rx=\"3\" fill=\"%s\"/>\n", wheel_ring_style(wheel, ring)->dark);
    svg_put_line_of_text(out, (Point){at.x, at.y + font.size * 36 / 100}, ANCHOR_MIDDLE, &font, str_of(letter));
}

/* ---- marks ---- */

static void put_shape(StrBuf *out, Point at, Pos radius, MarkLook look, const char *style)
{
    Pos corner = radius * 115 / 100, half = radius * 85 / 100;
    Point diamond[] = {{at.x, at.y - corner}, {at.x + corner, at.y}, {at.x, at.y + corner}, {at.x - corner, at.y}};
    Point triangle[] = {{at.x - half, at.y - half}, {at.x + radius, at.y}, {at.x - half, at.y + half}};
    if (look.first_day)
        svg_put_polygon(out, triangle, 3, style);
    else if (look.statutory)
        svg_put_polygon(out, diamond, 4, style);
    else
        svg_put_circle(out, at, radius, style);
}

void wheel_draw_mark(StrBuf *out, Point at, Pos radius, const RingStyle *style, MarkLook look)
{
    StrBuf attributes = {0};
    Pos shape = look.optional ? radius - SVG_UNIT : radius;
    strbuf_printf(&attributes, "fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"", look.optional ? "#ffffff" : style->dark,
        look.optional ? style->dark : "#ffffff", look.optional ? "2" : "1");
    put_shape(out, at, shape, look, attributes.s);
    strbuf_clear(&attributes);
    strbuf_printf(&attributes, "fill=\"%s\"", look.optional ? style->dark : "#ffffff");
    if (look.election_year)
        svg_put_circle(out, at, radius * 38 / 100, attributes.s);
    strbuf_free(&attributes);
}

static MarkLook look_of(const Duty *duty)
{
    return (MarkLook){duty->statutory, !duty->has_deadline, duty->optional, duty->election_year};
}

/* ---- items ---- */

static Str told(const Wheel *wheel, const DutyGroup *group)
{
    const CalendarTeller *teller = &wheel->teller;
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT ": " STR_FMT, STR_ARG(duty_title(teller, group->duty)), STR_ARG(duty_when(teller, group->duty)));
    Str bodies = group_bodies(teller, group), withs = group_withs(teller, group);
    if (bodies.n)
        strbuf_printf(&buf, ", " STR_FMT, STR_ARG(bodies));
    if (withs.n)
        strbuf_printf(&buf, " %s " STR_FMT, word(WORD_WITH, teller->lang), STR_ARG(withs));
    return teller_take(teller, &buf);
}

static Pos mark_radius(const WheelItem *item)
{
    Pos most = (item->outer - item->inner) / 2;
    return most < MARK_MOST ? most : MARK_MOST;
}

/* What an arc cannot say stands as a mark at its end. */
static void put_arc_end(const Wheel *wheel, StrBuf *out, const WheelItem *item, const RingStyle *style)
{
    const Duty *duty = item->group->duty;
    if (!duty->statutory && !duty->election_year)
        return;
    Point at = svg_polar(wheel->centre, (item->inner + item->outer) / 2, item->to - SVG_DEGREE);
    MarkLook look = look_of(duty);
    look.optional = false;
    wheel_draw_mark(out, at, mark_radius(item), style, look);
}

static void put_arc(const Wheel *wheel, StrBuf *out, const WheelItem *item, const RingStyle *style)
{
    bool optional = item->group->duty->optional;
    strbuf_puts(out, "<path d=\"");
    svg_put_sector(out, wheel->centre, item->inner + SVG_UNIT, item->outer - SVG_UNIT, item->from, item->to);
    strbuf_printf(out, "\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n", optional ? "#ffffff" : style->fill, style->dark, optional ? "1.5" : "1",
        optional ? " stroke-dasharray=\"4 2.5\"" : "");
    put_arc_end(wheel, out, item, style);
    Point middle = svg_polar(wheel->centre, (item->inner + item->outer) / 2, item->at);
    svg_put_circle(out, middle, DOT, "fill=\"#ffffff\" stroke=\"#1a1a1a\" stroke-width=\"1\"");
}

static void put_item(const Wheel *wheel, StrBuf *out, const WheelItem *item)
{
    const RingStyle *style = wheel_ring_style(wheel, item->ring);
    strbuf_puts(out, "<g>");
    svg_put_title(out, told(wheel, item->group));
    strbuf_putc(out, '\n');
    if (item->arc)
        put_arc(wheel, out, item, style);
    else
        wheel_draw_mark(out, svg_polar(wheel->centre, (item->inner + item->outer) / 2, item->from), mark_radius(item), style, look_of(item->group->duty));
    strbuf_puts(out, "</g>\n");
}

/* ---- counts of months ---- */

/* Darker for more, and light enough for black figures. */
static const char *shade_of(size_t count)
{
    return count < 3 ? "#e3ebf4" : count < 6 ? "#cbd9e9" : count < 12 ? "#b0c6de" : "#94b2d1";
}

static void put_cell(const Wheel *wheel, StrBuf *out, const WheelRing *ring, size_t month)
{
    Font font = {WHEEL_SMALL, false, "#1a1a1a"};
    Angle from = wheel_month(month), to = wheel_month(month + 1);
    strbuf_puts(out, "<g>");
    Str name = str_of(month_name((int)month + 1, wheel->teller.lang == LANG_EN)), count = calendar_count(&wheel->teller, ring->months[month]);
    svg_put_title(out, str_of(arena_printf(wheel->teller.arena, STR_FMT ", " STR_FMT ": " STR_FMT, STR_ARG(ring->name), STR_ARG(name), STR_ARG(count))));
    strbuf_puts(out, "\n<path d=\"");
    svg_put_sector(out, wheel->centre, ring->inner, ring->outer, from, to);
    strbuf_printf(out, "\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n", shade_of(ring->months[month]));
    Point at = svg_polar(wheel->centre, (ring->inner + ring->outer) / 2, (from + to) / 2);
    at.y += font.size * 36 / 100;
    svg_put_line_of_text(out, at, ANCHOR_MIDDLE, &font, str_of(arena_printf(wheel->teller.arena, "%zu", ring->months[month])));
    strbuf_puts(out, "</g>\n");
}

static void put_cells(const Wheel *wheel, StrBuf *out)
{
    for (size_t i = 0; i < wheel->ring_count; i++)
        for (size_t month = 0; month < MONTHS; month++)
            if (wheel->rings[i].months[month])
                put_cell(wheel, out, &wheel->rings[i], month);
}

void wheel_draw_items(const Wheel *wheel, StrBuf *out)
{
    if (wheel->counted) {
        put_cells(wheel, out);
        wheel_draw_lines(wheel, out);
        return;
    }
    for (VEC_EACH(const WheelItem, item, &wheel->items))
        put_item(wheel, out, item);
}
