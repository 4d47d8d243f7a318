/* expr_time.c: functions that look at other periods: föregående, ackumulerat, rullande, förändring, trend, i_rad, helår, senast_kända. */
#include "model/check.h"

#define MOST_IN_A_ROW 60

/* The second argument: a length of time, `12 månader`. */
static bool check_span(Checker *c, const Env *env, Expr *call)
{
    Expr *span = call->as.call.args.items[1];
    int months, days;
    Type type = expr_check(c, env, span);
    if (type.kind == TYPE_ERROR)
        return false;
    if (literal_span(c->model, span, &months, &days) && (months > 0 || days > 0))
        return true;
    diag_add(c->diags, DIAG_S0231, span->span, text_of(c, call->as.call.name), text_of_expr(c, span), NULL);
    return false;
}

static bool check_in_a_row_extras(Checker *c, const Env *env, Expr *call)
{
    const ExprVec *args = &call->as.call.args;
    int64_t count;
    expr_check(c, env, args->items[1]);
    if (!number_of(args->items[1], &count) || count < 2 || count > MOST_IN_A_ROW) {
        diag_add(c->diags, DIAG_S0238, args->items[1]->span, "i_rad", "2–60", NULL);
        return false;
    }
    if (args->count < 3 || args->items[2]->kind == EXPR_WORD)
        return true;
    diag_add(c->diags, DIAG_S0267, args->items[2]->span, text_of_expr(c, args->items[2]), NULL);
    return false;
}

static Type check_in_a_row(Checker *c, const Env *env, Expr *call)
{
    bool holds = expr_condition(c, env, call->as.call.args.items[0]);
    return check_in_a_row_extras(c, env, call) && holds ? TYPE_CONDITION : TYPE_BAD;
}

/* föregående(x) of numbers, conditions or anything else. */
static Type check_shift(Checker *c, const Env *env, Expr *call)
{
    Expr *x = call->as.call.args.items[0];
    Type type = expr_check(c, env, x);
    if (type.kind != TYPE_LEVEL && type.kind != TYPE_RULE && type.kind != TYPE_GOAL)
        return type;
    diag_add(c->diags, DIAG_S0241, x->span, text_of_expr(c, x), NULL);
    return TYPE_BAD;
}

/* Steps of one measurement period need to know which that is. */
static void warn_no_grain(Checker *c, const Env *env, const Expr *call, Function function)
{
    bool steps = function == FUNCTION_PREVIOUS || function == FUNCTION_TREND || function == FUNCTION_IN_A_ROW;
    if (steps && env->contexts && !env->per_stated && !env->in_test)
        diag_add(c->diags, DIAG_S0235, call->as.call.name_span, text_of(c, call->as.call.name), NULL);
}

static bool looks_back(Function function)
{
    switch (function) {
    case FUNCTION_PREVIOUS: case FUNCTION_PREVIOUS_YEAR: case FUNCTION_CHANGE: case FUNCTION_CHANGE_RATE: case FUNCTION_TREND:
    case FUNCTION_IN_A_ROW: case FUNCTION_LAST_KNOWN: return true;
    default: return false;
    }
}

static Type number_result(Type type, Function function)
{
    if (is_silent(type))
        return TYPE_BAD;
    if (function == FUNCTION_CHANGE_RATE)
        return type_number(UNIT_SHARE);
    return function == FUNCTION_CHANGE || function == FUNCTION_TREND ? type_number(unit_difference(type.unit)) : type;
}

Type check_time_function(Checker *c, const Env *env, Expr *call, Function function)
{
    Env inner = *env;
    inner.shifted = env->shifted || looks_back(function);
    if ((function == FUNCTION_SINCE || function == FUNCTION_AT_START) && !env->since)
        diag_add(c->diags, DIAG_S0276, call->as.call.name_span, text_of(c, call->as.call.name), NULL);
    warn_no_grain(c, env, call, function);
    if (function == FUNCTION_IN_A_ROW)
        return check_in_a_row(c, &inner, call);
    if (function == FUNCTION_PREVIOUS || function == FUNCTION_PREVIOUS_YEAR)
        return check_shift(c, &inner, call);
    bool fine = call->as.call.args.count < 2 || check_span(c, env, call);
    Type type = number_result(expr_number(c, &inner, call->as.call.args.items[0]), function);
    return fine ? type : TYPE_BAD;
}
