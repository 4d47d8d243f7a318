/* kolada.c: the source "kolada": figures as Kolada's API delivers them (v2 and v3, nested), or one flat object per value. */
#include "data/json.h"
#include "data/sources.h"

enum { FIELD_KPI, FIELD_MUNICIPALITY, FIELD_PERIOD, FIELD_GENDER, FIELD_VALUE, FIELD_STATUS, FIELD_COUNT, FIELDS };

static const Str headers[FIELDS] = {
    {"kpi", 3}, {"municipality", 12}, {"period", 6}, {"gender", 6}, {"value", 5}, {"status", 6}, {"count", 5},
};

/* The keys that objects have, in the nested and in the flat shape. */
static const struct { Str name; JsonKey key; } key_names[] = {
    {{"kpi", 3}, {.field = FIELD_KPI}},
    {{"kpi_id", 6}, {.field = FIELD_KPI, .strong = true}},
    {{"municipality", 12}, {.field = FIELD_MUNICIPALITY}},
    {{"municipality_id", 15}, {.field = FIELD_MUNICIPALITY, .strong = true}},
    {{"period", 6}, {.field = FIELD_PERIOD}},
    {{"year", 4}, {.field = FIELD_PERIOD}},
    {{"gender", 6}, {.field = FIELD_GENDER}},
    {{"value", 5}, {.field = FIELD_VALUE}},
    {{"status", 6}, {.field = FIELD_STATUS}},
    {{"count", 5}, {.field = FIELD_COUNT}},
    {{"isdeleted", 9}, {.deleted = true}},
    {{"is_deleted", 10}, {.deleted = true}},
};

#define COLUMN(header_, name_, type_) \
    {.header = {header_, sizeof header_ - 1}, .name = {name_, sizeof name_ - 1}, .type = (type_), .factor = FIX_ONE, .unit = {"", 0}}

const ColumnSpec *data_kolada_columns(size_t *count)
{
    static const ColumnSpec columns[] = {
        COLUMN("kpi", "nyckeltal", COLUMN_TEXT),   COLUMN("municipality", "kommun", COLUMN_BODY),
        COLUMN("period", "år", COLUMN_PERIOD),     COLUMN("gender", "kön", COLUMN_TEXT),
        COLUMN("value", "värde", COLUMN_NUMBER),   COLUMN("status", "status", COLUMN_TEXT),
        COLUMN("count", "antal", COLUMN_INT),
    };
    *count = sizeof columns / sizeof *columns;
    return columns;
}

/* Kolada's answers name a key figure within the first object. */
static bool kolada_recognises(Str text, const char *path)
{
    (void)path;
    Str head = {text.s, text.n < 4096 ? text.n : 4096};
    return json_looks_like(text) && str_find(head, STR_LIT("\"kpi\""), 0) != (size_t)-1 &&
           str_find(head, STR_LIT("\"municipality"), 0) != (size_t)-1;
}

static bool kolada_open(DataFile *file)
{
    file->decimal = '.';
    file->exponents = file->nested = true;
    file->identity->separator = "";
    file->headers = (Str *)headers;
    file->header_count = FIELDS;
    return encoding_decode(file);
}

/* Stands between the reader and the sink: a value that is null gets its status as the reason why. */
typedef struct StatusSink {
    const RowSink *inner;
} StatusSink;

static bool status_headers(void *self, const Str *names, size_t count, size_t line)
{
    const RowSink *inner = ((StatusSink *)self)->inner;
    return inner->headers(inner->self, names, count, line);
}

static bool status_row(void *self, const RawRow *row)
{
    const RowSink *inner = ((StatusSink *)self)->inner;
    RawCell cells[FIELDS];
    for (size_t i = 0; i < FIELDS; i++)
        cells[i] = row->cells[i];
    RawCell *value = &cells[FIELD_VALUE];
    if (value->kind == RAW_NULL || !value->at)
        *value = (RawCell){.kind = RAW_NULL, .at = value->at, .text = cells[FIELD_STATUS].text};
    RawRow told = *row;
    told.cells = cells;
    return inner->row(inner->self, &told);
}

static bool kolada_rows(DataFile *file, const RowSink *sink)
{
    Map keys;
    StatusSink status = {sink};
    RowSink outer = {.headers = status_headers, .row = status_row, .self = &status};
    map_init(&keys, file->arena);
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
        map_put(&keys, key_names[i].name, (JsonKey *)&key_names[i].key);
    return json_read(file, &keys, &outer);
}

const DataSource kolada_source = {
    .name = "kolada",
    .about = {"Nyckeltal som Koladas API (v2, v3) lämnar dem i JSON.", "Key figures as Kolada's API (v2, v3) delivers them in JSON."},
    .recognises = kolada_recognises,
    .open = kolada_open,
    .rows = kolada_rows,
};
