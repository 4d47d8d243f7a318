/* alike.c: declarations that have another name and are otherwise so alike that they are the same one renamed. Called by pairs.c. */
#include <stdlib.h>

#include "compare/parts.h"

#define WEIGHT 1000              /* of a piece that no other declaration of its kind has */
#define ALIKE 500                /* more than half, in thousandths */
#define ALIKE_TITLED 250         /* … of those with the same title */
#define MOST_PAIRS ((size_t)4000000)

/* A piece that every declaration of the kind has (under KF) says little of which one it is. */
typedef struct Weighed { Compare *c; Map counts; } Weighed;
typedef struct Likeness { size_t old, new, score; } Likeness;
typedef VEC(Likeness) LikenessVec;

static Str piece_key(Arena *arena, const DeclEntry *entry, const Piece *piece)
{
    return str_of(arena_printf(arena, "%d/%d/" STR_FMT, (int)entry->decl->kind, piece->slot, STR_ARG(piece->same)));
}

static void count_pieces(Weighed *w, const Entries *entries)
{
    for (VEC_EACH(const DeclEntry, entry, &entries->all))
        for (VEC_EACH(const Piece, piece, &entry->pieces)) {
            Str key = piece_key(w->c->arena, entry, piece);
            size_t *count = map_get(&w->counts, key);
            if (!count)
                map_put(&w->counts, key, count = ARENA_NEW(w->c->arena, size_t));
            ++*count;
        }
}

/* One in each model is as it should be: only further ones make it common. */
static size_t weight_of(const Weighed *w, const DeclEntry *entry, const Piece *piece)
{
    const size_t *count = map_get(&w->counts, piece_key(w->c->arena, entry, piece));
    return count && *count > 2 ? WEIGHT * 2 / *count : WEIGHT;
}

static bool has_piece(const DeclEntry *entry, const Piece *piece)
{
    for (VEC_EACH(const Piece, other, &entry->pieces))
        if (other->slot == piece->slot && str_eq(other->same, piece->same))
            return true;
    return false;
}

static size_t likeness(const Weighed *w, const DeclEntry *old, const DeclEntry *new)
{
    size_t all = 0, common = 0, shared = 0;
    for (VEC_EACH(const Piece, piece, &old->pieces)) {
        size_t weight = weight_of(w, old, piece);
        bool both = has_piece(new, piece);
        all += weight;
        common += both ? 2 * weight : 0;
        shared += both;
    }
    for (VEC_EACH(const Piece, piece, &new->pieces))
        all += weight_of(w, new, piece);
    return all && shared >= 2 ? common * 1000 / all : 0;
}

static bool same_title(const DeclEntry *old, const DeclEntry *new)
{
    return old->decl->title.n && str_eq(old->decl->title, new->decl->title);
}

static bool may_pair(const DeclEntry *entry)
{
    return entry->partner == NO_INDEX && entry->decl->kind != DECL_USE && entry->decl->kind != DECL_TEST && !entry->decl->broken;
}

static void try_pair(const Weighed *w, size_t i, size_t j, LikenessVec *out)
{
    const DeclEntry *old = &w->c->entries[BEFORE].all.items[i], *new = &w->c->entries[AFTER].all.items[j];
    if (!may_pair(new) || old->decl->kind != new->decl->kind)
        return;
    bool titled = same_title(old, new);
    size_t score = likeness(w, old, new);
    if (score > (titled ? ALIKE_TITLED : ALIKE) || (titled && old->pieces.count <= 2))
        vec_push(w->c->arena, out, (Likeness){i, j, score + (titled ? 1000 : 0)});
}

/* The most alike first; then in the order of the models. */
static int by_likeness(const void *left, const void *right)
{
    const Likeness *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->old != b->old ? (a->old < b->old ? -1 : 1) : (a->new > b->new) - (a->new < b->new);
}

void alike_pair(Compare *c)
{
    LikenessVec found = {0};
    Weighed w = {c, {0}};
    size_t olds = c->entries[BEFORE].all.count, news = c->entries[AFTER].all.count;
    if (news && olds > MOST_PAIRS / news)
        return;
    map_init(&w.counts, c->arena);
    count_pieces(&w, &c->entries[BEFORE]);
    count_pieces(&w, &c->entries[AFTER]);
    for (size_t i = 0; i < olds; i++)
        for (size_t j = 0; may_pair(&c->entries[BEFORE].all.items[i]) && j < news; j++)
            try_pair(&w, i, j, &found);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, by_likeness);
    for (VEC_EACH(const Likeness, pair, &found))
        if (c->entries[BEFORE].all.items[pair->old].partner == NO_INDEX && c->entries[AFTER].all.items[pair->new].partner == NO_INDEX)
            pair_up(c, pair->old, pair->new);
}
