/* num.c: exact quotients of 128-bit integers. Base. Every result leaves through settle() or one of the fast paths, so a Num
 * is always in lowest terms and within the range of Fix. */
#include "base/num.h"

#include "base/wide.h"

#define NUM_BITS 126
#define NUM_MOST ((Wide128)1 << NUM_BITS)

/* ---- small steps ---- */

static Wide128 magnitude(Wide value)
{
    return value < 0 ? -(Wide128)value : (Wide128)value;
}

static uint64_t gcd64(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0)
        return a | b;
    int shift = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    do {
        b >>= __builtin_ctzll(b);
        uint64_t difference = a > b ? a - b : b - a;
        a = a < b ? a : b;
        b = difference;
    } while (b);
    return a << shift;
}

static Wide128 gcd(Wide128 a, Wide128 b)
{
    while (b >> 64) {
        Wide128 rest = a % b;
        a = b;
        b = rest;
    }
    if (b == 0)
        return a;
    return gcd64((uint64_t)(a % b), (uint64_t)b);
}

/* |n| / d is at most FIX_MAX / FIX_ONE. */
static bool in_range(Wide128 n, Wide128 d)
{
    if (n <= (Wide128)(FIX_MAX / FIX_ONE))
        return true;
    if (n / d != (Wide128)(FIX_MAX / FIX_ONE))
        return n / d < (Wide128)(FIX_MAX / FIX_ONE);
    return wide_cmp(wide_mul(n, (Wide128)FIX_ONE), wide_mul(d, (Wide128)FIX_MAX)) <= 0;
}

/* Puts out a value in lowest terms, if it is one. */
static bool settle(bool negative, Wide128 n, Wide128 d, Num *out)
{
    if (n > NUM_MOST || d > NUM_MOST || !in_range(n, d))
        return false;
    *out = (Num){negative ? -(Wide)n : (Wide)n, (Wide)d};
    return true;
}

/* n / FIX_ONE in lowest terms, for |n| <= FIX_MAX. */
static Num from_millionths(Fix n)
{
    if (n % FIX_ONE == 0)
        return (Num){n / FIX_ONE, 1};
    Fix common = (Fix)gcd64(n < 0 ? -(uint64_t)n : (uint64_t)n, (uint64_t)FIX_ONE);
    return (Num){n / common, FIX_ONE / common};
}

/* Millionths, if the value has at most six decimals: what nearly every value is, and what the fast paths work on. */
static bool to_millionths(Num a, Fix *out)
{
    if (a.d == 1)
        return *out = (Fix)a.n * FIX_ONE, true;
    if (a.d > FIX_ONE || FIX_ONE % (Fix)a.d != 0)
        return false;
    *out = (Fix)a.n * (FIX_ONE / (Fix)a.d);
    return true;
}

/* ---- in and out ---- */

Num num_of_int(int64_t value)
{
    const int64_t most = FIX_MAX / FIX_ONE;
    return (Num){value > most ? most : value < -most ? -most : value, 1};
}

Num num_of_fix(Fix value)
{
    return from_millionths(value);
}

bool num_of_wide(Wide fix_sum, Num *out)
{
    Fix fix;
    if (!fix_from_wide(fix_sum, &fix))
        return false;
    *out = from_millionths(fix);
    return true;
}

/* |a| * scale as an integer, rounded half away from zero. */
static Wide128 scaled(Num a, Fix scale)
{
    Wide128 n = magnitude(a.n), d = (Wide128)a.d, rest;
    Wide128 whole = n / d * (Wide128)scale;
    Wide256 part = wide_div(wide_mul(n % d, (Wide128)scale), d, &rest);
    return whole + part.lo + (rest >= d - rest);
}

