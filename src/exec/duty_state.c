/* duty_state.c: what has become of a duty as of a day, and the duty as plain data. */
#include "exec/duty_parts.h"

#define YEAR_DAYS 365

/* ---- states ---- */

static bool is_optional(const DutyList *group)
{
    return group->checkpoint && group->checkpoint->optional;
}

/* A later one was due already: this one will not be made up for. */
static bool later_was_due(const DutyList *group, const DutyItem *item, Date as_of)
{
    for (VEC_EACH(const DutyItem, other, &group->items))
        if (other != item && other->with == item->with && other->due.has_deadline && other->due.deadline > item->due.deadline &&
            other->due.deadline < as_of)
            return true;
    return false;
}

/* The duty's body, and what it covers or its day. */
static Context item_context(const Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    Date day = item->due.has_deadline ? item->due.deadline : ev->options.as_of != DATE_NONE ? ev->options.as_of : date_ymd(item->occurrence.year, 12, 31);
    Period period = item->occurrence.has_covered ? item->occurrence.covered : (Period){day, day};
    return context_body(group->body, period);
}

static const ReasonSet *exempted(Evaluator *ev, const DutyList *group, const DutyItem *item, Str who)
{
    Context context = item_context(ev, group, item);
    return exempt_reason(ev, group->common->decl, &context, NULL, who);
}

bool item_replaced(Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    Context context = item_context(ev, group, item);
    return is_replaced(ev, group->common->decl, &context);
}

static Judged judge_done(const DutyItem *item)
{
    Judged judged = {DUTY_DONE, 0};
    if (item->due.has_deadline && item->done->date > item->due.deadline)
        judged = (Judged){DUTY_DONE_LATE, item->done->date - item->due.deadline};
    return judged;
}

static Judged judge_past(Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    const RoleRows *log = role_rows(ev, "utfört");
    Date as_of = ev->options.as_of;
    int days = as_of - item->due.deadline;
    if (is_optional(group) || !log->present || log->unreadable)
        return (Judged){DUTY_UNREPORTED, 0};
    bool missed = days > YEAR_DAYS || later_was_due(group, item, as_of);
    return (Judged){missed ? DUTY_MISSED : DUTY_LATE, days};
}

Judged item_judge(Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    Date as_of = ev->options.as_of;
    if (item->done)
        return judge_done(item);
    if (exempted(ev, group, item, STR_LIT("")))
        return (Judged){DUTY_EXEMPT, 0};
    if (!item->due.has_deadline)
        return (Judged){item->waiting || is_optional(group) ? DUTY_UPCOMING : DUTY_NOT_ASSESSABLE, 0};
    if (as_of > item->due.deadline)
        return judge_past(ev, group, item);
    return (Judged){as_of >= item->from ? DUTY_OPEN : DUTY_UPCOMING, 0};
}

/* ---- in force ---- */

static bool covers_day(Period valid, Date day)
{
    return valid.first <= day && day <= valid.last;
}

static bool has_body(const IndexVec *bodies, size_t body)
{
    for (VEC_EACH(const size_t, one, bodies))
        if (*one == body)
            return true;
    return false;
}

/* One that meets it for some of its bodies leaves it to the others; one of other bodies altogether meets it for all. */
static bool meets_for(const Checkpoint *own, const Checkpoint *met, size_t body)
{
    if (has_body(&own->bodies, body))
        return true;
    for (VEC_EACH(const size_t, one, &met->bodies))
        if (has_body(&own->bodies, *one))
            return false;
    return true;
}

/* Another hållpunkt has taken its place for this occasion. */
static bool is_met(Evaluator *ev, const DutyList *group, const Occurrence *o, Date day)
{
    for (size_t i = 0; group->checkpoint && i < group->checkpoint->met_by.count; i++) {
        const Checkpoint *own = &ev->model->checkpoints.items[group->checkpoint->met_by.items[i]];
        bool too_new = o->has_covered && o->covered.last < own->common.valid.first;
        if (!too_new && covers_day(own->common.valid, day) && meets_for(own, group->checkpoint, group->body))
            return true;
    }
    return false;
}

