/* csv.c: one row per assessment and finding, for spreadsheets: UTF-8 with BOM, semicolons, decimal commas, shown units.
 * With `machine`: commas, points, base units, English keys. No cell ever becomes a formula: numbers are plain numbers, and a text that
 * a spreadsheet would take for one gets an apostrophe in front. */
#include "findings/duties.h"
#include <string.h>

#include "report/csv_cells.h"
#include "report/phrases.h"
#include "report/text_parts.h"

typedef struct Csv {
    StrBuf *out;
    Arena *arena;
    const Run *run;
    Lang lang;
    bool machine, filled;    /* filled: a cell stands before on this row */
} Csv;

/* Either may be NULL: an assessment without a finding, a finding about a file. */
typedef struct Row {
    const Assessment *assessment;
    const Finding *finding;
    const Duty *duty;        /* of what comes next; the finding then stands in for it */
} Row;

/* ---- cells ---- */

static void begin_cell(Csv *csv)
{
    if (csv->filled)
        strbuf_putc(csv->out, csv->machine ? ',' : ';');
    csv->filled = true;
}

static void put_text(Csv *csv, Str raw)
{
    begin_cell(csv);
    csv_put(csv->out, csv->arena, raw);
}

/* A number in the unit that is shown (machine: in its base); empty when there is none. */
static void put_number(Csv *csv, const Quantity *quantity)
{
    begin_cell(csv);
    if (!quantity || quantity->state != RESULT_VALUE || quantity->type != RESULT_NUMBER)
        return;
    Num shown = quantity->number;
    if (!csv->machine && quantity->shown_factor)
        num_div(quantity->number, num_of_fix(quantity->shown_factor), &shown);
    size_t start = csv->out->n;
    num_print_plain(csv->out, shown);
    for (size_t i = start; i < csv->out->n && !csv->machine; i++)
        if (csv->out->s[i] == '.')
            csv->out->s[i] = ',';
}

static void end_row(Csv *csv)
{
    strbuf_puts(csv->out, csv->machine ? "\n" : "\r\n");
    csv->filled = false;
}

/* ---- columns ---- */

static void put_kind(Csv *csv, const Row *row)
{
    if (row->duty) {
        bool commission = str_eqz(row->duty->decl_kind, "uppdrag");
        put_text(csv, csv->machine ? str_of(commission ? "commission" : "checkpoint") : row->duty->decl_kind);
        return;
    }
    put_text(csv, row->finding ? str_of(finding_kind_name(row->finding->kind, csv->machine ? LANG_EN : csv->lang)) : STR_LIT(""));
}

static void put_declaration(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->declaration : row->assessment->declaration);
}

static void put_title(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->title : row->assessment->title);
}

static void put_body(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->body : row->assessment->body);
}

static void put_body_title(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->body_title : row->assessment->body_title);
}

static void put_key(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->key : row->assessment->key);
}

static void put_period(Csv *csv, const Row *row)
{
    StrBuf buf = {0};
    period_print(&buf, row->assessment ? row->assessment->period : row->finding->period);
    put_text(csv, strbuf_str(&buf));
    strbuf_free(&buf);
}

static void put_value(Csv *csv, const Row *row)
{
    const Quantity *value = row->assessment ? &row->assessment->value : NULL;
    if (!value || value->state != RESULT_VALUE || value->type == RESULT_NUMBER) {
        put_number(csv, value);
        return;
    }
    StrBuf plain = {0};
    quantity_print_plain(&plain, value);
    put_text(csv, csv->machine ? strbuf_str(&plain) : phrase_quantity(csv->arena, value, csv->lang));
    strbuf_free(&plain);
}

static void put_unit(Csv *csv, const Row *row)
{
    const Quantity *value = row->assessment ? &row->assessment->value : NULL;
    if (!value)
        put_text(csv, STR_LIT(""));
    else
        put_text(csv, csv->machine || !value->shown_unit.n ? value->unit : value->shown_unit);
}

static void put_level(Csv *csv, const Row *row)
{
    if (!row->assessment)
        put_text(csv, STR_LIT(""));
    else if (csv->machine)
        put_text(csv, row->assessment->level_rank >= 0 ? row->assessment->level : STR_LIT(""));
    else
        put_text(csv, phrase_level(csv->arena, row->assessment, csv->lang));
}

static void put_compared(Csv *csv, const Row *row)
{
    const Comparison *compared = row->assessment && row->assessment->compared.present ? &row->assessment->compared : NULL;
    if (!compared)
        put_text(csv, STR_LIT(""));
    else
        put_text(csv, csv->machine ? compared->op : phrase_comparison(csv->arena, compared, csv->lang));
}

static void put_limit(Csv *csv, const Row *row)
{
    put_number(csv, row->assessment && row->assessment->compared.present ? &row->assessment->compared.limit : NULL);
}

static void put_margin(Csv *csv, const Row *row)
{
    put_number(csv, row->assessment && row->assessment->has_margin ? &row->assessment->margin : NULL);
}

static void put_message(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->message[csv->lang] : STR_LIT(""));
}

static void put_action(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->action[csv->lang] : STR_LIT(""));
}

