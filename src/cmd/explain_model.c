/* explain_model.c: what `styr förklara` tells of a krav, a document and a statement beside their text: what the krav was tried on and what it came to,
 * who decides about the document, which declarations express the statement. */
#include "base/utf8.h"
#include "cmd/explain.h"
#include "model/constraints/constraints.h"
#include "report/phrases.h"
#include "report/sources.h"

/* ---- krav ---- */

static size_t constraint_of(const Model *model, const Decl *decl)
{
    for (size_t i = 0; i < model->constraints.count; i++)
        if (model->constraints.items[i].common.decl == decl)
            return i;
    return NO_INDEX;
}

/* What this krav came to for each thing, those that it does not cover last; empty when it has not been checked. */
static OutcomeVec outcomes_of(Arena *arena, const Session *session, const Decl *decl)
{
    OutcomeVec all = {0}, own = {0};
    size_t index = constraint_of(session->model, decl);
    if (index == NO_INDEX)
        return own;
    constraints_evaluate(arena, session->model, session->day, &all);
    for (int outside = 0; outside < 2; outside++)
        for (VEC_EACH(const Outcome, outcome, &all))
            if (outcome->constraint == index && (outcome->kind == OUTCOME_OUTSIDE) == outside)
                vec_push(arena, &own, *outcome);
    return own;
}

static Msg outcome_word(OutcomeKind kind)
{
    switch (kind) {
    case OUTCOME_MET: return MSG_OUTCOME_MET;
    case OUTCOME_BREACHED: return MSG_OUTCOME_BREACHED;
    case OUTCOME_UNDECIDED: return MSG_OUTCOME_UNDECIDED;
    case OUTCOME_EXEMPT: return MSG_OUTCOME_EXEMPT;
    case OUTCOME_IDLE: return MSG_OUTCOME_IDLE;
    case OUTCOME_OUTSIDE: break;
    }
    return MSG_OUTCOME_OUTSIDE;
}

static Tone outcome_tone(OutcomeKind kind)
{
    return kind == OUTCOME_MET ? TONE_GOOD : kind == OUTCOME_BREACHED ? TONE_BAD : kind == OUTCOME_UNDECIDED ? TONE_FAIR : TONE_PLAIN;
}

/* "mål kunskap – Alla elever når kunskapsmålen" */
static Str thing_text(const Page *page, const Model *model, Ref thing)
{
    const Common *common = object_common(model, thing);
    if (thing.kind == SYM_HEAD || !common)
        return str_of(message(MSG_THE_MODEL, page->lang));
    const char *keyword = common->decl ? decl_keyword(common->decl->kind) : "", *dash = str_eq(common->title, common->name) ? "" : " – ";
    Str title = *dash ? common->title : STR_LIT("");
    return text_shown(page->arena, str_of(arena_printf(page->arena, "%s " STR_FMT "%s" STR_FMT, keyword, STR_ARG(common->name), dash, STR_ARG(title))), 0);
}

static Str why_text(const Page *page, const Outcome *outcome)
{
    return text_shown(page->arena, diag_arg(outcome->because, page->lang), 0);
}

void put_outcomes(Page *page, const Session *session, const Decl *decl)
{
    const GridColumn columns[] = {{"", GRID_LEFT, true}, {"", GRID_LEFT, false}, {"", GRID_LEFT, true}};
    OutcomeVec outcomes = outcomes_of(page->arena, session, decl);
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const Outcome, outcome, &outcomes)) {
        grid_cell(&grid, thing_text(page, session->model, outcome->thing), TONE_PLAIN, 0);
        grid_cell(&grid, str_of(message(outcome_word(outcome->kind), page->lang)), outcome_tone(outcome->kind), 0);
        grid_cell(&grid, why_text(page, outcome), TONE_PLAIN, 0);
    }
    page_end(page);
    page_puts(page, TONE_STRONG, message(outcomes.count ? MSG_TRIED_ON : MSG_TRIED_ON_NONE, page->lang));
    page_end(page);
    if (grid.cells.count)
        grid_print(&grid, page, 2, true);
}

