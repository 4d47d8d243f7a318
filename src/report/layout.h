/* layout.h: text for a terminal: colours that may be off, wrapped lines, tables. Used by the text report, the explanations and the commands. */
#ifndef STYR_REPORT_LAYOUT_H
#define STYR_REPORT_LAYOUT_H

#include "base/vec.h"
#include "text/diag.h"

typedef enum Tone { TONE_PLAIN, TONE_STRONG, TONE_FAINT, TONE_GOOD, TONE_FAIR, TONE_BAD } Tone;

/* Where text goes. column: where on the line the next character stands, kept by page_put and page_wrap. */
typedef struct Page {
    StrBuf *out;
    Arena *arena;            /* for what is put together on the way */
    Lang lang;
    bool colour;
    size_t width;            /* columns, at least REPORT_MIN_WIDTH */
    size_t column;
} Page;

/* The text as it may stand on one line of a terminal: control characters and characters that turn the writing become U+FFFD, line ends
 * and tabs a blank; cut with … after `most` columns (0: not cut). */
Str text_shown(Arena *arena, Str text, size_t most);

/* The text as it stands (made harmless by the caller), in a tone. */
void page_put(Page *page, Tone tone, Str text);
void page_puts(Page *page, Tone tone, const char *text);
void page_end(Page *page);                              /* ends the line */
void page_pad(Page *page, size_t column);               /* blanks up to the column */
/* The text broken at blanks: the first line goes on where the page is, the following ones start at `indent`. No line end behind the last. */
void page_wrap(Page *page, Tone tone, Str text, size_t indent);

/* The next line of at most `width` columns of *rest, which moves on. A word that is longer than a line is broken. */
Str wrap_next(Str *rest, size_t width);

/* ---- tables (grid.c) ---- */

typedef enum GridAlign { GRID_LEFT, GRID_RIGHT } GridAlign;

typedef struct GridColumn {
    const char *title;
    GridAlign align;
    bool wraps;              /* may become narrower than its widest cell; the others never do */
} GridColumn;

typedef struct GridCell {
    Str text;                /* made harmless; empty for nothing */
    Tone tone;
    size_t indent;           /* blanks before every line of it */
} GridCell;

#define GRID_MAX_COLUMNS 10

typedef struct Grid {
    Arena *arena;
    const GridColumn *columns;
    size_t column_count;
    VEC(GridCell) cells;     /* row by row */
} Grid;

void grid_init(Grid *grid, Arena *arena, const GridColumn *columns, size_t column_count);
/* Adds the next cell of the row under way. */
void grid_cell(Grid *grid, Str text, Tone tone, size_t indent);
/* True when every cell has room on one line. */
bool grid_fits(const Grid *grid, const Page *page, size_t indent);
/* All rows under their titles (left out when `bare`), indented. Columns without any text are left out, titles too. */
void grid_print(const Grid *grid, Page *page, size_t indent, bool bare);

#endif
