/* sniff.h: what is gathered about each column of an unknown file, and what it is taken for. sniff.c gathers, sniff_types.c decides. */
#ifndef STYR_DATA_SNIFF_H
#define STYR_DATA_SNIFF_H

#include "base/map.h"
#include "data/cells.h"
#include "data/rows.h"

#define SNIFF_WORDS 20             /* odd texts kept for each column */

/* The smallest and largest of a family of values, as written. */
typedef struct Range {
    bool any;
    int64_t low, high;
    Str low_text, high_text;
} Range;

typedef struct OddWord {
    Str text;
    size_t count;
} OddWord;

typedef struct ColumnStats {
    Str header, folded;            /* folded as headers are compared */
    size_t empty;
    size_t numbers, wholes, percents;
    size_t padded, grouped;        /* whole with a leading zero, such as 0114; thousands apart */
    size_t dates, plain_dates;     /* dates; those without marks: 20250831 */
    size_t periods, plain_periods; /* periods that are not dates; those of digits only: 2025, 202508 */
    Range values, times;
    Map distinct;
    size_t distinct_count;
    Str example, last;
    VEC(OddWord) words;            /* texts that are neither numbers nor times */
    bool body_like, time_like, code_like, money_like, vintage_like;
} ColumnStats;

/* Type, unit and counts of one column. file_unit: the unit that the file's name or a column of units says, or empty. */
SniffColumn sniff_decide(const ColumnStats *stats, size_t rows, Str file_unit);
/* kr, tkr, mnkr, mdkr or % where text (folded) has it as a word of its own, else empty. */
Str unit_in(Str text);
/* Sets the *_like fields from the header. */
void sniff_header(ColumnStats *stats);
/* A name for a header: lower case, letters and digits, blanks as _, not starting with a digit. */
Str sniff_name(Arena *arena, Str header);

#endif
