/* explain.c: why a result is what it is, or why nothing was flagged: the result, the reasons, every step with its rows, the sources. */
#include "findings/duties.h"
#include "report/phrases.h"
#include "report/json_writer.h"
#include "report/text_parts.h"

#define INDENT ((size_t)2)
#define DEEPEST ((size_t)12)      /* steps below this are not indented further */

static void put_title(Page *page, const char *symbol, Tone tone, Str body, Str title)
{
    page_puts(page, tone, symbol);
    page_puts(page, TONE_PLAIN, " ");
    if (body.n) {
        page_wrap(page, TONE_STRONG, body, INDENT);
        page_puts(page, TONE_PLAIN, ": ");
    }
    page_wrap(page, TONE_STRONG, title, INDENT);
    page_end(page);
}

static void put_heading(Page *page, Word heading)
{
    page_end(page);
    page_puts(page, TONE_STRONG, word(heading, page->lang));
    page_end(page);
}

/* A line of its own, wrapped, behind a lead; takes the buffer. */
static void put_line(Page *page, Tone tone, const char *lead, StrBuf *text)
{
    page_pad(page, INDENT);
    page_puts(page, tone, lead);
    page_wrap(page, tone, text_shown(page->arena, strbuf_str(text), 0), page->column);
    page_end(page);
    strbuf_free(text);
}

/* ---- the result ---- */

/* A level's title that says more than its name. */
static bool has_own_title(Page *page, const Assessment *assessment)
{
    Str title = assessment->level_title;
    return title.n && !str_eq(title, assessment->level) && !str_eq(title, phrase_capital(page->arena, assessment->level));
}

/* "november 2017 · −45 749 tkr · röd (Ej uppnått)" */
static void put_result(Page *page, const Assessment *assessment)
{
    StrBuf line = {0};
    strbuf_put(&line, phrase_period(page->arena, assessment->period, page->lang));
    if (assessment->stale)
        strbuf_printf(&line, " (%s)", word(WORD_STALE, page->lang));
    Str value = phrase_quantity(page->arena, &assessment->value, page->lang);
    if (value.n && assessment->value.type != RESULT_TRUTH)
        strbuf_printf(&line, " · " STR_FMT, STR_ARG(value));
    Str level = phrase_level(page->arena, assessment, page->lang);
    if (!str_eq(level, value))
        strbuf_printf(&line, " · " STR_FMT, STR_ARG(level));
    if (assessment->level_rank >= 0 && has_own_title(page, assessment))
        strbuf_printf(&line, " (" STR_FMT ")", STR_ARG(assessment->level_title));
    put_line(page, TONE_PLAIN, "", &line);
}

/* What the value was held against: "gränsen för gul: minst −7 060 tkr; marginal −38 689 tkr till gul" */
static void put_limits(Page *page, StrBuf *line, const Assessment *assessment)
{
    Str compared = phrase_comparison(page->arena, &assessment->compared, page->lang);
    Str margin = phrase_margin(page->arena, assessment, page->lang);
    if (compared.n)
        strbuf_printf(line, "%s" STR_FMT, line->n ? "; " : "", STR_ARG(compared));
    if (margin.n)
        strbuf_printf(line, "%s%s " STR_FMT, line->n ? "; " : "", word(WORD_MARGIN_LOW, page->lang), STR_ARG(margin));
}

static Word condition_word(const Quantity *value)
{
    static const Word words[] = {WORD_CONDITION_NOT, WORD_CONDITION_HOLDS, WORD_CONDITION_UNKNOWN};
    bool known = value->state == RESULT_VALUE && value->type == RESULT_TRUTH && value->truth >= 0 && value->truth <= 2;
    return words[known ? value->truth : 2];
}

/* "Flaggas inte: värdet är 84,2 %; målvärde 2016: minst 84 %; marginal …": why not is answered as well as why. */
static void put_why_not(Page *page, StrBuf *line, const Assessment *assessment)
{
    bool rule = assessment_is_rule(assessment);
    strbuf_printf(line, "%s: ", word(WORD_NOT_FLAGGED, page->lang));
    Str value = phrase_quantity(page->arena, &assessment->value, page->lang);
    if (rule)
        strbuf_puts(line, word(condition_word(&assessment->value), page->lang));
    else if (value.n)
        strbuf_printf(line, "%s " STR_FMT, word(WORD_VALUE_IS, page->lang), STR_ARG(value));
    else if (phrase_is_reasoned(assessment))
        strbuf_puts(line, word(WORD_FOLLOWED_BY_REASONING, page->lang));
    else
        strbuf_printf(line, "%s " STR_FMT, word(WORD_LEVEL_IS, page->lang), STR_ARG(phrase_level(page->arena, assessment, page->lang)));
    if (!rule)
        put_limits(page, line, assessment);
}

