/* diff_text.c: a comparison for the screen: everything, with the places in the rule files. */
#include "report/diff_parts.h"

static void write_text(StrBuf *out, const ModelDiff *diff, const ReportOptions *options)
{
    size_t width = options->width ? options->width : REPORT_WIDTH;
    Page page = {out, arena_new(), options->lang, options->colour, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0};
    Paper paper = diff_paper(page.arena, diff, options->lang, false);
    paper_write_text(&paper, &page);
    arena_free(page.arena);
}

const DiffFormat diff_text = {"text", {"för skärmen, med platser i regelfilerna", "for the screen, with places in the rule files"}, write_text};
