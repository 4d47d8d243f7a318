/* data.c: reads the file of a table: finds its source, lets the numbers decide the decimal mark, builds typed columns. The front door. */
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "data/cache/cache.h"
#include "data/columns.h"
#include "data/fast/fast.h"
#include "data/sources.h"

const DataSource *source_find(const TableSpec *spec, Str text)
{
    for (size_t i = 0; data_sources[i]; i++) {
        const DataSource *source = data_sources[i];
        bool named = spec->format.n == strlen(source->name) && strncasecmp(spec->format.s, source->name, spec->format.n) == 0;
        if (spec->format.n ? named : source->recognises(text, spec->path))
            return source;
    }
    return NULL;
}

static bool refuse_format(const DataFile *file, Diags *diags)
{
    StrBuf names = {0};
    for (size_t i = 0; data_sources[i]; i++)
        strbuf_printf(&names, "%s%s", i ? ", " : "", data_sources[i]->name);
    diag_add(diags, DIAG_S0401, file->spec->format_span, fault_quote(file->arena, file->spec->format), names.s, (char *)NULL);
    strbuf_free(&names);
    file->faults->count++;
    return false;
}

static size_t most_bytes(const TableSpec *spec)
{
    return spec->most_bytes ? spec->most_bytes : DATA_MAX_BYTES;
}

static const char *size_text(Arena *arena, size_t bytes)
{
    bool large = bytes >= (size_t)1 << 30;
    return arena_printf(arena, "%zu %s", bytes >> (large ? 30 : 20), large ? "GiB" : "MiB");
}

bool file_refuse(const DataFile *file, FileStatus status, const char *detail, Diags *diags)
{
    static const DiagCode codes[] = {
        [FILE_NOT_FOUND] = DIAG_S0901, [FILE_NO_ACCESS] = DIAG_S0902, [FILE_IS_DIRECTORY] = DIAG_S0903,
        [FILE_TOO_LARGE] = DIAG_S0904, [FILE_CHANGED] = DIAG_S0905,   [FILE_IO] = DIAG_S0906,
    };
    const char *second = status == FILE_TOO_LARGE ? size_text(file->arena, most_bytes(file->spec)) : detail ? detail : "";
    diag_add(diags, codes[status], file->spec->path_span, file->spec->shown, second, (char *)NULL);
    file->faults->count++;
    return false;
}

void file_begin(DataFile *file, Arena *arena, Diags *diags)
{
    const char *shown = file->spec->shown;
    file->arena = arena;
    *file->faults = (Faults){.diags = diags, .arena = arena, .shown = shown};
    *file->identity = (TableData){.shown = shown, .encoding = "", .separator = "", .decimal = "", .format = ""};
}

bool file_open(DataFile *file, Arena *arena, Diags *diags)
{
    const TableSpec *spec = file->spec;
    const char *detail = NULL;
    file_begin(file, arena, diags);
    FileStatus status = file_read(arena, spec->path, most_bytes(spec), &file->text, &detail);
    if (status != FILE_OK)
        return file_refuse(file, status, detail, diags);
    file->faults->text = file->text;
    file->identity->bytes = file->text.n;
    sha256_hex(file->text, file->identity->sha256);
    file->source = source_find(spec, file->text);
    if (!file->source)
        return refuse_format(file, diags);
    file->identity->format = file->source->name;
    if (file->text.n == 0) {
        FAULT_AT(file->faults, DIAG_S0410, 0, 0, spec->shown);
        return false;
    }
    return file->source->open(file);
}

/* A first run over the rows until a number has decided the decimal mark. */
typedef struct EvidenceSink {
    DataFile *file;
    TableBuilder *builder;
    Binding binding;
} EvidenceSink;

static bool evidence_headers(void *self, const Str *headers, size_t count, size_t line)
{
    (void)line;
    EvidenceSink *sink = self;
    return bind_headers(sink->file->arena, &sink->builder->shape, headers, count, sink->file->faults, &sink->binding);
}

static bool evidence_cell(EvidenceSink *sink, const RawCell *cell, ColumnType type, size_t line)
{
    if (type != COLUMN_NUMBER)    /* decimals in a column of whole numbers are a fault, not evidence */
        return false;
    Str text = cell_trim(cell->text);
    char mark = number_evidence(text);
    if (mark != ',' && mark != '.')
        return false;
    sink->builder->rules.decimal = mark;
    sink->builder->rules.evidence = str_of(fault_quote(sink->file->arena, text));
    sink->builder->rules.evidence_line = line;
    return true;
}

