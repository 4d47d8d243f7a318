/* swap.c: where the two models read other figures, the new model is run on the old ones as well: what is then as it is on its own figures is due to the
 * models, what is as the old model has it is due to the figures alone. Called by causes.c when the models' own causes are known. */
#include "compare/parts.h"

static void add_figures(Compare *c, DiffCell *cell, bool alone)
{
    if (alone)
        cell->causes.count = 0;
    vec_push(c->arena, &cell->causes, ((DiffCause){CAUSE_FIGURES, NO_INDEX}));
}

/* run: the new model on the old figures. */
static void judge_cell(Compare *c, DiffCell *cell, const Map *run)
{
    const DiffOutcome swapped = cell_outcome(cell_assessment(run, cell));
    if (cell->side[AFTER].state == DIFF_ON_TRIAL || cell_outcomes_equal(&swapped, &cell->side[AFTER]))
        return;
    add_figures(c, cell, cell_outcomes_equal(&swapped, &cell->side[BEFORE]));
}

static void judge_day(Compare *c, Evaluator *evaluator, Date day)
{
    Arena *scratch = arena_new();
    Map run;
    bool made = false;
    map_init(&run, scratch);
    for (VEC_EACH(DiffCell, cell, &c->diff->cells)) {
        if (cell->period.last != day)
            continue;
        if (!made)
            run_index(c, scratch, run_side(c, evaluator, AFTER, day, false), AFTER, &run);
        made = true;
        judge_cell(c, cell, &run);
    }
    arena_free(scratch);
}

void swap_figures(Compare *c)
{
    const FigureSide *new = &c->figures->side[AFTER];
    const TableData **tables;
    Diags quiet;
    if (!c->diff->other_figures.count || !c->diff->cells.count)
        return;
    diags_init(&quiet, c->arena);
    tables = arena_array(c->arena, c->sides[AFTER].model->tables.count, sizeof *tables);
    if (!tables_of_old(c, &quiet, tables)) {             /* it cannot be told apart: they may have had a part in all of it */
        for (VEC_EACH(DiffCell, cell, &c->diff->cells))
            add_figures(c, cell, false);
        return;
    }
    RunOptions options = {.as_of = c->figures->days.items[0], .only_body = NO_INDEX, .program = c->options->program, .effort = c->options->effort};
    Evaluator *evaluator = exec_prepare(c->arena, c->sides[AFTER].model, new->plan, tables, &options, &quiet);
    for (VEC_EACH(const Date, day, &c->figures->days))
        if (!effort_stopped(c->options->effort))
            judge_day(c, evaluator, *day);
}
