/* scenario.h: scenarios evaluated beside what they are laid over. Called by the command; the last room before the reports. */
#ifndef STYR_SCENARIO_SCENARIO_H
#define STYR_SCENARIO_SCENARIO_H

#include "scenario/drawn.h"

typedef struct ScenarioInput {
    const Model *model;
    const TableData *const *tables;      /* as exec_load_tables left them */
    const RunOptions *options;
    size_t base;                         /* the scenario that all are compared with, or NO_INDEX: the model as it is */
    const size_t *scenarios; size_t count;
    DrawsAsked asked;                    /* of what is drawn */
    bool marginals;                      /* also what would change each outcome: of the scenarios, or of the base where there are none */
} ScenarioInput;

/* Evaluates each of the scenarios and compares it with the base. NULL, with a diagnostic, when one of them cannot be computed or the work was stopped. */
const ScenarioReport *scenario_run(Arena *arena, const ScenarioInput *input, Diags *diags);

#endif
