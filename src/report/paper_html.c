/* paper_html.c: a document (paper.h) as one HTML page that stands alone: headings in order, tables with captions and scopes, no script, nothing fetched.
 * The colours have a contrast of at least 7:1, and the page is set for A4. */
#include "report/paper.h"

static const char style[] =
    "body{font-family:Georgia,\"Times New Roman\",serif;font-size:11pt;line-height:1.4;color:#1a1a1a;background:#fff;max-width:46em;margin:2em auto;padding:0 1em}\n"
    "h1,h2,h3{font-family:Arial,Helvetica,sans-serif;line-height:1.2;color:#12304f;break-after:avoid}\n"
    "h1{font-size:17pt;margin:0 0 .6em}h2{font-size:13pt;margin:1.4em 0 .4em;border-bottom:1px solid #12304f;padding-bottom:.15em}h3{font-size:11pt;margin:1em 0 .3em}\n"
    "p{margin:.4em 0}ul{margin:.3em 0;padding-left:1.3em}li{margin:.15em 0}\n"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 .8em;font-size:9.5pt}caption{text-align:left;font-style:italic;padding-bottom:.25em}\n"
    "th,td{border:1px solid #767676;padding:.2em .45em;text-align:left;vertical-align:top;overflow-wrap:break-word;hyphens:auto}\n"
    "thead th{background:#e8eef4}.n{text-align:right;white-space:nowrap}tr{break-inside:avoid}\n"
    "@page{size:A4;margin:18mm 17mm}@media print{body{margin:0;max-width:none;padding:0;font-size:10pt}table{font-size:8.5pt}}\n";

/* Only on pages that have any. */
static const char picture_style[] = "figure{margin:.8em 0;break-inside:avoid}figure svg{max-width:100%;height:auto}figcaption{font-style:italic;font-size:9.5pt}\n";

static void put_text(StrBuf *out, Arena *arena, Str raw)
{
    Str text = text_shown(arena, raw, 0);
    for (size_t i = 0; i < text.n; i++)
        switch (text.s[i]) {
        case '<': strbuf_puts(out, "&lt;"); break;
        case '>': strbuf_puts(out, "&gt;"); break;
        case '&': strbuf_puts(out, "&amp;"); break;
        case '"': strbuf_puts(out, "&quot;"); break;
        case '\'': strbuf_puts(out, "&#39;"); break;
        default: strbuf_putc(out, text.s[i]);
        }
}

static void put_cell(StrBuf *out, Arena *arena, const PaperTable *table, size_t at)
{
    size_t column = at % table->columns.count;
    bool head = table->headed && column == 0, right = table->columns.items[column].right;
    strbuf_printf(out, "<%s%s%s>", head ? "th" : "td", head ? " scope=\"row\"" : "", right ? " class=\"n\"" : "");
    put_text(out, arena, table->cells.items[at]);
    strbuf_puts(out, head ? "</th>" : "</td>");
}

static void put_table(StrBuf *out, Arena *arena, const PaperTable *table)
{
    strbuf_puts(out, "<table>\n");
    if (table->caption.n) {
        strbuf_puts(out, "<caption>");
        put_text(out, arena, table->caption);
        strbuf_puts(out, "</caption>\n");
    }
    strbuf_puts(out, "<thead><tr>");
    for (VEC_EACH(const PaperColumn, column, &table->columns)) {
        strbuf_printf(out, "<th scope=\"col\"%s>", column->right ? " class=\"n\"" : "");
        put_text(out, arena, column->title);
        strbuf_puts(out, "</th>");
    }
    strbuf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < table->cells.count; i++) {
        size_t column = i % table->columns.count;
        strbuf_puts(out, column ? "" : "<tr>");
        put_cell(out, arena, table, i);
        strbuf_puts(out, column + 1 == table->columns.count ? "</tr>\n" : "");
    }
    strbuf_puts(out, "</tbody>\n</table>\n");
}

/* Opens and closes lists until `level` of them are open. */
static void set_list(StrBuf *out, int *open, int level)
{
    while (*open < level) {
        strbuf_puts(out, "<ul>\n<li>");
        ++*open;
    }
    while (*open > level) {
        strbuf_puts(out, "</li>\n</ul>\n");
        --*open;
    }
}

static void put_item(StrBuf *out, Arena *arena, const Block *block, int *open)
{
    bool next = *open >= block->level;
    set_list(out, open, next ? block->level : *open);
    if (next)
        strbuf_puts(out, "</li>\n<li>");
    set_list(out, open, block->level);
    put_text(out, arena, block->text);
}

/* The picture is markup already: whoever drew it has escaped what it says. */
static void put_picture(StrBuf *out, Arena *arena, const Block *block)
{
    strbuf_puts(out, "<figure>\n");
    strbuf_put(out, block->picture);
    if (block->text.n) {
        strbuf_puts(out, "<figcaption>");
        put_text(out, arena, block->text);
        strbuf_puts(out, "</figcaption>\n");
    }
    strbuf_puts(out, "</figure>\n");
}

static void put_block(StrBuf *out, Arena *arena, const Block *block, int *open)
{
    if (block->kind != BLOCK_ITEM)
        set_list(out, open, 0);
    switch (block->kind) {
    case BLOCK_HEADING:
        strbuf_printf(out, "<h%d>", block->level);
        put_text(out, arena, block->text);
        strbuf_printf(out, "</h%d>\n", block->level);
        return;
    case BLOCK_TEXT:
        strbuf_puts(out, "<p>");
        put_text(out, arena, block->text);
        strbuf_puts(out, "</p>\n");
        return;
    case BLOCK_ITEM: put_item(out, arena, block, open); return;
    case BLOCK_TABLE: put_table(out, arena, block->table); return;
    case BLOCK_PICTURE: put_picture(out, arena, block); return;
    }
}

static Str title_of(const Paper *paper)
{
    for (VEC_EACH(const Block, block, &paper->blocks))
        if (block->kind == BLOCK_HEADING)
            return block->text;
    return STR_LIT("styr");
}

static bool has_pictures(const Paper *paper)
{
    for (VEC_EACH(const Block, block, &paper->blocks))
        if (block->kind == BLOCK_PICTURE)
            return true;
    return false;
}

void paper_write_html(const Paper *paper, StrBuf *out)
{
    Arena *arena = arena_new();
    int open = 0;
    strbuf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", paper->lang == LANG_EN ? "en" : "sv");
    put_text(out, arena, title_of(paper));
    strbuf_printf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<main>\n", style, has_pictures(paper) ? picture_style : "");
    for (VEC_EACH(const Block, block, &paper->blocks))
        if (block->kind != BLOCK_TABLE || block->table->cells.count)
            put_block(out, arena, block, &open);
    set_list(out, &open, 0);
    strbuf_puts(out, "</main>\n</body>\n</html>\n");
    arena_free(arena);
}
