/* ics_writer.h: lines of an iCalendar file (RFC 5545): escaped texts, folded lines, CRLF. Knows nothing of duties. */
#ifndef STYR_REPORT_ICS_WRITER_H
#define STYR_REPORT_ICS_WRITER_H

#include "time/date.h"

#define ICS_LINE_MOST ((size_t)75)       /* octets of a line, without its CRLF (3.1) */

/* One content line: "NAME:value" with the value as it stands, folded. */
void ics_line(StrBuf *out, const char *name, Str value);
/* The value as TEXT (3.3.11): backslash, semicolon, comma and line ends escaped; other control characters become U+FFFD. */
void ics_text(StrBuf *out, const char *name, Str text);
/* Several TEXT values separated by commas, as CATEGORIES has them. Nothing at all for none. */
void ics_texts(StrBuf *out, const char *name, const Str *texts, size_t count);
/* "NAME;VALUE=DATE:20260331" */
void ics_date(StrBuf *out, const char *name, Date date);
/* "NAME:20260331T000000Z" */
void ics_midnight(StrBuf *out, const char *name, Date date);

#endif
