/* markdown.h: text for a Markdown document in which nothing is markup. Shared by the formats that write Markdown. */
#ifndef STYR_REPORT_MARKDOWN_H
#define STYR_REPORT_MARKDOWN_H

#include "base/str.h"

/* Any text on one line, also in a cell of a table: what Markdown or HTML would read as markup is escaped. The arena is for scratch. */
void markdown_put(StrBuf *out, Arena *arena, Str raw);

#endif
