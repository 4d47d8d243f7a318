/* text_parts.h: what the files that write for a terminal share; nobody outside report includes it. */
#ifndef STYR_REPORT_TEXT_PARTS_H
#define STYR_REPORT_TEXT_PARTS_H

#include "report/layout.h"
#include "report/report.h"

Page page_of(StrBuf *out, Arena *arena, const ReportOptions *options);
/* The text, wrapped, on lines of its own in the indentation of a finding; nothing when it is empty. */
void page_lines(Page *page, Tone tone, const char *lead, Str text);
void put_finding(Page *page, const Run *run, const Finding *finding);
/* The table of all assessments of indicators and goals (text_table.c). */
void put_assessments(Page *page, const Run *run);
/* The table of all rules (text_rules.c). */
void put_rules(Page *page, const Run *run);
/* "3 avvikelser, 1 åtgärdskrav, 0 dataluckor; 12 bedömda, 9 utan avvikelse" */
void put_summary(StrBuf *out, const Run *run, Lang lang);

extern const ReportFormat format_text, format_json, format_csv, format_md;

#endif
