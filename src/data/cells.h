/* cells.h: the text of one cell -> a typed value, or the code of what is wrong with it. Called by columns.c. */
#ifndef STYR_DATA_CELLS_H
#define STYR_DATA_CELLS_H

#include "data/table.h"

/* A list of words of a table, folded for comparison. */
typedef struct WordList {
    const CellWord *words;
    Str *folded;
    size_t count, longest;
} WordList;

typedef bool UnitFactor(void *context, Str unit, const ColumnSpec *column, Fix *factor);

typedef struct CellRules {
    Arena *arena;              /* scratch, for folded and composed texts */
    WordList missing, not_applicable, qualifiers;
    bool numeric_words;        /* some word could be read as a number: words are then looked up first */
    bool empty_not_applicable; /* the empty text is a declared `ej tillämplig` */
    Str empty_reason;
    char decimal;              /* ',' '.' or 0: no number has decided it */
    Str evidence;              /* the cell that decided it; empty when it was stated or follows from the format */
    size_t evidence_line;
    bool exponents;            /* 1e3 is a number, 1.0 a whole one */
    bool underscore;           /* "_" is missing, as in rule files */
    UnitFactor *unit_factor;   /* units in cells, or NULL: only the column's own */
    void *unit_context;
    int year;                  /* that month names belong to, 0 if unknown; only for the headers of an unpivot */
} CellRules;

typedef struct CellValue {
    CellState state;
    int64_t value;             /* Fix or Date */
    Period period;
    Str text;                  /* NFC, trimmed */
    Str reason;                /* of missing, or the qualifier */
    bool rounded;              /* digits were lost */
} CellValue;

/* What is wrong: code and the further arguments of its message ({2}, {3}; {0} is the cell's text and {1} the header). */
typedef struct CellFault {
    DiagCode code;
    const char *detail, *more;
} CellFault;

void cell_rules_init(CellRules *rules, Arena *arena, const TableSpec *spec);
/* text is trimmed. False with *fault set when the cell is not what the column asks for. */
bool cell_read(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault);
/* The word of the list that text is, or NULL. */
const CellWord *word_find(const CellRules *rules, const WordList *list, Str text);

/* A number as it is written, before the decimal mark is judged. */
typedef struct NumberShape {
    bool negative, grouped;
    char mark;                 /* ',' '.' or 0 */
    size_t whole_digits, decimals;
    bool leading_zero;
    Wide mantissa;             /* value = mantissa / 10^scale */
    int scale;                 /* 0..18 */
    bool dropped;              /* further decimals were not zero */
    bool too_large;
    size_t end;                /* bytes read */
} NumberShape;

/* Reads the number that text begins with; false if it begins with none. */
bool number_scan(Str text, bool exponents, NumberShape *out);
/* mantissa / 10^scale * factor as a Fix (factor is one too), rounded half away from zero; false when it is too large. */
bool number_value(const NumberShape *shape, Fix factor, Fix *out, bool *rounded);
/* True when the mark could just as well separate thousands: 1.234 and 1,234. */
bool number_ambiguous(const NumberShape *shape);
/* What a cell says about the file's decimal mark: ',' or '.', '?' when it is ambiguous, 0 when it says nothing. */
char number_evidence(Str text);
bool number_cell(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault);

/* ISO, compact, slashes, "31 augusti 2025", with or without midnight behind. *exists is false for a date that is written as one but is none. */
bool date_read(Arena *arena, Str text, Date *out, bool *exists);
/* Periods as period_parse reads them, and "augusti 2025"; with year > 0 also "augusti", "aug". */
bool period_read(Arena *arena, Str text, int year, Period *out);
/* 1..12 for a Swedish month name or its abbreviation of at least three letters (folded text), else 0. */
int month_read(Str folded);

#endif
