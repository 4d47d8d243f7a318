/* scenario_story.c: scenarios told as a paper: what each changes, what comes out beside the base, and which change did it. */
#include <stdarg.h>

#include "report/phrases.h"
#include "report/scenario_parts.h"

/* So many rows of a table of effects are told; JSON has all of them. */
#define MOST_EFFECTS 60

const char *either(const Telling *telling, const char *sv, const char *en)
{
    return telling->paper.lang == LANG_EN ? en : sv;
}

Str telling_text(const Telling *telling, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(telling->paper.arena, format, args);
    va_end(args);
    return str_of(text);
}

static Str title_of(const Assessment *a)
{
    return a->title.n ? a->title : a->declaration;
}

static Str body_words(const Telling *telling, const Assessment *a)
{
    return phrase_body(telling->paper.arena, a->body_title, a->body, a->key);
}

/* ---- the beginning ---- */

static void put_head(Telling *telling)
{
    const Run *base = telling->report->base;
    Arena *arena = telling->paper.arena;
    Period whole = {base->as_of, base->as_of};
    Str day = phrase_period(arena, whole, telling->paper.lang);
    paper_heading(&telling->paper, 1, telling_text(telling, either(telling, "Scenarier: " STR_FMT, "Scenarios: " STR_FMT), STR_ARG(base->title)));
    paper_text(&telling->paper, telling_text(telling, either(telling, "Till och med " STR_FMT ".", "As of " STR_FMT "."), STR_ARG(day)));
    if (telling->report->base_name.n)
        paper_text(&telling->paper, telling_text(telling, either(telling, "Allt jämförs med scenariot " STR_FMT " (" STR_FMT ").", "All is compared with the scenario " STR_FMT " (" STR_FMT ")."),
                                                 STR_ARG(telling->report->base_name), STR_ARG(telling->report->base_title)));
}

/* ---- what is changed ---- */

static Str rows_words(const Telling *telling, const RowsMet *met)
{
    if (!met->is_rows)
        return STR_LIT("");
    Str unknown = met->unknown ? telling_text(telling, either(telling, ", okänt för %zu", ", unknown for %zu"), met->unknown) : STR_LIT("");
    return telling_text(telling, either(telling, " (%zu av %zu rader" STR_FMT ")", " (%zu of %zu rows" STR_FMT ")"), met->yes, met->rows, STR_ARG(unknown));
}

static void put_changes(Telling *telling, const ScenarioResult *result)
{
    for (size_t i = 0; i < result->changes.count; i++) {
        const ScenarioChange *change = &result->changes.items[i];
        Str from = str_eq(change->scenario, result->name) ? STR_LIT("")
            : telling_text(telling, either(telling, ", från " STR_FMT, ", from " STR_FMT), STR_ARG(change->scenario));
        paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, "%zu. " STR_FMT STR_FMT STR_FMT, i + 1, STR_ARG(change->text),
                                                                STR_ARG(rows_words(telling, &change->met)), STR_ARG(from)));
    }
}

/* ---- what comes out ---- */

static bool one_period(const ScenarioResult *result)
{
    for (VEC_EACH(const ScenarioCell, cell, &result->cells))
        if (!period_eq(cell->base->period, result->cells.items[0].base->period))
            return false;
    return true;
}

static Str level_words(const Telling *telling, const ScenarioCell *cell)
{
    Arena *arena = telling->paper.arena;
    Str before = phrase_level(arena, cell->base, telling->paper.lang), after = phrase_level(arena, cell->with, telling->paper.lang);
    return str_eq(before, after) ? after : telling_text(telling, STR_FMT " → " STR_FMT, STR_ARG(before), STR_ARG(after));
}

static Str value_words(const Telling *telling, const Assessment *a, int decimals)
{
    Quantity value = a->value;
    value.decimals = decimals;
    bool shown = value.type == RESULT_NUMBER || value.state != RESULT_VALUE;
    return shown ? phrase_quantity(telling->paper.arena, &value, telling->paper.lang) : STR_LIT("");
}

static void put_outcomes(Telling *telling, const ScenarioResult *result)
{
    bool periods = !one_period(result);
    Arena *arena = telling->paper.arena;
    Lang lang = telling->paper.lang;
    PaperTable *table = paper_table(&telling->paper, STR_LIT(""), true);
    paper_column(&telling->paper, table, either(telling, "Vad", "What"), false);
    paper_column(&telling->paper, table, either(telling, "Organ", "Body"), false);
    if (periods)
        paper_column(&telling->paper, table, either(telling, "Period", "Period"), false);
    paper_column(&telling->paper, table, either(telling, "Bas", "Base"), true);
    paper_column(&telling->paper, table, either(telling, "Scenario", "Scenario"), true);
    paper_column(&telling->paper, table, either(telling, "Skillnad", "Difference"), true);
    paper_column(&telling->paper, table, either(telling, "Nivå", "Level"), false);
    for (VEC_EACH(const ScenarioCell, cell, &result->cells)) {
        paper_cell(&telling->paper, table, title_of(cell->base));
        paper_cell(&telling->paper, table, body_words(telling, cell->base));
        if (periods)
            paper_cell(&telling->paper, table, phrase_period(arena, cell->base->period, lang));
        int decimals = shared_decimals(&cell->base->value, &cell->with->value);
        paper_cell(&telling->paper, table, value_words(telling, cell->base, decimals));
        paper_cell(&telling->paper, table, value_words(telling, cell->with, decimals));
        paper_cell(&telling->paper, table, difference_words(arena, &cell->base->value, &cell->with->value, lang));
        paper_cell(&telling->paper, table, level_words(telling, cell));
    }
}

