/* paper_md.c: a document (paper.h) as Markdown. */
#include "report/markdown.h"
#include "report/paper.h"

static void put_row(StrBuf *out, Arena *arena, const Str *cells, size_t count)
{
    strbuf_puts(out, "|");
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(out, " ");
        markdown_put(out, arena, cells[i]);
        strbuf_puts(out, cells[i].n ? " |" : "|");
    }
    strbuf_puts(out, "\n");
}

static void put_table(const PaperTable *table, Arena *arena, StrBuf *out)
{
    size_t count = table->columns.count;
    if (table->caption.n) {
        strbuf_puts(out, "*");
        markdown_put(out, arena, table->caption);
        strbuf_puts(out, "*\n\n");
    }
    Str *titles = arena_array(arena, count, sizeof *titles);
    for (size_t i = 0; i < count; i++)
        titles[i] = table->columns.items[i].title;
    put_row(out, arena, titles, count);
    strbuf_puts(out, "|");
    for (size_t i = 0; i < count; i++)
        strbuf_puts(out, table->columns.items[i].right ? " ---: |" : " --- |");
    strbuf_puts(out, "\n");
    for (size_t i = 0; i + count <= table->cells.count; i += count)
        put_row(out, arena, table->cells.items + i, count);
}

static void put_block(const Block *block, Arena *arena, StrBuf *out)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        strbuf_pad(out, '#', (size_t)block->level);
        strbuf_putc(out, ' ');
        break;
    case BLOCK_ITEM:
        strbuf_pad(out, ' ', 2 * (size_t)(block->level - 1));
        strbuf_puts(out, "- ");
        break;
    case BLOCK_TABLE:
        put_table(block->table, arena, out);
        return;
    case BLOCK_PICTURE:
        return;
    case BLOCK_TEXT: break;
    }
    markdown_put(out, arena, block->text);
    strbuf_putc(out, '\n');
}

void paper_write_md(const Paper *paper, StrBuf *out)
{
    Arena *arena = arena_new();
    const Block *before = NULL;
    for (VEC_EACH(const Block, block, &paper->blocks)) {
        if (block->kind == BLOCK_PICTURE || (block->kind == BLOCK_TABLE && !block->table->cells.count))
            continue;
        if (before && !(before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM))
            strbuf_putc(out, '\n');
        put_block(block, arena, out);
        before = block;
    }
    arena_free(arena);
}
