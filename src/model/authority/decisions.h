/* decisions.h: decision tables: what their cells cover, and which rows hold for given values. Filled by decision_tables.c; asked by the checks of
 * decision_cover.c and decision_apply.c, and by exec for rows of data. */
#ifndef STYR_MODEL_DECISIONS_H
#define STYR_MODEL_DECISIONS_H

#include "model/model.h"

#define DECISION_MOST_COLUMNS 32

/* A value that a table is asked for. TEXTS: folded, the first that a cell names counts (a document's type before the type that it is a kind of). */
typedef struct DecisionValue {
    enum { DECISION_ABSENT, DECISION_TEXTS, DECISION_NUMBER } kind;
    StrVec texts;
    Num number; Unit unit;
} DecisionValue;

/* The piece of the column in which the value lies; NO_INDEX when it is not stated, or not of the column's kind. */
size_t decision_piece(const DecisionColumn *column, const DecisionValue *value);
/* A piece that no cell names. */
bool decision_piece_is_other(const DecisionColumn *column, size_t piece);
bool decision_covers(const DecisionColumn *column, const DecisionCover *cover, size_t piece);
/* A piece that a value can lie in, and that must have a row. */
bool decision_in_domain(const DecisionColumn *column, size_t piece);

/* The rows that hold for one piece a column, in order. A column whose value is not known (NO_INDEX) is met by `alla` alone. */
void decision_rows_for(Arena *arena, const DecisionTable *table, const size_t *pieces, IndexVec *out);

/* `slag = "politiskt"`, `belopp över 500 tkr`, for the pieces that are marked. */
void decision_print_pieces(StrBuf *out, const DecisionColumn *column, const uint8_t *marked, bool english);
/* What a row gives as a text to compare with (ja and nej too), as written; empty for numbers. */
Str decision_outcome_text(const DecisionRow *row);
/* What a row gives, as written. */
void decision_print_outcome(StrBuf *out, const DecisionRow *row);

#endif
