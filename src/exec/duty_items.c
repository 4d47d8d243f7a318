/* duty_items.c: hållpunkter and uppdrag -> the duties of each responsible body: one for each occurrence and counterpart, with its days. */
#include <stdlib.h>

#include "base/utf8.h"
#include "exec/duty_parts.h"

int duties_year(const Evaluator *ev)
{
    return ev->duty_year ? ev->duty_year : date_year(ev->options.as_of);
}

size_t group_body(const Evaluator *ev, size_t checkpoint, size_t body)
{
    const IndexVec *bodies = &ev->model->checkpoints.items[checkpoint].bodies;
    for (size_t i = 0; i < bodies->count; i++)
        if (bodies->items[i] == body)
            return body;
    return bodies->count ? bodies->items[0] : NO_INDEX;
}

/* ---- counterparts ---- */

typedef struct Counterpart { size_t body; Str text; } Counterpart;
typedef VEC(Counterpart) CounterpartVec;

static Str party_text(Evaluator *ev, const Party *party)
{
    if (!party->scope)
        return party->text;
    Ref ref = model_info(ev->model, party->scope)->ref;
    return ref.kind == SYM_BODY ? ev->model->bodies.items[ref.index].common.title : expr_text(ev, party->scope);
}

static size_t place_of(const IndexVec *bodies, size_t body)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (bodies->items[i] == body)
            return i;
    return NO_INDEX;
}

/* Whether the responsible body has a duty with the other, by some `varje nämnd utom X`. */
static bool is_to_meet(Evaluator *ev, const Checkpoint *checkpoint, size_t other)
{
    for (VEC_EACH(const Party, party, &checkpoint->together)) {
        IndexVec bodies = {0};
        if (!party->scope || !party->scope->as.scope.each || party->except == other)
            continue;
        scope_bodies(ev->arena, ev->model, party->scope, &bodies);
        if (place_of(&bodies, other) != NO_INDEX)
            return true;
    }
    return false;
}

/* Where each of two is responsible for meeting the other, the one that stands first has the duty. */
static bool theirs_already(Evaluator *ev, const Checkpoint *checkpoint, size_t own, size_t other)
{
    return place_of(&checkpoint->bodies, other) < place_of(&checkpoint->bodies, own) && is_to_meet(ev, checkpoint, own);
}

/* `varje nämnd` gives one duty with each, itself left out; others are met together. */
static void counterparts_of(Evaluator *ev, const Checkpoint *checkpoint, size_t own, CounterpartVec *out)
{
    StrBuf others = {0};
    bool any_each = false;
    for (VEC_EACH(const Party, party, &checkpoint->together)) {
        IndexVec bodies = {0};
        bool each = party->scope && party->scope->as.scope.each;
        any_each |= each;
        if (each)
            scope_bodies(ev->arena, ev->model, party->scope, &bodies);
        for (VEC_EACH(const size_t, body, &bodies))
            if (*body != own && *body != party->except && !theirs_already(ev, checkpoint, own, *body))
                vec_push(ev->arena, out, ((Counterpart){*body, ev->model->bodies.items[*body].common.title}));
        if (!each)
            strbuf_printf(&others, "%s" STR_FMT, others.n ? ", " : "", STR_ARG(party_text(ev, party)));
    }
    Str text = str_dup(ev->arena, strbuf_str(&others));
    strbuf_free(&others);
    if (text.n || (out->count == 0 && !any_each))      /* with nobody of that kind there is nothing to do */
        vec_push(ev->arena, out, ((Counterpart){NO_INDEX, text}));
}

/* ---- occurrences ---- */

static void unresolved(Evaluator *ev, int year, OccurrenceVec *out)
{
    vec_push(ev->arena, out, ((Occurrence){.year = year, .window = (size_t)-1, .event = DATE_NONE}));
}

static void meeting_occurrences(Evaluator *ev, const Checkpoint *checkpoint, size_t body, OccurrenceVec *out)
{
    size_t meets = meeting_body(ev, &checkpoint->meeting_bodies, checkpoint->schedule.meeting_ref, body);
    const RoleRows *meetings = role_rows(ev, "sammanträden");
    for (VEC_EACH(const RoleRow, row, &meetings->rows))
        if (row->has_date && row->body == meets)
            vec_push(ev->arena, out, ((Occurrence){.year = date_year(row->date), .window = (size_t)-1, .event = row->date}));
    if (out->count == 0)
        unresolved(ev, duties_year(ev), out);
}

