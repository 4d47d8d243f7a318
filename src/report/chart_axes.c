/* chart_axes.c: axes with round numbers, in whole numbers. Part of chart_parts.h. */
#include "report/chart_parts.h"

#define MILLION 1000000
#define TICK (5 * SVG_UNIT)
#define LABEL_GAP (8 * SVG_UNIT)

static Wide size_of(Wide value)
{
    return value < 0 ? -value : value;
}

ChartUnit chart_unit(const Chart *chart, const ChartAxis *axis, Fix low, Fix high)
{
    Wide most = size_of(low) > size_of(high) ? size_of(low) : size_of(high);
    if (str_eqz(axis->unit, "kr") && most >= (Wide)10 * MILLION * FIX_ONE)
        return (ChartUnit){MILLION, str_of(chart_say(chart, "mnkr", "SEK m")), axis->decimals > 1 ? axis->decimals : 1};
    return (ChartUnit){1, text_shown(chart->arena, axis->unit, 40), axis->decimals};
}

Str chart_number(const Chart *chart, const ChartUnit *unit, Fix value)
{
    StrBuf buf = {0};
    Num shown = num_of_fix(value);
    num_div(shown, num_of_int(unit->divisor), &shown);
    num_print_people(&buf, shown, unit->decimals, chart->head->lang == LANG_EN);
    return chart_take(chart, &buf);
}

Str chart_quantity(const Chart *chart, const ChartUnit *unit, Fix value)
{
    Str number = chart_number(chart, unit, value);
    bool close = chart->head->lang == LANG_EN && str_eqz(unit->unit, "%");
    if (!unit->unit.n)
        return number;
    return str_of(arena_printf(chart->arena, STR_FMT "%s" STR_FMT, STR_ARG(number), close ? "" : "\u00a0", STR_ARG(unit->unit)));
}

Str chart_axis_title(const Chart *chart, const ChartAxis *axis, const ChartUnit *unit)
{
    Str title = text_shown(chart->arena, axis->title, 120);
    return unit->unit.n ? str_of(arena_printf(chart->arena, STR_FMT ", " STR_FMT, STR_ARG(title), STR_ARG(unit->unit))) : title;
}

/* ---- scales ---- */

/* The least of 1, 2, 5, 10, 20 … millionths that is at least `least`. */
static Wide round_step(Wide least)
{
    static const int firsts[] = {1, 2, 5};
    for (Wide power = 1;; power *= 10)
        for (size_t i = 0; i < 3; i++)
            if (power * firsts[i] >= least)
                return power * firsts[i];
}

static Wide step_down(Wide value, Wide step)
{
    Wide rest = value % step;
    return value - rest - (rest < 0 ? step : 0);
}

/* The decimals that multiples of the step need when shown. */
static int decimals_for(Wide step, int64_t divisor)
{
    int decimals = 0;
    for (Wide unit = (Wide)divisor * FIX_ONE; decimals < FIX_DECIMALS && step % unit != 0; unit /= 10)
        decimals++;
    return decimals;
}

ChartScale chart_scale(const ChartUnit *unit, Fix low, Fix high, size_t most, bool rounded)
{
    Wide span = (Wide)high - low, least = span ? (span + (Wide)most - 1) / (Wide)most : low ? size_of(low) / 10 : FIX_ONE;
    ChartScale scale = {.low = low, .high = high, .step = round_step(least > 0 ? least : 1), .unit = *unit};
    if (rounded) {
        scale.low = step_down(low, scale.step);
        scale.high = -step_down(-(Wide)high, scale.step);
    }
    if (scale.low == scale.high) {
        scale.low -= scale.step;
        scale.high += scale.step;
    }
    scale.unit.decimals = decimals_for(scale.step, unit->divisor);
    return scale;
}

Pos chart_at(const ChartScale *scale, Wide value)
{
    Wide span = scale->high - scale->low, way = (value - scale->low) * (scale->to - scale->from);
    return scale->from + (Pos)((way + (way < 0 ? -span : span) / 2) / span);
}

static Wide first_tick(const ChartScale *scale)
{
    return -step_down(-scale->low, scale->step);
}

static Str tick_text(const Chart *chart, const ChartScale *scale, Wide at)
{
    return chart_number(chart, &scale->unit, at > FIX_MAX ? FIX_MAX : at < FIX_MIN ? FIX_MIN : (Fix)at);
}

Pos chart_ticks_width(const Chart *chart, const ChartScale *scale)
{
    Font font = {CHART_SMALL, false, CHART_INK};
    Pos most = 0;
    for (Wide at = first_tick(scale); at <= scale->high; at += scale->step) {
        Pos width = svg_text_width(tick_text(chart, scale, at), &font);
        most = width > most ? width : most;
    }
    return most;
}

void chart_put_vertical(Chart *chart, const ChartScale *scale, Pos left, Pos right)
{
    Font font = {CHART_SMALL, false, CHART_INK};
    for (Wide at = first_tick(scale); at <= scale->high; at += scale->step) {
        Pos y = chart_at(scale, at);
        svg_put_line(&chart->body, (Point){left, y}, (Point){right, y}, at == 0 ? "stroke=\"#40464d\" stroke-width=\"1.5\"" : "stroke=\"#8a9097\" stroke-width=\"0.6\"");
        svg_put_line_of_text(&chart->body, (Point){left - LABEL_GAP, y + CHART_SMALL * 36 / 100}, ANCHOR_END, &font, tick_text(chart, scale, at));
    }
}

void chart_put_horizontal(Chart *chart, const ChartScale *scale, Pos bottom)
{
    Font font = {CHART_SMALL, false, CHART_INK};
    Pos width = chart_ticks_width(chart, scale) + 12 * SVG_UNIT;
    Wide ticks = (scale->high - scale->low) / scale->step + 1, room = (scale->to - scale->from) / width, every = room > 0 ? (ticks + room - 1) / room : ticks;
    svg_put_line(&chart->body, (Point){scale->from, bottom}, (Point){scale->to, bottom}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
    for (Wide at = first_tick(scale), i = 0; at <= scale->high; at += scale->step, i++) {
        Pos x = chart_at(scale, at);
        svg_put_line(&chart->body, (Point){x, bottom}, (Point){x, bottom + TICK}, "stroke=\"" CHART_INK "\" stroke-width=\"1\"");
        if (i % (every > 0 ? every : 1) == 0)
            svg_put_line_of_text(&chart->body, (Point){x, bottom + CHART_LINE}, ANCHOR_MIDDLE, &font, tick_text(chart, scale, at));
    }
}
