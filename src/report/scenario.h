/* scenario.h: scenarios beside their base (findings/scenario.h) in one of several formats. The last stage before the command writes it out. */
#ifndef STYR_REPORT_SCENARIO_H
#define STYR_REPORT_SCENARIO_H

#include "findings/scenario.h"
#include "report/report.h"

/* One way of writing it: one per source file, listed in scenario_formats.c. */
typedef struct ScenarioFormat {
    const char *name;        /* "html" */
    const char *about[2];    /* by Lang */
    bool pictures;           /* it draws: what draws come to month by month is wanted too */
    void (*write)(StrBuf *out, const ScenarioReport *report, const ReportOptions *options);
} ScenarioFormat;

extern const ScenarioFormat *const scenario_formats[];   /* NULL-terminated */
/* The format of that name, or NULL. */
const ScenarioFormat *scenario_format(Str name);

#endif
