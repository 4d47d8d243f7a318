/* periods.h: which periods say all there is to say: a model is the same before its first date, and after its last. */
#ifndef STYR_PROVE_PERIODS_H
#define STYR_PROVE_PERIODS_H

#include "plan/plan.h"

/* The years that have to be tried. limited: there are more, or steps look at days, which no two years have alike. */
typedef struct Years { int first, last; bool any, limited; int back; /* how many they look back */ int every; /* mäts vartannat år: 2 */ } Years;

/* Widens *years with the dates of the model, and how far it looks back. */
void years_add(Years *years, const Model *model, const Plan *plan);
/* The years with room before and after; a model without dates has one. */
void years_settle(Years *years);
typedef VEC(Period) PeriodVec;
/* The periods of the grain that end in those years, in order. */
void years_periods(Arena *arena, const Years *years, Grain grain, PeriodVec *out);

#endif
