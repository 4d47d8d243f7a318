/* svg.c: positions, circles and escapes; see svg.h. */
#include "report/svg.h"

#include "base/utf8.h"

#define TURN (360 * SVG_DEGREE)
#define ONE ((int64_t)1000000)       /* the sine of 90 degrees */

/* The sine of 0 to 90 degrees, in millionths. In between it is near enough a straight line: the error is below a thirtieth of a thousandth. */
static const int32_t sines[] = {
    0, 17452, 34899, 52336, 69756, 87156, 104528, 121869, 139173, 156434, 173648, 190809, 207912, 224951, 241922, 258819, 275637, 292372, 309017,
    325568, 342020, 358368, 374607, 390731, 406737, 422618, 438371, 453990, 469472, 484810, 500000, 515038, 529919, 544639, 559193, 573576, 587785,
    601815, 615661, 629320, 642788, 656059, 669131, 681998, 694658, 707107, 719340, 731354, 743145, 754710, 766044, 777146, 788011, 798636, 809017,
    819152, 829038, 838671, 848048, 857167, 866025, 874620, 882948, 891007, 898794, 906308, 913545, 920505, 927184, 933580, 939693, 945519, 951057,
    956305, 961262, 965926, 970296, 974370, 978148, 981627, 984808, 987688, 990268, 992546, 994522, 996195, 997564, 998630, 999391, 999848, 1000000,
};

static int64_t sine_of(Angle angle)
{
    angle = (angle % TURN + TURN) % TURN;
    if (angle >= TURN / 2)
        return -sine_of(angle - TURN / 2);
    if (angle > TURN / 4)
        angle = TURN / 2 - angle;
    int32_t degree = angle / SVG_DEGREE, part = angle % SVG_DEGREE;
    return part ? sines[degree] + (int64_t)(sines[degree + 1] - sines[degree]) * part / SVG_DEGREE : sines[degree];
}

/* Rounded to the nearest, halves away from zero. */
static Pos scaled(Pos radius, int64_t sine)
{
    int64_t product = radius * sine;
    return (Pos)((product + (product < 0 ? -ONE / 2 : ONE / 2)) / ONE);
}

Point svg_polar(Point centre, Pos radius, Angle angle)
{
    return (Point){centre.x + scaled(radius, sine_of(angle)), centre.y - scaled(radius, sine_of(angle + TURN / 4))};
}

void svg_put_pos(StrBuf *out, Pos pos)
{
    Pos size = pos < 0 ? -pos : pos, cents = size % SVG_UNIT;
    strbuf_printf(out, "%s%d", pos < 0 ? "-" : "", size / SVG_UNIT);
    if (cents)
        strbuf_printf(out, cents % 10 ? ".%02d" : ".%d", cents % 10 ? cents : cents / 10);
}

void svg_put_attribute(StrBuf *out, const char *name, Pos pos)
{
    strbuf_printf(out, " %s=\"", name);
    svg_put_pos(out, pos);
    strbuf_putc(out, '"');
}

static const char *entity_of(uint32_t c)
{
    switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

/* Control characters and the two that are no characters. */
static bool is_allowed(uint32_t c)
{
    return c >= 0x20 && c != 0xfffe && c != 0xffff;
}

void svg_put_text(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        const char *entity = entity_of(c);
        if (entity)
            strbuf_puts(out, entity);
        else
            utf8_put(out, is_allowed(c) ? c : 0xfffd);
    }
}

void svg_put_title(StrBuf *out, Str text)
{
    strbuf_puts(out, "<title>");
    svg_put_text(out, text);
    strbuf_puts(out, "</title>");
}

static void put_pair(StrBuf *out, char letter, Point point)
{
    strbuf_putc(out, letter);
    svg_put_pos(out, point.x);
    strbuf_putc(out, ' ');
    svg_put_pos(out, point.y);
}

static void put_bow(StrBuf *out, Pos radius, bool large, bool clockwise, Point to)
{
    strbuf_putc(out, 'A');
    svg_put_pos(out, radius);
    strbuf_putc(out, ' ');
    svg_put_pos(out, radius);
    strbuf_printf(out, " 0 %d %d ", large, clockwise);
    svg_put_pos(out, to.x);
    strbuf_putc(out, ' ');
    svg_put_pos(out, to.y);
}

void svg_put_sector(StrBuf *out, Point centre, Pos inner, Pos outer, Angle from, Angle to)
{
    bool large = to - from > TURN / 2;
    put_pair(out, 'M', svg_polar(centre, outer, from));
    put_bow(out, outer, large, true, svg_polar(centre, outer, to));
    put_pair(out, 'L', svg_polar(centre, inner, to));
    put_bow(out, inner, large, false, svg_polar(centre, inner, from));
    strbuf_putc(out, 'Z');
}

void svg_put_line(StrBuf *out, Point from, Point to, const char *style)
{
    strbuf_puts(out, "<path d=\"");
    put_pair(out, 'M', from);
    put_pair(out, 'L', to);
    strbuf_printf(out, "\" %s/>\n", style);
}

void svg_put_circle(StrBuf *out, Point centre, Pos radius, const char *style)
{
    strbuf_puts(out, "<circle");
    svg_put_attribute(out, "cx", centre.x);
    svg_put_attribute(out, "cy", centre.y);
    svg_put_attribute(out, "r", radius);
    strbuf_printf(out, " %s/>\n", style);
}

void svg_put_polygon(StrBuf *out, const Point *points, size_t count, const char *style)
{
    strbuf_puts(out, "<path d=\"");
    for (size_t i = 0; i < count; i++) {
        strbuf_putc(out, i ? 'L' : 'M');
        svg_put_pos(out, points[i].x);
        strbuf_putc(out, ' ');
        svg_put_pos(out, points[i].y);
    }
    strbuf_printf(out, "Z\" %s/>\n", style);
}
