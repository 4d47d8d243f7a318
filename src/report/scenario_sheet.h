/* scenario_sheet.h: what the two halves of the CSV of scenarios share. Nobody else includes it. */
#ifndef STYR_REPORT_SCENARIO_SHEET_H
#define STYR_REPORT_SCENARIO_SHEET_H

#include "report/scenario_parts.h"

/* scenario, kind, name, title, body, key, period, base, with the scenario, level base, level scenario, setting */
#define SHEET_CELLS 12

typedef struct Sheet { StrBuf *out; Arena *arena; Lang lang; bool machine; } Sheet;

void sheet_row(const Sheet *sheet, const Str cells[SHEET_CELLS]);
Str sheet_value(const Sheet *sheet, const Quantity *value);
Str sheet_period(const Sheet *sheet, Period period);

/* What was sought: one row. */
void sheet_sought(const Sheet *sheet, Str scenario, const Sought *sought);
/* What was drawn: for each outcome a row for each level and each percentile; NULL: nothing. */
void sheet_drawn(const Sheet *sheet, Str scenario, const Drawn *drawn);
/* What would change each outcome: a row for each parameter that does; NULL: nothing. */
void sheet_marginals(const Sheet *sheet, Str scenario, const Marginals *marginals);

#endif
