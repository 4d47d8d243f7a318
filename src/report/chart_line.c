/* chart_line.c: what an indicator becomes as one parameter is varied: a line over bands of levels, with the places where it tips. See chart.h. */
#include "report/chart_parts.h"

#define PLOT_HEIGHT (340 * SVG_UNIT)
#define BAND_NAMES (150 * SVG_UNIT)        /* right of the plot */
#define BADGE (9 * SVG_UNIT)               /* radius */
#define MARKERS_MOST ((size_t)60)          /* more points are a line only */
#define TICKS ((size_t)8)
#define TIPS_MOST ((size_t)9)
#define TOLD_POINTS ((size_t)40)

typedef struct Line {
    Chart chart;
    const ChartLine *data;
    ChartScale x, y;
    ChartUnit x_unit, y_unit;              /* with the decimals of the values, not of the ticks */
    Pos left, top, right, bottom;
} Line;

/* ---- scales ---- */

static void widen(Fix value, Fix *low, Fix *high)
{
    *low = value < *low ? value : *low;
    *high = value > *high ? value : *high;
}

/* From the least to the greatest value, and to the limits of bands that are no further away than that. */
static bool bounds_of(const ChartLine *data, Fix *low, Fix *high)
{
    bool any = false;
    for (size_t i = 0; i < data->point_count; i++) {
        const ChartPoint *point = &data->points[i];
        if (point->missing)
            continue;
        if (!any)
            *low = *high = point->y;
        any = true;
        widen(point->y, low, high);
    }
    Wide span = (Wide)*high - *low, room = span ? span : (*high < 0 ? -(Wide)*high : *high) / 10, least = *low - room, most = *high + room;
    for (size_t i = 0; any && i < data->band_count; i++) {
        const ChartBand *band = &data->bands[i];
        if (!band->open_from && band->from >= least && band->from <= most)
            widen(band->from, low, high);
        if (!band->open_to && band->to >= least && band->to <= most)
            widen(band->to, low, high);
    }
    return any;
}

static void set_scales(Line *line)
{
    const ChartLine *data = line->data;
    Fix low = 0, high = 0, first = data->points[0].x, last = data->points[data->point_count - 1].x;
    bounds_of(data, &low, &high);
    line->x_unit = chart_unit(&line->chart, &data->x, first, last);
    line->y_unit = chart_unit(&line->chart, &data->y, low, high);
    line->x = chart_scale(&line->x_unit, first, last, 10, false);
    line->y = chart_scale(&line->y_unit, low, high, TICKS, true);
}

static void set_places(Line *line)
{
    Chart *chart = &line->chart;
    line->top = chart->y + 26 * SVG_UNIT + (line->data->tip_count ? 2 * BADGE + 6 * SVG_UNIT : 0);
    line->bottom = line->top + PLOT_HEIGHT;
    line->left = CHART_MARGIN + chart_ticks_width(chart, &line->y) + 10 * SVG_UNIT;
    line->right = CHART_WIDTH - CHART_MARGIN - (line->data->band_count ? BAND_NAMES : 12 * SVG_UNIT);
    line->x.from = line->left + 12 * SVG_UNIT, line->x.to = line->right - 12 * SVG_UNIT;
    line->y.from = line->bottom, line->y.to = line->top;
}

/* ---- bands ---- */

static Wide within(const ChartScale *scale, Wide value)
{
    return value < scale->low ? scale->low : value > scale->high ? scale->high : value;
}

static bool band_places(const Line *line, const ChartBand *band, Pos *top, Pos *bottom)
{
    *bottom = chart_at(&line->y, band->open_from ? line->y.low : within(&line->y, band->from));
    *top = chart_at(&line->y, band->open_to ? line->y.high : within(&line->y, band->to));
    return *bottom > *top;
}

static void put_bands(Line *line)
{
    Chart *chart = &line->chart;
    for (size_t i = 0; i < line->data->band_count; i++) {
        const ChartBand *band = &line->data->bands[i];
        Pos top, bottom;
        if (band->level >= chart->head->level_count || !band_places(line, band, &top, &bottom))
            continue;
        chart_put_rect(&chart->body, line->left, top, line->right, bottom, arena_printf(chart->arena, "fill=\"%s\"", chart_level_fill(chart, band->level)));
        Str pattern = chart_pattern(chart, band->level);
        if (pattern.n)
            chart_put_rect(&chart->body, line->left, top, line->right, bottom, pattern.s);
    }
}

/* A name beside a band, or beside the highest of those with the same level. */
typedef struct BandName { Pos middle, height; uint8_t level; } BandName;

