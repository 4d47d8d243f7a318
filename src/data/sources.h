/* sources.h: the sources there are, for sources.c. */
#ifndef STYR_DATA_SOURCES_H
#define STYR_DATA_SOURCES_H

#include "data/rows.h"

extern const DataSource csv_source, json_source, kolada_source;

#endif
