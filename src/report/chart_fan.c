/* chart_fan.c: how far draws spread, month by month: bands between percentiles, the median as a line, limits across. See chart.h. */
#include "report/chart_parts.h"

#define PLOT_HEIGHT (340 * SVG_UNIT)
#define NAMES (150 * SVG_UNIT)             /* right of the plot */
#define SHARES_MOST ((size_t)9)
#define LIMITS_MOST ((size_t)8)
#define TICKS ((size_t)8)
#define MEDIAN 500000u
#define PERCENT 10000u                     /* millionths */
#define TOLD_MONTHS ((size_t)36)

typedef struct Fan {
    Chart chart;
    const ChartFan *data;
    ChartScale y;
    ChartUnit unit;                        /* with the decimals of values */
    Pos left, top, right, bottom;
} Fan;

static bool is_missing(const Fan *fan, size_t month)
{
    return fan->data->missing && fan->data->missing[month];
}

static Fix value_at(const Fan *fan, size_t share, size_t month)
{
    return fan->data->values[share * fan->data->month_count + month];
}

/* ---- scales ---- */

static void widen(Fix value, Fix *low, Fix *high, bool *any)
{
    *low = !*any || value < *low ? value : *low;
    *high = !*any || value > *high ? value : *high;
    *any = true;
}

/* Everything that is drawn, and limits that are no further away than that is wide. */
static void bounds_of(const Fan *fan, Fix *low, Fix *high)
{
    const ChartFan *data = fan->data;
    bool any = false;
    for (size_t month = 0; month < data->month_count; month++) {
        for (size_t share = 0; share < data->share_count && !is_missing(fan, month); share++)
            widen(value_at(fan, share, month), low, high, &any);
        if (data->base && !is_missing(fan, month))
            widen(data->base[month], low, high, &any);
    }
    Wide span = (Wide)*high - *low, room = span ? span : (*high < 0 ? -(Wide)*high : *high) / 10, least = *low - room, most = *high + room;
    for (size_t i = 0; i < data->limit_count; i++)
        if (!any || (data->limits[i].y >= least && data->limits[i].y <= most))
            widen(data->limits[i].y, low, high, &any);
}

static void set_places(Fan *fan)
{
    Chart *chart = &fan->chart;
    Fix low = 0, high = 0;
    bounds_of(fan, &low, &high);
    fan->unit = chart_unit(chart, &fan->data->y, low, high);
    fan->y = chart_scale(&fan->unit, low, high, TICKS, true);
    fan->top = chart->y + 26 * SVG_UNIT;
    fan->bottom = fan->top + PLOT_HEIGHT;
    fan->left = CHART_MARGIN + chart_ticks_width(chart, &fan->y) + 10 * SVG_UNIT;
    fan->right = CHART_WIDTH - CHART_MARGIN - NAMES;
    fan->y.from = fan->bottom, fan->y.to = fan->top;
}

/* Months lie side by side; a value stands in the middle of its month. */
static Pos month_at(const Fan *fan, size_t month)
{
    int64_t width = fan->right - fan->left, count = (int64_t)fan->data->month_count;
    return fan->left + (Pos)((2 * (int64_t)month + 1) * width / (2 * count));
}

static Point point_at(const Fan *fan, size_t share, size_t month)
{
    return (Point){month_at(fan, month), chart_at(&fan->y, value_at(fan, share, month))};
}

/* ---- bands and lines ---- */

static void put_point(StrBuf *out, char letter, Point at)
{
    strbuf_putc(out, letter);
    svg_put_pos(out, at.x);
    strbuf_putc(out, ' ');
    svg_put_pos(out, at.y);
}

