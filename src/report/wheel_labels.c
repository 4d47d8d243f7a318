/* wheel_labels.c: the texts around the wheel, as long as there is room for. Third step of wheel_plan. */
#include "report/phrases.h"
#include "report/wheel.h"

#define LABELS_MOST (820 * SVG_UNIT)     /* height of a side; beyond it texts become shorter, then the wheel one of months */
#define TITLE_LINE (17 * SVG_UNIT)
#define FACT_LINE (15 * SVG_UNIT)
#define TEXT_MOST ((size_t)300)          /* columns: longer titles are cut before they are measured */
#define NAMED_MOST ((size_t)2)           /* more bodies than that are counted, not named */
#define TITLES_TOLD ((size_t)12)         /* of a month */
#define BADGE (17 * SVG_UNIT)

#define WIDE_GAP (8 * SVG_UNIT)
#define NARROW_GAP (4 * SVG_UNIT)
#define MONTH_LETTERS 3                  /* of a shortened month: all of them tell the months apart */

/* How much is told: the first that there is room for. Without facts the day stands in the title. */
typedef struct Detail { size_t title_lines, fact_lines; Pos gap; } Detail;
static const Detail details[] = {{2, 2, WIDE_GAP}, {2, 2, NARROW_GAP}, {2, 1, WIDE_GAP}, {1, 1, WIDE_GAP}, {1, 0, NARROW_GAP}};

/* ---- texts ---- */

static void join(StrBuf *out, const char *separator, Str text)
{
    strbuf_puts(out, out->n && text.n ? separator : "");
    strbuf_put(out, text);
}

/* " (8 organ)": more than a few are counted, not named. */
static void put_number(const CalendarTeller *teller, StrBuf *out, size_t count, Word many)
{
    if (count > NAMED_MOST)
        strbuf_printf(out, " (%zu\u00a0%s)", count, word(many, teller->lang));
}

/* "Socialnämnden med Kommunstyrelsen", as far as they are named. */
static Str names_of(const CalendarTeller *teller, const DutyGroup *group)
{
    StrBuf buf = {0};
    if (group->bodies.count <= NAMED_MOST)
        strbuf_put(&buf, group_bodies(teller, group));
    if (group->withs.count && group->withs.count <= NAMED_MOST)
        strbuf_printf(&buf, "%s%s " STR_FMT, buf.n ? " " : "", word(WORD_WITH, teller->lang), STR_ARG(group_withs(teller, group)));
    return teller_take(teller, &buf);
}

/* "31 dec" */
static void put_short_day(const CalendarTeller *teller, StrBuf *out, Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    strbuf_printf(out, "%d %.*s", day, MONTH_LETTERS, month_name(month, teller->lang == LANG_EN));
}

/* "1 sep–28 okt", "31 dec": one line has room for no more. */
static Str short_when(const CalendarTeller *teller, const Duty *duty)
{
    StrBuf buf = {0};
    Date anchor;
    if (duty->has_window && duty->has_deadline && duty->first < duty->deadline) {
        put_short_day(teller, &buf, duty->first);
        strbuf_puts(&buf, "–");
    }
    if (duty_anchor(duty, &anchor))
        put_short_day(teller, &buf, anchor);
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

/* "senast 20 maj (8 organ) · utförd · lagfrist": what matters most first, as the end may be cut. */
static Str facts_of(const CalendarTeller *teller, const DutyGroup *group)
{
    StrBuf buf = {0};
    strbuf_put(&buf, duty_when(teller, group->duty));
    put_number(teller, &buf, group->bodies.count, WORD_BODIES_MANY);
    put_number(teller, &buf, group->withs.count, WORD_WITHS_MANY);
    if (teller->calendar->has_as_of)
        join(&buf, " · ", states_of(teller, group));
    join(&buf, " · ", names_of(teller, group));
    join(&buf, " · ", duty_marks(teller, group->duty, " · "));
    Str text = text_shown(teller->arena, strbuf_str(&buf), TEXT_MOST);
    strbuf_free(&buf);
    return text;
}

Pos wheel_badges_width(const WheelLabel *label)
{
    return (Pos)label->ring_count * BADGE + 3 * SVG_UNIT;
}

static Pos room_of(const WheelLabel *label)
{
    return WHEEL_WIDTH / 2 - WHEEL_LABELS - WHEEL_MARGIN / 2 - wheel_badges_width(label);
}

static void set_height(WheelLabel *label)
{
    label->height = (Pos)label->title_lines * TITLE_LINE + (Pos)label->fact_lines * FACT_LINE;
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
    const Duty *duty = group->duty;
    Str title = text_shown(arena, duty->title.n ? duty->title : duty->checkpoint, TEXT_MOST), facts = facts_of(&wheel->teller, group);
    if (!detail.fact_lines)
        title = str_of(arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(short_when(&wheel->teller, duty)), STR_ARG(title)));
    label->title_lines = svg_wrap(arena, title, &wheel->title_font, room_of(label), detail.title_lines, label->title);
    label->fact_lines = svg_wrap(arena, facts, &wheel->fact_font, room_of(label), detail.fact_lines, label->facts);
    drop_end_points(label);
    set_height(label);
}

