/* wheel_legend.c: below the wheel: what the rings and marks mean, what is not in it, and where it comes from. Part of the drawing; see wheel.h. */
#include "report/phrases.h"
#include "report/wheel.h"

#define ROW (22 * SVG_UNIT)
#define ICON (22 * SVG_UNIT)
#define BETWEEN (20 * SVG_UNIT)
#define NOTE_LINES ((size_t)4)
#define NOTE_LINE (16 * SVG_UNIT)
#define NAME_MOST ((size_t)40)           /* columns of the name of a ring */

typedef enum EntryKind { ENTRY_TEXT, ENTRY_RING, ENTRY_ARC, ENTRY_MARK, ENTRY_AS_OF, ENTRY_COUNT } EntryKind;

/* One symbol with what it means. */
typedef struct Entry {
    EntryKind kind;
    size_t ring;
    MarkLook look;
    Str text;
} Entry;
typedef VEC(Entry) EntryVec;

typedef struct Legend {
    const Wheel *wheel;
    StrBuf *out;
    Font font;
    Pos y;                   /* top of the next row */
} Legend;

/* ---- entries ---- */

static Str say(const Legend *legend, Word which)
{
    return str_of(word(which, legend->wheel->teller.lang));
}

static void add(const Legend *legend, EntryVec *entries, Entry entry)
{
    vec_push(legend->wheel->teller.arena, entries, entry);
}

static EntryVec ring_entries(const Legend *legend)
{
    const Wheel *wheel = legend->wheel;
    EntryVec entries = {0};
    if (wheel->ring_count)
        add(legend, &entries, (Entry){.kind = ENTRY_TEXT, .text = str_of(arena_printf(wheel->teller.arena, "%s:", say(legend, WORD_RING_LEGEND).s))});
    for (size_t i = 0; i < wheel->ring_count; i++) {
        Str name = phrase_capital(wheel->teller.arena, text_shown(wheel->teller.arena, wheel->rings[i].name, NAME_MOST));
        Str text = str_of(arena_printf(wheel->teller.arena, STR_FMT " (%zu)", STR_ARG(name), wheel->rings[i].duties));
        add(legend, &entries, (Entry){.kind = ENTRY_RING, .ring = i, .text = text});
    }
    return entries;
}

/* What occurs in the wheel; only that is explained. */
typedef struct Occurring { bool arc, day, first_day, statutory, optional, election_year; } Occurring;

static Occurring occurring(const Wheel *wheel)
{
    Occurring seen = {false};
    for (VEC_EACH(const WheelItem, item, &wheel->items)) {
        const Duty *duty = item->group->duty;
        seen.arc = seen.arc || item->arc;
        seen.day = seen.day || (!item->arc && duty->has_deadline);
        seen.first_day = seen.first_day || !duty->has_deadline;
        seen.statutory = seen.statutory || duty->statutory;
        seen.optional = seen.optional || duty->optional;
        seen.election_year = seen.election_year || duty->election_year;
    }
    return seen;
}

static void add_mark(const Legend *legend, EntryVec *entries, bool occurs, MarkLook look, Word text)
{
    if (occurs)
        add(legend, entries, (Entry){.kind = ENTRY_MARK, .look = look, .text = say(legend, text)});
}

static void add_as_of(const Legend *legend, EntryVec *entries)
{
    const Calendar *calendar = legend->wheel->teller.calendar;
    if (!calendar->has_as_of || date_year(calendar->as_of) != calendar->year || !legend->wheel->ring_count)
        return;
    Str day = duty_day(&legend->wheel->teller, calendar->as_of);
    char *text = arena_printf(legend->wheel->teller.arena, "%s " STR_FMT, say(legend, WORD_AS_OF_LOW).s, STR_ARG(day));
    add(legend, entries, (Entry){.kind = ENTRY_AS_OF, .text = str_of(text)});
}

