/* sources_csv.c: what is expressed of the documents, for spreadsheets: a row for each statement and declaration that expresses it, and one for each
 * declaration without a source. UTF-8 with BOM and semicolons, like csv.c. */
#include "report/csv_cells.h"
#include "report/sources_parts.h"

typedef struct Row {
    const SourceCoverage *coverage;
    const CoverageDocument *document;        /* NULL: a declaration without a source */
    const CoverageStatement *statement;
    const CoverageDecl *decl;                /* NULL: nothing expresses it */
} Row;

#define CELLS 14
static const Word titles[CELLS] = {
    WORD_SOURCES_COL_MODEL, WORD_SOURCES_DOCUMENT,    WORD_SOURCES_NUMBER,   WORD_SOURCES_SECTION,     WORD_SOURCES_COL_ROW,
    WORD_SOURCES_KIND,      WORD_SOURCES_STATEMENT,   WORD_SOURCES_COL_STATE, WORD_SOURCES_COL_KEYWORD, WORD_SOURCES_COL_NAME,
    WORD_TITLE,             WORD_SOURCES_COL_FILE,    WORD_SOURCES_COL_LINE, WORD_SOURCES_COL_WHY,
};

static void put_cells(StrBuf *out, Arena *arena, const Str cells[CELLS])
{
    csv_put_row(out, arena, cells, CELLS, false);
}

static void put_row(StrBuf *out, Arena *arena, const Row *row, Lang lang)
{
    static const CoverageStatement no_statement;
    static const CoverageDecl no_decl;
    const CoverageStatement *s = row->statement ? row->statement : &no_statement;
    const CoverageDecl *d = row->decl ? row->decl : &no_decl;
    Word state = row->statement ? sources_state(s->state) : WORD_SOURCES_STATE_UNSOURCED;
    const Str cells[CELLS] = {
        sources_title(row->coverage), row->document ? row->document->title : STR_LIT(""), s->number, s->section, s->row, s->kind, s->quote,
        str_of(word(state, lang)), d->keyword, d->name, d->title, d->file, d->line ? str_of(arena_printf(arena, "%zu", d->line)) : STR_LIT(""), s->why_not,
    };
    put_cells(out, arena, cells);
}

static void put_statement(StrBuf *out, Arena *arena, Row row, Lang lang)
{
    for (VEC_EACH(const size_t, index, &row.statement->decls)) {
        row.decl = &row.coverage->decls.items[*index];
        put_row(out, arena, &row, lang);
    }
    if (!row.statement->decls.count)
        put_row(out, arena, &row, lang);
}

static void put_model(StrBuf *out, Arena *arena, const SourceCoverage *coverage, const SourcesOptions *options)
{
    for (VEC_EACH(const CoverageDocument, document, &coverage->documents))
        for (VEC_EACH(const CoverageStatement, statement, &document->statements))
            if (sources_tells(statement, options))
                put_statement(out, arena, (Row){coverage, document, statement, NULL}, options->lang);
    for (VEC_EACH(const CoverageDecl, decl, &coverage->decls))
        if (decl_is_unsourced(decl))
            put_row(out, arena, &(Row){coverage, NULL, NULL, decl}, options->lang);
}

static void write_csv(StrBuf *out, const SourceCoverageVec *models, const SourcesOptions *options)
{
    Arena *arena = arena_new();
    Str cells[CELLS];
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = str_of(word(titles[i], options->lang));
    strbuf_puts(out, "\xef\xbb\xbf");
    put_cells(out, arena, cells);
    for (size_t i = 0; i < models->count; i++)
        put_model(out, arena, models->items[i], options);
    arena_free(arena);
}

const SourcesFormat sources_csv = {"csv", {"tabell för kalkylprogram", "table for spreadsheets"}, write_csv};
