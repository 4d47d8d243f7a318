/* text.c: a run as text for a terminal: what it was about, the findings grouped by kind, every assessment in one table, one line that sums up. */
#include "report/calendar_parts.h"
#include "report/text_parts.h"

#include "report/phrases.h"

#define INDENT ((size_t)2)
#define BODY_INDENT ((size_t)4)
#define LABEL_WIDTH ((size_t)8)
#define SHA_SHOWN 12

Page page_of(StrBuf *out, Arena *arena, const ReportOptions *options)
{
    size_t width = options->width ? options->width : REPORT_WIDTH;
    return (Page){out, arena, options->lang, options->colour, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0};
}

/* ---- header ---- */

static void put_label(Page *page, Word label)
{
    page_puts(page, TONE_FAINT, word(label, page->lang));
    page_pad(page, LABEL_WIDTH);
}

/* "huvudbok.csv, 1 204 rader, Windows-1252, sha256 9f86d081884c": enough of the checksum to tell two versions of a file apart. */
static Str input_words(Page *page, const InputFile *file)
{
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT ", ", STR_ARG(file->name));
    put_count(&buf, file->rows, WORD_ROW, WORD_ROWS, page->lang);
    if (file->encoding.n)
        strbuf_printf(&buf, ", " STR_FMT, STR_ARG(file->encoding));
    if (file->sha256.n > SHA_SHOWN)
        strbuf_printf(&buf, ", sha256 %.*s", SHA_SHOWN, file->sha256.s);
    Str text = text_shown(page->arena, strbuf_str(&buf), 0);
    strbuf_free(&buf);
    return text;
}

static void put_inputs(Page *page, const Run *run)
{
    put_label(page, WORD_DATA);
    if (!run->data_files.count)
        page_puts(page, TONE_PLAIN, word(WORD_NO_DATA, page->lang));
    for (size_t i = 0; i < run->data_files.count; i++) {
        page_pad(page, LABEL_WIDTH);
        page_wrap(page, TONE_PLAIN, input_words(page, &run->data_files.items[i]), LABEL_WIDTH);
        if (i + 1 < run->data_files.count)
            page_end(page);
    }
    page_end(page);
}

static void put_as_of(Page *page, const Run *run)
{
    StrBuf buf = {0};
    strbuf_printf(&buf, "%s ", word(WORD_UP_TO, page->lang));
    period_print_people(&buf, (Period){run->as_of, run->as_of}, page->lang == LANG_EN);
    strbuf_printf(&buf, " (" STR_FMT ")", STR_ARG(run->program));
    page_wrap(page, TONE_PLAIN, text_shown(page->arena, strbuf_str(&buf), 0), INDENT);
    strbuf_free(&buf);
}

static void put_header(Page *page, const Run *run)
{
    page_wrap(page, TONE_STRONG, phrase_title(page->arena, run->title, run->model), INDENT);
    page_puts(page, TONE_PLAIN, ", ");
    put_as_of(page, run);
    page_end(page);
    put_inputs(page, run);
    if (run->only_body.n) {
        put_label(page, WORD_ONLY_BODY);
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, run->only_body, 0), LABEL_WIDTH);
        page_end(page);
    }
}

/* ---- one finding ---- */

/* The parts of a line of facts, joined by " · "; empty ones are left out. */
static void put_fact(StrBuf *line, Str fact)
{
    if (!fact.n)
        return;
    if (line->n)
        strbuf_puts(line, " · ");
    strbuf_put(line, fact);
}

/* said: the finding's message tells what the value was compared with. */
static void put_assessment_facts(Page *page, StrBuf *line, const Assessment *assessment, bool said)
{
    Str value = phrase_quantity(page->arena, &assessment->value, page->lang);
    Str level = phrase_level(page->arena, assessment, page->lang);
    put_fact(line, value);
    put_fact(line, str_eq(value, level) ? STR_LIT("") : level);
    if (!said)
        put_fact(line, phrase_comparison(page->arena, &assessment->compared, page->lang));
    Str margin = phrase_margin(page->arena, assessment, page->lang);
    if (!margin.n)
        return;
    StrBuf buf = {0};
    strbuf_printf(&buf, "%s " STR_FMT, word(WORD_MARGIN_LOW, page->lang), STR_ARG(margin));
    put_fact(line, text_shown(page->arena, strbuf_str(&buf), 0));
    strbuf_free(&buf);
}

