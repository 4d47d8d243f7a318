/* duty_days.c: points of time that depend on data: meetings, events, other duties, parameters. */
#include "base/utf8.h"
#include "exec/duty_parts.h"

static bool is_council(const Evaluator *ev, size_t body)
{
    size_t kind = body == NO_INDEX ? NO_INDEX : ev->model->bodies.items[body].kind;
    return kind != NO_INDEX && kind_is(ev->model, kind, 0);
}

static const char *date_text(Evaluator *ev, Date date, Lang lang)
{
    Str text = period_text(ev, (Period){date, date}, lang);
    return arena_strndup(ev->arena, text.s, text.n);
}

static const ReasonSet *no_role(Evaluator *ev, const char *role)
{
    return reason(ev, REASON_NO_ROLE, NULL, str_of(role), "", NULL);
}

/* ---- meetings ---- */

size_t meeting_body(const Evaluator *ev, const ConstExprVec *meetings, size_t ref, size_t body)
{
    const Expr *name = ref < meetings->count ? meetings->items[ref] : NULL;
    Ref means = name ? model_info(ev->model, name)->ref : (Ref){SYM_NONE, 0, 0};
    if (means.kind == SYM_BODY)
        return means.index;
    if (means.kind == SYM_RELATIVE_BODY)
        return body == NO_INDEX ? NO_INDEX : body_relative(ev->model, body, means.index);
    return body;
}

/* The first meeting after the day; DATE_NONE. Of the years before the body's first meeting in the table nothing is known: the first one there is not
 * the next one then. */
static Date meeting_after(Evaluator *ev, size_t body, Date day)
{
    const RoleRows *meetings = role_rows(ev, "sammanträden");
    Date first = DATE_NONE, known = DATE_NONE;
    for (VEC_EACH(const RoleRow, row, &meetings->rows)) {
        if (!row->has_date || row->body != body)
            continue;
        if (row->date > day && (first == DATE_NONE || row->date < first))
            first = row->date;
        if (known == DATE_NONE || row->date < known)
            known = row->date;
    }
    return known != DATE_NONE && date_year(day) < date_year(known) && known - day > 31 ? DATE_NONE : first;
}

static PointResult meeting_day(DayEnv *of, const Point *point, const PointEnv *env, Period *out)
{
    Evaluator *ev = of->ev;
    size_t body = meeting_body(ev, of->meetings, point->ref, of->body);
    Period after = env->has_covered ? env->covered : period_year(env->year - 1);
    if (!role_rows(ev, "sammanträden")->present || body == NO_INDEX) {
        of->why = no_role(ev, "sammanträden");
        return POINT_OPEN;
    }
    if (point->after) {
        PointResult result = point_resolve(point->after, env, &after);
        if (result != POINT_FOUND)
            return result;
    }
    if (after.last == DATE_NONE)
        return POINT_NO_DAY;
    Date day = meeting_after(ev, body, after.last);
    if (day == DATE_NONE) {
        of->why = reason(ev, REASON_NO_MEETING, NULL, ev->model->bodies.items[body].common.title, date_text(ev, after.last, LANG_SV),
                         date_text(ev, after.last, LANG_EN));
        return POINT_OPEN;
    }
    *out = (Period){day, day};
    return POINT_FOUND;
}

/* ---- events ---- */

static PointResult event_day(DayEnv *of, const Point *point, const PointEnv *env, Period *out)
{
    Evaluator *ev = of->ev;
    const RoleRows *events = role_rows(ev, "händelser");
    /* One that happens more than a year after what is covered belongs to a later year's duty. */
    Date from = env->has_covered ? env->covered.first : date_ymd(env->year, 1, 1), first = DATE_NONE;
    Date to = env->has_covered ? env->covered.last + 366 : date_ymd(env->year, 12, 31);
    if (!events->present) {
        of->why = no_role(ev, "händelser");
        return POINT_OPEN;
    }
    for (VEC_EACH(const RoleRow, row, &events->rows)) {
        bool theirs = row->body == NO_INDEX || row->body == of->body;
        if (row->has_date && theirs && str_eq(row->what, point->text) && row->date >= from && row->date <= to && (first == DATE_NONE || row->date < first))
            first = row->date;
    }
    if (first == DATE_NONE) {
        of->why = reason(ev, REASON_NO_EVENT, NULL, point->text, "", NULL);
        of->waiting = true;
        return POINT_OPEN;
    }
    *out = (Period){first, first};
    return POINT_FOUND;
}

/* ---- other duties ---- */

static bool same_cycle(const DutyItem *item, const PointEnv *env)
{
    const Occurrence *o = &item->occurrence;
    if (o->year != env->year)
        return false;
    return !env->has_covered || !o->has_covered || o->covered.last >= env->covered.last;
}

