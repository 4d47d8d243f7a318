/* statement_checks.c: every `källa` against the lists of statements: is the number there, the quote the same, the document declared. */
#include <string.h>

#include "base/utf8.h"
#include "data/columns.h"
#include "exec/statements.h"

#define MOST_NUMBERS 40              /* suggestions made: each is sought among all numbers */
#define MOST_QUOTES 200              /* quotes sought in a list: each is compared with all of it */

typedef struct Check {
    Arena *arena;
    const Model *model;
    const StatementBook *book;
    Diags *diags;
    Map documents;                   /* folded titles and names of what may be cited -> Str * as written */
    size_t suggestions, quotes;
} Check;

/* ---- quotes ---- */

/* Only what is read aloud counts: no blanks, quotes or soft hyphens. */
static bool counts(uint32_t point)
{
    static const uint32_t silent[] = {0xa0, 0xad, 0x2009, 0x202f, '"', '\'', 0x2018, 0x2019, 0x201c, 0x201d, 0xab, 0xbb, 0xfeff};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (point == silent[i])
            return false;
    return point > ' ';
}

/* The text from *at to the next … or ... , as it is compared; *at moves behind that. */
static Str next_piece(Arena *arena, Str folded, size_t *at)
{
    StrBuf out = {0};
    while (*at < folded.n) {
        if (folded.n - *at >= 3 && memcmp(folded.s + *at, "...", 3) == 0) {
            *at += 3;
            break;
        }
        uint32_t point = utf8_next(folded, at);
        if (point == 0x2026)
            break;
        if (counts(point))
            utf8_put(&out, point);
    }
    Str piece = str_dup(arena, strbuf_str(&out));
    strbuf_free(&out);
    return piece;
}

static Str without_marks(Arena *arena, Str folded)
{
    StrBuf out = {0};
    for (size_t at = 0; at < folded.n;)
        strbuf_put(&out, next_piece(arena, folded, &at));
    Str text = str_dup(arena, strbuf_str(&out));
    strbuf_free(&out);
    return text;
}

/* The pieces of `part` stand in `whole`, in their order. */
static bool holds(Arena *arena, Str whole, Str part)
{
    size_t from = 0;
    for (size_t at = 0; at < part.n;) {
        Str piece = next_piece(arena, part, &at);
        size_t found = piece.n ? str_find(whole, piece, from) : from;
        if (found == (size_t)-1)
            return false;
        from = found + piece.n;
    }
    return true;
}

bool quotes_agree(Arena *arena, Str a, Str b)
{
    Str folded_a = utf8_fold(arena, a), folded_b = utf8_fold(arena, b);
    return holds(arena, without_marks(arena, folded_a), folded_b) || holds(arena, without_marks(arena, folded_b), folded_a);
}

/* ---- quotes that say too little ---- */

#define LETTERS_LEAST 8

static size_t count_words(Str text)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.s[i] == ' ' || text.s[i] == '\t' || text.s[i] == '\n';
        words += !blank && !inside;
        inside = !blank;
    }
    return words;
}

static size_t count_letters(Str text)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.n; letters++)
        utf8_next(text, &at);
    return letters;
}

/* Such a quote stands in nearly every statement; the whole of a short statement says all the same which it is. */
static bool says_too_little(Arena *arena, Str quote, Str statement)
{
    Str heard = without_marks(arena, utf8_fold(arena, quote));
    if (heard.n && str_eq(heard, without_marks(arena, utf8_fold(arena, statement))))
        return false;
    return count_letters(heard) < LETTERS_LEAST || (count_words(quote) < 2 && count_words(statement) > 1);
}

/* ---- quotes without a number ---- */

#define WORDS_SHARED 4

/* Where the word at `at` ends. */
static size_t word_end(Str text, size_t at)
{
    while (at < text.n && text.s[at] != ' ')
        at++;
    return at;
}

/* Folded, with one blank between words and nothing else that is silent. */
static Str words_of(Arena *arena, Str text)
{
    StrBuf out = {0};
    Str folded = utf8_fold(arena, text);
    bool blank = false;
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = utf8_next(folded, &at);
        bool mark = point <= ' ' || point == ',' || point == '.' || point == ';' || point == ':' || point == 0xa0;
        if (!mark && counts(point)) {
            if (blank && out.n)
                strbuf_putc(&out, ' ');
            utf8_put(&out, point);
        }
        blank = mark || (blank && !counts(point));
    }
    Str words = str_dup(arena, strbuf_str(&out));
    strbuf_free(&out);
    return words;
}

/* A run of four words of the one stands in the other: it may be the same sentence in another cut. */
static bool shares_run(Str quote, Str statement)
{
    for (size_t from = 0; from < quote.n; from = word_end(quote, from) + 1) {
        size_t to = word_end(quote, from), words = 1;
        for (; words < WORDS_SHARED && to < quote.n; words++)
            to = word_end(quote, to + 1);
        if (words < WORDS_SHARED)
            return false;
        if (str_find(statement, (Str){quote.s + from, to - from}, 0) != (size_t)-1)
            return true;
    }
    return false;
}

