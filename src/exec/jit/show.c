/* show.c: the code that a plan's scans would be compiled to, as text: `styr granska --visa jit`. Which row programs are left to the row machine depends
 * on the data; without any, amounts are taken to have too many values to be listed. */
#include "exec/exec.h"
#include "exec/jit/jit.h"
#include "exec/kernel/kernel.h"

typedef struct Reads { const ScanPlan *scan; size_t *only; /* by step: the column, NO_INDEX none, SEVERAL */ uint8_t *cuttable; const Table *table; } Reads;
#define SEVERAL (NO_INDEX - 1)

static size_t both(size_t a, size_t b)
{
    return a == NO_INDEX ? b : b == NO_INDEX || a == b ? a : SEVERAL;
}

static void find_reads(Reads *reads)
{
    for (size_t i = 0; i < reads->scan->steps.count; i++) {
        const RowStep *step = &reads->scan->steps.items[i];
        reads->only[i] = step->op == ROW_COLUMN || step->op == ROW_LOOKUP ? step->column : NO_INDEX;
        if (step->a != NO_STEP)
            reads->only[i] = both(reads->only[i], reads->only[step->a]);
        if (step->b != NO_STEP)
            reads->only[i] = both(reads->only[i], reads->only[step->b]);
    }
}

static bool by_class(const Reads *reads, size_t step)
{
    size_t only = reads->only[step];
    return only == NO_INDEX || (only != SEVERAL && (reads->cuttable[step] || exec_column_type(reads->table, only) != COLUMN_NUMBER));
}

/* The truth steps that are computed row by row: what joins others is taken apart. */
static size_t row_steps(Arena *arena, const Reads *reads, uint32_t *out)
{
    const ScanPlan *scan = reads->scan;
    uint8_t *wanted = arena_array(arena, scan->steps.count, 1);
    size_t count = 0;
    for (size_t i = 0; i < scan->filters.count; i++)
        wanted[scan->filters.items[i].step] = 1;
    for (size_t i = scan->steps.count; i-- > 0;) {
        const RowStep *step = &scan->steps.items[i];
        if (!wanted[i] || by_class(reads, i))
            continue;
        bool joins = step->op == ROW_AND || step->op == ROW_OR || step->op == ROW_NOT;
        if (!joins)
            out[count++] = (uint32_t)i;
        if (joins && step->a != NO_STEP)
            wanted[step->a] = 1;
        if (joins && step->b != NO_STEP)
            wanted[step->b] = 1;
    }
    return count;
}

static void find_sets(Arena *arena, const Model *model, const ScanPlan *scan, StepSets *out)
{
    Reads reads = {scan, arena_array(arena, scan->steps.count, sizeof(size_t)), arena_array(arena, scan->steps.count, 1), &model->tables.items[scan->table]};
    uint32_t *values = arena_array(arena, scan->values.count, sizeof *values), *filters = arena_array(arena, scan->steps.count, sizeof *filters);
    size_t count = 0;
    for (size_t v = 0; v < scan->values.count; v++)
        if (scan->steps.items[scan->values.items[v].step].op != ROW_COLUMN)
            values[count++] = scan->values.items[v].step;
    find_reads(&reads);
    domain_cuttable(scan, reads.cuttable);
    sets_add(out, "values", values, count);
    sets_add(out, "filters", filters, row_steps(arena, &reads, filters));
}

static void show_scan(StrBuf *out, Arena *arena, const Model *model, const ScanPlan *scan, bool english)
{
    StepSets sets = {.count = 0};
    ScanCode code;
    strbuf_printf(out, "scan " STR_FMT "\n", STR_ARG(model->tables.items[scan->table].common.name));
    find_sets(arena, model, scan, &sets);
    if (!sets.count)
        strbuf_puts(out, english ? "no code: all conditions are looked up column by column, and all values are columns\n"
                                 : "ingen kod: alla villkor slås upp kolumn för kolumn, och alla värden är kolumner\n");
    else if (!scan_code_widest(arena, model, scan, &sets, &code))
        strbuf_puts(out, english ? "no code: it would be too long\n" : "ingen kod: den skulle bli för lång\n");
    else
        module_print(out, &code.module);
}

void exec_show_code(StrBuf *out, const Plan *plan, bool english)
{
    Arena *scratch = arena_new();
    for (size_t i = 0; i < plan->model->tables.count; i++)
        if (plan->scans[i].used)
            show_scan(out, scratch, plan->model, &plan->scans[i], english);
    arena_free(scratch);
}
