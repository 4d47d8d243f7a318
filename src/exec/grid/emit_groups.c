/* emit_groups.c: medel(x för grupp), rang(x; grupp) and their kin over lanes: the members are added up once, and each lane takes itself away.
 * Part of grid/; eval_groups.c is the reference. */
#include <stdlib.h>
#include <string.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

#define NO_MEMBER UINT32_MAX

typedef struct Members {
    size_t count, width;
    bool *optional, all_optional, none_optional; /* by member: without a value it does not count */
    bool any_without;
    uint32_t *without;                     /* by lane: the member that is the lane itself and does not count, or NO_MEMBER */
    int64_t *values; uint32_t *places;     /* scratch: of those that have a value, as they come; with their place among the members */
    Num *nums;
} Members;

static const PlanStep *step_of(const Grid *grid, const Node *node)
{
    return &grid->ev->plan->steps.items[node->step];
}

/* A rank is always among others; what is over a group counts the own body where the group lists it. */
static uint32_t lane_member(const Grid *grid, const Node *node, const Axis *members, const GridBody *lane)
{
    const PlanStep *step = step_of(grid, node);
    const Group *group = &grid->ev->model->groups.items[step->index];
    Context context = {.who = lane->who, .body = lane->body};
    for (uint32_t i = 0; lane->who == WHO_BODY && i < members->count; i++)
        if (members->bodies[i].body == lane->body)
            return step->op == STEP_RANK || !group_has(grid->ev, group, &context, lane->body) ? i : NO_MEMBER;
    return NO_MEMBER;
}

static Members *members_new(Grid *grid, const Node *node, const Operand *operand)
{
    const Axis *axis = axis_of(grid, node->axis), *of = axis_of(grid, operand->axis);
    Members *m = ARENA_NEW(grid->arena, Members);
    *m = (Members){.count = of->count, .width = of->width};
    m->optional = arena_array(grid->arena, of->count, sizeof *m->optional);
    m->without = arena_array(grid->arena, axis->width, sizeof *m->without);
    m->values = arena_array(grid->arena, of->count, sizeof *m->values);
    m->places = arena_array(grid->arena, of->count, sizeof *m->places);
    m->nums = arena_array(grid->arena, of->count, sizeof *m->nums);
    for (size_t i = 0; i < of->count; i++)
        m->optional[i] = grid->ev->model->bodies.items[of->bodies[i].body].outside || step_of(grid, node)->level;
    m->all_optional = m->none_optional = true;
    for (size_t i = 0; i < of->count; i++) {
        m->all_optional &= m->optional[i];
        m->none_optional &= !m->optional[i];
    }
    for (size_t i = 0; i < axis->width; i++) {
        m->without[i] = i < axis->count ? lane_member(grid, node, of, &axis->bodies[i]) : NO_MEMBER;
        m->any_without |= m->without[i] != NO_MEMBER;
    }
    return m;
}

/* The columns of the members for one column of the node. */
static GridColumn member_column(const Instr *in, const Members *m, size_t arg, size_t column)
{
    GridColumn at = in->args[arg];
    at.s += column * m->width;
    at.n = at.n ? at.n + column * m->width : NULL;
    at.d = at.d ? at.d + column * m->width : NULL;
    at.num = at.num ? at.num + column * m->width : NULL;
    return at;
}

static size_t lane_width(const Instr *in)
{
    return in->lanes / in->columns;
}

/* ---- over the group ---- */

typedef struct Whole {
    size_t count, spoiled, asked;
    Wide sum, size;                        /* of numbers, and of their sizes: as long as these fit, no part of the sum can leave the range */
} Whole;

static Whole whole_of(const Members *m, const GridColumn *at)
{
    Whole whole = {0};
    for (size_t i = 0; i < m->count; i++) {
        uint8_t s = at->s[i];
        whole.spoiled += s == LANE_MISSING && !m->optional[i];
        whole.asked += s == LANE_ASK;
        if (s != LANE_VALUE)
            continue;
        if (at->form == FORM_FIX) {
            m->values[whole.count] = at->n[i];
            whole.sum += at->n[i];
            whole.size += at->n[i] < 0 ? -(Wide)at->n[i] : at->n[i];
        }
        m->places[whole.count++] = (uint32_t)i;
    }
    return whole;
}

static bool counted(const GridColumn *at, uint32_t member)
{
    return member != NO_MEMBER && at->s[member] == LANE_VALUE;
}

