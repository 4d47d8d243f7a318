/* sources_formats.c: the one table of formats of what is expressed of the documents. A new format is a file of its own and a line here. */
#include "report/sources_parts.h"

const SourcesFormat *const sources_formats[] = {&sources_text, &sources_json, &sources_csv, &sources_md, NULL};

const SourcesFormat *sources_format(Str name)
{
    for (size_t i = 0; sources_formats[i]; i++)
        if (str_eqz(name, sources_formats[i]->name))
            return sources_formats[i];
    return NULL;
}
