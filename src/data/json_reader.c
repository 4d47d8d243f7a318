/* json_reader.c: JSON text -> rows, on YAJL with numbers kept as they are written. Below json.c and kolada.c. */
#include <string.h>
#include <yajl/yajl_parse.h>

#include "data/json.h"

#define DEPTH_MAX 64
#define INNER_MAX 10000         /* values of one Kolada object; there are three in real ones */
#define CELLS_PER_BYTE 4        /* cells of the table for each byte of text: a file over it is all holes */
#define CELLS_FREE 1000000

/* Where in the document the reader stands. */
typedef enum JsonPlace {
    JSON_TOP,
    JSON_ENVELOPE,      /* in the object around "values" */
    JSON_LIST,          /* between rows */
    JSON_ROW,
    JSON_INNER_LIST,    /* between the values of one Kolada object */
    JSON_INNER,
    JSON_DONE,
} JsonPlace;

typedef struct JsonRow {
    RawCell *cells;
    bool *strong;       /* cells set by a strong key */
    size_t line;
    const char *start;
    bool deleted;
} JsonRow;

typedef struct JsonReader {
    DataFile *file;
    Map *keys;
    const RowSink *sink;
    yajl_handle handle;
    JsonPlace place;
    size_t skip;        /* depth inside a value that is passed over */
    bool enveloped;     /* rows stand in "values" of an object */
    Str key;            /* the key last read, in the envelope */
    JsonKey *field;     /* where it goes, in a row; NULL: nowhere */
    bool key_is_values;
    JsonRow outer;
    VEC(JsonRow) inner; /* kept until the outer object ends: its keys may come after them */
    size_t inner_used;
    size_t line;        /* of `counted` */
    const char *counted;
    size_t deleted;
    size_t rows;
    bool bare;          /* the list of rows is the document itself */
    bool listed, more_pages, stopped;
} JsonReader;

/* Just behind the token that YAJL reports. */
static const char *position(JsonReader *reader)
{
    return reader->file->text.s + yajl_get_bytes_consumed(reader->handle);
}

static size_t line_at(JsonReader *reader, const char *at)
{
    if (at > reader->counted) {
        reader->line += count_lines(reader->counted, at);
        reader->counted = at;
    }
    return reader->line;
}

/* Queues a fault at the token and ends the reading. */
static int refuse(JsonReader *reader, DiagCode code, const char *detail)
{
    const char *at = position(reader);
    Str marked = {at > reader->file->text.s ? at - 1 : at, 1};
    FAULT_IN(reader->file->faults, code, 1, reader->file->text.s, marked, reader->file->faults->shown, detail);
    reader->stopped = true;
    return 0;
}

static JsonRow *current(JsonReader *reader)
{
    return reader->place == JSON_INNER ? &reader->inner.items[reader->inner_used] : &reader->outer;
}

static void row_begin(JsonReader *reader, JsonRow *row)
{
    size_t count = reader->file->header_count;
    Arena *arena = reader->file->arena;
    if (!row->cells) {
        row->cells = arena_array(arena, count, sizeof *row->cells);
        row->strong = arena_array(arena, count, sizeof *row->strong);
    }
    memset(row->cells, 0, count * sizeof *row->cells);
    memset(row->strong, 0, count * sizeof *row->strong);
    row->start = position(reader) - 1;
    row->line = line_at(reader, row->start);
    row->deleted = false;
}

/* A new key of a row while headers are collected. */
static bool header_add(JsonReader *reader, Str name)
{
    DataFile *file = reader->file;
    if (file->header_count == ROWS_MAX_COLUMNS)
        return false;
    if ((file->header_count & (file->header_count - 1)) == 0) {
        Str *grown = arena_array(file->arena, file->header_count ? file->header_count * 2 : 1, sizeof *grown);
        if (file->header_count)
            memcpy(grown, file->headers, file->header_count * sizeof *grown);
        file->headers = grown;
    }
    JsonKey *key = ARENA_NEW(file->arena, JsonKey);
    key->field = file->header_count;
    file->headers[file->header_count++] = str_dup(file->arena, name);
    map_put(reader->keys, name, key);
    return true;
}

static bool emit(JsonReader *reader, const JsonRow *row)
{
    if (row->deleted) {
        reader->deleted++;
        return true;
    }
    RawRow raw = {.cells = row->cells, .count = reader->file->header_count, .line = row->line, .start = row->start};
    return reader->sink->row(reader->sink->self, &raw);
}

/* One of Kolada's values: what it lacks comes from the object around it. */
static bool emit_inner(JsonReader *reader, JsonRow *row)
{
    for (size_t i = 0; i < reader->file->header_count; i++)
        if (!row->cells[i].at)
            row->cells[i] = reader->outer.cells[i];
    row->deleted |= reader->outer.deleted;
    return emit(reader, row);
}

static int row_end(JsonReader *reader)
{
    bool nested = reader->inner_used > 0 || reader->listed;
    if (!reader->sink)
        return 1;
    if (!nested && !emit(reader, &reader->outer))
        return 0;
    for (size_t i = 0; i < reader->inner_used; i++)
        if (!emit_inner(reader, &reader->inner.items[i]))
            return 0;
    return 1;
}

