/* md.c: a run as Markdown, for pasting into documents and merge requests: headings, findings, one table of all assessments. */
#include "report/calendar_parts.h"
#include "report/markdown.h"
#include "report/phrases.h"
#include "report/text_parts.h"

typedef struct Md {
    StrBuf *out;
    Arena *arena;
    const Run *run;
    Lang lang;
} Md;

static void put(Md *md, Str raw)
{
    markdown_put(md->out, md->arena, raw);
}

static void puts_word(Md *md, Word which)
{
    strbuf_puts(md->out, word(which, md->lang));
}

/* ---- findings ---- */

static void put_line(Md *md, const char *before, Str text, const char *after)
{
    if (!text.n)
        return;
    strbuf_puts(md->out, before);
    put(md, text);
    strbuf_puts(md->out, after);
}

static void put_fact(Md *md, Word label, Str text)
{
    if (!text.n)
        return;
    strbuf_puts(md->out, "- ");
    puts_word(md, label);
    put_line(md, ": ", text, "\n");
}

static void put_assessment_facts(Md *md, const Assessment *assessment)
{
    if (assessment->value.type != RESULT_TRUTH) {
        put_fact(md, WORD_VALUE, phrase_quantity(md->arena, &assessment->value, md->lang));
        put_fact(md, WORD_LEVEL, phrase_level(md->arena, assessment, md->lang));
    }
    put_fact(md, WORD_COMPARED, phrase_comparison(md->arena, &assessment->compared, md->lang));
    put_fact(md, WORD_MARGIN, phrase_margin(md->arena, assessment, md->lang));
}

static void put_finding_md(Md *md, const Finding *finding)
{
    const Assessment *assessment = finding_assessment(md->run, finding);
    Str body = phrase_body(md->arena, finding->body_title, finding->body, finding->key);
    strbuf_printf(md->out, "\n### %s ", finding_symbol(md->run, finding));
    put_line(md, "", body, ": ");
    put(md, phrase_title(md->arena, finding->title, finding->declaration));
    strbuf_puts(md->out, "\n");
    put_line(md, "\n", finding->message[md->lang], "\n");
    put_line(md, "\n**→ ", finding->action[md->lang], "**\n");
    strbuf_puts(md->out, "\n");
    if (assessment) {
        put_fact(md, WORD_PERIOD, phrase_period(md->arena, finding->period, md->lang));
        put_assessment_facts(md, assessment);
    }
    if (finding->kind == FINDING_REQUIREMENT)
        put_fact(md, WORD_STATUS, phrase_status(md->arena, finding, md->lang));
    put_line(md, "- ", phrase_plans(md->arena, finding, md->lang), "\n");
    if (finding->file.n)
        put_fact(md, WORD_DATA, phrase_rows(md->arena, finding->file, finding->line, finding->line, md->lang));
    for (VEC_EACH(const SourceRef, source, &finding->sources))
        put_fact(md, WORD_SOURCE, phrase_source(md->arena, source, md->lang));
}

static void put_findings(Md *md, Word heading, FindingKind kind, bool trial, size_t count)
{
    if (!count)
        return;
    strbuf_puts(md->out, "\n## ");
    puts_word(md, heading);
    strbuf_printf(md->out, " (%zu)\n", count);
    for (VEC_EACH(const Finding, finding, &md->run->findings))
        if (finding->on_trial == trial && (trial || finding->kind == kind))
            put_finding_md(md, finding);
}

/* ---- table ---- */

static void put_cell(Md *md, Str text)
{
    strbuf_puts(md->out, " ");
    put(md, text);
    strbuf_puts(md->out, " |");
}

static void put_table_row(Md *md, const Assessment *assessment)
{
    StrBuf period = {0};
    period_print(&period, assessment->period);
    strbuf_puts(md->out, "|");
    put_cell(md, phrase_body(md->arena, assessment->body_title, assessment->body, assessment->key));
    put_cell(md, phrase_title(md->arena, assessment->title, assessment->declaration));
    put_cell(md, strbuf_str(&period));
    put_cell(md, assessment->value.type == RESULT_TRUTH ? STR_LIT("") : phrase_quantity(md->arena, &assessment->value, md->lang));
    Str level = phrase_level(md->arena, assessment, md->lang);
    Str judged = phrase_judged(md->arena, assessment, md->lang);
    put_cell(md, str_of(arena_printf(md->arena, "%s " STR_FMT STR_FMT, level_symbol(assessment), STR_ARG(level), STR_ARG(judged))));
    put_cell(md, phrase_limit(md->arena, &assessment->compared, md->lang));
    put_cell(md, phrase_margin(md->arena, assessment, md->lang));
    strbuf_puts(md->out, "\n");
    strbuf_free(&period);
}

static void put_table(Md *md)
{
    static const Word titles[] = {WORD_BODY, WORD_WHAT, WORD_PERIOD, WORD_VALUE, WORD_LEVEL, WORD_COMPARED, WORD_MARGIN};
    strbuf_puts(md->out, "\n## ");
    puts_word(md, WORD_ASSESSMENTS);
    strbuf_puts(md->out, "\n\n|");
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        put_cell(md, str_of(word(titles[i], md->lang)));
    strbuf_puts(md->out, "\n| --- | --- | --- | ---: | --- | ---: | ---: |\n");
    for (VEC_EACH(const Assessment, assessment, &md->run->assessments))
        put_table_row(md, assessment);
}

/* ---- everything ---- */

static void put_header(Md *md)
{
    strbuf_puts(md->out, "# ");
    put(md, phrase_title(md->arena, md->run->title, md->run->model));
    strbuf_puts(md->out, "\n\n");
    StrBuf line = {0};
    strbuf_put(&line, phrase_capital(md->arena, str_of(word(WORD_UP_TO, md->lang))));
    strbuf_putc(&line, ' ');
    period_print_people(&line, (Period){md->run->as_of, md->run->as_of}, md->lang == LANG_EN);
    strbuf_puts(&line, ". ");
    put_summary(&line, md->run, md->lang);
    put(md, strbuf_str(&line));
    strbuf_puts(md->out, ".\n");
    strbuf_free(&line);
}

static void put_files(Md *md)
{
    if (!md->run->data_files.count)
        return;
    strbuf_puts(md->out, "\n## ");
    puts_word(md, WORD_DATA);
    strbuf_puts(md->out, "\n\n");
    for (VEC_EACH(const InputFile, file, &md->run->data_files)) {
        put_line(md, "- ", file->name, ", ");
        put_count(md->out, file->rows, WORD_ROW, WORD_ROWS, md->lang);
        put_line(md, ", ", file->encoding, "");
        put_line(md, ", SHA-256 `", file->sha256, "`");
        strbuf_puts(md->out, "\n");
    }
}

static void write_md(StrBuf *out, const Run *run, const ReportOptions *options)
{
    Md md = {out, arena_new(), run, options->lang};
    RunCounts counts = run_counts(run);
    put_header(&md);
    for (FindingKind kind = 0; kind <= FINDING_DATA_GAP; kind++)
        put_findings(&md, kind_words(kind).heading, kind, false, counts.kinds[kind]);
    put_findings(&md, WORD_ON_TRIAL, 0, true, counts.trial);
    markdown_upcoming(out, md.arena, run, md.lang);
    if (run->assessments.count)
        put_table(&md);
    put_files(&md);
    strbuf_printf(out, "\n" STR_FMT "\n", STR_ARG(text_shown(md.arena, run->program, 0)));
    arena_free(md.arena);
}

const ReportFormat format_md = {"md", {"Markdown", "Markdown"}, write_md};
