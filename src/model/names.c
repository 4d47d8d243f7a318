/* names.c: the names of a model: entering them, finding them, and what to say about those that nobody declared. Used by all passes. */
#include <string.h>

#include "base/utf8.h"
#include "model/check.h"

#define MOST_SUGGESTIONS 200     /* each compares with every name */
#define REPEATS_SHOWN 4

Str name_fold(Checker *c, Str name)
{
    Str *folded = map_get(&c->folded, name);
    if (folded)
        return *folded;
    folded = ARENA_NEW(c->arena, Str);
    *folded = utf8_fold(c->arena, name);
    map_put(&c->folded, name, folded);
    return *folded;
}

const char *text_of(Checker *c, Str text)
{
    return arena_strndup(c->arena, text.s, text.n);
}

/* ---- what a name can stand for ---- */

static const struct { const char *one, *none; } kind_texts[] = {
    [SYM_BODY] = {BOTH("ett organ", "a body"), BOTH("inget organ", "no body")},
    [SYM_RELATIVE_BODY] = {BOTH("ett organ", "a body"), BOTH("inget organ", "no body")},
    [SYM_ALL_BODIES] = {BOTH("ett organ", "a body"), BOTH("inget organ", "no body")},
    [SYM_BODY_KIND] = {BOTH("ett slags organ", "a kind of body"), BOTH("inget slags organ", "no kind of body")},
    [SYM_GROUP] = {BOTH("en grupp", "a group"), BOTH("ingen grupp", "no group")},
    [SYM_GOAL_LEVEL] = {BOTH("en målnivå", "a goal level"), BOTH("ingen målnivå", "no goal level")},
    [SYM_GOAL] = {BOTH("ett mål", "a goal"), BOTH("inget mål", "no goal")},
    [SYM_SCALE] = {BOTH("en skala", "a scale"), BOTH("ingen skala", "no scale")},
    [SYM_SCALE_LEVEL] = {BOTH("en nivå på en skala", "a level of a scale"), BOTH("ingen nivå på en skala", "no level of a scale")},
    [SYM_UNIT] = {BOTH("en enhet", "a unit"), BOTH("ingen enhet", "no unit")},
    [SYM_TABLE] = {BOTH("en tabell", "a table"), BOTH("ingen tabell", "no table")},
    [SYM_COLUMN] = {BOTH("en kolumn", "a column"), BOTH("ingen kolumn", "no column")},
    [SYM_PARAMETER] = {BOTH("en parameter", "a parameter"), BOTH("ingen parameter", "no parameter")},
    [SYM_INDICATOR] = {BOTH("en indikator", "an indicator"), BOTH("ingen indikator", "no indicator")},
    [SYM_SEASON] = {BOTH("ett tidsrum", "a season"), BOTH("inget tidsrum", "no season")},
    [SYM_RULE] = {BOTH("en regel", "a rule"), BOTH("ingen regel", "no rule")},
    [SYM_CHECKPOINT] = {BOTH("en hållpunkt", "a checkpoint"), BOTH("ingen hållpunkt", "no checkpoint")},
    [SYM_COMMISSION] = {BOTH("ett uppdrag", "a commission"), BOTH("inget uppdrag", "no commission")},
    [SYM_DOCUMENT_TYPE] = {BOTH("en dokumenttyp", "a type of document"), BOTH("ingen dokumenttyp", "no type of document")},
    [SYM_DOCUMENT] = {BOTH("ett dokument", "a document"), BOTH("inget dokument", "no document")},
    [SYM_RESPONSIBILITY] = {BOTH("ett ansvar", "a responsibility"), BOTH("inget ansvar", "no responsibility")},
    [SYM_DECISION_RIGHT] = {BOTH("en beslutanderätt", "a right to decide"), BOTH("ingen beslutanderätt", "no right to decide")},
    [SYM_DECISION_TABLE] = {BOTH("en beslutstabell", "a decision table"), BOTH("ingen beslutstabell", "no decision table")},
    [SYM_RISK] = {BOTH("en risk", "a risk"), BOTH("ingen risk", "no risk")},
    [SYM_CONSTRAINT] = {BOTH("ett krav", "a constraint"), BOTH("inget krav", "no constraint")},
    [SYM_TEST] = {BOTH("ett test", "a test"), BOTH("inget test", "no test")},
    [SYM_SCENARIO] = {BOTH("ett scenario", "a scenario"), BOTH("inget scenario", "no scenario")},
    [SYM_FUNCTION] = {BOTH("en funktion", "a function"), BOTH("ingen funktion", "no function")},
};

