/* wheel_labels.c: the texts around the wheel, as long as there is room for. Fourth step of wheel_plan. */
#include "report/phrases.h"
#include "report/wheel.h"

#define TITLED_MOST ((size_t)2)          /* more bodies than that have their short names */
#define NARROW_GAP (4 * SVG_UNIT)
#define MONTH_LETTERS 3                  /* of a shortened month: all of them tell the months apart */
#define NAMED_MOST ((size_t)5)           /* more than that are counted, not named */

/* How much is told: the first that there is room for. Without facts the day stands in the title. */
typedef struct Detail { size_t title_lines, fact_lines; Pos gap; } Detail;
static const Detail details[] = {
    {2, 2, WHEEL_GAP}, {2, 2, NARROW_GAP}, {2, 1, WHEEL_GAP}, {1, 1, WHEEL_GAP}, {1, 1, NARROW_GAP}, {1, 0, NARROW_GAP},
};

/* ---- texts ---- */

static void join(StrBuf *out, const char *separator, Str text)
{
    strbuf_puts(out, out->n && text.n ? separator : "");
    strbuf_put(out, text);
}

/* "Socialnämnden"; "KS, BUN, SN"; "8 organ". brief: by their short names. */
static void put_bodies(const CalendarTeller *teller, StrBuf *out, const DutyGroup *group, bool brief)
{
    if (group->bodies.count > NAMED_MOST)
        strbuf_printf(out, " · %zu\u00a0%s", group->bodies.count, word(WORD_BODIES_MANY, teller->lang));
    else
        join(out, " · ", brief || group->bodies.count > TITLED_MOST ? group_body_names(teller, group) : group_bodies(teller, group));
}

/* "med Socialnämnden"; "med 8 motparter" */
static void put_withs(const CalendarTeller *teller, StrBuf *out, const DutyGroup *group)
{
    if (!group->withs.count)
        return;
    strbuf_printf(out, " %s ", word(WORD_WITH, teller->lang));
    if (group->withs.count > TITLED_MOST)
        strbuf_printf(out, "%zu\u00a0%s", group->withs.count, word(WORD_WITHS_MANY, teller->lang));
    else
        strbuf_put(out, group_withs(teller, group));
}

static void put_short_day(const CalendarTeller *teller, StrBuf *out, Date date, bool with_month)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    strbuf_printf(out, "%d", day);
    if (with_month)
        strbuf_printf(out, "\u00a0%.*s", MONTH_LETTERS, month_name(month, teller->lang == LANG_EN));
}

static bool same_month(Date a, Date b)
{
    int year, month, day, other_year, other_month, other_day;
    date_split(a, &year, &month, &day);
    date_split(b, &other_year, &other_month, &other_day);
    return year == other_year && month == other_month;
}

Str wheel_short_days(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    if (duty->has_window && (!duty->has_deadline || duty->first < duty->deadline)) {
        put_short_day(teller, &buf, duty->first, !duty->has_deadline || !same_month(duty->first, duty->deadline));
        strbuf_puts(&buf, "–");
    }
    if (duty->has_deadline)
        put_short_day(teller, &buf, duty->deadline, true);
    return teller_take(teller, &buf);
}

/* "utförd 5, försenad 3": in few words, as a label has little room. */
static Str states_of(const CalendarTeller *teller, const DutyGroup *group)
{
    size_t counts[DUTY_EXEMPT + 1] = {0};
    for (VEC_EACH(const Duty *const, duty, &group->duties))
        counts[(*duty)->state]++;
    if (counts[group->duty->state] == group->duties.count)
        return state_words(teller, group->duty->state);
    StrBuf buf = {0};
    for (DutyState state = 0; state <= DUTY_EXEMPT; state++)
        if (counts[state])
            strbuf_printf(&buf, "%s" STR_FMT "\u00a0%zu", buf.n ? ", " : "", STR_ARG(state_words(teller, state)), counts[state]);
    return teller_take(teller, &buf);
}

