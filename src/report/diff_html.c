/* diff_html.c: a comparison as an appendix to a decision: a page to print and lay before a committee. */
#include "report/diff_parts.h"

static void write_html(StrBuf *out, const ModelDiff *diff, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Paper paper = diff_paper(arena, diff, options->lang, true);
    paper_write_html(&paper, out);
    arena_free(arena);
}

const DiffFormat diff_html = {"html", {"beslutsbilaga att skriva ut", "appendix to a decision, for printing"}, write_html};
