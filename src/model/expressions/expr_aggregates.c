/* expr_aggregates.c: summa, antal, medel … over the rows of a table, over a group of bodies, or over a list of numbers. */
#include "model/check.h"

/* ---- over the rows of a table ---- */

/* Rows without a body are seen from kommunen and koncernen only. */
static bool check_reach(Checker *c, const Env *env, const Expr *arg, const Table *table)
{
    bool everywhere = table->body_column != NO_INDEX || table->fixed_body != NO_INDEX || table->common.decl->broken;
    if (everywhere || !has_bodies(env->contexts))
        return true;
    Diag *diag = diag_add(c->diags, DIAG_S0234, arg->span, text_of(c, table->common.name), NULL);
    diag_label(c->diags, diag, table->common.decl->name_span, BOTH("har ingen kolumn med organ", "has no column with bodies"));
    return false;
}

static void warn_timeless(Checker *c, const Env *env, const Expr *arg, const Table *table)
{
    bool timeless = table->time_column == NO_INDEX && table->vintage_column == NO_INDEX && !table->common.decl->broken;
    if (env->shifted && timeless)
        diag_add(c->diags, DIAG_S0236, arg->span, text_of(c, table->common.name), NULL);
}

static bool check_rows(Checker *c, const Env *env, const Expr *call, const Expr *arg, size_t index)
{
    const Table *table = &c->model->tables.items[index];
    bool fine = check_reach(c, env, arg, table);
    warn_timeless(c, env, arg, table);
    if (!call->as.call.where)
        return fine;
    Env inner = *env;
    inner.row = index;
    return expr_condition(c, &inner, call->as.call.where) && fine;
}

/* A share or a quotient does not add up over rows. */
static void warn_sum(Checker *c, const Expr *arg, Unit unit)
{
    bool quotient = unit.kind == UNIT_RATIO || unit.kind == UNIT_POINTS;
    for (size_t i = 0; i < unit.dim_count; i++)
        quotient = quotient || unit.dims[i].power < 0;
    if (quotient)
        diag_add(c->diags, DIAG_S0230, arg->span, text_of_expr(c, arg), unit_text(c, unit), NULL);
}

static Type column_result(Checker *c, const Expr *call, const Expr *arg, Type type, Function function)
{
    if (function == FUNCTION_COUNT || function == FUNCTION_COUNT_DISTINCT)
        return TYPE_COUNT;
    if (function == FUNCTION_SHARE) {
        diag_add(c->diags, DIAG_S0266, call->span, text_of_expr(c, arg), NULL);
        return TYPE_BAD;
    }
    if (!is_number(type)) {
        type_mismatch(c, arg, type, BOTH("ett tal", "a number"));
        return TYPE_BAD;
    }
    if (function == FUNCTION_SUM)
        warn_sum(c, arg, type.unit);
    return type;
}

static Type check_column(Checker *c, const Env *env, Expr *call, Expr *arg, Function function)
{
    Type type = resolve_member(c, env, arg);
    Ref ref = info_of(c, arg)->ref;
    if (ref.kind != SYM_COLUMN)
        return TYPE_BAD;
    bool fine = check_rows(c, env, call, arg, ref.index);
    Type result = column_result(c, call, arg, type, function);
    return fine ? result : TYPE_BAD;
}

/* summa(tabell.a - tabell.b): computed row by row. Names without a table are columns of it. */
static Type check_row_values(Checker *c, const Env *env, Expr *call, Expr *arg, size_t table, Function function)
{
    bool fine = check_rows(c, env, call, arg, table);
    Env inner = *env;
    inner.row = table;
    Type type = expr_check(c, &inner, arg);
    if (type.kind == TYPE_ERROR)
        return TYPE_BAD;
    if (function == FUNCTION_COUNT || function == FUNCTION_COUNT_DISTINCT) {
        diag_add(c->diags, DIAG_S0227, arg->span, function_info(function)->name, text_of_expr(c, arg), NULL);
        return TYPE_BAD;
    }
    Type result = column_result(c, call, arg, type, function);
    return fine ? result : TYPE_BAD;
}

#define MAX_DEPTH 50

