/* emit_truths.c: comparisons, och/eller/inte, är and quantifiers over lanes. Part of grid/; eval_conditions.c is the reference. */
#include <string.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

static const PlanStep *step_of(const Grid *grid, const Instr *in)
{
    return &grid->ev->plan->steps.items[in->node->step];
}

/* ---- comparisons of numbers ---- */

typedef enum Order { ORDER_LESS, ORDER_EQUAL, ORDER_MORE } Order;

/* How x op y is asked: with which order, of swapped operands or not, and whether the answer is turned round. */
typedef struct Ask { Order order; bool turned; } Ask;
static Ask ask_of(StepOp op)
{
    switch (op) {
    case STEP_EQ: return (Ask){ORDER_EQUAL, false};
    case STEP_NE: return (Ask){ORDER_EQUAL, true};
    case STEP_LT: return (Ask){ORDER_LESS, false};
    case STEP_LE: return (Ask){ORDER_MORE, true};
    case STEP_GT: return (Ask){ORDER_MORE, false};
    default: return (Ask){ORDER_LESS, true};
    }
}

static Order opposite(Order order)
{
    return order == ORDER_EQUAL ? ORDER_EQUAL : order == ORDER_LESS ? ORDER_MORE : ORDER_LESS;
}

static bool holds(Order asked, int order)
{
    return asked == ORDER_EQUAL ? order == 0 : asked == ORDER_LESS ? order < 0 : order > 0;
}

static void compare_fixed(const Loops *loops, Order asked, const GridColumn *a, const GridColumn *b, uint8_t *out, size_t count)
{
    switch (asked) {
    case ORDER_EQUAL: loops->equal(out, a->n, b->n, count); break;
    case ORDER_LESS: loops->less(out, a->n, b->n, count); break;
    case ORDER_MORE: loops->less(out, b->n, a->n, count); break;
    }
}

/* How many bits a product of the two has at most; the numbers themselves may be one larger than their bits say. */
static int product_bits(uint64_t a, uint64_t b)
{
    return (a ? 65 - __builtin_clzll(a) : 1) + (b ? 65 - __builtin_clzll(b) : 1);
}

/* a is n by d: n against b * d, or n * FIX_ONE against b * d where d is a Fix. False: 64 bits do not hold the products. */
static bool compare_ratio(const Loops *loops, Order asked, const GridColumn *a, const GridColumn *b, uint8_t *out, size_t count)
{
    int64_t factor = a->whole ? 1 : FIX_ONE;
    if (product_bits(loops->bits(b->n, count), loops->bits(a->d, count)) > 63 || product_bits(loops->bits(a->n, count), (uint64_t)factor) > 63)
        return false;
    switch (asked) {
    case ORDER_EQUAL: loops->equal_scaled(out, a->n, factor, b->n, a->d, count); break;
    case ORDER_LESS: loops->less_scaled(out, a->n, factor, b->n, a->d, count); break;
    case ORDER_MORE: loops->more_scaled(out, a->n, factor, b->n, a->d, count); break;
    }
    return true;
}

/* The number of the operand, where it is one in all lanes. */
static bool is_constant(const Grid *grid, const Instr *in, size_t arg, int64_t *number)
{
    bool constant = in->args[arg].form == FORM_FIX && grid->ev->plan->steps.items[in->node->operands[arg].step].op == STEP_NUMBER && in->lanes;
    *number = constant ? in->args[arg].n[0] : 0;
    return constant;
}

/* Against one number: what is above nothing, or below, is so whatever it is divided by. */
static bool compare_constant(const Loops *loops, Order asked, const GridColumn *a, int64_t b, uint8_t *out, size_t count)
{
    if ((a->form != FORM_FIX && !(a->form == FORM_RATIO && b == 0)) || asked == ORDER_EQUAL)
        return false;
    (asked == ORDER_LESS ? loops->less_than : loops->more_than)(out, a->n, b, count);
    return true;
}

static void compare_exact(Order asked, const GridColumn *a, const GridColumn *b, uint8_t *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a->s[i] == LANE_VALUE && b->s[i] == LANE_VALUE && holds(asked, num_cmp(lane_num(a, i), lane_num(b, i))) ? LANE_YES : LANE_NO;
}

/* False: one lane after the other must be looked at. */
static bool compare_whole(const Grid *grid, const Instr *in, Order order)
{
    const Loops *loops = loops_now();
    const GridColumn *a = &in->args[0], *b = &in->args[1];
    int64_t number;
    if (is_constant(grid, in, 1, &number) && compare_constant(loops, order, a, number, in->out.s, in->lanes))
        return true;
    if (is_constant(grid, in, 0, &number) && compare_constant(loops, opposite(order), b, number, in->out.s, in->lanes))
        return true;
    if (a->form == FORM_RATIO && b->form == FORM_FIX)
        return compare_ratio(loops, order, a, b, in->out.s, in->lanes);
    if (a->form == FORM_FIX && b->form == FORM_RATIO)
        return compare_ratio(loops, opposite(order), b, a, in->out.s, in->lanes);
    if (a->form != FORM_FIX || b->form != FORM_FIX)
        return false;
    compare_fixed(loops, order, a, b, in->out.s, in->lanes);
    return true;
}

