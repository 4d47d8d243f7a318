/* json_parts.c: the parts of a run as JSON: values, reasons, steps, assessments, findings. doc/schema describes them. Keys are English,
 * numbers decimal strings in the unit's base (kr, not tkr; a share, not per cent), texts in both languages where a run has both. */
#include "report/json_writer.h"

#define SCHEMA_VERSION ((size_t)1)

void json_begin(Json *json, const char *command)
{
    json_open(json, NULL, '{');
    json_size(json, "styr", SCHEMA_VERSION);
    json_text(json, "command", str_of(command));
}

void json_end(Json *json)
{
    json_close(json, '}');
    strbuf_putc(json->out, '\n');
}

static void put_file(Json *json, const InputFile *file)
{
    json_open(json, NULL, '{');
    json_text(json, "name", file->name);
    json_text_or_null(json, "sha256", file->sha256);
    json_size(json, "bytes", file->bytes);
    json_size(json, "rows", file->rows);
    json_text_or_null(json, "encoding", file->encoding);
    json_text_or_null(json, "format", file->format);
    json_close(json, '}');
}

void json_files(Json *json, const char *key, const InputFile *files, size_t count)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        put_file(json, &files[i]);
    json_close(json, ']');
}

void json_model(Json *json, Str name, Str title, Str municipality, const InputFile *files, size_t count)
{
    json_open(json, "model", '{');
    json_text_or_null(json, "name", name);
    json_text_or_null(json, "title", title);
    json_text_or_null(json, "municipality", municipality);
    json_files(json, "files", files, count);
    json_close(json, '}');
}

void json_run_members(Json *json, const Run *run)
{
    json_text(json, "program", run->program);
    json_model(json, run->model, run->title, run->municipality, run->model_files.items, run->model_files.count);
    json_date(json, "as_of", run->as_of);
    json_text_or_null(json, "only_body", run->only_body);
    json_files(json, "inputs", run->data_files.items, run->data_files.count);
}

static const char *const state_keys[] = {
    [RESULT_VALUE] = "value", [RESULT_MISSING] = "missing", [RESULT_NOT_APPLICABLE] = "not_applicable", [RESULT_NONE] = "none",
};

static const char *const type_keys[] = {
    [RESULT_NUMBER] = "number", [RESULT_TRUTH] = "truth", [RESULT_LEVEL] = "level", [RESULT_TEXT] = "text", [RESULT_PERIOD] = "period",
};

static void put_value(Json *json, const Quantity *quantity)
{
    StrBuf buf = {0};
    quantity_print_plain(&buf, quantity);
    if (quantity->state == RESULT_VALUE)
        json_text(json, "value", strbuf_str(&buf));
    else
        json_null(json, "value");
    strbuf_free(&buf);
}

void json_quantity_members(Json *json, const Quantity *quantity)
{
    put_value(json, quantity);
    json_text_or_null(json, "unit", quantity->unit);
    json_text(json, "value_state", str_of(state_keys[quantity->state]));
    json_text(json, "value_type", str_of(type_keys[quantity->type]));
    StrBuf shown = {0};
    if (quantity->state != RESULT_NONE)
        quantity_print(&shown, quantity, LANG_SV);
    json_text_or_null(json, "shown", strbuf_str(&shown));
    strbuf_free(&shown);
}

static void put_quantity(Json *json, const char *key, const Quantity *quantity)
{
    json_open(json, key, '{');
    json_quantity_members(json, quantity);
    json_close(json, '}');
}

void json_texts(Json *json, const char *key, const Str text[2])
{
    if (!text[LANG_SV].n && !text[LANG_EN].n) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_text(json, "sv", text[LANG_SV]);
    json_text(json, "en", text[LANG_EN]);
    json_close(json, '}');
}

static bool is_period(Period period)
{
    return period.first != period.last || period.first != 0;
}

static void put_period_or_null(Json *json, const char *key, Period period)
{
    if (is_period(period))
        json_period(json, key, period);
    else
        json_null(json, key);
}

