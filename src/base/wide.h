/* wide.h: unsigned integers of 256 bits, for the few steps of num.c that 128 bits cannot hold. */
#ifndef STYR_BASE_WIDE_H
#define STYR_BASE_WIDE_H

#include <stdbool.h>

typedef unsigned __int128 Wide128;

typedef struct Wide256 {
    Wide128 hi, lo;
} Wide256;

Wide256 wide_mul(Wide128 a, Wide128 b);
/* a + b and a - b modulo 2^256. */
Wide256 wide_add(Wide256 a, Wide256 b);
Wide256 wide_sub(Wide256 a, Wide256 b);
int wide_cmp(Wide256 a, Wide256 b);
/* a / by, the rest in *rest. by is not 0 and below 2^127. */
Wide256 wide_div(Wide256 a, Wide128 by, Wide128 *rest);

#endif
