/* duties.h: what the files of the checker that are about duties share; nobody else includes it. */
#ifndef STYR_MODEL_DUTIES_H
#define STYR_MODEL_DUTIES_H

#include "model/check.h"

/* Where a point of time stands: what its lengths and meetings refer to goes into the lists. */
typedef struct PointPlace {
    const Env *env;          /* relative bodies are resolved from its contexts */
    ConstExprVec *lengths, *meetings;
} PointPlace;

/* False, with a diagnostic, when the expression is no point of time. */
bool point_fill(Checker *c, PointPlace *place, Expr *expr, Point *out);
/* `60 dagar`, at least 1 and whole. False with a diagnostic. */
bool length_fill(Checker *c, const Expr *number, LengthUnit *unit, int *count);
/* perioden, året, budgetåret … */
bool is_time_word(Checker *c, Str name);
/* The name of something that another declaration replaces: reported as such, with both places. */
bool removed_report(Checker *c, const Expr *name);

/* The schedule of a hållpunkt, from its attributes (schedules.c). */
void schedule_fill(Checker *c, Checkpoint *checkpoint, const Env *env);

/* What can be said without data: impossible orders, days and statutory limits (duty_checks.c, duty_law.c). */
void duty_days_check(Checker *c);
void duty_order_check(Checker *c);
void duty_law_check(Checker *c);

/* The due days of an occurrence as far as they follow from the model alone. */
Due static_due(const Checker *c, const Checkpoint *checkpoint, const Occurrence *occurrence);
/* The years that are tried: two terms of office from the model's own. */
#define TRIED_YEARS 8
int first_tried_year(const Checker *c);
bool in_force(const Checker *c, const Common *common, Date day);
const char *day_text(Checker *c, Date day);            /* "31 oktober 2026" in both languages */

#endif
