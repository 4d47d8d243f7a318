/* explain_name.c: what a name of the model is and who uses it. Part of `styr förklara`. */
#include "cmd/explain.h"

#include "base/utf8.h"
#include "cmd/uses.h"
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

/* Tests, units and kinds of bodies have names of their own, and no list of who uses them. */
static bool stands_apart(const Decl *decl)
{
    return decl && (decl->kind == DECL_TEST || decl->kind == DECL_UNIT || decl->kind == DECL_KIND);
}

static bool about_apart(Arena *arena, const Model *model, Str word, About *out)
{
    Str folded = utf8_fold(arena, word);
    for (size_t t = 0; t < model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &model->trees[t]->decls)) {
            if (!stands_apart(decl) || !str_eq(utf8_fold(arena, decl->name), folded))
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

static void put_about(const Command *command, const About *about, StrBuf *out)
{
    if (about->thing) {
        put_thing(command, about->name, out);
        return;
    }
    Page page = command_page(command, out);
    put_title(&page, about);
    put_fact(&page, MSG_WHERE, about->place);
    put_fact(&page, MSG_UNIT, about->unit);
    put_sources(&page, about);
    put_fact(&page, MSG_GIVES, str_of(about->text));
    if (about->decl) {
        strbuf_putc(out, '\n');
        put_shown_lines(out, str_trim(span_text(about->decl->span)));
    }
    if (!about->text && !stands_apart(about->decl))
        put_uses(&page, about);
    bool has_results = about->decl && (about->decl->kind == DECL_INDICATOR || about->decl->kind == DECL_RULE || about->decl->kind == DECL_GOAL);
    if (!has_results)
        return;
    page_end(&page);
    page_wrap(&page, TONE_FAINT, str_of(arena_printf(command->arena, say(command, MSG_SEE_RESULTS), text_shown(command->arena, about->name, 0).s)), 0);
    page_end(&page);
}

/* ---- JSON ---- */

static void put_about_json(const Command *command, const About *about, StrBuf *out)
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
    json_close(&json, '}');
    json_end(&json);
}

/* ---- the name ---- */

static const char *nearest_name(Command *command, const Model *model, Str word)
{
    Guess guess = {.given = word};
    for (size_t i = 0; model && i < model->names.count; i++)
        guess_offer(&guess, str_dup(command->arena, ((const Symbol *)model->names.entries[i].value)->name).s);
    for (Function function = 0; function < FUNCTION_END; function++)
        guess_offer(&guess, function_info(function)->name);
    return guess.best;
}

static void take_sources(void *context, Common *common)
{
    About *about = context;
    if (common->decl == about->decl)
        about->sources = common->sources;
}

Status explain_name(Command *command, Session *session, Str word, TextOrJson format)
{
    Arena *arena = command->arena;
    const Model *model = session->model;
    About about;
    bool known = model && (about_symbol(arena, model, word, &about) || about_apart(arena, model, word, &about));
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
        put_about_json(command, &about, &text);
    else
        put_about(command, &about, &text);
    diags_init(&command->diags, arena);          /* a name can be explained in a model with errors too */
    return command_write(command, &text, STATUS_CLEAN);
}
