/* engine.c: the backend `jit`: the scan of the kernels, or of the interpreter where the kernels refuse, with the row programs that are left to the row
 * machine compiled. */
#include "exec/interp/atoms.h"
#include "exec/jit/estimate.h"
#include "exec/jit/jit.h"
#include "exec/kernel/kernel.h"

extern const Backend backend_interp;

/* A scan that is about to be made. */
typedef struct Prepared {
    ScanInput input;
    const KernelPlan *kernel;          /* NULL: the interpreter's */
    StepSets sets;                     /* what its row machines will be asked for */
} Prepared;

static bool is_asked_for(const ScanInput *input)
{
    return input->effort && input->effort->engine == ENGINE_JIT;
}

/* Values that are columns, and filters that follow from single columns, the kernels take care of. */
static void sets_of_kernel(Arena *arena, const KernelPlan *plan, StepSets *out)
{
    uint32_t *values = arena_array(arena, plan->value_count, sizeof *values);
    size_t count = 0;
    *out = (StepSets){.count = 0};
    for (size_t v = 0; v < plan->value_count; v++)
        if (!plan->values[v].column)
            values[count++] = plan->values[v].step;
    sets_add(out, "values", values, count);
    sets_add(out, "filters", plan->row_steps.items, plan->row_steps.count);
}

/* The interpreter computes every value, but only those conditions for every row that it cannot number the outcomes of. */
static void sets_of_interp(Arena *arena, const ScanInput *input, StepSets *out)
{
    const ScanPlan *scan = input->scan;
    uint32_t *values = arena_array(arena, scan->values.count, sizeof *values);
    size_t count;
    *out = (StepSets){.count = 0};
    for (size_t v = 0; v < scan->values.count; v++)
        values[v] = scan->values.items[v].step;
    sets_add(out, "values", values, scan->values.count);
    const uint32_t *conditions = atoms_row_steps(arena, input, &count);
    sets_add(out, "filters", conditions, count);
}

static Prepared *prepare(Arena *arena, const ScanInput *input)
{
    Prepared *p = ARENA_NEW(arena, Prepared);
    *p = (Prepared){.input = *input};
    p->kernel = kernel_prepare(arena, &p->input, NULL);
    if (p->kernel)
        sets_of_kernel(arena, p->kernel, &p->sets);
    else
        sets_of_interp(arena, input, &p->sets);
    return p;
}

/* ---- whether it pays ---- */

/* Steps that do something with a row: a column is read either way. */
static void count_steps(Arena *arena, const ScanPlan *scan, const StepSet *set, CodeEstimate *out)
{
    uint8_t *live = arena_array(arena, scan->steps.count, 1);
    row_code_live(scan, set->steps, set->count, live);
    for (size_t i = 0; i < scan->steps.count; i++) {
        out->steps += live[i];
        out->rounds += live[i] && scan->steps.items[i].op == ROW_ROUND;
    }
}

static void count_lanes(const ScanCode *code, CodeEstimate *out)
{
    out->shapes = code->shape_count;
    for (size_t f = 0; f < code->module.count; f++)
        for (VEC_EACH(const Lane, lane, &code->module.functions[f]->lanes)) {
            out->lanes++;
            out->wide += lane->op == LANE_FIX_MUL || lane->op == LANE_FIX_DIV;
        }
    out->lanes /= out->shapes;
    out->wide /= out->shapes;
}

/* What code would save of the scan, when it is there, or can be made. */
static int64_t saving(Arena *arena, const ScanInput *input, const StepSets *sets, unsigned threads)
{
    CodeEstimate estimate = {.rows = input->data->rows, .threads = threads, .shapes = 1, .kept = true};
    for (size_t s = 0; s < sets->count; s++)
        count_steps(arena, input->scan, &sets->sets[s], &estimate);
    if (code_saving(&estimate) <= 0)
        return 0;
    ScanCode code;
    if (!scan_code_make(arena, input, sets, &code))
        return 0;
    count_lanes(&code, &estimate);
    estimate.kept = module_kept(&code.module);
    return estimate.kept || compiler_there() ? code_saving(&estimate) : 0;
}

/* Without preparing anything: most tables are too small, or have nothing that is computed row by row. */
static bool can_pay(const ScanInput *input)
{
    size_t steps = input->scan->steps.count;
    CodeEstimate estimate = {.rows = input->data->rows, .threads = 1, .steps = steps, .rounds = steps, .shapes = 1, .kept = true};
    return code_saving(&estimate) > 0;
}

static bool jit_suits(const ScanInput *input, int64_t *cost)
{
    if (is_asked_for(input))
        return code_level() != NULL;
    if ((input->effort && input->effort->engine != ENGINE_AUTO) || !can_pay(input))
        return false;
    Arena *scratch = arena_new();
    const Prepared *p = prepare(scratch, input);
    int64_t saved = saving(scratch, &p->input, &p->sets, p->kernel ? p->kernel->threads : 1);
    *cost = (p->kernel ? kernel_cost(p->kernel) : 0) - saved;
    arena_free(scratch);
    return saved > 0;
}

/* ---- scanning ---- */

static void jit_scan(Arena *arena, const ScanInput *input, Cube *cube)
{
    Prepared *p = prepare(arena, input);
    p->input.compiler = jit_begin(arena, &p->input, &p->sets, is_asked_for(input));
    if (p->kernel)
        kernel_run(arena, p->kernel, cube);
    else
        backend_interp.scan(arena, &p->input, cube);
    CodeUse use = jit_finish(p->input.compiler);
    p->input.compiler = NULL;
    effort_table(input->effort, input->data->shown)->code = use;
}

static void jit_filter(Arena *arena, const ScanInput *input, size_t filter, uint8_t *truths)
{
    ScanInput with = *input;
    StepSets sets = {.count = 0};
    sets_add(&sets, "filter", &input->scan->filters.items[filter].step, 1);
    Arena *scratch = arena_new();
    if (is_asked_for(input) || saving(scratch, input, &sets, 1) > 0)
        with.compiler = jit_begin(arena, input, &sets, is_asked_for(input));
    arena_free(scratch);
    backend_interp.filter(arena, &with, filter, truths);
    jit_finish(with.compiler);
}

const Backend backend_jit = {.name = "jit", .engine = ENGINE_JIT, .suits = jit_suits, .scan = jit_scan, .filter = jit_filter};
