/* test_data_sniff.c: what an unknown file is taken for, and the declaration that `styr data` proposes. */
#include "data_fixture.h"

static const struct SniffCase {
    const char *what, *bytes, *path, *declaration;
} cases[] = {
    {"amounts with their unit in the file's name",
     "kod;nämnd;budget 2026\nVON;Vård- och omsorgsnämnden;0,0\nTOT;Totalt kommunen;146,3\n", "prognos_2026-04_mnkr.csv",
     "tabell t\n"
     "    från          \"prognos_2026-04_mnkr.csv\"\n"
     "    avser         2026-04  # ur filens namn: ingen kolumn säger vilken period raderna gäller\n"
     "    kolumn        \"kod\"         som kod         text\n"
     "    kolumn        \"nämnd\"       som nämnd       organ\n"
     "    kolumn        \"budget 2026\" som budget_2026 mnkr\n"
     "    # sista raden ser ut som en summa; ta bort # så räknas den inte med, utan stäms av mot de andra:\n"
     "    # där         kod <> \"TOT\"\n"
     "    # stäms av    budget_2026 mot kod \"TOT\"\n"},
    {"codes, dates and words",
     "Bokföringsdatum;Konto;Kommunkod;Belopp (tkr);Andel\n2025-08-31;3001;0114;1 250;12 %\n2025-09-30;4010;0115;-;84 %\n2025-09-30;4010;0115;7;.\n", "data.csv",
     "tabell t\n"
     "    från          \"data.csv\"\n"
     "    kolumn        \"Bokföringsdatum\" som bokföringsdatum datum\n"
     "    kolumn        \"Konto\"           som konto           heltal\n"
     "    kolumn        \"Kommunkod\"       som kommunkod       organ\n"
     "    kolumn        \"Belopp (tkr)\"    som belopp_tkr      tkr  # 1 cell stämmer inte med typen\n"
     "    kolumn        \"Andel\"           som andel           %  # 1 cell stämmer inte med typen\n"
     "    saknas        \"-\"\n"
     "    ej tillämplig \".\"\n"},
    {"months across", "rad;jan;feb\nA;1,5;2\nB;-3;4\n", "data.csv",
     "tabell t\n"
     "    från          \"data.csv\"\n"
     "    # för         ORGAN    ingen kolumn säger vilket organ raderna gäller\n"
     "    # avser       ÅÅÅÅ-MM  ingen kolumn säger vilken period raderna gäller\n"
     "    kolumn        \"rad\" som rad text\n"
     "    kolumner      \"jan\", \"feb\" blir månad, värdet blir värde i tal\n"},
    {"odd headers", "2025 x;a \"b\";a \"b\";;period\n1,5;x;y;z;2025-08\n", "data.csv",
     "tabell t\n"
     "    från          \"data.csv\"\n"
     "    # för         ORGAN    ingen kolumn säger vilket organ raderna gäller\n"
     "    kolumn        \"2025 x\"  som år_2025_x tal  # enheten står inte i filen: är det kr, tkr, mnkr eller %?\n"
     "    kolumn        \"a \\\"b\\\"\" som a_b       text\n"
     "    # kolumn 3 har samma rubrik som en tidigare och kan inte läsas\n"
     "    # kolumn 4 har ingen rubrik och kan inte läsas\n"
     "    kolumn        \"period\"  som period    period\n"},
    {"Kolada", "[{\"kpi\":\"N1\",\"municipality\":\"1984\",\"period\":2012,\"gender\":\"T\",\"value\":1}]", "k.json",
     "tabell t\n    från          \"k.json\" format kolada\n    # kolumnerna är nyckeltal, kommun, år, kön, värde, status och antal\n"},
};

static void sniff_file(Arena *arena, const char *bytes, const char *shown, Diags *diags, Sniff *sniff)
{
    const char *path = fixture_file(arena, bytes, 0, strstr(shown, ".json") ? ".json" : ".csv");
    diags_init(diags, arena);
    cr_expect(data_sniff(arena, path, shown, diags, sniff), "%s is read", shown);
    unlink(path);
}

Test(data_sniff, declarations)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        Diags diags;
        Sniff sniff;
        StrBuf out = {0};
        sniff_file(arena, cases[i].bytes, cases[i].path, &diags, &sniff);
        data_declaration(&out, &sniff, STR_LIT("t"), str_of(cases[i].path));
        cr_expect_str_eq(out.s, cases[i].declaration, "%s:\n%s", cases[i].what, out.s);
        strbuf_free(&out);
        arena_free(arena);
    }
}

Test(data_sniff, figures)
{
    Arena *arena = arena_new();
    Diags diags;
    Sniff sniff;
    sniff_file(arena, "belopp;år;namn\n-5,5;2024;x\n1 250;2025;\ni.u;2025;x\ni.u;2023;y\n3;2023;z\n4;2023;z\n", "fil.csv", &diags, &sniff);
    cr_expect_eq(sniff.data.rows, 6, "rows");
    cr_expect_str_eq(sniff.data.decimal, ",", "decimal");
    const SniffColumn *amount = &sniff.columns.items[0], *year = &sniff.columns.items[1], *name = &sniff.columns.items[2];
    cr_expect(amount->type == COLUMN_NUMBER && amount->odd == 2 && amount->empty == 0, "amount: %zu odd", amount->odd);
    cr_expect(str_eqz(amount->min, "-5,5") && str_eqz(amount->max, "1 250") && str_eqz(amount->example, "-5,5"), "amount: range");
    cr_expect(year->type == COLUMN_PERIOD && str_eqz(year->min, "2023") && str_eqz(year->max, "2025") && year->distinct == 3, "year");
    cr_expect(name->type == COLUMN_TEXT && name->empty == 1 && name->distinct == 3, "name");
    cr_expect(sniff.odd_words.count == 1 && str_eqz(sniff.odd_words.items[0].text, "i.u") && str_eqz(sniff.odd_words.items[0].reason, "2"), "words");
    cr_expect_eq(sniff.sum_row.n, 0, "no total");
    arena_free(arena);
}
