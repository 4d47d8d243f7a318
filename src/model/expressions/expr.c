/* expr.c: the type of an expression, with every name in it resolved. Dispatches to the expr_*.c files, one for each family. */
#include "base/utf8.h"
#include "model/check.h"

const Env ENV_PLAIN = {.row = NO_INDEX, .node = NO_INDEX, .self = NO_INDEX};

/* ---- literals ---- */

static Type check_number(Checker *c, Expr *expr)
{
    Unit unit;
    Fix factor, product;
    if (expr->as.number.unit.n == 0) {
        info_of(c, expr)->factor = FIX_ONE;
        return TYPE_COUNT;
    }
    if (!unit_of_text(c, expr->as.number.unit, expr->as.number.unit_span.src ? expr->as.number.unit_span : expr->span, &unit, &factor))
        return TYPE_BAD;
    if (!fix_mul(expr->as.number.value, factor, &product)) {
        diag_add(c->diags, DIAG_S0239, expr->span, NULL);
        return TYPE_BAD;
    }
    info_of(c, expr)->factor = factor;
    return type_number(unit);
}

static Type check_time(Checker *c, Expr *expr)
{
    Period ignored;
    if (expr->as.time.form == TIME_MANDATE && !time_period(c, expr, &ignored))
        return TYPE_BAD;
    return (Type){TYPE_PERIOD, UNIT_NONE, NULL};
}

/* What only has a place in certain spots (ranges, lists, scopes, words), standing where a value is needed. */
static Type check_misplaced(Checker *c, Expr *expr)
{
    diag_add(c->diags, DIAG_S0256, expr->span, text_of_expr(c, expr), NULL);
    return TYPE_BAD;
}

static Type check_kind(Checker *c, const Env *env, Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER: return check_number(c, expr);
    case EXPR_TEXT: return (Type){TYPE_TEXT, UNIT_NONE, NULL};
    case EXPR_TIME: return check_time(c, expr);
    case EXPR_MISSING:
    case EXPR_NOT_APPLICABLE: return (Type){TYPE_MISSING, UNIT_NONE, NULL};
    case EXPR_TRUTH: return TYPE_CONDITION;
    case EXPR_NAME: return check_name(c, env, expr);
    case EXPR_MEMBER: return check_member(c, env, expr);
    case EXPR_CALL: return check_call(c, env, expr);
    case EXPR_UNARY: return check_unary(c, env, expr);
    case EXPR_BINARY: return check_binary(c, env, expr);
    case EXPR_BETWEEN: return check_between(c, env, expr);
    case EXPR_IN: return check_in(c, env, expr);
    case EXPR_IS: return check_is(c, env, expr);
    case EXPR_FOR: return check_for(c, env, expr);
    case EXPR_QUANTIFIED: return check_quantified(c, env, expr);
    case EXPR_RANGE:
    case EXPR_LIST:
    case EXPR_SCOPE:
    case EXPR_WORD:
    case EXPR_POINT: case EXPR_COUNT: break;
    }
    return check_misplaced(c, expr);
}

Type expr_check(Checker *c, const Env *env, Expr *expr)
{
    if (!expr)
        return TYPE_BAD;
    if (c->depth >= CHECK_MAX_DEPTH) {
        /* A single expression this deep was refused by the parser; what is left is a long chain of indicators without enhet. */
        if (!c->too_deep && c->diags->errors == 0)
            diag_add(c->diags, DIAG_S0215, expr->span, NULL);
        c->too_deep = true;
        return set_type(c, expr, TYPE_BAD);
    }
    c->depth++;
    Type type = check_kind(c, env, expr);
    c->depth--;
    return set_type(c, expr, type);
}

/* ---- what is needed ---- */

/* Where a condition is needed, a rule's name is a common slip. */
static void report_no_condition(Checker *c, const Expr *expr, Type type)
{
    if (type.kind == TYPE_RULE)
        diag_add(c->diags, DIAG_S0258, expr->span, text_of_expr(c, expr), NULL);
    else
        type_mismatch(c, expr, type, BOTH("ett villkor", "a condition"));
}

bool expr_condition(Checker *c, const Env *env, Expr *expr)
{
    if (c->depth == 0)
        c->last_set = (Ref){SYM_NONE, 0, 0};
    Type type = expr_check(c, env, expr);
    if (type.kind == TYPE_TRUTH)
        return true;
    if (expr)
        report_no_condition(c, expr, type);
    return false;
}

