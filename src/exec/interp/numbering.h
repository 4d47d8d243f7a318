/* numbering.h: numbers the values of columns, and the combinations of several columns, where these are few: accounts, kinds, bodies and days each by
 * their own value, amounts by the limits that they are held against. */
#ifndef STYR_EXEC_INTERP_NUMBERING_H
#define STYR_EXEC_INTERP_NUMBERING_H

#include "exec/interp/interp.h"

#define PLACES_MOST ((uint64_t)1 << 20)

typedef struct NumberedColumn {
    const Column *column;
    uint32_t places;
    int64_t first, step;         /* place 2 + i: the value first + i * step */
    const int64_t *cuts;         /* place 2 + i: the i-th cut is the greatest that is not above the value, the 0-th below all; NULL: by value */
    size_t cut_count;
} NumberedColumn;

typedef struct Numbering {
    NumberedColumn *columns;
    size_t count;
    size_t places;               /* combinations there can be, at most PLACES_MOST */
} Numbering;

/* By value: false when there may be more than PLACES_MOST. */
bool number_by_value(const Column *column, NumberedColumn *out);
/* By ascending limits. */
bool number_by_cuts(const Column *column, const int64_t *cuts, size_t count, NumberedColumn *out);
/* out[i] is the number of the combination of row first + i, below places. */
void numbering_run(const Numbering *numbering, size_t first, size_t count, uint32_t *out);

#endif
