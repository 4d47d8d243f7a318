/* emit_levels.c: the level of an indicator, and its måluppfyllelse, over lanes. Part of grid/; assess.c and eval_refs.c are the reference. */
#include <string.h>

#include "exec/assess.h"
#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

static const PlanStep *step_of(const Grid *grid, const Node *node)
{
    return &grid->ev->plan->steps.items[node->step];
}

/* The operand of that role among those that the instruction has; NULL: none. */
static const GridColumn *arg_of(const Instr *in, int role)
{
    for (size_t i = 0; i < in->arg_count; i++)
        if ((int)in->node->operands[i].role == role && in->args[i].s)
            return &in->args[i];
    return NULL;
}

/* ---- cases ---- */

/* The first case that holds, where nothing was decided before. */
static void take_cases(Grid *grid, const Instr *in, const CasePlanVec *cases)
{
    const Loops *loops = loops_now();
    size_t operand = 1;                    /* the value comes first */
    for (size_t i = 0; i < cases->count; i++) {
        const CasePlan *c = &cases->items[i];
        if (c->when != NO_STEP)
            loops->take_case(in->out.s, grid->scratch, in->args[operand++].s, (uint8_t)c->level, in->lanes);
        else
            loops->take_rest(in->out.s, grid->scratch, (uint8_t)c->level, in->lanes);
    }
}

/* ---- targets ---- */

typedef struct Aim { Bound bound; size_t worst, middle; } Aim;

static bool lane_margin(const Aim *aim, Num value, Num limit, Num limit2, Num *out)
{
    return target_margin(aim->bound, value, limit, limit2, out);
}

static uint8_t lane_level(const Aim *aim, Num margin, const GridColumn *tolerance, size_t lane)
{
    if (target_met(aim->bound, margin))
        return 0;
    if (tolerance && tolerance->s[lane] != LANE_VALUE)
        return tolerance->s[lane] == LANE_ASK ? LEVEL_ASK : LEVEL_MISSING;
    bool near = tolerance && num_cmp(num_neg(margin), lane_num(tolerance, lane)) <= 0;
    return (uint8_t)(near ? aim->middle : aim->worst);
}

static uint8_t limit_state(const GridColumn *limit, size_t lane)
{
    return limit ? limit->s[lane] : LANE_VALUE;
}

/* open: the cases that follow decide where the target can be held against the value. */
static uint8_t by_target(const Instr *in, const Aim *aim, size_t lane, bool cases_follow, uint8_t *open)
{
    const GridColumn *limit = arg_of(in, ROLE_LIMIT), *limit2 = arg_of(in, ROLE_LIMIT2);
    uint8_t state = limit_state(limit, lane), state2 = limit_state(limit2, lane);
    Num zero = num_of_int(0), margin;
    *open = 0;
    if (in->args[0].s[lane] != LANE_VALUE)
        return LEVEL_MISSING;
    if (state == LANE_ASK || state2 == LANE_ASK)
        return LEVEL_ASK;
    if (state != LANE_VALUE || state2 != LANE_VALUE)
        return LEVEL_MISSING;
    if (!lane_margin(aim, lane_num(&in->args[0], lane), limit ? lane_num(limit, lane) : zero, limit2 ? lane_num(limit2, lane) : zero, &margin))
        return LEVEL_MISSING;
    *open = cases_follow;
    return cases_follow ? LEVEL_MISSING : lane_level(aim, margin, arg_of(in, ROLE_TOLERANCE), lane);
}

/* The usual kind: a limit on one side, everything in six decimals. */
static bool by_plain_target(const Instr *in, const Aim *aim)
{
    const GridColumn *value = &in->args[0], *limit = arg_of(in, ROLE_LIMIT);
    bool low = aim->bound == BOUND_AT_LEAST, high = aim->bound == BOUND_AT_MOST;
    if (!limit || arg_of(in, ROLE_TOLERANCE) || (!low && !high) || value->form != FORM_FIX || limit->form != FORM_FIX)
        return false;
    const Loops *loops = loops_now();
    if ((loops->bits(value->n, in->lanes) | loops->bits(limit->n, in->lanes)) >> 61)
        return false;
    loops->less(in->out.s, low ? value->n : limit->n, low ? limit->n : value->n, in->lanes);
    for (size_t i = 0; i < in->lanes; i++) {
        uint8_t level = in->out.s[i] == LANE_YES ? (uint8_t)aim->worst : 0, state = limit->s[i];
        in->out.s[i] = state == LANE_VALUE ? level : state == LANE_ASK ? LEVEL_ASK : LEVEL_MISSING;
    }
    return true;
}

