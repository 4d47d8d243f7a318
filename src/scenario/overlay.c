/* overlay.c: parameters, targets, tolerances and limits changed on a copy of the checked model. New expressions are made as the parser would have made
 * them, so that plan, evaluation and derivations need not know of scenarios. */
#include "scenario/overlay.h"

#include <string.h>

/* So many values of one parameter: changes for single bodies and times on top of each other double them. */
#define MOST_VALUES 512

typedef struct Laying { Arena *arena; Model *over; Diags *diags; size_t room; } Laying;

/* ---- new expressions ---- */

static Expr *expr_new(Laying *l, ExprKind kind, const Expr *like, ExprInfo info)
{
    Expr *expr = ARENA_NEW(l->arena, Expr);
    *expr = (Expr){.kind = kind, .id = (uint32_t)l->over->info_count, .depth = like->depth, .span = like->span};
    if (l->over->info_count == l->room) {
        l->room = 2 * l->room + 16;
        ExprInfo *grown = arena_array(l->arena, l->room, sizeof *grown);
        memcpy(grown, l->over->info, l->over->info_count * sizeof *grown);
        l->over->info = grown;
    }
    l->over->info[l->over->info_count++] = info;
    return expr;
}

static Expr *binary_new(Laying *l, BinaryOp op, Expr *x, Expr *y, Type type)
{
    Expr *expr = expr_new(l, EXPR_BINARY, y, (ExprInfo){.type = type});
    expr->depth = (uint16_t)(1 + (x->depth > y->depth ? x->depth : y->depth));
    expr->as.binary.op = op;
    expr->as.binary.x = x;
    expr->as.binary.y = y;
    expr->as.binary.op_span = y->span;
    return expr;
}

/* 100 %, beside the share by which something is raised. */
static Expr *whole_new(Laying *l, const Expr *share)
{
    Expr *expr = expr_new(l, EXPR_NUMBER, share, (ExprInfo){.type = model_info(l->over, share)->type, .factor = FIX_ONE / 100});
    expr->depth = 1;
    expr->as.number.value = 100 * FIX_ONE;
    expr->as.number.unit = STR_LIT("%");
    expr->as.number.unit_span = share->span;
    return expr;
}

/* What the value becomes. */
static Expr *changed_value(Laying *l, const Change *change, Expr *old, Expr *to)
{
    BinaryOp op = change->how == CHANGE_RAISED ? OP_ADD : OP_SUB;
    if (change->how == CHANGE_TO)
        return to;
    Type type = model_info(l->over, old)->type, share = model_info(l->over, change->value)->type;
    if (!change->relative)
        return binary_new(l, op, old, change->value, type);
    return binary_new(l, OP_MUL, old, binary_new(l, op, whole_new(l, change->value), change->value, share), type);
}

/* ---- parameters ---- */

static bool is_guarded(const Change *change)
{
    return change->scope || change->within.first > date_ymd(1, 1, 1) || change->within.last < date_ymd(9999, 12, 31);
}

static ParameterGuard *guard_new(Laying *l, const Change *change, const ParameterGuard *also)
{
    ParameterGuard *guard = ARENA_NEW(l->arena, ParameterGuard);
    *guard = (ParameterGuard){change->scope, change->within, also};
    return guard;
}

/* The values as they are where the change applies, in front of or instead of those that there are. */
static void change_parameter(Laying *l, const Change *change)
{
    Parameter *parameter = &l->over->parameters.items[change->index];
    Parameter old = *parameter;
    bool guarded = is_guarded(change);
    if (old.values.count > MOST_VALUES) {
        diag_add(l->diags, DIAG_S1021, change->item->span, arena_strndup(l->arena, old.common.name.s, old.common.name.n), NULL);
        return;
    }
    memset(&parameter->values, 0, sizeof parameter->values);
    const ParameterGuard *guard = NULL, *before = NULL;
    for (size_t i = 0; i < old.values.count; i++) {
        ParameterValue value = old.values.items[i];
        if (guarded && (i == 0 || value.guard != before))
            guard = guard_new(l, change, change->how == CHANGE_TO ? NULL : value.guard);
        before = value.guard;
        if (change->how == CHANGE_TO)
            value = (ParameterValue){.select = SELECT_NONE, .from = DATE_NONE};
        value.value = changed_value(l, change, value.value, change->value);
        value.guard = guarded ? guard : value.guard;
        vec_push(l->arena, &parameter->values, value);
        if (change->how == CHANGE_TO)
            break;
    }
    for (size_t i = 0; guarded && i < old.values.count; i++)
        vec_push(l->arena, &parameter->values, old.values.items[i]);
}

