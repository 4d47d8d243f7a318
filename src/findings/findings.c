/* findings.c: names and the order of findings. Between exec, which makes them, and the reports. */
#include "findings/findings.h"

#include <stdlib.h>

#include "base/utf8.h"

const char *finding_kind_name(FindingKind kind, Lang lang)
{
    static const char *const names[][2] = {
#define X(member, sv, en) {sv, en},
        FINDING_KINDS(X)
#undef X
    };
    return names[kind][lang];
}

/* ---- order ---- */

typedef struct Ranked { const Finding *finding; size_t index; } Ranked;

static int compare_ranked(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->finding->kind != b->finding->kind)
        return a->finding->kind < b->finding->kind ? -1 : 1;
    if (a->finding->weight != b->finding->weight)
        return a->finding->weight > b->finding->weight ? -1 : 1;
    int order = utf8_cmp_swedish(a->finding->body_title, b->finding->body_title);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static bool is_flagged(const Finding *finding)
{
    bool met = finding->kind == FINDING_REQUIREMENT && (str_eqz(finding->status, "fulfilled") || str_eqz(finding->status, "fulfilled_late"));
    return !finding->on_trial && !met;
}

void findings_sort(Run *run)
{
    size_t count = run->findings.count;
    Ranked *places = arena_array(run->arena, count, sizeof *places);
    Finding *sorted = arena_array(run->arena, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        places[i] = (Ranked){&run->findings.items[i], i};
    qsort(places, count, sizeof *places, compare_ranked);
    run->flagged = 0;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = *places[i].finding;
        run->flagged += is_flagged(&sorted[i]);
    }
    run->findings.items = sorted;
    run->findings.cap = count;
}
