/* calendar_parts.h: what the formats of a calendar share: the phrases of a duty, and duties that are told as one. Nobody outside report includes it.
 * Phrases are harmless for a terminal (text_shown), live in the arena, and are empty where there is nothing to say. */
#ifndef STYR_REPORT_CALENDAR_PARTS_H
#define STYR_REPORT_CALENDAR_PARTS_H

#include "report/calendar.h"
#include "report/layout.h"
#include "report/words.h"

/* What phrases are made from and in. */
typedef struct CalendarTeller {
    Arena *arena;
    const Calendar *calendar;
    Lang lang;
} CalendarTeller;

/* The buffer's text, made harmless; the buffer is freed. */
Str teller_take(const CalendarTeller *teller, StrBuf *buf);
/* "1 november", with the year behind when it is not the calendar's. */
Str duty_day(const CalendarTeller *teller, Date date);
/* "1–31 mars", "senast 20 oktober", "från 1 mars", "utan datum". */
Str duty_when(const CalendarTeller *teller, const Duty *duty);
/* "sista dag 1 november är en söndag: 2 november", where the last day was moved. */
Str duty_moved(const CalendarTeller *teller, const Duty *duty);
/* "Delårsrapport (2 av 3)" */
Str duty_title(const CalendarTeller *teller, const Duty *duty);
Str duty_body(const CalendarTeller *teller, const Duty *duty);
Str duty_with(const CalendarTeller *teller, const Duty *duty);
/* "januari–augusti 2026": what it reports on. */
Str duty_covers(const CalendarTeller *teller, const Duty *duty);
/* "utförd 3 maj", "försenad, 12 dagar". */
Str duty_state_words(const CalendarTeller *teller, const Duty *duty);
/* "utförd för sent" */
Str state_words(const CalendarTeller *teller, DutyState state);
Tone duty_state_tone(DutyState state);
/* "uppdrag", "lagfrist", "frivillig", "valårets datum", "hör till 2027": what is particular about it, joined by the separator. */
Str duty_marks(const CalendarTeller *teller, const Duty *duty, const char *separator);
/* "bereds av KS, beslutas av KF" */
Str duty_decision(const CalendarTeller *teller, const Duty *duty);
/* Why there is no date. */
Str duty_reason(const CalendarTeller *teller, const Duty *duty);
Str duty_texts(const CalendarTeller *teller, const Str *texts, size_t count);     /* joined by ", " */
bool duty_is_moved(const Duty *duty);
/* The day that it stands at in a calendar: the deadline, else the first day; false: it has neither. */
bool duty_anchor(const Duty *duty, Date *out);
/* "årshjul 2026" behind the model's title, where there is one. */
Str calendar_title(const CalendarTeller *teller);
/* "35 hållpunkter: 3 försenad, 32 kommande; 2 utan datum" */
Str calendar_summary(const CalendarTeller *teller);
/* "3 hållpunkter" */
Str calendar_count(const CalendarTeller *teller, size_t count);

/* ---- duties that are told as one (duty_groups.c) ---- */

/* Duties that differ only in whose they are, or only in with whom. */
typedef struct DutyGroup {
    const Duty *duty;                /* the first of them */
    VEC(const Duty *) duties;
    VEC(Str) bodies, withs;          /* titles, each once, in the order of the duties */
} DutyGroup;
typedef VEC(DutyGroup *) DutyGroupVec;

/* What has to be the same: what and when, all that is told of it in a list, its state as well, or also how its days came about. */
typedef enum Alike { ALIKE_WHEN, ALIKE_TOLD, ALIKE_STATE, ALIKE_HOW } Alike;
/* In the order of their first duties. */
DutyGroupVec duty_groups(const CalendarTeller *teller, Alike alike);
/* "Barn- och utbildningsnämnden, Socialnämnden" */
Str group_bodies(const CalendarTeller *teller, const DutyGroup *group);
Str group_withs(const CalendarTeller *teller, const DutyGroup *group);
/* "BUN, SN": by their short names. */
Str group_body_names(const CalendarTeller *teller, const DutyGroup *group);

/* ---- what comes next, in the reports of a run ---- */

/* The run's duties that can be done now or will be soon. */
Calendar upcoming_of(Arena *arena, const Run *run);
void put_upcoming(Page *page, const Run *run);
void markdown_upcoming(StrBuf *out, Arena *arena, const Run *run, Lang lang);

extern const CalendarFormat calendar_text, calendar_json, calendar_md, calendar_ics, calendar_svg;

#endif