void overlay_set(Arena *arena, Model *over, size_t parameter, Num value)
{
    Laying l = {.arena = arena, .over = over, .room = over->info_count};
    Parameter *set = &over->parameters.items[parameter];
    Expr *like = set->values.items[0].value, *whole = expr_new(&l, EXPR_NUMBER, like, (ExprInfo){.type = set->type, .factor = FIX_ONE});
    whole->depth = 1;
    whole->as.number.value = num_to_fix(value);
    memset(&set->values, 0, sizeof set->values);
    vec_push(arena, &set->values, ((ParameterValue){.select = SELECT_NONE, .from = DATE_NONE, .value = whole}));
}

/* ---- what an indicator is judged by ---- */

static void change_targets(Laying *l, const Change *change, Indicator *indicator)
{
    Indicator old = *indicator;
    memset(&indicator->targets, 0, sizeof indicator->targets);
    for (VEC_EACH(const Target, target, &old.targets)) {
        Target new = *target;
        new.value = changed_value(l, change, target->value, change->value);
        if (change->how == CHANGE_TO && change->bound != BOUND_NONE) {
            new.bound = change->bound;
            new.value2 = change->value2;
        } else if (target->value2 && change->how != CHANGE_TO) {
            new.value2 = changed_value(l, change, target->value2, NULL);
        }
        vec_push(l->arena, &indicator->targets, new);
    }
}

static void change_limit(Laying *l, const Change *change, Indicator *indicator)
{
    Indicator old = *indicator;
    memset(&indicator->cases, 0, sizeof indicator->cases);
    for (size_t i = 0; i < old.cases.count; i++) {
        Case one = old.cases.items[i];
        if (i == change->sub) {
            const Expr *when = one.when;
            Expr *limit = changed_value(l, change, when->as.binary.y, change->value);
            one.when = expr_new(l, EXPR_BINARY, when, *model_info(l->over, when));
            one.when->as = when->as;
            one.when->as.binary.y = limit;
        }
        vec_push(l->arena, &indicator->cases, one);
    }
}

static void make_change(Laying *l, const Change *change)
{
    Indicator *indicator = change->kind == CHANGE_PARAMETER || change->kind == CHANGE_ROWS ? NULL : &l->over->indicators.items[change->index];
    switch (change->kind) {
    case CHANGE_PARAMETER: change_parameter(l, change); return;
    case CHANGE_TARGET: change_targets(l, change, indicator); return;
    case CHANGE_TOLERANCE: indicator->tolerance = changed_value(l, change, indicator->tolerance, change->value); return;
    case CHANGE_LIMIT: change_limit(l, change, indicator); return;
    case CHANGE_ROWS: return;
    }
}

/* ---- the model ---- */

#define COPY_LIST(arena, list)                                                                       \
    do {                                                                                             \
        void *copy_ = arena_array((arena), (list)->count, sizeof *(list)->items);                    \
        if ((list)->count)                                                                           \
            memcpy(copy_, (list)->items, (list)->count * sizeof *(list)->items);                     \
        (list)->items = copy_;                                                                       \
        (list)->cap = (list)->count;                                                                 \
    } while (0)

/* What a change is computed with can itself be changed: into something that depends on it, or into values for single bodies and times. */
static bool is_computable(Laying *l, const Change *change)
{
    Num ignored;
    Expr *const values[] = {change->value, change->value2};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i] && !constant_value(l->over, values[i], &ignored)) {
            StrBuf text = {0};
            expr_print(&text, values[i]);
            diag_add(l->diags, DIAG_S1016, values[i]->span, text.s, NULL);
            strbuf_free(&text);
            return false;
        }
    return true;
}

Model *overlay_copy(Arena *arena, const Model *model)
{
    Model *over = ARENA_NEW(arena, Model);
    *over = *model;
    COPY_LIST(arena, &over->parameters);
    COPY_LIST(arena, &over->indicators);
    over->info = arena_array(arena, model->info_count, sizeof *over->info);
    memcpy(over->info, model->info, model->info_count * sizeof *over->info);
    return over;
}

const Model *overlay_model(Arena *arena, const Model *model, const ChangeRefVec *changes, Diags *diags)
{
    Model *over = overlay_copy(arena, model);
    Laying l = {.arena = arena, .over = over, .diags = diags, .room = model->info_count};
    size_t errors = diags->errors;
    for (VEC_EACH(const ChangeRef, ref, changes))
        make_change(&l, ref->change);
    for (VEC_EACH(const ChangeRef, ref, changes))
        if (!is_computable(&l, ref->change))
            return NULL;
    return diags->errors == errors ? over : NULL;
}
