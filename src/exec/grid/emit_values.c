/* emit_values.c: constants, arithmetic and what stands in for what is missing, over lanes. Part of grid/; eval_values.c is the reference. */
#include <string.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

static const PlanStep *step_of(const Grid *grid, const Node *node)
{
    return &grid->ev->plan->steps.items[node->step];
}

/* ---- constants ---- */

static void fill(const GridColumn *out, size_t lanes, Num number)
{
    for (size_t i = 0; i < lanes; i++) {
        if (out->form == FORM_FIX)
            out->n[i] = num_to_fix(number);
        else
            out->num[i] = number;
    }
}

void emit_constant(Grid *grid, Node *node)
{
    const PlanStep *step = step_of(grid, node);
    GridKind kind = step->op == STEP_TRUTH ? GRID_TRUTH : grid_kind(grid, node->step);
    if (step->op == STEP_NUMBER || step->op == STEP_COUNT_OF)
        kind = GRID_NUMBER;
    if (kind == GRID_OTHER) {
        emit_asked(grid, node);
        return;
    }
    Num number = step->op == STEP_NUMBER || step->op == STEP_COUNT_OF ? step->number : num_of_int(0);
    node_own(grid, node, kind, num_is_fix(number) ? FORM_FIX : FORM_NUM, false);
    const Home *home = node->columns[0].home;
    size_t lanes = home->width * home->count;
    if (kind == GRID_NUMBER)
        fill(&home->at, lanes, number);
    static const uint8_t truths[] = {[TRUTH_NO] = LANE_NO, [TRUTH_YES] = LANE_YES, [TRUTH_UNKNOWN] = LANE_UNKNOWN};
    bool missing = step->op == STEP_MISSING;
    if (kind == GRID_TRUTH)
        memset(home->at.s, step->op == STEP_TRUTH ? truths[step->sub] : LANE_UNKNOWN, lanes);
    else if (kind == GRID_LEVEL)
        memset(home->at.s, missing ? LEVEL_MISSING : LEVEL_NOT_APPLICABLE, lanes);
    else if (missing || step->op == STEP_NOT_APPLICABLE)
        memset(home->at.s, missing ? LANE_MISSING : LANE_NOT_APPLICABLE, lanes);
}

/* The number, where the operand is one in all lanes. */
static const PlanStep *constant_of(const Grid *grid, const Operand *operand)
{
    const PlanStep *step = &grid->ev->plan->steps.items[operand->step];
    return step->op == STEP_NUMBER ? step : NULL;
}

/* ---- + - * / ---- */

static bool exact(StepOp op, Num x, Num y, Num *out)
{
    switch (op) {
    case STEP_ADD: return num_add(x, y, out);
    case STEP_SUB: return num_sub(x, y, out);
    case STEP_MUL: return num_mul(x, y, out);
    default: return num_div(x, y, out);
    }
}

/* One lane after the other; what any form may hold. */
static void run_exact(Grid *grid, const Instr *in)
{
    StepOp op = step_of(grid, in->node)->op;
    const GridColumn *a = &in->args[0], *b = &in->args[1];
    for (size_t i = 0; i < in->lanes; i++) {
        uint8_t state = a->s[i] > b->s[i] ? a->s[i] : b->s[i];
        Num result = num_of_int(0);
        in->out.s[i] = state;
        if (state == LANE_VALUE)
            lane_put(&in->out, i, exact(op, lane_num(a, i), lane_num(b, i), &result), result);
    }
}

static void run_sum(Grid *grid, const Instr *in)
{
    const Loops *loops = loops_now();
    const GridColumn *a = &in->args[0], *b = &in->args[1];
    bool add = step_of(grid, in->node)->op == STEP_ADD;
    if ((add ? loops->add : loops->sub)(in->out.n, a->n, b->n, in->lanes))
        run_exact(grid, in);
    else
        loops->worse(in->out.s, a->s, b->s, in->lanes);
}

