/* pairs.c: which declaration of the new model is which of the old: by name, by what the new one says that it replaces (ersätter), else by likeness.
 * Then the list of changes, and the counts. */
#include "base/utf8.h"
#include "compare/parts.h"

/* ---- by name ---- */

static DeclEntry *entry_at(Compare *c, int side, size_t index)
{
    return &c->entries[side].all.items[index];
}

void pair_up(Compare *c, size_t old, size_t new)
{
    entry_at(c, BEFORE, old)->partner = new;
    entry_at(c, AFTER, new)->partner = old;
}

static Str pair_key(Arena *arena, const DeclEntry *entry)
{
    return str_of(arena_printf(arena, "%d/" STR_FMT, (int)entry->decl->kind, STR_ARG(entry->head ? STR_LIT("") : entry->folded)));
}

/* The same kind and name; the head of a model is one, whatever it is called. */
static void pair_by_name(Compare *c)
{
    Map old;
    map_init(&old, c->arena);
    for (VEC_EACH(DeclEntry, entry, &c->entries[BEFORE].all)) {
        Str key = pair_key(c->arena, entry);
        if (!map_get(&old, key))
            map_put(&old, key, entry);
    }
    for (size_t i = 0; i < c->entries[AFTER].all.count; i++) {
        DeclEntry *found = map_get(&old, pair_key(c->arena, entry_at(c, AFTER, i)));
        if (found && found->partner == NO_INDEX)
            pair_up(c, (size_t)(found - c->entries[BEFORE].all.items), i);
    }
}

/* ---- ersätter ---- */

static size_t replaced_at(Compare *c, const Piece *piece, DeclKind kind)
{
    const Expr *name = piece->slot == ATTR_REPLACES && piece->item ? piece->item->value : NULL;
    const DeclEntry *old = name && name->kind == EXPR_NAME ? entry_named(&c->entries[BEFORE], utf8_fold(c->arena, name->as.text)) : NULL;
    if (!old || old->partner != NO_INDEX || old->decl->kind != kind || item_mod(piece->item, MOD_SUPPORT))
        return NO_INDEX;
    return (size_t)(old - c->entries[BEFORE].all.items);
}

/* How many new declarations replace each old one, and how many old ones each new one replaces. */
static void count_replaced(Compare *c, size_t *olds, size_t *news)
{
    for (size_t i = 0; i < c->entries[AFTER].all.count; i++) {
        const DeclEntry *entry = entry_at(c, AFTER, i);
        for (size_t j = 0; entry->partner == NO_INDEX && j < entry->pieces.count; j++) {
            size_t old = replaced_at(c, &entry->pieces.items[j], entry->decl->kind);
            if (old == NO_INDEX)
                continue;
            olds[old]++;
            news[i]++;
        }
    }
}

/* One for one is the same thing under another name; what is merged or split has no single other side. */
static void pair_replaced(Compare *c)
{
    size_t *olds = arena_array(c->arena, c->entries[BEFORE].all.count, sizeof *olds);
    size_t *news = arena_array(c->arena, c->entries[AFTER].all.count, sizeof *news);
    count_replaced(c, olds, news);
    for (size_t i = 0; i < c->entries[AFTER].all.count; i++) {
        const DeclEntry *entry = entry_at(c, AFTER, i);
        for (size_t j = 0; news[i] == 1 && entry->partner == NO_INDEX && j < entry->pieces.count; j++) {
            size_t old = replaced_at(c, &entry->pieces.items[j], entry->decl->kind);
            if (old != NO_INDEX && olds[old] == 1)
                pair_up(c, old, i);
        }
    }
}

/* ---- all ---- */

static void note_renamed(Compare *c)
{
    map_init(&c->renamed, c->arena);
    for (VEC_EACH(DeclEntry, entry, &c->entries[AFTER].all)) {
        DeclEntry *old = entry->partner != NO_INDEX ? entry_at(c, BEFORE, entry->partner) : NULL;
        if (old && !str_eq(old->folded, entry->folded) && entry->decl->kind != DECL_TEST)
            map_put(&c->renamed, entry->folded, &old->folded);
    }
}

void pairs_find(Compare *c)
{
    pair_by_name(c);
    pair_replaced(c);
    alike_pair(c);
    note_renamed(c);
}

/* ---- changes ---- */

static DiffCount *count_of(Compare *c, const Decl *decl)
{
    Str kind = str_of(decl_keyword(decl->kind));
    for (VEC_EACH(DiffCount, count, &c->diff->counts))
        if (str_eq(count->decl_kind, kind))
            return count;
    vec_push(c->arena, &c->diff->counts, (DiffCount){.decl_kind = kind});
    return &c->diff->counts.items[c->diff->counts.count - 1];
}