/* Its day is within the time of the hållpunkt, of the model and of the body. A hållpunkt that begins asks for no report on what had ended before; a
 * model that begins takes over what is still to come, as the law's duties do not begin with it. */
bool item_in_force(Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    const Occurrence *o = &item->occurrence;
    Date day = item->due.has_deadline ? item->due.deadline : date_ymd(o->year, 12, 31);
    bool before = o->has_covered && o->covered.last < group->common->valid.first;
    return !before && !is_met(ev, group, o, day) && covers_day(group->common->valid, day) && covers_day(ev->model->valid, day) &&
           covers_day(ev->model->bodies.items[group->body].common.valid, day);
}

/* ---- plain data ---- */

static Str body_title(Evaluator *ev, size_t body)
{
    const Common *common = &ev->model->bodies.items[body].common;
    return common->title.n ? common->title : common->name;
}

static Str duty_id(Evaluator *ev, const DutyList *group, const DutyItem *item)
{
    const Occurrence *o = &item->occurrence;
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT "/" STR_FMT "/", STR_ARG(group->common->name), STR_ARG(ev->model->bodies.items[group->body].common.name));
    if (o->has_covered)
        period_print(&buf, o->covered);
    else if (o->event != DATE_NONE)
        date_print(&buf, o->event);
    else if (o->has_stretch && o->number == 0 && period_grain(o->stretch) != GRAIN_YEAR)
        period_print(&buf, o->stretch);
    else
        strbuf_printf(&buf, "%d", o->year);
    if (o->number)
        strbuf_printf(&buf, "/%d", o->number);
    if (item->with != NO_INDEX)
        strbuf_printf(&buf, "/" STR_FMT, STR_ARG(ev->model->bodies.items[item->with].common.name));
    Str id = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return id;
}

/* A recipient or counterpart: the body's name, the words of the model for several. */
static Str party_name(Evaluator *ev, const Party *party, size_t own)
{
    if (!party->scope)
        return party->text;
    Ref ref = model_info(ev->model, party->scope)->ref;
    size_t body = ref.kind == SYM_BODY ? ref.index : ref.kind == SYM_RELATIVE_BODY ? body_relative(ev->model, own, ref.index) : NO_INDEX;
    IndexVec members = {0};
    if (ref.kind == SYM_BODY_KIND)
        scope_bodies(ev->arena, ev->model, party->scope, &members);
    if (members.count == 1)              /* a library's `varje styrelse`: the municipality has one */
        body = members.items[0];
    if (body == NO_INDEX && party->except != NO_INDEX)
        return str_of(arena_printf(ev->arena, STR_FMT " utom " STR_FMT, STR_ARG(expr_text(ev, party->scope)),
                                   STR_ARG(ev->model->bodies.items[party->except].common.name)));
    return body == NO_INDEX ? expr_text(ev, party->scope) : ev->model->bodies.items[body].common.name;
}

static Str decider_name(Evaluator *ev, const Expr *name, size_t own)
{
    Ref ref = name ? model_info(ev->model, name)->ref : (Ref){SYM_NONE, 0, 0};
    size_t body = ref.kind == SYM_BODY ? ref.index : ref.kind == SYM_RELATIVE_BODY ? body_relative(ev->model, own, ref.index) : NO_INDEX;
    return body == NO_INDEX ? STR_LIT("") : ev->model->bodies.items[body].common.name;
}

static void add_texts(Evaluator *ev, const StrVec *texts, Duty *out)
{
    for (size_t i = 0; i < texts->count; i++)
        vec_push(ev->arena, &out->contents, texts->items[i]);
}

