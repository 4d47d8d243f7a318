/* sources_phrases.c: see sources_parts.h. */
#include "report/sources_parts.h"

Str sources_title(const SourceCoverage *coverage)
{
    return coverage->title.n ? coverage->title : coverage->model.n ? coverage->model : coverage->path;
}

Str sources_kind(const CoverageCount *count, Lang lang)
{
    return count->kind.n ? count->kind : str_of(word(WORD_SOURCES_NO_KIND, lang));
}

size_t sources_steering(const CoverageCount *count)
{
    return count->total - count->states[STATEMENT_NARRATIVE];
}

static void put_some(StrBuf *out, bool *begun, Word words, size_t count, Lang lang)
{
    if (!count)
        return;
    strbuf_puts(out, *begun ? "; " : " (");
    strbuf_printf(out, word(words, lang), count);
    *begun = true;
}

Str sources_summary(Arena *arena, const SourceCoverage *coverage, Lang lang)
{
    const CoverageCount *all = &coverage->all;
    StrBuf out = {0};
    bool begun = false;
    if (all->total) {
        strbuf_printf(&out, word(WORD_SOURCES_SUM, lang), all->states[STATEMENT_EXPRESSED], sources_steering(all));
        put_some(&out, &begun, WORD_SOURCES_SUM_MISSING, all->states[STATEMENT_MISSING], lang);
        put_some(&out, &begun, WORD_SOURCES_SUM_LEFT, all->states[STATEMENT_LEFT], lang);
        put_some(&out, &begun, WORD_SOURCES_SUM_NARRATIVE, all->states[STATEMENT_NARRATIVE], lang);
        strbuf_puts(&out, begun ? ")." : ".");
    } else {
        strbuf_puts(&out, word(WORD_SOURCES_NO_LISTS, lang));
    }
    if (coverage->unsourced) {
        strbuf_putc(&out, ' ');
        strbuf_printf(&out, word(WORD_SOURCES_SUM_UNSOURCED, lang), coverage->unsourced);
    }
    Str text = str_dup(arena, strbuf_str(&out));
    strbuf_free(&out);
    return text;
}

Word sources_state(StatementState state)
{
    switch (state) {
    case STATEMENT_EXPRESSED: return WORD_SOURCES_STATE_EXPRESSED;
    case STATEMENT_MISSING: return WORD_SOURCES_STATE_MISSING;
    case STATEMENT_LEFT: return WORD_SOURCES_STATE_LEFT;
    case STATEMENT_NARRATIVE: return WORD_SOURCES_TELLS;
    }
    return WORD_SOURCES_STATE_MISSING;
}

bool sources_tells(const CoverageStatement *statement, const SourcesOptions *options)
{
    return !options->only_missing || statement->state == STATEMENT_MISSING || statement->state == STATEMENT_LEFT;
}
