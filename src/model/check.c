/* check.c: trees -> model. The passes stand here in order; each is one file of this folder. Read this first. */
#include "model/check.h"

static Model *model_new(Arena *arena, const Tree **trees, size_t tree_count, const TreeIds *ids)
{
    Model *model = ARENA_NEW(arena, Model);
    model->arena = arena;
    model->trees = trees;
    model->tree_count = tree_count;
    model->info_count = ids->next + 1;
    model->info = arena_array(arena, model->info_count, sizeof *model->info);
    model->valid = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    map_init(&model->names, arena);
    map_init(&model->unit_map, arena);
    return model;
}

static void checker_init(Checker *c, Model *model, bool incomplete, Diags *diags)
{
    *c = (Checker){.model = model, .arena = model->arena, .diags = diags, .incomplete = incomplete};
    Map *maps[] = {&c->folded, &c->kinds, &c->columns, &c->tests, &c->broken, &c->unknown};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        map_init(maps[i], c->arena);
}

/* Who may decide what: a model in which that is wrong is understood all the same, so that its krav can be tried. */
static void rights_check(Checker *c)
{
    size_t errors = c->diags->errors;
    authority_check(c);
    tighten_check(c);
    replacements_check(c);
    rights_taken_check(c);
    decision_dates_check(c);
    applies_to_check(c);
    c->model->breaches = c->diags->errors - errors;
}

Model *model_check_files(Arena *arena, const Tree **trees, size_t tree_count, const TreeIds *ids, bool incomplete, Diags *diags)
{
    Checker checker, *c = &checker;
    Model *model = model_new(arena, trees, tree_count, ids);
    checker_init(c, model, incomplete, diags);

    /* Names: what is built in, then every declaration. */
    units_builtin(c);
    kinds_builtin(c);
    scales_builtin(c);
    units_check(c);
    kinds_check(c);
    declare_all(c);
    c->parameter_types = arena_array(arena, model->parameters.count, sizeof *c->parameter_types);
    c->indicator_types = arena_array(arena, model->indicators.count, sizeof *c->indicator_types);

    /* What expressions refer to, from the outside in: bodies, scales, goals, tables, the headings of indicators. */
    bodies_check(c);
    seasons_check(c);
    scales_check(c);
    groups_check(c);
    head_check(c);
    parts_check(c);
    levels_check(c);
    tables_check(c);
    indicators_check(c);
    goals_check(c);

    /* Expressions: types, units and the cases of assessments. */
    parameters_check(c);
    table_conditions_check(c);
    scale_cases_check(c);
    indicator_values_check(c);
    goal_cases_check(c);
    checkpoints_check(c);
    rules_check(c);
    documents_check(c);
    responsibilities_check(c);
    risks_check(c);
    tests_check(c);
    scenarios_check(c);
    commons_check(c);
    decision_tables_check(c);
    constraints_check(c);

    /* The whole. */
    frames_check(c);
    cycles_check(c);
    structure_check(c);
    head_missing_check(c);
    lints_check(c);
    rights_check(c);
    silences_check(c);
    return model;
}

Model *model_check(Arena *arena, const Tree **trees, size_t tree_count, const TreeIds *ids, Diags *diags)
{
    return model_check_files(arena, trees, tree_count, ids, false, diags);
}