/* What the lane is without looking at numbers: LANE_VALUE when there are some. */
static uint8_t lane_state(const Members *m, const GridColumn *at, const Whole *whole, uint32_t without, Function function, size_t *left)
{
    size_t spoiled = whole->spoiled, asked = whole->asked;
    *left = whole->count - counted(at, without);
    if (without != NO_MEMBER) {
        spoiled -= at->s[without] == LANE_MISSING && !m->optional[without];
        asked -= at->s[without] == LANE_ASK;
    }
    if (asked)
        return LANE_ASK;
    return spoiled || (*left == 0 && function != FUNCTION_COUNT) ? LANE_MISSING : LANE_VALUE;
}

/* The members' values that count for a lane, in their order. */
static size_t lane_values(const Members *m, const GridColumn *at, const Whole *whole, uint32_t without)
{
    size_t n = 0;
    for (size_t i = 0; i < whole->count; i++)
        if (m->places[i] != without)
            m->nums[n++] = lane_num(at, m->places[i]);
    return n;
}

static void put_exact(const Instr *in, const GridColumn *at, const Members *m, const Whole *whole, size_t lane, const PlanStep *step, uint32_t without)
{
    Num result = num_of_int(0);
    size_t n = lane_values(m, at, whole, without);
    bool fits = group_number((Function)step->sub, step->number, m->nums, n, &result);
    if (in->out.form == FORM_RATIO)
        in->out.s[lane] = LANE_ASK;
    else
        lane_put(&in->out, lane, fits, result);
}

/* The least and the greatest, and the next after each, for the lane that is one itself. */
static int64_t extreme_without(const Members *m, const Whole *whole, uint32_t without, bool least)
{
    bool any = false;
    int64_t best = 0;
    for (size_t i = 0; i < whole->count; i++) {
        if (m->places[i] == without)
            continue;
        bool better = !any || (least ? m->values[i] < best : m->values[i] > best);
        best = better ? m->values[i] : best;
        any = true;
    }
    return best;
}

static void put_lane(const Instr *in, const Members *m, const GridColumn *at, const Whole *whole, size_t lane, const PlanStep *step, uint32_t without, size_t left)
{
    bool plain = at->form == FORM_FIX && whole->size <= FIX_MAX, own = counted(at, without);
    Function function = (Function)step->sub;
    int64_t sum = plain ? (int64_t)whole->sum - (own ? at->n[without] : 0) : 0;
    in->out.s[lane] = LANE_VALUE;
    if (function == FUNCTION_COUNT) {
        in->out.n[lane] = (int64_t)left * FIX_ONE;
    } else if (plain && function == FUNCTION_SUM) {
        in->out.n[lane] = sum;
    } else if (plain && function == FUNCTION_MEAN) {
        in->out.n[lane] = sum;
        in->out.d[lane] = (int64_t)left;
    } else {
        put_exact(in, at, m, whole, lane, step, without);
    }
}

/* The sum, the mean or the number of all members, for every lane. False: lanes differ, or the numbers are too large to be added without looking. */
static bool put_alike(const Instr *in, const Members *m, const GridColumn *at, const PlanStep *step, size_t first, size_t count)
{
    const Loops *loops = loops_now();
    if (m->any_without || at->form != FORM_FIX || (!m->all_optional && !m->none_optional))
        return false;
    int64_t sum;
    uint64_t bits;
    size_t found = loops->total(at->n, at->s, m->count, &sum, &bits);
    size_t spoiled = m->none_optional ? loops->count(at->s, LANE_MISSING, m->count) : 0, asked = loops->count(at->s, LANE_ASK, m->count);
    if (m->count >= (size_t)1 << 20 || bits >> 41)
        return false;
    bool counts = step->sub == FUNCTION_COUNT, missing = spoiled || (found == 0 && !counts);
    memset(in->out.s + first, asked ? LANE_ASK : missing ? LANE_MISSING : LANE_VALUE, count);
    loops->fill(in->out.n + first, counts ? (int64_t)found * FIX_ONE : sum, count);
    if (in->out.d)
        loops->fill(in->out.d + first, found ? (int64_t)found : 1, count);
    return true;
}

static void run_over_group(Grid *grid, const Instr *in)
{
    const Members *m = in->extra;
    const PlanStep *step = step_of(grid, in->node);
    size_t width = lane_width(in), count = axis_of(grid, in->node->axis)->count;
    for (size_t c = 0; c < in->columns; c++) {
        GridColumn at = member_column(in, m, 0, c);
        if (put_alike(in, m, &at, step, c * width, count))
            continue;
        Whole whole = whole_of(m, &at);
        for (size_t i = 0, left; i < count; i++) {
            size_t lane = c * width + i;
            in->out.s[lane] = lane_state(m, &at, &whole, m->without[i], (Function)step->sub, &left);
            if (in->out.s[lane] == LANE_VALUE)
                put_lane(in, m, &at, &whole, lane, step, m->without[i], left);
        }
    }
}

