/* test_base_utf8.c: decoding, normal forms, width, Swedish order, edit distance. */
#include <criterion/criterion.h>

#include <string.h>

#include "base/utf8.h"

static const struct ValidRow {
    const char *text;
    size_t at;
} valid_rows[] = {
    {"", 0}, {"abc", 3}, {"å", 2}, {"abcdefghijkl\xff", 12}, {"å\xc3", 2}, {"\xc0\x80", 0}, {"\xe2\x82", 0}, {"€", 3}, {"\xed\xa0\x80", 0},
    {"\xf4\x90\x80\x80", 0}, {"😀", 4}, {"12345678å\x80", 10}, {"\xc1\xbf", 0}, {"\xe0\x9f\xbf", 0}, {"\xf0\x8f\xbf\xbf", 0},
};

Test(utf8, validity)
{
    for (size_t i = 0; i < sizeof valid_rows / sizeof *valid_rows; i++)
        cr_expect_eq(utf8_invalid_at(str_of(valid_rows[i].text)), valid_rows[i].at, "row %zu", i);
}

Test(utf8, every_code_point_comes_back)
{
    StrBuf buf = {0};
    for (uint32_t c = 1; c <= 0x110000; c++) {
        strbuf_clear(&buf);
        utf8_put(&buf, c);
        size_t at = 0;
        uint32_t expected = (c >= 0xd800 && c < 0xe000) || c > 0x10ffff ? 0xfffd : c;
        if (utf8_next(strbuf_str(&buf), &at) != expected || at != buf.n)
            cr_assert_fail("U+%04X does not come back", c);
    }
    strbuf_free(&buf);
    size_t at = 1;
    cr_expect(utf8_next(STR_LIT("a\xff" "b"), &at) == 0xfffd && at == 2, "an invalid byte is passed over alone");
}

static const struct FormRow {
    const char *text, *nfc, *fold;
} form_rows[] = {
    {"Bun", "Bun", "bun"}, {"ÅÄÖ", "ÅÄÖ", "åäö"}, {"A\u030a", "Å", "å"}, {"o\u0308l", "öl", "öl"}, {"É", "É", "é"},
    {"Straße", "Straße", "strasse"}, {"", "", ""}, {"\xff" "A", "\xff" "A", "\xff" "A"}, {"kostnad-per-elev", "kostnad-per-elev", "kostnad-per-elev"},
    {"\u212b", "Å", "å"}, {"e\u0301\u0323", "\u1eb9\u0301", "\u1eb9\u0301"}, {"ÉÈ", "ÉÈ", "éè"}, {"½", "½", "½"},
};

Test(utf8, forms)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof form_rows / sizeof *form_rows; i++) {
        const struct FormRow *row = &form_rows[i];
        Str text = str_of(row->text), nfc = utf8_nfc(arena, text), fold = utf8_fold(arena, text);
        cr_expect(str_eqz(nfc, row->nfc), "'%s' composed is '%.*s'", row->text, STR_ARG(nfc));
        cr_expect(str_eqz(fold, row->fold), "'%s' folded is '%.*s'", row->text, STR_ARG(fold));
        cr_expect_eq(nfc.s == text.s, strcmp(row->text, row->nfc) == 0, "'%s' is copied only if it changes", row->text);
    }
    arena_free(arena);
}

Test(utf8, folding_twice_changes_nothing)
{
    Arena *arena = arena_new();
    StrBuf buf = {0};
    for (uint32_t c = 1; c < 0x20000; c++) {
        strbuf_clear(&buf);
        utf8_put(&buf, c);
        Str once = utf8_fold(arena, strbuf_str(&buf));
        if (!str_eq(once, utf8_fold(arena, once)) || !str_eq(once, utf8_nfc(arena, once)))
            cr_assert_fail("U+%04X", c);
    }
    strbuf_free(&buf);
    arena_free(arena);
}

static const struct WidthRow {
    const char *text;
    size_t width;
} width_rows[] = {{"", 0}, {"abc", 3}, {"åäö", 3}, {"a\u0308", 1}, {"日本", 4}, {"\xff", 1}, {"1\u00a0000", 5}, {"–", 1}};

