/* assessments.c: indicators and goals in their contexts -> assessments with derivations, and the findings that follow. */
#include "exec/assess.h"
#include "exec/judgements.h"
#include "exec/run.h"

/* ---- the parts ---- */

static Str id_of(Evaluator *ev, Str declaration, const Context *context)
{
    StrBuf buf = {0};
    strbuf_put(&buf, declaration);
    strbuf_putc(&buf, '/');
    strbuf_put(&buf, context_body_name(ev, context));
    strbuf_putc(&buf, '/');
    period_print(&buf, context->period);
    Str key = context_key_text(ev, context);
    if (key.n)
        strbuf_printf(&buf, "/" STR_FMT, STR_ARG(key));
    Str id = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return id;
}

static Str title_of(const Common *common)
{
    return common->title.n ? common->title : common->name;
}

Assessment assessment_new(Evaluator *ev, const Common *common, const char *kind, ContextId id)
{
    const Context *context = context_of(ev, id);
    Assessment a = {.declaration = common->name, .title = title_of(common), .decl_kind = str_of(kind), .period = context->period, .level_rank = -1};
    a.body = context_body_name(ev, context);
    a.body_title = context_body_title(ev, context, LANG_SV);
    a.key = context_key_text(ev, context);
    a.value = (Quantity){.state = RESULT_NONE, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    a.margin = a.compared.limit = a.compared.limit2 = a.value;
    if (ev->options.bare)
        return a;
    a.id = id_of(ev, common->name, context);
    a.place = common->decl ? place_text(ev, common->decl->span) : STR_LIT("");
    for (size_t i = 0; i < common->sources.count; i++) {
        const Citation *citation = &common->sources.items[i];
        vec_push(ev->arena, &a.sources, (SourceRef){citation->document, citation->section, citation->quote});
    }
    return a;
}

Finding finding_new(Evaluator *ev, const Run *run, const Assessment *a, FindingKind kind, const char *suffix)
{
    Finding f = {.kind = kind, .assessment = run->assessments.count, .declaration = a->declaration, .title = a->title, .decl_kind = a->decl_kind,
                 .body = a->body, .body_title = a->body_title, .key = a->key, .period = a->period, .on_trial = a->on_trial, .reasons.items = a->reasons.items};
    f.reasons.count = f.reasons.cap = a->reasons.count;
    f.sources.items = a->sources.items;
    f.sources.count = f.sources.cap = a->sources.count;
    f.place = a->place;
    f.id = str_of(arena_printf(ev->arena, "%s/" STR_FMT "%s", finding_kind_name(kind, LANG_SV), STR_ARG(a->id), suffix));
    Num zero = num_of_int(0);
    f.plans.required.number = f.plans.planned.number = f.plans.gap.number = zero;
    f.plans.required.state = f.plans.planned.state = f.plans.gap.state = RESULT_NONE;
    return f;
}

void add_responsible(Evaluator *ev, const size_t *bodies, const Str *roles, size_t count, Assessment *out)
{
    for (size_t i = 0; i < count; i++) {
        Str name = ev->model->bodies.items[bodies[i]].common.name, role = roles ? roles[i] : STR_LIT("");
        Str text = role.n ? str_of(arena_printf(ev->arena, STR_FMT " som " STR_FMT, STR_ARG(name), STR_ARG(role))) : name;
        vec_push(ev->arena, &out->responsible, text);
    }
}

int level_weight(const Scale *scale, size_t level)
{
    size_t most = scale->levels.count - 1;
    return most ? (int)(level * 100 / most) : 0;
}

/* ---- rows ---- */

#define FILE_ROWS_KEPT 40
#define VISITED_MOST 20000

typedef struct RowWalk { Evaluator *ev; Assessment *out; uint32_t number; size_t visited; } RowWalk;

static void add_file_rows(RowWalk *w, const Detail *detail)
{
    FileRows rows = {str_of(detail->file), detail->line_first, detail->line_last, detail->rows};
    for (size_t i = 0; i < w->out->rows.count; i++) {
        const FileRows *known = &w->out->rows.items[i];
        if (known->first == rows.first && known->last == rows.last && known->rows == rows.rows && str_eq(known->file, rows.file))
            return;
    }
    if (w->out->rows.count < FILE_ROWS_KEPT)
        vec_push(w->ev->arena, &w->out->rows, rows);
}

static void walk_rows(RowWalk *w, uint32_t step, ContextId context, int depth)
{
    if (depth > EVAL_MAX_DEPTH || w->visited++ > VISITED_MOST || w->out->rows.count == FILE_ROWS_KEPT)
        return;
    Entry *entry = (Entry *)eval(w->ev, step, context);
    if (entry->walked == w->number)
        return;
    entry->walked = w->number;
    if (entry->detail && entry->detail->rows && entry->detail->file)
        add_file_rows(w, entry->detail);
    for (size_t i = 0; i < entry->use_count; i++)
        walk_rows(w, entry->uses[i].step, entry->uses[i].context, depth + 1);
}

void assessment_rows(Evaluator *ev, uint32_t step, ContextId context, Assessment *out)
{
    if (ev->options.bare)
        return;
    RowWalk w = {.ev = ev, .out = out, .number = ++ev->walks};
    walk_rows(&w, step, context, 0);
}

/* ---- results ---- */

static void add_level(const Assessed *assessed, const Scale *scale, Assessment *out)
{
    out->not_assessable = assessed->not_assessable;
    out->exempt = assessed->exempt;
    if (!scale)
        return;
    out->scale = scale->common.name;
    out->level_count = (int)scale->levels.count;
    if (assessed->level == NO_INDEX)
        return;
    out->level_rank = (int)assessed->level;
    out->level = scale->levels.items[assessed->level].name;
    out->level_title = level_title(scale, assessed->level);
}

static Type margin_type(Type type)
{
    if (type.unit.kind == UNIT_RATIO)
        type.unit.kind = UNIT_POINTS;
    return type;
}

static void add_margin(Evaluator *ev, const Assessed *assessed, const Indicator *indicator, Assessment *out)
{
    out->compared = assessed->compared;
    if (!assessed->compared.present)
        out->compared.limit.state = out->compared.limit2.state = RESULT_NONE;
    if (!assessed->has_margin || assessed->level == NO_INDEX)
        return;
    out->has_margin = true;
    out->margin = quantity_number(ev, assessed->margin, margin_type(indicator->type), indicator);
    quantity_settle(&out->margin, NULL);
    out->margin_to = indicator->scale->levels.items[assessed->margin_to].name;
}

/* The case or target as a step of the derivation, with what it was computed from below it. */
static void add_case_steps(Evaluator *ev, const CasePlanVec *cases, size_t decided, const Scale *scale, ContextId id, const Indicator *shown, StepVec *out)
{
    for (size_t i = 0; i < cases->count; i++) {
        const CasePlan *c = &cases->items[i];
        Str name = scale->levels.items[c->level].name;
        if (c->when == NO_STEP)
            continue;
        Value holds = value_of(ev, c->when, id);
        Step step = {.expression = str_of(arena_printf(ev->arena, STR_FMT " när " STR_FMT, STR_ARG(name),
                                                       STR_ARG(expr_text(ev, ev->plan->steps.items[c->when].expr))))};
        step.body = context_body_name(ev, context_of(ev, id));
        step.period = context_of(ev, id)->period;
        step.has_period = true;
        step.value = quantity_of(ev, &holds, (Type){.kind = TYPE_TRUTH}, NULL);
        step.place = c->as && c->as->item ? place_text(ev, c->as->item->span) : STR_LIT("");
        steps_add(ev, out, step);
        size_t before = out->count;
        steps_of(ev, c->when, id, 0, shown, out);
        /* The condition itself stands in the case; only what is below it is added. */
        if (out->count > before && out->items[before].depth == 0) {
            for (size_t j = before + 1; j < out->count; j++)
                out->items[j - 1] = out->items[j];
            out->count--;
        }
        if (i == decided)
            break;
    }
}

static void add_target_steps(Evaluator *ev, size_t index, size_t target, ContextId id, StepVec *out)
{
    const TargetPlan *plan = &ev->plan->indicators[index].targets.items[target];
    const Indicator *indicator = &ev->model->indicators.items[index];
    if (plan->value == NO_STEP)
        return;
    Value limit = value_of(ev, plan->value, id);
    static const char *const bounds[] = {"", "minst ", "högst ", "över ", "under ", "mellan ", "exakt "};
    Step step = {.expression = str_of(arena_printf(ev->arena, "målvärde: %s" STR_FMT, bounds[indicator->targets.items[target].bound],
                                                   STR_ARG(expr_text(ev, ev->plan->steps.items[plan->value].expr))))};
    step.body = context_body_name(ev, context_of(ev, id));
    step.period = context_of(ev, id)->period;
    step.has_period = true;
    step.value = quantity_of(ev, &limit, indicator->type, indicator);
    step.place = indicator->targets.items[target].item ? place_text(ev, indicator->targets.items[target].item->span) : STR_LIT("");
    steps_add(ev, out, step);
    steps_of(ev, plan->value, id, 1, indicator, out);
}

/* What people said, where it gives the level or stands beside it. */
static void add_judgement_step(Evaluator *ev, const Judgement *judgement, Assessment *out)
{
    if (!judgement)
        return;
    Step step = {.depth = 1, .expression = STR_LIT("bedömning"), .body = out->body, .period = judgement->period, .has_period = true, .rows = 1,
                 .file = judgement->file, .line_first = judgement->line, .line_last = judgement->line};
    step.value = (Quantity){.state = RESULT_VALUE, .type = RESULT_LEVEL, .number = num_of_int(0), .text = judgement->level, .shown_factor = FIX_ONE, .decimals = -1};
    judgement_note(ev, judgement, step.note);
    steps_add(ev, &out->steps, step);
}

static void indicator_steps(Evaluator *ev, size_t index, const Assessed *assessed, ContextId id, Assessment *out)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    const IndicatorPlan *plan = &ev->plan->indicators[index];
    Value value = value_of(ev, plan->self, id);
    Step root = {.expression = indicator->common.name, .body = out->body, .period = out->period, .has_period = true, .place = out->place};
    root.value = quantity_of(ev, &value, indicator->type, indicator);
    steps_begin(ev);
    steps_add(ev, &out->steps, root);
    add_judgement_step(ev, assessed->judgement, out);
    if (plan->value != NO_STEP)
        steps_of(ev, plan->value, id, 1, indicator, &out->steps);
    if (assessed->target != NO_INDEX)
        add_target_steps(ev, index, assessed->target, id, &out->steps);
    if (value.state == RESULT_VALUE)
        add_case_steps(ev, &plan->cases, assessed->decided_case, indicator->scale, id, indicator, &out->steps);
}

