/* build.h: the constructors that the grammar's actions call: one call per action. Everything ends up in Builder.decl. */
#ifndef STYR_SYNTAX_BUILD_H
#define STYR_SYNTAX_BUILD_H

#include "syntax/tree.h"

typedef struct Builder {
    Arena *arena;
    Source *src;
    TreeIds *ids;
    Diags *diags;
    Decl *decl;              /* the declaration being read */
    Str opening;             /* the first word of what is being read: the keyword of the attribute */
    bool line_start;         /* of the attribute being read */
    bool heading;            /* the heading is being read, not an attribute */
    bool too_deep;           /* reported once per declaration */
} Builder;

/* Declarations and attributes. */
void build_use(Builder *b, Span span, Str name, bool quoted);
void build_heading(Builder *b, int kind, Span name_span, Str name, Span title_span, Str title, Expr *kind_name, ItemVec *heading);
void build_attr(Builder *b, int kind, Span keyword, ItemVec *items);

/* Items and their modifiers. */
Item *build_item(Builder *b, Span span, Expr *value);
Item *build_mod(Builder *b, Item *item, ModKind kind, Span span, Expr *value);
Item *build_select(Builder *b, Item *item, SelectorKind select, Expr *selector, Span span);
Item *build_bound(Builder *b, Span span, int bound, Expr *value, Expr *value2);
ItemVec *build_items(Builder *b, Item *first);                 /* NULL: an empty list */
ItemVec *build_items_add(Builder *b, ItemVec *items, Item *item);
ItemVec *build_items_prepend(Builder *b, Item *item, ItemVec *items);
ItemVec *build_last_mod(Builder *b, ItemVec *items, ModKind kind, Span span, Expr *value);
ItemVec *build_trial(Builder *b, Item *item);
/* One item per text or name of the list in item->value; the last one gets the modifiers. */
ItemVec *build_texts_first(Builder *b, Item *item);
ItemVec *build_names_first(Builder *b, Item *item);
ItemVec *build_series(Builder *b, Item *first, ExprVec *values);
/* givet: the item, then the column names (as one list) with their rows, or the values of a series. */
ItemVec *build_given(Builder *b, Item *item, Span span, ExprVec *values, ItemVec *rows);
/* om: the columns (as one list) with what they give, then the rows. */
ItemVec *build_decisions(Builder *b, Span span, ItemVec *columns, Span gives, Expr *outcome, ItemVec *rows);
/* ändra: what is changed, where it is not a name of its own (målvärde för X); and what it is changed to. */
Item *build_changed(Builder *b, Span span, Str what, Span keyword, Expr *of);
Item *build_change(Builder *b, Item *item, int bound, Span span, Expr *value, Expr *value2);
/* sök: the parameter between two values, so that the condition holds. */
Item *build_seek(Builder *b, Item *item, ModKind end, Span span, Expr *low, Expr *high, Span so_that, Expr *condition);
/* The condition behind a list of scopes goes for every `varje` in it. */
ItemVec *build_where(Builder *b, ItemVec *items, Expr *where);

/* Expressions. */
Expr *build_name(Builder *b, Span span, Str text);
Expr *build_quotient_name(Builder *b, Span span, Str above, Str below);
Expr *build_text(Builder *b, Span span, Str text);
Expr *build_word(Builder *b, Span span, Str text);
Expr *build_int(Builder *b, Span span, int value);
/* A cell of a decision table that bounds a number: `högst 500 tkr` is the comparison of the word `_` with it. */
Expr *build_limit(Builder *b, Span span, int bound, Expr *number);
Expr *build_leaf(Builder *b, Span span, ExprKind kind);
Expr *build_truth(Builder *b, Span span, Truth truth);
Expr *build_mandate(Builder *b, Span span);
Expr *build_list(Builder *b, Span span, ExprVec *items);
Expr *build_member(Builder *b, Span span, Span of_span, Str of, Span name_span, Str name);
Expr *build_member_of(Builder *b, Span span, Expr *of, Span name_span, Str name);
Expr *build_call(Builder *b, Span span, Span name_span, Str name, ExprVec *args);
Expr *build_call_where(Builder *b, Expr *call, Expr *where);
Expr *build_call_weight(Builder *b, Expr *call, Expr *weight);
Expr *build_parens(Builder *b, Span span, Expr *x);
Expr *build_unary(Builder *b, Span span, UnaryOp op, Expr *x);
Expr *build_binary(Builder *b, Span span, BinaryOp op, Expr *x, Span op_span, Expr *y);
Expr *build_between(Builder *b, Span span, Expr *x, Expr *low, Expr *high);
Expr *build_in(Builder *b, Span span, Expr *x, ExprVec *items, bool negated);
Expr *build_is(Builder *b, Span span, Expr *x, IsForm form, bool negated, Expr *level);
Expr *build_for(Builder *b, Span span, Expr *x, Expr *scope);
Expr *build_range(Builder *b, Span span, Expr *low, Expr *high);
Expr *build_scope(Builder *b, Span span, Expr *name, bool only);
Expr *build_scope_each(Builder *b, Span span, Expr *scope);
Expr *build_point(Builder *b, Span span, PointForm form, Expr *x);
Expr *build_point_shift(Builder *b, Span span, Expr *x, int years);
Expr *build_point_year(Builder *b, Span span, Expr *x, Expr *year);
Expr *build_point_after(Builder *b, Span span, Expr *meeting, Expr *after);
Expr *build_distance(Builder *b, Span span, Expr *length, bool before, Expr *x);
/* A quantifier grows from the left: its word with a number, its set with a condition, then what is said of the members. */
Expr *build_quant(Builder *b, Span span, QuantKind quant, Expr *number);
Expr *build_counted(Builder *b, Expr *quantified, Expr *set, Expr *where);
Expr *build_quantified(Builder *b, Span span, Expr *quantified, Expr *is_level, IsForm form, Expr *has);
ExprVec *build_exprs(Builder *b, Expr *first);                 /* NULL: an empty list */
ExprVec *build_exprs_add(Builder *b, ExprVec *list, Expr *expr);

/* Errors (syntax_error.c). names are bison's symbol names as written in the grammar. */
void build_syntax_error(Builder *b, Span span, const char *unexpected, const char *const *expected, size_t count);
void build_memory_error(Builder *b, Span span, const char *message);

#endif
