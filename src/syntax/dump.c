/* dump.c: the structure of a tree without places or layout: for `--visa träd` and for telling whether two trees are equal. */
#include "syntax/print.h"

static void dump_expr(StrBuf *out, const Expr *expr);

static void dump_list(StrBuf *out, const ExprVec *list)
{
    for (VEC_EACH(Expr *, it, list)) {
        strbuf_putc(out, ' ');
        dump_expr(out, *it);
    }
}

static void dump_child(StrBuf *out, const char *label, const Expr *expr)
{
    if (!expr)
        return;
    strbuf_printf(out, " %s:", label);
    dump_expr(out, expr);
}

static const char *kind_name(ExprKind kind)
{
    static const char *const names[] = {
#define X(member) #member,
        EXPR_KINDS(X)
#undef X
    };
    return names[kind];
}

static const char *op_name(BinaryOp op)
{
    static const char *const names[] = {
#define X(member, text) #member,
        BINARY_OPS(X)
#undef X
    };
    return names[op];
}

/* Leaves print as in the language; their text says it all. */
static bool dump_leaf(StrBuf *out, const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NAME:
        strbuf_put(out, expr->as.text);
        return true;
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_WORD: case EXPR_MEMBER:
        expr_print(out, expr);
        return true;
    case EXPR_CALL: case EXPR_UNARY: case EXPR_BINARY: case EXPR_BETWEEN: case EXPR_IN: case EXPR_IS: case EXPR_FOR: case EXPR_QUANTIFIED:
    case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_POINT: case EXPR_COUNT:
        break;
    }
    return false;
}

static void dump_node(StrBuf *out, const Expr *expr)
{
    static const char *const unary[] = {"NEG", "NOT", "EXISTS"};
    switch (expr->kind) {
    case EXPR_CALL:
        strbuf_printf(out, " " STR_FMT, STR_ARG(expr->as.call.name));
        dump_list(out, &expr->as.call.args);
        dump_child(out, "där", expr->as.call.where);
        dump_child(out, "vikt", expr->as.call.weight);
        return;
    case EXPR_UNARY:
        strbuf_printf(out, " %s", unary[expr->as.unary.op]);
        dump_child(out, "x", expr->as.unary.x);
        return;
    case EXPR_BINARY:
        strbuf_printf(out, " %s", op_name(expr->as.binary.op));
        dump_child(out, "x", expr->as.binary.x);
        dump_child(out, "y", expr->as.binary.y);
        return;
    case EXPR_BETWEEN:
        dump_child(out, "x", expr->as.between.x);
        dump_child(out, "från", expr->as.between.low);
        dump_child(out, "till", expr->as.between.high);
        return;
    case EXPR_IN:
        dump_child(out, expr->as.in.negated ? "inte" : "x", expr->as.in.x);
        dump_list(out, &expr->as.in.items);
        return;
    case EXPR_IS:
        strbuf_printf(out, " %d%s", (int)expr->as.is.form, expr->as.is.negated ? " inte" : "");
        dump_child(out, "x", expr->as.is.x);
        dump_child(out, "nivå", expr->as.is.level);
        return;
    case EXPR_FOR:
        dump_child(out, "x", expr->as.for_.x);
        dump_child(out, "för", expr->as.for_.scope);
        return;
    case EXPR_QUANTIFIED:
        strbuf_printf(out, " %d %d", (int)expr->as.quantified.quant, (int)expr->as.quantified.form);
        dump_child(out, "antal", expr->as.quantified.number);
        dump_child(out, "av", expr->as.quantified.set);
        dump_child(out, "där", expr->as.quantified.where);
        dump_child(out, "nivå", expr->as.quantified.is_level);
        dump_child(out, "har", expr->as.quantified.has);
        return;
    case EXPR_RANGE:
        dump_child(out, "från", expr->as.range.low);
        dump_child(out, "till", expr->as.range.high);
        return;
    case EXPR_LIST:
        dump_list(out, &expr->as.list);
        return;
    case EXPR_POINT:
        strbuf_printf(out, " %d %d", (int)expr->as.point.form, expr->as.point.years);
        dump_child(out, "längd", expr->as.point.length);
        dump_child(out, "x", expr->as.point.x);
        dump_child(out, "år", expr->as.point.in_year);
        dump_child(out, "efter", expr->as.point.after);
        return;
    case EXPR_SCOPE:
        strbuf_printf(out, "%s%s", expr->as.scope.each ? " varje" : "", expr->as.scope.only ? " enbart" : "");
        dump_child(out, "namn", expr->as.scope.name);
        dump_child(out, "där", expr->as.scope.where);
        return;
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_NAME: case EXPR_WORD:
    case EXPR_MEMBER: case EXPR_COUNT:
        return;
    }
}

static void dump_expr(StrBuf *out, const Expr *expr)
{
    if (dump_leaf(out, expr))
        return;
    strbuf_printf(out, "(%s", kind_name(expr->kind));
    dump_node(out, expr);
    strbuf_putc(out, ')');
}

static void dump_item(StrBuf *out, const Item *item)
{
    static const char *const mods[] = {
#define X(member, keyword) #member,
        MOD_KINDS(X)
#undef X
    };
    strbuf_printf(out, "        [%d %d", (int)item->select, (int)item->bound);
    dump_child(out, "när", item->selector);
    dump_child(out, "värde", item->value);
    dump_child(out, "till", item->value2);
    for (VEC_EACH(Mod, mod, &item->mods)) {
        strbuf_printf(out, " %s", mods[mod->kind]);
        dump_child(out, "", mod->value);
    }
    strbuf_puts(out, "]\n");
}

static void dump_items(StrBuf *out, const ItemVec *items)
{
    for (VEC_EACH(Item, item, items))
        dump_item(out, item);
}

void tree_dump(StrBuf *out, const Tree *tree)
{
    for (VEC_EACH(Decl, decl, &tree->decls)) {
        strbuf_printf(out, "%s " STR_FMT, decl_keyword(decl->kind), STR_ARG(decl->name));
        if (decl->title.n) {
            strbuf_putc(out, ' ');
            print_text(out, decl->title);
        }
        dump_child(out, "är", decl->kind_name);
        strbuf_puts(out, decl->broken ? " TRASIG\n" : "\n");
        dump_items(out, &decl->heading);
        for (VEC_EACH(Attr, attr, &decl->attrs)) {
            strbuf_printf(out, "    %s\n", attr_keyword(attr->kind));
            dump_items(out, &attr->items);
        }
    }
}
