/* comments.c: attaches comments to declarations, attributes and items. Called by parse.c when the tree is whole. */
#include "syntax/comments.h"

/* above: where comments on lines of their own go; a comment before the first item stands above its attribute. */
typedef struct Anchor { size_t start, end; Comments *comments, *above; Decl *decl; } Anchor;
typedef VEC(Anchor) AnchorVec;

static void add_anchor(Arena *arena, AnchorVec *anchors, Span span, Comments *comments, Comments *above, Decl *decl)
{
    Anchor anchor = {span.start, span.end, comments, above, decl};
    vec_push(arena, anchors, anchor);
}

/* In the order of the text: declaration, attribute, its items. A single item is the attribute itself. */
static void collect(Arena *arena, Tree *tree, AnchorVec *anchors)
{
    for (VEC_EACH(Decl, decl, &tree->decls)) {
        add_anchor(arena, anchors, decl->keyword, &decl->comments, &decl->comments, decl);
        if (decl->broken)
            continue;
        for (VEC_EACH(Attr, attr, &decl->attrs)) {
            add_anchor(arena, anchors, attr->keyword, &attr->comments, &attr->comments, decl);
            for (size_t i = 0; attr->items.count > 1 && i < attr->items.count; i++)
                add_anchor(arena, anchors, attr->items.items[i].span, &attr->items.items[i].comments, i ? &attr->items.items[i].comments : &attr->comments, decl);
        }
    }
}

static Str line_of(const Tree *tree, const Comment *comment)
{
    Str text = {tree->src->text.s + comment->start, comment->end - comment->start};
    while (text.n && (text.s[text.n - 1] == '\r' || text.s[text.n - 1] == ' ' || text.s[text.n - 1] == '\t'))
        text.n--;
    return text;
}

/* Is there a blank line between the two offsets? */
static bool blank_between(const Tree *tree, size_t from, size_t to)
{
    size_t lines = 0;
    for (size_t i = from; i < to; i++)
        lines += tree->src->text.s[i] == '\n';
    return lines >= 2;
}

static void push_before(Arena *arena, const Tree *tree, Comments *to, const Comment *comment, size_t from)
{
    if (blank_between(tree, from, comment->start)) {
        if (to->before.count == 0)
            to->blank_before = true;
        else
            vec_push(arena, &to->before, STR_LIT(""));
    }
    vec_push(arena, &to->before, line_of(tree, comment));
}

static void attach_trailing(Arena *arena, const Tree *tree, AnchorVec *anchors, size_t next, const Comment *comment)
{
    const Anchor *anchor = next ? &anchors->items[next - 1] : &anchors->items[0];
    if (anchor->comments->after.n == 0)
        anchor->comments->after = line_of(tree, comment);
    else
        vec_push(arena, &anchor->above->before, line_of(tree, comment));
}

/* The last byte before `offset` that is not blank, plus one. */
static size_t text_end_before(const Tree *tree, size_t offset)
{
    while (offset > 0 && (tree->src->text.s[offset - 1] == ' ' || tree->src->text.s[offset - 1] == '\t' || tree->src->text.s[offset - 1] == '\r' ||
                          tree->src->text.s[offset - 1] == '\n'))
        offset--;
    return offset;
}

static void mark_blank_lines(Arena *arena, const Tree *tree, AnchorVec *anchors)
{
    for (VEC_EACH(Anchor, anchor, anchors)) {
        size_t from = text_end_before(tree, anchor->start);
        if (from == 0 || !blank_between(tree, from, anchor->start))
            continue;
        if (anchor->comments->before.count)
            vec_push(arena, &anchor->comments->before, STR_LIT(""));
        else
            anchor->comments->blank_before = true;
    }
}

/* Where a comment on a line of its own goes: above what comes next, but indented behind a declaration it is the last of that. */
static Comments *own_line_place(Tree *tree, const AnchorVec *anchors, size_t next, const Comment *comment)
{
    bool indented = comment->start > 0 && tree->src->text.s[comment->start - 1] != '\n';
    Decl *before = next ? anchors->items[next - 1].decl : NULL;
    if (indented && before && (next == anchors->count || anchors->items[next].decl != before))
        return &before->tail;
    return next < anchors->count ? anchors->items[next].above : &tree->tail;
}

void comments_attach(Arena *arena, Tree *tree, const Tokens *tokens)
{
    AnchorVec anchors = {0};
    collect(arena, tree, &anchors);
    size_t next = 0;
    for (VEC_EACH(Comment, comment, &tokens->comments)) {
        while (next < anchors.count && anchors.items[next].start < comment->start)
            next++;
        if (!comment->own_line && anchors.count) {
            attach_trailing(arena, tree, &anchors, next, comment);
            continue;
        }
        push_before(arena, tree, own_line_place(tree, &anchors, next, comment), comment, text_end_before(tree, comment->start));
    }
    mark_blank_lines(arena, tree, &anchors);
}
