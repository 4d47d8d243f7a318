/* diff_md.c: a comparison as an appendix to a decision, in Markdown. */
#include "report/diff_parts.h"

static void write_md(StrBuf *out, const ModelDiff *diff, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Paper paper = diff_paper(arena, diff, options->lang, true);
    paper_write_md(&paper, out);
    arena_free(arena);
}

const DiffFormat diff_md = {"md", {"beslutsbilaga i Markdown", "appendix to a decision, in Markdown"}, write_md};
