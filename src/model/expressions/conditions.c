/* conditions.c: conditions on the model's own declarations (`varje bolag där ägarandel är minst 20 %`), settled without data.
 * Their types are checked like all expressions; this file computes them. Used by groups, contexts and quantifiers. */
#include "base/utf8.h"
#include "model/check.h"
#include "model/expressions/logic.h"

#define MAX_DEPTH 100

/* What an attribute holds or a literal is: texts (any of them), a number, or a body. */
typedef struct Value {
    enum { VALUE_NONE, VALUE_TEXTS, VALUE_NUMBER, VALUE_BODIES } kind;
    VEC(Str) texts;
    Num number;
    IndexVec bodies;
} Value;

static const Common *common_of(const Model *model, Ref object)
{
    switch (object.kind) {
    case SYM_BODY: return &model->bodies.items[object.index].common;
    case SYM_GOAL: return &model->goals.items[object.index].common;
    case SYM_INDICATOR: return &model->indicators.items[object.index].common;
    default: return NULL;
    }
}

static void add_names(Arena *arena, const Decl *decl, AttrKind kind, Value *out)
{
    if (!decl)
        return;
    EACH_ATTR(attr, decl, kind)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && (item->value->kind == EXPR_NAME || item->value->kind == EXPR_TEXT))
                vec_push(arena, &out->texts, item->value->as.text);
}

static void attribute_of_body(Arena *arena, const Body *body, size_t attribute, Value *out)
{
    if (attribute == ATTR_OWNED) {
        out->kind = VALUE_NUMBER;
        out->number = num_of_fix(body->owned);
    } else if (attribute == ATTR_UNDER) {
        out->kind = VALUE_BODIES;
        if (body->parent != NO_INDEX)
            vec_push(arena, &out->bodies, body->parent);
    } else if (attribute == ATTR_CODE) {
        for (VEC_EACH(const Str, code, &body->codes))
            vec_push(arena, &out->texts, *code);
    }
}

static void attribute_of(const Model *model, Ref object, size_t attribute, Value *out)
{
    Arena *arena = model->arena;
    const Common *common = common_of(model, object);
    out->kind = VALUE_TEXTS;
    if (!common)
        return;
    if (attribute == ATTR_COUNT)
        vec_push(arena, &out->texts, common->title);
    else if (attribute == ATTR_COUNT + 1)
        vec_push(arena, &out->texts, common->name);
    else if (attribute == ATTR_TAGS)
        add_names(arena, common->decl, ATTR_TAGS, out);
    else if (object.kind == SYM_BODY)
        attribute_of_body(arena, &model->bodies.items[object.index], attribute, out);
    else
        add_names(arena, common->decl, (AttrKind)attribute, out);
}

static void value_of(const Model *model, const Expr *expr, Ref object, Value *out)
{
    const ExprInfo *info = model_info(model, expr);
    if (expr->kind == EXPR_TEXT) {
        out->kind = VALUE_TEXTS;
        vec_push(model->arena, &out->texts, expr->as.text);
    } else if (info->ref.kind == SYM_ATTRIBUTE) {
        attribute_of(model, object, info->ref.index, out);
    } else if (info->ref.kind == SYM_BODY) {
        out->kind = VALUE_BODIES;
        vec_push(model->arena, &out->bodies, info->ref.index);
    } else if (constant_value(model, expr, &out->number)) {
        out->kind = VALUE_NUMBER;
    }
}

/* Sets are equal when they share a member: `märkt = "social"` holds if one of the tags is that. */
static bool share_text(const Model *model, const Value *a, const Value *b)
{
    for (size_t i = 0; i < a->texts.count; i++)
        for (size_t j = 0; j < b->texts.count; j++)
            if (str_eq(utf8_fold(model->arena, a->texts.items[i]), utf8_fold(model->arena, b->texts.items[j])))
                return true;
    return false;
}

static bool share_body(const Value *a, const Value *b)
{
    for (size_t i = 0; i < a->bodies.count; i++)
        for (size_t j = 0; j < b->bodies.count; j++)
            if (a->bodies.items[i] == b->bodies.items[j])
                return true;
    return false;
}

