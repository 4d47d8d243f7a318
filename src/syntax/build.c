/* build.c: constructors for declarations, attributes and items. Called by the grammar's actions. */
#include "syntax/build.h"

void build_heading(Builder *b, int kind, Span name_span, Str name, Span title_span, Str title, Expr *kind_name, ItemVec *heading)
{
    Decl *decl = b->decl;
    decl->kind = (DeclKind)kind;
    decl->name = name;
    decl->name_span = name_span;
    decl->title = title;
    decl->title_span = title.n ? title_span : name_span;
    decl->kind_name = kind_name;
    if (heading)
        decl->heading = *heading;
}

void build_use(Builder *b, Span span, Str name, bool quoted)
{
    build_heading(b, DECL_USE, span, name, span, STR_LIT(""), NULL, NULL);
    b->decl->name_quoted = quoted;
}

void build_attr(Builder *b, int kind, Span keyword, ItemVec *items)
{
    Attr attr = {.kind = (AttrKind)kind, .keyword = keyword, .span = keyword, .line_start = b->line_start};
    if (items)
        attr.items = *items;
    if (attr.items.count)
        attr.span = span_join(keyword, attr.items.items[attr.items.count - 1].span);
    vec_push(b->arena, &b->decl->attrs, attr);
}

Item *build_item(Builder *b, Span span, Expr *value)
{
    Item *item = ARENA_NEW(b->arena, Item);
    item->span = span;
    item->value = value;
    return item;
}

Item *build_mod(Builder *b, Item *item, ModKind kind, Span span, Expr *value)
{
    Mod mod = {.kind = kind, .span = value ? span_join(span, value->span) : span, .value = value};
    vec_push(b->arena, &item->mods, mod);
    item->span = span_join(item->span, mod.span);
    return item;
}

Item *build_select(Builder *b, Item *item, SelectorKind select, Expr *selector, Span span)
{
    if (item->select != SELECT_NONE)
        diag_add(b->diags, DIAG_S0120, span, NULL);
    item->select = select;
    item->selector = selector;
    item->span = span_join(span, item->span);
    return item;
}

Item *build_bound(Builder *b, Span span, int bound, Expr *value, Expr *value2)
{
    Item *item = build_item(b, span, value);
    item->bound = (Bound)bound;
    item->value2 = value2;
    return item;
}

ItemVec *build_items(Builder *b, Item *first)
{
    ItemVec *items = ARENA_NEW(b->arena, ItemVec);
    return first ? build_items_add(b, items, first) : items;
}

ItemVec *build_items_add(Builder *b, ItemVec *items, Item *item)
{
    vec_push(b->arena, items, *item);
    return items;
}

ItemVec *build_items_prepend(Builder *b, Item *item, ItemVec *items)
{
    ItemVec *all = build_items(b, item);
    for (VEC_EACH(Item, it, items))
        build_items_add(b, all, it);
    return all;
}

ItemVec *build_last_mod(Builder *b, ItemVec *items, ModKind kind, Span span, Expr *value)
{
    build_mod(b, &items->items[items->count - 1], kind, span, value);
    return items;
}

ItemVec *build_trial(Builder *b, Item *item)
{
    return item ? build_items(b, item) : NULL;
}

static ItemVec *spread(Builder *b, Item *item)
{
    ItemVec *items = build_items(b, NULL);
    ExprVec *list = &item->value->as.list;
    for (VEC_EACH(Expr *, it, list))
        build_items_add(b, items, build_item(b, (*it)->span, *it));
    Item *last = &items->items[items->count - 1];
    last->mods.items = item->mods.items;
    last->mods.count = item->mods.count;
    last->mods.cap = item->mods.cap;
    last->span = span_join(last->span, item->span);
    last->span.end = item->span.end;
    return items;
}

ItemVec *build_texts_first(Builder *b, Item *item)
{
    return spread(b, item);
}

ItemVec *build_names_first(Builder *b, Item *item)
{
    return spread(b, item);
}

ItemVec *build_series(Builder *b, Item *first, ExprVec *values)
{
    ItemVec *items = build_items(b, first);
    for (VEC_EACH(Expr *, it, values))
        build_items_add(b, items, build_item(b, (*it)->span, *it));
    return items;
}

ItemVec *build_given(Builder *b, Item *item, Span span, ExprVec *values, ItemVec *rows)
{
    if (!rows->count)
        return build_series(b, item, values);
    ItemVec *items = build_items(b, item);
    build_items_add(b, items, build_item(b, span, build_list(b, span, values)));
    for (VEC_EACH(Item, it, rows))
        build_items_add(b, items, it);
    return items;
}

ItemVec *build_decisions(Builder *b, Span span, ItemVec *columns, Span gives, Expr *outcome, ItemVec *rows)
{
    ExprVec names = {0};
    for (VEC_EACH(Item, it, columns))
        vec_push(b->arena, &names, it->value);
    Item *head = build_item(b, span, build_list(b, span, &names));
    return build_items_prepend(b, build_mod(b, head, MOD_GIVES, gives, outcome), rows);
}

Item *build_changed(Builder *b, Span span, Str what, Span keyword, Expr *of)
{
    return build_item(b, span, build_for(b, span, build_word(b, keyword, what), build_scope(b, of->span, of, false)));
}

Item *build_change(Builder *b, Item *item, int bound, Span span, Expr *value, Expr *value2)
{
    item->bound = (Bound)bound;
    item->value2 = value2;
    build_mod(b, item, MOD_UNTIL, span, value);
    if (value2)
        item->span = span_join(item->span, value2->span);
    return item;
}

Item *build_seek(Builder *b, Item *item, ModKind end, Span span, Expr *low, Expr *high, Span so_that, Expr *condition)
{
    build_mod(b, item, end, span, NULL);
    build_mod(b, item, MOD_FROM, low->span, low);
    build_mod(b, item, MOD_UNTIL, high->span, high);
    return build_mod(b, item, MOD_SO_THAT, so_that, condition);
}

ItemVec *build_where(Builder *b, ItemVec *items, Expr *where)
{
    bool used = false;
    for (VEC_EACH(Item, it, items))
        if (it->value->kind == EXPR_SCOPE) {
            it->value->as.scope.where = where;
            used = true;
        }
    if (!used)
        diag_add(b->diags, DIAG_S0121, where->span, NULL);
    Item *last = &items->items[items->count - 1];
    last->span = span_join(last->span, where->span);
    return items;
}