/* ---- groups ---- */

static void point_at(WheelLabel *label, const WheelItem *item)
{
    Pos middle = (item->inner + item->outer) / 2;
    label->rings[label->ring_count++] = item->ring;
    label->angle = (item->from + item->to) / 2;
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
    for (size_t i = wheel->left_out.count; i < wheel->groups.count; i++)
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
        wheel->title_font.bold = details[detail].fact_lines > 0;
        for (size_t i = 0; i < wheel->labels.count; i++)
            set_texts(wheel, &wheel->labels.items[i], groups[i], details[detail]);
        if (wheel_arrange(wheel, LABELS_MOST))
            return true;
    }
    return false;
}

/* ---- months ---- */

static size_t month_total(const Wheel *wheel, size_t month)
{
    size_t sum = 0;
    for (size_t i = 0; i < wheel->ring_count; i++)
        sum += wheel->rings[i].months[month];
    return sum;
}

static bool ends_in(const WheelItem *item, size_t month)
{
    return item->to > wheel_month(month) && item->to <= wheel_month(month + 1);
}

/* "Månadsrapport, Ledningsdialog, …": what ends in the month, each title once. */
static Str month_titles(const Wheel *wheel, size_t month)
{
    VEC(Str) titles = {0};
    for (VEC_EACH(const WheelItem, item, &wheel->items)) {
        bool told = !ends_in(item, month) || titles.count == TITLES_TOLD;
        Str title = text_shown(wheel->teller.arena, duty_title(&wheel->teller, item->group->duty), TEXT_MOST);
        for (size_t i = 0; i < titles.count && !told; i++)
            told = str_eq(titles.items[i], title);
        if (!told)
            vec_push(wheel->teller.arena, &titles, title);
    }
    return text_shown(wheel->teller.arena, duty_texts(&wheel->teller, titles.items, titles.count), TEXT_MOST);
}

static void add_month(Wheel *wheel, size_t month, size_t count)
{
    Arena *arena = wheel->teller.arena;
    Lang lang = wheel->teller.lang;
    WheelLabel label = {.angle = wheel_month(month) + WHEEL_MONTH / 2, .radius = WHEEL_RIM};
    Str name = phrase_capital(arena, str_of(month_name((int)month + 1, lang == LANG_EN)));
    Str title = str_of(arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(calendar_count(&wheel->teller, count))));
    label.title_lines = svg_wrap(arena, title, &wheel->title_font, room_of(&label), 1, label.title);
    label.fact_lines = svg_wrap(arena, month_titles(wheel, month), &wheel->fact_font, room_of(&label), LABEL_FACT_LINES, label.facts);
    set_height(&label);
    vec_push(arena, &wheel->labels, label);
}

void wheel_place_month_labels(Wheel *wheel)
{
    wheel->labels.count = 0;
    wheel->label_gap = WIDE_GAP;
    wheel->title_font.bold = true;
    for (size_t month = 0; month < MONTHS; month++) {
        size_t count = month_total(wheel, month);
        if (count)
            add_month(wheel, month, count);
    }
    wheel_arrange(wheel, LABELS_MOST);
}
