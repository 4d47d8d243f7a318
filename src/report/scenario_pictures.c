/* scenario_pictures.c: pictures of what comes out over a grid of values, for the page: a line over bands of levels for one parameter, a map for two. The
 * numbers are those of the tables (scenario_varied.c). */
#include "report/phrases.h"
#include "report/scenario_parts.h"

Fix picture_value(Num number, const Quantity *like)
{
    Num out;
    bool fine = num_div(number, num_of_fix(like->shown_factor ? like->shown_factor : FIX_ONE), &out);
    return num_to_fix(fine ? out : number);
}

Str picture_unit(const Quantity *quantity)
{
    return quantity->shown_unit.n ? quantity->shown_unit : quantity->unit;
}

ChartHead picture_head(const Telling *telling, const Assessment *of, Str title)
{
    ChartHead head = {.lang = telling->paper.lang, .title = title, .subtitle = phrase_period(telling->paper.arena, of->period, telling->paper.lang)};
    head.id = telling_text(telling, "bild-%zu", telling->paper.blocks.count);
    return head;
}

static ChartHead varied_head(const Telling *telling, const VariedCell *cell)
{
    ChartHead head = picture_head(telling, cell->base, varied_title(telling, cell));
    bool rule = cell->points[0].type == RESULT_TRUTH && !cell->name_count;
    head.level_count = rule ? 2 : cell->name_count;
    for (size_t i = 0; i < cell->name_count; i++)
        head.level_names[i] = cell->names[i];
    if (rule) {
        head.level_names[0] = str_of(either(telling, "inte utlöst", "not triggered"));
        head.level_names[1] = str_of(either(telling, "utlöst", "triggered"));
    }
    return head;
}

static uint8_t level_of(const VariedCell *cell, const ScenarioPoint *point)
{
    if (!cell->name_count)
        return point->state == RESULT_VALUE && point->truth <= 1 ? point->truth : CHART_NO_LEVEL;
    return point->rank >= 0 && (size_t)point->rank < cell->name_count && !point->not_assessable ? (uint8_t)point->rank : CHART_NO_LEVEL;
}

static ChartAxis chart_axis(const Telling *telling, const ScenarioAxis *axis)
{
    Str title = axis->title.n ? axis->title : axis->parameter;
    return (ChartAxis){phrase_capital(telling->paper.arena, title), picture_unit(&axis->values[0]), -1};
}

static Fix *axis_values(Arena *arena, const ScenarioAxis *axis)
{
    Fix *out = arena_array(arena, axis->count, sizeof *out);
    for (size_t i = 0; i < axis->count; i++)
        out[axis_risen(axis, i)] = picture_value(axis->values[i].number, &axis->values[i]);
    return out;
}

/* ---- bands ---- */

/* The values that were seen at a level. */
typedef struct Seen { uint8_t level; Fix low, high; } Seen;
typedef struct Bands { Seen seen[CHART_LEVELS]; Fix limits[SCENARIO_LIMITS]; ChartBand out[CHART_LEVELS]; size_t count, limit_count; } Bands;

static void see(Bands *bands, const ChartPoint *point)
{
    size_t i = 0;
    while (i < bands->count && bands->seen[i].level != point->level)
        i++;
    if (i == bands->count)
        bands->seen[bands->count++] = (Seen){point->level, point->y, point->y};
    Seen *seen = &bands->seen[i];
    seen->low = point->y < seen->low ? point->y : seen->low;
    seen->high = point->y > seen->high ? point->y : seen->high;
}

/* From the lowest values to the highest. False where levels do not follow each other by value: then there are no bands to draw. */
static bool sort_seen(Bands *bands)
{
    for (size_t i = 1; i < bands->count; i++) {
        Seen moved = bands->seen[i];
        size_t at = i;
        for (; at && bands->seen[at - 1].low > moved.low; at--)
            bands->seen[at] = bands->seen[at - 1];
        bands->seen[at] = moved;
    }
    for (size_t i = 1; i < bands->count; i++)
        if (bands->seen[i].low <= bands->seen[i - 1].high)
            return false;
    return true;
}

/* The only limit from low to high. */
static bool limit_between(const Bands *bands, Fix low, Fix high, Fix *out)
{
    size_t found = 0;
    for (size_t i = 0; i < bands->limit_count; i++)
        if (bands->limits[i] >= low && bands->limits[i] <= high) {
            *out = bands->limits[i];
            found++;
        }
    return found == 1;
}

/* Between two levels: at the limit, or, where none is known, a strip that belongs to neither. At the ends: as far as the next limit. */
static void set_ends(Bands *bands)
{
    for (size_t i = 0; i < bands->count; i++)
        bands->out[i] = (ChartBand){bands->seen[i].level, bands->seen[i].low, bands->seen[i].high, i == 0, i + 1 == bands->count};
    for (size_t i = 0; i + 1 < bands->count; i++) {
        Fix limit;
        if (limit_between(bands, bands->seen[i].high, bands->seen[i + 1].low, &limit))
            bands->out[i].to = bands->out[i + 1].from = limit;
    }
    ChartBand *first = &bands->out[0], *last = &bands->out[bands->count - 1];
    Fix lowest = bands->seen[0].low, highest = bands->seen[bands->count - 1].high;
    for (size_t i = 0; i < bands->limit_count; i++) {
        Fix limit = bands->limits[i];
        if (limit <= lowest && (first->open_from || limit > first->from)) {
            first->open_from = false;
            first->from = limit;
        }
        if (limit >= highest && (last->open_to || limit < last->to)) {
            last->open_to = false;
            last->to = limit;
        }
    }
}