static void set_cell(JsonReader *reader, RawKind kind, Str text, const char *at)
{
    JsonRow *row = current(reader);
    const JsonKey *key = reader->field;
    if (!key || !reader->sink)
        return;
    if (key->deleted) {
        row->deleted |= str_eqz(text, "true") || str_eqz(text, "1");
        return;
    }
    if (row->strong[key->field] && !key->strong)
        return;
    row->cells[key->field] = (RawCell){.kind = kind, .text = text, .at = at};
    row->strong[key->field] = key->strong;
}

static int on_scalar(JsonReader *reader, RawKind kind, Str text, const char *at)
{
    if (reader->skip)
        return 1;
    switch (reader->place) {
    case JSON_ROW:
    case JSON_INNER: set_cell(reader, kind, text, at); return 1;
    case JSON_ENVELOPE:
        if (kind == RAW_TEXT && text.n && (str_eqz(reader->key, "next_page") || str_eqz(reader->key, "next_url")))
            reader->more_pages = true;
        return 1;
    case JSON_LIST:
    case JSON_INNER_LIST:
    case JSON_TOP:
    case JSON_DONE: return refuse(reader, DIAG_S0436, NULL);
    }
    return 1;
}

static int on_null(void *self)
{
    JsonReader *reader = self;
    return on_scalar(reader, RAW_NULL, STR_LIT(""), position(reader) - 4);
}

static int on_boolean(void *self, int value)
{
    JsonReader *reader = self;
    return on_scalar(reader, RAW_TEXT, str_of(value ? "true" : "false"), position(reader) - (value ? 4 : 5));
}

static int on_number(void *self, const char *text, size_t n)
{
    JsonReader *reader = self;
    bool next = reader->place == JSON_ENVELOPE;    /* only texts say that there are more pages */
    return on_scalar(reader, next ? RAW_NULL : RAW_TEXT, (Str){text, n}, text);
}

static int on_string(void *self, const unsigned char *bytes, size_t n)
{
    JsonReader *reader = self;
    Str file = reader->file->text, text = {(const char *)bytes, n};
    bool inside = text.s >= file.s && text.s + n <= file.s + file.n;
    const char *at = inside ? text.s : position(reader) - 1;
    if (n > ROWS_MAX_CELL && !reader->skip)
        return refuse(reader, DIAG_S0414, NULL);
    return on_scalar(reader, RAW_TEXT, inside || reader->skip || !reader->sink ? text : str_dup(reader->file->arena, text), at);
}

static int on_key(void *self, const unsigned char *bytes, size_t n)
{
    JsonReader *reader = self;
    Str key = {(const char *)bytes, n};
    if (reader->skip)
        return 1;
    reader->key_is_values = str_eqz(key, "values");
    if (reader->place == JSON_ENVELOPE) {
        reader->key = str_dup(reader->file->arena, n > 64 ? STR_LIT("") : key);
        return 1;
    }
    reader->field = map_get(reader->keys, key);
    if (reader->field || reader->sink || (reader->file->nested && reader->key_is_values))
        return 1;
    return header_add(reader, key) || refuse(reader, DIAG_S0413, fault_number(reader->file->arena, ROWS_MAX_COLUMNS));
}

/* A list or object where a single value should be. */
static int pass_over(JsonReader *reader)
{
    if (reader->place == JSON_ROW || reader->place == JSON_INNER)
        set_cell(reader, RAW_NESTED, STR_LIT("[…]"), position(reader) - 1);
    reader->skip = 1;
    return 1;
}

static int deeper(JsonReader *reader)
{
    return ++reader->skip <= DEPTH_MAX || refuse(reader, DIAG_S0435, fault_number(reader->file->arena, DEPTH_MAX));
}

static int on_start_map(void *self)
{
    JsonReader *reader = self;
    if (reader->skip)
        return deeper(reader);
    switch (reader->place) {
    case JSON_TOP: reader->place = JSON_ENVELOPE; return 1;
    case JSON_LIST:
        reader->place = JSON_ROW;
        reader->rows++;
        reader->inner_used = 0;
        reader->listed = false;
        if (reader->sink)
            row_begin(reader, &reader->outer);
        return 1;
    case JSON_INNER_LIST:
        if (reader->inner_used == INNER_MAX)
            return refuse(reader, DIAG_S0440, fault_number(reader->file->arena, INNER_MAX));
        reader->place = JSON_INNER;
        if (reader->inner_used == reader->inner.count)
            vec_push(reader->file->arena, &reader->inner, (JsonRow){0});
        if (reader->sink)
            row_begin(reader, current(reader));
        return 1;
    case JSON_ENVELOPE:
    case JSON_ROW:
    case JSON_INNER:
    case JSON_DONE: return pass_over(reader);
    }
    return 1;
}

