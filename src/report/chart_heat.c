/* chart_heat.c: which level two parameters give together: a field of cells with the letters of their levels, and lines where it tips. See chart.h. */
#include "report/chart_parts.h"

#define FIELD_WIDTH (760 * SVG_UNIT)
#define FIELD_HEIGHT (480 * SVG_UNIT)
#define CELL_LEAST (13 * SVG_UNIT)
#define CELL_WIDEST (72 * SVG_UNIT)
#define CELL_HIGHEST (36 * SVG_UNIT)
#define SWATCH (18 * SVG_UNIT)
#define NONE ((size_t)-1)

typedef struct Heat {
    Chart chart;
    const ChartHeat *data;
    ChartUnit x_unit, y_unit;
    Pos left, top, width, height;          /* of the field, and of one cell */
} Heat;

static uint8_t level_at(const Heat *heat, size_t x, size_t y)
{
    uint8_t level = heat->data->levels[y * heat->data->x_count + x];
    return level < heat->data->head.level_count ? level : CHART_NO_LEVEL;
}

static Pos left_of(const Heat *heat, size_t x)
{
    return heat->left + (Pos)x * heat->width;
}

/* The greatest y is on top. */
static Pos top_of(const Heat *heat, size_t y)
{
    return heat->top + (Pos)(heat->data->y_count - 1 - y) * heat->height;
}

static Pos between(Pos value, Pos least, Pos most)
{
    return value < least ? least : value > most ? most : value;
}

/* ---- axes ---- */

/* As many decimals as the values on the axis have. */
static ChartUnit unit_of(const Chart *chart, const ChartAxis *axis, const Fix *values, size_t count)
{
    ChartUnit unit = chart_unit(chart, axis, values[0], values[count - 1]);
    int64_t one = unit.divisor;
    int decimals = 0;
    for (size_t i = 0; i < count; i++) {
        Wide place = (Wide)one * FIX_ONE;
        for (int d = 0; d < decimals; d++)
            place /= 10;
        for (; decimals < FIX_DECIMALS && place && values[i] % place != 0; place /= 10)
            decimals++;
    }
    if (axis->decimals < 0 || unit.divisor != 1)
        unit.decimals = decimals;
    return unit;
}

static Pos widest(const Chart *chart, const ChartUnit *unit, const Fix *values, size_t count)
{
    Font font = {CHART_SMALL, false, CHART_INK};
    Pos most = 0;
    for (size_t i = 0; i < count; i++) {
        Pos width = svg_text_width(chart_number(chart, unit, values[i]), &font);
        most = width > most ? width : most;
    }
    return most;
}

static void set_places(Heat *heat)
{
    const ChartHeat *data = heat->data;
    Chart *chart = &heat->chart;
    heat->x_unit = unit_of(chart, &data->x, data->xs, data->x_count);
    heat->y_unit = unit_of(chart, &data->y, data->ys, data->y_count);
    heat->left = CHART_MARGIN + widest(chart, &heat->y_unit, data->ys, data->y_count) + 12 * SVG_UNIT;
    Pos room = CHART_WIDTH - CHART_MARGIN - heat->left;
    heat->width = between((room < FIELD_WIDTH ? room : FIELD_WIDTH) / (Pos)data->x_count, SVG_UNIT, CELL_WIDEST);
    heat->height = between(FIELD_HEIGHT / (Pos)data->y_count, CELL_LEAST, CELL_HIGHEST);
    heat->top = chart->y + 24 * SVG_UNIT;
}