static EntryVec mark_entries(const Legend *legend)
{
    EntryVec entries = {0};
    Occurring seen = occurring(legend->wheel);
    if (legend->wheel->counted) {
        add(legend, &entries, (Entry){.kind = ENTRY_COUNT, .text = say(legend, WORD_WHEEL_COUNT)});
    } else {
        if (seen.arc)
            add(legend, &entries, (Entry){.kind = ENTRY_ARC, .text = say(legend, WORD_WHEEL_WINDOW)});
        add_mark(legend, &entries, seen.day, (MarkLook){0}, WORD_LAST_DAY_LOW);
        add_mark(legend, &entries, seen.first_day, (MarkLook){.first_day = true}, WORD_WHEEL_FROM);
        add_mark(legend, &entries, seen.statutory, (MarkLook){.statutory = true}, WORD_STATUTORY);
        add_mark(legend, &entries, seen.election_year, (MarkLook){.election_year = true}, WORD_ELECTION_YEAR);
        add_mark(legend, &entries, seen.optional, (MarkLook){.optional = true}, WORD_OPTIONAL);
    }
    add_as_of(legend, &entries);
    return entries;
}

/* ---- rows ---- */

static Pos width_of(const Legend *legend, const Entry *entry)
{
    return (entry->kind == ENTRY_TEXT ? 0 : ICON) + svg_text_width(entry->text, &legend->font);
}

static void put_arc(const Legend *legend, Point middle)
{
    const RingStyle *style = wheel_ring_style(legend->wheel, 0);
    strbuf_puts(legend->out, "<rect");
    svg_put_attribute(legend->out, "x", middle.x - 8 * SVG_UNIT);
    svg_put_attribute(legend->out, "y", middle.y - 5 * SVG_UNIT);
    strbuf_printf(legend->out, " width=\"16\" height=\"10\" fill=\"%s\" stroke=\"%s\"/>\n", style->fill, style->dark);
}

static void put_icon(const Legend *legend, const Entry *entry, Point middle)
{
    static const RingStyle neutral = {"#1a1a1a", "#1a1a1a"};
    switch (entry->kind) {
    case ENTRY_TEXT: break;
    case ENTRY_RING: wheel_draw_badge(legend->wheel, legend->out, middle, entry->ring); break;
    case ENTRY_ARC: put_arc(legend, middle); break;
    case ENTRY_MARK: wheel_draw_mark(legend->out, middle, 6 * SVG_UNIT, &neutral, entry->look); break;
    case ENTRY_AS_OF: wheel_draw_as_of(legend->out, (Point){middle.x - 8 * SVG_UNIT, middle.y}, (Point){middle.x + 8 * SVG_UNIT, middle.y}); break;
    case ENTRY_COUNT:
        svg_put_line_of_text(legend->out, (Point){middle.x, middle.y + legend->font.size * 36 / 100}, ANCHOR_MIDDLE, &legend->font, STR_LIT("12"));
        break;
    }
}

static void put_entry(const Legend *legend, const Entry *entry, Pos x)
{
    Pos middle = legend->y + ROW / 2, icon = entry->kind == ENTRY_TEXT ? 0 : ICON;
    put_icon(legend, entry, (Point){x + 8 * SVG_UNIT, middle});
    svg_put_line_of_text(legend->out, (Point){x + icon, middle + legend->font.size * 36 / 100}, ANCHOR_START, &legend->font, entry->text);
}

/* As many entries as fit in a row, in the middle of the picture; returns how many. */
static size_t put_row(Legend *legend, const Entry *entries, size_t count)
{
    Pos width = width_of(legend, &entries[0]);
    size_t fits = 1;
    for (; fits < count; fits++) {
        Pos wider = width + BETWEEN + width_of(legend, &entries[fits]);
        if (wider > WHEEL_WIDTH - 2 * WHEEL_MARGIN)
            break;
        width = wider;
    }
    Pos x = (WHEEL_WIDTH - width) / 2;
    for (size_t i = 0; i < fits; i++) {
        put_entry(legend, &entries[i], x);
        x += width_of(legend, &entries[i]) + BETWEEN;
    }
    legend->y += ROW;
    return fits;
}

static void put_entries(Legend *legend, EntryVec entries)
{
    for (size_t at = 0; at < entries.count;)
        at += put_row(legend, entries.items + at, entries.count - at);
}

/* ---- notes ---- */