static void take_target(Grid *grid, const Instr *in, const Indicator *indicator, const IndicatorPlan *plan)
{
    Aim aim = {target_bound(indicator, &indicator->targets.items[in->variant - 1]), indicator->scale->levels.count - 1, 0};
    aim.middle = aim.worst > 1 ? 1 : aim.worst;
    bool directed = indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN;
    bool cases = plan->cases.count && directed && aim.bound != BOUND_BETWEEN && aim.bound != BOUND_EXACTLY;
    if (!cases && by_plain_target(in, &aim))
        return;
    for (size_t i = 0; i < in->lanes; i++)
        in->out.s[i] = by_target(in, &aim, i, cases, &grid->scratch[i]);
    if (cases)
        take_cases(grid, in, &plan->cases);
}

/* ---- both ---- */

/* Without a value there is no level; why is the value's own. */
static void settle_absent(const Instr *in)
{
    const GridColumn *value = &in->args[0];
    if (value->kind == GRID_NUMBER)
        loops_now()->settle_level(in->out.s, value->s, in->lanes);
    for (size_t i = 0; i < in->lanes && value->kind == GRID_TRUTH; i++)
        in->out.s[i] = value->s[i] == LANE_UNKNOWN ? LEVEL_NOT_APPLICABLE : value->s[i] == LANE_ASK_TRUTH ? LEVEL_ASK : in->out.s[i];
}

static bool kinds_fit(const Instr *in)
{
    for (size_t i = 0; i < in->arg_count; i++) {
        GridKind kind = in->args[i].kind, needed = in->node->operands[i].role == ROLE_CASE ? GRID_TRUTH : GRID_NUMBER;
        if (in->args[i].s && kind != needed && !(i == 0 && kind == GRID_TRUTH))
            return false;
    }
    return true;
}

/* The usual kind: one case, and what is left. */
static bool by_two_levels(const Instr *in, const CasePlanVec *cases)
{
    if (cases->count != 2 || cases->items[0].when == NO_STEP || cases->items[1].when != NO_STEP || in->args[0].kind != GRID_NUMBER)
        return false;
    loops_now()->two_levels(in->out.s, in->args[1].s, in->args[0].s, (uint8_t)cases->items[0].level, (uint8_t)cases->items[1].level, in->lanes);
    return true;
}

static void run_level(Grid *grid, const Instr *in)
{
    const PlanStep *step = step_of(grid, in->node);
    const IndicatorPlan *plan = &grid->ev->plan->indicators[step->index];
    if (!kinds_fit(in)) {
        run_ask(grid, in);
        return;
    }
    if (plan->own_cases && by_two_levels(in, &plan->cases))
        return;
    if (plan->own_cases) {
        memset(in->out.s, LEVEL_MISSING, in->lanes);
        memset(grid->scratch, 1, in->lanes);
        take_cases(grid, in, &plan->cases);
    } else if (!in->variant || in->args[0].kind != GRID_NUMBER) {
        memset(in->out.s, LEVEL_NOT_APPLICABLE, in->lanes);
    } else {
        take_target(grid, in, &grid->ev->model->indicators.items[step->index], plan);
    }
    settle_absent(in);
}

void emit_level(Grid *grid, Node *node)
{
    const PlanStep *step = step_of(grid, node);
    if (step->sub != REF_SELF) {
        emit_copy(grid, node);
        return;
    }
    node->scale = grid->ev->model->indicators.items[step->index].scale;
    node_own(grid, node, GRID_LEVEL, FORM_FIX, false);
    emit_runs(grid, node, run_level, GRID_OTHER, NULL);
}

/* ---- måluppfyllelse ---- */

static void run_share(Grid *grid, const Instr *in)
{
    const PlanStep *step = step_of(grid, in->node);
    const Indicator *indicator = &grid->ev->model->indicators.items[step->index];
    const GridColumn *value = &in->args[0], *limit = arg_of(in, ROLE_LIMIT);
    bool directed = indicator->direction == DIRECTION_UP || indicator->direction == DIRECTION_DOWN;
    if (!kinds_fit(in) || value->kind != GRID_NUMBER) {
        run_ask(grid, in);
        return;
    }
    for (size_t i = 0; i < in->lanes; i++) {
        uint8_t state = value->s[i] != LANE_VALUE ? value->s[i] : !in->variant || !directed || !limit ? LANE_NOT_APPLICABLE : limit->s[i];
        Num own = num_of_int(0), target = own, result = own;
        in->out.s[i] = state;
        if (state != LANE_VALUE)
            continue;
        own = lane_num(value, i);
        target = lane_num(limit, i);
        bool up = (indicator->direction == DIRECTION_UP) == (num_sign(target) >= 0), unlike = num_sign(own) * num_sign(target) < 0;
        Num above = up ? own : target, below = up ? target : own;
        lane_put(&in->out, i, !unlike && num_sign(target) && num_div(above, below, &result), result);
    }
}

void emit_share(Grid *grid, Node *node)
{
    node_own(grid, node, GRID_NUMBER, FORM_NUM, false);
    emit_runs(grid, node, run_share, GRID_OTHER, NULL);
}
