/* duty_run.c: the duties of a run: which to list, and what of them is a finding. */
#include "exec/duty_parts.h"
#include "exec/run.h"

/* ---- all groups ---- */

typedef void (*GroupVisit)(Evaluator *ev, DutyList *group, void *of);

/* Whether a body's duties are asked for: its own and those below it. */
static bool is_asked(const Evaluator *ev, size_t body)
{
    return ev->options.only_body == NO_INDEX || (body != NO_INDEX && body_within(ev->model, body, ev->options.only_body));
}

/* … and those that it is the counterpart of. */
static bool is_about(const Evaluator *ev, const DutyList *list, const DutyItem *item)
{
    return is_asked(ev, list->body) || is_asked(ev, item->with);
}

static void each_group(Evaluator *ev, GroupVisit visit, void *of)
{
    const Model *model = ev->model;
    for (size_t i = 0; i < model->checkpoints.count; i++) {
        const Checkpoint *checkpoint = &model->checkpoints.items[i];
        for (size_t j = 0; j < checkpoint->bodies.count && !checkpoint->met; j++) {
            size_t body = checkpoint->bodies.items[j];
            if ((is_asked(ev, body) || checkpoint->together.count) && !checkpoint_is_tightened(model, i, body))
                visit(ev, checkpoint_duties(ev, i, body), of);
        }
    }
    for (size_t i = 0; i < model->commissions.count; i++)
        for (size_t j = 0; j < model->commissions.items[i].to.count; j++)
            if (is_asked(ev, model->commissions.items[i].to.items[j]))
                visit(ev, commission_duties(ev, i, model->commissions.items[i].to.items[j]), of);
}

/* ---- a span: the year wheel ---- */

typedef struct Within { Period span; bool judged; DutyVec *out; } Within;

/* What has no day stands in the year it belongs to; a plan in the year before, when it is made. */
static bool touches(const DutyList *list, const DutyItem *item, Period span)
{
    Date first = item->due.has_first ? item->due.first : item->due.deadline;
    bool planned = list->checkpoint && list->checkpoint->schedule.covers == COVER_BUDGET_YEAR;
    if (!item->due.has_deadline)
        return item->occurrence.year - planned == date_year(span.first);
    return item->due.deadline >= span.first && first <= span.last;
}

static void add_within(Evaluator *ev, DutyList *group, void *of)
{
    Within *within = of;
    for (VEC_EACH(const DutyItem, item, &group->items))
        if (is_about(ev, group, item) && touches(group, item, within->span) && item_in_force(ev, group, item) &&
            (within->judged || !item_replaced(ev, group, item)))
            vec_push(ev->arena, within->out, item_duty(ev, group, item, within->judged));
}

void duties_within(Evaluator *ev, Period span, bool judged, DutyVec *out)
{
    Within within = {span, judged, out};
    ev->duty_year = date_year(span.first);
    each_group(ev, add_within, &within);
    duties_sort(ev->arena, out);
}

/* ---- a run ---- */

/* Those of one hållpunkt without a day, for one reason: told once, however many bodies and occasions. */
typedef struct Undated { bool any; Duty first; size_t bodies, occasions; } Undated;
typedef struct Running { Run *run; DutyVec list; Period past; Date ahead; size_t unreported; Undated undated; } Running;

Finding duty_finding(Evaluator *ev, FindingKind kind, const Duty *duty)
{
    Finding f = {.kind = kind, .assessment = (size_t)-1, .declaration = duty->checkpoint, .title = duty->title, .decl_kind = duty->decl_kind, .body = duty->body,
                 .body_title = duty->body_title, .has_duty = true, .days_late = duty->days_late, .place = duty->place};
    f.period = duty->has_covers ? duty->covers : period_year(duty->year);
    f.has_deadline = duty->has_deadline;
    f.deadline = duty->deadline;
    f.reasons.items = duty->reasons.items;
    f.reasons.count = f.reasons.cap = duty->reasons.count;
    f.sources.items = duty->sources.items;
    f.sources.count = f.sources.cap = duty->sources.count;
    f.id = str_of(arena_printf(ev->arena, "%s/" STR_FMT, finding_kind_name(kind, LANG_SV), STR_ARG(duty->id)));
    f.status = str_of(duty_state_name(duty->state, LANG_EN));
    Num zero = num_of_int(0);
    f.plans.required.number = f.plans.planned.number = f.plans.gap.number = zero;
    f.plans.required.state = f.plans.planned.state = f.plans.gap.state = RESULT_NONE;
    return f;
}

static void add_late(Evaluator *ev, Running *running, const Duty *duty, size_t more)
{
    Finding finding = duty_finding(ev, FINDING_DELAY, duty);
    finding.weight = duty->state == DUTY_LATE ? 100 : 50;
    message_late(ev, duty, more, &finding);
    vec_push(ev->arena, &running->run->findings, finding);
}

static void tell_undated(Evaluator *ev, Running *running)
{
    Undated *undated = &running->undated;
    if (!undated->any)
        return;
    Finding finding = duty_finding(ev, FINDING_NOT_ASSESSABLE, &undated->first);
    if (undated->bodies > 1)
        finding.body = finding.body_title = STR_LIT("kommunen");
    message_no_day(ev, &undated->first, undated->bodies, undated->occasions, &finding);
    vec_push(ev->arena, &running->run->findings, finding);
    *undated = (Undated){0};
}

