/* explain_name.c: what a name of the model is and who uses it. Part of `styr förklara`. */
#include "cmd/explain.h"

#include "base/utf8.h"
#include "cmd/uses.h"
#include "model/constraints/objects.h"
#include "report/json_writer.h"
#include "report/phrases.h"

typedef VEC(SourceRef) SourceRefVec;

/* What there is to say of a name. */
typedef struct About {
    Str name, title;
    const char *kind;        /* "regel"; NULL for what is built in */
    const Decl *decl;        /* NULL for what is built in */
    Str unit, place;
    const char *text;        /* about a function */
    DeclVec uses;
    CitationVec sources;     /* `källa`, completed from the lists of statements */
    bool thing;              /* what the language calls things of a kind; text: their attributes */
} About;

static Str decl_place(Arena *arena, const Decl *decl)
{
    if (!decl->span.src)
        return STR_LIT("");
    Place place = source_place(decl->span.src, decl->span.start);
    return str_of(arena_printf(arena, "%s:%zu", decl->span.src->name, place.line));
}

static Str unit_text(Arena *arena, const Model *model, Unit unit)
{
    StrBuf buf = {0};
    unit_print(&buf, model, unit, true);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str unit_of(Arena *arena, const Model *model, Ref ref)
{
    if (ref.kind == SYM_INDICATOR)
        return model->indicators.items[ref.index].unit_text;
    if (ref.kind == SYM_PARAMETER && model->parameters.items[ref.index].type.kind == TYPE_NUMBER)
        return unit_text(arena, model, model->parameters.items[ref.index].type.unit);
    return STR_LIT("");
}

static bool about_symbol(Arena *arena, const Model *model, Str word, About *out)
{
    const Symbol *symbol = model_find(model, word);
    if (!symbol)
        return false;
    *out = (About){.name = symbol->name, .decl = symbol->decl, .unit = unit_of(arena, model, symbol->ref)};
    if (symbol->decl) {
        out->title = symbol->decl->title;
        out->kind = decl_keyword(symbol->decl->kind);
        out->place = decl_place(arena, symbol->decl);
    }
    out->uses = uses_of(arena, model, symbol->ref, symbol->decl);
    return true;
}

/* Heads, tests, units and kinds of bodies have names of their own, and no list of who uses them. */
static bool stands_apart(const Decl *decl)
{
    return decl && (decl->kind == DECL_STEERING_MODEL || decl->kind == DECL_TEST || decl->kind == DECL_UNIT || decl->kind == DECL_KIND);
}

static bool about_apart(Arena *arena, const Model *model, Str word, About *out)
{
    Str folded = utf8_fold(arena, word);
    for (size_t t = 0; t < model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &model->trees[t]->decls)) {
            bool head = decl->kind == DECL_STEERING_MODEL && !decl->span.src->library && str_eqz(folded, decl_keyword(DECL_STEERING_MODEL));
            if (!stands_apart(decl) || (!head && !str_eq(utf8_fold(arena, decl->name), folded)))
                continue;
            *out = (About){.name = decl->name, .title = decl->title, .kind = decl_keyword(decl->kind), .decl = decl, .place = decl_place(arena, decl)};
            return true;
        }
    return false;
}

static bool about_function(Arena *arena, Str word, Lang lang, About *out)
{
    Str folded = utf8_fold(arena, word);
    for (Function function = 0; function < FUNCTION_END; function++) {
        const FunctionInfo *info = function_info(function);
        if (!str_eq(utf8_fold(arena, str_of(info->name)), folded))
            continue;
        *out = (About){.name = str_of(info->name), .text = info->about[lang]};
        return true;
    }
    return false;
}

static bool about_thing(Arena *arena, Str word, About *out)
{
    if (!is_thing_word(arena, word))
        return false;
    *out = (About){.name = word, .text = thing_attributes(arena, word).s, .thing = true};
    return true;
}

/* ---- text ---- */

static void put_title(Page *page, const About *about)
{
    const char *kind = about->kind ? about->kind : message(about->text ? MSG_FUNCTION : MSG_BUILT_IN, page->lang);
    page_puts(page, TONE_PLAIN, kind);
    page_puts(page, TONE_PLAIN, " ");
    page_put(page, TONE_STRONG, text_shown(page->arena, about->name, 0));
    if (about->title.n) {
        page_puts(page, TONE_PLAIN, " – ");
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, about->title, 0), 2);
    }
    page_end(page);
}

