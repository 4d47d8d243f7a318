/* check.c: `styr granska`: everything that can be said about a model without data. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "exec/exec.h"
#include "model/advice/advice.h"
#include "model/constraints/constraints.h"
#include "report/json_writer.h"
#include "text/render.h"

typedef struct Count { Msg one, many; const char *key; size_t count; } Count;

#define COUNTS 14
static void count_all(const Model *model, Count out[COUNTS])
{
    const Count counts[COUNTS] = {
        {MSG_BODY_ONE, MSG_BODY_MANY, "bodies", model->bodies.count},
        {MSG_GOAL_ONE, MSG_GOAL_MANY, "goals", model->goals.count},
        {MSG_INDICATOR_ONE, MSG_INDICATOR_MANY, "indicators", model->indicators.count},
        {MSG_RULE_ONE, MSG_RULE_MANY, "rules", model->rules.count},
        {MSG_CHECKPOINT_ONE, MSG_CHECKPOINT_MANY, "checkpoints", model->checkpoints.count},
        {MSG_COMMISSION_ONE, MSG_COMMISSION_MANY, "commissions", model->commissions.count},
        {MSG_DOCUMENT_ONE, MSG_DOCUMENT_MANY, "documents", model->documents.count},
        {MSG_AUTHORITY_ONE, MSG_AUTHORITY_MANY, "authority", model->responsibilities.count + model->rights.count + model->decision_tables.count},
        {MSG_RISK_ONE, MSG_RISK_MANY, "risks", model->risks.count},
        {MSG_CONSTRAINT_ONE, MSG_CONSTRAINT_MANY, "constraints", model->constraints.count},
        {MSG_TABLE_ONE, MSG_TABLE_MANY, "tables", model->tables.count},
        {MSG_PARAMETER_ONE, MSG_PARAMETER_MANY, "parameters", model->parameters.count},
        {MSG_TEST_ONE, MSG_TEST_MANY, "tests", model->tests.count},
        {MSG_SCENARIO_ONE, MSG_SCENARIO_MANY, "scenarios", model->scenarios.count},
    };
    memcpy(out, counts, sizeof counts);
}

/* "inga fel: 12 organ, 8 indikatorer, …", "inga fel men 2 varningar (12 organ, …)" */
static void put_summary(const Command *command, const Model *model, StrBuf *out)
{
    size_t warnings = command->diags.warnings;
    if (warnings)
        strbuf_printf(out, "%s %zu %s", say(command, MSG_ONLY_WARNINGS), warnings, say(command, warnings == 1 ? MSG_WARNING : MSG_WARNINGS));
    else
        strbuf_puts(out, say(command, MSG_NO_ERRORS));
    Count counts[COUNTS];
    count_all(model, counts);
    const char *before = warnings ? " (" : ": ";
    size_t start = out->n;
    for (size_t i = 0; i < COUNTS; i++) {
        if (!counts[i].count)
            continue;
        strbuf_printf(out, "%s%zu %s", before, counts[i].count, say(command, counts[i].count == 1 ? counts[i].one : counts[i].many));
        before = ", ";
    }
    strbuf_puts(out, warnings && out->n > start ? ")\n" : "\n");
}

/* ---- what the model silences ---- */

/* Warnings of one code that were silenced until one day for one reason. */
typedef struct SilencedCount { const Silence *by; size_t count; } SilencedCount;
typedef VEC(SilencedCount) SilencedCounts;

static bool is_same_silence(const Silence *a, const Silence *b)
{
    return a->code == b->code && a->until == b->until && str_eq(a->reason, b->reason);
}

static int compare_silenced(const void *left, const void *right)
{
    const SilencedCount *a = left, *b = right;
    int order = strcmp(diag_info(a->by->code)->code, diag_info(b->by->code)->code);
    order = order ? order : (a->by->until > b->by->until) - (a->by->until < b->by->until);
    return order ? order : str_cmp(a->by->reason, b->by->reason);
}

static SilencedCounts count_silenced(const Command *command, const SilencedVec *silenced)
{
    SilencedCounts counts = {0};
    for (VEC_EACH(const Silenced, entry, silenced)) {
        size_t at = 0;
        while (at < counts.count && !is_same_silence(counts.items[at].by, entry->by))
            at++;
        if (at == counts.count)
            vec_push(command->arena, &counts, ((SilencedCount){entry->by, 0}));
        counts.items[at].count++;
    }
    if (counts.count)
        qsort(counts.items, counts.count, sizeof *counts.items, compare_silenced);
    return counts;
}

