/* describe.c: what a step needs: its operands, over which axes and in which times. Part of grid/. Steps that are not here are eval()'s alone. */
#include "exec/grid/parts.h"

static const PlanStep *step_of(const Grid *grid, const Node *node)
{
    return &grid->ev->plan->steps.items[node->step];
}

static Operand *operands_new(Grid *grid, Node *node, size_t most)
{
    return node->operands = arena_array(grid->arena, most, sizeof *node->operands);
}

/* An operand over the node's own axis, in its own time. */
static Operand *operand_add(Grid *grid, Node *node, uint32_t step)
{
    Operand *operand = &node->operands[node->operand_count++];
    *operand = (Operand){.step = step, .axis = node->axis, .keyed = node->keyed, .move = move_id(grid, (Move){.kind = MOVE_STAY})};
    return operand;
}

static void leave_alone(Node *node)
{
    node->alone = true;
    node->operand_count = 0;
}

/* ---- plain ---- */

static void describe_none(Grid *grid, Node *node, uint32_t time)
{
    (void)grid, (void)node, (void)time;
}

static void describe_one(Grid *grid, Node *node, uint32_t time)
{
    operands_new(grid, node, 1);
    operand_add(grid, node, step_of(grid, node)->a);
}

static void describe_pair(Grid *grid, Node *node, uint32_t time)
{
    operands_new(grid, node, 2);
    operand_add(grid, node, step_of(grid, node)->a);
    operand_add(grid, node, step_of(grid, node)->b);
}

static void describe_args(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    operands_new(grid, node, step->arg_count);
    for (size_t i = 0; i < step->arg_count; i++)
        operand_add(grid, node, step->args[i]);
}

static void describe_parameter(Grid *grid, Node *node, uint32_t time)
{
    const ParameterPlan *plan = &grid->ev->plan->parameters[step_of(grid, node)->index];
    operands_new(grid, node, plan->values.count);
    node->by_variant = true;
    for (size_t i = 0; i < plan->values.count; i++) {
        Operand *operand = operand_add(grid, node, plan->values.items[i]);
        operand->chosen = true;
        operand->variant = i + 1;
    }
}

/* ---- elsewhere ---- */

/* The operand over what the lanes become. */
static void operand_elsewhere(Grid *grid, Node *node, Operand *operand, const GridBody *became)
{
    operand->axis = axis_mapped(grid, node->axis, became, &operand->gather);
}

static bool key_stays(const Grid *grid, const Node *node, const Contexts *contexts)
{
    return node->keyed && contexts->key_column != NO_INDEX && contexts->key_table == grid->key_table && contexts->key_column == grid->key_column;
}

static void describe_seen(Grid *grid, Node *node, uint32_t time, uint32_t self, const Contexts *contexts, Grain grain, Move move)
{
    const Axis *axis = axis_of(grid, node->axis);
    GridBody *became = arena_array(grid->arena, axis->count, sizeof *became);
    operands_new(grid, node, 1);
    Operand *operand = operand_add(grid, node, self);
    for (size_t i = 0; i < axis->count; i++) {
        Context from = time_context(grid, &axis->bodies[i], time);
        Context seen = context_seen(grid->ev, &from, contexts, grain, move.reference);
        became[i] = (GridBody){seen.who, seen.body, seen.only};
    }
    operand->move = move_id(grid, move);
    operand->keyed = key_stays(grid, node, contexts);
    operand_elsewhere(grid, node, operand, became);
}

static bool is_given(const Grid *grid, size_t indicator)
{
    for (size_t i = 0; i < grid->ev->given.count; i++)
        if (grid->ev->given.items[i].indicator == indicator)
            return true;
    return false;
}

static void describe_indicator(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    const IndicatorPlan *plan = &grid->ev->plan->indicators[step->index];
    const Indicator *indicator = &grid->ev->model->indicators.items[step->index];
    if (step->sub != REF_SELF) {
        Move move = {.kind = MOVE_SEEN_INDICATOR, .index = step->index, .reference = (Reference)step->sub};
        describe_seen(grid, node, time, step->op == STEP_LEVEL ? plan->level : plan->self, &indicator->contexts, indicator->grain, move);
        return;
    }
    operands_new(grid, node, 1);
    if (plan->value == NO_STEP || is_given(grid, step->index))
        leave_alone(node);
    else
        operand_add(grid, node, plan->value);
}

static void describe_rule(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    const Rule *rule = &grid->ev->model->rules.items[step->index];
    if (step->sub != REF_SELF) {
        Move move = {.kind = MOVE_SEEN_RULE, .index = step->index, .reference = (Reference)step->sub};
        describe_seen(grid, node, time, grid->ev->plan->rules[step->index].self, &rule->contexts, rule->grain, move);
        return;
    }
    operands_new(grid, node, 1);
    if (grid->ev->plan->rules[step->index].when != NO_STEP)
        operand_add(grid, node, grid->ev->plan->rules[step->index].when);
}

