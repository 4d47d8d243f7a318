/* cost.c: what a scan is thought to take by the kernels, and the kernel plan in words. The figures were measured on a Zen 5 with 1 000 000 rows in
 * memory; only their proportions to each other and to interp_cost matter. */
#include "exec/kernel/kernel.h"

#define PS 1000                          /* picoseconds in a nanosecond */
enum {
    START_NS = 60000,                    /* preparing the least of scans */
    PLACE_PS = 4000,                     /* a value of a column that is listed */
    LEAF_PS = 1300,                      /* a step of a filter, for one value of its column */
    TRUTH_PS = 150,                      /* a filter of a combination of classes */
    ROW_PS = 900,                        /* a row: its place, its cell, and one value */
    AXIS_PS = 250,                       /* a column that is looked up */
    VALUE_PS = 700,                      /* a further value */
    STEP_PS = 1200,                      /* a step computed row by row */
    BYTE_PS = 200,                       /* a byte of a cell: touched for the first time, gone through */
};

static int64_t prepare_ps(const KernelPlan *plan)
{
    int64_t places = 0, leaves = 0, truths = (int64_t)plan->classes.places * ((int64_t)plan->input->scan->filters.count + 1);
    for (size_t i = 0; i < plan->axes.count; i++)
        places += (int64_t)plan->axes.items[i].domain.places;
    for (size_t d = 0; d < plan->classes.dims.count; d++)
        leaves += (int64_t)(plan->classes.dims.items[d].tried * plan->classes.dims.items[d].leaves.count);
    return (int64_t)START_NS * PS + places * PLACE_PS + leaves * LEAF_PS + truths * TRUTH_PS;
}

static int64_t scan_ps(const KernelPlan *plan)
{
    int64_t row = ROW_PS + (int64_t)plan->axes.count * AXIS_PS;
    for (size_t v = 0; v < plan->value_count; v++)
        row += plan->values[v].column ? VALUE_PS : STEP_PS * 2 + VALUE_PS;
    row += (int64_t)plan->row_steps.count * STEP_PS * 2;
    return row * (int64_t)(plan->input->data->rows / plan->threads) + (int64_t)(plan->cells * plan->cell_bytes) * BYTE_PS * plan->threads;
}

int64_t kernel_cost(const KernelPlan *plan)
{
    return (prepare_ps(plan) + scan_ps(plan)) / PS - interp_cost(plan->input);
}

/* ---- in words ---- */

static void put_extents(StrBuf *out, const KernelPlan *plan, bool english)
{
    static const char *const names[DENSE_AXIS_COUNT][2] = {[DENSE_TIME] = {"tider", "times"}, [DENSE_SLOT] = {"organ", "bodies"}, [DENSE_KEY] = {"nycklar", "keys"},
                                                           [DENSE_VINTAGE] = {"tillfällen", "vintages"}, [DENSE_ATOM] = {"atomer", "atoms"}};
    for (size_t axis = 0; axis < DENSE_AXIS_COUNT; axis++)
        strbuf_printf(out, "%s%zu %s", axis ? " × " : " ", plan->extents[axis], names[axis][english]);
    strbuf_printf(out, " = %zu %s\n", plan->cells, english ? "cells" : "celler");
}

static void put_classes(StrBuf *out, const KernelPlan *plan, bool english)
{
    const Table *table = &plan->input->model->tables.items[plan->input->scan->table];
    if (plan->classes.used)
        strbuf_puts(out, english ? "    kernel: classes " : "    kärna: klasser ");
    for (size_t d = 0; d < plan->classes.used; d++) {
        const ClassDim *dim = &plan->classes.dims.items[d];
        strbuf_printf(out, "%s%zu %s ", d ? " × " : "", dim->classes, english ? "of" : "av");
        if (dim->by_row)
            strbuf_printf(out, "r%u, %s", dim->step, english ? "row by row" : "radvis");
        else
            strbuf_printf(out, STR_FMT, STR_ARG(table->columns.items[dim->domain.column].name));
    }
    if (plan->classes.used)
        strbuf_printf(out, " = %zu %s\n", plan->classes.places, english ? "places" : "platser");
}

void kernel_describe(StrBuf *out, const ScanInput *input, bool english)
{
    Arena *scratch = arena_new();
    const char *const *why = NULL;
    const KernelPlan *plan = kernel_prepare(scratch, input, &why);
    strbuf_puts(out, english ? "    kernel:" : "    kärna:");
    if (plan) {
        put_extents(out, plan, english);
        put_classes(out, plan, english);
    } else {
        strbuf_printf(out, " %s, %s\n", english ? "no" : "nej", why[english]);
    }
    arena_free(scratch);
}
