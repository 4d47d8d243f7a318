/* root.c: square roots of whole numbers; see root.h. */
#include "scenario/root.h"

static int zeros_before(Wide128 n)
{
    uint64_t high = (uint64_t)(n >> 64), low = (uint64_t)n;
    return high ? __builtin_clzll(high) : 64 + __builtin_clzll(low);
}

/* Each step doubles the digits of the estimate, by one division of as few bits as do (Zimmermann's square root; as in Python's math.isqrt, where it is
 * proved that the last estimate is at most 1 off). */
uint64_t root_of(Wide128 n)
{
    if (n == 0)
        return 0;
    int shift = zeros_before(n) & ~1;
    Wide128 m = n << shift;
    uint64_t high = (uint64_t)(m >> 64), a = 1 + (high >> 62);
    a = (a << 1) + (high >> 59) / a;
    a = (a << 3) + (high >> 53) / a;
    a = (a << 7) + (high >> 41) / a;
    a = (a << 15) + (high >> 17) / a;
    Wide128 root = ((Wide128)a << 31) + (m >> 33) / a;
    if (root >> 64)
        root = UINT64_MAX;
    if (root * root > m)
        root--;
    return (uint64_t)(root >> (shift / 2));
}

Wide128 root_of_wide(Wide256 n)
{
    Wide128 root = 0;
    for (int bit = 126; bit >= 0; bit--) {
        Wide128 more = root | (Wide128)1 << bit;
        if (wide_cmp(wide_mul(more, more), n) <= 0)
            root = more;
    }
    return root;
}
