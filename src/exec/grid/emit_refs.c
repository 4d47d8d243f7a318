/* emit_refs.c: indicators, rules and parameters by name, over lanes. Part of grid/; eval_refs.c and eval_values.c are the reference. */
#include <string.h>

#include "exec/grid/parts.h"

/* ---- not in force, exempt ---- */

static bool may_be_exempt(const Grid *grid, const Decl *decl)
{
    for (size_t i = 0; decl && i < decl->attrs.count; i++)
        if (decl->attrs.items[i].kind == ATTR_EXEMPT)
            return true;
    return decl && grid->ev->model->replacements.count > 0;
}

/* By lane of all columns: 1 where the declaration does not apply. NULL: it always does. */
static uint8_t *mask_of(Grid *grid, const Node *node, const Common *common)
{
    const Axis *axis = axis_of(grid, node->axis);
    uint8_t *mask = arena_array(grid->arena, axis->width * node->times.count, 1);
    bool exempt = may_be_exempt(grid, common->decl), any = false;
    for (size_t j = 0; j < node->times.count; j++) {
        bool valid = within_validity(common, grid->times.items[node->times.items[j]].period);
        for (size_t i = 0; i < axis->count && (exempt || !valid); i++) {
            Context context = time_context(grid, &axis->bodies[i], node->times.items[j]);
            mask[j * axis->width + i] = !valid || is_exempt(grid->ev, common->decl, &context);
            any |= mask[j * axis->width + i];
        }
    }
    return any ? mask : NULL;
}

static void run_mask(Grid *grid, const Instr *in)
{
    const uint8_t *mask = (const uint8_t *)in->extra + in->first * axis_of(grid, in->node->axis)->width;
    uint8_t state = in->out.kind == GRID_TRUTH ? LANE_UNKNOWN : in->out.kind == GRID_LEVEL ? LEVEL_NOT_APPLICABLE : LANE_NOT_APPLICABLE;
    for (size_t i = 0; i < in->lanes; i++)
        in->out.s[i] = mask[i] ? state : in->out.s[i];
}

static void run_copy(Grid *grid, const Instr *in)
{
    (void)grid;
    memcpy(in->out.s, in->args[0].s, in->lanes);
    if (in->out.n)
        memcpy(in->out.n, in->args[0].n, in->lanes * sizeof *in->out.n);
    if (in->out.d)
        memcpy(in->out.d, in->args[0].d, in->lanes * sizeof *in->out.d);
    if (in->out.num)
        memcpy(in->out.num, in->args[0].num, in->lanes * sizeof *in->out.num);
}

static void emit_masked(Grid *grid, Node *node, const Common *common, bool own)
{
    const uint8_t *mask = mask_of(grid, node, common);
    if (!own && !mask) {
        emit_copy(grid, node);
        return;
    }
    const Operand *operand = &node->operands[0];
    if (!own) {
        const GridColumn like = column_at(operand->columns[0]);
        node->scale = operand->node->scale;
        node_own(grid, node, like.kind, like.form, like.whole);
        emit_runs(grid, node, run_copy, GRID_OTHER, NULL);
    }
    if (mask)
        emit_runs(grid, node, run_mask, GRID_OTHER, mask);
}

/* All columns of the operand are of one kind and form, so that copies can be. */
static bool is_even(const Node *node)
{
    const Operand *operand = &node->operands[0];
    for (size_t j = 1; j < node->times.count; j++) {
        const GridColumn *a = &operand->columns[0].home->at, *b = &operand->columns[j].home->at;
        if (a->kind != b->kind || a->form != b->form || a->whole != b->whole)
            return false;
    }
    return true;
}

/* ---- indicators, rules ---- */

void emit_indicator(Grid *grid, Node *node)
{
    const PlanStep *step = &grid->ev->plan->steps.items[node->step];
    const Indicator *indicator = &grid->ev->model->indicators.items[step->index];
    if (step->sub != REF_SELF) {
        emit_copy(grid, node);
        return;
    }
    bool number = node->operands[0].node->kind == GRID_NUMBER, factor = number && indicator->value_factor != FIX_ONE && indicator->value_factor != 0;
    if (node->operands[0].node->kind == GRID_OTHER || !is_even(node)) {
        emit_asked(grid, node);
        return;
    }
    if (factor)
        emit_factor(grid, node, num_of_fix(indicator->value_factor));
    emit_masked(grid, node, &indicator->common, factor);
}

void emit_rule(Grid *grid, Node *node)
{
    const PlanStep *step = &grid->ev->plan->steps.items[node->step];
    if (step->sub == REF_SELF && !node->operand_count) {
        node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
        memset(node->columns[0].home->at.s, LANE_UNKNOWN, node->columns[0].home->width * node->columns[0].home->count);
    } else if (step->sub == REF_SELF && is_even(node) && node->operands[0].node->kind == GRID_TRUTH) {
        emit_masked(grid, node, &grid->ev->model->rules.items[step->index].common, false);
    } else if (step->sub == REF_SELF) {
        emit_asked(grid, node);
    } else {
        emit_copy(grid, node);
    }
}

/* ---- parameters ---- */

/* Values that differ from body to body. */
static ColumnRef parameter_column(Grid *grid, const Node *node, uint32_t time)
{
    const PlanStep *step = &grid->ev->plan->steps.items[node->step];
    const Parameter *parameter = &grid->ev->model->parameters.items[step->index];
    const Axis *axis = axis_of(grid, node->axis);
    Home *home = home_new(grid, GRID_NUMBER, FORM_NUM, false, axis->width, 1);
    for (size_t i = 0; i < axis->count; i++) {
        Context context = time_context(grid, &axis->bodies[i], time);
        size_t choice = parameter_choice(grid->ev, parameter, &context);
        home->at.s[i] = choice == NO_INDEX ? LANE_MISSING : LANE_ASK;
        if (choice == NO_INDEX)
            continue;
        const PlanStep *value = &grid->ev->plan->steps.items[grid->ev->plan->parameters[step->index].values.items[choice]];
        if (value->op == STEP_NUMBER)
            lane_put(&home->at, i, true, value->number);
    }
    return (ColumnRef){home, 0};
}

void emit_parameter(Grid *grid, Node *node)
{
    node->kind = grid_kind(grid, node->step);
    for (size_t i = 0; i < node->operand_count; i++)
        if (node->operands[i].node && node->operands[i].node->kind != GRID_NUMBER)
            node->kind = GRID_OTHER;
    if (node->kind != GRID_NUMBER) {
        emit_asked(grid, node);
        return;
    }
    for (size_t j = 0; j < node->times.count; j++) {
        uint32_t variant = node->variants.items[j];
        node->columns[j] = variant ? node->operands[variant - 1].columns[j] : parameter_column(grid, node, node->times.items[j]);
    }
}