static int on_end_map(void *self)
{
    JsonReader *reader = self;
    if (reader->skip) {
        reader->skip--;
        return 1;
    }
    if (reader->place == JSON_INNER) {
        reader->inner_used++;
        reader->place = JSON_INNER_LIST;
        return 1;
    }
    bool row = reader->place == JSON_ROW;
    reader->place = row ? JSON_LIST : JSON_DONE;
    if (!row || row_end(reader))
        return 1;
    reader->stopped = true;
    return 0;
}

static int on_start_array(void *self)
{
    JsonReader *reader = self;
    if (reader->skip)
        return deeper(reader);
    switch (reader->place) {
    case JSON_TOP:
        reader->bare = true;
        reader->place = JSON_LIST;
        return 1;
    case JSON_ENVELOPE:
        if (!reader->key_is_values || reader->enveloped)
            return pass_over(reader);
        reader->enveloped = true;
        reader->place = JSON_LIST;
        return 1;
    case JSON_ROW:
        if (!reader->file->nested || !reader->key_is_values)
            return pass_over(reader);
        reader->listed = true;
        reader->place = JSON_INNER_LIST;
        return 1;
    case JSON_LIST:
    case JSON_INNER_LIST: return refuse(reader, DIAG_S0436, NULL);
    case JSON_INNER:
    case JSON_DONE: return pass_over(reader);
    }
    return 1;
}

static int on_end_array(void *self)
{
    JsonReader *reader = self;
    if (reader->skip)
        reader->skip--;
    else if (reader->place == JSON_INNER_LIST)
        reader->place = JSON_ROW;
    else
        reader->place = reader->enveloped ? JSON_ENVELOPE : JSON_DONE;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null, .yajl_boolean = on_boolean, .yajl_number = on_number, .yajl_string = on_string,
    .yajl_start_map = on_start_map, .yajl_map_key = on_key, .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array, .yajl_end_array = on_end_array,
};

/* What YAJL refused: the text there, or that the text ends too early. */
static void refuse_syntax(JsonReader *reader, bool early)
{
    DataFile *file = reader->file;
    size_t at = early ? file->text.n : yajl_get_bytes_consumed(reader->handle);
    at = at > file->text.n ? file->text.n : at;
    size_t from = at ? at - 1 : 0, n = file->text.n - from < 20 ? file->text.n - from : 20;
    Str marked = {file->text.s + from, n};
    FAULT_IN(file->faults, early ? DIAG_S0438 : DIAG_S0434, 1, file->text.s, marked, file->faults->shown, fault_quote(file->arena, str_trim(marked)));
}

/* Objects that share almost no keys would make a table of nothing but holes, far larger than the file. */
static bool refuse_sparse(const JsonReader *reader)
{
    const DataFile *file = reader->file;
    size_t limit = file->text.n * CELLS_PER_BYTE + CELLS_FREE;
    bool sparse = file->header_count > 0 && reader->rows > limit / file->header_count;
    if (sparse)
        FAULT_AT(file->faults, DIAG_S0441, 0, 0, file->faults->shown, fault_number(file->arena, reader->rows),
                 fault_number(file->arena, file->header_count));
    return sparse;
}

/* Remarks on the whole file; once, though the file may be read several times. */
static void tell(JsonReader *reader)
{
    DataFile *file = reader->file;
    if (file->told || file->faults->quiet)
        return;
    file->told = true;
    if (reader->more_pages)
        diag_add_at(file->faults->diags, DIAG_S0437, file->faults->shown, 0, 0, file->faults->shown, (char *)NULL);
    if (reader->deleted)
        diag_add_at(file->faults->diags, DIAG_S0439, file->faults->shown, 0, 0, file->faults->shown,
                    fault_number(file->arena, reader->deleted), (char *)NULL);
}

bool json_read(DataFile *file, Map *keys, const RowSink *sink)
{
    JsonReader reader = {.file = file, .keys = keys, .sink = sink, .line = 1, .counted = file->text.s};
    if (sink && !sink->headers(sink->self, file->headers, file->header_count, 1))
        return false;
    reader.handle = yajl_alloc(&callbacks, NULL, &reader);
    yajl_status status = yajl_parse(reader.handle, (const unsigned char *)file->text.s, file->text.n);
    bool parsed = status == yajl_status_ok;
    if (parsed)
        status = yajl_complete_parse(reader.handle);
    bool rows = reader.enveloped || reader.bare;
    if (status == yajl_status_ok && !rows)
        refuse(&reader, DIAG_S0436, NULL);
    else if (status == yajl_status_ok && !sink)
        rows = !refuse_sparse(&reader);
    else if (status == yajl_status_ok)
        tell(&reader);
    else if (status == yajl_status_error && !reader.stopped)
        refuse_syntax(&reader, parsed);
    yajl_free(reader.handle);
    return status == yajl_status_ok && rows;
}

bool json_looks_like(Str text)
{
    if (str_starts(text, STR_LIT("\xef\xbb\xbf")))
        text = str_from(text, 3);
    size_t at = 0;
    while (at < text.n && strchr(" \t\r\n", text.s[at]) && text.s[at])
        at++;
    return at < text.n && (text.s[at] == '[' || text.s[at] == '{');
}