static void event_occurrences(Evaluator *ev, const Checkpoint *checkpoint, size_t body, OccurrenceVec *out)
{
    const RoleRows *events = role_rows(ev, "händelser");
    for (VEC_EACH(const RoleRow, row, &events->rows)) {
        bool theirs = row->body == NO_INDEX || row->body == body;
        if (row->has_date && theirs && str_eq(row->what, checkpoint->schedule.event))
            vec_push(ev->arena, out, ((Occurrence){.year = date_year(row->date), .window = (size_t)-1, .event = row->date}));
    }
    if (!events->present)
        unresolved(ev, duties_year(ev), out);
}

static void year_occurrences(Evaluator *ev, const Schedule *schedule, OccurrenceVec *out)
{
    /* What recurs within the year is many; two years back are enough to tell what was missed. */
    bool many = schedule->covers == COVER_EACH || schedule->recurs == RECUR_EACH || schedule->recurs == RECUR_TIMES_A_YEAR;
    int back = many ? MANY_BACK : YEARS_BACK, ahead = many ? MANY_AHEAD : YEARS_AHEAD;
    for (int year = duties_year(ev) - back; year <= duties_year(ev) + ahead; year++)
        schedule_occurrences(ev->arena, schedule, year, out);
}

/* ---- items ---- */

static DutyItem new_item(const Counterpart *with)
{
    return (DutyItem){.with = with->body, .with_text = with->text, .from = DATE_NONE};
}

static void add_items(Evaluator *ev, DutyList *group, const OccurrenceVec *list, const CounterpartVec *with)
{
    const Checkpoint *checkpoint = group->checkpoint;
    for (VEC_EACH(const Occurrence, occurrence, list)) {
        DayEnv of = {.meetings = &checkpoint->meeting_bodies, .lengths = &ev->plan->checkpoints[group->index].lengths};
        PointEnv env = point_env(ev, &of, group->body);
        Due due = schedule_due(&checkpoint->schedule, occurrence, &env);
        bool no_meetings = checkpoint->schedule.recurs == RECUR_MEETINGS && occurrence->event == DATE_NONE;
        bool no_events = checkpoint->schedule.recurs == RECUR_EVENT && occurrence->event == DATE_NONE;
        const ReasonSet *why = due.has_deadline ? NULL : why_no_day(ev, &due, &of);
        if (no_meetings || no_events) {
            due.has_deadline = false;
            why = reason(ev, REASON_NO_ROLE, NULL, no_meetings ? STR_LIT("sammanträden") : STR_LIT("händelser"), "", NULL);
            if (no_meetings && role_rows(ev, "sammanträden")->present)
                why = reason(ev, REASON_NO_MEETING, NULL, ev->model->bodies.items[group->body].common.title, "nyår", "new year");
        }
        for (VEC_EACH(const Counterpart, counterpart, with)) {
            DutyItem item = new_item(counterpart);
            item.occurrence = *occurrence;
            item.due = due;
            item.why = why;
            item.waiting = of.waiting && !due.has_deadline;
            vec_push(ev->arena, &group->items, item);
        }
    }
}

/* i samband med: each occurrence of what it goes with, on its day, unless days of its own are stated. */
static void add_with(Evaluator *ev, DutyList *group, const CounterpartVec *with)
{
    const Checkpoint *checkpoint = group->checkpoint;
    bool own_days = checkpoint->schedule.by.count || checkpoint->schedule.windows.count;
    int number = 0;
    for (VEC_EACH(const size_t, other, &checkpoint->with)) {
        size_t body = group_body(ev, *other, group->body);
        const DutyList *leader = body == NO_INDEX ? NULL : checkpoint_duties(ev, *other, body);
        number++;
        for (size_t i = 0; leader && !leader->busy && i < leader->items.count; i++) {
            const DutyItem *lead = &leader->items.items[i];
            if (i && lead->with != leader->items.items[0].with)
                continue;
            Occurrence occurrence = lead->occurrence;
            OccurrenceVec one = {0};
            occurrence.number = checkpoint->with.count > 1 ? number : occurrence.number;
            occurrence.of = checkpoint->with.count > 1 ? (int)checkpoint->with.count : occurrence.of;
            vec_push(ev->arena, &one, occurrence);
            size_t before = group->items.count;
            add_items(ev, group, &one, with);
            for (size_t j = before; j < group->items.count && !own_days; j++) {
                group->items.items[j].due = lead->due;
                schedule_move(&checkpoint->schedule, &group->items.items[j].due);
                group->items.items[j].why = lead->why;
                group->items.items[j].waiting = lead->waiting;
            }
        }
    }
}

