/* messages.h: the sentences of findings, in both languages. */
#ifndef STYR_EXEC_MESSAGES_H
#define STYR_EXEC_MESSAGES_H

#include "exec/actions.h"

/* The text of a buffer, in the arena; the buffer is freed. */
Str message_made(Evaluator *ev, StrBuf *buf);
/* As people see the value, in the arena. */
Str quantity_text(Evaluator *ev, const Quantity *quantity, Lang lang);
/* Decimals for people: as many as needed, but no more than tell the value from what it is compared with. */
void quantity_settle(Quantity *value, Quantity *limit);

void message_deviation(Evaluator *ev, const Assessment *a, Finding *out);
void message_goal(Evaluator *ev, size_t goal, ContextId context, const Assessment *a, Finding *out);
/* The judgement of people differs from what the figures give (the name of a level). */
void message_difference(Evaluator *ev, const Assessment *a, Str measured, Finding *out);
void message_missing(Evaluator *ev, const Assessment *a, Finding *out);
void message_not_assessable(Evaluator *ev, const Assessment *a, Finding *out);
void message_rule(Evaluator *ev, size_t rule, ContextId context, const Assessment *a, Finding *out);
/* Who owes what to whom by when, and whether the plans suffice. */
void message_action(Evaluator *ev, const Requirement *requirement, const Context *context, const Actions *actions, const Indicator *shown, Str from_title,
                    Finding *out);
/* A requirement that stays open while nobody can say whether the rule still holds. */
void message_standing(Evaluator *ev, size_t rule, Period since, Finding *out);
/* kräver att: what the figures must show, since which period. */
void message_condition(Evaluator *ev, size_t rule, const Requirement *requirement, ContextId context, const Assessment *a, Period since, Str from_title,
                       Finding *out);
/* "a, b och c" */
Str join_words(Evaluator *ev, const Str *words, size_t count, Lang lang);
/* The indicator that an expression is about: its unit is shown. NULL if none. */
const Indicator *shown_indicator(Evaluator *ev, const Expr *expr);

#endif