/* What is cut or wrapped counts on it: a text has no more columns than bytes. */
Test(utf8, no_code_point_is_wider_than_it_is_long)
{
    StrBuf buf = {0};
    for (uint32_t c = 1; c < 0x110000; c++) {
        strbuf_clear(&buf);
        utf8_put(&buf, c);
        size_t width = utf8_width(strbuf_str(&buf));
        if (width > buf.n || width != utf8_point_width((c >= 0xd800 && c < 0xe000) ? 0xfffd : c))
            cr_expect(false, "U+%04X is %zu wide in %zu bytes", c, width, buf.n);
    }
    strbuf_free(&buf);
}

Test(utf8, width)
{
    for (size_t i = 0; i < sizeof width_rows / sizeof *width_rows; i++)
        cr_expect_eq(utf8_width(str_of(width_rows[i].text)), width_rows[i].width, "'%s' is %zu wide", width_rows[i].text,
                     utf8_width(str_of(width_rows[i].text)));
}

static const char *const words_in_order[] = {"", "1", "2", "adam", "Beda", "e", "é", "eva", "over", "Överkalix"};
static const char *const letters_in_order[] = {"a", "B", "c", "y", "ü", "yb", "z", "Å", "åa", "ä", "Äb", "ö", "öz"};

Test(utf8, swedish_order)
{
    enum { LETTERS = sizeof letters_in_order / sizeof *letters_in_order, WORDS = sizeof words_in_order / sizeof *words_in_order };
    for (size_t i = 0; i < LETTERS; i++)
        for (size_t k = 0; k < LETTERS; k++)
            cr_expect_eq(utf8_cmp_swedish(str_of(letters_in_order[i]), str_of(letters_in_order[k])), (i > k) - (i < k), "'%s' against '%s'",
                         letters_in_order[i], letters_in_order[k]);
    for (size_t i = 0; i < WORDS; i++)
        for (size_t k = 0; k < WORDS; k++)
            cr_expect_eq(utf8_cmp_swedish(str_of(words_in_order[i]), str_of(words_in_order[k])), (i > k) - (i < k), "'%s' against '%s'",
                         words_in_order[i], words_in_order[k]);
    cr_expect(utf8_cmp_swedish(str_of("Över-Kalix"), str_of("Överkalix")) != 0, "a hyphen breaks a tie by bytes");
    cr_expect(utf8_cmp_swedish(str_of("Över-Kalix"), str_of("över kalixby")) < 0, "a hyphen is ignored before that");
    cr_expect(utf8_cmp_swedish(str_of("a\u030ar"), str_of("zr")) > 0, "decomposed å is å");
    cr_expect(utf8_cmp_swedish(str_of("\xff"), str_of("\xfe")) != 0, "invalid bytes have an order too");
}

static const struct DistanceRow {
    const char *a, *b;
    unsigned tenths;
} distance_rows[] = {
    {"", "", 0}, {"", "abc", 30}, {"abc", "", 30}, {"nämnd", "nämnd", 0}, {"namnd", "nämnd", 2}, {"nåmnd", "nämnd", 2}, {"mal", "mål", 2},
    {"ide", "idé", 2}, {"Mål", "mål", 1}, {"MAL", "mål", 5}, {"kostnda", "kostnad", 5}, {"kostna", "kostnad", 10}, {"kostnadd", "kostnad", 10},
    {"kastnad", "kostnad", 10}, {"öka", "oka", 2}, {"kitten", "sitting", 30}, {"ab", "ba", 5}, {"abcd", "badc", 10},
};

Test(utf8, distance)
{
    for (size_t i = 0; i < sizeof distance_rows / sizeof *distance_rows; i++) {
        const struct DistanceRow *row = &distance_rows[i];
        cr_expect_eq(utf8_distance(str_of(row->a), str_of(row->b)), row->tenths, "'%s' to '%s' is %u", row->a, row->b,
                     utf8_distance(str_of(row->a), str_of(row->b)));
        cr_expect_eq(utf8_distance(str_of(row->b), str_of(row->a)), row->tenths, "'%s' to '%s' the other way", row->a, row->b);
    }
    char longest[301];
    memset(longest, 'a', 300);
    longest[300] = '\0';
    cr_expect_eq(utf8_distance(str_of(longest), str_of(longest)), 0, "equal, however long");
    cr_expect_geq(utf8_distance(str_of(longest), str_of("a")), 500, "too long to be a slip");
}
