/* cost.c: what a scan is thought to take, by the kernels and by the interpreter, and the kernel plan in words. The figures were measured on a Zen 5
 * with 1 000 000 rows in memory; only their proportions matter. */
#include "exec/kernel/kernel.h"

#define PS 1000                          /* picoseconds in a nanosecond */
enum {
    START_NS = 60000,                    /* preparing the least of scans */
    ROW_PS = 900,                        /* a row: its place, its cell, and one value */
    AXIS_PS = 250,                       /* a column that is looked up */
    VALUE_PS = 700,                      /* a further value */
    STEP_PS = 1200,                      /* a step computed row by row */
    CELL_PS = 500,                       /* a cell: zeroed, gone through */
    INTERP_ROW_PS = 12000,               /* a row of the interpreter */
    INTERP_VALUE_PS = 4000,
};

static int64_t kernel_ps(const KernelPlan *plan)
{
    int64_t row = ROW_PS + (int64_t)plan->axes.count * AXIS_PS;
    for (size_t v = 0; v < plan->value_count; v++)
        row += plan->values[v].column ? VALUE_PS : STEP_PS * 2 + VALUE_PS;
    row += (int64_t)plan->row_steps.count * STEP_PS * 2;
    return row * (int64_t)(plan->input->data->rows / plan->threads) + (int64_t)plan->cells * CELL_PS * plan->threads;
}

int64_t kernel_cost(const KernelPlan *plan)
{
    int64_t interp = INTERP_ROW_PS + (int64_t)plan->value_count * INTERP_VALUE_PS;
    return START_NS + kernel_ps(plan) / PS - interp * (int64_t)plan->input->data->rows / PS;
}

void kernel_describe(StrBuf *out, const ScanInput *input)
{
    Arena *scratch = arena_new();
    const char *why = "";
    const KernelPlan *plan = kernel_prepare(scratch, input, &why);
    if (!plan) {
        strbuf_printf(out, "kärna: nej, %s\n", why);
        arena_free(scratch);
        return;
    }
    const size_t *e = plan->extents;
    strbuf_printf(out, "kärna: %zu tider × %zu organ × %zu nycklar × %zu tillfällen × %zu atomer = %zu celler; klasser", e[DENSE_TIME], e[DENSE_SLOT],
                  e[DENSE_KEY], e[DENSE_VINTAGE], e[DENSE_ATOM], plan->cells);
    for (size_t d = 0; d < plan->classes.used; d++)
        strbuf_printf(out, "%s%zu%s", d ? " × " : " ", plan->classes.dims.items[d].classes, plan->classes.dims.items[d].by_row ? " (radvis)" : "");
    strbuf_printf(out, "%s; omkring %lld µs i %u trådar\n", plan->classes.used ? "" : " inga", (long long)(START_NS + kernel_ps(plan) / PS) / 1000,
                  plan->threads);
    arena_free(scratch);
}
