/* parts.c: the parts of an expression, one after the other, for whoever walks through a tree without caring what the expression is. */
#include "syntax/tree.h"

typedef struct Visit { void (*each)(void *context, const Expr *part); void *context; } Visit;

static void visit_all(const Visit *visit, size_t count, const Expr *const *parts)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i])
            visit->each(visit->context, parts[i]);
}
#define VISIT(...) visit_all(visit, sizeof((const Expr *[]){__VA_ARGS__}) / sizeof(const Expr *), (const Expr *[]){__VA_ARGS__})

static void visit_list(const Visit *visit, const ExprVec *list)
{
    for (size_t i = 0; i < list->count; i++)
        VISIT(list->items[i]);
}

static void visit_parts(const Visit *visit, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_NAME: case EXPR_WORD:
    case EXPR_COUNT: return;
    case EXPR_MEMBER: VISIT(expr->as.member.of); return;
    case EXPR_CALL:
        visit_list(visit, &expr->as.call.args);
        VISIT(expr->as.call.where, expr->as.call.weight);
        return;
    case EXPR_UNARY: VISIT(expr->as.unary.x); return;
    case EXPR_BINARY: VISIT(expr->as.binary.x, expr->as.binary.y); return;
    case EXPR_BETWEEN: VISIT(expr->as.between.x, expr->as.between.low, expr->as.between.high); return;
    case EXPR_IN:
        VISIT(expr->as.in.x);
        visit_list(visit, &expr->as.in.items);
        return;
    case EXPR_IS: VISIT(expr->as.is.x, expr->as.is.level); return;
    case EXPR_FOR: VISIT(expr->as.for_.x, expr->as.for_.scope); return;
    case EXPR_QUANTIFIED:
        VISIT(expr->as.quantified.number, expr->as.quantified.set, expr->as.quantified.where, expr->as.quantified.is_level, expr->as.quantified.has);
        return;
    case EXPR_RANGE: VISIT(expr->as.range.low, expr->as.range.high); return;
    case EXPR_LIST: visit_list(visit, &expr->as.list); return;
    case EXPR_SCOPE: VISIT(expr->as.scope.name, expr->as.scope.where); return;
    case EXPR_POINT: VISIT(expr->as.point.x, expr->as.point.length, expr->as.point.after, expr->as.point.in_year); return;
    }
}

void expr_each_part(const Expr *expr, void (*each)(void *context, const Expr *part), void *context)
{
    Visit visit = {each, context};
    visit_parts(&visit, expr);
}