static void add_checkpoint(Evaluator *ev, const Checkpoint *checkpoint, size_t body, Duty *out)
{
    for (VEC_EACH(const Party, party, &checkpoint->to))
        vec_push(ev->arena, &out->to, party_name(ev, party, body));
    add_texts(ev, &checkpoint->contents, out);
    add_texts(ev, &checkpoint->follows, out);
    out->prepared_by = decider_name(ev, checkpoint->prepared_name, body);
    out->decided_by = decider_name(ev, checkpoint->decided_name, body);
    out->optional = checkpoint->optional;
    out->statutory = checkpoint->schedule.statutory;
    out->forecast[LANG_SV] = checkpoint->forecast[LANG_SV];
    out->forecast[LANG_EN] = checkpoint->forecast[LANG_EN];
}

static void add_shared(Evaluator *ev, const Common *common, Duty *out)
{
    for (VEC_EACH(const Attr, attr, &common->decl->attrs))
        for (size_t i = 0; attr->kind == ATTR_TAGS && i < attr->items.count; i++) {
            const Expr *tag = attr->items.items[i].value;
            if (tag && (tag->kind == EXPR_NAME || tag->kind == EXPR_TEXT))
                vec_push(ev->arena, &out->tags, tag->as.text);
        }
    for (VEC_EACH(const Citation, citation, &common->sources))
        vec_push(ev->arena, &out->sources, ((SourceRef){citation->document, citation->section, citation->quote}));
    out->place = place_text(ev, common->decl->span);
}

/* "Kommunstyrelsen som processägare" */
static Str with_role(Evaluator *ev, const Checkpoint *checkpoint, size_t body, Str title)
{
    for (size_t i = 0; i < checkpoint->bodies.count; i++)
        if (checkpoint->bodies.items[i] == body && checkpoint->roles.items[i].n)
            return str_of(arena_printf(ev->arena, STR_FMT " som " STR_FMT, STR_ARG(title), STR_ARG(checkpoint->roles.items[i])));
    return title;
}

Duty item_duty(Evaluator *ev, const DutyList *group, const DutyItem *item, bool judged)
{
    const Occurrence *o = &item->occurrence;
    const Due *due = &item->due;
    Duty duty = {.id = duty_id(ev, group, item), .checkpoint = group->common->name, .title = group->common->title,
                 .decl_kind = group->checkpoint ? STR_LIT("hållpunkt") : STR_LIT("uppdrag"), .body = ev->model->bodies.items[group->body].common.name,
                 .body_title = body_title(ev, group->body), .year = o->year, .number = o->number, .of = o->of, .has_covers = o->has_covered,
                 .covers = o->covered, .has_window = due->has_first, .first = due->first, .has_deadline = due->has_deadline, .deadline = due->deadline,
                 .nominal = due->has_deadline ? due->nominal : DATE_NONE, .election_year = due->election_year, .reasons = reasons_list(ev, item->why)};
    duty.with = item->with == NO_INDEX ? item->with_text : ev->model->bodies.items[item->with].common.name;
    duty.with_title = item->with == NO_INDEX ? item->with_text : body_title(ev, item->with);
    duty.done = item->done && judged;
    duty.done_on = duty.done ? item->done->date : DATE_NONE;
    if (group->checkpoint) {
        add_checkpoint(ev, group->checkpoint, group->body, &duty);
        duty.body_title = with_role(ev, group->checkpoint, group->body, duty.body_title);
    }
    if (group->commission && group->commission->from != NO_INDEX)
        vec_push(ev->arena, &duty.to, ev->model->bodies.items[group->commission->from].common.name);
    add_shared(ev, group->common, &duty);
    duty_how(ev, group, item, &duty);
    Judged state = judged ? item_judge(ev, group, item) : (Judged){due->has_deadline || item->waiting ? DUTY_PLANNED : DUTY_NOT_ASSESSABLE, 0};
    duty.state = state.state;
    duty.days_late = state.days_late;
    if (state.state == DUTY_EXEMPT)
        duty.reasons = reasons_list(ev, exempted(ev, group, item, duty.body_title));
    return duty;
}
