/* sources_json.c: what is expressed of the documents as one JSON document, described by doc/schema/styr-1.schema.json. */
#include "report/json_writer.h"
#include "report/sources_parts.h"

static void put_counts(Json *json, const char *key, const CoverageCount *count, bool kind)
{
    json_open(json, key, '{');
    if (kind)
        json_text_or_null(json, "kind", count->kind);
    json_size(json, "statements", count->total);
    for (StatementState state = 0; state <= STATEMENT_NARRATIVE; state++)
        json_size(json, statement_state_name(state), count->states[state]);
    json_close(json, '}');
}

static void put_decl(Json *json, const CoverageDecl *decl)
{
    json_open(json, NULL, '{');
    json_text(json, "keyword", decl->keyword);
    json_text(json, "name", decl->name);
    json_text_or_null(json, "title", decl->title);
    json_text(json, "file", decl->file);
    json_size(json, "line", decl->line);
    json_close(json, '}');
}

void json_statement(Json *json, const char *key, const SourceCoverage *coverage, const CoverageStatement *statement)
{
    json_open(json, key, '{');
    json_text(json, "number", statement->number);
    json_text_or_null(json, "section", statement->section);
    json_text_or_null(json, "row", statement->row);
    json_text_or_null(json, "kind", statement->kind);
    json_text(json, "quote", statement->quote);
    json_text(json, "state", str_of(statement_state_name(statement->state)));
    json_text_or_null(json, "why_not", statement->why_not);
    json_size(json, "line", statement->line);
    json_open(json, "declarations", '[');
    for (VEC_EACH(const size_t, index, &statement->decls))
        put_decl(json, &coverage->decls.items[*index]);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_document(Json *json, const SourceCoverage *coverage, const CoverageDocument *document, const SourcesOptions *options)
{
    json_open(json, NULL, '{');
    json_text(json, "name", document->name);
    json_text(json, "title", document->title);
    json_text(json, "file", document->file);
    json_text(json, "sha256", str_of(document->sha256));
    json_open(json, "kinds", '[');
    for (VEC_EACH(const CoverageCount, kind, &document->kinds))
        put_counts(json, NULL, kind, true);
    json_close(json, ']');
    put_counts(json, "all", &document->all, false);
    json_open(json, "statements", '[');
    for (VEC_EACH(const CoverageStatement, statement, &document->statements))
        if (sources_tells(statement, options))
            json_statement(json, NULL, coverage, statement);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_model(Json *json, const SourceCoverage *coverage, const SourcesOptions *options)
{
    json_open(json, NULL, '{');
    json_text_or_null(json, "name", coverage->model);
    json_text_or_null(json, "title", coverage->title);
    json_text(json, "path", coverage->path);
    put_counts(json, "all", &coverage->all, false);
    json_open(json, "documents", '[');
    for (VEC_EACH(const CoverageDocument, document, &coverage->documents))
        put_document(json, coverage, document, options);
    json_close(json, ']');
    json_open(json, "unsourced", '[');
    for (VEC_EACH(const CoverageDecl, decl, &coverage->decls))
        if (decl_is_unsourced(decl))
            put_decl(json, decl);
    json_close(json, ']');
    json_close(json, '}');
}

static void write_json(StrBuf *out, const SourceCoverageVec *models, const SourcesOptions *options)
{
    Json json = {.out = out};
    json_begin(&json, "källor");
    json_text(&json, "program", str_of(options->program));
    json_bool(&json, "only_missing", options->only_missing);
    json_open(&json, "models", '[');
    for (size_t i = 0; i < models->count; i++)
        put_model(&json, models->items[i], options);
    json_close(&json, ']');
    json_end(&json);
}

const SourcesFormat sources_json = {"json", {"JSON för andra program, se schemat styr-1", "JSON for other programs, see the schema styr-1"}, write_json};