static void put_not_flagged(Page *page, const Assessment *assessment)
{
    StrBuf line = {0};
    put_why_not(page, &line, assessment);
    put_line(page, TONE_PLAIN, "", &line);
}

static void put_flagged(Page *page, const Finding *finding, const Assessment *assessment)
{
    StrBuf line = {0};
    strbuf_printf(&line, "%s %s%s%s: " STR_FMT, word(WORD_FLAGGED_AS, page->lang), word(kind_words(finding->kind).one, page->lang),
        finding->on_trial ? ", " : "", finding->on_trial ? word(WORD_TRIAL_ONE, page->lang) : "", STR_ARG(finding->message[page->lang]));
    put_line(page, TONE_PLAIN, "", &line);
    if (assessment && assessment->compared.present) {
        StrBuf limits = {0};
        put_limits(page, &limits, assessment);
        line = (StrBuf){0};
        strbuf_put(&line, phrase_capital(page->arena, strbuf_str(&limits)));
        strbuf_free(&limits);
        put_line(page, TONE_PLAIN, "", &line);
    }
    page_lines(page, TONE_STRONG, "→ ", text_shown(page->arena, finding->action[page->lang], 0));
    if (finding->kind == FINDING_REQUIREMENT)
        page_lines(page, TONE_PLAIN, "Status: ", phrase_status(page->arena, finding, page->lang));
    page_lines(page, TONE_PLAIN, "", phrase_plans(page->arena, finding, page->lang));
}

static void put_verdict(Page *page, const Run *run, size_t assessment)
{
    bool flagged = false;
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        if (finding->assessment != assessment)
            continue;
        put_flagged(page, finding, &run->assessments.items[assessment]);
        flagged = true;
    }
    if (!flagged)
        put_not_flagged(page, &run->assessments.items[assessment]);
}

static void put_reasons(Page *page, const ReasonVec *reasons)
{
    if (reasons->count)
        put_heading(page, WORD_BECAUSE);
    for (VEC_EACH(const Reason, reason, reasons)) {
        StrBuf line = {0};
        strbuf_put(&line, reason->text[page->lang]);
        put_line(page, TONE_PLAIN, "– ", &line);
    }
}

/* ---- the steps ---- */

/* "3 rader, data/prognos.csv rad 5–7; senaste prognostillfälle 2017-11" */
static Str step_basis(Page *page, const Step *step)
{
    StrBuf buf = {0};
    if (step->rows)
        put_count(&buf, step->rows, WORD_ROW, WORD_ROWS, page->lang);
    if (step->file.n)
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(phrase_rows(page->arena, step->file, step->line_first, step->line_last, page->lang)));
    if (step->note[page->lang].n)
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? "; " : "", STR_ARG(step->note[page->lang]));
    Str text = text_shown(page->arena, strbuf_str(&buf), 0);
    strbuf_free(&buf);
    return text;
}

/* Where a step is about another body or period than the whole, that is said behind its expression. */
static Str step_expression(Page *page, const Step *step, const Assessment *assessment)
{
    StrBuf buf = {0};
    strbuf_put(&buf, step->expression);
    bool other_body = step->body.n && !str_eq(step->body, assessment->body);
    bool other_period = step->has_period && !period_eq(step->period, assessment->period);
    if (other_body || other_period)
        strbuf_puts(&buf, "  [");
    if (other_body)
        strbuf_put(&buf, step->body);
    if (other_period) {
        strbuf_puts(&buf, other_body ? ", " : "");
        period_print(&buf, step->period);
    }
    if (other_body || other_period)
        strbuf_puts(&buf, "]");
    Str text = text_shown(page->arena, strbuf_str(&buf), 0);
    strbuf_free(&buf);
    return text;
}

static size_t step_indent(const Step *step)
{
    size_t depth = step->depth > 0 ? (size_t)step->depth : 0;
    return 2 * (depth < DEEPEST ? depth : DEEPEST);
}

/* The same step as the one before it: said once. */
static bool is_repeated(const Step *step, const Step *before)
{
    return before && step->depth == before->depth && str_eq(step->expression, before->expression) && str_eq(step->body, before->body) &&
        period_eq(step->period, before->period) && step->rows == before->rows;
}

