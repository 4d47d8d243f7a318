/* scenario_words.c: the small phrases of scenarios: differences and effects. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

/* Whether the difference, so rounded, is that of the values as they are shown, and not nothing. */
static bool adds_up(Num from, Num to, Num difference, int decimals)
{
    Num rounded = num_round(difference, decimals), shown;
    return num_sign(rounded) && num_sub(num_round(to, decimals), num_round(from, decimals), &shown) && num_cmp(shown, rounded) == 0;
}

int shared_decimals(const Quantity *from, const Quantity *to)
{
    Num before, after, difference, factor = num_of_fix(to->shown_factor ? to->shown_factor : FIX_ONE);
    int decimals = from->decimals > to->decimals ? from->decimals : to->decimals;
    bool numbers = from->state == RESULT_VALUE && to->state == RESULT_VALUE && from->type == RESULT_NUMBER && to->type == RESULT_NUMBER;
    if (!numbers || !num_div(from->number, factor, &before) || !num_div(to->number, factor, &after) || !num_sub(after, before, &difference) ||
        num_sign(difference) == 0)
        return decimals;
    decimals = decimals < 0 ? 0 : decimals;
    while (decimals < FIX_DECIMALS && !adds_up(before, after, difference, decimals))
        decimals++;
    return decimals;
}

Quantity quantity_difference(const Quantity *from, const Quantity *to)
{
    Quantity out = *to;
    Num difference;
    bool numbers = from->state == RESULT_VALUE && to->state == RESULT_VALUE && from->type == RESULT_NUMBER && to->type == RESULT_NUMBER;
    out.state = RESULT_NONE;
    if (!numbers || !num_sub(to->number, from->number, &difference) || num_sign(difference) == 0)
        return out;
    out.state = RESULT_VALUE;
    out.number = difference;
    out.decimals = shared_decimals(from, to);
    if (str_eqz(out.unit, "%"))
        out.unit = out.shown_unit = STR_LIT("procentenheter");
    return out;
}

Str difference_words(Arena *arena, const Quantity *from, const Quantity *to, Lang lang)
{
    Quantity difference = quantity_difference(from, to);
    if (difference.state != RESULT_VALUE)
        return STR_LIT("");
    Str words = phrase_quantity(arena, &difference, lang);
    return num_sign(difference.number) > 0 ? str_of(arena_printf(arena, "+" STR_FMT, STR_ARG(words))) : words;
}

Str effect_words(Arena *arena, const Assessment *from, const Assessment *to, Lang lang)
{
    if (!from || !to || assessments_equal(from, to))
        return STR_LIT("–");
    Str difference = difference_words(arena, &from->value, &to->value, lang);
    if (assessments_alike(from, to))
        return difference.n ? difference : phrase_quantity(arena, &to->value, lang);
    Str level = phrase_level(arena, to, lang);
    return difference.n ? str_of(arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(difference), STR_ARG(level))) : level;
}
