/* wheel_items.c: what has a place in the wheel, and where in the rings: arcs and marks, in lanes beside each other where they overlap. The first and
 * the third step of wheel_plan. */
#include <stdlib.h>

#include "report/wheel.h"

#define LANE_MOST (17 * SVG_UNIT)        /* thickness of a lane */
#define CELL_MOST (24 * SVG_UNIT)        /* thickness of a ring of counts */
#define LANE_LEAST (8 * SVG_UNIT)
#define RING_LEAST (17 * SVG_UNIT)       /* room for its letter */
#define RING_GAP (3 * SVG_UNIT)
#define LANES_MOST ((size_t)16)
#define MARK_ANGLE (5 * SVG_DEGREE)      /* what a mark takes up of an inner ring */
#define BESIDE_LINE (1 * SVG_DEGREE)
#define ARC_LEAST (3 * SVG_DEGREE)       /* a shorter one could not be seen */

/* ---- angles ---- */

Angle wheel_month(size_t month)
{
    return WHEEL_SEAM / 2 + (Angle)month * WHEEL_MONTH;
}

Angle wheel_day(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return wheel_month((size_t)month - 1) + (day - 1) * WHEEL_MONTH / days_in_month(year, month);
}

/* The angle where the day ends; for 31 December that is before the seam. */
static Angle day_end(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return wheel_month((size_t)month - 1) + day * WHEEL_MONTH / days_in_month(year, month);
}

static Period year_of(const Wheel *wheel)
{
    return period_year(wheel->teller.calendar->year);
}

static bool is_in(Period year, Date date)
{
    return date >= year.first && date <= year.last;
}

static bool has_span(const Duty *duty)
{
    return duty->has_window && duty->has_deadline && duty->first < duty->deadline;
}

/* The middle of an arc, but beside the lines between the months: a leader along one of them would not be seen. */
static Angle middle_of(const WheelItem *item)
{
    Angle middle = (item->from + item->to) / 2, past = (middle - WHEEL_SEAM / 2) % WHEEL_MONTH;
    if (past < BESIDE_LINE)
        return middle + BESIDE_LINE;
    return past > WHEEL_MONTH - BESIDE_LINE ? middle - BESIDE_LINE : middle;
}

/* Windows are cut at the ends of the year. False: nothing of it is in the year. */
static bool angles_of(const Wheel *wheel, const Duty *duty, WheelItem *item)
{
    Period year = year_of(wheel);
    Date anchor;
    if (!duty_anchor(duty, &anchor))
        return false;
    item->arc = has_span(duty);
    if (!item->arc) {
        item->at = item->from = item->to = is_in(year, anchor) ? (wheel_day(anchor) + day_end(anchor)) / 2 : 0;
        return is_in(year, anchor);
    }
    if (duty->first > year.last || anchor < year.first)
        return false;
    item->from = wheel_day(duty->first < year.first ? year.first : duty->first);
    item->to = day_end(anchor > year.last ? year.last : anchor);
    if (item->to - item->from < ARC_LEAST)
        item->from = item->to - ARC_LEAST;
    item->at = middle_of(item);
    return true;
}

/* ---- lanes ---- */

typedef struct Taken { Angle until[LANES_MOST]; } Taken;      /* of one ring, lane by lane */

static Angle taken_from(const WheelItem *item)
{
    return item->arc ? item->from : item->from - MARK_ANGLE / 2;
}

static Angle taken_to(const WheelItem *item)
{
    return item->arc ? item->to + SVG_DEGREE / 2 : item->to + MARK_ANGLE / 2;
}

/* The first lane that is free; the last one where none is. */
static size_t free_lane(const Taken *taken, Angle from)
{
    size_t lane = 0;
    while (lane + 1 < LANES_MOST && taken->until[lane] > from)
        lane++;
    return lane;
}

static int by_start(const void *left, const void *right)
{
    const WheelItem *a = left, *b = right;
    Angle x = taken_from(a), y = taken_from(b);
    if (x != y)
        return (x > y) - (x < y);
    if (a->to != b->to)
        return (a->to < b->to) - (a->to > b->to);      /* long ones outermost */
    return (a->label > b->label) - (a->label < b->label);
}

/* False where a ring would need more lanes than there are. */
static bool assign_lanes(Wheel *wheel)
{
    Taken taken[RINGS_MOST] = {{{0}}};
    bool fits = true;
    if (wheel->items.count)
        qsort(wheel->items.items, wheel->items.count, sizeof *wheel->items.items, by_start);
    for (VEC_EACH(WheelItem, item, &wheel->items)) {
        WheelRing *ring = &wheel->rings[item->ring];
        item->lane = free_lane(&taken[item->ring], taken_from(item));
        fits = fits && taken[item->ring].until[item->lane] <= taken_from(item);
        taken[item->ring].until[item->lane] = taken_to(item);
        ring->lanes = item->lane + 1 > ring->lanes ? item->lane + 1 : ring->lanes;
    }
    return fits;
}

