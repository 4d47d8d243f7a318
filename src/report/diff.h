/* diff.h: a comparison of two models (findings/diff.h) in one of several formats. The last stage before the command writes it out. */
#ifndef STYR_REPORT_DIFF_H
#define STYR_REPORT_DIFF_H

#include "findings/diff.h"
#include "report/report.h"

/* One way of writing it: one per source file, listed in diff_formats.c. */
typedef struct DiffFormat {
    const char *name;        /* "html" */
    const char *about[2];    /* by Lang */
    void (*write)(StrBuf *out, const ModelDiff *diff, const ReportOptions *options);
} DiffFormat;

extern const DiffFormat *const diff_formats[];           /* NULL-terminated */
/* The format of that name, or NULL. */
const DiffFormat *diff_format(Str name);

#endif
