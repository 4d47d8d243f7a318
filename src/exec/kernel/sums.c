/* sums.c: the arrays that rows are added to, one place a cell, and how those of two threads become one. */
#include <string.h>
#include <sys/mman.h>

#include "exec/kernel/scan.h"

#define HUGE_PAGE ((size_t)2 << 20)          /* from here on large pages are asked for: a first touch costs a fifth, and nothing is zeroed twice */

void *cells_array(Arena *arena, size_t count, size_t size)
{
    size_t bytes, most;
    if (__builtin_mul_overflow(count, size, &bytes) || __builtin_add_overflow(bytes, HUGE_PAGE, &most))
        arena_exhausted();
    char *pages = bytes < HUGE_PAGE ? MAP_FAILED : mmap(NULL, most, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return arena_array(arena, count, size);
    arena_own_mapping(arena, pages, most);
    char *start = (char *)(((uintptr_t)pages + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    madvise(start, bytes, MADV_HUGEPAGE);
    return start;
}

static void make_value(Arena *arena, const KernelPlan *plan, const KernelValue *value, size_t places, ValueSums *out)
{
    if (value->checked)
        out->carries = cells_array(arena, places, sizeof *out->carries);
    if (value->gaps)
        out->gaps = cells_array(arena, places, sizeof *out->gaps);
    if (value->needs & NEED_ORDER)
        out->orders = cells_array(arena, places, sizeof *out->orders);
    if (!(value->needs & NEED_EXTREMES))
        return;
    out->extremes = cells_array(arena, places, sizeof *out->extremes);
    for (size_t i = 0; i < places; i++)
        out->extremes[i] = (DenseExtremes){INT64_MAX, INT64_MIN};
}

void sums_make(Arena *arena, const KernelPlan *plan, Sums *out)
{
    size_t places = plan->cells + 1;
    *out = (Sums){.cell = cells_array(arena, places, sizeof *out->cell), .last = plan->later ? NULL : cells_array(arena, places, sizeof *out->last),
                  .values = arena_array(arena, plan->value_count, sizeof *out->values)};
    for (size_t v = 0; v < plan->value_count; v++) {
        ValueSums *value = &out->values[v];
        make_value(arena, plan, &plan->values[v], places, value);
        value->sums = v == 0 ? &out->cell->sum : cells_array(arena, places, sizeof *value->sums);
        value->step = v == 0 ? sizeof(DenseCell) / sizeof(int64_t) : 1;
    }
}

/* ---- merging: `from` has the rows that follow ---- */

static void merge_sum(ValueSums *into, const ValueSums *from, size_t i)
{
    int64_t *sum = &into->sums[i * into->step], more = from->sums[i * from->step];
    bool over = __builtin_add_overflow(*sum, more, sum);
    if (into->carries)
        into->carries[i] += from->carries[i] + (over ? (more > 0 ? 1 : -1) : 0);
}

static void merge_gaps(DenseGaps *into, const DenseGaps *from)
{
    for (size_t s = 0; s < 4; s++)
        into->states[s] += from->states[s];
    if (!into->missing)
        into->missing = from->missing;
}

static void merge_point(DensePoint *into, const DensePoint *from, bool latest)
{
    if (from->row && (!into->row || (latest ? from->time >= into->time : from->time < into->time)))
        *into = *from;
}

static void merge_order(DenseOrder *into, const DenseOrder *from)
{
    merge_point(&into->first, &from->first, false);
    merge_point(&into->last, &from->last, true);
    merge_point(&into->first_ok, &from->first_ok, false);
    merge_point(&into->last_ok, &from->last_ok, true);
}

static void merge_value(ValueSums *into, const ValueSums *from, size_t i)
{
    merge_sum(into, from, i);
    if (into->gaps)
        merge_gaps(&into->gaps[i], &from->gaps[i]);
    if (into->extremes && from->extremes[i].min < into->extremes[i].min)
        into->extremes[i].min = from->extremes[i].min;
    if (into->extremes && from->extremes[i].max > into->extremes[i].max)
        into->extremes[i].max = from->extremes[i].max;
    if (into->orders)
        merge_order(&into->orders[i], &from->orders[i]);
}

void sums_merge(const KernelPlan *plan, Sums *into, const Sums *from)
{
    for (size_t i = 0; i < plan->cells; i++) {
        if (!from->cell[i].rows)
            continue;
        if (!into->cell[i].rows)
            into->cell[i].first = from->cell[i].first;
        into->cell[i].rows += from->cell[i].rows;
        if (into->last)
            into->last[i] = from->last[i];
        for (size_t v = 0; v < plan->value_count; v++)
            merge_value(&into->values[v], &from->values[v], i);
    }
}