static void put_facts(Page *page, const Run *run, const Finding *finding)
{
    const Assessment *assessment = finding_assessment(run, finding);
    StrBuf line = {0};
    if (assessment)
        put_fact(&line, phrase_period(page->arena, finding->period, page->lang));
    if (assessment && assessment->value.type != RESULT_TRUTH)
        put_assessment_facts(page, &line, assessment, finding->message[page->lang].n > 0);
    if (finding->kind == FINDING_REQUIREMENT)
        put_fact(&line, phrase_status(page->arena, finding, page->lang));
    page_lines(page, TONE_PLAIN, "", strbuf_str(&line));
    strbuf_free(&line);
}

void page_lines(Page *page, Tone tone, const char *lead, Str text)
{
    if (!text.n)
        return;
    page_pad(page, BODY_INDENT);
    page_puts(page, tone, lead);
    page_wrap(page, tone, text, page->column);
    page_end(page);
}

static void put_sources(Page *page, const Finding *finding)
{
    for (VEC_EACH(const SourceRef, source, &finding->sources)) {
        const SourceRef *before = source - 1;        /* two quotes of one section are one place to look in */
        if (source > finding->sources.items && str_eq(before->document, source->document) && str_eq(before->section, source->section))
            continue;
        StrBuf lead = {0};
        strbuf_printf(&lead, "%s: ", word(WORD_SOURCE, page->lang));
        page_lines(page, TONE_FAINT, lead.s, phrase_source(page->arena, source, page->lang));
        strbuf_free(&lead);
    }
}

void put_finding(Page *page, const Run *run, const Finding *finding)
{
    Arena *arena = page->arena;
    page_pad(page, INDENT);
    page_puts(page, finding_tone(run, finding), finding_symbol(run, finding));
    page_puts(page, TONE_PLAIN, " ");
    Str body = phrase_body(arena, finding->body_title, finding->body, finding->key);
    if (body.n) {
        page_wrap(page, TONE_STRONG, body, BODY_INDENT);
        page_puts(page, TONE_PLAIN, ": ");
    }
    page_wrap(page, TONE_PLAIN, phrase_title(arena, finding->title, finding->declaration), BODY_INDENT);
    page_end(page);
    put_facts(page, run, finding);
    page_lines(page, TONE_PLAIN, "", text_shown(arena, finding->message[page->lang], 0));
    page_lines(page, TONE_STRONG, "→ ", text_shown(arena, finding->action[page->lang], 0));
    page_lines(page, TONE_PLAIN, "", phrase_plans(arena, finding, page->lang));
    if (finding->file.n)
        page_lines(page, TONE_FAINT, "", phrase_rows(arena, finding->file, finding->line, finding->line, page->lang));
    put_sources(page, finding);
}

/* ---- findings by kind ---- */

static void put_heading(Page *page, Word heading, size_t count)
{
    page_end(page);
    page_puts(page, TONE_STRONG, word(heading, page->lang));
    page_puts(page, TONE_STRONG, arena_printf(page->arena, " (%zu)", count));
    page_end(page);
}

static void put_group(Page *page, const Run *run, FindingKind kind, size_t count)
{
    if (!count)
        return;
    put_heading(page, kind_words(kind).heading, count);
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        if (finding->on_trial || finding->kind != kind)
            continue;
        page_end(page);
        put_finding(page, run, finding);
    }
}

static void put_trials(Page *page, const Run *run, size_t count)
{
    if (!count)
        return;
    put_heading(page, WORD_ON_TRIAL, count);
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        if (!finding->on_trial)
            continue;
        page_end(page);
        put_finding(page, run, finding);
    }
}

/* ---- the end ---- */