static bool evidence_row(void *self, const RawRow *row)
{
    EvidenceSink *sink = self;
    const TableShape *shape = &sink->builder->shape;
    for (size_t i = 0; i < shape->plain_count; i++)
        if (evidence_cell(sink, &row->cells[sink->binding.plain[i]], shape->columns[i].type, row->line))
            return false;
    for (size_t i = 0; shape->unpivot && i < shape->unpivot->header_count; i++)
        if (evidence_cell(sink, &row->cells[sink->binding.wide[i]], shape->unpivot->value.type, row->line))
            return false;
    return !effort_stopped(sink->file->spec->effort);
}

static bool has_numbers(const TableShape *shape)
{
    for (size_t i = 0; i < shape->count; i++)
        if (shape->columns[i].type == COLUMN_NUMBER)
            return true;
    return false;
}

void table_decide_decimal(DataFile *file, TableBuilder *builder)
{
    builder->rules.decimal = file->decimal;
    builder->rules.exponents = file->exponents;
    if (file->decimal == 0 && has_numbers(&builder->shape)) {
        EvidenceSink evidence = {.file = file, .builder = builder};
        RowSink sink = {.headers = evidence_headers, .row = evidence_row, .self = &evidence};
        file->faults->quiet = true;
        file->source->rows(file, &sink);
        file->faults->quiet = false;
    }
    file->identity->decimal = builder->rules.decimal == ',' ? "," : builder->rules.decimal == '.' ? "." : "";
    /* Where commas separate the fields, an unquoted number can only have a decimal point. */
    if (builder->rules.decimal == 0 && file->separator == ',')
        builder->rules.decimal = '.';
}

/* The run that builds the columns. */
#define TOLD_ROWS 16384            /* a MB or so */

typedef struct BuildSink {
    DataFile *file;
    TableBuilder *builder;
    Binding binding;
    Stored *keys;          /* of the unpivot's headers */
    Stored *plain;         /* of the current row */
} BuildSink;

/* The headers of an unpivot are values of the key column; a month name belongs to the year that is stated. */
static bool read_keys(BuildSink *sink)
{
    TableBuilder *builder = sink->builder;
    const UnpivotSpec *wide = builder->shape.unpivot;
    size_t key = builder->shape.plain_count;
    sink->keys = arena_array(sink->file->arena, wide->header_count, sizeof *sink->keys);
    for (size_t i = 0; i < wide->header_count; i++) {
        CellValue unused;
        CellFault fault;
        Str text = str_trim(wide->headers[i]);
        RawCell cell = {.text = text};
        builder->rules.year = wide->year;
        bool fits = cell_read(&builder->rules, &builder->shape.columns[key], text, &unused, &fault);
        if (fits)
            sink->keys[i] = builder_cell(builder, key, &cell, &(RawRow){0});
        builder->rules.year = 0;
        if (fits)
            continue;
        bool month = month_read(header_fold(sink->file->arena, text)) > 0;
        bind_fault(sink->file->faults, month ? DIAG_S0442 : DIAG_S0443, wide->span, fault_quote(sink->file->arena, text), sink->file->faults->shown,
                   NULL);
        return false;
    }
    return true;
}

static bool build_headers(void *self, const Str *headers, size_t count, size_t line)
{
    (void)line;
    BuildSink *sink = self;
    const TableShape *shape = &sink->builder->shape;
    sink->plain = arena_array(sink->file->arena, shape->plain_count, sizeof *sink->plain);
    return bind_headers(sink->file->arena, shape, headers, count, sink->file->faults, &sink->binding) && (!shape->unpivot || read_keys(sink));
}

static void push_plain(BuildSink *sink, size_t line)
{
    TableBuilder *builder = sink->builder;
    for (size_t i = 0; i < builder->shape.plain_count; i++)
        builder_push(builder, i, sink->plain[i]);
    builder_row(builder, line);
}

