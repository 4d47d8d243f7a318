/* test_base_num.c: exact numbers and fixed point, against python's fractions (num_rows.inc) and written-out cases. */
#include <criterion/criterion.h>

#include "base/num.h"

/* ---- against python ---- */

static const struct NumRow {
    char op;
    const char *a, *b, *result;
    int order, decimals;
    const char *rounded;
} num_rows[] = {
#include "num_rows.inc"
};

static Wide parse_wide(const char **at)
{
    bool negative = **at == '-';
    *at += negative;
    Wide value = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        value = value * 10 + (**at - '0');
    return negative ? -value : value;
}

static Num parse_num(const char *text)
{
    Num num = {.n = parse_wide(&text)};
    text++;
    num.d = parse_wide(&text);
    return num;
}

static bool same(Num a, Num b)
{
    return a.n == b.n && a.d == b.d;
}

static bool calculate(char op, Num a, Num b, Num *out)
{
    switch (op) {
    case '+': return num_add(a, b, out);
    case '-': return num_sub(a, b, out);
    case '*': return num_mul(a, b, out);
    default: return num_div(a, b, out);
    }
}

Test(num, agrees_with_fractions)
{
    for (size_t i = 0; i < sizeof num_rows / sizeof *num_rows; i++) {
        const struct NumRow *row = &num_rows[i];
        Num a = parse_num(row->a), b = parse_num(row->b), result = {7, 1};
        bool exists = row->result[0] != '-' || row->result[1] != '\0';
        Num expected = exists ? parse_num(row->result) : (Num){7, 1};
        cr_expect(calculate(row->op, a, b, &result) == exists, "%s %c %s should%s exist", row->a, row->op, row->b, exists ? "" : " not");
        cr_expect(same(result, expected), "%s %c %s is %s", row->a, row->op, row->b, row->result);
        cr_expect_eq(num_cmp(a, b), row->order, "%s against %s is %d, not %d", row->a, row->b, row->order, num_cmp(a, b));
        cr_expect_eq(num_cmp(b, a), -row->order, "%s against %s reversed", row->a, row->b);
        cr_expect(same(num_round(a, row->decimals), parse_num(row->rounded)), "%s with %d decimals is %s", row->a, row->decimals,
                  row->rounded);
        cr_expect(num_is_fix(a) == (num_cmp(a, num_of_fix(num_to_fix(a))) == 0), "%s is a fix or not", row->a);
    }
}

/* ---- fixed point ---- */

static const struct FixRow {
    const char *a, *b, *sum, *difference, *product, *quotient;   /* NULL: no value */
} fix_rows[] = {
    {"1", "2", "3", "-1", "2", "0.5"},
    {"1", "3", "4", "-2", "3", "0.333333"},
    {"2", "3", "5", "-1", "6", "0.666667"},
    {"-2", "3", "1", "-5", "-6", "-0.666667"},
    {"0.0005", "0.001", "0.0015", "-0.0005", "0.000001", "0.5"},
    {"-0.0005", "0.001", "0.0005", "-0.0015", "-0.000001", "-0.5"},
    {"0.0004", "0.001", "0.0014", "-0.0006", "0", "0.4"},
    {"7", "0", "7", "7", "0", NULL},
    {"9223372036854.775807", "1", NULL, "9223372036853.775807", "9223372036854.775807", "9223372036854.775807"},
    {"-9223372036854.775807", "1", "-9223372036853.775807", NULL, "-9223372036854.775807", "-9223372036854.775807"},
    {"9223372036854.775807", "0.5", NULL, "9223372036854.275807", "4611686018427.387904", NULL},
    {"4000000", "4000000", "8000000", "0", NULL, "1"},
};

static void expect_fix(bool exists, Fix value, const char *expected, const char *a, const char *what, const char *b)
{
    StrBuf text = {0};
    if (exists)
        fix_print_plain(&text, value);
    cr_expect_str_eq(exists ? text.s : "-", expected ? expected : "-", "%s %s %s gives %s, not %s", a, what, b, exists ? text.s : "-",
                     expected ? expected : "-");
    strbuf_free(&text);
}

Test(fix, arithmetic)
{
    for (size_t i = 0; i < sizeof fix_rows / sizeof *fix_rows; i++) {
        const struct FixRow *row = &fix_rows[i];
        Fix a = 0, b = 0, out = 0;
        cr_expect(fix_parse_plain(str_of(row->a), &a, NULL) && fix_parse_plain(str_of(row->b), &b, NULL), "row %zu", i);
        bool exists = fix_add(a, b, &out);
        expect_fix(exists, out, row->sum, row->a, "+", row->b);
        exists = fix_sub(a, b, &out);
        expect_fix(exists, out, row->difference, row->a, "-", row->b);
        exists = fix_mul(a, b, &out);
        expect_fix(exists, out, row->product, row->a, "*", row->b);
        exists = fix_div(a, b, &out);
        expect_fix(exists, out, row->quotient, row->a, "/", row->b);
    }
}

Test(fix, from_wide)
{
    Fix out = 5;
    cr_expect(fix_from_wide(FIX_MAX, &out) && out == FIX_MAX, "the largest value");
    cr_expect(fix_from_wide(FIX_MIN, &out) && out == FIX_MIN, "the least value");
    cr_expect(!fix_from_wide((Wide)FIX_MAX + 1, &out) && out == FIX_MIN, "above the range, out is left alone");
    cr_expect(!fix_from_wide((Wide)FIX_MIN - 1, &out), "INT64_MIN is not a value");
    Num num;
    cr_expect(num_of_wide(1500000, &num) && num.n == 3 && num.d == 2, "1.5 in lowest terms");
    cr_expect(!num_of_wide((Wide)FIX_MAX * 2, &num), "a sum above the range");
    cr_expect(num_of_int(INT64_MAX).n == FIX_MAX / FIX_ONE && num_of_int(INT64_MIN).n == -(FIX_MAX / FIX_ONE), "num_of_int stays in the range");
}

