/* fix.c: 64-bit fixed point with six decimals, and its plain text form. Base. */
#include "base/num.h"

bool fix_from_wide(Wide sum, Fix *out)
{
    if (sum > FIX_MAX || sum < FIX_MIN)
        return false;
    *out = (Fix)sum;
    return true;
}

bool fix_add(Fix a, Fix b, Fix *out)
{
    return fix_from_wide((Wide)a + b, out);
}

bool fix_sub(Fix a, Fix b, Fix *out)
{
    return fix_from_wide((Wide)a - b, out);
}

/* n / d rounded half away from zero. |n| < 2^127 - |d|. */
static Wide divide_rounded(Wide n, Wide d)
{
    bool negative = (n < 0) != (d < 0);
    n = n < 0 ? -n : n;
    d = d < 0 ? -d : d;
    Wide quotient = (n + d / 2) / d;
    return negative ? -quotient : quotient;
}

bool fix_mul(Fix a, Fix b, Fix *out)
{
    return fix_from_wide(divide_rounded((Wide)a * b, FIX_ONE), out);
}

bool fix_div(Fix a, Fix b, Fix *out)
{
    return b != 0 && fix_from_wide(divide_rounded((Wide)a * FIX_ONE, b), out);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits of text from *at on, times ten each, into *value; *at ends behind them. False on overflow or if there are none. */
static bool parse_digits(Str text, size_t *at, size_t most, Wide *value)
{
    size_t start = *at;
    for (; *at < text.n && *at - start < most && is_digit(text.s[*at]); ++*at) {
        *value = *value * 10 + (text.s[*at] - '0');
        if (*value > FIX_MAX)
            return false;
    }
    return *at > start;
}

/* The decimals behind the sixth: *up says whether they round upwards, *lost whether any is not 0. */
static void drop_digits(Str text, size_t *at, bool *up, bool *lost)
{
    *up = *at < text.n && text.s[*at] >= '5' && text.s[*at] <= '9';
    for (; *at < text.n && is_digit(text.s[*at]); ++*at)
        *lost |= text.s[*at] != '0';
}

bool fix_parse_plain(Str text, Fix *out, bool *excess)
{
    bool negative = text.n && text.s[0] == '-', up = false, lost = false;
    size_t at = negative, decimals = 0;
    Wide value = 0;
    if (!parse_digits(text, &at, text.n, &value))
        return false;
    if (at < text.n && text.s[at] == '.') {
        size_t point = at++;
        if (!parse_digits(text, &at, FIX_DECIMALS, &value))
            return false;
        decimals = at - point - 1;
        drop_digits(text, &at, &up, &lost);
    }
    if (at != text.n)
        return false;
    for (; decimals < FIX_DECIMALS; decimals++)
        value *= 10;
    value += up;
    if (!fix_from_wide(negative ? -value : value, out))
        return false;
    if (excess)
        *excess = lost;
    return true;
}

void fix_print_plain(StrBuf *out, Fix value)
{
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value, part = magnitude % (uint64_t)FIX_ONE;
    strbuf_printf(out, "%s%llu", value < 0 ? "-" : "", (unsigned long long)(magnitude / (uint64_t)FIX_ONE));
    if (part == 0)
        return;
    strbuf_printf(out, ".%06llu", (unsigned long long)part);
    while (out->s[out->n - 1] == '0')
        out->s[--out->n] = '\0';
}
