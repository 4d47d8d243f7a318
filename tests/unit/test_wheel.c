/* test_wheel.c: the plan of the year wheel: nothing over anything else, everything within the picture, whatever the year holds. */
#include <criterion/criterion.h>

#include <string.h>

#include "calendar_fixture.h"
#include "report/wheel.h"

static const char *const samples[] = {"full", "midyear", "some", "many", "empty"};
#define SAMPLE_COUNT (sizeof samples / sizeof *samples)

static Wheel *planned(const char *name, CalendarRings rings, Lang lang)
{
    Arena *arena = arena_new();
    Wheel *wheel = ARENA_NEW(arena, Wheel);
    Calendar *calendar = ARENA_NEW(arena, Calendar);
    *calendar = fixture_named(arena, name);
    wheel_plan(wheel, &(CalendarTeller){arena, calendar, lang}, rings);
    return wheel;
}

/* Each sample with each kind of ring. */
typedef void (*WheelCheck)(const Wheel *wheel, const char *name);
static void check_all(WheelCheck check)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        for (CalendarRings rings = CALENDAR_RINGS_AUTO; rings <= CALENDAR_RINGS_BODY; rings++)
            for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
                check(planned(samples[i], rings, lang), samples[i]);
}

/* ---- labels ---- */

static void expect_apart(const Wheel *wheel, const char *name)
{
    for (size_t i = 0; i < wheel->labels.count; i++) {
        WheelBox a = wheel_label_box(wheel, &wheel->labels.items[i]);
        cr_expect(a.left >= 0 && a.right <= WHEEL_WIDTH && a.top >= 0 && a.bottom <= wheel->area, "%s: label %zu is within the picture", name, i);
        cr_expect(a.right <= wheel->centre.x - WHEEL_RIM || a.left >= wheel->centre.x + WHEEL_RIM, "%s: label %zu is beside the wheel", name, i);
        for (size_t n = 0; n < i; n++) {
            WheelBox b = wheel_label_box(wheel, &wheel->labels.items[n]);
            bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            cr_expect(apart, "%s: labels %zu and %zu", name, i, n);
        }
    }
}

Test(wheel, labels_never_overlap)
{
    check_all(expect_apart);
}

static void expect_order(const Wheel *wheel, const char *name)
{
    const WheelLabel *before = NULL;
    for (size_t i = 0; i < wheel->labels.count; i++) {
        const WheelLabel *label = &wheel->labels.items[wheel->order[i]];
        if (before && before->right == label->right)
            cr_expect(label->right ? label->top > before->top : label->top < before->top, "%s: down on the right, up on the left", name);
        cr_expect(!before || before->angle <= label->angle, "%s: by angle", name);
        cr_expect(!before || before->right || !label->right, "%s: the right side first", name);
        before = label;
    }
}

Test(wheel, labels_follow_the_year)
{
    check_all(expect_order);
}

static void expect_sides(const Wheel *wheel, const char *name)
{
    Angle lean = 26 * SVG_DEGREE, half = 180 * SVG_DEGREE;
    for (VEC_EACH(const WheelLabel, label, &wheel->labels))
        cr_expect(label->right ? label->angle <= half + lean : label->angle >= half - lean, "%s: %.*s is on the side of what it points at", name,
            STR_ARG(label->title[0]));
}

Test(wheel, labels_stand_on_the_side_of_their_marks)
{
    check_all(expect_sides);
}

/* ---- leaders ---- */

/* The square of the distance from the centre to the nearest point of a line. */
static int64_t nearest_square(Point centre, Point a, Point b)
{
    int64_t least = INT64_MAX;
    for (int64_t step = 0; step <= 200; step++) {
        int64_t x = a.x + (b.x - a.x) * step / 200 - centre.x, y = a.y + (b.y - a.y) * step / 200 - centre.y;
        least = x * x + y * y < least ? x * x + y * y : least;
    }
    return least;
}

/* The first line is within the rings, on the way straight out. The second may cut the rim where several come out on the same day. */
static void expect_around(const Wheel *wheel, const char *name)
{
    int64_t limit = (int64_t)(WHEEL_RIM + SVG_UNIT) * (WHEEL_RIM + SVG_UNIT);
    Point points[LEADER_POINTS];
    for (VEC_EACH(const WheelLabel, label, &wheel->labels)) {
        size_t count = wheel_leader_points(wheel, label, points);
        for (size_t i = 3; i < count; i++)
            cr_expect(nearest_square(wheel->centre, points[i - 1], points[i]) >= limit, "%s: a leader goes through the wheel", name);
    }
}