/* ---- indicators ---- */

static void indicator_finding(Evaluator *ev, Run *run, const Assessment *a, const Indicator *indicator)
{
    bool absent = a->value.state == RESULT_MISSING || (a->value.type == RESULT_TRUTH && a->value.truth == TRUTH_UNKNOWN);
    Finding finding;
    if (ev->options.bare || a->exempt || a->value.state == RESULT_NOT_APPLICABLE)
        return;
    if (a->not_assessable) {
        finding = finding_new(ev, run, a, FINDING_NOT_ASSESSABLE, "");
        message_not_assessable(ev, a, &finding);
    } else if (absent && a->level_rank < 0) {
        finding = finding_new(ev, run, a, FINDING_DATA_GAP, "");
        message_missing(ev, a, &finding);
    } else if (a->level_rank > 0) {
        finding = finding_new(ev, run, a, FINDING_DEVIATION, "");
        finding.weight = level_weight(indicator->scale, (size_t)a->level_rank);
        message_deviation(ev, a, &finding);
    } else {
        return;
    }
    vec_push(ev->arena, &run->findings, finding);
}

/* The figures count; that people see it otherwise is worth a word, no more. */
static void note_difference(Evaluator *ev, const Assessment *a)
{
    const Judgement *judgement = a->judgement;
    if (!judgement || judgement->decides || a->level_rank < 0 || (size_t)a->level_rank == judgement->rank)
        return;
    const Str words[] = {a->declaration, a->body, judgement->level, a->level};
    const char *args[4];
    for (size_t i = 0; i < 4; i++)
        args[i] = arena_strndup(ev->arena, words[i].s, words[i].n);
    diag_add_at(ev->diags, DIAG_S0473, judgement->file.s, judgement->line, 0, args[0], args[1], args[2], args[3], NULL);
}

