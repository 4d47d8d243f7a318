/* scenarios.h: what the files of this folder share. */
#ifndef STYR_MODEL_SCENARIOS_H
#define STYR_MODEL_SCENARIOS_H

#include "model/check.h"
#include "model/scenario.h"

/* Checks one `ändra` and adds it to the scenario's changes. */
void change_check(Checker *c, Scenario *scenario, const Item *item);
/* Whether the value is of the type and can be known without figures; a diagnostic otherwise. */
bool scenario_constant(Checker *c, Expr *value, Type wanted);

#endif