Test(wheel, leaders_go_around_the_wheel)
{
    check_all(expect_around);
}

/* Twice the area of a triangle, with the sign of its turn. */
static int64_t turn_of(Point a, Point b, Point c)
{
    return (int64_t)(b.x - a.x) * (c.y - a.y) - (int64_t)(b.y - a.y) * (c.x - a.x);
}

static bool cross(const Point *a, const Point *b)
{
    int64_t from = turn_of(a[0], a[1], b[0]), to = turn_of(a[0], a[1], b[1]), other = turn_of(b[0], b[1], a[0]), other_to = turn_of(b[0], b[1], a[1]);
    return ((from > 0) != (to > 0)) && ((other > 0) != (other_to > 0)) && from && to && other && other_to;
}

/* The whole of each leader, from where it comes out of the rim. */
static bool leaders_cross(const Wheel *wheel, const WheelLabel *a, const WheelLabel *b)
{
    Point one[LEADER_POINTS], other[LEADER_POINTS];
    size_t count = wheel_leader_points(wheel, a, one), other_count = wheel_leader_points(wheel, b, other);
    for (size_t i = 2; i < count; i++)
        for (size_t n = 2; n < other_count; n++)
            if (cross(&one[i - 1], &other[n - 1]))
                return true;
    return false;
}

static void expect_uncrossed(const Wheel *wheel, const char *name)
{
    for (VEC_EACH(const WheelLabel, a, &wheel->labels))
        for (VEC_EACH(const WheelLabel, b, &wheel->labels))
            cr_expect_not(a < b && leaders_cross(wheel, a, b), "%s: leaders to %.*s and %.*s", name, STR_ARG(a->title[0]), STR_ARG(b->title[0]));
}

Test(wheel, leaders_do_not_cross)
{
    check_all(expect_uncrossed);
}

/* ---- rings ---- */

static void expect_lanes(const Wheel *wheel, const char *name)
{
    if (wheel->counted)
        return;
    for (VEC_EACH(const WheelItem, a, &wheel->items)) {
        cr_expect(a->inner >= wheel->hub && a->outer <= WHEEL_RINGS && a->outer - a->inner >= 8 * SVG_UNIT, "%s: in the rings", name);
        for (VEC_EACH(const WheelItem, b, &wheel->items)) {
            bool same_lane = a < b && a->ring == b->ring && a->lane == b->lane;
            cr_expect(!same_lane || a->to < b->from || b->to < a->from, "%s: in one lane after each other", name);
        }
    }
}

Test(wheel, what_overlaps_has_lanes_of_its_own)
{
    check_all(expect_lanes);
}

Test(wheel, rings_are_tags_or_bodies)
{
    Wheel *tags = planned("full", CALENDAR_RINGS_AUTO, LANG_SV), *bodies = planned("full", CALENDAR_RINGS_BODY, LANG_SV);
    cr_expect(!tags->by_body && tags->ring_count == 6 && str_eqz(tags->rings[0].name, "dialog"), "the most frequent tag outermost");
    cr_expect(bodies->by_body && bodies->ring_count == RINGS_MOST && str_eqz(bodies->rings[RINGS_MOST - 1].name, "Övrigt"), "the seldom ones together");
    size_t sum = 0;
    for (size_t i = 0; i < bodies->ring_count; i++)
        sum += bodies->rings[i].duties;
    cr_expect_eq(sum, 84, "every duty in one ring");
    cr_expect_eq(bodies->left_out.count, 1, "but the one without a day");
}

Test(wheel, crowds_become_counts)
{
    Wheel *many = planned("many", CALENDAR_RINGS_AUTO, LANG_SV);
    size_t sum = 0;
    for (size_t i = 0; i < many->ring_count; i++)
        for (size_t month = 0; month < MONTHS; month++)
            sum += many->rings[i].months[month];
    cr_expect(many->counted && sum == 300 && many->labels.count == 12, "%zu duties, %zu labels", sum, many->labels.count);
    cr_expect_not(planned("full", CALENDAR_RINGS_AUTO, LANG_SV)->counted, "an ordinary year has room");
    cr_expect_not(planned("empty", CALENDAR_RINGS_AUTO, LANG_SV)->counted, "and so has an empty one");
}

