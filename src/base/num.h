/* num.h: exact numbers. Fix is the stored form: 64-bit fixed point with six decimals (literals, cells of tables, sums).
 * Num is the form of computed values: an exact quotient of two 128-bit integers, so that a quotient is never rounded
 * before it is compared. No floating point. Rounding, where it happens, is half away from zero. */
#ifndef STYR_BASE_NUM_H
#define STYR_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int64_t Fix;            /* value * 1 000 000 */
typedef __int128 Wide;          /* sums of Fix: cannot overflow for fewer than 2^64 rows */

#define FIX_DECIMALS 6
#define FIX_ONE ((Fix)1000000)
#define FIX_MAX INT64_MAX
#define FIX_MIN (-INT64_MAX)    /* INT64_MIN is not a value: the range is symmetric */

/* Fixed-point arithmetic; each returns false and leaves *out alone on overflow (or division by zero). */
bool fix_add(Fix a, Fix b, Fix *out);
bool fix_sub(Fix a, Fix b, Fix *out);
bool fix_mul(Fix a, Fix b, Fix *out);
bool fix_div(Fix a, Fix b, Fix *out);
bool fix_from_wide(Wide sum, Fix *out);

/* A value n/d in lowest terms, d > 0, both within +-(2^126). The magnitude of a value never exceeds FIX_MAX/FIX_ONE
 * (about 9.2 * 10^12): operations that would leave it return false. */
typedef struct Num {
    Wide n, d;
} Num;

Num num_of_int(int64_t value);                       /* beyond the range: its nearest end */
Num num_of_fix(Fix value);
bool num_of_wide(Wide fix_sum, Num *out);            /* from a sum of Fix */
/* Exact; if the exact result does not fit in 126 bits, both operands are first rounded to six decimals and the
 * operation is done again. Return false on overflow, and num_div on division by zero. */
bool num_add(Num a, Num b, Num *out);
bool num_sub(Num a, Num b, Num *out);
bool num_mul(Num a, Num b, Num *out);
bool num_div(Num a, Num b, Num *out);
Num num_neg(Num a);
Num num_abs(Num a);
int num_sign(Num a);                                 /* -1, 0, 1 */
int num_cmp(Num a, Num b);                           /* exact for every pair, no overflow */
/* Rounded half away from zero to `decimals` (0..6) decimals; always fits (what would round out of the range is cut instead). */
Num num_round(Num a, int decimals);
Fix num_to_fix(Num a);                               /* num_round to six decimals */
bool num_is_fix(Num a);                              /* true when six decimals hold it exactly */

/* Decimal text without grouping: [-]digits[.digits], a point, at most 6 decimals, anything else is false.
 * *excess (may be NULL) says whether decimals behind the sixth, other than zeros, were rounded away. */
bool fix_parse_plain(Str text, Fix *out, bool *excess);
/* Shortest exact decimal with point: "-45749", "0.8". Machine output. At most 6 decimals (rounded). */
void fix_print_plain(StrBuf *out, Fix value);
void num_print_plain(StrBuf *out, Num value);
/* Swedish: no-break space groups, decimal comma, U+2212 minus, exactly `decimals` decimals (-1: as many as needed, at
 * most 6). Rounded half away from zero. English (`english`): comma groups, point, U+2212. */
void num_print_people(StrBuf *out, Num value, int decimals, bool english);

#endif
