/* hybrid.c: the new model with one change taken back, or the old one with one change made: written as text and checked like any model. Made for trying
 * what the change alone has done (tries.c). */
#include "compare/parts.h"

/* ---- one declaration, part new and part old ---- */

/* Attributes whose change would be a cause of the kind come from the other declaration. */
static Decl mixed_decl(Compare *c, DiffCauseKind kind, const Decl *base, const Decl *other)
{
    Decl mixed = *base;
    mixed.attrs.items = NULL;
    mixed.attrs.count = mixed.attrs.cap = 0;
    for (int attr_kind = 0; attr_kind < ATTR_COUNT; attr_kind++) {
        const Decl *from = cause_of_slot(base->kind, attr_kind) == kind ? other : base;
        EACH_ATTR_OF(attr, from, attr_kind)
            vec_push(c->arena, &mixed.attrs, *attr);
    }
    if (cause_of_slot(base->kind, SLOT_KIND) == kind)
        mixed.kind_name = other->kind_name;
    if (cause_of_slot(base->kind, SLOT_HEADING) == kind)
        mixed.heading = other->heading;
    mixed.one_line = false;
    return mixed;
}

/* ---- files ---- */

static void add_decl(Compare *c, Tree *tree, const Decl *decl)
{
    Decl bare = *decl;
    bare.comments = bare.tail = (Comments){0};
    vec_push(c->arena, &tree->decls, bare);
}

/* What is another: one declaration, or all that are changed. */
typedef struct Mix { int side; DiffCauseKind kind; bool all; const DeclEntry *base, *other; } Mix;

static const DeclEntry *entry_of_decl(const Entries *entries, const Decl *decl)
{
    for (VEC_EACH(const DeclEntry, entry, &entries->all))
        if (entry->decl == decl)
            return entry;
    return NULL;
}

/* The other side's declaration where this one is to be mixed with it; the declaration itself where it is to stand as it is; NULL: it is left out. */
static const Decl *mixed_with(Compare *c, const Mix *mix, const Decl *decl)
{
    if (!mix->all)
        return !mix->base || decl != mix->base->decl ? decl : mix->other ? mix->other->decl : NULL;
    const DeclEntry *entry = entry_of_decl(&c->entries[mix->side], decl);
    bool changed = entry && entry->change != NO_INDEX && entry->partner != NO_INDEX;
    return changed ? c->entries[1 - mix->side].all.items[entry->partner].decl : decl;
}

/* The file as it would be. */
static Tree changed_tree(Compare *c, const Tree *from, const Mix *mix)
{
    Tree tree = {.src = from->src};
    for (VEC_EACH(const Decl, decl, &from->decls)) {
        const Decl *with = mixed_with(c, mix, decl);
        if (!with)
            continue;
        Decl mixed = with == decl ? *decl : mixed_decl(c, mix->kind, decl, with);
        add_decl(c, &tree, &mixed);
    }
    return tree;
}

static const Tree *read_again(Compare *c, const Tree *tree, TreeIds *ids, Diags *diags)
{
    StrBuf text = {0};
    tree_print(&text, tree);
    Source *src = source_new(c->arena, tree->src->name, take(c->arena, &text));
    src->path = tree->src->path;
    src->library = tree->src->library;
    return tree_parse(c->arena, src, ids, diags);
}

static const Model *mix_model(Compare *c, const Mix *mix)
{
    const Model *model = c->sides[mix->side].model;
    const Tree **trees = arena_array(c->arena, model->tree_count + 1, sizeof *trees);
    TreeIds ids = {0};
    Diags diags;
    diags_init(&diags, c->arena);
    for (size_t i = 0; i < model->tree_count; i++) {
        Tree tree = changed_tree(c, model->trees[i], mix);
        if (!mix->all && !mix->base && i + 1 == model->tree_count)
            add_decl(c, &tree, mix->other->decl);
        trees[i] = read_again(c, &tree, &ids, &diags);
    }
    if (diags.errors)
        return NULL;
    const Model *made = model_check(c->arena, trees, model->tree_count, &ids, &diags);
    return diags.errors ? NULL : made;
}

const Model *hybrid_model(Compare *c, int side, DiffCauseKind kind, const DeclEntry *base, const DeclEntry *other)
{
    return mix_model(c, &(Mix){.side = side, .kind = kind, .base = base, .other = other});
}

const Model *hybrid_of_all(Compare *c, int side, DiffCauseKind kind)
{
    return mix_model(c, &(Mix){.side = side, .kind = kind, .all = true});
}