/* Tells how far it has come, now and then; false when the work is to stop. */
static bool build_goes_on(const DataFile *file, size_t rows, const char *at)
{
    Effort *effort = file->spec->effort;
    if (!effort || rows % TOLD_ROWS)
        return true;
    bool inside = at >= file->text.s && at < file->text.s + file->text.n;
    Progress progress = {.shown = file->spec->shown, .bytes = inside ? (uint64_t)(at - file->text.s) : 0, .all_bytes = file->identity->bytes, .rows = rows};
    if (effort->progress)
        effort->progress(effort->progress_self, &progress);
    return !effort_stopped(effort);
}

#define SCRATCH_ROWS 65536     /* of a file of any size: what is made while reading cells is thrown away after so many rows */

static bool build_row(void *self, const RawRow *row)
{
    BuildSink *sink = self;
    TableBuilder *builder = sink->builder;
    const TableShape *shape = &builder->shape;
    if (!build_goes_on(sink->file, builder->source_rows++, row->start))
        return false;
    if (builder->unkept && builder->source_rows % SCRATCH_ROWS == 0) {
        arena_free(builder->rules.arena);
        builder->rules.arena = arena_new();
    }
    for (size_t i = 0; i < shape->plain_count; i++)
        sink->plain[i] = builder_cell(builder, i, &row->cells[sink->binding.plain[i]], row);
    if (!shape->unpivot)
        push_plain(sink, row->line);
    for (size_t i = 0; shape->unpivot && i < shape->unpivot->header_count; i++) {
        push_plain(sink, row->line);
        builder_push(builder, shape->plain_count, sink->keys[i]);
        builder_push(builder, shape->plain_count + 1, builder_cell(builder, shape->plain_count + 1, &row->cells[sink->binding.wide[i]], row));
    }
    return true;
}

void table_tell_empty(const DataFile *file, Diags *diags, size_t rows)
{
    const TableSpec *spec = file->spec;
    if (rows == 0 && file->faults->count == 0 && !spec->may_be_empty)
        diag_add_at(diags, DIAG_S0411, spec->shown, 0, 0, spec->shown, (char *)NULL);
}

bool table_build(DataFile *file, Arena *arena, Arena *scratch, Diags *diags, bool unkept)
{
    TableBuilder builder;
    TableShape shape = table_shape(scratch, file->spec, file->nested);
    builder_init(&builder, arena, scratch, file->spec, shape, file->faults);
    builder.unkept = unkept;
    if (unkept)
        builder.rules.arena = arena_new();
    table_decide_decimal(file, &builder);
    BuildSink build = {.file = file, .builder = &builder};
    RowSink sink = {.headers = build_headers, .row = build_row, .self = &build};
    bool read = file->source->rows(file, &sink);
    builder_finish(&builder, file->identity);
    if (unkept)
        arena_free(builder.rules.arena);
    if (read)
        table_tell_empty(file, diags, builder.source_rows);
    return read;
}

static void read_told(const TableSpec *spec, const TableData *data)
{
    Effort *effort = spec->effort;
    if (!effort)
        return;
    Progress progress = {.shown = spec->shown, .bytes = data->bytes, .all_bytes = data->bytes, .rows = data->source_rows, .done = true};
    if (effort->progress)
        effort->progress(effort->progress_self, &progress);
    effort->bytes_read += data->bytes;
    effort->rows_read += data->source_rows;
}

static bool file_to_table(Arena *arena, const TableSpec *spec, Diags *diags, TableData *out)
{
    bool read;
    if (fast_read(arena, spec, diags, out, &read)) {
        read_told(spec, out);
        return read;
    }
    Arena *scratch = arena_new();
    Faults faults;
    DataFile file = {.spec = spec, .faults = &faults, .identity = out};
    read = file_open(&file, scratch, diags) && table_build(&file, arena, scratch, diags, false);
    faults_summary(&faults);
    arena_free(scratch);
    read_told(spec, out);
    return read && faults.count == 0;
}

bool data_read(Arena *arena, const TableSpec *spec, Diags *diags, TableData *out)
{
    CachePlace place;
    if (cache_find(arena, spec, diags, &place, out))
        return true;
    size_t told = diags->list.count;
    if (effort_stopped(spec->effort) || !file_to_table(arena, spec, diags, out))
        return false;
    cache_keep(&place, spec, diags, told, out);
    return true;
}