/* "tystat till och med 2026-12-31: S1204, 2 varningar – nämnden beslutar i höst" */
static void put_silenced(const Command *command, const SilencedVec *silenced, StrBuf *out)
{
    SilencedCounts counts = count_silenced(command, silenced);
    for (VEC_EACH(const SilencedCount, entry, &counts)) {
        strbuf_printf(out, "%s ", say(command, MSG_SILENCED));
        date_print(out, entry->by->until);
        strbuf_printf(out, ": %s, %zu %s – ", diag_info(entry->by->code)->code, entry->count, say(command, entry->count == 1 ? MSG_WARNING : MSG_WARNINGS));
        put_shown(out, entry->by->reason);
        strbuf_putc(out, '\n');
    }
}

static void put_silenced_json(const Command *command, Json *json, const SilencedVec *silenced)
{
    SilencedCounts counts = count_silenced(command, silenced);
    json_open(json, "silenced", '[');
    for (VEC_EACH(const SilencedCount, entry, &counts)) {
        StrBuf day = {0};
        date_print(&day, entry->by->until);
        json_open(json, NULL, '{');
        json_text(json, "code", str_of(diag_info(entry->by->code)->code));
        json_size(json, "count", entry->count);
        json_text(json, "until", strbuf_str(&day));
        json_text(json, "reason", entry->by->reason);
        json_close(json, '}');
        strbuf_free(&day);
    }
    json_close(json, ']');
}

/* ---- as JSON ---- */

/* The members that the renderer writes, without the braces and the version that the document has itself. */
static void put_diagnostics(Json *json, const Diags *diags, Lang lang)
{
    static const char start[] = "{\"styr\":1,\"diagnostics\":";
    StrBuf text = {0};
    RenderOptions render = {lang, false, DIAG_FORMAT_JSON};
    render_diags(&text, diags, &render);
    size_t end = text.n;
    while (end && text.s[end - 1] != ']')
        end--;
    if (end > sizeof start - 1)
        json_raw(json, "diagnostics", (Str){text.s + sizeof start - 1, end - (sizeof start - 1)});
    strbuf_free(&text);
}

static void put_json(const Command *command, const Session *session, StrBuf *out)
{
    const Model *model = session->model;
    Json json = {.out = out};
    json_begin(&json, "granska");
    json_text(&json, "program", str_of(arena_printf(command->arena, "styr %s", styr_version())));
    json_open(&json, "model", '{');
    json_text_or_null(&json, "name", model ? model->name : STR_LIT(""));
    json_text_or_null(&json, "title", model ? model->title : STR_LIT(""));
    json_text_or_null(&json, "municipality", model ? model->municipality_code : STR_LIT(""));
    json_close(&json, '}');
    json_open(&json, "counts", '{');
    static const Model nothing;
    Count counts[COUNTS];
    count_all(model ? model : &nothing, counts);
    for (size_t i = 0; i < COUNTS; i++)
        json_size(&json, counts[i].key, counts[i].count);
    json_close(&json, '}');
    json_size(&json, "errors", command->diags.errors);
    json_size(&json, "warnings", command->diags.warnings);
    put_silenced_json(command, &json, &session->silenced);
    put_diagnostics(&json, &command->diags, command->lang);
    json_end(&json);
}

/* ---- --visa ---- */

typedef enum Shown { SHOW_TREE, SHOW_MODEL, SHOW_PLAN, SHOW_CODE, SHOW_COUNT } Shown;

static Shown shown_stage(Command *command)
{
    static const char *const names[SHOW_COUNT][2] = {{"träd", "tree"}, {"modell", "model"}, {"plan", "plan"}, {"jit", "jit"}};
    const char *given = command->values[OPT_SHOW];
    for (size_t i = 0; i < SHOW_COUNT; i++)
        if (same_word(command->arena, given, names[i][0]) || same_word(command->arena, given, names[i][1]))
            return (Shown)i;
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_SHOW].name[command->lang]), say(command, MSG_STAGES));
    return SHOW_COUNT;
}