/* The table of the first tabell.kolumn in an expression, or NO_INDEX. Columns inside another aggregate are not of its rows. */
static size_t table_in(Checker *c, const Expr *expr, int depth)
{
    if (!expr || depth > MAX_DEPTH)
        return NO_INDEX;
    if (expr->kind == EXPR_MEMBER) {
        Known *known = expr->as.member.of->kind == EXPR_NAME ? name_find(c, expr->as.member.of->as.text) : NULL;
        return known && known->symbol.ref.kind == SYM_TABLE ? known->symbol.ref.index : NO_INDEX;
    }
    if (expr->kind == EXPR_UNARY)
        return table_in(c, expr->as.unary.x, depth + 1);
    size_t table = NO_INDEX;
    if (expr->kind == EXPR_BINARY) {
        table = table_in(c, expr->as.binary.x, depth + 1);
        return table != NO_INDEX ? table : table_in(c, expr->as.binary.y, depth + 1);
    }
    Function function = expr->kind == EXPR_CALL ? function_find(c, expr->as.call.name) : FUNCTION_END;
    if (function != FUNCTION_END && function_info(function)->class != FN_AGGREGATE && function_info(function)->class != FN_TIME)
        for (size_t i = 0; i < expr->as.call.args.count && table == NO_INDEX; i++)
            table = table_in(c, expr->as.call.args.items[i], depth + 1);
    return table;
}

/* antal(tabell), andel(tabell där villkor) */
static Type check_table(Checker *c, const Env *env, Expr *call, Expr *arg, Function function)
{
    size_t index = info_of(c, arg)->ref.index;
    bool fine = check_rows(c, env, call, arg, index);
    if (function == FUNCTION_COUNT)
        return fine ? TYPE_COUNT : TYPE_BAD;
    if (function != FUNCTION_SHARE) {
        diag_add(c->diags, DIAG_S0227, arg->span, function_info(function)->name, text_of_expr(c, arg), NULL);
        return TYPE_BAD;
    }
    if (!call->as.call.where)
        diag_add(c->diags, DIAG_S0266, call->span, text_of_expr(c, arg), NULL);
    return fine && call->as.call.where ? type_number(UNIT_SHARE) : TYPE_BAD;
}

/* ---- over a group: medel(x för grupp) ---- */

static bool folds_sets(Function function)
{
    return function == FUNCTION_SUM || function == FUNCTION_MEAN || function == FUNCTION_MEDIAN || function == FUNCTION_MIN
        || function == FUNCTION_MAX || function == FUNCTION_COUNT || function == FUNCTION_PERCENTILE;
}

static bool check_weight(Checker *c, const Env *env, const Expr *call, Function function, const Expr *scope)
{
    Expr *weight = call->as.call.weight;
    if (!weight)
        return true;
    if (function != FUNCTION_MEAN || !scope) {
        diag_add(c->diags, DIAG_S0264, weight->span, function_info(function)->name, "vägt med", NULL);
        return false;
    }
    Env inner = env_for(c, env, scope);
    return !is_silent(expr_number(c, &inner, weight));
}

/* `där` behind a set is a condition on its bodies. */
static bool check_members(Checker *c, const Env *env, const Expr *call, const Expr *scope)
{
    Env inner = *env;
    inner.on_object = true;
    if (!call->as.call.where)
        return true;
    if (!expr_condition(c, &inner, call->as.call.where))
        return false;
    set_narrow(c, scope, call->as.call.where);
    return true;
}

static Type check_set(Checker *c, const Env *env, Expr *call, Expr *arg, Function function)
{
    const Expr *scope = arg->as.for_.scope, *x = arg->as.for_.x;
    if (x->kind == EXPR_MEMBER) {
        diag_add(c->diags, DIAG_S0274, arg->span, function_info(function)->name, text_of_expr(c, x), text_of_expr(c, scope), NULL);
        return TYPE_BAD;
    }
    Env sets = *env;
    sets.sets = true;
    Type type = expr_number(c, &sets, arg);
    if (is_silent(type))
        return TYPE_BAD;
    if (!scope_is_set(c, scope) || !folds_sets(function)) {
        diag_add(c->diags, DIAG_S0227, arg->span, function_info(function)->name, text_of_expr(c, arg), NULL);
        return TYPE_BAD;
    }
    if (!check_members(c, env, call, scope))
        return TYPE_BAD;
    bool weighted = check_weight(c, env, call, function, scope);
    return !weighted ? TYPE_BAD : function == FUNCTION_COUNT ? TYPE_COUNT : type;
}