static bool is_in_list(Arena *arena, const DocumentList *list, Str quote)
{
    Str words = words_of(arena, quote);
    for (VEC_EACH(const Statement, statement, &list->list.statements))
        if (shares_run(words, words_of(arena, statement->quote)) || quotes_agree(arena, quote, statement->quote))
            return true;
    return false;
}

/* ---- numbers ---- */

static const char *nearest_number(Check *check, Str number)
{
    if (++check->suggestions > MOST_NUMBERS)
        return NULL;
    StrVec known = {0};
    for (size_t i = 0; i < check->book->numbers.count; i++) {
        const Stated *stated = check->book->numbers.entries[i].value;
        vec_push(check->arena, &known, stated->statement->number);
    }
    return nearest_name(check->arena, number, known.items, known.count);
}

static void refuse_number(Check *check, const Expr *number)
{
    const char *text = str_dup(check->arena, number->as.text).s;
    if (check->book->incomplete)
        return;
    if (!check->book->numbers.count) {
        diag_add(check->diags, DIAG_S0801, number->span, text, NULL);
        return;
    }
    Diag *diag = diag_add(check->diags, DIAG_S0800, number->span, text, NULL);
    diag_suggest(check->diags, diag, nearest_number(check, number->as.text));
}

static const char *title_of(const Check *check, const DocumentList *list)
{
    return str_dup(check->arena, check->model->documents.items[list->document].common.title).s;
}

static bool is_declared(const Check *check, Str document)
{
    return map_get(&check->documents, utf8_fold(check->arena, str_trim(document))) != NULL;
}

/* NULL, with a diagnostic, when no list has it. */
static const Stated *look_up(Check *check, const Expr *number, Str document)
{
    const Stated *stated = statements_find(check->arena, check->model, check->book, number->as.text, document);
    if (!stated) {
        refuse_number(check, number);
        return NULL;
    }
    const char *text = str_dup(check->arena, number->as.text).s, *in = title_of(check, stated->in);
    if (document.n && is_declared(check, document) && !document_is_called(check->arena, check->model, stated->in->document, document))
        diag_add(check->diags, DIAG_S0812, number->span, text, in, str_dup(check->arena, document).s, NULL);
    else if (!document.n && stated->other && stated->in->own == stated->other->in->own)
        diag_add(check->diags, DIAG_S0810, number->span, text, in, title_of(check, stated->other->in), NULL);
    return stated;
}

static const Expr *text_of(const Item *item, ModKind kind)
{
    const Mod *mod = item_mod(item, kind);
    return mod && mod->value && mod->value->kind == EXPR_TEXT ? mod->value : NULL;
}

static bool same_section(Arena *arena, Str a, Str b)
{
    return str_eq(without_marks(arena, utf8_fold(arena, a)), without_marks(arena, utf8_fold(arena, b)));
}

/* What stands beside a single number must be what the list has. */
static void compare(Check *check, const Item *item, const Stated *stated)
{
    const Statement *statement = stated->statement;
    const Expr *quote = text_of(item, MOD_QUOTE), *section = text_of(item, MOD_SECTION);
    const char *number = statement->number.s;
    if (quote && says_too_little(check->arena, quote->as.text, statement->quote))
        diag_add(check->diags, DIAG_S0814, quote->span, str_dup(check->arena, quote->as.text).s, number, NULL);
    else if (quote && !quotes_agree(check->arena, quote->as.text, statement->quote))
        diag_add(check->diags, DIAG_S0802, quote->span, number, str_dup(check->arena, quote->as.text).s, statement->quote.s, NULL);
    if (section && statement->section.n && !same_section(check->arena, section->as.text, statement->section))
        diag_add(check->diags, DIAG_S0803, section->span, number, str_dup(check->arena, section->as.text).s, statement->section.s, NULL);
}

static void check_numbers(Check *check, const Item *item)
{
    const Mod *numbers = item_mod(item, MOD_NUMBERS);
    if (!numbers || !numbers->value || numbers->value->kind != EXPR_LIST)
        return;
    const ExprVec *list = &numbers->value->as.list;
    for (size_t i = 0; i < list->count; i++) {
        const Stated *stated = list->items[i]->kind == EXPR_NAME ? look_up(check, list->items[i], item->value->as.text) : NULL;
        if (stated && list->count == 1)
            compare(check, item, stated);
    }
}

/* ---- documents ---- */

static void may_be_cited(Check *check, Str called)
{
    Str *kept = ARENA_NEW(check->arena, Str);
    *kept = called;
    if (called.n)
        map_put(&check->documents, utf8_fold(check->arena, str_trim(called)), kept);
}

/* A head may name the documents that its model is made from by citing them. */
static void gather_documents(Check *check)
{
    for (VEC_EACH(const Document, document, &check->model->documents)) {
        may_be_cited(check, document->common.title);
        may_be_cited(check, document->common.name);
    }
    for (size_t t = 0; t < check->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &check->model->trees[t]->decls)) {
            if (decl->kind != DECL_STEERING_MODEL)
                continue;
            may_be_cited(check, decl->title);
            may_be_cited(check, decl->name);
            for (VEC_EACH(const Attr, attr, &decl->attrs))
                for (VEC_EACH(const Item, item, &attr->items))
                    if (attr->kind == ATTR_SOURCE && item->value && item->value->kind == EXPR_TEXT)
                        may_be_cited(check, item->value->as.text);
        }
}

