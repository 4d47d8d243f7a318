/* sources.h: what is expressed of the documents (findings/coverage.h) in one of several formats. The last stage before the command writes it out. */
#ifndef STYR_REPORT_SOURCES_H
#define STYR_REPORT_SOURCES_H

#include "findings/coverage.h"
#include "report/json_writer.h"

typedef struct SourcesOptions {
    Lang lang;
    bool colour;             /* text: ANSI colours; never the only carrier of a meaning */
    size_t width;            /* text: columns of the terminal; 0: REPORT_WIDTH */
    bool only_missing;       /* leave out what is covered */
    const char *program;     /* "styr 0.1.0" */
} SourcesOptions;

/* One way of writing it: one per source file, listed in sources_formats.c. */
typedef struct SourcesFormat {
    const char *name;        /* "csv" */
    const char *about[2];    /* by Lang */
    void (*write)(StrBuf *out, const SourceCoverageVec *models, const SourcesOptions *options);
} SourcesFormat;

extern const SourcesFormat *const sources_formats[];     /* NULL-terminated */
/* The format of that name, or NULL. */
const SourcesFormat *sources_format(Str name);

/* A statement and what expresses it, as JSON (sources_json.c). */
void json_statement(Json *json, const char *key, const SourceCoverage *coverage, const CoverageStatement *statement);

#endif