static bool equal(const Model *model, const Value *a, const Value *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_NUMBER)
        return num_cmp(a->number, b->number) == 0;
    return a->kind == VALUE_TEXTS ? share_text(model, a, b) : share_body(a, b);
}

static Truth compare(const Model *model, const Expr *expr, Ref object)
{
    Value a = {0}, b = {0};
    value_of(model, expr->as.binary.x, object, &a);
    value_of(model, expr->as.binary.y, object, &b);
    if (a.kind == VALUE_NONE || b.kind == VALUE_NONE)
        return TRUTH_UNKNOWN;
    int order = a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER ? num_cmp(a.number, b.number) : 0;
    BinaryOp op = expr->as.binary.op;
    if (op == OP_EQ || op == OP_NE)
        return truth_of(equal(model, &a, &b) == (op == OP_EQ));
    return op >= OP_LT && op <= OP_GE ? truth_of(order_holds(op, order)) : TRUTH_UNKNOWN;
}

static Truth holds(const Model *model, const Expr *expr, Ref object, int depth);

/* Kleene's and/or: `settles` settles it, unknown otherwise spoils it. */
static Truth connect(const Model *model, const Expr *expr, Ref object, Truth settles, int depth)
{
    Truth x = holds(model, expr->as.binary.x, object, depth), y = holds(model, expr->as.binary.y, object, depth);
    if (x == settles || y == settles)
        return settles;
    return x == TRUTH_UNKNOWN || y == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : x;
}

static Truth within(const Model *model, const Expr *expr, Ref object)
{
    Value x = {0};
    value_of(model, expr->as.in.x, object, &x);
    bool found = false;
    for (VEC_EACH(Expr *const, item, &expr->as.in.items)) {
        Value one = {0};
        value_of(model, *item, object, &one);
        found = found || equal(model, &x, &one);
    }
    return truth_of(found != expr->as.in.negated);
}

static Truth between(const Model *model, const Expr *expr, Ref object)
{
    Value x = {0}, low = {0}, high = {0};
    value_of(model, expr->as.between.x, object, &x);
    value_of(model, expr->as.between.low, object, &low);
    value_of(model, expr->as.between.high, object, &high);
    if (x.kind != VALUE_NUMBER || low.kind != VALUE_NUMBER || high.kind != VALUE_NUMBER)
        return TRUTH_UNKNOWN;
    return truth_of(num_cmp(low.number, x.number) <= 0 && num_cmp(x.number, high.number) <= 0);
}

static Truth holds_unary(const Model *model, const Expr *expr, Ref object, int depth)
{
    if (expr->as.unary.op == OP_NOT)
        return truth_not(holds(model, expr->as.unary.x, object, depth));
    Value x = {0};
    value_of(model, expr->as.unary.x, object, &x);
    return truth_of(x.kind == VALUE_NUMBER || x.texts.count || x.bodies.count);
}

static Truth holds(const Model *model, const Expr *expr, Ref object, int depth)
{
    if (depth > MAX_DEPTH)
        return TRUTH_UNKNOWN;
    switch (expr->kind) {
    case EXPR_TRUTH: return expr->as.truth;
    case EXPR_UNARY: return holds_unary(model, expr, object, depth + 1);
    case EXPR_IN: return within(model, expr, object);
    case EXPR_BETWEEN: return between(model, expr, object);
    case EXPR_BINARY:
        if (expr->as.binary.op == OP_OR)
            return connect(model, expr, object, TRUTH_YES, depth + 1);
        if (expr->as.binary.op == OP_AND)
            return connect(model, expr, object, TRUTH_NO, depth + 1);
        return compare(model, expr, object);
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_NAME: case EXPR_MEMBER:
    case EXPR_CALL: case EXPR_IS: case EXPR_FOR: case EXPR_QUANTIFIED: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD:
    case EXPR_POINT: case EXPR_COUNT:
        break;
    }
    return TRUTH_UNKNOWN;
}

Truth condition_holds(const Model *model, const Expr *condition, Ref object)
{
    return condition ? holds(model, condition, object, 0) : TRUTH_YES;
}