static bool make_bands(Bands *bands, const VariedCell *cell, const ChartPoint *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!points[i].missing && points[i].level < CHART_LEVELS)
            see(bands, &points[i]);
    for (size_t i = 0; i < cell->limit_count; i++)
        bands->limits[bands->limit_count++] = picture_value(cell->limits[i], &cell->base->value);
    if (!bands->count || !sort_seen(bands))
        return false;
    set_ends(bands);
    return true;
}

/* ---- one parameter ---- */

static void fill_points(const VariedCell *cell, const ScenarioAxis *axis, const Fix *xs, ChartPoint *out)
{
    for (size_t i = 0; i < axis->count; i++) {
        const ScenarioPoint *point = &cell->points[i];
        bool there = point->state == RESULT_VALUE && point->type == RESULT_NUMBER;
        size_t at = axis_risen(axis, i);
        out[at] = (ChartPoint){xs[at], there ? picture_value(point->number, &cell->base->value) : 0, !there, level_of(cell, point)};
    }
}

static size_t find_tips(const ChartPoint *points, size_t count, ChartTip *out)
{
    size_t tips = 0;
    for (size_t i = 1; i < count; i++)
        if (points[i].level != points[i - 1].level)
            out[tips++] = (ChartTip){points[i - 1].x, points[i].x, points[i - 1].level, points[i].level};
    return tips;
}

static bool draw_line(const Telling *telling, const Variation *variation, const VariedCell *cell, StrBuf *out)
{
    const ScenarioAxis *axis = &variation->axes[0];
    Arena *arena = telling->paper.arena;
    Bands bands = {.count = 0};
    ChartPoint *points = arena_array(arena, axis->count, sizeof *points);
    ChartTip *tips = arena_array(arena, axis->count, sizeof *tips);
    fill_points(cell, axis, axis_values(arena, axis), points);
    Str title = cell->base->title.n ? cell->base->title : cell->base->declaration;
    ChartLine line = {.head = varied_head(telling, cell), .x = chart_axis(telling, axis), .y = {title, picture_unit(&cell->base->value), -1},
                      .points = points, .point_count = axis->count, .tips = tips, .tip_count = find_tips(points, axis->count, tips)};
    line.has_base = axis->base.state == RESULT_VALUE;
    line.base = line.has_base ? picture_value(axis->base.number, &axis->values[0]) : 0;
    if (make_bands(&bands, cell, points, axis->count)) {
        line.bands = bands.out;
        line.band_count = bands.count;
    }
    return chart_line(out, &line);
}

/* ---- two parameters ---- */

/* The first parameter upwards, the second across: as in the table, but with the greatest on top. */
static bool draw_heat(const Telling *telling, const Variation *variation, const VariedCell *cell, StrBuf *out)
{
    const ScenarioAxis *up = &variation->axes[0], *across = &variation->axes[1];
    Arena *arena = telling->paper.arena;
    uint8_t *levels = arena_array(arena, variation->settings, sizeof *levels);
    for (size_t y = 0; y < up->count; y++)
        for (size_t x = 0; x < across->count; x++)
            levels[axis_risen(up, y) * across->count + axis_risen(across, x)] = level_of(cell, &cell->points[y * across->count + x]);
    ChartHeat heat = {.head = varied_head(telling, cell), .x = chart_axis(telling, across), .y = chart_axis(telling, up), .xs = axis_values(arena, across),
                      .x_count = across->count, .ys = axis_values(arena, up), .y_count = up->count, .levels = levels};
    heat.has_base = up->base.state == RESULT_VALUE && across->base.state == RESULT_VALUE;
    if (heat.has_base) {
        heat.base_x = picture_value(across->base.number, &across->values[0]);
        heat.base_y = picture_value(up->base.number, &up->values[0]);
    }
    return chart_heat(out, &heat);
}

/* ---- all of them ---- */

/* A rule has no value to draw a line of. */
static bool is_drawn(const Variation *variation, const VariedCell *cell)
{
    return cell->flips && (variation->axis_count > 1 || cell->base->value.type == RESULT_NUMBER);
}

void put_pictures(Telling *telling, const Variation *variation)
{
    size_t drawn = 0, all = 0;
    for (VEC_EACH(const VariedCell, cell, &variation->cells)) {
        StrBuf svg = {0};
        if (!is_drawn(variation, cell) || ++all > MOST_PICTURES)
            continue;
        if (variation->axis_count > 1 ? draw_heat(telling, variation, cell, &svg) : draw_line(telling, variation, cell, &svg)) {
            paper_picture(&telling->paper, str_dup(telling->paper.arena, strbuf_str(&svg)), STR_LIT(""));
            drawn++;
        }
        strbuf_free(&svg);
    }
    if (all > MOST_PICTURES)
        paper_picture(&telling->paper, STR_LIT(""), telling_text(telling, either(telling, "%zu utfall till byter nivå men är inte ritade; tabellerna och csv har dem.",
                                                             "%zu more outcomes change level but are not drawn; the tables and csv have them."), all - MOST_PICTURES));
    else if (all > drawn)
        paper_picture(&telling->paper, STR_LIT(""), str_of(either(telling, "Det är för många inställningar för en bild; csv har dem.",
                                                                  "There are too many settings for a picture; csv has them.")));
}
