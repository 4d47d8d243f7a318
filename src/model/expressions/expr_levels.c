/* expr_levels.c: conditions on assessments: `x är röd`, `x utlöses`, and quantifiers over indicators and goals. */
#include "model/check.h"

/* ---- what has a level ---- */

/* The thing named, whatever it is `för`; its assessment, not its value, is what is needed. False when it is none that has one. */
static bool check_subject(Checker *c, const Env *env, Expr *x, unsigned wanted)
{
    if (x->kind == EXPR_FOR) {
        if (!scope_check(c, env, x->as.for_.scope))
            return false;
        relative_check(c, env, x->as.for_.scope->as.scope.name);
        Env inner = env_for(c, env, x->as.for_.scope);
        bool fine = check_subject(c, &inner, x->as.for_.x, wanted);
        set_type(c, x, info_of(c, x->as.for_.x)->type);
        if (fine && scope_is_set(c, x->as.for_.scope))
            diag_add(c->diags, DIAG_S0229, x->span, text_of_expr(c, x), NULL);
        return fine;
    }
    Known *known = x->kind == EXPR_NAME ? name_find(c, x->as.text) : NULL;
    if (!known || !(wanted & (1u << known->symbol.ref.kind))) {
        Type type = expr_check(c, env, x);
        if (type.kind != TYPE_ERROR)
            diag_add(c->diags, DIAG_S0233, x->span, text_of_expr(c, x), wanted & WANT(INDICATOR) ? "" : "utlöses", NULL);
        return false;
    }
    Ref ref = known->symbol.ref;
    expr_check(c, env, x);
    if (ref.kind == SYM_INDICATOR)
        graph_need(c, env, NODE_LEVEL, ref.index, x->span);
    return true;
}

static const Expr *subject_name(const Expr *expr)
{
    while (expr->kind == EXPR_FOR)
        expr = expr->as.for_.x;
    return expr;
}

const Scale *expr_scale(Checker *c, const Expr *expr)
{
    Ref ref = info_of(c, subject_name(expr))->ref;
    if (ref.kind == SYM_INDICATOR)
        return c->model->indicators.items[ref.index].scale;
    return ref.kind == SYM_GOAL ? c->model->goals.items[ref.index].scale : NULL;
}

#define MAX_DEPTH 50

static const Indicator *first_indicator(Checker *c, const Expr *expr, int depth)
{
    if (!expr || depth > MAX_DEPTH)
        return NULL;
    const Indicator *found = NULL;
    Ref ref = info_of(c, expr)->ref;
    if (expr->kind == EXPR_NAME && (ref.kind == SYM_INDICATOR || ref.kind == SYM_SELF_VALUE))
        return &c->model->indicators.items[ref.index];
    if (expr->kind == EXPR_FOR)
        return first_indicator(c, expr->as.for_.x, depth + 1);
    if (expr->kind == EXPR_UNARY)
        return first_indicator(c, expr->as.unary.x, depth + 1);
    if (expr->kind == EXPR_BINARY)
        found = first_indicator(c, expr->as.binary.x, depth + 1);
    if (expr->kind == EXPR_BINARY && !found)
        return first_indicator(c, expr->as.binary.y, depth + 1);
    if (expr->kind == EXPR_CALL)
        for (size_t i = 0; i < expr->as.call.args.count && !found; i++)
            found = first_indicator(c, expr->as.call.args.items[i], depth + 1);
    return found;
}

const Indicator *expr_indicator(Checker *c, const Expr *expr)
{
    return first_indicator(c, expr, 0);
}

/* ---- är, utlöses ---- */

static Type check_missing(Checker *c, const Env *env, Expr *expr)
{
    set_type(c, expr->as.is.level, (Type){TYPE_MISSING, UNIT_NONE, NULL});
    return expr_check(c, env, expr->as.is.x).kind == TYPE_ERROR ? TYPE_BAD : TYPE_CONDITION;
}

/* `villkor är okänt`, `x är ja` */
static Type check_truth(Checker *c, const Env *env, Expr *expr)
{
    Expr *x = expr->as.is.x;
    set_type(c, expr->as.is.level, TYPE_CONDITION);
    Type type = expr_check(c, env, x);
    if (type.kind == TYPE_TRUTH || type.kind == TYPE_RULE)
        return TYPE_CONDITION;
    type_mismatch(c, x, type, BOTH("ett villkor", "a condition"));
    return TYPE_BAD;
}

/* A name behind `är` that is a body, text or the like, not a level: `nämnd är BUN`. */
static bool equality_meant(Checker *c, const Env *env, const Expr *expr)
{
    const Expr *x = expr->as.is.x, *level = expr->as.is.level;
    if (x->kind == EXPR_NAME && env->row != NO_INDEX && find_column(c, env->row, x->as.text) != NO_INDEX) {
        diag_add(c->diags, DIAG_S0261, expr->span, text_of_expr(c, x), text_of_expr(c, level), NULL);
        return true;
    }
    return false;
}

