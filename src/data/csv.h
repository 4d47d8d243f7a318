/* csv.h: rows of separated text, quotes respected. Used by csv.c (the source) and dialect.c (which tries separators). */
#ifndef STYR_DATA_CSV_H
#define STYR_DATA_CSV_H

#include "data/rows.h"

typedef enum CsvStatus { CSV_ROW, CSV_END, CSV_BROKEN } CsvStatus;

typedef struct CsvReader {
    Arena *arena;
    Str text;
    size_t at, line;
    char separator;
    bool stops[256];               /* bytes that end a field */
    Faults *faults;
    VEC(RawCell) cells;            /* of the current row; at most ROWS_MAX_COLUMNS + 1 */
    VEC(size_t) escaped;           /* cells whose quotes are doubled */
    size_t total;                  /* fields of the current row, also those not kept */
    char *plain;                   /* texts of escaped cells without the doubling */
    size_t plain_cap;
} CsvReader;

/* Reads text from `at` on, which is on line `line`. */
void csv_reader_init(CsvReader *reader, Arena *arena, Str text, size_t at, size_t line, char separator, Faults *faults);
/* The next row; its cells are valid until the next call. CSV_BROKEN: a fault is queued and nothing more can be read. */
CsvStatus csv_next(CsvReader *reader, RawRow *row);
/* True when every field of the row is empty. */
bool csv_blank(const CsvReader *reader);

/* The rows of a file on their way to a sink; its text may come in pieces that end where rows do. */
typedef struct CsvRun {
    DataFile *file;
    const RowSink *sink;
    size_t headers;                /* fields of the header row; 0 before it */
} CsvRun;

/* False, with a fault, where the first line is no header row. */
bool csv_run_begin(const CsvRun *run);
/* Delivers the rows from reader->at to the end of its text; false when they cannot be read or the sink wants no more. */
bool csv_run(CsvRun *run, CsvReader *reader);
/* False, with a fault, when there was no header row. */
bool csv_run_end(const CsvRun *run);

/* Sets file->separator from what the table states or the rows show; skips a line "sep=;". */
bool dialect_recognise(DataFile *file);

#endif
