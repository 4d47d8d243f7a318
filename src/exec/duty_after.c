/* duty_after.c: duties that were done before what they are to come after. Called by duty_run.c. */
#include "exec/duty_parts.h"

/* The duty of the same cycle that must come first; NULL when there is none. */
static const DutyItem *predecessor(Evaluator *ev, const DutyItem *item, size_t checkpoint, size_t body)
{
    size_t whose = group_body(ev, checkpoint, body);
    const DutyList *list = whose == NO_INDEX ? NULL : checkpoint_duties(ev, checkpoint, whose);
    const Occurrence *o = &item->occurrence;
    for (size_t i = 0; list && !list->busy && i < list->items.count; i++) {
        const Occurrence *other = &list->items.items[i].occurrence;
        bool numbered = o->number && other->number && o->of == other->of;
        bool apart = o->has_covered && other->has_covered && !period_within(o->covered, other->covered) && !period_within(other->covered, o->covered);
        if (other->year == o->year && !(numbered && o->number != other->number) && !apart)
            return &list->items.items[i];
    }
    return NULL;
}

static const char *day_text(Evaluator *ev, Date day, Lang lang)
{
    Str text = period_text(ev, (Period){day, day}, lang);
    return arena_strndup(ev->arena, text.s, text.n);
}

/* "… gjordes 3 maj 2025, men ska komma efter …, som inte är gjord." */
static void fill_message(Evaluator *ev, const Duty *duty, const Common *other, const DutyItem *before, Finding *out)
{
    const char *covers[2] = {"", ""};
    for (Lang lang = LANG_SV; duty->has_covers && lang <= LANG_EN; lang++)
        covers[lang] = arena_printf(ev->arena, " (" STR_FMT ")", STR_ARG(period_text(ev, duty->covers, lang)));
    const char *done_sv = before->done ? arena_printf(ev->arena, "som gjordes %s", day_text(ev, before->done->date, LANG_SV)) : "som inte är gjord";
    const char *done_en = before->done ? arena_printf(ev->arena, "which was done %s", day_text(ev, before->done->date, LANG_EN)) : "which is not done";
    out->message[LANG_SV] = str_of(arena_printf(ev->arena, STR_FMT "%s gjordes %s, men ska komma efter " STR_FMT ", %s.", STR_ARG(duty->title),
                                                covers[LANG_SV], day_text(ev, duty->done_on, LANG_SV), STR_ARG(other->title), done_sv));
    out->message[LANG_EN] = str_of(arena_printf(ev->arena, STR_FMT "%s was done %s, but is to come after " STR_FMT ", %s.", STR_ARG(duty->title),
                                                covers[LANG_EN], day_text(ev, duty->done_on, LANG_EN), STR_ARG(other->title), done_en));
}

bool duty_too_early(Evaluator *ev, const DutyList *list, const DutyItem *item, const Duty *duty, Finding *out)
{
    if (!item->done || !list->checkpoint)
        return false;
    for (VEC_EACH(const size_t, after, &list->checkpoint->after)) {
        const Checkpoint *other = &ev->model->checkpoints.items[*after];
        const DutyItem *before = predecessor(ev, item, *after, list->body);
        if (!before || other->met_by.count || (before->done && before->done->date <= item->done->date))
            continue;
        fill_message(ev, duty, &other->common, before, out);
        return true;
    }
    return false;
}
