/* table.h: what a table declaration asks of a file, and the columns that come back. The data room knows nothing of the model. */
#ifndef STYR_DATA_TABLE_H
#define STYR_DATA_TABLE_H

#include "base/effort.h"
#include "base/num.h"
#include "text/diag.h"
#include "time/date.h"

typedef enum ColumnType {
    COLUMN_TEXT,     /* codes into dict */
    COLUMN_INT,      /* whole numbers as Fix */
    COLUMN_NUMBER,   /* Fix, already multiplied by `factor` (tkr: 1000) */
    COLUMN_DATE,     /* Date */
    COLUMN_PERIOD,   /* codes into periods */
    COLUMN_BODY,     /* text codes into dict: which body a code means is bound later (exec) */
    COLUMN_VINTAGE,  /* the occasion of a forecast: codes into periods */
} ColumnType;

/* One column asked for. Found by header text: exact after trimming and case folding; runs of blanks count as one. */
typedef struct ColumnSpec {
    Str header;
    Str name;
    ColumnType type;
    Fix factor;          /* FIX_ONE unless the unit is a multiple (tkr 1000, mnkr 10^6, % 0.01) */
    Str unit;            /* as written, for messages: "tkr" */
    bool strip_percent;  /* the unit is % : a trailing % sign in cells is accepted */
    Span span;           /* the attribute in the rule file */
} ColumnSpec;

/* Wide to long: each header becomes one row with (key, value). */
typedef struct UnpivotSpec {
    Str *headers;
    size_t header_count;
    Str key_name;
    ColumnType key_type;   /* COLUMN_BODY, COLUMN_PERIOD (month names allowed: needs `year`), COLUMN_TEXT */
    ColumnSpec value;      /* name, type, factor of the value; header unused */
    int year;              /* year that month names belong to, 0 if unknown */
    Span span;
} UnpivotSpec;

typedef struct CellWord {  /* a spelling in cells with a meaning of its own */
    Str text;              /* compared after trimming and case folding */
    Str reason;            /* may be empty */
} CellWord;

typedef struct TableSpec {
    Str name;
    Span span;             /* the declaration's heading */
    Span path_span;        /* the path in the rule file */
    Span format_span, encoding_span, separator_span;   /* where the three below are stated */
    const char *path;      /* to open; NULL for rows given in a test */
    const char *shown;     /* how messages and findings name the file */
    Str format;            /* "csv", "kolada", "json"; empty: by file name, else by content */
    Str encoding;          /* stated by the model, empty: recognised */
    Str separator;         /* ";" "," "tab"; empty: recognised */
    bool may_be_empty;     /* a log in which nothing has been entered yet is no mistake */
    char decimal;          /* ',' '.' or 0: recognised */
    Effort *effort;        /* or NULL */
    size_t most_bytes;     /* a larger file is refused; 0: DATA_MAX_BYTES */
    VEC(ColumnSpec) columns;
    VEC(UnpivotSpec) unpivots;       /* at most one is used */
    VEC(CellWord) missing;           /* beside the empty cell */
    VEC(CellWord) not_applicable;
    VEC(CellWord) qualifiers;        /* `tolka "ca", "prel." som preliminär`: words allowed before or after a number; reason = preliminär. The text "(ÅÅÅÅ)" allows a year in brackets */
} TableSpec;

typedef enum CellState { CELL_OK, CELL_MISSING, CELL_NOT_APPLICABLE } CellState;

/* How the stored values of a part are kept. A value is base + unit * what is stored: a day, whole öre, the code of a text. */
typedef enum CellWidth { WIDTH_U8, WIDTH_U16, WIDTH_U32, WIDTH_I32, WIDTH_I64 } CellWidth;

