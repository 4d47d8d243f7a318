/* diff_formats.c: the one table of formats of a comparison. A new format is a file of its own and a line here. */
#include "report/diff_parts.h"

const DiffFormat *const diff_formats[] = {&diff_text, &diff_json, &diff_md, &diff_csv, &diff_html, NULL};

const DiffFormat *diff_format(Str name)
{
    for (size_t i = 0; diff_formats[i]; i++)
        if (str_eqz(name, diff_formats[i]->name))
            return diff_formats[i];
    return NULL;
}
