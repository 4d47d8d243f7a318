/* test_syntax.c: the parser and the formatter: what words mean where, numbers as Swedes write them, errors that stay apart. */
#include <criterion/criterion.h>

#include "syntax/tree.h"
#include "text/render.h"

typedef struct Parsed { Arena *arena; Tree *tree; Diags diags; } Parsed;

static Parsed parse(const char *text)
{
    Parsed parsed = {.arena = arena_new()};
    TreeIds ids = {0};
    diags_init(&parsed.diags, parsed.arena);
    parsed.tree = tree_parse(parsed.arena, source_new(parsed.arena, "prov.styr", str_of(text)), &ids, &parsed.diags);
    return parsed;
}

/* The codes of all errors, in order, separated by blanks. */
static void put_codes(StrBuf *out, const Parsed *parsed)
{
    for (VEC_EACH(Diag, diag, &parsed->diags.list))
        strbuf_printf(out, "%s%s", out->n ? " " : "", diag_info(diag->code)->code);
}

static const struct { const char *text, *codes; } errors[] = {
    {"indikator a\n    enhet kr\n", ""},
    {"INDIKATOR a\n    ENHET kr\n", ""},
    {"indikator a\n    malvarde minst 3 kr\n", ""},
    {"\xEF\xBB\xBFindikator a\r\n    enhet kr\r\n", ""},
    {"hej\nindikator a\n", "S0101"},
    {"indikator a\n    enhett kr\n    per månad\n", "S0102"},
    {"indikator a\n    kolumn \"x\" som y kr\n", "S0103"},
    {"indikator a\n    enhet kr\n    @\n", "S0104"},
    {"indikator a\n    beskrivning \"öppen\n    enhet kr\n", "S0105"},
    {"indikator 'a\n", "S0106"},
    {"indikator a\n    målvärde minst 5a\n", "S0107"},
    {"indikator a\n    målvärde minst 1,5,6 kr\n", "S0108"},
    {"indikator a\n    målvärde minst 4.5 kr\n", "S0109"},
    {"indikator a\n    beräknas som x – y\n", "S0110"},
    {"indikator a\n    ansvarig BUN,\nmål x\n", "S0114"},
    {"tabell t\n    avser 2025-13\n", "S0115"},
    {"regel r\n    kräver plan senast 31 april\n", "S0115"},
    {"tabell t\n    avser 1200-10\n", "S0116"},
    {"indikator a\n    målvärde minst 99 999 999 999 999 kr\n", "S0117"},
    {"indikator a\n    målvärde minst 0,1234567 kr\n", "S0118"},
    {"indikator a\n    målvärde minst 1 250 0001 kr\n", "S0119"},
    {"indikator a\n    målvärde 2025: 2026: minst 3 kr\n", "S0120"},
    {"grupp g\n    består av \"1\" där x = 1\n", "S0121"},
    {"indikator a\n    beräknas som )\n    tolerans (\n    enhet kr\n    per )\n", "S0122 S0123 S0122"},
    {"indikator a\n    bedöms som grön när x > 1 gul när x > 0\n", "S0124"},
    {"indikator a \"\xE5\xE4\"\n", "S0125"},
    {"indikator a \"\xFF\"\n", "S0126"},
    {"test t\n    givet t: a, b\n        \"x, 1\n", "S0128"},
};

Test(syntax, every_error_once)
{
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        Parsed parsed = parse(errors[i].text);
        StrBuf codes = {0};
        put_codes(&codes, &parsed);
        cr_expect_str_eq(codes.s ? codes.s : "", errors[i].codes, "%s: %s", errors[i].text, codes.s ? codes.s : "");
        strbuf_free(&codes);
        arena_free(parsed.arena);
    }
}

/* What the formatter makes of the value of one indicator. */
static const struct { const char *written, *printed; } values[] = {
    {"1 250 000 kr", "1 250 000 kr"},
    {"1\xC2\xA0" "250 kr", "1 250 kr"},
    {"21,90 %", "21,90 %"},
    {"84%", "84 %"},
    {"3mnkr", "3 mnkr"},
    {"12 kr/elev", "12 kr/elev"},
    {"\xE2\x88\x92" "3 kr", "-3 kr"},
    {"a/b för KF", "a / b för KF"},
    {"(a/b) för KF", "(a / b) för KF"},
    {"((a))", "a"},
    {"a - (b - c)", "a - (b - c)"},
    {"(a - b) - c", "(a - b) - c"},
    {"a * (b + c)", "a * (b + c)"},
    {"summa(t.belopp DÄR konto i (3000..3999; 7000..7999))", "summa(t.belopp där konto i (3000..3999; 7000..7999))"},
    {"summa(t.x där kod = \"3\" och period = 2025)", "summa(t.x där kod = \"3\" och period = 2025)"},
    {"medel(x för g vägt med y)", "medel(x för g vägt med y)"},
    {"rullande(x; 12 månader)", "rullande(x; 12 månader)"},
    {"i_rad(x < 3 %; 2; saknad bryter)", "i_rad(x < 3 %; 2; saknad bryter)"},
    {"antal(t där datum i 2025-08 eller inte finns y)", "antal(t där datum i 2025-08 eller inte finns y)"},
    {"'för' + 'antal'", "'för' + 'antal'"},
    {"om_saknas(x; 0)", "om_saknas(x; 0)"},
};

Test(syntax, values_print_back)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        Arena *arena = arena_new();
        Parsed parsed = parse(arena_printf(arena, "indikator a\n    beräknas som %s\n", values[i].written));
        const Attr *attr = parsed.tree->decls.count ? decl_attr(&parsed.tree->decls.items[0], ATTR_COMPUTED) : NULL;
        StrBuf out = {0};
        if (attr)
            expr_print(&out, attr_value(attr));
        cr_expect_str_eq(out.s ? out.s : "(fel)", values[i].printed ? values[i].printed : "(fel)", "%s -> %s", values[i].written, out.s ? out.s : "(fel)");
        strbuf_free(&out);
        arena_free(parsed.arena);
        arena_free(arena);
    }
}

Test(syntax, depth_is_limited)
{
    StrBuf text = {0};
    strbuf_puts(&text, "indikator a\n    beräknas som ");
    strbuf_pad(&text, '(', 10000);
    strbuf_puts(&text, "1");
    strbuf_pad(&text, ')', 10000);
    Parsed parsed = parse(text.s);
    cr_expect(parsed.diags.errors == 1 && parsed.diags.list.items[0].code == DIAG_S0111, "%zu fel", parsed.diags.errors);
    strbuf_free(&text);
    arena_free(parsed.arena);
}

Test(syntax, words_are_names_where_names_stand)
{
    Parsed parsed = parse("tabell t\n    kolumn \"a\" som antal heltal\n    kolumn \"b\" som period period\n    kolumn \"c\" som organ organ\n"
                          "    kolumn \"d\" som mål text\n    kolumn \"e\" som kod text\n    kolumn \"f\" som till text\n");
    cr_expect(parsed.diags.errors == 0, "%zu fel", parsed.diags.errors);
    cr_expect(parsed.tree->decls.count == 1 && parsed.tree->decls.items[0].attrs.count == 6, "sex kolumner");
    arena_free(parsed.arena);
}
