/* same.c: whether two scans do the same to every row, so that what one of them has added up serves both. */
#include <string.h>

#include "plan/plan.h"

#define SAME_BYTES(a, b) ((a)->count == (b)->count && ((a)->count == 0 || memcmp((a)->items, (b)->items, (a)->count * sizeof *(a)->items) == 0))

static bool same_texts(const RowSet *a, const RowSet *b)
{
    if (a->texts.count != b->texts.count)
        return false;
    for (size_t i = 0; i < a->texts.count; i++)
        if (!str_eq(a->texts.items[i], b->texts.items[i]))
            return false;
    return true;
}

static bool same_periods(const RowSet *a, const RowSet *b)
{
    if (a->periods.count != b->periods.count)
        return false;
    for (size_t i = 0; i < a->periods.count; i++)
        if (!period_eq(a->periods.items[i], b->periods.items[i]))
            return false;
    return true;
}

static bool same_set(const RowSet *a, const RowSet *b)
{
    if (!a || !b)
        return a == b;
    return same_texts(a, b) && same_periods(a, b) && SAME_BYTES(&a->ranges, &b->ranges) && SAME_BYTES(&a->bodies, &b->bodies) && a->test == b->test &&
           a->month_from == b->month_from && a->month_to == b->month_to;
}

static bool same_steps(const ScanPlan *a, const ScanPlan *b)
{
    if (a->steps.count != b->steps.count)
        return false;
    for (size_t i = 0; i < a->steps.count; i++) {
        const RowStep *x = &a->steps.items[i], *y = &b->steps.items[i];
        if (x->op != y->op || x->a != y->a || x->b != y->b || x->column != y->column || x->low != y->low || x->high != y->high || !same_set(x->set, y->set))
            return false;
    }
    return true;
}

static bool same_sums(const ScanPlan *a, const ScanPlan *b)
{
    if (a->filters.count != b->filters.count || a->values.count != b->values.count)
        return false;
    for (size_t i = 0; i < a->filters.count; i++)
        if (a->filters.items[i].step != b->filters.items[i].step)
            return false;
    for (size_t i = 0; i < a->values.count; i++)
        if (a->values.items[i].step != b->values.items[i].step || a->values.items[i].needs != b->values.items[i].needs ||
            a->values.items[i].stock != b->values.items[i].stock)
            return false;
    return true;
}

bool scan_plans_same(const ScanPlan *a, const ScanPlan *b)
{
    return a->table == b->table && a->used == b->used && a->where == b->where && a->by_day == b->by_day && SAME_BYTES(&a->splits, &b->splits) &&
           SAME_BYTES(&a->reconcile_filters, &b->reconcile_filters) && same_sums(a, b) && same_steps(a, b);
}