/* A step on one row, where its value comes from on the next. */
static void add_step(Page *page, Grid *grid, const Step *step, const Assessment *assessment)
{
    grid_cell(grid, step_expression(page, step, assessment), TONE_PLAIN, step_indent(step));
    grid_cell(grid, phrase_quantity(page->arena, &step->value, page->lang), TONE_STRONG, 0);
    Str basis = step_basis(page, step);
    if (!basis.n)
        return;
    grid_cell(grid, str_of(arena_printf(page->arena, "└ " STR_FMT, STR_ARG(basis))), TONE_FAINT, step_indent(step));
    grid_cell(grid, STR_LIT(""), TONE_PLAIN, 0);
}

static void put_steps(Page *page, const Assessment *assessment)
{
    if (!assessment->steps.count)
        return;
    put_heading(page, WORD_HOW);
    static const GridColumn columns[] = {{"", GRID_LEFT, true}, {"", GRID_RIGHT, false}};
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    const Step *before = NULL;
    for (VEC_EACH(const Step, step, &assessment->steps)) {
        if (!is_repeated(step, before))
            add_step(page, &grid, step, assessment);
        before = step;
    }
    grid_print(&grid, page, INDENT, true);
}

/* ---- sources ---- */

static void put_sources(Page *page, const SourceRef *sources, size_t count, Str place)
{
    put_heading(page, WORD_SOURCES);
    for (size_t i = 0; i < count; i++) {
        StrBuf line = {0};
        strbuf_put(&line, phrase_source(page->arena, &sources[i], page->lang));
        if (sources[i].quote.n)
            strbuf_printf(&line, ": ”" STR_FMT "”", STR_ARG(sources[i].quote));
        put_line(page, TONE_PLAIN, "", &line);
    }
    if (!place.n)
        return;
    StrBuf line = {0};
    strbuf_printf(&line, "%s " STR_FMT, word(WORD_WHERE, page->lang), STR_ARG(place));
    put_line(page, TONE_FAINT, "", &line);
}

void explain_assessment(StrBuf *out, const Run *run, size_t index, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Page page = page_of(out, arena, options);
    const Assessment *assessment = &run->assessments.items[index];
    put_title(&page, level_symbol(assessment), level_tone(assessment), phrase_body(arena, assessment->body_title, assessment->body, assessment->key),
        phrase_title(arena, assessment->title, assessment->declaration));
    put_result(&page, assessment);
    put_verdict(&page, run, index);
    put_reasons(&page, &assessment->reasons);
    put_steps(&page, assessment);
    put_sources(&page, assessment->sources.items, assessment->sources.count, assessment->place);
    arena_free(arena);
}

/* How the days of the duty behind a finding came about. */
static void put_duty_how(Page *page, const Run *run, const Finding *finding)
{
    const Duty *duty = NULL;
    for (size_t i = 0; finding->has_duty && i < run->duty_count && !duty; i++)
        if (str_ends(finding->id, run->duties[i].id))
            duty = &run->duties[i];
    if (!duty || !duty->how.count)
        return;
    page_end(page);
    page_puts(page, TONE_STRONG, word(WORD_HOW_DAYS, page->lang));
    page_end(page);
    for (VEC_EACH(const DutyLine, line, &duty->how)) {
        page_pad(page, 2);
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, line->text[page->lang], 0), 4);
        page_end(page);
    }
}

void explain_finding(StrBuf *out, const Run *run, const Finding *finding, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Page page = page_of(out, arena, options);
    put_finding(&page, run, finding);
    put_duty_how(&page, run, finding);
    put_reasons(&page, &finding->reasons);
    put_sources(&page, finding->sources.items, finding->sources.count, finding->place);
    arena_free(arena);
}

/* ---- JSON ---- */

static bool is_chosen(const size_t *assessments, size_t count, size_t which)
{
    for (size_t i = 0; i < count; i++)
        if (assessments[i] == which)
            return true;
    return false;
}

static bool is_named(const Finding *const *findings, size_t count, const Finding *which)
{
    for (size_t i = 0; i < count; i++)
        if (findings[i] == which)
            return true;
    return false;
}

void explain_json(StrBuf *out, const Run *run, const size_t *assessments, size_t count, const Finding *const *findings, size_t finding_count)
{
    Json json = {.out = out};
    json_begin(&json, "förklara");
    json_run_members(&json, run);
    json_open(&json, "assessments", '[');
    for (size_t i = 0; i < count; i++)
        json_assessment(&json, NULL, &run->assessments.items[assessments[i]]);
    json_close(&json, ']');
    json_open(&json, "findings", '[');
    for (VEC_EACH(const Finding, each, &run->findings))
        if (is_named(findings, finding_count, each) || is_chosen(assessments, count, each->assessment))
            json_finding(&json, NULL, run, each);
    json_close(&json, ']');
    json_end(&json);
}
