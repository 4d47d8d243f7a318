/* explain_duty.c: the part of `styr förklara` that tells of a hållpunkt or an uppdrag as of a day: its duties of that year, what has become of them and
 * how their days came about. */
#include <string.h>

#include "cmd/explain.h"
#include "report/calendar.h"

static bool is_named(Arena *arena, Str word, const Common *common)
{
    const char *given = str_dup(arena, word).s;
    return same_word(arena, given, str_dup(arena, common->name).s) || same_word(arena, given, str_dup(arena, common->title).s);
}

/* "delårsrapport/BUN/2025": the part before the first slash. */
static Str name_part(Str word)
{
    const char *slash = memchr(word.s, '/', word.n);
    return slash ? (Str){word.s, (size_t)(slash - word.s)} : word;
}

bool is_duty_word(Session *session, Str word)
{
    Str name = name_part(word);
    if (!session_load(session))
        return false;
    for (VEC_EACH(const Checkpoint, checkpoint, &session->model->checkpoints))
        if (is_named(session->arena, name, &checkpoint->common))
            return true;
    for (VEC_EACH(const Commission, commission, &session->model->commissions))
        if (is_named(session->arena, name, &commission->common))
            return true;
    return false;
}

static bool is_asked(Arena *arena, Str word, const Duty *duty)
{
    const char *given = str_dup(arena, word).s;
    return str_eq(duty->id, word) || same_word(arena, given, str_dup(arena, duty->checkpoint).s) || same_word(arena, given, str_dup(arena, duty->title).s);
}

Status explain_duty(Command *command, Session *session, Str word, Date as_of, TextOrJson format)
{
    ReportOptions report = command_report_options(command);
    CalendarOptions options = {.lang = command->lang, .colour = report.colour, .width = report.width, .how = true};
    Calendar calendar;
    if (!session_calendar(session, date_year(as_of), as_of, str_of(command->values[OPT_FOR]), &calendar))
        return STATUS_UNUSABLE;
    DutyVec asked = {0};
    bool flagged = false;
    for (VEC_EACH(const Duty, duty, &calendar.duties))
        if (is_asked(command->arena, word, duty)) {
            vec_push(command->arena, &asked, *duty);
            flagged = flagged || duty->state == DUTY_LATE || duty->state == DUTY_MISSED || duty->state == DUTY_NOT_ASSESSABLE;
        }
    calendar.duties = asked;
    command_flush(command);
    StrBuf text = {0};
    calendar_format(str_of(format == AS_JSON ? "json" : "text"))->write(&text, &calendar, &options);
    return command_write(command, &text, flagged ? STATUS_FLAGGED : STATUS_CLEAN);
}
