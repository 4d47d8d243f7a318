/* sources_text.c: what is expressed of the documents, for a terminal. */
#include "report/layout.h"
#include "report/report.h"
#include "report/sources_parts.h"

#define INDENT ((size_t)2)

typedef struct Teller { Page page; const SourcesOptions *options; const SourceCoverage *coverage; } Teller;

static const char *title_of(const Teller *teller, Word which)
{
    return word(which, teller->page.lang);
}

static void number_cell(Grid *grid, size_t number)
{
    grid_cell(grid, str_of(arena_printf(grid->arena, "%zu", number)), TONE_PLAIN, 0);
}

static void count_row(Grid *grid, Str kind, const CoverageCount *count, bool narrative)
{
    grid_cell(grid, text_shown(grid->arena, kind, 0), TONE_PLAIN, 0);
    number_cell(grid, count->total);
    number_cell(grid, count->states[STATEMENT_EXPRESSED]);
    number_cell(grid, count->states[STATEMENT_MISSING]);
    number_cell(grid, count->states[STATEMENT_LEFT]);
    if (narrative)
        number_cell(grid, count->states[STATEMENT_NARRATIVE]);
    else
        grid_cell(grid, STR_LIT(""), TONE_PLAIN, 0);
}

static void put_counts(Teller *teller, const CoverageDocument *document)
{
    const GridColumn columns[] = {
        {title_of(teller, WORD_SOURCES_KIND), GRID_LEFT, false},       {title_of(teller, WORD_SOURCES_TOTAL), GRID_RIGHT, false},
        {title_of(teller, WORD_SOURCES_EXPRESSED), GRID_RIGHT, false}, {title_of(teller, WORD_SOURCES_MISSING), GRID_RIGHT, false},
        {title_of(teller, WORD_SOURCES_LEFT), GRID_RIGHT, false},      {title_of(teller, WORD_SOURCES_NARRATIVE), GRID_RIGHT, false},
    };
    Grid grid;
    grid_init(&grid, teller->page.arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const CoverageCount, kind, &document->kinds))
        count_row(&grid, sources_kind(kind, teller->page.lang), kind, kind->states[STATEMENT_NARRATIVE] > 0);
    if (document->kinds.count > 1)
        count_row(&grid, str_of(title_of(teller, WORD_SOURCES_ALL)), &document->all, document->all.states[STATEMENT_NARRATIVE] > 0);
    grid_print(&grid, &teller->page, INDENT, false);
}

static void put_decl(StrBuf *out, const CoverageDecl *decl)
{
    strbuf_printf(out, STR_FMT " " STR_FMT " (" STR_FMT ":%zu)", STR_ARG(decl->keyword), STR_ARG(decl->name), STR_ARG(decl->file), decl->line);
}

/* The declarations; else that there is none, and whether that is as it should be. */
static void by_cell(Teller *teller, Grid *grid, const CoverageStatement *statement)
{
    static const Tone tones[] = {
        [STATEMENT_EXPRESSED] = TONE_PLAIN, [STATEMENT_MISSING] = TONE_BAD, [STATEMENT_LEFT] = TONE_FAIR, [STATEMENT_NARRATIVE] = TONE_FAINT,
    };
    StrBuf out = {0};
    for (VEC_EACH(const size_t, index, &statement->decls)) {
        strbuf_puts(&out, out.n ? ", " : "");
        put_decl(&out, &teller->coverage->decls.items[*index]);
    }
    if (statement->state == STATEMENT_MISSING)
        strbuf_printf(&out, "■ %s", title_of(teller, WORD_SOURCES_NONE));
    else if (statement->state == STATEMENT_LEFT)
        strbuf_printf(&out, "▲ %s" STR_FMT, title_of(teller, WORD_SOURCES_REASON), STR_ARG(statement->why_not));
    else if (statement->state == STATEMENT_NARRATIVE)
        strbuf_printf(&out, "○ %s", title_of(teller, WORD_SOURCES_TELLS));
    grid_cell(grid, text_shown(grid->arena, strbuf_str(&out), 0), tones[statement->state], 0);
    strbuf_free(&out);
}

static void put_statements(Teller *teller, const CoverageDocument *document)
{
    const GridColumn columns[] = {
        {title_of(teller, WORD_SOURCES_NUMBER), GRID_LEFT, false},   {title_of(teller, WORD_SOURCES_SECTION), GRID_LEFT, true},
        {title_of(teller, WORD_SOURCES_KIND), GRID_LEFT, false},     {title_of(teller, WORD_SOURCES_STATEMENT), GRID_LEFT, true},
        {title_of(teller, WORD_SOURCES_BY), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, teller->page.arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const CoverageStatement, statement, &document->statements)) {
        if (!sources_tells(statement, teller->options))
            continue;
        grid_cell(&grid, text_shown(grid.arena, statement->number, 20), TONE_STRONG, 0);
        grid_cell(&grid, text_shown(grid.arena, statement->section, 0), TONE_FAINT, 0);
        grid_cell(&grid, text_shown(grid.arena, statement->kind, 20), TONE_FAINT, 0);
        grid_cell(&grid, text_shown(grid.arena, statement->quote, 0), TONE_PLAIN, 0);
        by_cell(teller, &grid, statement);
    }
    if (grid.cells.count == 0)
        return;
    page_end(&teller->page);
    grid_print(&grid, &teller->page, INDENT, false);
}

static void put_document(Teller *teller, const CoverageDocument *document)
{
    Page *page = &teller->page;
    page_end(page);
    page_put(page, TONE_STRONG, text_shown(page->arena, document->title, 0));
    page_puts(page, TONE_FAINT, " – ");
    page_put(page, TONE_FAINT, text_shown(page->arena, document->file, 0));
    page_end(page);
    put_counts(teller, document);
    put_statements(teller, document);
}

static void put_unsourced(Teller *teller)
{
    Page *page = &teller->page;
    if (!teller->coverage->unsourced)
        return;
    page_end(page);
    page_puts(page, TONE_STRONG, arena_printf(page->arena, "%s (%zu)", title_of(teller, WORD_SOURCES_UNSOURCED_HEAD), teller->coverage->unsourced));
    page_end(page);
    for (VEC_EACH(const CoverageDecl, decl, &teller->coverage->decls)) {
        if (!decl_is_unsourced(decl))
            continue;
        StrBuf out = {0};
        put_decl(&out, decl);
        page_pad(page, INDENT);
        page_put(page, TONE_PLAIN, text_shown(page->arena, strbuf_str(&out), 0));
        page_end(page);
        strbuf_free(&out);
    }
}

static void put_model(Teller *teller)
{
    Page *page = &teller->page;
    page_put(page, TONE_STRONG, text_shown(page->arena, sources_title(teller->coverage), 0));
    page_end(page);
    for (VEC_EACH(const CoverageDocument, document, &teller->coverage->documents))
        put_document(teller, document);
    put_unsourced(teller);
    page_end(page);
    page_wrap(page, TONE_STRONG, sources_summary(page->arena, teller->coverage, page->lang), 0);
    page_end(page);
}

static void write_text(StrBuf *out, const SourceCoverageVec *models, const SourcesOptions *options)
{
    size_t width = options->width ? options->width : REPORT_WIDTH;
    Teller teller = {{out, arena_new(), options->lang, options->colour, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0}, options, NULL};
    for (size_t i = 0; i < models->count; i++) {
        if (i)
            page_end(&teller.page);
        teller.coverage = models->items[i];
        put_model(&teller);
    }
    arena_free(teller.page.arena);
}

const SourcesFormat sources_text = {"text", {"för skärmen", "for the screen"}, write_text};
