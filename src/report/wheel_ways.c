/* wheel_ways.c: how the leaders get from the wheel to the labels without going through it or over each other. Last step of wheel_plan. */
#include "report/wheel.h"

#define LEADER_END (5 * SVG_UNIT)        /* between a leader and its label */
#define WAY_GAP (3 * SVG_UNIT)           /* between leaders that go round beside each other */
#define WAYS_MOST ((Pos)9)               /* as many as there is room for before the labels */
#define STEPS_MOST 180

Point wheel_leader_end(const Wheel *wheel, const WheelLabel *label)
{
    Pos reach = WHEEL_LABELS - LEADER_END;
    return (Point){wheel->centre.x + (label->right ? reach : -reach), label->top + LABEL_FIRST_LINE};
}

/* Seen from a point on a circle around the wheel, the other point lies outside of the circle or along it: a line between them does not cross it. */
static bool looks_outward(Point centre, Point on, Point other)
{
    int64_t x = on.x - centre.x, y = on.y - centre.y;
    return x * (other.x - on.x) + y * (other.y - on.y) >= 0;
}

/* The shorter way round from one point to the other is clockwise. */
static bool is_clockwise(Point centre, Point from, Point to)
{
    return (int64_t)(from.x - centre.x) * (to.y - centre.y) - (int64_t)(from.y - centre.y) * (to.x - centre.x) > 0;
}

/* Where the leader leaves its circle: straight out, or, where that would take it through the wheel again, as far round as it must. */
static Angle leaving_angle(const Wheel *wheel, const WheelLabel *label)
{
    Point end = wheel_leader_end(wheel, label);
    Angle angle = label->angle, step = is_clockwise(wheel->centre, svg_polar(wheel->centre, label->way, angle), end) ? SVG_DEGREE : -SVG_DEGREE;
    for (int i = 0; i < STEPS_MOST && !looks_outward(wheel->centre, svg_polar(wheel->centre, label->way, angle), end); i++)
        angle += step;
    return angle;
}

/* On its way round, the leader of `label` passes the place where the other one comes out. */
static bool passes(const WheelLabel *label, const WheelLabel *other)
{
    if (other->right != label->right)
        return false;
    return label->leaving > label->angle ? other->angle >= label->angle && other->angle < label->leaving
                                         : other->angle <= label->angle && other->angle > label->leaving;
}

/* The leader goes outside of those that it passes, which leave the circles after it. `from` on: the places that come later on its way. */
static void set_way(const Wheel *wheel, size_t place, bool clockwise)
{
    WheelLabel *label = &wheel->labels.items[wheel->order[place]];
    Pos outside = 0;
    for (size_t i = 0; i < wheel->labels.count; i++) {
        const WheelLabel *other = &wheel->labels.items[wheel->order[i]];
        if ((clockwise ? i <= place : i >= place) || !passes(label, other))
            continue;
        Pos ways = (other->way - WHEEL_EXIT) / WAY_GAP + 1;
        outside = ways > outside ? ways : outside;
    }
    label->way = WHEEL_EXIT + (outside < WAYS_MOST ? outside : WAYS_MOST) * WAY_GAP;
    label->leaving = leaving_angle(wheel, label);
}

/* Those that go clockwise from the last to the first, so that the ones they pass have their ways; the others the other way about. */
void wheel_place_leaders(Wheel *wheel)
{
    size_t count = wheel->labels.count;
    for (VEC_EACH(WheelLabel, label, &wheel->labels)) {
        label->way = WHEEL_EXIT;
        label->leaving = leaving_angle(wheel, label);
    }
    for (size_t i = count; i-- > 0;)
        if (wheel->labels.items[wheel->order[i]].leaving > wheel->labels.items[wheel->order[i]].angle)
            set_way(wheel, i, true);
    for (size_t i = 0; i < count; i++)
        if (wheel->labels.items[wheel->order[i]].leaving < wheel->labels.items[wheel->order[i]].angle)
            set_way(wheel, i, false);
}
