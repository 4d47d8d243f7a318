/* duty_checks.c: what is wrong with the days of duties, whatever the data: no day at all, due before what they report on has ended, orders that no
 * day satisfies. Tried over two terms of office, so that election years are among them. Called by checkpoints.c. */
#include "model/duties/duties.h"

#define LATE_DAYS 330          /* so long after what it covers a deadline is hardly meant */

const char *day_text(Checker *c, Date day)
{
    StrBuf sv = {0}, en = {0};
    period_print_people(&sv, (Period){day, day}, false);
    period_print_people(&en, (Period){day, day}, true);
    const char *text = diag_both(c->arena, arena_strndup(c->arena, sv.s, sv.n), arena_strndup(c->arena, en.s, en.n));
    strbuf_free(&sv);
    strbuf_free(&en);
    return text;
}

int first_tried_year(const Checker *c)
{
    bool stated = c->model->mandate.first != c->model->mandate.last;
    /* Plans are decided the year before: with the year after the first all days are within the term. */
    return stated ? date_year(c->model->mandate.first) + 1 : 2024;
}

bool in_force(const Checker *c, const Common *common, Date day)
{
    (void)c;
    return common->valid.first <= day && day <= common->valid.last;
}

static bool is_council(const Checker *c, const Checkpoint *checkpoint)
{
    if (checkpoint->bodies.count == 0)
        return false;
    size_t kind = c->model->bodies.items[checkpoint->bodies.items[0]].kind;
    return kind != NO_INDEX && kind_is(c->model, kind, 0);
}

/* Another hållpunkt's planned day, where it follows from the model. */
typedef struct StaticEnv { const Checker *c; int depth; } StaticEnv;

static PointResult static_dynamic(void *of, const Point *point, const PointEnv *env, Period *out);

static Due due_at_depth(const Checker *c, const Checkpoint *checkpoint, const Occurrence *occurrence, int depth)
{
    StaticEnv own = {c, depth};
    PointEnv env = {.council = is_council(c, checkpoint), .of = &own, .dynamic = static_dynamic};
    return schedule_due(&checkpoint->schedule, occurrence, &env);
}

static PointResult static_dynamic(void *of, const Point *point, const PointEnv *env, Period *out)
{
    const StaticEnv *own = of;
    if (point->kind != AT_CHECKPOINT || own->depth > 20)
        return POINT_OPEN;
    const Checkpoint *other = &own->c->model->checkpoints.items[point->ref];
    OccurrenceVec list = {0};
    schedule_occurrences(own->c->arena, &other->schedule, env->year, &list);
    for (VEC_EACH(const Occurrence, occurrence, &list)) {
        Due due = due_at_depth(own->c, other, occurrence, own->depth + 1);
        bool fits = !env->has_covered || !occurrence->has_covered || occurrence->covered.last >= env->covered.last;
        if (due.result != POINT_FOUND || !due.has_deadline || !fits)
            continue;
        *out = (Period){due.deadline, due.deadline};
        return POINT_FOUND;
    }
    return POINT_OPEN;
}

Due static_due(const Checker *c, const Checkpoint *checkpoint, const Occurrence *occurrence)
{
    return due_at_depth(c, checkpoint, occurrence, 0);
}

/* ---- the days of one hållpunkt ---- */

static Span timing_span(const Checkpoint *checkpoint)
{
    static const AttrKind kinds[] = {ATTR_BY, ATTR_WINDOW, ATTR_EARLIEST, ATTR_RECURS, ATTR_COVERS};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Attr *attr = decl_attr(checkpoint->common.decl, kinds[i]);
        if (attr)
            return attr->span;
    }
    return checkpoint->common.decl->name_span;
}

/* A plan is due before the year that it is for; a report is not. */
static bool is_planned_ahead(const Checkpoint *checkpoint)
{
    switch (checkpoint->schedule.covers) {
    case COVER_YEAR: case COVER_BUDGET_YEAR: case COVER_MANDATE: case COVER_SCHOOL_YEAR: return true;
    case COVER_NONE: case COVER_DATES: case COVER_MONTHS: case COVER_EACH: break;
    }
    return false;
}

