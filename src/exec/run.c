/* run.c: a whole run: tables scanned, every declaration evaluated in its order, findings sorted. What the commands call. */
#include <string.h>

#include "base/file.h"
#include "exec/duties.h"
#include "exec/run.h"

/* ---- the evaluator ---- */

Evaluator *evaluator_new(Arena *arena, const EvaluatorAsked *asked, const RunOptions *options)
{
    Evaluator *ev = ARENA_NEW(arena, Evaluator);
    const Model *model = asked->model;
    *ev = (Evaluator){.arena = arena, .model = model, .plan = asked->plan, .diags = asked->diags, .options = *options, .backend = backends[0]};
    map_init(&ev->context_ids, arena);
    map_init(&ev->key_ids, arena);
    map_init(&ev->reasons, arena);
    map_init(&ev->duty_lists, arena);
    map_init(&ev->role_rows, arena);
    ev->tables = arena_array(arena, model->tables.count, sizeof *ev->tables);
    for (size_t i = 0; i < model->tables.count; i++)
        table_begin(ev, i, asked->tables[i]);
    return ev;
}

/* What was added up stays; what was looked up in it for contexts is the other evaluator's own. */
static void table_take_over(Evaluator *ev, size_t table, const TableRun *from)
{
    TableRun *run = &ev->tables[table];
    *run = *from;
    run->table = &ev->model->tables.items[table];
    run->scan = &ev->plan->scans[table];
    run->input.scan = run->scan;
    run->input.model = ev->model;
    memset(&run->indexes, 0, sizeof run->indexes);
    for (VEC_EACH(CellIndex *, index, &from->indexes))
        vec_push(ev->arena, &run->indexes, *index);
    map_init(&run->picks, ev->arena);
    run->asked = false;
    run->used = 0;
}

Evaluator *exec_prepare_beside(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags,
                               const Evaluator *like)
{
    Evaluator *ev = evaluator_new(arena, &(EvaluatorAsked){model, plan, tables, diags}, options);
    for (size_t i = 0; i < model->tables.count; i++) {
        TableRun *run = &ev->tables[i];
        if (run->data && like && like->tables[i].data == run->data && scan_plans_same(like->tables[i].scan, run->scan)) {
            table_take_over(ev, i, &like->tables[i]);
            continue;
        }
        if (run->data)
            table_scan(arena, &run->input, &run->cube);
        table_finish(ev, i);
    }
    return ev;
}

Evaluator *exec_prepare(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags)
{
    return exec_prepare_beside(arena, model, plan, tables, options, diags, NULL);
}

void exec_give(Evaluator *ev, const Given *given, size_t count)
{
    for (size_t i = 0; i < count; i++)
        vec_push(ev->arena, &ev->given, given[i]);
}

/* ---- one expression ---- */

static const Indicator *subject(const Evaluator *ev, uint32_t step)
{
    const PlanStep *s = &ev->plan->steps.items[step];
    while (s->op == STEP_FOR_BODY || s->op == STEP_FOR_ALL || s->op == STEP_FOR_RELATIVE)
        s = &ev->plan->steps.items[s->a];
    return s->op == STEP_INDICATOR ? &ev->model->indicators.items[s->index] : NULL;
}

/* The case that decided, found behind `för` and behind the name, which leads to the context where it is assessed. */
static size_t decided_case(Evaluator *ev, uint32_t step, ContextId context, int depth)
{
    const Entry *entry = eval(ev, step, context);
    if (entry->assessed)
        return entry->assessed->decided_case;
    StepOp op = ev->plan->steps.items[step].op;
    bool wrapped = op == STEP_FOR_BODY || op == STEP_FOR_RELATIVE || op == STEP_FOR_ALL || op == STEP_LEVEL || op == STEP_GOAL;
    if (!wrapped || entry->use_count == 0 || depth > EVAL_MAX_DEPTH)
        return NO_INDEX;
    return decided_case(ev, entry->uses[0].step, entry->uses[0].context, depth + 1);
}

