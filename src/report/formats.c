/* formats.c: the one table of report formats. A new format is a file of its own and a line here. */
#include "report/text_parts.h"

const ReportFormat *const report_formats[] = {&format_text, &format_json, &format_csv, &format_md, NULL};

const ReportFormat *report_format(Str name)
{
    for (size_t i = 0; report_formats[i]; i++)
        if (str_eqz(name, report_formats[i]->name))
            return report_formats[i];
    return NULL;
}