static const char *nearest_document(Check *check, Str called)
{
    StrVec known = {0};
    for (size_t i = 0; i < check->documents.count; i++)
        vec_push(check->arena, &known, *(const Str *)check->documents.entries[i].value);
    return nearest_name(check->arena, called, known.items, known.count);
}

static bool has_own_list(const Check *check)
{
    for (size_t i = 0; i < check->book->lists.count; i++)
        if (check->book->lists.items[i]->own)
            return true;
    return false;
}

static void check_document(Check *check, const Expr *document)
{
    if (!has_own_list(check) || is_declared(check, document->as.text))
        return;
    Diag *diag = diag_add(check->diags, DIAG_S0805, document->span, str_dup(check->arena, document->as.text).s, NULL);
    if (++check->suggestions <= MOST_NUMBERS)
        diag_suggest(check->diags, diag, nearest_document(check, document->as.text));
}

/* A quote without a number says nothing about which statement it expresses: then it should at least stand in the list. */
static void check_quote(Check *check, const Item *item)
{
    const Expr *quote = text_of(item, MOD_QUOTE);
    if (!quote || ++check->quotes > MOST_QUOTES)
        return;
    for (size_t i = 0; i < check->book->lists.count; i++) {
        const DocumentList *list = check->book->lists.items[i];
        if (!list->own || !list->list.statements.count || !document_is_called(check->arena, check->model, list->document, item->value->as.text))
            continue;
        if (!is_in_list(check->arena, list, quote->as.text))
            diag_add(check->diags, DIAG_S0813, quote->span, str_dup(check->arena, quote->as.text).s, title_of(check, list), NULL);
        return;
    }
}

/* ---- the model's own files ---- */

static void check_item(Check *check, const Item *item)
{
    if (item->value && item->value->kind == EXPR_NAME)
        look_up(check, item->value, STR_LIT(""));
    if (!item->value || item->value->kind != EXPR_TEXT)
        return;
    check_document(check, item->value);
    check_numbers(check, item);
    if (!item_mod(item, MOD_NUMBERS))
        check_quote(check, item);
}

static void check_tree(Check *check, const Tree *tree)
{
    for (VEC_EACH(const Decl, decl, &tree->decls))
        for (VEC_EACH(const Attr, attr, &decl->attrs))
            for (VEC_EACH(const Item, item, &attr->items))
                if (attr->kind == ATTR_SOURCE)
                    check_item(check, item);
}

/* ---- the lists ---- */

/* Then one of the two is written for a text that is still missing, or counted twice. */
static void check_doubles(Check *check, const DocumentList *list)
{
    Map quotes;
    map_init(&quotes, check->arena);
    for (VEC_EACH(const Statement, statement, &list->list.statements)) {
        Str text = without_marks(check->arena, utf8_fold(check->arena, statement->quote));
        const Statement *before = map_get(&quotes, text);
        if (before)
            diag_add_at(check->diags, DIAG_S0804, list->list.shown, statement->line, 0, statement->number.s, before->number.s, NULL);
        else
            map_put(&quotes, text, (void *)(uintptr_t)statement);
    }
}

static void check_reasons(Check *check, const DocumentList *list)
{
    for (VEC_EACH(const Statement, statement, &list->list.statements))
        if (statement->no_reason.n)
            diag_add_at(check->diags, DIAG_S0815, list->list.shown, statement->line, 0, statement->no_reason.s, statement->number.s, NULL);
}

static void check_columns(Check *check, const DocumentList *list)
{
    const Str known[] = {STR_LIT("nummer"), STR_LIT("citat"), STR_LIT("avsnitt"), STR_LIT("rad"), STR_LIT("slag"), STR_LIT("varför inte")};
    for (VEC_EACH(const Str, header, &list->list.slips)) {
        Diag *diag = diag_add_at(check->diags, DIAG_S0816, list->list.shown, 1, 0, header->s, NULL);
        diag_suggest(check->diags, diag, nearest_name(check->arena, utf8_fold(check->arena, *header), known, sizeof known / sizeof *known));
    }
    for (VEC_EACH(const Str, header, &list->list.unread))
        diag_add_at(check->diags, DIAG_S0817, list->list.shown, 1, 0, header->s, NULL);
}

void statements_check(Arena *arena, const Model *model, const StatementBook *book, Diags *diags)
{
    Check check = {.arena = arena, .model = model, .book = book, .diags = diags};
    map_init(&check.documents, arena);
    gather_documents(&check);
    for (size_t t = 0; t < model->tree_count; t++)
        if (!model->trees[t]->src->library)
            check_tree(&check, model->trees[t]);
    for (size_t i = 0; i < book->lists.count; i++)
        if (book->lists.items[i]->own) {
            check_columns(&check, book->lists.items[i]);
            check_doubles(&check, book->lists.items[i]);
            check_reasons(&check, book->lists.items[i]);
        }
}