/* What is known of the data goes into the plan, where there is data; where there is none or it is wrong, that is for `styr kör` to say. */
static void put_plan(Command *command, Session *session, const Plan *plan, StrBuf *out)
{
    const Model *model = session->model;
    const TableData **tables = arena_array(command->arena, model->tables.count, sizeof *tables);
    Str *costs = arena_array(command->arena, model->tables.count, sizeof *costs);
    StrBuf text = {0};
    Diags ignored;
    diags_init(&ignored, command->arena);
    exec_load_tables(command->arena, model, plan, &session->effort, &ignored, tables);
    for (size_t i = 0; i < model->tables.count; i++) {
        strbuf_clear(&text);
        if (tables[i])
            exec_describe_scan(&text, model, plan, i, tables[i], command->lang == LANG_EN);
        costs[i] = str_dup(command->arena, strbuf_str(&text));
    }
    strbuf_free(&text);
    plan_print(out, plan, costs);
}

static bool put_stage(Command *command, Session *session, Shown stage, StrBuf *out)
{
    const Model *model = session->model;
    if (!model)
        return false;
    if (stage == SHOW_TREE)
        for (size_t i = 0; i < model->tree_count; i++)
            tree_dump(out, model->trees[i]);
    else if (stage == SHOW_MODEL)
        model_dump(out, model);
    else if (session->usable) {
        Plan *plan = plan_lower(command->arena, model, &command->diags);
        if (!plan || command->diags.errors)
            return false;
        if (stage == SHOW_PLAN)
            put_plan(command, session, plan, out);
        else
            exec_show_code(out, plan, command->lang == LANG_EN);
    }
    return true;
}

/* A stage can be looked at in a model with errors too, as far as it got; the errors are told all the same. */
static Status show(Command *command, Session *session)
{
    Shown stage = shown_stage(command);
    if (stage == SHOW_COUNT)
        return STATUS_UNUSABLE;
    StrBuf text = {0};
    bool good = put_stage(command, session, stage, &text);
    return command_write(command, &text, good && session->usable ? STATUS_CLEAN : STATUS_UNUSABLE);
}

/* What is allowed but perhaps not wise, as of the day of --per. Only of a model without errors: what is wrong may be the reason. */
static void advise(Command *command, Session *session)
{
    if (!session->usable)
        return;
    advice_check(command->arena, session->model, &command->diags);
    session_silence(session);
    silences_unused(session->model, &command->diags, &session->silenced);
    advice_collect(command->arena, &command->diags);
}

/* What the model demands of itself. False when it is not met. */
static bool check_constraints(Command *command, const Session *session)
{
    OutcomeVec outcomes = {0};
    size_t errors = command->diags.errors;
    constraints_evaluate(command->arena, session->model, session->day, &outcomes);
    constraints_report(command->arena, session->model, &outcomes, &command->diags);
    return command->diags.errors == errors;
}

/* What can be said of a model whose names and types are right, even where the wrong body has decided something. False when anything is wrong. */
static bool check_content(Command *command, Session *session)
{
    if (!session->model)
        return false;
    bool understood = command->diags.errors == session->model->breaches;
    model_proposals(session->model, &command->diags);
    model_replacements(session->model, &command->diags);
    if (!understood) {
        if (session->model->constraints.count)
            diag_add(&command->diags, DIAG_S0714, SPAN_NONE, NULL);
        return false;
    }
    bool stated = session_statements(session) != NULL;
    return check_constraints(command, session) && stated;
}

Status cmd_check(Command *command)
{
    TextOrJson format = command_format(command);
    if (format == AS_UNKNOWN)
        return STATUS_UNUSABLE;
    Session session;
    Period period;
    command_session(command, &session, 0);
    if (command->values[OPT_PER] && !command_period(command, &period))
        return STATUS_UNUSABLE;
    session.day = command->values[OPT_PER] ? period.last : DATE_NONE;
    bool usable = session_load(&session);
    if (command->values[OPT_SHOW])
        return show(command, &session);
    bool content = check_content(command, &session);
    advise(command, &session);
    bool good = content && usable && !(command->values[OPT_STRICT] && command->diags.warnings);
    StrBuf text = {0};
    if (format == AS_JSON) {
        put_json(command, &session, &text);
        diags_init(&command->diags, command->arena);      /* they stand in the document */
    } else if (good) {
        put_summary(command, session.model, &text);
    }
    if (usable && format == AS_TEXT)
        put_silenced(command, &session.silenced, &text);
    command_flush(command);
    return command_write(command, &text, good ? STATUS_CLEAN : STATUS_UNUSABLE);
}
