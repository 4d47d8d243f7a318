/* chart_parts.h: what the pictures of chart.h share: the frame with title and text alternative, axes with round numbers, how levels look. Positions are
 * those of svg.h. */
#ifndef STYR_REPORT_CHART_PARTS_H
#define STYR_REPORT_CHART_PARTS_H

#include "report/chart.h"
#include "report/phrases.h"
#include "report/svg.h"

#define CHART_WIDTH (960 * SVG_UNIT)
#define CHART_MARGIN (24 * SVG_UNIT)
#define CHART_SMALL (13 * SVG_UNIT)          /* the smallest text: 11 pixels where the picture is 820 wide */
#define CHART_LINE (18 * SVG_UNIT)           /* from baseline to baseline of small text */
#define CHART_INK "#1a1a1a"
#define CHART_GREY "#40464d"
#define CHART_BLUE "#1f4e79"

/* A picture on its way. */
typedef struct Chart {
    Arena *arena;
    const ChartHead *head;
    Str id;                    /* of the head, or "styr": may stand in an id */
    StrBuf body;
    Pos y;                     /* the bottom of what has been drawn */
} Chart;

Chart chart_begin(const ChartHead *head);
/* Title and subtitle. */
void chart_put_heading(Chart *chart);
/* The whole picture with what `told` says as its text alternative; frees the chart. */
void chart_finish(Chart *chart, StrBuf *out, StrBuf *told);

const char *chart_say(const Chart *chart, const char *swedish, const char *english);
/* Text within the arena: whatever is in buf, which is freed. */
Str chart_take(const Chart *chart, StrBuf *buf);
/* Small text below what has been drawn, in at most `most` lines, from `left` on; goes down by as many. */
void chart_put_note(Chart *chart, Pos left, Str text, size_t most, const char *colour);
/* Small text on top of lines and areas: with a white edge. */
void chart_put_label(Chart *chart, Point at, Anchor anchor, bool bold, Str text);
void chart_put_rect(StrBuf *out, Pos left, Pos top, Pos right, Pos bottom, const char *style);

/* Moves places that stand closer than `apart` away from each other, as little as may be, within top..bottom as far as there is room. at: rising. */
void chart_spread(Pos *at, size_t count, Pos apart, Pos top, Pos bottom);

/* ---- axes (chart_axes.c) ---- */

/* How the values of an axis are shown: kronor in millions where they are many. */
typedef struct ChartUnit { int64_t divisor; Str unit; int decimals; } ChartUnit;

ChartUnit chart_unit(const Chart *chart, const ChartAxis *axis, Fix low, Fix high);
/* "48,1" and "48,1 mnkr". decimals: as in ChartAxis. */
Str chart_number(const Chart *chart, const ChartUnit *unit, Fix value);
Str chart_quantity(const Chart *chart, const ChartUnit *unit, Fix value);
/* "Löneökning, %" */
Str chart_axis_title(const Chart *chart, const ChartAxis *axis, const ChartUnit *unit);

typedef struct ChartScale {
    Wide low, high, step;      /* millionths; low and high are multiples of the step where `rounded` was asked for */
    Pos from, to;              /* where low and high are drawn */
    ChartUnit unit;            /* with the decimals that its ticks need */
} ChartScale;

/* Round steps, at most `most` of them. rounded: the scale is widened to whole steps. */
ChartScale chart_scale(const ChartUnit *unit, Fix low, Fix high, size_t most, bool rounded);
Pos chart_at(const ChartScale *scale, Wide value);
/* Of the widest number on the scale. */
Pos chart_ticks_width(const Chart *chart, const ChartScale *scale);
/* Numbers left of a vertical axis with lines across to `right`; numbers below a horizontal one with short marks. */
void chart_put_vertical(Chart *chart, const ChartScale *scale, Pos left, Pos right);
void chart_put_horizontal(Chart *chart, const ChartScale *scale, Pos bottom);

/* ---- levels (chart_levels.c) ---- */

/* Light enough for black text, darker for worse. */
const char *chart_level_fill(const Chart *chart, size_t level);
/* The first letters of the names where they differ, else numbers. */
Str chart_level_letter(const Chart *chart, size_t level);
/* Circle for the best, square for the worst, triangle between, as in the other reports; a hollow circle for none. */
void chart_put_marker(const Chart *chart, StrBuf *out, Point at, uint8_t level);
/* The patterns that are laid over areas of a level, and the attribute that refers to one: empty for the best. */
void chart_put_patterns(const Chart *chart, StrBuf *out);
Str chart_pattern(const Chart *chart, size_t level);
/* "Uppfyllt", or the words for unknown. */
Str chart_level_name(const Chart *chart, uint8_t level);

#endif