/* The next one where the duties that are made do not reach: reckoned from the schedule, year by year, as it will be. */
static PointResult next_far(Evaluator *ev, DutyList *group, Date after, Period *out)
{
    OccurrenceVec list = {0};
    Date first = DATE_NONE;
    group->busy = true;                  /* a day that depends on itself is none */
    for (int year = date_year(after) - YEARS_BACK; year <= date_year(after) + YEARS_AHEAD; year++)
        schedule_occurrences(ev->arena, &group->checkpoint->schedule, year, &list);
    for (VEC_EACH(const Occurrence, occurrence, &list)) {
        DayEnv of = {.meetings = &group->checkpoint->meeting_bodies, .lengths = &ev->plan->checkpoints[group->index].lengths};
        PointEnv env = point_env(ev, &of, group->body);
        Due due = schedule_due(&group->checkpoint->schedule, occurrence, &env);
        if (due.has_deadline && due.deadline > after && (first == DATE_NONE || due.deadline < first))
            first = due.deadline;
    }
    group->busy = false;
    *out = (Period){first, first};
    return first == DATE_NONE ? POINT_OPEN : POINT_FOUND;
}

/* Whether the day is so far off that the next duty need not be among those that are made. */
static bool is_far(const Evaluator *ev, Date after)
{
    return date_year(after) <= duties_year(ev) - MANY_BACK || date_year(after) >= duties_year(ev) + MANY_AHEAD;
}

/* Its planned day, its real one once done. */
static PointResult duty_day(DayEnv *of, const Point *point, const PointEnv *env, Period *out)
{
    Evaluator *ev = of->ev;
    size_t body = group_body(ev, point->ref, of->body);
    DutyList *group = body == NO_INDEX ? NULL : checkpoint_duties(ev, point->ref, body);
    bool next = point->kind == AT_NEXT;
    Date after = env->has_covered ? env->covered.last : date_ymd(env->year, 1, 1) - 1;
    if (next && group && !group->busy && is_far(ev, after) && next_far(ev, group, after, out) == POINT_FOUND)
        return POINT_FOUND;
    for (size_t i = 0; group && !group->busy && i < group->items.count; i++) {
        const DutyItem *item = &group->items.items[i];
        if (!item->due.has_deadline || (next ? item->due.deadline <= after : !same_cycle(item, env)))
            continue;
        Date day = item->done && !next ? item->done->date : item->due.deadline;
        *out = (Period){day, day};
        return POINT_FOUND;
    }
    const Common *common = &ev->model->checkpoints.items[point->ref].common;
    of->why = reason(ev, REASON_NO_DUTY, NULL, common->title, "", NULL);
    return POINT_OPEN;
}

/* ---- together ---- */

static PointResult dynamic(void *of, const Point *point, const PointEnv *env, Period *out)
{
    switch (point->kind) {
    case AT_MEETING: return meeting_day(of, point, env, out);
    case AT_EVENT: return event_day(of, point, env, out);
    case AT_CHECKPOINT: case AT_NEXT: return duty_day(of, point, env, out);
    case AT_NONE: case AT_DATES: case AT_YEARLY: case AT_LAST_WORKDAY: case AT_WEEK: case AT_COVERED: case AT_OWN_YEAR: case AT_TERM: case AT_MANDATE: break;
    }
    return POINT_OPEN;
}

/* A parameter that says how long: its value for the body at the end of what is covered. */
static bool length_of(void *of, const Point *point, int *count)
{
    DayEnv *day = of;
    Evaluator *ev = day->ev;
    if (!day->lengths || point->length_ref >= day->lengths->count)
        return false;
    Period year = period_year(date_year(ev->options.as_of));
    Context context = day->body == NO_INDEX ? context_all(WHO_MUNICIPALITY, year) : context_body(day->body, year);
    Value value = value_of(ev, day->lengths->items[point->length_ref], context_id(ev, context));
    if (value.kind != VALUE_NUMBER || value.state != RESULT_VALUE || value.number.d != 1 || value.number.n < 0 || value.number.n > 9999) {
        day->why = value.reasons;
        return false;
    }
    *count = (int)value.number.n;
    return true;
}

PointEnv point_env(Evaluator *ev, DayEnv *of, size_t body)
{
    of->ev = ev;
    of->body = body;
    return (PointEnv){.event_day = DATE_NONE, .council = is_council(ev, body), .of = of, .dynamic = dynamic, .length = length_of};
}

const ReasonSet *why_no_day(Evaluator *ev, const Due *due, const DayEnv *env)
{
    switch (due->result) {
    case POINT_FOUND: return due->has_deadline ? NULL : reason(ev, REASON_NO_DAY, NULL, STR_LIT(""), "", NULL);
    case POINT_OPEN: return env->why ? env->why : reason(ev, REASON_NO_DAY, NULL, STR_LIT(""), "", NULL);
    case POINT_NO_DAY: return reason(ev, REASON_NO_SUCH_DAY, NULL, STR_LIT(""), "", NULL);
    case POINT_NO_HOLIDAYS: return reason(ev, REASON_NO_HOLIDAYS, NULL, STR_LIT(""), "", NULL);
    }
    return NULL;
}

PointResult requirement_day(Evaluator *ev, const Requirement *requirement, const StepVecPlan *lengths, size_t body, Period covered, Date *out,
                            const ReasonSet **why)
{
    DayEnv of = {.meetings = &requirement->meeting_bodies, .lengths = lengths};
    PointEnv env = point_env(ev, &of, body);
    Period days;
    env.year = date_year(covered.last);
    env.has_covered = true;
    env.covered = covered;
    PointResult result = point_resolve(&requirement->by, &env, &days);
    Due due = {.result = result, .has_deadline = true};
    *out = result == POINT_FOUND ? days.last : DATE_NONE;
    *why = why_no_day(ev, &due, &of);
    return result;
}
