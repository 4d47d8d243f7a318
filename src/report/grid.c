/* grid.c: tables for a terminal: columns as wide as their cells, those that may wrap narrowed until the page holds them. See layout.h. */
#include "base/utf8.h"
#include "report/layout.h"

#define GAP ((size_t)2)          /* blanks between columns */
#define LEAST ((size_t)8)        /* no column is narrowed below this */
#define WORD_MOST ((size_t)20)   /* longer words may be broken for the sake of the other columns */

typedef struct Widths {
    size_t of[GRID_MAX_COLUMNS];     /* 0: the column has no text and is left out */
    size_t word[GRID_MAX_COLUMNS];   /* its longest word, at most WORD_MOST, with its indentation: narrower only in need */
} Widths;

void grid_init(Grid *grid, Arena *arena, const GridColumn *columns, size_t column_count)
{
    *grid = (Grid){.arena = arena, .columns = columns, .column_count = column_count};
}

void grid_cell(Grid *grid, Str text, Tone tone, size_t indent)
{
    vec_push(grid->arena, &grid->cells, (GridCell){text, tone, indent});
}

static void widen(size_t *width, size_t least)
{
    if (*width < least)
        *width = least;
}

static size_t longest_word(Str text)
{
    size_t longest = 0;
    for (size_t start = 0, at = 0; at <= text.n; at++) {
        if (at < text.n && text.s[at] != ' ')
            continue;
        widen(&longest, utf8_width((Str){text.s + start, at - start}));
        start = at + 1;
    }
    return longest < WORD_MOST ? longest : WORD_MOST;
}

static Widths natural_widths(const Grid *grid, bool bare)
{
    Widths widths = {{0}, {0}};
    for (size_t i = 0; i < grid->cells.count; i++) {
        const GridCell *cell = &grid->cells.items[i];
        size_t column = i % grid->column_count;
        size_t most = cell->text.n + cell->indent;     /* no code point takes more columns than bytes */
        if (!cell->text.n)
            continue;
        if (most > widths.of[column])
            widen(&widths.of[column], utf8_width(cell->text) + cell->indent);
        if (most > widths.word[column])
            widen(&widths.word[column], longest_word(cell->text) + cell->indent);
    }
    for (size_t i = 0; i < grid->column_count && !bare; i++) {
        if (!widths.of[i])
            continue;
        widen(&widths.of[i], utf8_width(str_of(grid->columns[i].title)));
        widen(&widths.word[i], longest_word(str_of(grid->columns[i].title)));
    }
    return widths;
}

static size_t total(const Grid *grid, const Widths *widths)
{
    size_t sum = 0;
    for (size_t i = 0; i < grid->column_count; i++)
        sum += widths->of[i] ? widths->of[i] + (sum ? GAP : 0) : 0;
    return sum;
}

/* The column with most to give down to its longest word (or, hard, down to LEAST); column_count when none has any. */
static size_t most_giving(const Grid *grid, const Widths *widths, bool hard)
{
    size_t found = grid->column_count, most = 0;
    for (size_t i = 0; i < grid->column_count; i++) {
        size_t least = hard || widths->word[i] < LEAST ? LEAST : widths->word[i];
        size_t gives = grid->columns[i].wraps && widths->of[i] > least ? widths->of[i] - least : 0;
        if (gives > most)
            found = i, most = gives;
    }
    return found;
}

static void narrow(const Grid *grid, Widths *widths, size_t room, bool hard)
{
    while (total(grid, widths) > room) {
        size_t column = most_giving(grid, widths, hard);
        if (column == grid->column_count)
            return;
        widths->of[column]--;
    }
}

static Widths fitted_widths(const Grid *grid, size_t room, bool bare)
{
    Widths widths = natural_widths(grid, bare);
    for (size_t i = 0; i < grid->column_count; i++)     /* no column of its own needs more than the page */
        if (grid->columns[i].wraps && widths.of[i] > room)
            widths.of[i] = room;
    narrow(grid, &widths, room, false);
    narrow(grid, &widths, room, true);
    return widths;
}

/* One line of a cell at the page's column; blanks behind it only when more follows. */
static void put_line(Page *page, Str text, GridAlign align, Tone tone, size_t indent, size_t start, size_t width)
{
    size_t used = utf8_width(text) + indent;
    if (!text.n)
        return;
    page_pad(page, start + (align == GRID_RIGHT && used < width ? width - used : indent));
    page_put(page, tone, text);
}

/* A row on as many lines as its longest cell needs. */
static void put_row(const Grid *grid, Page *page, const GridCell *cells, const Widths *widths, size_t indent)
{
    Str rest[GRID_MAX_COLUMNS];
    bool more = true;
    for (size_t i = 0; i < grid->column_count; i++)
        rest[i] = cells[i].text;
    while (more) {
        more = false;
        size_t start = indent;
        for (size_t i = 0; i < grid->column_count; i++) {
            size_t width = widths->of[i], inner = width > cells[i].indent + LEAST ? width - cells[i].indent : LEAST;
            if (!width)
                continue;
            Str line = grid->columns[i].wraps ? wrap_next(&rest[i], inner) : rest[i];
            rest[i] = grid->columns[i].wraps ? rest[i] : STR_LIT("");
            put_line(page, line, grid->columns[i].align, cells[i].tone, cells[i].indent, start, width);
            start += width + GAP;
            more = more || rest[i].n;
        }
        page_end(page);
    }
}

static void put_titles(const Grid *grid, Page *page, const Widths *widths, size_t indent)
{
    GridCell titles[GRID_MAX_COLUMNS] = {{{0}}};
    for (size_t i = 0; i < grid->column_count; i++)
        titles[i] = (GridCell){str_of(grid->columns[i].title), TONE_STRONG, 0};
    put_row(grid, page, titles, widths, indent);
    size_t start = indent;
    for (size_t i = 0; i < grid->column_count; i++) {
        if (!widths->of[i])
            continue;
        page_pad(page, start);
        StrBuf rule = {0};
        for (size_t n = 0; n < widths->of[i]; n++)
            strbuf_puts(&rule, "─");
        page_put(page, TONE_FAINT, strbuf_str(&rule));
        strbuf_free(&rule);
        start += widths->of[i] + GAP;
    }
    page_end(page);
}

static size_t room_of(const Page *page, size_t indent)
{
    return page->width > indent + 20 ? page->width - indent : 20;
}

bool grid_fits(const Grid *grid, const Page *page, size_t indent)
{
    Widths widths = natural_widths(grid, false);
    return total(grid, &widths) <= room_of(page, indent);
}

void grid_print(const Grid *grid, Page *page, size_t indent, bool bare)
{
    if (!grid->cells.count)
        return;
    Widths widths = fitted_widths(grid, room_of(page, indent), bare);
    if (!bare)
        put_titles(grid, page, &widths, indent);
    for (size_t i = 0; i + grid->column_count <= grid->cells.count; i += grid->column_count)
        put_row(grid, page, &grid->cells.items[i], &widths, indent);
}
