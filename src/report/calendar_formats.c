/* calendar_formats.c: the one table of formats of a calendar. A new format is a file of its own and a line here. */
#include "report/calendar_parts.h"

const CalendarFormat *const calendar_formats[] = {&calendar_text, &calendar_json, &calendar_md, &calendar_ics, &calendar_svg, NULL};

const CalendarFormat *calendar_format(Str name)
{
    for (size_t i = 0; calendar_formats[i]; i++)
        if (str_eqz(name, calendar_formats[i]->name))
            return calendar_formats[i];
    return NULL;
}