static void add_band_name(BandName *by_level, uint8_t level, Pos top, Pos bottom)
{
    if (bottom - top > by_level[level].height)
        by_level[level] = (BandName){(top + bottom) / 2, bottom - top, level};
}

/* Those that there are, from the top. */
static size_t band_names(const Line *line, BandName *names)
{
    BandName by_level[CHART_LEVELS] = {{0}};
    size_t count = 0;
    Pos top, bottom;
    for (size_t i = 0; i < line->data->band_count; i++) {
        const ChartBand *band = &line->data->bands[i];
        if (band->level < line->chart.head->level_count && band_places(line, band, &top, &bottom))
            add_band_name(by_level, band->level, top, bottom);
    }
    for (size_t level = 0; level < CHART_LEVELS; level++) {
        size_t place = count;
        if (!by_level[level].height)
            continue;
        for (; place && names[place - 1].middle > by_level[level].middle; place--)
            names[place] = names[place - 1];
        names[place] = by_level[level];
        count++;
    }
    return count;
}

/* To the right, apart where bands are narrow; a thin line leads to the band. */
static void put_band_names(Line *line)
{
    Chart *chart = &line->chart;
    BandName names[CHART_LEVELS];
    Pos at[CHART_LEVELS];
    size_t count = band_names(line, names);
    Font font = {CHART_SMALL, false, CHART_INK};
    for (size_t i = 0; i < count; i++)
        at[i] = names[i].middle;
    chart_spread(at, count, CHART_LINE, line->top + 6 * SVG_UNIT, line->bottom - 6 * SVG_UNIT);
    for (size_t i = 0; i < count; i++) {
        Str text = {0};
        svg_wrap(chart->arena, chart_level_name(chart, names[i].level), &font, BAND_NAMES - 22 * SVG_UNIT, 1, &text);
        svg_put_line(&chart->body, (Point){line->right + 2 * SVG_UNIT, names[i].middle}, (Point){line->right + 16 * SVG_UNIT, at[i]},
            "stroke=\"" CHART_GREY "\" stroke-width=\"0.8\"");
        svg_put_line_of_text(&chart->body, (Point){line->right + 20 * SVG_UNIT, at[i] + CHART_SMALL * 36 / 100}, ANCHOR_START, &font, text);
    }
}

/* ---- line and points ---- */

static Point point_of(const Line *line, const ChartPoint *point)
{
    return (Point){chart_at(&line->x, point->x), chart_at(&line->y, within(&line->y, point->y))};
}

/* One path; it begins anew behind what is missing. */
static void put_line(Line *line)
{
    StrBuf *out = &line->chart.body;
    bool drawing = false;
    strbuf_puts(out, "<path d=\"");
    for (size_t i = 0; i < line->data->point_count; i++) {
        const ChartPoint *point = &line->data->points[i];
        if (!point->missing) {
            Point at = point_of(line, point);
            strbuf_putc(out, drawing ? 'L' : 'M');
            svg_put_pos(out, at.x);
            strbuf_putc(out, ' ');
            svg_put_pos(out, at.y);
        }
        drawing = !point->missing;
    }
    strbuf_puts(out, "\" fill=\"none\" stroke=\"" CHART_BLUE "\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>\n");
}

/* "3,5 %: 48,1 mnkr, Uppfyllt" */
static Str point_told(const Line *line, const ChartPoint *point)
{
    const Chart *chart = &line->chart;
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT ": ", STR_ARG(chart_quantity(chart, &line->x_unit, point->x)));
    strbuf_put(&buf, point->missing ? str_of(chart_say(chart, "saknas", "missing")) : chart_quantity(chart, &line->y_unit, point->y));
    if (chart->head->level_count && !point->missing)
        strbuf_printf(&buf, ", " STR_FMT, STR_ARG(chart_level_name(chart, point->level)));
    return chart_take(chart, &buf);
}

static void put_points(Line *line)
{
    Chart *chart = &line->chart;
    bool levels = chart->head->level_count > 0;
    for (size_t i = 0; i < line->data->point_count && line->data->point_count <= MARKERS_MOST; i++) {
        const ChartPoint *point = &line->data->points[i];
        strbuf_puts(&chart->body, "<g>");
        svg_put_title(&chart->body, point_told(line, point));
        strbuf_putc(&chart->body, '\n');
        if (point->missing)
            chart_put_label(chart, (Point){chart_at(&line->x, point->x), line->bottom - 6 * SVG_UNIT}, ANCHOR_MIDDLE, true, STR_LIT("?"));
        else if (levels)
            chart_put_marker(chart, &chart->body, point_of(line, point), point->level);
        else
            svg_put_circle(&chart->body, point_of(line, point), 4 * SVG_UNIT, "fill=\"" CHART_BLUE "\" stroke=\"#ffffff\" stroke-width=\"1.5\"");
        strbuf_puts(&chart->body, "</g>\n");
    }
}

