/* chart.h: pictures of scenarios in SVG, each from plain data: what an indicator becomes as one parameter is varied, which level two parameters give
 * together, how far draws spread month by month. Complete in themselves: no scripts, nothing from outside, a title and a text that says the same, and
 * nothing told by colour alone. The same data gives the same bytes. */
#ifndef STYR_REPORT_CHART_H
#define STYR_REPORT_CHART_H

#include "base/num.h"
#include "text/diag.h"

#define CHART_NO_LEVEL UINT8_MAX
#define CHART_LEVELS ((size_t)9)
#define CHART_HEAT_SIDE ((size_t)60)       /* rows and columns of a heat map */
#define CHART_POINTS ((size_t)2000)        /* of a line */
#define CHART_MONTHS ((size_t)120)

typedef struct ChartAxis {
    Str title;             /* "Löneökning": a capital first, no unit */
    Str unit;              /* "%", "kr"; may be empty. A per cent sign belongs to values given in per cent, not in parts of 1 */
    int decimals;          /* of the values shown; -1: as many as they have */
} ChartAxis;

/* What all pictures have. */
typedef struct ChartHead {
    Lang lang;
    Str id;                /* makes ids within one page different: letters, digits and hyphens; empty: "styr" */
    Str title;             /* "Nettokostnad, Socialnämnden, november 2026" */
    Str subtitle;          /* "Scenario dyrare-löner"; may be empty */
    Str origin;            /* last, small: model, as of when, program; may be empty */
    Str level_names[CHART_LEVELS]; size_t level_count;     /* best first; 0 where there are none */
} ChartHead;

/* ---- one parameter varied (chart_line.c) ---- */

typedef struct ChartPoint { Fix x, y; bool missing; uint8_t level; } ChartPoint;      /* level: of level_names, or CHART_NO_LEVEL */
/* Values of y that give a level; an end that is open goes on as far as the picture. */
typedef struct ChartBand { uint8_t level; Fix from, to; bool open_from, open_to; } ChartBand;
/* Where it tips: between two values of x tried, `before` the last as it was, `after` the first as it became. */
typedef struct ChartTip { Fix before, after; uint8_t from_level, to_level; } ChartTip;

typedef struct ChartLine {
    ChartHead head;
    ChartAxis x, y;
    const ChartPoint *points; size_t point_count;      /* in rising order of x */
    const ChartBand *bands; size_t band_count;
    const ChartTip *tips; size_t tip_count;
    bool has_base; Fix base;                            /* the value of x when it is not varied */
} ChartLine;

/* False, and nothing written, where there are no points, or more of anything than the limits above. */
bool chart_line(StrBuf *out, const ChartLine *chart);

/* ---- two parameters varied (chart_heat.c) ---- */

typedef struct ChartHeat {
    ChartHead head;
    ChartAxis x, y;
    const Fix *xs; size_t x_count;                      /* in rising order, as are ys; the greatest y is drawn on top */
    const Fix *ys; size_t y_count;
    const uint8_t *levels;                              /* x_count * y_count, a row for each y; CHART_NO_LEVEL: unknown */
    bool has_base; Fix base_x, base_y;                  /* the values when nothing is varied; marked where they are among xs and ys */
} ChartHeat;

bool chart_heat(StrBuf *out, const ChartHeat *chart);

/* ---- draws month by month (chart_fan.c) ---- */

typedef struct ChartLimit { Fix y; Str label; } ChartLimit;

typedef struct ChartFan {
    ChartHead head;
    ChartAxis y;
    int year, month;                                    /* the first; month 1..12 */
    size_t month_count;
    const uint32_t *shares; size_t share_count;         /* millionths, rising, 1..9 of them: 50000, 250000, 500000, 750000, 950000 */
    const Fix *values;                                  /* share_count * month_count, a row for each share */
    const bool *missing;                                /* by month, or NULL */
    const Fix *base;                                    /* by month: without draws; or NULL */
    const ChartLimit *limits; size_t limit_count;       /* levels and thresholds, as lines across; at most 8 */
    uint64_t draws; uint64_t seed;                      /* told below */
} ChartFan;

bool chart_fan(StrBuf *out, const ChartFan *chart);

#endif
