/* scenario_text.c: scenarios as they are told: for the screen, as Markdown, and as a page to print. */
#include "report/scenario_parts.h"

static void write_text(StrBuf *out, const ScenarioReport *report, const ReportOptions *options)
{
    size_t width = options->width ? options->width : REPORT_WIDTH;
    Page page = {out, arena_new(), options->lang, options->colour, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0};
    Paper paper = scenario_paper(page.arena, report, options->lang);
    paper_write_text(&paper, &page);
    arena_free(page.arena);
}

static void write_md(StrBuf *out, const ScenarioReport *report, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Paper paper = scenario_paper(arena, report, options->lang);
    paper_write_md(&paper, out);
    arena_free(arena);
}

static void write_html(StrBuf *out, const ScenarioReport *report, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Paper paper = scenario_paper(arena, report, options->lang);
    paper_write_html(&paper, out);
    arena_free(arena);
}

const ScenarioFormat scenario_text = {"text", {"för skärmen", "for the screen"}, false, write_text};
const ScenarioFormat scenario_md = {"md", {"Markdown, för protokoll och wiki", "Markdown, for minutes and wikis"}, false, write_md};
const ScenarioFormat scenario_html = {"html", {"en sida att skriva ut", "a page to print"}, true, write_html};
