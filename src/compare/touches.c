/* touches.c: what the change reaches that another decision or document is about. A steering document should not be changed by the decision about
 * another one, and whoever decides should know when it is. */
#include "base/utf8.h"
#include "compare/parts.h"
#include "syntax/print.h"

/* ---- what the change itself is about ---- */

typedef struct About { Compare *c; Map documents; Map decisions; Map told; } About;

static Str without_quotes(Arena *arena, Str text)
{
    StrBuf out = {0};
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] != '"')
            strbuf_putc(&out, text.s[i]);
    return take(arena, &out);
}

Str act_text(Arena *arena, const Attr *attr, const Item *item)
{
    StrBuf text = {0};
    print_item(&text, attr, item, NULL);
    return without_quotes(arena, take(arena, &text));
}

Str decision_text(Arena *arena, const Decl *decl, AttrKind kind)
{
    const Attr *attr = decl_attr(decl, kind);
    return attr && attr->items.count ? act_text(arena, attr, &attr->items.items[0]) : STR_LIT("");
}

static void add_document(About *a, Str text)
{
    Str folded = utf8_fold(a->c->arena, str_trim(text));
    if (folded.n)
        map_put(&a->documents, folded, a);
}

static bool is_about(const About *a, Str document)
{
    return document.n && map_get(&a->documents, utf8_fold(a->c->arena, str_trim(document))) != NULL;
}

static void add_cited(About *a, const Decl *decl)
{
    EACH_ATTR_OF(attr, decl, ATTR_SOURCE)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && (item->value->kind == EXPR_TEXT || item->value->kind == EXPR_NAME))
                add_document(a, item->value->as.text);
}

static void add_entry_document(About *a, const DeclEntry *entry)
{
    add_document(a, entry->name);
    add_document(a, entry->decl->title);
}

/* The documents that the heads cite, and those that are new, changed or replaced: they are what is decided about. */
static void find_about(About *a)
{
    for (int side = BEFORE; side <= AFTER; side++)
        for (VEC_EACH(const DeclEntry, entry, &a->c->entries[side].all)) {
            bool document = entry->decl->kind == DECL_DOCUMENT;
            bool decided_here = decl_attr(entry->decl, ATTR_PROPOSAL) || entry->partner == NO_INDEX;
            if (entry->head)
                add_cited(a, entry->decl);
            if (document && entry->change != NO_INDEX && (decided_here || side == BEFORE) && a->c->diff->changes.items[entry->change].kind != DIFF_CHANGED)
                add_entry_document(a, entry);
            else if (document && side == AFTER && decl_attr(entry->decl, ATTR_PROPOSAL))
                add_entry_document(a, entry);
            if (entry->head && side == AFTER) {
                map_put(&a->decisions, decision_text(a->c->arena, entry->decl, ATTR_DECIDED), a);
                map_put(&a->decisions, decision_text(a->c->arena, entry->decl, ATTR_PREPARED), a);
            }
        }
}

/* ---- what is touched ---- */

static void tell(About *a, DiffTouch touch)
{
    Str key = str_of(arena_printf(a->c->arena, "%d/" STR_FMT "/" STR_FMT "/" STR_FMT, (int)touch.kind, STR_ARG(touch.document), STR_ARG(touch.decision),
                                  STR_ARG(touch.kind == TOUCH_BUILDS ? STR_LIT("") : touch.what.name)));
    if (!map_put(&a->told, key, a))
        vec_push(a->c->arena, &a->c->diff->touches, touch);
}

static DiffTouch touch_of(About *a, DiffTouchKind kind, const DeclEntry *entry)
{
    return (DiffTouch){.kind = kind, .decl_kind = str_of(decl_keyword(entry->decl->kind)), .what = entry_side(a->c->arena, entry)};
}

static const DeclEntry *document_named(About *a, int side, Str name)
{
    const DeclEntry *entry = entry_named(&a->c->entries[side], utf8_fold(a->c->arena, name));
    return entry && entry->decl->kind == DECL_DOCUMENT ? entry : NULL;
}

static Str title_of(const DeclEntry *entry)
{
    return entry->decl->title.n ? entry->decl->title : entry->name;
}

/* It has a decision of its own, and the new one does not come with another. */
static void check_decision(About *a, const DeclEntry *old, const DeclEntry *new)
{
    Str decision = decision_text(a->c->arena, old->decl, ATTR_DECIDED);
    Str later = new ? decision_text(a->c->arena, new->decl, ATTR_DECIDED) : STR_LIT("");
    if (old->head || !decision.n || map_get(&a->decisions, decision) || (later.n && !str_eq(later, decision)))
        return;
    DiffTouch touch = touch_of(a, TOUCH_DECISION, old);
    touch.decision = decision;
    tell(a, touch);
}

