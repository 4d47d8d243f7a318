/* duty_law.c: hållpunkter of the model against those that they meet (`uppfyller`): no later than the law's last day, no earlier than its first, and
 * covering as much as it asks for. The law itself stands in rules/kommunallagen. Called by checkpoints.c. */
#include "model/duties.h"

typedef struct Against { Checker *c; const Checkpoint *own, *law; const Attr *attr; bool said; } Against;

static void report(Against *a, DiagCode code, Date own, Date law, int year)
{
    Checker *c = a->c;
    a->said = true;
    Diag *diag = diag_add(c->diags, code, a->attr->span, text_of(c, a->own->common.name), text_of(c, a->law->common.title), day_text(c, own), day_text(c, law),
                          arena_printf(c->arena, "%d", year), NULL);
    diag_label(c->diags, diag, a->law->common.decl->name_span, BOTH("står här", "stated here"));
}

/* The law's days for what the model's duty covers. */
static Due law_due(const Against *a, const Occurrence *own)
{
    Occurrence like = *own;
    like.window = a->law->schedule.windows.count ? 0 : (size_t)-1;
    if (a->law->schedule.covers != COVER_NONE && a->law->schedule.covers != COVER_MONTHS) {
        OccurrenceVec list = {0};
        schedule_occurrences(a->c->arena, &a->law->schedule, own->year, &list);
        if (list.count)
            like = list.items[0];
    }
    return static_due(a->c, a->law, &like);
}

/* Whether the law says from when; that it recurs in a year or a term does not say so. */
static bool states_first(const Schedule *s)
{
    return s->windows.count || s->has_earliest || s->election_windows.count || s->has_election_earliest;
}

static void compare_days(Against *a, const Occurrence *occurrence)
{
    Due own = static_due(a->c, a->own, occurrence), law = law_due(a, occurrence);
    if (own.result != POINT_FOUND || law.result != POINT_FOUND)
        return;
    if (own.has_deadline && law.has_deadline && own.deadline > law.deadline)
        report(a, DIAG_S0384, own.deadline, law.deadline, occurrence->year);
    else if (states_first(&a->law->schedule) && law.has_first && own.has_deadline && own.deadline < law.first)
        report(a, DIAG_S0386, own.deadline, law.first, occurrence->year);
}

static int whole_months_of(Period period)
{
    int from_year, from_month, day, to_year, to_month;
    date_split(period.first, &from_year, &from_month, &day);
    date_split(period.last, &to_year, &to_month, &day);
    return (to_year - from_year) * 12 + to_month - from_month + 1;
}

static bool length_fits(const LengthBound *bound, int months)
{
    switch (bound->bound) {
    case BOUND_AT_LEAST: return months >= bound->months;
    case BOUND_AT_MOST: return months <= bound->months;
    case BOUND_OVER: return months > bound->months;
    case BOUND_UNDER: return months < bound->months;
    case BOUND_EXACTLY: return months == bound->months;
    case BOUND_NONE: case BOUND_BETWEEN: break;
    }
    return true;
}

static void compare_length(Against *a, const Occurrence *occurrence)
{
    Checker *c = a->c;
    int months = occurrence->has_covered ? whole_months_of(occurrence->covered) : 0;
    for (VEC_EACH(const LengthBound, bound, &a->law->lengths)) {
        if (length_fits(bound, months))
            continue;
        const Attr *limit = decl_attr(a->law->common.decl, ATTR_LENGTH);
        a->said = true;
        Diag *diag = diag_add(c->diags, DIAG_S0385, a->attr->span, text_of(c, a->own->common.name), arena_printf(c->arena, "%d", months),
                              text_of(c, a->law->common.title), NULL);
        diag_label(c->diags, diag, limit->span, BOTH("så mycket ska den avse", "this much it must cover"));
        return;
    }
}

static void check_against(Checker *c, const Checkpoint *own, const Checkpoint *law, const Attr *attr)
{
    Against a = {c, own, law, attr, false};
    int first = own->schedule.recurs == RECUR_ONCE ? own->schedule.from_year : first_tried_year(c);
    for (int year = first; year < first + TRIED_YEARS && !a.said; year++) {
        OccurrenceVec list = {0};
        schedule_occurrences(c->arena, &own->schedule, year, &list);
        for (VEC_EACH(const Occurrence, occurrence, &list)) {
            if (!a.said)
                compare_length(&a, occurrence);
            if (!a.said)
                compare_days(&a, occurrence);
        }
    }
}

void duty_law_check(Checker *c)
{
    for (VEC_EACH(const Checkpoint, own, &c->model->checkpoints))
        for (VEC_EACH(const size_t, law, &own->meets))
            check_against(c, own, &c->model->checkpoints.items[*law], decl_attr(own->common.decl, ATTR_MEETS));
}
