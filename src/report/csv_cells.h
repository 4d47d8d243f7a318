/* csv_cells.h: a cell of CSV that no spreadsheet takes for a formula. Shared by the formats that write CSV. */
#ifndef STYR_REPORT_CSV_CELLS_H
#define STYR_REPORT_CSV_CELLS_H

#include "base/str.h"

/* Any text on one line, in quotes where it needs them; what a spreadsheet would compute gets an apostrophe in front. The arena is for scratch. */
void csv_put(StrBuf *out, Arena *arena, Str raw);
/* A whole row; commas: for machines, else semicolons. */
void csv_put_row(StrBuf *out, Arena *arena, const Str *cells, size_t count, bool commas);

#endif