void json_reasons(Json *json, const ReasonVec *reasons)
{
    json_open(json, "reasons", '[');
    for (VEC_EACH(const Reason, reason, reasons)) {
        json_open(json, NULL, '{');
        json_text(json, "code", reason->code);
        json_texts(json, "text", reason->text);
        json_text_or_null(json, "name", reason->name);
        json_text_or_null(json, "body", reason->body);
        put_period_or_null(json, "period", reason->period);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_step(Json *json, const Step *step)
{
    json_open(json, NULL, '{');
    json_size(json, "depth", (size_t)(step->depth > 0 ? step->depth : 0));
    json_text(json, "expression", step->expression);
    json_text_or_null(json, "body", step->body);
    if (step->has_period)
        json_period(json, "period", step->period);
    else
        json_null(json, "period");
    json_quantity_members(json, &step->value);
    json_texts(json, "note", step->note);
    json_size(json, "rows", step->rows);
    json_text_or_null(json, "file", step->file);
    json_size(json, "line_first", step->line_first);
    json_size(json, "line_last", step->line_last);
    json_text_or_null(json, "place", step->place);
    json_close(json, '}');
}

static void put_steps(Json *json, const StepVec *steps)
{
    json_open(json, "steps", '[');
    for (VEC_EACH(const Step, step, steps))
        put_step(json, step);
    json_close(json, ']');
}

void json_sources(Json *json, const SourceRef *sources, size_t count)
{
    json_open(json, "sources", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_text(json, "document", sources[i].document);
        json_text_or_null(json, "section", sources[i].section);
        json_text_or_null(json, "quote", sources[i].quote);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_level(Json *json, const Assessment *assessment)
{
    if (assessment->level_rank < 0 || !assessment->level.n) {
        json_null(json, "level");
        return;
    }
    json_open(json, "level", '{');
    json_text(json, "scale", assessment->scale);
    json_text(json, "name", assessment->level);
    json_text_or_null(json, "title", assessment->level_title);
    json_size(json, "rank", (size_t)assessment->level_rank);
    json_size(json, "of", (size_t)(assessment->level_count > 0 ? assessment->level_count : 0));
    json_close(json, '}');
}

static void put_comparison(Json *json, const Comparison *compared)
{
    if (!compared->present) {
        json_null(json, "compared_with");
        return;
    }
    json_open(json, "compared_with", '{');
    json_texts(json, "what", compared->what);
    json_text(json, "op", compared->op);
    put_quantity(json, "limit", &compared->limit);
    if (str_eqz(compared->op, "between"))
        put_quantity(json, "limit2", &compared->limit2);
    else
        json_null(json, "limit2");
    json_close(json, '}');
}

static void put_margin(Json *json, const Assessment *assessment)
{
    if (!assessment->has_margin) {
        json_null(json, "margin");
        return;
    }
    json_open(json, "margin", '{');
    json_quantity_members(json, &assessment->margin);
    json_text_or_null(json, "to", assessment->margin_to);
    json_close(json, '}');
}

/* What an assessment and a finding that rests on it both say. */
static void put_result(Json *json, const Assessment *assessment)
{
    json_quantity_members(json, &assessment->value);
    put_level(json, assessment);
    put_comparison(json, &assessment->compared);
    put_margin(json, assessment);
}

/* Only where there is one: most models have none. */
static void put_judgement(Json *json, const Judgement *judgement)
{
    if (!judgement)
        return;
    json_open(json, "judgement", '{');
    json_bool(json, "decides", judgement->decides);
    json_text(json, "level", judgement->level);
    json_text_or_null(json, "title", judgement->level_title);
    json_size(json, "rank", judgement->rank);
    json_period(json, "period", judgement->period);
    json_date(json, "date", judgement->date);
    json_text_or_null(json, "reasoning", judgement->reasoning);
    json_text(json, "file", judgement->file);
    json_size(json, "line", judgement->line);
    json_close(json, '}');
}

static void put_rows(Json *json, const Assessment *assessment)
{
    json_open(json, "rows", '[');
    for (VEC_EACH(const FileRows, rows, &assessment->rows)) {
        json_open(json, NULL, '{');
        json_text(json, "file", rows->file);
        json_size(json, "first", rows->first);
        json_size(json, "last", rows->last);
        json_size(json, "rows", rows->rows);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* "indicator", "goal", "rule": the kinds as keys. */
static Str declaration_key(Str kind)
{
    if (str_eqz(kind, "indikator"))
        return STR_LIT("indicator");
    if (str_eqz(kind, "mål"))
        return STR_LIT("goal");
    if (str_eqz(kind, "regel"))
        return STR_LIT("rule");
    if (str_eqz(kind, "beslutanderätt"))
        return STR_LIT("right");
    if (str_eqz(kind, "beslutstabell"))
        return STR_LIT("decision_table");
    if (str_eqz(kind, "dokument"))
        return STR_LIT("document");
    return str_eqz(kind, "tabell") ? STR_LIT("table") : kind;
}

/* Whose and what: the same for both. */
static void put_identity(Json *json, Str declaration, Str kind, Str title, Str body, Str body_title, Str key)
{
    json_text(json, "declaration", declaration);
    json_text_or_null(json, "declaration_kind", declaration_key(kind));
    json_text(json, "title", title);
    json_text_or_null(json, "body", body);
    json_text_or_null(json, "body_title", body_title);
    json_text_or_null(json, "key", key);
}

void json_assessment(Json *json, const char *key, const Assessment *assessment)
{
    json_open(json, key, '{');
    json_text(json, "id", assessment->id);
    put_identity(json, assessment->declaration, assessment->decl_kind, assessment->title, assessment->body, assessment->body_title, assessment->key);
    json_period(json, "period", assessment->period);
    json_bool(json, "stale", assessment->stale);
    put_result(json, assessment);
    put_judgement(json, assessment->judgement);
    json_bool(json, "assessable", !assessment->not_assessable);
    json_bool(json, "watched", assessment->watched);
    json_bool(json, "exempt", assessment->exempt);
    json_bool(json, "on_trial", assessment->on_trial);
    json_reasons(json, &assessment->reasons);
    put_steps(json, &assessment->steps);
    put_rows(json, assessment);
    json_open(json, "responsible", '[');
    for (size_t i = 0; i < assessment->responsible.count; i++)
        json_text(json, NULL, assessment->responsible.items[i]);
    json_close(json, ']');
    json_sources(json, assessment->sources.items, assessment->sources.count);
    json_text_or_null(json, "place", assessment->place);
    json_close(json, '}');
}

static void put_day(Json *json, const char *key, bool has, Date date)
{
    if (has)
        json_date(json, key, date);
    else
        json_null(json, key);
}

/* Of a finding about a duty: its last day, and how late it is. */
static void put_duty_facts(Json *json, const Finding *finding)
{
    if (!finding->has_duty) {
        json_null(json, "duty");
        return;
    }
    json_open(json, "duty", '{');
    put_day(json, "deadline", finding->has_deadline, finding->deadline);
    json_size(json, "days_late", finding->days_late > 0 ? (size_t)finding->days_late : 0);
    json_text(json, "state", finding->status);
    json_close(json, '}');
}

static void put_requirement(Json *json, const Finding *finding)
{
    if (finding->kind != FINDING_REQUIREMENT) {
        json_null(json, "requirement");
        return;
    }
    json_open(json, "requirement", '{');
    json_text(json, "what", finding->requirement);
    json_text_or_null(json, "from", finding->from);
    json_text_or_null(json, "to", finding->to);
    if (finding->has_deadline)
        json_date(json, "deadline", finding->deadline);
    else
        json_null(json, "deadline");
    put_day(json, "opened", finding->has_opened, finding->opened);
    json_size(json, "days_late", finding->days_late > 0 ? (size_t)finding->days_late : 0);
    json_text_or_null(json, "escalated_to", finding->escalated_to);
    put_day(json, "escalated_on", finding->has_escalated, finding->escalated_on);
    json_text_or_null(json, "status", finding->status);
    if (finding->plans.present) {
        json_open(json, "plans", '{');
        put_quantity(json, "required", &finding->plans.required);
        put_quantity(json, "planned", &finding->plans.planned);
        put_quantity(json, "gap", &finding->plans.gap);
        json_size(json, "count", finding->plans.plans);
        json_size(json, "without_effect", finding->plans.without_effect);
        json_close(json, '}');
    } else {
        json_null(json, "plans");
    }
    json_close(json, '}');
}

/* A finding stands on its own: it repeats what its assessment came to. */
void json_finding(Json *json, const char *key, const Run *run, const Finding *finding)
{
    static const Assessment nothing = {.value = {.state = RESULT_NONE}, .level_rank = -1};
    bool has = finding->assessment < run->assessments.count;
    const Assessment *assessment = has ? &run->assessments.items[finding->assessment] : &nothing;
    json_open(json, key, '{');
    json_text(json, "id", finding->id);
    json_text(json, "kind", str_of(finding_kind_name(finding->kind, LANG_EN)));
    put_identity(json, finding->declaration, finding->decl_kind, finding->title, finding->body, finding->body_title, finding->key);
    put_period_or_null(json, "period", finding->period);
    json_bool(json, "on_trial", finding->on_trial);
    json_texts(json, "message", finding->message);
    json_texts(json, "action", finding->action);
    put_result(json, assessment);
    put_requirement(json, finding);
    put_duty_facts(json, finding);
    json_reasons(json, &finding->reasons);
    put_steps(json, &assessment->steps);
    json_sources(json, finding->sources.items, finding->sources.count);
    json_text_or_null(json, "assessment", assessment->id);
    json_text_or_null(json, "place", finding->place);
    json_text_or_null(json, "file", finding->file);
    json_size(json, "line", finding->line);
    json_close(json, '}');
}
