/* chart.c: the frame of the pictures of scenarios: title, text alternative, notes. Part of chart_parts.h. */
#include "report/chart_parts.h"

#define TITLE_LINES ((size_t)2)
#define TOLD_MOST ((size_t)6000)     /* columns of the text alternative */
#define FONTS "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

const char *chart_say(const Chart *chart, const char *swedish, const char *english)
{
    return chart->head->lang == LANG_EN ? english : swedish;
}

Str chart_take(const Chart *chart, StrBuf *buf)
{
    Str text = str_dup(chart->arena, strbuf_str(buf));
    strbuf_free(buf);
    return text;
}

/* Letters, digits and hyphens of what was asked for: what may stand in an id and in url(#…). */
static Str clean_id(const Chart *chart, Str id)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < id.n && i < 40; i++) {
        char c = id.s[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
            strbuf_putc(&buf, c);
    }
    if (!buf.n || buf.s[0] == '-' || (buf.s[0] >= '0' && buf.s[0] <= '9')) {
        strbuf_free(&buf);
        return STR_LIT("styr");
    }
    return chart_take(chart, &buf);
}

Chart chart_begin(const ChartHead *head)
{
    Chart chart = {.arena = arena_new(), .head = head, .y = CHART_MARGIN};
    chart.id = clean_id(&chart, head->id);
    return chart;
}

static void put_lines(Chart *chart, Pos left, Str text, size_t most, const Font *font, Pos line)
{
    Str lines[8];
    size_t count = svg_wrap(chart->arena, text, font, CHART_WIDTH - CHART_MARGIN - left, most < 8 ? most : 8, lines);
    for (size_t i = 0; i < count; i++) {
        chart->y += line;
        svg_put_line_of_text(&chart->body, (Point){left, chart->y}, ANCHOR_START, font, lines[i]);
    }
}

void chart_put_heading(Chart *chart)
{
    Font title = {20 * SVG_UNIT, true, CHART_INK}, subtitle = {14 * SVG_UNIT, false, CHART_GREY};
    chart->y = CHART_MARGIN - 6 * SVG_UNIT;
    put_lines(chart, CHART_MARGIN, text_shown(chart->arena, chart->head->title, 300), TITLE_LINES, &title, 24 * SVG_UNIT);
    put_lines(chart, CHART_MARGIN, text_shown(chart->arena, chart->head->subtitle, 300), TITLE_LINES, &subtitle, 20 * SVG_UNIT);
    chart->y += 14 * SVG_UNIT;
}

void chart_put_note(Chart *chart, Pos left, Str text, size_t most, const char *colour)
{
    Font font = {CHART_SMALL, false, colour};
    put_lines(chart, left, text_shown(chart->arena, text, 1000), most, &font, CHART_LINE);
}

void chart_put_label(Chart *chart, Point at, Anchor anchor, bool bold, Str text)
{
    Font font = {CHART_SMALL, bold, CHART_INK};
    strbuf_puts(&chart->body, "<g stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">");
    svg_put_line_of_text(&chart->body, at, anchor, &font, text);
    strbuf_puts(&chart->body, "</g>\n");
}

void chart_put_rect(StrBuf *out, Pos left, Pos top, Pos right, Pos bottom, const char *style)
{
    strbuf_puts(out, "<rect");
    svg_put_attribute(out, "x", left);
    svg_put_attribute(out, "y", top);
    svg_put_attribute(out, "width", right - left);
    svg_put_attribute(out, "height", bottom - top);
    strbuf_printf(out, " %s/>\n", style);
}

void chart_spread(Pos *at, size_t count, Pos apart, Pos top, Pos bottom)
{
    for (size_t i = 0; i < count; i++) {
        Pos least = i ? at[i - 1] + apart : top;
        at[i] = at[i] < least ? least : at[i];
    }
    for (size_t i = count; i-- > 0;) {
        Pos most = i + 1 < count ? at[i + 1] - apart : bottom;
        at[i] = at[i] > most ? most : at[i];
    }
}

static void put_head(const Chart *chart, StrBuf *out, Pos height)
{
    strbuf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"%s\" viewBox=\"0 0 ", chart->head->lang == LANG_EN ? "en" : "sv");
    svg_put_pos(out, CHART_WIDTH);
    strbuf_putc(out, ' ');
    svg_put_pos(out, height);
    strbuf_putc(out, '"');
    svg_put_attribute(out, "width", CHART_WIDTH);
    svg_put_attribute(out, "height", height);
    strbuf_printf(out, " role=\"img\" aria-labelledby=\"" STR_FMT "-title " STR_FMT "-desc\" font-family=\"" FONTS "\">\n<title id=\"" STR_FMT "-title\">",
        STR_ARG(chart->id), STR_ARG(chart->id), STR_ARG(chart->id));
    svg_put_text(out, text_shown(chart->arena, chart->head->title, 300));
    strbuf_printf(out, "</title>\n<desc id=\"" STR_FMT "-desc\">", STR_ARG(chart->id));
}

void chart_finish(Chart *chart, StrBuf *out, StrBuf *told)
{
    if (chart->head->origin.n) {
        chart->y += 6 * SVG_UNIT;
        chart_put_note(chart, CHART_MARGIN, chart->head->origin, 2, CHART_GREY);
    }
    put_head(chart, out, chart->y + CHART_MARGIN);
    svg_put_text(out, text_shown(chart->arena, strbuf_str(told), TOLD_MOST));
    strbuf_puts(out, "</desc>\n");
    chart_put_patterns(chart, out);
    strbuf_puts(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    strbuf_put(out, strbuf_str(&chart->body));
    strbuf_puts(out, "</svg>\n");
    strbuf_free(told);
    strbuf_free(&chart->body);
    arena_free(chart->arena);
}