static void describe_scope(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    const Axis *axis = axis_of(grid, node->axis);
    GridBody *became = arena_array(grid->arena, axis->count, sizeof *became);
    for (size_t i = 0; i < axis->count; i++) {
        const GridBody *from = &axis->bodies[i];
        size_t body = step->index;
        if (step->op == STEP_FOR_RELATIVE)
            body = from->who == WHO_BODY ? body_relative(grid->ev->model, from->body, step->index) : NO_INDEX;
        if (body == NO_INDEX) {                /* the lane has no such body: why, eval() says */
            leave_alone(node);
            return;
        }
        became[i] = (GridBody){.who = WHO_BODY, .body = (uint32_t)body, .only = step->sub};
        if (step->op == STEP_FOR_ALL)
            became[i] = (GridBody){.who = step->index ? WHO_GROUP : WHO_MUNICIPALITY};
    }
    operands_new(grid, node, 1);
    operand_elsewhere(grid, node, operand_add(grid, node, step->a), became);
}

/* ---- other times ---- */

static Operand *operand_moved(Grid *grid, Node *node, Move move)
{
    Operand *operand = operand_add(grid, node, step_of(grid, node)->a);
    operand->move = move_id(grid, move);
    operand->unbroken = step_of(grid, node)->arg_count > 0;
    return operand;
}

static void describe_shifted(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    operands_new(grid, node, 1);
    operand_moved(grid, node, step->op == STEP_PREVIOUS ? (Move){.kind = MOVE_PERIODS, .count = -1} : (Move){.kind = MOVE_MONTHS, .count = -12});
}

static void describe_stretched(Grid *grid, Node *node, uint32_t time)
{
    operands_new(grid, node, 1);
    operand_moved(grid, node, (Move){.kind = MOVE_STRETCH, .step = node->step});
}

static void describe_change(Grid *grid, Node *node, uint32_t time)
{
    operands_new(grid, node, 2);
    operand_add(grid, node, step_of(grid, node)->a);
    operand_moved(grid, node, (Move){.kind = MOVE_BACK, .step = node->step});
}

/* The latest period first; how many there are depends on how long they are. */
static void describe_trend(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    int most = (step->months ? step->months : step->days) + 1;      /* both ends count */
    if (most < 2 || most > TREND_MOST) {
        leave_alone(node);
        return;
    }
    operands_new(grid, node, (size_t)most);
    node->by_variant = true;
    for (int back = 0; back < most; back++)
        operand_moved(grid, node, (Move){.kind = MOVE_PERIODS, .count = -back})->least = (size_t)back + 1;
}

static void describe_in_a_row(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    if (step->sub == GAP_SKIPPED || step->count < 1 || step->count > TREND_MOST) {
        leave_alone(node);
        return;
    }
    operands_new(grid, node, (size_t)step->count);
    for (int back = 0; back < step->count; back++)
        operand_moved(grid, node, (Move){.kind = MOVE_PERIODS, .count = -back});
}

/* ---- groups ---- */

static uint32_t member_axis(Grid *grid, const Group *group)
{
    GridBody *members = arena_array(grid->arena, group->bodies.count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < group->bodies.count; i++)
        if (!body_is_municipality(grid->ev->model, group->bodies.items[i]))
            members[count++] = (GridBody){.who = WHO_BODY, .body = (uint32_t)group->bodies.items[i]};
    return axis_id(grid, members, count);
}

static void describe_group(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    uint32_t members = member_axis(grid, &grid->ev->model->groups.items[step->index]);
    bool rank = step->op == STEP_RANK;
    if (axis_of(grid, members)->count == 0 || (!rank && step->b != NO_STEP)) {
        leave_alone(node);
        return;
    }
    operands_new(grid, node, 2);
    if (rank)
        operand_add(grid, node, step->a);
    Operand *operand = operand_add(grid, node, rank ? step->b : step->a);
    operand->axis = members;
    operand->role = ROLE_MEMBER;
}

/* ---- levels ---- */

static void add_targets(Grid *grid, Node *node, const IndicatorPlan *plan)
{
    node->by_variant = true;
    for (size_t i = 0; i < plan->targets.count; i++) {
        const TargetPlan *target = &plan->targets.items[i];
        for (size_t side = 0; side < 2; side++) {
            uint32_t step = side ? target->value2 : target->value;
            if (step == NO_STEP)
                continue;
            Operand *operand = operand_add(grid, node, step);
            operand->chosen = true;
            operand->variant = i + 1;
            operand->role = side ? ROLE_LIMIT2 : ROLE_LIMIT;
        }
    }
}

static void add_cases(Grid *grid, Node *node, const CasePlanVec *cases)
{
    for (size_t i = 0; i < cases->count; i++)
        if (cases->items[i].when != NO_STEP)
            operand_add(grid, node, cases->items[i].when)->role = ROLE_CASE;
}

