/* wheel_months.c: the labels of a wheel with more in it than can be told one by one: a list for each month. A step of wheel_plan. */
#include "report/phrases.h"
#include "report/wheel.h"

#define NAMED_MOST ((size_t)2)           /* more bodies than that are counted, not named */
#define GAP (6 * SVG_UNIT)               /* between the day and what is due */

/* ---- one line ---- */

/* ", KS, SN"; ", 8 organ" */
static void put_bodies(const Wheel *wheel, StrBuf *out, const DutyGroup *group)
{
    Str names = group_body_names(&wheel->teller, group);
    if (group->bodies.count > NAMED_MOST)
        strbuf_printf(out, ", %zu %s", group->bodies.count, word(WORD_BODIES_MANY, wheel->teller.lang));
    else if (names.n)
        strbuf_printf(out, ", " STR_FMT, STR_ARG(names));
}

/* The day stands nearest to the wheel, on the first of the lines. Returns how many lines there are. */
static size_t lines_of(const Wheel *wheel, const WheelLabel *label, const DutyGroup *group, size_t most, Str *lines)
{
    Arena *arena = wheel->teller.arena;
    Str days = wheel_short_days(&wheel->teller, group->duty);
    StrBuf buf = {0};
    strbuf_put(&buf, duty_title(&wheel->teller, group->duty));
    put_bodies(wheel, &buf, group);
    Str whole = text_shown(arena, strbuf_str(&buf), WHEEL_TEXT_MOST);
    strbuf_free(&buf);
    Pos room = wheel_label_room(label) - svg_text_width(days, &wheel->fact_font) - GAP;
    size_t count = svg_wrap(arena, whole, &wheel->fact_font, room, most, lines);
    Str first = label->right ? days : lines[0], second = label->right ? lines[0] : days;
    lines[0] = str_of(arena_printf(arena, STR_FMT " " STR_FMT, STR_ARG(first), STR_ARG(second)));
    return count;
}

/* ---- one month ---- */

typedef VEC(const DutyGroup *) GroupRefVec;

/* Those that end in the month, in the order of their last days. */
static GroupRefVec ending_in(const Wheel *wheel, size_t month)
{
    GroupRefVec found = {0};
    for (size_t group = 0; group < wheel->shown.count; group++)
        for (VEC_EACH(const WheelItem, item, &wheel->items)) {
            if (item->label != group)
                continue;
            if (item->to > wheel_month(month) && item->to <= wheel_month(month + 1))
                vec_push(wheel->teller.arena, &found, item->group);
            break;
        }
    return found;
}

static size_t duties_of(const GroupRefVec *groups)
{
    size_t sum = 0;
    for (VEC_EACH(const DutyGroup *const, group, groups))
        sum += (*group)->duties.count;
    return sum;
}

/* How much is told: lines of a month, and of each group in it. The first that there is room for. */
typedef struct Detail { size_t month, group; } Detail;
static const Detail details[] = {{16, 2}, {16, 1}, {12, 1}, {9, 1}, {7, 1}, {5, 1}, {4, 1}, {3, 1}, {2, 1}};

/* The last line says how many duties more there are. */
static void put_list(const Wheel *wheel, WheelLabel *label, const GroupRefVec *groups, Detail detail)
{
    size_t told = 0, all = duties_of(groups);
    for (size_t i = 0; i < groups->count; i++) {
        Str lines[LABEL_FACT_LINES];
        size_t count = lines_of(wheel, label, groups->items[i], detail.group, lines), more = i + 1 < groups->count;
        if (label->fact_lines + count + more > detail.month)
            break;
        for (size_t n = 0; n < count; n++)
            label->facts[label->fact_lines++] = lines[n];
        told += groups->items[i]->duties.count;
    }
    if (told < all)
        label->facts[label->fact_lines++] = str_of(arena_printf(wheel->teller.arena, word(WORD_AND_MORE, wheel->teller.lang), all - told));
}

static void add_month(Wheel *wheel, size_t month, Detail detail)
{
    Arena *arena = wheel->teller.arena;
    Lang lang = wheel->teller.lang;
    WheelLabel label = {.angle = wheel_month(month) + WHEEL_MONTH / 2, .radius = WHEEL_RIM, .right = month < MONTHS / 2};
    GroupRefVec groups = ending_in(wheel, month);
    if (!groups.count)
        return;
    Str name = phrase_capital(arena, str_of(month_name((int)month + 1, lang == LANG_EN))), count = calendar_count(&wheel->teller, duties_of(&groups));
    Str title = str_of(arena_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(name), STR_ARG(count)));
    label.title_lines = svg_wrap(arena, title, &wheel->title_font, wheel_label_room(&label), 1, label.title);
    put_list(wheel, &label, &groups, detail);
    wheel_set_height(&label);
    vec_push(arena, &wheel->labels, label);
}

void wheel_place_month_labels(Wheel *wheel)
{
    wheel->label_gap = WHEEL_GAP;
    for (size_t detail = 0; detail < sizeof details / sizeof *details; detail++) {
        wheel->labels.count = 0;
        for (size_t month = 0; month < MONTHS; month++)
            add_month(wheel, month, details[detail]);
        if (wheel_arrange(wheel, WHEEL_LABELS_MOST))
            return;
    }
}