static void put_numbers(Heat *heat)
{
    const ChartHeat *data = heat->data;
    Chart *chart = &heat->chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    Pos bottom = heat->top + (Pos)data->y_count * heat->height, needed = widest(chart, &heat->x_unit, data->xs, data->x_count) + 8 * SVG_UNIT;
    size_t every_x = (size_t)((needed + heat->width - 1) / heat->width), every_y = (size_t)((CHART_LINE - SVG_UNIT + heat->height - 1) / heat->height);
    for (size_t x = 0; x < data->x_count; x++) {
        Pos middle = left_of(heat, x) + heat->width / 2;
        bool shown = x % (every_x ? every_x : 1) == 0;
        svg_put_line(&chart->body, (Point){middle, bottom}, (Point){middle, bottom + (shown ? 5 : 3) * SVG_UNIT}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
        if (shown)
            svg_put_line_of_text(&chart->body, (Point){middle, bottom + CHART_LINE}, ANCHOR_MIDDLE, &font, chart_number(chart, &heat->x_unit, data->xs[x]));
    }
    for (size_t y = 0; y < data->y_count; y += every_y ? every_y : 1)
        svg_put_line_of_text(&chart->body, (Point){heat->left - 8 * SVG_UNIT, top_of(heat, y) + heat->height / 2 + CHART_SMALL * 36 / 100}, ANCHOR_END, &font,
            chart_number(chart, &heat->y_unit, data->ys[y]));
    svg_put_line_of_text(&chart->body, (Point){heat->left + (Pos)data->x_count * heat->width / 2, bottom + 2 * CHART_LINE + 4 * SVG_UNIT}, ANCHOR_MIDDLE, &font,
        chart_axis_title(chart, &data->x, &heat->x_unit));
    svg_put_line_of_text(&chart->body, (Point){CHART_MARGIN, chart->y + 10 * SVG_UNIT}, ANCHOR_START, &font, chart_axis_title(chart, &data->y, &heat->y_unit));
}

/* ---- cells ---- */

static const char *fill_of(const Heat *heat, uint8_t level)
{
    return level == CHART_NO_LEVEL ? "#ffffff" : chart_level_fill(&heat->chart, level);
}

static void put_cell(Heat *heat, size_t x, size_t y)
{
    Chart *chart = &heat->chart;
    uint8_t level = level_at(heat, x, y);
    Pos left = left_of(heat, x), top = top_of(heat, y), size = between(heat->width * 85 / 100, 8 * SVG_UNIT, CHART_SMALL);
    Font font = {size, false, CHART_INK};
    Str x_told = chart_quantity(chart, &heat->x_unit, heat->data->xs[x]), y_told = chart_quantity(chart, &heat->y_unit, heat->data->ys[y]);
    strbuf_puts(&chart->body, "<g>");
    svg_put_title(&chart->body, str_of(arena_printf(chart->arena, STR_FMT " " STR_FMT ", " STR_FMT " " STR_FMT ": " STR_FMT,
        STR_ARG(text_shown(chart->arena, heat->data->x.title, 120)), STR_ARG(x_told), STR_ARG(text_shown(chart->arena, heat->data->y.title, 120)), STR_ARG(y_told),
        STR_ARG(chart_level_name(chart, level)))));
    chart_put_rect(&chart->body, left, top, left + heat->width, top + heat->height,
        arena_printf(chart->arena, "fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"0.6\"", fill_of(heat, level)));
    svg_put_line_of_text(&chart->body, (Point){left + heat->width / 2, top + heat->height / 2 + size * 36 / 100}, ANCHOR_MIDDLE, &font,
        chart_level_letter(chart, level));
    strbuf_puts(&chart->body, "</g>\n");
}

/* Lines between cells of different levels. */
static void put_edges(Heat *heat)
{
    static const char *const style = "stroke=\"" CHART_INK "\" stroke-width=\"2\" stroke-linecap=\"square\"";
    const ChartHeat *data = heat->data;
    for (size_t y = 0; y < data->y_count; y++)
        for (size_t x = 0; x < data->x_count; x++) {
            Pos left = left_of(heat, x), top = top_of(heat, y);
            if (x + 1 < data->x_count && level_at(heat, x, y) != level_at(heat, x + 1, y))
                svg_put_line(&heat->chart.body, (Point){left + heat->width, top}, (Point){left + heat->width, top + heat->height}, style);
            if (y + 1 < data->y_count && level_at(heat, x, y) != level_at(heat, x, y + 1))
                svg_put_line(&heat->chart.body, (Point){left, top}, (Point){left + heat->width, top}, style);
        }
}

static size_t place_of(const Fix *values, size_t count, Fix value)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] == value)
            return i;
    return NONE;
}

