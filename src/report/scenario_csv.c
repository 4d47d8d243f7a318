/* scenario_csv.c: scenarios for spreadsheets: a row for each outcome that is another, one for each
 * outcome in each setting of what is varied, and those of scenario_csv_more.c. UTF-8 with BOM and semicolons, like csv.c; for machines with commas
 * and without BOM. */
#include "report/csv_cells.h"
#include "report/phrases.h"
#include "report/scenario_sheet.h"

#define CELLS SHEET_CELLS

void sheet_row(const Sheet *sheet, const Str cells[CELLS])
{
    csv_put_row(sheet->out, sheet->arena, cells, CELLS, sheet->machine);
}

static void put_titles(const Sheet *sheet)
{
    static const char *const titles[CELLS][2] = {
        {"scenario", "scenario"}, {"slag", "sort"}, {"namn", "name"}, {"titel", "title"}, {"organ", "body"}, {"nyckel", "key"}, {"period", "period"},
        {"bas", "base"}, {"med scenariot", "with the scenario"}, {"nivå bas", "level base"}, {"nivå scenario", "level scenario"},
        {"inställning", "setting"},
    };
    Str cells[CELLS];
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = str_of(titles[i][sheet->lang]);
    sheet_row(sheet, cells);
}

Str sheet_value(const Sheet *sheet, const Quantity *value)
{
    StrBuf buf = {0};
    if (sheet->machine)
        quantity_print_plain(&buf, value);
    else
        quantity_print(&buf, value, sheet->lang);
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

Str sheet_period(const Sheet *sheet, Period period)
{
    StrBuf buf = {0};
    period_print(&buf, period);
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* "löneökning = 2 %; elever = 900" */
static Str setting_cell(const Sheet *sheet, const Variation *variation, size_t setting)
{
    StrBuf buf = {0};
    for (size_t i = variation->axis_count; i-- > 0; setting /= variation->axes[i].count) {
        const ScenarioAxis *axis = &variation->axes[i];
        Str value = sheet_value(sheet, &axis->values[setting % axis->count]), rest = str_dup(sheet->arena, strbuf_str(&buf));
        strbuf_clear(&buf);
        strbuf_printf(&buf, STR_FMT " = " STR_FMT "%s" STR_FMT, STR_ARG(axis->parameter), STR_ARG(value), rest.n ? "; " : "", STR_ARG(rest));
    }
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_varied(const Sheet *sheet, Str scenario, const Variation *variation, const VariedCell *cell)
{
    const Assessment *base = cell->base;
    for (size_t i = 0; i < variation->settings; i++) {
        Quantity value = point_quantity(cell, &cell->points[i]);
        Str cells[CELLS] = {scenario, base->decl_kind, base->declaration, base->title, base->body, base->key, sheet_period(sheet, base->period),
                            sheet_value(sheet, &base->value), sheet_value(sheet, &value), phrase_level(sheet->arena, base, sheet->lang),
                            point_level(sheet->arena, cell, &cell->points[i], sheet->lang), setting_cell(sheet, variation, i)};
        sheet_row(sheet, cells);
    }
}

static void put_result(const Sheet *sheet, const ScenarioResult *result)
{
    for (VEC_EACH(const ScenarioCell, cell, &result->cells)) {
        const Assessment *base = cell->base;
        Str cells[CELLS] = {result->name, base->decl_kind, base->declaration, base->title, base->body, base->key, sheet_period(sheet, base->period),
                            sheet_value(sheet, &base->value), sheet_value(sheet, &cell->with->value), phrase_level(sheet->arena, base, sheet->lang),
                            phrase_level(sheet->arena, cell->with, sheet->lang), STR_LIT("")};
        sheet_row(sheet, cells);
    }
    for (size_t i = 0; result->variation && i < result->variation->cells.count; i++)
        put_varied(sheet, result->name, result->variation, &result->variation->cells.items[i]);
    for (VEC_EACH(const Sought, sought, &result->sought))
        sheet_sought(sheet, result->name, sought);
    sheet_drawn(sheet, result->name, result->drawn);
    sheet_marginals(sheet, result->name, result->marginals);
}

static void write_csv(StrBuf *out, const ScenarioReport *report, const ReportOptions *options)
{
    Sheet sheet = {out, arena_new(), options->lang, options->machine};
    if (!options->machine)
        strbuf_puts(out, "\xef\xbb\xbf");
    put_titles(&sheet);
    sheet_marginals(&sheet, STR_LIT(""), report->marginals);
    for (VEC_EACH(const ScenarioResult, result, &report->results))
        put_result(&sheet, result);
    arena_free(sheet.arena);
}

const ScenarioFormat scenario_csv = {"csv", {"för kalkylprogram", "for spreadsheets"}, false, write_csv};
