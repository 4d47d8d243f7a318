/* scenario_varied.c: what comes out over a grid of values, told as parts of a paper: where each outcome tips, and the outcomes themselves. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

/* A table has room for so many columns beside the first, and this many tables of two parameters are told. */
#define MOST_COLUMNS 5
#define MOST_TABLES 6

Quantity point_quantity(const VariedCell *cell, const ScenarioPoint *point)
{
    Quantity value = cell->base->value;
    value.state = point->state;
    value.type = point->type;
    value.number = point->number;
    value.truth = point->truth;
    value.text = point->level;
    return value;
}

Str point_level(Arena *arena, const VariedCell *cell, const ScenarioPoint *point, Lang lang)
{
    Assessment as = *cell->base;
    as.value = point_quantity(cell, point);
    as.level = point->level;
    as.level_rank = point->rank;
    as.not_assessable = point->not_assessable;
    return phrase_level(arena, &as, lang);
}

Str varied_title(const Telling *telling, const VariedCell *cell)
{
    const Assessment *a = cell->base;
    Str title = a->title.n ? a->title : a->declaration;
    return telling_text(telling, STR_FMT ", " STR_FMT, STR_ARG(title), STR_ARG(a->body.n ? a->body : a->body_title));
}

static Str axis_value(const Telling *telling, const ScenarioAxis *axis, size_t at)
{
    return phrase_quantity(telling->paper.arena, &axis->values[at], telling->paper.lang);
}

static Str axis_name(const ScenarioAxis *axis)
{
    return axis->title.n ? axis->title : axis->parameter;
}

size_t axis_risen(const ScenarioAxis *axis, size_t at)
{
    bool falls = axis->count > 1 && num_cmp(axis->values[0].number, axis->values[1].number) > 0;
    return falls ? axis->count - 1 - at : at;
}

/* ---- where it tips ---- */

static Str level_at(const Telling *telling, const Variation *variation, const VariedCell *cell, size_t place)
{
    return point_level(telling->paper.arena, cell, &cell->points[axis_risen(&variation->axes[0], place)], telling->paper.lang);
}

/* "grön till och med 3 %, gul från 3,5 %, röd från 5 %" */
static Str pieces_told(const Telling *telling, const Variation *variation, const VariedCell *cell)
{
    const ScenarioAxis *axis = &variation->axes[0];
    StrBuf buf = {0};
    Str level = level_at(telling, variation, cell, 0);
    strbuf_put(&buf, level);
    for (size_t i = 1, first = true; i < axis->count; i++) {
        Str next = level_at(telling, variation, cell, i);
        if (str_eq(next, level))
            continue;
        if (first)
            strbuf_printf(&buf, " %s " STR_FMT, either(telling, "till och med", "up to"), STR_ARG(axis_value(telling, axis, axis_risen(axis, i - 1))));
        strbuf_printf(&buf, ", " STR_FMT " %s " STR_FMT, STR_ARG(next), either(telling, "från", "from"), STR_ARG(axis_value(telling, axis, axis_risen(axis, i))));
        level = next;
        first = false;
    }
    Str text = str_dup(telling->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_tips(Telling *telling, const Variation *variation)
{
    for (VEC_EACH(const VariedCell, cell, &variation->cells))
        if (cell->flips)
            paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, STR_FMT ": " STR_FMT, STR_ARG(varied_title(telling, cell)),
                                                                    STR_ARG(pieces_told(telling, variation, cell))));
}

/* ---- the values ---- */

static Str point_words(const Telling *telling, const VariedCell *cell, const ScenarioPoint *point)
{
    Quantity value = point_quantity(cell, point);
    Str level = point_level(telling->paper.arena, cell, point, telling->paper.lang);
    if (point->type != RESULT_NUMBER || point->state != RESULT_VALUE)
        return level;
    Str words = phrase_quantity(telling->paper.arena, &value, telling->paper.lang);
    return cell->flips ? telling_text(telling, STR_FMT ", " STR_FMT, STR_ARG(words), STR_ARG(level)) : words;
}

/* Those that tip come first; rules have no value to show. */
static size_t choose_columns(const Variation *variation, const VariedCell **out)
{
    size_t count = 0;
    for (int flips = 1; flips >= 0; flips--)
        for (VEC_EACH(const VariedCell, cell, &variation->cells))
            if (cell->flips == (flips == 1) && cell->points[0].type == RESULT_NUMBER && count < MOST_COLUMNS)
                out[count++] = cell;
    return count;
}

