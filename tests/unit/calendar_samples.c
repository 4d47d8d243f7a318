/* calendar_samples.c: writes a calendar of the fixture in one format: calendar_samples FORMAT SAMPLE [body] [en]. For tests/check-calendar and for looking. */
#include <stdio.h>
#include <string.h>

#include "calendar_fixture.h"

int main(int count, char **words)
{
    const CalendarFormat *format = count > 2 ? calendar_format(str_of(words[1])) : NULL;
    if (!format)
        return 2;
    Arena *arena = arena_new();
    Calendar calendar = fixture_named(arena, words[2]);
    CalendarOptions options = {.alarm_days = CALENDAR_ALARM_DAYS};
    for (int i = 3; i < count; i++) {
        options.lang = strcmp(words[i], "en") == 0 ? LANG_EN : options.lang;
        options.rings = strcmp(words[i], "body") == 0 ? CALENDAR_RINGS_BODY : options.rings;
    }
    StrBuf out = {0};
    format->write(&out, &calendar, &options);
    fwrite(out.s, 1, out.n, stdout);
    strbuf_free(&out);
    arena_free(arena);
    return 0;
}
