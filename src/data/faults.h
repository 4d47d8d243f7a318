/* faults.h: problems in a data file, with their place; the first DATA_SHOWN_ERRORS are queued, the rest are counted. */
#ifndef STYR_DATA_FAULTS_H
#define STYR_DATA_FAULTS_H

#include "text/diag.h"

struct RawRow;

typedef struct Faults {
    Diags *diags;
    Arena *arena;              /* scratch for arguments */
    const char *shown;         /* the file as messages name it */
    Str text;                  /* its text, to count lines and columns in */
    Source *source;            /* for rows given in a rule file: places are spans there */
    bool quiet;                /* a trial run: count nothing, queue nothing */
    size_t count;              /* all faults so far */
    size_t first_line, last_line;
} Faults;

#define FAULT_ARGS 4

/* A fault at a known line and column (0: unknown). Unused arguments are NULL. */
void fault_at(Faults *faults, DiagCode code, size_t line, size_t column, const char *const args[FAULT_ARGS]);
/* A fault at a byte of the text; `line` is the line of `start`, which may lie before or behind it. length: bytes to mark. */
void fault_in(Faults *faults, DiagCode code, size_t line, const char *start, Str marked, const char *const args[FAULT_ARGS]);
/* True when the next fault would not be shown; it is then counted (line: of its row), and no arguments need be made for it. */
bool fault_unshown(Faults *faults, size_t line);
#define FAULT_AT(faults, code, line, column, ...) fault_at((faults), (code), (line), (column), (const char *const[FAULT_ARGS]){__VA_ARGS__})
#define FAULT_IN(faults, code, line, start, marked, ...) \
    fault_in((faults), (code), (line), (start), (marked), (const char *const[FAULT_ARGS]){__VA_ARGS__})

/* One more diagnostic when faults were left out. */
void faults_summary(Faults *faults);
/* Text for a message: at most 60 characters, on one line. */
const char *fault_quote(Arena *arena, Str text);
const char *fault_number(Arena *arena, size_t number);
/* Line ends in text: LF, CRLF, lone CR. */
size_t count_lines(const char *from, const char *to);

#endif
