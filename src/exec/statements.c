/* statements.c: reads the lists of statements that documents name, and completes what `källa R103` leaves to them. */
#include "exec/statements.h"

#include "base/file.h"
#include "base/utf8.h"

/* ---- reading ---- */

static bool read_list(Arena *arena, const Document *document, Diags *diags, DocumentList *out)
{
    const Decl *decl = document->common.decl;
    const Expr *written = attr_value(decl_attr(decl, ATTR_STATEMENTS));
    const char *path = path_join(arena, str_of(decl->span.src->path), document->statements);
    return statements_read(arena, path, path_shown(arena, path), written->span, diags, &out->list);
}

/* The first list that has a number stays the first. */
static void enter(Arena *arena, StatementBook *book, const DocumentList *list)
{
    for (VEC_EACH(const Statement, statement, &list->list.statements)) {
        Stated *stated = ARENA_NEW(arena, Stated), *first = map_get(&book->numbers, statement->folded);
        *stated = (Stated){list, statement, NULL};
        if (!first) {
            map_put(&book->numbers, statement->folded, stated);
            continue;
        }
        stated->other = first->other;
        first->other = stated;
    }
}

const StatementBook *statements_load(Arena *arena, const Model *model, Diags *diags)
{
    StatementBook *book = ARENA_NEW(arena, StatementBook);
    Diags ignored;
    diags_init(&ignored, arena);
    map_init(&book->numbers, arena);
    for (size_t i = 0; i < model->documents.count; i++) {
        const Document *document = &model->documents.items[i];
        if (!document->statements.n)
            continue;
        DocumentList *list = ARENA_NEW(arena, DocumentList);
        *list = (DocumentList){.document = i, .own = !document->common.decl->span.src->library};
        bool good = read_list(arena, document, list->own ? diags : &ignored, list);
        book->incomplete |= !good && list->own;
        vec_push(arena, &book->lists, list);
        enter(arena, book, list);
    }
    return book;
}

/* ---- looking up ---- */

bool document_is_called(Arena *arena, const Model *model, size_t document, Str called)
{
    const Common *common = &model->documents.items[document].common;
    Str folded = utf8_fold(arena, str_trim(called));
    return str_eq(utf8_fold(arena, common->title), folded) || str_eq(utf8_fold(arena, common->name), folded);
}

const Stated *statements_find(Arena *arena, const Model *model, const StatementBook *book, Str number, Str document)
{
    const Stated *first = map_get(&book->numbers, utf8_fold(arena, number));
    if (!first || !first->other || !document.n)
        return first;
    for (const Stated *stated = first; stated; stated = stated->other)
        if (document_is_called(arena, model, stated->in->document, document))
            return stated;
    return first;
}

/* ---- completing what is cited by number ---- */

static void look_for_short(void *context, Common *common)
{
    bool *asked = context;
    for (VEC_EACH(const Citation, citation, &common->sources))
        *asked |= citation->short_form || (citation->numbers.count == 1 && (!citation->quote.n || !citation->section.n));
}

bool statements_are_asked(Model *model)
{
    bool asked = false;
    commons_each(model, look_for_short, &asked);
    return asked;
}

typedef struct Filling { Arena *arena; const Model *model; const StatementBook *book; } Filling;

static void fill(void *context, Common *common)
{
    const Filling *filling = context;
    for (VEC_EACH(Citation, citation, &common->sources)) {
        if (citation->numbers.count != 1)
            continue;
        Str document = citation->short_form ? STR_LIT("") : citation->document;
        const Stated *stated = statements_find(filling->arena, filling->model, filling->book, citation->numbers.items[0], document);
        if (!stated)
            continue;
        if (citation->short_form)
            citation->document = filling->model->documents.items[stated->in->document].common.title;
        if (!citation->section.n)
            citation->section = stated->statement->section;
        if (!citation->quote.n)
            citation->quote = stated->statement->quote;
    }
}

void statements_fill(Arena *arena, Model *model, const StatementBook *book)
{
    Filling filling = {arena, model, book};
    commons_each(model, fill, &filling);
}
