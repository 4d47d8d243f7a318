/* questions_declared.c: two models: what stands in one of them only, and what stands in both but says something else. Only of what no question follows:
 * how something is computed and judged is asked of the solver, and how a table is read is part of what its figures are. The rest is compared as it is
 * written; so what means the same in other words is said to differ, and never the other way. */
#include <string.h>

#include "base/utf8.h"
#include "prove/questions.h"
#include "syntax/print.h"

/* The declarations of a model by kind, name and which of that name it is. */
typedef struct Shelf { const Decl **decls; Str *keys; size_t count; Map places; } Shelf;

/* ---- what is compared ---- */

/* Nothing that a model comes to depends on it. */
static bool is_about_text(AttrKind kind)
{
    return kind == ATTR_DESCRIPTION || kind == ATTR_TAGS || kind == ATTR_SOURCE || kind == ATTR_DECIDED || kind == ATTR_PREPARED ||
           kind == ATTR_SILENCE || kind == ATTR_REPLACES;
}

/* A target beside own cases is not what the level comes from, so no question is about it. */
static bool is_asked(const Decl *decl, AttrKind kind)
{
    switch (decl->kind) {
    case DECL_INDICATOR:
        if (kind == ATTR_TARGET || kind == ATTR_TOLERANCE)
            return !decl_attr(decl, ATTR_ASSESSED);
        return kind == ATTR_COMPUTED || kind == ATTR_ASSESSED;
    case DECL_GOAL: return kind == ATTR_ASSESSED;
    case DECL_RULE: return kind == ATTR_WHEN;
    case DECL_TABLE: return kind != ATTR_RECONCILES;
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_LEVEL: case DECL_SCALE: case DECL_UNIT:
    case DECL_PARAMETER: case DECL_SEASON: case DECL_CHECKPOINT: case DECL_COMMISSION: case DECL_TEST: case DECL_DOCUMENT_TYPE:
    case DECL_DOCUMENT: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT: case DECL_DECISION_TABLE: case DECL_RISK: case DECL_CONSTRAINT:
    case DECL_SCENARIO: case DECL_COUNT: break;
    }
    return false;
}

/* Whose it is for is compared body by body (moments.c), except where the bodies are those of a column. */
static bool is_resolved(const Decl *decl, const Attr *attr)
{
    if ((attr->kind != ATTR_FOR && attr->kind != ATTR_FOR_EACH) || (decl->kind != DECL_INDICATOR && decl->kind != DECL_RULE))
        return false;
    return !memchr(span_text(attr->span).s, '.', span_text(attr->span).n);
}

static bool is_compared(const Decl *decl, const Attr *attr)
{
    return !is_about_text(attr->kind) && !is_asked(decl, attr->kind) && !is_resolved(decl, attr);
}

static void put_all(StrBuf *out, const Attr *attr, const ItemVec *items)
{
    for (VEC_EACH(const Item, item, items)) {
        strbuf_puts(out, item == items->items ? "" : ", ");
        print_item(out, attr, item, NULL);
    }
}