/* ---- radii ---- */

static Pos thickness(const WheelRing *ring, Pos lane)
{
    Pos sum = (Pos)(ring->lanes ? ring->lanes : 1) * lane;
    return sum > RING_LEAST ? sum : RING_LEAST;
}

static Pos total(const Wheel *wheel, Pos lane)
{
    Pos sum = 0;
    for (size_t i = 0; i < wheel->ring_count; i++)
        sum += thickness(&wheel->rings[i], lane) + RING_GAP;
    return sum;
}

/* From the outside in, with lanes as thick as there is room for. False when they would be too thin. */
static bool set_radii(Wheel *wheel, Pos lane)
{
    Pos outer = WHEEL_RINGS;
    while (lane > LANE_LEAST && total(wheel, lane) > WHEEL_RINGS - WHEEL_HUB_LEAST)
        lane -= SVG_UNIT / 2;
    bool fits = total(wheel, lane) <= WHEEL_RINGS - WHEEL_HUB_LEAST;
    for (size_t i = 0; i < wheel->ring_count; i++) {
        WheelRing *ring = &wheel->rings[i];
        ring->outer = outer;
        ring->inner = outer - thickness(ring, lane);
        outer = ring->inner - RING_GAP;
    }
    wheel->hub = outer;
    return fits;
}

static void set_item_radii(Wheel *wheel)
{
    for (VEC_EACH(WheelItem, item, &wheel->items)) {
        const WheelRing *ring = &wheel->rings[item->ring];
        Pos lane = (ring->outer - ring->inner) / (Pos)ring->lanes;
        item->outer = ring->outer - (Pos)item->lane * lane;
        item->inner = item->outer - lane;
    }
}

/* ---- what has a place ---- */

/* A line all the way round would say no more than that it has no day: such duties stand below the wheel. */
static bool lasts_the_year(const Wheel *wheel, const Duty *duty)
{
    Period year = year_of(wheel);
    return has_span(duty) && duty->first <= year.first && duty->deadline >= year.last;
}

void wheel_admit(Wheel *wheel)
{
    Arena *arena = wheel->teller.arena;
    for (VEC_EACH(DutyGroup *const, group, &wheel->groups)) {
        WheelItem item;
        if (!angles_of(wheel, (*group)->duty, &item))
            vec_push(arena, &wheel->left_out, *group);
        else if (lasts_the_year(wheel, (*group)->duty))
            vec_push(arena, &wheel->whole_year, *group);
        else
            vec_push(arena, &wheel->shown, *group);
    }
}

/* ---- everything ---- */

/* How many duties of the group lie in the ring. */
static size_t duties_in(const Wheel *wheel, const DutyGroup *group, size_t ring)
{
    size_t count = 0;
    for (VEC_EACH(const Duty *const, duty, &group->duties)) {
        bool in[RINGS_MOST];
        DutyGroup alone = {*duty, {(const Duty **)duty, 1, 1}, {0}, {0}};
        wheel_rings_of(wheel, &alone, in);
        count += in[ring];
    }
    return count;
}

static void count_months(WheelRing *ring, const WheelItem *item, size_t duties)
{
    Angle at = item->to - WHEEL_SEAM / 2;
    size_t month = at > 0 ? (size_t)((at - 1) / WHEEL_MONTH) : 0;
    ring->months[month < MONTHS ? month : MONTHS - 1] += duties;
    ring->duties += duties;
}

static void add_items(Wheel *wheel, const DutyGroup *group, WheelItem item)
{
    bool in[RINGS_MOST];
    wheel_rings_of(wheel, group, in);
    for (item.ring = 0; item.ring < wheel->ring_count; item.ring++) {
        if (!in[item.ring])
            continue;
        count_months(&wheel->rings[item.ring], &item, duties_in(wheel, group, item.ring));
        vec_push(wheel->teller.arena, &wheel->items, item);
    }
}

bool wheel_place_items(Wheel *wheel)
{
    for (size_t i = 0; i < wheel->shown.count; i++) {
        WheelItem item = {.group = wheel->shown.items[i], .label = i};
        if (angles_of(wheel, item.group->duty, &item))
            add_items(wheel, item.group, item);
    }
    bool has_lanes = assign_lanes(wheel), fits = set_radii(wheel, LANE_MOST);
    set_item_radii(wheel);
    return has_lanes && fits;
}

void wheel_place_months(Wheel *wheel)
{
    for (size_t i = 0; i < wheel->ring_count; i++)
        wheel->rings[i].lanes = 1;
    set_radii(wheel, CELL_MOST);
}
