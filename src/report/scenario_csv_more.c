/* scenario_csv_more.c: what was sought and drawn, and what would change each outcome, as rows for spreadsheets. The last column says what each row is. */
#include "report/phrases.h"
#include "report/scenario_sheet.h"

static Str setting_text(const Sheet *sheet, const char *sv, const char *en)
{
    return str_of(sheet->lang == LANG_EN ? en : sv);
}

/* ---- what was sought ---- */

static Str outcome_text(const Sheet *sheet, SoughtOutcome outcome)
{
    switch (outcome) {
    case SOUGHT_FOUND: return setting_text(sheet, "hittat", "found");
    case SOUGHT_NONE: return setting_text(sheet, "inget värde", "no value");
    case SOUGHT_ALL: return setting_text(sheet, "alla värden", "every value");
    case SOUGHT_AT_END: return setting_text(sheet, "där sökningen slutar", "where the search ends");
    case SOUGHT_PIECES: return setting_text(sheet, "kommer och går", "comes and goes");
    case SOUGHT_UNDECIDED: break;
    }
    return setting_text(sheet, "går inte att säga", "cannot be told");
}

void sheet_sought(const Sheet *sheet, Str scenario, const Sought *sought)
{
    const char *format = sought->highest ? setting_text(sheet, "högsta värde mellan " STR_FMT " och " STR_FMT " så att " STR_FMT, "highest value between " STR_FMT " and " STR_FMT " so that " STR_FMT).s
                                         : setting_text(sheet, "lägsta värde mellan " STR_FMT " och " STR_FMT " så att " STR_FMT, "lowest value between " STR_FMT " and " STR_FMT " so that " STR_FMT).s;
    Str low = sheet_value(sheet, &sought->low), high = sheet_value(sheet, &sought->high);
    Str setting = str_of(arena_printf(sheet->arena, format, STR_ARG(low), STR_ARG(high), STR_ARG(sought->condition)));
    Str cells[SHEET_CELLS] = {scenario, STR_LIT("parameter"), sought->parameter, sought->title, STR_LIT(""), STR_LIT(""), STR_LIT(""), STR_LIT(""),
                              sought->has_value ? sheet_value(sheet, &sought->value) : STR_LIT(""), STR_LIT(""), outcome_text(sheet, sought->outcome), setting};
    sheet_row(sheet, cells);
}

/* ---- outcomes ---- */

static void put_outcome(const Sheet *sheet, Str scenario, const Assessment *base, Str value, Str level, Str setting)
{
    Str cells[SHEET_CELLS] = {scenario, base->decl_kind, base->declaration, base->title, base->body, base->key, sheet_period(sheet, base->period),
                              sheet_value(sheet, &base->value), value, phrase_level(sheet->arena, base, sheet->lang), level, setting};
    sheet_row(sheet, cells);
}

static Quantity share_quantity(size_t count, size_t of)
{
    Quantity share = {.state = RESULT_VALUE, .type = RESULT_NUMBER, .unit = STR_LIT("%"), .shown_unit = STR_LIT("%"), .shown_factor = FIX_ONE / 100, .decimals = 1};
    if (!of || !num_div(num_of_int((int64_t)count), num_of_int((int64_t)of), &share.number))
        share.state = RESULT_NONE;
    return share;
}

static void put_levels(const Sheet *sheet, Str scenario, const Drawn *drawn, const DrawnCell *cell)
{
    for (size_t i = 0; i < DRAWN_LEVELS; i++) {
        Str name = cell->names[i].n ? cell->names[i] : i ? setting_text(sheet, "utlöst", "triggered") : setting_text(sheet, "inte utlöst", "not triggered");
        Quantity share = share_quantity(cell->levels[i], drawn->draws);
        if (cell->levels[i])
            put_outcome(sheet, scenario, cell->base, sheet_value(sheet, &share), name, setting_text(sheet, "andel av dragningarna", "share of the draws"));
    }
}

static void put_percentiles(const Sheet *sheet, Str scenario, const DrawnCell *cell)
{
    static const char *const names[DRAWN_SHARES][2] = {
        {"5:e percentilen", "5th percentile"}, {"25:e percentilen", "25th percentile"}, {"median", "median"},
        {"75:e percentilen", "75th percentile"}, {"95:e percentilen", "95th percentile"},
    };
    for (size_t i = 0; i < DRAWN_SHARES; i++)
        put_outcome(sheet, scenario, cell->base, sheet_value(sheet, &cell->shares[i]), STR_LIT(""), str_of(names[i][sheet->lang]));
}

void sheet_drawn(const Sheet *sheet, Str scenario, const Drawn *drawn)
{
    for (size_t i = 0; drawn && i < drawn->cells.count; i++) {
        const DrawnCell *cell = &drawn->cells.items[i];
        put_levels(sheet, scenario, drawn, cell);
        if (cell->has_values)
            put_percentiles(sheet, scenario, cell);
    }
}

static void put_flip(const Sheet *sheet, Str scenario, const Marginals *marginals, const MarginalCell *cell, const Flip *flip)
{
    const MarginalParameter *parameter = &marginals->parameters.items[flip->parameter];
    VariedCell as = {.base = cell->now};
    Quantity value = point_quantity(&as, &flip->becomes);
    Str from = sheet_value(sheet, &parameter->now), to = sheet_value(sheet, &flip->to);
    Str setting = str_of(arena_printf(sheet->arena, "%s" STR_FMT ": " STR_FMT " → " STR_FMT, flip->exact ? "" : setting_text(sheet, "senast: ", "at the latest: ").s,
                                      STR_ARG(parameter->name), STR_ARG(from), STR_ARG(to)));
    put_outcome(sheet, scenario, cell->now, sheet_value(sheet, &value), flip_level(sheet->arena, cell, flip, sheet->lang), setting);
}

void sheet_marginals(const Sheet *sheet, Str scenario, const Marginals *marginals)
{
    for (size_t i = 0; marginals && i < marginals->cells.count; i++)
        for (VEC_EACH(const Flip, flip, &marginals->cells.items[i].flips))
            put_flip(sheet, scenario, marginals, &marginals->cells.items[i], flip);
}
