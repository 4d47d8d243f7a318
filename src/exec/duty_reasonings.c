/* duty_reasonings.c: what people are to say of a goal and have not: a goal that is settled by judgement is followed up by a checkpoint, its day has passed, and
 * the table of judgements holds no reasoning about it. That is late, never a fault of the model. Part of a run. */
#include "exec/duty_parts.h"
#include "exec/judgements.h"
#include "exec/messages.h"
#include "exec/run.h"

/* The latest occasion of the checkpoint for the body whose last day has passed; NULL when there is none to speak of. */
static const DutyItem *latest_due(Evaluator *ev, const DutyList *group, Date since)
{
    const DutyItem *latest = NULL;
    for (VEC_EACH(const DutyItem, item, &group->items)) {
        bool passed = item->due.has_deadline && item->due.deadline < ev->options.as_of && item->due.deadline >= since;
        if (passed && item_in_force(ev, group, item) && (!latest || item->due.deadline > latest->due.deadline))
            latest = item;
    }
    return latest;
}

static Period reported_period(const Duty *duty)
{
    return duty->has_covers ? duty->covers : period_year(duty->year);
}

static void tell(Evaluator *ev, Run *run, const Goal *goal, size_t body, const Duty *duty)
{
    static const char *const formats[] = {
        "%s: bedömningen för " STR_FMT " saknar ett resonemang. Den skulle ha funnits senast " STR_FMT " (" STR_FMT ").",
        "%s: the judgement of " STR_FMT " has no reasoning. It was due by " STR_FMT " (" STR_FMT ").",
    };
    static const char *const actions[] = {STR_FMT " är ansvarig för målet.", STR_FMT " is responsible for the goal."};
    Finding finding = duty_finding(ev, FINDING_DELAY, duty);
    Str whose = ev->model->bodies.items[body].common.title;
    finding.declaration = goal->common.name;
    finding.title = goal->common.title;
    finding.decl_kind = STR_LIT("mål");
    finding.body = ev->model->bodies.items[body].common.name;
    finding.body_title = whose;
    finding.days_late = (int)(ev->options.as_of - duty->deadline);
    finding.status = STR_LIT("late");
    finding.weight = 40;
    finding.id = str_of(arena_printf(ev->arena, "försening/" STR_FMT "/" STR_FMT "/" STR_FMT, STR_ARG(goal->common.name), STR_ARG(finding.body), STR_ARG(duty->id)));
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        Str period = period_text(ev, reported_period(duty), lang), day = period_text(ev, (Period){duty->deadline, duty->deadline}, lang);
        const char *title = arena_strndup(ev->arena, goal->common.title.s, goal->common.title.n);
        finding.message[lang] = str_of(arena_printf(ev->arena, formats[lang], title, STR_ARG(period), STR_ARG(day), STR_ARG(duty->title)));
        finding.action[lang] = str_of(arena_printf(ev->arena, actions[lang], STR_ARG(whose)));
    }
    vec_push(ev->arena, &run->findings, finding);
}

static void check_body(Evaluator *ev, Run *run, size_t goal, size_t body, size_t checkpoint, Date since)
{
    const Goal *g = &ev->model->goals.items[goal];
    size_t whose = group_body(ev, checkpoint, body);
    if (whose == NO_INDEX || (ev->options.only_body != NO_INDEX && !body_within(ev->model, body, ev->options.only_body)))
        return;
    const DutyList *group = checkpoint_duties(ev, checkpoint, whose);
    const DutyItem *item = latest_due(ev, group, since);
    if (!item)
        return;
    Duty duty = item_duty(ev, group, item, true);
    bool in_force = reported_period(&duty).last >= g->common.valid.first && reported_period(&duty).first <= g->common.valid.last;
    if (in_force && duty.state != DUTY_EXEMPT && !judgement_reasoning(ev, SYM_GOAL, goal, body, reported_period(&duty), false).n)
        tell(ev, run, g, body, &duty);
}

void run_reasonings(Evaluator *ev, Run *run)
{
    const Model *model = ev->model;
    const RoleRows *rows = role_rows(ev, "bedömningar");
    Date since = date_ymd(date_year(ev->options.as_of) - 1, 1, 1);
    if (!rows->present || rows->unreadable)
        return;
    for (size_t i = 0; i < model->goals.count; i++) {
        const Goal *goal = &model->goals.items[i];
        for (size_t k = 0; k < model->checkpoints.count && goal->settled_by_people; k++) {
            if (model->checkpoints.items[k].met || !checkpoint_follows_goal(model, k, i))
                continue;
            for (VEC_EACH(const size_t, body, &goal->responsible))
                check_body(ev, run, i, *body, k, since);
        }
    }
}