/* What a declaration says with one kind of attribute, in order. */
static Str said(Arena *arena, const Decl *decl, AttrKind kind)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < decl->attrs.count; i++)
        if (decl->attrs.items[i].kind == kind && is_compared(decl, &decl->attrs.items[i])) {
            strbuf_puts(&buf, buf.n ? "; " : " ");
            put_all(&buf, &decl->attrs.items[i], &decl->attrs.items[i].items);
        }
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str heading_of(Arena *arena, const Decl *decl)
{
    StrBuf buf = {0};
    const Attr plain = {.kind = ATTR_EQUALS};
    if (decl->kind_name)
        expr_print(&buf, decl->kind_name);
    put_all(&buf, &plain, &decl->heading);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* ---- which belong together ---- */

/* Parameters, units and tables are what others are computed with: the figures of those say what they come to. */
static bool stands_alone(const Decl *decl)
{
    return decl->kind != DECL_USE && decl->kind != DECL_TEST && decl->kind != DECL_TABLE && decl->kind != DECL_PARAMETER && decl->kind != DECL_UNIT;
}

static Str key_of(Arena *arena, const Decl *decl, Str name, size_t nth)
{
    Str folded = decl->kind == DECL_STEERING_MODEL ? STR_LIT("") : utf8_fold(arena, name);
    return str_of(arena_printf(arena, "%d %zu " STR_FMT, (int)decl->kind, nth, STR_ARG(folded)));
}

static void shelve(Arena *arena, const Model *model, Shelf *shelf)
{
    size_t most = 0;
    for (size_t i = 0; i < model->tree_count; i++)
        most += model->trees[i]->decls.count;
    *shelf = (Shelf){.decls = arena_array(arena, most, sizeof *shelf->decls), .keys = arena_array(arena, most, sizeof *shelf->keys)};
    map_init(&shelf->places, arena);
    for (size_t i = 0; i < model->tree_count; i++)
        for (VEC_EACH(const Decl, decl, &model->trees[i]->decls)) {
            size_t nth = 0;
            Str key = key_of(arena, decl, decl->name, nth);
            while (map_get(&shelf->places, key))
                key = key_of(arena, decl, decl->name, ++nth);
            shelf->decls[shelf->count] = decl;
            shelf->keys[shelf->count] = key;
            map_put(&shelf->places, key, (void *)(uintptr_t)++shelf->count);
        }
}

static bool replaces(const Prover *prover, const Decl *decl, const Decl *old)
{
    for (size_t i = 0; i < decl->attrs.count; i++)
        for (size_t j = 0; decl->attrs.items[i].kind == ATTR_REPLACES && j < decl->attrs.items[i].items.count; j++) {
            const Expr *value = decl->attrs.items[i].items.items[j].value;
            if (value && (value->kind == EXPR_NAME || value->kind == EXPR_TEXT) &&
                str_eq(utf8_fold(prover->arena, value->as.text), utf8_fold(prover->arena, old->name)))
                return true;
        }
    return false;
}

/* Its place in the other model, by name, or by what says that it replaces it. */
static size_t counterpart(const Prover *prover, const Shelf *shelf, Str key, const Decl *decl)
{
    uintptr_t place = (uintptr_t)map_get(&shelf->places, key);
    for (size_t i = 0; !place && i < shelf->count; i++)
        if (shelf->decls[i]->kind == decl->kind && replaces(prover, shelf->decls[i], decl))
            place = i + 1;
    return place ? (size_t)place - 1 : NO_INDEX;
}

/* ---- claims ---- */

static void add_claim(Prover *prover, ClaimKind kind, const Decl *decl, const char *what_sv, const char *what_en, const char *sv, const char *en)
{
    Common common = {.decl = decl, .name = decl->name};
    Claim claim = claim_new(prover, kind, &common, decl_keyword(decl->kind));
    if (!decl->name.n)
        claim.declaration = str_of(decl_keyword(decl->kind));
    claim_say(prover, claim.what, what_sv, what_en);
    claim_say(prover, claim.answer, sv, en);
    claim_for_all(prover, &claim, &(Found){.any = true});
    claim.has_example = false;
    claim_add(prover, claim);
}

static void say_alone(Prover *prover, const Decl *decl, size_t side)
{
    add_claim(prover, CLAIM_IN_BOTH, decl, "finns i båda modellerna", "is in both models",
              side ? "finns bara i den nya modellen" : "finns bara i den gamla modellen", side ? "is only in the new model" : "is only in the old model");
}

static void say_differs(Prover *prover, const Decl *decl, const char *keyword, Str before, Str after)
{
    Arena *arena = prover->arena;
    const char *sv = arena_printf(arena, "%s skiljer sig: förut »" STR_FMT "«, nu »" STR_FMT "«", keyword, STR_ARG(str_trim(before)), STR_ARG(str_trim(after)));
    const char *en = arena_printf(arena, "%s differs: before »" STR_FMT "«, now »" STR_FMT "«", keyword, STR_ARG(str_trim(before)), STR_ARG(str_trim(after)));
    if (!before.n || !after.n) {
        Str text = str_trim(before.n ? before : after);
        const char *mark = text.n ? arena_printf(arena, " »" STR_FMT "«", STR_ARG(text)) : "";
        sv = arena_printf(arena, "%s%s finns bara i den %s modellen", keyword, mark, before.n ? "gamla" : "nya");
        en = arena_printf(arena, "%s%s is only in the %s model", keyword, mark, before.n ? "old" : "new");
    }
    add_claim(prover, CLAIM_SAME_TERMS, decl, "säger detsamma i båda modellerna", "says the same in both models", sv, en);
}

static void compare_two(Prover *prover, const Decl *old, const Decl *new)
{
    Str before = heading_of(prover->arena, old), after = heading_of(prover->arena, new);
    if (!str_eq(before, after))
        say_differs(prover, new, "rubriken", before, after);
    for (AttrKind kind = 0; kind < ATTR_COUNT; kind++) {
        before = said(prover->arena, old, kind);
        after = said(prover->arena, new, kind);
        if (!str_eq(before, after))
            say_differs(prover, new, attr_keyword(kind), before, after);
    }
}

/* What is read from different files need not be the same figures, so nothing that is computed of it is: why is told. */
static void compare_files(Prover *prover, const Decl *old, const Decl *new)
{
    const Decl *decls[SIDES] = {old, new};
    Str files[SIDES] = {{0}};
    for (size_t side = 0; side < SIDES; side++)
        for (size_t i = 0; i < prover->models[side]->tables.count; i++)
            if (prover->models[side]->tables.items[i].common.decl == decls[side])
                files[side] = prover->files[side][i];
    if (old->kind != DECL_TABLE || str_eq(files[0], files[1]))
        return;
    const char *sv = "den läses ur olika filer, och de kan komma att innehålla olika siffror", *en = "it is read from different files, and their figures may come to differ";
    add_claim(prover, CLAIM_SAME_TERMS, new, "läses ur samma fil i båda modellerna", "is read from the same file in both models", sv, en);
}

static bool contains(Str text, Str word)
{
    for (size_t i = 0; i + word.n <= text.n; i++)
        if (memcmp(text.s + i, word.s, word.n) == 0)
            return true;
    return false;
}

/* The declaration uses the name in what is compared as it is written. */
static bool mentions(const Prover *prover, const Decl *decl, Str name)
{
    if (decl->kind != DECL_TABLE && contains(heading_of(prover->arena, decl), name))
        return true;
    for (VEC_EACH(const Attr, attr, &decl->attrs))
        if (is_compared(decl, attr) && contains(said(prover->arena, decl, attr->kind), name))
            return true;
    return false;
}

/* A parameter or unit is used in what is only compared as written: then its own words count too. */
static bool is_mentioned(const Prover *prover, const Shelf *shelf, const Decl *decl)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->decls[i] != decl && shelf->decls[i]->kind != DECL_TEST && decl->name.n && mentions(prover, shelf->decls[i], decl->name))
            return true;
    return false;
}

