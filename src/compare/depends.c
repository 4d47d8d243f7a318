/* depends.c: which changes the results of a declaration can depend on: those of all that it names, and of all that those name, in either model. */
#include "base/utf8.h"
#include "compare/parts.h"

typedef struct Walk { Compare *c; bool *seen[2]; bool *taken; ChangeVec *out; VEC(const DeclEntry *) open; VEC(int) sides; } Walk;

static void visit(Walk *w, int side, const DeclEntry *entry)
{
    size_t at = (size_t)(entry - w->c->entries[side].all.items);
    if (w->seen[side][at])
        return;
    w->seen[side][at] = true;
    vec_push(w->c->arena, &w->open, entry);
    vec_push(w->c->arena, &w->sides, side);
    if (entry->change == NO_INDEX || w->taken[entry->change])
        return;
    w->taken[entry->change] = true;
    vec_push(w->c->arena, w->out, entry->change);
}

/* ---- those that reach what they name from where they stand ---- */

/* A goal below is part of the goal above; what replaces or tightens something takes its place for some body. */
static bool follows(const DeclEntry *entry, int slot)
{
    return slot == ATTR_REPLACES || slot == ATTR_TIGHTENS || (slot == ATTR_UNDER && entry->decl->kind == DECL_GOAL);
}

typedef struct Following { Compare *c; int side; const DeclEntry *entry; } Following;

static void add_follower(void *of, Str name)
{
    Following *f = of;
    const Entries *entries = &f->c->entries[f->side];
    const DeclEntry *named = entry_named(entries, utf8_fold(f->c->arena, name));
    if (named)
        vec_push(f->c->arena, &f->c->followers[f->side][named - entries->all.items], f->entry);
}

static void make_followers(Compare *c)
{
    for (int side = BEFORE; side <= AFTER && !c->followers[AFTER]; side++) {
        const Entries *entries = &c->entries[side];
        c->followers[side] = arena_array(c->arena, entries->all.count + 1, sizeof *c->followers[side]);
        for (VEC_EACH(const DeclEntry, entry, &entries->all)) {
            Following f = {c, side, entry};
            for (VEC_EACH(const Piece, piece, &entry->pieces))
                if (follows(entry, piece->slot))
                    names_in(piece->text, add_follower, &f);
        }
    }
}

/* ---- what everything depends on ---- */

static bool is_result(const DeclEntry *entry)
{
    return entry->decl->kind == DECL_INDICATOR || entry->decl->kind == DECL_GOAL;
}

static bool has_role(const DeclEntry *entry, const char *role)
{
    for (VEC_EACH(const Piece, piece, &entry->pieces))
        if (piece->slot == ATTR_READ_FROM && str_ends(piece->same, str_of(role)))
            return true;
    return false;
}

static bool is_everywhere(const DeclEntry *entry, bool results, bool bodies)
{
    switch (entry->decl->kind) {
    case DECL_STEERING_MODEL: case DECL_UNIT: return true;
    case DECL_BODY: case DECL_KIND: case DECL_GROUP: return bodies;
    case DECL_SCALE: return results && str_eqz(entry->folded, "trafikljus");
    case DECL_TABLE: return results && has_role(entry, "bedömningar");
    case DECL_USE: case DECL_LEVEL: case DECL_GOAL: case DECL_PARAMETER: case DECL_INDICATOR: case DECL_SEASON: case DECL_CHECKPOINT: case DECL_COMMISSION:
    case DECL_RULE: case DECL_TEST: case DECL_DOCUMENT_TYPE: case DECL_DOCUMENT: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT:
    case DECL_DECISION_TABLE: case DECL_RISK: case DECL_CONSTRAINT: case DECL_SCENARIO: case DECL_COUNT:
        break;
    }
    return false;
}

static void visit_everywhere(Walk *w, int side, bool results)
{
    for (VEC_EACH(const DeclEntry, entry, &w->c->entries[side].all))
        if (is_everywhere(entry, results, true))
            visit(w, side, entry);
}

/* ---- the walk ---- */

static void step(Walk *w, int side, const DeclEntry *entry)
{
    const Entries *entries = &w->c->entries[side];
    for (VEC_EACH(const Str, name, &entry->needs)) {
        const DeclEntry *named = entry_named(entries, *name);
        if (named)
            visit(w, side, named);
    }
    for (VEC_EACH(const DeclEntry *const, follower, &w->c->followers[side][entry - entries->all.items]))
        visit(w, side, *follower);
    if (is_result(entry) || entry->decl->kind == DECL_RULE)
        visit_everywhere(w, side, is_result(entry));
}

void changes_reached(Compare *c, Str declaration, ChangeVec *out)
{
    Walk w = {.c = c, .out = out};
    make_followers(c);
    for (int side = BEFORE; side <= AFTER; side++)
        w.seen[side] = arena_array(c->arena, c->entries[side].all.count + 1, sizeof **w.seen);
    w.taken = arena_array(c->arena, c->diff->changes.count + 1, sizeof *w.taken);
    Str folded = utf8_fold(c->arena, declaration);
    const DeclEntry *new = entry_named(&c->entries[AFTER], folded), *old = entry_named(&c->entries[BEFORE], folded);
    if (new && new->partner != NO_INDEX)
        old = &c->entries[BEFORE].all.items[new->partner];
    else if (new)
        old = NULL;
    if (new)
        visit(&w, AFTER, new);
    if (old)
        visit(&w, BEFORE, old);
    for (size_t i = 0; i < w.open.count; i++)
        step(&w, w.sides.items[i], w.open.items[i]);
}
