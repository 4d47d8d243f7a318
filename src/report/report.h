/* report.h: a run (findings.h) or a part of it as text in one of several formats. The last stage before the command writes it out. */
#ifndef STYR_REPORT_REPORT_H
#define STYR_REPORT_REPORT_H

#include "findings/findings.h"

typedef struct ReportOptions {
    Lang lang;
    bool colour;             /* ANSI colours; never the only carrier of a meaning */
    bool machine;            /* csv: comma, point, base units, no BOM */
    size_t width;            /* columns of the terminal; 0: REPORT_WIDTH */
    const char *model;       /* the model as arguments of the command, for commands to copy; NULL or empty: the current folder */
} ReportOptions;

#define REPORT_WIDTH ((size_t)100)
#define REPORT_MIN_WIDTH ((size_t)60)

/* One way of writing a run: one per source file, listed in formats.c. */
typedef struct ReportFormat {
    const char *name;        /* "json" */
    const char *about[2];    /* by Lang */
    void (*write)(StrBuf *out, const Run *run, const ReportOptions *options);
} ReportFormat;

extern const ReportFormat *const report_formats[];      /* NULL-terminated */
/* The format of that name, or NULL. */
const ReportFormat *report_format(Str name);

/* What the summary line says, for other commands too. */
typedef struct RunCounts {
    size_t kinds[FINDING_DATA_GAP + 1];  /* findings by kind, those on trial left out */
    size_t trial;                        /* findings on trial */
    size_t assessed;                     /* assessments that came to a result */
    size_t clean;                        /* of these, without any finding */
} RunCounts;
RunCounts run_counts(const Run *run);
/* Neither on trial nor a requirement that is fulfilled: what makes the exit status 1. */
bool finding_is_flagged(const Finding *finding);

/* ---- explanations (explain.c) ---- */

/* The whole derivation of one assessment: result, why (or why not), steps with rows, sources. findings: those of the run that belong to it. */
void explain_assessment(StrBuf *out, const Run *run, size_t assessment, const ReportOptions *options);
/* A finding without an assessment (a data gap in a file). */
void explain_finding(StrBuf *out, const Run *run, const Finding *finding, const ReportOptions *options);
/* The assessments chosen, with their findings, as one JSON document: {"styr":1,"command":"förklara",…}. */
void explain_json(StrBuf *out, const Run *run, const size_t *assessments, size_t count, const Finding *const *findings,
                  size_t finding_count);

#endif
