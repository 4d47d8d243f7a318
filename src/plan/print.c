/* print.c: the plan as text: scans with filters and values, aggregates, steps, assessments. For `--visa plan` and the tests. */
#include "plan/plan.h"

static void put_expr(StrBuf *out, const Expr *expr)
{
    if (!expr)
        return;
    strbuf_puts(out, "   # ");
    expr_print(out, expr);
}

static void put_fix(StrBuf *out, int64_t value)
{
    if (value == INT64_MIN || value == INT64_MAX)
        strbuf_puts(out, value < 0 ? "−∞" : "∞");
    else
        fix_print_plain(out, value);
}

/* ---- scans ---- */

static void put_row_set(StrBuf *out, const Plan *plan, const RowSet *set)
{
    strbuf_puts(out, " {");
    for (size_t i = 0; i < set->texts.count; i++)
        strbuf_printf(out, " \"" STR_FMT "\"", STR_ARG(set->texts.items[i]));
    for (size_t i = 0; i < set->ranges.count; i++) {
        strbuf_putc(out, ' ');
        put_fix(out, set->ranges.items[i].low);
        strbuf_puts(out, "..");
        put_fix(out, set->ranges.items[i].high);
    }
    for (size_t i = 0; i < set->bodies.count; i++)
        strbuf_printf(out, " " STR_FMT, STR_ARG(plan->model->bodies.items[set->bodies.items[i]].common.name));
    static const char *const tests[] = {"=", "<", "<=", ">", ">=", "i", "månad"};
    for (size_t i = 0; i < set->periods.count; i++) {
        strbuf_printf(out, " %s ", tests[set->test]);
        period_print(out, set->periods.items[i]);
    }
    if (set->test == PERIOD_MONTHS)
        strbuf_printf(out, " månad %d..%d", set->month_from, set->month_to);
    strbuf_puts(out, " }");
}

static void put_row_step(StrBuf *out, const Plan *plan, const ScanPlan *scan, size_t index)
{
    const RowStep *step = &scan->steps.items[index];
    strbuf_printf(out, "    r%zu = %s", index, row_op_name(step->op));
    if (step->column != NO_INDEX)
        strbuf_printf(out, " " STR_FMT, STR_ARG(plan->model->tables.items[scan->table].columns.items[step->column].name));
    if (step->a != NO_STEP)
        strbuf_printf(out, " r%u", step->a);
    if (step->b != NO_STEP)
        strbuf_printf(out, " r%u", step->b);
    if (step->op == ROW_CONSTANT || step->op == ROW_RANGE) {
        strbuf_putc(out, ' ');
        put_fix(out, step->low);
    }
    if (step->op == ROW_RANGE) {
        strbuf_puts(out, "..");
        put_fix(out, step->high);
    }
    if (step->set)
        put_row_set(out, plan, step->set);
    strbuf_putc(out, '\n');
}

static void put_needs(StrBuf *out, const ScanValue *value)
{
    if (value->needs & NEED_EXTREMES)
        strbuf_puts(out, " +min,max");
    if (value->needs & NEED_ORDER)
        strbuf_puts(out, " +ordning");
    if (value->needs & NEED_LIST)
        strbuf_puts(out, " +lista");
    if (value->stock)
        strbuf_puts(out, " bestånd");
}

static void put_scan(StrBuf *out, const Plan *plan, const ScanPlan *scan, Str costs)
{
    const Table *table = &plan->model->tables.items[scan->table];
    strbuf_printf(out, "scan " STR_FMT "\n" STR_FMT, STR_ARG(table->common.name), STR_ARG(costs));
    for (size_t i = 0; i < scan->steps.count; i++)
        put_row_step(out, plan, scan, i);
    for (size_t i = 0; i < scan->filters.count; i++) {
        strbuf_printf(out, "    filter %zu: r%u%s", i, scan->filters.items[i].step, i == scan->where ? " (tabellens)" : "");
        put_expr(out, scan->filters.items[i].expr);
        strbuf_putc(out, '\n');
    }
    for (size_t i = 0; i < scan->values.count; i++) {
        strbuf_printf(out, "    värde %zu: r%u", i, scan->values.items[i].step);
        put_needs(out, &scan->values.items[i]);
        put_expr(out, scan->values.items[i].expr);
        strbuf_putc(out, '\n');
    }
    for (size_t i = 0; i < scan->splits.count; i++)
        strbuf_printf(out, "    delas efter " STR_FMT "\n", STR_ARG(table->columns.items[scan->splits.items[i]].name));
}

/* ---- steps ---- */

static void put_index(StrBuf *out, const char *label, size_t index)
{
    if (index != NO_INDEX)
        strbuf_printf(out, " %s %zu", label, index);
}

static void put_aggregate(StrBuf *out, const Plan *plan, size_t index)
{
    const Aggregate *aggregate = &plan->aggregates.items[index];
    strbuf_printf(out, "a%zu = %s " STR_FMT, index, function_info(aggregate->function)->name,
                  STR_ARG(plan->model->tables.items[aggregate->table].common.name));
    put_index(out, "filter", aggregate->filter);
    put_index(out, "utom", aggregate->rest);
    put_index(out, "värde", aggregate->value);
    if (aggregate->partial)
        strbuf_puts(out, " delvis");
    put_expr(out, aggregate->expr);
    strbuf_putc(out, '\n');
}

