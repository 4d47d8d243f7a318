/* json.h: rows of objects in JSON text, plain or in Kolada's shapes. Used by json.c and kolada.c. */
#ifndef STYR_DATA_JSON_H
#define STYR_DATA_JSON_H

#include "base/map.h"
#include "data/rows.h"

/* Where a key of a row goes: a field, or a mark that the row is deleted. */
typedef struct JsonKey {
    size_t field;
    bool strong;      /* wins over other keys of the same field: "municipality_id" over "municipality" */
    bool deleted;
} JsonKey;

/* Reads file->text. keys: JsonKey by name; NULL sink: only collects the keys of rows into file->headers.
 * file->nested: a row's "values" are rows of their own that share the outer object's fields. */
bool json_read(DataFile *file, Map *keys, const RowSink *sink);
/* The first byte that is not blank (behind a byte-order mark) is [ or {. */
bool json_looks_like(Str text);

#endif