bool exec_expectation(Evaluator *ev, const Expr *expr, Date as_of, Expected *out)
{
    uint32_t step = plan_expectation_step(ev->plan, expr), level = plan_expectation_level(ev->plan, expr);
    if (step == NO_STEP)
        return false;
    ContextId id = context_id(ev, context_all(WHO_MUNICIPALITY, period_latest_ended(plan_expectation_grain(ev->plan, expr), as_of)));
    Value value = value_of(ev, step, id), own = value;
    *out = (Expected){.level_rank = -1, .decided_case = NO_INDEX};
    if (level != NO_STEP)
        own = value_of(ev, level, id);
    if (level != NO_STEP)
        out->decided_case = decided_case(ev, level, id, 0);
    out->value = quantity_of(ev, &value, ev->plan->steps.items[step].type, subject(ev, step));
    quantity_settle(&out->value, NULL);
    out->level = (Quantity){.state = RESULT_NONE, .type = RESULT_LEVEL, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    if (own.kind == VALUE_LEVEL) {
        out->level = quantity_of(ev, &own, (Type){.kind = TYPE_LEVEL}, NULL);
        out->level_rank = own.level == NO_INDEX ? -1 : (int)own.level;
        out->not_assessable = own.not_assessable;
    }
    out->reasons = reasons_list(ev, reasons_join(ev, value.reasons, own.kind == VALUE_LEVEL ? own.reasons : NULL));
    steps_begin(ev);
    steps_of(ev, step, id, 0, NULL, &out->steps);
    return true;
}

/* ---- the whole run ---- */

static void fill_head(Evaluator *ev, Run *run)
{
    const Model *model = ev->model;
    run->arena = ev->arena;
    run->model = model->name;
    run->title = model->title.n ? model->title : model->name;
    if (!run->title.n && model->tree_count)      /* no styrmodell: the file that was named, which is read last */
        run->title = str_of(model->trees[model->tree_count - 1]->src->name);
    run->municipality = model->municipality_code;
    run->as_of = ev->options.as_of;
    run->program = str_of(ev->options.program);
    if (ev->options.only_body != NO_INDEX)
        run->only_body = model->bodies.items[ev->options.only_body].common.name;
}

void exec_files(Evaluator *ev, Run *run)
{
    for (size_t i = 0; i < ev->model->tree_count; i++) {
        const Source *src = ev->model->trees[i]->src;
        InputFile file = {.name = str_of(src->name), .encoding = STR_LIT("UTF-8"), .format = STR_LIT("styr"), .bytes = src->text.n};
        char hash[65];
        sha256_hex(src->text, hash);
        file.sha256 = str_of(arena_strdup(ev->arena, hash));
        vec_push(ev->arena, &run->model_files, file);
    }
    for (size_t i = 0; i < ev->model->tables.count; i++) {
        const TableData *data = ev->tables[i].data;
        if (!data)
            continue;
        InputFile file = {.name = str_of(data->shown), .sha256 = str_of(data->sha256), .encoding = str_of(data->encoding),
                          .format = str_of(data->format), .rows = data->source_rows, .bytes = data->bytes};
        vec_push(ev->arena, &run->data_files, file);
    }
}

/* What a declaration is, by its tree. */
typedef struct Declared { void (*run)(Evaluator *ev, Run *run, size_t index); size_t index; } Declared;

static void declare(Evaluator *ev, Map *map, const Decl *decl, void (*pass)(Evaluator *, Run *, size_t), size_t index)
{
    Declared *declared = ARENA_NEW(ev->arena, Declared);
    *declared = (Declared){pass, index};
    map_put(map, (Str){(const char *)&decl, sizeof decl}, declared);
}

static void map_declared(Evaluator *ev, Map *map)
{
    map_init(map, ev->arena);
    for (size_t i = 0; i < ev->model->indicators.count; i++)
        declare(ev, map, ev->model->indicators.items[i].common.decl, run_indicator, i);
    for (size_t i = 0; i < ev->model->goals.count; i++)
        declare(ev, map, ev->model->goals.items[i].common.decl, run_goal, i);
    for (size_t i = 0; i < ev->model->rules.count; i++)
        declare(ev, map, ev->model->rules.items[i].common.decl, run_rule, i);
}

static void run_declared(Evaluator *ev, Run *run, const ResultsAsked *asked)
{
    Map map;
    map_declared(ev, &map);
    for (size_t i = 0; i < ev->model->tree_count; i++) {
        const Tree *tree = ev->model->trees[i];
        for (size_t j = 0; j < tree->decls.count; j++) {
            const Decl *decl = &tree->decls.items[j];
            const Declared *declared = map_get(&map, (Str){(const char *)&decl, sizeof decl});
            if (declared && (!asked || !asked->wanted || asked->wanted(asked->of, decl)))
                declared->run(ev, run, declared->index);
        }
    }
}

Run *exec_evaluate(Evaluator *ev)
{
    Run *run = ARENA_NEW(ev->arena, Run);
    fill_head(ev, run);
    exec_files(ev, run);
    run_declared(ev, run, NULL);
    run_duties(ev, run);
    run_decisions(ev, run);
    run_reasonings(ev, run);
    run_gaps(ev, run);
    findings_sort(run);
    return run;
}

/* Forgets what was made for another day. Values are functions of their contexts, except where people's judgements are among them: which of those have
 * been made depends on the day. */
static void move_to(Evaluator *ev, Date as_of)
{
    bool judged = false;
    for (VEC_EACH(const Table, table, &ev->model->tables))
        judged |= str_eqz(table->role, "bedömningar");
    if (judged || ev->entry_count > EVAL_MAX_ENTRIES / 2) {
        ev->slots = NULL;
        ev->slot_count = ev->entry_count = 0;
        ev->over_groups = (Map){0};
    }
    ev->options.as_of = as_of;
    ev->judgements = NULL;
    ev->log_made = false;
    ev->duty_year = date_year(as_of);
    map_init(&ev->duty_lists, ev->arena);
    map_init(&ev->role_rows, ev->arena);
}

Run *exec_results(Evaluator *ev, Date as_of, const ResultsAsked *asked)
{
    Run *run = ARENA_NEW(ev->arena, Run);
    move_to(ev, as_of);
    ev->options.steps = asked->steps;
    ev->options.bare = asked->bare;
    fill_head(ev, run);
    run_declared(ev, run, asked);
    findings_sort(run);
    return run;
}

Run *exec_run(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, Diags *diags)
{
    return exec_evaluate(exec_prepare(arena, model, plan, tables, options, diags));
}

void exec_calendar(Arena *arena, const Model *model, const Plan *plan, const TableData *const *tables, const RunOptions *options, int year, bool judged,
                   Diags *diags, Calendar *out)
{
    Evaluator *ev = exec_prepare(arena, model, plan, tables, options, diags);
    Run *run = ARENA_NEW(arena, Run);
    fill_head(ev, run);
    exec_files(ev, run);
    *out = (Calendar){.model = run->model, .title = run->title, .municipality = run->municipality, .program = run->program, .year = year,
                      .has_as_of = judged, .as_of = options->as_of, .only_body = run->only_body};
    out->model_files.items = run->model_files.items;
    out->model_files.count = out->model_files.cap = run->model_files.count;
    out->data_files.items = run->data_files.items;
    out->data_files.count = out->data_files.cap = run->data_files.count;
    duties_within(ev, period_year(year), judged, &out->duties);
}
