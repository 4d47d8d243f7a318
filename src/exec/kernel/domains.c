/* domains.c: the values that a column can have, as places of a small table. First step of preparing a kernel scan. */
#include <stdlib.h>

#include "exec/kernel/kernel.h"

/* The step between neighbouring values; 0 for amounts. */
static int64_t step_of(const Column *column)
{
    switch (column->type) {
    case COLUMN_INT: return FIX_ONE;
    case COLUMN_TEXT: case COLUMN_BODY: case COLUMN_DATE: case COLUMN_PERIOD: case COLUMN_VINTAGE: return 1;
    case COLUMN_NUMBER: break;
    }
    return 0;
}

/* Every value that can be stored is a whole number of steps from `first`. */
static bool on_steps(const Column *column, int64_t first, int64_t step)
{
    for (size_t i = 0; i < column->part_count; i++) {
        const ColumnPart *part = &column->parts[i];
        if (part->any && !part->codes && (part->unit != step || (part->base - first) % step != 0))
            return false;
    }
    return true;
}

static size_t dictionary_size(const Column *column)
{
    return column->dict_count > column->period_count ? column->dict_count : column->period_count;
}

bool domain_list(const ScanInput *input, size_t index, Domain *out)
{
    const Column *column = &input->data->columns[index];
    int64_t step = step_of(column), first = 0, last = 0;
    *out = (Domain){.column = index, .listed = true, .step = step, .gaps = !column_complete(column)};
    if (step == 0)
        return false;
    bool any = column_bounds(column, &first, &last);
    if (column->type != COLUMN_DATE && column->type != COLUMN_INT) {
        first = 0;
        last = (int64_t)dictionary_size(column) - 1;
    }
    uint64_t span = any ? ((uint64_t)last - (uint64_t)first) / (uint64_t)step : 0;
    if (span >= kernel_limits.domain || !on_steps(column, first, step))
        return false;
    out->first = first;
    out->places = PLACE_VALUES + (any ? (size_t)span + 1 : 0);
    return true;
}

/* ---- cuts ---- */

/* What a step is, seen from one column of amounts. */
typedef enum CutKind { CUT_NO, CUT_CONSTANT, CUT_COLUMN /* the column itself, or a constant where it has no value */, CUT_TRUTH } CutKind;

static CutKind cut_kind(const ScanPlan *scan, const uint8_t *kinds, uint32_t step)
{
    const RowStep *s = &scan->steps.items[step];
    uint8_t a = s->a == NO_STEP ? CUT_NO : kinds[s->a], b = s->b == NO_STEP ? CUT_NO : kinds[s->b];
    bool number = a == CUT_COLUMN || a == CUT_CONSTANT;
    switch (s->op) {
    case ROW_COLUMN: return CUT_COLUMN;
    case ROW_CONSTANT: case ROW_ABSENT: return CUT_CONSTANT;
    case ROW_TRUTH: return CUT_TRUTH;
    case ROW_RANGE: case ROW_RANGES: case ROW_EXISTS: case ROW_IS_MISSING: case ROW_IS_NOT_APPLICABLE: return number ? CUT_TRUTH : CUT_NO;
    case ROW_EQ: case ROW_LT: case ROW_LE:
        return (number && b == CUT_CONSTANT) || (a == CUT_CONSTANT && b == CUT_COLUMN) ? CUT_TRUTH : CUT_NO;
    case ROW_AND: case ROW_OR: return a == CUT_TRUTH && b == CUT_TRUTH ? CUT_TRUTH : CUT_NO;
    case ROW_NOT: return a == CUT_TRUTH ? CUT_TRUTH : CUT_NO;
    case ROW_IF_MISSING: case ROW_IF_NOT_APPLICABLE: return number && b == CUT_CONSTANT ? (CutKind)a : CUT_NO;
    case ROW_LOOKUP: case ROW_MONTHS: case ROW_ADD: case ROW_SUB: case ROW_MUL: case ROW_DIV: case ROW_NEG: case ROW_ABS: case ROW_ROUND:
    case ROW_MIN: case ROW_MAX: case ROW_OP_COUNT: break;
    }
    return CUT_NO;
}

void domain_cuttable(const ScanPlan *scan, uint8_t *out)
{
    for (size_t i = 0; i < scan->steps.count; i++)
        out[i] = cut_kind(scan, out, (uint32_t)i);
    for (size_t i = 0; i < scan->steps.count; i++)
        out[i] = out[i] == CUT_TRUTH;
}

typedef VEC(int64_t) Cuts;

/* Nothing is above INT64_MAX, so a cut there divides nothing. */
static void add_cut(Arena *arena, Cuts *cuts, int64_t cut)
{
    if (cut != INT64_MAX && (cuts->count == 0 || cuts->items[cuts->count - 1] != cut))
        vec_push(arena, cuts, cut);
}

static void add_range(Arena *arena, Cuts *cuts, int64_t low, int64_t high)
{
    if (low != INT64_MIN)
        add_cut(arena, cuts, low - 1);
    add_cut(arena, cuts, high);
}

static void find_cuts(Arena *arena, const RowStep *s, Cuts *cuts)
{
    if (s->op == ROW_RANGE)
        add_range(arena, cuts, s->low, s->high);
    if (s->op == ROW_CONSTANT)
        add_range(arena, cuts, s->low, s->low);
    for (size_t i = 0; s->op == ROW_RANGES && i < s->set->ranges.count; i++)
        add_range(arena, cuts, s->set->ranges.items[i].low, s->set->ranges.items[i].high);
}

static int compare_cuts(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

bool domain_cut(Arena *arena, const ScanInput *input, size_t column, const uint8_t *live, Domain *out)
{
    Cuts cuts = {0};
    for (size_t i = 0; i < input->scan->steps.count; i++)
        if (live[i])
            find_cuts(arena, &input->scan->steps.items[i], &cuts);
    if (cuts.count)
        qsort(cuts.items, cuts.count, sizeof *cuts.items, compare_cuts);
    size_t kept = 0;
    for (size_t i = 0; i < cuts.count; i++)
        if (kept == 0 || cuts.items[i] != cuts.items[kept - 1])
            cuts.items[kept++] = cuts.items[i];
    *out = (Domain){.column = column, .cuts = cuts.items, .cut_count = kept, .places = PLACE_VALUES + kept + 1,
                    .gaps = !column_complete(&input->data->columns[column])};
    return kept <= kernel_limits.cuts;
}

int64_t domain_value(const Domain *domain, size_t place)
{
    size_t i = place - PLACE_VALUES;
    if (domain->listed)
        return domain->first + (int64_t)i * domain->step;
    if (domain->cut_count == 0)
        return 0;
    return i < domain->cut_count ? domain->cuts[i] : domain->cuts[i - 1] + 1;
}
