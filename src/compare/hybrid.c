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

/* The file as it would be, or as it is where nothing of it is another. */
static Tree changed_tree(Compare *c, const Tree *from, DiffCauseKind kind, const DeclEntry *base, const DeclEntry *other)
{
    Tree tree = {.src = from->src};
    for (VEC_EACH(const Decl, decl, &from->decls)) {
        if (!base || decl != base->decl)
            add_decl(c, &tree, decl);
        else if (other) {
            Decl mixed = mixed_decl(c, kind, base->decl, other->decl);
            add_decl(c, &tree, &mixed);
        }
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

const Model *hybrid_model(Compare *c, int side, DiffCauseKind kind, const DeclEntry *base, const DeclEntry *other)
{
    const Model *model = c->sides[side].model;
    const Tree **trees = arena_array(c->arena, model->tree_count + 1, sizeof *trees);
    TreeIds ids = {0};
    Diags diags;
    diags_init(&diags, c->arena);
    for (size_t i = 0; i < model->tree_count; i++) {
        Tree tree = changed_tree(c, model->trees[i], kind, base, other);
        if (!base && i + 1 == model->tree_count)
            add_decl(c, &tree, other->decl);
        trees[i] = read_again(c, &tree, &ids, &diags);
    }
    if (diags.errors)
        return NULL;
    const Model *made = model_check(c->arena, trees, model->tree_count, &ids, &diags);
    return diags.errors ? NULL : made;
}