/* ---- min(a; b), max(a; b) ---- */

static Type check_list(Checker *c, const Env *env, Expr *call)
{
    const ExprVec *args = &call->as.call.args;
    Type first = expr_number(c, env, args->items[0]);
    bool fine = !is_silent(first);
    for (size_t i = 1; i < args->count; i++) {
        Type type = expr_number(c, env, args->items[i]);
        fine = fine && !is_silent(type);
        if (fine)
            fine = units_agree(c, args->items[0], first, args->items[i], type, call->span, BOTH("jämföras", "compared"));
    }
    return fine ? first : TYPE_BAD;
}

/* ---- any argument ---- */

static bool check_percent_of(Checker *c, const Env *env, const Expr *call)
{
    Expr *which = call->as.call.args.items[1];
    Num value;
    expr_check(c, env, which);
    if (which->kind == EXPR_NUMBER && which->as.number.unit.n == 0 && constant_value(c->model, which, &value)
        && num_cmp(value, num_of_int(0)) >= 0 && num_cmp(value, num_of_int(100)) <= 0)
        return true;
    diag_add(c->diags, DIAG_S0238, which->span, "percentil", "0–100", NULL);
    return false;
}

/* What stands there is neither a column, a table nor a set: a bare column name is the usual slip. */
static Type check_misfit(Checker *c, const Env *env, Expr *call, Expr *arg, Function function)
{
    Type type = expr_check(c, env, arg);
    Ref ref = info_of(c, arg)->ref;
    bool counts = function == FUNCTION_COUNT && type.kind == TYPE_SET;
    if (counts && !call->as.call.where && (ref.kind == SYM_INDICATORS || ref.kind == SYM_SUBGOALS || ref.kind == SYM_GROUP))
        return TYPE_COUNT;
    if (type.kind != TYPE_ERROR)
        diag_add(c->diags, DIAG_S0227, arg->span, function_info(function)->name, text_of_expr(c, arg), NULL);
    return TYPE_BAD;
}

static bool names_table(Checker *c, const Env *env, Expr *arg)
{
    Known *known = arg->kind == EXPR_NAME ? name_find(c, arg->as.text) : NULL;
    if (!known || known->symbol.ref.kind != SYM_TABLE)
        return false;
    set_type(c, arg, expr_check(c, env, arg));
    return true;
}

static Type check_first(Checker *c, const Env *env, Expr *call, Function function)
{
    Expr *arg = call->as.call.args.items[0];
    if (arg->kind == EXPR_MEMBER)
        return check_column(c, env, call, arg, function);
    if (arg->kind == EXPR_FOR)
        return check_set(c, env, call, arg, function);
    if (names_table(c, env, arg))
        return check_table(c, env, call, arg, function);
    size_t table = table_in(c, arg, 0);
    if (table != NO_INDEX)
        return check_row_values(c, env, call, arg, table, function);
    return check_misfit(c, env, call, arg, function);
}

Type check_aggregate(Checker *c, const Env *env, Expr *call, Function function)
{
    bool list = call->as.call.args.count > 1 && function != FUNCTION_PERCENTILE;
    if (list && call->as.call.where) {
        diag_add(c->diags, DIAG_S0264, call->as.call.where->span, function_info(function)->name, "där", NULL);
        return TYPE_BAD;
    }
    if (list)
        return check_list(c, env, call);
    if (call->as.call.weight && call->as.call.args.items[0]->kind != EXPR_FOR) {
        check_weight(c, env, call, function, NULL);
        return TYPE_BAD;
    }
    bool fine = function != FUNCTION_PERCENTILE || check_percent_of(c, env, call);
    Type type = check_first(c, env, call, function);
    return fine ? type : TYPE_BAD;
}