/* Months first..last without a gap, forth along one percentile and back along the other; a month alone becomes as wide as a mark. */
static void put_piece(const Fan *fan, StrBuf *out, size_t low, size_t high, size_t first, size_t last)
{
    Pos half = first == last ? 5 * SVG_UNIT : 0;
    for (size_t month = first; month <= last; month++) {
        Point at = point_at(fan, high, month);
        put_point(out, month == first ? 'M' : 'L', (Point){at.x - half, at.y});
        if (half)
            put_point(out, 'L', (Point){at.x + half, at.y});
    }
    for (size_t month = last + 1; month-- > first;) {
        Point at = point_at(fan, low, month);
        put_point(out, 'L', (Point){at.x + half, at.y});
        if (half)
            put_point(out, 'L', (Point){at.x - half, at.y});
    }
    strbuf_putc(out, 'Z');
}

static void put_band(Fan *fan, size_t low, size_t high, const char *style)
{
    StrBuf *out = &fan->chart.body;
    strbuf_puts(out, "<path d=\"");
    for (size_t first = 0, next; first < fan->data->month_count; first = next) {
        next = first + 1;
        if (is_missing(fan, first))
            continue;
        while (next < fan->data->month_count && !is_missing(fan, next))
            next++;
        put_piece(fan, out, low, high, first, next - 1);
    }
    strbuf_printf(out, "\" %s/>\n", style);
}

/* values: by month. */
static void put_line(Fan *fan, const Fix *values, const char *style)
{
    StrBuf *out = &fan->chart.body;
    bool drawing = false;
    strbuf_puts(out, "<path d=\"");
    for (size_t month = 0; month < fan->data->month_count; month++) {
        if (!is_missing(fan, month))
            put_point(out, drawing ? 'L' : 'M', (Point){month_at(fan, month), chart_at(&fan->y, values[month])});
        drawing = !is_missing(fan, month);
    }
    strbuf_printf(out, "\" fill=\"none\" %s/>\n", style);
}

#define MEDIAN_STYLE "stroke=\"" CHART_BLUE "\" stroke-width=\"3\" stroke-linejoin=\"round\""
#define BASE_STYLE "stroke=\"" CHART_INK "\" stroke-width=\"1.8\" stroke-dasharray=\"6 4\" stroke-linejoin=\"round\""
#define LIMIT_STYLE "stroke=\"#8f2f17\" stroke-width=\"1.6\" stroke-dasharray=\"2 3\""

/* The outermost first, each inner one darker. */
static const char *band_style(size_t depth)
{
    static const char *const styles[] = {
        "fill=\"#dbe7f3\" stroke=\"#7f9dbd\" stroke-width=\"0.8\"", "fill=\"#b3cce6\" stroke=\"#5f84ab\" stroke-width=\"0.8\"",
        "fill=\"#8fb2d9\" stroke=\"#456d99\" stroke-width=\"0.8\"", "fill=\"#6f9acb\" stroke=\"#345a86\" stroke-width=\"0.8\"",
    };
    return styles[depth < 4 ? depth : 3];
}

static void put_draws(Fan *fan)
{
    const ChartFan *data = fan->data;
    for (size_t i = 0; i < data->share_count / 2; i++)
        put_band(fan, i, data->share_count - 1 - i, band_style(i));
    if (data->base)
        put_line(fan, data->base, BASE_STYLE);
    if (data->share_count % 2)
        put_line(fan, data->values + data->share_count / 2 * data->month_count, MEDIAN_STYLE);
}

/* ---- months ---- */

static Str month_text(const Fan *fan, size_t month, bool year)
{
    static const char *const short_names[2][12] = {
        {"jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"},
        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    };
    int64_t at = (int64_t)fan->data->month - 1 + (int64_t)month;
    const char *name = short_names[fan->chart.head->lang == LANG_EN][at % 12];
    return str_of(year ? arena_printf(fan->chart.arena, "%s %lld", name, (long long)(fan->data->year + at / 12)) : name);
}

