/* scenario_formats.c: the list of formats that scenarios can be written in. */
#include "report/scenario_parts.h"

const ScenarioFormat *const scenario_formats[] = {&scenario_text, &scenario_json, &scenario_csv, &scenario_md, &scenario_html, NULL};

const ScenarioFormat *scenario_format(Str name)
{
    for (size_t i = 0; scenario_formats[i]; i++)
        if (str_eqz(name, scenario_formats[i]->name))
            return scenario_formats[i];
    return NULL;
}
