/* paper.c: see paper.h: how a document is put together, and how it is shown on a screen. */
#include "report/paper.h"

#define INDENT ((size_t)2)

static Block *add(Paper *paper, BlockKind kind, int level, Str text)
{
    vec_push(paper->arena, &paper->blocks, (Block){.kind = kind, .level = level, .text = text});
    return &paper->blocks.items[paper->blocks.count - 1];
}

void paper_heading(Paper *paper, int level, Str text)
{
    add(paper, BLOCK_HEADING, level, text);
}

void paper_text(Paper *paper, Str text)
{
    if (text.n)
        add(paper, BLOCK_TEXT, 0, text);
}

void paper_item(Paper *paper, int level, Tone tone, Str text)
{
    add(paper, BLOCK_ITEM, level, text)->tone = tone;
}

void paper_picture(Paper *paper, Str svg, Str caption)
{
    add(paper, BLOCK_PICTURE, 0, caption)->picture = svg;
}

PaperTable *paper_table(Paper *paper, Str caption, bool headed)
{
    PaperTable *table = ARENA_NEW(paper->arena, PaperTable);
    table->caption = caption;
    table->headed = headed;
    add(paper, BLOCK_TABLE, 0, STR_LIT(""))->table = table;
    return table;
}

void paper_column(Paper *paper, PaperTable *table, const char *title, bool right)
{
    vec_push(paper->arena, &table->columns, (PaperColumn){str_of(title), right});
}

void paper_cell(Paper *paper, PaperTable *table, Str text)
{
    vec_push(paper->arena, &table->cells, text);
}

size_t paper_rows(const PaperTable *table)
{
    return table->columns.count ? table->cells.count / table->columns.count : 0;
}

/* ---- on a screen ---- */

static void put_table(const PaperTable *table, Page *page)
{
    GridColumn columns[GRID_MAX_COLUMNS];
    Grid grid;
    size_t count = table->columns.count < GRID_MAX_COLUMNS ? table->columns.count : GRID_MAX_COLUMNS;
    for (size_t i = 0; i < count; i++) {
        Str title = text_shown(page->arena, table->columns.items[i].title, 0);
        columns[i] = (GridColumn){arena_strndup(page->arena, title.s, title.n), table->columns.items[i].right ? GRID_RIGHT : GRID_LEFT, true};
    }
    grid_init(&grid, page->arena, columns, count);
    for (size_t i = 0; i < table->cells.count; i++)
        if (i % table->columns.count < count)
            grid_cell(&grid, text_shown(page->arena, table->cells.items[i], 0), i % table->columns.count ? TONE_PLAIN : TONE_STRONG, 0);
    if (table->caption.n) {
        page_pad(page, INDENT);
        page_wrap(page, TONE_FAINT, text_shown(page->arena, table->caption, 0), INDENT);
        page_end(page);
    }
    grid_print(&grid, page, INDENT, false);
}

static void put_block(const Block *block, Page *page)
{
    size_t indent = block->kind == BLOCK_ITEM ? INDENT * (size_t)block->level : 0;
    switch (block->kind) {
    case BLOCK_HEADING:
        page_wrap(page, TONE_STRONG, text_shown(page->arena, block->text, 0), 0);
        break;
    case BLOCK_TEXT:
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, block->text, 0), 0);
        break;
    case BLOCK_ITEM:
        page_pad(page, indent);
        page_wrap(page, block->tone, text_shown(page->arena, block->text, 0), indent + 2);
        break;
    case BLOCK_TABLE:
        put_table(block->table, page);
        return;
    case BLOCK_PICTURE:
        return;
    }
    page_end(page);
}

void paper_write_text(const Paper *paper, Page *page)
{
    const Block *before = NULL;
    for (VEC_EACH(const Block, block, &paper->blocks)) {
        if (block->kind == BLOCK_PICTURE || (block->kind == BLOCK_TABLE && !block->table->cells.count))
            continue;
        bool apart = before && (block->kind == BLOCK_HEADING || (block->kind == BLOCK_TABLE && before->kind != BLOCK_HEADING) ||
                                (before->kind == BLOCK_TABLE) || (block->kind == BLOCK_TEXT && before->kind == BLOCK_ITEM));
        if (apart)
            page_end(page);
        put_block(block, page);
        before = block;
    }
}