void put_outcomes_json(Json *json, Arena *arena, const Session *session, const Decl *decl, Lang lang)
{
    static const char *const keys[] = {[OUTCOME_MET] = "met", [OUTCOME_BREACHED] = "breached", [OUTCOME_UNDECIDED] = "undecided",
                                       [OUTCOME_EXEMPT] = "exempt", [OUTCOME_IDLE] = "idle", [OUTCOME_OUTSIDE] = "outside"};
    OutcomeVec outcomes = outcomes_of(arena, session, decl);
    json_open(json, "outcomes", '[');
    for (VEC_EACH(const Outcome, outcome, &outcomes)) {
        const Common *common = outcome->thing.kind == SYM_HEAD ? NULL : object_common(session->model, outcome->thing);
        json_open(json, NULL, '{');
        json_text_or_null(json, "kind", common && common->decl ? str_of(decl_keyword(common->decl->kind)) : STR_LIT(""));
        json_text_or_null(json, "name", common ? common->name : STR_LIT(""));
        json_text(json, "outcome", str_of(keys[outcome->kind]));
        json_text_or_null(json, "because", diag_arg(outcome->because, lang));
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* ---- documents ---- */

/* The type that says it for the document, or NO_INDEX: the document itself does, or nobody. */
static size_t type_that_says(const Model *model, const Document *document, AttrKind attr)
{
    size_t type = decl_attr(document->common.decl, attr) ? NO_INDEX : document->type;
    for (size_t steps = 0; type != NO_INDEX && steps < model->document_types.count; steps++) {
        const DocumentType *at = &model->document_types.items[type];
        if (at->common.decl && decl_attr(at->common.decl, attr))
            return type;
        type = at->base;
    }
    return NO_INDEX;
}

/* "av KF, som alla av dokumenttypen policy" */
static Str decider_text(const Page *page, const Model *model, const Document *document, const Expr *name, AttrKind attr)
{
    StrBuf out = {0};
    size_t type = type_that_says(model, document, attr);
    strbuf_printf(&out, "%s ", message(MSG_BY, page->lang));
    expr_print(&out, name);
    if (type != NO_INDEX)
        strbuf_printf(&out, "%s " STR_FMT, message(MSG_AS_TYPE, page->lang), STR_ARG(model->document_types.items[type].common.name));
    Str text = str_dup(page->arena, strbuf_str(&out));
    strbuf_free(&out);
    return text;
}

Str decider_told(const Page *page, const Model *model, const Decl *decl, bool prepares)
{
    for (VEC_EACH(const Document, document, &model->documents)) {
        const Expr *name = prepares ? document->prepared_name : document->decided_name;
        if (document->common.decl == decl && name)
            return decider_text(page, model, document, name, prepares ? ATTR_PREPARED_BY : ATTR_DECIDED_BY);
    }
    return STR_LIT("");
}

/* ---- statements ---- */

typedef struct Found { const CoverageDocument *document; const CoverageStatement *statement; } Found;

static Found find_statement(Arena *arena, const SourceCoverage *coverage, Str word)
{
    Str folded = utf8_fold(arena, word);
    for (VEC_EACH(const CoverageDocument, document, &coverage->documents))
        for (VEC_EACH(const CoverageStatement, statement, &document->statements))
            if (str_eq(utf8_fold(arena, statement->number), folded))
                return (Found){document, statement};
    return (Found){0};
}

static void put_expressed(Page *page, const SourceCoverage *coverage, const CoverageStatement *statement)
{
    static const Msg headings[] = {[STATEMENT_EXPRESSED] = MSG_EXPRESSED_BY, [STATEMENT_MISSING] = MSG_EXPRESSED_BY_NONE,
                                   [STATEMENT_LEFT] = MSG_NOT_EXPRESSED, [STATEMENT_NARRATIVE] = MSG_NARRATIVE};
    page_end(page);
    page_puts(page, TONE_STRONG, message(headings[statement->state], page->lang));
    if (statement->state == STATEMENT_LEFT)
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, statement->why_not, 0), 2);
    page_end(page);
    for (VEC_EACH(const size_t, index, &statement->decls)) {
        const CoverageDecl *decl = &coverage->decls.items[*index];
        page_pad(page, 2);
        page_put(page, TONE_PLAIN, text_shown(page->arena, str_of(arena_printf(page->arena, STR_FMT " " STR_FMT " ", STR_ARG(decl->keyword), STR_ARG(decl->name))), 0));
        page_puts(page, TONE_FAINT, arena_printf(page->arena, "(" STR_FMT ":%zu)", STR_ARG(text_shown(page->arena, decl->file, 0)), decl->line));
        page_end(page);
    }
}

static void put_statement(const Command *command, const SourceCoverage *coverage, Found found, StrBuf *out)
{
    Page page = command_page(command, out);
    SourceRef source = {found.document->title, found.statement->section, found.statement->quote};
    page_put(&page, TONE_STRONG, text_shown(page.arena, found.statement->number, 0));
    page_puts(&page, TONE_PLAIN, " – ");
    page_wrap(&page, TONE_PLAIN, text_shown(page.arena, phrase_source(page.arena, &source, page.lang), 0), 2);
    page_end(&page);
    page_pad(&page, 2);
    page_wrap(&page, TONE_PLAIN, text_shown(page.arena, str_of(arena_printf(page.arena, "”" STR_FMT "”", STR_ARG(found.statement->quote))), 0), 2);
    page_end(&page);
    put_expressed(&page, coverage, found.statement);
}

bool explain_statement(Command *command, Session *session, Str word, TextOrJson format, Status *status)
{
    if (!session->usable)
        return false;
    Diags before = command->diags;
    const StatementBook *book = session_statements(session);
    command->diags = before;         /* what is wrong with the lists is for granska to tell */
    const SourceCoverage *coverage = book ? coverage_make(command->arena, session->model, book) : NULL;
    Found found = coverage ? find_statement(command->arena, coverage, word) : (Found){0};
    if (!found.statement)
        return false;
    StrBuf text = {0};
    if (format == AS_JSON) {
        Json json = {.out = &text};
        json_begin(&json, "förklara");
        json_text(&json, "document", found.document->title);
        json_statement(&json, "statement", coverage, found.statement);
        json_end(&json);
    } else {
        put_statement(command, coverage, found, &text);
    }
    command_flush(command);
    *status = command_write(command, &text, STATUS_CLEAN);
    return true;
}
