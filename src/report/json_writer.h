/* json_writer.h: JSON with two blanks of indentation and the keys in the order they are written. For the reports and the commands. */
#ifndef STYR_REPORT_JSON_WRITER_H
#define STYR_REPORT_JSON_WRITER_H

#include "findings/findings.h"

/* Zero-initialise all but out. A key is NULL for the elements of an array and for the outermost value. */
typedef struct Json {
    StrBuf *out;
    size_t depth;
    bool filled;             /* something stands before on this level */
} Json;

void json_open(Json *json, const char *key, char bracket);      /* '{' or '[' */
void json_close(Json *json, char bracket);                      /* '}' or ']' */
void json_text(Json *json, const char *key, Str text);
void json_text_or_null(Json *json, const char *key, Str text);  /* empty: null */
void json_size(Json *json, const char *key, size_t number);
void json_bool(Json *json, const char *key, bool value);
void json_null(Json *json, const char *key);
void json_date(Json *json, const char *key, Date date);
void json_period(Json *json, const char *key, Period period);
/* Ready JSON, as it stands. */
void json_raw(Json *json, const char *key, Str raw);

/* ---- parts of a run (json_parts.c) ---- */

/* {"styr": 1, "command": …: every document begins so; ends with json_end. */
void json_begin(Json *json, const char *command);
void json_end(Json *json);
void json_quantity_members(Json *json, const Quantity *quantity);       /* "value", "unit", "value_state", "shown" */
void json_run_members(Json *json, const Run *run);                      /* "program", "model", "as_of", "body", "inputs" */
void json_assessment(Json *json, const char *key, const Assessment *assessment);
void json_finding(Json *json, const char *key, const Run *run, const Finding *finding);
void json_model(Json *json, Str name, Str title, Str municipality, const InputFile *files, size_t count);     /* "model" */
void json_files(Json *json, const char *key, const InputFile *files, size_t count);
void json_texts(Json *json, const char *key, const Str text[2]);        /* by Lang; both empty: null */
void json_reasons(Json *json, const ReasonVec *reasons);                /* "reasons" */
void json_sources(Json *json, const SourceRef *sources, size_t count);

/* A duty, as an object of a list (calendar_json.c). */
void json_duty(Json *json, const Duty *duty);

#endif