static void put_notes(Legend *legend, Str text, size_t most, Font font)
{
    Str lines[NOTE_LINES];
    size_t count = svg_wrap(legend->wheel->teller.arena, text, &font, WHEEL_WIDTH - 2 * WHEEL_MARGIN, most, lines);
    for (size_t i = 0; i < count; i++) {
        svg_put_line_of_text(legend->out, (Point){WHEEL_WIDTH / 2, legend->y + NOTE_LINE * 80 / 100}, ANCHOR_MIDDLE, &font, lines[i]);
        legend->y += NOTE_LINE;
    }
}

/* The one of several in the year that is not the first: told with it. */
static bool is_told(const Duty *duty)
{
    return duty->number > 1;
}

static void put_times(const Legend *legend, StrBuf *buf, const DutyGroup *group)
{
    const CalendarTeller *teller = &legend->wheel->teller;
    strbuf_put(buf, group->duty->title.n ? group->duty->title : group->duty->checkpoint);
    if (group->duty->number)
        strbuf_printf(buf, ", %d %s", group->duty->of, word(WORD_TIMES, teller->lang));
    Str bodies = group->bodies.count > 1 ? group_body_names(teller, group) : group_bodies(teller, group);
    if (bodies.n)
        strbuf_printf(buf, " (" STR_FMT ")", STR_ARG(bodies));
}

/* "Hela året: Dialog, 3 gånger (Kommunstyrelsen); Löpande uppföljning (Socialnämnden)" */
static Str whole_year(const Legend *legend)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DutyGroup *const, group, &legend->wheel->whole_year)) {
        if (is_told((*group)->duty))
            continue;
        if (!buf.n)
            strbuf_printf(&buf, "%s: ", say(legend, WORD_WHOLE_YEAR).s);
        else
            strbuf_puts(&buf, "; ");
        put_times(legend, &buf, *group);
    }
    return teller_take(&legend->wheel->teller, &buf);
}

/* "Inte i hjulet: Kunddialog (utan datum)" */
static Str left_out(const Legend *legend)
{
    const Wheel *wheel = legend->wheel;
    StrBuf buf = {0};
    Date anchor;
    for (VEC_EACH(const DutyGroup *const, group, &wheel->left_out)) {
        strbuf_printf(&buf, "%s" STR_FMT " ", buf.n ? "; " : arena_printf(wheel->teller.arena, "%s: ", say(legend, WORD_NOT_IN_WHEEL).s),
            STR_ARG(duty_title(&wheel->teller, (*group)->duty)));
        Str why = duty_anchor((*group)->duty, &anchor) ? duty_when(&wheel->teller, (*group)->duty) : say(legend, WORD_UNDATED);
        strbuf_printf(&buf, "(" STR_FMT ")", STR_ARG(why));
    }
    return teller_take(&wheel->teller, &buf);
}

/* "Styrmodell för Arboga kommun (arboga), till och med 10 november 2026, styr 0.1.0" */
static Str origin(const Legend *legend)
{
    const CalendarTeller *teller = &legend->wheel->teller;
    const Calendar *calendar = teller->calendar;
    StrBuf buf = {0};
    strbuf_put(&buf, calendar->title.n ? calendar->title : calendar->model);
    if (calendar->title.n && calendar->model.n)
        strbuf_printf(&buf, " (" STR_FMT ")", STR_ARG(calendar->model));
    if (calendar->has_as_of) {
        strbuf_printf(&buf, ", %s ", word(WORD_UP_TO, teller->lang));
        period_print_people(&buf, (Period){calendar->as_of, calendar->as_of}, teller->lang == LANG_EN);
    }
    if (calendar->program.n)
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(calendar->program));
    return teller_take(teller, &buf);
}

Pos wheel_draw_legend(const Wheel *wheel, StrBuf *out)
{
    Legend legend = {wheel, out, {WHEEL_SMALL, false, "#1a1a1a"}, wheel->area};
    put_entries(&legend, ring_entries(&legend));
    put_entries(&legend, mark_entries(&legend));
    put_notes(&legend, whole_year(&legend), NOTE_LINES, legend.font);
    put_notes(&legend, left_out(&legend), NOTE_LINES, legend.font);
    legend.y += 6 * SVG_UNIT;
    put_notes(&legend, origin(&legend), 1, (Font){WHEEL_SMALL, false, "#40464d"});
    return legend.y + WHEEL_MARGIN / 2;
}