static void put_counts(Telling *telling, const ScenarioResult *result)
{
    const struct { size_t count; const char *sv, *en; } parts[] = {
        {result->flipped, "får en annan nivå eller utlöses annorlunda", "with another level or trigger"},
        {result->value_only, "får bara ett annat värde", "with another value only"},
        {result->cell_count - result->cells.count, "är som förut", "as before"},
    };
    StrBuf buf = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count)
            strbuf_printf(&buf, "%s%zu %s", buf.n ? ", " : "", parts[i].count, either(telling, parts[i].sv, parts[i].en));
    paper_text(&telling->paper, telling_text(telling, "%zu %s: %s.", result->cell_count,
                                             either(telling, "utfall", result->cell_count == 1 ? "outcome" : "outcomes"), buf.s ? buf.s : "0"));
    strbuf_free(&buf);
}

/* ---- why ---- */

/* One change alone is its own explanation. */
static bool needs_effects(const ScenarioResult *result)
{
    return result->effects && result->changes.count > 1;
}

static void put_effects(Telling *telling, const ScenarioResult *result)
{
    size_t told = 0, all = 0;
    Arena *arena = telling->paper.arena;
    if (!needs_effects(result) || !result->cells.count)
        return;
    PaperTable *table = paper_table(&telling->paper, str_of(either(telling, "Vad varje ändring gör", "What each change does")), true);
    paper_column(&telling->paper, table, either(telling, "Vad", "What"), false);
    paper_column(&telling->paper, table, either(telling, "Organ", "Body"), false);
    paper_column(&telling->paper, table, either(telling, "Ändring", "Change"), true);
    paper_column(&telling->paper, table, either(telling, "Ensam", "Alone"), false);
    paper_column(&telling->paper, table, either(telling, "I ordning", "In order"), false);
    for (VEC_EACH(const ScenarioCell, cell, &result->cells))
        for (VEC_EACH(const ScenarioEffect, effect, &cell->effects)) {
            if (++all > MOST_EFFECTS)
                continue;
            told++;
            paper_cell(&telling->paper, table, title_of(cell->base));
            paper_cell(&telling->paper, table, body_words(telling, cell->base));
            paper_cell(&telling->paper, table, telling_text(telling, "%zu", effect->change + 1));
            paper_cell(&telling->paper, table, effect_words(arena, cell->base, effect->alone, telling->paper.lang));
            paper_cell(&telling->paper, table, effect_words(arena, effect->before, effect->after, telling->paper.lang));
        }
    if (all > told)
        paper_text(&telling->paper, telling_text(telling, either(telling, "… och %zu till.", "… and %zu more."), all - told));
}

/* ---- requirements ---- */

static void put_demand(Telling *telling, const ScenarioDemand *demand)
{
    Lang lang = telling->paper.lang;
    const Finding *of = demand->with ? demand->with : demand->base;
    Str body = of->body_title.n ? of->body_title : of->body, title = of->title.n ? of->title : of->declaration;
    const char *what = !demand->base ? either(telling, "tillkommer", "appears") : !demand->with ? either(telling, "försvinner", "vanishes")
                                                                                              : either(telling, "blir ett annat", "becomes another");
    Str message = demand->with ? of->message[lang] : STR_LIT("");
    paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, STR_FMT ", " STR_FMT ": %s. " STR_FMT, STR_ARG(title), STR_ARG(body), what, STR_ARG(message)));
    if (demand->with && of->plans.present)
        paper_item(&telling->paper, 2, TONE_PLAIN, phrase_plans(telling->paper.arena, of, lang));
}

static void put_demands(Telling *telling, const ScenarioResult *result)
{
    if (!result->demands.count)
        return;
    paper_heading(&telling->paper, 3, str_of(either(telling, "Krav", "Requirements")));
    for (VEC_EACH(const ScenarioDemand, demand, &result->demands))
        put_demand(telling, demand);
}

static void put_result(Telling *telling, const ScenarioResult *result)
{
    bool titled = result->title.n && !str_eq(result->title, result->name);
    paper_heading(&telling->paper, 2, titled ? telling_text(telling, STR_FMT " (" STR_FMT ")", STR_ARG(result->title), STR_ARG(result->name)) : result->name);
    put_changes(telling, result);
    if (result->changes.count || (!result->variation && !result->sought.count && !result->drawn))
        put_counts(telling, result);
    if (result->cells.count)
        put_outcomes(telling, result);
    put_effects(telling, result);
    put_demands(telling, result);
    if (result->variation)
        put_variation(telling, result->variation);
    put_sought(telling, result);
    if (result->drawn)
        put_drawn(telling, result->drawn);
    put_marginals(telling, result->marginals);
}

Paper scenario_paper(Arena *arena, const ScenarioReport *report, Lang lang)
{
    Telling telling = {.paper = {.arena = arena, .lang = lang}, .report = report};
    put_head(&telling);
    put_marginals(&telling, report->marginals);
    for (VEC_EACH(const ScenarioResult, result, &report->results))
        put_result(&telling, result);
    return telling.paper;
}