/* Names of months, of so many as there is room for, and the year below the first of each. */
static void put_months(Fan *fan)
{
    Chart *chart = &fan->chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    size_t count = fan->data->month_count;
    Pos width = (fan->right - fan->left) / (Pos)count;
    size_t every = 1;
    while (every < 12 && (width * (Pos)every < 40 * SVG_UNIT || 12 % every != 0))
        every++;
    svg_put_line(&chart->body, (Point){fan->left, fan->bottom}, (Point){fan->right, fan->bottom}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
    int64_t told = 0;
    for (size_t month = 0; month < count; month++) {
        Pos x = month_at(fan, month);
        int64_t at = (int64_t)fan->data->month - 1 + (int64_t)month, year = fan->data->year + at / 12;
        bool shown = at % (int64_t)every == 0 || count <= every;
        svg_put_line(&chart->body, (Point){x, fan->bottom}, (Point){x, fan->bottom + (shown ? 5 : 3) * SVG_UNIT}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
        if (shown)
            svg_put_line_of_text(&chart->body, (Point){x, fan->bottom + CHART_LINE}, ANCHOR_MIDDLE, &font, month_text(fan, month, false));
        if (shown && year != told)
            svg_put_line_of_text(&chart->body, (Point){x, fan->bottom + 2 * CHART_LINE - 2 * SVG_UNIT}, ANCHOR_MIDDLE, &font,
                str_of(arena_printf(chart->arena, "%lld", (long long)year)));
        told = shown ? year : told;
    }
}

/* ---- names to the right ---- */

typedef struct Name { Pos at; Str text; const char *colour; } Name;
typedef struct Names { Name items[SHARES_MOST + LIMITS_MOST]; size_t count; } Names;

static void add_name(Names *names, Pos at, Str text, const char *colour)
{
    size_t place = names->count++;
    for (; place && names->items[place - 1].at > at; place--)
        names->items[place] = names->items[place - 1];
    names->items[place] = (Name){at, text, colour};
}

/* "2,5" of millionths */
static Str percent_of(const Chart *chart, uint32_t millionths)
{
    ChartUnit plain = {1, {0}, -1};
    return chart_number(chart, &plain, (Fix)millionths * (FIX_ONE / (Fix)PERCENT));
}

/* The last month with values: where the names of percentiles point. */
static size_t last_month(const Fan *fan)
{
    size_t month = fan->data->month_count - 1;
    while (month && is_missing(fan, month))
        month--;
    return month;
}

/* "median", "percentil 5" */
static Str share_name(const Fan *fan, size_t share)
{
    const Chart *chart = &fan->chart;
    uint32_t millionths = fan->data->shares[share];
    if (millionths == MEDIAN)
        return STR_LIT("median");
    return str_of(arena_printf(chart->arena, "%s " STR_FMT, chart_say(chart, "percentil", "percentile"), STR_ARG(percent_of(chart, millionths))));
}

static void put_limits(Fan *fan, Names *names)
{
    Chart *chart = &fan->chart;
    Font font = {CHART_SMALL, false, "#8f2f17"};
    for (size_t i = 0; i < fan->data->limit_count; i++) {
        const ChartLimit *limit = &fan->data->limits[i];
        if (limit->y < fan->y.low || limit->y > fan->y.high)
            continue;
        Pos y = chart_at(&fan->y, limit->y);
        Str text = {0};
        svg_put_line(&chart->body, (Point){fan->left, y}, (Point){fan->right, y}, LIMIT_STYLE);
        svg_wrap(chart->arena, text_shown(chart->arena, limit->label, 120), &font, NAMES - 22 * SVG_UNIT, 1, &text);
        add_name(names, y, text, "#8f2f17");
    }
}

static void put_names(Fan *fan, Names *names)
{
    Chart *chart = &fan->chart;
    Pos at[SHARES_MOST + LIMITS_MOST];
    size_t last = last_month(fan);
    for (size_t i = 0; i < fan->data->share_count && !is_missing(fan, last); i++)
        add_name(names, point_at(fan, i, last).y, share_name(fan, i), CHART_BLUE);
    for (size_t i = 0; i < names->count; i++)
        at[i] = names->items[i].at;
    chart_spread(at, names->count, CHART_LINE - 2 * SVG_UNIT, fan->top, fan->bottom);
    for (size_t i = 0; i < names->count; i++) {
        const Name *name = &names->items[i];
        Font font = {CHART_SMALL, false, name->colour};
        bool share = name->colour[1] == CHART_BLUE[1];
        Point from = {share ? month_at(fan, last) + 2 * SVG_UNIT : fan->right + 2 * SVG_UNIT, name->at};
        svg_put_line(&chart->body, from, (Point){fan->right + 16 * SVG_UNIT, at[i]}, arena_printf(chart->arena, "stroke=\"%s\" stroke-width=\"0.8\"", name->colour));
        svg_put_line_of_text(&chart->body, (Point){fan->right + 20 * SVG_UNIT, at[i] + CHART_SMALL * 36 / 100}, ANCHOR_START, &font, name->text);
    }
}

/* ---- legend ---- */

/* "90 % av dragningarna (mellan percentil 5 och 95)" */
static Str band_told(const Fan *fan, size_t i)
{
    const Chart *chart = &fan->chart;
    const uint32_t *shares = fan->data->shares;
    size_t other = fan->data->share_count - 1 - i;
    ChartUnit percent = {1, STR_LIT("%"), -1};
    Str inside = chart_quantity(chart, &percent, ((Fix)shares[other] - (Fix)shares[i]) * (FIX_ONE / (Fix)PERCENT));
    return str_of(arena_printf(chart->arena,
        chart_say(chart, "%.*s av dragningarna (mellan percentil %.*s och %.*s)", "%.*s of the draws (between percentiles %.*s and %.*s)"), STR_ARG(inside),
        STR_ARG(percent_of(chart, shares[i])), STR_ARG(percent_of(chart, shares[other]))));
}

/* "Nollresultat: 0,0 mnkr; …" */
static Str limits_told(const Fan *fan)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < fan->data->limit_count; i++) {
        const ChartLimit *limit = &fan->data->limits[i];
        strbuf_printf(&buf, "%s" STR_FMT ": " STR_FMT, i ? "; " : "", STR_ARG(limit->label), STR_ARG(chart_quantity(&fan->chart, &fan->unit, limit->y)));
    }
    return chart_take(&fan->chart, &buf);
}