static void indicator_in(Evaluator *ev, Run *run, size_t index, ContextId id, bool stale)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    const IndicatorPlan *plan = &ev->plan->indicators[index];
    Assessment a = assessment_new(ev, &indicator->common, "indikator", id);
    const Entry *level = eval(ev, plan->level, id);
    Value value = value_of(ev, plan->self, id);
    a.stale = stale;
    a.watched = indicator->watched;
    a.value = quantity_of(ev, &value, indicator->type, indicator);
    if (plan->value == NO_STEP && reasons_have(value.reasons, REASON_JUDGED))
        a.value.state = RESULT_NONE;
    add_level(level->assessed, indicator->scale, &a);
    a.judgement = level->assessed->judgement;
    note_difference(ev, &a);
    add_margin(ev, level->assessed, indicator, &a);
    quantity_settle(&a.value, a.compared.present ? &a.compared.limit : NULL);
    if (a.compared.limit2.state == RESULT_VALUE)
        quantity_settle(&a.compared.limit2, NULL);
    a.reasons = reasons_list(ev, level->assessed->reasons);
    add_responsible(ev, indicator->responsible.items, indicator->responsible_roles.items, indicator->responsible.count, &a);
    assessment_rows(ev, plan->level, id, &a);
    if (ev->options.steps)
        indicator_steps(ev, index, level->assessed, id, &a);
    indicator_finding(ev, run, &a, indicator);
    vec_push(ev->arena, &run->assessments, a);
}

