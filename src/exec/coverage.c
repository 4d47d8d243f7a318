/* coverage.c: which declarations express each statement of the documents, and which say something that no document is cited for. */
#include "base/utf8.h"
#include "exec/statements.h"

/* Says how the municipality steers, and so should be found in a document. Bodies, groups, files and units describe what is there; tests try the
 * model; a head names the document itself. */
static bool needs_source(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_UNIT: case DECL_KIND: case DECL_BODY: case DECL_GROUP: case DECL_TABLE: case DECL_SEASON:
    case DECL_TEST: case DECL_SCENARIO: case DECL_COUNT:
        return false;
    case DECL_DOCUMENT: return !decl_attr(decl, ATTR_STATEMENTS);
    case DECL_LEVEL: case DECL_GOAL: case DECL_SCALE: case DECL_PARAMETER: case DECL_INDICATOR: case DECL_CHECKPOINT: case DECL_COMMISSION:
    case DECL_DOCUMENT_TYPE: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT: case DECL_DECISION_TABLE: case DECL_RISK: case DECL_CONSTRAINT:
    case DECL_RULE:
        return true;
    }
    return false;
}

typedef VEC(size_t) DeclIndexVec;

/* ---- declarations ---- */

typedef struct Maker {
    Arena *arena;
    const Model *model;
    const StatementBook *book;
    SourceCoverage *out;
    Map expressed;                       /* place of a statement in memory, as bytes -> DeclIndexVec * */
} Maker;

static Str key_of(const Statement *const *statement)
{
    return (Str){(const char *)statement, sizeof *statement};
}

static void note(Maker *maker, const Stated *stated, size_t decl)
{
    DeclIndexVec *decls = map_get(&maker->expressed, key_of(&stated->statement));
    if (!decls) {
        decls = ARENA_NEW(maker->arena, DeclIndexVec);
        map_put(&maker->expressed, key_of(&stated->statement), decls);
    }
    if (!decls->count || decls->items[decls->count - 1] != decl)
        vec_push(maker->arena, decls, decl);
}

static void take_citations(Maker *maker, const Attr *source, size_t decl)
{
    CitationVec citations = {0};
    citations_of(maker->arena, source, &citations);
    for (VEC_EACH(const Citation, citation, &citations))
        for (VEC_EACH(const Str, number, &citation->numbers)) {
            Str document = citation->short_form ? STR_LIT("") : citation->document;
            const Stated *stated = statements_find(maker->arena, maker->model, maker->book, *number, document);
            if (stated)
                note(maker, stated, decl);
        }
}

static void take_decl(Maker *maker, const Decl *decl)
{
    size_t index = maker->out->decls.count;
    CoverageDecl taken = {
        .keyword = str_of(decl_keyword(decl->kind)), .name = decl->name, .title = decl->title, .file = str_of(decl->span.src->name),
        .line = source_place(decl->span.src, decl->keyword.start).line, .sourced = decl_attr(decl, ATTR_SOURCE) != NULL, .needs = needs_source(decl),
    };
    vec_push(maker->arena, &maker->out->decls, taken);
    maker->out->unsourced += decl_is_unsourced(&taken);
    for (VEC_EACH(const Attr, attr, &decl->attrs))
        if (attr->kind == ATTR_SOURCE)
            take_citations(maker, attr, index);
}

/* ---- statements ---- */

static StatementState state_of(Arena *arena, const Statement *statement, bool expressed)
{
    if (expressed)
        return STATEMENT_EXPRESSED;
    if (str_eqz(utf8_fold(arena, statement->kind), "berättande"))
        return STATEMENT_NARRATIVE;
    return statement->why_not.n ? STATEMENT_LEFT : STATEMENT_MISSING;
}

static void count(CoverageCount *counted, StatementState state)
{
    counted->total++;
    counted->states[state]++;
}

static CoverageCount *kind_of(Arena *arena, CoverageDocument *document, Str kind)
{
    for (VEC_EACH(CoverageCount, known, &document->kinds))
        if (str_eq(utf8_fold(arena, known->kind), utf8_fold(arena, kind)))
            return known;
    vec_push(arena, &document->kinds, (CoverageCount){.kind = kind});
    return &document->kinds.items[document->kinds.count - 1];
}

static void narrative_last(Arena *arena, CoverageDocument *document)
{
    size_t kept = 0;
    CoverageCount narrative = {0};
    for (VEC_EACH(CoverageCount, kind, &document->kinds)) {
        if (str_eqz(utf8_fold(arena, kind->kind), "berättande"))
            narrative = *kind;
        else
            document->kinds.items[kept++] = *kind;
    }
    if (narrative.total)
        document->kinds.items[kept] = narrative;
}

static void take_statement(Maker *maker, CoverageDocument *document, const Statement *statement)
{
    const DeclIndexVec *decls = map_get(&maker->expressed, key_of(&statement));
    CoverageStatement taken = {statement->number, statement->section, statement->row, statement->kind, statement->quote, statement->why_not,
                               statement->line, state_of(maker->arena, statement, decls != NULL), {0}};
    for (size_t i = 0; decls && i < decls->count; i++)
        vec_push(maker->arena, &taken.decls, decls->items[i]);
    vec_push(maker->arena, &document->statements, taken);
    count(kind_of(maker->arena, document, taken.kind), taken.state);
    count(&document->all, taken.state);
    count(&maker->out->all, taken.state);
}

static void take_list(Maker *maker, const DocumentList *list)
{
    const Common *common = &maker->model->documents.items[list->document].common;
    CoverageDocument document = {.name = common->name, .title = common->title, .file = str_of(list->list.shown), .sha256 = list->list.sha256};
    for (VEC_EACH(const Statement, statement, &list->list.statements))
        take_statement(maker, &document, statement);
    narrative_last(maker->arena, &document);
    vec_push(maker->arena, &maker->out->documents, document);
}

SourceCoverage *coverage_make(Arena *arena, const Model *model, const StatementBook *book)
{
    SourceCoverage *out = ARENA_NEW(arena, SourceCoverage);
    Maker maker = {.arena = arena, .model = model, .book = book, .out = out};
    *out = (SourceCoverage){.model = model->name, .title = model->title};
    map_init(&maker.expressed, arena);
    for (size_t t = 0; t < model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &model->trees[t]->decls))
            if (!decl->span.src->library && decl->kind != DECL_USE)
                take_decl(&maker, decl);
    for (size_t i = 0; i < book->lists.count; i++)
        if (book->lists.items[i]->own)
            take_list(&maker, book->lists.items[i]);
    return out;
}
