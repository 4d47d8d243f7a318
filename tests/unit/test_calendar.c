/* test_calendar.c: the formats of a year's duties, on years made by hand. The .ics and the picture as wholes are read by tests/check-calendar. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "calendar_fixture.h"
#include "report/ics_writer.h"

static char *written(const char *format, const Calendar *calendar, CalendarOptions options)
{
    StrBuf out = {0};
    calendar_format(str_of(format))->write(&out, calendar, &options);
    return out.s;
}

static char *sample(const char *format, const char *name, CalendarOptions options)
{
    Calendar calendar = fixture_named(arena_new(), name);
    return written(format, &calendar, options);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

static void expect_parts(const char *text, const char *const *parts, size_t count)
{
    const char *at = text;
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(at, parts[i]);
        cr_expect(found != NULL, "missing, or not in this order: %s", parts[i]);
        at = found ? found : at;
    }
}
#define EXPECT_PARTS(text, parts) expect_parts(text, parts, sizeof parts / sizeof *parts)

Test(calendar, formats_by_name)
{
    static const char *const names[] = {"text", "json", "md", "ics", "svg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cr_expect(calendar_format(str_of(names[i])) == calendar_formats[i], "%s", names[i]);
    cr_expect(calendar_format(STR_LIT("pdf")) == NULL && calendar_formats[5] == NULL, "no others");
}

/* ---- text ---- */

Test(calendar, text_in_the_order_of_the_year)
{
    static const char *const parts[] = {
        "Styrmodell för Arboga kommun, årshjul 2026 (styr 0.1.0)\n", "Januari (8)\n", "senast 31 januari", "Mars (9)\n", "2–31 mars", "Ledningsdialog, våren\n",
        "Kommunstyrelsen, med Arbets- och välfärdsnämnden, ", "senast 31 mars", "Ekonomirapport (1 av 3)\n", "April (11)\n", "avser 2025 · lagfrist\n", "1 mars–30 april",
        "frivillig\n", "avser tertial 1 2026\n", "uppdrag\n", "valårets datum\n", "November (12)\n", "senast 2 november", "till KF\n",
        "avser januari–augusti 2026 · prognos för helåret, ", "lagfrist\n", "Sista dag 31 oktober är en lördag: 2 november\n", "December (16)\n",
        "Utan sista dag (2)\n", "från 12 januari", "utan datum", "Kommunstyrelsens sammanträden 2026 står inte i någon fil.\n", "\n85 hållpunkter; utan datum 1\n",
    };
    EXPECT_PARTS(sample("text", "full", (CalendarOptions){.width = 200}), parts);
    cr_expect(has(sample("text", "empty", (CalendarOptions){0}), "Inga hållpunkter\n"), "an empty year says so");
}

Test(calendar, text_says_states_in_words)
{
    char *text = sample("text", "midyear", (CalendarOptions){.width = 100});
    static const char *const parts[] = {
        "Läge    16 juni 2026\n", "utförd 28 januari\n", "försenad, 136 dagar efter sista dagen\n", "pågående\n", "kommande\n",
        "85 hållpunkter: kommande 41, pågående 1, utförd 38, försenad 3, ej bedömbar 2; utan datum 1\n",
    };
    EXPECT_PARTS(text, parts);
    char *coloured = sample("text", "midyear", (CalendarOptions){.width = 100, .colour = true}), *to = coloured;
    for (char *from = coloured; *from;) {
        if (*from == '\x1b')
            from += strcspn(from, "m") + 1;
        else
            *to++ = *from++;
    }
    *to = '\0';
    cr_expect_str_eq(coloured, text, "colour adds nothing but colour");
    cr_expect(has(sample("text", "midyear", (CalendarOptions){.lang = LANG_EN}), "not assessable"), "English states are words, not keys");
}

Test(calendar, text_keeps_within_the_terminal)
{
    static const size_t widths[] = {60, 80, 100, 200};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *text = sample("text", "midyear", (CalendarOptions){.width = widths[i]});
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
            cr_expect(utf8_width(str_of(line)) <= widths[i], "at %zu columns: %s", widths[i], line);
    }
}

typedef struct MovedRow { int nominal, deadline; const char *said[2]; } MovedRow;

Test(calendar, moved_last_days_say_why)
{
    static const MovedRow rows[] = {
        {1101, 1102, {"Sista dag 1 november är en söndag: 2 november", "The last day 1 November is a Sunday: 2 November"}},
        {501, 504, {"Sista dag 1 maj är första maj: 4 maj", "The last day 1 May is "}},
        {1224, 1228, {"Sista dag 24 december är julafton: 28 december", "The last day 24 December is Christmas Eve: 28 December"}},
        {403, 407, {"Sista dag 3 april är långfredagen: 7 april", "The last day 3 April is Good Friday: 7 April"}},
        {1102, 1103, {"Sista dag 2 november är en helgdag: 3 november", "The last day 2 November is a public holiday: 3 November"}},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Calendar calendar = fixture_empty();
        Duty *duty = add_board(arena, &calendar, (Shared){.name = "x", .title = "X", .deadline = rows[i].deadline});
        duty->nominal = fixture_date(rows[i].nominal);
        for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
            cr_expect(has(written("text", &calendar, (CalendarOptions){.lang = lang}), rows[i].said[lang]), "%s", rows[i].said[lang]);
    }
    arena_free(arena);
}

