/* uses.c: walks every expression of a model for those that mean one thing; see uses.h. */
#include "cmd/uses.h"

#define DEEPEST 400

typedef struct Search {
    const Model *model;
    Ref ref;
} Search;

static bool means(const Search *search, const Expr *expr)
{
    if (expr->id >= search->model->info_count)
        return false;
    Ref ref = search->model->info[expr->id].ref;
    if (ref.kind != search->ref.kind || ref.index != search->ref.index)
        return false;
    return (ref.kind != SYM_COLUMN && ref.kind != SYM_SCALE_LEVEL) || ref.sub == search->ref.sub;
}

static bool in_expr(const Search *search, const Expr *expr, int depth);

static bool in_list(const Search *search, const ExprVec *list, int depth)
{
    for (size_t i = 0; i < list->count; i++)
        if (in_expr(search, list->items[i], depth))
            return true;
    return false;
}

static bool in_any(const Search *search, int depth, size_t count, const Expr *const *exprs)
{
    for (size_t i = 0; i < count; i++)
        if (in_expr(search, exprs[i], depth))
            return true;
    return false;
}
#define ANY(...) in_any(search, depth, sizeof((const Expr *[]){__VA_ARGS__}) / sizeof(const Expr *), (const Expr *[]){__VA_ARGS__})

static bool in_parts(const Search *search, const Expr *expr, int depth)
{
    switch (expr->kind) {
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_NAME: case EXPR_WORD:
        return false;
    case EXPR_MEMBER: return ANY(expr->as.member.of);
    case EXPR_CALL: return in_list(search, &expr->as.call.args, depth) || ANY(expr->as.call.where, expr->as.call.weight);
    case EXPR_UNARY: return ANY(expr->as.unary.x);
    case EXPR_BINARY: return ANY(expr->as.binary.x, expr->as.binary.y);
    case EXPR_BETWEEN: return ANY(expr->as.between.x, expr->as.between.low, expr->as.between.high);
    case EXPR_IN: return ANY(expr->as.in.x) || in_list(search, &expr->as.in.items, depth);
    case EXPR_IS: return ANY(expr->as.is.x, expr->as.is.level);
    case EXPR_FOR: return ANY(expr->as.for_.x, expr->as.for_.scope);
    case EXPR_QUANTIFIED:
        return ANY(expr->as.quantified.number, expr->as.quantified.set, expr->as.quantified.where, expr->as.quantified.is_level, expr->as.quantified.has);
    case EXPR_RANGE: return ANY(expr->as.range.low, expr->as.range.high);
    case EXPR_LIST: return in_list(search, &expr->as.list, depth);
    case EXPR_SCOPE: return ANY(expr->as.scope.name, expr->as.scope.where);
    case EXPR_POINT: return ANY(expr->as.point.x, expr->as.point.length, expr->as.point.after);
    case EXPR_COUNT: return false;
    }
    return false;
}

static bool in_expr(const Search *search, const Expr *expr, int depth)
{
    if (!expr || depth > DEEPEST)
        return false;
    return means(search, expr) || in_parts(search, expr, depth + 1);
}

static bool in_items(const Search *search, const ItemVec *items)
{
    for (VEC_EACH(const Item, item, items)) {
        if (in_expr(search, item->selector, 0) || in_expr(search, item->value, 0) || in_expr(search, item->value2, 0))
            return true;
        for (VEC_EACH(const Mod, mod, &item->mods))
            if (in_expr(search, mod->value, 0))
                return true;
    }
    return false;
}

static bool in_decl(const Search *search, const Decl *decl)
{
    if (in_items(search, &decl->heading) || in_expr(search, decl->kind_name, 0))
        return true;
    for (VEC_EACH(const Attr, attr, &decl->attrs))
        if (in_items(search, &attr->items))
            return true;
    return false;
}

DeclVec uses_of(Arena *arena, const Model *model, Ref ref, const Decl *self)
{
    Search search = {model, ref};
    DeclVec found = {0};
    for (size_t i = 0; i < model->tree_count; i++)
        for (VEC_EACH(const Decl, decl, &model->trees[i]->decls))
            if (decl != self && in_decl(&search, decl))
                vec_push(arena, &found, decl);
    return found;
}