/* Forty windows at once in one ring, with one label: more lanes than there are. */
Test(wheel, too_many_lanes_are_a_crowd)
{
    Arena *arena = arena_new();
    Calendar calendar = fixture_empty();
    for (int i = 0; i < 40; i++)
        add_board(arena, &calendar, (Shared){.name = arena_printf(arena, "%d", i), .title = "X", .tag = "t", .first = 301 + i % 9, .deadline = 901 + i % 28});
    Wheel wheel;
    wheel_plan(&wheel, &(CalendarTeller){arena, &calendar, LANG_SV}, CALENDAR_RINGS_AUTO);
    cr_expect(wheel.counted);
    arena_free(arena);
}

typedef enum Where { SHOWN, WHOLE_YEAR, LEFT_OUT } Where;
typedef struct YearRow { Date first, deadline; Where place; Angle from, to; } YearRow;

Test(wheel, windows_are_cut_at_the_year)
{
    Angle end = WHEEL_SEAM / 2 + 12 * WHEEL_MONTH;
    const YearRow rows[] = {
        {date_ymd(2025, 11, 1), date_ymd(2026, 1, 31), SHOWN, WHEEL_SEAM / 2, WHEEL_SEAM / 2 + WHEEL_MONTH},
        {date_ymd(2026, 12, 1), date_ymd(2027, 2, 28), SHOWN, end - WHEEL_MONTH, end},
        {date_ymd(2025, 1, 1), date_ymd(2027, 1, 31), WHOLE_YEAR, 0, 0},
        {date_ymd(2026, 1, 1), date_ymd(2026, 12, 31), WHOLE_YEAR, 0, 0},
        {date_ymd(2026, 1, 2), date_ymd(2027, 1, 31), SHOWN, WHEEL_SEAM / 2 + WHEEL_MONTH / 31, end},
        {date_ymd(2025, 1, 1), date_ymd(2025, 12, 31), LEFT_OUT, 0, 0},
        {date_ymd(2027, 1, 1), date_ymd(2027, 2, 1), LEFT_OUT, 0, 0},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Calendar calendar = fixture_empty();
        Duty *duty = add_board(arena, &calendar, (Shared){.name = "x", .title = "X", .tag = "t", .first = 101, .deadline = 1231});
        duty->first = rows[i].first, duty->deadline = rows[i].deadline;
        Wheel wheel;
        wheel_plan(&wheel, &(CalendarTeller){arena, &calendar, LANG_SV}, CALENDAR_RINGS_AUTO);
        cr_expect_eq(wheel.items.count, rows[i].place == SHOWN, "row %zu", i);
        cr_expect_eq(wheel.whole_year.count, rows[i].place == WHOLE_YEAR, "row %zu", i);
        cr_expect_eq(wheel.left_out.count, rows[i].place == LEFT_OUT, "row %zu", i);
        if (rows[i].place == SHOWN)
            cr_expect(wheel.items.items[0].from == rows[i].from && wheel.items.items[0].to == rows[i].to, "row %zu", i);
    }
    arena_free(arena);
}

/* ---- what is told ---- */

static char *picture(const Calendar *calendar)
{
    StrBuf out = {0};
    calendar_svg.write(&out, calendar, &(CalendarOptions){0});
    return out.s;
}

/* The same thing three times in the year is told once, with how often; days have marks, the year has none. */
Test(wheel, what_lasts_the_year_stands_below)
{
    Arena *arena = arena_new();
    Calendar calendar = fixture_empty();
    for (int number = 1; number <= 3; number++) {
        Duty *duty = add_board(arena, &calendar, (Shared){.name = "besök", .title = "Besök", .first = 101, .deadline = 1231});
        duty->number = number, duty->of = 3;
    }
    add_committees(arena, &calendar, (Shared){.name = "dialog", .title = "Dialog", .first = 101, .deadline = 1231}, 2);
    char *svg = picture(&calendar);
    cr_expect(strstr(svg, ">Hela året: Besök, 3 gånger (Kommunstyrelsen); Dialog (BUN, SN)</text>"), "%s", svg);
    cr_expect_not(strstr(svg, "Ringarna"), "no rings for nothing");
    arena_free(arena);
}

