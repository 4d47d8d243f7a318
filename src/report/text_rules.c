/* text_rules.c: every rule of a run in one table for a terminal: for whom it held, did not hold, could not be told, or does not apply. Part of the text report. */
#include "report/phrases.h"
#include "report/text_parts.h"

static bool is_rule(const Assessment *assessment)
{
    return str_eqz(assessment->decl_kind, "regel");
}

enum { OUTCOME_UNKNOWN = 2, OUTCOME_EXEMPT = 3 };     /* beside 0 and 1 */

static int outcome_of(const Assessment *assessment)
{
    if (assessment->exempt)
        return OUTCOME_EXEMPT;
    return assessment->value.state == RESULT_VALUE ? assessment->value.truth : OUTCOME_UNKNOWN;
}

/* The bodies of the rule at `first` for which it came to that, separated by commas. */
static Str bodies_where(Page *page, const Run *run, size_t first, int outcome)
{
    Str declaration = run->assessments.items[first].declaration;
    StrBuf buf = {0};
    for (size_t i = first; i < run->assessments.count; i++) {
        const Assessment *assessment = &run->assessments.items[i];
        if (!is_rule(assessment) || outcome_of(assessment) != outcome || !str_eq(assessment->declaration, declaration))
            continue;
        strbuf_puts(&buf, buf.n ? ", " : "");
        strbuf_put(&buf, phrase_body(page->arena, assessment->body, assessment->body, assessment->key));
    }
    Str text = str_dup(page->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static bool seen_before(const Run *run, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (is_rule(&run->assessments.items[i]) && str_eq(run->assessments.items[i].declaration, run->assessments.items[at].declaration))
            return true;
    return false;
}

void put_rules(Page *page, const Run *run)
{
    Lang lang = page->lang;
    const GridColumn columns[] = {
        {word(WORD_RULE, lang), GRID_LEFT, true},
        {word(WORD_TRIGGERED_FOR, lang), GRID_LEFT, true},
        {word(WORD_NOT_TRIGGERED_FOR, lang), GRID_LEFT, true},
        {word(WORD_UNKNOWN_FOR, lang), GRID_LEFT, true},
        {word(WORD_EXEMPT_FOR, lang), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < run->assessments.count; i++) {
        const Assessment *assessment = &run->assessments.items[i];
        if (!is_rule(assessment) || seen_before(run, i))
            continue;
        grid_cell(&grid, phrase_title(page->arena, assessment->title, assessment->declaration), TONE_PLAIN, 0);
        grid_cell(&grid, bodies_where(page, run, i, 1), TONE_BAD, 0);
        grid_cell(&grid, bodies_where(page, run, i, 0), TONE_PLAIN, 0);
        grid_cell(&grid, bodies_where(page, run, i, OUTCOME_UNKNOWN), TONE_FAIR, 0);
        grid_cell(&grid, bodies_where(page, run, i, OUTCOME_EXEMPT), TONE_PLAIN, 0);
    }
    if (!grid.cells.count)
        return;
    page_end(page);
    page_puts(page, TONE_STRONG, word(WORD_RULES, lang));
    page_end(page);
    grid_print(&grid, page, 2, false);
}