/* ---- groups ---- */

static int compare_items(const void *left, const void *right)
{
    const DutyItem *a = left, *b = right;
    int64_t x = a->due.has_deadline ? a->due.deadline : INT64_MAX, y = b->due.has_deadline ? b->due.deadline : INT64_MAX;
    if (x != y)
        return x < y ? -1 : 1;
    if (a->with != b->with)
        return a->with < b->with ? -1 : 1;
    int number = (a->occurrence.number > b->occurrence.number) - (a->occurrence.number < b->occurrence.number);
    return number ? number : (a->occurrence.year > b->occurrence.year) - (a->occurrence.year < b->occurrence.year);
}

/* A report on a period, which cannot be made before the period has ended; a plan may cover a year or a term as well. */
static bool is_report(const DutyList *group)
{
    if (!group->checkpoint)
        return false;
    switch (group->checkpoint->schedule.covers) {
    case COVER_DATES: case COVER_MONTHS: case COVER_EACH: return true;
    case COVER_NONE: case COVER_YEAR: case COVER_BUDGET_YEAR: case COVER_SCHOOL_YEAR: case COVER_MANDATE: break;
    }
    return false;
}

/* From which day a row may answer: when it may begin, when what it covers has ended, or when the one before was due. */
static void fill_from(DutyList *group)
{
    for (size_t i = 0; i < group->items.count; i++) {
        DutyItem *item = &group->items.items[i];
        const Occurrence *o = &item->occurrence;
        Date before = DATE_NONE;
        for (size_t j = i; j > 0 && before == DATE_NONE; j--) {
            const DutyItem *other = &group->items.items[j - 1];
            if (other->with == item->with && other->due.has_deadline && other->due.deadline < item->due.deadline)
                before = other->due.deadline;
        }
        if (item->due.has_first)
            item->from = item->due.first;
        else if (o->has_covered && (item->due.has_deadline ? item->due.deadline > o->covered.last : is_report(group)))
            item->from = o->covered.last + 1;
        else
            item->from = before != DATE_NONE ? before + 1 : item->due.has_deadline ? item->due.deadline - 366 : date_ymd(o->year, 1, 1);
    }
}

static DutyList *group_new(Evaluator *ev, bool commission, size_t index, size_t body, bool *made)
{
    const uint64_t key[3] = {commission, index, body};
    DutyList *group = map_get(&ev->duty_lists, (Str){(const char *)key, sizeof key});
    *made = group != NULL;
    if (group)
        return group;
    group = ARENA_NEW(ev->arena, DutyList);
    *group = (DutyList){.busy = true, .index = index, .body = body};
    map_put(&ev->duty_lists, (Str){(const char *)key, sizeof key}, group);
    return group;
}

/* 1 of 3 is the first in the year, whatever the order in which they are listed. */
static void number_by_day(DutyList *group)
{
    int year = 0, number = 0;
    size_t with = NO_INDEX - 1;
    for (VEC_EACH(DutyItem, item, &group->items)) {
        if (item->occurrence.of < 2)
            continue;
        bool same = item->occurrence.year == year && item->with == with;
        number = same && number < item->occurrence.of ? number + 1 : 1;
        year = item->occurrence.year;
        with = item->with;
        item->occurrence.number = number;
    }
}

static int by_counterpart(const void *left, const void *right)
{
    const DutyItem *a = left, *b = right;
    if (a->with != b->with)
        return a->with < b->with ? -1 : 1;
    if (a->occurrence.year != b->occurrence.year)
        return a->occurrence.year < b->occurrence.year ? -1 : 1;
    return compare_items(left, right);
}

