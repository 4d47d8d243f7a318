/* wide.c: arithmetic on 256 bits, plain rather than fast: num.c comes here only with fractions of large denominators. Base. */
#include "base/wide.h"

#include <stdint.h>

Wide256 wide_mul(Wide128 a, Wide128 b)
{
    Wide128 a0 = (uint64_t)a, a1 = a >> 64, b0 = (uint64_t)b, b1 = b >> 64;
    Wide128 low = a0 * b0, cross = a1 * b0 + (low >> 64), other = a0 * b1 + (uint64_t)cross;
    return (Wide256){a1 * b1 + (cross >> 64) + (other >> 64), other << 64 | (uint64_t)low};
}

Wide256 wide_add(Wide256 a, Wide256 b)
{
    Wide128 lo = a.lo + b.lo;
    return (Wide256){a.hi + b.hi + (lo < a.lo), lo};
}

Wide256 wide_sub(Wide256 a, Wide256 b)
{
    return (Wide256){a.hi - b.hi - (a.lo < b.lo), a.lo - b.lo};
}

int wide_cmp(Wide256 a, Wide256 b)
{
    if (a.hi != b.hi)
        return a.hi < b.hi ? -1 : 1;
    return (a.lo > b.lo) - (a.lo < b.lo);
}

Wide256 wide_div(Wide256 a, Wide128 by, Wide128 *rest)
{
    Wide256 quotient = {a.hi / by, a.hi == 0 ? a.lo / by : 0};
    Wide128 left = a.hi == 0 ? a.lo % by : a.hi % by;
    for (int bit = 127; a.hi != 0 && bit >= 0; bit--) {
        left = left << 1 | (a.lo >> bit & 1);
        if (left >= by) {
            left -= by;
            quotient.lo |= (Wide128)1 << bit;
        }
    }
    *rest = left;
    return quotient;
}