static bool counts(const Prover *prover, const Shelf *shelf, const Decl *decl)
{
    if (stands_alone(decl))
        return true;
    if (decl->kind == DECL_TABLE)
        return decl_attr(decl, ATTR_RECONCILES) != NULL;
    return (decl->kind == DECL_PARAMETER || decl->kind == DECL_UNIT) && is_mentioned(prover, shelf, decl);
}

void ask_declared(Prover *prover)
{
    Shelf shelves[SIDES];
    for (size_t side = 0; side < SIDES; side++)
        shelve(prover->arena, prover->models[side], &shelves[side]);
    bool *met = arena_array(prover->arena, shelves[1].count, sizeof *met);
    for (size_t i = 0; i < shelves[0].count; i++) {
        const Decl *old = shelves[0].decls[i];
        size_t other = counterpart(prover, &shelves[1], shelves[0].keys[i], old);
        if (other != NO_INDEX)
            met[other] = true;
        if (other != NO_INDEX)
            compare_files(prover, old, shelves[1].decls[other]);
        if (other == NO_INDEX && counts(prover, &shelves[0], old))
            say_alone(prover, old, 0);
        else if (other != NO_INDEX && (counts(prover, &shelves[0], old) || counts(prover, &shelves[1], shelves[1].decls[other])))
            compare_two(prover, old, shelves[1].decls[other]);
    }
    for (size_t i = 0; i < shelves[1].count; i++)
        if (!met[i] && counts(prover, &shelves[1], shelves[1].decls[i]))
            say_alone(prover, shelves[1].decls[i], 1);
}
