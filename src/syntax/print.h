/* print.h: parts of the formatter shared between print.c (declarations), print_attr.c and print_expr.c. */
#ifndef STYR_SYNTAX_PRINT_H
#define STYR_SYNTAX_PRINT_H

#include "syntax/tree.h"

void print_text(StrBuf *out, Str text);
void print_name(StrBuf *out, Str name, Span span);
void print_list(StrBuf *out, const ExprVec *list, const char *separator);
void print_scope(StrBuf *out, const Expr *expr);
/* Over several lines from the column on, broken at its outermost operators, if it is too long for one. */
void expr_print_broken(StrBuf *out, const Expr *expr, size_t column);

/* Widths of the columns of a table's `kolumn` attributes, so that they line up. */
typedef struct ColumnWidths { size_t header, name; } ColumnWidths;

/* The items of an attribute, without its keyword; `column`: where the first one stands, for lines that go on. */
void print_items(StrBuf *out, const Attr *attr, size_t column, const ColumnWidths *widths);
/* One item with selector, bound, value and modifiers. */
void print_item(StrBuf *out, const Attr *attr, const Item *item, const ColumnWidths *widths);

/* One modifier with its keyword; nothing stands before it on the line: first. */
void print_mod(StrBuf *out, const Mod *mod, bool first);
/* "minst ", or nothing. */
void print_bound(StrBuf *out, Bound bound);

enum { PRINT_INDENT = 4, PRINT_KEYWORD = 14, PRINT_WIDTH = 100 };

#endif