/* The difference of a number and a quotient by a whole number: again a quotient by that number, as long as no part of it is large. */
static void run_against_ratio(Grid *grid, const Instr *in)
{
    const Loops *loops = loops_now();
    bool first = in->args[0].form == FORM_FIX;
    const GridColumn *fix = &in->args[first ? 0 : 1], *ratio = &in->args[first ? 1 : 0];
    uint64_t bits[3];
    (void)grid;
    loops->from_ratio(in->out.n, fix->n, ratio->n, ratio->d, !first, in->lanes, bits);
    if (in->out.d != ratio->d)
        memcpy(in->out.d, ratio->d, in->lanes * sizeof *in->out.d);
    loops->worse(in->out.s, fix->s, ratio->s, in->lanes);
    if ((bits[0] | bits[1]) >> 60 == 0 && __builtin_clzll(bits[0] | 1) + __builtin_clzll(bits[2] | 1) > 66)
        return;
    for (size_t i = 0; i < in->lanes; i++)
        if (in->out.s[i] == LANE_VALUE) {
            in->out.s[i] = LANE_ASK;
            in->out.n[i] = 0;
        }
}

/* By a constant n / d: what does not fit is asked, unless it is plainly too large. */
typedef struct Factor { int64_t n, d; } Factor;

static void run_times(Grid *grid, const Instr *in)
{
    const Factor *factor = in->extra;
    const GridColumn *a = &in->args[0];
    const Loops *loops = loops_now();
    uint64_t bits = loops->bits(a->n, in->lanes), size = (uint64_t)(factor->n < 0 ? -factor->n : factor->n);
    memcpy(in->out.s, a->s, in->lanes);
    for (size_t i = 0; in->out.d && i < in->lanes; i++)
        in->out.d[i] = factor->d;
    loops->scale(in->out.n, a->n, factor->n, in->lanes);
    if (!size || __builtin_clzll(bits | 1) + __builtin_clzll(size) > 65)
        return;
    for (size_t i = 0; i < in->lanes; i++) {
        Wide product = (Wide)a->n[i] * factor->n;
        if (a->s[i] != LANE_VALUE || (product <= FIX_MAX && product >= FIX_MIN))
            continue;
        in->out.n[i] = 0;
        in->out.s[i] = factor->d == 1 ? LANE_MISSING : LANE_ASK;
    }
}

/* Any number by any constant. */
static void run_factor(Grid *grid, const Instr *in)
{
    (void)grid;
    const Num *factor = in->extra;
    memcpy(in->out.s, in->args[0].s, in->lanes);
    for (size_t i = 0; i < in->lanes; i++) {
        Num product = num_of_int(0);
        if (in->out.s[i] == LANE_VALUE)
            lane_put(&in->out, i, num_mul(lane_num(&in->args[0], i), *factor, &product), product);
    }
}

static void emit_times(Grid *grid, Node *node, Factor factor)
{
    Factor *kept = ARENA_NEW(grid->arena, Factor);
    *kept = factor;
    node_own(grid, node, GRID_NUMBER, factor.d == 1 ? FORM_FIX : FORM_RATIO, true);
    emit_runs(grid, node, run_times, GRID_NUMBER, kept);
}

/* |n| / |d| of two Fix is a value, in the range of values. */
static bool quotient_fits(int64_t n, int64_t d)
{
    uint64_t size = (uint64_t)(n < 0 ? -n : n), by = (uint64_t)(d < 0 ? -d : d);
    return by >= (uint64_t)FIX_ONE || (unsigned __int128)size * FIX_ONE <= (unsigned __int128)by * FIX_MAX;
}

void lane_quotient(const GridColumn *out, size_t i, int64_t n, int64_t d)
{
    bool fits = d != 0 && quotient_fits(n, d);
    out->n[i] = !fits ? 0 : d < 0 ? -n : n;
    out->d[i] = !fits ? 1 : d < 0 ? -d : d;
    out->s[i] = fits ? LANE_VALUE : LANE_MISSING;
}