static bool days_wrong(Checker *c, const Checkpoint *checkpoint, const Occurrence *occurrence, const Due *due)
{
    const char *name = text_of(c, checkpoint->common.name);
    Span at = timing_span(checkpoint);
    if (due->result == POINT_NO_HOLIDAYS) {
        diag_add(c->diags, DIAG_S0395, at, name, arena_printf(c->arena, "%d", occurrence->year), NULL);
        return true;
    }
    if (due->result == POINT_NO_DAY) {
        diag_add(c->diags, DIAG_S0376, at, name, arena_printf(c->arena, "%d", occurrence->year), NULL);
        return true;
    }
    if (due->has_deadline && due->has_first && due->first > due->deadline) {
        diag_add(c->diags, DIAG_S0380, at, name, day_text(c, due->first), day_text(c, due->deadline), NULL);
        return true;
    }
    if (!occurrence->has_covered || !due->has_deadline)
        return false;
    if (due->deadline < occurrence->covered.last && !is_planned_ahead(checkpoint)) {
        diag_add(c->diags, DIAG_S0372, at, name, day_text(c, due->deadline), day_text(c, occurrence->covered.last), NULL);
        return true;
    }
    if (checkpoint->schedule.covers == COVER_BUDGET_YEAR && due->nominal >= occurrence->covered.first) {
        diag_add(c->diags, DIAG_S0396, at, name, day_text(c, due->deadline), NULL);
        return true;
    }
    if (due->deadline - occurrence->covered.last > LATE_DAYS && checkpoint->schedule.covers != COVER_BUDGET_YEAR) {
        diag_add(c->diags, DIAG_S0373, at, name, day_text(c, due->deadline), day_text(c, occurrence->covered.last), NULL);
        return true;
    }
    return false;
}

/* Whether days are stated at all: in the schedule, by recurrence, or by what it goes with. */
static bool has_days(const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    return s->windows.count || s->by.count || s->recurs_stated || s->has_earliest || checkpoint->with.count ||
           s->election_windows.count || s->election_by.count;
}

static bool any_attr(const Decl *decl)
{
    static const AttrKind kinds[] = {ATTR_BY, ATTR_WINDOW, ATTR_EARLIEST, ATTR_RECURS, ATTR_WITH, ATTR_ELECTION};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (decl_attr(decl, kinds[i]))
            return true;
    return false;
}

/* Whether it happens at all while it is in force; only short validities can miss it. */
static void check_occurs(Checker *c, const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    int from = date_year(checkpoint->common.valid.first), to = date_year(checkpoint->common.valid.last);
    if (to - from > 20 || s->recurs == RECUR_MEETINGS || s->recurs == RECUR_EVENT || s->recurs == RECUR_WITH)
        return;
    OccurrenceVec list = {0};
    for (int year = from - 1; year <= to + 2; year++)
        schedule_occurrences(c->arena, s, year, &list);
    for (VEC_EACH(const Occurrence, occurrence, &list)) {
        Due due = static_due(c, checkpoint, occurrence);
        if (due.result == POINT_OPEN || !due.has_deadline || in_force(c, &checkpoint->common, due.deadline))
            return;
    }
    diag_add(c->diags, DIAG_S0397, checkpoint->common.decl->name_span, text_of(c, checkpoint->common.name), NULL);
}

/* varje kvartal senast 10 oktober: all four on one day. */
static void check_same_day(Checker *c, const Checkpoint *checkpoint, const OccurrenceVec *list)
{
    if (checkpoint->schedule.recurs != RECUR_EACH || list->count < 2)
        return;
    Due first = static_due(c, checkpoint, &list->items[0]);
    for (VEC_EACH(const Occurrence, occurrence, list)) {
        Due due = static_due(c, checkpoint, occurrence);
        if (due.result != POINT_FOUND || !due.has_deadline || due.deadline != first.deadline)
            return;
    }
    diag_add(c->diags, DIAG_S0363, timing_span(checkpoint), text_of(c, checkpoint->common.name), day_text(c, first.deadline),
             arena_printf(c->arena, "%zu", list->count), NULL);
}

