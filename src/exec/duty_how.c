/* duty_how.c: how the days of a duty came about, line by line: what it covers, each stated time and the day it means, what moved it, and which row says
 * that it is done. */
#include "exec/duty_parts.h"

typedef struct Telling { Evaluator *ev; const DutyList *list; const DutyItem *item; Duty *out; } Telling;

static const char *day_text(Evaluator *ev, Date day, Lang lang)
{
    Str text = period_text(ev, (Period){day, day}, lang);
    return arena_strndup(ev->arena, text.s, text.n);
}

static void tell(Telling *t, const char *sv, const char *en)
{
    DutyLine line = {{str_of(sv), str_of(en)}};
    vec_push(t->ev->arena, &t->out->how, line);
}

/* "under mars–april: 1 mars 2026 till 30 april 2026", "senast 20 oktober: 20 oktober 2025" */
static void tell_point(Telling *t, const char *keyword, const Expr *written, const Point *point, bool first)
{
    Evaluator *ev = t->ev;
    const Occurrence *o = &t->item->occurrence;
    DayEnv of = {.meetings = &t->list->checkpoint->meeting_bodies, .lengths = &ev->plan->checkpoints[t->list->index].lengths};
    PointEnv env = point_env(ev, &of, t->list->body);
    Period days;
    schedule_env(&t->list->checkpoint->schedule, o, &env);
    if (point_resolve(point, &env, &days) != POINT_FOUND)
        return;
    Str text = expr_text(ev, written);
    bool window = keyword[0] == 'u';
    const char *to_sv = window ? arena_printf(ev->arena, "%s till %s", day_text(ev, days.first, LANG_SV), day_text(ev, days.last, LANG_SV)) : NULL;
    const char *to_en = window ? arena_printf(ev->arena, "%s to %s", day_text(ev, days.first, LANG_EN), day_text(ev, days.last, LANG_EN)) : NULL;
    Date day = first ? days.first : days.last;
    tell(t, arena_printf(ev->arena, "%s " STR_FMT ": %s", keyword, STR_ARG(text), to_sv ? to_sv : day_text(ev, day, LANG_SV)),
         arena_printf(ev->arena, "%s " STR_FMT ": %s", keyword, STR_ARG(text), to_en ? to_en : day_text(ev, day, LANG_EN)));
}

/* The points of the schedule stand in the order of the attributes' items. */
static void tell_points(Telling *t, AttrKind kind, const char *keyword, const Point *points, size_t count, size_t only)
{
    size_t index = 0;
    for (VEC_EACH(const Attr, attr, &t->list->common->decl->attrs))
        for (size_t i = 0; attr->kind == kind && i < attr->items.count; i++, index++)
            if (index < count && (only == (size_t)-1 || only == index))
                tell_point(t, keyword, attr->items.items[i].value, &points[index], kind == ATTR_EARLIEST);
}

static void tell_election(Telling *t)
{
    if (!t->item->due.election_year)
        return;
    tell(t, "Dagen infaller ett valår: det som står efter under valår gäller", "The day is in an election year: what stands behind under valår applies");
}

static void tell_with(Telling *t)
{
    const Checkpoint *checkpoint = t->list->checkpoint;
    if (checkpoint->schedule.recurs != RECUR_WITH || checkpoint->schedule.by.count || checkpoint->schedule.windows.count)
        return;
    for (VEC_EACH(const size_t, other, &checkpoint->with)) {
        Str title = t->ev->model->checkpoints.items[*other].common.title;
        tell(t, arena_printf(t->ev->arena, "I samband med " STR_FMT, STR_ARG(title)), arena_printf(t->ev->arena, "In connection with " STR_FMT, STR_ARG(title)));
    }
}

static void tell_moved(Telling *t)
{
    const Due *due = &t->item->due;
    if (!due->has_deadline || due->nominal == due->deadline)
        return;
    tell(t, arena_printf(t->ev->arena, "%s är en helg eller helgdag; sista dagen flyttas till %s (2 § lagen 1930:173)", day_text(t->ev, due->nominal, LANG_SV),
                         day_text(t->ev, due->deadline, LANG_SV)),
         arena_printf(t->ev->arena, "%s is a weekend or holiday; the last day moves to %s (lag 1930:173, section 2)", day_text(t->ev, due->nominal, LANG_EN),
                      day_text(t->ev, due->deadline, LANG_EN)));
}

static void tell_done(Telling *t)
{
    const RoleRow *done = t->item->done;
    if (done)
        tell(t, arena_printf(t->ev->arena, "Utfört %s enligt %s", day_text(t->ev, done->date, LANG_SV),
                             line_text(t->ev, arena_strndup(t->ev->arena, done->file.s, done->file.n), done->line, LANG_SV)),
             arena_printf(t->ev->arena, "Done %s according to %s", day_text(t->ev, done->date, LANG_EN),
                          line_text(t->ev, arena_strndup(t->ev->arena, done->file.s, done->file.n), done->line, LANG_EN)));
    else if (role_rows(t->ev, "utfört")->present)
        tell(t, "Ingen rad i rollen utfört säger att den är gjord", "No row in the role utfört says that it is done");
}

void duty_how(Evaluator *ev, const DutyList *list, const DutyItem *item, Duty *out)
{
    Telling t = {ev, list, item, out};
    const Occurrence *o = &item->occurrence;
    if (o->has_covered)
        tell(&t, arena_printf(ev->arena, "Avser " STR_FMT, STR_ARG(period_text(ev, o->covered, LANG_SV))),
             arena_printf(ev->arena, "Covers " STR_FMT, STR_ARG(period_text(ev, o->covered, LANG_EN))));
    if (list->checkpoint) {
        const Schedule *s = &list->checkpoint->schedule;
        tell_points(&t, ATTR_WINDOW, "under", s->windows.items, s->windows.count, o->window);
        tell_points(&t, ATTR_BY, "senast", s->by.items, s->by.count, (size_t)-1);
        tell_points(&t, ATTR_EARLIEST, "tidigast", &s->earliest, s->has_earliest, (size_t)-1);
        tell_election(&t);
        tell_with(&t);
    }
    tell_moved(&t);
    tell_done(&t);
}