static void put_fact(Page *page, Msg label, Str text)
{
    if (!text.n)
        return;
    page_pad(page, 2);
    page_puts(page, TONE_FAINT, message(label, page->lang));
    page_pad(page, 12);
    page_wrap(page, TONE_PLAIN, text_shown(page->arena, text, 0), 12);
    page_end(page);
}

/* What stands behind numbers; the rest can be read in the declaration below. */
static void put_sources(Page *page, const About *about)
{
    for (VEC_EACH(const Citation, citation, &about->sources)) {
        if (citation->numbers.count != 1 || !citation->quote.n)
            continue;
        SourceRef source = {citation->document, citation->section, citation->quote};
        Str cited = phrase_source(page->arena, &source, page->lang);
        put_fact(page, MSG_CITED, str_of(arena_printf(page->arena, STR_FMT " – " STR_FMT ": ”" STR_FMT "”", STR_ARG(citation->numbers.items[0]),
                                                      STR_ARG(cited), STR_ARG(citation->quote))));
    }
}

static void put_uses(Page *page, const About *about)
{
    page_end(page);
    page_puts(page, TONE_STRONG, message(about->uses.count ? MSG_USED_BY : MSG_USED_BY_NONE, page->lang));
    page_end(page);
    for (size_t i = 0; i < about->uses.count; i++) {
        const Decl *decl = about->uses.items[i];
        page_pad(page, 2);
        page_puts(page, TONE_PLAIN, arena_printf(page->arena, "%s " STR_FMT " ", decl_keyword(decl->kind), STR_ARG(text_shown(page->arena, decl->name, 60))));
        page_puts(page, TONE_FAINT, arena_printf(page->arena, "(" STR_FMT ")", STR_ARG(text_shown(page->arena, decl_place(page->arena, decl), 0))));
        page_end(page);
    }
}

/* A model with errors has not been tried. */
static bool is_tried(const Session *session, const About *about)
{
    return session->usable && about->decl && about->decl->kind == DECL_CONSTRAINT;
}

static void put_about(const Command *command, const Session *session, const About *about, StrBuf *out)
{
    if (about->thing) {
        put_thing(command, about->name, out);
        return;
    }
    Page page = command_page(command, out);
    put_title(&page, about);
    put_fact(&page, MSG_WHERE, about->place);
    put_fact(&page, MSG_UNIT, about->unit);
    if (about->decl && about->decl->kind == DECL_DOCUMENT) {
        put_fact(&page, MSG_DECIDED, decider_told(&page, session->model, about->decl, false));
        put_fact(&page, MSG_PREPARED, decider_told(&page, session->model, about->decl, true));
    }
    put_sources(&page, about);
    put_fact(&page, MSG_GIVES, str_of(about->text));
    if (about->decl) {
        strbuf_putc(out, '\n');
        put_shown_lines(out, str_trim(span_text(about->decl->span)));
    }
    if (is_tried(session, about))
        put_outcomes(&page, session, about->decl);
    if (!about->text && !stands_apart(about->decl))
        put_uses(&page, about);
    if (!about->decl || (about->decl->kind != DECL_INDICATOR && about->decl->kind != DECL_RULE && about->decl->kind != DECL_GOAL))
        return;
    page_end(&page);
    page_wrap(&page, TONE_FAINT, str_of(arena_printf(command->arena, say(command, MSG_SEE_RESULTS), text_shown(command->arena, about->name, 0).s)), 0);
    page_end(&page);
}

/* ---- JSON ---- */