static void add_sources(Compare *c, const Decl *decl, DiffChange *out)
{
    EACH_ATTR_OF(attr, decl, ATTR_SOURCE) {
        CitationVec citations = {0};
        citations_of(c->arena, attr, &citations);
        for (VEC_EACH(const Citation, citation, &citations))
            vec_push(c->arena, &out->sources, (SourceRef){citation->document, citation->section, citation->quote});
    }
}

static void set_side(Compare *c, const DeclEntry *entry, int side, DiffChange *out)
{
    out->has[side] = true;
    out->side[side] = entry_side(c->arena, entry);
    out->broken[side] = entry->decl->broken;
    out->decl_kind = str_of(decl_keyword(entry->decl->kind));
}

static void push_change(Compare *c, DeclEntry *old, DeclEntry *new, DiffChange *change)
{
    add_sources(c, new ? new->decl : old->decl, change);
    if (new)
        new->change = c->diff->changes.count;
    if (old)
        old->change = c->diff->changes.count;
    vec_push(c->arena, &c->diff->changes, *change);
}

/* Whether the new declaration says that it replaces the old one. */
static bool says_replaces(const DeclEntry *new, const DeclEntry *old)
{
    for (VEC_EACH(const Piece, piece, &new->pieces))
        if (piece->slot == ATTR_REPLACES && str_eq(piece->key, old->folded))
            return true;
    return false;
}

static bool is_only_text(const DiffChange *change)
{
    for (VEC_EACH(const DiffDetail, detail, &change->details))
        if (detail->aspect != ASPECT_TEXT)
            return false;
    return true;
}

/* Written the same to the letter: what cannot be read is at least not changed. */
static bool same_source(const DeclEntry *old, const DeclEntry *new)
{
    Str a = span_text(old->decl->span), b = span_text(new->decl->span);
    return str_eq(a, b);
}

static void compare_pair(Compare *c, DeclEntry *old, DeclEntry *new)
{
    bool renamed = !str_eq(old->folded, new->folded) && !old->head;
    DiffChange change = {.kind = !renamed ? DIFF_CHANGED : says_replaces(new, old) ? DIFF_REPLACED : DIFF_RENAMED};
    set_side(c, old, BEFORE, &change);
    set_side(c, new, AFTER, &change);
    details_find(c, old, new, &change);
    DiffCount *count = count_of(c, new->decl);
    bool same = !renamed && !change.details.count && (same_source(old, new) || !(change.broken[BEFORE] || change.broken[AFTER]));
    count->untouched += same;
    count->changed += !same;
    change.only_text = !renamed && change.details.count && is_only_text(&change);
    if (!same)
        push_change(c, old, new, &change);
}

/* The old ones that a new one merges, which have no partner. */
static void add_merged(Compare *c, const DeclEntry *new, DiffChange *out)
{
    for (VEC_EACH(const Piece, piece, &new->pieces)) {
        size_t old = replaced_at(c, piece, new->decl->kind);
        if (old == NO_INDEX)
            continue;
        if (!out->has[BEFORE])
            set_side(c, entry_at(c, BEFORE, old), BEFORE, out);
        else
            vec_push(c->arena, &out->others, entry_side(c->arena, entry_at(c, BEFORE, old)));
        out->kind = out->others.count ? DIFF_MERGED : DIFF_SPLIT;
    }
}

static void add_new(Compare *c, DeclEntry *new)
{
    DiffChange change = {.kind = DIFF_ADDED};
    set_side(c, new, AFTER, &change);
    add_merged(c, new, &change);
    change.only_text = new->decl->kind == DECL_TEST;
    change.gist = gist_of(c, new);
    count_of(c, new->decl)->added++;
    push_change(c, NULL, new, &change);
}

/* What a new declaration has taken over stands with that one. */
static size_t taken_over(Compare *c, const DeclEntry *old)
{
    for (VEC_EACH(const DeclEntry, new, &c->entries[AFTER].all))
        if (new->partner == NO_INDEX && new->decl->kind == old->decl->kind && says_replaces(new, old))
            return new->change;
    return NO_INDEX;
}

static void add_old(Compare *c, DeclEntry *old)
{
    DiffChange change = {.kind = DIFF_REMOVED};
    count_of(c, old->decl)->removed++;
    old->change = taken_over(c, old);
    if (old->change != NO_INDEX)
        return;
    set_side(c, old, BEFORE, &change);
    change.only_text = old->decl->kind == DECL_TEST;
    change.gist = gist_of(c, old);
    push_change(c, old, NULL, &change);
}

void changes_find(Compare *c)
{
    for (VEC_EACH(DeclEntry, new, &c->entries[AFTER].all)) {
        if (new->partner == NO_INDEX)
            add_new(c, new);
        else
            compare_pair(c, entry_at(c, BEFORE, new->partner), new);
    }
    for (VEC_EACH(DeclEntry, old, &c->entries[BEFORE].all))
        if (old->partner == NO_INDEX)
            add_old(c, old);
}