/* The name of what a step's index points to, or empty. */
static Str indexed_name(const Plan *plan, const PlanStep *step)
{
    const Model *model = plan->model;
    switch (step->op) {
    case STEP_BODY: case STEP_FOR_BODY: return model->bodies.items[step->index].common.name;
    case STEP_OWN_BODY: case STEP_FOR_RELATIVE: return model->kinds.items[step->index].name;
    case STEP_FOR_ALL: return step->index ? STR_LIT("koncernen") : STR_LIT("kommunen");
    case STEP_PARAMETER: return model->parameters.items[step->index].common.name;
    case STEP_INDICATOR: case STEP_LEVEL: case STEP_SHARE: return model->indicators.items[step->index].common.name;
    case STEP_GOAL: case STEP_GOAL_SHARE: return model->goals.items[step->index].common.name;
    case STEP_RULE: return model->rules.items[step->index].common.name;
    case STEP_OVER_GROUP: case STEP_RANK: return model->groups.items[step->index].common.name;
    default: return STR_LIT("");
    }
}

static void put_operands(StrBuf *out, const PlanStep *step)
{
    const uint32_t operands[] = {step->a, step->b, step->c};
    for (size_t i = 0; i < 3; i++)
        if (operands[i] != NO_STEP)
            strbuf_printf(out, " s%u", operands[i]);
    for (size_t i = 0; i < step->arg_count; i++)
        strbuf_printf(out, " s%u", step->args[i]);
}

static void put_constants(StrBuf *out, const PlanStep *step)
{
    if (step->op == STEP_NUMBER || step->op == STEP_COUNT_OF || step->op == STEP_QUANTIFIED) {
        strbuf_putc(out, ' ');
        num_print_plain(out, step->number);
    }
    if (step->op == STEP_TEXT)
        strbuf_printf(out, " \"" STR_FMT "\"", STR_ARG(step->text));
    if (step->op == STEP_PERIOD) {
        strbuf_putc(out, ' ');
        period_print(out, step->period);
    }
    if (step->scale)
        strbuf_printf(out, " " STR_FMT, STR_ARG(step->scale->levels.items[step->level].name));
    if (step->months)
        strbuf_printf(out, " %d månader", step->months);
    if (step->days)
        strbuf_printf(out, " %d dagar", step->days);
    if (step->op == STEP_IN_A_ROW)
        strbuf_printf(out, " %d gånger", step->count);
    if (step->op == STEP_AGGREGATE)
        strbuf_printf(out, " a%zu", step->index);
}

static void put_step(StrBuf *out, const Plan *plan, size_t index)
{
    const PlanStep *step = &plan->steps.items[index];
    Str name = indexed_name(plan, step);
    strbuf_printf(out, "s%zu = %s", index, step_op_name(step->op));
    if (name.n)
        strbuf_printf(out, " " STR_FMT, STR_ARG(name));
    put_operands(out, step);
    put_constants(out, step);
    put_expr(out, step->expr);
    strbuf_putc(out, '\n');
}

/* ---- assessments ---- */

static void put_cases(StrBuf *out, const CasePlanVec *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        strbuf_printf(out, "    nivå %zu", cases->items[i].level);
        if (cases->items[i].when != NO_STEP)
            strbuf_printf(out, " när s%u", cases->items[i].when);
        strbuf_putc(out, '\n');
    }
}

static void put_indicator(StrBuf *out, const Plan *plan, size_t index)
{
    const IndicatorPlan *indicator = &plan->indicators[index];
    strbuf_printf(out, "indikator " STR_FMT, STR_ARG(plan->model->indicators.items[index].common.name));
    if (indicator->value != NO_STEP)
        strbuf_printf(out, " = s%u", indicator->value);
    if (indicator->tolerance != NO_STEP)
        strbuf_printf(out, " tolerans s%u", indicator->tolerance);
    strbuf_putc(out, '\n');
    for (size_t i = 0; i < indicator->targets.count; i++)
        strbuf_printf(out, "    målvärde s%u\n", indicator->targets.items[i].value);
    put_cases(out, &indicator->cases);
}

static void put_goal(StrBuf *out, const Plan *plan, size_t index)
{
    const GoalPlan *goal = &plan->goals[index];
    strbuf_printf(out, "mål " STR_FMT, STR_ARG(plan->model->goals.items[index].common.name));
    for (size_t i = 0; i < goal->measures.count; i++)
        strbuf_printf(out, " s%u", goal->measures.items[i]);
    for (size_t i = 0; i < goal->subgoals.count; i++)
        strbuf_printf(out, " s%u", goal->subgoals.items[i]);
    strbuf_putc(out, '\n');
    put_cases(out, &goal->cases);
}

static void put_rule(StrBuf *out, const Plan *plan, size_t index)
{
    const RulePlan *rule = &plan->rules[index];
    strbuf_printf(out, "regel " STR_FMT, STR_ARG(plan->model->rules.items[index].common.name));
    if (rule->when != NO_STEP)
        strbuf_printf(out, " när s%u", rule->when);
    for (size_t i = 0; i < rule->requires.count; i++) {
        strbuf_puts(out, " kräver");
        if (rule->requires.items[i].effect != NO_STEP)
            strbuf_printf(out, " effekt s%u", rule->requires.items[i].effect);
    }
    strbuf_putc(out, '\n');
}

void plan_print(StrBuf *out, const Plan *plan, const Str *costs)
{
    for (size_t i = 0; i < plan->model->tables.count; i++)
        if (plan->scans[i].used)
            put_scan(out, plan, &plan->scans[i], costs ? costs[i] : STR_LIT(""));
    for (size_t i = 0; i < plan->aggregates.count; i++)
        put_aggregate(out, plan, i);
    for (size_t i = 0; i < plan->steps.count; i++)
        put_step(out, plan, i);
    for (size_t i = 0; i < plan->model->indicators.count; i++)
        put_indicator(out, plan, i);
    for (size_t i = 0; i < plan->model->goals.count; i++)
        put_goal(out, plan, i);
    for (size_t i = 0; i < plan->model->rules.count; i++)
        put_rule(out, plan, i);
}
