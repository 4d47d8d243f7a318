/* sources.c: the table of ways to read files. A new one is a file of its own and a line here. The first that recognises a file reads it. */
#include "data/sources.h"

const DataSource *const data_sources[] = {
    &kolada_source,
    &json_source,
    &csv_source,
    NULL,
};