/* "senast 20 maj · utförd · 8 organ · lagfrist": what matters most first, as the end may be cut. */
static Str facts_of(const CalendarTeller *teller, const DutyGroup *group, bool brief)
{
    StrBuf buf = {0};
    strbuf_put(&buf, duty_when(teller, group->duty));
    if (teller->calendar->has_as_of)
        join(&buf, " · ", states_of(teller, group));
    put_bodies(teller, &buf, group, brief);
    put_withs(teller, &buf, group);
    join(&buf, " · ", duty_marks(teller, group->duty, " · "));
    Str text = text_shown(teller->arena, strbuf_str(&buf), WHEEL_TEXT_MOST);
    strbuf_free(&buf);
    return text;
}

Pos wheel_badges_width(const WheelLabel *label)
{
    return label->ring_count ? (Pos)label->ring_count * WHEEL_BADGE + 4 * SVG_UNIT : 0;
}

Pos wheel_label_room(const WheelLabel *label)
{
    return WHEEL_WIDTH / 2 - WHEEL_LABELS - WHEEL_MARGIN / 2 - wheel_badges_width(label);
}

void wheel_set_height(WheelLabel *label)
{
    label->height = (Pos)label->title_lines * WHEEL_TITLE_LINE + (Pos)label->fact_lines * WHEEL_FACT_LINE;
}

/* The points that part the facts of a line say nothing at its ends. */
static void drop_end_points(WheelLabel *label)
{
    Str last = STR_LIT(" ·"), first = STR_LIT("· ");
    for (size_t i = 0; i < label->fact_lines; i++) {
        Str *line = &label->facts[i];
        if (str_ends(*line, last))
            line->n -= last.n;
        if (str_starts(*line, first))
            *line = (Str){line->s + first.n, line->n - first.n};
    }
}

static void set_texts(const Wheel *wheel, WheelLabel *label, const DutyGroup *group, Detail detail)
{
    Arena *arena = wheel->teller.arena;
    Str title = text_shown(arena, duty_title(&wheel->teller, group->duty), WHEEL_TEXT_MOST), facts = facts_of(&wheel->teller, group, detail.fact_lines < 2);
    if (!detail.fact_lines)
        title = str_of(arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(wheel_short_days(&wheel->teller, group->duty)), STR_ARG(title)));
    label->title_lines = svg_wrap(arena, title, &wheel->title_font, wheel_label_room(label), detail.title_lines, label->title);
    label->fact_lines = svg_wrap(arena, facts, &wheel->fact_font, wheel_label_room(label), detail.fact_lines, label->facts);
    drop_end_points(label);
    wheel_set_height(label);
}

/* ---- groups ---- */

static void point_at(WheelLabel *label, const WheelItem *item)
{
    Pos middle = (item->inner + item->outer) / 2;
    label->rings[label->ring_count++] = item->ring;
    label->angle = item->at;
    label->radius = label->radius && label->radius < middle ? label->radius : middle;
}

/* The rings of a label in their order: the items were sorted by angle. */
static void sort_rings(WheelLabel *label)
{
    for (size_t i = 1; i < label->ring_count; i++)
        for (size_t n = i; n && label->rings[n - 1] > label->rings[n]; n--) {
            size_t ring = label->rings[n];
            label->rings[n] = label->rings[n - 1];
            label->rings[n - 1] = ring;
        }
}

static const DutyGroup **point_labels(Wheel *wheel)
{
    Arena *arena = wheel->teller.arena;
    const DutyGroup **groups = arena_array(arena, wheel->items.count, sizeof *groups);
    wheel->labels.count = 0;
    for (size_t i = 0; i < wheel->shown.count; i++)
        vec_push(arena, &wheel->labels, (WheelLabel){0});
    for (VEC_EACH(const WheelItem, item, &wheel->items)) {
        groups[item->label] = item->group;
        point_at(&wheel->labels.items[item->label], item);
    }
    for (VEC_EACH(WheelLabel, label, &wheel->labels))
        sort_rings(label);
    return groups;
}

bool wheel_place_labels(Wheel *wheel)
{
    const DutyGroup **groups = point_labels(wheel);
    for (size_t detail = 0; detail < sizeof details / sizeof *details; detail++) {
        wheel->label_gap = details[detail].gap;
        for (size_t i = 0; i < wheel->labels.count; i++)
            set_texts(wheel, &wheel->labels.items[i], groups[i], details[detail]);
        if (wheel_arrange(wheel, WHEEL_LABELS_MOST))
            return true;
    }
    return false;
}