static void put_about_json(const Command *command, const Session *session, const About *about, StrBuf *out)
{
    Json json = {.out = out};
    json_begin(&json, "förklara");
    json_open(&json, "declaration", '{');
    json_text(&json, "name", about->name);
    json_text_or_null(&json, "title", about->title);
    json_text_or_null(&json, "kind", str_of(about->kind));
    json_text_or_null(&json, "place", about->place);
    json_text_or_null(&json, "unit", about->unit);
    json_text_or_null(&json, "about", str_of(about->text));
    json_text_or_null(&json, "text", about->decl ? str_trim(span_text(about->decl->span)) : STR_LIT(""));
    SourceRefVec sources = {0};
    for (VEC_EACH(const Citation, citation, &about->sources))
        vec_push(command->arena, &sources, (SourceRef){citation->document, citation->section, citation->quote});
    json_sources(&json, sources.items, sources.count);
    json_open(&json, "used_by", '[');
    for (size_t i = 0; i < about->uses.count; i++) {
        const Decl *decl = about->uses.items[i];
        json_open(&json, NULL, '{');
        json_text(&json, "name", decl->name);
        json_text(&json, "kind", str_of(decl_keyword(decl->kind)));
        json_text(&json, "place", decl_place(command->arena, decl));
        json_close(&json, '}');
    }
    json_close(&json, ']');
    if (is_tried(session, about))
        put_outcomes_json(&json, command->arena, session, about->decl, command->lang);
    json_close(&json, '}');
    json_end(&json);
}

/* ---- the name ---- */

/* "S705": the code that was meant, with the nought that was left out, or NULL. */
static const char *short_code(Arena *arena, Str word)
{
    if (word.n < 2 || word.n > 4 || (word.s[0] != 'S' && word.s[0] != 's'))
        return NULL;
    for (size_t i = 1; i < word.n; i++)
        if (word.s[i] < '0' || word.s[i] > '9')
            return NULL;
    const char *code = arena_printf(arena, "S%.*s%.*s", (int)(5 - word.n), "000", (int)word.n - 1, word.s + 1);
    return diag_by_text(str_of(code)) == DIAG_COUNT ? NULL : code;
}

static const char *nearest_name(Command *command, const Model *model, Str word)
{
    Guess guess = {.given = word};
    const char *code = short_code(command->arena, word);
    if (code)
        return code;
    for (size_t i = 0; model && i < model->names.count; i++)
        guess_offer(&guess, str_dup(command->arena, ((const Symbol *)model->names.entries[i].value)->name).s);
    for (Function function = 0; function < FUNCTION_END; function++)
        guess_offer(&guess, function_info(function)->name);
    for (size_t i = 0; i < thing_word_count; i++) {
        guess_offer(&guess, thing_words[i].one);
        guess_offer(&guess, thing_words[i].many);
    }
    return guess.best;
}

static void take_sources(void *context, Common *common)
{
    About *about = context;
    if (common->decl == about->decl)
        about->sources = common->sources;
}

static bool has_results(DeclKind kind)
{
    return kind == DECL_INDICATOR || kind == DECL_RULE || kind == DECL_GOAL || kind == DECL_CHECKPOINT || kind == DECL_COMMISSION;
}

bool is_told_without_results(Session *session, Str word, bool after_run)
{
    About about;
    Arena *arena = session->arena;
    if (!session->model)
        return false;
    if (about_symbol(arena, session->model, word, &about) || about_apart(arena, session->model, word, &about))
        return about.decl && (about.decl->kind == DECL_CONSTRAINT || stands_apart(about.decl) || (after_run && !has_results(about.decl->kind)));
    const StatementBook *book = session_statements(session);
    return book && map_get(&book->numbers, utf8_fold(arena, word));
}

Status explain_name(Command *command, Session *session, Str word, TextOrJson format)
{
    Arena *arena = command->arena;
    const Model *model = session->model;
    About about;
    bool known = model && (about_symbol(arena, model, word, &about) || about_apart(arena, model, word, &about));
    Status told;
    if (!known && !is_thing_word(arena, word) && explain_statement(command, session, word, format, &told))
        return told;
    if (known && about.decl)
        commons_each(session->model, take_sources, &about);
    if (session->usable)
        diags_init(&command->diags, arena);      /* warnings are for granska to tell */
    if (!known && !about_function(arena, word, command->lang, &about) && !about_thing(arena, word, &about)) {
        Diag *diag = command_error(command, S0919, str_dup(arena, word).s);
        diag_suggest(&command->diags, diag, nearest_name(command, model, word));
        return STATUS_UNUSABLE;
    }
    StrBuf text = {0};
    if (format == AS_JSON)
        put_about_json(command, session, &about, &text);
    else
        put_about(command, session, &about, &text);
    diags_init(&command->diags, arena);          /* a name can be explained in a model with errors too */
    return command_write(command, &text, STATUS_CLEAN);
}
