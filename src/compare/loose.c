/* loose.c: what the old model asked for that nothing in the new one does, and what still speaks of things that are gone. */
#include "base/utf8.h"
#include "compare/parts.h"

#define LEAST_WORD 6             /* shorter titles are found in too many other words */
#define MOST_GONE 400

/* ---- what is gone ---- */

static const DiffChange *change_of(const Compare *c, const DeclEntry *entry)
{
    return entry->change == NO_INDEX ? NULL : &c->diff->changes.items[entry->change];
}

/* Nothing in the new model has its name. */
static bool is_gone(const Compare *c, const DeclEntry *old)
{
    return change_of(c, old) && old->decl->kind != DECL_TEST && old->decl->kind != DECL_USE && !old->head && !entry_named(&c->entries[AFTER], old->folded);
}

static bool is_dropped(const Compare *c, const DeclEntry *old)
{
    return is_gone(c, old) && change_of(c, old)->kind == DIFF_REMOVED;
}

/* Asks something of somebody. */
static bool is_obligation(const Decl *decl)
{
    switch (decl->kind) {
    case DECL_CHECKPOINT: return !decl_attr(decl, ATTR_OPTIONAL);
    case DECL_COMMISSION: case DECL_CONSTRAINT: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT: case DECL_DECISION_TABLE: return true;
    case DECL_RULE: return decl_attr(decl, ATTR_REQUIRES) != NULL;
    case DECL_USE: case DECL_STEERING_MODEL: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_LEVEL: case DECL_GOAL: case DECL_SCALE: case DECL_UNIT:
    case DECL_TABLE: case DECL_PARAMETER: case DECL_INDICATOR: case DECL_SEASON: case DECL_TEST: case DECL_DOCUMENT_TYPE: case DECL_DOCUMENT: case DECL_RISK:
    case DECL_SCENARIO: case DECL_COUNT:
        break;
    }
    return false;
}

static void set_to(Compare *c, const DeclEntry *to, DiffLoose *out)
{
    out->to_kind = str_of(decl_keyword(to->decl->kind));
    out->to = entry_side(c->arena, to);
}

/* The first thing that it refers to and that is gone: a duty together with another duty. */
static const DeclEntry *gone_reference(const Compare *c, const DeclEntry *old)
{
    for (VEC_EACH(const Str, name, &old->mentions)) {
        const DeclEntry *to = entry_named(&c->entries[BEFORE], *name);
        if (to && to != old && is_gone(c, to) && (is_obligation(to->decl) || to->decl->kind == DECL_INDICATOR))
            return to;
    }
    return NULL;
}

static void add_dropped(Compare *c, const DeclEntry *old)
{
    DiffLoose loose = {.kind = LOOSE_DROPPED, .decl_kind = str_of(decl_keyword(old->decl->kind)), .what = entry_side(c->arena, old), .gone = true};
    const DeclEntry *to = gone_reference(c, old);
    if (to)
        set_to(c, to, &loose);
    vec_push(c->arena, &c->diff->loose, loose);
}

/* ---- what still refers to it ---- */

static void add_referring(Compare *c, const DeclEntry *new)
{
    for (VEC_EACH(const Str, name, &new->mentions)) {
        const DeclEntry *to = entry_named(&c->entries[BEFORE], *name);
        if (!to || !is_gone(c, to) || map_get(&c->renamed, *name) || (c->sides[AFTER].model && c->sides[AFTER].usable))
            continue;
        DiffLoose loose = {.kind = LOOSE_REFERRED, .decl_kind = str_of(decl_keyword(new->decl->kind)), .what = entry_side(c->arena, new)};
        set_to(c, to, &loose);
        vec_push(c->arena, &c->diff->loose, loose);
    }
}

/* ---- texts that still speak of it ---- */

typedef struct Gone { const DeclEntry *entry; Str title; } Gone;
typedef struct Search { Compare *c; VEC(Gone) gone; const DeclEntry *in; const Piece *piece; Map told; } Search;