/* Functions of which all lanes that are not members share one value: it is computed for the first, and for members each. */
static void run_shared(Grid *grid, const Instr *in)
{
    const Members *m = in->extra;
    const PlanStep *step = step_of(grid, in->node);
    bool extreme = in->out.form == FORM_FIX;
    size_t width = lane_width(in), count = axis_of(grid, in->node->axis)->count;
    for (size_t c = 0; c < in->columns; c++) {
        GridColumn at = member_column(in, m, 0, c);
        Whole whole = whole_of(m, &at);
        size_t shared = SIZE_MAX;
        for (size_t i = 0, left; i < count; i++) {
            size_t lane = c * width + i;
            bool own = counted(&at, m->without[i]);
            in->out.s[lane] = lane_state(m, &at, &whole, m->without[i], (Function)step->sub, &left);
            if (in->out.s[lane] != LANE_VALUE)
                continue;
            if (!own && shared != SIZE_MAX)
                lane_put(&in->out, lane, in->out.s[shared] == LANE_VALUE, lane_num(&in->out, shared));
            else if (extreme)
                in->out.n[lane] = extreme_without(m, &whole, m->without[i], step->sub == FUNCTION_MIN);
            else
                put_exact(in, &at, m, &whole, lane, step, m->without[i]);
            shared = own ? shared : lane;
        }
    }
}

void emit_over_group(Grid *grid, Node *node)
{
    const PlanStep *step = step_of(grid, node);
    Function function = (Function)step->sub;
    const Operand *operand = &node->operands[0];
    if (!operand->node || operand->node->kind != GRID_NUMBER) {
        emit_asked(grid, node);
        return;
    }
    bool fixed = operand_fixed(node), plain = function == FUNCTION_COUNT || (fixed && (function == FUNCTION_SUM || function == FUNCTION_MEAN));
    bool extreme = fixed && (function == FUNCTION_MIN || function == FUNCTION_MAX);
    GridForm form = function == FUNCTION_COUNT || extreme || (plain && function == FUNCTION_SUM) ? FORM_FIX : plain ? FORM_RATIO : FORM_NUM;
    node_own(grid, node, GRID_NUMBER, form, true);
    emit_runs(grid, node, plain ? run_over_group : run_shared, GRID_NUMBER, members_new(grid, node, operand));
}

/* ---- rang: own value, then the members ---- */

static size_t better_exact(const Members *m, const GridColumn *at, const Whole *whole, Num own, bool down, uint32_t without)
{
    size_t better = 0;
    for (size_t i = 0; i < whole->count; i++) {
        int order = m->places[i] == without ? 0 : num_cmp(lane_num(at, m->places[i]), own);
        better += down ? order < 0 : order > 0;
    }
    return better;
}

static size_t better_fixed(const Members *m, const GridColumn *at, const Whole *whole, int64_t own, bool down, uint32_t without)
{
    const Loops *loops = loops_now();
    size_t better = (down ? loops->below : loops->above)(m->values, whole->count, own);
    if (counted(at, without))
        better -= down ? at->n[without] < own : at->n[without] > own;
    return better;
}

static void run_rank(Grid *grid, const Instr *in)
{
    const Members *m = in->extra;
    bool down = step_of(grid, in->node)->sub == DIRECTION_DOWN;
    const GridColumn *own = &in->args[0];
    size_t width = lane_width(in), count = axis_of(grid, in->node->axis)->count;
    for (size_t c = 0; c < in->columns; c++) {
        GridColumn at = member_column(in, m, 1, c);
        Whole whole = whole_of(m, &at);
        bool fixed = own->form == FORM_FIX && at.form == FORM_FIX;
        for (size_t i = 0; i < count; i++) {
            size_t lane = c * width + i;
            uint32_t without = m->without[i];
            in->out.s[lane] = own->s[lane];
            if (own->s[lane] != LANE_VALUE)
                continue;
            if (whole.asked - (without != NO_MEMBER && at.s[without] == LANE_ASK))
                in->out.s[lane] = LANE_ASK;
            size_t better = fixed ? better_fixed(m, &at, &whole, own->n[lane], down, without) : better_exact(m, &at, &whole, lane_num(own, lane), down, without);
            in->out.n[lane] = (int64_t)(better + 1) * FIX_ONE;
        }
    }
}

void emit_rank(Grid *grid, Node *node)
{
    const Operand *members = &node->operands[1];
    if (!node->operands[0].node || node->operands[0].node->kind != GRID_NUMBER || !members->node || members->node->kind != GRID_NUMBER) {
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_NUMBER, FORM_FIX, false);
    emit_runs(grid, node, run_rank, GRID_NUMBER, members_new(grid, node, members));
}