static void check_document(About *a, const DeclEntry *old)
{
    const Expr *name = attr_value(decl_attr(old->decl, ATTR_PART_OF));
    const DeclEntry *document = name && name->kind == EXPR_NAME ? document_named(a, BEFORE, name->as.text) : NULL;
    if (!document || is_about(a, document->name) || is_about(a, document->decl->title))
        return;
    DiffTouch touch = touch_of(a, TOUCH_DOCUMENT, old);
    touch.document = title_of(document);
    touch.decision = decision_text(a->c->arena, document->decl, ATTR_DECIDED);
    tell(a, touch);
}

/* The document that it cites, when it cites none that the change is about; empty when it does, or cites nothing. */
static Str foreign_source(const About *a, const DeclEntry *entry)
{
    Str found = STR_LIT("");
    if (!entry)
        return found;
    EACH_ATTR_OF(attr, entry->decl, ATTR_SOURCE)
        for (VEC_EACH(const Item, item, &attr->items)) {
            if (!item->value || item->value->kind != EXPR_TEXT)
                continue;
            if (is_about(a, item->value->as.text))
                return STR_LIT("");
            found = found.n ? found : item->value->as.text;
        }
    return found;
}

static bool heads_cite(const About *a)
{
    return a->documents.count > 0;
}

static void check_source(About *a, const DeclEntry *old, const DeclEntry *new)
{
    Str document = foreign_source(a, old);
    bool same = !new || !decl_attr(new->decl, ATTR_SOURCE) || foreign_source(a, new).n;
    if (old->head || !heads_cite(a) || !document.n || !same)
        return;
    DiffTouch touch = touch_of(a, TOUCH_SOURCE, old);
    touch.document = document;
    tell(a, touch);
}

static bool is_touched(const Compare *c, const DeclEntry *old)
{
    if (old->change == NO_INDEX || old->decl->kind == DECL_TEST || old->decl->kind == DECL_USE)
        return false;
    const DiffChange *change = &c->diff->changes.items[old->change];
    return !change->only_text;
}

static void check_old(About *a, const DeclEntry *old)
{
    const DeclEntry *new = old->partner != NO_INDEX ? &a->c->entries[AFTER].all.items[old->partner] : NULL;
    size_t before = a->c->diff->touches.count;
    check_decision(a, old, new);
    if (a->c->diff->touches.count == before)
        check_document(a, old);
    if (a->c->diff->touches.count == before)
        check_source(a, old, new);
}

/* ---- what it builds on ---- */

static bool had_piece(const DeclEntry *old, const Piece *piece)
{
    for (size_t i = 0; old && i < old->pieces.count; i++)
        if (old->pieces.items[i].slot == piece->slot && str_eq(old->pieces.items[i].same, piece->same))
            return true;
    return false;
}

static Str limits_of(Arena *arena, const Decl *decl)
{
    StrBuf text = {0};
    EACH_ATTR_OF(attr, decl, ATTR_APPLIES_TO)
        for (VEC_EACH(const Item, item, &attr->items)) {
            strbuf_puts(&text, text.n ? ", " : "");
            print_item(&text, attr, item, NULL);
        }
    return take(arena, &text);
}

static void check_builds(About *a, const DeclEntry *new)
{
    const DeclEntry *old = new->partner != NO_INDEX ? &a->c->entries[BEFORE].all.items[new->partner] : NULL;
    for (VEC_EACH(const Piece, piece, &new->pieces)) {
        const Expr *name = piece->slot == ATTR_BUILDS_ON && piece->item ? piece->item->value : NULL;
        const DeclEntry *document = name && name->kind == EXPR_NAME ? document_named(a, AFTER, name->as.text) : NULL;
        if (!document || had_piece(old, piece) || is_about(a, document->name))
            continue;
        DiffTouch touch = touch_of(a, TOUCH_BUILDS, new);
        touch.document = title_of(document);
        touch.decision = decision_text(a->c->arena, document->decl, ATTR_DECIDED);
        touch.limits = limits_of(a->c->arena, document->decl);
        tell(a, touch);
    }
}

void touches_find(Compare *c)
{
    About a = {.c = c};
    map_init(&a.documents, c->arena);
    map_init(&a.decisions, c->arena);
    map_init(&a.told, c->arena);
    find_about(&a);
    for (VEC_EACH(const DeclEntry, old, &c->entries[BEFORE].all))
        if (is_touched(c, old))
            check_old(&a, old);
    for (VEC_EACH(const DeclEntry, new, &c->entries[AFTER].all))
        if (new->change != NO_INDEX && new->decl->kind != DECL_TEST)
            check_builds(&a, new);
}
