/* overlay.h: changes laid over a checked model and over the columns of its tables. What a scenario is evaluated with; the originals stay as they are. */
#ifndef STYR_SCENARIO_OVERLAY_H
#define STYR_SCENARIO_OVERLAY_H

#include "exec/exec.h"
#include "findings/scenario.h"
#include "model/scenario.h"

/* The model with the changes made in their order; those of rows are left to overlay_rows. Expressions that are new have ids behind those of the model.
 * NULL, with a diagnostic, where a change cannot be computed. */
const Model *overlay_model(Arena *arena, const Model *model, const ChangeRefVec *changes, Diags *diags);

/* A copy of the model on which parameters can be set. */
Model *overlay_copy(Arena *arena, const Model *model);
/* A parameter's values replaced by one number, on such a copy. */
void overlay_set(Arena *arena, Model *over, size_t parameter, Num value);

/* Makes the changes of rows in their order: out is tables, with new columns where something is changed. over is the model with all other changes made.
 * met: by change, what it met. False, with a diagnostic, where a condition or a number is beyond what can be computed. */
bool overlay_rows(Arena *arena, const Model *over, const ChangeRefVec *changes, const TableData *const *tables, const TableData **out,
                  RowsMet *met, Diags *diags);

#endif
