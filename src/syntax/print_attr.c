/* print_attr.c: the items of attributes back to text. Called by print.c. */
#include "base/utf8.h"
#include "syntax/print.h"

static const char *mod_keyword(ModKind kind)
{
    static const char *const keywords[] = {
#define X(member, keyword) keyword,
        MOD_KINDS(X)
#undef X
    };
    return keywords[kind];
}

void print_bound(StrBuf *out, Bound bound)
{
    static const char *const words[] = {"", "minst ", "högst ", "över ", "under ", "mellan ", "exakt "};
    strbuf_puts(out, words[bound]);
}

static void put_selector(StrBuf *out, const Attr *attr, const Item *item)
{
    switch (item->select) {
    case SELECT_NONE:
        return;
    case SELECT_ELSE:
        strbuf_puts(out, attr->kind == ATTR_FOLDS ? "övriga" : "annars ");
        return;
    case SELECT_FROM:
        strbuf_puts(out, "från ");
        break;
    case SELECT_FOR:
        strbuf_puts(out, "för ");
        break;
    case SELECT_TIME:
        break;
    }
    expr_print(out, item->selector);
    strbuf_puts(out, ": ");
}

static void put_measured(StrBuf *out, const Expr *every)
{
    static const char *const words[] = {"vartannat år", "vart tredje år", "vart fjärde år", "vart femte år"};
    strbuf_puts(out, words[every->as.number.value / FIX_ONE - 2]);
}

static void pad_to(StrBuf *out, size_t from, size_t width)
{
    size_t used = utf8_width((Str){out->s + from, out->n - from});
    if (used < width)
        strbuf_pad(out, ' ', width - used);
}

static void put_mod(StrBuf *out, const Mod *mod, bool first, bool once)
{
    const char *keyword = mod_keyword(mod->kind);
    if (once && mod->kind == MOD_TIMES_A_YEAR)
        keyword = "gång per år";
    if (once && mod->kind == MOD_TIMES_A_MANDATE)
        keyword = "gång per mandatperiod";
    strbuf_puts(out, mod->kind == MOD_VALUE_BECOMES || mod->kind == MOD_FROM_OUTCOME ? ", " : first ? "" : " ");
    strbuf_puts(out, keyword);
    if (keyword[0] && mod->value)
        strbuf_putc(out, ' ');
    if (mod->value)
        expr_print(out, mod->value);
}

void print_mod(StrBuf *out, const Mod *mod, bool first)
{
    put_mod(out, mod, first, false);
}

/* en gång, 1 gång; else gånger */
static bool is_one(const Expr *value)
{
    if (!value)
        return false;
    return value->kind == EXPR_NUMBER ? value->as.number.value == FIX_ONE : value->kind == EXPR_NAME && str_eqz(value->as.text, "en");
}

/* `återkommer 3 gånger per år`, beside `återkommer vart tredje år`. */
static bool is_count(const Item *item)
{
    return item_mod(item, MOD_TIMES_A_YEAR) || item_mod(item, MOD_TIMES_A_MANDATE);
}

/* ---- rows of decision tables ---- */

static void put_decision_cell(StrBuf *out, const Expr *cell)
{
    if (cell->kind != EXPR_BINARY) {
        expr_print(out, cell);
        return;
    }
    switch (cell->as.binary.op) {
    case OP_GE: print_bound(out, BOUND_AT_LEAST); break;
    case OP_LE: print_bound(out, BOUND_AT_MOST); break;
    case OP_GT: print_bound(out, BOUND_OVER); break;
    case OP_LT: print_bound(out, BOUND_UNDER); break;
    default: print_bound(out, BOUND_EXACTLY);
    }
    expr_print(out, cell->as.binary.y);
}

static void put_decision_row(StrBuf *out, const Item *row)
{
    for (size_t i = 0; i < row->value->as.list.count; i++) {
        strbuf_puts(out, i ? ", " : "");
        put_decision_cell(out, row->value->as.list.items[i]);
    }
    const Mod *gives = item_mod(row, MOD_GIVES);
    strbuf_puts(out, " ger ");
    put_decision_cell(out, gives->value);
}