static void put_deadline(Csv *csv, const Row *row)
{
    StrBuf buf = {0};
    if (row->finding && row->finding->has_deadline)
        date_print(&buf, row->finding->deadline);
    put_text(csv, strbuf_str(&buf));
    strbuf_free(&buf);
}

static void put_status(Csv *csv, const Row *row)
{
    bool has = row->finding && row->finding->status.n;
    put_text(csv, !has ? STR_LIT("") : csv->machine ? row->finding->status : phrase_status(csv->arena, row->finding, csv->lang));
}

static void put_trial(Csv *csv, const Row *row)
{
    bool trial = row->finding ? row->finding->on_trial : row->assessment->on_trial;
    put_text(csv, csv->machine ? str_of(trial ? "true" : "false") : str_of(trial ? word(WORD_YES, csv->lang) : ""));
}

static void put_source(Csv *csv, const Row *row)
{
    const SourceRef *sources = row->finding ? row->finding->sources.items : row->assessment->sources.items;
    size_t count = row->finding ? row->finding->sources.count : row->assessment->sources.count;
    StrBuf buf = {0};
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(&buf, i ? "; " : "");
        strbuf_put(&buf, phrase_source(csv->arena, &sources[i], csv->lang));
    }
    put_text(csv, strbuf_str(&buf));
    strbuf_free(&buf);
}

static void put_id(Csv *csv, const Row *row)
{
    put_text(csv, row->finding ? row->finding->id : row->assessment->id);
}

typedef struct CsvColumn {
    Word title;
    const char *key;         /* the title for machines */
    void (*put)(Csv *csv, const Row *row);
} CsvColumn;

static const CsvColumn columns[] = {
    {WORD_KIND, "kind", put_kind},             {WORD_BODY, "body", put_body},         {WORD_BODY_TITLE, "body_title", put_body_title},
    {WORD_TITLE, "title", put_title},          {WORD_NAME, "declaration", put_declaration}, {WORD_KEY, "key", put_key},
    {WORD_PERIOD, "period", put_period},       {WORD_VALUE, "value", put_value},      {WORD_UNIT, "unit", put_unit},
    {WORD_LEVEL, "level", put_level},          {WORD_COMPARED, "compared_with", put_compared}, {WORD_LIMIT_COLUMN, "limit", put_limit},
    {WORD_MARGIN, "margin", put_margin},       {WORD_MESSAGE, "message", put_message}, {WORD_ACTION, "action", put_action},
    {WORD_DEADLINE, "deadline", put_deadline}, {WORD_STATUS, "status", put_status},   {WORD_TRIAL_COLUMN, "on_trial", put_trial},
    {WORD_SOURCE, "source", put_source},       {WORD_IDENTITY, "id", put_id},
};
#define COLUMN_COUNT (sizeof columns / sizeof *columns)

/* ---- rows ---- */

static void put_row(Csv *csv, const Assessment *assessment, const Finding *finding)
{
    Row row = {assessment, finding, NULL};
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        columns[i].put(csv, &row);
    end_row(csv);
}

/* What comes next: a row like the others, without anything to find fault with. */
static void put_duty(Csv *csv, const Duty *duty)
{
    Finding standin = {.assessment = (size_t)-1, .id = duty->id, .declaration = duty->checkpoint, .title = duty->title, .body = duty->body,
                       .body_title = duty->body_title, .key = duty->with, .has_duty = true, .has_deadline = duty->has_deadline, .deadline = duty->deadline};
    standin.period = duty->has_covers ? duty->covers : period_year(duty->year);
    standin.status = str_of(duty_state_name(duty->state, LANG_EN));
    standin.sources.items = duty->sources.items;
    standin.sources.count = standin.sources.cap = duty->sources.count;
    Row row = {NULL, &standin, duty};
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        columns[i].put(csv, &row);
    end_row(csv);
}

static void put_titles(Csv *csv)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        put_text(csv, str_of(csv->machine ? columns[i].key : word(columns[i].title, csv->lang)));
    end_row(csv);
}

static void write_csv(StrBuf *out, const Run *run, const ReportOptions *options)
{
    Arena *arena = arena_new();
    Csv csv = {out, arena, run, options->lang, options->machine, false};
    bool *found = arena_array(arena, run->assessments.count, sizeof *found);
    if (!csv.machine)
        strbuf_puts(out, "\xef\xbb\xbf");
    put_titles(&csv);
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        put_row(&csv, finding_assessment(run, finding), finding);
        if (finding->assessment < run->assessments.count)
            found[finding->assessment] = true;
    }
    for (size_t i = 0; i < run->assessments.count; i++)
        if (!found[i])
            put_row(&csv, &run->assessments.items[i], NULL);
    for (size_t i = 0; i < run->duty_count; i++)
        if (run->duties[i].state == DUTY_OPEN || run->duties[i].state == DUTY_UPCOMING)
            put_duty(&csv, &run->duties[i]);
    arena_free(arena);
}

const ReportFormat format_csv = {
    "csv", {"tabell för kalkylprogram (--maskin: för andra program)", "table for spreadsheets (--machine: for other programs)"}, write_csv};