static Type check_level(Checker *c, const Env *env, Expr *expr)
{
    if (equality_meant(c, env, expr) || !check_subject(c, env, expr->as.is.x, WANT(INDICATOR) | WANT(GOAL)))
        return TYPE_BAD;
    const Scale *scale = expr_scale(c, expr->as.is.x);
    return scale && level_resolve(c, scale, expr->as.is.level) == NO_INDEX ? TYPE_BAD : TYPE_CONDITION;
}

Type check_is(Checker *c, const Env *env, Expr *expr)
{
    switch (expr->as.is.form) {
    case IS_TRIGGERED: return check_subject(c, env, expr->as.is.x, WANT(RULE)) ? TYPE_CONDITION : TYPE_BAD;
    case IS_NOT_ASSESSABLE:
        return check_subject(c, env, expr->as.is.x, WANT(INDICATOR) | WANT(GOAL) | WANT(RULE)) ? TYPE_CONDITION : TYPE_BAD;
    case IS_EXACTLY:
    case IS_OR_BETTER:
    case IS_OR_WORSE: break;
    }
    ExprKind kind = expr->as.is.level ? expr->as.is.level->kind : EXPR_COUNT;
    if (kind == EXPR_MISSING || kind == EXPR_NOT_APPLICABLE)
        return check_missing(c, env, expr);
    return kind == EXPR_TRUTH ? check_truth(c, env, expr) : check_level(c, env, expr);
}

/* ---- `x är röd eller gul` ---- */

bool bare_level(Checker *c, const Env *env, const Expr *test, const Expr *bare)
{
    bool quantified = test->kind == EXPR_QUANTIFIED;
    const Scale *scale = quantified ? env->scale : expr_scale(c, test->as.is.x);
    if (!scale || name_find(c, bare->as.text) || scale_level(scale, bare->as.text) == NO_INDEX)
        return false;
    Span place = quantified ? test->span : test->as.is.x->span;
    const char *subject = quantified ? "…" : text_of_expr(c, test->as.is.x);
    Diag *diag = diag_add(c->diags, DIAG_S0212, bare->span, text_of(c, bare->as.text), subject, NULL);
    diag_label(c->diags, diag, place, BOTH("detta gäller bara villkoret före", "this belongs to the condition before only"));
    return true;
}

/* ---- quantifiers ---- */

static bool check_count(Checker *c, const Env *env, Expr *quantified)
{
    Expr *number = quantified->as.quantified.number;
    if (!number)
        return true;
    Type type = expr_number(c, env, number);
    int64_t whole;
    bool share = type.unit.kind == UNIT_RATIO && !(number->kind == EXPR_NUMBER && number->as.number.value > 100 * FIX_ONE);
    if (is_silent(type) || share || (type.unit.kind != UNIT_RATIO && number_of(number, &whole) && whole >= 0))
        return true;
    diag_add(c->diags, DIAG_S0262, number->span, text_of_expr(c, number), NULL);
    return false;
}

/* The set of this quantifier, or of the one before it. */
static bool check_set(Checker *c, const Env *env, Expr *expr)
{
    Expr *set = expr->as.quantified.set;
    if (set) {
        Type type = expr_check(c, env, set);
        c->last_set = info_of(c, set)->ref;
        if (type.kind == TYPE_ERROR)
            return false;
    }
    if (c->last_set.kind != SYM_INDICATORS && c->last_set.kind != SYM_SUBGOALS) {
        diag_add(c->diags, DIAG_S0263, set ? set->span : expr->span, NULL);
        return false;
    }
    info_of(c, expr)->ref = c->last_set;
    return true;
}

static bool check_restriction(Checker *c, const Env *env, Expr *where)
{
    if (!where)
        return true;
    Env inner = *env;
    inner.on_object = true;
    return expr_condition(c, &inner, where);
}

static bool check_property(Checker *c, const Env *env, Expr *expr)
{
    if (expr->as.quantified.is_level) {
        Expr *level = expr->as.quantified.is_level;
        if (level->kind == EXPR_NAME)
            return !env->scale || level_resolve(c, env->scale, level) != NO_INDEX;
        Type type = expr_check(c, env, level);
        return type.kind == TYPE_MISSING;
    }
    Env inner = *env;
    inner.has_share = true;
    return expr_condition(c, &inner, expr->as.quantified.has);
}

Type check_quantified(Checker *c, const Env *env, Expr *expr)
{
    bool fine = check_count(c, env, expr);
    fine = check_set(c, env, expr) && fine;
    fine = check_restriction(c, env, expr->as.quantified.where) && fine;
    fine = check_property(c, env, expr) && fine;
    return fine ? TYPE_CONDITION : TYPE_BAD;
}