static bool is_letter(char byte)
{
    return (unsigned char)byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* At the start of a word: vårbokslut in "vårbokslutet", not in "delårsbokslut". */
static bool speaks_of(Str text, Str title)
{
    for (size_t at = 0; (at = str_find(text, title, at)) != (size_t)-1; at++)
        if (!at || !is_letter(text.s[at - 1]))
            return true;
    return false;
}

static void search_text(void *of, Str quoted)
{
    Search *s = of;
    Str text = utf8_fold(s->c->arena, quoted);
    for (VEC_EACH(const Gone, gone, &s->gone)) {
        Str key = str_of(arena_printf(s->c->arena, STR_FMT "/" STR_FMT, STR_ARG(s->in->folded), STR_ARG(gone->entry->folded)));
        if (!speaks_of(text, gone->title) || map_put(&s->told, key, s))
            continue;
        DiffLoose loose = {.kind = LOOSE_MENTIONED, .decl_kind = str_of(decl_keyword(s->in->decl->kind)), .what = entry_side(s->c->arena, s->in),
                           .attribute = str_of(slot_keyword(s->piece->slot))};
        loose.what.place = span_place(s->c->arena, s->piece->span);
        set_to(s->c, gone->entry, &loose);
        vec_push(s->c->arena, &s->c->diff->loose, loose);
    }
}

static bool is_searched(int slot)
{
    return slot == SLOT_TITLE || slot == ATTR_DESCRIPTION || slot == ATTR_CONTAINS || slot == ATTR_MESSAGE || slot == ATTR_REQUIRES || slot == ATTR_FOLLOWS_UP;
}

/* The title of something new may be part of what has taken its place. */
static bool is_successor(const Compare *c, const DeclEntry *new, const DeclEntry *old)
{
    return new->change != NO_INDEX && new->change == old->change && c->diff->changes.items[new->change].has[AFTER];
}

static void search_entry(Search *s, const DeclEntry *new)
{
    for (VEC_EACH(const Piece, piece, &new->pieces)) {
        s->in = new;
        s->piece = piece;
        if (is_searched(piece->slot))
            texts_in(piece->text, search_text, s);
    }
}

/* Something of the new model still goes by that title. */
static bool lives_on(const Compare *c, Str title)
{
    for (VEC_EACH(const DeclEntry, new, &c->entries[AFTER].all))
        if (str_eq(utf8_fold(c->arena, new->decl->title), title))
            return true;
    return false;
}

static void search_texts(Compare *c)
{
    Search s = {.c = c};
    map_init(&s.told, c->arena);
    for (VEC_EACH(const DeclEntry, old, &c->entries[BEFORE].all)) {
        Str title = utf8_fold(c->arena, old->decl->title);
        if (is_gone(c, old) && title.n >= LEAST_WORD && s.gone.count < MOST_GONE && !lives_on(c, title))
            vec_push(c->arena, &s.gone, (Gone){old, title});
    }
    for (VEC_EACH(const DeclEntry, new, &c->entries[AFTER].all)) {
        bool skipped = new->decl->kind == DECL_TEST || new->decl->kind == DECL_USE;
        for (size_t i = 0; i < s.gone.count && !skipped; i++)
            skipped = is_successor(c, new, s.gone.items[i].entry);
        if (!skipped && s.gone.count)
            search_entry(&s, new);
    }
}

void loose_find(Compare *c)
{
    for (VEC_EACH(const DeclEntry, old, &c->entries[BEFORE].all))
        if (is_dropped(c, old) && is_obligation(old->decl))
            add_dropped(c, old);
    for (VEC_EACH(const DeclEntry, new, &c->entries[AFTER].all))
        if (new->decl->kind != DECL_TEST && new->decl->kind != DECL_USE)
            add_referring(c, new);
    search_texts(c);
}