static void run_compare(Grid *grid, const Instr *in)
{
    const GridColumn *a = &in->args[0], *b = &in->args[1];
    Ask ask = ask_of(step_of(grid, in)->op);
    if (!compare_whole(grid, in, ask.order))
        compare_exact(ask.order, a, b, in->out.s, in->lanes);
    if (ask.turned)
        loops_now()->turn(in->out.s, in->lanes);
    loops_now()->settle(in->out.s, a->s, b->s, in->lanes);
}

/* ---- comparisons of truth values ---- */

static void run_same_truth(Grid *grid, const Instr *in)
{
    bool equal = step_of(grid, in)->op == STEP_EQ;
    for (size_t i = 0; i < in->lanes; i++) {
        uint8_t x = in->args[0].s[i], y = in->args[1].s[i];
        uint8_t same = (x == y) == equal ? LANE_YES : LANE_NO, spoiled = x == LANE_ASK_TRUTH || y == LANE_ASK_TRUTH ? LANE_ASK_TRUTH : LANE_UNKNOWN;
        bool known = (x == LANE_YES || x == LANE_NO) && (y == LANE_YES || y == LANE_NO);
        in->out.s[i] = known ? same : spoiled;
    }
}

static bool all_of_kind(const Node *node, GridKind kind)
{
    for (size_t i = 0; i < node->operand_count; i++)
        if (!node->operands[i].node || node->operands[i].node->kind != kind)
            return false;
    return true;
}