static bool same_reason(const Duty *a, const Duty *b)
{
    bool both = a->reasons.count && b->reasons.count;
    return str_eq(a->checkpoint, b->checkpoint) && both && str_eq(a->reasons.items[0].code, b->reasons.items[0].code) &&
           str_eq(a->reasons.items[0].name, b->reasons.items[0].name);
}

static void note_undated(Evaluator *ev, Running *running, const Duty *duty, size_t occasions)
{
    Undated *undated = &running->undated;
    if (undated->any && !same_reason(&undated->first, duty))
        tell_undated(ev, running);
    if (!undated->any)
        undated->first = *duty;
    undated->any = true;
    undated->bodies++;
    undated->occasions += occasions;
}

static bool is_listed(const Running *running, const Evaluator *ev, const Duty *duty)
{
    switch (duty->state) {
    case DUTY_LATE: case DUTY_MISSED: return duty->deadline >= running->past.first || str_eqz(duty->decl_kind, "uppdrag");     /* until it is answered */
    case DUTY_OPEN: case DUTY_UPCOMING: return duty->has_deadline && duty->deadline <= running->ahead;
    case DUTY_UNREPORTED: case DUTY_DONE: case DUTY_DONE_LATE: case DUTY_EXEMPT:
        return duty->has_deadline && duty->deadline >= running->past.first && duty->deadline <= running->ahead;
    case DUTY_NOT_ASSESSABLE: return duty->year == date_year(ev->options.as_of);
    case DUTY_PLANNED: break;
    }
    return false;
}

static void add_too_early(Evaluator *ev, Running *running, const DutyList *list, const DutyItem *item, const Duty *duty)
{
    Finding finding = duty_finding(ev, FINDING_DEVIATION, duty);
    if (!duty_too_early(ev, list, item, duty, &finding))
        return;
    finding.weight = 20;
    vec_push(ev->arena, &running->run->findings, finding);
}

static void add_group(Evaluator *ev, DutyList *group, void *of)
{
    Running *running = of;
    Duty without = {0}, missed = {0};
    size_t unknown = 0, misses = 0;
    for (VEC_EACH(const DutyItem, item, &group->items)) {
        if (!is_about(ev, group, item) || !item_in_force(ev, group, item))
            continue;
        Duty duty = item_duty(ev, group, item, true);
        if (!is_listed(running, ev, &duty))
            continue;
        vec_push(ev->arena, &running->list, duty);
        running->unreported += duty.state == DUTY_UNREPORTED && !duty.optional;
        add_too_early(ev, running, group, item, &duty);
        if (duty.state == DUTY_LATE)
            add_late(ev, running, &duty, 0);
        if (duty.state == DUTY_MISSED && ++misses)
            missed = duty;
        if (duty.state == DUTY_NOT_ASSESSABLE)
            without = unknown++ ? without : duty;
    }
    if (misses)                          /* the latest is told, the others are counted: all of them are in Run.duties */
        add_late(ev, running, &missed, misses - 1);
    if (unknown)
        note_undated(ev, running, &without, unknown);
}

/* No table says what has been done: one finding for all, as nothing can be said of any. */
static void add_unreported(Evaluator *ev, Running *running)
{
    bool unreadable = role_rows(ev, "utfört")->unreadable;
    Finding f = {.kind = FINDING_DATA_GAP, .assessment = (size_t)-1, .declaration = STR_LIT("utfört"), .title = STR_LIT("Utfört"), .decl_kind = STR_LIT("tabell"),
                 .body = STR_LIT("kommunen"), .body_title = STR_LIT("kommunen"), .id = STR_LIT("datalucka/utfört/saknas")};
    f.period = period_latest_ended(GRAIN_MONTH, ev->options.as_of);
    size_t count = running->unreported;
    const char *why_sv = unreadable ? "tabellen i rollen utfört kunde inte läsas" : "ingen tabell har rollen utfört";
    const char *why_en = unreadable ? "the table in the role utfört could not be read" : "no table has the role utfört";
    f.message[LANG_SV] = str_of(arena_printf(ev->arena, count == 1 ? "Det går inte att säga om %zu hållpunkt som passerat är gjord: %s."
                                                                   : "Det går inte att säga om %zu hållpunkter som passerat är gjorda: %s.", count, why_sv));
    f.message[LANG_EN] = str_of(arena_printf(ev->arena, "It cannot be said whether %zu checkpoints that have passed were done: %s.", count, why_en));
    Num zero = num_of_int(0);
    f.plans.required.number = f.plans.planned.number = f.plans.gap.number = zero;
    f.plans.required.state = f.plans.planned.state = f.plans.gap.state = RESULT_NONE;
    vec_push(ev->arena, &running->run->findings, f);
}

void run_duties(Evaluator *ev, Run *run)
{
    Date as_of = ev->options.as_of;
    int ahead = ev->options.ahead > 0 ? ev->options.ahead : AHEAD_DAYS;
    Running running = {.run = run, .past = {date_ymd(date_year(as_of) - 1, 1, 1), as_of}, .ahead = as_of + ahead};
    run->ahead = ahead;
    run->has_duties = ev->model->checkpoints.count || ev->model->commissions.count;
    ev->duty_year = date_year(as_of);
    each_group(ev, add_group, &running);
    tell_undated(ev, &running);
    if (running.unreported)
        add_unreported(ev, &running);
    duties_sort(ev->arena, &running.list);
    run->duties = running.list.items;
    run->duty_count = running.list.count;
}