static void check_days(Checker *c, const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    int year = s->recurs == RECUR_ONCE ? s->from_year : first_tried_year(c);
    for (int i = 0; i < TRIED_YEARS && (i == 0 || s->recurs != RECUR_ONCE); i++) {
        OccurrenceVec list = {0};
        schedule_occurrences(c->arena, s, year + i, &list);
        if (i == 0)
            check_same_day(c, checkpoint, &list);
        for (VEC_EACH(const Occurrence, occurrence, &list)) {
            Due due = static_due(c, checkpoint, occurrence);
            if (days_wrong(c, checkpoint, occurrence, &due))
                return;
        }
    }
    check_occurs(c, checkpoint);
}

/* Days that meetings and events decide are *ej bedömbar* until a table gives them: said before any data. */
static bool has_role(const Checker *c, const char *role)
{
    for (VEC_EACH(const Table, table, &c->model->tables))
        if (str_eqz(table->role, role))
            return true;
    return false;
}

static bool needs(const Schedule *s, PointKind kind)
{
    for (VEC_EACH(const Point, point, &s->windows))
        if (point->kind == kind)
            return true;
    for (VEC_EACH(const Point, by, &s->by))
        for (const Point *point = by; point; point = point->also)
            if (point->kind == kind || (point->after && point->after->kind == kind))
                return true;
    return false;
}

static void check_data(Checker *c, const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    bool meetings = s->recurs == RECUR_MEETINGS || needs(s, AT_MEETING), events = s->recurs == RECUR_EVENT || needs(s, AT_EVENT);
    if (meetings && !has_role(c, "sammanträden"))
        diag_add(c->diags, DIAG_S0389, timing_span(checkpoint), text_of(c, checkpoint->common.name), "sammanträden", NULL);
    if (events && !has_role(c, "händelser"))
        diag_add(c->diags, DIAG_S0389, timing_span(checkpoint), text_of(c, checkpoint->common.name), "händelser", NULL);
}

/* `3 gånger per år` in connection with two reports: one of them is wrong. */
static void check_count(Checker *c, const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    size_t count = 0;
    if (s->recurs != RECUR_TIMES_A_YEAR || (checkpoint->with.count == 0 && s->windows.count == 0))
        return;
    count = checkpoint->with.count ? 0 : s->windows.count;
    for (VEC_EACH(const size_t, with, &checkpoint->with)) {
        OccurrenceVec list = {0};
        schedule_occurrences(c->arena, &c->model->checkpoints.items[*with].schedule, first_tried_year(c), &list);
        count += list.count;
    }
    bool agrees = s->at_least ? count >= (size_t)s->times : count == (size_t)s->times;
    if (!agrees)
        diag_add(c->diags, DIAG_S0388, decl_attr(checkpoint->common.decl, ATTR_RECURS)->span, text_of(c, checkpoint->common.name),
                 arena_printf(c->arena, "%d", s->times), arena_printf(c->arena, "%zu", count), NULL);
}

void duty_days_check(Checker *c)
{
    for (VEC_EACH(Checkpoint, checkpoint, &c->model->checkpoints)) {
        const Decl *decl = checkpoint->common.decl;
        if (decl->broken)
            continue;
        if (!has_days(checkpoint)) {
            if (!any_attr(decl) && !checkpoint->optional)
                diag_add(c->diags, DIAG_S0371, decl->name_span, text_of(c, decl->name), NULL);
            continue;
        }
        check_count(c, checkpoint);
        if (checkpoint->with.count && checkpoint->schedule.recurs == RECUR_TIMES_A_YEAR)
            checkpoint->schedule.recurs = RECUR_WITH;
        check_data(c, checkpoint);
        check_days(c, checkpoint);
    }
}