/* The cells of one column in one part of the table. */
typedef struct ColumnPart {
    CellWidth width;
    int64_t base, unit;
    void *values;           /* by width; what stands in a cell that is not CELL_OK means nothing, but is within low..high (base where there is none) */
    const uint32_t *codes;  /* what is stored -> the code in the column's dictionary; NULL: they are the same */
    uint8_t *states;        /* CellState; NULL: every cell is CELL_OK */
    uint16_t *reasons;      /* index into TableData.reasons, 0 none: why missing, or the qualifier of a qualified value; NULL if no cell has one */
    bool any;               /* some cell is CELL_OK */
    int64_t low, high;      /* bounds of the values of those cells: codes, where the column has a dictionary */
} ColumnPart;

/* Rows that were read together. Every table has at least one part. */
typedef struct DataPart { size_t first, count; } DataPart;

/* Rows from `row` on: each stands on the line after the one before, or `per` of them stand on each line. */
typedef struct LineRun { size_t row; uint32_t line, per; } LineRun;
#define LINE_STANDS UINT32_MAX                /* per: all of them on one line */

typedef struct Column {
    Str name;
    ColumnType type;
    Str *dict;              /* distinct texts as first written, NFC, trimmed; COLUMN_TEXT and COLUMN_BODY */
    size_t dict_count;
    Period *periods;        /* distinct periods; COLUMN_PERIOD and COLUMN_VINTAGE */
    size_t period_count;
    ColumnPart *parts;      /* by part of the table */
    const DataPart *rows;   /* the parts of the table */
    size_t part_count;
} Column;

typedef struct TableData {
    size_t rows;
    DataPart *parts; size_t part_count;
    Column *columns;        /* in the order of spec->columns, then the unpivot's key and value */
    size_t column_count;
    LineRun *lines; size_t line_count;
    Str *reasons;           /* [0] is empty */
    size_t reason_count;
    const char *shown;      /* file name as in the spec */
    char sha256[65];
    size_t bytes;
    const char *encoding;   /* what was recognised: "UTF-8", "UTF-8 med BOM", "Windows-1252", "CP437", "CP850" */
    const char *separator;  /* ";" "," "tab", "" for JSON */
    const char *decimal;    /* "," "." or "" when no number decided it */
    const char *format;     /* "csv", "kolada" */
    size_t source_rows;     /* rows (JSON: values) in the file before wide to long */
} TableData;

/* The part that the row is in; *row becomes its place there. */
static inline size_t data_part(const DataPart *parts, size_t count, size_t *row)
{
    size_t part = 0;
    while (part + 1 < count && *row >= parts[part + 1].first)
        part++;
    *row -= parts[part].first;
    return part;
}

static inline int64_t part_stored(const ColumnPart *part, size_t at)
{
    switch (part->width) {
    case WIDTH_U8: return ((const uint8_t *)part->values)[at];
    case WIDTH_U16: return ((const uint16_t *)part->values)[at];
    case WIDTH_U32: return ((const uint32_t *)part->values)[at];
    case WIDTH_I32: return ((const int32_t *)part->values)[at];
    case WIDTH_I64: return ((const int64_t *)part->values)[at];
    }
    return 0;
}

/* The value of a cell that is CELL_OK: Fix, Date or code, see ColumnType. */
static inline int64_t column_value(const Column *column, size_t row)
{
    const ColumnPart *part = &column->parts[data_part(column->rows, column->part_count, &row)];
    int64_t stored = part_stored(part, row);
    return part->codes ? part->codes[stored] : part->base + part->unit * stored;
}

static inline CellState column_state(const Column *column, size_t row)
{
    const ColumnPart *part = &column->parts[data_part(column->rows, column->part_count, &row)];
    return part->states ? (CellState)part->states[row] : CELL_OK;
}

/* Index into TableData.reasons, 0: none. */
static inline uint16_t column_reason(const Column *column, size_t row)
{
    const ColumnPart *part = &column->parts[data_part(column->rows, column->part_count, &row)];
    return part->reasons ? part->reasons[row] : 0;
}

/* True when every cell is CELL_OK. */
static inline bool column_complete(const Column *column)
{
    for (size_t i = 0; i < column->part_count; i++)
        if (column->parts[i].states)
            return false;
    return true;
}