/* ---- text ---- */

static const struct ParseRow {
    const char *text;
    bool good;
    Fix value;
    bool excess;
} parse_rows[] = {
    {"0", true, 0, false}, {"-0", true, 0, false}, {"1", true, 1000000, false}, {"-45749", true, -45749000000, false},
    {"0.8", true, 800000, false}, {"007", true, 7000000, false}, {"0.123456", true, 123456, false},
    {"0.1234564", true, 123456, true}, {"0.1234565", true, 123457, true}, {"-0.1234565", true, -123457, true},
    {"1.0000000", true, 1000000, false}, {"1.00000000000000000000000000000000000000000000001", true, 1000000, true},
    {"0.9999999", true, 1000000, true}, {"9223372036854.775807", true, INT64_MAX, false},
    {"9223372036854.775808", false, 0, false}, {"9223372036854.7758074", true, INT64_MAX, true},
    {"9223372036854.7758075", false, 0, false}, {"-9223372036854.775807", true, -INT64_MAX, false},
    {"-9223372036854.775808", false, 0, false}, {"99999999999999999999999999999999999999999", false, 0, false},
    {"00000000000000000000000000000000000000000000000000001", true, 1000000, false},
    {"", false, 0, false}, {"-", false, 0, false}, {".5", false, 0, false}, {"5.", false, 0, false}, {"+5", false, 0, false},
    {"1,5", false, 0, false}, {"1e3", false, 0, false}, {" 1", false, 0, false}, {"1 ", false, 0, false}, {"1.5.", false, 0, false},
    {"--1", false, 0, false}, {"\u22121", false, 0, false}, {"1 000", false, 0, false}, {"1.1234567x", false, 0, false},
};

Test(fix, parse_plain)
{
    for (size_t i = 0; i < sizeof parse_rows / sizeof *parse_rows; i++) {
        const struct ParseRow *row = &parse_rows[i];
        Fix value = 0;
        bool excess = false;
        cr_expect(fix_parse_plain(str_of(row->text), &value, &excess) == row->good, "'%s' is%s a number", row->text, row->good ? "" : " not");
        cr_expect(value == row->value, "'%s' is %lld, not %lld", row->text, (long long)row->value, (long long)value);
        cr_expect(excess == row->excess, "'%s': excess is %d", row->text, row->excess);
    }
}

static const struct PrintRow {
    Num value;
    int decimals;
    const char *plain, *swedish, *english;
} print_rows[] = {
    {{0, 1}, -1, "0", "0", "0"},
    {{-45749, 1}, -1, "-45749", "\u221245\u00a0749", "\u221245,749"},
    {{4, 5}, -1, "0.8", "0,8", "0.8"},
    {{4, 5}, 2, "0.8", "0,80", "0.80"},
    {{-1, 1000}, 2, "-0.001", "0,00", "0.00"},
    {{-1, 1000}, 0, "-0.001", "0", "0"},
    {{1, 3}, -1, "0.333333", "0,333333", "0.333333"},
    {{2, 3}, 1, "0.666667", "0,7", "0.7"},
    {{1, 2}, 0, "0.5", "1", "1"},
    {{-1, 2}, 0, "-0.5", "\u22121", "\u22121"},
    {{5, 2}, 0, "2.5", "3", "3"},
    {{1999, 2}, 0, "999.5", "1\u00a0000", "1,000"},
    {{999, 1}, 1, "999", "999,0", "999.0"},
    {{1000, 1}, 0, "1000", "1\u00a0000", "1,000"},
    {{1234567, 1}, 0, "1234567", "1\u00a0234\u00a0567", "1,234,567"},
    {{1000001, 1000000}, 6, "1.000001", "1,000001", "1.000001"},
    {{1000001, 1000000}, 3, "1.000001", "1,000", "1.000"},
    {{INT64_MAX, 1000000}, -1, "9223372036854.775807", "9\u00a0223\u00a0372\u00a0036\u00a0854,775807", "9,223,372,036,854.775807"},
    {{-INT64_MAX, 1000000}, -1, "-9223372036854.775807", "\u22129\u00a0223\u00a0372\u00a0036\u00a0854,775807",
     "\u22129,223,372,036,854.775807"},
    {{1, 4}, 9, "0.25", "0,25", "0.25"},
};

static void expect_text(StrBuf *text, const char *expected)
{
    cr_expect_str_eq(text->s, expected, "%s, not %s", expected, text->s);
    strbuf_clear(text);
}

Test(num, printing)
{
    StrBuf text = {0};
    for (size_t i = 0; i < sizeof print_rows / sizeof *print_rows; i++) {
        const struct PrintRow *row = &print_rows[i];
        num_print_plain(&text, row->value);
        expect_text(&text, row->plain);
        num_print_people(&text, row->value, row->decimals, false);
        expect_text(&text, row->swedish);
        num_print_people(&text, row->value, row->decimals, true);
        expect_text(&text, row->english);
    }
    strbuf_free(&text);
}

Test(num, signs)
{
    Num a = {-3, 4};
    cr_expect(num_sign(a) == -1 && num_sign(num_neg(a)) == 1 && num_sign(num_of_int(0)) == 0, "signs");
    cr_expect(same(num_abs(a), num_neg(a)) && same(num_abs(num_abs(a)), num_abs(a)), "absolute values");
    cr_expect(same(num_of_fix(-2500000), (Num){-5, 2}), "a fix in lowest terms");
}