static void put_values(Telling *telling, const Variation *variation)
{
    const ScenarioAxis *axis = &variation->axes[0];
    const VariedCell *columns[MOST_COLUMNS];
    size_t count = choose_columns(variation, columns);
    if (!count)
        return;
    PaperTable *table = paper_table(&telling->paper, STR_LIT(""), true);
    Str name = axis_name(axis);
    paper_column(&telling->paper, table, arena_strndup(telling->paper.arena, name.s, name.n), true);
    for (size_t i = 0; i < count; i++) {
        Str title = varied_title(telling, columns[i]);
        paper_column(&telling->paper, table, arena_strndup(telling->paper.arena, title.s, title.n), true);
    }
    for (size_t row = 0; row < axis->count; row++) {
        paper_cell(&telling->paper, table, axis_value(telling, axis, row));
        for (size_t i = 0; i < count; i++)
            paper_cell(&telling->paper, table, point_words(telling, columns[i], &columns[i]->points[row]));
    }
}

/* Levels of one outcome: the first parameter down, the second across. */
static void put_matrix(Telling *telling, const Variation *variation, const VariedCell *cell)
{
    const ScenarioAxis *down = &variation->axes[0], *across = &variation->axes[1];
    PaperTable *table = paper_table(&telling->paper, varied_title(telling, cell), true);
    paper_column(&telling->paper, table, telling_text(telling, STR_FMT " \\ " STR_FMT, STR_ARG(axis_name(down)), STR_ARG(axis_name(across))).s, false);
    for (size_t i = 0; i < across->count; i++)
        paper_column(&telling->paper, table, axis_value(telling, across, i).s, false);
    for (size_t row = 0; row < down->count; row++) {
        paper_cell(&telling->paper, table, axis_value(telling, down, row));
        for (size_t i = 0; i < across->count; i++)
            paper_cell(&telling->paper, table, point_level(telling->paper.arena, cell, &cell->points[row * across->count + i], telling->paper.lang));
    }
}

static void put_matrices(Telling *telling, const Variation *variation)
{
    size_t told = 0, all = 0;
    bool fits = variation->axes[1].count + 1 <= GRID_MAX_COLUMNS;
    for (VEC_EACH(const VariedCell, cell, &variation->cells)) {
        all += cell->flips;
        if (cell->flips && fits && told < MOST_TABLES) {
            put_matrix(telling, variation, cell);
            told++;
        }
    }
    if (all > told)
        paper_text(&telling->paper, telling_text(telling, either(telling, "%zu utfall till byter nivå; csv och json har alla värden.",
                                                                 "%zu more outcomes change level; csv and json have all values."), all - told));
}

/* ---- all of it ---- */

static void put_title(Telling *telling, const Variation *variation)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < variation->axis_count; i++) {
        const ScenarioAxis *axis = &variation->axes[i];
        strbuf_printf(&buf, "%s" STR_FMT " " STR_FMT "–" STR_FMT, i ? either(telling, " och ", " and ") : "", STR_ARG(axis_name(axis)),
                      STR_ARG(axis_value(telling, axis, 0)), STR_ARG(axis_value(telling, axis, axis->count - 1)));
    }
    paper_heading(&telling->paper, 3, telling_text(telling, either(telling, "Om %s", "If %s"), buf.s));
    strbuf_free(&buf);
}

void put_variation(Telling *telling, const Variation *variation)
{
    bool flips = false;
    for (VEC_EACH(const VariedCell, cell, &variation->cells))
        flips |= cell->flips;
    put_title(telling, variation);
    if (!flips)
        paper_text(&telling->paper, telling_text(telling, either(telling, "Inget utfall byter nivå i någon av de %zu inställningarna.",
                                                                 "No outcome changes level in any of the %zu settings."), variation->settings));
    if (variation->spoiled)
        paper_text(&telling->paper, telling_text(telling, either(telling, "%zu värden gick inte att räkna ut i sin inställning.",
                                                                 "%zu values could not be computed in their setting."), variation->spoiled));
    if (variation->axis_count == 1) {
        put_tips(telling, variation);
        put_pictures(telling, variation);
        put_values(telling, variation);
    } else {
        put_pictures(telling, variation);
        put_matrices(telling, variation);
    }
}
