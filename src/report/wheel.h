/* wheel.h: the year as a wheel, planned before it is drawn: rings, what lies in them, and the labels around. Only the svg format and its tests
 * include it. January is at the top, the year goes clockwise; a seam at the top, where the rings have their letters, parts December from it. */
#ifndef STYR_REPORT_WHEEL_H
#define STYR_REPORT_WHEEL_H

#include "report/calendar_parts.h"
#include "report/svg.h"

#define RINGS_MOST ((size_t)7)
#define MONTHS 12
#define LABEL_TITLE_LINES ((size_t)2)
#define LABEL_FACT_LINES ((size_t)4)

#define WHEEL_WIDTH (1280 * SVG_UNIT)
#define WHEEL_MARGIN (24 * SVG_UNIT)
#define WHEEL_RINGS (252 * SVG_UNIT)         /* radius of the outermost ring */
#define WHEEL_RIM (278 * SVG_UNIT)           /* radius with the names of the months */
#define LABEL_FIRST_LINE (9 * SVG_UNIT)      /* from the top of a label to the middle of its first line, where the leader ends */
#define WHEEL_EXIT (285 * SVG_UNIT)          /* here leaders leave the wheel */
#define WHEEL_LABELS (326 * SVG_UNIT)        /* distance of the labels from the middle */
#define WHEEL_SEAM (12 * SVG_DEGREE)
#define WHEEL_MONTH (29 * SVG_DEGREE)
#define WHEEL_HUB_LEAST (92 * SVG_UNIT)

/* One ring: a tag, a body, or what is left over. */
typedef struct WheelRing {
    Str name;
    size_t duties;           /* how many lie in it */
    size_t lanes;            /* beside each other where they overlap */
    Pos outer, inner;
    size_t months[MONTHS];   /* duties by month */
} WheelRing;

/* What is drawn of a group in a ring: an arc for a window, a mark for a day. */
typedef struct WheelItem {
    const DutyGroup *group;
    size_t label;            /* index */
    size_t ring, lane;
    Angle from, to;
    bool arc;                /* else a mark at `from` */
    Pos inner, outer;        /* of its lane */
} WheelItem;

/* The text about a group, or in a crowded wheel about a month. */
typedef struct WheelLabel {
    Str title[LABEL_TITLE_LINES], facts[LABEL_FACT_LINES];
    size_t title_lines, fact_lines;
    size_t rings[RINGS_MOST], ring_count;    /* whose letters stand before it */
    Angle angle;             /* where it points */
    Pos radius;              /* how far in: the innermost of its items */
    Angle leaving;           /* where its leader leaves the circle around the wheel */
    Pos way;                 /* radius of that circle: each leader that has to go round has one of its own */
    bool right;              /* side of the wheel */
    Pos top, height;
} WheelLabel;

typedef struct Wheel {
    CalendarTeller teller;
    bool by_body;
    bool crowded;            /* months with counts instead of arcs, marks and a label for each */
    DutyGroupVec groups;
    WheelRing rings[RINGS_MOST];
    size_t ring_count;
    bool has_other;          /* the last ring is what is left over */
    VEC(WheelItem) items;
    VEC(WheelLabel) labels;
    size_t *order;           /* the labels' indices by angle */
    Pos label_gap;           /* between two labels */
    VEC(const DutyGroup *) left_out;         /* without a day in the year */
    Font title_font, fact_font;
    Pos hub;                 /* radius of the middle */
    Point centre;
    Pos area;                /* height of the wheel with its labels; the legend comes below */
} Wheel;

/* A rectangle that holds the label whatever the font. */
typedef struct WheelBox { Pos left, top, right, bottom; } WheelBox;

/* Plans the whole wheel. The teller's arena holds everything. */
void wheel_plan(Wheel *wheel, const CalendarTeller *teller, CalendarRings rings);
WheelBox wheel_label_box(const Wheel *wheel, const WheelLabel *label);

/* ---- steps of the plan, in this order ---- */

/* Which rings there are (wheel_rings.c). */
void wheel_choose_rings(Wheel *wheel, CalendarRings rings);
/* The rings that the group lies in, by index; false for a ring that it does not. */
void wheel_rings_of(const Wheel *wheel, const DutyGroup *group, bool in[RINGS_MOST]);
/* What lies where in the rings (wheel_items.c); false where there is more than can be told apart. */
bool wheel_place_items(Wheel *wheel);
/* Months instead (wheel_items.c). */
void wheel_place_months(Wheel *wheel);
/* Texts and places of the labels (wheel_labels.c); false where there is no room for them. */
bool wheel_place_labels(Wheel *wheel);
void wheel_place_month_labels(Wheel *wheel);
/* Sides and heights for labels that have their texts, angles and heights (wheel_sides.c). False when they do not fit in the height. */
bool wheel_arrange(Wheel *wheel, Pos most);
/* How the leaders go round the wheel (wheel_ways.c). */
void wheel_place_leaders(Wheel *wheel);
/* Where the label's leader ends. */
Point wheel_leader_end(const Wheel *wheel, const WheelLabel *label);

/* ---- measures ---- */

/* The angle where the day begins. */
Angle wheel_day(Date date);
Angle wheel_month(size_t month);     /* from 0 */
/* Width of the letters before a label. */
Pos wheel_badges_width(const WheelLabel *label);

/* ---- drawing ---- */

typedef struct RingStyle {
    const char *dark;        /* outlines and letters' ground: 4.5:1 against white */
    const char *fill;        /* of arcs: light and dark by turns, so that neighbours differ without colour */
} RingStyle;
const RingStyle *wheel_ring_style(const Wheel *wheel, size_t ring);
/* The letter of the ring in a small square; at: its middle. */
void wheel_draw_badge(const Wheel *wheel, StrBuf *out, Point at, size_t ring);
/* How a mark looks. Everything is told by the shape, nothing by the colour. */
typedef struct MarkLook {
    bool statutory;          /* a diamond instead of a circle */
    bool first_day;          /* a triangle: there is no last day */
    bool optional;           /* hollow */
    bool election_year;      /* with a point of the other shade in it */
} MarkLook;
void wheel_draw_mark(StrBuf *out, Point at, Pos radius, const RingStyle *style, MarkLook look);
/* The dashed line of the as-of date. */
void wheel_draw_as_of(StrBuf *out, Point from, Point to);
void wheel_draw_face(const Wheel *wheel, StrBuf *out);       /* rings, months, the middle (wheel_face.c) */
void wheel_draw_month_names(const Wheel *wheel, StrBuf *out);        /* over the leaders */
void wheel_draw_leaders(const Wheel *wheel, StrBuf *out);    /* from the items to the labels (wheel_leaders.c) */
void wheel_draw_items(const Wheel *wheel, StrBuf *out);      /* wheel_marks.c */
void wheel_draw_labels(const Wheel *wheel, StrBuf *out);     /* wheel_leaders.c */
/* Legend and foot (wheel_legend.c); returns the height of the whole picture. */
Pos wheel_draw_legend(const Wheel *wheel, StrBuf *out);

#endif