static Str draws_told(const Fan *fan)
{
    StrBuf buf = {0};
    put_size(&buf, fan->data->draws, fan->chart.head->lang);
    strbuf_printf(&buf, "%s%llu", chart_say(&fan->chart, " dragningar, frö ", " draws, seed "), (unsigned long long)fan->data->seed);
    return chart_take(&fan->chart, &buf);
}

#define SAMPLE (26 * SVG_UNIT)

static void put_line_note(Fan *fan, const char *style, Str text)
{
    Chart *chart = &fan->chart;
    Pos y = chart->y + CHART_LINE - CHART_SMALL * 36 / 100;
    svg_put_line(&chart->body, (Point){CHART_MARGIN, y}, (Point){CHART_MARGIN + SAMPLE, y}, style);
    chart_put_note(chart, CHART_MARGIN + SAMPLE + 8 * SVG_UNIT, text, 3, CHART_INK);
}

static void put_legend(Fan *fan)
{
    Chart *chart = &fan->chart;
    const ChartFan *data = fan->data;
    chart->y = fan->bottom + 2 * CHART_LINE + 10 * SVG_UNIT;
    if (data->share_count % 2)
        put_line_note(fan, MEDIAN_STYLE, str_of(chart_say(chart, "Median: hälften av dragningarna ligger under, hälften över", "Median: half of the draws are below, half above")));
    for (size_t i = data->share_count / 2; i-- > 0;) {
        Pos y = chart->y + CHART_LINE - CHART_SMALL * 36 / 100;
        chart_put_rect(&chart->body, CHART_MARGIN, y - 7 * SVG_UNIT, CHART_MARGIN + SAMPLE, y + 7 * SVG_UNIT, band_style(i));
        chart_put_note(chart, CHART_MARGIN + SAMPLE + 8 * SVG_UNIT, band_told(fan, i), 1, CHART_INK);
    }
    if (data->base)
        put_line_note(fan, BASE_STYLE, str_of(chart_say(chart, "Scenariot, utan dragningar", "The scenario, without draws")));
    if (data->limit_count)
        put_line_note(fan, LIMIT_STYLE, limits_told(fan));
    if (data->draws)
        chart_put_note(chart, CHART_MARGIN, draws_told(fan), 1, CHART_INK);
}

