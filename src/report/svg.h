/* svg.h: what a picture in SVG is made of: positions in whole hundredths, so that it is the same to the byte everywhere, circles, escaped and
 * measured text. Knows nothing of duties. */
#ifndef STYR_REPORT_SVG_H
#define STYR_REPORT_SVG_H

#include <stdint.h>

#include "base/vec.h"
#include "base/str.h"

typedef int32_t Pos;         /* hundredths of a unit of the picture */
typedef int32_t Angle;       /* thousandths of a degree, clockwise from the top */
typedef struct Point { Pos x, y; } Point;

#define SVG_UNIT ((Pos)100)
#define SVG_DEGREE ((Angle)1000)

/* The point at that distance from the centre; any angle. */
Point svg_polar(Point centre, Pos radius, Angle angle);
/* "12.5" */
void svg_put_pos(StrBuf *out, Pos pos);
/* ' x="12.5" y="8"' and the like: a blank, the name, the value. */
void svg_put_attribute(StrBuf *out, const char *name, Pos pos);
/* Text for content and attributes: markup escaped, characters that XML does not allow replaced. */
void svg_put_text(StrBuf *out, Str text);
/* <title>text</title> */
void svg_put_title(StrBuf *out, Str text);
/* The path of a sector of a ring, from one angle clockwise to another, less than a whole turn. */
void svg_put_sector(StrBuf *out, Point centre, Pos inner, Pos outer, Angle from, Angle to);
void svg_put_line(StrBuf *out, Point from, Point to, const char *style);
/* style: further attributes, ready. */
void svg_put_polygon(StrBuf *out, const Point *points, size_t count, const char *style);
void svg_put_circle(StrBuf *out, Point centre, Pos radius, const char *style);

/* ---- text (svg_text.c) ---- */

/* How a text is set. */
typedef struct Font {
    Pos size;
    bool bold;
    const char *colour;      /* "#1a1a1a" */
} Font;

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

/* At most this wide in any of the common sans-serif fonts: the widths are those of the widest of them. */
Pos svg_text_width(Str text, const Font *font);
/* The text in at most `most` lines of the width, broken at blanks, the last one cut with … where there is more. Returns how many lines there are. */
size_t svg_wrap(Arena *arena, Str text, const Font *font, Pos width, size_t most, Str *lines);
/* One line with its baseline at the point. */
void svg_put_line_of_text(StrBuf *out, Point at, Anchor anchor, const Font *font, Str text);

#endif