static void run_quotient(Grid *grid, const Instr *in)
{
    (void)grid;
    const GridColumn *a = &in->args[0], *b = &in->args[1];
    for (size_t i = 0; i < in->lanes; i++) {
        in->out.s[i] = a->s[i] > b->s[i] ? a->s[i] : b->s[i];
        if (in->out.s[i] == LANE_VALUE)
            lane_quotient(&in->out, i, a->n[i], b->n[i]);
    }
}

/* A constant whose parts are small; turned round for a divisor. */
static bool small_factor(Num number, bool divisor, Factor *out)
{
    Wide n = divisor ? number.d : number.n, d = divisor ? number.n : number.d;
    if (d < 0)
        n = -n, d = -d;
    if (d == 0 || d > FIX_ONE || n > (Wide)FIX_ONE * FIX_ONE || n < -(Wide)FIX_ONE * FIX_ONE)
        return false;
    *out = (Factor){(int64_t)n, (int64_t)d};
    return true;
}

void emit_factor(Grid *grid, Node *node, Num number)
{
    Factor factor;
    if (operand_fixed(node) && small_factor(number, false, &factor)) {
        emit_times(grid, node, factor);
        return;
    }
    Num *kept = ARENA_NEW(grid->arena, Num);
    *kept = number;
    node_own(grid, node, GRID_NUMBER, FORM_NUM, false);
    emit_runs(grid, node, run_factor, GRID_NUMBER, kept);
}

/* The operand that is multiplied comes first. */
static void swap_operands(Node *node)
{
    Operand first = node->operands[0];
    node->operands[0] = node->operands[1];
    node->operands[1] = first;
}

/* Divisors are those of the quotient, where its columns stand together as the node's do. */
static void share_divisors(const Node *node, Home *own)
{
    const ColumnRef *first = &node->operands[node->operands[0].columns[0].home->at.form == FORM_RATIO ? 0 : 1].columns[0];
    for (size_t j = 0; j < node->times.count; j++)
        if (first[j].home != first->home || first[j].place != first->place + j || first[j].home->width != own->width)
            return;
    own->at.d = column_at(*first).d;
}

/* In all columns one operand is FIX, and the other a RATIO by whole numbers. */
static bool is_against_ratio(const Node *node)
{
    bool fix[2] = {true, true}, ratio[2] = {true, true};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < node->times.count; j++) {
            const Home *home = node->operands[i].columns[j].home;
            fix[i] &= home && home->at.kind == GRID_NUMBER && home->at.form == FORM_FIX;
            ratio[i] &= home && home->at.kind == GRID_NUMBER && home->at.form == FORM_RATIO && home->at.whole;
        }
    return (fix[0] && ratio[1]) || (ratio[0] && fix[1]);
}

void emit_arithmetic(Grid *grid, Node *node)
{
    StepOp op = step_of(grid, node)->op;
    bool fixed = operand_fixed(node);
    if (fixed && (op == STEP_ADD || op == STEP_SUB)) {
        node_own(grid, node, GRID_NUMBER, FORM_FIX, false);
        emit_runs(grid, node, run_sum, GRID_NUMBER, NULL);
        return;
    }
    if (op == STEP_SUB && is_against_ratio(node)) {
        share_divisors(node, node_own(grid, node, GRID_NUMBER, FORM_RATIO, true));
        emit_runs(grid, node, run_against_ratio, GRID_NUMBER, NULL);
        return;
    }
    if (fixed && op == STEP_MUL && constant_of(grid, &node->operands[0]))
        swap_operands(node);
    const PlanStep *constant = constant_of(grid, &node->operands[1]);
    Factor factor;
    if (fixed && (op == STEP_MUL || op == STEP_DIV) && constant && small_factor(constant->number, op == STEP_DIV, &factor)) {
        emit_times(grid, node, factor);
    } else if (fixed && op == STEP_DIV) {
        node_own(grid, node, GRID_NUMBER, FORM_RATIO, false);
        emit_runs(grid, node, run_quotient, GRID_NUMBER, NULL);
    } else {
        node_own(grid, node, GRID_NUMBER, FORM_NUM, false);
        emit_runs(grid, node, run_exact, GRID_NUMBER, NULL);
    }
}