Test(calendar, duties_of_many_bodies_are_told_once)
{
    char *text = sample("text", "full", (CalendarOptions){.width = 100});
    cr_expect_eq(count_of(text, "Tertialuppföljning till och med april"), 1, "eight committees, one entry");
    cr_expect_eq(count_of(text, "Kunddialog"), 1, "six counterparts, one entry");
    cr_expect_eq(count_of(sample("text", "midyear", (CalendarOptions){.width = 100}), "Tertialuppföljning till och med april"), 2, "those in another state on their own");
    cr_expect_eq(count_of(sample("json", "full", (CalendarOptions){0}), "\"title\": \"Tertialuppföljning till och med april\""), 8, "each on its own for machines");
}

/* ---- Markdown and hostile data ---- */

#define EVIL "\x1b[2J<b>|`x`\n=1+2\r\t\u202e\xff*_&\"'"

static Calendar hostile(Arena *arena)
{
    Calendar calendar = fixture_midyear(arena);
    for (VEC_EACH(Duty, duty, &calendar.duties)) {
        duty->title = duty->body_title = duty->with_title = duty->prepared_by = duty->forecast[LANG_SV] = STR_LIT(EVIL);
        for (VEC_EACH(Str, tag, &duty->tags))
            *tag = STR_LIT(EVIL);
    }
    calendar.title = calendar.model = calendar.program = calendar.only_body = STR_LIT(EVIL);
    return calendar;
}

Test(calendar, data_cannot_inject_anything)
{
    Calendar calendar = hostile(arena_new());
    static const char *const formats[] = {"text", "md", "svg", "ics", "json"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *text = written(formats[i], &calendar, (CalendarOptions){.alarm_days = 14});
        cr_expect_eq(utf8_invalid_at(str_of(text)), strlen(text), "%s is UTF-8", formats[i]);
        cr_expect_not(has(text, "\x1b"), "%s: no escape", formats[i]);
        cr_expect_not(has(text, "\t"), "%s: no tab", formats[i]);
        if (i < 4)
            cr_expect_not(has(text, "\u202e"), "%s: no turned writing", formats[i]);
    }
    char *md = written("md", &calendar, (CalendarOptions){0}), *svg = written("svg", &calendar, (CalendarOptions){0});
    cr_expect(!has(md, "<b>") && has(md, "&lt;b&gt;\\|\\`x\\` =1"), "escaped in Markdown");
    cr_expect(!has(svg, "<b>") && has(svg, "&lt;b&gt;|`x`"), "escaped in SVG");
}

Test(calendar, markdown_is_one_table)
{
    char *md = sample("md", "full", (CalendarOptions){0});
    static const char *const parts[] = {
        "# Styrmodell för Arboga kommun, årshjul 2026\n\n85 hållpunkter; utan datum 1.\n\n| När | Vad | Ansvarig | Med | Till | Avser | Anmärkning |\n| --- |",
        "\n| senast 15 april | Årsredovisning | Kommunstyrelsen | | KF | 2025 | Lagfrist |\n", "| 1 augusti–18 december | Kunddialog | Servicenämndens arbetsutskott |",
    };
    EXPECT_PARTS(md, parts);
    for (char *line = strtok(md, "\n"); line; line = strtok(NULL, "\n"))
        cr_expect(*line != '|' || count_of(line, "|") == 8, "seven cells: %s", line);
}

/* ---- iCalendar ---- */

typedef struct FoldRow { const char *value, *said; } FoldRow;

