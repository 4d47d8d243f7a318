/* calendar.c: `styr årshjul`: the duties of a year, as text, for other programs, for calendars and as a picture. */
#include <string.h>

#include "cmd/command.h"
#include "report/calendar.h"

/* -o hjul.svg asks for svg, unless --format says otherwise. */
static const CalendarFormat *chosen_format(Command *command)
{
    const char *path = command->values[OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL, *given = command->values[OPT_FORMAT];
    if (!given && dot && calendar_format(str_of(dot + 1)))
        return calendar_format(str_of(dot + 1));
    const CalendarFormat *format = calendar_format(str_of(given ? given : "text"));
    if (format)
        return format;
    StrBuf names = {0};
    for (size_t i = 0; calendar_formats[i]; i++)
        strbuf_printf(&names, "%s%s", !i ? "" : calendar_formats[i + 1] ? ", " : say(command, MSG_OR), calendar_formats[i]->name);
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_FORMAT].name[command->lang]), names.s);
    strbuf_free(&names);
    return NULL;
}

/* There is no clock: the year is that of --år, else of --per. */
static bool chosen_year(Command *command, int *year, Date *as_of)
{
    Period period;
    *as_of = DATE_NONE;
    *year = 0;
    if (command->values[OPT_PER]) {
        if (!command_period(command, &period))
            return false;
        *as_of = period.last;
        *year = date_year(period.last);
    }
    if (!command_number(command, OPT_YEAR, 1990, 2199, year))
        return false;
    if (*year)
        return true;
    command_error(command, S0930);
    return false;
}

static bool chosen_rings(Command *command, CalendarOptions *out)
{
    const char *given = command->values[OPT_RINGS];
    if (!given)
        return true;
    bool tags = same_word(command->arena, given, "märkning") || same_word(command->arena, given, "tags");
    bool bodies = same_word(command->arena, given, "organ") || same_word(command->arena, given, "bodies");
    out->rings = tags ? CALENDAR_RINGS_TAG : CALENDAR_RINGS_BODY;
    if (tags || bodies)
        return true;
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_RINGS].name[command->lang]),
                  command->lang == LANG_SV ? "märkning eller organ" : "tags or bodies");
    return false;
}

Status cmd_calendar(Command *command)
{
    const CalendarFormat *format = chosen_format(command);
    ReportOptions report = command_report_options(command);
    CalendarOptions own = {.lang = command->lang, .colour = report.colour, .width = report.width, .alarm_days = CALENDAR_ALARM_DAYS};
    int year;
    Date as_of;
    bool fine = chosen_year(command, &year, &as_of);
    fine = chosen_rings(command, &own) && fine;
    fine = command_number(command, OPT_REMINDER, 0, 366, &own.alarm_days) && fine;
    if (!format || !fine)
        return STATUS_UNUSABLE;
    Session session;
    Calendar calendar;
    command_session(command, &session, 0);
    if (!session_calendar(&session, year, as_of, str_of(command->values[OPT_FOR]), &calendar))
        return STATUS_UNUSABLE;
    command_flush(command);
    StrBuf text = {0};
    format->write(&text, &calendar, &own);
    return command_write(command, &text, STATUS_CLEAN);
}