Test(wheel, months_list_what_is_in_them)
{
    Wheel *many = planned("many", CALENDAR_RINGS_AUTO, LANG_SV);
    size_t told = 0;
    for (VEC_EACH(const WheelLabel, label, &many->labels)) {
        Str last = label->facts[label->fact_lines - 1];
        cr_expect(label->fact_lines >= 2 && str_starts(last, STR_LIT("och ")) && str_ends(last, STR_LIT(" till")), "%.*s", STR_ARG(last));
        told += label->fact_lines - 1;
    }
    cr_expect(told > 60, "%zu of 300 duties are told", told);
}

Test(wheel, what_differs_only_in_who_decides_has_one_label)
{
    Arena *arena = arena_new();
    Calendar calendar = fixture_empty();
    add_committees(arena, &calendar, (Shared){.name = "plan", .title = "Plan", .deadline = 1231}, 3);
    calendar.duties.items[1].decided_by = STR_LIT("KF");
    CalendarTeller teller = {arena, &calendar, LANG_SV};
    cr_expect_eq(duty_groups(&teller, ALIKE_WHEN).count, 1);
    cr_expect_eq(duty_groups(&teller, ALIKE_TOLD).count, 2);
    calendar.duties.items[2].state = DUTY_LATE;
    cr_expect_eq(duty_groups(&teller, ALIKE_TOLD).count, 2);
    cr_expect_eq(duty_groups(&teller, ALIKE_STATE).count, 3);
    cr_expect(strstr(picture(&calendar), ">senast 31 december · BUN, SN, TN</text>"), "by their short names");
    arena_free(arena);
}

Test(wheel, is_told_in_words)
{
    Arena *arena = arena_new();
    Calendar calendar = fixture_midyear(arena);
    char *svg = picture(&calendar);
    static const char *const parts[] = {"85 hållpunkter: ", "Januari 9, februari 2, mars 9, ", " senast 31 januari: Uppföljning av intern kontroll, ", ", utförd 28 januari. ",
        ": Uppföljning av intern kontroll, Socialnämnden, försenad, 136 dagar efter sista dagen. "};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect(strstr(svg, parts[i]), "missing: %s", parts[i]);
    arena_free(arena);
}

/* ---- pieces ---- */

Test(wheel, positions)
{
    StrBuf out = {0};
    static const Pos positions[] = {0, 5, 50, -5, -1250, 128000, 7};
    for (size_t i = 0; i < sizeof positions / sizeof *positions; i++) {
        svg_put_pos(&out, positions[i]);
        strbuf_putc(&out, ' ');
    }
    cr_expect_str_eq(out.s, "0 0.05 0.5 -0.05 -12.5 1280 0.07 ");
    for (Angle angle = -360 * SVG_DEGREE; angle < 720 * SVG_DEGREE; angle += 777) {
        Point point = svg_polar((Point){0, 0}, 10000, angle);
        int64_t square = (int64_t)point.x * point.x + (int64_t)point.y * point.y;
        cr_expect(square > 9998 * 9998 && square < 10002 * 10002, "on the circle at %d", angle);
    }
    Point east = svg_polar((Point){100, 100}, 1000, 90 * SVG_DEGREE), north = svg_polar((Point){100, 100}, 1000, 0);
    cr_expect(east.x == 1100 && east.y == 100 && north.x == 100 && north.y == -900, "clockwise from the top");
}

Test(wheel, texts_are_wrapped_and_cut)
{
    Font font = {1000, false, "#000"};
    Str lines[3];
    Arena *arena = arena_new();
    Str text = STR_LIT("Verksamhetsplan och internbudget för nämnden");
    for (Pos width = 2000; width < 30000; width += 500)
        for (size_t most = 1; most <= 3; most++) {
            size_t count = svg_wrap(arena, text, &font, width, most, lines);
            cr_expect(count >= 1 && count <= most);
            for (size_t i = 0; i < count; i++)
                cr_expect(svg_text_width(lines[i], &font) <= width, "%.*s at %d", STR_ARG(lines[i]), width);
        }
    cr_expect_eq(svg_wrap(arena, STR_LIT(""), &font, 1000, 3, lines), 0);
    cr_expect_eq(svg_wrap(arena, STR_LIT("   "), &font, 1000, 3, lines), 0);
    svg_wrap(arena, text, &font, 15000, 1, lines);
    cr_expect(str_ends(lines[0], STR_LIT("…")), "what is left out is shown: %.*s", STR_ARG(lines[0]));
}
