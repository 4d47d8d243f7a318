/* lower_assess.c: indicators and parameters: values, targets, cases -> the programs that assess them. */
#include "plan/lower.h"

static uint32_t optional(Lowering *l, const Expr *expr)
{
    return expr ? lower_expr(l, expr) : NO_STEP;
}

void lower_cases(Lowering *l, const CaseVec *cases, CasePlanVec *out)
{
    for (size_t i = 0; i < cases->count; i++)
        vec_push(l->arena, out, (CasePlan){cases->items[i].level, optional(l, cases->items[i].when), &cases->items[i]});
}

void lower_parameter(Lowering *l, size_t index)
{
    const Parameter *parameter = &l->model->parameters.items[index];
    for (size_t i = 0; i < parameter->values.count; i++)
        vec_push(l->arena, &l->plan->parameters[index].values, lower_expr(l, parameter->values.items[i].value));
}

/* Its own cases, else the usual rule of a declared scale; with a tolerance the target decides alone. */
static void indicator_cases(Lowering *l, const Indicator *indicator, IndicatorPlan *plan)
{
    plan->own_cases = indicator->cases.count > 0;
    if (plan->own_cases)
        lower_cases(l, &indicator->cases, &plan->cases);
    else if (!indicator->tolerance && indicator->scale && indicator->targets.count)
        lower_cases(l, &indicator->scale->cases, &plan->cases);
}

void lower_indicator(Lowering *l, size_t index)
{
    const Indicator *indicator = &l->model->indicators.items[index];
    IndicatorPlan *plan = &l->plan->indicators[index];
    l->indicator = index;
    l->partial = indicator->allow_partial;
    plan->value = optional(l, indicator->value);
    plan->self = step_indexed(l, STEP_INDICATOR, index, REF_SELF, NULL);
    plan->level = step_indexed(l, STEP_LEVEL, index, REF_SELF, NULL);
    plan->share = step_indexed(l, STEP_SHARE, index, 0, NULL);
    for (size_t i = 0; i < indicator->targets.count; i++) {
        const Target *target = &indicator->targets.items[i];
        vec_push(l->arena, &plan->targets, (TargetPlan){optional(l, target->value), optional(l, target->value2)});
    }
    plan->tolerance = optional(l, indicator->tolerance);
    indicator_cases(l, indicator, plan);
    if (indicator->contexts.key_column != NO_INDEX)
        scan_split(l, scan_of(l, indicator->contexts.key_table), indicator->contexts.key_column);
}
