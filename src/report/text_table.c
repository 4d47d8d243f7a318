/* text_table.c: every assessment of an indicator or goal in one table for a terminal. Part of the text report. */
#include "report/phrases.h"
#include "report/text_parts.h"

/* The period that all assessments share, or false. */
static bool shared_period(const Run *run, Period *out)
{
    *out = run->assessments.items[0].period;
    for (VEC_EACH(const Assessment, assessment, &run->assessments))
        if (!period_eq(assessment->period, *out))
            return false;
    return true;
}

static void put_title(Page *page, const Run *run, bool same, Period period)
{
    page_end(page);
    page_puts(page, TONE_STRONG, word(WORD_ASSESSMENTS, page->lang));
    if (same) {
        page_puts(page, TONE_STRONG, ", ");
        page_put(page, TONE_STRONG, phrase_period(page->arena, period, page->lang));
    }
    page_end(page);
}

static Str iso_period(Arena *arena, Period period)
{
    StrBuf buf = {0};
    period_print(&buf, period);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* How many decimals a figure is shown with. */
static int decimals_of(const Quantity *quantity)
{
    Num shown;
    if (quantity->state != RESULT_VALUE || quantity->type != RESULT_NUMBER)
        return 0;
    if (quantity->decimals >= 0 || !num_div(quantity->number, num_of_fix(quantity->shown_factor ? quantity->shown_factor : FIX_ONE), &shown))
        return quantity->decimals;
    int decimals = 0;
    while (decimals < FIX_DECIMALS && num_cmp(num_round(shown, decimals), shown) != 0)
        decimals++;
    return decimals;
}

/* The bodies of an indicator stand together; their figures get equally many decimals, so that they can be compared at a glance. */
static int shared_decimals(const Run *run, size_t at)
{
    int most = 0;
    Str declaration = run->assessments.items[at].declaration;
    for (; at < run->assessments.count && str_eq(run->assessments.items[at].declaration, declaration); at++) {
        int decimals = decimals_of(&run->assessments.items[at].value);
        most = decimals > most ? decimals : most;
    }
    return most;
}

static Str value_words(Page *page, const Assessment *assessment, int decimals)
{
    Quantity value = assessment->value;
    value.decimals = decimals;
    return phrase_quantity(page->arena, &value, page->lang);
}

static Str level_words(Page *page, const Assessment *assessment)
{
    Str level = phrase_level(page->arena, assessment, page->lang);
    Str judged = phrase_judged(page->arena, assessment, page->lang);
    return str_of(arena_printf(page->arena, "%s\u00a0" STR_FMT STR_FMT, level_symbol(assessment), STR_ARG(level), STR_ARG(judged)));     /* never alone on a line */
}

/* Less than this has no room for limits and margins: the explanations tell them. */
static bool is_narrow(const Page *page)
{
    return page->width < 76;
}

/* The figure without its unit where that is the unit of the value beside it (points beside per cent). */
static Quantity beside_value(Quantity quantity, const Assessment *assessment)
{
    bool points = str_eqz(quantity.shown_unit, "procentenheter") && str_eqz(assessment->value.shown_unit, "%");
    if (points || str_eq(quantity.shown_unit, assessment->value.shown_unit))
        quantity.shown_unit = quantity.unit = STR_LIT("");
    return quantity;
}

/* units: said although the value has the same. */
static Str limit_words(Page *page, const Assessment *assessment, bool units)
{
    if (is_narrow(page))
        return STR_LIT("");
    Comparison compared = assessment->compared;
    if (!units) {
        compared.limit = beside_value(compared.limit, assessment);
        compared.limit2 = beside_value(compared.limit2, assessment);
    }
    return phrase_limit(page->arena, &compared, page->lang);
}

static Str margin_words(Page *page, const Assessment *assessment)
{
    if (!assessment->has_margin || is_narrow(page))
        return STR_LIT("");
    Quantity margin = beside_value(assessment->margin, assessment);
    return phrase_quantity(page->arena, &margin, page->lang);
}

/* roomy: bodies by their titles, limits with their units; else bodies by their codes, limits without the unit that the value has. */
static void fill(Grid *grid, Page *page, const Run *run, bool same, bool roomy)
{
    grid->cells.count = 0;
    int decimals = 0;
    for (size_t i = 0; i < run->assessments.count; i++) {
        const Assessment *assessment = &run->assessments.items[i];
        if (str_eqz(assessment->decl_kind, "regel"))
            continue;
        if (i == 0 || !str_eq(assessment->declaration, run->assessments.items[i - 1].declaration))
            decimals = shared_decimals(run, i);
        Str body = roomy ? assessment->body_title : assessment->body;
        grid_cell(grid, phrase_body(page->arena, body, assessment->body, assessment->key), TONE_PLAIN, 0);
        grid_cell(grid, phrase_title(page->arena, assessment->title, assessment->declaration), TONE_PLAIN, 0);
        grid_cell(grid, same ? STR_LIT("") : iso_period(page->arena, assessment->period), assessment->stale ? TONE_FAIR : TONE_FAINT, 0);
        grid_cell(grid, value_words(page, assessment, decimals), TONE_PLAIN, 0);
        grid_cell(grid, level_words(page, assessment), level_tone(assessment), 0);
        grid_cell(grid, limit_words(page, assessment, roomy), TONE_FAINT, 0);
        grid_cell(grid, margin_words(page, assessment), TONE_PLAIN, 0);
    }
}

static bool only_rules(const Run *run)
{
    for (VEC_EACH(const Assessment, assessment, &run->assessments))
        if (!str_eqz(assessment->decl_kind, "regel"))
            return false;
    return true;
}

void put_assessments(Page *page, const Run *run)
{
    if (only_rules(run))
        return;
    Lang lang = page->lang;
    Period period;
    bool same = shared_period(run, &period);
    put_title(page, run, same, period);
    const GridColumn columns[] = {
        {word(WORD_BODY, lang), GRID_LEFT, true},      {word(WORD_WHAT, lang), GRID_LEFT, true},
        {word(WORD_PERIOD, lang), GRID_LEFT, false},   {word(WORD_VALUE, lang), GRID_RIGHT, false},
        {word(WORD_LEVEL, lang), GRID_LEFT, true},     {word(WORD_COMPARED, lang), GRID_RIGHT, true},
        {word(WORD_MARGIN, lang), GRID_RIGHT, true},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    fill(&grid, page, run, same, true);
    if (!grid_fits(&grid, page, 2))
        fill(&grid, page, run, same, false);
    grid_print(&grid, page, 2, false);
}