/* ---- minus, abs, avrunda ---- */

static Num single(const PlanStep *step, Num x)
{
    if (step->op == STEP_NEG)
        return num_neg(x);
    return step->op == STEP_ABS ? num_abs(x) : num_round(x, (int)step->sub);
}

static void run_single(Grid *grid, const Instr *in)
{
    const PlanStep *step = step_of(grid, in->node);
    const GridColumn *a = &in->args[0];
    memcpy(in->out.s, a->s, in->lanes);
    for (size_t i = 0; i < in->lanes; i++)
        if (a->s[i] == LANE_VALUE)
            lane_put(&in->out, i, true, single(step, lane_num(a, i)));
}

static void run_sign(Grid *grid, const Instr *in)
{
    bool neg = step_of(grid, in->node)->op == STEP_NEG;
    const GridColumn *a = &in->args[0];
    memcpy(in->out.s, a->s, in->lanes);
    for (size_t i = 0; i < in->lanes; i++)
        in->out.n[i] = neg || a->n[i] < 0 ? (int64_t)-(uint64_t)a->n[i] : a->n[i];
}

void emit_single(Grid *grid, Node *node)
{
    bool fixed = operand_fixed(node), sign = step_of(grid, node)->op != STEP_ROUND;
    node_own(grid, node, GRID_NUMBER, fixed || !sign ? FORM_FIX : FORM_NUM, false);
    emit_runs(grid, node, fixed && sign ? run_sign : run_single, GRID_NUMBER, NULL);
}

/* ---- min, max ---- */

static void run_extreme(Grid *grid, const Instr *in)
{
    bool least = step_of(grid, in->node)->op == STEP_MIN;
    for (size_t i = 0; i < in->lanes; i++) {
        uint8_t state = LANE_VALUE;
        size_t best = 0;
        for (size_t k = 0; k < in->arg_count; k++)
            state = in->args[k].s[i] > state ? in->args[k].s[i] : state;
        in->out.s[i] = state;
        for (size_t k = 1; k < in->arg_count && state == LANE_VALUE; k++) {
            int order = num_cmp(lane_num(&in->args[k], i), lane_num(&in->args[best], i));
            best = (least ? order < 0 : order > 0) ? k : best;
        }
        if (state == LANE_VALUE)
            lane_put(&in->out, i, true, lane_num(&in->args[best], i));
    }
}

void emit_extreme(Grid *grid, Node *node)
{
    node_own(grid, node, GRID_NUMBER, operand_fixed(node) ? FORM_FIX : FORM_NUM, false);
    emit_runs(grid, node, run_extreme, GRID_NUMBER, NULL);
}

/* ---- om_saknas, om_ej_tillämplig ---- */

static void run_fallback(Grid *grid, const Instr *in)
{
    uint8_t state = step_of(grid, in->node)->op == STEP_IF_MISSING ? LANE_MISSING : LANE_NOT_APPLICABLE;
    for (size_t i = 0; i < in->lanes; i++) {
        const GridColumn *from = in->args[0].s[i] == state ? &in->args[1] : &in->args[0];
        in->out.s[i] = from->s[i];
        if (from->s[i] == LANE_VALUE)
            lane_put(&in->out, i, true, lane_num(from, i));
    }
}

void emit_fallback(Grid *grid, Node *node)
{
    const Operand *a = &node->operands[0];
    if (!a->node || a->node->kind != GRID_NUMBER) {     /* truth values are never missing, and levels have scales of their own */
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_NUMBER, operand_fixed(node) ? FORM_FIX : FORM_NUM, false);
    emit_runs(grid, node, run_fallback, GRID_NUMBER, NULL);
}
