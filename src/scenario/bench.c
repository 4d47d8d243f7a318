/* bench.c: changes made once, then evaluated with one setting of parameters after the other. */
#include "scenario/bench.h"

/* Whether the expression names a parameter: those of conditions on rows are constants, but for these. */
static bool names_parameter(const Model *model, const Expr *expr)
{
    if (!expr)
        return false;
    switch (expr->kind) {
    case EXPR_NAME: return model_info(model, expr)->ref.kind == SYM_PARAMETER;
    case EXPR_UNARY: return names_parameter(model, expr->as.unary.x);
    case EXPR_BINARY: return names_parameter(model, expr->as.binary.x) || names_parameter(model, expr->as.binary.y);
    case EXPR_BETWEEN:
        return names_parameter(model, expr->as.between.x) || names_parameter(model, expr->as.between.low) || names_parameter(model, expr->as.between.high);
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_MEMBER: case EXPR_WORD:
        return false;
    case EXPR_CALL: case EXPR_IN: case EXPR_IS: case EXPR_FOR: case EXPR_QUANTIFIED: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_POINT:
    case EXPR_COUNT:
        break;
    }
    return true;             /* may be */
}

/* x i 5000..5999, and the like: without parameters, most often. */
static bool condition_follows(const Model *model, const Expr *where)
{
    if (where && where->kind == EXPR_IN) {
        for (size_t i = 0; i < where->as.in.items.count; i++)
            if (where->as.in.items.items[i]->kind != EXPR_RANGE && names_parameter(model, where->as.in.items.items[i]))
                return true;
        return names_parameter(model, where->as.in.x);
    }
    if (where && where->kind == EXPR_BINARY && (where->as.binary.op == OP_AND || where->as.binary.op == OP_OR))
        return condition_follows(model, where->as.binary.x) || condition_follows(model, where->as.binary.y);
    return names_parameter(model, where);
}

static bool rows_follow(const Model *model, const ChangeRefVec *changes)
{
    for (VEC_EACH(const ChangeRef, ref, changes))
        if (ref->change->kind == CHANGE_ROWS && (names_parameter(model, ref->change->value) || condition_follows(model, ref->change->where)))
            return true;
    return false;
}

bool bench_make(Arena *arena, const BenchInput *input, RowsMet *met, Diags *diags, Bench *out)
{
    size_t errors = diags->errors;
    RowsMet *own = arena_array(arena, input->changes->count + 1, sizeof *own);
    *out = (Bench){.input = *input, .diags = diags, .rows_follow = rows_follow(input->model, input->changes)};
    diags_init(&out->quiet, arena);
    out->tables = arena_array(arena, input->model->tables.count + 1, sizeof *out->tables);
    out->over = overlay_model(arena, input->model, input->changes, diags);
    if (!out->over || !overlay_rows(arena, out->over, input->changes, input->tables, out->tables, met ? met : own, diags))
        return false;
    const Plan *plan = plan_lower(arena, out->over, diags);
    if (diags->errors != errors)
        return false;
    out->evaluator = exec_prepare_beside(arena, out->over, plan, out->tables, input->options, &out->quiet, input->like);
    return true;
}

/* A number that changes with a setting is one that the rows may be changed by. */
static const TableData *const *tables_set(Bench *bench, Arena *arena, const Model *over)
{
    if (!bench->rows_follow)
        return bench->tables;
    const TableData **tables = arena_array(arena, over->tables.count + 1, sizeof *tables);
    RowsMet *met = arena_array(arena, bench->input.changes->count + 1, sizeof *met);
    return overlay_rows(arena, over, bench->input.changes, bench->input.tables, tables, met, bench->diags) ? tables : NULL;
}

Evaluator *bench_set(Bench *bench, Arena *arena, const SetTo *set, size_t count, const Expr *condition)
{
    size_t errors = bench->diags->errors;
    Model *over = overlay_copy(arena, bench->over);
    for (size_t i = 0; i < count; i++)
        overlay_set(arena, over, set[i].parameter, set[i].value);
    const TableData *const *tables = tables_set(bench, arena, over);
    Plan *plan = tables ? plan_lower(arena, over, bench->diags) : NULL;
    if (plan && condition)
        plan_expectation(plan, condition, bench->diags);
    if (!plan || bench->diags->errors != errors)
        return NULL;
    return exec_prepare_beside(arena, over, plan, tables, bench->input.options, &bench->quiet, bench->evaluator);
}