/* The kind that the bits stand for; all sorts of bodies are one. SYM_NONE when there are several. */
static SymbolKind only_kind(unsigned kinds)
{
    if ((kinds & (kinds - 1)) && (kinds & ~WANT_BODY))
        return SYM_NONE;
    for (unsigned kind = 0; kind < sizeof kind_texts / sizeof *kind_texts; kind++)
        if (kinds & (1u << kind) && kind_texts[kind].one)
            return (SymbolKind)kind;
    return SYM_NONE;
}

const char *symbol_kinds_text(unsigned kinds)
{
    SymbolKind kind = only_kind(kinds);
    return kind == SYM_NONE ? BOTH("något annat", "something else") : kind_texts[kind].one;
}

const char *symbol_none_text(unsigned kinds)
{
    SymbolKind kind = only_kind(kinds);
    return kind == SYM_NONE ? BOTH("inget", "nothing") : kind_texts[kind].none;
}

/* ---- entering ---- */

const char *once_only(Checker *c, const Decl *decl, const Decl *before)
{
    size_t part = part_of(c->model, decl), other = part_of(c->model, before);
    if (part != NO_INDEX && other != NO_INDEX && part != other)
        return diag_both(c->arena,
            arena_printf(c->arena, "ett namn får bara deklareras en gång, också i olika delar: ge det ett eget namn, till exempel %s-%s",
                         text_of(c, c->model->parts.items[part].common.name), text_of(c, decl->name)),
            arena_printf(c->arena, "a name may be declared only once, in different parts too: give it a name of its own, for instance %s-%s",
                         text_of(c, c->model->parts.items[part].common.name), text_of(c, decl->name)));
    return BOTH("ett namn får bara deklareras en gång; två versioner av samma namn, med olika giltighet, stöds inte",
                "a name may be declared only once; two versions of a name, valid at different times, are not supported");
}

static void report_duplicate(Checker *c, const Decl *decl, const Known *before)
{
    if (!before->symbol.decl) {
        diag_add(c->diags, DIAG_S0203, decl->name_span, text_of(c, decl->name), NULL);
        return;
    }
    if (part_redeclares(c, decl, before->symbol.decl))
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0202, decl->name_span, text_of(c, decl->name), once_only(c, decl, before->symbol.decl), NULL);
    diag_label(c->diags, diag, before->symbol.decl->name_span, BOTH("deklarerat första gången här", "first declared here"));
}

bool name_declare(Checker *c, const Decl *decl, SymbolKind kind, size_t index)
{
    Map *names = kind == SYM_TEST ? &c->tests : &c->model->names;
    Str folded = name_fold(c, decl->name);
    const Known *before = map_get(names, folded);
    if (before) {
        report_duplicate(c, decl, before);
        return false;
    }
    Known *known = ARENA_NEW(c->arena, Known);
    known->symbol = (Symbol){{kind, index, 0}, decl, decl->name};
    map_put(names, folded, known);
    return true;
}

/* A heading that could not be read still declares the word behind its keyword: what refers to it is not to blame. */
void name_broken(Checker *c, const Decl *decl)
{
    Source *src = decl->keyword.src;
    if (!src)
        return;
    size_t start = decl->keyword.end, end;
    while (start < src->text.n && (src->text.s[start] == ' ' || src->text.s[start] == '\t'))
        start++;
    for (end = start; end < src->text.n && !strchr(" \t\r\n,\"#", src->text.s[end]);)
        end++;
    if (end > start)
        map_put(&c->broken, name_fold(c, (Str){src->text.s + start, end - start}), c);
}

