/* json.c: the source "json": a list of flat objects, alone or as "values" of an object. Keys are headers. */
#include "data/json.h"

#include <strings.h>

#include "data/sources.h"

static bool named_as(const char *path, const char *suffix)
{
    Str name = str_of(path);
    size_t n = str_of(suffix).n;
    return name.n >= n && strncasecmp(name.s + name.n - n, suffix, n) == 0;
}

static bool json_recognises(Str text, const char *path)
{
    return named_as(path, ".json") || (json_looks_like(text) && !named_as(path, ".csv") && !named_as(path, ".txt"));
}

static bool json_open(DataFile *file)
{
    Map keys;
    file->decimal = '.';
    file->exponents = true;
    file->identity->separator = "";
    if (!encoding_decode(file))
        return false;
    map_init(&keys, file->arena);
    if (!json_read(file, &keys, NULL))
        return false;
    if (file->header_count == 0)
        FAULT_AT(file->faults, DIAG_S0410, 0, 0, file->faults->shown);
    return file->header_count > 0;
}

static bool json_rows(DataFile *file, const RowSink *sink)
{
    Map keys;
    map_init(&keys, file->arena);
    for (size_t i = 0; i < file->header_count; i++) {
        JsonKey *key = ARENA_NEW(file->arena, JsonKey);
        key->field = i;
        map_put(&keys, file->headers[i], key);
    }
    return json_read(file, &keys, sink);
}

const DataSource json_source = {
    .name = "json",
    .about = {"JSON: en lista av objekt, ett per rad; nycklarna är rubriker.", "JSON: a list of objects, one for each row; the keys are headers."},
    .recognises = json_recognises,
    .open = json_open,
    .rows = json_rows,
};
