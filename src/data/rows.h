/* rows.h: the narrow waist of the data room. A source opens a file and delivers rows of cells; evidence, typing and sniffing are sinks. */
#ifndef STYR_DATA_ROWS_H
#define STYR_DATA_ROWS_H

#include "base/file.h"
#include "data/faults.h"
#include "data/table.h"

#define ROWS_MAX_COLUMNS 10000
#define ROWS_MAX_CELL ((size_t)1 << 20)

typedef enum RawKind {
    RAW_TEXT,
    RAW_NULL,      /* JSON null; the text is why, if the file says */
    RAW_NESTED,    /* a JSON list or object where a value should be */
} RawKind;

typedef struct RawCell {
    Str text;              /* without quotes; valid during the call */
    const char *at;        /* where it starts in the file's text; NULL where it has no place */
    RawKind kind;
} RawCell;

typedef struct RawRow {
    const RawCell *cells;
    size_t count;
    size_t line;           /* of `start` */
    const char *start;     /* where the row starts in the file's text */
} RawRow;

/* Each returns false to stop the reading. */
struct RowSink {
    bool (*headers)(void *self, const Str *headers, size_t count, size_t line);
    bool (*row)(void *self, const RawRow *row);
    void *self;
};

struct DataFile {
    Arena *arena;              /* scratch: gone when the table is read */
    const TableSpec *spec;
    const DataSource *source;
    Str text;                  /* raw bytes; after open UTF-8 without byte-order mark */
    size_t body, body_line;    /* where the rows begin, behind a line such as "sep=;" */
    char separator;            /* of CSV */
    size_t title, fields;      /* of CSV: when the first line is no header row, its fields and those of the rows; else 0 */
    char decimal;              /* ',' '.' or 0: undecided */
    bool exponents;            /* numbers may be written with an exponent (JSON) */
    Str *headers;              /* of JSON, found by open */
    size_t header_count;
    bool nested;               /* of JSON: Kolada's shapes */
    bool told;                 /* remarks on the whole file are queued already */
    Faults *faults;
    TableData *identity;       /* encoding, separator, decimal, format are set here */
};

/* str_trim with a short way out for the common cell that has nothing to trim. */
static inline Str cell_trim(Str text)
{
    if (text.n == 0)
        return text;
    unsigned char first = (unsigned char)text.s[0], last = (unsigned char)text.s[text.n - 1];
    bool plain = first > ' ' && first < 0x7f && last > ' ' && last < 0x7f;
    return plain ? text : str_trim(text);
}

static inline Str str_from(Str text, size_t at)
{
    return (Str){text.s + at, text.n - at};
}

/* The source that the spec names or that recognises the text; NULL if the name is unknown. */
const DataSource *source_find(const TableSpec *spec, Str text);
/* An identity and a list of faults that are empty. */
void file_begin(DataFile *file, Arena *arena, Diags *diags);
/* Says why the file could not be read; false. */
bool file_refuse(const DataFile *file, FileStatus status, const char *detail, Diags *diags);
/* Reads spec->path, finds the source and opens it. text of file is in file->arena. */
bool file_open(DataFile *file, Arena *arena, Diags *diags);
/* file->text from raw bytes to UTF-8; says in identity->encoding what it was. */
bool encoding_decode(DataFile *file);
/* Whether a file that begins with head (or is it, whole) is read as UTF-8, unless other bytes come later. */
bool encoding_may_be_utf8(const DataFile *file, Str head, bool whole);
/* Takes the byte-order mark, if there is one, off the text of a file in UTF-8. */
void encoding_take_mark(DataFile *file);

#endif