/* ---- finding ---- */

Known *name_find(Checker *c, Str name)
{
    return map_get(&c->model->names, name_fold(c, name));
}

void name_use(const Env *env, Known *known)
{
    if (!env || !env->in_test)
        known->used = true;
}

void unknown_body(Checker *c, Span span)
{
    c->unknown_body = c->unknown_bodies ? c->unknown_body : span;
    c->unknown_bodies++;
}

#define KINDS_TOLD 8

/* "ett mål, en nivå eller ett dokument"; too many are not told one by one. */
static const char *kinds_wanted(Checker *c, unsigned wanted)
{
    const char *told[KINDS_TOLD];
    size_t count = 0;
    for (unsigned kind = 0; kind < sizeof kind_texts / sizeof *kind_texts; kind++) {
        const char *text = wanted & (1u << kind) ? kind_texts[kind].one : NULL;
        if (!text || (count && strcmp(told[count - 1], text) == 0))
            continue;
        if (count == KINDS_TOLD)
            return symbol_kinds_text(wanted);
        told[count++] = text;
    }
    StrBuf both[2] = {{0}, {0}};
    for (int lang = LANG_SV; lang <= LANG_EN; lang++)
        for (size_t i = 0; i < count; i++) {
            strbuf_puts(&both[lang], i == 0 ? "" : i + 1 < count ? ", " : lang == LANG_SV ? " eller " : " or ");
            strbuf_put(&both[lang], diag_arg(told[i], (Lang)lang));
        }
    const char *text = count ? diag_both(c->arena, both[LANG_SV].s, both[LANG_EN].s) : symbol_kinds_text(wanted);
    strbuf_free(&both[LANG_SV]);
    strbuf_free(&both[LANG_EN]);
    return text;
}

static void report_wrong_kind(Checker *c, const Expr *name, const Known *known, unsigned wanted)
{
    Diag *diag = diag_add(c->diags, DIAG_S0204, name->span, text_of(c, name->as.text),
                          symbol_kinds_text(1u << known->symbol.ref.kind), kinds_wanted(c, wanted), NULL);
    if (known->symbol.decl)
        diag_label(c->diags, diag, known->symbol.decl->name_span, BOTH("deklareras här", "declared here"));
}

/* "nämnderna", "bolagen" where every body of a kind may be named: `varje nämnd`. */
static const char *every_of_plural(Checker *c, Str name)
{
    static const char *const endings[] = {"er", "erna", "ar", "arna", "r", "rna", "en"};
    Str folded = name_fold(c, name);
    for (size_t i = 0; i < c->model->kinds.count; i++) {
        Str kind = name_fold(c, c->model->kinds.items[i].name);
        if (!kind.n || !str_starts(folded, kind))
            continue;
        for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
            if (str_eqz((Str){folded.s + kind.n, folded.n - kind.n}, endings[k]))
                return arena_printf(c->arena, "varje " STR_FMT, STR_ARG(c->model->kinds.items[i].name));
    }
    return NULL;
}

Known *name_resolve(Checker *c, const Env *env, Expr *name, unsigned wanted)
{
    if (!name || name->kind != EXPR_NAME)
        return NULL;
    Known *known = name_find(c, name->as.text);
    if (!known) {
        size_t errors = c->diags->errors;
        const char *every = wanted & WANT(BODY) && wanted & (WANT(BODY_KIND) | WANT(GROUP)) ? every_of_plural(c, name->as.text) : NULL;
        unknown_report(c, DIAG_S0201, name->span, name->as.text, symbol_none_text(wanted), every ? every : nearest_symbol(c, name->as.text, wanted));
        if (c->diags->errors > errors && wanted & (WANT(BODY) | WANT(GOAL_LEVEL)))
            unknown_body(c, name->span);
        return NULL;
    }
    name_use(env, known);
    if (!(wanted & (1u << known->symbol.ref.kind))) {
        report_wrong_kind(c, name, known, wanted);
        return NULL;
    }
    info_of(c, name)->ref = known->symbol.ref;
    return known;
}

