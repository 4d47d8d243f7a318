/* chart_levels.c: how levels look in pictures: a colour, a pattern, a letter and a shape each, of which any one is enough. Part of chart_parts.h. */
#include "base/utf8.h"
#include "report/chart_parts.h"

#define SHADES 3

/* From best to worst. Each is darker than the one before it or parted from it in blue and yellow, which all can tell; black on any of them has a
 * contrast of 7 or more. */
static const uint8_t shades[SHADES][3] = {{0xc9, 0xe6, 0xd8}, {0xfb, 0xe4, 0xa0}, {0xe8, 0x9a, 0x80}};

const char *chart_level_fill(const Chart *chart, size_t level)
{
    size_t last = chart->head->level_count > 1 ? chart->head->level_count - 1 : 1, way = (level < last ? level : last) * (SHADES - 1);
    size_t shade = way / last, part = way % last;
    unsigned mixed[3];
    for (size_t i = 0; i < 3; i++)
        mixed[i] = part ? (unsigned)((shades[shade][i] * (last - part) + shades[shade + 1][i] * part) / last) : shades[shade][i];
    return arena_printf(chart->arena, "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
}

static Str first_letter(Str name)
{
    size_t at = 0;
    utf8_next(name, &at);
    return (Str){name.s, at};
}

static bool letters_differ(const Chart *chart)
{
    const ChartHead *head = chart->head;
    for (size_t i = 0; i < head->level_count; i++) {
        if (!head->level_names[i].n)
            return false;
        for (size_t j = 0; j < i; j++)
            if (str_eq(phrase_capital(chart->arena, first_letter(head->level_names[i])), phrase_capital(chart->arena, first_letter(head->level_names[j]))))
                return false;
    }
    return true;
}

Str chart_level_letter(const Chart *chart, size_t level)
{
    if (level >= chart->head->level_count)
        return STR_LIT("?");
    if (letters_differ(chart))
        return phrase_capital(chart->arena, text_shown(chart->arena, first_letter(chart->head->level_names[level]), 2));
    return str_of(arena_printf(chart->arena, "%zu", level + 1));
}

Str chart_level_name(const Chart *chart, uint8_t level)
{
    if (level >= chart->head->level_count)
        return str_of(chart_say(chart, "kan inte bedömas", "cannot be assessed"));
    return text_shown(chart->arena, chart->head->level_names[level], 60);
}

/* ---- shapes ---- */

void chart_put_marker(const Chart *chart, StrBuf *out, Point at, uint8_t level)
{
    static const char *const style = "fill=\"" CHART_BLUE "\" stroke=\"#ffffff\" stroke-width=\"1.5\"";
    Pos r = 5 * SVG_UNIT;
    Point triangle[] = {{at.x, at.y - r * 120 / 100}, {at.x + r * 115 / 100, at.y + r * 80 / 100}, {at.x - r * 115 / 100, at.y + r * 80 / 100}};
    if (level >= chart->head->level_count)
        svg_put_circle(out, at, r - SVG_UNIT, "fill=\"#ffffff\" stroke=\"" CHART_BLUE "\" stroke-width=\"2\"");
    else if (level == 0)
        svg_put_circle(out, at, r, style);
    else if (level + 1u < chart->head->level_count)
        svg_put_polygon(out, triangle, 3, style);
    else
        chart_put_rect(out, at.x - r * 90 / 100, at.y - r * 90 / 100, at.x + r * 90 / 100, at.y + r * 90 / 100, style);
}

/* ---- patterns ---- */

/* Between the best, which has none, and the worst, which has stripes, dots that stand closer the worse it is. */
void chart_put_patterns(const Chart *chart, StrBuf *out)
{
    size_t count = chart->head->level_count;
    if (count < 2)
        return;
    strbuf_puts(out, "<defs>\n");
    for (size_t level = 1; level < count; level++) {
        bool worst = level + 1 == count;
        size_t side = worst ? 9 : 14 - 6 * level / count;
        strbuf_printf(out, "<pattern id=\"" STR_FMT "-l%zu\" width=\"%zu\" height=\"%zu\" patternUnits=\"userSpaceOnUse\"%s>", STR_ARG(chart->id), level, side, side,
            worst ? " patternTransform=\"rotate(45)\"" : "");
        strbuf_puts(out, worst ? "<path d=\"M0 0V9\" stroke=\"#8f2f17\" stroke-width=\"1.6\" stroke-opacity=\"0.55\"/>" :
            "<circle cx=\"3\" cy=\"3\" r=\"1.1\" fill=\"#7a4f00\" fill-opacity=\"0.6\"/>");
        strbuf_puts(out, "</pattern>\n");
    }
    strbuf_puts(out, "</defs>\n");
}

Str chart_pattern(const Chart *chart, size_t level)
{
    if (level == 0 || level >= chart->head->level_count)
        return (Str){0};
    return str_of(arena_printf(chart->arena, "fill=\"url(#" STR_FMT "-l%zu)\"", STR_ARG(chart->id), level));
}
