/* wheel.h: the year as a wheel, planned before it is drawn: rings, what lies in them, and the labels around. Only the svg format and its tests
 * include it. January is at the top, the year goes clockwise; a seam at the top, where the rings have their letters, parts December from it. */
#ifndef STYR_REPORT_WHEEL_H
#define STYR_REPORT_WHEEL_H

#include "report/calendar_parts.h"
#include "report/svg.h"

#define RINGS_MOST ((size_t)7)
#define MONTHS 12
#define LABEL_TITLE_LINES ((size_t)2)
#define LABEL_FACT_LINES ((size_t)16)      /* of a month; the label of a group has fewer */

#define WHEEL_WIDTH (1280 * SVG_UNIT)
#define WHEEL_MARGIN (24 * SVG_UNIT)
#define WHEEL_RINGS (252 * SVG_UNIT)         /* radius of the outermost ring */
#define WHEEL_RIM (278 * SVG_UNIT)           /* radius with the names of the months */
#define WHEEL_EXIT (290 * SVG_UNIT)          /* here leaders leave the wheel */
#define WHEEL_TRACKS (328 * SVG_UNIT)        /* leaders that go round the wheel do so between WHEEL_EXIT and this */
#define WHEEL_LABELS (336 * SVG_UNIT)        /* distance of the labels from the middle */
#define WHEEL_SMALL (13 * SVG_UNIT)          /* the smallest text: 11 pixels where the picture is 1100 wide */
#define WHEEL_LABELS_MOST (860 * SVG_UNIT)   /* height of a side; beyond it texts become shorter, then the labels those of months */
#define WHEEL_GAP (8 * SVG_UNIT)             /* between labels, as long as there is room */
#define WHEEL_TITLE_LINE (17 * SVG_UNIT)
#define WHEEL_FACT_LINE (16 * SVG_UNIT)
#define WHEEL_FIRST_LINE (9 * SVG_UNIT)      /* from the top of a label to the middle of its first line, where its leader ends */
#define WHEEL_BADGE (18 * SVG_UNIT)          /* from letter to letter */
#define WHEEL_TEXT_MOST ((size_t)300)        /* columns: longer texts are cut before they are measured */
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
    Angle from, to, at;      /* at: where its leader begins */
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
    bool right;              /* side of the wheel */
    Pos top, height;
    Angle exit;              /* where its leader comes out: beside `angle` where several would come out at once */
    Pos track;               /* how far out its leader goes round the wheel */
    Angle leaving;           /* up to where, before it goes straight to the label */
} WheelLabel;

typedef struct Wheel {
    CalendarTeller teller;
    bool by_body;
    bool counted;            /* months with counts instead of arcs and marks */
    bool monthly;            /* a label for each month instead of each group */
    DutyGroupVec groups;     /* of which each is in one of the three below */
    VEC(const DutyGroup *) shown, whole_year, left_out;     /* left out: without a day in the year */
    WheelRing rings[RINGS_MOST];
    size_t ring_count;
    bool has_other;          /* the last ring is what is left over */
    VEC(WheelItem) items;
    VEC(WheelLabel) labels;
    size_t *order;           /* the labels' indices by angle */
    Pos label_gap;           /* between two labels */
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

/* What has a place in the wheel, and what has not (wheel_items.c). */
void wheel_admit(Wheel *wheel);
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
/* A label for each month that lists what is in it (wheel_months.c). */
void wheel_place_month_labels(Wheel *wheel);
/* Sides and heights for labels that have their texts, angles and heights (wheel_sides.c). False when they do not fit in the height. */
bool wheel_arrange(Wheel *wheel, Pos most);
/* The ways of the leaders to labels that have their places (wheel_routes.c). */
void wheel_route(Wheel *wheel);

/* ---- measures ---- */

/* The angle where the day begins. */
Angle wheel_day(Date date);
Angle wheel_month(size_t month);     /* from 0 */
/* Width of the letters before a label. */
Pos wheel_badges_width(const WheelLabel *label);
/* "1–31 mar", "15 okt–31 dec", "31 dec", "1 mar–": where there is room for no more. */
Str wheel_short_days(const CalendarTeller *teller, const Duty *duty);
/* Width that its texts may have. */
Pos wheel_label_room(const WheelLabel *label);
void wheel_set_height(WheelLabel *label);
/* The corners of the leader from its mark to its label, the bend around the wheel as short straight lines. Returns how many. */
#define LEADER_POINTS ((size_t)100)
size_t wheel_leader_points(const Wheel *wheel, const WheelLabel *label, Point points[LEADER_POINTS]);
Point wheel_leader_end(const Wheel *wheel, const WheelLabel *label);

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
/* Those between the months, and the as-of date: part of the face, but above the fields of counts. */
void wheel_draw_lines(const Wheel *wheel, StrBuf *out);
void wheel_draw_month_names(const Wheel *wheel, StrBuf *out);        /* over the leaders */
void wheel_draw_leaders(const Wheel *wheel, StrBuf *out);    /* from the items to the labels (wheel_leaders.c) */
void wheel_draw_items(const Wheel *wheel, StrBuf *out);      /* wheel_marks.c */
void wheel_draw_labels(const Wheel *wheel, StrBuf *out);     /* wheel_leaders.c */
/* Legend and foot (wheel_legend.c); returns the height of the whole picture. */
Pos wheel_draw_legend(const Wheel *wheel, StrBuf *out);

#endif