/* ---- in words ---- */

static void tell_month(const Fan *fan, size_t month, StrBuf *told)
{
    const Chart *chart = &fan->chart;
    strbuf_printf(told, " " STR_FMT ": ", STR_ARG(month_text(fan, month, true)));
    if (is_missing(fan, month))
        strbuf_puts(told, chart_say(chart, "saknas", "missing"));
    for (size_t i = 0; i < fan->data->share_count && !is_missing(fan, month); i++)
        strbuf_printf(told, "%s" STR_FMT " " STR_FMT, i ? ", " : "", STR_ARG(share_name(fan, i)), STR_ARG(chart_quantity(chart, &fan->unit, value_at(fan, i, month))));
    if (fan->data->base && !is_missing(fan, month))
        strbuf_printf(told, ", %s " STR_FMT, chart_say(chart, "utgångsläget", "the base case"), STR_ARG(chart_quantity(chart, &fan->unit, fan->data->base[month])));
    strbuf_putc(told, '.');
}

static void tell(const Fan *fan, StrBuf *told)
{
    const Chart *chart = &fan->chart;
    const ChartFan *data = fan->data;
    strbuf_printf(told, STR_FMT ".", STR_ARG(chart_axis_title(chart, &data->y, &fan->unit)));
    if (data->draws)
        strbuf_printf(told, " " STR_FMT ".", STR_ARG(draws_told(fan)));
    strbuf_puts(told, chart_say(chart, " Talen är de värden som så stor andel av dragningarna ligger på eller under.", " The figures are the values that this share of the draws does not exceed."));
    if (data->limit_count)
        strbuf_printf(told, " " STR_FMT ".", STR_ARG(limits_told(fan)));
    size_t every = (data->month_count + TOLD_MONTHS - 1) / TOLD_MONTHS;
    for (size_t month = 0; month < data->month_count; month += every)
        tell_month(fan, month, told);
}

static bool is_possible(const ChartFan *data)
{
    if (!data->month_count || data->month_count > CHART_MONTHS || !data->share_count || data->share_count > SHARES_MOST || data->limit_count > LIMITS_MOST)
        return false;
    return data->month >= 1 && data->month <= 12 && data->year >= 0 && data->year <= 9999 && data->head.level_count <= CHART_LEVELS;
}

bool chart_fan(StrBuf *out, const ChartFan *data)
{
    if (!is_possible(data))
        return false;
    Fan fan = {.chart = chart_begin(&data->head), .data = data};
    Chart *chart = &fan.chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    StrBuf told = {0};
    Names names = {0};
    chart_put_heading(chart);
    set_places(&fan);
    svg_put_line_of_text(&chart->body, (Point){CHART_MARGIN, chart->y + 10 * SVG_UNIT}, ANCHOR_START, &font, chart_axis_title(chart, &data->y, &fan.unit));
    chart_put_vertical(chart, &fan.y, fan.left, fan.right);
    put_draws(&fan);
    put_limits(&fan, &names);
    put_months(&fan);
    put_names(&fan, &names);
    put_legend(&fan);
    tell(&fan, &told);
    chart_finish(chart, out, &told);
    return true;
}