void emit_compare(Grid *grid, Node *node)
{
    StepOp op = grid->ev->plan->steps.items[node->step].op;
    bool numbers = all_of_kind(node, GRID_NUMBER), truths = all_of_kind(node, GRID_TRUTH) && (op == STEP_EQ || op == STEP_NE);
    if (!numbers && !truths) {
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
    emit_runs(grid, node, numbers ? run_compare : run_same_truth, numbers ? GRID_NUMBER : GRID_TRUTH, NULL);
}

/* ---- och, eller, någon av ---- */

static void run_connect(Grid *grid, const Instr *in)
{
    const Loops *loops = loops_now();
    void (*connect)(uint8_t *, const uint8_t *, const uint8_t *, size_t) = step_of(grid, in)->op == STEP_AND ? loops->both : loops->either;
    const uint8_t *so_far = in->args[0].s;
    if (in->arg_count == 1)
        memcpy(in->out.s, so_far, in->lanes);
    for (size_t k = 1; k < in->arg_count; k++) {
        connect(in->out.s, so_far, in->args[k].s, in->lanes);
        so_far = in->out.s;
    }
}

void emit_connect(Grid *grid, Node *node)
{
    if (!node->operand_count) {
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
    emit_runs(grid, node, run_connect, GRID_TRUTH, NULL);
}

/* ---- one operand: what each state becomes ---- */

typedef struct StateTable { uint8_t of[256]; } StateTable;

static uint8_t absent_truth(uint8_t state, uint8_t wanted)
{
    return state == LANE_ASK ? LANE_ASK_TRUTH : state == wanted ? LANE_YES : LANE_NO;
}

static uint8_t truth_test(const PlanStep *step, uint8_t truth)
{
    uint8_t turned = truth == LANE_YES ? LANE_NO : truth == LANE_NO ? LANE_YES : truth;
    bool ask = truth == LANE_ASK_TRUTH;
    switch (step->op) {
    case STEP_NOT: return turned;
    case STEP_EXISTS: return ask ? truth : truth != LANE_UNKNOWN ? LANE_YES : LANE_NO;
    case STEP_IS_MISSING: case STEP_IS_NOT_ASSESSABLE: return ask ? truth : truth == LANE_UNKNOWN ? LANE_YES : LANE_NO;
    case STEP_IS_NOT_APPLICABLE: return ask ? truth : LANE_NO;
    case STEP_IS_TRUTH:
        if (step->sub == TRUTH_UNKNOWN)
            return ask ? truth : truth == LANE_UNKNOWN ? LANE_YES : LANE_NO;
        return step->sub == TRUTH_YES ? truth : turned;
    default: return LANE_ASK_TRUTH;
    }
}

/* Better is lower: levels stand best first. */
static uint8_t level_test(const PlanStep *step, size_t level)
{
    if (level == NO_INDEX)
        return LANE_UNKNOWN;
    bool is = step->form == IS_OR_BETTER ? level <= step->level : step->form == IS_OR_WORSE ? level >= step->level : level == step->level;
    return is ? LANE_YES : LANE_NO;
}

static uint8_t state_test(const PlanStep *step, const Node *of, uint8_t s)
{
    bool level = of->kind == GRID_LEVEL;
    uint8_t state = s;
    if (level)
        state = s == LEVEL_ASK ? LANE_ASK : s == LEVEL_MISSING ? LANE_MISSING : s == LEVEL_NOT_APPLICABLE ? LANE_NOT_APPLICABLE : LANE_VALUE;
    switch (step->op) {
    case STEP_EXISTS: return absent_truth(state, LANE_VALUE);
    case STEP_IS_MISSING: case STEP_IS_NOT_ASSESSABLE: return absent_truth(state, LANE_MISSING);
    case STEP_IS_NOT_APPLICABLE: return absent_truth(state, LANE_NOT_APPLICABLE);
    case STEP_IS_LEVEL:
        if (state != LANE_VALUE || !level)
            return state == LANE_ASK ? LANE_ASK_TRUTH : LANE_UNKNOWN;
        return s < of->scale->levels.count ? level_test(step, level_folded(of->scale, s, step->scale)) : LANE_UNKNOWN;
    case STEP_NOT: return state == LANE_ASK ? LANE_ASK_TRUTH : LANE_UNKNOWN;
    default: return LANE_ASK_TRUTH;
    }
}

static StateTable *table_of(Grid *grid, const PlanStep *step, const Node *of)
{
    StateTable *table = ARENA_NEW(grid->arena, StateTable);
    for (size_t s = 0; s < 256; s++)
        table->of[s] = of->kind == GRID_TRUTH ? truth_test(step, (uint8_t)s) : state_test(step, of, (uint8_t)s);
    return table;
}

static void run_table(Grid *grid, const Instr *in)
{
    (void)grid;
    loops_now()->look(in->out.s, in->args[0].s, ((const StateTable *)in->extra)->of, in->lanes);
}

void emit_test(Grid *grid, Node *node)
{
    const PlanStep *step = &grid->ev->plan->steps.items[node->step];
    const Node *of = node->operands[0].node;
    if (!of || of->kind == GRID_OTHER || (of->kind == GRID_LEVEL && !of->scale)) {
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
    emit_runs(grid, node, run_table, of->kind, table_of(grid, step, of));
}

/* ---- quantifiers ---- */

/* By member: what each state counts as. */
typedef enum Counted { COUNTED_NO, COUNTED_UNKNOWN, COUNTED_YES, COUNTED_ASK, COUNTED_NOT } Counted;

static uint8_t counted(const PlanStep *step, const Node *of, uint8_t s)
{
    if (of->kind == GRID_TRUTH)
        return s;
    if (of->kind == GRID_LEVEL ? s == LEVEL_NOT_APPLICABLE : s == LANE_NOT_APPLICABLE)
        return COUNTED_NOT;
    PlanStep test = *step;
    test.op = STEP_IS_LEVEL;
    if (step->scale && of->kind == GRID_LEVEL)
        return state_test(&test, of, s);
    bool ask = of->kind == GRID_LEVEL ? s == LEVEL_ASK : s == LANE_ASK;
    return ask ? COUNTED_ASK : COUNTED_UNKNOWN;
}

static uint8_t as_lane(Truth truth)
{
    return truth == TRUTH_YES ? LANE_YES : truth == TRUTH_NO ? LANE_NO : LANE_UNKNOWN;
}

static void run_quantified(Grid *grid, const Instr *in)
{
    const StateTable *tables = in->extra;
    for (size_t i = 0; i < in->lanes; i++) {
        size_t tally[COUNTED_NOT + 1] = {0};
        for (size_t k = 0; k < in->arg_count; k++)
            tally[tables[k].of[in->args[k].s[i]]]++;
        size_t yes = tally[COUNTED_YES], no = tally[COUNTED_NO], unknown = tally[COUNTED_UNKNOWN];
        if (tally[COUNTED_ASK])
            in->out.s[i] = LANE_ASK_TRUTH;
        else
            in->out.s[i] = yes + no + unknown == 0 ? LANE_UNKNOWN : as_lane(quantified_truth(step_of(grid, in), yes, no, unknown));
    }
}

void emit_quantified(Grid *grid, Node *node)
{
    const PlanStep *step = &grid->ev->plan->steps.items[node->step];
    StateTable *tables = arena_array(grid->arena, node->operand_count, sizeof *tables);
    for (size_t k = 0; k < node->operand_count; k++) {
        const Node *of = node->operands[k].node;
        if (of->kind == GRID_OTHER || (of->kind == GRID_LEVEL && !of->scale) || (of->kind == GRID_TRUTH && step->scale)) {
            emit_asked(grid, node);
            return;
        }
        for (size_t s = 0; s < 256; s++)
            tables[k].of[s] = of->kind == GRID_TRUTH && s > LANE_ASK_TRUTH ? LANE_ASK_TRUTH : counted(step, of, (uint8_t)s);
    }
    node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
    emit_runs(grid, node, run_quantified, GRID_OTHER, tables);
}