const Symbol *model_find(const Model *model, Str name)
{
    return map_get(&model->names, utf8_fold(model->arena, name));
}

/* ---- unknown names ---- */

/* The same place may be looked at more than once. */
static bool is_marked(const Diag *diag, Span span)
{
    bool marked = diag->span.src == span.src && diag->span.start == span.start;
    for (VEC_EACH(const DiagLabel, label, &diag->labels))
        marked |= label->span.src == span.src && label->span.start == span.start;
    return marked;
}

/* Whether it was reported before; then this place is only marked too. */
static bool reported_before(Checker *c, DiagCode code, Span span, Str name, const char *what)
{
    Str folded = name_fold(c, name);
    Str key = str_of(arena_printf(c->arena, "%d %s " STR_FMT, (int)code, what, STR_ARG(folded)));
    size_t before = (size_t)map_put(&c->unknown, key, (void *)(c->diags->list.count + 1));
    if (!before)
        return false;
    map_put(&c->unknown, key, (void *)before);
    if (before <= c->diags->list.count && !is_marked(&c->diags->list.items[before - 1], span) && c->diags->list.items[before - 1].labels.count < REPEATS_SHOWN)
        diag_label(c->diags, &c->diags->list.items[before - 1], span, BOTH("även här", "here too"));
    return true;
}

void unknown_report(Checker *c, DiagCode code, Span span, Str name, const char *what, const char *suggestion)
{
    if (c->incomplete || map_get(&c->broken, name_fold(c, name)) || reported_before(c, code, span, name, what))
        return;
    Diag *diag = diag_add(c->diags, code, span, text_of(c, name), what, NULL);
    diag_suggest(c->diags, diag, suggestion);
}

/* ---- the nearest known name ---- */

/* In tenths of an edit: one edit in short names, more in longer. */
static unsigned tolerated(Str name)
{
    return name.n <= 2 ? 5 : name.n <= 4 ? 10 : name.n <= 8 ? 20 : 30;
}

Nearest nearest_start(Checker *c, Str name)
{
    bool off = c->incomplete || c->suggestions++ >= MOST_SUGGESTIONS;
    return (Nearest){name, NULL, tolerated(name) + 1, c->arena, off};
}

void nearest_offer(Nearest *nearest, Str candidate)
{
    if (nearest->off || candidate.n == 0)
        return;
    unsigned distance = utf8_distance_within(nearest->name, candidate, nearest->distance);
    if (distance >= nearest->distance)
        return;
    nearest->distance = distance;
    nearest->best = arena_strndup(nearest->arena, candidate.s, candidate.n);
}

const char *nearest_symbol(Checker *c, Str name, unsigned wanted)
{
    Nearest nearest = nearest_start(c, name);
    const Map *names = &c->model->names;
    for (size_t i = 0; i < names->count; i++) {
        const Known *known = names->entries[i].value;
        if (wanted & (1u << known->symbol.ref.kind))
            nearest_offer(&nearest, known->symbol.name);
    }
    return nearest.best;
}

/* ---- what is known of an expression ---- */

ExprInfo *info_of(Checker *c, const Expr *expr)
{
    return &c->model->info[expr->id];
}

const ExprInfo *model_info(const Model *model, const Expr *expr)
{
    return &model->info[expr->id];
}

Type set_type(Checker *c, const Expr *expr, Type type)
{
    info_of(c, expr)->type = type;
    return type;
}

void set_ref(Checker *c, const Expr *expr, SymbolKind kind, size_t index, size_t sub)
{
    info_of(c, expr)->ref = (Ref){kind, index, sub};
}

#define SHOWN_CHARS 60

const char *text_of_expr(Checker *c, const Expr *expr)
{
    StrBuf buf = {0};
    expr_print(&buf, expr);
    size_t at = 0;
    for (size_t chars = 0; at < buf.n && chars < SHOWN_CHARS; chars++)
        utf8_next(strbuf_str(&buf), &at);
    const char *text = arena_printf(c->arena, "%.*s%s", (int)at, buf.s ? buf.s : "", at < buf.n ? "…" : "");
    strbuf_free(&buf);
    return text;
}
