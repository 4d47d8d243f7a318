/* expr_calls.c: function calls: which function, how many arguments, and those that are neither aggregates nor about time. */
#include "model/check.h"

static const char *nearest_function(Checker *c, Str name)
{
    Nearest nearest = nearest_start(c, name);
    for (int i = 0; i < FUNCTION_END; i++)
        nearest_offer(&nearest, str_of(function_info((Function)i)->name));
    return nearest.best;
}

static Type report_unknown(Checker *c, const Expr *call)
{
    Str name = call->as.call.name;
    unknown_report(c, DIAG_S0209, call->as.call.name_span, name, "", nearest_function(c, name));
    return TYPE_BAD;
}

static bool check_count(Checker *c, const Expr *call, const FunctionInfo *info)
{
    size_t count = call->as.call.args.count;
    if (count >= (size_t)info->min_args && count <= (size_t)info->max_args)
        return true;
    const char *wanted = info->min_args == info->max_args ? arena_printf(c->arena, "%d", info->min_args)
                                                           : arena_printf(c->arena, "%d–%d", info->min_args, info->max_args);
    diag_add(c->diags, DIAG_S0210, call->span, info->name, wanted, arena_printf(c->arena, "%zu", count), info->about[LANG_SV], info->about[LANG_EN], NULL);
    return false;
}

static bool refuse_extras(Checker *c, const Expr *call, const FunctionInfo *info)
{
    const Expr *extra = call->as.call.where ? call->as.call.where : call->as.call.weight;
    if (!extra || info->class == FN_AGGREGATE)
        return false;
    diag_add(c->diags, DIAG_S0264, extra->span, info->name, call->as.call.where ? "där" : "vägt med", NULL);
    return true;
}

/* ---- om_saknas, om_ej_tillämplig ---- */

static Type check_otherwise(Checker *c, const Env *env, const Expr *call)
{
    Expr *x = call->as.call.args.items[0], *y = call->as.call.args.items[1];
    Type a = expr_check(c, env, x), b = expr_check(c, env, y);
    if (a.kind == TYPE_ERROR || b.kind == TYPE_ERROR)
        return TYPE_BAD;
    if (is_silent(a) || is_silent(b))
        return is_silent(a) ? b : a;
    if (is_number(a) || is_number(b))
        return units_agree(c, x, a, y, b, call->span, BOTH("ersätta varandra", "exchanged")) ? a : TYPE_BAD;
    return types_comparable(c, x, a, y, b, call->span, false) ? a : TYPE_BAD;
}

/* ---- rang ---- */

static Type check_rank(Checker *c, const Env *env, const Expr *call)
{
    Expr *group = call->as.call.args.items[1];
    Type type = expr_number(c, env, call->as.call.args.items[0]);
    if (group->kind != EXPR_NAME) {
        diag_add(c->diags, DIAG_S0265, group->span, text_of_expr(c, group), NULL);
        return TYPE_BAD;
    }
    Known *known = name_resolve(c, env, group, WANT(GROUP));
    set_type(c, group, known ? (Type){TYPE_SET, UNIT_NONE, NULL} : TYPE_BAD);
    if (known && c->model->groups.items[known->symbol.ref.index].of_codes)
        diag_add(c->diags, DIAG_S0265, group->span, text_of_expr(c, group), NULL);
    return known && !is_silent(type) ? TYPE_COUNT : TYPE_BAD;
}

/* ---- abs, avrunda ---- */

static Type check_round(Checker *c, const Env *env, const Expr *call)
{
    Expr *decimals = call->as.call.args.items[1];
    Type type = expr_number(c, env, call->as.call.args.items[0]);
    int64_t count;
    expr_check(c, env, decimals);
    if (!number_of(decimals, &count) || count < 0 || count > FIX_DECIMALS) {
        diag_add(c->diags, DIAG_S0238, decimals->span, "avrunda", "0–6", NULL);
        return TYPE_BAD;
    }
    return is_silent(type) ? TYPE_BAD : type;
}

static Type check_other(Checker *c, const Env *env, Expr *call, Function function)
{
    switch (function) {
    case FUNCTION_IF_MISSING:
    case FUNCTION_IF_NOT_APPLICABLE: return check_otherwise(c, env, call);
    case FUNCTION_RANK: return check_rank(c, env, call);
    case FUNCTION_ROUND: return check_round(c, env, call);
    case FUNCTION_ABS: return expr_number(c, env, call->as.call.args.items[0]);
    default: return check_time_function(c, env, call, function);
    }
}

/* What can be computed row by row, before anything is summed. */
static bool works_on_rows(const Expr *call, Function function)
{
    switch (function) {
    case FUNCTION_ABS: case FUNCTION_ROUND: case FUNCTION_IF_MISSING: case FUNCTION_IF_NOT_APPLICABLE: return true;
    case FUNCTION_MIN: case FUNCTION_MAX: return call->as.call.args.count > 1;
    default: return false;
    }
}

Type check_call(Checker *c, const Env *env, Expr *call)
{
    Function function = function_find(c, call->as.call.name);
    if (function == FUNCTION_END)
        return report_unknown(c, call);
    const FunctionInfo *info = function_info(function);
    set_ref(c, call, SYM_FUNCTION, function, 0);
    if (!check_count(c, call, info) || refuse_extras(c, call, info))
        return TYPE_BAD;
    if (env->row != NO_INDEX && !works_on_rows(call, function)) {
        diag_add(c->diags, DIAG_S0254, call->span, text_of_expr(c, call), NULL);
        return TYPE_BAD;
    }
    Env inner = *env;
    inner.sets = false;
    if (info->class == FN_AGGREGATE)
        return check_aggregate(c, &inner, call, function);
    return check_other(c, &inner, call, function);
}