#define BASE_STYLE "fill=\"none\" stroke=\"" CHART_BLUE "\" stroke-width=\"3\""

static bool base_place(const Heat *heat, size_t *x, size_t *y)
{
    const ChartHeat *data = heat->data;
    *x = place_of(data->xs, data->x_count, data->base_x);
    *y = place_of(data->ys, data->y_count, data->base_y);
    return data->has_base && *x != NONE && *y != NONE;
}

static void put_base(Heat *heat)
{
    size_t x, y;
    if (!base_place(heat, &x, &y))
        return;
    Pos left = left_of(heat, x), top = top_of(heat, y), in = 2 * SVG_UNIT;
    chart_put_rect(&heat->chart.body, left + in, top + in, left + heat->width - in, top + heat->height - in, "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"6\"");
    chart_put_rect(&heat->chart.body, left + in, top + in, left + heat->width - in, top + heat->height - in, BASE_STYLE);
}

/* ---- legend ---- */

static size_t count_of(const Heat *heat, uint8_t level)
{
    size_t count = 0;
    for (size_t y = 0; y < heat->data->y_count; y++)
        for (size_t x = 0; x < heat->data->x_count; x++)
            count += level_at(heat, x, y) == level;
    return count;
}

/* "Uppfyllt: 12 av 63" */
static Str level_told(const Heat *heat, uint8_t level)
{
    const Chart *chart = &heat->chart;
    StrBuf buf = {0};
    strbuf_put(&buf, phrase_capital(chart->arena, chart_level_name(chart, level)));
    strbuf_puts(&buf, ": ");
    put_size(&buf, count_of(heat, level), chart->head->lang);
    strbuf_puts(&buf, chart_say(chart, " av ", " of "));
    put_size(&buf, heat->data->x_count * heat->data->y_count, chart->head->lang);
    return chart_take(chart, &buf);
}

static void put_entry(Heat *heat, Pos *x, uint8_t level)
{
    Chart *chart = &heat->chart;
    Font font = {CHART_SMALL, false, CHART_INK};
    Str name = level_told(heat, level);
    Pos width = SWATCH + 8 * SVG_UNIT + svg_text_width(name, &font) + 20 * SVG_UNIT;
    if (*x > CHART_MARGIN && *x + width > CHART_WIDTH - CHART_MARGIN) {
        *x = CHART_MARGIN;
        chart->y += CHART_LINE + 8 * SVG_UNIT;
    }
    Pos top = chart->y - CHART_SMALL * 36 / 100 - SWATCH / 2;
    chart_put_rect(&chart->body, *x, top, *x + SWATCH, top + SWATCH,
        arena_printf(chart->arena, "fill=\"%s\" stroke=\"" CHART_GREY "\" stroke-width=\"0.8\"", fill_of(heat, level)));
    svg_put_line_of_text(&chart->body, (Point){*x + SWATCH / 2, chart->y}, ANCHOR_MIDDLE, &font, chart_level_letter(chart, level));
    svg_put_line_of_text(&chart->body, (Point){*x + SWATCH + 8 * SVG_UNIT, chart->y}, ANCHOR_START, &font, name);
    *x += width;
}

/* "I scenariot: Löneökning 3 %, Elevtal 1 200: Delvis uppfyllt" */
static Str base_told(const Heat *heat)
{
    const Chart *chart = &heat->chart;
    const ChartHeat *data = heat->data;
    size_t x, y;
    Str level = base_place(heat, &x, &y) ? chart_level_name(chart, level_at(heat, x, y)) : (Str){0};
    return str_of(arena_printf(chart->arena, "%s " STR_FMT " " STR_FMT ", " STR_FMT " " STR_FMT "%s" STR_FMT, chart_say(chart, "I scenariot:", "In the scenario:"),
        STR_ARG(text_shown(chart->arena, data->x.title, 120)), STR_ARG(chart_quantity(chart, &heat->x_unit, data->base_x)),
        STR_ARG(text_shown(chart->arena, data->y.title, 120)), STR_ARG(chart_quantity(chart, &heat->y_unit, data->base_y)), level.n ? ": " : "", STR_ARG(level)));
}

