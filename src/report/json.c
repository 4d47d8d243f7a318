/* json.c: a whole run as one JSON document, described by doc/schema/styr-1.schema.json. */
#include "findings/duties.h"
#include "report/json_writer.h"
#include "report/text_parts.h"

static void put_summary_members(Json *json, const Run *run)
{
    RunCounts counts = run_counts(run);
    json_open(json, "summary", '{');
    json_open(json, "findings", '{');
    for (FindingKind kind = 0; kind <= FINDING_DATA_GAP; kind++)
        json_size(json, finding_kind_name(kind, LANG_EN), counts.kinds[kind]);
    json_close(json, '}');
    json_size(json, "on_trial", counts.trial);
    json_size(json, "flagged", run->flagged);
    json_size(json, "assessments", run->assessments.count);
    json_size(json, "assessed", counts.assessed);
    json_size(json, "clean", counts.clean);
    json_size(json, "decisions", run->decisions);
    json_close(json, '}');
}

static void write_json(StrBuf *out, const Run *run, const ReportOptions *options)
{
    (void)options;
    Json json = {.out = out};
    json_begin(&json, "kör");
    json_run_members(&json, run);
    json_open(&json, "assessments", '[');
    for (VEC_EACH(const Assessment, assessment, &run->assessments))
        json_assessment(&json, NULL, assessment);
    json_close(&json, ']');
    json_open(&json, "findings", '[');
    for (VEC_EACH(const Finding, finding, &run->findings))
        json_finding(&json, NULL, run, finding);
    json_close(&json, ']');
    json_open(&json, "duties", '[');
    for (size_t i = 0; i < run->duty_count; i++)
        json_duty(&json, &run->duties[i]);
    json_close(&json, ']');
    put_summary_members(&json, run);
    json_end(&json);
}

const ReportFormat format_json = {"json", {"JSON för andra program, se schemat styr-1", "JSON for other programs, see the schema styr-1"}, write_json};