static void describe_level(Grid *grid, Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    const IndicatorPlan *plan = &grid->ev->plan->indicators[step->index];
    const Indicator *indicator = &grid->ev->model->indicators.items[step->index];
    if (step->sub != REF_SELF) {
        describe_indicator(grid, node, time);
        return;
    }
    if (plan->value == NO_STEP || !indicator->scale || indicator->scale->levels.count > LEVEL_MOST) {
        leave_alone(node);
        return;
    }
    operands_new(grid, node, 2 + plan->cases.count + 2 * plan->targets.count);
    operand_add(grid, node, plan->self);
    add_cases(grid, node, &plan->cases);
    if (!plan->own_cases)
        add_targets(grid, node, plan);
    if (!plan->own_cases && plan->tolerance != NO_STEP)
        operand_add(grid, node, plan->tolerance)->role = ROLE_TOLERANCE;
}

static void describe_share(Grid *grid, Node *node, uint32_t time)
{
    const IndicatorPlan *plan = &grid->ev->plan->indicators[step_of(grid, node)->index];
    operands_new(grid, node, 1 + 2 * plan->targets.count);
    operand_add(grid, node, plan->self);
    add_targets(grid, node, plan);
}

/* ---- which of several ---- */

static size_t parameter_variant(Grid *grid, const Node *node, const Parameter *parameter, uint32_t time)
{
    const Axis *axis = axis_of(grid, node->axis);
    size_t choice = NO_INDEX;
    for (size_t i = 0; i < axis->count; i++) {
        Context context = time_context(grid, &axis->bodies[i], time);
        size_t own = parameter_choice(grid->ev, parameter, &context);
        if (own == NO_INDEX || (i > 0 && own != choice))
            return 0;
        choice = own;
    }
    return choice + 1;
}

size_t node_variant(Grid *grid, const Node *node, uint32_t time)
{
    const PlanStep *step = step_of(grid, node);
    if (!node->by_variant)
        return 0;
    if (step->op == STEP_PARAMETER)
        return parameter_variant(grid, node, &grid->ev->model->parameters.items[step->index], time);
    if (step->op == STEP_LEVEL || step->op == STEP_SHARE)
        return target_of(&grid->ev->model->indicators.items[step->index], grid->times.items[time].period) + 1;
    Context context = time_context(grid, &(GridBody){.who = WHO_MUNICIPALITY}, time);
    return (size_t)context_periods(step, &context);
}

/* ---- all ---- */

static void (*const describes[STEP_COUNT])(Grid *, Node *, uint32_t) = {
    [STEP_NUMBER] = describe_none, [STEP_TRUTH] = describe_none, [STEP_MISSING] = describe_none, [STEP_NOT_APPLICABLE] = describe_none,
    [STEP_COUNT_OF] = describe_none, [STEP_AGGREGATE] = describe_none, [STEP_PARAMETER] = describe_parameter, [STEP_INDICATOR] = describe_indicator,
    [STEP_LEVEL] = describe_level, [STEP_SHARE] = describe_share, [STEP_RULE] = describe_rule, [STEP_ADD] = describe_pair, [STEP_SUB] = describe_pair,
    [STEP_MUL] = describe_pair, [STEP_DIV] = describe_pair, [STEP_NEG] = describe_one, [STEP_ABS] = describe_one, [STEP_ROUND] = describe_one,
    [STEP_MIN] = describe_args, [STEP_MAX] = describe_args, [STEP_EQ] = describe_pair, [STEP_NE] = describe_pair, [STEP_LT] = describe_pair,
    [STEP_LE] = describe_pair, [STEP_GT] = describe_pair, [STEP_GE] = describe_pair, [STEP_AND] = describe_pair, [STEP_OR] = describe_pair,
    [STEP_NOT] = describe_one, [STEP_ANY_OF] = describe_args, [STEP_EXISTS] = describe_one, [STEP_IS_MISSING] = describe_one,
    [STEP_IS_NOT_APPLICABLE] = describe_one, [STEP_IS_TRUTH] = describe_one, [STEP_IS_LEVEL] = describe_one, [STEP_IS_NOT_ASSESSABLE] = describe_one,
    [STEP_FOR_BODY] = describe_scope, [STEP_FOR_RELATIVE] = describe_scope, [STEP_FOR_ALL] = describe_scope, [STEP_PREVIOUS] = describe_shifted,
    [STEP_PREVIOUS_YEAR] = describe_shifted, [STEP_ACCUMULATED] = describe_stretched, [STEP_ROLLING] = describe_stretched,
    [STEP_FULL_YEAR] = describe_stretched, [STEP_CHANGE] = describe_change, [STEP_CHANGE_RATE] = describe_change, [STEP_TREND] = describe_trend,
    [STEP_IN_A_ROW] = describe_in_a_row, [STEP_IF_MISSING] = describe_pair, [STEP_IF_NOT_APPLICABLE] = describe_pair,
    [STEP_OVER_GROUP] = describe_group, [STEP_RANK] = describe_group, [STEP_QUANTIFIED] = describe_args,
};

void node_describe(Grid *grid, Node *node, uint32_t time)
{
    void (*describe)(Grid *, Node *, uint32_t) = describes[step_of(grid, node)->op];
    if (describe)
        describe(grid, node, time);
    else
        leave_alone(node);
}
