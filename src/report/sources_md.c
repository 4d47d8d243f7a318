/* sources_md.c: what is expressed of the documents as Markdown, to stand beside the model. Declarations are named without their lines: the file
 * would otherwise change with every line that is added above them. */
#include "report/markdown.h"
#include "report/sources_parts.h"

typedef struct Sheet { StrBuf *out; Arena *arena; const SourcesOptions *options; const SourceCoverage *coverage; } Sheet;

static void put_word(const Sheet *sheet, Word which)
{
    strbuf_puts(sheet->out, word(which, sheet->options->lang));
}

static void put_cell(const Sheet *sheet, Str text)
{
    strbuf_puts(sheet->out, " ");
    markdown_put(sheet->out, sheet->arena, text);
    strbuf_puts(sheet->out, text.n ? " |" : "|");
}

static void put_number(const Sheet *sheet, size_t number)
{
    strbuf_printf(sheet->out, " %zu |", number);
}

static void put_titles(const Sheet *sheet, const Word *titles, size_t count, size_t right_from)
{
    strbuf_puts(sheet->out, "\n|");
    for (size_t i = 0; i < count; i++)
        put_cell(sheet, str_of(word(titles[i], sheet->options->lang)));
    strbuf_puts(sheet->out, "\n|");
    for (size_t i = 0; i < count; i++)
        strbuf_puts(sheet->out, i < right_from ? " --- |" : " ---: |");
    strbuf_puts(sheet->out, "\n");
}

static void put_counts_row(const Sheet *sheet, Str document, Str kind, const CoverageCount *count)
{
    strbuf_puts(sheet->out, "|");
    put_cell(sheet, document);
    put_cell(sheet, kind);
    put_number(sheet, count->total);
    for (StatementState state = 0; state <= STATEMENT_NARRATIVE; state++)
        put_number(sheet, count->states[state]);
    strbuf_puts(sheet->out, "\n");
}

static void put_counts(const Sheet *sheet)
{
    static const Word titles[] = {
        WORD_SOURCES_DOCUMENT, WORD_SOURCES_KIND, WORD_SOURCES_TOTAL, WORD_SOURCES_EXPRESSED, WORD_SOURCES_MISSING, WORD_SOURCES_LEFT, WORD_SOURCES_NARRATIVE,
    };
    Lang lang = sheet->options->lang;
    put_titles(sheet, titles, sizeof titles / sizeof *titles, 2);
    for (VEC_EACH(const CoverageDocument, document, &sheet->coverage->documents)) {
        for (VEC_EACH(const CoverageCount, kind, &document->kinds))
            put_counts_row(sheet, document->title, sources_kind(kind, lang), kind);
        if (document->kinds.count > 1)
            put_counts_row(sheet, document->title, str_of(word(WORD_SOURCES_ALL, lang)), &document->all);
    }
}

/* mål kunskap (bun.styr) */
static void put_decl(const Sheet *sheet, const CoverageDecl *decl)
{
    markdown_put(sheet->out, sheet->arena, decl->keyword);
    strbuf_puts(sheet->out, " ");
    markdown_put(sheet->out, sheet->arena, decl->name);
    strbuf_puts(sheet->out, " (");
    markdown_put(sheet->out, sheet->arena, decl->file);
    strbuf_puts(sheet->out, ")");
}

static void put_by(const Sheet *sheet, const CoverageStatement *statement)
{
    strbuf_puts(sheet->out, " ");
    for (size_t i = 0; i < statement->decls.count; i++) {
        strbuf_puts(sheet->out, i ? ", " : "");
        put_decl(sheet, &sheet->coverage->decls.items[statement->decls.items[i]]);
    }
    if (statement->state == STATEMENT_MISSING) {
        strbuf_puts(sheet->out, "**");
        put_word(sheet, WORD_SOURCES_NONE);
        strbuf_puts(sheet->out, "**");
    } else if (statement->state == STATEMENT_LEFT) {
        put_word(sheet, WORD_SOURCES_REASON);
        markdown_put(sheet->out, sheet->arena, statement->why_not);
    } else if (statement->state == STATEMENT_NARRATIVE) {
        strbuf_puts(sheet->out, "–");
    }
    strbuf_puts(sheet->out, " |\n");
}

static void put_statements(const Sheet *sheet, const CoverageDocument *document)
{
    static const Word titles[] = {WORD_SOURCES_NUMBER, WORD_SOURCES_SECTION, WORD_SOURCES_KIND, WORD_SOURCES_STATEMENT, WORD_SOURCES_BY};
    bool begun = false;
    for (VEC_EACH(const CoverageStatement, statement, &document->statements)) {
        if (!sources_tells(statement, sheet->options))
            continue;
        if (!begun) {
            strbuf_puts(sheet->out, "\n## ");
            markdown_put(sheet->out, sheet->arena, document->title);
            strbuf_puts(sheet->out, "\n");
            put_titles(sheet, titles, sizeof titles / sizeof *titles, 5);
        }
        begun = true;
        strbuf_puts(sheet->out, "|");
        put_cell(sheet, statement->number);
        put_cell(sheet, statement->section);
        put_cell(sheet, statement->kind);
        put_cell(sheet, statement->quote);
        put_by(sheet, statement);
    }
}

static void put_unsourced(const Sheet *sheet)
{
    if (!sheet->coverage->unsourced)
        return;
    strbuf_puts(sheet->out, "\n## ");
    put_word(sheet, WORD_SOURCES_UNSOURCED_HEAD);
    strbuf_puts(sheet->out, "\n\n");
    for (VEC_EACH(const CoverageDecl, decl, &sheet->coverage->decls)) {
        if (!decl_is_unsourced(decl))
            continue;
        strbuf_puts(sheet->out, "- ");
        put_decl(sheet, decl);
        strbuf_puts(sheet->out, "\n");
    }
}

static void put_model(const Sheet *sheet)
{
    strbuf_puts(sheet->out, "# ");
    put_word(sheet, WORD_SOURCES_TITLE);
    strbuf_puts(sheet->out, ": ");
    markdown_put(sheet->out, sheet->arena, sources_title(sheet->coverage));
    strbuf_puts(sheet->out, "\n\n");
    markdown_put(sheet->out, sheet->arena, sources_summary(sheet->arena, sheet->coverage, sheet->options->lang));
    strbuf_puts(sheet->out, "\n");
    if (sheet->coverage->documents.count)
        put_counts(sheet);
    for (VEC_EACH(const CoverageDocument, document, &sheet->coverage->documents))
        put_statements(sheet, document);
    put_unsourced(sheet);
}

static void write_md(StrBuf *out, const SourceCoverageVec *models, const SourcesOptions *options)
{
    Sheet sheet = {out, arena_new(), options, NULL};
    for (size_t i = 0; i < models->count; i++) {
        strbuf_puts(out, i ? "\n" : "");
        sheet.coverage = models->items[i];
        put_model(&sheet);
    }
    arena_free(sheet.arena);
}

const SourcesFormat sources_md = {"md", {"Markdown", "Markdown"}, write_md};