static void put_value(StrBuf *out, const Attr *attr, const Item *item)
{
    bool series = attr->kind == ATTR_GIVEN || attr->kind == ATTR_EXPECT;
    if (!item->value)
        return;
    if (attr->kind == ATTR_HOLDS && item->value->kind == EXPR_NUMBER)
        strbuf_puts(out, "i ");
    if (attr->kind == ATTR_MEASURED || (attr->kind == ATTR_RECURS && item->value->kind == EXPR_NUMBER && !is_count(item)))
        put_measured(out, item->value);
    else if (series && item->value->kind == EXPR_MISSING)
        strbuf_putc(out, '_');
    else
        expr_print(out, item->value);
}

void print_item(StrBuf *out, const Attr *attr, const Item *item, const ColumnWidths *widths)
{
    put_selector(out, attr, item);
    print_bound(out, item->bound);
    size_t from = out->n;
    put_value(out, attr, item);
    if (item->value2) {
        strbuf_puts(out, " och ");
        expr_print(out, item->value2);
    }
    bool aligned = attr->kind == ATTR_COLUMN && widths;
    if (aligned)
        pad_to(out, from, widths->header);
    for (VEC_EACH(Mod, mod, &item->mods)) {
        size_t mod_from = out->n;
        put_mod(out, mod, !item->value && item->select == SELECT_NONE && mod == item->mods.items, is_one(item->value));
        if (aligned && mod->kind == MOD_AS)
            pad_to(out, mod_from, widths->name + 5);
    }
}

/* ---- rows of given cells ---- */

static bool cell_needs_quotes(Str text)
{
    if (text.n == 0)
        return true;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] == '"' || text.s[i] == '#' || text.s[i] == '\n' || (text.s[i] == ',' && (i + 1 == text.n || text.s[i + 1] == ' ')))
            return true;
    return text.s[0] == ' ' || text.s[text.n - 1] == ' ';
}

static void put_row(StrBuf *out, const Expr *row)
{
    for (size_t i = 0; i < row->as.list.count; i++) {
        Str text = row->as.list.items[i]->as.text;
        if (i)
            strbuf_puts(out, ", ");
        if (cell_needs_quotes(text))
            print_text(out, text);
        else
            strbuf_put(out, text);
    }
}

static bool is_row(const Attr *attr, size_t at)
{
    const Item *item = &attr->items.items[at];
    if (attr->kind == ATTR_DECIDES)
        return at >= 1;
    return attr->kind == ATTR_GIVEN && at >= 2 && item->value && item->value->kind == EXPR_LIST;
}

/* ---- lists of items ---- */

static void put_after(StrBuf *out, const Comments *comments)
{
    if (comments->after.n)
        strbuf_printf(out, "  " STR_FMT, STR_ARG(comments->after));
}

static void put_before(StrBuf *out, const Comments *comments, size_t column)
{
    for (VEC_EACH(Str, line, &comments->before)) {
        if (line->n)
            strbuf_put(out, *line);
        strbuf_putc(out, '\n');
        strbuf_pad(out, ' ', column);
    }
}

static const char *separator_after(const Attr *attr, size_t at)
{
    if ((attr->kind == ATTR_GIVEN || attr->kind == ATTR_EXPECT || attr->kind == ATTR_FOLDS) && at == 0)
        return ":";
    if (attr->kind == ATTR_FOLDS)
        return ";";
    return is_row(attr, at + 1) ? "" : ",";
}

static void put_one(StrBuf *out, const Attr *attr, size_t at, const ColumnWidths *widths)
{
    if (attr->kind == ATTR_DECIDES)
        put_decision_row(out, &attr->items.items[at]);
    else if (is_row(attr, at))
        put_row(out, attr->items.items[at].value);
    else if (attr->kind == ATTR_CHANGE || attr->kind == ATTR_VARY || attr->kind == ATTR_DRAW || attr->kind == ATTR_SEEK)
        scenario_item_print(out, &attr->items.items[at]);
    else
        print_item(out, attr, &attr->items.items[at], widths);
}

static void put_where(StrBuf *out, const Attr *attr)
{
    for (VEC_EACH(Item, item, &attr->items))
        if (item->value && item->value->kind == EXPR_SCOPE && item->value->as.scope.where) {
            strbuf_puts(out, " där ");
            expr_print(out, item->value->as.scope.where);
            return;
        }
}

