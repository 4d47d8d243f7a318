/* print.c: the formatter: a tree back to text in the one layout. Called by cmd (formatera) and by tests. */
#include "syntax/print.h"

#include "base/utf8.h"

static void put_comment_lines(StrBuf *out, const Comments *comments, size_t indent)
{
    for (VEC_EACH(Str, line, &comments->before)) {
        if (line->n) {
            strbuf_pad(out, ' ', indent);
            strbuf_put(out, *line);
        }
        strbuf_putc(out, '\n');
    }
}

static void put_line_end(StrBuf *out, const Comments *comments)
{
    if (comments->after.n)
        strbuf_printf(out, "  " STR_FMT, STR_ARG(comments->after));
    strbuf_putc(out, '\n');
}

static ColumnWidths column_widths(const Decl *decl)
{
    ColumnWidths widths = {0};
    StrBuf text = {0};
    for (VEC_EACH(Attr, attr, &decl->attrs)) {
        const Item *item = attr->kind == ATTR_COLUMN && attr->items.count ? &attr->items.items[0] : NULL;
        if (!item)
            continue;
        strbuf_clear(&text);
        expr_print(&text, item->value);
        size_t width = utf8_width(strbuf_str(&text));
        widths.header = width > widths.header ? width : widths.header;
        const Mod *as = item_mod(item, MOD_AS);
        strbuf_clear(&text);
        if (as && as->value)
            expr_print(&text, as->value);
        width = utf8_width(strbuf_str(&text));
        widths.name = width > widths.name ? width : widths.name;
    }
    strbuf_free(&text);
    return widths;
}

/* Parameters whose values stand by time or body have no equals sign. */
static bool bare_values(const Attr *attr)
{
    return attr->kind == ATTR_EQUALS && attr->items.count && attr->items.items[0].select != SELECT_NONE;
}

static void put_attr(StrBuf *out, const Attr *attr, size_t column, bool padded, const ColumnWidths *widths)
{
    const char *keyword = bare_values(attr) ? "" : attr_keyword(attr->kind);
    if (attr->kind == ATTR_ELECTION)
        keyword = "under valår:";
    strbuf_puts(out, keyword);
    size_t width = utf8_width(str_of(keyword));
    if (!attr->items.count)
        return;
    size_t gap = padded && width < PRINT_KEYWORD ? PRINT_KEYWORD - width : keyword[0] ? 1 : 0;
    strbuf_pad(out, ' ', gap);
    print_items(out, attr, column + width + gap, padded ? widths : NULL);
}

static void put_heading(StrBuf *out, const Decl *decl)
{
    strbuf_printf(out, "%s ", decl_keyword(decl->kind));
    if (decl->name_quoted)
        print_text(out, decl->name);
    else
        print_name(out, decl->name, decl->name_span);
    if (decl->kind_name && decl->kind == DECL_KIND) {
        strbuf_puts(out, " av ");
        expr_print(out, decl->kind_name);
    }
    if (decl->title.n) {
        strbuf_putc(out, ' ');
        print_text(out, decl->title);
    }
    if (decl->kind_name && decl->kind != DECL_KIND) {
        strbuf_puts(out, " är ");
        expr_print(out, decl->kind_name);
    }
    Attr heading = {.kind = ATTR_DESCRIPTION, .items = decl->heading};
    for (size_t i = 0; i < decl->heading.count; i++) {
        strbuf_puts(out, i ? ", " : " ");
        print_item(out, &heading, &decl->heading.items[i], NULL);
    }
}

/* Comments that need a line of their own; the one at the end of the last attribute may end the only line. */
static bool has_comments(const Decl *decl)
{
    for (VEC_EACH(Attr, attr, &decl->attrs)) {
        bool last = attr + 1 == decl->attrs.items + decl->attrs.count && !decl->comments.after.n;
        if (attr->comments.before.count || (attr->comments.after.n && !last))
            return true;
        for (VEC_EACH(Item, item, &attr->items))
            if (item->comments.before.count || item->comments.after.n)
                return true;
    }
    return false;
}

/* The whole declaration on one line, if it was written so and fits. */
static bool put_one_line(StrBuf *out, const Decl *decl)
{
    if (!decl->one_line || has_comments(decl))
        return false;
    StrBuf line = {0};
    put_heading(&line, decl);
    for (VEC_EACH(Attr, attr, &decl->attrs)) {
        strbuf_putc(&line, ' ');
        put_attr(&line, attr, 0, false, NULL);
    }
    bool fits = utf8_width(strbuf_str(&line)) <= PRINT_WIDTH + 20 && str_find(strbuf_str(&line), STR_LIT("\n"), 0) == (size_t)-1;
    if (fits) {
        const Attr *last = decl->attrs.count ? &decl->attrs.items[decl->attrs.count - 1] : NULL;
        strbuf_put(out, strbuf_str(&line));
        put_line_end(out, last && last->comments.after.n ? &last->comments : &decl->comments);
    }
    strbuf_free(&line);
    return fits;
}

/* `= värde` belongs to the heading's line. */
static const Attr *heading_attr(const Decl *decl)
{
    const Attr *attr = decl->attrs.count ? &decl->attrs.items[0] : NULL;
    return attr && attr->kind == ATTR_EQUALS && !attr->line_start && !attr->comments.before.count ? attr : NULL;
}

static void put_tail(StrBuf *out, const Decl *decl)
{
    if (decl->tail.before.count && decl->tail.blank_before)
        strbuf_putc(out, '\n');
    put_comment_lines(out, &decl->tail, PRINT_INDENT);
}

/* Returns whether it became one line. */
static bool put_decl(StrBuf *out, const Decl *decl)
{
    put_comment_lines(out, &decl->comments, 0);
    if (put_one_line(out, decl)) {
        put_tail(out, decl);
        return decl->tail.before.count == 0;
    }
    ColumnWidths widths = column_widths(decl);
    size_t from = out->n;
    put_heading(out, decl);
    const Attr *first = heading_attr(decl);
    if (first) {
        strbuf_putc(out, ' ');
        put_attr(out, first, utf8_width((Str){out->s + from, out->n - from}), false, NULL);
    }
    put_line_end(out, first && first->comments.after.n ? &first->comments : &decl->comments);
    for (VEC_EACH(Attr, attr, &decl->attrs)) {
        if (attr == first)
            continue;
        if (attr->comments.blank_before)
            strbuf_putc(out, '\n');
        put_comment_lines(out, &attr->comments, PRINT_INDENT);
        strbuf_pad(out, ' ', PRINT_INDENT);
        put_attr(out, attr, PRINT_INDENT, true, &widths);
        put_line_end(out, &attr->comments);
    }
    put_tail(out, decl);
    return false;
}

void tree_print(StrBuf *out, const Tree *tree)
{
    bool line_before = true;
    for (size_t i = 0; i < tree->decls.count; i++) {
        const Decl *decl = &tree->decls.items[i];
        StrBuf text = {0};
        bool line = put_decl(&text, decl);
        if (i && (!line || !line_before || decl->comments.blank_before))
            strbuf_putc(out, '\n');
        strbuf_put(out, strbuf_str(&text));
        strbuf_free(&text);
        line_before = line;
    }
    if (tree->tail.before.count && tree->decls.count && tree->tail.blank_before)
        strbuf_putc(out, '\n');
    put_comment_lines(out, &tree->tail, 0);
}