/* Values and states (may be NULL) of rows first … first + count, which are within one part; values of cells that are not CELL_OK are 0. */
void column_decode(const Column *column, size_t first, size_t count, int64_t *values, uint8_t *states);
/* Bounds of the values of cells that are CELL_OK; false when there are none. */
bool column_bounds(const Column *column, int64_t *low, int64_t *high);
/* How many of rows first … are in the same part, at most `most`. */
size_t data_batch(const TableData *data, size_t first, size_t most);
/* The line of a row in the file, from 1. */
uint32_t data_line(const TableData *data, size_t row);
/* Those of rows first … first + count. */
void data_lines(const TableData *data, size_t first, size_t count, uint32_t *lines);

#define DATA_MAX_BYTES ((size_t)4 << 30)
#define DATA_SHOWN_ERRORS 20   /* per file; the rest are summarised in one diagnostic */

/* Reads the file of spec. Every problem is queued; false when the table could not be used (any error). */
bool data_read(Arena *arena, const TableSpec *spec, Diags *diags, TableData *out);

/* One row of cells written in a rule file (`givet` of a test). Empty text or "_" is missing. */
typedef struct GivenCell { Str text; Span span; } GivenCell;
typedef struct GivenRow { GivenCell *cells; size_t count; Span span; } GivenRow;
/* Columns named by `names` (column names, not headers) filled from rows; columns of spec not named are missing in every row. Values are read as in a
 * file with decimal comma; a number may carry a unit word (kr, tkr, mnkr, mdkr, %, procent …), given in unit_factor. Errors point into the rule file. */
bool data_from_cells(Arena *arena, const TableSpec *spec, const GivenCell *names, size_t name_count, const GivenRow *rows, size_t row_count,
                     bool (*unit_factor)(void *context, Str unit, const ColumnSpec *column, Fix *factor), void *context, Diags *diags, TableData *out);

/* `styr data FIL`: what is in a file, as text, and a ready declaration. */
typedef struct SniffColumn {
    Str header;
    Str name;              /* a proposed name */
    ColumnType type;
    Str unit;              /* "tkr", "%", "" */
    size_t empty, odd;     /* empty cells; cells that do not fit the type */
    Str example, min, max; /* as written; min and max for numbers, dates and periods */
    size_t distinct;       /* up to 1000 */
} SniffColumn;
typedef struct Sniff {
    TableData data;        /* file identity fields only */
    VEC(SniffColumn) columns;
    VEC(CellWord) odd_words;   /* recurring texts in number columns ("-", "i.u"), reason = how many */
    Str sum_row;           /* text of a last row that looks like a printed total, empty if none */
    Str sum_column;        /* header of the column where it stands */
    Str unclear;           /* a number such as 1.500 when nothing in the file tells thousands from decimals; else empty */
} Sniff;
bool data_sniff(Arena *arena, const char *path, const char *shown, Diags *diags, Sniff *out);
/* The `tabell` declaration for a sniffed file; path as it should stand in the rule file. */
void data_declaration(StrBuf *out, const Sniff *sniff, Str name, Str path);

/* The columns that format kolada has when the declaration names none: nyckeltal, kommun, år, kön, värde, status, antal. */
const ColumnSpec *data_kolada_columns(size_t *count);

/* One way of reading files: one per source file, listed in sources.c. DataFile and RowSink: rows.h. */
typedef struct DataFile DataFile;
typedef struct RowSink RowSink;
typedef struct DataSource {
    const char *name;                                        /* "csv" */
    const char *about[2];                                    /* by Lang */
    bool (*recognises)(Str text, const char *path);          /* by content or name */
    bool (*open)(DataFile *file);                            /* decodes, recognises the dialect; false with errors queued */
    bool (*rows)(DataFile *file, const RowSink *sink);       /* delivers headers, then rows; may be called more than once */
} DataSource;
extern const DataSource *const data_sources[];               /* NULL-terminated */

#endif
