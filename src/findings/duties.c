/* duties.c: names of the states of a duty, and the order of duties. Between exec, which makes them, and the reports. */
#include "findings/duties.h"

#include <stdlib.h>

#include "base/utf8.h"

const char *duty_state_name(DutyState state, Lang lang)
{
    static const char *const names[][2] = {
#define X(member, sv, en) {sv, en},
        DUTY_STATES(X)
#undef X
    };
    return names[state][lang];
}

/* ---- order ---- */

typedef struct Ranked { const Duty *duty; size_t index; } Ranked;

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* The day that a duty stands at; those without a deadline stand last. */
static int64_t due(const Duty *duty)
{
    return duty->has_deadline ? duty->deadline : INT64_MAX;
}

static int compare_ranked(const void *left, const void *right)
{
    const Ranked *x = left, *y = right;
    const Duty *a = x->duty, *b = y->duty;
    const int orders[] = {
        order_of(due(a), due(b)), order_of(a->has_window ? a->first : due(a), b->has_window ? b->first : due(b)), utf8_cmp_swedish(a->title, b->title),
        utf8_cmp_swedish(a->body_title, b->body_title), utf8_cmp_swedish(a->with_title, b->with_title),
        order_of(a->has_covers ? a->covers.first : 0, b->has_covers ? b->covers.first : 0), order_of(a->number, b->number),
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orders[i])
            return orders[i];
    return order_of((int64_t)x->index, (int64_t)y->index);
}

void duties_sort(Arena *arena, DutyVec *duties)
{
    size_t count = duties->count;
    Ranked *places = arena_array(arena, count, sizeof *places);
    Duty *sorted = arena_array(arena, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        places[i] = (Ranked){&duties->items[i], i};
    qsort(places, count, sizeof *places, compare_ranked);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *places[i].duty;
    duties->items = sorted;
    duties->cap = count;
}