static void put_legend(Heat *heat)
{
    Chart *chart = &heat->chart;
    Pos x = CHART_MARGIN;
    size_t at_x, at_y;
    chart->y = heat->top + (Pos)heat->data->y_count * heat->height + 3 * CHART_LINE + 14 * SVG_UNIT;
    for (size_t level = 0; level < chart->head->level_count; level++)
        put_entry(heat, &x, (uint8_t)level);
    if (count_of(heat, CHART_NO_LEVEL))
        put_entry(heat, &x, CHART_NO_LEVEL);
    if (base_place(heat, &at_x, &at_y)) {
        chart->y += 8 * SVG_UNIT;
        Pos top = chart->y + CHART_LINE - CHART_SMALL * 36 / 100 - SWATCH / 2 + 2 * SVG_UNIT;
        chart_put_rect(&chart->body, CHART_MARGIN + 2 * SVG_UNIT, top, CHART_MARGIN + SWATCH - 2 * SVG_UNIT, top + SWATCH - 4 * SVG_UNIT, BASE_STYLE);
    }
    if (heat->data->has_base)
        chart_put_note(chart, CHART_MARGIN + (base_place(heat, &at_x, &at_y) ? SWATCH + 8 * SVG_UNIT : 0), base_told(heat), 2, CHART_INK);
}

/* ---- in words ---- */

/* "Elevtal 1 200: löneökning 2–3,5 % Uppfyllt, 4–6 % Ej uppfyllt." */
static void tell_row(const Heat *heat, size_t y, StrBuf *told)
{
    const Chart *chart = &heat->chart;
    const ChartHeat *data = heat->data;
    strbuf_printf(told, " " STR_FMT " " STR_FMT ":", STR_ARG(data->y.title), STR_ARG(chart_quantity(chart, &heat->y_unit, data->ys[y])));
    for (size_t x = 0, next; x < data->x_count; x = next) {
        uint8_t level = level_at(heat, x, y);
        for (next = x + 1; next < data->x_count && level_at(heat, next, y) == level;)
            next++;
        strbuf_printf(told, "%s ", x ? "," : "");
        if (next - x > 1)
            strbuf_printf(told, STR_FMT "–", STR_ARG(chart_number(chart, &heat->x_unit, data->xs[x])));
        strbuf_printf(told, STR_FMT " " STR_FMT, STR_ARG(chart_quantity(chart, &heat->x_unit, data->xs[next - 1])), STR_ARG(chart_level_name(chart, level)));
    }
    strbuf_puts(told, ".");
}

static void tell(const Heat *heat, StrBuf *told)
{
    const Chart *chart = &heat->chart;
    for (size_t level = 0; level < chart->head->level_count; level++)
        strbuf_printf(told, STR_FMT ". ", STR_ARG(level_told(heat, (uint8_t)level)));
    if (heat->data->has_base)
        strbuf_printf(told, STR_FMT ". ", STR_ARG(base_told(heat)));
    strbuf_printf(told, "%s " STR_FMT ".", chart_say(chart, "För varje värde, efter", "For each value, by"), STR_ARG(chart_axis_title(chart, &heat->data->x, &heat->x_unit)));
    for (size_t y = 0; y < heat->data->y_count; y++)
        tell_row(heat, y, told);
}

bool chart_heat(StrBuf *out, const ChartHeat *data)
{
    if (!data->x_count || !data->y_count || data->x_count > CHART_HEAT_SIDE || data->y_count > CHART_HEAT_SIDE || data->head.level_count > CHART_LEVELS)
        return false;
    Heat heat = {.chart = chart_begin(&data->head), .data = data};
    StrBuf told = {0};
    chart_put_heading(&heat.chart);
    set_places(&heat);
    for (size_t y = 0; y < data->y_count; y++)
        for (size_t x = 0; x < data->x_count; x++)
            put_cell(&heat, x, y);
    put_edges(&heat);
    put_base(&heat);
    put_numbers(&heat);
    put_legend(&heat);
    tell(&heat, &told);
    chart_finish(&heat.chart, out, &told);
    return true;
}
