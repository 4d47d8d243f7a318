/* calendar_json.c: a year's duties as one JSON document, described by doc/schema/styr-1.schema.json. */
#include "report/calendar_parts.h"
#include "report/json_writer.h"

static void put_date(Json *json, const char *key, bool has, Date date)
{
    if (has)
        json_date(json, key, date);
    else
        json_null(json, key);
}

static void put_list(Json *json, const char *key, const Str *texts, size_t count)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, NULL, texts[i]);
    json_close(json, ']');
}

/* Which of how many in the year; null where it does not recur so. */
static void put_occurrence(Json *json, const Duty *duty)
{
    if (duty->number <= 0) {
        json_null(json, "occurrence");
        return;
    }
    json_open(json, "occurrence", '{');
    json_size(json, "number", (size_t)duty->number);
    json_size(json, "of", (size_t)(duty->of > 0 ? duty->of : 0));
    json_close(json, '}');
}

static void put_identity(Json *json, const Duty *duty)
{
    json_text(json, "id", duty->id);
    json_text(json, "declaration", duty->checkpoint);
    json_text(json, "declaration_kind", str_eqz(duty->decl_kind, "uppdrag") ? STR_LIT("commission") : STR_LIT("checkpoint"));
    json_text(json, "title", duty->title.n ? duty->title : duty->checkpoint);
    json_text_or_null(json, "body", duty->body);
    json_text_or_null(json, "body_title", duty->body_title);
    json_text_or_null(json, "with", duty->with);
    json_text_or_null(json, "with_title", duty->with_title);
}

static void put_dates(Json *json, const Duty *duty)
{
    json_size(json, "year", (size_t)(duty->year > 0 ? duty->year : 0));
    put_occurrence(json, duty);
    if (duty->has_covers)
        json_period(json, "covers", duty->covers);
    else
        json_null(json, "covers");
    put_date(json, "first_day", duty->has_window, duty->first);
    put_date(json, "deadline", duty->has_deadline, duty->deadline);
    put_date(json, "nominal_deadline", duty->has_deadline, duty_is_moved(duty) ? duty->nominal : duty->deadline);
}

void json_duty(Json *json, const Duty *duty)
{
    json_open(json, NULL, '{');
    put_identity(json, duty);
    put_dates(json, duty);
    json_text(json, "state", str_of(duty_state_name(duty->state, LANG_EN)));
    put_date(json, "done_on", duty->done, duty->done_on);
    json_size(json, "days_late", (size_t)(duty->days_late > 0 ? duty->days_late : 0));
    json_bool(json, "optional", duty->optional);
    json_bool(json, "statutory", duty->statutory);
    json_bool(json, "election_year", duty->election_year);
    json_text_or_null(json, "prepared_by", duty->prepared_by);
    json_text_or_null(json, "decided_by", duty->decided_by);
    put_list(json, "to", duty->to.items, duty->to.count);
    put_list(json, "contents", duty->contents.items, duty->contents.count);
    put_list(json, "tags", duty->tags.items, duty->tags.count);
    json_texts(json, "forecast", duty->forecast);
    json_open(json, "derivation", '[');
    for (VEC_EACH(const DutyLine, line, &duty->how))
        json_texts(json, NULL, line->text);
    json_close(json, ']');
    json_reasons(json, &duty->reasons);
    json_sources(json, duty->sources.items, duty->sources.count);
    json_text_or_null(json, "place", duty->place);
    json_close(json, '}');
}

/* Every state is there, so that nobody has to tell 0 from not known. */
static void put_summary(Json *json, const Calendar *calendar)
{
    size_t states[DUTY_EXEMPT + 1] = {0}, undated = 0;
    Date day;
    for (VEC_EACH(const Duty, duty, &calendar->duties)) {
        states[duty->state]++;
        undated += !duty_anchor(duty, &day);
    }
    json_open(json, "summary", '{');
    json_size(json, "duties", calendar->duties.count);
    json_size(json, "undated", undated);
    json_open(json, "states", '{');
    for (DutyState state = 0; state <= DUTY_EXEMPT; state++)
        json_size(json, duty_state_name(state, LANG_EN), states[state]);
    json_close(json, '}');
    json_close(json, '}');
}

static void write_json(StrBuf *out, const Calendar *calendar, const CalendarOptions *options)
{
    (void)options;
    Json json = {.out = out};
    json_begin(&json, "årshjul");
    json_text(&json, "program", calendar->program);
    json_model(&json, calendar->model, calendar->title, calendar->municipality, calendar->model_files.items, calendar->model_files.count);
    json_size(&json, "year", (size_t)(calendar->year > 0 ? calendar->year : 0));
    put_date(&json, "as_of", calendar->has_as_of, calendar->as_of);
    json_text_or_null(&json, "only_body", calendar->only_body);
    json_files(&json, "inputs", calendar->data_files.items, calendar->data_files.count);
    json_open(&json, "duties", '[');
    for (VEC_EACH(const Duty, duty, &calendar->duties))
        json_duty(&json, duty);
    json_close(&json, ']');
    put_summary(&json, calendar);
    json_end(&json);
}

const CalendarFormat calendar_json = {"json", {"JSON för andra program, se schemat styr-1", "JSON for other programs, see the schema styr-1"}, write_json};
