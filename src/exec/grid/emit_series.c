/* emit_series.c: förändring, trend and i_rad over lanes: the same expression in several periods. Part of grid/; eval_time.c is the reference. */
#include <string.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

static const PlanStep *step_of(const Grid *grid, const Node *node)
{
    return &grid->ev->plan->steps.items[node->step];
}

/* ---- förändring, förändringstakt: now, then before ---- */

static void run_change_exact(Grid *grid, const Instr *in)
{
    bool rate = step_of(grid, in->node)->op == STEP_CHANGE_RATE;
    const GridColumn *now = &in->args[0], *before = &in->args[1];
    for (size_t i = 0; i < in->lanes; i++) {
        in->out.s[i] = now->s[i] > before->s[i] ? now->s[i] : before->s[i];
        if (in->out.s[i] != LANE_VALUE)
            continue;
        Num base = lane_num(before, i), result = num_of_int(0);
        bool fits = num_sub(lane_num(now, i), base, &result) && (!rate || num_div(result, num_abs(base), &result));
        lane_put(&in->out, i, fits, result);
    }
}

static void run_change(Grid *grid, const Instr *in)
{
    const Loops *loops = loops_now();
    if (loops->sub(in->out.n, in->args[0].n, in->args[1].n, in->lanes))
        run_change_exact(grid, in);
    else
        loops->worse(in->out.s, in->args[0].s, in->args[1].s, in->lanes);
}

static void run_rate(Grid *grid, const Instr *in)
{
    (void)grid;
    const GridColumn *now = &in->args[0], *before = &in->args[1];
    for (size_t i = 0; i < in->lanes; i++) {
        in->out.s[i] = now->s[i] > before->s[i] ? now->s[i] : before->s[i];
        if (in->out.s[i] != LANE_VALUE)
            continue;
        Fix difference, base = before->n[i];
        bool fits = fix_sub(now->n[i], base, &difference);
        lane_quotient(&in->out, i, fits ? difference : 0, !fits ? 0 : base < 0 ? -base : base);
    }
}

void emit_change(Grid *grid, Node *node)
{
    bool rate = step_of(grid, node)->op == STEP_CHANGE_RATE, fixed = operand_fixed(node);
    node_own(grid, node, GRID_NUMBER, !fixed ? FORM_NUM : rate ? FORM_RATIO : FORM_FIX, false);
    emit_runs(grid, node, !fixed ? run_change_exact : rate ? run_rate : run_change, GRID_NUMBER, NULL);
}

/* ---- trend: the latest period first ---- */

/* Least squares: sum(weight * y) / by, where the weights sum to nothing. most: below it, no part of the exact sum leaves the range of values. */
typedef struct Line { int64_t count, sum, by; uint64_t most; } Line;

static Line line_of(size_t count)
{
    int64_t n = (int64_t)count, si = n * (n - 1) / 2, sii = n * (n - 1) * (2 * n - 1) / 6;
    return (Line){n, si, n * sii - si * si, (uint64_t)FIX_MAX / (uint64_t)(2 * n * si)};
}

static int64_t line_weight(const Line *line, size_t back)
{
    return line->count * (line->count - 1 - (int64_t)back) - line->sum;
}

/* Lanes with numbers so large that the order of adding matters are asked. */
static void ask_large(const Instr *in, const Line *line)
{
    for (size_t back = 0; back < (size_t)line->count; back++)
        for (size_t i = 0; i < in->lanes; i++) {
            int64_t y = in->args[back].n[i];
            if (in->out.s[i] == LANE_VALUE && (uint64_t)(y < 0 ? -y : y) >= line->most)
                in->out.s[i] = LANE_ASK;
        }
    for (size_t i = 0; i < in->lanes; i++)
        in->out.n[i] = in->out.s[i] == LANE_VALUE ? in->out.n[i] : 0;
}

static void run_trend(Grid *grid, const Instr *in)
{
    const Loops *loops = loops_now();
    if (in->variant > in->arg_count) {
        run_ask(grid, in);
        return;
    }
    if (in->variant < 2) {
        memset(in->out.s, LANE_MISSING, in->lanes);
        memset(in->out.n, 0, in->lanes * sizeof *in->out.n);
        return;
    }
    Line line = line_of(in->variant);
    const int64_t *parts[TREND_MOST];
    int64_t weights[TREND_MOST];
    for (size_t back = 0; back < in->variant; back++) {
        parts[back] = in->args[back].n;
        weights[back] = line_weight(&line, back);
        if (back == 1)
            loops->worse(in->out.s, in->args[0].s, in->args[1].s, in->lanes);
        else if (back > 1)
            loops->worsen(in->out.s, in->args[back].s, in->lanes);
    }
    uint64_t bits = loops->weigh(in->out.n, parts, weights, in->variant, in->lanes);
    if (in->out.d[0] != line.by)
        loops->fill(in->out.d, line.by, in->lanes);
    if (bits >= line.most - 1)
        ask_large(in, &line);
}

void emit_trend(Grid *grid, Node *node)
{
    if (!operand_fixed(node)) {
        emit_asked(grid, node);
        return;
    }
    node_own(grid, node, GRID_NUMBER, FORM_RATIO, true);
    emit_runs(grid, node, run_trend, GRID_NUMBER, NULL);
}

/* ---- i_rad ---- */

static void run_in_a_row(Grid *grid, const Instr *in)
{
    static const uint8_t as_is[] = {LANE_NO, LANE_UNKNOWN, LANE_YES, LANE_ASK_TRUTH}, breaks[] = {LANE_NO, LANE_NO, LANE_YES, LANE_ASK_TRUTH};
    const Loops *loops = loops_now();
    const uint8_t *table = step_of(grid, in->node)->sub == GAP_BREAKS ? breaks : as_is;
    memset(in->out.s, LANE_YES, in->lanes);
    for (size_t back = 0; back < in->arg_count; back++) {
        loops->look(grid->scratch, in->args[back].s, table, in->lanes);
        loops->both(in->out.s, in->out.s, grid->scratch, in->lanes);
    }
}

void emit_in_a_row(Grid *grid, Node *node)
{
    node_own(grid, node, GRID_TRUTH, FORM_FIX, false);
    emit_runs(grid, node, run_in_a_row, GRID_TRUTH, NULL);
}
