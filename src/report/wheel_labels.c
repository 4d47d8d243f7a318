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

/* How much is told: the first that there is room for. */
typedef struct Detail { size_t title_lines, fact_lines; } Detail;
static const Detail details[] = {{2, 2}, {2, 1}, {1, 1}, {1, 0}};

/* ---- texts ---- */

static void join(StrBuf *out, const char *separator, Str text)
{
    strbuf_puts(out, out->n && text.n ? separator : "");
    strbuf_put(out, text);
}

/* "Socialnämnden"; "(8 organ)". */
static void put_people(const CalendarTeller *teller, StrBuf *out, const Str *names, size_t count, const char *lead, Word many)
{
    if (!count || !names[0].n)
        return;
    if (count > NAMED_MOST) {
        strbuf_printf(out, " (%zu %s)", count, word(many, teller->lang));
        return;
    }
    strbuf_puts(out, *lead ? " " : " · ");
    strbuf_puts(out, lead);
    strbuf_put(out, duty_texts(teller, names, count));
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
            strbuf_printf(&buf, "%s" STR_FMT " %zu", buf.n ? ", " : "", STR_ARG(state_words(teller, state)), counts[state]);
    return teller_take(teller, &buf);
}

/* "senast 20 maj (8 organ) · lagfrist" */
static Str facts_of(const CalendarTeller *teller, const DutyGroup *group)
{
    StrBuf buf = {0};
    strbuf_put(&buf, duty_when(teller, group->duty));
    put_people(teller, &buf, group->bodies.items, group->bodies.count, "", WORD_BODIES_MANY);
    put_people(teller, &buf, group->withs.items, group->withs.count, arena_printf(teller->arena, "%s ", word(WORD_WITH, teller->lang)), WORD_WITHS_MANY);
    join(&buf, " · ", duty_marks(teller, group->duty, " · "));
    if (teller->calendar->has_as_of)
        join(&buf, " · ", states_of(teller, group));
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

static void set_texts(const Wheel *wheel, WheelLabel *label, const DutyGroup *group, Detail detail)
{
    Arena *arena = wheel->teller.arena;
    Str title = text_shown(arena, duty_title(&wheel->teller, group->duty), TEXT_MOST), facts = facts_of(&wheel->teller, group);
    if (!detail.fact_lines)
        title = str_of(arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(duty_when(&wheel->teller, group->duty)), STR_ARG(title)));
    label->title_lines = svg_wrap(arena, title, &wheel->title_font, room_of(label), detail.title_lines, label->title);
    label->fact_lines = svg_wrap(arena, facts, &wheel->fact_font, room_of(label), detail.fact_lines, label->facts);
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
    for (size_t month = 0; month < MONTHS; month++) {
        size_t count = month_total(wheel, month);
        if (count)
            add_month(wheel, month, count);
    }
    wheel_arrange(wheel, LABELS_MOST);
}
