/* num_print.c: numbers as text, for machines and for people. Base. */
#include "base/num.h"

void num_print_plain(StrBuf *out, Num value)
{
    fix_print_plain(out, num_to_fix(value));
}

typedef struct Signs {
    const char *group, *point, *minus;
} Signs;

static const Signs signs_by_language[2] = {
    {"\u00a0", ",", "\u2212"},
    {",", ".", "\u2212"},
};

/* Digits in groups of three. Swedish and English alike group from 1 000 on. */
static void put_grouped(StrBuf *out, uint64_t whole, const char *group)
{
    char digits[24];
    int count = 0;
    do
        digits[count++] = (char)('0' + whole % 10);
    while ((whole /= 10) != 0);
    while (count--) {
        strbuf_putc(out, digits[count]);
        if (count && count % 3 == 0)
            strbuf_puts(out, group);
    }
}

/* The least number of decimals that shows the millionths exactly. */
static int decimals_needed(uint64_t millionths)
{
    int decimals = FIX_DECIMALS;
    for (; decimals && millionths % 10 == 0; millionths /= 10)
        decimals--;
    return decimals;
}

void num_print_people(StrBuf *out, Num value, int decimals, bool english)
{
    const Signs *signs = &signs_by_language[english];
    Fix fix = num_to_fix(decimals < 0 ? value : num_round(value, decimals));
    uint64_t size = fix < 0 ? -(uint64_t)fix : (uint64_t)fix, part = size % (uint64_t)FIX_ONE;
    if (decimals < 0 || decimals > FIX_DECIMALS)
        decimals = decimals_needed(part);
    if (fix < 0)
        strbuf_puts(out, signs->minus);
    put_grouped(out, size / (uint64_t)FIX_ONE, signs->group);
    if (decimals == 0)
        return;
    for (int i = decimals; i < FIX_DECIMALS; i++)
        part /= 10;
    strbuf_puts(out, signs->point);
    strbuf_printf(out, "%0*llu", decimals, (unsigned long long)part);
}