void run_nobody(Evaluator *ev, Run *run, const Common *common, const char *kind, Period period)
{
    ContextId id = context_id(ev, context_all(WHO_MUNICIPALITY, period));
    Assessment a = assessment_new(ev, common, kind, id);
    a.not_assessable = true;
    a.reasons = reasons_list(ev, reason(ev, REASON_EMPTY_SET, context_of(ev, id), common->name, "", NULL));
    Finding finding = finding_new(ev, run, &a, FINDING_NOT_ASSESSABLE, "");
    message_not_assessable(ev, &a, &finding);
    vec_push(ev->arena, &run->findings, finding);
    vec_push(ev->arena, &run->assessments, a);
}

void run_indicator(Evaluator *ev, Run *run, size_t index)
{
    const Indicator *indicator = &ev->model->indicators.items[index];
    bool stale;
    Period latest = period_latest_ended(grain_or_month(indicator->grain), ev->options.as_of);
    Period period = measured_period(indicator, latest, &stale);
    ContextVec contexts = {0};
    if (!within_validity(&indicator->common, period))
        return;
    contexts_of(ev, &indicator->contexts, period, &contexts);
    for (size_t i = 0; i < contexts.count; i++)
        if (is_wanted(ev, context_of(ev, contexts.items[i]), indicator->responsible.items, indicator->responsible.count))
            indicator_in(ev, run, index, contexts.items[i], stale);
    if (contexts.count == 0 && ev->options.only_body == NO_INDEX)
        run_nobody(ev, run, &indicator->common, "indikator", period);
}

/* ---- goals ---- */

