/* scenario_fans.c: what draws come to month by month, as fans on the page. The table before them (scenario_drawn.c) has the last month in numbers. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

static const uint32_t shares[DRAWN_SHARES] = {50000, 250000, 500000, 750000, 950000};

static Fix *in_shown_unit(const Telling *telling, const DrawnCell *cell, const Fix *values, size_t count)
{
    Fix *out = arena_array(telling->paper.arena, count, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[i] = picture_value(num_of_fix(values[i]), &cell->base->value);
    return out;
}

static Str limit_label(const Telling *telling, const DrawnCell *cell)
{
    return phrase_capital(telling->paper.arena, cell->base->compared.what[telling->paper.lang]);
}

static bool draw_fan(const Telling *telling, const Drawn *drawn, const DrawnCell *cell, StrBuf *out)
{
    const DrawnMonths *months = cell->months;
    const Assessment *a = cell->base;
    Str title = a->title.n ? a->title : a->declaration;
    ChartFan fan = {.y = {title, picture_unit(&a->value), -1}, .year = months->year, .month = months->month, .month_count = months->count, .shares = shares,
                    .share_count = DRAWN_SHARES, .missing = months->missing, .draws = drawn->draws, .seed = drawn->seed};
    fan.head = picture_head(telling, a, telling_text(telling, STR_FMT ", " STR_FMT, STR_ARG(title), STR_ARG(a->body.n ? a->body : a->body_title)));
    fan.head.subtitle = STR_LIT("");
    fan.values = in_shown_unit(telling, cell, months->values, DRAWN_SHARES * months->count);
    fan.base = in_shown_unit(telling, cell, months->base, months->count);
    ChartLimit limit = {picture_value(num_of_fix(months->limit), &a->value), limit_label(telling, cell)};
    fan.limits = &limit;
    fan.limit_count = months->has_limit ? 1 : 0;
    return chart_fan(out, &fan);
}

static bool has_levels(const DrawnCell *cell)
{
    size_t levels = 0;
    for (size_t i = 0; i < DRAWN_LEVELS; i++)
        levels += cell->levels[i] > 0;
    return levels > 1;
}

/* Those that are of different levels come first. */
void put_fans(Telling *telling, const Drawn *drawn)
{
    size_t all = 0;
    for (int several = 1; several >= 0; several--)
        for (VEC_EACH(const DrawnCell, cell, &drawn->cells)) {
            StrBuf svg = {0};
            if (!cell->months || has_levels(cell) != (several == 1) || ++all > MOST_PICTURES)
                continue;
            if (draw_fan(telling, drawn, cell, &svg))
                paper_picture(&telling->paper, str_dup(telling->paper.arena, strbuf_str(&svg)), STR_LIT(""));
            strbuf_free(&svg);
        }
    if (all > MOST_PICTURES)
        paper_picture(&telling->paper, STR_LIT(""), telling_text(telling, either(telling, "%zu utfall till är inte ritade; tabellen har dem.",
                                                                                 "%zu more outcomes are not drawn; the table has them."), all - MOST_PICTURES));
}