/* "0 avvikelser" is said aloud for the kinds that people look for; the rare ones only when there are any. */
static bool is_always_counted(FindingKind kind)
{
    return kind == FINDING_DEVIATION || kind == FINDING_REQUIREMENT || kind == FINDING_DATA_GAP;
}

static void put_kind_counts(StrBuf *out, const RunCounts *counts, Lang lang)
{
    static const FindingKind order[] = {FINDING_REQUIREMENT, FINDING_DEVIATION, FINDING_DELAY, FINDING_NOT_ASSESSABLE, FINDING_DATA_GAP, FINDING_MODEL_ERROR};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t count = counts->kinds[order[i]];
        if (!count && !is_always_counted(order[i]))
            continue;
        CountWord words = kind_words(order[i]);
        strbuf_puts(out, out->n ? ", " : "");
        put_count(out, count, words.one, words.many, lang);
    }
    if (counts->trial)
        strbuf_printf(out, ", %zu %s", counts->trial, word(WORD_TRIAL_ONE, lang));
}

void put_summary(StrBuf *out, const Run *run, Lang lang)
{
    RunCounts counts = run_counts(run);
    StrBuf kinds = {0};
    put_kind_counts(&kinds, &counts, lang);
    strbuf_puts(out, kinds.s);
    strbuf_puts(out, "; ");
    put_count(out, counts.assessed, WORD_ASSESSED_ONE, WORD_ASSESSED_MANY, lang);
    strbuf_printf(out, ", %zu %s", counts.clean, word(WORD_CLEAN, lang));
    if (run->decisions) {
        strbuf_puts(out, "; ");
        put_count(out, run->decisions, WORD_DECISION_ONE, WORD_DECISION_MANY, lang);
    }
    strbuf_free(&kinds);
}

/* A command that can be copied as it is: on a line of its own, not broken. */
static void put_hint(Page *page, const Run *run, const ReportOptions *options)
{
    const char *model = options->model && *options->model ? options->model : "";
    StrBuf hint = {0};
    strbuf_printf(&hint, "%s '" STR_FMT "'%s%s %s ", word(WORD_EXPLAIN, page->lang), STR_ARG(text_shown(page->arena, run->findings.items[0].id, 0)),
        *model ? " " : "", text_shown(page->arena, str_of(model), 0).s, word(WORD_PER, page->lang));
    date_print(&hint, run->as_of);
    page_puts(page, TONE_FAINT, word(WORD_SEE_WHY, page->lang));
    page_end(page);
    page_pad(page, INDENT);
    page_put(page, TONE_FAINT, strbuf_str(&hint));
    page_end(page);
    strbuf_free(&hint);
}

static void put_end(Page *page, const Run *run, const ReportOptions *options)
{
    page_end(page);
    if (!run->assessments.count && !run->has_duties && !run->decisions) {
        page_wrap(page, TONE_STRONG, str_of(word(WORD_NOTHING_DONE, page->lang)), 0);
        page_end(page);
    } else if (!run->flagged) {
        page_puts(page, TONE_GOOD, word(WORD_NOTHING_TITLE, page->lang));
        page_puts(page, TONE_PLAIN, ". ");
    }
    StrBuf summary = {0};
    put_summary(&summary, run, page->lang);
    page_wrap(page, TONE_STRONG, strbuf_str(&summary), 0);
    page_end(page);
    strbuf_free(&summary);
    if (run->findings.count)
        put_hint(page, run, options);
}

static void write_text(StrBuf *out, const Run *run, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Page page = page_of(out, arena, options);
    RunCounts counts = run_counts(run);
    put_header(&page, run);
    for (FindingKind kind = 0; kind <= FINDING_DATA_GAP; kind++)
        put_group(&page, run, kind, counts.kinds[kind]);
    put_trials(&page, run, counts.trial);
    put_upcoming(&page, run);
    put_assessments(&page, run);
    put_rules(&page, run);
    put_end(&page, run, options);
    arena_free(arena);
}

const ReportFormat format_text = {"text", {"text för en terminal", "text for a terminal"}, write_text};
