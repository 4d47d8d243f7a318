/* wheel_routes.c: the ways of the leaders around the wheel, so that none goes through it and none over another. Last step of wheel_plan. */
#include "report/wheel.h"

#define LEADER_END (6 * SVG_UNIT)        /* between a leader and its label */
#define TRACK (4 * SVG_UNIT)             /* between leaders that go round beside each other */
#define NEAR (2 * SVG_UNIT)              /* nearer than this they could not be told apart */
#define STEP (SVG_DEGREE / 2)
#define BEND (2 * SVG_DEGREE)            /* a straight line of this length is as good as the bend */
#define TURN (360 * SVG_DEGREE)
#define ROUNDS 3
#define COARSE 10                        /* lengths are compared in tenths of a unit, as their squares must fit */

Point wheel_leader_end(const Wheel *wheel, const WheelLabel *label)
{
    Pos reach = WHEEL_LABELS - LEADER_END;
    return (Point){wheel->centre.x + (label->right ? reach : -reach), label->top + WHEEL_FIRST_LINE};
}

/* ---- from a circle to a label ---- */

/* Seen from a point on the circle, the other point lies outside of it or along it: a line between them does not cross it. */
static bool looks_outward(const Wheel *wheel, Point on, Point other)
{
    int64_t x = on.x - wheel->centre.x, y = on.y - wheel->centre.y;
    return x * (other.x - on.x) + y * (other.y - on.y) >= 0;
}

/* Sets how far out the leader goes round, and with that how far round: no farther than it must. */
static void set_track(const Wheel *wheel, WheelLabel *label, Pos track)
{
    Point end = wheel_leader_end(wheel, label);
    label->track = track;
    for (Angle turn = 0; turn < TURN / 2; turn += STEP)
        for (int sign = 1; sign >= -1; sign -= 2) {
            label->leaving = label->exit + sign * turn;
            if (looks_outward(wheel, svg_polar(wheel->centre, track, label->leaving), end))
                return;
        }
}

/* From where it comes out of the wheel. */
static size_t outer_points(const Wheel *wheel, const WheelLabel *label, Point *points)
{
    size_t count = 0;
    Angle bend = label->leaving < label->exit ? -BEND : BEND, at = label->exit;
    points[count++] = svg_polar(wheel->centre, WHEEL_EXIT, label->exit);
    points[count++] = svg_polar(wheel->centre, label->track, label->exit);
    for (at += bend; bend > 0 ? at < label->leaving : at > label->leaving; at += bend)
        points[count++] = svg_polar(wheel->centre, label->track, at);
    points[count++] = svg_polar(wheel->centre, label->track, label->leaving);
    points[count++] = wheel_leader_end(wheel, label);
    return count;
}

size_t wheel_leader_points(const Wheel *wheel, const WheelLabel *label, Point points[LEADER_POINTS])
{
    points[0] = svg_polar(wheel->centre, label->radius, label->angle);
    points[1] = svg_polar(wheel->centre, WHEEL_RIM, label->angle);
    return 2 + outer_points(wheel, label, points + 2);
}

/* ---- conflicts ---- */

typedef struct Line { Point from, to; } Line;

/* Twice the area of the triangle; its sign says on which side of the line the point is. */
static int64_t side_of_line(Line line, Point point)
{
    int64_t x = (line.to.x - line.from.x) / COARSE, y = (line.to.y - line.from.y) / COARSE;
    return x * ((point.y - line.from.y) / COARSE) - y * ((point.x - line.from.x) / COARSE);
}

static bool lines_cross(Line a, Line b)
{
    int64_t from = side_of_line(a, b.from), to = side_of_line(a, b.to), other_from = side_of_line(b, a.from), other_to = side_of_line(b, a.to);
    return (from > 0) != (to > 0) && (other_from > 0) != (other_to > 0);
}

static int64_t square(int64_t a)
{
    return a * a;
}

static bool is_near(Line line, Point point)
{
    int64_t x = (line.to.x - line.from.x) / COARSE, y = (line.to.y - line.from.y) / COARSE, near = NEAR / COARSE;
    int64_t to_x = (point.x - line.from.x) / COARSE, to_y = (point.y - line.from.y) / COARSE, length = square(x) + square(y), along = x * to_x + y * to_y;
    if (along <= 0)
        return square(to_x) + square(to_y) < square(near);
    if (along >= length)
        return square(x - to_x) + square(y - to_y) < square(near);
    return square(side_of_line(line, point)) < square(near) * length;
}

static bool in_conflict(Line a, Line b)
{
    return lines_cross(a, b) || is_near(a, b.from) || is_near(a, b.to) || is_near(b, a.from) || is_near(b, a.to);
}

/* How many of the leaders that have their ways are in the way of this one. */
static size_t conflicts(const Wheel *wheel, const WheelLabel *label)
{
    Point own[LEADER_POINTS], other[LEADER_POINTS];
    size_t own_count = outer_points(wheel, label, own), found = 0;
    for (VEC_EACH(const WheelLabel, each, &wheel->labels)) {
        size_t count = each == label || !each->track ? 0 : outer_points(wheel, each, other);
        bool hit = false;
        for (size_t i = 1; i < own_count && !hit; i++)
            for (size_t n = 1; n < count && !hit; n++)
                hit = in_conflict((Line){own[i - 1], own[i]}, (Line){other[n - 1], other[n]});
        found += hit;
    }
    return found;
}

/* ---- everything ---- */

/* The innermost way that is free, else the one with the fewest others in it. */
static void choose_track(const Wheel *wheel, WheelLabel *label)
{
    Pos best = WHEEL_EXIT;
    size_t fewest = SIZE_MAX;
    for (Pos track = WHEEL_EXIT; track <= WHEEL_TRACKS && fewest; track += TRACK) {
        set_track(wheel, label, track);
        size_t found = conflicts(wheel, label);
        if (found < fewest)
            fewest = found, best = track;
    }
    set_track(wheel, label, best);
}

/* In which direction around the wheel its leader goes: 1 on with the year, -1 back, 0 straight to the label. */
static int way_round(const Wheel *wheel, WheelLabel *label)
{
    set_track(wheel, label, WHEEL_TRACKS);
    Angle turn = label->leaving - label->exit;
    label->track = 0;
    return (turn > 0) - (turn < 0);
}

/* Ways that were chosen while others had none yet are chosen again. */
static void mend(Wheel *wheel)
{
    for (int round = 0; round < ROUNDS; round++)
        for (VEC_EACH(WheelLabel, label, &wheel->labels))
            if (conflicts(wheel, label))
                choose_track(wheel, label);
}

/* Those that go on round pass others that come out later, and must lie outside of them: the last one first. Those that go back, the other way about. */
void wheel_route(Wheel *wheel)
{
    size_t count = wheel->labels.count;
    int *ways = arena_array(wheel->teller.arena, count, sizeof *ways);
    for (size_t i = 0; i < count; i++)
        ways[i] = way_round(wheel, &wheel->labels.items[wheel->order[i]]);
    for (size_t i = count; i-- > 0;)
        if (ways[i] >= 0)
            choose_track(wheel, &wheel->labels.items[wheel->order[i]]);
    for (size_t i = 0; i < count; i++)
        if (ways[i] < 0)
            choose_track(wheel, &wheel->labels.items[wheel->order[i]]);
    mend(wheel);
}