Type expr_number(Checker *c, const Env *env, Expr *expr)
{
    Type type = expr_check(c, env, expr);
    if (is_number(type) || is_silent(type))
        return type;
    if (type.kind == TYPE_LEVEL)
        diag_add(c->diags, DIAG_S0241, expr->span, text_of_expr(c, expr), NULL);
    else
        type_mismatch(c, expr, type, BOTH("ett tal", "a number"));
    return set_type(c, expr, TYPE_BAD);
}

void expr_unit_report(Checker *c, const Expr *expr, Unit is, Unit wanted)
{
    if (is.kind == UNIT_PLAIN && is_literal(expr))
        diag_add(c->diags, DIAG_S0222, expr->span, text_of_expr(c, expr), unit_text(c, wanted), number_with_unit(c, expr, wanted), NULL);
    else
        diag_add(c->diags, DIAG_S0224, expr->span, text_of_expr(c, expr), unit_text(c, is), unit_text(c, wanted), NULL);
}

bool expr_in_unit(Checker *c, const Env *env, Expr *expr, Type wanted)
{
    Type type = expr_number(c, env, expr);
    if (is_silent(type) || is_silent(wanted) || unit_eq(type.unit, wanted.unit))
        return !is_silent(type);
    expr_unit_report(c, expr, type.unit, wanted.unit);
    return false;
}

/* ---- x för SCOPE ---- */

bool scope_is_set(Checker *c, const Expr *scope)
{
    return scope->kind == EXPR_SCOPE && (scope->as.scope.each || info_of(c, scope)->ref.kind == SYM_GROUP);
}

Env env_for(Checker *c, const Env *env, const Expr *scope)
{
    Env inner = *env;
    Ref ref = info_of(c, scope)->ref;
    inner.body_given = true;
    if (ref.kind == SYM_RELATIVE_BODY)
        return inner;
    Contexts *contexts = ARENA_NEW(c->arena, Contexts);
    *contexts = (Contexts){.key_table = NO_INDEX, .key_column = NO_INDEX};
    contexts->municipality = ref.kind == SYM_ALL_BODIES && ref.index == 0;
    contexts->group = ref.kind == SYM_ALL_BODIES && ref.index == 1;
    scope_bodies(c->arena, c->model, scope, &contexts->bodies);
    inner.contexts = contexts;
    return inner;
}

void set_narrow(Checker *c, const Expr *scope, const Expr *where)
{
    Group group = {0};
    group.common.name = group.common.title = str_of(text_of_expr(c, scope));
    group.common.valid = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    IndexVec bodies = {0};
    scope_bodies(c->arena, c->model, scope, &bodies);
    for (VEC_EACH(const size_t, body, &bodies))
        if (condition_holds(c->model, where, (Ref){SYM_BODY, *body, 0}) == TRUTH_YES)
            vec_push(c->arena, &group.bodies, *body);
    vec_push(c->arena, &c->model->groups, group);
    set_ref(c, scope, SYM_GROUP, c->model->groups.count - 1, 0);
}

Type check_for(Checker *c, const Env *env, Expr *expr)
{
    Expr *scope = expr->as.for_.scope;
    if (!scope_check(c, env, scope)) {
        Env inner = *env;
        inner.body_given = true;
        expr_check(c, &inner, expr->as.for_.x);
        return TYPE_BAD;
    }
    relative_check(c, env, scope->as.scope.name);
    Env inner = env_for(c, env, scope);
    inner.sets = false;
    Type type = expr_check(c, &inner, expr->as.for_.x);
    Ref ref = info_of(c, scope)->ref;
    if (ref.kind == SYM_BODY_KIND && !scope->as.scope.each) {
        diag_add(c->diags, DIAG_S0257, scope->span, text_of_expr(c, scope), NULL);
        return TYPE_BAD;
    }
    if (scope_is_set(c, scope) && !env->sets) {
        diag_add(c->diags, DIAG_S0229, expr->span, text_of_expr(c, expr), NULL);
        return TYPE_BAD;
    }
    if (scope_is_set(c, scope) && (ref.kind != SYM_GROUP || scope->as.scope.where))
        set_narrow(c, scope, NULL);
    return type;
}