/* Does every item have to start a line of its own? */
static bool has_lines(const Attr *attr)
{
    for (size_t i = 0; i < attr->items.count; i++) {
        const Comments *comments = &attr->items.items[i].comments;
        bool last = i + 1 == attr->items.count;
        if (is_row(attr, i) || comments->before.count || (comments->after.n && !last))
            return true;
    }
    return false;
}

/* Lists of small things fill their lines; cases, targets and the like take a line each. */
static bool fills_lines(const Attr *attr)
{
    switch (attr->kind) {
    case ATTR_ASSESSED: case ATTR_TARGET: case ATTR_EQUALS: case ATTR_MEASURED_BY: case ATTR_FOLDS: case ATTR_RESPONSIBLE:
        return false;
    default:
        return true;
    }
}

static void put_items_flat(StrBuf *out, const Attr *attr, const ColumnWidths *widths)
{
    for (size_t i = 0; i < attr->items.count; i++) {
        put_one(out, attr, i, widths);
        if (i + 1 < attr->items.count)
            strbuf_printf(out, "%s ", separator_after(attr, i));
    }
    put_where(out, attr);
}

/* `grön när …` that does not fit: the condition is broken under its own start. */
static bool put_long_case(StrBuf *out, const Attr *attr, size_t at, size_t column)
{
    const Item *item = &attr->items.items[at];
    const Mod *when = attr->kind == ATTR_ASSESSED ? item_mod(item, MOD_WHEN) : NULL;
    if (!when || !when->value)
        return false;
    size_t from = out->n;
    expr_print(out, item->value);
    strbuf_puts(out, " när ");
    expr_print_broken(out, when->value, column + utf8_width((Str){out->s + from, out->n - from}));
    return true;
}

static void put_items_lines(StrBuf *out, const Attr *attr, size_t column, const ColumnWidths *widths)
{
    size_t heading = attr->kind == ATTR_DECIDES ? 0 : attr->kind == ATTR_GIVEN || attr->kind == ATTR_EXPECT || attr->kind == ATTR_FOLDS;
    bool fill = fills_lines(attr) && !has_lines(attr);
    size_t used = column;
    for (size_t i = 0; i < attr->items.count; i++) {
        const Comments *comments = &attr->items.items[i].comments;
        StrBuf one = {0};
        put_one(&one, attr, i, widths);
        size_t width = utf8_width(strbuf_str(&one));
        strbuf_free(&one);
        bool breaks = fill ? used + width + 2 > PRINT_WIDTH : i > heading || comments->before.count;
        if (i && breaks) {
            strbuf_putc(out, '\n');
            strbuf_pad(out, ' ', column);
            used = column;
        } else if (i)
            strbuf_putc(out, ' ');
        used += width + 2;
        put_before(out, comments, column);
        if (!put_long_case(out, attr, i, column))
            put_one(out, attr, i, widths);
        if (i + 1 < attr->items.count)
            strbuf_puts(out, separator_after(attr, i));
        else
            put_where(out, attr);
        put_after(out, comments);
    }
}

/* The expression that is the whole value, or NULL. */
static const Expr *lone_expr(const Attr *attr)
{
    const Item *item = attr->items.count == 1 ? &attr->items.items[0] : NULL;
    if (!item || item->select != SELECT_NONE || item->bound != BOUND_NONE || item->mods.count || !item->value)
        return NULL;
    return item->value->kind == EXPR_BINARY || item->value->kind == EXPR_CALL ? item->value : NULL;
}

void print_items(StrBuf *out, const Attr *attr, size_t column, const ColumnWidths *widths)
{
    StrBuf flat = {0};
    put_items_flat(&flat, attr, widths);
    bool fits = column + utf8_width(strbuf_str(&flat)) <= PRINT_WIDTH;
    const Expr *expr = lone_expr(attr);
    if (!has_lines(attr) && fits) {
        strbuf_put(out, strbuf_str(&flat));
        if (attr->items.count > 1)
            put_after(out, &attr->items.items[attr->items.count - 1].comments);
    }
    else if (expr)
        expr_print_broken(out, expr, column);
    else
        put_items_lines(out, attr, column, widths);
    strbuf_free(&flat);
}
