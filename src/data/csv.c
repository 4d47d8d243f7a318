/* csv.c: the source "csv": separated text as people have it. */
#include "data/csv.h"
#include "data/sources.h"

static bool csv_recognises(Str text, const char *path)
{
    (void)text;
    (void)path;
    return true;    /* the last in the table: any other text is read as CSV */
}

static bool csv_open(DataFile *file)
{
    if (!encoding_decode(file) || !dialect_recognise(file))
        return false;
    file->decimal = file->spec->decimal;
    return true;
}

/* The header row, copied: its cells live only until the next row. */
static bool deliver_headers(DataFile *file, const CsvReader *reader, const RawRow *row, const RowSink *sink)
{
    Faults *faults = file->faults;
    if (reader->total > ROWS_MAX_COLUMNS) {
        FAULT_AT(faults, DIAG_S0413, row->line, 0, faults->shown, fault_number(file->arena, ROWS_MAX_COLUMNS));
        return false;
    }
    Str *headers = arena_array(file->arena, reader->total, sizeof *headers);
    for (size_t i = 0; i < reader->total; i++)
        headers[i] = str_dup(file->arena, str_trim(row->cells[i].text));
    return sink->headers(sink->self, headers, reader->total, row->line);
}

static void refuse_ragged(DataFile *file, const RawRow *row, size_t headers)
{
    if (!fault_unshown(file->faults, row->line))
        FAULT_AT(file->faults, DIAG_S0417, row->line, 0, fault_number(file->arena, row->count), fault_number(file->arena, headers));
}

/* Every row has another number of fields than the first line: one message instead of one for each row. */
static bool refuse_title(DataFile *file)
{
    FAULT_AT(file->faults, DIAG_S0412, file->body_line, 0, file->faults->shown, fault_number(file->arena, file->title),
             fault_number(file->arena, file->fields));
    return false;
}

bool csv_run_begin(const CsvRun *run)
{
    return run->file->title ? refuse_title(run->file) : true;
}

bool csv_run(CsvRun *run, CsvReader *reader)
{
    RawRow row;
    CsvStatus status;
    while ((status = csv_next(reader, &row)) == CSV_ROW) {
        if (csv_blank(reader))
            continue;
        if (run->headers == 0) {
            run->headers = reader->total;
            if (!deliver_headers(run->file, reader, &row, run->sink))
                return false;
            continue;
        }
        if (reader->total != run->headers)
            refuse_ragged(run->file, &row, run->headers);
        else if (!run->sink->row(run->sink->self, &row))
            return false;
    }
    return status == CSV_END;
}

bool csv_run_end(const CsvRun *run)
{
    if (run->headers == 0)
        FAULT_AT(run->file->faults, DIAG_S0410, 0, 0, run->file->faults->shown);
    return run->headers > 0;
}

static bool csv_rows(DataFile *file, const RowSink *sink)
{
    CsvReader reader;
    CsvRun run = {.file = file, .sink = sink};
    if (!csv_run_begin(&run))
        return false;
    csv_reader_init(&reader, file->arena, file->text, file->body, file->body_line, file->separator, file->faults);
    return csv_run(&run, &reader) && csv_run_end(&run);
}

const DataSource csv_source = {
    .name = "csv",
    .about = {"Text med avgränsare (semikolon, komma, tab eller |), som Excel och ekonomisystem sparar den.",
              "Separated text (semicolon, comma, tab or |), as Excel and accounting systems save it."},
    .recognises = csv_recognises,
    .open = csv_open,
    .rows = csv_rows,
};