static void goal_steps(Evaluator *ev, size_t index, const Assessed *assessed, ContextId id, Assessment *out)
{
    const GoalPlan *plan = &ev->plan->goals[index];
    Step root = {.expression = out->declaration, .body = out->body, .period = out->period, .has_period = true, .place = out->place, .value = out->value};
    if (out->level_rank >= 0 && root.value.state != RESULT_VALUE) {
        root.value.state = RESULT_VALUE;
        root.value.type = RESULT_LEVEL;
        root.value.text = out->level;
    }
    steps_begin(ev);
    steps_add(ev, &out->steps, root);
    add_judgement_step(ev, assessed->judgement, out);
    for (size_t i = 0; i < plan->measures.count; i++)
        steps_of(ev, plan->measures.items[i], id, 1, NULL, &out->steps);
    for (size_t i = 0; i < plan->subgoals.count; i++)
        steps_of(ev, plan->subgoals.items[i], id, 1, NULL, &out->steps);
    const Assessed *figures = assessed->measured ? assessed->measured : assessed;
    add_case_steps(ev, &plan->cases, figures->decided_case, ev->model->goals.items[index].scale, id, NULL, &out->steps);
}

static void goal_finding(Evaluator *ev, Run *run, const Assessment *a, size_t index, ContextId id)
{
    const Goal *goal = &ev->model->goals.items[index];
    Finding finding;
    if (ev->options.bare || a->exempt || (a->level_rank <= 0 && !a->not_assessable))
        return;
    finding = finding_new(ev, run, a, a->not_assessable ? FINDING_NOT_ASSESSABLE : FINDING_DEVIATION, "");
    if (a->not_assessable)
        message_not_assessable(ev, a, &finding);
    else
        message_goal(ev, index, id, a, &finding);
    finding.weight = a->level_rank > 0 ? level_weight(goal->scale, (size_t)a->level_rank) : 0;
    vec_push(ev->arena, &run->findings, finding);
}

/* People and figures disagree: whichever decides, somebody should explain it. */
static void difference_finding(Evaluator *ev, Run *run, const Assessment *a, size_t index, const Assessed *assessed)
{
    const Assessed *figures = a->judgement && a->judgement->decides ? assessed->measured : assessed;
    if (!a->judgement || !figures || figures->level == NO_INDEX || figures->level == a->judgement->rank)
        return;
    Finding finding = finding_new(ev, run, a, FINDING_DEVIATION, "/bedömning");
    message_difference(ev, a, ev->model->goals.items[index].scale->levels.items[figures->level].name, &finding);
    vec_push(ev->arena, &run->findings, finding);
}

void run_goal(Evaluator *ev, Run *run, size_t index)
{
    const Goal *goal = &ev->model->goals.items[index];
    const GoalPlan *plan = &ev->plan->goals[index];
    Context context = goal_context(ev, index, ev->options.as_of);
    if (!within_validity(&goal->common, context.period) || !is_wanted(ev, &context, goal->responsible.items, goal->responsible.count))
        return;
    ContextId id = context_id(ev, context);
    const Entry *level = eval(ev, plan->level, id);
    Assessment a = assessment_new(ev, &goal->common, "mål", id);
    add_level(level->assessed, goal->scale, &a);
    a.judgement = level->assessed->judgement;
    if (plan->cases.count && !plan->own_cases) {
        Value share = value_of(ev, plan->share, id);
        a.value = quantity_of(ev, &share, ev->plan->steps.items[plan->share].type, NULL);
        quantity_settle(&a.value, NULL);
    }
    a.reasons = reasons_list(ev, level->assessed->reasons);
    add_responsible(ev, goal->responsible.items, goal->responsible_roles.items, goal->responsible.count, &a);
    assessment_rows(ev, plan->level, id, &a);
    if (ev->options.steps)
        goal_steps(ev, index, level->assessed, id, &a);
    goal_finding(ev, run, &a, index, id);
    difference_finding(ev, run, &a, index, level->assessed);
    vec_push(ev->arena, &run->assessments, a);
}