Test(calendar, ics_texts_are_escaped)
{
    static const FoldRow rows[] = {
        {"a,b;c\\d", "X:a\\,b\\;c\\\\d\r\n"}, {"a\nb\r\nc\rd", "X:a\\nb\\nc\\nd\r\n"}, {"sist\n", "X:sist\\n\r\n"}, {"", "X:\r\n"},
        {"a:b \"c\"", "X:a:b \"c\"\r\n"}, {"\x01\x7f", "X:\ufffd\ufffd\r\n"}, {"\xff", "X:\ufffd\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        StrBuf out = {0};
        ics_text(&out, "X", str_of(rows[i].value));
        cr_expect_str_eq(out.s, rows[i].said);
    }
    StrBuf out = {0};
    ics_texts(&out, "CATEGORIES", (Str[]){STR_LIT("a,b"), STR_LIT("c")}, 2);
    ics_texts(&out, "CATEGORIES", NULL, 0);
    ics_date(&out, "DTSTART", date_ymd(2026, 3, 1));
    ics_midnight(&out, "DTSTAMP", date_ymd(2026, 12, 31));
    cr_expect_str_eq(out.s, "CATEGORIES:a\\,b,c\r\nDTSTART;VALUE=DATE:20260301\r\nDTSTAMP:20261231T000000Z\r\n");
}

/* Lines of every length around the limit, of letters of one to four bytes. */
Test(calendar, ics_lines_are_folded_between_characters)
{
    static const char *const letters[] = {"a", "å", "…", "🙂"};
    for (size_t letter = 0; letter < 4; letter++)
        for (size_t count = 60 / strlen(letters[letter]); count < 320 / strlen(letters[letter]); count++) {
            StrBuf value = {0}, out = {0}, whole = {0};
            for (size_t i = 0; i < count; i++)
                strbuf_puts(&value, letters[letter]);
            ics_line(&out, "X", strbuf_str(&value));
            strbuf_puts(&whole, "X:");
            strbuf_put(&whole, strbuf_str(&value));
            StrBuf joined = {0};
            for (char *line = out.s, *end; (end = strstr(line, "\r\n")) != NULL; line = end + 2) {
                size_t length = (size_t)(end - line), blank = joined.n > 0;
                cr_expect(length <= ICS_LINE_MOST, "%zu octets", length);
                cr_expect(!blank || *line == ' ', "goes on with a blank");
                cr_expect_eq(utf8_invalid_at((Str){line, length}), length, "whole characters");
                strbuf_put(&joined, (Str){line + blank, length - blank});
            }
            cr_expect_str_eq(joined.s, whole.s, "unfolds to what it was");
        }
}

static char *line_of(const char *text, const char *after, const char *name)
{
    char *line = strstr(strstr(text, after), name);
    return arena_strndup(arena_new(), line, strcspn(line, "\r"));
}

Test(calendar, ics_uids_are_stable)
{
    Arena *arena = arena_new();
    Calendar calendar = fixture_calendar(arena), moved = fixture_midyear(arena), elsewhere = fixture_calendar(arena), other = fixture_calendar(arena);
    elsewhere.model = STR_LIT("/srv/styr/arboga/");
    other.model = STR_LIT("köping");
    char *uid = line_of(written("ics", &calendar, (CalendarOptions){0}), "VERSION", "UID:"), *ics = written("ics", &moved, (CalendarOptions){.lang = LANG_EN});
    cr_expect_eq(strlen(uid), strlen("UID:") + 32 + strlen("@styr"), "%s", uid);
    cr_expect_eq(strspn(uid + 4, "0123456789abcdef"), 32, "%s", uid);
    cr_expect_str_eq(line_of(ics, "VERSION", "UID:"), uid, "the same in another state and language");
    cr_expect_str_eq(line_of(written("ics", &elsewhere, (CalendarOptions){0}), "VERSION", "UID:"), uid, "the same from another folder");
    cr_expect_str_neq(line_of(written("ics", &other, (CalendarOptions){0}), "VERSION", "UID:"), uid, "another in another model");
    cr_expect(has(ics, "DTSTAMP:20260616T000000Z\r\n") && has(written("ics", &calendar, (CalendarOptions){0}), "DTSTAMP:20260101T000000Z\r\n"), "no clock");
}

typedef struct EventRow { int first, deadline; const char *start, *end; } EventRow;

Test(calendar, ics_events_stand_on_the_right_days)
{
    static const EventRow rows[] = {
        {0, 520, "20260520", "20260521"},    {301, 331, "20260331", "20260401"},  {301, 314, "20260301", "20260315"},
        {301, 315, "20260315", "20260316"},  {112, 0, "20260112", "20260113"},    {1218, 1231, "20261218", "20270101"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Calendar calendar = fixture_empty();
        add_board(arena, &calendar, (Shared){.name = "x", .title = "X", .first = rows[i].first, .deadline = rows[i].deadline});
        char *ics = written("ics", &calendar, (CalendarOptions){0});
        char *days = arena_printf(arena, "DTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\n", rows[i].start, rows[i].end);
        cr_expect(has(ics, days), "row %zu", i);
        cr_expect_not(has(ics, "VALARM"), "no reminder unless asked for");
    }
    Calendar calendar = fixture_empty();
    add_undated(arena, &calendar);
    cr_expect_not(has(written("ics", &calendar, (CalendarOptions){0}), "VEVENT"), "no day, no event");
    arena_free(arena);
}

Test(calendar, ics_reminds_of_what_is_left)
{
    cr_expect_eq(count_of(sample("ics", "full", (CalendarOptions){.alarm_days = 14}), "TRIGGER:-P14D\r\n"), 84, "every event");
    cr_expect_eq(count_of(sample("ics", "midyear", (CalendarOptions){.alarm_days = 7}), "TRIGGER:-P7D\r\n"), 46, "not of the 38 that are done");
}
