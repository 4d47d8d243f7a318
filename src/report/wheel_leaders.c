/* wheel_leaders.c: the lines from what lies in the wheel to its labels, and the labels' texts. Part of the drawing; see wheel.h. */
#include "report/wheel.h"

/* ---- leaders ---- */

static void put_point(StrBuf *out, const char *letter, Point point)
{
    strbuf_puts(out, letter);
    svg_put_pos(out, point.x);
    strbuf_putc(out, ' ');
    svg_put_pos(out, point.y);
}

static void put_leader(const Wheel *wheel, StrBuf *out, const WheelLabel *label)
{
    strbuf_puts(out, "<path d=\"");
    put_point(out, "M", svg_polar(wheel->centre, label->radius, label->angle));
    put_point(out, "L", svg_polar(wheel->centre, WHEEL_RIM, label->angle));
    put_point(out, "L", svg_polar(wheel->centre, WHEEL_EXIT, label->exit));
    if (label->track != WHEEL_EXIT)
        put_point(out, "L", svg_polar(wheel->centre, label->track, label->exit));
    if (label->leaving != label->exit) {
        strbuf_puts(out, "A");
        svg_put_pos(out, label->track);
        strbuf_puts(out, " ");
        svg_put_pos(out, label->track);
        put_point(out, label->leaving > label->exit ? " 0 0 1 " : " 0 0 0 ", svg_polar(wheel->centre, label->track, label->leaving));
    }
    put_point(out, "L", wheel_leader_end(wheel, label));
    strbuf_puts(out, "\"/>\n");
}

void wheel_draw_leaders(const Wheel *wheel, StrBuf *out)
{
    if (!wheel->labels.count)
        return;
    strbuf_puts(out, "<g fill=\"none\" stroke=\"#5a626b\" stroke-width=\"1\">\n");
    for (VEC_EACH(const WheelLabel, label, &wheel->labels))
        put_leader(wheel, out, label);
    strbuf_puts(out, "</g>\n");
}

/* ---- texts ---- */

/* The first ring's letter is farthest to the left on both sides. */
static void put_badges(const Wheel *wheel, StrBuf *out, const WheelLabel *label, Pos near)
{
    Pos left = label->right ? near : near - (Pos)label->ring_count * WHEEL_BADGE;
    for (size_t i = 0; i < label->ring_count; i++) {
        Point middle = {left + (Pos)i * WHEEL_BADGE + WHEEL_BADGE / 2 - SVG_UNIT, label->top + WHEEL_FIRST_LINE};
        wheel_draw_badge(wheel, out, middle, label->rings[i]);
    }
}

static void put_label(const Wheel *wheel, StrBuf *out, const WheelLabel *label)
{
    Pos near = wheel->centre.x + (label->right ? WHEEL_LABELS : -WHEEL_LABELS), indent = wheel_badges_width(label);
    Anchor anchor = label->right ? ANCHOR_START : ANCHOR_END;
    Point at = {label->right ? near + indent : near - indent, label->top};
    put_badges(wheel, out, label, near);
    for (size_t i = 0; i < label->title_lines; i++, at.y += WHEEL_TITLE_LINE)
        svg_put_line_of_text(out, (Point){at.x, at.y + WHEEL_TITLE_LINE * 80 / 100}, anchor, &wheel->title_font, label->title[i]);
    for (size_t i = 0; i < label->fact_lines; i++, at.y += WHEEL_FACT_LINE)
        svg_put_line_of_text(out, (Point){at.x, at.y + WHEEL_FACT_LINE * 80 / 100}, anchor, &wheel->fact_font, label->facts[i]);
}

void wheel_draw_labels(const Wheel *wheel, StrBuf *out)
{
    for (size_t i = 0; i < wheel->labels.count; i++)
        put_label(wheel, out, &wheel->labels.items[wheel->order[i]]);
}