Num num_round(Num a, int decimals)
{
    static const Fix powers[FIX_DECIMALS + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    Fix scale = powers[decimals < 0 ? 0 : decimals > FIX_DECIMALS ? FIX_DECIMALS : decimals];
    if (scale % a.d == 0)
        return a;
    Wide128 rounded = scaled(a, scale), step = (Wide128)(FIX_ONE / scale);
    if (rounded > (Wide128)FIX_MAX / step)   /* the largest values cannot be rounded away from zero */
        rounded = (Wide128)FIX_MAX / step;
    Fix fix = (Fix)(rounded * step);
    return from_millionths(a.n < 0 ? -fix : fix);
}

Fix num_to_fix(Num a)
{
    Fix fix;
    if (to_millionths(a, &fix))
        return fix;
    return a.n < 0 ? -(Fix)scaled(a, FIX_ONE) : (Fix)scaled(a, FIX_ONE);
}

bool num_is_fix(Num a)
{
    return FIX_ONE % a.d == 0;
}

/* ---- arithmetic ---- */

/* The two-step rule for what does not fit exactly: both operands at six decimals. */
static Num coarse(Num a)
{
    return num_round(a, FIX_DECIMALS);
}

/* a.n * x + b.n * y, where x and y bring the two to their common denominator. */
static Wide256 sum_of_products(Num a, Wide128 x, Num b, Wide128 y, bool *negative)
{
    Wide256 left = wide_mul(magnitude(a.n), x), right = wide_mul(magnitude(b.n), y);
    *negative = a.n < 0;
    if ((a.n < 0) == (b.n < 0))
        return wide_add(left, right);
    if (wide_cmp(left, right) >= 0)
        return wide_sub(left, right);
    *negative = b.n < 0;
    return wide_sub(right, left);
}

/* Knuth 4.5.1: with g the common factor of the denominators, only factors of g can cancel in the sum. */
static bool add_exact(Num a, Num b, Num *out)
{
    Wide128 g = gcd((Wide128)a.d, (Wide128)b.d), left = (Wide128)a.d / g, right = (Wide128)b.d / g;
    bool negative;
    Wide256 sum = sum_of_products(a, right, b, left, &negative);
    Wide128 rest;
    wide_div(sum, g, &rest);
    Wide128 common = gcd(g, rest);
    Wide256 n = wide_div(sum, common, &rest), d = wide_mul(left, (Wide128)b.d / common);
    return n.hi == 0 && d.hi == 0 && settle(negative, n.lo, d.lo, out);
}

bool num_add(Num a, Num b, Num *out)
{
    Fix x, y;
    if (to_millionths(a, &x) && to_millionths(b, &y))
        return num_of_wide((Wide)x + y, out);
    return add_exact(a, b, out) || add_exact(coarse(a), coarse(b), out);
}

bool num_sub(Num a, Num b, Num *out)
{
    return num_add(a, num_neg(b), out);
}

/* (|a.n| / |a.d|) * (n / d), cancelled crosswise first, after which nothing more can cancel. */
static bool mul_exact(Num a, Wide n, Wide d, Num *out)
{
    Wide128 an = magnitude(a.n), ad = magnitude(a.d), bn = magnitude(n), bd = magnitude(d);
    Wide128 first = gcd(an, bd), second = gcd(bn, ad);
    Wide256 top = wide_mul(an / first, bn / second), bottom = wide_mul(ad / second, bd / first);
    bool negative = (a.n < 0) != ((n < 0) != (d < 0));
    return top.hi == 0 && bottom.hi == 0 && settle(negative, top.lo, bottom.lo, out);
}

bool num_mul(Num a, Num b, Num *out)
{
    if (a.d == 1 && b.d == 1) {
        Wide product = a.n * b.n;
        if (!in_range(magnitude(product), 1))
            return false;
        return *out = (Num){product, 1}, true;
    }
    if (mul_exact(a, b.n, b.d, out))
        return true;
    a = coarse(a);
    b = coarse(b);
    return mul_exact(a, b.n, b.d, out);
}

bool num_div(Num a, Num b, Num *out)
{
    if (b.n == 0)
        return false;
    if (mul_exact(a, b.d, b.n, out))
        return true;
    a = coarse(a);
    b = coarse(b);
    return b.n != 0 && mul_exact(a, b.d, b.n, out);
}

Num num_neg(Num a)
{
    return (Num){-a.n, a.d};
}

Num num_abs(Num a)
{
    return a.n < 0 ? num_neg(a) : a;
}

int num_sign(Num a)
{
    return (a.n > 0) - (a.n < 0);
}

int num_cmp(Num a, Num b)
{
    if (a.d == b.d)
        return (a.n > b.n) - (a.n < b.n);
    int sign = num_sign(a);
    if (sign != num_sign(b))
        return sign < num_sign(b) ? -1 : 1;
    return sign * wide_cmp(wide_mul(magnitude(a.n), (Wide128)b.d), wide_mul(magnitude(b.n), (Wide128)a.d));
}