static void group_finish(Evaluator *ev, DutyList *group)
{
    if (group->checkpoint && group->checkpoint->schedule.recurs == RECUR_WITH && group->items.count) {
        qsort(group->items.items, group->items.count, sizeof *group->items.items, by_counterpart);
        number_by_day(group);
    }
    if (group->items.count)
        qsort(group->items.items, group->items.count, sizeof *group->items.items, compare_items);
    fill_from(group);
    group_match(ev, group);
    group->busy = false;
}

DutyList *checkpoint_duties(Evaluator *ev, size_t index, size_t body)
{
    bool made;
    DutyList *group = group_new(ev, false, index, body, &made);
    const Checkpoint *checkpoint = &ev->model->checkpoints.items[index];
    OccurrenceVec list = {0};
    CounterpartVec with = {0};
    if (made)
        return group;
    group->checkpoint = checkpoint;
    group->common = &checkpoint->common;
    counterparts_of(ev, checkpoint, body, &with);
    switch (checkpoint->schedule.recurs) {
    case RECUR_MEETINGS: meeting_occurrences(ev, checkpoint, body, &list); break;
    case RECUR_EVENT: event_occurrences(ev, checkpoint, body, &list); break;
    case RECUR_WITH: break;
    default: year_occurrences(ev, &checkpoint->schedule, &list);
    }
    add_items(ev, group, &list, &with);
    if (checkpoint->schedule.recurs == RECUR_WITH)
        add_with(ev, group, &with);
    group_finish(ev, group);
    return group;
}

/* ---- uppdrag ---- */

static Date decision_day(const Decl *decl)
{
    const Attr *decided = decl_attr(decl, ATTR_DECIDED);
    const Mod *on = decided && decided->items.count ? item_mod(&decided->items.items[0], MOD_ON) : NULL;
    bool day = on && on->value && on->value->kind == EXPR_TIME && on->value->as.time.form == TIME_PERIOD;
    return day ? on->value->as.time.period.last : DATE_NONE;
}

/* återrapporteras i samband med X: the first X after the decision. */
static bool reported_with(Evaluator *ev, const Commission *commission, size_t body, DutyItem *item)
{
    Date decided = decision_day(commission->common.decl);
    Date after = decided != DATE_NONE ? decided : date_ymd(date_year(ev->options.as_of), 1, 1) - 1;
    for (VEC_EACH(const size_t, other, &commission->with)) {
        size_t whose = group_body(ev, *other, body);
        const DutyList *leader = whose == NO_INDEX ? NULL : checkpoint_duties(ev, *other, whose);
        for (size_t i = 0; leader && !leader->busy && i < leader->items.count; i++) {
            const DutyItem *lead = &leader->items.items[i];
            bool later = lead->due.has_deadline && lead->due.deadline > after;
            if (!later || (item->due.has_deadline && item->due.deadline <= lead->due.deadline))
                continue;
            item->due = lead->due;
            item->due.has_first = false;
            item->occurrence.year = date_year(lead->due.deadline);
        }
    }
    return item->due.has_deadline;
}

DutyList *commission_duties(Evaluator *ev, size_t index, size_t body)
{
    bool made;
    DutyList *group = group_new(ev, true, index, body, &made);
    const Commission *commission = &ev->model->commissions.items[index];
    if (made)
        return group;
    group->commission = commission;
    group->common = &commission->common;
    DutyItem item = {.with = NO_INDEX, .from = DATE_NONE, .occurrence = {.year = duties_year(ev), .window = (size_t)-1, .event = DATE_NONE}};
    DayEnv of = {.meetings = NULL};
    PointEnv env = point_env(ev, &of, body);
    Date decided = decision_day(commission->common.decl);
    item.occurrence.has_covered = decided != DATE_NONE;      /* a day without a year is the first after the decision */
    item.occurrence.covered = (Period){decided, decided};
    if (commission->has_deadline)
        item.due = schedule_due(&commission->schedule, &item.occurrence, &env);
    if (item.due.has_deadline)
        item.occurrence.year = date_year(item.due.deadline);
    else
        reported_with(ev, commission, body, &item);
    item.why = item.due.has_deadline ? NULL : why_no_day(ev, &item.due, &of);
    vec_push(ev->arena, &group->items, item);
    group->items.items[0].occurrence.has_covered = false;
    group_finish(ev, group);
    group->items.items[0].from = decided != DATE_NONE ? decided : group->items.items[0].from;
    return group;
}