/* ---- where it tips, and where it is today ---- */

static size_t tips_shown(const Line *line)
{
    return line->data->tip_count < TIPS_MOST ? line->data->tip_count : TIPS_MOST;
}

static void put_tips(Line *line)
{
    Chart *chart = &line->chart;
    Pos at[TIPS_MOST];
    size_t count = tips_shown(line);
    Font font = {CHART_SMALL, true, "#ffffff"};
    for (size_t i = 0; i < count; i++)
        at[i] = (chart_at(&line->x, within(&line->x, line->data->tips[i].before)) + chart_at(&line->x, within(&line->x, line->data->tips[i].after))) / 2;
    Pos tip[TIPS_MOST];
    for (size_t i = 0; i < count; i++)
        tip[i] = at[i];
    chart_spread(at, count, 2 * BADGE + 2 * SVG_UNIT, line->left, line->right);
    Pos y = line->top - BADGE - 5 * SVG_UNIT;
    for (size_t i = 0; i < count; i++) {
        svg_put_line(&chart->body, (Point){tip[i], line->top}, (Point){tip[i], line->bottom}, "stroke=\"" CHART_INK "\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"");
        svg_put_line(&chart->body, (Point){tip[i], line->top}, (Point){at[i], y}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
    }
    for (size_t i = 0; i < count; i++) {
        Point place = {at[i], y + CHART_SMALL * 36 / 100};
        svg_put_circle(&chart->body, (Point){at[i], y}, BADGE, "fill=\"" CHART_INK "\" stroke=\"#ffffff\" stroke-width=\"1\"");
        svg_put_line_of_text(&chart->body, place, ANCHOR_MIDDLE, &font, str_of(arena_printf(chart->arena, "%zu", i + 1)));
    }
}

static bool base_is_shown(const Line *line)
{
    return line->data->has_base && line->data->base >= line->x.low && line->data->base <= line->x.high;
}

#define BASE_STYLE "stroke=\"" CHART_BLUE "\" stroke-width=\"2\" stroke-dasharray=\"1.5 2.5\""

static void put_base(Line *line)
{
    Pos x = chart_at(&line->x, line->data->base);
    svg_put_line(&line->chart.body, (Point){x, line->top}, (Point){x, line->bottom}, BASE_STYLE);
}

/* ---- legend ---- */

/* "mellan 3,5 och 4 %: från Uppfyllt till Delvis uppfyllt" */
static Str tip_told(const Line *line, const ChartTip *tip)
{
    const Chart *chart = &line->chart;
    Str before = chart_number(chart, &line->x_unit, tip->before), after = chart_quantity(chart, &line->x_unit, tip->after);
    Str from = chart_level_name(chart, tip->from_level), to = chart_level_name(chart, tip->to_level);
    return str_of(arena_printf(chart->arena, chart_say(chart, "mellan %.*s och %.*s: från %.*s till %.*s", "between %.*s and %.*s: from %.*s to %.*s"), STR_ARG(before),
        STR_ARG(after), STR_ARG(from), STR_ARG(to)));
}

static void put_tip_notes(Line *line)
{
    Chart *chart = &line->chart;
    Font font = {CHART_SMALL, true, "#ffffff"};
    for (size_t i = 0; i < tips_shown(line); i++) {
        chart->y += 4 * SVG_UNIT;
        Point at = {CHART_MARGIN + BADGE, chart->y + CHART_LINE - CHART_SMALL * 36 / 100};
        svg_put_circle(&chart->body, at, BADGE, "fill=\"" CHART_INK "\"");
        svg_put_line_of_text(&chart->body, (Point){at.x, chart->y + CHART_LINE}, ANCHOR_MIDDLE, &font, str_of(arena_printf(chart->arena, "%zu", i + 1)));
        Str told = phrase_capital(chart->arena, tip_told(line, &line->data->tips[i]));
        chart_put_note(chart, CHART_MARGIN + 2 * BADGE + 8 * SVG_UNIT, told, 2, CHART_INK);
    }
    if (line->data->tip_count > TIPS_MOST)
        chart_put_note(chart, CHART_MARGIN, str_of(arena_printf(chart->arena, chart_say(chart, "och på %zu ställen till", "and in %zu more places"),
            line->data->tip_count - TIPS_MOST)), 1, CHART_INK);
}

/* The shapes of the levels, side by side, on as many lines as they need. */
static void put_level_notes(Line *line)
{
    Chart *chart = &line->chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    Pos x = CHART_MARGIN;
    chart->y += CHART_LINE;
    for (size_t level = 0; level < chart->head->level_count; level++) {
        Str name = chart_level_name(chart, (uint8_t)level);
        Pos width = 18 * SVG_UNIT + svg_text_width(name, &font) + 18 * SVG_UNIT;
        if (x > CHART_MARGIN && x + width > CHART_WIDTH - CHART_MARGIN) {
            x = CHART_MARGIN;
            chart->y += CHART_LINE;
        }
        chart_put_marker(chart, &chart->body, (Point){x + 6 * SVG_UNIT, chart->y - CHART_SMALL * 36 / 100}, (uint8_t)level);
        svg_put_line_of_text(&chart->body, (Point){x + 18 * SVG_UNIT, chart->y}, ANCHOR_START, &font, name);
        x += width;
    }
}

static Str base_told(const Line *line)
{
    const Chart *chart = &line->chart;
    return str_of(arena_printf(chart->arena, "%s " STR_FMT, chart_say(chart, "I scenariot:", "In the scenario:"),
        STR_ARG(chart_quantity(chart, &line->x_unit, line->data->base))));
}

static void put_legend(Line *line)
{
    Chart *chart = &line->chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    chart->y = line->bottom + 2 * CHART_LINE + 4 * SVG_UNIT;
    svg_put_line_of_text(&chart->body, (Point){(line->x.from + line->x.to) / 2, chart->y}, ANCHOR_MIDDLE, &font, chart_axis_title(chart, &line->data->x, &line->x.unit));
    chart->y += 8 * SVG_UNIT;
    if (chart->head->level_count && line->data->point_count <= MARKERS_MOST)
        put_level_notes(line);
    if (base_is_shown(line)) {
        Pos x = CHART_MARGIN + 6 * SVG_UNIT, bottom = chart->y + CHART_LINE + 2 * SVG_UNIT;
        svg_put_line(&chart->body, (Point){x, bottom - 15 * SVG_UNIT}, (Point){x, bottom}, BASE_STYLE);
        chart_put_note(chart, CHART_MARGIN + 18 * SVG_UNIT, base_told(line), 1, CHART_INK);
    }
    put_tip_notes(line);
}

/* ---- in words ---- */

static void tell(const Line *line, StrBuf *told)
{
    const ChartLine *data = line->data;
    const Chart *chart = &line->chart;
    strbuf_printf(told, STR_FMT " %s " STR_FMT ".", STR_ARG(chart_axis_title(chart, &data->y, &line->y.unit)), chart_say(chart, "beroende av", "depending on"),
        STR_ARG(chart_axis_title(chart, &data->x, &line->x.unit)));
    if (data->has_base)
        strbuf_printf(told, " " STR_FMT ".", STR_ARG(base_told(line)));
    for (size_t i = 0; i < tips_shown(line); i++)
        strbuf_printf(told, " %s " STR_FMT ".", chart_say(chart, "Det tippar", "It tips"), STR_ARG(tip_told(line, &data->tips[i])));
    if (!data->tip_count && chart->head->level_count)
        strbuf_printf(told, " %s", chart_say(chart, "Nivån är densamma överallt.", "The level is the same everywhere."));
    size_t every = (data->point_count + TOLD_POINTS - 1) / TOLD_POINTS;
    for (size_t i = 0; i < data->point_count; i += every)
        strbuf_printf(told, "%s" STR_FMT, i ? "; " : " ", STR_ARG(point_told(line, &data->points[i])));
    strbuf_putc(told, '.');
}

bool chart_line(StrBuf *out, const ChartLine *data)
{
    if (!data->point_count || data->point_count > CHART_POINTS || data->head.level_count > CHART_LEVELS)
        return false;
    Line line = {.chart = chart_begin(&data->head), .data = data};
    Chart *chart = &line.chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    StrBuf told = {0};
    chart_put_heading(chart);
    set_scales(&line);
    set_places(&line);
    svg_put_line_of_text(&chart->body, (Point){CHART_MARGIN, chart->y + 10 * SVG_UNIT}, ANCHOR_START, &font, chart_axis_title(chart, &data->y, &line.y.unit));
    put_bands(&line);
    chart_put_vertical(chart, &line.y, line.left, line.right);
    chart_put_horizontal(chart, &line.x, line.bottom);
    if (base_is_shown(&line))
        put_base(&line);
    put_tips(&line);
    put_line(&line);
    put_points(&line);
    put_band_names(&line);
    put_legend(&line);
    tell(&line, &told);
    chart_finish(chart, out, &told);
    return true;
}
