/* dump_duties.c: checkpoints and commissions for `--visa modell`: whose, how often, and the points of their days. Called by dump.c. */
#include "model/model.h"

static void put_names(StrBuf *out, const char *lead, const Model *model, const IndexVec *list, bool bodies)
{
    for (size_t i = 0; i < list->count; i++) {
        size_t index = list->items[i];
        Str name = bodies ? model->bodies.items[index].common.name : model->checkpoints.items[index].common.name;
        strbuf_printf(out, "%s" STR_FMT, i ? ", " : lead, STR_ARG(name));
    }
}

static void put_length(StrBuf *out, const Point *point)
{
    static const char *const units[] = {"dagar", "arbetsdagar", "veckor", "månader", "år"};
    if (!point->has_length)
        return;
    if (point->open_length)
        strbuf_printf(out, " parameter %s", units[point->unit]);
    else
        strbuf_printf(out, " %d %s", point->count, units[point->unit]);
    strbuf_puts(out, point->before ? " före" : " efter");
}

static void put_point(StrBuf *out, const Model *model, const Point *point)
{
    static const char *const kinds[] = {"inget", "datum", "varje år", "sista arbetsdagen", "vecka", "perioden", "året", "mandatperioden", "före mandatperioden", "hållpunkt", "nästa",
                                        "händelse", "sammanträde"};
    put_length(out, point);
    strbuf_printf(out, " %s", kinds[point->kind]);
    if (point->kind == AT_DATES) {
        strbuf_putc(out, ' ');
        period_print(out, (Period){point->first, point->last});
    }
    if (point->kind == AT_YEARLY)
        strbuf_printf(out, " %d/%d–%d/%d", point->day, point->month, point->day_to, point->month_to);
    if (point->kind == AT_WEEK)
        strbuf_printf(out, " %d", point->week);
    if (point->kind == AT_LAST_WORKDAY)
        strbuf_printf(out, " i månad %d", point->month);
    if (point->kind == AT_EVENT)
        strbuf_printf(out, " " STR_FMT, STR_ARG(point->text));
    if (point->kind == AT_CHECKPOINT || point->kind == AT_NEXT)
        strbuf_printf(out, " " STR_FMT, STR_ARG(model->checkpoints.items[point->ref].common.name));
    if (point->shifted)
        strbuf_printf(out, " år %+d", point->years);
    if (point->in_year)
        strbuf_printf(out, " år %d", point->year);
    if (point->after) {
        strbuf_puts(out, " efter");
        put_point(out, model, point->after);
    }
    if (point->also) {
        strbuf_puts(out, " och");
        put_point(out, model, point->also);
    }
}

static void put_points(StrBuf *out, const Model *model, const char *what, const Point *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, "  %s", what);
        put_point(out, model, &points[i]);
        strbuf_putc(out, '\n');
    }
}

static void put_schedule(StrBuf *out, const Model *model, const Schedule *s)
{
    put_points(out, model, "under", s->windows.items, s->windows.count);
    put_points(out, model, "senast", s->by.items, s->by.count);
    put_points(out, model, "tidigast", &s->earliest, s->has_earliest);
    put_points(out, model, "valår under", s->election_windows.items, s->election_windows.count);
    put_points(out, model, "valår senast", s->election_by.items, s->election_by.count);
    put_points(out, model, "valår tidigast", &s->election_earliest, s->has_election_earliest);
}

static void put_how_often(StrBuf *out, const Schedule *s)
{
    static const char *const covers[] = {"", " avser datum", " avser månader", " avser året", " avser budgetåret", " avser läsåret", " avser mandatperioden",
                                         " avser varje"};
    static const char *const recurs[] = {"varje år", "en gång", "vart n:te år", "valår", "inte valår", "varje mandatperiod", "inom året", "gånger per år",
                                         "gånger per mandatperiod", "varje sammanträde", "efter händelse", "i samband med"};
    strbuf_puts(out, covers[s->covers]);
    if (s->covers == COVER_MONTHS)
        strbuf_printf(out, " %d–%d", s->month, s->month_to);
    strbuf_printf(out, " återkommer %s", recurs[s->recurs]);
    if (s->times)
        strbuf_printf(out, " %s%d", s->at_least ? "minst " : "", s->times);
    if (s->recurs == RECUR_ONCE)
        strbuf_printf(out, " %d", s->from_year);
    if (s->recurs == RECUR_EVERY_YEARS)
        strbuf_printf(out, " %d från %d", s->every, s->from_year);
    if (s->recurs == RECUR_EVENT)
        strbuf_printf(out, " " STR_FMT, STR_ARG(s->event));
    strbuf_puts(out, s->statutory ? " lagfrist" : "");
}

static void put_checkpoint(StrBuf *out, const Model *model, const Checkpoint *checkpoint)
{
    strbuf_printf(out, "hållpunkt " STR_FMT, STR_ARG(checkpoint->common.name));
    put_names(out, " ", model, &checkpoint->bodies, true);
    put_how_often(out, &checkpoint->schedule);
    put_names(out, " i samband med ", model, &checkpoint->with, false);
    put_names(out, " kommer efter ", model, &checkpoint->after, false);
    put_names(out, " uppfyller ", model, &checkpoint->meets, false);
    strbuf_printf(out, "%s%s\n", checkpoint->optional ? " frivillig" : "", checkpoint->met ? " uppfylld" : "");
    put_schedule(out, model, &checkpoint->schedule);
}

static void put_commission(StrBuf *out, const Model *model, const Commission *commission)
{
    strbuf_printf(out, "uppdrag " STR_FMT, STR_ARG(commission->common.name));
    if (commission->from != NO_INDEX)
        strbuf_printf(out, " från " STR_FMT, STR_ARG(model->bodies.items[commission->from].common.name));
    put_names(out, " till ", model, &commission->to, true);
    put_names(out, " i samband med ", model, &commission->with, false);
    strbuf_putc(out, '\n');
    put_schedule(out, model, &commission->schedule);
}

void model_dump_duties(StrBuf *out, const Model *model)
{
    for (VEC_EACH(const Checkpoint, checkpoint, &model->checkpoints))
        put_checkpoint(out, model, checkpoint);
    for (VEC_EACH(const Commission, commission, &model->commissions))
        put_commission(out, model, commission);
}
